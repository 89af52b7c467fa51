/* Smart groups: what fits a filter stands under them, too. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_conversation(
	        s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .unread = 2, .last = 2});
}

static void command(struct screen *s, const char *line)
{
	screen_press(s, ":");
	screen_type(s, line);
	screen_press(s, "Enter");
}

static void test_one_stands_above_the_groups_and_follows_what_happens(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "smart unread");
	assert_rows(&s, 1,
	            "▾ ◇ unread            2 │\n"
	            "    bob               2 │\n"
	            "▾ Suppliers           2 │\n"
	            "    bob               2 │\n"
	            "    #test               │");
	screen_message(&s, "GROUPtest", "carol", "hello");
	assert_rows(&s, 1,
	            "▾ ◇ unread            3 │\n"
	            "    #test             1 │\n"
	            "    bob               2 │\n"
	            "▾ Suppliers           3 │\n");
	screen_conversation(
	        &s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .last = 2, .read = 2});
	assert_rows(&s, 1,
	            "▾ ◇ unread            1 │\n"
	            "    #test             1 │\n"
	            "▾ Suppliers           1 │\n");
	screen_stop(&s);
}

static void test_the_picker_shows_and_hides_them(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "S");
	assert_shows(&s, "Smart groups");
	screen_type(&s, "roo");
	screen_press(&s, "Enter");
	assert_rows(&s, 1,
	            "▾ ◇ rooms               │\n"
	            "    #test               │\n"
	            "▾ Suppliers           2 │\n");
	screen_press(&s, "S");
	screen_type(&s, "roo");
	assert_shows(&s, "shown");
	screen_press(&s, "Enter");
	assert_rows(&s, 1, "▾ Suppliers           2 │\n");
	screen_stop(&s);
}

static void test_one_of_ones_own_is_made_of_a_filter(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "smart \"B or D\" name~^[bd]");
	assert_rows(&s, 1,
	            "▾ ◇ B or D            2 │\n"
	            "    bob               2 │\n"
	            "    dave                │\n"
	            "▾ Suppliers           2 │\n");
	/* The same name with another filter changes it. */
	command(&s, "smart \"B or D\" name~^d");
	assert_rows(&s, 1,
	            "▾ ◇ B or D              │\n"
	            "    dave                │\n"
	            "▾ Suppliers           2 │\n");
	screen_press(&s, "g d");
	assert_rows(&s, 1, "▾ Suppliers           2 │\n");
	assert_shows(&s, "No more shown; back with :smart \"B or D\" name~^d");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_what_cannot_be_is_told_in_its_place(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "smart Mine");
	assert_shows(&s, "Say what belongs to it: smart Mine FILTER");
	screen_press(&s, "C-u");
	screen_type(&s, "smart Mine name~(");
	screen_press(&s, "Enter");
	assert_shows(&s, "column");
	screen_press(&s, "C-u");
	screen_type(&s, "smart Mine people unread");
	screen_press(&s, "Enter");
	assert_shows(&s, "“people” is no word");
	assert_shows(&s, "Words: all,");
	screen_press(&s, "C-u");
	screen_type(&s, "smart 123456789012345678901234567890123 all");
	screen_press(&s, "Enter");
	assert_shows(&s, "at most 32 bytes");
	screen_press(&s, "C-u");
	screen_type(&s, "drop-smart Mine");
	screen_press(&s, "Enter");
	assert_shows(&s, "There is no smart group “Mine”");
	screen_stop(&s);
}

static void test_they_are_not_counted_among_the_groups(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	s.state.limits.convgroups = 2;
	command(&s, "smart people");
	command(&s, "smart rooms");
	assert_int_equal(s.state.convgroups.len, 2);
	screen_press(&s, "M-x");
	screen_type(&s, "move ");
	assert_hides(&s, "│ ▸ people");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_drafts_has_what_was_typed_and_not_sent(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "smart drafts");
	screen_open(&s, "C2Cdave");
	screen_type(&s, "Dear Dave");
	assert_rows(&s, 1, "▾ ◇ drafts              │");
	assert_rows(&s, 2, " ›  dave");
	screen_stop(&s);
}

static void test_folded_it_hides_all_and_the_fold_stays(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "smart unread");
	screen_press(&s, "g Space");
	assert_rows(&s, 1,
	            "▸ ◇ unread            2 │\n"
	            "▾ Suppliers           2 │\n");
	screen_press(&s, "Right");
	assert_rows(&s, 1, "▾ ◇ unread            2 │\n");
	screen_press(&s, "j h h");
	assert_rows(&s, 1, "▸ ◇ unread            2 │\n");
	screen_stop(&s);
}

static void test_what_is_done_there_is_done_where_it_is_filed(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "smart unread");
	screen_press(&s, "g j m");
	screen_type(&s, "res");
	screen_press(&s, "Enter");
	assert_asked(&s, "move C2Cbob from Suppliers to Research");
	screen_answer(&s, 0, NULL);
	screen_press(&s, "g j x");
	assert_asked(&s, "take C2Cbob out of Research");
	screen_answer(&s, 0, NULL);
	screen_press(&s, "g R");
	assert_asked(&s, "read C2Cbob");
	screen_answer(&s, 0, NULL);
	screen_conversation(
	        &s, (struct conversation){
	                    .id = "C2Cbob", .convgroups = "Suppliers,Research", .unread = 2, .last = 2});
	screen_press(&s, "g j m");
	assert_shows(&s, "It is in more than one group");
	/* Marks are the conversation's: it is marked wherever it stands. */
	screen_press(&s, "g v");
	assert_rows(&s, 2,
	            "✓   bob               2 │\n"
	            "▾ Suppliers           2 │\n"
	            "✓   bob               2 │\n");
	screen_stop(&s);
}

static void test_what_only_groups_have_is_said_of_it(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "smart unread");
	screen_press(&s, "g f");
	assert_rows(&s, 23, " A smart group has no focus: put the cursor on a group");
	screen_press(&s, "F");
	assert_rows(&s, 23, " A smart group has no feed: put the cursor on a group");
	screen_press(&s, "r");
	assert_rows(&s, 23, " Rename a group: put the cursor on one of yours first");
	assert_null(s.state.narrowed);
	assert_null(s.state.feed);
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_one_stands_above_the_groups_and_follows_what_happens),
	        cmocka_unit_test(test_the_picker_shows_and_hides_them),
	        cmocka_unit_test(test_one_of_ones_own_is_made_of_a_filter),
	        cmocka_unit_test(test_what_cannot_be_is_told_in_its_place),
	        cmocka_unit_test(test_they_are_not_counted_among_the_groups),
	        cmocka_unit_test(test_drafts_has_what_was_typed_and_not_sent),
	        cmocka_unit_test(test_folded_it_hides_all_and_the_fold_stays),
	        cmocka_unit_test(test_what_is_done_there_is_done_where_it_is_filed),
	        cmocka_unit_test(test_what_only_groups_have_is_said_of_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
