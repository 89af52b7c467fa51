/* covey as lines of text: what is said, when, and what lines do. */
#include "screen.h"

#include "ui/plain.h"

static struct plain plain;
static struct buf said;

static void listen(struct screen *s)
{
	plain_follow(&plain, &s->state, s->now_ms, &said);
	state_drawn(&s->state);
}

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	plain_init(&plain, s->ui);
	buf_init(&said, PLAIN_MAX);
	screen_login_filed(s);
	screen_open(s, "GROUPtest");
	listen(s);
	buf_clear(&said);
}

static void stop(struct screen *s)
{
	plain_finish(&plain);
	buf_finish(&said);
	screen_stop(s);
}

static void line(struct screen *s, const char *text)
{
	struct state_event_list events;
	state_event_list_init(&events);
	plain_line(&plain, &s->state, text, s->now_ms, &events, &said);
	for (size_t i = 0; i < events.events.len; i++)
		screen_apply(s, events.events.items[i]);
	state_event_list_finish(&events);
	listen(s);
}

/* All that was said since the last look. */
static void assert_said(const char *expected)
{
	assert_string_equal(said.data, expected);
	buf_clear(&said);
}

static void test_messages_here_are_said_as_they_come(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "GROUPtest", "bob", "The second shipment is here.\nWho signs?");
	listen(&s);
	assert_said("Monday 23 November.\n09:40 bob: The second shipment is here.\n  Who signs?\n");
	screen_message(&s, "GROUPtest", "bob", "You?");
	listen(&s);
	listen(&s);
	assert_said("09:40 bob: You?\n");
	stop(&s);
}

static void test_an_answer_says_what_it_answers_and_nothing_is_said_of_deleted_ones(void **state)
{
	(void)state;
	struct screen s;
	const char *id = "GROUPtest";
	struct state_message messages[] = {
	        {.id = (char *)"m1",
	         .sequence = 1,
	         .from = (char *)"bob",
	         .time_ms = SCREEN_NOW,
	         .deleted = true},
	        {.id = (char *)"m2",
	         .sequence = 2,
	         .from = (char *)"bob",
	         .time_ms = SCREEN_NOW,
	         .text = (char *)"I do.",
	         .reply_to = (char *)"m0",
	         .quote_from = (char *)"carol",
	         .quote_text = (char *)"Who signs?"},
	};
	const char *ids[] = {id, id};
	start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_MESSAGES_RECEIVED,
	                                      .messages = messages,
	                                      .message_conversations = ids,
	                                      .message_count = 2});
	listen(&s);
	assert_said("Monday 23 November.\n09:40 bob: (answering carol: Who signs?) I do.\n");
	stop(&s);
}

static void test_what_is_done_to_messages_is_done_to_the_newest(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "GROUPtest", "bob", "Who signs?");
	screen_settle(&s);
	listen(&s);
	line(&s, ":reply");
	line(&s, "I do.");
	assert_asked(&s, "send GROUPtest: I do. answering GROUPtest-1");
	stop(&s);
}

static void test_escape_sequences_of_others_are_not_said(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "GROUPtest", "bob", "\033[2J\a");
	screen_message(&s, "C2Cdave", "dave", "\033]0;x");
	listen(&s);
	assert_null(strchr(said.data, '\033'));
	assert_null(strchr(said.data, '\a'));
	stop(&s);
}

static void test_messages_elsewhere_are_said_with_their_place_and_what_is_unread(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "C2Cdave", "dave", "Are you there?");
	listen(&s);
	assert_said("Research, dave, 1 unread: dave: Are you there?\n");
	screen_message(&s, "C2Ccarol", "carol", "And you?");
	listen(&s);
	assert_said("carol, 1 unread: carol: And you?\n");
	stop(&s);
}

static void test_what_one_is_not_notified_of_is_not_said(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_POLICY,
	                                      .policy = {.people = STATE_REMIND_SILENT}});
	screen_message(&s, "C2Cdave", "dave", "Are you there?");
	listen(&s);
	assert_said("");
	stop(&s);
}

static void test_a_line_is_a_message(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	line(&s, "I do.");
	assert_asked(&s, "send GROUPtest: I do.");
	line(&s, ":-)");
	assert_asked(&s, "");
	line(&s, " :go bob");
	line(&s, "   ");
	/* One's own text is not said again. */
	assert_said("");
	stop(&s);
}

