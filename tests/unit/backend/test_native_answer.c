/* What is answered, and what an answer says. */
#include "unit/backend/native_fixture.h"

#include <stdio.h>

static void test_sync_is_answered_once_after_both_lists(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_request(fixture, (struct state_request){.id = 9, .type = STATE_REQUEST_SYNC});
	assert_frames(
	        fixture,
	        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"getConversationList\",\"params\":{}}\n"
	        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"getConversationGroupList\",\"params\":{}}\n");
	assert_brings(
	        fixture,
	        RESULT("2", "\"conversationList\":[" CONVERSATION("C2Cbob", "C2C", "\"name\":\"Bob\"") "]"),
	        "CONVERSATIONS_LISTED {C2Cbob person bob \"Bob\"}\n");
	assert_brings(fixture, RESULT("3", "\"groupNameList\":[\"Work\",\"Play\"]"),
	              "CONVGROUPS_LISTED complete names=[Work,Play]\nANSWERED #9\n");
}

static void test_sync_fails_when_either_list_failed(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_request(fixture, (struct state_request){.id = 9, .type = STATE_REQUEST_SYNC});
	assert_brings(fixture, FAILURE("2", "50004", "Broken"), "");
	assert_brings(fixture, RESULT("3", "\"groupNameList\":[]"),
	              "CONVGROUPS_LISTED complete names=[]\nANSWERED #9 code=50004 \"Broken\"\n");
	native_fixture_request(fixture, (struct state_request){.id = 10, .type = STATE_REQUEST_SYNC});
	assert_brings(fixture, RESULT("4", "\"conversationList\":[]"), "CONVERSATIONS_LISTED\n");
	assert_brings(fixture, FAILURE("5", "50004", "Broken"), "ANSWERED #10 code=50004 \"Broken\"\n");
}

static void assert_answered(struct native_fixture *fixture, struct state_request asked, const char *members,
                            const char *expected)
{
	static unsigned request_id;
	asked.id = ++request_id;
	native_fixture_request(fixture, asked);
	assert_int_equal(fixture->out.frames.len, 1);
	const char *id = strstr(fixture->out.frames.items[0], "\"id\":");
	char frame[2000], event[1000];
	snprintf(frame, sizeof(frame), "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":{%s}}", atoi(id + 5),
	         members);
	snprintf(event, sizeof(event), "ANSWERED #%u%s\n", request_id, expected);
	assert_brings(fixture, frame, event);
}

