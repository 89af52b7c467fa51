/* The focus on one group. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_conversation(
	        s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .unread = 1, .last = 1});
	screen_conversation(
	        s, (struct conversation){.id = "C2Cdave", .convgroups = "Research", .unread = 2, .last = 2});
}

static void test_the_sidebar_shows_that_group_alone_and_the_same_key_leaves(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "g Space j f");
	/* It is unfolded while one looks at it. */
	assert_rows(&s, 1,
	            "▾ Suppliers           1 │\n"
	            "    bob               1 │\n"
	            "    #test               │\n"
	            "                        │\n");
	assert_rows(&s, 23,
	            " n new group  r rename the group  ? help    focus: the rest is silent, 2 unread\n");
	screen_press(&s, "f");
	assert_rows(&s, 1,
	            "▸ Suppliers           1 │\n"
	            "    bob               1 │\n"
	            "▾ Research            2 │\n");
	assert_shows(&s, "3 unread elsewhere");
	screen_stop(&s);
}

static void test_next_unread_stays_in_the_group(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "f M-a");
	assert_string_equal(s.state.current, "C2Cbob");
	screen_press(&s, "M-a");
	assert_string_equal(s.state.current, "C2Cbob");
	assert_rows(&s, 23, " Nothing is unread elsewhere");
	screen_press(&s, "M-n");
	assert_string_equal(s.state.current, "GROUPtest");
	screen_press(&s, "M-n");
	assert_string_equal(s.state.current, "GROUPtest");
	/* The same key where one writes. */
	screen_press(&s, "M-o M-a");
	assert_string_equal(s.state.current, "C2Cdave");
	screen_press(&s, "M-o");
	assert_string_equal(s.state.narrowed, "Research");
	screen_stop(&s);
}

static void test_it_follows_a_rename_and_goes_with_the_group(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, ":");
	screen_type(&s, "focus research");
	screen_press(&s, "Enter");
	screen_convgroups(&s, "Suppliers", "Science", NULL);
	assert_rows(&s, 1,
	            "▾ Science             2 │\n"
	            "    dave              2 │\n"
	            "                        │\n");
	screen_convgroups(&s, "Suppliers", NULL);
	assert_rows(&s, 23, " The group “Science” is gone, and the focus on it ");
	assert_rows(&s, 1, "▾ Suppliers           1 │\n");
	screen_stop(&s);
}

static void test_there_must_be_a_group(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "G f");
	assert_rows(&s, 23, " Focus on a group: put the cursor on one first");
	assert_null(s.state.narrowed);
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_the_sidebar_shows_that_group_alone_and_the_same_key_leaves),
	        cmocka_unit_test(test_next_unread_stays_in_the_group),
	        cmocka_unit_test(test_it_follows_a_rename_and_goes_with_the_group),
	        cmocka_unit_test(test_there_must_be_a_group),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
