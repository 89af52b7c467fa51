/* How the screen looks: themes, the mouse, the sidebar's width, only the messages. */
#include "screen.h"

#include "ui/looks.h"
#include "ui/mouse.h"
#include "ui/theme.h"

static struct themes themes;

static void start(struct screen *s, int width, int height)
{
	screen_start(s, width, height);
	themes_init(&themes);
	struct theme *theme = themes_add(&themes, "dark");
	assert_true(theme_set(theme, "style", "normal", "white on black", NULL));
	theme_settle(theme);
	ui_destroy(s->ui);
	s->ui = ui_create(&(struct ui_config){.keymap = s->keymap, .themes = &themes});
	screen_login_filed(s);
	screen_open(s, "GROUPtest");
	screen_message(s, "GROUPtest", "bob", "The second shipment is here. Who signs?");
	screen_message(s, "GROUPtest", "carol", "I do.");
}

static void stop(struct screen *s)
{
	screen_stop(s);
	themes_finish(&themes);
}

static void command(struct screen *s, const char *line)
{
	screen_press(s, "Alt-x");
	screen_type(s, line);
	screen_press(s, "Enter");
}

static void mouse(struct screen *s, enum mouse_deed deed, int x, int y)
{
	screen_mouse(s, (struct mouse){.deed = deed, .x = x, .y = y});
}

static void click(struct screen *s, int x, int y)
{
	mouse(s, MOUSE_PRESS, x, y);
	mouse(s, MOUSE_RELEASE, x, y);
}

/* ---- themes ---- */

static void test_a_theme_is_switched_at_once_and_kept(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 24);
	assert_ptr_equal(ui_style_looks(s.ui), themes.items.items[0]->looks);
	assert_null(ui_take_looks(s.ui));
	command(&s, "theme dark");
	assert_ptr_equal(ui_style_looks(s.ui), themes_find(&themes, "dark")->looks);
	assert_string_equal(ui_take_looks(s.ui)->theme, "dark");
	assert_null(ui_take_looks(s.ui));
	stop(&s);
}

static void test_a_theme_that_there_is_not_changes_nothing(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 24);
	command(&s, "theme mauve");
	assert_shows(&s, "There is no theme “mauve”");
	assert_null(ui_take_looks(s.ui));
	stop(&s);
}

static void test_themes_are_completed_and_can_be_picked(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 24);
	screen_press(&s, "Alt-x");
	screen_type(&s, "theme d");
	screen_press(&s, "Tab Tab");
	assert_shows(&s, "› theme dark");
	screen_press(&s, "Esc");
	command(&s, "theme");
	assert_shows(&s, "for any ground");
	screen_press(&s, "Down Enter");
	assert_string_equal(ui_take_looks(s.ui)->theme, "dark");
	stop(&s);
}

/* ---- only the messages ---- */

static void test_only_messages_are_left_to_be_copied(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 60, 8);
	screen_press(&s, "Alt-l");
	assert_picture(&s, "\n"
	                   "\n"
	                   "\n"
	                   "                     Monday 23 November\n"
	                   "bob                                                   09:40\n"
	                   "The second shipment is here. Who signs?\n"
	                   "carol                                                 09:40\n"
	                   "I do.\n");
	assert_false(ui_wants_mouse(s.ui));
	assert_true(s.state.viewing);
	screen_press(&s, "x Alt-l");
	assert_true(ui_wants_mouse(s.ui));
	assert_shows(&s, "Suppliers");
	stop(&s);
}

static void test_any_way_back_shows_all_again(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 12);
	static const char *const keys[] = {"Esc", "q", "Enter", "F8", "Tab"};
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		screen_press(&s, "F8");
		assert_hides(&s, "Suppliers");
		screen_press(&s, keys[i]);
		assert_shows(&s, "Suppliers");
	}
	stop(&s);
}

static void test_only_messages_can_be_scrolled(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 60, 4);
	screen_press(&s, "F8");
	assert_hides(&s, "Monday");
	screen_press(&s, "PageUp");
	assert_shows(&s, "Monday");
	screen_press(&s, "PageDown");
	assert_hides(&s, "Monday");
	screen_press(&s, "k");
	assert_hides(&s, "I do.");
	screen_press(&s, "Down");
	assert_shows(&s, "I do.");
	stop(&s);
}

