/* Sending: at once on the screen, on disk before it goes out, once at the server, never lost. */
#include "unit/state/fixture.h"

static void begin_online(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 100), with_last(room("r"), 9, 50)};
	is_online(f, list, 2, 10);
	is_opened_with(f, "bob", 1, 3);
}

static struct state_message stored(int64_t sequence, const char *client_id)
{
	struct state_message stored = message(sequence, SELF, "mine");
	stored.client_id = (char *)client_id;
	return stored;
}

static void is_answered(struct fixture *f, uint64_t request, struct state_message message)
{
	happens(f, ANSWERED, .request_id = request, .messages = &message, .message_count = 1);
}

static const struct state_message *waiting(const struct fixture *f, const char *id)
{
	const struct state_conversation *conversation = known(f, id);
	assert_true(conversation->messages.len > 0);
	return &conversation->messages.items[conversation->messages.len - 1];
}

static size_t place_of(const struct fixture *f, enum state_effect_type type)
{
	size_t i = 0;
	while (f->effects.effects.items[i].type != type)
		assert_true(++i < f->effects.effects.len);
	return i;
}

static void test_a_message_is_on_disk_before_it_goes_out(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "mine");
	check_window(&f, "bob", 1, 2, 3, 0);
	assert_int_equal(waiting(&f, "bob")->delivery, STATE_WAITING);
	assert_string_equal(waiting(&f, "bob")->from, SELF);
	assert_string_equal(effect(&f, OUTBOX_PUT)->messages[0].text, "mine");
	assert_string_equal(request_of(&f, SEND)->client_id, "c1");
	assert_true(place_of(&f, STATE_EFFECT_OUTBOX_PUT) < place_of(&f, STATE_EFFECT_REQUEST));
	end(&f);
}

static void test_the_answer_puts_it_at_its_place(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "mine");
	uint64_t send = requested(&f, SEND);
	is_sent(&f, "bob", "c2", "next");
	is_received(&f, "bob", message(4, "bob", "meanwhile"));
	check_window(&f, "bob", 1, 2, 3, 4, 0, 0);
	is_answered(&f, send, stored(5, "c1"));
	check_window(&f, "bob", 1, 2, 3, 4, 5, 0);
	assert_string_equal(effect(&f, OUTBOX_DROP)->client_id, "c1");
	assert_int_equal(effect(&f, SAVE_MESSAGES)->messages[0].sequence, 5);
	assert_int_equal(known(&f, "bob")->last_sequence, 5);
	/* What came before it was not seen. */
	assert_int_equal(known(&f, "bob")->unread, 1);
	end(&f);
}

static void test_what_was_missed_before_an_own_message_is_unread(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "mine");
	is_answered(&f, requested(&f, SEND), stored(6, "c1"));
	assert_int_equal(known(&f, "bob")->last_sequence, 6);
	assert_int_equal(known(&f, "bob")->read_sequence, 3);
	assert_int_equal(known(&f, "bob")->unread, 2);
	assert_null(request_of(&f, READ));
	is_received(&f, "bob", message(4, "bob", "meanwhile"));
	is_received(&f, "bob", message(5, "bob", "this, too"));
	assert_int_equal(known(&f, "bob")->unread, 2);
	end(&f);
}

static void test_a_message_that_comes_before_its_answer_is_shown_once(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "mine");
	uint64_t send = requested(&f, SEND);
	is_received(&f, "bob", stored(4, "c1"));
	check_window(&f, "bob", 1, 2, 3, 4);
	assert_string_equal(effect(&f, OUTBOX_DROP)->client_id, "c1");
	is_answered(&f, send, stored(4, "c1"));
	check_window(&f, "bob", 1, 2, 3, 4);
	assert_int_equal(known(&f, "bob")->unread, 0);
	end(&f);
}

static void test_a_message_whose_answer_was_lost_is_sent_again_with_the_same_client_id(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "mine");
	connection_is_lost(&f);
	assert_int_equal(waiting(&f, "bob")->delivery, STATE_WAITING);
	assert_null(f.state.notice);
	is_resumed(&f);
	assert_string_equal(request_of(&f, SEND)->client_id, "c1");
	uint64_t send = requested(&f, SEND);
	/* It had been stored: the replay brings it, then the answer to the repeat. */
	is_received(&f, "bob", stored(4, "c1"));
	is_answered(&f, send, stored(4, "c1"));
	check_window(&f, "bob", 1, 2, 3, 4);
	end(&f);
}

