/* Signs of people: who is there, who writes, who has read, who is meant. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_open(s, "C2Cbob");
}

static void is_there(struct screen *s, enum state_presence presence, const char *status)
{
	const struct state_person people[] = {{(char *)"bob", (char *)"bob", NULL, presence, (char *)status}};
	screen_apply(s,
	             (struct state_event){.type = STATE_EVENT_STATUSES, .people = people, .person_count = 1});
}

static void writes(struct screen *s, const char *conversation, const char *user)
{
	screen_apply(s, (struct state_event){
	                        .type = STATE_EVENT_TYPING, .conversation = conversation, .text = user});
}

static void test_who_is_there_has_a_sign_and_says_what_he_likes(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	is_there(&s, STATE_PRESENCE_ONLINE, "at lunch\033[31m");
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › bob ● at lunch^[[31m             ● online\n");
	assert_rows(&s, 2, " ›  bob ●               │\n");
	assert_int_equal(screen_style(&s, 8, 2), STYLE_PRESENT);
	is_there(&s, STATE_PRESENCE_OFFLINE, NULL);
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › bob                              ● online\n");
	assert_rows(&s, 2, " ›  bob                 │\n");
	is_there(&s, STATE_PRESENCE_ONLINE, NULL);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
	assert_rows(&s, 2, " ›  bob                 │\n");
	screen_stop(&s);
}

static void test_who_is_writing_is_said_on_the_rule(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	writes(&s, "C2Cbob", "bob");
	assert_rows(&s, 21,
	            "                        ├── bob is typing… ─────────────────────────────────────\n");
	screen_wait(&s, STATE_TYPING_MS);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_TIME});
	assert_rows(&s, 21,
	            "                        ├───────────────────────────────────────────────────────\n");
	screen_open(&s, "GROUPtest");
	writes(&s, "GROUPtest", "bob");
	writes(&s, "GROUPtest", "carol");
	assert_shows(&s, " bob, carol are typing… ");
	writes(&s, "GROUPtest", "dave");
	assert_shows(&s, " 3 people are typing… ");
	writes(&s, "GROUPtest", "alice"); /* at another terminal of one's own */
	assert_shows(&s, " 3 people are typing… ");
	screen_resize(&s, 40, 12);
	assert_shows(&s, "3 people");
	screen_stop(&s);
}

static void test_of_who_is_writing_the_name_is_cut_and_not_that_he_does(void **state)
{
	(void)state;
	struct screen s;
	const struct state_person people[] = {
	        {.id = (char *)"bob", .name = (char *)"Robert the Magnificent of Somewhere"},
	        {.id = (char *)"carol", .name = (char *)"Caroline of a House in the Very Far East"}};
	start(&s);
	screen_apply(&s,
	             (struct state_event){.type = STATE_EVENT_RENAMED, .people = people, .person_count = 2});
	writes(&s, "C2Cbob", "bob");
	assert_shows(&s, "├── Robert the Magnificent of Somewhere is typing… ─");
	screen_open(&s, "GROUPtest");
	writes(&s, "GROUPtest", "bob");
	writes(&s, "GROUPtest", "carol");
	assert_shows(&s, "├── Robert the Magni…, Caroline of a Ho… are typing… ─");
	screen_resize(&s, 30, 12);
	assert_shows(&s, " are typing… ");
	screen_stop(&s);
}

static void test_two_of_one_name_are_told_apart_wherever_they_are_named(void **state)
{
	(void)state;
	struct screen s;
	const struct state_person sams[] = {{.id = (char *)"bob", .name = (char *)"Sam"},
	                                    {.id = (char *)"carol", .name = (char *)"Sam"}};
	const struct state_person one = {.id = (char *)"carol", .name = (char *)"Samantha"};
	start(&s);
	screen_apply(&s,
	             (struct state_event){.type = STATE_EVENT_RENAMED, .people = sams, .person_count = 1});
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › Sam                              ● online\n");
	screen_apply(&s,
	             (struct state_event){.type = STATE_EVENT_RENAMED, .people = sams, .person_count = 2});
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › Sam (bob)                        ● online\n");
	assert_shows(&s, "    Sam (carol)         │");
	writes(&s, "C2Cbob", "bob");
	assert_shows(&s, "─ Sam (bob) is typing…");
	screen_press(&s, "C-g");
	screen_type(&s, "sam");
	assert_shows(&s, "│ ▸ Sam (carol) ");
	assert_shows(&s, "│   Sam (bob)   ");
	screen_press(&s, "Esc");
	screen_open(&s, "GROUPtest");
	screen_message(&s, "GROUPtest", "carol", "hello");
	assert_shows(&s, " Sam (carol)  hello");
	screen_apply(&s,
	             (struct state_event){.type = STATE_EVENT_RENAMED, .people = &one, .person_count = 1});
	assert_hides(&s, "(bob)");
	assert_hides(&s, "(carol)");
	screen_stop(&s);
}