static void test_a_smile_is_no_command(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	line(&s, ":-)");
	assert_asked(&s, "send GROUPtest: :-)");
	assert_said("");
	stop(&s);
}

/* The server says no to the message on its way. */
static void refuse(struct screen *s, const char *why)
{
	const struct state_request *sent = s->requests.items[s->requests.len - 1];
	assert_int_equal(sent->type, STATE_REQUEST_SEND);
	screen_apply(s, (struct state_event){
	                        .type = STATE_EVENT_ANSWERED,
	                        .request_id = sent->id,
	                        .code = 20012,
	                        .text = why,
	                });
}

static void test_a_refused_message_is_said(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_settle(&s);
	line(&s, "I do.");
	refuse(&s, "You are muted here");
	listen(&s);
	assert_said("Not sent: You are muted here. :retry sends it again.\n");
	assert_asked(&s, "send GROUPtest: I do.");
	line(&s, ":retry");
	assert_asked(&s, "send GROUPtest: I do.");
	stop(&s);
}

static void test_opening_says_group_conversation_and_unread(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_open(&s, "C2Cbob");
	screen_open(&s, "GROUPtest");
	screen_message(&s, "C2Cbob", "bob", "one");
	screen_message(&s, "C2Cbob", "bob", "two");
	listen(&s);
	buf_clear(&said);
	line(&s, ":go bob");
	assert_non_null(strstr(said.data, "Suppliers, bob, 2 unread.\n"));
	assert_non_null(strstr(said.data, "09:40 bob: two\n"));
	assert_string_equal(s.state.current, "C2Cbob");
	assert_true(s.state.viewing); /* so it is read */
	stop(&s);
}

static void test_commands_are_those_of_the_command_line(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	line(&s, ":move Research");
	assert_asked(&s, "move GROUPtest from Suppliers to Research");
	assert_said("");
	line(&s, ":nonsense");
	assert_said("There is no command “nonsense”.\n");
	line(&s, ":move");
	buf_clear(&said);
	line(&s, "");
	line(&s, ":where");
	assert_said("Suppliers, #test; 0 unread elsewhere.\n");
	stop(&s);
}

static void test_a_command_that_the_server_refuses_says_why(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	line(&s, ":new-group Papers");
	assert_said("");
	screen_answer(&s, 51010, "There are 20 groups already");
	listen(&s);
	assert_said("There are 20 groups already.\n");
	line(&s, "still here");
	assert_said("");
	stop(&s);
}

static void test_a_box_is_read_out_and_answered(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	line(&s, ":delete-group Research");
	assert_said(
	        "Delete “Research”?\n"
	        "The group “Research” goes. Its 1 conversation stays, with all messages, under “no group”.\n"
	        "y to delete the group, anything else not.\n");
	line(&s, "perhaps");
	assert_said("");
	assert_asked(&s, "");
	line(&s, ":delete-group Research");
	buf_clear(&said);
	line(&s, "y");
	assert_asked(&s, "delete Research");
	stop(&s);
}

static void test_a_choice_is_made_by_number_or_by_letters(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	line(&s, ":move");
	assert_said("Move “#test” to\n"
	            "1 Research, 1 conversation\n"
	            "A number, or letters to narrow it; an empty line leaves, a command too.\n");
	line(&s, "1");
	assert_asked(&s, "move GROUPtest from Suppliers to Research");
	line(&s, ":add");
	buf_clear(&said);
	line(&s, "res");
	assert_said("Add “#test” to one more group\n"
	            "1 Research, 1 conversation\n"
	            "2 create “res”, 3/32 bytes\n"
	            "A number, or letters to narrow it; an empty line leaves, a command too.\n");
	line(&s, "2");
	assert_asked(&s, "create res(GROUPtest)");
	stop(&s);
}

static void test_what_there_is_can_be_listed(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "C2Cdave", "dave", "Are you there?");
	listen(&s);
	buf_clear(&said);
	line(&s, ":list");
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
	line(&s, ":list Research");
	assert_said("Conversations\nResearch, 1 conversation, 1 unread\n  dave, 1 unread\n");
	line(&s, ":list Nothing");
	assert_said("There is no group “Nothing”.\n");
	stop(&s);
}

