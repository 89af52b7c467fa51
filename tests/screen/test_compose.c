/* Writing: what is typed, pasted, sent, and what is not lost. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_open(s, "C2Cbob");
}

static void test_text_is_sent_and_the_line_is_empty_again(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "hé 项目");
	assert_rows(&s, 22, "                        │ › hé 项目\n");
	assert_int_equal(s.grid.cursor_x, 25 + 3 + 7);
	assert_int_equal(s.grid.cursor_y, 22);
	screen_press(&s, "Enter");
	assert_asked(&s, "send C2Cbob: hé 项目");
	assert_rows(&s, 20,
	            "                        │   …      alice  hé 项目\n"
	            "                        ├───────────────────────────────────────────────────────\n"
	            "                        │ ›\n");
	screen_press(&s, "Enter Space Enter");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_the_line_grows_and_shrinks(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "one");
	screen_press(&s, "M-Enter");
	screen_type(&s, "two");
	screen_press(&s, "C-j");
	screen_type(&s, "three is long enough that it has to go on in another row");
	assert_rows(&s, 18,
	            "                        ├───────────────────────────────────────────────────────\n"
	            "                        │ › one\n"
	            "                        │   two\n"
	            "                        │   three is long enough that it has to go on in\n"
	            "                        │   another row\n"
	            " Tab switch panes  Ctrl-g go to or start  F1 help\n");
	screen_press(&s, "Up Up Up C-e");
	assert_int_equal(screen_style(&s, 0, 0), STYLE_NORMAL);
	assert_int_equal(s.grid.cursor_y, 19);
	assert_int_equal(s.grid.cursor_x, 25 + 3 + 3);
	screen_press(&s, "Down Down Down Down Enter");
	assert_asked(&s, "send C2Cbob: one\ntwo\nthree is long enough that it has to go on in another row");
	assert_rows(&s, 21,
	            "                        ├───────────────────────────────────────────────────────\n"
	            "                        │ ›\n");
	screen_stop(&s);
}

static void test_a_long_text_scrolls_in_its_rows(void **state)
{
	(void)state;
	struct screen s;
	char text[16];
	start(&s);
	for (int i = 1; i <= 20; i++) {
		snprintf(text, sizeof(text), "row %d", i);
		screen_type(&s, text);
		screen_press(&s, "C-j");
	}
	assert_rows(&s, 14,
	            "                        │\n"
	            "                        ├───────────────────────────────────────────────────────\n"
	            "                        │ ↑ row 15\n"
	            "                        │   row 16\n"
	            "                        │   row 17\n"
	            "                        │   row 18\n"
	            "                        │   row 19\n"
	            "                        │   row 20\n"
	            "                        │\n");
	for (int i = 0; i < 10; i++)
		screen_press(&s, "Up");
	assert_rows(&s, 15,
	            "                        ├───────────────────────────────────────────────────────\n"
	            "                        │ ↑ row 5\n"
	            "                        │   row 6\n"
	            "                        │   row 7\n"
	            "                        │   row 8\n"
	            "                        │   row 9\n"
	            "                        │   row 10\n"
	            "                        │ ↓ row 11\n");
	assert_int_equal(screen_style(&s, 26, 16), STYLE_PROMPT);
	assert_int_equal(screen_style(&s, 26, 22), STYLE_PROMPT);
	for (int i = 0; i < 10; i++)
		screen_press(&s, "Up");
	assert_rows(&s, 16, "                        │ › row 1\n");
	assert_rows(&s, 22, "                        │ ↓ row 7\n");
	screen_stop(&s);
}

static void test_a_paste_never_sends(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "see: ");
	screen_paste(&s, "a\r\n\tb\033[31m\n");
	assert_asked(&s, "");
	assert_rows(&s, 19,
	            "                        ├───────────────────────────────────────────────────────\n"
	            "                        │ › see: a\n"
	            "                        │       b^[[31m\n"
	            "                        │\n");
	/* Its last newline is no row of the message. */
	screen_press(&s, "Enter");
	assert_asked(&s, "send C2Cbob: see: a\n\tb^[[31m");
	screen_stop(&s);
}