static void test_a_command_that_is_typed_is_nothing_that_others_learn(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	const struct state_conversation *bob = state_conversation(&s.state, "C2Cbob");
	screen_type(&s, "/nick Bob the first");
	assert_int_equal(bob->typing_told_ms, 0);
	screen_press(&s, "C-u");
	screen_type(&s, "/etc/hosts");
	assert_int_equal(bob->typing_told_ms, SCREEN_NOW);
	screen_stop(&s);
}

static void test_ones_own_messages_say_whether_they_were_read(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "C2Cbob", "alice", "one");
	screen_message(&s, "C2Cbob", "alice", "two");
	screen_message(&s, "C2Cbob", "bob", "and you?");
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_READ_BY_PEER, .conversation = "C2Cbob", .sequence = 1});
	assert_shows(&s, "alice  one                                ✓✓\n");
	assert_shows(&s, "       two                                 ✓\n");
	assert_shows(&s, "bob  and you?\n");
	/* In a room nobody tells. */
	screen_open(&s, "GROUPtest");
	screen_message(&s, "GROUPtest", "alice", "hello");
	assert_hides(&s, "✓");
	screen_stop(&s);
}

static void test_mentions_stand_out(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "C2Cbob", "bob", "@alice, ask @carol. Not a@b.c");
	assert_shows(&s, "@alice, ask @carol. Not a@b.c");
	int y = 0, x = 42;
	while (screen_style(&s, x, y) != STYLE_MENTION_SELF)
		assert_true(++y < 24);
	assert_int_equal(screen_style(&s, x + 5, y), STYLE_MENTION_SELF);
	assert_int_equal(screen_style(&s, x + 6, y), STYLE_TEXT_MENTION);
	assert_int_equal(screen_style(&s, x + 12, y), STYLE_MENTION);
	assert_int_equal(screen_style(&s, x + 17, y), STYLE_MENTION);
	assert_int_equal(screen_style(&s, x + 18, y), STYLE_TEXT_MENTION);
	assert_int_equal(screen_style(&s, x + 26, y), STYLE_TEXT_MENTION);
	screen_stop(&s);
}

static void answer_members(struct screen *s)
{
	const struct state_person members[] = {
	        {(char *)"alice", (char *)"alice", "Owner", STATE_PRESENCE_UNKNOWN, NULL},
	        {(char *)"bob", (char *)"Bob B.", "Member", STATE_PRESENCE_UNKNOWN, NULL},
	};
	const struct state_person statuses[] = {
	        {(char *)"alice", (char *)"alice", NULL, STATE_PRESENCE_ONLINE, NULL},
	        {(char *)"bob", (char *)"bob", NULL, STATE_PRESENCE_OFFLINE, (char *)"on holiday"},
	};
	assert_asked(s, "list the members");
	screen_answer_with(s, (struct state_event){.people = members, .person_count = 2});
	assert_asked(s, "see who is there");
	screen_answer_with(s, (struct state_event){.people = statuses, .person_count = 2});
}

static void becomes(struct screen *s, const char *user, enum state_presence presence, const char *status)
{
	const struct state_person person = {(char *)user, (char *)user, NULL, presence, (char *)status};
	screen_apply(
	        s, (struct state_event){.type = STATE_EVENT_STATUSES, .people = &person, .person_count = 1});
}

