/* Getting around: jumps, next unread, neighbours, help, leaving. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_open(s, "C2Cbob");
}

static void test_next_unread_goes_round_and_says_when_there_is_none(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "C2Cdave", "dave", "one");
	screen_message(&s, "C2Ccarol", "carol", "two");
	assert_rows(&s, 23,
	            " Tab switch panes  Alt-a next unread  F1 help                2 unread elsewhere\n");
	screen_press(&s, "M-a");
	assert_string_equal(s.state.current, "C2Cdave");
	screen_press(&s, "Tab M-a");
	assert_string_equal(s.state.current, "C2Ccarol");
	screen_press(&s, "M-a");
	assert_rows(&s, 23, " Nothing is unread elsewhere\n");
	screen_stop(&s);
}

static void test_previous_and_next_follow_the_sidebar(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "M-Down");
	assert_string_equal(s.state.current, "GROUPtest");
	screen_press(&s, "M-Up");
	assert_string_equal(s.state.current, "C2Cbob");
	screen_stop(&s);
}

static void test_the_jump_picker(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "C2Ccarol", "carol", "hello");
	screen_type(&s, "half a sen");
	screen_press(&s, "C-g");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            " ›  bob                 │ ╭─ Go to ───────────────────────────────────────────╮\n"
	            "    #test               │ │ ›                                                 │\n"
	            "▾ Research              │ │ ▸ my notes                                        │\n"
	            "    dave                │ │   carol                                 1 unread  │\n"
	            "▾ no group            1 │ │   dave                                  Research  │\n"
	            "    carol             1 │ │   #test                                Suppliers  │\n"
	            "    my notes            │ │   bob                                  Suppliers  │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │ Type letters of a name, a group or a #room        │\n"
	            "                        │ │ Enter go there   Esc close                        │\n"
	            "                        │ ╰───────────────────────────────────────────────────╯\n"
	            "                        │\n");
	screen_type(&s, "ca");
	assert_rows(&s, 3,
	            "    #test               │ │ › ca                                              │\n"
	            "▾ Research              │ │ ▸ carol                                 1 unread  │\n"
	            "    dave                │ │   write to “ca”                           person  │\n"
	            "▾ no group            1 │ │   join room #ca                             room  │\n"
	            "    carol             1 │ │   make room #ca                         new room  │\n");
	screen_press(&s, "Enter");
	assert_string_equal(s.state.current, "C2Ccarol");
	screen_open(&s, "C2Cbob");
	assert_shows(&s, "› half a sen");
	/* "/" is a character where one writes, and the picker in the sidebar. */
	screen_press(&s, "/");
	assert_shows(&s, "› half a sen/");
	screen_press(&s, "Tab /");
	assert_shows(&s, "Go to");
	screen_type(&s, "notes");
	screen_press(&s, "Enter");
	assert_string_equal(s.state.current, "C2Calice");
	screen_stop(&s);
}

static void test_the_jump_offers_groups_people_and_where_one_is(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	/* The open one, too: "is it there?" is a question as well. */
	screen_press(&s, "C-g");
	screen_type(&s, "bob");
	assert_shows(&s, "▸ bob                                  Suppliers");
	assert_hides(&s, "start a conversation");
	screen_press(&s, "Enter");
	assert_hides(&s, "Go to");
	assert_string_equal(s.state.current, "C2Cbob");
	/* Oneself is the notes. */
	screen_press(&s, "C-g");
	screen_type(&s, "alice");
	assert_shows(&s, "▸ my notes");
	assert_hides(&s, "start a conversation");
	screen_press(&s, "Backspace Backspace");
	assert_hides(&s, "▸ my notes");
	screen_press(&s, "Esc C-g");
	/* A group: its heading. Scattered letters will do. */
	screen_type(&s, "rsrch");
	assert_shows(&s, "▸ Research                            group of 1");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_int_equal(screen_style(&s, 3, 4), STYLE_CURSOR);
	/* Who wrote in a room can be written to. */
	screen_open(&s, "GROUPtest");
	screen_message(&s, "GROUPtest", "zelda", "hi");
	screen_settle(&s);
	screen_press(&s, "C-g");
	screen_type(&s, "zel");
	assert_shows(&s, "▸ zelda                                   person");
	screen_press(&s, "Enter");
	assert_asked(&s, "find zelda");
	screen_stop(&s);
}

