/* Moving, adding, taking out: the picker of groups. */
#include "screen.h"

static void test_the_picker_narrows_and_moves(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_convgroups(&s, "Suppliers", "Research", "Büro", "Reise", NULL);
	screen_press(&s, "j m");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            "    bob                 │ ╭─ Move “bob” to ───────────────────────────────────╮\n"
	            "    #test               │ │ ›                                                 │\n"
	            "▾ Research              │ │ ▸ Research                        1 conversation  │\n"
	            "    dave                │ │   Büro                           0 conversations  │\n"
	            "▾ Büro                  │ │   Reise                          0 conversations  │\n"
	            "▾ Reise                 │ │                                                   │\n"
	            "▾ no group              │ │                                                   │\n"
	            "    my notes            │ │                                                   │\n"
	            "    carol               │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │ Type to narrow, or the name of a new group        │\n"
	            "                        │ │ Enter move it there   Esc close                   │\n"
	            "                        │ ╰───────────────────────────────────────────────────╯\n"
	            "                        │\n"
	            "                        │\n");
	screen_type(&s, "re");
	assert_rows(&s, 3,
	            "    #test               │ │ › re                                              │\n"
	            "▾ Research              │ │ ▸ Research                        1 conversation  │\n"
	            "    dave                │ │   Reise                          0 conversations  │\n"
	            "▾ Büro                  │ │   create “re”                         2/32 bytes  │\n");
	screen_press(&s, "Down Enter");
	assert_asked(&s, "move C2Cbob from Suppliers to Reise");
	assert_shows(&s, "waiting for the answer…");
	/* A second Enter asks nothing. */
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	screen_answer(&s, 0, NULL);
	assert_shows(&s, " Moved bob to “Reise”; u takes it back");
	assert_hides(&s, "Move “");
	screen_stop(&s);
}

static void test_case_and_accents_do_not_matter(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_convgroups(&s, "Suppliers", "Büro", NULL);
	screen_press(&s, "j m");
	screen_type(&s, "BURO");
	screen_press(&s, "Enter");
	assert_asked(&s, "move C2Cbob from Suppliers to Büro");
	screen_stop(&s);
}

static void test_a_group_that_is_not_there_is_made_and_then_moved_to(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "j m");
	screen_type(&s, "Clients");
	assert_rows(&s, 2,
	            "    bob                 │ ╭─ Move “bob” to ───────────────────────────────────╮\n"
	            "    #test               │ │ › Clients                                         │\n"
	            "▾ Research              │ │ ▸ create “Clients”                    7/32 bytes  │\n"
	            "    dave                │ │                                                   │\n");
	screen_press(&s, "Enter");
	assert_asked(&s, "create Clients()");
	screen_answer(&s, 0, NULL);
	assert_asked(&s, "move C2Cbob from Suppliers to Clients");
	screen_answer(&s, 0, NULL);
	assert_shows(&s, " Moved bob to “Clients”; u takes it back");
	screen_stop(&s);
}

static void test_from_no_group_a_new_one_is_made_with_it(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "G m");
	screen_type(&s, "Clients");
	screen_press(&s, "Enter");
	assert_asked(&s, "create Clients(C2Ccarol)");
	screen_answer(&s, 0, NULL);
	assert_asked(&s, "");
	assert_shows(&s, " Made the group “Clients” for carol; u takes it back");
	screen_stop(&s);
}

static void test_adding_offers_only_the_groups_that_it_is_not_in(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "j a");
	assert_rows(&s, 2,
	            "    bob                 │ ╭─ Add “bob” to one more group ─────────────────────╮\n"
	            "    #test               │ │ ›                                                 │\n"
	            "▾ Research              │ │ ▸ Research                        1 conversation  │\n"
	            "    dave                │ │                                                   │\n");
	screen_press(&s, "Enter");
	assert_asked(&s, "add C2Cbob to Research");
	screen_answer(&s, 0, NULL);
	assert_shows(&s, " Added bob to “Research”; u takes it back");
	screen_stop(&s);
}

static void test_what_was_refused_is_listed_by_name_with_the_reason(void **state)
{
	(void)state;
	struct screen s;
	static const struct state_failure failures[] = {
	        {"C2Cbob", 51008, "1000 conversations are in groups already"},
	};
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "j a Enter");
	screen_answer_failures(&s, failures, 1);
	assert_rows(&s, 2,
	            "    bob                 │ ╭─ Add “bob” to one more group ─────────────────────╮\n"
	            "    #test               │ │ ›                                                 │\n"
	            "▾ Research              │ │ ▸ Research                        1 conversation  │\n"
	            "    dave                │ │                                                   │\n"
	            "▾ no group              │ │                                                   │\n"
	            "    my notes            │ │                                                   │\n"
	            "    carol               │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │ Type to narrow, or the name of a new group        │\n"
	            "                        │ │ bob: 1000 conversations are in groups already     │\n"
	            "                        │ │ Enter add it there   Esc close                    │\n"
	            "                        │ ╰───────────────────────────────────────────────────╯\n");
	screen_stop(&s);
}

static void test_taking_out(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "j x");
	assert_asked(&s, "take C2Cbob out of Suppliers");
	screen_answer(&s, 50004, "The server failed; nothing was changed");
	assert_rows(&s, 23, " Could not take out of the group: The server failed; nothing was changed\n");
	screen_press(&s, "x");
	screen_answer(&s, 0, NULL);
	assert_shows(&s, " Took bob out of “Suppliers”; u takes it back");
	assert_asked(&s, "take C2Cbob out of Suppliers");
	screen_press(&s, "G x");
	assert_rows(&s, 23, " It is in no group\n");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_the_command_line_says_what_it_filed(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_open(&s, "C2Ccarol");
	screen_press(&s, "M-x");
	screen_type(&s, "add Research carol bob");
	screen_press(&s, "Enter");
	screen_answer(&s, 0, NULL);
	/* Here u is a letter. */
	assert_rows(&s, 23, " Added 2 conversations to “Research”\n");
	screen_stop(&s);
}

