/* Each request is one method, with these params. */
#include "unit/backend/native_fixture.h"

#include <stdio.h>

static void assert_asks(struct native_fixture *fixture, struct state_request asked,
                        const char *method_and_params)
{
	static int id;
	if (!method_and_params) { /* a new fixture */
		id = 1;
		return;
	}
	asked.id = 50;
	native_fixture_request(fixture, asked);
	char expected[1000];
	snprintf(expected, sizeof(expected), "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":%s}\n", ++id,
	         method_and_params);
	assert_frames(fixture, expected);
	assert_events(fixture, "");
}

#define ASK(type_, frame, ...) \
	assert_asks(fixture, (struct state_request){.type = STATE_REQUEST_##type_, __VA_ARGS__}, frame)

static void test_each_request_is_one_method(void **state)
{
	struct native_fixture *fixture = *state;
	assert_asks(fixture, (struct state_request){0}, NULL);
	ASK(SEND,
	    "\"sendMessage\",\"params\":{\"conversationID\":\"C2Cbob\",\"clientID\":\"u-1\","
	    "\"type\":\"TIMTextElem\",\"payload\":{\"text\":\"hi \\\"x\\\"\"}}",
	    .conversation = "C2Cbob", .client_id = "u-1", .text = "hi \"x\"");
	ASK(SEND,
	    "\"sendMessage\",\"params\":{\"conversationID\":\"GROUPr\",\"clientID\":\"u-2\","
	    "\"type\":\"TIMTextElem\",\"payload\":{\"text\":\"@bob\"},\"atUserList\":[\"bob\"]}",
	    .conversation = "GROUPr", .client_id = "u-2", .text = "@bob", .mentions = SPAN("bob"));
	ASK(LOAD_MESSAGES, "\"getMessageList\",\"params\":{\"conversationID\":\"C2Cbob\"}",
	    .conversation = "C2Cbob");
	ASK(LOAD_MESSAGES,
	    "\"getMessageList\",\"params\":{\"conversationID\":\"C2Cbob\",\"before\":40,\"count\":50}",
	    .conversation = "C2Cbob", .before = 40, .count = 50);
	ASK(LOAD_MESSAGES, "\"getMessageList\",\"params\":{\"conversationID\":\"C2Cbob\",\"after\":9}",
	    .conversation = "C2Cbob", .after = 9);
	ASK(READ, "\"setMessageRead\",\"params\":{\"conversationID\":\"C2Cbob\",\"withConversation\":true}",
	    .conversation = "C2Cbob");
	ASK(READ,
	    "\"setMessageRead\",\"params\":{\"conversationID\":\"C2Cbob\",\"sequence\":4,"
	    "\"withConversation\":true}",
	    .conversation = "C2Cbob", .sequence = 4);
	ASK(UNREAD,
	    "\"setMessageUnread\",\"params\":{\"conversationID\":\"C2Cbob\",\"sequence\":0,"
	    "\"withConversation\":true}",
	    .conversation = "C2Cbob");
	ASK(READ_ALL, "\"setAllMessageRead\",\"params\":{}");
	ASK(READ_ALL, "\"setAllMessageRead\",\"params\":{\"groupName\":\"Work\"}", .convgroup = "Work");
	ASK(PIN, "\"pinConversation\",\"params\":{\"conversationID\":\"C2Cbob\",\"isPinned\":true}",
	    .conversation = "C2Cbob", .flag = true);
	ASK(PIN, "\"pinConversation\",\"params\":{\"conversationID\":\"C2Cbob\",\"isPinned\":false}",
	    .conversation = "C2Cbob");
	ASK(REMIND,
	    "\"setMessageRemindType\",\"params\":{\"conversationIDList\":[\"C2Cbob\",\"GROUPr\"],"
	    "\"messageRemindType\":\"Discard\"}",
	    .conversations = SPAN("C2Cbob", "GROUPr"), .remind = STATE_REMIND_DISCARD);
	ASK(FIND_PERSON, "\"getUserProfile\",\"params\":{\"userIDList\":[\"bob\"]}", .person = "bob");
	ASK(LOGOUT, "\"logout\",\"params\":{}");
}

static void test_each_convgroup_request_is_one_method(void **state)
{
	struct native_fixture *fixture = *state;
	assert_asks(fixture, (struct state_request){0}, NULL);
	ASK(CONVGROUP_CREATE,
	    "\"createConversationGroup\",\"params\":{\"conversationIDList\":[],\"groupName\":\"Work\"}",
	    .convgroup = "Work");
	ASK(CONVGROUP_DELETE, "\"deleteConversationGroup\",\"params\":{\"groupName\":\"Work\"}",
	    .convgroup = "Work");
	ASK(CONVGROUP_RENAME,
	    "\"renameConversationGroup\",\"params\":{\"oldName\":\"Work\",\"newName\":\"Play\"}",
	    .convgroup = "Work", .new_name = "Play");
	ASK(CONVGROUP_SORT, "\"sortConversationGroups\",\"params\":{\"groupNameList\":[\"b\",\"a\"]}",
	    .convgroups = SPAN("b", "a"));
	ASK(CONVGROUP_ADD,
	    "\"addConversationsToGroup\",\"params\":{\"conversationIDList\":[\"C2Cbob\"],\"groupName\":"
	    "\"Work\"}",
	    .convgroup = "Work", .conversations = SPAN("C2Cbob"));
	ASK(CONVGROUP_REMOVE,
	    "\"deleteConversationsFromGroup\",\"params\":{\"conversationIDList\":[\"C2Cbob\"],"
	    "\"groupName\":\"Work\"}",
	    .convgroup = "Work", .conversations = SPAN("C2Cbob"));
	ASK(CONVGROUP_MOVE,
	    "\"moveConversationsToGroup\",\"params\":{\"conversationIDList\":[\"C2Cbob\"],\"groupName\":"
	    "\"Work\","
	    "\"fromGroupName\":\"Play\"}",
	    .convgroup = "Work", .from_convgroup = "Play", .conversations = SPAN("C2Cbob"));
	ASK(CONVGROUP_MOVE,
	    "\"moveConversationsToGroup\",\"params\":{\"conversationIDList\":[\"C2Cbob\"],\"groupName\":"
	    "\"Work\","
	    "\"fromGroupName\":null}",
	    .convgroup = "Work", .conversations = SPAN("C2Cbob"));
	static const char *const reminds[STATE_REMIND_COUNT] = {
	        [STATE_REMIND_NOTIFY] = "AcceptAndNotify",
	        [STATE_REMIND_MENTIONS] = "NotifyOnMention",
	        [STATE_REMIND_SILENT] = "AcceptNotNotify",
	        [STATE_REMIND_DISCARD] = "Discard",
	};
	for (int i = 0; i < STATE_REMIND_COUNT; i++) {
		char frame[200];
		snprintf(frame, sizeof(frame),
		         "\"setConversationGroupRemindType\",\"params\":{\"groupName\":\"Work\","
		         "\"messageRemindType\":\"%s\"}",
		         reminds[i]);
		ASK(CONVGROUP_REMIND, frame, .convgroup = "Work", .remind = (enum state_remind)i);
	}
}

static void test_each_room_request_is_one_method(void **state)
{
	struct native_fixture *fixture = *state;
	assert_asks(fixture, (struct state_request){0}, NULL);
	ASK(ROOM_CREATE, "\"createGroup\",\"params\":{\"name\":\"The plans\",\"type\":\"Public\"}",
	    .room_name = "The plans");
	ASK(ROOM_CREATE,
	    "\"createGroup\",\"params\":{\"groupID\":\"plans\",\"name\":\"plans\",\"type\":\"Private\","
	    "\"memberList\":[\"bob\"]}",
	    .room = "plans", .flag = true, .people = SPAN("bob"));
	ASK(ROOM_JOIN, "\"joinGroup\",\"params\":{\"groupID\":\"plans\"}", .room = "plans");
	ASK(ROOM_LEAVE, "\"quitGroup\",\"params\":{\"groupID\":\"plans\"}", .room = "plans");
	ASK(ROOM_DISMISS, "\"dismissGroup\",\"params\":{\"groupID\":\"plans\"}", .room = "plans");
	ASK(ROOM_LIST, "\"getGroupList\",\"params\":{}");
	ASK(ROOM_SEARCH, "\"searchPublicGroups\",\"params\":{\"count\":20,\"keyword\":\"pla\"}",
	    .text = "pla", .count = 20);
	ASK(ROOM_MEMBERS, "\"getGroupMemberList\",\"params\":{\"count\":100,\"groupID\":\"plans\"}",
	    .room = "plans");
	ASK(ROOM_INVITE, "\"addGroupMember\",\"params\":{\"userIDList\":[\"bob\"],\"groupID\":\"plans\"}",
	    .room = "plans", .people = SPAN("bob"));
	ASK(ROOM_EXPEL, "\"deleteGroupMember\",\"params\":{\"userIDList\":[\"bob\"],\"groupID\":\"plans\"}",
	    .room = "plans", .people = SPAN("bob"));
	ASK(PROFILES, "\"getUserProfile\",\"params\":{\"userIDList\":[\"bob\"]}", .people = SPAN("bob"));
	ASK(STATUSES, "\"getUserStatus\",\"params\":{\"userIDList\":[\"bob\"],\"subscribe\":true}",
	    .people = SPAN("bob"), .flag = true);
}

static void test_request_larger_than_a_frame_is_answered_here(void **state)
{
	struct native_fixture *fixture = *state;
	char *text = malloc(BACKEND_FRAME_MAX + 1);
	memset(text, 'x', BACKEND_FRAME_MAX);
	text[BACKEND_FRAME_MAX] = '\0';
	native_fixture_request(fixture, (struct state_request){.id = 5,
	                                                       .type = STATE_REQUEST_SEND,
	                                                       .conversation = "C2Cbob",
	                                                       .client_id = "u",
	                                                       .text = text});
	free(text);
	assert_frames(fixture, "");
	assert_events(fixture, "ANSWERED #5 code=93000 \"The message is larger than 12 KiB\"\n");
}

static void test_requests_about_messages(void **state)
{
	struct native_fixture *fixture = *state;
	assert_asks(fixture, (struct state_request){0}, NULL);
	ASK(MODIFY, "\"modifyMessage\",\"params\":{\"payload\":{\"text\":\"new\"},\"messageID\":\"7\"}",
	    .message = "7", .text = "new");
	ASK(RECALL, "\"revokeMessage\",\"params\":{\"messageID\":\"7\"}", .message = "7");
	ASK(ERASE, "\"deleteMessage\",\"params\":{\"messageIDList\":[\"7\"]}", .message = "7");
	ASK(REACT, "\"addMessageReaction\",\"params\":{\"messageID\":\"7\",\"reactionID\":\"👍\"}",
	    .message = "7", .text = "👍");
	ASK(UNREACT, "\"removeMessageReaction\",\"params\":{\"messageID\":\"7\",\"reactionID\":\"👍\"}",
	    .message = "7", .text = "👍");
	ASK(READERS, "\"getGroupMessageReadMemberList\",\"params\":{\"messageID\":\"7\"}", .message = "7");
	ASK(SEND,
	    "\"sendMessage\",\"params\":{\"conversationID\":\"C2Cbob\",\"clientID\":\"c\",\"type\":"
	    "\"TIMTextElem\","
	    "\"payload\":{\"text\":\"x\"},\"replyTo\":\"7\"}",
	    .conversation = "C2Cbob", .client_id = "c", .text = "x", .message = "7");
}

static void test_requests_about_people(void **state)
{
	struct native_fixture *fixture = *state;
	const char *bob = "bob";
	native_fixture_request(
	        fixture,
	        (struct state_request){.id = 4, .type = STATE_REQUEST_STATUSES, .people = {&bob, 1}});
	assert_frames(fixture, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"getUserStatus\",\"params\":{"
	                       "\"userIDList\":[\"bob\"]}}\n");
	assert_brings(fixture,
	              RESULT("2", "\"userStatusList\":[{\"userID\":\"bob\",\"status\":\"Offline\"}]"),
	              "ANSWERED #4 {bob \"bob\" offline}\n");
	native_fixture_request(
	        fixture, (struct state_request){.id = 5, .type = STATE_REQUEST_BLOCK, .people = {&bob, 1}});
	assert_frames(fixture, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"addToBlacklist\",\"params\":{"
	                       "\"userIDList\":[\"bob\"]}}\n");
	native_fixture_request(fixture, (struct state_request){.id = 6,
	                                                       .type = STATE_REQUEST_ROOM_ROLE,
	                                                       .room = "test",
	                                                       .person = bob,
	                                                       .flag = true});
	assert_frames(fixture, "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"setGroupMemberRole\",\"params\":{"
	                       "\"userID\":\"bob\",\"groupID\":\"test\",\"role\":\"Admin\"}}\n");
	native_fixture_request(fixture, (struct state_request){.id = 7,
	                                                       .type = STATE_REQUEST_READ,
	                                                       .conversation = "C2Cbob",
	                                                       .sequence = 3,
	                                                       .flag = true});
	assert_frames(fixture, "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"setMessageRead\",\"params\":{"
	                       "\"conversationID\":\"C2Cbob\",\"sequence\":3,\"withoutReceipt\":true,"
	                       "\"withConversation\":true}}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        ONLINE(test_each_request_is_one_method),
	        ONLINE(test_each_convgroup_request_is_one_method),
	        ONLINE(test_each_room_request_is_one_method),
	        ONLINE(test_request_larger_than_a_frame_is_answered_here),
	        ONLINE(test_requests_about_messages),
	        ONLINE(test_requests_about_people),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
