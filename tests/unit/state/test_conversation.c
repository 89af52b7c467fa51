/* The list of conversations and its order. */
#include "unit/state/fixture.h"

static void check_order(const struct fixture *f, struct strspan ids)
{
	assert_int_equal(f->state.order.len, ids.len);
	for (size_t i = 0; i < ids.len; i++)
		assert_string_equal(f->state.order.items[i]->id, ids.items[i]);
}

static void test_order_is_pinned_then_newest_then_by_name(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_last(person("old"), 1, 100),
	                                    with_last(person("new"), 1, 200),
	                                    with_last(room("pin"), 1, 50),
	                                    person("Émile"),
	                                    person("adam"),
	                                    person("Fred")};
	list[2].pinned = true;
	is_online(&f, list, 6, 10);
	check_order(&f, names("pin", "new", "old", "adam", "Émile", "Fred"));
	end(&f);
}

static void test_order_follows_what_changes(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_last(person("a"), 1, 300), with_last(person("b"), 1, 200),
	                                    with_last(person("c"), 1, 100)};
	is_online(&f, list, 3, 10);
	is_received(&f, "c", message(2, "c", "now I am first"));
	check_order(&f, names("c", "a", "b"));
	struct state_conversation pinned = list[1];
	pinned.pinned = true;
	is_changed(&f, pinned);
	check_order(&f, names("b", "c", "a"));
	is_changed(&f, list[1]);
	check_order(&f, names("c", "a", "b"));
	struct state_conversation cleared = person("a");
	is_changed(&f, cleared);
	check_order(&f, names("c", "b", "a"));
	end(&f);
}

static void test_a_conversation_without_a_name_has_its_peers_or_its_id(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {{.id = (char *)"x1", .peer = (char *)"bob"},
	                                    {.id = (char *)"x2", .name = (char *)""},
	                                    {.id = (char *)""},
	                                    {.id = NULL}};
	is_online(&f, list, 4, 10);
	assert_int_equal(f.state.order.len, 2);
	assert_string_equal(known(&f, "x1")->name, "bob");
	assert_string_equal(known(&f, "x2")->name, "x2");
	end(&f);
}

static void test_unlisted_conversations_go(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {person("a"), person("b"), person("c")};
	is_online(&f, list, 3, 10);
	is_opened(&f, "b");
	is_viewed(&f, true);
	is_sent(&f, "c", "c1", "waits");
	is_listed(&f, list, 1);
	assert_string_equal(effect(&f, FORGET_CONVERSATION)->conversation, "b");
	assert_int_equal(effects_of(&f, FORGET_CONVERSATION), 1);
	/* It was open. */
	assert_null(f.state.current);
	assert_false(f.state.viewing);
	assert_non_null(effect(&f, SAVE_SESSION));
	check_order(&f, names("a", "c"));
	end(&f);
}

static void test_a_conversation_that_is_kept_for_its_outbox_is_kept_in_the_new_cache(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {person("a")};
	is_online(&f, list, 1, 10);
	connection_is_lost(&f);
	is_sent(&f, "a", "c1", "waits");
	happens(&f, LOGGED_IN, .self = SELF, .position = 90);
	is_listed(&f, NULL, 0);
	assert_non_null(effect(&f, FORGET_ALL));
	assert_string_equal(effect(&f, SAVE_CONVERSATION)->conversation, "a");
	end(&f);
}

static void test_a_changed_conversation_keeps_its_window(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_last(person("bob"), 2, 100)};
	is_online(&f, list, 1, 10);
	is_opened_with(&f, "bob", 1, 2);
	list[0].name = (char *)"Robert";
	is_changed(&f, list[0]);
	check_window(&f, "bob", 1, 2);
	assert_true(known(&f, "bob")->loaded);
	assert_string_equal(known(&f, "bob")->name, "Robert");
	end(&f);
}

static void test_numbers_below_zero_are_none(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation odd = person("bob");
	odd.unread = odd.mentions = odd.last_sequence = odd.read_sequence = -5;
	is_online(&f, &odd, 1, 10);
	assert_int_equal(known(&f, "bob")->unread, 0);
	assert_int_equal(known(&f, "bob")->mentions, 0);
	assert_int_equal(known(&f, "bob")->last_sequence, 0);
	assert_int_equal(known(&f, "bob")->read_sequence, 0);
	end(&f);
}

