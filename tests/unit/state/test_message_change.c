/* What is done to messages, here and by others. */
#include "state/reaction.h"
#include "unit/state/fixture.h"

static void begin_open(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 300)};
	is_online(f, list, 1, 10);
	is_opened_with(f, "bob", 1, 3);
}

static void changes(struct fixture *f, struct state_message message)
{
	const char *where = "bob";
	happens(f, MESSAGES_CHANGED, .messages = &message, .message_conversations = &where,
	        .message_count = 1);
}

static void test_an_answer_names_what_it_answers_until_it_is_delivered(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_open(&f);
	happens(&f, SEND, .conversation = "bob", .client_id = "c1", .text = "yes", .reply_to = "m2");
	assert_string_equal(request_of(&f, SEND)->message, "m2");
	assert_string_equal(effect(&f, OUTBOX_PUT)->messages[0].reply_to, "m2");
	assert_string_equal(known(&f, "bob")->messages.items[3].reply_to, "m2");
	connection_is_lost(&f);
	is_resumed(&f);
	assert_string_equal(request_of(&f, SEND)->message, "m2");
	end(&f);
}

static void test_what_was_deleted_here_stays_deleted(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_open(&f);
	struct state_message deleted = message(2, "bob", "");
	deleted.deleted = true;
	changes(&f, deleted);
	changes(&f, message(2, "bob", "edited by him"));
	assert_true(known(&f, "bob")->messages.items[1].deleted);
	assert_string_equal(known(&f, "bob")->messages.items[1].text, "");
	check_window(&f, "bob", 1, 2, 3);
	end(&f);
}

static void test_what_was_recalled_is_quoted_no_more(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_open(&f);
	struct state_message answer = message(4, "bob", "indeed");
	answer.reply_to = (char *)"m2";
	answer.quote_from = (char *)"bob";
	answer.quote_text = (char *)"a secret";
	is_received(&f, "bob", answer);
	struct state_message recalled = message(2, "bob", "");
	recalled.recalled = true;
	changes(&f, recalled);
	assert_string_equal(known(&f, "bob")->messages.items[3].quote_text, "");
	end(&f);
}

static void test_a_request_about_a_message_without_a_connection_is_told(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_open(&f);
	connection_is_lost(&f);
	struct state_request request = {.type = STATE_REQUEST_RECALL, .message = "m2"};
	happens(&f, REQUEST, .request = &request);
	assert_null(request_of(&f, RECALL));
	assert_string_equal(f.state.notice,
	                    "Could not recall the message: There is no connection to the server");
	end(&f);
}

static void test_reactions_are_read_line_by_line(void **unused)
{
	(void)unused;
	struct arena arena;
	arena_init(&arena);
	struct state_reactions all = state_reactions_read(&arena, "👍 bob carol\nlonely\n🎉 alice");
	assert_int_equal(all.len, 2);
	assert_string_equal(all.items[0].text, "👍");
	assert_int_equal(all.items[0].people.len, 2);
	assert_string_equal(all.items[0].people.items[1], "carol");
	assert_string_equal(all.items[1].people.items[0], "alice");
	assert_int_equal(state_reactions_read(&arena, NULL).len, 0);
	assert_true(state_reactions_has("👍 bob carol", "👍", "carol"));
	assert_false(state_reactions_has("👍 bob carol", "👍", "car"));
	assert_false(state_reactions_has(NULL, "👍", "carol"));
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_an_answer_names_what_it_answers_until_it_is_delivered),
	        cmocka_unit_test(test_what_was_deleted_here_stays_deleted),
	        cmocka_unit_test(test_what_was_recalled_is_quoted_no_more),
	        cmocka_unit_test(test_a_request_about_a_message_without_a_connection_is_told),
	        cmocka_unit_test(test_reactions_are_read_line_by_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
