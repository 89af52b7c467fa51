/*
 * value: the shapes of the structs of types.h.
 */
#include "proto/value.h"

#include "proto/error.h"
#include "proto/limit.h"

#define M(KIND, name, member, MODE)                                   \
	{                                                             \
		name, SHAPE_##KIND, SHAPE_##MODE, offsetof(T, member) \
	}
#define SHAPE(table) .members = (table), .count = sizeof(table) / sizeof(*(table)), .size = sizeof(T)

#define T struct proto_payload
static const struct shape_member payload_members[] = {
        M(STRING, "text", text, OPTIONAL),           M(STRING, "fileName", file_name, OPTIONAL),
        M(INT, "fileSize", file_size, OPTIONAL),     M(STRING, "fileUrl", file_url, OPTIONAL),
        M(STRING, "data", data, OPTIONAL),           M(STRING, "description", description, OPTIONAL),
        M(STRING, "extension", extension, OPTIONAL),
};

/* A size says something only with a file. */
static shape_set payload_hidden(const void *value)
{
	const struct proto_payload *payload = value;
	return payload->file_name ? 0 : (shape_set)1 << 2;
}

const struct shape value_payload_shape = {SHAPE(payload_members), .hidden = payload_hidden};
#undef T

bool value_payload_fits(enum proto_message_type type, const struct proto_payload *payload)
{
	if (type == PROTO_MESSAGE_TEXT)
		return payload->text;
	if (type == PROTO_MESSAGE_FILE)
		return payload->file_name && payload->file_url;
	return true;
}

/* Messages */

#define T struct proto_reaction
static const struct shape_member reaction_members[] = {
        M(STRING, "reactionID", reaction_id, REQUIRED),
        M(STRINGS, "userList", user_list, SHOWN),
};
const struct shape value_reaction_shape = {SHAPE(reaction_members)};
#undef T

#define T struct proto_quote
static const struct shape_member quote_members[] = {
        M(STRING, "messageID", message_id, REQUIRED),
        M(INT, "sequence", sequence, REQUIRED),
        M(STRING, "from", from, REQUIRED),
        M(STRING, "text", text, SHOWN),
};
const struct shape value_quote_shape = {SHAPE(quote_members)};
#undef T

/* Places in the table. */
#define MESSAGE_PAYLOAD 7
#define MESSAGE_DELETED 15
#define T struct proto_message
static const struct shape_member message_members[] = {
        M(STRING, "conversationID", conversation_id, REQUIRED),
        M(STRING, "messageID", message_id, REQUIRED),
        M(INT, "sequence", sequence, REQUIRED),
        M(STRING, "clientID", client_id, OPTIONAL),
        M(STRING, "from", from, REQUIRED),
        M(INT, "time", time, REQUIRED),
        M(ANY_MESSAGE_TYPE, "type", type, REQUIRED),
        [MESSAGE_PAYLOAD] = M(PAYLOAD, "payload", payload, OPTIONAL),
        M(STRINGS, "atUserList", at_user_list, SHOWN),
        M(STRING, "replyTo", reply_to, OPTIONAL),
        M(REACTION_LIST, "reactions", reactions, SHOWN),
        M(BOOL, "isModified", is_modified, SHOWN),
        M(BOOL, "isRevoked", is_revoked, SHOWN),
        M(STRING, "cloudCustomData", cloud_custom_data, SHOWN),
        M(QUOTE, "replyToMessage", quote, OPTIONAL),
        [MESSAGE_DELETED] = M(BOOL, "isDeleted", is_deleted, OPTIONAL),
};

static bool message_settle(struct shape_reader *reader, void *value)
{
	struct proto_message *message = value;
	if (message->is_revoked || message->is_deleted)
		message->payload = (struct proto_payload){0};
	else if (!value_payload_fits(message->type, &message->payload))
		return shape_fail(reader, PROTO_ERROR_INVALID_PARAMS, "lacks what its type needs");
	return true;
}

static shape_set message_hidden(const void *value)
{
	const struct proto_message *message = value;
	shape_set payload = (shape_set)1 << MESSAGE_PAYLOAD, deleted = (shape_set)1 << MESSAGE_DELETED;
	return (message->is_revoked || message->is_deleted ? payload : 0) |
	       (message->is_deleted ? 0 : deleted);
}

