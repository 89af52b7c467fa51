/* Loading messages: a window never has a hole. */
#include "unit/state/fixture.h"

static void begin_online(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {with_last(person("bob"), 100, 300), person("carol")};
	is_online(f, list, 2, 10);
}

/* Answers the load that the last event asked for with messages `first` to `last`. */
static void page_comes(struct fixture *f, uint64_t load, int64_t first, int64_t last)
{
	struct state_message page[2 * STATE_PAGE];
	for (int64_t i = first; i <= last; i++)
		page[i - first] = message(i, "bob", "from the server");
	happens(f, ANSWERED, .request_id = load, .messages = page,
	        .message_count = (size_t)(last - first + 1), .complete = first == 1);
}

static void cache_has(struct fixture *f, int64_t first, int64_t last)
{
	struct state_message page[2 * STATE_PAGE];
	for (int64_t i = first; i <= last; i++)
		page[i - first] = message(i, "bob", "from the cache");
	happens(f, CACHED_MESSAGES, .conversation = "bob", .messages = page,
	        .message_count = (size_t)(last - first + 1));
}

/* Without holes from `first` to `last`. */
static void check_reach(const struct fixture *f, int64_t first, int64_t last)
{
	const struct state_conversation *bob = known(f, "bob");
	assert_int_equal(bob->messages.len, last - first + 1);
	for (size_t i = 0; i < bob->messages.len; i++)
		assert_int_equal(bob->messages.items[i].sequence, first + (int64_t)i);
}

static void test_opening_asks_the_cache_and_the_server(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "bob");
	assert_int_equal(effect(&f, LOAD_CACHED)->count, STATE_PAGE);
	assert_int_equal(request_of(&f, LOAD_MESSAGES)->before, 0);
	assert_true(known(&f, "bob")->loading);
	uint64_t load = requested(&f, LOAD_MESSAGES);
	cache_has(&f, 61, 90);
	check_reach(&f, 61, 90);
	assert_false(known(&f, "bob")->loaded);
	page_comes(&f, load, 51, 100);
	check_reach(&f, 51, 100);
	assert_true(known(&f, "bob")->loaded);
	assert_false(known(&f, "bob")->loading);
	assert_string_equal(known(&f, "bob")->messages.items[20].text, "from the server");
	assert_int_equal(effect(&f, SAVE_MESSAGES)->message_count, 50);
	end(&f);
}

static void test_a_page_that_does_not_adjoin_replaces_the_window(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "bob");
	uint64_t load = requested(&f, LOAD_MESSAGES);
	cache_has(&f, 1, 30);
	page_comes(&f, load, 51, 100);
	check_reach(&f, 51, 100);
	assert_false(known(&f, "bob")->at_beginning);
	end(&f);
}

static void test_without_a_connection_the_cache_is_shown(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	is_opened(&f, "bob");
	assert_null(effect(&f, REQUEST));
	assert_non_null(effect(&f, LOAD_CACHED));
	cache_has(&f, 51, 100);
	check_reach(&f, 51, 100);
	/* Once there is one, the newest page brings it up to date. */
	is_resumed(&f);
	page_comes(&f, requested(&f, LOAD_MESSAGES), 53, 102);
	check_reach(&f, 51, 102);
	assert_true(known(&f, "bob")->loaded);
	end(&f);
}

static void test_opening_what_is_loaded_asks_nobody(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 51, 100);
	is_opened(&f, NULL);
	is_opened(&f, "bob");
	assert_null(effect(&f, REQUEST));
	assert_null(effect(&f, LOAD_CACHED));
	end(&f);
}

static void test_older_pages_go_before_the_window(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 51, 100);
	happens(&f, OLDER, .conversation = "bob");
	assert_int_equal(effect(&f, LOAD_CACHED)->sequence, 51);
	assert_int_equal(request_of(&f, LOAD_MESSAGES)->before, 51);
	uint64_t load = requested(&f, LOAD_MESSAGES);
	happens(&f, OLDER, .conversation = "bob");
	assert_null(effect(&f, REQUEST));
	cache_has(&f, 41, 50);
	check_reach(&f, 41, 100);
	page_comes(&f, load, 1, 50);
	check_reach(&f, 1, 100);
	assert_true(known(&f, "bob")->at_beginning);
	happens(&f, OLDER, .conversation = "bob");
	assert_int_equal(f.effects.effects.len, 0);
	end(&f);
}

static void test_an_older_page_that_does_not_adjoin_is_left_out(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 51, 100);
	happens(&f, OLDER, .conversation = "bob");
	page_comes(&f, requested(&f, LOAD_MESSAGES), 1, 30);
	check_reach(&f, 51, 100);
	assert_false(known(&f, "bob")->at_beginning);
	end(&f);
}