static void test_of_a_conversation_one_message_is_in_flight_and_they_go_in_order(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	is_sent(&f, "bob", "c1", "first");
	is_sent(&f, "bob", "c2", "second");
	is_sent(&f, "r", "c3", "elsewhere");
	assert_null(effect(&f, REQUEST));
	is_resumed(&f);
	assert_int_equal(effects_of(&f, REQUEST), 2);
	assert_string_equal(request_of(&f, SEND)->client_id, "c1");
	uint64_t send = requested(&f, SEND);
	is_answered(&f, send, stored(4, "c1"));
	assert_string_equal(request_of(&f, SEND)->client_id, "c2");
	end(&f);
}

static void test_an_answer_from_before_a_conversation_came_anew_sends_nothing_twice(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	struct state_conversation list[] = {with_last(person("bob"), 4, 100)};
	is_sent(&f, "bob", "c1", "mine");
	uint64_t old = requested(&f, SEND);
	is_received(&f, "bob", stored(4, "c1"));
	is_listed(&f, NULL, 0);
	is_listed(&f, list, 1);
	is_sent(&f, "bob", "c2", "next");
	requested(&f, SEND);
	is_answered(&f, old, stored(4, "c1"));
	assert_null(effect(&f, REQUEST));
	end(&f);
}

static void is_asked_again_after_a_pause(int code)
{
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "mine");
	uint64_t send = requested(&f, SEND);
	happens(&f, ANSWERED, .request_id = send, .code = code, .text = "Too fast");
	assert_int_equal(waiting(&f, "bob")->delivery, STATE_WAITING);
	assert_int_equal(state_next_wake(&f.state), NOW + STATE_SEND_PAUSE_MS);
	f.now_ms = NOW + STATE_SEND_PAUSE_MS - 1;
	is_sent(&f, "bob", "c2", "later");
	assert_null(effect(&f, REQUEST));
	f.now_ms = NOW + STATE_SEND_PAUSE_MS;
	happens(&f, TIME, 0);
	assert_string_equal(request_of(&f, SEND)->client_id, "c1");
	assert_int_equal(state_next_wake(&f.state), 0);
	end(&f);
}

static void test_a_busy_server_is_asked_again_after_a_pause(void **unused)
{
	(void)unused;
	is_asked_again_after_a_pause(10006);
	is_asked_again_after_a_pause(10023);
	is_asked_again_after_a_pause(50004);
}

static void test_a_refused_message_is_kept_with_the_reason_and_the_next_one_goes(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "mine");
	uint64_t send = requested(&f, SEND);
	is_sent(&f, "bob", "c2", "next");
	happens(&f, ANSWERED, .request_id = send, .code = 20007, .text = "The other side has blocked you");
	const struct state_message *refused = &known(&f, "bob")->messages.items[3];
	assert_int_equal(refused->delivery, STATE_REFUSED);
	assert_string_equal(refused->error, "The other side has blocked you");
	assert_int_equal(effect(&f, OUTBOX_PUT)->messages[0].delivery, STATE_REFUSED);
	assert_string_equal(request_of(&f, SEND)->client_id, "c2");
	end(&f);
}

static void refuse_one(struct fixture *f)
{
	begin_online(f);
	is_sent(f, "bob", "c1", "mine");
	happens(f, ANSWERED, .request_id = requested(f, SEND), .code = 20012, .text = "You are muted");
	/* Not by itself. */
	connection_is_lost(f);
	is_resumed(f);
	assert_null(request_of(f, SEND));
}