const struct shape value_message_shape = {SHAPE(message_members), .settle = message_settle,
                                          .hidden = message_hidden};
#undef T

/* People and rooms */

#define T struct proto_user
static const struct shape_member user_members[] = {
        M(STRING, "userID", user_id, REQUIRED),
        M(STRING, "nick", nick, SHOWN),
        M(STRING, "selfSignature", self_signature, SHOWN),
};
const struct shape value_user_shape = {SHAPE(user_members)};
#undef T

#define T struct proto_room
static const struct shape_member room_members[] = {
        M(STRING, "groupID", group_id, REQUIRED),
        M(STRING, "name", name, REQUIRED),
        M(ROOM_TYPE, "type", type, REQUIRED),
        M(STRING, "ownerID", owner_id, OPTIONAL),
        M(STRING, "introduction", introduction, OPTIONAL),
        M(STRING, "notification", notification, OPTIONAL),
        M(INT, "memberCount", member_count, SHOWN),
        M(INT, "createTime", create_time, SHOWN),
        M(INT, "lastSequence", last_sequence, SHOWN),
};
const struct shape value_room_shape = {SHAPE(room_members)};
#undef T

#define T struct proto_member
static const struct shape_member member_members[] = {
        M(STRING, "userID", user_id, REQUIRED),
        M(STRING, "nick", nick, OPTIONAL),
        M(ROLE, "role", role, REQUIRED),
        M(INT, "joinTime", join_time, SHOWN),
};
const struct shape value_member_shape = {SHAPE(member_members)};
#undef T

#define T struct proto_status
static const struct shape_member status_members[] = {
        M(STRING, "userID", user_id, REQUIRED),
        M(STRING, "status", status, REQUIRED),
        M(STRING, "customStatus", custom_status, OPTIONAL),
};
const struct shape value_status_shape = {SHAPE(status_members)};
#undef T

/* Conversations */

#define CONVERSATION_PEER_READ 14 /* its place in the table */
#define T struct proto_conversation
static const struct shape_member conversation_members[] = {
        M(STRING, "conversationID", conversation_id, REQUIRED),
        M(CONV_TYPE, "type", type, REQUIRED),
        M(STRING, "name", name, REQUIRED),
        M(INT, "unreadCount", unread_count, SHOWN),
        M(INT, "mentionCount", mention_count, SHOWN),
        M(MESSAGE, "lastMessage", last_message, SHOWN),
        M(INT, "lastReadSequence", last_read_sequence, SHOWN),
        M(BOOL, "isPinned", is_pinned, SHOWN),
        M(REMIND, "messageRemindType", remind_type, SHOWN),
        M(STRING, "draftText", draft_text, SHOWN),
        M(STRING, "customData", custom_data, SHOWN),
        M(STRINGS, "conversationGroupList", convgroups, SHOWN),
        M(USER, "userProfile", user, OPTIONAL),
        M(ROOM, "groupProfile", room, OPTIONAL),
        [CONVERSATION_PEER_READ] = M(INT, "peerReadSequence", peer_read_sequence, OPTIONAL),
};

static shape_set conversation_hidden(const void *value)
{
	const struct proto_conversation *conversation = value;
	return conversation->peer_read_sequence ? 0 : (shape_set)1 << CONVERSATION_PEER_READ;
}

const struct shape value_conversation_shape = {SHAPE(conversation_members), .hidden = conversation_hidden};
#undef T

#define T struct proto_failure
static const struct shape_member failure_members[] = {
        M(STRING, "conversationID", conversation_id, REQUIRED),
        M(CODE, "code", code, REQUIRED),
        M(STRING, "message", message, OPTIONAL),
};
const struct shape value_failure_shape = {SHAPE(failure_members)};
#undef T

#define T struct proto_limits
static const struct shape_member limit_members[] = {
#define X(member, name, value, help) M(INT, name, member, SHOWN),
        PROTO_LIMITS(X)
#undef X
};
const struct shape value_limits_shape = {SHAPE(limit_members)};
#undef T