/* erin has no conversation with one. */
static void test_the_list_of_people_follows_who_comes_and_goes(void **state)
{
	(void)state;
	struct screen s;
	const struct state_person members[] = {
	        {.id = (char *)"erin", .name = (char *)"erin", .role = "Member"},
	        {.id = (char *)"bob", .name = (char *)"bob", .role = "Member"}};
	const struct state_person statuses[] = {
	        {.id = (char *)"erin", .name = (char *)"erin", .presence = STATE_PRESENCE_OFFLINE},
	        {.id = (char *)"bob", .name = (char *)"bob", .presence = STATE_PRESENCE_OFFLINE}};
	start(&s);
	screen_open(&s, "GROUPtest");
	screen_press(&s, "F6");
	screen_answer_with(&s, (struct state_event){.people = members, .person_count = 2});
	screen_answer_with(&s, (struct state_event){.people = statuses, .person_count = 2});
	assert_asked(&s, "list the members; see who is there");
	assert_shows(&s, "0 here, of 2");
	screen_press(&s, "Down");
	becomes(&s, "erin", STATE_PRESENCE_ONLINE, "back");
	assert_shows(&s, "  ● erin                                  back");
	assert_shows(&s, "1 here, of 2");
	becomes(&s, "bob", STATE_PRESENCE_ONLINE, NULL);
	assert_shows(&s, "▸ ● bob");
	becomes(&s, "erin", STATE_PRESENCE_OFFLINE, NULL);
	assert_shows(&s, "  ○ erin");
	assert_asked(&s, "");
	/* After a break nobody is told of any more, until it is asked for again. */
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
	assert_shows(&s, "0 here, of 2");
	screen_apply(&s,
	             (struct state_event){.type = STATE_EVENT_LOGGED_IN, .self = "alice", .resumed = true});
	assert_asked(&s, "list the members");
	screen_stop(&s);
}

static void test_the_people_of_a_room_and_what_is_done_to_them(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_open(&s, "GROUPtest");
	screen_press(&s, "F6");
	answer_members(&s);
	assert_rows(&s, 2,
	            "    bob                 │ ╭─ People in #test ─────────────────────────────────╮\n"
	            " ›  #test               │ │ ▸ ● alice                                Owner    │\n"
	            "▾ Research              │ │   ○ Bob B. (bob)                    on holiday    │\n");
	assert_shows(&s, "1 here, of 2");
	assert_shows(&s, "Enter go   b block   a admin   x out   Esc close");
	/* An admin, or a plain member again; the list is asked for anew. */
	screen_press(&s, "Down a");
	assert_asked(&s, "change what a member may do");
	screen_answer(&s, 0, NULL);
	answer_members(&s);
	screen_press(&s, "a");
	assert_asked(&s, "change what a member may do");
	screen_answer(&s, 10007, "Only its owner says who is what in a room");
	assert_shows(&s, "Only its owner says who is what in a room");
	/* Removing wants a yes, and leads back to the list. */
	screen_press(&s, "x");
	assert_shows(&s, "Remove Bob B. (bob) from the room?");
	screen_press(&s, "y");
	assert_asked(&s, "remove from the room");
	screen_answer(&s, 0, NULL);
	answer_members(&s);
	screen_press(&s, "Down O");
	assert_shows(&s, "Make Bob B. (bob) the owner?");
	screen_press(&s, "Esc");
	assert_asked(&s, "");
	/* Enter: to the conversation with him. */
	screen_press(&s, "F6");
	answer_members(&s);
	screen_press(&s, "Down Enter");
	assert_string_equal(s.state.current, "C2Cbob");
	screen_press(&s, "F6");
	assert_rows(&s, 23, " People of a room: put the cursor on one, or open one, first\n");
	screen_stop(&s);
}

static void test_blocking_asks_and_shows(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "Tab B");
	assert_shows(&s, "Block bob?");
	screen_press(&s, "y");
	assert_asked(&s, "block");
	screen_answer(&s, 0, NULL);
	const char *bob = "bob";
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_BLOCKED, .ids = {&bob, 1}});
	assert_shows(&s, " ›  bob ⊘");
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › bob blocked                      ● online\n");
	screen_press(&s, ":");
	screen_type(&s, "blocked");
	screen_press(&s, "Enter");
	assert_rows(&s, 23, " Blocked: bob\n");
	screen_press(&s, "B");
	assert_asked(&s, "unblock");
	screen_press(&s, ":");
	screen_type(&s, "block @carol");
	screen_press(&s, "Enter");
	assert_shows(&s, "Block carol?");
	screen_stop(&s);
}

