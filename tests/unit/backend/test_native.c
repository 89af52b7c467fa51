/* Logging in and out, and what is no frame of the protocol. */
#include "unit/backend/native_fixture.h"

#include <stdio.h>

/* Logging in */

static void test_login_carries_what_it_was_given(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_open(fixture,
	                    &(struct backend_login){
	                            .user = "alice", .token = "tok", .resume_from = 812, .device = "desk"});
	assert_frames(fixture,
	              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"login\",\"params\":{\"userID\":\"alice\","
	              "\"token\":\"tok\",\"resumeFrom\":812,\"deviceName\":\"desk\"}}\n");
	native_fixture_open(fixture, &(struct backend_login){.user = "alice", .password = "secret"});
	assert_frames(fixture,
	              "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"login\",\"params\":{\"userID\":\"alice\","
	              "\"password\":\"secret\"}}\n");
	native_fixture_open(fixture, &(struct backend_login){0});
	assert_frames(fixture, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"login\",\"params\":{}}\n");
}

static void test_login_that_is_not_resumed_says_where_the_log_is(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_open(fixture, &(struct backend_login){.user = "alice", .resume_from = 3});
	assert_brings(fixture, LOGIN_RESULT("1", "9", "false"),
	              "LOGGED_IN @9 self=alice token=- limits=20,32,100,1000,12288\n");
}

static void test_resumed_login_leaves_the_position_to_the_missed_events(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_open(fixture, &(struct backend_login){.user = "alice", .resume_from = 3});
	assert_brings(fixture, LOGIN_RESULT("1", "9", "true"),
	              "LOGGED_IN self=alice token=- resumed limits=20,32,100,1000,12288\n");
	assert_brings(fixture, EVENT("onConversationGroupListUpdated", "\"eventID\":5,\"data\":[]"),
	              "CONVGROUPS_LISTED @5 names=[]\n");
}

static void test_login_gives_its_new_token(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_open(fixture, &(struct backend_login){.user = "alice", .password = "p"});
	assert_brings(fixture,
	              RESULT("1", "\"userID\":\"alice\",\"token\":\"new\",\"eventID\":0,\"resumed\":false,"
	                          "\"serverTime\":1,\"limits\":" LIMITS),
	              "LOGGED_IN self=alice token=new limits=20,32,100,1000,12288\n");
}

static void test_hopeless_login_stops_the_session(void **state)
{
	struct native_fixture *fixture = *state;
	static const char *const codes[] = {"70003", "70052", "70107", "-32601", "-32602", "-32600", "10007"};
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		native_fixture_open(fixture, &(struct backend_login){.user = "alice"});
		char frame[200], expected[200];
		snprintf(frame, sizeof(frame), FAILURE("%zu", "%s", "No."), i + 1, codes[i]);
		snprintf(expected, sizeof(expected), "SESSION stopped code=%s \"No.\"\n", codes[i]);
		assert_brings(fixture, frame, expected);
	}
}

static void test_login_that_fails_for_a_while_is_to_be_tried_again(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_open(fixture, &(struct backend_login){.user = "alice"});
	assert_false(native_fixture_receive(
	        fixture, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":70050,\"message\":\"Wait\","
	                 "\"data\":{\"retryAfterMs\":60000}}}"));
	assert_string_equal(fixture->err.text, "Wait");
	assert_int_equal(fixture->err.code, 70050);
	assert_int_equal(fixture->out.retry_after_ms, 60000);
	assert_events(fixture, "");
	native_fixture_open(fixture, &(struct backend_login){.user = "alice"});
	assert_false(native_fixture_receive(fixture, FAILURE("2", "50004", "Disk full")));
	assert_int_equal(fixture->out.retry_after_ms, 0);
}

static void test_logout_ends_the_session(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_request(fixture, (struct state_request){.id = 4, .type = STATE_REQUEST_LOGOUT});
	assert_brings(fixture, RESULT("2", ""), "ANSWERED #4\nSESSION stopped \"Logged out\"\n");
}