static void test_what_waits_for_a_connection_is_not_said_to_be_done(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	s.state.kept = true;
	screen_login_filed(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
	screen_press(&s, "j x");
	assert_shows(&s, "Kept until there is a connection: take 1 conversation out of “Suppliers”");
	screen_stop(&s);
}

static void test_on_a_heading_filing_says_what_it_needs(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "m");
	assert_rows(&s, 23, " Move a conversation: put the cursor on one first\n");
	screen_stop(&s);
}

static void test_the_picker_follows_what_others_do(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "j m");
	screen_convgroups(&s, "Suppliers", "Research", "Fresh", NULL);
	assert_rows(&s, 3,
	            "    #test               │ │ ›                                                 │\n"
	            "▾ Research              │ │ ▸ Research                        1 conversation  │\n"
	            "    dave                │ │   Fresh                          0 conversations  │\n");
	screen_stop(&s);
}

static void assert_cursor_on(struct screen *s, const char *row, int y)
{
	assert_int_equal(screen_style(s, 0, y), STYLE_CURSOR);
	assert_rows(s, y, row);
}

static void test_filing_many_in_a_row_goes_on_with_the_row_that_followed(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_conversation(&s, (struct conversation){.id = "C2Cerin"});
	screen_press(&s, "Home Down Down Down Down Down Down Down");
	assert_cursor_on(&s, "    carol               │", 8);
	/* Its new place is above, so every row below it moves by one. */
	screen_conversation(&s, (struct conversation){.id = "C2Ccarol", .convgroups = "Research"});
	assert_cursor_on(&s, "    erin                │", 9);
	/* Behind the last one there is nothing: the one before it. */
	screen_conversation(&s, (struct conversation){.id = "C2Cerin", .convgroups = "Suppliers"});
	assert_cursor_on(&s, "    my notes            │", 9);
	screen_stop(&s);
}

static void test_several_that_go_at_once_leave_the_cursor_on_the_next_that_stays(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "Home Down");
	screen_convgroups(&s, "Research", NULL);
	assert_cursor_on(&s, "▾ Research              │", 1);
	screen_stop(&s);
}

static void test_the_cursor_stays_when_its_group_gets_another_name(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "Home Down");
	screen_convgroups(&s, "Vendors", "Research", NULL);
	assert_cursor_on(&s, "    bob                 │", 2);
	screen_press(&s, "Up");
	screen_convgroups(&s, "Makers", "Research", NULL);
	assert_cursor_on(&s, "▾ Makers                │", 1);
	screen_stop(&s);
}

static void test_a_picker_with_nothing_to_choose_offers_no_enter(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "j m");
	assert_shows(&s, "Enter move it there");
	screen_type(&s, "a name of more than thirty-two bytes");
	assert_shows(&s, "The name has 36 bytes");
	assert_hides(&s, "Enter move it there");
	assert_shows(&s, "Esc close");
	screen_stop(&s);
}

static void test_the_picker_says_what_there_can_be_no_more_of(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 100, 24);
	screen_login_filed(&s);
	s.state.limits.convgroups = 2;
	screen_press(&s, "j m");
	assert_shows(&s, "All 2 groups that there can be are made");
	screen_type(&s, "third");
	assert_shows(&s, "There can be no more than 2 groups");
	screen_press(&s, "Esc");
	/* Three places are taken. Moving takes none. */
	s.state.limits.conversations_in_groups = 3;
	screen_press(&s, "a");
	assert_shows(&s, "Of the 3 places in all groups 0 are left");
	screen_press(&s, "Esc m");
	assert_hides(&s, "places in all groups");
	screen_press(&s, "Esc v a");
	assert_shows(&s, "Of the 3 places in all groups 0 are left");
	screen_stop(&s);
}

static void test_the_command_line_counts_the_bytes_of_a_name(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 100, 24);
	screen_login_filed(&s);
	screen_press(&s, ":");
	screen_type(&s, "new-group Büro");
	assert_shows(&s, "5/32 bytes");
	screen_type(&s, " bob");
	assert_hides(&s, "/32 bytes");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_the_picker_says_what_there_can_be_no_more_of),
	        cmocka_unit_test(test_the_command_line_counts_the_bytes_of_a_name),
	        cmocka_unit_test(test_a_picker_with_nothing_to_choose_offers_no_enter),
	        cmocka_unit_test(test_filing_many_in_a_row_goes_on_with_the_row_that_followed),
	        cmocka_unit_test(test_several_that_go_at_once_leave_the_cursor_on_the_next_that_stays),
	        cmocka_unit_test(test_the_cursor_stays_when_its_group_gets_another_name),
	        cmocka_unit_test(test_the_picker_narrows_and_moves),
	        cmocka_unit_test(test_case_and_accents_do_not_matter),
	        cmocka_unit_test(test_a_group_that_is_not_there_is_made_and_then_moved_to),
	        cmocka_unit_test(test_from_no_group_a_new_one_is_made_with_it),
	        cmocka_unit_test(test_adding_offers_only_the_groups_that_it_is_not_in),
	        cmocka_unit_test(test_what_was_refused_is_listed_by_name_with_the_reason),
	        cmocka_unit_test(test_taking_out),
	        cmocka_unit_test(test_the_command_line_says_what_it_filed),
	        cmocka_unit_test(test_what_waits_for_a_connection_is_not_said_to_be_done),
	        cmocka_unit_test(test_on_a_heading_filing_says_what_it_needs),
	        cmocka_unit_test(test_the_picker_follows_what_others_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
