/* New conversations: with people, in rooms that there are or that are made; inviting and leaving. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_open(s, "C2Cbob");
}

static void test_starting_a_conversation_with_a_person(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g");
	screen_type(&s, "erin");
	screen_press(&s, "Enter Enter");
	assert_asked(&s, "find erin");
	screen_answer(&s, 50001, "There is no user “erin”");
	assert_rows(&s, 2,
	            " ›  bob                 │ ╭─ Go to ───────────────────────────────────────────╮\n"
	            "    #test               │ │ › erin                                            │\n"
	            "▾ Research              │ │ ▸ write to “erin”                         person  │\n"
	            "    dave                │ │   join room #erin                           room  │\n"
	            "▾ no group              │ │   make room #erin                       new room  │\n"
	            "    my notes            │ │                                                   │\n"
	            "    carol               │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │                                                   │\n"
	            "                        │ │ There is no user “erin”                           │\n"
	            "                        │ │ Enter go there   Esc close                        │\n"
	            "                        │ ╰───────────────────────────────────────────────────╯\n");
	screen_press(&s, "Enter");
	const struct state_conversation erin = {.id = (char *)"C2Cerin",
	                                        .kind = STATE_PERSON,
	                                        .peer = (char *)"erin",
	                                        .name = (char *)"Erin"};
	screen_answer_with(&s, (struct state_event){.conversations = &erin, .conversation_count = 1});
	assert_string_equal(s.state.current, "C2Cerin");
	assert_hides(&s, "Go to");
	screen_stop(&s);
}

static void test_joining_and_making_a_room_opens_it_when_it_comes(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g");
	screen_type(&s, "#lobby");
	assert_rows(&s, 3,
	            "    #test               │ │ › #lobby                                          │\n"
	            "▾ Research              │ │ ▸ join room #lobby                          room  │\n"
	            "    dave                │ │   make room #lobby                      new room  │\n"
	            "▾ no group              │ │                                                   │\n");
	screen_press(&s, "Enter");
	assert_asked(&s, "join lobby");
	screen_answer(&s, 10010, "There is no such room");
	screen_press(&s, "Down Enter");
	assert_asked(&s, "make room lobby");
	const struct state_room made = {.id = (char *)"g7", .name = (char *)"lobby"};
	screen_answer_with(&s, (struct state_event){.rooms = &made, .room_count = 1});
	assert_hides(&s, "Go to");
	assert_string_equal(s.state.current, "C2Cbob");
	screen_conversation(&s, (struct conversation){.id = "GROUPg7"});
	assert_string_equal(s.state.current, "GROUPg7");
	screen_stop(&s);
}

static void test_who_could_not_be_invited_is_said_and_stays_in_the_line(void **state)
{
	(void)state;
	struct screen s;
	const struct state_failure failures[] = {{"zoe", 50001, "There is no such user"}};
	start(&s);
	screen_press(&s, "Tab Down i");
	screen_type(&s, "bob zoe");
	screen_press(&s, "Enter");
	screen_answer_with(&s, (struct state_event){.ids = {(const char *const[]){"bob"}, 1},
	                                            .failures = failures,
	                                            .failure_count = 1});
	assert_shows(&s, "bob was added to #test");
	assert_shows(&s, "zoe: There is no such user");
	assert_shows(&s, "› zoe ");
	screen_press(&s, "C-u");
	screen_type(&s, "bob");
	screen_press(&s, "Enter");
	screen_answer(&s, 0, NULL);
	assert_shows(&s, "Whom you named is in #test already");
	assert_hides(&s, "Invite to");
	screen_stop(&s);
}

#define BUILDS                                                                  \
	{                                                                       \
		.id = (char *)"g1", .name = (char *)"Builds", .member_count = 3 \
	}
#define BUILDERS                                                                      \
	{                                                                             \
		.id = (char *)"g2", .name = (char *)"The builders", .member_count = 1 \
	}

static void test_public_rooms_come_before_what_may_not_be_there(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g");
	screen_type(&s, "b");
	screen_type(&s, "uild");
	const struct state_room rooms[] = {BUILDERS, BUILDS, {.id = (char *)"g4", .name = (char *)"Boats"}};
	screen_press(&s, "Down Down Down");
	screen_answer_rooms(&s, "b", rooms, 3);
	/* The choice stays where the person put it. */
	assert_rows(&s, 3,
	            "    #test               │ │ › build                                           │\n"
	            "▾ Research              │ │   join room #The builders               1 person  │\n"
	            "    dave                │ │   join room #Builds                     3 people  │\n"
	            "▾ no group              │ │   write to “build”                        person  │\n"
	            "    my notes            │ │   join room #build                          room  │\n"
	            "    carol               │ │ ▸ make room #build                      new room  │\n"
	            "                        │ │                                                   │\n");
	screen_answer_rooms(&s, "build", rooms, 2); /* what was typed meanwhile */
	assert_null(s.looking);
	assert_hides(&s, "join room #build ");
	assert_shows(&s, "▸ make room #build ");
	screen_press(&s, "Up Up Enter");
	assert_asked(&s, "join g1");
	screen_answer(&s, 0, NULL);
	assert_hides(&s, "Go to");
	screen_stop(&s);
}

