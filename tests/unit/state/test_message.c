/* Messages that were received or changed, and what the client works out of them. */
#include "unit/state/fixture.h"

static void begin_online(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 300), with_last(room("r"), 9, 200)};
	is_online(f, list, 2, 10);
}

static void test_a_received_message_is_the_newest_and_unread(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "r", message(10, "bob", "hello\n  there"));
	const struct state_conversation *r = known(&f, "r");
	assert_int_equal(r->unread, 1);
	assert_int_equal(r->last_sequence, 10);
	assert_string_equal(r->last_text, "hello there");
	assert_string_equal(r->last_from, "bob");
	assert_int_equal(effect(&f, SAVE_MESSAGES)->message_count, 1);
	assert_string_equal(effect(&f, SAVE_CONVERSATION)->conversation, "r");
	assert_ptr_equal(f.state.order.items[0], r);
	assert_true(f.state.dirty & STATE_DIRTY_SIDEBAR);
	end(&f);
}

static void test_only_what_the_sidebar_shows_makes_its_rows_stale(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	uint64_t before = f.state.sidebar_changes;
	apply(&f, (struct state_event){.type = STATE_EVENT_NOTICE, .text = "a word"});
	assert_int_equal(f.state.sidebar_changes, before);
	is_received(&f, "r", message(10, "bob", "hello"));
	assert_int_equal(f.state.sidebar_changes, before + 1);
	assert_true(f.state.dirty & STATE_DIRTY_STATUS);
	end(&f);
}

static void test_a_mention_is_counted(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	struct state_message mention = message(10, "bob", "@alice");
	mention.mentions_me = true;
	is_received(&f, "r", mention);
	assert_int_equal(known(&f, "r")->mentions, 1);
	is_received(&f, "r", message(11, "bob", "all"));
	assert_int_equal(known(&f, "r")->mentions, 1);
	assert_int_equal(known(&f, "r")->unread, 2);
	end(&f);
}

static void test_a_replayed_message_counts_nothing_twice(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "r", 1, 9);
	is_received(&f, "r", message(10, "bob", "once"));
	is_received(&f, "r", message(10, "bob", "once"));
	is_received(&f, "r", message(4, "bob", "old"));
	assert_int_equal(known(&f, "r")->unread, 1);
	assert_int_equal(known(&f, "r")->last_sequence, 10);
	check_window(&f, "r", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
	end(&f);
}

static void test_ones_own_message_from_another_terminal_is_read(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "r", message(10, SELF, "from my phone"));
	assert_int_equal(known(&f, "r")->unread, 0);
	assert_int_equal(known(&f, "r")->read_sequence, 10);
	/* What stands above it is not. */
	is_received(&f, "r", message(11, "bob", "seen by nobody"));
	is_received(&f, "r", message(12, SELF, "from a script"));
	assert_int_equal(known(&f, "r")->unread, 1);
	assert_int_equal(known(&f, "r")->read_sequence, 10);
	is_opened(&f, "r");
	is_viewed(&f, true);
	assert_int_equal(request_of(&f, READ)->sequence, 12);
	end(&f);
}

static void test_a_discarded_conversation_counts_in_no_sum(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	struct state_conversation quiet = with_last(room("r"), 9, 200);
	quiet.remind = STATE_REMIND_DISCARD;
	is_changed(&f, quiet);
	is_received(&f, "r", message(10, "bob", "noise"));
	assert_int_equal(known(&f, "r")->unread, 1);
	assert_int_equal(known(&f, "r")->last_sequence, 10);
	assert_int_equal(state_unread_total(&f.state), 0);
	end(&f);
}

static void test_a_message_of_an_unknown_conversation_asks_for_the_lists(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "zoe", message(1, "zoe", "hi"));
	requested(&f, SYNC);
	is_received(&f, "zoe", message(2, "zoe", "there"));
	assert_null(request_of(&f, SYNC));
	assert_null(state_conversation(&f.state, "zoe"));

	/* Its notification comes when it is known. */
	struct state_conversation list[] = {with_last(person("bob"), 3, 300),
	                                    with_unread(with_last(person("zoe"), 2, 400), 2)};
	list[1].last_text = (char *)"there";
	is_listed(&f, list, 2);
	f.now_ms += STATE_GATHER_MS;
	happens(&f, TIME, 0);
	assert_int_equal(effects_of(&f, NOTIFY), 1);
	assert_string_equal(effect(&f, NOTIFY)->conversation, "zoe");
	assert_string_equal(effect(&f, NOTIFY)->text, "there");
	end(&f);
}

static void test_unknown_conversations_are_remembered_up_to_a_limit(void **unused)
{
	(void)unused;
	struct fixture f;
	char id[16];
	begin_online(&f);
	for (int i = 0; i < STATE_STRANGERS_MAX + 10; i++) {
		snprintf(id, sizeof(id), "u%d", i);
		is_received(&f, id, message(1, "zoe", "hi"));
	}
	assert_int_equal(f.state.strangers.len, STATE_STRANGERS_MAX);
	end(&f);
}