static void test_a_paste_while_in_the_sidebar_goes_to_the_conversation(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "Tab");
	screen_paste(&s, "dxr");
	assert_rows(&s, 22, "                        │ › dxr\n");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_each_conversation_keeps_its_own_text(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "for bob");
	screen_open(&s, "C2Cdave");
	assert_rows(&s, 22, "                        │ ›\n");
	screen_type(&s, "for dave");
	screen_open(&s, "C2Cbob");
	assert_rows(&s, 22, "                        │ › for bob\n");
	screen_press(&s, "C-u");
	screen_open(&s, "C2Cdave");
	screen_press(&s, "C-y");
	assert_rows(&s, 22, "                        │ › for davefor bob\n");
	screen_stop(&s);
}

static void test_too_long_is_said_with_the_count_and_stays(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	s.state.limits.message_bytes = 20;
	screen_type(&s, "exactly twenty bytes");
	assert_rows(&s, 21,
	            "                        ├───────────────────────────────────── 20 of 20 bytes ──\n"
	            "                        │ › exactly twenty bytes\n");
	screen_type(&s, "!");
	assert_rows(&s, 21,
	            "                        ├─────────────────────────── too long: 21 of 20 bytes ──\n"
	            "                        │ › exactly twenty bytes!\n");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_rows(&s, 21,
	            "                        ├─────────────────────────── too long: 21 of 20 bytes ──\n"
	            "                        │ › exactly twenty bytes!\n");
	screen_press(&s, "Backspace Enter");
	assert_asked(&s, "send C2Cbob: exactly twenty bytes");
	screen_stop(&s);
}

static void test_editing_keys_reach_the_line(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "one two three");
	screen_press(&s, "M-b M-b C-k C-a C-y C-d Right C-w");
	assert_rows(&s, 22, "                        │ › two e\n");
	screen_stop(&s);
}

static void test_what_was_sent_comes_back_to_be_changed(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "first");
	screen_press(&s, "Enter");
	screen_type(&s, "second");
	screen_press(&s, "Enter");
	screen_message(&s, "C2Cbob", "bob", "not mine");
	screen_type(&s, "typed");
	screen_press(&s, "C-p");
	assert_rows(&s, 22, "                        │ › second\n");
	screen_press(&s, "C-p C-p C-p");
	assert_rows(&s, 22, "                        │ › first\n");
	screen_press(&s, "C-n C-n");
	assert_rows(&s, 22, "                        │ › typed\n");
	screen_press(&s, "C-n");
	assert_rows(&s, 22, "                        │ › typed\n");
	screen_stop(&s);
}

static void test_what_came_back_and_was_changed_is_what_is_typed(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "first");
	screen_press(&s, "Enter C-p");
	screen_type(&s, "!");
	screen_press(&s, "C-p");
	assert_rows(&s, 22, "                        │ › first\n");
	screen_press(&s, "C-n");
	assert_rows(&s, 22, "                        │ › first!\n");
	screen_press(&s, "C-_");
	assert_rows(&s, 22, "                        │ › first\n");
	screen_stop(&s);
}

static void test_among_several_rows_the_cursor_goes_first(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "sent");
	screen_press(&s, "Enter");
	screen_type(&s, "a");
	screen_press(&s, "C-j");
	screen_type(&s, "b");
	screen_press(&s, "C-p");
	assert_rows(&s, 21, "                        │ › a\n                        │   b\n");
	screen_press(&s, "C-p");
	assert_rows(&s, 22, "                        │ › sent\n");
	screen_stop(&s);
}

static struct state_conversation bob_with(const char *draft)
{
	return (struct state_conversation){
	        .id = (char *)"C2Cbob", .peer = (char *)"bob", .name = (char *)"bob", .draft = (char *)draft};
}

