/* Logging in, resuming, the lists, the position, the cache. */
#include "unit/state/fixture.h"

static void test_login_that_did_not_resume_asks_for_the_lists(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	happens(&f, LOGGED_IN, .self = SELF, .position = 10);
	uint64_t sync = requested(&f, SYNC);
	assert_int_equal(f.state.status, STATE_SYNCING);
	happens(&f, ANSWERED, .request_id = sync);
	assert_int_equal(f.state.status, STATE_ONLINE);
	end(&f);
}

static void test_resumed_login_keeps_what_is_known_and_is_online_at_once(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 100)};
	is_online(&f, list, 1, 10);
	is_opened_with(&f, "bob", 1, 3);
	connection_is_lost(&f);
	assert_int_equal(f.state.status, STATE_OFFLINE);
	is_resumed(&f);
	assert_int_equal(f.state.status, STATE_ONLINE);
	assert_null(effect(&f, REQUEST));
	is_received(&f, "bob", message(4, "bob", "missed"));
	check_window(&f, "bob", 1, 2, 3, 4);
	end(&f);
}

static void test_session_event_cannot_claim_to_be_online(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	happens(&f, SESSION, .status = STATE_ONLINE);
	assert_int_equal(f.state.status, STATE_OFFLINE);
	end(&f);
}

static void test_session_event_tells_why_and_when_it_is_tried_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	happens(&f, SESSION, .status = STATE_OFFLINE, .text = "No route", .retry_at_ms = NOW + 500);
	assert_string_equal(f.state.status_text, "No route");
	assert_int_equal(f.state.retry_at_ms, NOW + 500);
	happens(&f, CONNECT);
	assert_int_equal(effects_of(&f, CONNECT), 1);
	is_resumed(&f);
	happens(&f, CONNECT);
	assert_int_equal(effects_of(&f, CONNECT), 0);
	assert_null(f.state.status_text);
	assert_int_equal(f.state.retry_at_ms, 0);
	end(&f);
}

static void test_another_account_begins_with_nothing(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 100)};
	is_online(&f, list, 1, 10);
	is_opened(&f, "bob");
	connection_is_lost(&f);
	is_sent(&f, "bob", "c1", "not yours");
	happens(&f, LOGGED_IN, .self = "mallory", .resumed = true, .position = 20);
	assert_non_null(effect(&f, FORGET_ALL));
	assert_string_equal(effect(&f, OUTBOX_DROP)->client_id, "c1");
	assert_null(request_of(&f, SEND));
	requested(&f, SYNC);
	assert_int_equal(f.state.order.len, 0);
	assert_null(f.state.current);
	assert_string_equal(f.state.self, "mallory");
	assert_true(f.state.notice_is_error);
	end(&f);
}

static void test_windows_are_stale_after_a_login_that_did_not_resume(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 100),
	                                    with_last(person("carol"), 3, 200)};
	is_online(&f, list, 2, 10);
	is_opened_with(&f, "carol", 1, 3);
	is_opened_with(&f, "bob", 1, 3);
	connection_is_lost(&f);
	is_sent(&f, "carol", "c1", "kept");
	happens(&f, LOGGED_IN, .self = SELF, .position = 99);
	/* The current one's stays until its page is there; of the other only what waits. */
	check_window(&f, "bob", 1, 2, 3);
	check_window(&f, "carol", 0);
	assert_string_equal(request_of(&f, LOAD_MESSAGES)->conversation, "bob");

	uint64_t load = requested(&f, LOAD_MESSAGES);
	struct state_message page[] = {message(2, "bob", "edited"), message(3, "bob", "edited")};
	happens(&f, ANSWERED, .request_id = load, .messages = page, .message_count = 2);
	check_window(&f, "bob", 2, 3);
	assert_string_equal(known(&f, "bob")->messages.items[0].text, "edited");
	end(&f);
}

static void test_a_stale_window_goes_when_its_conversation_is_left(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 100), person("carol")};
	is_online(&f, list, 2, 10);
	is_opened_with(&f, "bob", 1, 3);
	connection_is_lost(&f);
	happens(&f, LOGGED_IN, .self = SELF, .position = 99);
	connection_is_lost(&f);
	is_opened(&f, "carol");
	assert_int_equal(known(&f, "bob")->messages.len, 0);
	end(&f);
}

static void test_position_waits_for_the_lists(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	happens(&f, LOGGED_IN, .self = SELF, .position = 50);
	uint64_t sync = requested(&f, SYNC);
	assert_int_equal(f.state.position, 0);
	happens(&f, CONVGROUPS_LISTED, .position = 51);
	assert_int_equal(f.state.position, 0);
	happens(&f, ANSWERED, .request_id = sync);
	assert_int_equal(f.state.position, 51);
	assert_int_equal(effects_of(&f, SAVE_SESSION), 1);
	end(&f);
}

static void test_position_of_lists_that_were_lost_is_not_resumed_from(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	happens(&f, LOGGED_IN, .self = SELF, .position = 50);
	connection_is_lost(&f);
	assert_int_equal(f.state.position, 0);
	/* A server that says "resumed" nevertheless is not believed. */
	is_resumed(&f);
	assert_int_equal(f.state.status, STATE_SYNCING);
	requested(&f, SYNC);
	end(&f);
}

