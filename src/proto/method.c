#include "proto/method.h"

#define F(name) PROTO_HAS(name)

const struct proto_method_info proto_methods[PROTO_METHOD_COUNT] = {
#define X(name, wire, required, optional, result) [PROTO_METHOD_##name] = {wire, required, optional, result},
        PROTO_METHODS(X)
#undef X
};

proto_field_set proto_result_optional(enum proto_method method)
{
	proto_field_set anywhere = F(TOKEN) | F(CONVGROUP_DATA_LIST);
	return method == PROTO_METHOD_SEARCH_MESSAGES ? anywhere | F(IS_COMPLETED) : anywhere;
}

bool proto_method_from_name(const char *name, enum proto_method *method)
{
	for (int i = 0; i < PROTO_METHOD_COUNT; i++) {
		if (str_equal(proto_methods[i].name, name)) {
			*method = (enum proto_method)i;
			return true;
		}
	}
	return false;
}