static void is_typed_elsewhere(struct screen *s, const char *draft)
{
	struct state_conversation bob = bob_with(draft);
	screen_apply(s, (struct state_event){.type = STATE_EVENT_CONVERSATIONS_CHANGED,
	                                     .conversations = &bob,
	                                     .conversation_count = 1});
}

static void test_what_is_typed_at_another_terminal_stands_in_the_line(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	is_typed_elsewhere(&s, "from there");
	assert_rows(&s, 22, "                        │ › from there\n");
	is_typed_elsewhere(&s, "");
	assert_rows(&s, 22, "                        │ ›\n");
	screen_type(&s, "from here");
	is_typed_elsewhere(&s, "from there");
	assert_rows(&s, 22, "                        │ › from here\n");
	screen_stop(&s);
}

static void test_a_draft_of_another_conversation_waits_in_its_line(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_open(&s, "C2Cdave");
	is_typed_elsewhere(&s, "for bob");
	assert_rows(&s, 22, "                        │ ›\n");
	assert_shows(&s, "    bob ✎ ");
	screen_open(&s, "C2Cbob");
	assert_rows(&s, 22, "                        │ › for bob\n");
	assert_hides(&s, "✎");
	screen_stop(&s);
}

static void test_tab_completes_people_rooms_commands_and_emoji(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "hi @da");
	screen_press(&s, "Tab");
	screen_type(&s, "in #te");
	screen_press(&s, "Tab");
	screen_type(&s, ":tada");
	screen_press(&s, "Tab");
	assert_rows(&s, 22, "                        │ › hi @dave in #test 🎉\n");
	screen_press(&s, "C-a C-k");
	screen_type(&s, "/unp");
	screen_press(&s, "Tab");
	assert_rows(&s, 22, "                        │ › /unpin\n");
	screen_stop(&s);
}

static void test_tab_goes_through_several_choices_and_shows_them(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "@");
	screen_press(&s, "Tab");
	assert_rows(&s, 21,
	            "                        ├── @bob  @carol  @dave ────────────────────────────────\n"
	            "                        │ › @bob\n");
	screen_press(&s, "Tab Tab Tab S-Tab");
	assert_rows(&s, 22, "                        │ › @dave\n");
	screen_type(&s, "!");
	assert_hides(&s, "@carol");
	screen_stop(&s);
}

static void test_tab_switches_panes_where_nothing_can_be_completed(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "no such @zz");
	screen_press(&s, "Tab");
	assert_int_equal(s.grid.cursor_x, -1);
	screen_stop(&s);
}

static void test_a_command_runs_behind_a_slash_and_a_path_is_text(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "/pin");
	screen_press(&s, "Enter");
	assert_asked(&s, "pin C2Cbob");
	screen_answer(&s, 0, NULL);
	screen_type(&s, "/etc/passwd is empty");
	screen_press(&s, "Enter");
	assert_asked(&s, "send C2Cbob: /etc/passwd is empty");
	screen_stop(&s);
}

static void test_a_command_behind_a_colon_is_asked_about_once(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, ":pin");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_shows(&s, "Is this a command?");
	assert_shows(&s, "› pin ");
	screen_press(&s, "Enter");
	assert_asked(&s, "pin C2Cbob");
	screen_answer(&s, 0, NULL);
	assert_hides(&s, ":pin");
	/* It was meant to be read by bob. */
	screen_type(&s, ":fold folds a group");
	screen_press(&s, "Enter Esc");
	assert_shows(&s, "› :fold folds a group");
	assert_asked(&s, "");
	screen_press(&s, "Enter");
	assert_asked(&s, "send C2Cbob: :fold folds a group");
	screen_stop(&s);
}

static void test_a_smiley_is_text(void **state)
{
	(void)state;
	static const char *const texts[] = {":)", ":p", ":smile: to you", ":folded arms", "well :pin"};
	struct screen s;
	start(&s);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		char asked[64];
		screen_type(&s, texts[i]);
		screen_press(&s, "Enter");
		snprintf(asked, sizeof(asked), "send C2Cbob: %s", texts[i]);
		assert_asked(&s, asked);
		screen_stop(&s);
		start(&s);
	}
	screen_stop(&s);
}