static void test_a_room_can_be_joined_where_the_server_does_not_say_what_is_there(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g");
	screen_paste(&s, "lobby");
	assert_non_null(s.looking);
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_ANSWERED, .request_id = s.looking->id, .code = 10002});
	assert_shows(&s, "join room #lobby ");
	screen_stop(&s);
}

static void test_an_answer_does_not_change_what_enter_does(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g");
	screen_paste(&s, "build");
	screen_press(&s, "Enter");
	assert_shows(&s, "▸ write to “build”");
	const struct state_room rooms[] = {BUILDS};
	screen_answer_rooms(&s, "build", rooms, 1);
	assert_shows(&s, "▸ write to “build”");
	/* What is known when a letter is typed is above what may not be there. */
	screen_type(&s, "s");
	assert_shows(&s, "▸ join room #Builds");
	screen_stop(&s);
}

static void test_enter_makes_no_room_as_the_row_to_join_it_goes(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g #");
	screen_paste(&s, "lobby");
	assert_shows(&s, "▸ join room #lobby");
	screen_answer_rooms(&s, "lobby", NULL, 0);
	assert_hides(&s, "join room");
	assert_shows(&s, "  make room #lobby");
	assert_shows(&s, "There is no public room of this name");
	assert_shows(&s, "Enter choose");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_shows(&s, "▸ make room #lobby");
	screen_press(&s, "Enter");
	assert_asked(&s, "make room lobby");
	screen_stop(&s);
}

static void test_what_may_not_be_there_is_not_chosen_by_itself(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g");
	screen_paste(&s, "foo bar");
	assert_shows(&s, "  make room #foo bar ");
	assert_shows(&s, "Enter choose");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_shows(&s, "▸ make room #foo bar ");
	screen_press(&s, "C-u");
	screen_paste(&s, "zed");
	assert_shows(&s, "  write to “zed”");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_shows(&s, "▸ write to “zed”");
	screen_stop(&s);
}

static void test_a_room_that_comes_first_is_what_enter_chooses(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g");
	screen_paste(&s, "build");
	assert_shows(&s, "  write to “build”");
	const struct state_room rooms[] = {BUILDS};
	screen_answer_rooms(&s, "build", rooms, 1);
	assert_shows(&s, "  join room #Builds");
	assert_shows(&s, "  write to “build”");
	assert_shows(&s, "  make room #build ");
	assert_hides(&s, "There is no public room");
	assert_shows(&s, "Enter choose");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_shows(&s, "▸ join room #Builds");
	screen_press(&s, "Enter");
	assert_asked(&s, "join g1");
	screen_stop(&s);
}

