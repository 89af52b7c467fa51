/* Making, renaming, deleting and ordering groups, and marking them read. */
#include "screen.h"

static void test_a_new_group(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login(&s);
	screen_press(&s, "Tab n");
	assert_rows(&s, 1,
	            "▾ no group              │\n"
	            " ›  my notes            │ ╭─ New group ───────────────────────────────────────╮\n"
	            "                        │ │ ›                                                 │\n"
	            "  No groups yet.        │ │ 0/32 bytes                                        │\n"
	            "  n makes one.          │ │                                                   │\n"
	            "                        │ │ Enter make it   Esc close                         │\n"
	            "                        │ ╰───────────────────────────────────────────────────╯\n"
	            "                        │  Ctrl-g   to a person or a room\n");
	screen_type(&s, "Büro");
	screen_press(&s, "Enter");
	assert_asked(&s, "create Büro()");
	assert_rows(&s, 1,
	            "▾ no group              │\n"
	            " ›  my notes            │ ╭─ New group ───────────────────────────────────────╮\n"
	            "                        │ │ › Büro                                            │\n"
	            "  No groups yet.        │ │ 5/32 bytes                                        │\n"
	            "  n makes one.          │ │                                                   │\n"
	            "                        │ │ waiting for the answer…   Esc close               │\n"
	            "                        │ ╰───────────────────────────────────────────────────╯\n"
	            "                        │  Ctrl-g   to a person or a room\n");
	screen_answer(&s, 0, NULL);
	assert_hides(&s, "New group");
	screen_convgroups(&s, "Büro", NULL);
	/* The cursor goes there. */
	assert_rows(&s, 1,
	            "▾ Büro                  │\n"
	            "▾ no group              │\n"
	            " ›  my notes            │\n"
	            "                        │  These are your notes. Nobody else sees them.\n");
	assert_int_equal(screen_style(&s, 0, 1), STYLE_CURSOR);
	assert_shows(&s, " Made the group “Büro”; u takes it back");
	screen_stop(&s);
}

static void test_an_error_of_the_server_stands_next_to_what_was_typed(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "n");
	screen_type(&s, "Clients");
	screen_press(&s, "Enter");
	/* Made on another terminal at the same moment. */
	screen_answer(&s, 51012, "There is a group of this name already");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            "    bob                 │ ╭─ New group ───────────────────────────────────────╮\n"
	            "    #test               │ │ › Clients                                         │\n"
	            "▾ Research              │ │ 7/32 bytes                                        │\n"
	            "    dave                │ │ There is a group of this name already             │\n"
	            "▾ no group              │ │                                                   │\n"
	            "    my notes            │ │ Enter make it   Esc close                         │\n"
	            "    carol               │ ╰───────────────────────────────────────────────────╯\n");
	/* It stays until the text changes, whatever else happens. */
	screen_message(&s, "C2Cbob", "bob", "hello");
	assert_shows(&s, "There is a group of this name already");
	screen_type(&s, " 2");
	assert_hides(&s, "There is a group of this name already");
	screen_press(&s, "Enter");
	assert_asked(&s, "create Clients(); create Clients 2()");
	screen_stop(&s);
}

static void test_a_name_is_judged_while_it_is_typed(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "n");
	screen_type(&s, "Suppliers");
	assert_rows(&s, 2,
	            "    bob                 │ ╭─ New group ───────────────────────────────────────╮\n"
	            "    #test               │ │ › Suppliers                                       │\n"
	            "▾ Research              │ │ 9/32 bytes                                        │\n"
	            "    dave                │ │ There is a group “Suppliers” already              │\n"
	            "▾ no group              │ │                                                   │\n"
	            "    my notes            │ │ Enter make it   Esc close                         │\n");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	screen_type(&s, " of paper, ink, and glue");
	assert_rows(&s, 2,
	            "    bob                 │ ╭─ New group ───────────────────────────────────────╮\n"
	            "    #test               │ │ › Suppliers of paper, ink, and glue               │\n"
	            "▾ Research              │ │ 33/32 bytes                                       │\n"
	            "    dave                │ │ The name has 33 bytes; a group's may have at most │\n"
	            "▾ no group              │ │ 32                                                │\n"
	            "    my notes            │ │                                                   │\n");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	screen_press(&s, "Backspace");
	assert_rows(&s, 2,
	            "    bob                 │ ╭─ New group ───────────────────────────────────────╮\n"
	            "    #test               │ │ › Suppliers of paper, ink, and glu                │\n"
	            "▾ Research              │ │ 32/32 bytes                                       │\n"
	            "    dave                │ │                                                   │\n"
	            "▾ no group              │ │ Enter make it   Esc close                         │\n"
	            "    my notes            │ ╰───────────────────────────────────────────────────╯\n");
	screen_press(&s, "Enter");
	assert_asked(&s, "create Suppliers of paper, ink, and glu()");
	screen_stop(&s);
}

