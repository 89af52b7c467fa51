/*
 * types: the values that travel, as structs (protocol.md, section 3).
 *
 * Every string and list is borrowed: from the arena of the frame that was decoded, or from
 * whoever fills a struct in order to encode it. A NULL string is an absent member.
 */
#ifndef COVEY_PROTO_TYPES_H
#define COVEY_PROTO_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Each enum has a table X(NAME, "name on the wire"); proto_<enum>_name() and _from_name() are made from it. */
#define PROTO_CONVERSATION_TYPES(X) X(C2C, "C2C") X(GROUP, "GROUP")
#define PROTO_REMIND_TYPES(X)        \
	X(NOTIFY, "AcceptAndNotify") \
	X(SILENT, "AcceptNotNotify") \
	X(DISCARD, "Discard")        \
	X(MENTIONS, "NotifyOnMention")
#define PROTO_MESSAGE_TYPES(X)     \
	X(TEXT, "TIMTextElem")     \
	X(FILE, "TIMFileElem")     \
	X(CUSTOM, "TIMCustomElem") \
	X(TIP, "TIMGroupTipElem")
#define PROTO_ROOM_TYPES(X) X(PUBLIC, "Public") X(PRIVATE, "Private")
#define PROTO_ROLES(X) X(OWNER, "Owner") X(ADMIN, "Admin") X(MEMBER, "Member")

#define X(name, wire) PROTO_CONVERSATION_##name,
enum proto_conversation_type { PROTO_CONVERSATION_TYPES(X) PROTO_CONVERSATION_COUNT };
#undef X
#define X(name, wire) PROTO_REMIND_##name,
enum proto_remind_type { PROTO_REMIND_TYPES(X) PROTO_REMIND_COUNT };
#undef X
#define X(name, wire) PROTO_MESSAGE_##name,
enum proto_message_type { PROTO_MESSAGE_TYPES(X) PROTO_MESSAGE_COUNT };
#undef X
#define X(name, wire) PROTO_ROOM_##name,
enum proto_room_type { PROTO_ROOM_TYPES(X) PROTO_ROOM_COUNT };
#undef X
#define X(name, wire) PROTO_ROLE_##name,
enum proto_role { PROTO_ROLES(X) PROTO_ROLE_COUNT };
#undef X

const char *proto_conversation_type_name(enum proto_conversation_type type);
const char *proto_remind_type_name(enum proto_remind_type type);
const char *proto_message_type_name(enum proto_message_type type);
const char *proto_room_type_name(enum proto_room_type type);
const char *proto_role_name(enum proto_role role);
/* False when `name` is none of the table's. */
bool proto_conversation_type_from_name(const char *name, enum proto_conversation_type *type);
bool proto_remind_type_from_name(const char *name, enum proto_remind_type *type);
bool proto_message_type_from_name(const char *name, enum proto_message_type *type);
bool proto_room_type_from_name(const char *name, enum proto_room_type *type);
bool proto_role_from_name(const char *name, enum proto_role *role);

/* What a message says. `json` is the payload object as it came, so that one of a type not known here passes unharmed. */
struct proto_payload {
	const char *json;
	const char *text; /* TEXT */
	const char *file_name, *file_url; /* FILE */
	int64_t file_size; /* FILE, bytes */
	const char *data, *description, *extension; /* CUSTOM */
};

struct proto_reaction {
	const char *reaction_id;
	struct strspan user_list;
};

struct proto_reaction_list {
	const struct proto_reaction *items;
	size_t len;
};

/* The message that another one answers, in short. */
struct proto_quote {
	const char *message_id;
	int64_t sequence;
	const char *from, *text; /* text: its beginning; "" when it was recalled */
};

struct proto_message {
	const char *conversation_id; /* as the receiver of the frame names it */
	const char *message_id;
	int64_t sequence;
	const char *client_id;
	const char *from;
	int64_t time; /* Unix ms */
	enum proto_message_type type; /* a type not known here is decoded as CUSTOM with payload.json alone */
	struct proto_payload payload; /* all NULL when revoked */
	struct strspan at_user_list;
	const char *reply_to;
	const struct proto_quote *quote; /* of reply_to; NULL: there is none, or it is gone */
	struct proto_reaction_list reactions;
	bool is_modified, is_revoked;
	bool is_deleted; /* from this user's view: it has its place, and no payload */
	const char *cloud_custom_data;
};

struct proto_user {
	const char *user_id, *nick, *self_signature;
};

struct proto_room {
	const char *group_id, *name;
	enum proto_room_type type;
	const char *owner_id;
	const char *introduction, *notification;
	int64_t member_count;
	int64_t create_time; /* Unix ms */
	int64_t last_sequence;
};

struct proto_member {
	const char *user_id, *nick;
	enum proto_role role;
	int64_t join_time; /* Unix ms */
};

struct proto_conversation {
	const char *conversation_id;
	enum proto_conversation_type type;
	const char *name; /* to show: the peer's nick or id, the room's name */
	int64_t unread_count, mention_count;
	const struct proto_message *last_message;
	int64_t last_read_sequence;
	int64_t peer_read_sequence; /* C2C: how far the other side let be known that it has read; 0 else */
	bool is_pinned;
	enum proto_remind_type remind_type;
	const char *draft_text, *custom_data;
	struct strspan convgroups; /* in the user's order */
	const struct proto_user *user; /* C2C: userProfile */
	const struct proto_room *room; /* GROUP: groupProfile */
};

/* A conversation that one request of many refused. */
struct proto_failure {
	const char *conversation_id;
	int code;
	const char *message;
};

struct proto_status {
	const char *user_id, *status, *custom_status;
};

/* Typed lists, borrowed. */
struct proto_message_list {
	const struct proto_message *items;
	size_t len;
};
struct proto_conversation_list {
	const struct proto_conversation *items;
	size_t len;
};
struct proto_failure_list {
	const struct proto_failure *items;
	size_t len;
};
struct proto_room_list {
	const struct proto_room *items;
	size_t len;
};
struct proto_member_list {
	const struct proto_member *items;
	size_t len;
};
struct proto_user_list {
	const struct proto_user *items;
	size_t len;
};
struct proto_status_list {
	const struct proto_status *items;
	size_t len;
};

#endif
