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
	assert_int_equal(known(&f, "bob")->first_new, 7);
	assert_null(request_of(&f, READ));
	assert_int_equal(known(&f, "bob")->unread, 4);
	is_viewed(&f, true);
	assert_int_equal(request_of(&f, READ)->sequence, 10);
	assert_int_equal(known(&f, "bob")->unread, 0);
	assert_int_equal(known(&f, "bob")->mentions, 0);
	assert_int_equal(known(&f, "bob")->read_sequence, 10);
	assert_int_equal(known(&f, "bob")->first_new, 7);
	end(&f);
}

static void test_the_marker_of_what_was_never_read_is_above_all(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_unread(with_last(person("bob"), 4, 300), 4)};
	is_online(&f, list, 1, 10);
	is_opened(&f, "bob");
	assert_int_equal(known(&f, "bob")->first_new, 1);
	end(&f);
}

static void test_no_marker_where_nothing_is_unread(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "carol");
	assert_int_equal(known(&f, "carol")->first_new, 0);
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
	assert_int_equal(known(&f, "bob")->first_new, 7);
	is_opened(&f, "carol");
	assert_int_equal(known(&f, "bob")->first_new, 0);
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
	assert_int_equal(known(&f, "carol")->first_new, 4);
	is_viewed(&f, true);
	assert_int_equal(known(&f, "carol")->first_new, 4);
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

static void is_kept(struct fixture *f)
{
	happens(f, CACHE_LOADED, 0);
	connection_is_lost(f);
}

static void marks(struct fixture *f, struct state_request request)
{
	happens(f, REQUEST, .request = &request);
}

static void test_what_is_seen_without_a_connection_is_read_and_told_later(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 1, 10);
	connection_is_lost(&f);
	is_viewed(&f, true);
	assert_int_equal(known(&f, "bob")->unread, 0);
	assert_int_equal(known(&f, "bob")->read_told, 6);
	assert_non_null(effect(&f, SAVE_CONVERSATION));
	assert_null(effect(&f, REQUEST));
	is_resumed(&f);
	assert_int_equal(request_of(&f, READ)->sequence, 10);
	end(&f);
}

static void test_what_is_not_there_to_be_seen_stays_unread(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	is_opened(&f, "bob");
	is_viewed(&f, true);
	assert_int_equal(known(&f, "bob")->unread, 4);
	/* The cache has it all. */
	struct state_message page[] = {message(9, "bob", "a"), message(10, "bob", "b")};
	happens(&f, CACHED_MESSAGES, .conversation = "bob", .messages = page, .message_count = 2);
	assert_int_equal(known(&f, "bob")->unread, 0);
	end(&f);
}

static void test_a_mark_waits_for_a_connection_and_goes_out_once(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_kept(&f);
	marks(&f, (struct state_request){
	                  .type = STATE_REQUEST_READ, .conversation = "bob", .sequence = 8, .ticket = 3});
	assert_int_equal(effect(&f, ANSWERED)->event->code, 0);
	assert_string_equal(f.state.notice, "Kept until there is a connection: mark a conversation read");
	assert_int_equal(known(&f, "bob")->unread, 2);
	marks(&f, (struct state_request){.type = STATE_REQUEST_READ, .conversation = "bob"});
	assert_int_equal(known(&f, "bob")->unread, 0);
	is_resumed(&f);
	assert_int_equal(effects_of(&f, REQUEST), 1);
	assert_int_equal(request_of(&f, READ)->sequence, 10);
	end(&f);
}

static void test_all_can_be_marked_without_a_connection(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_changed(&f, with_unread(with_last(person("carol"), 3, 200), 1));
	is_kept(&f);
	marks(&f, (struct state_request){.type = STATE_REQUEST_READ_ALL, .ticket = 3});
	assert_int_equal(known(&f, "bob")->unread, 0);
	assert_int_equal(known(&f, "carol")->unread, 0);
	is_resumed(&f);
	assert_int_equal(effects_of(&f, REQUEST), 2);
	end(&f);
}

static void test_without_a_cache_a_mark_is_refused(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	marks(&f, (struct state_request){.type = STATE_REQUEST_READ, .conversation = "bob"});
	assert_string_equal(f.state.notice, "Could not mark as read: There is no connection to the server");
	assert_int_equal(known(&f, "bob")->unread, 4);
	end(&f);
}

static void test_left_unread_without_a_connection_is_told_later(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "carol", 1, 3);
	is_kept(&f);
	marks(&f,
	      (struct state_request){.type = STATE_REQUEST_UNREAD, .conversation = "carol", .sequence = 1});
	assert_int_equal(known(&f, "carol")->unread, 2);
	is_viewed(&f, true);
	assert_int_equal(known(&f, "carol")->unread, 2);
	is_resumed(&f);
	assert_int_equal(request_of(&f, UNREAD)->sequence, 1);
	end(&f);
}