static void test_position_waits_for_what_only_the_lists_tell(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	struct state_message hi = message(1, "zoe", "hi");
	const char *where = "zoe";
	happens(&f, MESSAGES_RECEIVED, .position = 11, .messages = &hi, .message_conversations = &where,
	        .message_count = 1);
	uint64_t sync = requested(&f, SYNC);
	happens(&f, CONVGROUPS_LISTED, .position = 12);
	assert_int_equal(f.state.position, 10);
	happens(&f, ANSWERED, .request_id = sync);
	assert_int_equal(f.state.position, 12);
	assert_non_null(effect(&f, SAVE_SESSION));
	end(&f);
}

static void test_position_follows_numbered_events_and_never_goes_back(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	happens(&f, CONVGROUPS_LISTED, .position = 12);
	assert_int_equal(f.state.position, 12);
	assert_int_equal(effects_of(&f, SAVE_SESSION), 1);
	happens(&f, CONVGROUPS_LISTED, .position = 11);
	assert_int_equal(f.state.position, 12);
	assert_int_equal(effects_of(&f, SAVE_SESSION), 0);
	end(&f);
}

static void test_position_of_a_resumed_login_is_not_skipped_to(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	connection_is_lost(&f);
	happens(&f, LOGGED_IN, .self = SELF, .resumed = true, .position = 99);
	assert_int_equal(f.state.position, 10);
	end(&f);
}

static void test_stale_cache_is_emptied_together_with_the_new_lists(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	happens(&f, LOGGED_IN, .self = SELF, .position = 50);
	assert_null(effect(&f, FORGET_ALL));
	struct state_conversation list[] = {person("bob")};
	is_listed(&f, list, 1);
	assert_int_equal(f.effects.effects.items[0].type, STATE_EFFECT_FORGET_ALL);
	assert_int_equal(effects_of(&f, SAVE_CONVERSATION), 1);
	assert_int_equal(effects_of(&f, SAVE_CONVGROUPS), 1);
	assert_int_equal(effects_of(&f, SAVE_SESSION), 1);
	end(&f);
}

static void test_failed_lists_are_told_and_asked_for_at_the_next_login(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	happens(&f, ROOMS_CHANGED, 0);
	uint64_t sync = requested(&f, SYNC);
	happens(&f, ANSWERED, .request_id = sync, .code = 50004, .text = "The server failed");
	assert_string_equal(f.state.notice, "Could not load the conversations: The server failed");
	connection_is_lost(&f);
	is_resumed(&f);
	assert_int_equal(f.state.status, STATE_SYNCING);
	requested(&f, SYNC);
	end(&f);
}

static void test_changed_rooms_ask_for_the_lists_once(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	happens(&f, ROOMS_CHANGED, 0);
	requested(&f, SYNC);
	assert_int_equal(f.state.status, STATE_ONLINE);
	happens(&f, ROOMS_CHANGED, 0);
	assert_null(request_of(&f, SYNC));
	/* Once the conversations are there, the next change is not in them. */
	is_listed(&f, NULL, 0);
	happens(&f, ROOMS_CHANGED, 0);
	requested(&f, SYNC);
	end(&f);
}

static void load_cache(struct fixture *f)
{
	struct state_conversation conversations[] = {with_last(person("bob"), 3, 100),
	                                             with_unread(with_last(room("r"), 9, 50), 2)};
	struct state_convgroup convgroups[] = {{.name = (char *)"Work", .folded = true}};
	conversations[0].read_told = 1;
	conversations[1].read_told = 7;
	struct state_message outbox[] = {{.client_id = (char *)"c1",
	                                  .text = (char *)"waits",
	                                  .from = (char *)SELF,
	                                  .delivery = STATE_WAITING},
	                                 {.client_id = (char *)"c2",
	                                  .text = (char *)"no",
	                                  .from = (char *)SELF,
	                                  .delivery = STATE_REFUSED,
	                                  .error = (char *)"Muted"},
	                                 {.client_id = (char *)"c3",
	                                  .text = (char *)"to whom?",
	                                  .from = (char *)SELF,
	                                  .delivery = STATE_WAITING}};
	const char *where[] = {"bob", "bob", "lost"};
	happens(f, CACHE_LOADED, .self = SELF, .position = 77, .conversation = "r",
	        .conversations = conversations, .conversation_count = 2, .cached_convgroups = convgroups,
	        .cached_convgroup_count = 1, .cached_inbox_folded = true, .messages = outbox,
	        .message_conversations = where, .message_count = 3);
}

static void test_cache_brings_back_what_was_there(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	load_cache(&f);
	assert_int_equal(f.state.position, 77);
	assert_string_equal(f.state.current, "r");
	assert_int_equal(effect(&f, LOAD_CACHED)->sequence, 0);
	assert_int_equal(known(&f, "r")->unread, 2);
	assert_int_equal(known(&f, "r")->first_new, 8);
	assert_true(state_convgroup(&f.state, "Work")->folded);
	assert_true(f.state.inbox_folded);
	assert_null(effect(&f, SAVE_CONVERSATION));
	end(&f);
}

