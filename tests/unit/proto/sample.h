/* sample: one filled value of every struct of types.h, and struct proto_fields with every member set. */
#ifndef COVEY_TESTS_UNIT_PROTO_SAMPLE_H
#define COVEY_TESTS_UNIT_PROTO_SAMPLE_H

#include "proto/frame.h"

#define SAMPLE_TIME INT64_C(1763883120123)

static const char *const sample_names[] = {"Suppliers", "Ärger \"quoted\" \\ \n", "项目 😀"};
static const struct strspan sample_strings = {sample_names, 3};

static const struct proto_reaction sample_reactions[] = {{"👍", {sample_names, 2}}};

static const struct proto_quote sample_quote = {"m-0", 40, "carol", "Is it here?"};

static const struct proto_message sample_messages[] = {
        {
                .conversation_id = "GROUPtest",
                .message_id = "m-1",
                .sequence = 41,
                .client_id = "6f1c2d2e-0000-4000-8000-000000000000",
                .from = "bob",
                .time = SAMPLE_TIME,
                .type = PROTO_MESSAGE_TEXT,
                .payload = {.text = "The second shipment is here. Who signs?"},
                .at_user_list = {sample_names, 1},
                .reply_to = "m-0",
                .quote = &sample_quote,
                .reactions = {sample_reactions, 1},
                .is_modified = true,
                .cloud_custom_data = "{\"k\":1}",
        },
        {
                .conversation_id = "GROUPtest",
                .message_id = "m-2",
                .sequence = 42,
                .from = "carol",
                .time = SAMPLE_TIME + 1,
                .type = PROTO_MESSAGE_FILE,
                .payload = {.file_name = "empty.txt", .file_url = "https://example.org/e", .file_size = 0},
        },
        {
                .conversation_id = "GROUPtest",
                .message_id = "m-3",
                .sequence = 43,
                .from = "carol",
                .time = SAMPLE_TIME + 2,
                .type = PROTO_MESSAGE_CUSTOM,
                .payload = {.data = "d", .description = "e", .extension = "f"},
        },
        {
                .conversation_id = "GROUPtest",
                .message_id = "m-4",
                .sequence = 44,
                .from = "carol",
                .time = SAMPLE_TIME + 3,
                .type = PROTO_MESSAGE_TEXT,
                .is_revoked = true,
        },
        {
                .conversation_id = "GROUPtest",
                .message_id = "m-5",
                .sequence = 45,
                .from = "carol",
                .time = SAMPLE_TIME + 4,
                .type = PROTO_MESSAGE_TEXT,
                .is_deleted = true,
        },
};

static const struct proto_user sample_users[] = {
        {"bob", "Bob", "away"},
        {.user_id = "carol"},
};

static const struct proto_room sample_rooms[] = {
        {
                .group_id = "test",
                .name = "#test",
                .type = PROTO_ROOM_PRIVATE,
                .owner_id = "bob",
                .introduction = "about",
                .notification = "read me",
                .member_count = 3,
                .create_time = SAMPLE_TIME,
                .last_sequence = 44,
        },
};

static const struct proto_member sample_members[] = {
        {"bob", "Bob", PROTO_ROLE_OWNER, SAMPLE_TIME},
        {.user_id = "carol", .role = PROTO_ROLE_MEMBER},
};

static const struct proto_conversation sample_conversations[] = {
        {
                .conversation_id = "GROUPtest",
                .type = PROTO_CONVERSATION_GROUP,
                .name = "#test",
                .unread_count = 3,
                .mention_count = 1,
                .last_message = &sample_messages[0],
                .last_read_sequence = 38,
                .is_pinned = true,
                .remind_type = PROTO_REMIND_MENTIONS,
                .draft_text = "not yet",
                .custom_data = "x",
                .convgroups = {sample_names, 3},
                .room = &sample_rooms[0],
        },
        {
                .conversation_id = "C2Cbob",
                .type = PROTO_CONVERSATION_C2C,
                .name = "Bob",
                .peer_read_sequence = 40,
                .user = &sample_users[0],
        },
};

