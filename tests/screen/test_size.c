/* Screens of every size: one pane at a time, hardly any room, far too much. */
#include "screen.h"

static void start(struct screen *s, int width, int height)
{
	screen_start(s, width, height);
	screen_login_filed(s);
	screen_open(s, "GROUPtest");
	screen_message(s, "GROUPtest", "bob", "The second shipment is here. Who signs?");
	screen_message(s, "GROUPtest", "carol", "I do.");
	screen_message(s, "C2Cdave", "dave", "Are you there?");
}

static void test_a_narrow_screen_shows_one_pane_at_a_time(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 45, 14);
	assert_picture(&s, " Suppliers › #test                  ● online\n"
	                   "\n"
	                   "\n"
	                   "\n"
	                   "\n"
	                   "\n"
	                   "             Monday 23 November\n"
	                   " bob                                   09:40\n"
	                   "   The second shipment is here. Who signs?\n"
	                   " carol                                 09:40\n"
	                   "   I do.\n"
	                   "─────────────────────────────────────────────\n"
	                   " ›\n"
	                   " Tab switch panes  F1 help          1 unread\n");
	assert_true(s.state.viewing);
	screen_press(&s, "Tab");
	assert_picture(&s, " covey  alice@host                  ● online\n"
	                   "▾ Suppliers\n"
	                   " ›  #test\n"
	                   "    bob\n"
	                   "▾ Research                                 1\n"
	                   "    dave                                   1\n"
	                   "▾ no group\n"
	                   "    my notes\n"
	                   "    carol\n"
	                   "\n"
	                   "\n"
	                   "\n"
	                   "\n"
	                   " n new group  ? help                1 unread\n");
	assert_false(s.state.viewing);
	screen_press(&s, "Tab");
	assert_true(s.state.viewing);
	/* Esc goes there and back, Enter into what is under the cursor. */
	screen_press(&s, "Esc");
	assert_false(s.state.viewing);
	screen_press(&s, "Esc Tab");
	screen_press(&s, "G Enter");
	assert_string_equal(s.state.current, "C2Ccarol");
	assert_true(s.state.viewing);
	screen_press(&s, "Tab n");
	assert_picture(&s, " covey  alice@host                  ● online\n"
	                   "╭─ New group ───────────────────────────────╮\n"
	                   "│ ›                                         │\n"
	                   "│ 0/32 bytes                                │\n"
	                   "│                                           │\n"
	                   "│ Enter make it   Esc close                 │\n"
	                   "╰───────────────────────────────────────────╯\n"
	                   "    my notes\n"
	                   " ›  carol\n"
	                   "\n"
	                   "\n"
	                   "\n"
	                   "\n"
	                   " n new group  ? help                1 unread\n");
	screen_stop(&s);
}

static void test_growing_and_shrinking_keeps_what_one_does(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 80, 24);
	screen_type(&s, "half a sentence");
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › #test                            ● online\n");
	screen_resize(&s, 50, 12);
	assert_picture(&s, " Suppliers › #test                       ● online\n"
	                   "\n"
	                   "\n"
	                   "\n"
	                   "\n"
	                   "                Monday 23 November\n"
	                   " 09:40      bob  The second shipment is here. Who\n"
	                   "                 signs?\n"
	                   " 09:40    carol  I do.\n"
	                   "──────────────────────────────────────────────────\n"
	                   " › half a sentence\n"
	                   " Tab switch panes  F1 help               1 unread\n");
	screen_resize(&s, 100, 10);
	assert_picture(
	        &s,
	        " covey  alice@host              Suppliers › #test                                          "
	        "● online\n"
	        "▾ Suppliers                   │\n"
	        " ›  #test                     │\n"
	        "    bob                       │\n"
	        "▾ Research                  1 │                         Monday 23 November\n"
	        "    dave                    1 │ 09:40      bob  The second shipment is here. Who signs?\n"
	        "▾ no group                    │ 09:40    carol  I do.\n"
	        "    my notes                  "
	        "├─────────────────────────────────────────────────────────────────────\n"
	        "    carol                     │ › half a sentence\n"
	        " Tab switch panes  Alt-a next unread  Ctrl-g go to or start  F1 help             1 unread "
	        "elsewhere\n");
	screen_stop(&s);
}

