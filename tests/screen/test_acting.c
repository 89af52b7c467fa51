/* What is done to the selected message, and what stands on and under messages. */
#include "screen.h"

static void change(struct screen *s, struct state_message message)
{
	const char *id = "GROUPtest";
	message.time_ms = SCREEN_NOW;
	screen_apply(s, (struct state_event){
	                        .type = STATE_EVENT_MESSAGES_CHANGED,
	                        .messages = &message,
	                        .message_conversations = &id,
	                        .message_count = 1,
	                });
}

#define CHANGED(sequence_, from_, ...)                                 \
	((struct state_message){.id = (char *)"GROUPtest-" #sequence_, \
	                        .sequence = (sequence_),               \
	                        .from = (char *)(from_),               \
	                        __VA_ARGS__})

static void test_quotes_reactions_and_edits_stand_with_their_message(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	change(&s,
	       CHANGED(1, "bob", .text = (char *)"Who signs?", .reactions = (char *)"👍 alice bob\n🎉 carol"));
	change(&s, CHANGED(2, "alice", .text = (char *)"I do, tomorrow.", .edited = true,
	                   .reply_to = (char *)"GROUPtest-1"));
	assert_rows(&s, 8,
	            "    carol               │                  Monday 23 November\n"
	            "                        │ 09:40      bob  Who signs?\n"
	            "                        │                 👍 2  🎉\n"
	            "                        │ 09:40    alice  │ bob: Who signs?\n"
	            "                        │                 I do, tomorrow. (edited)\n");
	assert_int_equal(screen_style(&s, 42, 10), STYLE_REACTION_OWN);
	assert_int_equal(screen_style(&s, 48, 10), STYLE_REACTION);
	assert_int_equal(screen_style(&s, 58, 12), STYLE_EDITED);
	assert_int_equal(screen_style(&s, 42, 12), STYLE_TEXT);
	change(&s, CHANGED(1, "bob", .text = (char *)"", .recalled = true));
	assert_rows(&s, 9,
	            "                        │                  Monday 23 November\n"
	            "                        │ 09:40      bob  message recalled\n"
	            "                        │ 09:40    alice  │ bob: message recalled\n"
	            "                        │                 I do, tomorrow. (edited)\n");
	screen_stop(&s);
}

static void test_what_is_quoted_and_not_loaded_is_as_it_came(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	change(&s, CHANGED(2, "alice", .text = (char *)"Yes.", .reply_to = (char *)"old", .quote_sequence = 0,
	                   .quote_from = (char *)"carol", .quote_text = (char *)"Long\nago\033[2J"));
	assert_shows(&s, "│ carol: Long ago^[[2J");
	change(&s, CHANGED(2, "alice", .text = (char *)"Yes.", .reply_to = (char *)"old"));
	assert_shows(&s, "│ an earlier message");
	screen_stop(&s);
}

static void test_reactions_take_as_many_rows_as_they_need(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	change(&s, CHANGED(2, "alice", .text = (char *)"x",
	                   .reactions = (char *)"one-long-reaction a\nanother-long-reaction a\nthird a"));
	assert_shows(&s, "                 one-long-reaction\n");
	assert_shows(&s, "                 another-long-reaction  third\n");
	screen_stop(&s);
}

static void test_an_answer_says_whom_it_answers_and_esc_leaves_that(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_type(&s, "Fine");
	screen_press(&s, "Up Up r");
	assert_shows(&s, "├── answering bob: Who signs? ");
	assert_shows(&s, "› Fine");
	screen_press(&s, "Esc");
	assert_hides(&s, "answering");
	screen_press(&s, "Up Up Enter");
	screen_press(&s, "Enter");
	assert_asked(&s, "send GROUPtest: Fine answering GROUPtest-1");
	assert_hides(&s, "answering");
	assert_shows(&s, "│ bob: Who signs?");
	screen_stop(&s);
}

