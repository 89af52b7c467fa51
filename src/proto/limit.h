/*
 * limit: every limit of the wire protocol, by the name that `login`'s `limits` object
 * gives it. The defaults are protocol.md's; a server may be set otherwise, a test shrinks
 * them so that they are reached.
 */
#ifndef COVEY_PROTO_LIMIT_H
#define COVEY_PROTO_LIMIT_H

#include <stdint.h>

/* X(member, name on the wire, default) */
#define PROTO_LIMITS(X)                                              \
	X(convgroups, "conversationGroupCount", 20)                  \
	X(convgroup_name_bytes, "conversationGroupNameBytes", 32)    \
	X(conversations_per_request, "conversationsPerRequest", 100) \
	X(conversations_in_groups, "conversationsInGroups", 1000)    \
	X(message_bytes, "messageBytes", 12288)                      \
	X(client_frame_bytes, "clientFrameBytes", 1048576)           \
	X(server_frame_bytes, "serverFrameBytes", 16777216)          \
	X(user_id_bytes, "userIDBytes", 32)                          \
	X(group_id_bytes, "groupIDBytes", 48)                        \
	X(custom_data_bytes, "customDataBytes", 256)                 \
	X(room_members, "groupMemberCount", 6000)                    \
	X(page, "messageListCount", 100)                             \
	X(events_kept, "eventsKept", 10000)

#define PROTO_PAGE_DEFAULT 15

struct proto_limits {
#define X(member, name, value) int64_t member;
	PROTO_LIMITS(X)
#undef X
};

extern const struct proto_limits proto_limits_default;

#endif
