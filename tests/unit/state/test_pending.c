/* Requests: each gets exactly one answer. */
#include "unit/state/fixture.h"

static void ask(struct fixture *f, struct state_request request)
{
	happens(f, REQUEST, .request = &request);
}

static void test_a_request_goes_out_as_it_is_with_an_id_of_its_own(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_MOVE,
	                               .ticket = 7,
	                               .convgroup = "Work",
	                               .from_convgroup = "Home",
	                               .conversations = names("a", "b")});
	const struct state_request *move = request_of(&f, CONVGROUP_MOVE);
	assert_string_equal(move->from_convgroup, "Home");
	assert_string_equal(move->conversations.items[1], "b");
	uint64_t first = move->id;
	ask(&f, (struct state_request){.type = STATE_REQUEST_ROOM_LIST, .ticket = 8});
	assert_true(requested(&f, ROOM_LIST) != first);
	end(&f);
}

static void test_the_answer_goes_to_who_asked(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	ask(&f, (struct state_request){.type = STATE_REQUEST_ROOM_LIST, .ticket = 8});
	struct state_room rooms[] = {{.id = (char *)"r"}};
	uint64_t id = requested(&f, ROOM_LIST);
	happens(&f, ANSWERED, .request_id = id, .rooms = rooms, .room_count = 1);
	assert_int_equal(effect(&f, ANSWERED)->ticket, 8);
	assert_string_equal(effect(&f, ANSWERED)->event->rooms[0].id, "r");
	/* Once. */
	happens(&f, ANSWERED, .request_id = id);
	assert_null(effect(&f, ANSWERED));
	end(&f);
}

static void test_a_failure_is_told_to_who_asked_and_is_no_notice(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE, .ticket = 8});
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_CREATE), .code = 51012, .text = "Taken");
	assert_int_equal(effect(&f, ANSWERED)->event->code, 51012);
	assert_null(f.state.notice);
	end(&f);
}

static void test_a_failure_that_nobody_waits_for_is_a_notice(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	ask(&f, (struct state_request){.type = STATE_REQUEST_PIN, .conversation = "bob"});
	f.now_ms += 5;
	happens(&f, ANSWERED, .request_id = requested(&f, PIN), .code = 10007);
	assert_string_equal(f.state.notice, "Could not pin the conversation: the server did not say why");
	assert_true(f.state.notice_is_error);
	assert_int_equal(f.state.notice_at_ms, NOW + 5);
	assert_true(f.state.dirty & STATE_DIRTY_STATUS);
	end(&f);
}

static void test_some_that_failed_are_a_notice_too(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_ADD, .convgroup = "Work"});
	struct state_failure failures[] = {{"bob", 51008, "No more conversations fit into groups"}};
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_ADD), .failures = failures,
	        .failure_count = 1);
	assert_string_equal(f.state.notice,
	                    "Could not add to the group: No more conversations fit into groups");
	end(&f);
}

static void test_without_a_connection_the_answer_is_there_at_once(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_PIN, .ticket = 3});
	assert_null(effect(&f, REQUEST));
	assert_int_equal(effect(&f, ANSWERED)->ticket, 3);
	assert_int_equal(effect(&f, ANSWERED)->event->code, STATE_CODE_OFFLINE);
	assert_non_null(effect(&f, ANSWERED)->event->text);
	ask(&f, (struct state_request){.type = STATE_REQUEST_PIN});
	assert_null(effect(&f, ANSWERED));
	assert_string_equal(f.state.notice,
	                    "Could not pin the conversation: There is no connection to the server");
	end(&f);
}

static void test_a_lost_connection_answers_what_waits(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	ask(&f, (struct state_request){.type = STATE_REQUEST_PIN, .ticket = 3});
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_RENAME, .ticket = 4});
	uint64_t id = requested(&f, CONVGROUP_RENAME);
	connection_is_lost(&f);
	assert_int_equal(effects_of(&f, ANSWERED), 2);
	assert_int_equal(effect(&f, ANSWERED)->event->code, STATE_CODE_LOST);
	/* Nothing is answered twice. */
	happens(&f, ANSWERED, .request_id = id);
	connection_is_lost(&f);
	assert_null(effect(&f, ANSWERED));
	end(&f);
}

static void test_what_a_person_asked_for_and_lost_is_told(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_DELETE, .convgroup = "Work"});
	connection_is_lost(&f);
	assert_string_equal(f.state.notice, "Could not delete the group: The connection was lost before the "
	                                    "server answered; look whether it was done");
	end(&f);
}

static void test_a_login_without_a_loss_before_it_is_one(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 100)};
	is_online(&f, list, 1, 10);
	ask(&f, (struct state_request){.type = STATE_REQUEST_PIN, .ticket = 3});
	is_sent(&f, "bob", "c1", "hi");
	is_resumed(&f);
	assert_int_equal(effect(&f, ANSWERED)->event->code, STATE_CODE_LOST);
	assert_string_equal(request_of(&f, SEND)->client_id, "c1");
	assert_int_equal(effects_of(&f, REQUEST), 1);
	end(&f);
}

static void test_a_notice_is_shown_as_given(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	happens(&f, NOTICE, .text = "100 % done");
	assert_string_equal(f.state.notice, "100 % done");
	assert_false(f.state.notice_is_error);
	happens(&f, NOTICE, .text = NULL);
	assert_true(f.state.notice_passed);
	happens(&f, NOTICE, .text = "done");
	assert_false(f.state.notice_passed);
	end(&f);
}

static void test_every_request_has_its_words(void **unused)
{
	(void)unused;
	for (int type = 0; type < STATE_REQUEST_COUNT; type++)
		assert_false(str_empty(state_request_text((enum state_request_type)type)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_request_goes_out_as_it_is_with_an_id_of_its_own),
	        cmocka_unit_test(test_the_answer_goes_to_who_asked),
	        cmocka_unit_test(test_a_failure_is_told_to_who_asked_and_is_no_notice),
	        cmocka_unit_test(test_a_failure_that_nobody_waits_for_is_a_notice),
	        cmocka_unit_test(test_some_that_failed_are_a_notice_too),
	        cmocka_unit_test(test_without_a_connection_the_answer_is_there_at_once),
	        cmocka_unit_test(test_a_lost_connection_answers_what_waits),
	        cmocka_unit_test(test_what_a_person_asked_for_and_lost_is_told),
	        cmocka_unit_test(test_a_login_without_a_loss_before_it_is_one),
	        cmocka_unit_test(test_a_notice_is_shown_as_given),
	        cmocka_unit_test(test_every_request_has_its_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
