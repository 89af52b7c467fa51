/*
 * limit: every limit of the wire protocol, by the name that `login`'s `limits` object
 * gives it. The defaults are protocol.md's; a server may be set otherwise, a test shrinks
 * them so that they are reached.
 */
#ifndef COVEY_PROTO_LIMIT_H
#define COVEY_PROTO_LIMIT_H

#include <stdint.h>

/* X(member, name on the wire, default, "what it limits") */
#define PROTO_LIMITS(X)                                                                                     \
	X(convgroups, "conversationGroupCount", 20, "groups of a user")                                     \
	X(convgroup_name_bytes, "conversationGroupNameBytes", 32, "bytes of a group's name, in UTF-8")      \
	X(conversations_per_request, "conversationsPerRequest", 100, "conversations named in one request")  \
	X(conversations_in_groups, "conversationsInGroups", 1000,                                           \
	  "conversations in groups, all groups of a user together")                                         \
	X(message_bytes, "messageBytes", 12288, "bytes of a message: payload, cloudCustomData, atUserList") \
	X(client_frame_bytes, "clientFrameBytes", 1048576, "bytes of a frame from a client")                \
	X(server_frame_bytes, "serverFrameBytes", 16777216, "bytes of a frame from the server")             \
	X(user_id_bytes, "userIDBytes", 32, "bytes of a userID")                                            \
	X(group_id_bytes, "groupIDBytes", 48, "bytes of a groupID")                                         \
	X(custom_data_bytes, "customDataBytes", 256, "bytes of a conversation's customData")                \
	X(convgroup_data_bytes, "conversationGroupCustomDataBytes", 8192, "bytes of a group's customData")  \
	X(room_members, "groupMemberCount", 6000, "members of a room")                                      \
	X(page, "messageListCount", 100, "messages, or members of a room, in one answer")                   \
	X(events_kept, "eventsKept", 10000, "events that are kept for a user to resume from, at least")     \
	X(file_bytes, "fileBytes", 104857600, "bytes of a file")                                            \
	X(user_file_bytes, "userFileBytes", 1073741824, "bytes of all files that a user has uploaded")      \
	X(user_files, "userFileCount", 10000, "files that a user has uploaded")                             \
	X(upload_kept_seconds, "uploadKeptSeconds", 86400,                                                  \
	  "seconds for which what has come of an upload is kept, to go on there; 0: it is not")

#define PROTO_PAGE_DEFAULT 15

struct proto_limits {
#define X(member, name, value, help) int64_t member;
	PROTO_LIMITS(X)
#undef X
};

extern const struct proto_limits proto_limits_default;

#endif
