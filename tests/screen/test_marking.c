/* Marking conversations, and doing one thing to all that are marked. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
}

static void command(struct screen *s, const char *line)
{
	screen_press(s, ":");
	screen_type(s, line);
	screen_press(s, "Enter");
}

static void test_marked_ones_are_shown_and_counted(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "j v");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            "✓   bob                 │\n"
	            "    #test               │\n");
	assert_shows(&s, "1 marked");
	assert_int_equal(screen_style(&s, 5, 3), STYLE_CURSOR);
	/* The same key takes the mark away. */
	screen_press(&s, "k v");
	assert_hides(&s, "✓");
	assert_hides(&s, "marked");
	screen_stop(&s);
}

static void test_what_is_marked_does_not_hide_what_is_unread(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_conversation(&s, (struct conversation){.id = "C2Cdave",
	                                              .convgroups = "Research",
	                                              .unread = 12,
	                                              .mentions = 2,
	                                              .last = 20,
	                                              .read = 8});
	assert_shows(&s, "  12 unread elsewhere, 2 for you\n");
	screen_press(&s, "j v");
	assert_shows(&s, "m move to a group  / go to or start  ? help   1 marked, 12 unread\n");
	screen_resize(&s, 40, 12);
	assert_shows(&s, "  1 marked, 12 unread\n");
	screen_press(&s, "k v");
	assert_shows(&s, "  12 unread, 2 for you\n");
	screen_stop(&s);
}

static void test_a_range_goes_from_the_last_mark_to_the_cursor(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "j v j j V");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            "✓   bob                 │\n"
	            "✓   #test               │\n"
	            "▾ Research              │\n"
	            "✓   dave                │");
	assert_shows(&s, "3 marked");
	screen_press(&s, "M-v");
	assert_hides(&s, "✓");
	assert_shows(&s, "3 conversations unmarked");
	screen_stop(&s);
}

static void test_a_heading_marks_all_that_stand_under_it(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "Space v");
	assert_shows(&s, "2 marked");
	screen_press(&s, "v");
	assert_hides(&s, "marked");
	screen_stop(&s);
}

static void test_a_filter_marks_what_is_like_that(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "mark name~^[bd]");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            "✓   bob                 │\n"
	            "    #test               │\n"
	            "▾ Research              │\n"
	            "✓   dave                │");
	assert_shows(&s, "2 conversations like that; 2 marked in all");
	command(&s, "mark room");
	assert_shows(&s, "1 conversation like that; 3 marked in all");
	command(&s, "unmark group=research");
	assert_shows(&s, "2 marked");
	command(&s, "unmark");
	assert_hides(&s, "✓");
	screen_stop(&s);
}

static void test_a_filter_that_is_wrong_is_told_in_its_place(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "mark idle>30q");
	assert_shows(&s, "› mark idle>30q");
	assert_shows(&s, "column");
	screen_press(&s, "C-u");
	screen_type(&s, "mark pinned");
	screen_press(&s, "Enter");
	assert_shows(&s, "No conversation is like that");
	screen_stop(&s);
}

static void test_one_key_moves_all_each_out_of_its_group(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "mark not group=Research and not id=alice");
	screen_press(&s, "m");
	assert_shows(&s, "Move 3 conversations to");
	screen_type(&s, "res");
	screen_press(&s, "Enter");
	assert_asked(&s, "move C2Cbob,GROUPtest from Suppliers to Research");
	assert_hides(&s, "Move 3");
	screen_answer(&s, 0, NULL);
	assert_shows(&s, "1 marked");
	assert_asked(&s, "move C2Ccarol from none to Research");
	screen_answer(&s, 0, NULL);
	assert_shows(&s, "3 conversations moved to “Research”; u takes it back");
	assert_hides(&s, "✓");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_a_new_group_is_made_first(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "mark person");
	screen_press(&s, "a");
	screen_type(&s, "Friends");
	screen_press(&s, "Enter");
	assert_asked(&s, "create Friends()");
	screen_answer(&s, 0, NULL);
	assert_asked(&s, "add C2Cbob,C2Ccarol,C2Cdave to Friends");
	screen_stop(&s);
}