static void test_when_all_groups_are_made_the_box_says_so_at_once(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_convgroups(&s, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p",
	                  "q", "r", "s", "t", NULL);
	screen_press(&s, "n");
	assert_shows(&s, "There can be no more than 20 groups");
	screen_press(&s, "Esc G m");
	assert_shows(&s, "All 20 groups that there can be are made");
	screen_type(&s, "zz");
	assert_shows(&s, "There can be no more than 20 groups");
	assert_hides(&s, "create");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_without_a_connection_it_says_so_and_keeps_the_text(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
	screen_press(&s, "n");
	screen_type(&s, "Clients");
	screen_press(&s, "Enter");
	assert_rows(&s, 2,
	            "    bob                 │ ╭─ New group ───────────────────────────────────────╮\n"
	            "    #test               │ │ › Clients                                         │\n"
	            "▾ Research              │ │ 7/32 bytes                                        │\n"
	            "    dave                │ │ There is no connection to the server              │\n"
	            "▾ no group              │ │                                                   │\n"
	            "    my notes            │ │ Enter make it   Esc close                         │\n");
	screen_stop(&s);
}

static void test_a_group_that_is_made_comes_in_sight(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 9);
	screen_login_filed(&s);
	screen_convgroups(&s, "Suppliers", "Research", "A", "B", NULL);
	screen_press(&s, "j j j j");
	assert_rows(&s, 1, "▾ Suppliers             │  No conversation is open.\n");
	screen_press(&s, "n");
	screen_type(&s, "Ops");
	screen_press(&s, "Enter");
	screen_answer(&s, 0, NULL);
	screen_convgroups(&s, "Suppliers", "Research", "A", "B", "Ops", NULL);
	assert_int_equal(screen_style(&s, 0, screen_row_of(&s, "▾ Ops  ")), STYLE_CURSOR);
	screen_press(&s, "r C-u");
	screen_type(&s, "Operations");
	screen_press(&s, "Enter");
	assert_asked(&s, "create Ops(); rename Ops to Operations");
	screen_answer(&s, 0, NULL);
	screen_convgroups(&s, "Suppliers", "Research", "A", "B", "Operations", NULL);
	/* By a command from elsewhere: no further than the cursor of the sidebar stays in sight. */
	screen_press(&s, "g Tab M-x");
	screen_type(&s, "new-group Zoo");
	screen_press(&s, "Enter");
	screen_answer(&s, 0, NULL);
	screen_convgroups(&s, "Suppliers", "Research", "A", "B", "Operations", "Zoo", NULL);
	assert_hides(&s, "▾ Zoo");
	assert_shows(&s, "▾ Suppliers");
	screen_stop(&s);
}

static void test_renaming(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "Down r");
	assert_rows(&s, 2,
	            "    bob                 │ ╭─ Rename “Suppliers” ──────────────────────────────╮\n"
	            "    #test               │ │ › Suppliers                                       │\n"
	            "▾ Research              │ │ 9/32 bytes                                        │\n"
	            "    dave                │ │                                                   │\n"
	            "▾ no group              │ │ Enter rename it   Esc close                       │\n"
	            "    my notes            │ ╰───────────────────────────────────────────────────╯\n");
	/* To its own name: nothing is asked. */
	screen_press(&s, "Enter");
	assert_hides(&s, "Rename");
	screen_press(&s, "r C-u");
	screen_type(&s, "Partners");
	screen_press(&s, "Enter");
	assert_asked(&s, "rename Suppliers to Partners");
	screen_answer(&s, 0, NULL);
	screen_convgroups(&s, "Partners", "Research", NULL);
	assert_rows(&s, 1,
	            "▾ Partners              │\n"
	            "    bob                 │\n"
	            "    #test               │\n"
	            "▾ Research              │\n");
	screen_stop(&s);
}

static void test_deleting_says_what_stays_and_asks(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_conversation(&s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers,Research"});
	screen_press(&s, "d");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            "    bob                 │ ╭─ Delete “Suppliers”? ─────────────────────────────╮\n"
	            "    #test               │ │ The group “Suppliers” goes. Its 2 conversations   │\n"
	            "▾ Research              │ │ stay, with all messages: 1 under “no group”, the  │\n"
	            "    bob                 │ │ others in their other groups.                     │\n"
	            "    dave                │ │                                                   │\n"
	            "▾ no group              │ │ y delete the group   Esc no                       │\n"
	            "    my notes            │ ╰───────────────────────────────────────────────────╯\n");
	/* Enter is no yes. */
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	screen_press(&s, "n");
	assert_hides(&s, "Delete");
	assert_asked(&s, "");
	screen_press(&s, "d y");
	assert_asked(&s, "delete Suppliers");
	screen_answer(&s, 51009, "There is no such group");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            "    bob                 │ ╭─ Delete “Suppliers”? ─────────────────────────────╮\n"
	            "    #test               │ │ The group “Suppliers” goes. Its 2 conversations   │\n"
	            "▾ Research              │ │ stay, with all messages: 1 under “no group”, the  │\n"
	            "    bob                 │ │ others in their other groups.                     │\n"
	            "    dave                │ │ There is no such group                            │\n"
	            "▾ no group              │ │                                                   │\n"
	            "    my notes            │ │ y delete the group   Esc no                       │\n");
	screen_press(&s, "y");
	screen_answer(&s, 0, NULL);
	assert_hides(&s, "There is no such group");
	assert_shows(&s, " Deleted the group “Suppliers”; u takes it back");
	screen_stop(&s);
}

