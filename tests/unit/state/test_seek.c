/* Going to a place in the history: the window goes there, stands apart, and comes back. */
#include "unit/state/fixture.h"

static void begin_open(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {with_last(person("bob"), 500, 300), person("carol")};
	is_online(f, list, 2, 10);
	is_opened(f, "bob");
}

static void answer(struct fixture *f, uint64_t request, int64_t first, int64_t last)
{
	struct state_message page[2 * STATE_PAGE];
	for (int64_t i = first; i <= last; i++)
		page[i - first] = message(i, "bob", "from the server");
	happens(f, ANSWERED, .request_id = request, .messages = page,
	        .message_count = (size_t)(last - first + 1), .complete = first == 1);
}

static void begin_loaded(struct fixture *f)
{
	begin_open(f);
	answer(f, requested(f, LOAD_MESSAGES), 451, 500);
}

static void seek(struct fixture *f, enum state_seek kind, int64_t sequence)
{
	struct state_request request = {.type = STATE_REQUEST_SEEK,
	                                .seek = kind,
	                                .conversation = "bob",
	                                .sequence = sequence,
	                                .time_ms = sequence};
	happens(f, SEEK, .request = &request);
}

static void check_place(const struct fixture *f, int64_t first, int64_t last, bool apart)
{
	const struct state_conversation *bob = known(f, "bob");
	assert_int_equal(bob->messages.len, last - first + 1);
	assert_int_equal(bob->messages.items[0].sequence, first);
	assert_int_equal(bob->apart, apart);
	assert_int_equal(bob->loaded, !apart);
}

static void test_what_is_in_the_window_is_found_at_once(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	seek(&f, STATE_SEEK_MESSAGE, 460);
	assert_int_equal(f.state.found.times, 1);
	assert_int_equal(f.state.found.sequence, 460);
	assert_int_equal(f.effects.effects.len, 0);
	end(&f);
}

static void test_the_window_goes_to_the_place_and_stands_apart(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	seek(&f, STATE_SEEK_MESSAGE, 200);
	uint64_t asked = requested(&f, SEEK);
	assert_non_null(effect(&f, SEEK_CACHED));
	answer(&f, asked, 175, 224);
	check_place(&f, 175, 224, true);
	assert_int_equal(f.state.found.sequence, 200);
	/* What comes meanwhile neither moves it nor asks for anything. */
	is_received(&f, "bob", message(501, "bob", "news"));
	check_place(&f, 175, 224, true);
	assert_null(request_of(&f, LOAD_MESSAGES));
	end(&f);
}

static void test_it_goes_on_below_until_it_reaches_the_newest(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	seek(&f, STATE_SEEK_MESSAGE, 440);
	answer(&f, requested(&f, SEEK), 401, 449);
	check_place(&f, 401, 449, true);
	happens(&f, NEWER, .conversation = "bob");
	assert_int_equal(request_of(&f, LOAD_MESSAGES)->after, 449);
	answer(&f, requested(&f, LOAD_MESSAGES), 450, 500);
	check_place(&f, 401, 500, false);
	end(&f);
}

static void test_an_answer_that_adjoins_keeps_the_window(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	seek(&f, STATE_SEEK_MESSAGE, 430);
	answer(&f, requested(&f, SEEK), 405, 454);
	check_place(&f, 405, 500, false);
	end(&f);
}

static void test_back_to_the_newest_leaves_the_place(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	seek(&f, STATE_SEEK_MESSAGE, 200);
	answer(&f, requested(&f, SEEK), 175, 224);
	happens(&f, NEWEST, .conversation = "bob");
	answer(&f, requested(&f, LOAD_MESSAGES), 451, 500);
	check_place(&f, 451, 500, false);
	end(&f);
}

static void test_only_the_last_search_leads_somewhere(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	seek(&f, STATE_SEEK_MESSAGE, 200);
	uint64_t first = requested(&f, SEEK);
	seek(&f, STATE_SEEK_MESSAGE, 300);
	uint64_t second = requested(&f, SEEK);
	answer(&f, first, 175, 224);
	assert_int_equal(f.state.found.times, 0);
	answer(&f, second, 275, 324);
	assert_int_equal(f.state.found.sequence, 300);
	end(&f);
}

static void test_a_mention_is_asked_for_and_then_what_is_around_it(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	seek(&f, STATE_SEEK_MENTION, 0);
	answer(&f, requested(&f, SEEK), 77, 77);
	assert_int_equal(request_of(&f, SEEK)->sequence, 77);
	answer(&f, requested(&f, SEEK), 52, 101);
	assert_int_equal(f.state.found.sequence, 77);
	end(&f);
}