static void test_who_answers_where_he_looks_has_read_it_though_he_had_left_it_unread(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "carol", 1, 3);
	is_viewed(&f, true);
	marks(&f,
	      (struct state_request){.type = STATE_REQUEST_UNREAD, .conversation = "carol", .sequence = 1});
	assert_int_equal(known(&f, "carol")->unread, 2);
	happens(&f, ANSWERED, .request_id = requested(&f, UNREAD));
	is_sent(&f, "carol", "c1", "my answer");
	assert_int_equal(known(&f, "carol")->unread, 0);
	assert_int_equal(request_of(&f, READ)->sequence, 3);
	end(&f);
}

/* Of the five messages with carol the fourth is one's own; all are read, and then left unread from `sequence` on. */
static void leave_carol_unread(struct fixture *f, int64_t sequence)
{
	begin_online(f);
	is_opened_with(f, "carol", 1, 3);
	is_received(f, "carol", message(4, SELF, "mine"));
	is_received(f, "carol", message(5, "carol", "yours"));
	is_viewed(f, true);
	is_kept(f);
	marks(f, (struct state_request){
	                 .type = STATE_REQUEST_UNREAD, .conversation = "carol", .sequence = sequence});
}

static void test_ones_own_is_not_left_unread(void **unused)
{
	(void)unused;
	struct fixture f;
	leave_carol_unread(&f, 1);
	assert_int_equal(known(&f, "carol")->read_sequence, 1);
	assert_int_equal(known(&f, "carol")->unread, 3);
	end(&f);
}

/* As the server does it, which says nothing where nothing changes. */
static void test_left_unread_before_ones_own_and_no_more_is_as_it_was(void **unused)
{
	(void)unused;
	struct fixture f;
	leave_carol_unread(&f, 3);
	assert_int_equal(known(&f, "carol")->read_sequence, 4);
	assert_int_equal(known(&f, "carol")->unread, 1);
	end(&f);
}

static void test_ones_own_newest_is_not_left_unread_where_no_message_is_loaded(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	struct state_conversation carol = with_last(person("carol"), 9, 100);
	carol.last_from = (char *)SELF;
	is_changed(&f, carol);
	is_kept(&f);
	marks(&f,
	      (struct state_request){.type = STATE_REQUEST_UNREAD, .conversation = "carol", .sequence = 8});
	assert_int_equal(known(&f, "carol")->unread, 0);
	assert_int_equal(known(&f, "carol")->read_sequence, 9);
	end(&f);
}

static void test_the_marker_stands_above_no_message_of_ones_own(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "carol", 1, 3);
	is_received(&f, "carol", message(4, SELF, "mine"));
	is_received(&f, "carol", message(5, SELF, "mine, too"));
	is_received(&f, "carol", message(6, "carol", "yours"));
	is_viewed(&f, true);
	is_kept(&f);
	marks(&f,
	      (struct state_request){.type = STATE_REQUEST_UNREAD, .conversation = "carol", .sequence = 3});
	assert_int_equal(known(&f, "carol")->unread, 1);
	assert_int_equal(known(&f, "carol")->first_new, 6);
	end(&f);
}

static void test_what_is_said_of_less_counts_no_own_message_behind_it(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 1, 10);
	marks(&f, (struct state_request){.type = STATE_REQUEST_READ, .conversation = "bob", .sequence = 8});
	for (int64_t sequence = 11; sequence <= 13; sequence++)
		is_received(&f, "bob", message(sequence, SELF, "mine"));
	is_changed(&f, with_unread(with_last(person("bob"), 10, 300), 4));
	assert_int_equal(known(&f, "bob")->read_sequence, 8);
	assert_int_equal(known(&f, "bob")->unread, 2);
	end(&f);
}

/* What waits here is weighed against what another terminal did meanwhile. */
static void meets(int64_t read, int64_t theirs, int64_t now_read, enum state_request_type told)
{
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 1, 10);
	is_kept(&f);
	marks(&f, (struct state_request){.type = read > 6 ? STATE_REQUEST_READ : STATE_REQUEST_UNREAD,
	                                 .conversation = "bob",
	                                 .sequence = read});
	assert_int_equal(known(&f, "bob")->read_sequence, read);
	/* Not resumed: the lists come first. */
	happens(&f, LOGGED_IN, .self = SELF, .position = 20);
	uint64_t sync = requested(&f, SYNC);
	struct state_conversation list[] = {with_unread(with_last(person("bob"), 10, 300), 10 - theirs)};
	is_listed(&f, list, 1);
	happens(&f, ANSWERED, .request_id = sync);
	assert_int_equal(known(&f, "bob")->read_sequence, now_read);
	assert_int_equal(known(&f, "bob")->unread, 10 - now_read);
	const struct state_request *asked = find_request(&f, told);
	assert_int_equal(asked ? asked->sequence : 0, told == STATE_REQUEST_COUNT ? 0 : now_read);
	assert_int_equal(!!request_of(&f, READ) + !!request_of(&f, UNREAD), told != STATE_REQUEST_COUNT);
	end(&f);
}