static void test_deleting_says_it_for_none_one_and_all(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_convgroups(&s, "Suppliers", "Research", "Empty", NULL);
	screen_press(&s, "d");
	assert_rows(&s, 3,
	            "    #test               │ │ The group “Suppliers” goes. Its 2 conversations   │\n"
	            "▾ Research              │ │ stay, with all messages, under “no group”.        │\n"
	            "    dave                │ │                                                   │\n");
	screen_press(&s, "Esc j j j d");
	assert_rows(&s, 3,
	            "    #test               │ │ The group “Research” goes. Its 1 conversation     │\n"
	            "▾ Research              │ │ stays, with all messages, under “no group”.       │\n"
	            "    dave                │ │                                                   │\n");
	screen_press(&s, "Esc j j d");
	assert_rows(&s, 3,
	            "    #test               │ │ The group “Empty” goes. No conversation is in it. │\n"
	            "▾ Research              │ │                                                   │\n"
	            "    dave                │ │ y delete the group   Esc no                       │\n");
	screen_press(&s, "Esc j d");
	assert_rows(&s, 23, " Delete a group: put the cursor on one first\n");
	screen_stop(&s);
}

static void test_the_order_follows_each_press_before_the_answer_is_there(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_convgroups(&s, "a", "b", "c", NULL);
	screen_press(&s, "g J J J");
	assert_asked(&s, "sort b,a,c; sort b,c,a");
	assert_rows(&s, 23, " “a” is the last group already");
	screen_answer(&s, 0, NULL);
	screen_answer(&s, 0, NULL);
	screen_convgroups(&s, "b", "c", "a", NULL);
	assert_rows(&s, 1,
	            "▾ b                     │\n"
	            "▾ c                     │\n"
	            "▾ a                     │\n");
	assert_int_equal(screen_style(&s, 0, 3), STYLE_CURSOR);
	screen_press(&s, "K");
	assert_asked(&s, "sort b,a,c");
	screen_answer(&s, 50002, "Each group must be named once");
	assert_rows(&s, 23, " Could not reorder the groups: Each group must be named once\n");
	screen_stop(&s);
}

static void test_marking_read(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_conversation(
	        &s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .unread = 1, .last = 1});
	screen_conversation(&s, (struct conversation){.id = "C2Ccarol", .unread = 1, .last = 1});
	screen_press(&s, "R j R G k k R");
	assert_asked(&s, "read all of Suppliers; read C2Cbob; read C2Ccarol");
	screen_stop(&s);
}

static void test_pinning(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "j p");
	assert_asked(&s, "pin C2Cbob");
	screen_conversation(&s,
	                    (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .pinned = true});
	screen_press(&s, "p");
	assert_asked(&s, "unpin C2Cbob");
	screen_press(&s, "k p");
	assert_rows(&s, 23, " Pin a conversation: put the cursor on one first\n");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_an_answer_after_the_box_was_left_is_told_if_it_is_an_error(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "n");
	screen_type(&s, "Clients");
	screen_press(&s, "Enter Esc");
	screen_answer(&s, 51012, "There is a group of this name already");
	assert_rows(&s, 23, " Could not create the group: There is a group of this name already\n");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_new_group),
	        cmocka_unit_test(test_an_error_of_the_server_stands_next_to_what_was_typed),
	        cmocka_unit_test(test_a_name_is_judged_while_it_is_typed),
	        cmocka_unit_test(test_when_all_groups_are_made_the_box_says_so_at_once),
	        cmocka_unit_test(test_without_a_connection_it_says_so_and_keeps_the_text),
	        cmocka_unit_test(test_a_group_that_is_made_comes_in_sight),
	        cmocka_unit_test(test_renaming),
	        cmocka_unit_test(test_deleting_says_what_stays_and_asks),
	        cmocka_unit_test(test_deleting_says_it_for_none_one_and_all),
	        cmocka_unit_test(test_the_order_follows_each_press_before_the_answer_is_there),
	        cmocka_unit_test(test_marking_read),
	        cmocka_unit_test(test_pinning),
	        cmocka_unit_test(test_an_answer_after_the_box_was_left_is_told_if_it_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
