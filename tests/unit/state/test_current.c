/* The open conversation: what is read, and where the line above the new stands. */
#include "unit/state/fixture.h"

static void begin_online(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {with_unread(with_last(person("bob"), 10, 300), 4),
	                                    with_last(person("carol"), 3, 200)};
	list[0].mentions = 1;
	is_online(f, list, 2, 10);
}

static void test_opening_sets_the_marker_and_viewing_reads(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "bob");
	assert_int_equal(known(&f, "bob")->marker, 6);
	assert_null(request_of(&f, READ));
	assert_int_equal(known(&f, "bob")->unread, 4);
	is_viewed(&f, true);
	assert_int_equal(request_of(&f, READ)->sequence, 10);
	assert_int_equal(known(&f, "bob")->unread, 0);
	assert_int_equal(known(&f, "bob")->mentions, 0);
	assert_int_equal(known(&f, "bob")->read_sequence, 10);
	assert_int_equal(known(&f, "bob")->marker, 6);
	end(&f);
}

static void test_no_marker_where_nothing_is_unread(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "carol");
	assert_int_equal(known(&f, "carol")->marker, 0);
	is_viewed(&f, true);
	assert_null(effect(&f, REQUEST));
	end(&f);
}

static void test_the_marker_stays_until_the_conversation_is_left(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 1, 10);
	is_viewed(&f, true);
	is_received(&f, "bob", message(11, "bob", "more"));
	is_opened(&f, "bob");
	assert_int_equal(known(&f, "bob")->marker, 6);
	is_opened(&f, "carol");
	assert_int_equal(known(&f, "bob")->marker, 0);
	end(&f);
}

static void test_who_looked_away_finds_the_marker_above_what_came(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "carol", 1, 3);
	is_viewed(&f, true);
	is_viewed(&f, false);
	is_received(&f, "carol", message(4, "carol", "a"));
	is_received(&f, "carol", message(5, "carol", "b"));
	assert_int_equal(known(&f, "carol")->unread, 2);
	assert_int_equal(known(&f, "carol")->marker, 3);
	is_viewed(&f, true);
	assert_int_equal(known(&f, "carol")->marker, 3);
	assert_int_equal(known(&f, "carol")->unread, 0);
	end(&f);
}

static void test_what_is_viewed_is_read_at_once(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "carol", 1, 3);
	is_viewed(&f, true);
	is_received(&f, "carol", message(4, "carol", "hi"));
	assert_int_equal(known(&f, "carol")->unread, 0);
	assert_int_equal(request_of(&f, READ)->sequence, 4);
	assert_int_equal(state_next_wake(&f.state), 0);
	end(&f);
}

static void test_one_read_is_in_flight_and_the_next_one_holds_the_rest(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "carol", 1, 3);
	is_viewed(&f, true);
	is_received(&f, "carol", message(4, "carol", "a"));
	uint64_t read = requested(&f, READ);
	is_received(&f, "carol", message(5, "carol", "b"));
	is_received(&f, "carol", message(6, "carol", "c"));
	assert_null(request_of(&f, READ));
	happens(&f, ANSWERED, .request_id = read);
	assert_int_equal(request_of(&f, READ)->sequence, 6);
	happens(&f, ANSWERED, .request_id = requested(&f, READ));
	assert_null(request_of(&f, READ));
	end(&f);
}

static void test_an_event_under_way_does_not_bring_back_the_unread(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 1, 10);
	is_viewed(&f, true);
	uint64_t read = requested(&f, READ);
	is_viewed(&f, false);
	struct state_conversation pinned = with_unread(with_last(person("bob"), 10, 300), 4);
	pinned.pinned = true;
	is_changed(&f, pinned);
	assert_int_equal(known(&f, "bob")->unread, 0);
	assert_true(known(&f, "bob")->pinned);
	/* Once the server has been told, its word counts. */
	happens(&f, ANSWERED, .request_id = read);
	is_changed(&f, pinned);
	assert_int_equal(known(&f, "bob")->unread, 4);
	end(&f);
}

static void test_a_lost_read_is_made_up_for(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 1, 10);
	is_viewed(&f, true);
	is_opened(&f, "carol");
	connection_is_lost(&f);
	assert_null(f.state.notice);
	is_resumed(&f);
	assert_string_equal(request_of(&f, READ)->conversation, "bob");
	assert_int_equal(request_of(&f, READ)->sequence, 10);
	end(&f);
}

static void test_without_a_connection_nothing_becomes_read(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	is_opened(&f, "bob");
	is_viewed(&f, true);
	assert_int_equal(known(&f, "bob")->unread, 4);
	is_resumed(&f);
	assert_int_equal(known(&f, "bob")->unread, 0);
	assert_int_equal(request_of(&f, READ)->sequence, 10);
	end(&f);
}

static void test_a_read_that_failed_is_a_notice(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "bob");
	is_viewed(&f, true);
	happens(&f, ANSWERED, .request_id = requested(&f, READ), .code = 50004, .text = "The server failed");
	assert_string_equal(f.state.notice, "Could not mark as read: The server failed");
	assert_null(effect(&f, REQUEST));
	end(&f);
}

static void test_read_elsewhere_is_read_here(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_changed(&f, with_last(person("bob"), 10, 300));
	assert_int_equal(known(&f, "bob")->unread, 0);
	assert_int_equal(known(&f, "bob")->read_sequence, 10);
	end(&f);
}

static void test_opening_is_remembered_and_unknown_ones_cannot_be(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "bob");
	assert_non_null(effect(&f, SAVE_SESSION));
	assert_string_equal(state_current(&f.state)->id, "bob");
	is_opened(&f, "nobody");
	assert_string_equal(f.state.current, "bob");
	is_opened(&f, NULL);
	assert_null(state_current(&f.state));
	is_viewed(&f, true);
	assert_false(f.state.viewing);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_opening_sets_the_marker_and_viewing_reads),
	        cmocka_unit_test(test_no_marker_where_nothing_is_unread),
	        cmocka_unit_test(test_the_marker_stays_until_the_conversation_is_left),
	        cmocka_unit_test(test_who_looked_away_finds_the_marker_above_what_came),
	        cmocka_unit_test(test_what_is_viewed_is_read_at_once),
	        cmocka_unit_test(test_one_read_is_in_flight_and_the_next_one_holds_the_rest),
	        cmocka_unit_test(test_an_event_under_way_does_not_bring_back_the_unread),
	        cmocka_unit_test(test_a_lost_read_is_made_up_for),
	        cmocka_unit_test(test_without_a_connection_nothing_becomes_read),
	        cmocka_unit_test(test_a_read_that_failed_is_a_notice),
	        cmocka_unit_test(test_read_elsewhere_is_read_here),
	        cmocka_unit_test(test_opening_is_remembered_and_unknown_ones_cannot_be),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
