/* What is done to a message that was not sent yet, or was refused. */
#include "screen.h"

static void test_what_has_not_been_sent_cannot_be_acted_on(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_type(&s, "on its way");
	screen_press(&s, "Enter Up");
	assert_asked(&s, "send GROUPtest: on its way");
	screen_press(&s, "r");
	assert_shows(&s, "It has not been sent yet");
	screen_press(&s, "+ D w");
	assert_asked(&s, "");
	screen_press(&s, "d");
	assert_shows(&s, "It is on its way, and the server may have it already");
	screen_press(&s, "e");
	assert_shows(&s, "It is on its way, and the server may have it already");
	assert_asked(&s, "");
	assert_shows(&s, "   on its way");
	screen_stop(&s);
}

/* What is on its way is answered: it is the message `sequence` of the room. */
static void arrive(struct screen *s, int64_t sequence, const char *text)
{
	for (size_t i = 0; i < s->requests.len; i++) {
		const struct state_request *request = s->requests.items[i];
		if (request->type != STATE_REQUEST_SEND || strcmp(request->text, text) != 0)
			continue;
		struct state_message stored = {.id = arena_printf(&s->arena, "GROUPtest-%d", (int)sequence),
		                               .sequence = sequence,
		                               .client_id = (char *)request->client_id,
		                               .from = (char *)"alice",
		                               .time_ms = SCREEN_NOW,
		                               .text = (char *)text};
		vec_remove(&s->requests, i);
		screen_apply(s, (struct state_event){.type = STATE_EVENT_ANSWERED,
		                                     .request_id = request->id,
		                                     .messages = &stored,
		                                     .message_count = 1});
		return;
	}
	fail();
}

/* The second waits for the first, which is on its way, and is selected. */
static void write_two(struct screen *s)
{
	screen_start_talk(s);
	screen_type(s, "first");
	screen_press(s, "Enter");
	screen_type(s, "second");
	screen_press(s, "Enter Up");
	assert_asked(s, "send GROUPtest: first");
}

static void test_of_what_waits_editing_and_deleting_are_offered_and_of_what_was_sent_neither(void **state)
{
	(void)state;
	struct screen s;
	write_two(&s);
	assert_rows(&s, 15, " e edit  d delete for you  y copy  ? help\n");
	screen_press(&s, "Up");
	assert_rows(&s, 15, " y copy  ? help\n");
	screen_stop(&s);
}

static void test_what_waits_is_deleted_after_asking_and_can_be_had_back(void **state)
{
	(void)state;
	struct screen s;
	write_two(&s);
	screen_press(&s, "d");
	assert_shows(&s, "Delete this message?");
	assert_shows(&s, "It has not been sent, and will not be.");
	screen_press(&s, "n");
	assert_shows(&s, "   second");
	screen_press(&s, "d y");
	assert_hides(&s, "second");
	assert_shows(&s, "Deleted; Ctrl-y puts its text into the line");
	assert_asked(&s, "");
	screen_press(&s, "Esc C-y");
	assert_shows(&s, "› second");
	screen_stop(&s);
}

static void test_what_waits_is_edited_where_it_is(void **state)
{
	(void)state;
	struct screen s;
	write_two(&s);
	screen_press(&s, "Esc");
	screen_type(&s, "a draft");
	screen_press(&s, "Up e");
	assert_shows(&s, "├── editing second");
	assert_shows(&s, "› second");
	screen_type(&s, ", better");
	screen_press(&s, "Enter");
	assert_shows(&s, "second, better");
	assert_hides(&s, "editing");
	assert_shows(&s, "› a draft");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_what_went_out_while_it_was_edited_is_changed_at_the_server(void **state)
{
	(void)state;
	struct screen s;
	write_two(&s);
	screen_press(&s, "e");
	screen_type(&s, ", better");
	arrive(&s, 3, "first");
	screen_press(&s, "Enter");
	assert_shows(&s, "It is on its way, and the server may have it already");
	assert_shows(&s, "› second, better");
	arrive(&s, 4, "second");
	screen_press(&s, "Enter");
	assert_asked(&s, "send GROUPtest: second; change GROUPtest-4: second, better");
	screen_stop(&s);
}

static const char *refuse_last(struct screen *s, const char *text)
{
	const struct state_conversation *conversation = state_current(&s->state);
	const struct state_message *last = &conversation->messages.items[conversation->messages.len - 1];
	for (size_t i = 0; i < s->requests.len; i++) {
		const struct state_request *request = s->requests.items[i];
		if (request->type != STATE_REQUEST_SEND || strcmp(request->client_id, last->client_id) != 0)
			continue;
		vec_remove(&s->requests, i);
		screen_apply(s, (struct state_event){.type = STATE_EVENT_ANSWERED,
		                                     .request_id = request->id,
		                                     .code = 10007,
		                                     .text = text});
		break;
	}
	return last->client_id;
}

static void test_a_refused_answer_that_is_edited_is_still_one(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_press(&s, "Up Up r");
	screen_type(&s, "me");
	screen_press(&s, "Enter");
	refuse_last(&s, "No");
	assert_hides(&s, "answering");
	screen_press(&s, "Alt-e");
	assert_shows(&s, "├── answering bob: Who signs?");
	assert_shows(&s, "› me");
	screen_stop(&s);
}

static void test_a_refused_text_that_is_deleted_can_be_had_back(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_type(&s, "long thought");
	screen_press(&s, "Enter");
	refuse_last(&s, "No");
	screen_press(&s, "Up d");
	assert_hides(&s, "long thought");
	assert_shows(&s, "Deleted; Ctrl-y puts its text into the line");
	screen_press(&s, "Esc C-y");
	assert_shows(&s, "› long thought");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_what_has_not_been_sent_cannot_be_acted_on),
	        cmocka_unit_test(
	                test_of_what_waits_editing_and_deleting_are_offered_and_of_what_was_sent_neither),
	        cmocka_unit_test(test_what_waits_is_deleted_after_asking_and_can_be_had_back),
	        cmocka_unit_test(test_what_waits_is_edited_where_it_is),
	        cmocka_unit_test(test_what_went_out_while_it_was_edited_is_changed_at_the_server),
	        cmocka_unit_test(test_a_refused_answer_that_is_edited_is_still_one),
	        cmocka_unit_test(test_a_refused_text_that_is_deleted_can_be_had_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