static void test_outbox_of_a_conversation_that_the_cache_lost_is_kept(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	load_cache(&f);
	assert_int_equal(known(&f, "bob")->messages.len, 2);
	assert_int_equal(known(&f, "bob")->messages.items[1].delivery, STATE_REFUSED);
	assert_string_equal(known(&f, "bob")->messages.items[1].error, "Muted");
	assert_string_equal(known(&f, "lost")->messages.items[0].text, "to whom?");
	end(&f);
}

static void test_what_was_read_and_not_told_before_the_end_is_told_at_the_next_login(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	load_cache(&f);
	is_resumed(&f);
	assert_string_equal(request_of(&f, READ)->conversation, "bob");
	assert_int_equal(request_of(&f, READ)->sequence, 3);
	end(&f);
}

static void test_cache_that_is_read_late_changes_nothing(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	load_cache(&f);
	assert_int_equal(f.state.order.len, 0);
	assert_int_equal(f.state.position, 10);
	end(&f);
}

static void is_synced(struct fixture *f, uint64_t sync, const struct state_conversation *list, size_t count)
{
	is_listed(f, list, count);
	happens(f, ANSWERED, .request_id = sync);
}

static void test_who_is_added_to_a_room_is_told_and_who_enters_one_is_not(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {room("r"), room("plans"), room("own")};
	list[1].name = (char *)"Plans";
	is_online(&f, list, 1, 10);
	const struct state_room added[] = {{.id = (char *)"plans"}}, old[] = {{.id = (char *)"r"}},
	                        own[] = {{.id = (char *)"own"}};
	happens(&f, ROOMS_CHANGED, .rooms = added, .room_count = 1);
	assert_null(f.state.notice);
	is_synced(&f, requested(&f, SYNC), list, 2);
	assert_string_equal(f.state.notice, "You are in #Plans now");

	happens(&f, NOTICE, 0);
	happens(&f, ROOMS_CHANGED, .rooms = old, .room_count = 1);
	is_synced(&f, requested(&f, SYNC), list, 2);
	assert_true(f.state.notice_passed);

	const struct state_request join = {.type = STATE_REQUEST_ROOM_JOIN, .room = "own", .ticket = 7};
	happens(&f, REQUEST, .request = &join);
	happens(&f, ANSWERED, .request_id = requested(&f, ROOM_JOIN), .rooms = own, .room_count = 1);
	happens(&f, ROOMS_CHANGED, .rooms = own, .room_count = 1);
	is_synced(&f, requested(&f, SYNC), list, 3);
	assert_true(f.state.notice_passed);
	end(&f);
}

/* By the time that the lists are there, he is out of it again. */
static void test_a_room_that_is_gone_before_the_lists_is_not_told(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	const struct state_conversation list[] = {room("r")};
	is_online(&f, list, 1, 10);
	const struct state_room added[] = {{.id = (char *)"plans"}};
	happens(&f, ROOMS_CHANGED, .rooms = added, .room_count = 1);
	is_synced(&f, requested(&f, SYNC), list, 1);
	assert_null(f.state.notice);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_who_is_added_to_a_room_is_told_and_who_enters_one_is_not),
	        cmocka_unit_test(test_a_room_that_is_gone_before_the_lists_is_not_told),
	        cmocka_unit_test(test_login_that_did_not_resume_asks_for_the_lists),
	        cmocka_unit_test(test_resumed_login_keeps_what_is_known_and_is_online_at_once),
	        cmocka_unit_test(test_session_event_cannot_claim_to_be_online),
	        cmocka_unit_test(test_session_event_tells_why_and_when_it_is_tried_again),
	        cmocka_unit_test(test_another_account_begins_with_nothing),
	        cmocka_unit_test(test_windows_are_stale_after_a_login_that_did_not_resume),
	        cmocka_unit_test(test_a_stale_window_goes_when_its_conversation_is_left),
	        cmocka_unit_test(test_position_waits_for_the_lists),
	        cmocka_unit_test(test_position_of_lists_that_were_lost_is_not_resumed_from),
	        cmocka_unit_test(test_position_waits_for_what_only_the_lists_tell),
	        cmocka_unit_test(test_position_follows_numbered_events_and_never_goes_back),
	        cmocka_unit_test(test_position_of_a_resumed_login_is_not_skipped_to),
	        cmocka_unit_test(test_stale_cache_is_emptied_together_with_the_new_lists),
	        cmocka_unit_test(test_failed_lists_are_told_and_asked_for_at_the_next_login),
	        cmocka_unit_test(test_changed_rooms_ask_for_the_lists_once),
	        cmocka_unit_test(test_cache_brings_back_what_was_there),
	        cmocka_unit_test(test_outbox_of_a_conversation_that_the_cache_lost_is_kept),
	        cmocka_unit_test(test_what_was_read_and_not_told_before_the_end_is_told_at_the_next_login),
	        cmocka_unit_test(test_cache_that_is_read_late_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