static void test_the_last_conversation_and_back(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login(&s);
	screen_press(&s, "M-/");
	assert_rows(&s, 23, " No other conversation was open yet\n");
	screen_stop(&s);
	start(&s);
	screen_open(&s, "C2Cdave");
	screen_press(&s, "M-/");
	assert_string_equal(s.state.current, "C2Cbob");
	screen_press(&s, "M-/");
	assert_string_equal(s.state.current, "C2Cdave");
	/* It leads the picker, too. */
	screen_press(&s, "C-g Enter");
	assert_string_equal(s.state.current, "C2Cbob");
	screen_stop(&s);
}

static void test_the_palette_finds_any_action_with_its_key(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "F2");
	assert_shows(&s, "Find an action");
	screen_type(&s, "unread");
	assert_shows(&s, "▸ next-unread: next unread");
	assert_shows(&s, "Alt-a");
	screen_press(&s, "C-u");
	screen_type(&s, "pin");
	assert_shows(&s, "▸ pin: pin to the top, or unpin");
	assert_shows(&s, "sidebar p");
	screen_press(&s, "Enter");
	assert_asked(&s, "pin C2Cbob");
	/* A command that takes words is begun. */
	screen_press(&s, "F2");
	screen_type(&s, "order-g");
	screen_press(&s, "Enter");
	assert_shows(&s, "› order-groups ");
	assert_shows(&s, "order-groups GROUP…: put these");
	screen_press(&s, "Esc F2");
	screen_type(&s, "qqqq");
	assert_shows(&s, "There is no such action");
	screen_press(&s, "Enter");
	assert_shows(&s, "Find an action");
	screen_stop(&s);
}

static void test_help_is_for_the_pane_and_scrolls(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "F1");
	/* No cut words stand beside it. */
	assert_picture(&s,
	               "╭─ Help ───────────────────────────────────────────────────────────────────────╮\n"
	               "│ While you write                                                              │\n"
	               "│   Enter                       send                                           │\n"
	               "│   Alt-Enter, Ctrl-j           new line                                       │\n"
	               "│   Up                          one row up                                     │\n"
	               "│   Down                        one row down                                   │\n"
	               "│   Alt-i                       complete @ # / :name, as Tab does              │\n"
	               "│   Alt-E, Ctrl-x               write in your own editor                       │\n"
	               "│   Alt-s, Alt-$                put a misspelt word right                      │\n"
	               "│   Ctrl-p                      one row up; what you sent before               │\n"
	               "│   Ctrl-n                      one row down; what you sent later              │\n"
	               "│   Alt-r                       send the refused again                         │\n"
	               "│   Alt-e                       edit the refused                               │\n"
	               "│                                                                              │\n"
	               "│ Everywhere                                                                   │\n"
	               "│   F1                          help                                           │\n"
	               "│   Tab, Shift-Tab              switch panes                                   │\n"
	               "│   Esc                         close, or back to writing                      │\n"
	               "│   Alt-a                       next unread                                    │\n"
	               "│   Ctrl-g, Alt-j               go to or start                                 │\n");
	assert_shows(&s, "│ PageDown more   Esc close                                             1 of ");
	screen_press(&s, "PageDown");
	assert_hides(&s, "While you write");
	screen_press(&s, "PageDown");
	assert_shows(&s, "delete to the left");
	screen_press(&s, "PageUp PageUp");
	assert_shows(&s, "While you write");
	screen_press(&s, "Down");
	assert_hides(&s, "While you write");
	screen_press(&s, "Up");
	assert_shows(&s, "While you write");
	screen_press(&s, "q Tab ?");
	assert_rows(&s, 0,
	            "╭─ Help ───────────────────────────────────────────────────────────────────────╮\n"
	            "│ In the sidebar                                                               │\n"
	            "│   Up, k                       up                                             │\n"
	            "│   Down, j                     down                                           │\n");
	screen_press(&s, "?");
	assert_hides(&s, "Help");
	screen_stop(&s);
}