static void test_older_messages_are_said_on_demand(void **state)
{
	(void)state;
	static const char *const texts[] = {"one", "two", "three", "four", "five", "six", "seven"};
	struct screen s;
	start(&s);
	screen_open(&s, "C2Cdave");
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		screen_message(&s, "C2Cdave", "dave", texts[i]);
	screen_open(&s, "GROUPtest");
	listen(&s);
	buf_clear(&said);
	/* What was read is not said again, but for the last of it. */
	line(&s, ":go dave");
	assert_said("Research, dave.\n"
	            "Monday 23 November.\n"
	            "09:40 dave: three\n"
	            "09:40 dave: four\n"
	            "09:40 dave: five\n"
	            "09:40 dave: six\n"
	            "09:40 dave: seven\n");
	line(&s, ":scroll-up");
	assert_said("Earlier:\nMonday 23 November.\n09:40 dave: one\n09:40 dave: two\n");
	line(&s, ":scroll-up");
	screen_settle(&s);
	listen(&s);
	assert_said("That is the beginning.\n");
	stop(&s);
}

static void test_help_says_what_can_be_typed(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	line(&s, ":help");
	assert_non_null(strstr(said.data, ":go CONV, open a conversation\n"));
	assert_non_null(strstr(said.data, ":next-unread, next unread\n"));
	stop(&s);
}

static void test_help_about_a_beginning_says_those_commands(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	line(&s, ":help rename-g");
	assert_said(":rename-group [GROUP] [NAME], rename a group\n");
	line(&s, ":help nonsense");
	assert_said("There is no command “nonsense” here.\n");
	stop(&s);
}

static void test_what_only_a_screen_has_is_no_question_without_an_answer(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	line(&s, ":theme");
	assert_said(":theme is for the screen.\n");
	line(&s, ":wider");
	assert_said(":wider is for the screen.\n");
	line(&s, ":help");
	assert_null(strstr(said.data, ":wider"));
	stop(&s);
}

static void test_a_command_leaves_a_question_and_what_fits_nothing_is_said(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	line(&s, ":move");
	buf_clear(&said);
	line(&s, ":where");
	assert_said("Suppliers, #test; 0 unread elsewhere.\n");
	line(&s, ":jump");
	buf_clear(&said);
	line(&s, "#  ");
	assert_non_null(strstr(said.data, "Nothing here is like “#  ”.\n"));
	line(&s, ":where");
	line(&s, "hello");
	assert_asked(&s, "send GROUPtest: hello");
	stop(&s);
}

static void test_going_where_one_is_says_so(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	line(&s, ":go #test");
	assert_said("Suppliers, #test.\n");
	stop(&s);
}

static void test_what_waits_for_a_connection_is_said_and_when_it_went(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_SESSION, .status = STATE_OFFLINE, .text = "no route"});
	listen(&s);
	buf_clear(&said);
	line(&s, "written offline");
	assert_said("It waits for a connection.\n");
	const char *id = "GROUPtest";
	const struct state_message stored = {.id = (char *)"m1",
	                                     .sequence = 1,
	                                     .client_id = (char *)"client-1",
	                                     .from = (char *)"alice",
	                                     .time_ms = SCREEN_NOW,
	                                     .text = (char *)"written offline"};
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_MESSAGES_RECEIVED,
	                                      .messages = &stored,
	                                      .message_conversations = &id,
	                                      .message_count = 1});
	listen(&s);
	assert_said("Sent: written offline\n");
	stop(&s);
}

static void changes(struct screen *s, struct state_message message)
{
	const char *id = "GROUPtest";
	message.id = (char *)"GROUPtest-1";
	message.sequence = 1;
	message.from = (char *)"bob";
	message.time_ms = SCREEN_NOW;
	screen_apply(s, (struct state_event){.type = STATE_EVENT_MESSAGES_CHANGED,
	                                     .messages = &message,
	                                     .message_conversations = &id,
	                                     .message_count = 1});
	listen(s);
}

static void test_what_happens_to_a_message_that_was_said_is_said(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "GROUPtest", "bob", "Who sings?");
	listen(&s);
	buf_clear(&said);
	changes(&s, (struct state_message){.text = (char *)"Who signs?", .edited = true});
	assert_said("Edited: 09:40 bob: Who signs?\n");
	changes(&s,
	        (struct state_message){.text = (char *)"Who signs?", .reactions = (char *)"+1 carol dave\n"});
	assert_said("Reactions, +1 carol, dave, to 09:40 bob: Who signs?\n");
	changes(&s, (struct state_message){.text = (char *)"Who signs?"});
	assert_said("No reaction any more, to 09:40 bob: Who signs?\n");
	changes(&s, (struct state_message){.text = (char *)"", .recalled = true});
	assert_said("Recalled: 09:40 bob: Who signs?\n");
	listen(&s);
	assert_said("");
	stop(&s);
}