static void test_messages_of_several_conversations_are_saved_in_runs(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	struct state_message messages[] = {message(4, "bob", "a"), message(5, "bob", "b"),
	                                   message(10, "carol", "c")};
	const char *where[] = {"bob", "bob", "r"};
	happens(&f, MESSAGES_RECEIVED, .messages = messages, .message_conversations = where,
	        .message_count = 3);
	assert_int_equal(effects_of(&f, SAVE_MESSAGES), 2);
	assert_int_equal(effect(&f, SAVE_MESSAGES)->message_count, 2);
	assert_int_equal(effects_of(&f, SAVE_CONVERSATION), 2);
	assert_int_equal(known(&f, "bob")->unread, 2);
	assert_int_equal(known(&f, "r")->unread, 1);
	end(&f);
}

static void test_a_message_without_a_sequence_is_passed_over(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(0, "bob", "?"));
	is_received(&f, "bob", message(-7, "bob", "?"));
	is_received(&f, NULL, message(4, "bob", "?"));
	assert_int_equal(f.effects.effects.len, 0);
	assert_int_equal(known(&f, "bob")->unread, 0);
	end(&f);
}

static void test_a_message_of_nulls_is_empty_text(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened_with(&f, "bob", 1, 3);
	is_received(&f, "bob", (struct state_message){.sequence = 4});
	const struct state_message *last = &known(&f, "bob")->messages.items[3];
	assert_string_equal(last->text, "");
	assert_string_equal(last->from, "");
	assert_string_equal(last->id, "");
	assert_string_equal(known(&f, "bob")->last_text, "");
	end(&f);
}

static void test_a_changed_message_changes_in_the_window_and_the_sidebar(void **unused)
{
	(void)unused;
	struct fixture f;
	const char *where = "bob";
	begin_online(&f);
	is_opened_with(&f, "bob", 1, 3);
	struct state_message edited = message(3, "bob", "better");
	edited.edited = true;
	happens(&f, MESSAGES_CHANGED, .messages = &edited, .message_conversations = &where,
	        .message_count = 1);
	assert_string_equal(known(&f, "bob")->messages.items[2].text, "better");
	assert_true(known(&f, "bob")->messages.items[2].edited);
	assert_string_equal(known(&f, "bob")->last_text, "better");
	assert_int_equal(effects_of(&f, SAVE_MESSAGES), 1);

	struct state_message recalled = message(2, "bob", "");
	recalled.recalled = true;
	happens(&f, MESSAGES_CHANGED, .messages = &recalled, .message_conversations = &where,
	        .message_count = 1);
	assert_true(known(&f, "bob")->messages.items[1].recalled);
	assert_string_equal(known(&f, "bob")->last_text, "better");
	end(&f);
}

static void test_a_changed_message_of_an_unknown_conversation_is_passed_over(void **unused)
{
	(void)unused;
	struct fixture f;
	const char *where = "zoe";
	begin_online(&f);
	struct state_message edited = message(3, "bob", "better");
	happens(&f, MESSAGES_CHANGED, .messages = &edited, .message_conversations = &where,
	        .message_count = 1);
	assert_int_equal(f.effects.effects.len, 0);
	end(&f);
}

static void test_an_excerpt_is_one_line_and_cuts_no_character(void **unused)
{
	(void)unused;
	struct fixture f;
	char text[3 * 100 + 1] = {0};
	begin_online(&f);
	for (int i = 0; i < 100; i++)
		memcpy(text + 3 * i, "話", 3);
	is_received(&f, "bob", message(4, "bob", text));
	assert_int_equal(strlen(known(&f, "bob")->last_text), STATE_EXCERPT / 3 * 3);
	is_received(&f, "bob", message(5, "bob", " \n\t a\r\n\r\nb  \n"));
	assert_string_equal(known(&f, "bob")->last_text, "a b");
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_received_message_is_the_newest_and_unread),
	        cmocka_unit_test(test_only_what_the_sidebar_shows_makes_its_rows_stale),
	        cmocka_unit_test(test_a_mention_is_counted),
	        cmocka_unit_test(test_a_replayed_message_counts_nothing_twice),
	        cmocka_unit_test(test_ones_own_message_from_another_terminal_is_read),
	        cmocka_unit_test(test_a_discarded_conversation_counts_in_no_sum),
	        cmocka_unit_test(test_a_message_of_an_unknown_conversation_asks_for_the_lists),
	        cmocka_unit_test(test_unknown_conversations_are_remembered_up_to_a_limit),
	        cmocka_unit_test(test_messages_of_several_conversations_are_saved_in_runs),
	        cmocka_unit_test(test_a_message_without_a_sequence_is_passed_over),
	        cmocka_unit_test(test_a_message_of_nulls_is_empty_text),
	        cmocka_unit_test(test_a_changed_message_changes_in_the_window_and_the_sidebar),
	        cmocka_unit_test(test_a_changed_message_of_an_unknown_conversation_is_passed_over),
	        cmocka_unit_test(test_an_excerpt_is_one_line_and_cuts_no_character),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
