/* covey as lines of text: what a line does, and how it is answered. */
#include "listener.h"

#include "ui/colon.h"
#include "ui/plain.h"

static void test_a_line_is_a_message(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, "I do.");
	assert_asked(&s, "send GROUPtest: I do.");
	listener_line(&s, ":-)");
	assert_asked(&s, "");
	listener_line(&s, " :go bob");
	listener_line(&s, "   ");
	/* One's own text is not said again. */
	assert_said("");
	listener_stop(&s);
}

static void test_a_smile_is_no_command(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":-)");
	assert_asked(&s, "send GROUPtest: :-)");
	assert_said("");
	listener_stop(&s);
}

static void test_opening_says_group_conversation_and_unread(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_open(&s, "C2Cbob");
	screen_open(&s, "GROUPtest");
	screen_message(&s, "C2Cbob", "bob", "one");
	screen_message(&s, "C2Cbob", "bob", "two");
	listener_listen(&s);
	listener_forget();
	listener_line(&s, ":go bob");
	assert_non_null(strstr(listener_said(), "Suppliers, bob, 2 unread.\n"));
	assert_non_null(strstr(listener_said(), "09:40 bob: two\n"));
	assert_string_equal(s.state.current, "C2Cbob");
	assert_true(s.state.viewing); /* so it is read */
	listener_stop(&s);
}

static void test_commands_are_those_of_the_command_line(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":move Research");
	assert_asked(&s, "move GROUPtest from Suppliers to Research");
	assert_said("");
	listener_line(&s, ":nonsense");
	assert_said("There is no command “nonsense”.\n");
	listener_line(&s, ":move");
	listener_forget();
	listener_line(&s, "");
	listener_line(&s, ":where");
	assert_said("Suppliers, #test; 0 unread elsewhere.\n");
	listener_stop(&s);
}

static void test_a_command_that_the_server_refuses_says_why(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":new-group Papers");
	assert_said("");
	screen_answer(&s, 51010, "There are 20 groups already");
	listener_listen(&s);
	assert_said("There are 20 groups already.\n");
	listener_line(&s, "still here");
	assert_said("");
	listener_stop(&s);
}

static void test_a_box_is_read_out_and_answered(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":delete-group Research");
	assert_said(
	        "Delete “Research”?\n"
	        "The group “Research” goes. Its 1 conversation stays, with all messages, under “no group”.\n"
	        "y to delete the group, anything else not.\n");
	listener_line(&s, "perhaps");
	assert_said("Nothing was done.\n");
	assert_asked(&s, "");
	listener_line(&s, ":delete-group Research");
	listener_forget();
	listener_line(&s, "y");
	assert_asked(&s, "delete Research");
	listener_stop(&s);
}

static void test_a_choice_is_made_by_number_or_by_letters(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":move");
	assert_said("Move “#test” to\n"
	            "1 Research, 1 conversation\n"
	            "A number, or letters to narrow it; an empty line leaves, a command too.\n");
	listener_line(&s, "1");
	assert_asked(&s, "move GROUPtest from Suppliers to Research");
	listener_line(&s, ":add");
	listener_forget();
	listener_line(&s, "res");
	assert_said("Add “#test” to one more group\n"
	            "1 Research, 1 conversation\n"
	            "2 create “res”, 3/32 bytes\n"
	            "A number, or letters to narrow it; an empty line leaves, a command too.\n");
	listener_line(&s, "2");
	assert_asked(&s, "create res(GROUPtest)");
	listener_stop(&s);
}

static void test_a_number_stays_with_what_was_read_out(void **state)
{
	(void)state;
	struct screen s;
	const struct state_room rooms[] = {{.id = (char *)"g2", .name = (char *)"labor"}};
	listener_start(&s);
	listener_line(&s, ":jump");
	listener_forget();
	listener_line(&s, "#lab");
	assert_said("Go to\n"
	            "1 join room #lab, room\n"
	            "2 make room #lab, new room\n"
	            "A number, or letters to narrow it; an empty line leaves, a command too.\n");
	/* On the screen there are "join room #labor" and "make room #lab" now. */
	screen_answer_rooms(&s, "lab", rooms, 1);
	listener_line(&s, "1");
	assert_asked(&s, "");
	assert_said("That is not there any more.\n"
	            "Go to\n"
	            "1 join room #labor, 0 people\n"
	            "2 make room #lab, new room\n"
	            "A number, or letters to narrow it; an empty line leaves, a command too.\n");
	listener_line(&s, "2");
	assert_asked(&s, "make room lab");
	listener_stop(&s);
}

