/* Drafts: kept here at once, told to the server now and then, and whose text wins. */
#include "fixture.h"

static void start(struct fixture *f)
{
	begin(f);
	is_online(f, (struct state_conversation[]){person("bob"), person("carol")}, 2, 1);
}

static void type(struct fixture *f, const char *text)
{
	happens(f, DRAFT, .conversation = "bob", .text = text);
}

static void is_told(struct fixture *f, const char *text)
{
	const struct state_request *request = request_of(f, DRAFT);
	assert_non_null(request);
	assert_string_equal(request->conversation, "bob");
	assert_string_equal(request->text, text);
}

/* The server tells the person's terminals. */
static void other_terminal_types(struct fixture *f, const char *text)
{
	struct state_conversation bob = person("bob");
	bob.draft = (char *)text;
	is_changed(f, bob);
}

static void time_is(struct fixture *f, int64_t after_ms)
{
	happens(f, TIME, .now_ms = NOW + after_ms);
}

static void test_what_is_typed_is_kept_at_once_and_told_after_a_while(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	type(&f, "hel");
	assert_int_equal(effects_of(&f, SAVE_CONVERSATION), 1);
	assert_null(request_of(&f, DRAFT));
	assert_int_equal(state_next_wake(&f.state), NOW + STATE_DRAFT_MS);
	type(&f, "hello");
	time_is(&f, STATE_DRAFT_MS - 1);
	assert_null(request_of(&f, DRAFT));
	time_is(&f, STATE_DRAFT_MS);
	is_told(&f, "hello");
	assert_int_equal(state_next_wake(&f.state), 0);
	end(&f);
}

static void test_a_draft_that_grows_moves_nothing_in_the_sidebar(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	type(&f, "h");
	assert_true(f.state.dirty & STATE_DIRTY_SIDEBAR);
	state_drawn(&f.state);
	type(&f, "he");
	assert_int_equal(f.state.dirty, 0);
	end(&f);
}

static void test_leaving_the_conversation_or_the_program_tells_it_now(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	is_opened(&f, "bob");
	type(&f, "hello");
	is_opened(&f, "carol");
	is_told(&f, "hello");
	happens(&f, ANSWERED, .request_id = requested(&f, DRAFT));
	type(&f, "hello!");
	happens(&f, LEAVE, 0);
	is_told(&f, "hello!");
	end(&f);
}

static void test_a_draft_sent_before_anybody_knew_of_it_is_not_told(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	type(&f, "hello");
	type(&f, "");
	time_is(&f, STATE_DRAFT_MS);
	assert_null(request_of(&f, DRAFT));
	assert_false(known(&f, "bob")->draft_mine);
	end(&f);
}

static void test_an_empty_one_is_told_at_once_where_the_server_has_one(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	other_terminal_types(&f, "from there");
	assert_string_equal(known(&f, "bob")->draft, "from there");
	type(&f, "");
	is_told(&f, "");
	end(&f);
}

static void test_what_is_typed_here_wins_until_it_is_told(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	type(&f, "mine");
	other_terminal_types(&f, "theirs");
	assert_string_equal(known(&f, "bob")->draft, "mine");
	time_is(&f, STATE_DRAFT_MS);
	uint64_t told = requested(&f, DRAFT);
	other_terminal_types(&f, "theirs");
	assert_string_equal(known(&f, "bob")->draft, "mine");
	happens(&f, ANSWERED, .request_id = told);
	other_terminal_types(&f, "theirs");
	assert_string_equal(known(&f, "bob")->draft, "theirs");
	end(&f);
}

static void test_only_one_is_in_flight_and_the_next_has_what_was_typed_meanwhile(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	type(&f, "one");
	time_is(&f, STATE_DRAFT_MS);
	uint64_t told = requested(&f, DRAFT);
	happens(&f, DRAFT, .conversation = "bob", .text = "one two", .now_ms = NOW + STATE_DRAFT_MS);
	time_is(&f, 2 * STATE_DRAFT_MS);
	assert_null(request_of(&f, DRAFT));
	happens(&f, ANSWERED, .request_id = told, .now_ms = NOW + 2 * STATE_DRAFT_MS);
	time_is(&f, 3 * STATE_DRAFT_MS);
	is_told(&f, "one two");
	end(&f);
}

static void test_what_was_typed_without_a_connection_is_told_after_the_login(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	connection_is_lost(&f);
	type(&f, "offline");
	time_is(&f, STATE_DRAFT_MS);
	assert_null(request_of(&f, DRAFT));
	assert_int_equal(state_next_wake(&f.state), 0);
	is_resumed(&f);
	is_told(&f, "offline");
	/* It got lost: again. */
	connection_is_lost(&f);
	is_resumed(&f);
	is_told(&f, "offline");
	end(&f);
}

static void test_a_refused_one_stays_here_and_says_nothing(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	type(&f, "hello");
	time_is(&f, STATE_DRAFT_MS);
	happens(&f, ANSWERED, .request_id = requested(&f, DRAFT), .code = -32601, .text = "no such method");
	assert_null(f.state.notice);
	assert_int_equal(state_next_wake(&f.state), 0);
	other_terminal_types(&f, "");
	assert_string_equal(known(&f, "bob")->draft, "hello");
	end(&f);
}

static void test_one_that_is_too_long_for_the_server_stays_here(void **state)
{
	(void)state;
	struct fixture f;
	char text[1002];
	start(&f);
	memset(text, 'x', 1001);
	text[1001] = '\0';
	type(&f, text);
	time_is(&f, STATE_DRAFT_MS);
	assert_null(request_of(&f, DRAFT));
	assert_string_equal(known(&f, "bob")->draft, text);
	end(&f);
}

static void test_the_cache_gives_back_whose_it_is(void **state)
{
	(void)state;
	struct fixture f;
	struct state_conversation bob = person("bob");
	begin(&f);
	bob.draft = (char *)"kept";
	bob.draft_mine = true;
	happens(&f, CACHE_LOADED, .self = SELF, .position = 1, .conversations = &bob,
	        .conversation_count = 1);
	is_resumed(&f);
	is_told(&f, "kept");
	assert_true(state_conversation_to_save(known(&f, "bob")).draft_mine);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_what_is_typed_is_kept_at_once_and_told_after_a_while),
	        cmocka_unit_test(test_a_draft_that_grows_moves_nothing_in_the_sidebar),
	        cmocka_unit_test(test_leaving_the_conversation_or_the_program_tells_it_now),
	        cmocka_unit_test(test_a_draft_sent_before_anybody_knew_of_it_is_not_told),
	        cmocka_unit_test(test_an_empty_one_is_told_at_once_where_the_server_has_one),
	        cmocka_unit_test(test_what_is_typed_here_wins_until_it_is_told),
	        cmocka_unit_test(test_only_one_is_in_flight_and_the_next_has_what_was_typed_meanwhile),
	        cmocka_unit_test(test_what_was_typed_without_a_connection_is_told_after_the_login),
	        cmocka_unit_test(test_a_refused_one_stays_here_and_says_nothing),
	        cmocka_unit_test(test_one_that_is_too_long_for_the_server_stays_here),
	        cmocka_unit_test(test_the_cache_gives_back_whose_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