static const struct proto_failure sample_failures[] = {
        {"C2Cnobody", PROTO_ERROR_NO_USER, "There is no such user"},
        {.conversation_id = "GROUPx", .code = PROTO_ERROR_NO_ROOM},
};

static const struct proto_status sample_statuses[] = {{"bob", "Online", "lunch"},
                                                      {.user_id = "carol", .status = "Offline"}};

/* Every member of every kind. The limits are not the defaults, which a decoder could have filled in. */
static inline struct proto_fields sample_fields(void)
{
	struct proto_fields fields = {0};
#define LEN(array) (sizeof(array) / sizeof(*(array)))
#define FILL_STRING(member) fields.member = "a text, as " #member
#define FILL_NULLABLE_STRING(member) fields.member = NULL
#define FILL_INT(member) fields.member = SAMPLE_TIME
#define FILL_BOOL(member) fields.member = true
#define FILL_STRINGS(member) fields.member = sample_strings
#define FILL_USERS(member) fields.member = sample_strings
#define FILL_REMIND(member) fields.member = PROTO_REMIND_DISCARD
#define FILL_CONV_TYPE(member) fields.member = PROTO_CONVERSATION_GROUP
#define FILL_MESSAGE_TYPE(member) fields.member = PROTO_MESSAGE_TEXT
#define FILL_ROOM_TYPE(member) fields.member = PROTO_ROOM_PRIVATE
#define FILL_ROLE(member) fields.member = PROTO_ROLE_ADMIN
#define FILL_PAYLOAD(member) fields.member.text = "hello"
#define FILL_LIMITS(member) fields.member = (struct proto_limits){.convgroups = 3, .page = 7}
#define FILL_MESSAGE(member) fields.member = &sample_messages[0]
#define FILL_CONVERSATION(member) fields.member = &sample_conversations[0]
#define FILL_ROOM(member) fields.member = &sample_rooms[0]
#define FILL_MESSAGE_LIST(member)                     \
	fields.member = (struct proto_message_list)   \
	{                                             \
		sample_messages, LEN(sample_messages) \
	}
#define FILL_CONVERSATION_LIST(member)                          \
	fields.member = (struct proto_conversation_list)        \
	{                                                       \
		sample_conversations, LEN(sample_conversations) \
	}
#define FILL_FAILURE_LIST(member)                     \
	fields.member = (struct proto_failure_list)   \
	{                                             \
		sample_failures, LEN(sample_failures) \
	}
#define FILL_USER_LIST(member)                   \
	fields.member = (struct proto_user_list) \
	{                                        \
		sample_users, LEN(sample_users)  \
	}
#define FILL_ROOM_LIST(member)                   \
	fields.member = (struct proto_room_list) \
	{                                        \
		sample_rooms, LEN(sample_rooms)  \
	}
#define FILL_MEMBER_LIST(member)                    \
	fields.member = (struct proto_member_list)  \
	{                                           \
		sample_members, LEN(sample_members) \
	}
#define FILL_STATUS_LIST(member)                      \
	fields.member = (struct proto_status_list)    \
	{                                             \
		sample_statuses, LEN(sample_statuses) \
	}
#define X(NAME, wire, kind, member) FILL_##kind(member);
	PROTO_FIELDS(X)
#undef X
	return fields;
}

static inline struct proto_event sample_event(enum proto_event_type type)
{
	return (struct proto_event){
	        .type = type,
	        .event_id = 812,
	        .messages = {sample_messages, LEN(sample_messages)},
	        .conversations = {sample_conversations, LEN(sample_conversations)},
	        .convgroups = sample_strings,
	        .ids = sample_strings,
	        .convgroup = "Suppliers",
	        .conversation_id = "C2Cbob",
	        .user_id = "bob",
	        .sequence = 42,
	        .rooms = {sample_rooms, LEN(sample_rooms)},
	        .users = {sample_users, LEN(sample_users)},
	        .statuses = {sample_statuses, LEN(sample_statuses)},
	        .reason = "The account is gone",
	};
}

#endif