static void test_what_there_is_can_be_listed(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_message(&s, "C2Cdave", "dave", "Are you there?");
	listener_listen(&s);
	listener_forget();
	listener_line(&s, ":list");
	assert_said("Conversations\n"
	            "Suppliers, 2 conversations\n"
	            "  bob\n"
	            "  #test, open\n"
	            "\n"
	            "Research, 1 conversation, 1 unread\n"
	            "  dave, 1 unread\n"
	            "\n"
	            "no group, 2 conversations\n"
	            "  my notes\n"
	            "  carol\n");
	listener_line(&s, ":list Research");
	assert_said("Conversations\nResearch, 1 conversation, 1 unread\n  dave, 1 unread\n");
	listener_line(&s, ":list Nothing");
	assert_said("There is no group “Nothing”.\n");
	listener_stop(&s);
}

static void test_older_messages_are_said_on_demand(void **state)
{
	(void)state;
	static const char *const texts[] = {"one", "two", "three", "four", "five", "six", "seven"};
	struct screen s;
	listener_start(&s);
	screen_open(&s, "C2Cdave");
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		screen_message(&s, "C2Cdave", "dave", texts[i]);
	screen_open(&s, "GROUPtest");
	listener_listen(&s);
	listener_forget();
	/* What was read is not said again, but for the last of it. */
	listener_line(&s, ":go dave");
	assert_said("Research, dave.\n"
	            "Monday 23 November.\n"
	            "09:40 dave: three\n"
	            "09:40 dave: four\n"
	            "09:40 dave: five\n"
	            "09:40 dave: six\n"
	            "09:40 dave: seven\n");
	listener_line(&s, ":scroll-up");
	assert_said("Earlier:\nMonday 23 November.\n09:40 dave: one\n09:40 dave: two\n");
	listener_line(&s, ":scroll-up");
	screen_settle(&s);
	listener_listen(&s);
	assert_said("That is the beginning.\n");
	listener_stop(&s);
}

/* Nor does what cannot come keep what is done after it from being said. */
static void test_that_older_messages_cannot_come_is_said(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_conversation(&s, (struct conversation){.id = "GROUPlab", .last = 60, .read = 60});
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_OPEN, .conversation = "GROUPlab"});
	listener_listen(&s);
	listener_forget();
	listener_line(&s, ":scroll-up");
	assert_said("There is no connection: of older messages there is what is kept here.\n");
	listener_line(&s, ":fold-others Research");
	assert_said("Done: fold-others Research.\n");
	listener_stop(&s);
}

static void test_help_says_what_can_be_typed(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":help");
	assert_non_null(strstr(listener_said(), ":go CONV, open a conversation\n"));
	assert_non_null(strstr(listener_said(), ":next-unread, next unread\n"));
	listener_stop(&s);
}

static void test_help_about_a_beginning_says_those_commands(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":help rename-g");
	assert_said(":rename-group [GROUP] [NAME], rename a group\n");
	listener_line(&s, ":help mark");
	assert_said(":mark [FILTER], mark what is like that, or this one\n");
	listener_line(&s, ":help :retry");
	assert_said(":retry, send the refused again\n");
	listener_line(&s, ":help nonsense");
	assert_said("There is no command “nonsense” here.\n");
	listener_stop(&s);
}

static void test_what_only_a_screen_has_is_no_question_without_an_answer(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":theme");
	assert_said(":theme is for the screen.\n");
	listener_line(&s, ":wider");
	assert_said(":wider is for the screen.\n");
	listener_line(&s, ":help");
	assert_null(strstr(listener_said(), ":wider"));
	listener_stop(&s);
}

static void test_a_command_leaves_a_question_and_what_fits_nothing_is_said(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":move");
	listener_forget();
	listener_line(&s, ":where");
	assert_said("Suppliers, #test; 0 unread elsewhere.\n");
	listener_line(&s, ":jump");
	listener_forget();
	listener_line(&s, "#  ");
	assert_non_null(strstr(listener_said(), "Nothing here is like “#  ”.\n"));
	listener_line(&s, ":where");
	listener_line(&s, "hello");
	assert_asked(&s, "send GROUPtest: hello");
	listener_stop(&s);
}

static void test_a_policy_is_said_with_what_is_set_and_what_is_wrong(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_CONVGROUP_SET,
	                                      .convgroup = "Suppliers",
	                                      .text = "digest=20"});
	listener_line(&s, ":policy Suppliers");
	assert_non_null(strstr(listener_said(), " digest=20: tell it every so many minutes, now\n"));
	listener_forget();
	listener_line(&s, "quiet=25:00-07:00");
	assert_non_null(strstr(listener_said(), "“quiet=25:00-07:00” is none of"));
	assert_null(strstr(listener_said(), "Nothing here is like"));
	listener_line(&s, "mute digest=30");
	assert_asked(&s, "set Suppliers: mute digest=30");
	listener_forget();
	screen_answer(&s, 0, NULL);
	listener_listen(&s);
	assert_said("“Suppliers”: mute, digest=30.\n");
	listener_stop(&s);
}