static void test_deleting_a_conversation_asks(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "Tab D");
	assert_shows(&s, "Delete the conversation “bob”?");
	screen_press(&s, "y");
	assert_asked(&s, "delete the conversation");
	screen_answer(&s, 0, NULL);
	const char *bob = "C2Cbob";
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_CONVERSATIONS_GONE, .ids = {&bob, 1}});
	assert_hides(&s, "bob");
	assert_null(s.state.current);
	screen_press(&s, ":");
	screen_type(&s, "delete-conversation \"my notes\"");
	screen_press(&s, "Enter");
	assert_shows(&s, "Your notes stay");
	screen_stop(&s);
}

static void says(struct screen *s, const char *line, const char *asked)
{
	screen_press(s, "M-x");
	screen_type(s, line);
	screen_press(s, "Enter");
	assert_asked(s, asked);
	screen_answer(s, 0, NULL);
	assert_hides(s, "Command");
}

static void test_what_others_see_of_one_is_said_when_it_is_changed(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	says(&s, "nick Alice  Liddell", "change your name to “Alice  Liddell”");
	assert_shows(&s, "Others see you as “Alice  Liddell”");
	says(&s, "nick \"Alice Lee\"", "change your name to “Alice Lee”");
	assert_shows(&s, "Others see you as “Alice Lee”");
	says(&s, "nick Alice \"Al\" Lee", "change your name to “Alice \"Al\" Lee”");
	says(&s, "nick \"\"", "change your name to “”");
	assert_shows(&s, "Others see you as “alice”");
	says(&s, "status at lunch", "change your status to “at lunch”");
	assert_shows(&s, "Others see “at lunch” beside your name");
	says(&s, "status \"\"", "change your status to “”");
	assert_shows(&s, "Others see no status of you");
	screen_stop(&s);
}

static void run(struct screen *s, const char *line)
{
	screen_press(s, "M-x");
	screen_type(s, line);
	screen_press(s, "Enter");
}

static void test_without_a_text_nothing_is_changed_but_said_what_others_see(void **state)
{
	(void)state;
	struct screen s;
	struct state_person alice = {.id = (char *)"alice", .name = (char *)"Alice Lee"};
	start(&s);
	s.called = &alice;
	s.called_count = 1;
	run(&s, "nick");
	assert_shows(&s, "Others see you as “Alice Lee”");
	alice.name = (char *)"";
	run(&s, "nick");
	assert_shows(&s, "Others see you as “alice”");
	run(&s, "status");
	assert_asked(&s, "see who is there");
	screen_answer_with(&s, (struct state_event){.people = &alice, .person_count = 1});
	assert_shows(&s, "Others see no status of you");
	alice.status = (char *)"at lunch";
	run(&s, "status");
	assert_asked(&s, "see who is there");
	screen_answer_with(&s, (struct state_event){.people = &alice, .person_count = 1});
	assert_shows(&s, "Others see “at lunch” beside your name");
	assert_hides(&s, "Command");
	screen_stop(&s);
}

static void is_room(struct screen *s, bool private_room, const char *about)
{
	const struct state_room room = {.id = (char *)"test",
	                                .name = (char *)"test",
	                                .about = (char *)about,
	                                .private_room = private_room};
	screen_apply(
	        s, (struct state_event){.type = STATE_EVENT_ROOMS_CHANGED, .rooms = &room, .room_count = 1});
	screen_settle(s);
	vec_clear(&s->deeds);
}

static void test_what_a_room_is_about_stands_behind_its_name(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	is_room(&s, false, "What is on its way, and who has to sign");
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › bob                              ● online\n");
	screen_open(&s, "GROUPtest");
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › #test · What is on its way, an…  ● online\n");
	assert_int_equal(screen_style(&s, 46, 0), STYLE_FAINT);
	screen_resize(&s, 40, 12);
	assert_rows(&s, 0, " Suppliers › #test · What is…  ● online\n");
	screen_resize(&s, 34, 12);
	assert_rows(&s, 0, " Suppliers › #test       ● online\n");
	screen_resize(&s, 80, 12);
	is_room(&s, false, "a\nb\033[31m\u202e c");
	assert_shows(&s, "› #test · a b^[[31m<U+202E> c  ");
	run(&s, "topic");
	assert_shows(&s, "#test is about “a b^[[31m<U+202E> c”");
	screen_stop(&s);
}