static void test_of_a_page_with_a_hole_only_what_is_behind_it_is_taken(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "bob");
	struct state_message page[] = {message(90, "bob", ""), message(91, "bob", ""), message(99, "bob", ""),
	                               message(100, "bob", "")};
	happens(&f, ANSWERED, .request_id = requested(&f, LOAD_MESSAGES), .messages = page,
	        .message_count = 4, .complete = true);
	check_window(&f, "bob", 99, 100);
	assert_false(known(&f, "bob")->at_beginning);
	end(&f);
}

static void test_the_beginning_is_where_the_server_says(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "bob");
	/* Of a private room one sees what was said since one joined. */
	struct state_message page[] = {message(99, "bob", ""), message(100, "bob", "")};
	happens(&f, ANSWERED, .request_id = requested(&f, LOAD_MESSAGES), .messages = page,
	        .message_count = 2, .complete = true);
	assert_true(known(&f, "bob")->at_beginning);
	end(&f);
}

static void test_an_empty_conversation_is_loaded_and_begins_at_once(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "carol");
	happens(&f, ANSWERED, .request_id = requested(&f, LOAD_MESSAGES), .complete = true);
	assert_true(known(&f, "carol")->loaded);
	assert_true(known(&f, "carol")->at_beginning);
	is_received(&f, "carol", message(1, "carol", "first"));
	check_window(&f, "carol", 1);
	end(&f);
}

static void test_a_message_that_does_not_adjoin_asks_for_the_newest_page(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 51, 100);
	is_received(&f, "bob", message(103, "bob", "what was before?"));
	check_reach(&f, 51, 100);
	assert_false(known(&f, "bob")->loaded);
	page_comes(&f, requested(&f, LOAD_MESSAGES), 54, 103);
	check_reach(&f, 51, 103);
	end(&f);
}

static void test_a_hole_found_while_an_older_page_comes_is_closed_after_it(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 51, 100);
	happens(&f, OLDER, .conversation = "bob");
	uint64_t older = requested(&f, LOAD_MESSAGES);
	is_received(&f, "bob", message(103, "bob", ""));
	assert_null(effect(&f, REQUEST));
	page_comes(&f, older, 1, 50);
	page_comes(&f, requested(&f, LOAD_MESSAGES), 54, 103);
	check_reach(&f, 1, 103);
	end(&f);
}

static void test_a_hole_in_a_conversation_that_is_not_open_is_closed_when_it_is(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 51, 100);
	is_opened(&f, "carol");
	is_received(&f, "bob", message(103, "bob", ""));
	assert_null(effect(&f, REQUEST));
	is_opened(&f, "bob");
	page_comes(&f, requested(&f, LOAD_MESSAGES), 54, 103);
	check_reach(&f, 51, 103);
	end(&f);
}

static void test_a_page_that_failed_is_told_and_can_be_asked_for_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "bob");
	happens(&f, ANSWERED, .request_id = requested(&f, LOAD_MESSAGES), .code = 10010,
	        .text = "There is no such room");
	assert_string_equal(f.state.notice, "Could not load messages: There is no such room");
	assert_null(effect(&f, REQUEST));
	assert_false(known(&f, "bob")->loading);
	happens(&f, OLDER, .conversation = "bob");
	requested(&f, LOAD_MESSAGES);
	end(&f);
}

static void test_leaving_keeps_so_many_messages(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 51, 100);
	for (int64_t i = 101; i <= 100 + STATE_KEEP; i++)
		is_received(&f, "bob", message(i, "bob", ""));
	/* Who has scrolled back keeps what he looks at. */
	assert_int_equal(known(&f, "bob")->messages.len, STATE_KEEP + 50);
	is_received(&f, "bob", message(STATE_KEEP + 101, "bob", ""));
	assert_int_equal(known(&f, "bob")->messages.len, STATE_KEEP + 51);
	is_opened(&f, "carol");
	check_reach(&f, 102, STATE_KEEP + 101);
	assert_true(known(&f, "bob")->loaded);
	end(&f);
}

static void test_a_window_does_not_grow_for_ever(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 51, 100);
	is_viewed(&f, true);
	for (int64_t i = 101; i <= 100 + 2 * STATE_KEEP; i++)
		is_received(&f, "bob", message(i, "bob", ""));
	assert_true(known(&f, "bob")->messages.len <= STATE_KEEP + STATE_PAGE);
	end(&f);
}

static void test_cached_messages_do_not_go_over_newer_ones(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 91, 100);
	cache_has(&f, 81, 95);
	check_reach(&f, 81, 100);
	assert_string_equal(known(&f, "bob")->messages.items[9].text, "from the cache");
	assert_string_equal(known(&f, "bob")->messages.items[10].text, "said");
	end(&f);
}