static void test_logout_that_failed_does_not(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_request(fixture, (struct state_request){.id = 4, .type = STATE_REQUEST_LOGOUT});
	assert_brings(fixture, FAILURE("2", "50004", "Disk"), "ANSWERED #4 code=50004 \"Disk\"\n");
}

static void test_answers_of_a_lost_connection_are_forgotten(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_request(
	        fixture,
	        (struct state_request){.id = 4, .type = STATE_REQUEST_ROOM_MEMBERS, .room = "plans"});
	fixture->backend->ops->closed(fixture->backend);
	assert_brings(fixture, RESULT("2", "\"memberList\":[],\"memberCount\":0,\"isCompleted\":true"), "");
}

static void test_kicked_out_stops_the_session(void **state)
{
	struct native_fixture *fixture = *state;
	assert_brings(fixture, EVENT("onKickedOut", "\"data\":{\"reason\":\"Your account was removed\"}"),
	              "SESSION stopped \"Your account was removed\"\n");
	assert_brings(fixture, EVENT("onKickedOut", "\"data\":{\"reason\":\"\"}"),
	              "SESSION stopped \"The server ended the session\"\n");
}

/* Nonsense */

static void test_nonsense_closes_the_connection(void **state)
{
	struct native_fixture *fixture = *state;
	static const char *const frames[] = {
	        "",
	        "x",
	        "[]",
	        "null",
	        "{}",
	        "{\"jsonrpc\":\"1.0\",\"id\":1,\"result\":{}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":2}",
	        "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{},\"error\":{\"code\":1}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":{},\"result\":{}}",
	        RESULT("2", "\"conversationList\":7"),
	        RESULT("2", "\"conversationList\":[{}]"),
	        RESULT("2", ""),
	        EVENT("onMessageReceived", "\"eventID\":\"x\",\"data\":[]"),
	        EVENT("onMessageReceived", "\"eventID\":1"),
	        EVENT("onMessageReceived", "\"data\":[{}]"),
	        EVENT("onMessageReceived",
	              "\"data\":[" MESSAGE("C2Cbob", "1", "\"type\":\"TIMTextElem\"") "]"),
	        "{\"jsonrpc\":\"2.0\",\"method\":\"onMessageReceived\"}",
	        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"No\"}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":99,\"error\":{\"code\":51009,\"message\":\"No\"}}",
	};
	native_fixture_request(fixture, (struct state_request){.id = 3, .type = STATE_REQUEST_SYNC});
	for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		if (native_fixture_receive(fixture, frames[i]))
			fail_msg("%s was taken", frames[i]);
		assert_true(fixture->err.text[0] != '\0');
		assert_events(fixture, "");
	}
}

static void test_second_answer_is_ignored(void **state)
{
	struct native_fixture *fixture = *state;
	native_fixture_request(
	        fixture,
	        (struct state_request){.id = 3, .type = STATE_REQUEST_PIN, .conversation = "C2Cbob"});
	assert_brings(fixture, RESULT("2", ""), "ANSWERED #3\n");
	assert_brings(fixture, RESULT("2", ""), "");
	assert_brings(fixture, RESULT("1", ""), "");
	assert_brings(fixture, RESULT("-5", ""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        OFFLINE(test_login_carries_what_it_was_given),
	        OFFLINE(test_login_that_is_not_resumed_says_where_the_log_is),
	        OFFLINE(test_resumed_login_leaves_the_position_to_the_missed_events),
	        OFFLINE(test_login_gives_its_new_token),
	        OFFLINE(test_hopeless_login_stops_the_session),
	        OFFLINE(test_login_that_fails_for_a_while_is_to_be_tried_again),
	        ONLINE(test_logout_ends_the_session),
	        ONLINE(test_logout_that_failed_does_not),
	        ONLINE(test_answers_of_a_lost_connection_are_forgotten),
	        ONLINE(test_kicked_out_stops_the_session),
	        ONLINE(test_nonsense_closes_the_connection),
	        ONLINE(test_second_answer_is_ignored),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