static void test_a_part_of_a_name_joins_no_room_that_was_not_chosen(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g #");
	screen_paste(&s, "The");
	const struct state_room rooms[] = {BUILDERS};
	screen_answer_rooms(&s, "The", rooms, 1);
	screen_type(&s, " b");
	assert_shows(&s, "  join room #The builders");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_shows(&s, "▸ join room #The builders");
	screen_press(&s, "Enter");
	assert_asked(&s, "join g2");
	screen_stop(&s);
}

static void test_what_arrives_leaves_the_choice_of_a_picker_where_it_was(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g");
	assert_shows(&s, "▸ my notes");
	screen_press(&s, "Down");
	assert_shows(&s, "▸ carol");
	screen_message(&s, "C2Cdave", "dave", "first of all now");
	assert_shows(&s, "▸ carol");
	screen_press(&s, "Enter");
	assert_string_equal(s.state.current, "C2Ccarol");
	screen_stop(&s);
}

static void test_a_room_that_one_is_in_is_offered_where_its_conversation_was_deleted(void **state)
{
	(void)state;
	struct screen s;
	const struct state_room joined[] = {{.id = (char *)"g7", .name = (char *)"Plans", .member_count = 2},
	                                    {.id = (char *)"test", .name = (char *)"test"}};
	start(&s);
	s.joined = joined;
	s.joined_count = 2;
	screen_press(&s, "C-g");
	screen_type(&s, "pla");
	assert_shows(&s, "▸ open room #Plans                      2 people");
	screen_press(&s, "Enter");
	assert_asked(&s, "join g7");
	screen_answer(&s, 0, NULL);
	screen_press(&s, "C-g");
	screen_type(&s, "#g7");
	assert_shows(&s, "▸ open room #Plans");
	assert_hides(&s, "join room");
	screen_press(&s, "C-u");
	screen_type(&s, "test");
	assert_hides(&s, "open room #test");
	screen_stop(&s);
}

static void test_a_room_may_have_any_name(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g #");
	screen_paste(&s, "Garden plans ");
	screen_answer_rooms(&s, "Garden plans ", NULL, 0);
	assert_shows(&s, "  make room #Garden plans");
	assert_hides(&s, "join room");
	screen_press(&s, "Enter Enter");
	assert_asked(&s, "make room Garden plans");
	screen_stop(&s);
}

static void test_a_public_room_of_that_name_is_offered_before_another_is_made(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g");
	screen_type(&s, "#");
	assert_null(s.looking);
	screen_paste(&s, "bUILDS");
	const struct state_room rooms[] = {BUILDS};
	screen_answer_rooms(&s, "bUILDS", rooms, 1);
	assert_rows(&s, 3,
	            "    #test               │ │ › #bUILDS                                         │\n"
	            "▾ Research              │ │ ▸ join room #Builds                     3 people  │\n"
	            "    dave                │ │   make room #bUILDS     another one of this name  │\n"
	            "▾ no group              │ │                                                   │\n");
	screen_press(&s, "Enter");
	assert_asked(&s, "join g1");
	screen_stop(&s);
}

static void test_a_room_that_is_out_of_the_list_is_offered_to_open(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-g #");
	screen_paste(&s, "builds");
	const struct state_room rooms[] = {{.id = (char *)"g1", .name = (char *)"Builds", .joined = true}};
	screen_answer_rooms(&s, "builds", rooms, 1);
	assert_hides(&s, "join room");
	assert_shows(&s, "another one of this name");
	assert_shows(&s, "▸ open room #Builds");
	screen_press(&s, "Enter");
	assert_asked(&s, "join g1");
	screen_stop(&s);
}

static void test_without_a_connection_nobody_is_asked_for_rooms(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
	screen_press(&s, "C-g");
	screen_type(&s, "build");
	assert_null(s.looking);
	assert_shows(&s, "join room #build ");
	screen_stop(&s);
}