/* ---- the sidebar ---- */

static void test_the_sidebar_can_be_wider_and_narrower(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 10);
	screen_press(&s, "Tab > >");
	assert_int_equal(ui_take_looks(s.ui)->sidebar, 26);
	assert_rows(&s, 1, "▾ Suppliers               │");
	screen_press(&s, "<");
	assert_rows(&s, 1, "▾ Suppliers              │");
	command(&s, "sidebar 12");
	assert_rows(&s, 1, "▾ Suppliers │");
	command(&s, "sidebar 4");
	assert_shows(&s, "“4” is neither auto nor a number from 10 to 200");
	screen_press(&s, "Esc");
	command(&s, "sidebar auto");
	assert_rows(&s, 1, "▾ Suppliers             │");
	assert_int_equal(ui_take_looks(s.ui)->sidebar, 0);
	/* The conversation keeps its room. */
	command(&s, "sidebar 200");
	assert_rows(&s, 1, "▾ Suppliers                                      │");
	stop(&s);
}

static void test_the_divider_can_be_dragged(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 10);
	assert_rows(&s, 1, "▾ Suppliers             │");
	mouse(&s, MOUSE_PRESS, 24, 3);
	mouse(&s, MOUSE_DRAG, 20, 4);
	assert_rows(&s, 1, "▾ Suppliers         │");
	mouse(&s, MOUSE_DRAG, 15, 9); /* wherever it goes meanwhile */
	mouse(&s, MOUSE_RELEASE, 15, 9);
	mouse(&s, MOUSE_DRAG, 30, 3);
	assert_rows(&s, 1, "▾ Suppliers    │");
	assert_int_equal(ui_take_looks(s.ui)->sidebar, 15);
	stop(&s);
}

/* ---- the mouse ---- */

static void test_a_click_opens_a_conversation_and_folds_a_group(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 24);
	click(&s, 6, 3);
	assert_string_equal(s.state.current, "C2Cbob");
	screen_type(&s, "hello");
	assert_shows(&s, "› hello");
	click(&s, 6, 1);
	assert_rows(&s, 1, "▸ Suppliers");
	click(&s, 6, 1);
	assert_rows(&s, 1, "▾ Suppliers");
	click(&s, 6, 20); /* nothing is there */
	assert_string_equal(s.state.current, "C2Cbob");
	stop(&s);
}

static void test_a_click_with_control_marks(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 24);
	screen_mouse(&s, (struct mouse){.x = 6, .y = 3, .modifiers = KEY_MOD_CONTROL});
	screen_mouse(&s, (struct mouse){.x = 6, .y = 5, .modifiers = KEY_MOD_CONTROL});
	assert_shows(&s, "2 marked");
	assert_string_equal(s.state.current, "GROUPtest");
	stop(&s);
}

static void test_a_click_puts_the_cursor_where_one_writes(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 24);
	screen_type(&s, "one three");
	click(&s, 25 + 3 + 4, 22);
	screen_type(&s, "two ");
	assert_shows(&s, "› one two three");
	click(&s, 70, 22);
	screen_type(&s, "!");
	assert_shows(&s, "› one two three!");
	stop(&s);
}

static void test_the_wheel_scrolls_what_it_is_over(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 12);
	for (int i = 0; i < 20; i++)
		screen_message(&s, "GROUPtest", "bob", i == 0 ? "the first of many" : "more");
	assert_hides(&s, "the first of many");
	for (int i = 0; i < 5; i++)
		mouse(&s, MOUSE_WHEEL_UP, 50, 5);
	assert_shows(&s, "the first of many");
	for (int i = 0; i < 5; i++)
		mouse(&s, MOUSE_WHEEL_DOWN, 50, 5);
	assert_hides(&s, "the first of many");
	stop(&s);
	start(&s, 80, 6);
	assert_rows(&s, 1, "▾ Suppliers             │");
	mouse(&s, MOUSE_WHEEL_DOWN, 5, 3);
	assert_rows(&s, 1, "▾ Research             ↑│");
	/* What is clicked is what is shown there. */
	click(&s, 5, 2);
	assert_string_equal(s.state.current, "C2Cdave");
	mouse(&s, MOUSE_WHEEL_UP, 5, 3);
	assert_rows(&s, 1, "▾ Suppliers             │");
	stop(&s);
}