static void test_who_read_further_meanwhile_wins(void **unused)
{
	(void)unused;
	meets(8, 6, 8, STATE_REQUEST_READ);
	meets(8, 9, 9, STATE_REQUEST_COUNT);
	meets(8, 2, 8, STATE_REQUEST_READ);
	meets(3, 6, 3, STATE_REQUEST_UNREAD);
	meets(3, 9, 9, STATE_REQUEST_COUNT);
	meets(3, 2, 2, STATE_REQUEST_COUNT);
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

/* Of a place in the history nobody here knows what stands behind it. */
static void test_what_the_server_alone_can_leave_unread_is_not_read_again(void **unused)
{
	(void)unused;
	for (int answer_first = 0; answer_first < 2; answer_first++) {
		struct fixture f;
		begin_online(&f);
		marks(&f, (struct state_request){
		                  .type = STATE_REQUEST_UNREAD, .conversation = "carol", .sequence = 1});
		uint64_t asked = requested(&f, UNREAD);
		for (int i = 0; i < 2; i++) {
			if ((i == 0) == (answer_first == 1))
				happens(&f, ANSWERED, .request_id = asked);
			else
				is_changed(&f, with_unread(with_last(person("carol"), 3, 200), 2));
			assert_null(request_of(&f, READ));
		}
		assert_int_equal(known(&f, "carol")->unread, 2);
		end(&f);
	}
}

/* What was counted here without the messages is put right by the answer; news that are on their way stay news. */
static void test_the_answer_says_how_many_are_unread(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	struct state_request some = {.type = STATE_REQUEST_READ, .conversation = "bob", .sequence = 8};
	marks(&f, some);
	assert_int_equal(known(&f, "bob")->unread, 2);
	struct state_conversation said = with_unread(with_last(person("bob"), 10, 300), 2);
	said.unread = 1;
	happens(&f, ANSWERED, .request_id = requested(&f, READ), .conversations = &said,
	        .conversation_count = 1);
	assert_int_equal(known(&f, "bob")->unread, 1);
	some.sequence = 9;
	marks(&f, some);
	said = with_unread(with_last(person("bob"), 12, 300), 3);
	happens(&f, ANSWERED, .request_id = requested(&f, READ), .conversations = &said,
	        .conversation_count = 1);
	assert_int_equal(known(&f, "bob")->last_sequence, 10);
	assert_int_equal(known(&f, "bob")->unread, 1);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_what_the_server_alone_can_leave_unread_is_not_read_again),
	        cmocka_unit_test(test_opening_sets_the_marker_and_viewing_reads),
	        cmocka_unit_test(test_the_marker_of_what_was_never_read_is_above_all),
	        cmocka_unit_test(test_no_marker_where_nothing_is_unread),
	        cmocka_unit_test(test_the_marker_stays_until_the_conversation_is_left),
	        cmocka_unit_test(test_who_looked_away_finds_the_marker_above_what_came),
	        cmocka_unit_test(test_what_is_viewed_is_read_at_once),
	        cmocka_unit_test(test_one_read_is_in_flight_and_the_next_one_holds_the_rest),
	        cmocka_unit_test(test_an_event_under_way_does_not_bring_back_the_unread),
	        cmocka_unit_test(test_a_lost_read_is_made_up_for),
	        cmocka_unit_test(test_what_is_seen_without_a_connection_is_read_and_told_later),
	        cmocka_unit_test(test_what_is_not_there_to_be_seen_stays_unread),
	        cmocka_unit_test(test_a_mark_waits_for_a_connection_and_goes_out_once),
	        cmocka_unit_test(test_all_can_be_marked_without_a_connection),
	        cmocka_unit_test(test_without_a_cache_a_mark_is_refused),
	        cmocka_unit_test(test_left_unread_without_a_connection_is_told_later),
	        cmocka_unit_test(test_who_answers_where_he_looks_has_read_it_though_he_had_left_it_unread),
	        cmocka_unit_test(test_ones_own_is_not_left_unread),
	        cmocka_unit_test(test_left_unread_before_ones_own_and_no_more_is_as_it_was),
	        cmocka_unit_test(test_ones_own_newest_is_not_left_unread_where_no_message_is_loaded),
	        cmocka_unit_test(test_the_marker_stands_above_no_message_of_ones_own),
	        cmocka_unit_test(test_what_is_said_of_less_counts_no_own_message_behind_it),
	        cmocka_unit_test(test_who_read_further_meanwhile_wins),
	        cmocka_unit_test(test_a_read_that_failed_is_a_notice),
	        cmocka_unit_test(test_the_answer_says_how_many_are_unread),
	        cmocka_unit_test(test_read_elsewhere_is_read_here),
	        cmocka_unit_test(test_opening_is_remembered_and_unknown_ones_cannot_be),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