static void test_what_is_gone_is_said(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	seek(&f, STATE_SEEK_MESSAGE, 200);
	answer(&f, requested(&f, SEEK), 451, 500);
	assert_int_equal(f.state.found.times, 0);
	assert_string_equal(f.state.notice, "That message is not there any more");
	check_place(&f, 451, 500, false);
	end(&f);
}

static void test_what_is_held_is_not_read_until_it_is_opened_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_unread(with_last(person("bob"), 5, 300), 2)};
	is_online(&f, list, 1, 10);
	happens(&f, OPEN, .conversation = "bob", .flag = true);
	happens(&f, VIEW, .shown = true);
	assert_int_equal(known(&f, "bob")->unread, 2);
	assert_null(request_of(&f, READ));
	happens(&f, OPEN, .conversation = "bob");
	assert_int_equal(known(&f, "bob")->unread, 0);
	assert_int_equal(request_of(&f, READ)->sequence, 5);
	end(&f);
}

static void test_a_mention_that_cannot_be_read_any_more_is_passed_over(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	for (int64_t i = 501; i <= 503; i++) {
		struct state_message sent = message(i, "bob", "@alice");
		sent.mentions_me = true;
		sent.recalled = i == 502;
		sent.deleted = i == 503;
		is_received(&f, "bob", sent);
	}
	seek(&f, STATE_SEEK_MENTION, 0);
	assert_int_equal(f.state.found.sequence, 501);
	end(&f);
}

static void logs_in_anew(struct fixture *f)
{
	connection_is_lost(f);
	happens(f, LOGGED_IN, .self = SELF, .position = 900);
}

static void test_a_new_login_leaves_one_at_the_place(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	seek(&f, STATE_SEEK_MESSAGE, 200);
	answer(&f, requested(&f, SEEK), 175, 224);
	logs_in_anew(&f);
	check_place(&f, 175, 224, true);
	assert_int_equal(request_of(&f, LOAD_MESSAGES)->before, 225);
	struct state_message page[50];
	for (int i = 0; i < 50; i++)
		page[i] = message(175 + i, "bob", "changed");
	happens(&f, ANSWERED, .request_id = requested(&f, LOAD_MESSAGES), .messages = page,
	        .message_count = 50);
	check_place(&f, 175, 224, true);
	assert_string_equal(known(&f, "bob")->messages.items[49].text, "changed");
	end(&f);
}

static void test_a_place_that_a_new_server_does_not_have_is_left(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	seek(&f, STATE_SEEK_MESSAGE, 200);
	answer(&f, requested(&f, SEEK), 175, 224);
	logs_in_anew(&f);
	answer(&f, requested(&f, LOAD_MESSAGES), 1, 3);
	assert_int_equal(known(&f, "bob")->messages.len, 0);
	assert_false(known(&f, "bob")->apart);
	assert_int_equal(request_of(&f, LOAD_MESSAGES)->before, 0);
	end(&f);
}

static void test_a_place_gone_to_just_after_a_login_can_be_read_on_from(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_loaded(&f);
	logs_in_anew(&f);
	uint64_t newest = requested(&f, LOAD_MESSAGES);
	seek(&f, STATE_SEEK_MESSAGE, 200);
	answer(&f, requested(&f, SEEK), 175, 224);
	answer(&f, newest, 451, 500);
	happens(&f, OLDER, .conversation = "bob");
	answer(&f, requested(&f, LOAD_MESSAGES), 125, 174);
	check_place(&f, 125, 224, true);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_what_is_in_the_window_is_found_at_once),
	        cmocka_unit_test(test_the_window_goes_to_the_place_and_stands_apart),
	        cmocka_unit_test(test_it_goes_on_below_until_it_reaches_the_newest),
	        cmocka_unit_test(test_an_answer_that_adjoins_keeps_the_window),
	        cmocka_unit_test(test_back_to_the_newest_leaves_the_place),
	        cmocka_unit_test(test_only_the_last_search_leads_somewhere),
	        cmocka_unit_test(test_a_mention_is_asked_for_and_then_what_is_around_it),
	        cmocka_unit_test(test_what_is_gone_is_said),
	        cmocka_unit_test(test_a_mention_that_cannot_be_read_any_more_is_passed_over),
	        cmocka_unit_test(test_a_new_login_leaves_one_at_the_place),
	        cmocka_unit_test(test_a_place_that_a_new_server_does_not_have_is_left),
	        cmocka_unit_test(test_a_place_gone_to_just_after_a_login_can_be_read_on_from),
	        cmocka_unit_test(test_what_is_held_is_not_read_until_it_is_opened_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