static void test_numbers_without_measure_do_not_overflow(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation odd[] = {person("bob"), person("carol")};
	odd[0].unread = odd[0].mentions = odd[0].last_sequence = odd[0].read_sequence = INT64_MAX;
	odd[1] = odd[0];
	odd[1].id = (char *)"carol";
	is_online(&f, odd, 2, 10);
	is_opened(&f, "bob");
	struct state_message last = message(INT64_MAX, "bob", "");
	happens(&f, ANSWERED, .request_id = requested(&f, LOAD_MESSAGES), .messages = &last,
	        .message_count = 1);
	is_received(&f, "bob", message(INT64_MAX, "bob", ""));
	is_received(&f, "bob", message(INT64_MIN, "bob", ""));
	assert_true(state_unread_total(&f.state) > 0);
	is_viewed(&f, true);
	end(&f);
}

static void test_what_the_peer_has_read_never_goes_back(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_last(person("bob"), 9, 100)};
	is_online(&f, list, 1, 10);
	happens(&f, READ_BY_PEER, .conversation = "bob", .sequence = 7);
	assert_int_equal(known(&f, "bob")->peer_read_sequence, 7);
	assert_non_null(effect(&f, SAVE_CONVERSATION));
	happens(&f, READ_BY_PEER, .conversation = "bob", .sequence = 5);
	assert_int_equal(known(&f, "bob")->peer_read_sequence, 7);
	happens(&f, READ_BY_PEER, .conversation = "zoe", .sequence = 5);
	happens(&f, READ_BY_PEER, .conversation = NULL, .sequence = 5);
	assert_null(effect(&f, SAVE_CONVERSATION));
	end(&f);
}

static void test_a_person_who_was_found_can_be_written_to(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	struct state_request find = {.type = STATE_REQUEST_FIND_PERSON, .person = "zoe", .ticket = 5};
	happens(&f, REQUEST, .request = &find);
	struct state_conversation zoe = person("zoe");
	happens(&f, ANSWERED, .request_id = requested(&f, FIND_PERSON), .conversations = &zoe,
	        .conversation_count = 1);
	assert_int_equal(effect(&f, ANSWERED)->ticket, 5);
	is_opened(&f, "zoe");
	happens(&f, ANSWERED, .request_id = requested(&f, LOAD_MESSAGES), .complete = true);
	is_sent(&f, "zoe", "c1", "hi");
	struct state_message stored = message(1, SELF, "hi");
	happens(&f, ANSWERED, .request_id = requested(&f, SEND), .messages = &stored, .message_count = 1);
	check_window(&f, "zoe", 1);
	end(&f);
}

static void test_a_person_who_was_found_stays_until_the_server_has_had_the_conversation(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	is_online(&f, NULL, 0, 10);
	struct state_request find = {.type = STATE_REQUEST_FIND_PERSON, .person = "zoe"};
	happens(&f, REQUEST, .request = &find);
	struct state_conversation zoe = person("zoe");
	happens(&f, ANSWERED, .request_id = requested(&f, FIND_PERSON), .conversations = &zoe,
	        .conversation_count = 1);
	is_listed(&f, NULL, 0);
	assert_non_null(state_conversation(&f.state, "zoe"));
	is_listed(&f, &zoe, 1);
	is_listed(&f, NULL, 0);
	assert_null(state_conversation(&f.state, "zoe"));
	end(&f);
}

static void test_a_person_who_is_known_already_stays_as_he_is(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_unread(with_last(person("bob"), 9, 100), 2)};
	is_online(&f, list, 1, 10);
	struct state_request find = {.type = STATE_REQUEST_FIND_PERSON, .person = "bob"};
	happens(&f, REQUEST, .request = &find);
	struct state_conversation bob = person("bob");
	happens(&f, ANSWERED, .request_id = requested(&f, FIND_PERSON), .conversations = &bob,
	        .conversation_count = 1);
	assert_int_equal(known(&f, "bob")->unread, 2);
	assert_int_equal(known(&f, "bob")->last_sequence, 9);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_order_is_pinned_then_newest_then_by_name),
	        cmocka_unit_test(test_order_follows_what_changes),
	        cmocka_unit_test(test_a_conversation_without_a_name_has_its_peers_or_its_id),
	        cmocka_unit_test(test_unlisted_conversations_go),
	        cmocka_unit_test(test_a_conversation_that_is_kept_for_its_outbox_is_kept_in_the_new_cache),
	        cmocka_unit_test(test_a_changed_conversation_keeps_its_window),
	        cmocka_unit_test(test_numbers_below_zero_are_none),
	        cmocka_unit_test(test_numbers_without_measure_do_not_overflow),
	        cmocka_unit_test(test_what_the_peer_has_read_never_goes_back),
	        cmocka_unit_test(test_a_person_who_was_found_can_be_written_to),
	        cmocka_unit_test(test_a_person_who_was_found_stays_until_the_server_has_had_the_conversation),
	        cmocka_unit_test(test_a_person_who_is_known_already_stays_as_he_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
