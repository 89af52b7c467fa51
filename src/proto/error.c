#include "proto/error.h"

const char *proto_error_text(int code)
{
	switch (code) {
#define X(name, number, text)    \
	case PROTO_ERROR_##name: \
		return text;
		PROTO_ERRORS(X)
#undef X
	default:
		return "The server refused the request";
	}
}
