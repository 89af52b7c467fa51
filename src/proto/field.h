/*
 * field: every member that a request's `params` or an answer's `result` can have.
 *
 * One table gives each its name on the wire, its kind (how it is read, checked and
 * written) and its place in struct proto_fields; method.h says which a method has. So one
 * decoder and one encoder serve every method, in both programs.
 */
#ifndef COVEY_PROTO_FIELD_H
#define COVEY_PROTO_FIELD_H

#include "proto/limit.h"
#include "proto/types.h"

/*
 * X(NAME, "name on the wire", KIND, member)
 * Kinds: STRING, INT, BOOL, STRINGS and REMIND, ROOM_TYPE, CONV_TYPE, MESSAGE_TYPE, ROLE (a name of
 * types.h's tables), PAYLOAD, and one for each struct or list of types.h, and LIMITS.
 * USERS is STRINGS that also takes the SDK's [{"userID": …}].
 */
#define PROTO_FIELDS(X)                                                                \
	X(USER_ID, "userID", STRING, user_id)                                          \
	X(PASSWORD, "password", STRING, password)                                      \
	X(TOKEN, "token", STRING, token)                                               \
	X(RESUME_FROM, "resumeFrom", INT, resume_from)                                 \
	X(DEVICE_NAME, "deviceName", STRING, device_name)                              \
	X(CONVERSATION_ID, "conversationID", STRING, conversation_id)                  \
	X(CONVERSATION_IDS, "conversationIDList", STRINGS, conversation_ids)           \
	X(CONVGROUP, "groupName", STRING, convgroup)                                   \
	X(FROM_CONVGROUP, "fromGroupName", NULLABLE_STRING, from_convgroup)            \
	X(OLD_NAME, "oldName", STRING, old_name)                                       \
	X(NEW_NAME, "newName", STRING, new_name)                                       \
	X(CONVGROUPS, "groupNameList", STRINGS, convgroups)                            \
	X(CONVGROUP_DATA, "customData", STRING, convgroup_data)                        \
	X(CONVGROUP_DATA_LIST, "customDataList", STRINGS, convgroup_data_list)         \
	X(REMIND_TYPE, "messageRemindType", REMIND, remind_type)                       \
	X(CONVERSATION_TYPE, "type", CONV_TYPE, conversation_type)                     \
	X(HAS_UNREAD, "hasUnreadCount", BOOL, has_unread)                              \
	X(IS_PINNED, "isPinned", BOOL, is_pinned)                                      \
	X(SEQUENCE, "sequence", INT, sequence)                                         \
	X(CLIENT_ID, "clientID", STRING, client_id)                                    \
	X(MESSAGE_TYPE, "type", MESSAGE_TYPE, message_type)                            \
	X(PAYLOAD, "payload", PAYLOAD, payload)                                        \
	X(AT_USERS, "atUserList", STRINGS, at_users)                                   \
	X(REPLY_TO, "replyTo", STRING, reply_to)                                       \
	X(CUSTOM_DATA, "cloudCustomData", STRING, cloud_custom_data)                   \
	X(BEFORE, "before", INT, before)                                               \
	X(AFTER, "after", INT, after)                                                  \
	X(PAGE_COUNT, "count", INT, count)                                             \
	X(OFFSET, "offset", INT, offset)                                               \
	X(USER_IDS, "userIDList", STRINGS, user_ids)                                   \
	X(ROOM_ID, "groupID", STRING, room_id)                                         \
	X(NAME, "name", STRING, name)                                                  \
	X(ROOM_TYPE, "type", ROOM_TYPE, room_type)                                     \
	X(MEMBERS, "memberList", USERS, members)                                       \
	X(EVENT_ID, "eventID", INT, event_id)                                          \
	X(RESUMED, "resumed", BOOL, resumed)                                           \
	X(SERVER_TIME, "serverTime", INT, server_time)                                 \
	X(LIMITS, "limits", LIMITS, limits)                                            \
	X(CONVERSATION_LIST, "conversationList", CONVERSATION_LIST, conversation_list) \
	X(CONVERSATION, "conversation", CONVERSATION, conversation)                    \
	X(MESSAGE, "message", MESSAGE, message)                                        \
	X(MESSAGE_LIST, "messageList", MESSAGE_LIST, message_list)                     \
	X(IS_COMPLETED, "isCompleted", BOOL, is_completed)                             \
	X(SUCCESS_IDS, "successConversationIDList", STRINGS, success_ids)              \
	X(FAILURES, "failureConversationIDList", FAILURE_LIST, failures)               \
	X(USER_LIST, "userProfileList", USER_LIST, user_list)                          \
	X(ROOM, "group", ROOM, room)                                                   \
	X(ROOM_LIST, "groupList", ROOM_LIST, room_list)                                \
	X(MEMBER_LIST, "memberList", MEMBER_LIST, member_list)                         \
	X(MEMBER_COUNT, "memberCount", INT, member_count)                              \
	X(SUCCESS_USERS, "successUserIDList", STRINGS, success_users)                  \
	X(EXISTED_USERS, "existedUserIDList", STRINGS, existed_users)                  \
	X(FAILED_USERS, "failureUserIDList", STRINGS, failed_users)                    \
	X(CUSTOM_STATUS, "customStatus", STRING, custom_status)                        \
	X(STATUS_LIST, "userStatusList", STATUS_LIST, status_list)                     \
	X(NICK, "nick", STRING, nick)                                                  \
	X(SIGNATURE, "selfSignature", STRING, signature)                               \
	X(ROLE, "role", ROLE, role)                                                    \
	X(NEW_OWNER, "newOwnerID", STRING, new_owner)                                  \
	X(MESSAGE_ID, "messageID", STRING, message_id)                                 \
	X(MESSAGE_IDS, "messageIDList", STRINGS, message_ids)                          \
	X(REACTION_ID, "reactionID", STRING, reaction_id)                              \
	X(READ_USERS, "readUserList", USER_LIST, read_users)                           \
	X(READ_COUNT, "readCount", INT, read_count)                                    \
	X(UNREAD_COUNT, "unreadCount", INT, unread_count)                              \
	X(INTRODUCTION, "introduction", STRING, introduction)                          \
	X(NOTIFICATION, "notification", STRING, notification)                          \
	X(CONVERSATION_DATA, "customData", STRING, conversation_data)                  \
	X(CLEAR_HISTORY, "clearHistoryMessage", BOOL, clear_history)                   \
	X(WITHOUT_RECEIPT, "withoutReceipt", BOOL, without_receipt)                    \
	X(WITH_CONVERSATION, "withConversation", BOOL, with_conversation)              \
	X(KEYWORD, "keyword", STRING, keyword)                                         \
	X(FROM, "from", STRING, from)                                                  \
	X(AROUND_TIME, "aroundTime", INT, around_time)                                 \
	X(MENTIONS_ME, "mentionsMe", BOOL, mentions_me)                                \
	X(SUBSCRIBE, "subscribe", BOOL, subscribe)                                     \
	X(DRAFT_TEXT, "draftText", STRING, draft_text)                                 \
	X(JOINED_ROOMS, "joinedGroupIDList", STRINGS, joined_rooms)