static void test_a_refused_message_goes_out_again_when_retried(void **unused)
{
	(void)unused;
	struct fixture f;
	refuse_one(&f);
	happens(&f, RETRY, .client_id = "c1");
	assert_string_equal(request_of(&f, SEND)->client_id, "c1");
	assert_int_equal(effect(&f, OUTBOX_PUT)->messages[0].delivery, STATE_WAITING);
	assert_null(waiting(&f, "bob")->error);
	/* It waits now: a second RETRY finds nothing refused. */
	happens(&f, RETRY, .client_id = "c1");
	assert_null(effect(&f, REQUEST));
	end(&f);
}

static void test_a_refused_message_is_gone_when_discarded(void **unused)
{
	(void)unused;
	struct fixture f;
	refuse_one(&f);
	happens(&f, DISCARD, .client_id = "c1");
	assert_string_equal(effect(&f, OUTBOX_DROP)->client_id, "c1");
	check_window(&f, "bob", 1, 2, 3);
	end(&f);
}

static void cannot_be_changed(struct fixture *f, const char *client_id)
{
	happens(f, DISCARD, .client_id = client_id);
	assert_int_equal(f->effects.effects.len, 0);
	happens(f, REWRITE, .client_id = client_id, .text = "other");
	assert_int_equal(f->effects.effects.len, 0);
}

static void test_what_was_sent_can_be_neither_dropped_nor_rewritten_before_it_is_answered(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "mine");
	uint64_t send = requested(&f, SEND);
	cannot_be_changed(&f, "c1");
	/* The server may have it, although nobody heard of that. */
	connection_is_lost(&f);
	cannot_be_changed(&f, "c1");
	is_resumed(&f);
	send = requested(&f, SEND);
	happens(&f, ANSWERED, .request_id = send, .code = 10006, .text = "Too fast");
	/* Now it is known that it has not. */
	happens(&f, DISCARD, .client_id = "c1");
	assert_string_equal(effect(&f, OUTBOX_DROP)->client_id, "c1");
	end(&f);
}

/* c1, c2 and c3 wait. */
static void begin_away(struct fixture *f)
{
	begin_online(f);
	connection_is_lost(f);
	is_sent(f, "bob", "c1", "first");
	is_sent(f, "bob", "c2", "second");
	is_sent(f, "bob", "c3", "third");
}

static void test_a_message_that_never_went_out_can_be_dropped(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_away(&f);
	happens(&f, DISCARD, .client_id = "c1");
	assert_string_equal(effect(&f, OUTBOX_DROP)->client_id, "c1");
	check_window(&f, "bob", 1, 2, 3, 0, 0);
	is_resumed(&f);
	assert_string_equal(request_of(&f, SEND)->client_id, "c2");
	end(&f);
}

static void test_a_message_that_never_went_out_is_rewritten_in_its_place(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_away(&f);
	happens(&f, REWRITE, .client_id = "c2", .text = "better");
	assert_string_equal(effect(&f, OUTBOX_PUT)->messages[0].text, "better");
	assert_string_equal(known(&f, "bob")->messages.items[4].text, "better");
	happens(&f, REWRITE, .client_id = "c3", .text = "");
	happens(&f, REWRITE, .client_id = "c3", .text = NULL);
	happens(&f, REWRITE, .client_id = "none", .text = "other");
	assert_string_equal(waiting(&f, "bob")->text, "third");
	is_resumed(&f);
	uint64_t send = requested(&f, SEND);
	is_answered(&f, send, stored(4, "c1"));
	assert_string_equal(request_of(&f, SEND)->client_id, "c2");
	assert_string_equal(request_of(&f, SEND)->text, "better");
	end(&f);
}

static void test_a_refused_message_that_is_rewritten_goes_out_again(void **unused)
{
	(void)unused;
	struct fixture f;
	refuse_one(&f);
	happens(&f, REWRITE, .client_id = "c1", .text = "politer");
	assert_string_equal(request_of(&f, SEND)->text, "politer");
	assert_null(waiting(&f, "bob")->error);
	end(&f);
}

static void test_a_message_above_the_limit_is_refused_here(void **unused)
{
	(void)unused;
	struct fixture f;
	char text[1002] = {0};
	begin_online(&f);
	memset(text, 'x', 1001);
	is_sent(&f, "bob", "c1", text);
	assert_null(effect(&f, REQUEST));
	assert_int_equal(waiting(&f, "bob")->delivery, STATE_REFUSED);
	text[1000] = '\0';
	is_sent(&f, "bob", "c2", text);
	assert_non_null(request_of(&f, SEND));
	end(&f);
}