static void test_editing_gives_back_what_was_being_written(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_type(&s, "half a thought");
	screen_press(&s, "Up e");
	assert_shows(&s, "├── editing I do. ");
	assert_shows(&s, "› I do.");
	screen_press(&s, "Esc");
	assert_shows(&s, "› half a thought");
	screen_press(&s, "Up e");
	screen_type(&s, " Gladly.");
	screen_press(&s, "Enter Enter");
	assert_asked(&s, "change GROUPtest-2: I do. Gladly.");
	assert_shows(&s, "├── changing I do. ");
	screen_answer(&s, 0, NULL);
	assert_shows(&s, "› half a thought");
	assert_hides(&s, "changing");
	screen_stop(&s);
}

static void test_an_edit_that_is_refused_stays_in_the_line(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_press(&s, "Up e");
	screen_type(&s, "!");
	screen_press(&s, "Enter");
	screen_answer(&s, 10007, "You are not allowed to do that");
	assert_shows(&s, "Could not edit the message: You are not");
	assert_shows(&s, "├── editing I do. ");
	assert_shows(&s, "› I do.!");
	screen_press(&s, "Esc");
	assert_hides(&s, "I do.!");
	screen_stop(&s);
}

static void test_only_ones_own_can_be_edited(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_press(&s, "Up Up e");
	assert_shows(&s, "Only what you wrote yourself can be edited");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_of_what_was_recalled_only_deleting_is_offered(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_press(&s, "Up");
	assert_rows(&s, 15, " e edit  D recall for all  r answer  + react  w who read it  ? help\n");
	change(&s, CHANGED(2, "alice", .text = (char *)"", .recalled = true));
	assert_rows(&s, 15, " d delete for you  ? help\n");
	change(&s, CHANGED(1, "bob", .text = (char *)"", .recalled = true));
	screen_press(&s, "Up");
	assert_rows(&s, 15, " d delete for you  ? help\n");
	screen_stop(&s);
}

static void test_recalling_and_deleting_ask_first(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_press(&s, "Up D");
	assert_shows(&s, "Recall this message?");
	assert_shows(&s, "alice: I do.");
	screen_press(&s, "n");
	assert_asked(&s, "");
	screen_press(&s, "D y");
	assert_asked(&s, "recall the message GROUPtest-2");
	screen_answer(&s, 20016, "It is too late to recall this message");
	assert_shows(&s, "It is too late to recall this message");
	screen_press(&s, "Esc d y");
	assert_asked(&s, "delete the message GROUPtest-2");
	screen_answer(&s, 0, NULL);
	change(&s, CHANGED(2, "alice", .text = (char *)"", .deleted = true));
	assert_hides(&s, "I do.");
	assert_shows(&s, "▌09:40      bob  Who signs?");
	screen_stop(&s);
}

static void test_a_day_and_the_first_line_stand_where_a_deleted_one_was(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	change(&s, CHANGED(1, "bob", .text = (char *)"", .deleted = true));
	assert_rows(&s, 10,
	            "                        │\n"
	            "                        │                  Monday 23 November\n"
	            "                        │ 09:40    alice  I do.\n");
	screen_press(&s, "Up Up Up");
	assert_shows(&s, "▌09:40    alice  I do.");
	screen_press(&s, "PageUp PageUp PageDown");
	assert_shows(&s, "I do.");
	change(&s, CHANGED(2, "alice", .text = (char *)"", .deleted = true));
	assert_hides(&s, "▌");
	screen_press(&s, "PageUp Up k");
	screen_stop(&s);
}

static void test_a_reaction_is_picked_by_name_and_taken_back(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_press(&s, "Up Up +");
	assert_shows(&s, "👍  thumbs_up");
	screen_type(&s, ":tad");
	screen_press(&s, "Enter");
	assert_asked(&s, "react GROUPtest-1 🎉");
	screen_answer(&s, 0, NULL);
	change(&s,
	       CHANGED(1, "bob", .text = (char *)"Who signs?", .reactions = (char *)"🎉 alice\n🦩 bob"));
	screen_press(&s, "+");
	assert_shows(&s, "▸ 🦩"); /* another's comes first: one can join in */
	screen_type(&s, "tada");
	assert_shows(&s, "take it back");
	screen_press(&s, "Enter");
	assert_asked(&s, "take the reaction back GROUPtest-1 🎉");
	screen_answer(&s, 0, NULL);
	screen_press(&s, ":");
	screen_type(&s, "react :rocket:");
	screen_press(&s, "Enter");
	assert_asked(&s, "react GROUPtest-1 🚀");
	screen_answer(&s, 0, NULL);
	screen_press(&s, ":");
	screen_type(&s, "react nonsense");
	screen_press(&s, "Enter");
	assert_shows(&s, "There is no emoji “nonsense”");
	screen_stop(&s);
}

static void test_who_has_read_it_is_asked_in_rooms_and_known_of_a_person(void **state)
{
	(void)state;
	struct screen s;
	const struct state_person carol = {.id = (char *)"carol", .name = (char *)"Carol C."};
	screen_start_talk(&s);
	change(&s, CHANGED(2, "alice", .text = (char *)"I do.", .reactions = (char *)"👍 bob"));
	screen_press(&s, "Up w");
	assert_asked(&s, "see who has read it GROUPtest-2");
	screen_answer_with(&s,
	                   (struct state_event){
	                           .people = &carol, .person_count = 1, .read_count = 3, .unread_count = 2});
	assert_shows(&s, "👍  bob");
	assert_shows(&s, "Read by 3, not yet by 2");
	assert_shows(&s, "Carol C. (carol)");
	assert_shows(&s, "and 2 more");
	screen_press(&s, "q");
	screen_open(&s, "C2Cbob");
	screen_message(&s, "C2Cbob", "alice", "hello");
	screen_press(&s, "Up w");
	assert_shows(&s, "bob has not read it yet");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_copied_and_opened_is_for_whoever_carries_it_out(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_message(&s, "GROUPtest", "bob", "(see https://a.example/x_(y)). And http://b.example!");
	screen_press(&s, "Up y");
	char *copied = ui_take_copied(s.ui);
	assert_string_equal(copied, "(see https://a.example/x_(y)). And http://b.example!");
	free(copied);
	assert_null(ui_take_copied(s.ui));
	screen_press(&s, "o");
	assert_shows(&s, "https://a.example/x_(y)");
	screen_type(&s, "b.ex");
	screen_press(&s, "Enter");
	char *opened = ui_take_opened(s.ui);
	assert_string_equal(opened, "http://b.example");
	free(opened);
	screen_press(&s, "k o");
	assert_shows(&s, "There is no link in it");
	screen_stop(&s);
}

static void test_forwarding_by_the_picker_and_to_several_by_the_command(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_press(&s, "Up Up f");
	screen_type(&s, "dav");
	screen_press(&s, "Enter");
	assert_asked(&s, "send C2Cdave: Who signs?");
	assert_shows(&s, "Forwarded to dave");
	screen_press(&s, ":");
	screen_type(&s, "forward carol bob");
	screen_press(&s, "Enter");
	assert_asked(&s, "send C2Ccarol: Who signs?; send C2Cbob: Who signs?");
	screen_press(&s, ":");
	screen_type(&s, "forward carol nobody");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_going_to_the_one_it_answers(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	change(&s, CHANGED(2, "alice", .text = (char *)"I do.", .reply_to = (char *)"GROUPtest-1"));
	screen_press(&s, "Up p");
	assert_shows(&s, "▌09:40      bob  Who signs?");
	screen_press(&s, "p");
	assert_shows(&s, "It answers no message");
	screen_stop(&s);
}

static void test_what_is_typed_while_an_edit_is_on_its_way_stays(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_type(&s, "and ");
	screen_press(&s, "Up e");
	screen_type(&s, "!");
	screen_press(&s, "Enter");
	screen_type(&s, "then");
	screen_press(&s, "Esc");
	assert_shows(&s, "What you changed is on its way yet");
	screen_answer(&s, 0, NULL);
	assert_shows(&s, "› and then");
	screen_stop(&s);
}

static void test_an_edit_on_its_way_is_not_given_up_for_another_one(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_press(&s, "Up e");
	screen_type(&s, "!");
	screen_press(&s, "Enter Up Up r");
	screen_answer(&s, 10007, "You are not allowed to do that");
	screen_press(&s, "Esc");
	assert_shows(&s, "› I do.!");
	screen_stop(&s);
}

static void test_another_message_is_not_forwarded_in_the_place_of_one_that_is_gone(void **state)
{
	(void)state;
	struct screen s;
	screen_start_talk(&s);
	screen_press(&s, "Up Up f");
	change(&s, CHANGED(1, "bob", .text = (char *)"", .deleted = true));
	screen_type(&s, "dav");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_shows(&s, "What was to be forwarded is not there any more");
	screen_stop(&s);
}

static void test_nothing_moves_until_what_it_answers_is_found(void **state)
{
	(void)state;
	struct screen s;
	const struct state_message page[] = {
	        {.id = (char *)"m499", .sequence = 499, .from = (char *)"bob", .text = (char *)"before"},
	        {.id = (char *)"m500",
	         .sequence = 500,
	         .from = (char *)"bob",
	         .text = (char *)"last",
	         .reply_to = (char *)"m7",
	         .quote_sequence = 7},
	};
	screen_start_talk(&s);
	screen_conversation(&s, (struct conversation){.id = "C2Cbob", .last = 500, .read = 500});
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_OPEN, .conversation = "C2Cbob"});
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_ANSWERED,
	                                      .request_id = s.requests.items[0]->id,
	                                      .messages = page,
	                                      .message_count = 2});
	screen_press(&s, "Up p");
	assert_shows(&s, "▌");
	assert_shows(&s, "last");
	assert_hides(&s, "▌00:00      bob  before");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_quotes_reactions_and_edits_stand_with_their_message),
	        cmocka_unit_test(test_what_is_quoted_and_not_loaded_is_as_it_came),
	        cmocka_unit_test(test_reactions_take_as_many_rows_as_they_need),
	        cmocka_unit_test(test_an_answer_says_whom_it_answers_and_esc_leaves_that),
	        cmocka_unit_test(test_editing_gives_back_what_was_being_written),
	        cmocka_unit_test(test_an_edit_that_is_refused_stays_in_the_line),
	        cmocka_unit_test(test_only_ones_own_can_be_edited),
	        cmocka_unit_test(test_of_what_was_recalled_only_deleting_is_offered),
	        cmocka_unit_test(test_recalling_and_deleting_ask_first),
	        cmocka_unit_test(test_a_day_and_the_first_line_stand_where_a_deleted_one_was),
	        cmocka_unit_test(test_a_reaction_is_picked_by_name_and_taken_back),
	        cmocka_unit_test(test_who_has_read_it_is_asked_in_rooms_and_known_of_a_person),
	        cmocka_unit_test(test_copied_and_opened_is_for_whoever_carries_it_out),
	        cmocka_unit_test(test_forwarding_by_the_picker_and_to_several_by_the_command),
	        cmocka_unit_test(test_going_to_the_one_it_answers),
	        cmocka_unit_test(test_what_is_typed_while_an_edit_is_on_its_way_stays),
	        cmocka_unit_test(test_an_edit_on_its_way_is_not_given_up_for_another_one),
	        cmocka_unit_test(test_another_message_is_not_forwarded_in_the_place_of_one_that_is_gone),
	        cmocka_unit_test(test_nothing_moves_until_what_it_answers_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