static void test_two_slashes_begin_a_message_with_one(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "//pin is a command");
	screen_press(&s, "Enter");
	assert_asked(&s, "send C2Cbob: /pin is a command");
	screen_stop(&s);
}

static void test_a_command_that_there_is_not_can_be_put_right(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "/nonsense");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_shows(&s, "There is no command “nonsense”");
	screen_press(&s, "Esc");
	assert_rows(&s, 22, "                        │ › /nonsense\n");
	screen_press(&s, "Enter C-a C-k");
	screen_type(&s, "pin");
	screen_press(&s, "Enter");
	assert_asked(&s, "pin C2Cbob");
	screen_answer(&s, 0, NULL);
	assert_rows(&s, 22, "                        │ ›\n");
	screen_stop(&s);
}

static void test_a_large_paste_is_told_of_and_taken_out_by_one_key(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_paste(&s, "1\n2\n3\n4\n5\n6\n");
	assert_shows(&s, "Pasted 6 lines, 12 bytes; Ctrl-_ takes it out");
	assert_asked(&s, "");
	screen_press(&s, "C-_");
	assert_rows(&s, 22, "                        │ ›\n");
	screen_paste(&s, "short");
	screen_stop(&s);
}

static void test_what_an_editor_made_of_the_line_stands_in_it(void **state)
{
	(void)state;
	struct screen s;
	struct state_event_list events;
	start(&s);
	assert_null(ui_take_draft(s.ui));
	screen_type(&s, "begun");
	screen_press(&s, "M-E");
	char *text = ui_take_draft(s.ui);
	assert_string_equal(text, "begun");
	free(text);
	state_event_list_init(&events);
	ui_put_draft(s.ui, &s.state, "ended\nelsewhere", &events);
	assert_int_equal(events.events.items[0].type, STATE_EVENT_DRAFT);
	screen_apply(&s, events.events.items[0]);
	state_event_list_finish(&events);
	screen_press(&s, "Right");
	assert_rows(&s, 21, "                        │ › ended\n                        │   elsewhere\n");
	assert_asked(&s, "");
	screen_press(&s, "C-_");
	assert_rows(&s, 22, "                        │ › begun\n");
	screen_stop(&s);
}

static void test_a_misspelt_word_is_marked_once_it_is_typed(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "see teh");
	assert_int_equal(screen_style(&s, 25 + 3 + 4, 22), STYLE_INPUT);
	screen_type(&s, ", @teh");
	assert_int_equal(screen_style(&s, 25 + 3 + 4, 22), STYLE_MISSPELT);
	assert_int_equal(screen_style(&s, 25 + 3 + 6, 22), STYLE_MISSPELT);
	assert_int_equal(screen_style(&s, 25 + 3 + 7, 22), STYLE_INPUT);
	assert_int_equal(screen_style(&s, 25 + 3 + 10, 22), STYLE_INPUT);
	screen_stop(&s);
}

static void test_a_misspelt_word_is_put_right_by_a_key(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "see teh end");
	screen_press(&s, "M-s");
	assert_shows(&s, "tea");
	screen_press(&s, "Enter");
	assert_rows(&s, 22, "                        │ › see the end\n");
	screen_press(&s, "M-s");
	assert_shows(&s, "The dictionary has every word of it");
	screen_stop(&s);
}

static void test_a_word_that_is_right_goes_to_the_dictionary(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "teh ");
	screen_press(&s, "M-s Down Down Enter");
	assert_rows(&s, 22, "                        │ › teh\n");
	assert_int_equal(screen_style(&s, 25 + 3, 22), STYLE_INPUT);
	screen_stop(&s);
}