static void test_twenty_by_five(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 20, 5);
	assert_picture(&s, " Supplie…  ● online\n"
	                   " carol        09:40\n"
	                   "   I do.\n"
	                   " ›\n"
	                   " F1 help   1 unread\n");
	screen_type(&s, "a text that is longer than the row");
	assert_picture(&s, " Supplie…  ● online\n"
	                   " carol        09:40\n"
	                   "   I do.\n"
	                   " ↑ row\n"
	                   " F1 help   1 unread\n");
	screen_press(&s, "Tab");
	assert_picture(&s, " covey  a… ● online\n"
	                   "▾ Suppliers\n"
	                   " ›  #test\n"
	                   "    bob            ↓\n"
	                   " ? help    1 unread\n");
	screen_press(&s, "d");
	assert_picture(&s, "Delete “Suppliers”?\n"
	                   "The group\n"
	                   "“Suppliers” goes.\n"
	                   "Its 2 conversations\n"
	                   "y delete the group …\n");
	screen_press(&s, "Esc m");
	assert_picture(&s, "Move “#test” to\n"
	                   "›\n"
	                   "▸ Resea… 1 convers…\n"
	                   "Type to narrow, or …\n"
	                   "Enter move it there…\n");
	screen_type(&s, "x");
	assert_picture(&s, "Move “#test” to\n"
	                   "› x\n"
	                   "▸ creat… 1/32 bytes\n"
	                   "\n"
	                   "Enter move it there…\n");
	screen_press(&s, "Esc ?");
	assert_picture(&s, "Help\n"
	                   "In the sidebar\n"
	                   "  Up, k   up\n"
	                   "  Down, j down\n"
	                   "PageDown more   Esc…\n");
	screen_stop(&s);
}

/* Nothing to see, but every key works and nothing breaks. */
static void test_every_size_down_to_one_cell_survives_every_key(void **state)
{
	(void)state;
	static const int sizes[][2] = {{1, 1},  {2, 1},  {1, 9},  {3, 2},  {7, 3},
	                               {20, 4}, {59, 7}, {60, 8}, {61, 1}, {200, 2}};
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct screen s;
		start(&s, sizes[i][0], sizes[i][1]);
		assert_hides(&s, "\033");
		for (int action = 0; action < ACTION_COUNT; action++) {
			char *keys = keymap_keys(s.keymap, action_table[action].context, (enum action)action),
			     *rest = NULL;
			for (char *name = strtok_r(keys, ", ", &rest); name;
			     name = strtok_r(NULL, ", ", &rest)) {
				screen_press(&s, name);
				screen_type(&s, "项x");
				assert_hides(&s, "\033");
			}
			free(keys);
		}
		screen_stop(&s);
	}
}

static void test_a_huge_screen(void **state)
{
	(void)state;
	struct screen s;
	start(&s, 400, 100);
	assert_rows(&s, 0,
	            " covey  alice@host                  Suppliers › #test                                   "
	            "                                                                                        "
	            "                                                                                        "
	            "                                                                                        "
	            "                                       ● online\n");
	assert_rows(
	        &s, 94,
	        "                                  │                                                         "
	        "                                                                                            "
	        "                        Monday 23 November\n"
	        "                                  │ 09:40      bob  The second shipment is here. Who "
	        "signs?\n"
	        "                                  │ 09:40    carol  I do.\n"
	        "                                  "
	        "├───────────────────────────────────────────────────────────────────────────────────────────"
	        "────────────────────────────────────────────────────────────────────────────────────────────"
	        "────────────────────────────────────────────────────────────────────────────────────────────"
	        "──────────────────────────────────────────────────────────────────────────────────────────\n"
	        "                                  │ ›\n"
	        " Tab switch panes  Alt-a next unread  Ctrl-g go to or start  F1 help                        "
	        "                                                                                            "
	        "                                                                                            "
	        "                                                                                            "
	        "             1 unread elsewhere\n");
	assert_int_equal(s.grid.cursor_y, 98);
	screen_press(&s, "Tab n");
	assert_shows(&s, "New group");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_narrow_screen_shows_one_pane_at_a_time),
	        cmocka_unit_test(test_growing_and_shrinking_keeps_what_one_does),
	        cmocka_unit_test(test_twenty_by_five),
	        cmocka_unit_test(test_every_size_down_to_one_cell_survives_every_key),
	        cmocka_unit_test(test_a_huge_screen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
