/* Selecting a message: where the selection goes, and what it stays on. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 14);
	screen_login_filed(s);
	screen_open(s, "GROUPtest");
	screen_message(s, "GROUPtest", "bob", "one");
	screen_message(s, "GROUPtest", "carol", "two\nand a half");
	screen_message(s, "GROUPtest", "bob", "three");
}

static void test_up_goes_to_the_newest_and_down_back_to_writing(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "half a thou");
	screen_press(&s, "Up Up");
	assert_rows(&s, 7,
	            "    my notes            │ 09:40      bob  one\n"
	            "    carol               │▌09:40    carol  two\n"
	            "                        │▌                and a half\n"
	            "                        │ 09:40      bob  three\n"
	            "                        ├───────────────────────────────────────────────────────\n"
	            "                        │ › half a thou\n");
	assert_int_equal(s.grid.cursor_y, 8);
	assert_int_equal(screen_style(&s, 25, 8), STYLE_SELECTED_BAR);
	screen_press(&s, "Down Down");
	screen_type(&s, "ght");
	assert_shows(&s, "› half a thought");
	assert_hides(&s, "▌");
	screen_stop(&s);
}

static void test_letters_are_keys_and_esc_leaves(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "Alt-m k k k k");
	assert_shows(&s, "▌09:40      bob  one");
	screen_press(&s, "Esc");
	screen_type(&s, "k");
	assert_shows(&s, "› k");
	screen_stop(&s);
}

static void test_it_stays_on_its_message_whatever_comes(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "Up");
	assert_shows(&s, "▌09:40      bob  three");
	for (int i = 0; i < 20; i++)
		screen_message(&s, "GROUPtest", "carol", "more");
	assert_shows(&s, "▌09:40      bob  three");
	screen_press(&s, "G");
	assert_hides(&s, "three");
	screen_press(&s, "g");
	assert_shows(&s, "▌09:40      bob  one");
	screen_stop(&s);
}

static void test_all_of_a_long_one_is_shown_and_a_page_takes_it_along(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	for (int i = 0; i < 30; i++)
		screen_message(&s, "GROUPtest", "carol", "a\nb\nc");
	assert_hides(&s, "▌");
	screen_press(&s, "Up Up Up Up");
	assert_rows(&s, 1,
	            "▾ Suppliers             │▌                a\n"
	            " ›  #test               │▌                b\n"
	            "    bob                 │▌                c\n");
	screen_press(&s, "PageUp");
	assert_shows(&s, "▌");
	screen_press(&s, "Alt-End");
	assert_rows(&s, 9,
	            "                        │▌                b\n"
	            "                        │▌                c\n");
	screen_stop(&s);
}

static void test_there_is_nothing_to_select_where_nothing_was_said(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 14);
	screen_login_filed(&s);
	screen_open(&s, "C2Cbob");
	screen_press(&s, "Alt-m");
	assert_shows(&s, "There is no message to select yet");
	screen_type(&s, "k");
	assert_shows(&s, "› k");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_up_goes_to_the_newest_and_down_back_to_writing),
	        cmocka_unit_test(test_letters_are_keys_and_esc_leaves),
	        cmocka_unit_test(test_it_stays_on_its_message_whatever_comes),
	        cmocka_unit_test(test_all_of_a_long_one_is_shown_and_a_page_takes_it_along),
	        cmocka_unit_test(test_there_is_nothing_to_select_where_nothing_was_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
