#include "proto/limit.h"

const struct proto_limits proto_limits_default = {
#define X(member, name, value, help) .member = (value),
        PROTO_LIMITS(X)
#undef X
};
