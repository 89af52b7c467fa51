/*
 * method: every method of the wire protocol, with the members that its params must have,
 * may have, and that its result has. One table, from which both programs decode and encode.
 */
#ifndef COVEY_PROTO_METHOD_H
#define COVEY_PROTO_METHOD_H

#include "proto/field.h"

#define F(name) PROTO_HAS(name)
#define PROTO_LISTS_ (F(SUCCESS_IDS) | F(FAILURES))

/* X(NAME, "name on the wire", required params, optional params, members of the result) */
#define PROTO_METHODS(X)                                                                                     \
	X(LOGIN, "login", 0, F(USER_ID) | F(PASSWORD) | F(TOKEN) | F(RESUME_FROM) | F(DEVICE_NAME),          \
	  F(USER_ID) | F(TOKEN) | F(EVENT_ID) | F(RESUMED) | F(SERVER_TIME) | F(LIMITS))                     \
	X(LOGOUT, "logout", 0, 0, 0)                                                                         \
	X(GET_CONVERSATION_LIST, "getConversationList", 0,                                                   \
	  F(CONVERSATION_IDS) | F(CONVGROUP) | F(CONVERSATION_TYPE) | F(HAS_UNREAD), F(CONVERSATION_LIST))   \
	X(GET_CONVERSATION_PROFILE, "getConversationProfile", F(CONVERSATION_ID), 0, F(CONVERSATION))        \
	X(PIN_CONVERSATION, "pinConversation", F(CONVERSATION_ID) | F(IS_PINNED), 0, 0)                      \
	X(SET_DRAFT, "setConversationDraft", F(CONVERSATION_ID) | F(DRAFT_TEXT), 0, 0)                       \
	X(SET_REMIND, "setMessageRemindType", F(CONVERSATION_IDS) | F(REMIND_TYPE), 0, 0)                    \
	X(SET_MESSAGE_READ, "setMessageRead", F(CONVERSATION_ID),                                            \
	  F(SEQUENCE) | F(WITHOUT_RECEIPT) | F(WITH_CONVERSATION), F(CONVERSATION))                          \
	X(SET_MESSAGE_UNREAD, "setMessageUnread", F(CONVERSATION_ID) | F(SEQUENCE), F(WITH_CONVERSATION),    \
	  F(CONVERSATION))                                                                                   \
	X(SET_ALL_MESSAGE_READ, "setAllMessageRead", 0, F(CONVGROUP) | F(WITHOUT_RECEIPT), 0)                \
	X(SEND_MESSAGE, "sendMessage", F(CONVERSATION_ID) | F(CLIENT_ID) | F(MESSAGE_TYPE) | F(PAYLOAD),     \
	  F(AT_USERS) | F(REPLY_TO) | F(CUSTOM_DATA), F(MESSAGE))                                            \
	X(GET_MESSAGE_LIST, "getMessageList", F(CONVERSATION_ID),                                            \
	  F(BEFORE) | F(AFTER) | F(AROUND_TIME) | F(MENTIONS_ME) | F(PAGE_COUNT),                            \
	  F(MESSAGE_LIST) | F(IS_COMPLETED))                                                                 \
	X(MODIFY_MESSAGE, "modifyMessage", F(MESSAGE_ID) | F(PAYLOAD), 0, 0)                                 \
	X(REVOKE_MESSAGE, "revokeMessage", F(MESSAGE_ID), 0, 0)                                              \
	X(DELETE_MESSAGE, "deleteMessage", F(MESSAGE_IDS), 0, 0)                                             \
	X(ADD_REACTION, "addMessageReaction", F(MESSAGE_ID) | F(REACTION_ID), 0, 0)                          \
	X(REMOVE_REACTION, "removeMessageReaction", F(MESSAGE_ID) | F(REACTION_ID), 0, 0)                    \
	X(GET_MESSAGE_READERS, "getGroupMessageReadMemberList", F(MESSAGE_ID), F(OFFSET) | F(PAGE_COUNT),    \
	  F(READ_USERS) | F(READ_COUNT) | F(UNREAD_COUNT))                                                   \
	X(GET_USER_PROFILE, "getUserProfile", F(USER_IDS), 0, F(USER_LIST))                                  \
	X(CREATE_ROOM, "createGroup", F(NAME), F(ROOM_ID) | F(ROOM_TYPE) | F(MEMBERS), F(ROOM))              \
	X(JOIN_ROOM, "joinGroup", F(ROOM_ID), 0, F(ROOM))                                                    \
	X(QUIT_ROOM, "quitGroup", F(ROOM_ID), 0, 0)                                                          \
	X(DISMISS_ROOM, "dismissGroup", F(ROOM_ID), 0, 0)                                                    \
	X(GET_ROOM_PROFILE, "getGroupProfile", F(ROOM_ID), 0, F(ROOM))                                       \
	X(GET_ROOM_LIST, "getGroupList", 0, 0, F(ROOM_LIST))                                                 \
	X(SEARCH_ROOM, "searchGroupByID", F(ROOM_ID), 0, F(ROOM))                                            \
	X(GET_ROOM_MEMBERS, "getGroupMemberList", F(ROOM_ID), F(OFFSET) | F(PAGE_COUNT),                     \
	  F(MEMBER_LIST) | F(MEMBER_COUNT) | F(IS_COMPLETED))                                                \
	X(ADD_ROOM_MEMBERS, "addGroupMember", F(ROOM_ID) | F(USER_IDS), 0,                                   \
	  F(SUCCESS_USERS) | F(EXISTED_USERS) | F(FAILED_USERS))                                             \
	X(DELETE_ROOM_MEMBERS, "deleteGroupMember", F(ROOM_ID) | F(USER_IDS), 0,                             \
	  F(SUCCESS_USERS) | F(FAILED_USERS))                                                                \
	X(CREATE_CONVGROUP, "createConversationGroup", F(CONVGROUP) | F(CONVERSATION_IDS), 0, PROTO_LISTS_)  \
	X(DELETE_CONVGROUP, "deleteConversationGroup", F(CONVGROUP), 0, 0)                                   \
	X(RENAME_CONVGROUP, "renameConversationGroup", F(OLD_NAME) | F(NEW_NAME), 0, 0)                      \
	X(GET_CONVGROUP_LIST, "getConversationGroupList", 0, 0, F(CONVGROUPS) | F(CONVGROUP_DATA_LIST))      \
	X(ADD_TO_CONVGROUP, "addConversationsToGroup", F(CONVGROUP) | F(CONVERSATION_IDS), 0, PROTO_LISTS_)  \
	X(DELETE_FROM_CONVGROUP, "deleteConversationsFromGroup", F(CONVGROUP) | F(CONVERSATION_IDS), 0,      \
	  PROTO_LISTS_)                                                                                      \
	X(MOVE_TO_CONVGROUP, "moveConversationsToGroup",                                                     \
	  F(FROM_CONVGROUP) | F(CONVGROUP) | F(CONVERSATION_IDS), 0, PROTO_LISTS_)                           \
	X(SORT_CONVGROUPS, "sortConversationGroups", F(CONVGROUPS), 0, 0)                                    \
	X(SET_CONVGROUP_REMIND, "setConversationGroupRemindType", F(CONVGROUP) | F(REMIND_TYPE), 0, 0)       \
	X(SET_CONVGROUP_DATA, "setConversationGroupCustomData", F(CONVGROUP) | F(CONVGROUP_DATA), 0, 0)      \
	X(SET_CONVERSATION_DATA, "setConversationCustomData", F(CONVERSATION_IDS) | F(CONVERSATION_DATA), 0, \
	  0)                                                                                                 \
	X(DELETE_CONVERSATION, "deleteConversation", F(CONVERSATION_IDS), F(CLEAR_HISTORY), 0)               \
	X(SEND_TYPING, "sendTyping", F(CONVERSATION_ID), 0, 0)                                               \
	X(UPDATE_PROFILE, "updateMyProfile", 0, F(NICK) | F(SIGNATURE), 0)                                   \
	X(GET_STATUS, "getUserStatus", F(USER_IDS), F(SUBSCRIBE), F(STATUS_LIST))                            \
	X(SET_STATUS, "setSelfStatus", F(CUSTOM_STATUS), 0, 0)                                               \
	X(GET_BLACKLIST, "getBlacklist", 0, 0, F(USER_IDS))                                                  \
	X(ADD_TO_BLACKLIST, "addToBlacklist", F(USER_IDS), 0, F(USER_IDS))                                   \
	X(REMOVE_FROM_BLACKLIST, "removeFromBlacklist", F(USER_IDS), 0, F(USER_IDS))                         \
	X(UPDATE_ROOM, "updateGroupProfile", F(ROOM_ID), F(NAME) | F(INTRODUCTION) | F(NOTIFICATION),        \
	  F(ROOM))                                                                                           \
	X(SET_ROOM_ROLE, "setGroupMemberRole", F(ROOM_ID) | F(USER_ID) | F(ROLE), 0, 0)                      \
	X(CHANGE_ROOM_OWNER, "changeGroupOwner", F(ROOM_ID) | F(NEW_OWNER), 0, F(ROOM))                      \
	X(SEARCH_MESSAGES, "searchCloudMessages", F(KEYWORD),                                                \
	  F(CONVERSATION_ID) | F(CONVGROUP) | F(FROM) | F(BEFORE) | F(PAGE_COUNT),                           \
	  F(MESSAGE_LIST) | F(IS_COMPLETED))                                                                 \
	X(SEARCH_PUBLIC_ROOMS, "searchPublicGroups", F(KEYWORD), F(OFFSET) | F(PAGE_COUNT),                  \
	  F(ROOM_LIST) | F(JOINED_ROOMS) | F(IS_COMPLETED))

enum proto_method {
#define X(name, wire, required, optional, result) PROTO_METHOD_##name,
	PROTO_METHODS(X)
#undef X
	        PROTO_METHOD_COUNT,
};

struct proto_method_info {
	const char *name;
	proto_field_set required, optional, result;
};

extern const struct proto_method_info proto_methods[PROTO_METHOD_COUNT];

/*
 * An answer has every member of its method's result, but for these: what is not always there, and what servers that were
 * built earlier, or by others, do not say.
 */
proto_field_set proto_result_optional(enum proto_method method);

/* False when there is no such method. */
bool proto_method_from_name(const char *name, enum proto_method *method);

#undef F

#endif