static void test_requests_are_cut_into_what_the_server_allows(void **state)
{
	(void)state;
	struct screen s;
	char id[32];
	start(&s);
	for (int i = 0; i < 250; i++) {
		snprintf(id, sizeof(id), "GROUPr%03d", i);
		screen_conversation(&s, (struct conversation){.id = id});
	}
	command(&s, "mark id~^r");
	assert_shows(&s, "250 marked");
	screen_press(&s, "m");
	screen_type(&s, "res");
	screen_press(&s, "Enter");
	for (int piece = 0; piece < 3; piece++) {
		assert_int_equal(s.requests.items[s.requests.len - 1]->conversations.len,
		                 piece < 2 ? 100 : 50);
		screen_answer(&s, 0, NULL);
	}
	assert_shows(&s, "250 conversations moved to “Research”; u takes it back");
	screen_stop(&s);
}

static void test_what_was_refused_is_listed_and_stays_marked(void **state)
{
	(void)state;
	struct screen s;
	static const struct state_failure failures[] = {
	        {"C2Cbob", 51008, "1000 conversations are in groups already"},
	};
	start(&s);
	command(&s, "mark group=suppliers");
	screen_press(&s, "m");
	screen_type(&s, "res");
	screen_press(&s, "Enter");
	screen_answer_failures(&s, failures, 1);
	assert_shows(&s, "1 refused, and still marked");
	assert_shows(&s, "bob: 1000 conversations are in groups already");
	assert_shows(&s, "1 conversation moved to “Research”; 1 refused");
	screen_press(&s, "Esc");
	assert_shows(&s, "✓   bob");
	assert_hides(&s, "✓   #test");
	command(&s, "refused");
	assert_shows(&s, "bob: 1000 conversations are in groups already");
	screen_stop(&s);
}

static void test_a_request_that_failed_refuses_all_that_it_named(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "mark person");
	screen_press(&s, "a");
	screen_type(&s, "res");
	screen_press(&s, "Enter");
	screen_answer(&s, 51009, "There is no such group");
	assert_shows(&s, "carol: There is no such group");
	/* What is there already needed no request. */
	assert_shows(&s, "1 conversation added to “Research”; 2 refused");
	screen_stop(&s);
}

static void test_one_in_several_groups_leaves_the_one_where_it_was_marked(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_convgroups(&s, "Suppliers", "Research", "Home", NULL);
	screen_conversation(&s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers,Research"});
	command(&s, "mark id=bob");
	screen_press(&s, "m");
	screen_type(&s, "home");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_shows(&s, "bob: It is in more than one group");
	screen_press(&s, "Esc M-v g j v x");
	assert_asked(&s, "take C2Cbob out of Suppliers");
	screen_stop(&s);
}

static void test_reading_and_pinning_go_by_the_marks(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_conversation(&s, (struct conversation){.id = "C2Ccarol", .unread = 2, .last = 2});
	screen_conversation(
	        &s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .unread = 2, .last = 2});
	command(&s, "mark unread");
	screen_press(&s, "R");
	assert_asked(&s, "read C2Cbob");
	screen_answer(&s, 0, NULL);
	assert_asked(&s, "read C2Ccarol");
	screen_answer(&s, 0, NULL);
	assert_shows(&s, "2 conversations marked read");
	command(&s, "mark person");
	screen_press(&s, "p");
	assert_asked(&s, "pin C2Cbob");
	screen_stop(&s);
}

static void test_a_mark_goes_with_its_conversation(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "mark all");
	assert_shows(&s, "5 marked");
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_CONVERSATIONS_LISTED});
	assert_hides(&s, "  5 marked");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_marked_ones_are_shown_and_counted),
	        cmocka_unit_test(test_what_is_marked_does_not_hide_what_is_unread),
	        cmocka_unit_test(test_a_range_goes_from_the_last_mark_to_the_cursor),
	        cmocka_unit_test(test_a_heading_marks_all_that_stand_under_it),
	        cmocka_unit_test(test_a_filter_marks_what_is_like_that),
	        cmocka_unit_test(test_a_filter_that_is_wrong_is_told_in_its_place),
	        cmocka_unit_test(test_one_key_moves_all_each_out_of_its_group),
	        cmocka_unit_test(test_a_new_group_is_made_first),
	        cmocka_unit_test(test_requests_are_cut_into_what_the_server_allows),
	        cmocka_unit_test(test_what_was_refused_is_listed_and_stays_marked),
	        cmocka_unit_test(test_a_request_that_failed_refuses_all_that_it_named),
	        cmocka_unit_test(test_one_in_several_groups_leaves_the_one_where_it_was_marked),
	        cmocka_unit_test(test_reading_and_pinning_go_by_the_marks),
	        cmocka_unit_test(test_a_mark_goes_with_its_conversation),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
