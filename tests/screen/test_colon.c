/* The command line: typed, completed, remembered, refused in its place. */
#include "screen.h"

static void test_it_says_what_there_is_and_how_it_is_said(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, ":");
	screen_type(&s, "mo");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            "    bob                 │ ╭─ Command ─────────────────────────────────────────╮\n"
	            "    #test               │ │ › mo                                              │\n"
	            "▾ Research              │ │   move                           move to a group  │\n"
	            "    dave                │ │                                                   │\n"
	            "▾ no group              │ │                                                   │\n"
	            "    my notes            │ │                                                   │\n"
	            "    carol               │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │ move [GROUP] [CONV…]: move to a group             │\n"
	            "                        │ │ Enter run it   Tab complete   Esc close           │\n"
	            "                        │ ╰───────────────────────────────────────────────────╯\n");
	screen_stop(&s);
}

static void test_tab_completes_commands_groups_and_conversations(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_convgroups(&s, "Suppliers", "Research", "Paper & ink", NULL);
	screen_press(&s, ":");
	screen_type(&s, "mov");
	screen_press(&s, "Tab");
	screen_type(&s, "pa");
	screen_press(&s, "Tab");
	assert_shows(&s, "› move \"Paper & ink\"");
	screen_type(&s, "te");
	screen_press(&s, "Tab");
	assert_shows(&s, "› move \"Paper & ink\" #test");
	screen_press(&s, "Enter");
	assert_asked(&s, "move GROUPtest from Suppliers to Paper & ink");
	/* The line stays until the answer is there. */
	assert_shows(&s, "waiting for the answer");
	screen_answer(&s, 0, NULL);
	assert_hides(&s, "Command");
	screen_stop(&s);
}

static void test_tab_goes_round_the_choices(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, ":");
	screen_type(&s, "fold ");
	screen_press(&s, "Tab");
	assert_shows(&s, "› fold Suppliers");
	screen_press(&s, "Tab");
	assert_shows(&s, "› fold Research");
	assert_shows(&s, "Suppliers                      2 conversations");
	screen_press(&s, "Tab");
	assert_shows(&s, "› fold Suppliers");
	screen_press(&s, "S-Tab");
	assert_shows(&s, "› fold Research");
	screen_press(&s, "Enter");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            "    bob                 │\n");
	assert_rows(&s, 4,
	            "▸ Research              │\n"
	            "▾ no group              │");
	screen_stop(&s);
}

/* Nothing is marked that Enter would not take. */
static void test_down_takes_a_choice_and_up_goes_back_to_what_was_typed(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, ":");
	screen_type(&s, "fold ");
	assert_shows(&s, "Research                        1 conversation");
	assert_hides(&s, "▸ Suppliers");
	screen_press(&s, "Down");
	assert_shows(&s, "▸ Suppliers                      2 conversations");
	screen_press(&s, "Down");
	assert_shows(&s, "› fold Research");
	assert_shows(&s, "▸ Research                        1 conversation");
	screen_press(&s, "Up");
	assert_shows(&s, "› fold Suppliers");
	screen_press(&s, "Up");
	assert_shows(&s, "› fold  ");
	assert_hides(&s, "▸ Suppliers");
	screen_press(&s, "Down Down Enter");
	assert_rows(&s, 4, "▸ Research              │\n");
	screen_stop(&s);
}

static void run(struct screen *s, const char *line)
{
	screen_press(s, "M-x");
	screen_type(s, line);
	screen_press(s, "Enter");
}

static void test_the_commands_that_everybodys_fingers_know(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "M-x");
	screen_type(&s, "join #te");
	screen_press(&s, "Tab Enter"); /* and a blank behind it */
	assert_string_equal(s.state.current, "GROUPtest");
	run(&s, "query @dave");
	assert_string_equal(s.state.current, "C2Cdave");
	screen_settle(&s);
	run(&s, "msg bob see \"you\" there");
	assert_asked(&s, "send C2Cbob: see \"you\" there");
	assert_string_equal(s.state.current, "C2Cdave");
	run(&s, "join #lab");
	assert_asked(&s, "join lab");
	screen_answer(&s, 0, NULL);
	screen_conversation(&s, (struct conversation){.id = "GROUPlab"});
	assert_string_equal(s.state.current, "GROUPlab");
	screen_settle(&s);
	/* A room's name may have blanks. */
	run(&s, "join #Garden Plans");
	assert_asked(&s, "join Garden Plans");
	screen_answer(&s, 10010, "There is no such room");
	screen_press(&s, "Esc");
	screen_conversation(&s, (struct conversation){.id = "GROUPherb garden"});
	screen_press(&s, "M-x");
	screen_type(&s, "join herb g");
	screen_press(&s, "Tab Enter");
	assert_string_equal(s.state.current, "GROUPherb garden");
	screen_settle(&s);
	run(&s, "join \"Garden Plans\"");
	assert_asked(&s, "join Garden Plans");
	screen_answer(&s, 10010, "There is no such room");
	screen_press(&s, "Esc");
	screen_open(&s, "GROUPlab");
	run(&s, "part");
	assert_shows(&s, "Leave #lab?");
	screen_press(&s, "Esc");
	run(&s, "query zelda");
	assert_asked(&s, "find zelda");
	screen_answer(&s, 70107, "There is no such person");
	assert_shows(&s, "There is no such person");
	screen_press(&s, "Esc");
	run(&s, "part bob");
	assert_shows(&s, "This is for a room");
	screen_stop(&s);
}