/* Logged in anew without what was missed; the load that this asks for. */
static uint64_t is_not_resumed(struct fixture *f)
{
	connection_is_lost(f);
	happens(f, LOGGED_IN, .self = SELF, .position = 99);
	return requested(f, LOAD_MESSAGES);
}

static void goes_up(struct fixture *f)
{
	is_opened_with(f, "bob", 81, 100);
	happens(f, VIEW, .shown = false, .flag = true);
}

static void test_who_reads_further_up_stays_there_when_a_login_does_not_resume(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	goes_up(&f);
	page_comes(&f, is_not_resumed(&f), 151, 200);
	check_reach(&f, 81, 100);
	assert_true(known(&f, "bob")->apart);
	/* What is before his eyes is brought up to date, and what is newer can be come to. */
	assert_int_equal(request_of(&f, LOAD_MESSAGES)->before, 101);
	struct state_conversation list[] = {with_last(person("bob"), 200, 400), person("carol")};
	uint64_t renewal = requested(&f, LOAD_MESSAGES);
	is_listed(&f, list, 2);
	page_comes(&f, renewal, 91, 100);
	check_reach(&f, 81, 100);
	assert_string_equal(known(&f, "bob")->messages.items[19].text, "from the server");
	assert_true(known(&f, "bob")->apart);
	is_opened(&f, "carol");
	assert_int_equal(known(&f, "bob")->messages.len, 0);
	end(&f);
}

static void
test_the_newest_page_goes_behind_a_window_that_it_reaches_while_one_reads_further_up(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	goes_up(&f);
	page_comes(&f, is_not_resumed(&f), 96, 105);
	check_reach(&f, 81, 105);
	assert_true(known(&f, "bob")->loaded);
	assert_false(known(&f, "bob")->apart);
	/* Not all of it is as new: it is asked for again the next time. */
	is_opened(&f, "carol");
	assert_int_equal(known(&f, "bob")->messages.len, 0);
	end(&f);
}

static void test_a_place_that_the_server_has_no_more_is_left(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	goes_up(&f);
	page_comes(&f, is_not_resumed(&f), 1, 5);
	check_reach(&f, 1, 5);
	assert_false(known(&f, "bob")->apart);
	end(&f);
}

static void test_pages_of_nowhere_are_passed_over(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	struct state_message page[] = {message(1, "bob", "")};
	happens(&f, CACHED_MESSAGES, .conversation = "zoe", .messages = page, .message_count = 1);
	happens(&f, CACHED_MESSAGES, .conversation = NULL);
	happens(&f, OLDER, .conversation = "zoe");
	happens(&f, OLDER, .conversation = NULL);
	happens(&f, ANSWERED, .request_id = 4711, .messages = page, .message_count = 1);
	assert_int_equal(f.effects.effects.len, 0);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_opening_asks_the_cache_and_the_server),
	        cmocka_unit_test(test_a_page_that_does_not_adjoin_replaces_the_window),
	        cmocka_unit_test(test_without_a_connection_the_cache_is_shown),
	        cmocka_unit_test(test_opening_what_is_loaded_asks_nobody),
	        cmocka_unit_test(test_older_pages_go_before_the_window),
	        cmocka_unit_test(test_an_older_page_that_does_not_adjoin_is_left_out),
	        cmocka_unit_test(test_of_a_page_with_a_hole_only_what_is_behind_it_is_taken),
	        cmocka_unit_test(test_the_beginning_is_where_the_server_says),
	        cmocka_unit_test(test_an_empty_conversation_is_loaded_and_begins_at_once),
	        cmocka_unit_test(test_a_message_that_does_not_adjoin_asks_for_the_newest_page),
	        cmocka_unit_test(test_a_hole_found_while_an_older_page_comes_is_closed_after_it),
	        cmocka_unit_test(test_a_hole_in_a_conversation_that_is_not_open_is_closed_when_it_is),
	        cmocka_unit_test(test_a_page_that_failed_is_told_and_can_be_asked_for_again),
	        cmocka_unit_test(test_leaving_keeps_so_many_messages),
	        cmocka_unit_test(test_a_window_does_not_grow_for_ever),
	        cmocka_unit_test(test_cached_messages_do_not_go_over_newer_ones),
	        cmocka_unit_test(test_who_reads_further_up_stays_there_when_a_login_does_not_resume),
	        cmocka_unit_test(
	                test_the_newest_page_goes_behind_a_window_that_it_reaches_while_one_reads_further_up),
	        cmocka_unit_test(test_a_place_that_the_server_has_no_more_is_left),
	        cmocka_unit_test(test_pages_of_nowhere_are_passed_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