static void test_inviting_and_leaving(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "Tab Down i");
	screen_type(&s, "dave, erin");
	assert_rows(&s, 2,
	            " ›  bob                 │ ╭─ Invite to #test ─────────────────────────────────╮\n"
	            "    #test               │ │ › dave, erin                                      │\n"
	            "▾ Research              │ │ User names, with blanks between them              │\n"
	            "    dave                │ │                                                   │\n"
	            "▾ no group              │ │ Enter invite them   Esc close                     │\n"
	            "    my notes            │ ╰───────────────────────────────────────────────────╯\n");
	screen_press(&s, "Enter");
	assert_asked(&s, "invite dave,erin to test");
	screen_answer_with(&s, (struct state_event){.ids = {(const char *const[]){"dave", "erin"}, 2}});
	assert_shows(&s, "dave and erin were added to #test");
	screen_press(&s, "L");
	assert_rows(&s, 2,
	            " ›  bob                 │ ╭─ Leave #test? ────────────────────────────────────╮\n"
	            "    #test               │ │ You get no more messages of it and cannot read    │\n"
	            "▾ Research              │ │ the old ones, until you come back.                │\n"
	            "    dave                │ │                                                   │\n"
	            "▾ no group              │ │ y leave the room   Esc no                         │\n"
	            "    my notes            │ ╰───────────────────────────────────────────────────╯\n");
	screen_press(&s, "y");
	assert_asked(&s, "leave test");
	screen_answer(&s, 0, NULL);
	assert_hides(&s, "Leave");
	screen_press(&s, "k L");
	assert_rows(&s, 23, " Leave a room: put the cursor on one first\n");
	screen_stop(&s);
}

static void is_room(struct screen *s, const char *owner, bool private_room)
{
	const struct state_room room = {.id = (char *)"test",
	                                .name = (char *)"test",
	                                .owner = (char *)owner,
	                                .private_room = private_room};
	screen_apply(
	        s, (struct state_event){.type = STATE_EVENT_ROOMS_CHANGED, .rooms = &room, .room_count = 1});
	screen_settle(s);
	vec_clear(&s->deeds);
}

static void run(struct screen *s, const char *line)
{
	screen_press(s, "M-x");
	screen_type(s, line);
	screen_press(s, "Enter");
}

static void test_an_owner_dismisses_his_room_and_is_told_before_what_goes(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_open(&s, "GROUPtest");
	is_room(&s, "alice", false);
	run(&s, "dismiss-room");
	assert_rows(&s, 2,
	            "    bob                 │ ╭─ Dismiss #test? ──────────────────────────────────╮\n"
	            " ›  #test               │ │ It goes for everybody who is in it, with all that │\n"
	            "▾ Research              │ │ was said there. Nobody can bring it back.         │\n"
	            "    dave                │ │                                                   │\n"
	            "▾ no group              │ │ y dismiss the room   Esc no                       │\n");
	screen_press(&s, "Esc");
	assert_asked(&s, "");
	screen_press(&s, "F2");
	screen_type(&s, "dismiss");
	assert_shows(&s, "▸ dismiss-room: end a room of you… sidebar Alt-L");
	screen_press(&s, "Enter");
	assert_shows(&s, "Dismiss #test?");
	screen_press(&s, "Esc Tab M-L");
	assert_shows(&s, "Dismiss #test?");
	screen_press(&s, "y");
	assert_asked(&s, "dismiss test");
	screen_answer(&s, 0, NULL);
	assert_hides(&s, "Dismiss");
	screen_stop(&s);
}

static void test_who_may_not_leave_or_dismiss_a_room_is_told_without_being_asked(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_open(&s, "GROUPtest");
	is_room(&s, "bob", false);
	run(&s, "dismiss-room");
	assert_rows(&s, 23, " Only its owner dismisses a room\n");
	is_room(&s, "alice", false);
	run(&s, "part");
	assert_rows(&s, 23, " The owner cannot leave a room: hand it over (:hand-over) or :dismiss-room\n");
	is_room(&s, "bob", false); /* it was handed over */
	run(&s, "part");
	assert_shows(&s, "Leave #test?");
	screen_press(&s, "Esc");
	run(&s, "dismiss-room bob");
	assert_shows(&s, "“bob” is no room");
	screen_stop(&s);
}