static void test_who_guesses_a_name_is_offered_what_is_like_it(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	run(&s, "rooms");
	assert_shows(&s, "There is no command “rooms”");
	screen_press(&s, "C-u");
	screen_type(&s, "alone");
	assert_shows(&s, "show one group alone");
	screen_press(&s, "Tab");
	assert_shows(&s, "› focus ");
	screen_stop(&s);
}

static void test_what_is_wrong_is_said_below_what_was_typed(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, ":");
	screen_type(&s, "frobnicate");
	screen_press(&s, "Enter");
	assert_shows(&s, "There is no command “frobnicate”");
	assert_shows(&s, "› frobnicate");
	screen_press(&s, "C-u");
	assert_hides(&s, "There is no command");
	screen_type(&s, "add Clients bob");
	screen_press(&s, "Enter");
	assert_shows(&s, "There is no group “Clients”");
	screen_press(&s, "C-u");
	screen_type(&s, "add Research frank");
	screen_press(&s, "Enter");
	assert_shows(&s, "There is no conversation “frank”");
	screen_press(&s, "C-u");
	screen_type(&s, "order-groups");
	screen_press(&s, "Enter");
	assert_shows(&s, "It is said “order-groups GROUP…”");
	screen_press(&s, "C-u");
	screen_type(&s, "fold Research Suppliers");
	screen_press(&s, "Enter");
	assert_shows(&s, "It is said “fold [GROUP]”");
	screen_press(&s, "C-u");
	screen_type(&s, "group");
	screen_press(&s, "Enter");
	assert_shows(&s, "“group” can mean group-up or group-down");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_what_the_server_refuses_keeps_the_line(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, ":");
	screen_type(&s, "new-group Clients bob \"my notes\"");
	screen_press(&s, "Enter");
	assert_asked(&s, "create Clients(C2Cbob,C2Calice)");
	screen_answer(&s, 51012, "There is a group of this name already");
	assert_shows(&s, "› new-group Clients bob \"my notes\"");
	assert_shows(&s, "There is a group of this name already");
	screen_stop(&s);
}

static void test_the_history_has_what_was_run_and_what_was_left(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, ":");
	screen_type(&s, "fold Research");
	screen_press(&s, "Enter :");
	screen_type(&s, "new-group Cli");
	screen_press(&s, "Esc M-x");
	screen_type(&s, "un");
	screen_press(&s, "Up");
	assert_shows(&s, "› new-group Cli");
	screen_press(&s, "Up Up");
	assert_shows(&s, "› fold Research");
	screen_press(&s, "Down Down");
	assert_shows(&s, "› un ");
	screen_stop(&s);
}

static void test_an_action_is_a_command_and_a_beginning_will_do(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, ":");
	screen_type(&s, "help");
	screen_press(&s, "Enter");
	assert_shows(&s, "Help");
	screen_press(&s, "Esc :");
	screen_type(&s, "notif");
	screen_press(&s, "Enter");
	assert_shows(&s, "Notifications of all in “Suppliers”");
	screen_stop(&s);
}

static void test_a_colon_before_the_name_is_what_the_manual_writes(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_convgroups(&s, "Suppliers", "Research", NULL);
	screen_press(&s, ":");
	screen_type(&s, ":mov");
	screen_press(&s, "Tab");
	assert_shows(&s, "› :move");
	screen_type(&s, "Research #test");
	screen_press(&s, "Enter");
	assert_asked(&s, "move GROUPtest from Suppliers to Research");
	screen_answer(&s, 0, NULL);
	screen_press(&s, ":");
	screen_type(&s, "/help");
	screen_press(&s, "Enter");
	assert_shows(&s, "Help");
	screen_stop(&s);
}