static void test_choices_belong_to_the_line_that_they_were_made_for(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "@");
	screen_press(&s, "Tab");
	assert_rows(&s, 22, "                        │ › @bob\n");
	/* As many changes, and the cursor in the same place. */
	screen_open(&s, "C2Ccarol");
	screen_type(&s, "f");
	screen_paste(&s, "our");
	assert_hides(&s, "@carol");
	screen_stop(&s);
}

static void test_what_is_put_back_into_a_box_is_one_line(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "a");
	screen_press(&s, "Alt-Enter");
	screen_type(&s, "b");
	screen_press(&s, "C-Home C-k C-k C-k Tab n C-y");
	assert_shows(&s, "a b");
	screen_stop(&s);
}

static void typed_elsewhere(struct screen *s, const char *draft)
{
	struct state_conversation changed = *state_conversation(&s->state, "C2Cbob");
	changed.draft = (char *)draft;
	screen_apply(s, (struct state_event){.type = STATE_EVENT_CONVERSATIONS_CHANGED,
	                                     .conversations = &changed,
	                                     .conversation_count = 1});
}

static void test_another_word_is_not_put_right_in_the_place_of_one_that_is_gone(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	typed_elsewhere(&s, "see teh end");
	screen_press(&s, "M-s");
	typed_elsewhere(&s, "a wrogn end");
	screen_press(&s, "Enter");
	assert_shows(&s, "› a wrogn end");
	assert_shows(&s, "The text has changed meanwhile");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_text_is_sent_and_the_line_is_empty_again),
	        cmocka_unit_test(test_the_line_grows_and_shrinks),
	        cmocka_unit_test(test_a_long_text_scrolls_in_its_rows),
	        cmocka_unit_test(test_a_paste_never_sends),
	        cmocka_unit_test(test_a_paste_while_in_the_sidebar_goes_to_the_conversation),
	        cmocka_unit_test(test_each_conversation_keeps_its_own_text),
	        cmocka_unit_test(test_too_long_is_said_with_the_count_and_stays),
	        cmocka_unit_test(test_editing_keys_reach_the_line),
	        cmocka_unit_test(test_what_was_sent_comes_back_to_be_changed),
	        cmocka_unit_test(test_what_came_back_and_was_changed_is_what_is_typed),
	        cmocka_unit_test(test_among_several_rows_the_cursor_goes_first),
	        cmocka_unit_test(test_what_is_typed_at_another_terminal_stands_in_the_line),
	        cmocka_unit_test(test_a_draft_of_another_conversation_waits_in_its_line),
	        cmocka_unit_test(test_tab_completes_people_rooms_commands_and_emoji),
	        cmocka_unit_test(test_tab_goes_through_several_choices_and_shows_them),
	        cmocka_unit_test(test_tab_switches_panes_where_nothing_can_be_completed),
	        cmocka_unit_test(test_a_command_runs_behind_a_slash_and_a_path_is_text),
	        cmocka_unit_test(test_a_command_behind_a_colon_is_asked_about_once),
	        cmocka_unit_test(test_a_smiley_is_text),
	        cmocka_unit_test(test_two_slashes_begin_a_message_with_one),
	        cmocka_unit_test(test_a_command_that_there_is_not_can_be_put_right),
	        cmocka_unit_test(test_a_large_paste_is_told_of_and_taken_out_by_one_key),
	        cmocka_unit_test(test_what_an_editor_made_of_the_line_stands_in_it),
	        cmocka_unit_test(test_a_misspelt_word_is_marked_once_it_is_typed),
	        cmocka_unit_test(test_a_misspelt_word_is_put_right_by_a_key),
	        cmocka_unit_test(test_a_word_that_is_right_goes_to_the_dictionary),
	        cmocka_unit_test(test_choices_belong_to_the_line_that_they_were_made_for),
	        cmocka_unit_test(test_what_is_put_back_into_a_box_is_one_line),
	        cmocka_unit_test(test_another_word_is_not_put_right_in_the_place_of_one_that_is_gone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
