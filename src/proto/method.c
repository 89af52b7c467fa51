#include "proto/method.h"

#define F(name) PROTO_HAS(name)

const struct proto_method_info proto_methods[PROTO_METHOD_COUNT] = {
#define X(name, wire, required, optional, result) [PROTO_METHOD_##name] = {wire, required, optional, result},
        PROTO_METHODS(X)
#undef X
};

static const proto_field_set result_optional[PROTO_METHOD_COUNT] = {
        [PROTO_METHOD_LOGIN] = F(TOKEN),
        [PROTO_METHOD_GET_CONVGROUP_LIST] = F(CONVGROUP_DATA_LIST),
        [PROTO_METHOD_SET_MESSAGE_READ] = F(CONVERSATION),
        [PROTO_METHOD_SET_MESSAGE_UNREAD] = F(CONVERSATION),
        [PROTO_METHOD_SEARCH_MESSAGES] = F(IS_COMPLETED),
};

proto_field_set proto_result_optional(enum proto_method method)
{
	return result_optional[method];
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