static void test_rooms_are_made_by_a_command_private_ones_too(void **state)
{
	(void)state;
	struct screen s;
	const struct state_room made = {.id = (char *)"g7", .name = (char *)"Secret plans"};
	start(&s);
	run(&s, "new-room #Garden plans ");
	assert_asked(&s, "make room Garden plans");
	screen_answer(&s, 50002, "Not so");
	assert_shows(&s, "Not so");
	screen_press(&s, "Esc F2");
	screen_type(&s, "private");
	assert_shows(&s, "▸ new-private-room: ");
	screen_press(&s, "Enter");
	screen_type(&s, "Secret plans");
	screen_press(&s, "Enter");
	assert_asked(&s, "make private room Secret plans");
	screen_answer_with(&s, (struct state_event){.rooms = &made, .room_count = 1});
	assert_hides(&s, "Command");
	screen_conversation(&s, (struct conversation){.id = "GROUPg7"});
	assert_string_equal(s.state.current, "GROUPg7");
	screen_stop(&s);
}

static void test_of_a_private_room_it_is_said_what_is_not_shown_and_how_one_comes_back(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_open(&s, "GROUPtest");
	assert_shows(&s, "No message yet. What you write goes to #test.");
	is_room(&s, "bob", true);
	assert_hides(&s, "No message yet");
	assert_shows(&s, "No message since you came: what was said before in");
	assert_shows(&s, "a private room is not shown. What you write goes to");
	run(&s, "part");
	assert_rows(&s, 3,
	            " ›  #test               │ │ You get no more messages of it and cannot read    │\n"
	            "▾ Research              │ │ the old ones. It is private: only who is in it    │\n"
	            "    dave                │ │ can bring you back, and what was said before is   │\n"
	            "▾ no group              │ │ not shown then.                                   │\n");
	screen_press(&s, "y");
	assert_asked(&s, "leave test");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_starting_a_conversation_with_a_person),
	        cmocka_unit_test(test_joining_and_making_a_room_opens_it_when_it_comes),
	        cmocka_unit_test(test_who_could_not_be_invited_is_said_and_stays_in_the_line),
	        cmocka_unit_test(test_public_rooms_come_before_what_may_not_be_there),
	        cmocka_unit_test(test_a_room_can_be_joined_where_the_server_does_not_say_what_is_there),
	        cmocka_unit_test(test_an_answer_does_not_change_what_enter_does),
	        cmocka_unit_test(test_enter_makes_no_room_as_the_row_to_join_it_goes),
	        cmocka_unit_test(test_what_may_not_be_there_is_not_chosen_by_itself),
	        cmocka_unit_test(test_a_room_that_comes_first_is_what_enter_chooses),
	        cmocka_unit_test(test_a_part_of_a_name_joins_no_room_that_was_not_chosen),
	        cmocka_unit_test(test_what_arrives_leaves_the_choice_of_a_picker_where_it_was),
	        cmocka_unit_test(test_a_room_that_one_is_in_is_offered_where_its_conversation_was_deleted),
	        cmocka_unit_test(test_a_room_may_have_any_name),
	        cmocka_unit_test(test_a_public_room_of_that_name_is_offered_before_another_is_made),
	        cmocka_unit_test(test_a_room_that_is_out_of_the_list_is_offered_to_open),
	        cmocka_unit_test(test_without_a_connection_nobody_is_asked_for_rooms),
	        cmocka_unit_test(test_inviting_and_leaving),
	        cmocka_unit_test(test_rooms_are_made_by_a_command_private_ones_too),
	        cmocka_unit_test(test_of_a_private_room_it_is_said_what_is_not_shown_and_how_one_comes_back),
	        cmocka_unit_test(test_an_owner_dismisses_his_room_and_is_told_before_what_goes),
	        cmocka_unit_test(test_who_may_not_leave_or_dismiss_a_room_is_told_without_being_asked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