enum proto_field {
#define X(name, wire, kind, member) PROTO_FIELD_##name,
	PROTO_FIELDS(X)
#undef X
	        PROTO_FIELD_COUNT,
};

/* A set of fields. */
typedef unsigned __int128 proto_field_set;
#define PROTO_HAS(name) ((proto_field_set)1 << PROTO_FIELD_##name)

_Static_assert(PROTO_FIELD_COUNT <= 128, "proto_field_set has 128 bits");

/* The values; only those whose bit is in `present` mean anything. A nullable string that is null is present and NULL. */
struct proto_fields {
	proto_field_set present;
	const char *user_id, *password, *token, *device_name, *conversation_id, *convgroup, *from_convgroup,
	        *convgroup_data;
	const char *old_name, *new_name, *client_id, *keyword, *from, *reply_to, *cloud_custom_data, *room_id,
	        *name;
	const char *draft_text, *custom_status, *nick, *signature, *new_owner, *introduction, *notification,
	        *conversation_data;
	struct strspan conversation_ids, convgroups, convgroup_data_list, at_users, user_ids, members;
	struct strspan success_ids, success_users, existed_users, failed_users, joined_rooms;
	int64_t resume_from, sequence, before, after, count, offset, event_id, server_time, member_count,
	        around_time;
	bool mentions_me, subscribe, has_unread, is_pinned, resumed, is_completed, clear_history,
	        without_receipt, with_conversation;
	enum proto_remind_type remind_type;
	enum proto_conversation_type conversation_type;
	enum proto_message_type message_type;
	enum proto_room_type room_type;
	enum proto_role role;
	struct proto_payload payload;
	struct proto_limits limits;
	struct proto_conversation_list conversation_list;
	const struct proto_conversation *conversation; /* NULL while absent */
	const struct proto_message *message;
	struct proto_message_list message_list;
	struct proto_failure_list failures;
	struct proto_user_list user_list, read_users;
	const char *message_id, *reaction_id;
	struct strspan message_ids;
	int64_t read_count, unread_count;
	const struct proto_room *room;
	struct proto_room_list room_list;
	struct proto_member_list member_list;
	struct proto_status_list status_list;
};

/* Sets a member and its bit: proto_set(&fields, USER_ID, user_id, "alice"). */
#define proto_set(fields, NAME, member_, value) \
	((fields)->member_ = (value), (void)((fields)->present |= PROTO_HAS(NAME)))

static inline bool proto_has(const struct proto_fields *fields, enum proto_field field)
{
	return fields->present >> field & 1;
}

#endif
