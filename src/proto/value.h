/* value: the shapes of the structs of types.h; seen in this room only. */
#ifndef COVEY_PROTO_VALUE_H
#define COVEY_PROTO_VALUE_H

#include "proto/shape.h"
#include "proto/types.h"

extern const struct shape value_payload_shape;
extern const struct shape value_reaction_shape;
extern const struct shape value_message_shape;
extern const struct shape value_user_shape;
extern const struct shape value_room_shape;
extern const struct shape value_quote_shape;
extern const struct shape value_member_shape;
extern const struct shape value_status_shape;
extern const struct shape value_conversation_shape;
extern const struct shape value_failure_shape;
extern const struct shape value_limits_shape;

/* Whether `payload` has what a message of `type` must have. */
bool value_payload_fits(enum proto_message_type type, const struct proto_payload *payload);

#endif