static void test_help_shows_the_keys_as_configured(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	assert_true(keymap_set(s.keymap, "next-unread", "F2 C-n", NULL));
	assert_rows(&s, 23, " Tab switch panes  Ctrl-g go to or start  F1 help\n");
	screen_message(&s, "C2Cdave", "dave", "one");
	assert_rows(&s, 23,
	            " Tab switch panes  F2 next unread  F1 help                   1 unread elsewhere\n");
	screen_press(&s, "Tab ?");
	assert_shows(&s, "Help");
	screen_press(&s, "PageDown Down Down Down Down Down Down Down Down");
	assert_shows(&s, "F2, Ctrl-n                  next unread");
	screen_stop(&s);
}

static void test_leaving_asks_or_does_not(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-c");
	assert_rows(&s, 2,
	            " ›  bob                 │ ╭─ Leave covey? ────────────────────────────────────╮\n"
	            "    #test               │ │ Everything that you sent has arrived.             │\n"
	            "▾ Research              │ │                                                   │\n"
	            "    dave                │ │ y leave   Esc no                                  │\n"
	            "▾ no group              │ ╰───────────────────────────────────────────────────╯\n");
	assert_false(ui_wants_quit(s.ui));
	screen_press(&s, "Esc");
	assert_hides(&s, "Leave covey?");
	screen_type(&s, "hi");
	screen_press(&s, "Enter C-c");
	assert_rows(&s, 2,
	            " ›  bob                 │ ╭─ Leave covey? ────────────────────────────────────╮\n"
	            "    #test               │ │ 1 message of yours still waits: kept here, and    │\n"
	            "▾ Research              │ │ sent next time.                                   │\n"
	            "    dave                │ │                                                   │\n"
	            "▾ no group              │ │ y leave   Esc no                                  │\n");
	screen_press(&s, "C-c");
	assert_true(ui_wants_quit(s.ui));
	screen_stop(&s);

	start(&s);
	screen_press(&s, "C-q");
	assert_true(ui_wants_quit(s.ui));
	screen_stop(&s);
}

static void test_redraw_asks_the_terminal_to_paint_everything(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	assert_shows(&s, "covey");
	unsigned before = s.grid.repaints;
	screen_press(&s, "C-l");
	assert_shows(&s, "covey");
	assert_true(s.grid.repaints != before);
	screen_stop(&s);
}

static void test_whom_one_would_write_to_is_named_on_a_narrow_screen(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 40, 12);
	screen_login_filed(&s);
	screen_press(&s, "/");
	screen_type(&s, "christopher");
	assert_shows(&s, "write to “christopher”");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_next_unread_goes_round_and_says_when_there_is_none),
	        cmocka_unit_test(test_previous_and_next_follow_the_sidebar),
	        cmocka_unit_test(test_the_jump_picker),
	        cmocka_unit_test(test_the_jump_offers_groups_people_and_where_one_is),
	        cmocka_unit_test(test_the_last_conversation_and_back),
	        cmocka_unit_test(test_the_palette_finds_any_action_with_its_key),
	        cmocka_unit_test(test_help_is_for_the_pane_and_scrolls),
	        cmocka_unit_test(test_help_shows_the_keys_as_configured),
	        cmocka_unit_test(test_leaving_asks_or_does_not),
	        cmocka_unit_test(test_whom_one_would_write_to_is_named_on_a_narrow_screen),
	        cmocka_unit_test(test_redraw_asks_the_terminal_to_paint_everything),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