static void test_what_is_not_said_is_what_the_cursor_is_on(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "j :");
	screen_type(&s, "add research");
	screen_press(&s, "Enter");
	assert_asked(&s, "add C2Cbob to Research");
	screen_answer(&s, 0, NULL);
	screen_press(&s, ":");
	screen_type(&s, "take-out");
	screen_press(&s, "Enter");
	assert_asked(&s, "take C2Cbob out of Suppliers");
	screen_answer(&s, 0, NULL);
	screen_press(&s, ":");
	screen_type(&s, "rename-group Partners");
	screen_press(&s, "Enter");
	assert_asked(&s, "rename Suppliers to Partners");
	screen_answer(&s, 0, NULL);
	screen_press(&s, ":");
	screen_type(&s, "group-down");
	screen_press(&s, "Enter");
	assert_asked(&s, "sort Research,Partners");
	screen_press(&s, ":");
	screen_type(&s, "order-groups Research");
	screen_press(&s, "Enter");
	assert_asked(&s, "sort Research,Partners");
	screen_press(&s, "Esc :");
	screen_type(&s, "delete-group Research");
	screen_press(&s, "Enter");
	assert_shows(&s, "Delete “Research”?");
	screen_press(&s, "y");
	assert_asked(&s, "delete Research");
	screen_stop(&s);
}

static void test_more_commands_for_conversations(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, ":");
	screen_type(&s, "pin bob dave");
	screen_press(&s, "Enter");
	assert_asked(&s, "pin C2Cbob; pin C2Cdave");
	screen_press(&s, ":");
	screen_type(&s, "unpin bob");
	screen_press(&s, "Enter :");
	assert_asked(&s, "unpin C2Cbob");
	screen_type(&s, "read-group");
	screen_press(&s, "Enter");
	assert_asked(&s, "read all of Suppliers");
	screen_press(&s, "Esc :");
	screen_type(&s, "go dave");
	screen_press(&s, "Enter");
	assert_string_equal(s.state.current, "C2Cdave");
	/* From the compose line, the open conversation is meant. */
	screen_press(&s, "M-:");
	screen_type(&s, "take-out Research");
	screen_press(&s, "Enter");
	assert_shows(&s, "waiting");
	screen_stop(&s);
}

static void test_one_that_is_in_two_groups_is_not_moved_out_of_either_by_guess(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_conversation(&s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers,Research"});
	screen_press(&s, ":");
	screen_type(&s, "move Research bob");
	screen_press(&s, "Enter");
	assert_shows(&s, "“bob” is in more than one group");
	screen_press(&s, "C-u");
	screen_type(&s, "move Research carol #test");
	screen_press(&s, "Enter");
	assert_shows(&s, "They are in different groups");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_folding_all_others(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_press(&s, "j z");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            "    bob                 │\n"
	            "    #test               │\n"
	            "▸ Research              │\n"
	            "▸ no group              │");
	screen_press(&s, ":");
	screen_type(&s, "fold-others Research");
	screen_press(&s, "Enter");
	assert_rows(&s, 1,
	            "▸ Suppliers             │\n"
	            "▾ Research              │\n"
	            "    dave                │\n"
	            "▸ no group              │\n");
	assert_int_equal(screen_style(&s, 0, 2), STYLE_CURSOR);
	screen_press(&s, "G z");
	assert_rows(&s, 1,
	            "▸ Suppliers             │\n"
	            "▸ Research              │\n"
	            "▾ no group              │\n"
	            "    my notes            │\n");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_it_says_what_there_is_and_how_it_is_said),
	        cmocka_unit_test(test_tab_completes_commands_groups_and_conversations),
	        cmocka_unit_test(test_tab_goes_round_the_choices),
	        cmocka_unit_test(test_down_takes_a_choice_and_up_goes_back_to_what_was_typed),
	        cmocka_unit_test(test_the_commands_that_everybodys_fingers_know),
	        cmocka_unit_test(test_who_guesses_a_name_is_offered_what_is_like_it),
	        cmocka_unit_test(test_what_is_wrong_is_said_below_what_was_typed),
	        cmocka_unit_test(test_what_the_server_refuses_keeps_the_line),
	        cmocka_unit_test(test_the_history_has_what_was_run_and_what_was_left),
	        cmocka_unit_test(test_an_action_is_a_command_and_a_beginning_will_do),
	        cmocka_unit_test(test_a_colon_before_the_name_is_what_the_manual_writes),
	        cmocka_unit_test(test_what_is_not_said_is_what_the_cursor_is_on),
	        cmocka_unit_test(test_more_commands_for_conversations),
	        cmocka_unit_test(test_one_that_is_in_two_groups_is_not_moved_out_of_either_by_guess),
	        cmocka_unit_test(test_folding_all_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