#define ANSWER(type_, members, expected, ...)                                                        \
	assert_answered(fixture, (struct state_request){.type = STATE_REQUEST_##type_, __VA_ARGS__}, \
	                members, expected)

static void test_answers_bring_what_was_asked_for(void **state)
{
	struct native_fixture *fixture = *state;
	ANSWER(SEND, "\"message\":" TEXT("C2Cbob", "4", "hi"),
	       " {C2Cbob m4 4 bob@1700 text:\"hi\" client=c4}", .conversation = "C2Cbob", .client_id = "c4",
	       .text = "hi");
	ANSWER(LOAD_MESSAGES,
	       "\"messageList\":[" TEXT("C2Cbob", "1", "a") "," TEXT("C2Cbob", "2",
	                                                             "b") "],\"isCompleted\":true",
	       " complete {C2Cbob m1 1 bob@1700 text:\"a\" client=c1} {C2Cbob m2 2 bob@1700 text:\"b\" "
	       "client=c2}",
	       .conversation = "C2Cbob");
	ANSWER(LOAD_MESSAGES, "\"messageList\":[],\"isCompleted\":false", "", .conversation = "C2Cbob");
	/* Servers that were built earlier do not say what is so then. */
	ANSWER(READ, "", "", .conversation = "C2Cbob");
	ANSWER(READ, "\"conversation\":" CONVERSATION("C2Cbob", "C2C", "\"name\":\"Bob\""),
	       " {C2Cbob person bob \"Bob\"}", .conversation = "C2Cbob");
	ANSWER(UNREAD, "\"conversation\":" CONVERSATION("C2Cbob", "C2C", "\"name\":\"Bob\""),
	       " {C2Cbob person bob \"Bob\"}", .conversation = "C2Cbob");
	ANSWER(READ_ALL, "", "");
	ANSWER(PIN, "", "", .conversation = "C2Cbob");
	ANSWER(FIND_PERSON, "\"userProfileList\":[{\"userID\":\"bob\",\"nick\":\"Bob\"}]",
	       " {C2Cbob person bob \"Bob\"}", .person = "bob");
	ANSWER(FIND_PERSON, "\"userProfileList\":[{\"userID\":\"alice\"}]",
	       " {C2Calice notes alice \"alice\"}", .person = "alice");
	ANSWER(PROFILES, "\"userProfileList\":[{\"userID\":\"bob\",\"nick\":\"Bob\"}]", " {bob \"Bob\" -}",
	       .people = SPAN("bob", "nobody"));
	ANSWER(FIND_PERSON, "\"userProfileList\":[]", " code=50001 \"There is no such user\"",
	       .person = "bob");
}

/* Servers that were built earlier do not say whether there is more. */
static void test_finds_need_not_say_that_they_are_all(void **state)
{
	struct native_fixture *fixture = *state;
	ANSWER(SEARCH, "\"messageList\":[],\"isCompleted\":false", "", .text = "ship");
	ANSWER(SEARCH, "\"messageList\":[],\"isCompleted\":true", " complete", .text = "ship");
	ANSWER(SEARCH, "\"messageList\":[]", " complete", .text = "ship");
}

static void test_convgroup_answers_name_who_was_refused(void **state)
{
	struct native_fixture *fixture = *state;
	static const char lists[] =
	        "\"successConversationIDList\":[\"C2Cbob\"],\"failureConversationIDList\":"
	        "[{\"conversationID\":\"C2Cx\",\"code\":50001,\"message\":\"No user x\"}]";
	static const char failures[] = " {C2Cx 50001 \"No user x\"}";
	ANSWER(CONVGROUP_CREATE, lists, failures, .convgroup = "Work");
	ANSWER(CONVGROUP_ADD, lists, failures, .convgroup = "Work");
	ANSWER(CONVGROUP_REMOVE, lists, failures, .convgroup = "Work");
	ANSWER(CONVGROUP_MOVE, lists, failures, .convgroup = "Work");
	ANSWER(CONVGROUP_DELETE, "", "", .convgroup = "Work");
	ANSWER(CONVGROUP_RENAME, "", "", .convgroup = "Work", .new_name = "Play");
	ANSWER(CONVGROUP_SORT, "", "");
	ANSWER(CONVGROUP_REMIND, "", "", .convgroup = "Work");
}

static void test_room_answers(void **state)
{
	struct native_fixture *fixture = *state;
	ANSWER(ROOM_CREATE, "\"group\":" ROOM, ROOM_SHOWN, .room_name = "The plans");
	ANSWER(ROOM_JOIN, "\"group\":" ROOM, ROOM_SHOWN, .room = "plans");
	ANSWER(ROOM_LEAVE, "", "", .room = "plans");
	ANSWER(ROOM_DISMISS, "", "", .room = "plans");
	ANSWER(ROOM_LIST, "\"groupList\":[" ROOM "," ROOM "]", ROOM_SHOWN ROOM_SHOWN);
	ANSWER(ROOM_SEARCH,
	       "\"groupList\":[" ROOM "," OTHER_ROOM
	       "],\"joinedGroupIDList\":[\"plans\"],\"isCompleted\":true",
	       " complete {plans \"The plans\" bob private joined 3} {den \"Den\" bob 1}", .text = "pla");
	ANSWER(ROOM_INVITE,
	       "\"successUserIDList\":[\"a\"],\"existedUserIDList\":[\"b\"],\"failureUserIDList\":[\"c\"]",
	       " ids=[a] {c 50001 \"There is no such user\"}", .room = "plans",
	       .people = SPAN("a", "b", "c"));
	ANSWER(ROOM_EXPEL, "\"successUserIDList\":[\"a\"],\"failureUserIDList\":[\"c\"]",
	       " ids=[a] {c 50001 \"Is no member whom you could remove\"}", .room = "plans",
	       .people = SPAN("a", "c"));
}

static void test_members_are_collected_page_by_page(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_request(
	        fixture,
	        (struct state_request){.id = 4, .type = STATE_REQUEST_ROOM_MEMBERS, .room = "plans"});
	assert_brings(fixture,
	              RESULT("2", "\"memberList\":[{\"userID\":\"bob\",\"nick\":\"Bob\",\"role\":\"Owner\"}],"
	                          "\"memberCount\":2,\"isCompleted\":false"),
	              "");
	assert_frames(
	        fixture,
	        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"getGroupMemberList\",\"params\":{\"count\":100,"
	        "\"offset\":1,\"groupID\":\"plans\"}}\n");
	assert_brings(fixture,
	              RESULT("3",
	                     "\"memberList\":[{\"userID\":\"eve\",\"role\":\"Member\"}],\"memberCount\":2,"
	                     "\"isCompleted\":true"),
	              "ANSWERED #4 {bob \"Bob\" Owner} {eve \"eve\" Member}\n");
}

static void test_members_end_with_an_empty_page(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_request(
	        fixture,
	        (struct state_request){.id = 4, .type = STATE_REQUEST_ROOM_MEMBERS, .room = "plans"});
	assert_brings(fixture, RESULT("2", "\"memberList\":[],\"memberCount\":9,\"isCompleted\":false"),
	              "ANSWERED #4\n");
	assert_frames(fixture, "");
}

static void test_failure_is_an_answer_in_the_servers_words(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_request(
	        fixture,
	        (struct state_request){.id = 4, .type = STATE_REQUEST_CONVGROUP_DELETE, .convgroup = "W"});
	assert_brings(fixture, FAILURE("2", "51009", "There is no W"),
	              "ANSWERED #4 code=51009 \"There is no W\"\n");
	native_fixture_request(
	        fixture,
	        (struct state_request){.id = 5, .type = STATE_REQUEST_CONVGROUP_DELETE, .convgroup = "W"});
	assert_brings(fixture, FAILURE("3", "51009", ""),
	              "ANSWERED #5 code=51009 \"There is no group of this name\"\n");
	native_fixture_request(
	        fixture,
	        (struct state_request){.id = 6, .type = STATE_REQUEST_PIN, .conversation = "C2Cbob"});
	assert_brings(fixture, FAILURE("4", "0", "Nothing?"), "ANSWERED #6 code=50004 \"Nothing?\"\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        ONLINE(test_sync_is_answered_once_after_both_lists),
	        ONLINE(test_sync_fails_when_either_list_failed),
	        ONLINE(test_answers_bring_what_was_asked_for),
	        ONLINE(test_finds_need_not_say_that_they_are_all),
	        ONLINE(test_convgroup_answers_name_who_was_refused),
	        ONLINE(test_room_answers),
	        ONLINE(test_members_are_collected_page_by_page),
	        ONLINE(test_members_end_with_an_empty_page),
	        ONLINE(test_failure_is_an_answer_in_the_servers_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
