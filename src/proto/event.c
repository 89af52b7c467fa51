/*
 * event: what each event's `data` is made of: either one list, or an object of a few
 * members of struct proto_event.
 */
#include "proto/event.h"

#include "base/buf.h"
#include "proto/write.h"

/* X(NAME, "name on the wire where data is an object", KIND, member) */
#define MEMBERS(X)                                                             \
	X(MESSAGES, "messageList", MESSAGE_LIST, messages)                     \
	X(CONVGROUP, "groupName", STRING, convgroup)                           \
	X(CONVERSATIONS, "conversationList", CONVERSATION_LIST, conversations) \
	X(CONVGROUPS, "groupNameList", STRINGS, convgroups)                    \
	X(CONVGROUP_DATA, "customData", STRING, convgroup_data)                \
	X(CONVERSATION_ID, "conversationID", STRING, conversation_id)          \
	X(SEQUENCE, "sequence", INT, sequence)                                 \
	X(USER_ID, "userID", STRING, user_id)                                  \
	X(ROOMS, "groupList", ROOM_LIST, rooms)                                \
	X(USERS, "userProfileList", USER_LIST, users)                          \
	X(STATUSES, "userStatusList", STATUS_LIST, statuses)                   \
	X(REASON, "reason", STRING, reason)                                    \
	X(IDS, "idList", STRINGS, ids)

enum {
#define X(NAME, wire, kind, member) NAME,
	MEMBERS(X)
#undef X
	        MEMBER_COUNT
};

static const struct shape_member members[MEMBER_COUNT] = {
#define X(NAME, wire, kind, member) \
	[NAME] = {wire, SHAPE_##kind, SHAPE_REQUIRED, offsetof(struct proto_event, member)},
        MEMBERS(X)
#undef X
};

static const struct shape event_shape = {
        .members = members, .count = MEMBER_COUNT, .size = sizeof(struct proto_event)};

#define BIT(NAME) ((shape_set)1 << (NAME))

static const char *const names[PROTO_EVENT_COUNT] = {
#define X(event, wire) [PROTO_EVENT_##event] = wire,
        PROTO_EVENTS(X)
#undef X
};

static const struct {
	bool is_object;
	shape_set set; /* one member alone, unless is_object */
} layouts[PROTO_EVENT_COUNT] = {
        [PROTO_EVENT_MESSAGE_RECEIVED] = {false, BIT(MESSAGES)},
        [PROTO_EVENT_MESSAGE_MODIFIED] = {false, BIT(MESSAGES)},
        [PROTO_EVENT_MESSAGE_REVOKED] = {false, BIT(MESSAGES)},
        [PROTO_EVENT_MESSAGE_READ_BY_PEER] = {true, BIT(CONVERSATION_ID) | BIT(SEQUENCE) | BIT(USER_ID)},
        [PROTO_EVENT_CONVERSATIONS] = {false, BIT(CONVERSATIONS)},
        [PROTO_EVENT_CONVGROUPS] = {false, BIT(CONVGROUPS)},
        [PROTO_EVENT_IN_CONVGROUP] = {true, BIT(CONVGROUP) | BIT(CONVERSATIONS)},
        [PROTO_EVENT_CONVGROUP_DATA] = {true, BIT(CONVGROUP) | BIT(CONVGROUP_DATA)},
        [PROTO_EVENT_ROOMS] = {false, BIT(ROOMS)},
        [PROTO_EVENT_PROFILES] = {false, BIT(USERS)},
        [PROTO_EVENT_USER_STATUS] = {false, BIT(STATUSES)},
        [PROTO_EVENT_TYPING] = {true, BIT(CONVERSATION_ID) | BIT(USER_ID)},
        [PROTO_EVENT_KICKED_OUT] = {true, BIT(REASON)},
        [PROTO_EVENT_CONVERSATIONS_DELETED] = {false, BIT(IDS)},
        [PROTO_EVENT_BLACKLIST] = {false, BIT(IDS)},
};

const char *proto_event_name(enum proto_event_type type)
{
	return names[type];
}

bool event_type_from_name(const char *name, enum proto_event_type *type)
{
	for (int i = 0; i < PROTO_EVENT_COUNT; i++) {
		if (str_equal(names[i], name)) {
			*type = (enum proto_event_type)i;
			return true;
		}
	}
	return false;
}

bool event_read_data(struct shape_reader *reader, const struct cJSON *data, struct proto_event *event)
{
	shape_set set = layouts[event->type].set;
	if (layouts[event->type].is_object)
		return shape_read(reader, &event_shape, set, set, data, event, NULL);
	return shape_read_member(reader, &members[shape_first(set)], data, event);
}

static void write_data(struct buf *out, const struct proto_event *event)
{
	shape_set set = layouts[event->type].set;
	if (layouts[event->type].is_object)
		shape_write(out, &event_shape, set, event);
	else
		shape_write_member(out, &members[shape_first(set)], event);
}

static void write_head(struct buf *out, enum proto_event_type type, int64_t event_id)
{
	buf_printf(out, "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":{", names[type]);
	if (event_id > 0) {
		write_name(out, "eventID");
		write_int(out, event_id);
	}
	write_name(out, "data");
}

bool proto_encode_event(struct buf *out, const struct proto_event *event)
{
	write_head(out, event->type, event->event_id);
	write_data(out, event);
	return buf_append_str(out, "}}");
}

bool proto_encode_event_data(struct buf *out, const struct proto_event *event)
{
	write_data(out, event);
	return !out->overflow;
}

bool proto_frame_event(struct buf *out, enum proto_event_type type, int64_t event_id, const char *data_json)
{
	write_head(out, type, event_id);
	buf_append_str(out, data_json);
	return buf_append_str(out, "}}");
}