static void test_a_private_room_is_called_so_where_one_looks(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_open(&s, "GROUPtest");
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › #test                            ● online\n");
	is_room(&s, true, NULL);
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › #test · private                  ● online\n");
	is_room(&s, true, "Who gives whom");
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › #test · private · Who gives wh…  ● online\n");
	screen_press(&s, "C-g");
	screen_type(&s, "tes");
	assert_shows(&s, "▸ #test                       Suppliers  private");
	screen_press(&s, "Esc F6");
	answer_members(&s);
	assert_shows(&s, "1 here, of 2; private");
	is_room(&s, false, "Who gives whom");
	assert_hides(&s, "private");
	screen_stop(&s);
}

static void test_what_a_room_is_about_is_said_or_changed(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	run(&s, "topic");
	assert_shows(&s, "Open the room first");
	screen_press(&s, "Esc");
	screen_open(&s, "GROUPtest");
	run(&s, "topic");
	assert_shows(&s, "What it is about is not known yet");
	is_room(&s, false, NULL);
	run(&s, "topic");
	assert_shows(&s, "Nothing says what #test is about");
	assert_asked(&s, "");
	says(&s, "describe-room What is wrong", "change the room to “What is wrong”");
	assert_shows(&s, "#test is about “What is wrong”");
	is_room(&s, false, "What is wrong");
	run(&s, "describe-room");
	assert_shows(&s, "#test is about “What is wrong”");
	assert_asked(&s, "");
	says(&s, "topic \"\"", "change the room to “”");
	assert_shows(&s, "Nothing says what #test is about");
	says(&s, "rename-room \"Garden Plans\"", "call the room Garden Plans");
	assert_shows(&s, "The room is called #Garden Plans now");
	screen_stop(&s);
}

static void test_the_commands_about_people(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	says(&s, "unblock bob", "unblock");
	screen_open(&s, "GROUPtest");
	says(&s, "admin bob", "change what a member may do");
	says(&s, "no-admin bob #test", "change what a member may do");
	says(&s, "hand-over bob", "hand the room over");
	screen_open(&s, "C2Cbob");
	screen_press(&s, "M-x");
	screen_type(&s, "rename-room x");
	screen_press(&s, "Enter");
	assert_shows(&s, "Open the room first, or put the cursor on it");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_who_is_there_has_a_sign_and_says_what_he_likes),
	        cmocka_unit_test(test_who_is_writing_is_said_on_the_rule),
	        cmocka_unit_test(test_of_who_is_writing_the_name_is_cut_and_not_that_he_does),
	        cmocka_unit_test(test_two_of_one_name_are_told_apart_wherever_they_are_named),
	        cmocka_unit_test(test_a_command_that_is_typed_is_nothing_that_others_learn),
	        cmocka_unit_test(test_ones_own_messages_say_whether_they_were_read),
	        cmocka_unit_test(test_mentions_stand_out),
	        cmocka_unit_test(test_the_list_of_people_follows_who_comes_and_goes),
	        cmocka_unit_test(test_the_people_of_a_room_and_what_is_done_to_them),
	        cmocka_unit_test(test_blocking_asks_and_shows),
	        cmocka_unit_test(test_deleting_a_conversation_asks),
	        cmocka_unit_test(test_what_others_see_of_one_is_said_when_it_is_changed),
	        cmocka_unit_test(test_without_a_text_nothing_is_changed_but_said_what_others_see),
	        cmocka_unit_test(test_what_a_room_is_about_stands_behind_its_name),
	        cmocka_unit_test(test_a_private_room_is_called_so_where_one_looks),
	        cmocka_unit_test(test_what_a_room_is_about_is_said_or_changed),
	        cmocka_unit_test(test_the_commands_about_people),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