static void test_the_connection_is_said_when_it_changes(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_SESSION, .status = STATE_OFFLINE, .text = "no route"});
	listen(&s);
	listen(&s);
	assert_said("Offline: no route.\n");
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_CONNECTING});
	screen_login_filed(&s);
	listen(&s);
	assert_said("Online: alice@host. 0 unread.\n");
	stop(&s);
}

static void test_that_a_file_is_on_its_way_is_said_and_that_it_was_stopped(void **state)
{
	(void)state;
	struct screen s;
	const char *where = "GROUPtest";
	const struct state_message message = {.id = (char *)"f1",
	                                      .sequence = 1,
	                                      .from = (char *)"bob",
	                                      .time_ms = SCREEN_NOW,
	                                      .kind = STATE_FILE,
	                                      .text = (char *)"a\033[2J",
	                                      .file = (char *)"/files/1",
	                                      .file_size = 3000000};
	start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_MESSAGES_RECEIVED,
	                                      .messages = &message,
	                                      .message_conversations = &where,
	                                      .message_count = 1});
	listen(&s);
	assert_said("Monday 23 November.\n09:40 bob: file: a^[[2J (3.0 MB)\n");
	line(&s, ":save-file");
	assert_said("Saving: a^[[2J\n");
	line(&s, ":stop-file");
	assert_said("Stopped.\n");
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_SESSION, .status = STATE_OFFLINE, .text = "no route"});
	line(&s, ":save-file");
	assert_said("Offline: no route.\nError: There is no connection to the server.\n");
	stop(&s);
}

static void test_nothing_is_lost_where_no_conversation_is_open(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_OPEN});
	listen(&s);
	line(&s, "to nobody");
	assert_said("No conversation is open: :go and a name opens one.\n");
	assert_asked(&s, "");
	stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_messages_here_are_said_as_they_come),
	        cmocka_unit_test(test_an_answer_says_what_it_answers_and_nothing_is_said_of_deleted_ones),
	        cmocka_unit_test(test_what_is_done_to_messages_is_done_to_the_newest),
	        cmocka_unit_test(test_escape_sequences_of_others_are_not_said),
	        cmocka_unit_test(test_messages_elsewhere_are_said_with_their_place_and_what_is_unread),
	        cmocka_unit_test(test_what_one_is_not_notified_of_is_not_said),
	        cmocka_unit_test(test_a_line_is_a_message),
	        cmocka_unit_test(test_a_smile_is_no_command),
	        cmocka_unit_test(test_a_refused_message_is_said),
	        cmocka_unit_test(test_opening_says_group_conversation_and_unread),
	        cmocka_unit_test(test_commands_are_those_of_the_command_line),
	        cmocka_unit_test(test_a_command_that_the_server_refuses_says_why),
	        cmocka_unit_test(test_a_box_is_read_out_and_answered),
	        cmocka_unit_test(test_a_choice_is_made_by_number_or_by_letters),
	        cmocka_unit_test(test_what_there_is_can_be_listed),
	        cmocka_unit_test(test_older_messages_are_said_on_demand),
	        cmocka_unit_test(test_help_says_what_can_be_typed),
	        cmocka_unit_test(test_the_connection_is_said_when_it_changes),
	        cmocka_unit_test(test_help_about_a_beginning_says_those_commands),
	        cmocka_unit_test(test_what_only_a_screen_has_is_no_question_without_an_answer),
	        cmocka_unit_test(test_a_command_leaves_a_question_and_what_fits_nothing_is_said),
	        cmocka_unit_test(test_going_where_one_is_says_so),
	        cmocka_unit_test(test_what_waits_for_a_connection_is_said_and_when_it_went),
	        cmocka_unit_test(test_what_happens_to_a_message_that_was_said_is_said),
	        cmocka_unit_test(test_that_a_file_is_on_its_way_is_said_and_that_it_was_stopped),
	        cmocka_unit_test(test_nothing_is_lost_where_no_conversation_is_open),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