static void test_going_where_one_is_says_so(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":go #test");
	assert_said("Suppliers, #test.\n");
	listener_stop(&s);
}

static void test_what_is_done_is_said(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":pin bob");
	assert_said("");
	screen_answer(&s, 0, NULL);
	listener_listen(&s);
	listener_listen(&s);
	assert_said("Done: pin bob.\n");
	listener_line(&s, ":fold-others Research");
	assert_said("Done: fold-others Research.\n");
	/* A sentence of its own is enough. */
	listener_line(&s, ":move Research");
	screen_answer(&s, 0, NULL);
	listener_listen(&s);
	assert_said("Moved #test to “Research”.\n");
	listener_line(&s, ":leave-room");
	listener_forget();
	listener_line(&s, "y");
	assert_said("");
	screen_answer(&s, 0, NULL);
	listener_listen(&s);
	assert_said("Done: leave-room.\n");
	listener_stop(&s);
}

/* With a word for each of its arguments. */
static void type_with_arguments(struct screen *s, struct colon_command command)
{
	static const char *const words[COLON_ARGUMENT_COUNT] = {
	        [COLON_GROUP] = "Research", [COLON_CONV] = "#test", [COLON_PERSON] = "bob",
	        [COLON_SETTING] = "mute",   [COLON_SORT] = "name",  [COLON_DAY] = "2026-11-01",
	        [COLON_FILE] = SCREEN_FILE, [COLON_EMOJI] = "tada",
	};
	struct colon_slot slot = {0};
	struct buf line;
	buf_init(&line, PLAIN_MAX);
	buf_printf(&line, ":%s", command.name);
	for (size_t i = 0; !slot.many && colon_slot(command.usage, i, &slot); i++)
		buf_printf(&line, " %s", words[slot.argument] ? words[slot.argument] : "word");
	listener_line(s, line.data);
	buf_finish(&line);
}

static void test_no_command_is_without_a_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < colon_count(); i++) {
		struct screen s;
		listener_start(&s);
		screen_message(&s, "GROUPtest", "bob", "Who signs?");
		screen_settle(&s);
		listener_listen(&s);
		listener_forget();
		type_with_arguments(&s, colon_command(i));
		while (*listener_said() == '\0' && s.requests.len > 0) {
			screen_answer(&s, 0, NULL);
			listener_listen(&s);
		}
		if (*listener_said() == '\0')
			fail_msg("%s", colon_command(i).name);
		listener_stop(&s);
	}
}

static void test_where_a_mention_leads_to_is_said(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_message(&s, "GROUPtest", "bob", "@alice, do you sign?");
	screen_message(&s, "GROUPtest", "carol", "I do.");
	screen_settle(&s);
	listener_listen(&s);
	listener_forget();
	listener_line(&s, ":mention");
	assert_said("Monday 23 November.\n09:40 bob: @alice, do you sign?\n");
	listener_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_line_is_a_message),
	        cmocka_unit_test(test_a_smile_is_no_command),
	        cmocka_unit_test(test_opening_says_group_conversation_and_unread),
	        cmocka_unit_test(test_commands_are_those_of_the_command_line),
	        cmocka_unit_test(test_a_command_that_the_server_refuses_says_why),
	        cmocka_unit_test(test_a_box_is_read_out_and_answered),
	        cmocka_unit_test(test_a_choice_is_made_by_number_or_by_letters),
	        cmocka_unit_test(test_a_number_stays_with_what_was_read_out),
	        cmocka_unit_test(test_what_there_is_can_be_listed),
	        cmocka_unit_test(test_older_messages_are_said_on_demand),
	        cmocka_unit_test(test_that_older_messages_cannot_come_is_said),
	        cmocka_unit_test(test_help_says_what_can_be_typed),
	        cmocka_unit_test(test_help_about_a_beginning_says_those_commands),
	        cmocka_unit_test(test_what_only_a_screen_has_is_no_question_without_an_answer),
	        cmocka_unit_test(test_a_command_leaves_a_question_and_what_fits_nothing_is_said),
	        cmocka_unit_test(test_a_policy_is_said_with_what_is_set_and_what_is_wrong),
	        cmocka_unit_test(test_going_where_one_is_says_so),
	        cmocka_unit_test(test_what_is_done_is_said),
	        cmocka_unit_test(test_no_command_is_without_a_word),
	        cmocka_unit_test(test_where_a_mention_leads_to_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