static void test_a_click_chooses_in_a_box(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 24);
	command(&s, "theme");
	int y = screen_row_of(&s, "dark");
	click(&s, 40, y);
	assert_string_equal(ui_take_looks(s.ui)->theme, "dark");
	assert_hides(&s, "Theme");
	/* Of the command line's choices it puts one in. */
	screen_press(&s, "Alt-x");
	screen_type(&s, "theme ");
	click(&s, 40, screen_row_of(&s, "default"));
	assert_shows(&s, "› theme default");
	stop(&s);
}

static void test_the_mouse_can_be_given_away(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 24);
	assert_true(ui_wants_mouse(s.ui));
	screen_press(&s, "Alt-M");
	assert_false(ui_wants_mouse(s.ui));
	assert_false(ui_take_looks(s.ui)->mouse);
	assert_shows(&s, "The mouse is the terminal's");
	command(&s, "toggle-mouse");
	assert_true(ui_wants_mouse(s.ui));
	stop(&s);
}

/* ---- emoji ---- */

static void test_joined_emoji_are_drawn_as_the_terminal_draws_them(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 24);
	screen_message(&s, "GROUPtest", "bob", "\u2764\uFE0F \U0001F468\u200D\U0001F469|");
	assert_shows(&s, "\u2764 \U0001F468|");
	command(&s, "emoji whole");
	assert_shows(&s, "\u2764\uFE0F \U0001F468\u200D\U0001F469|");
	assert_true(ui_take_looks(s.ui)->whole_emoji);
	command(&s, "emoji");
	assert_shows(&s, "\u2764 \U0001F468|");
	stop(&s);
}

/* ---- settings ---- */

static void test_what_is_written_can_be_read(void **state)
{
	(void)state;
	struct looks looks;
	looks_init(&looks);
	assert_true(looks_set(&looks, "theme", "dark", NULL));
	assert_true(looks_set(&looks, "mouse", "no", NULL));
	assert_true(looks_set(&looks, "emoji", "whole", NULL));
	assert_true(looks_set(&looks, "pictures", "sixel", NULL));
	assert_false(looks_set(&looks, "pictures", "none", NULL));
	assert_true(looks_set(&looks, "sidebar", "31", NULL));
	char *text = looks_to_text(&looks);
	assert_string_equal(
	        text, "[looks]\ntheme = dark\nmouse = no\nemoji = whole\npictures = sixel\nsidebar = 31\n");
	free(text);
	assert_false(looks_set(&looks, "mouse", "maybe", NULL));
	assert_false(looks_set(&looks, "emoji", "all", NULL));
	assert_false(looks_set(&looks, "sidebar", "0", NULL));
	assert_false(looks_set(&looks, "theme", "", NULL));
	assert_false(looks_set(&looks, "cursor", "round", NULL));
	looks_finish(&looks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_theme_is_switched_at_once_and_kept),
	        cmocka_unit_test(test_a_theme_that_there_is_not_changes_nothing),
	        cmocka_unit_test(test_themes_are_completed_and_can_be_picked),
	        cmocka_unit_test(test_only_messages_are_left_to_be_copied),
	        cmocka_unit_test(test_any_way_back_shows_all_again),
	        cmocka_unit_test(test_only_messages_can_be_scrolled),
	        cmocka_unit_test(test_the_sidebar_can_be_wider_and_narrower),
	        cmocka_unit_test(test_the_divider_can_be_dragged),
	        cmocka_unit_test(test_a_click_opens_a_conversation_and_folds_a_group),
	        cmocka_unit_test(test_a_click_with_control_marks),
	        cmocka_unit_test(test_a_click_puts_the_cursor_where_one_writes),
	        cmocka_unit_test(test_the_wheel_scrolls_what_it_is_over),
	        cmocka_unit_test(test_a_click_chooses_in_a_box),
	        cmocka_unit_test(test_the_mouse_can_be_given_away),
	        cmocka_unit_test(test_joined_emoji_are_drawn_as_the_terminal_draws_them),
	        cmocka_unit_test(test_what_is_written_can_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