static void test_the_same_client_id_is_written_once(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "mine");
	is_sent(&f, "bob", "c1", "mine");
	check_window(&f, "bob", 1, 2, 3, 0);
	end(&f);
}

static void test_done_without_the_message_is_asked_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "mine");
	happens(&f, ANSWERED, .request_id = requested(&f, SEND));
	assert_int_equal(waiting(&f, "bob")->delivery, STATE_WAITING);
	f.now_ms += STATE_SEND_PAUSE_MS;
	happens(&f, TIME, 0);
	assert_string_equal(request_of(&f, SEND)->client_id, "c1");
	end(&f);
}

static void check_mentions(const char *text, struct strspan expected)
{
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "r", "c1", text);
	struct strspan found = request_of(&f, SEND)->mentions;
	assert_int_equal(found.len, expected.len);
	for (size_t i = 0; i < expected.len; i++)
		assert_string_equal(found.items[i], expected.items[i]);
	end(&f);
}

static void test_at_words_of_a_room_are_mentions(void **unused)
{
	(void)unused;
	check_mentions("@bob, ask @carol-x. Or (@d.e)? @bob!", names("bob", "carol-x", "d.e"));
	check_mentions("mail to bob@example.org, @ nobody, @@", (struct strspan){0});
	check_mentions("@a234567890123456789012345678901234567890", (struct strspan){0});
	check_mentions("項目@dave", names("dave"));
}

static void test_between_two_nobody_is_mentioned(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "@carol said");
	assert_int_equal(request_of(&f, SEND)->mentions.len, 0);
	end(&f);
}

static void test_nothing_is_sent_where_there_is_nothing_or_nobody(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_sent(&f, "bob", "c1", "");
	is_sent(&f, "bob", "c1", NULL);
	is_sent(&f, "bob", NULL, "text");
	assert_int_equal(f.effects.effects.len, 0);
	is_sent(&f, "nobody", "c1", "text");
	assert_int_equal(f.effects.effects.len, 0);
	assert_true(f.state.notice_is_error);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_message_is_on_disk_before_it_goes_out),
	        cmocka_unit_test(test_the_answer_puts_it_at_its_place),
	        cmocka_unit_test(test_what_was_missed_before_an_own_message_is_unread),
	        cmocka_unit_test(test_a_message_that_comes_before_its_answer_is_shown_once),
	        cmocka_unit_test(test_a_message_whose_answer_was_lost_is_sent_again_with_the_same_client_id),
	        cmocka_unit_test(test_of_a_conversation_one_message_is_in_flight_and_they_go_in_order),
	        cmocka_unit_test(test_an_answer_from_before_a_conversation_came_anew_sends_nothing_twice),
	        cmocka_unit_test(test_a_busy_server_is_asked_again_after_a_pause),
	        cmocka_unit_test(test_a_refused_message_is_kept_with_the_reason_and_the_next_one_goes),
	        cmocka_unit_test(test_a_refused_message_goes_out_again_when_retried),
	        cmocka_unit_test(test_a_refused_message_is_gone_when_discarded),
	        cmocka_unit_test(
	                test_what_was_sent_can_be_neither_dropped_nor_rewritten_before_it_is_answered),
	        cmocka_unit_test(test_a_message_that_never_went_out_can_be_dropped),
	        cmocka_unit_test(test_a_message_that_never_went_out_is_rewritten_in_its_place),
	        cmocka_unit_test(test_a_refused_message_that_is_rewritten_goes_out_again),
	        cmocka_unit_test(test_a_message_above_the_limit_is_refused_here),
	        cmocka_unit_test(test_the_same_client_id_is_written_once),
	        cmocka_unit_test(test_done_without_the_message_is_asked_again),
	        cmocka_unit_test(test_at_words_of_a_room_are_mentions),
	        cmocka_unit_test(test_between_two_nobody_is_mentioned),
	        cmocka_unit_test(test_nothing_is_sent_where_there_is_nothing_or_nobody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
