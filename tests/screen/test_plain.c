/* covey as lines of text: what is said, and when. */
#include "listener.h"

#include "ui/colon.h"
#include "ui/plain.h"

static void test_messages_here_are_said_as_they_come(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_message(&s, "GROUPtest", "bob", "The second shipment is here.\nWho signs?");
	listener_listen(&s);
	assert_said("Monday 23 November.\n09:40 bob: The second shipment is here.\n  Who signs?\n");
	screen_message(&s, "GROUPtest", "bob", "You?");
	listener_listen(&s);
	listener_listen(&s);
	assert_said("09:40 bob: You?\n");
	listener_stop(&s);
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
	listener_start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_MESSAGES_RECEIVED,
	                                      .messages = messages,
	                                      .message_conversations = ids,
	                                      .message_count = 2});
	listener_listen(&s);
	assert_said("Monday 23 November.\n09:40 bob: (answering carol: Who signs?) I do.\n");
	listener_stop(&s);
}

static void test_what_is_done_to_messages_is_done_to_the_newest(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_message(&s, "GROUPtest", "bob", "Who signs?");
	screen_settle(&s);
	listener_listen(&s);
	listener_line(&s, ":reply");
	listener_line(&s, "I do.");
	assert_asked(&s, "send GROUPtest: I do. answering GROUPtest-1");
	listener_stop(&s);
}

static void test_escape_sequences_of_others_are_not_said(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_message(&s, "GROUPtest", "bob", "\033[2J\a");
	screen_message(&s, "C2Cdave", "dave", "\033]0;x");
	listener_listen(&s);
	assert_null(strchr(listener_said(), '\033'));
	assert_null(strchr(listener_said(), '\a'));
	listener_stop(&s);
}

static void test_messages_elsewhere_are_said_with_their_place_and_what_is_unread(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_message(&s, "C2Cdave", "dave", "Are you there?");
	listener_listen(&s);
	assert_said("Research, dave, 1 unread: dave: Are you there?\n");
	screen_message(&s, "C2Ccarol", "carol", "And you?");
	listener_listen(&s);
	assert_said("carol, 1 unread: carol: And you?\n");
	listener_stop(&s);
}

static void test_what_one_is_not_notified_of_is_not_said(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_POLICY,
	                                      .policy = {.people = STATE_REMIND_SILENT}});
	screen_message(&s, "C2Cdave", "dave", "Are you there?");
	listener_listen(&s);
	assert_said("");
	listener_stop(&s);
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
	listener_start(&s);
	screen_settle(&s);
	listener_line(&s, "I do.");
	refuse(&s, "You are muted here");
	listener_listen(&s);
	assert_said("Not sent: You are muted here. :retry sends it again.\n");
	assert_asked(&s, "send GROUPtest: I do.");
	listener_line(&s, ":retry");
	assert_asked(&s, "send GROUPtest: I do.");
	listener_stop(&s);
}

static void test_what_waits_for_a_connection_is_said_and_when_it_went(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_SESSION, .status = STATE_OFFLINE, .text = "no route"});
	listener_listen(&s);
	listener_forget();
	listener_line(&s, "written offline");
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
	listener_listen(&s);
	assert_said("Sent: written offline\n");
	listener_stop(&s);
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
	listener_listen(s);
}

static void test_after_the_connection_came_back_it_is_said_that_nothing_waits(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_SESSION, .status = STATE_OFFLINE, .text = "no route"});
	listener_listen(&s);
	listener_forget();
	listener_line(&s, ":msg bob written offline");
	assert_said("It waits for a connection.\n");
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_CONNECTING});
	screen_login_filed(&s);
	listener_listen(&s);
	assert_said("Online: alice@host. 0 unread.\n");
	const char *id = "C2Cbob";
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
	listener_listen(&s);
	listener_listen(&s);
	assert_said("Nothing waits for the connection any more.\n");
	listener_line(&s, ":waiting");
	assert_said("No change of groups waits, and none was refused.\n");
	listener_stop(&s);
}

static void test_what_happens_to_a_message_that_was_said_is_said(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_message(&s, "GROUPtest", "bob", "Who sings?");
	listener_listen(&s);
	listener_forget();
	changes(&s, (struct state_message){.text = (char *)"Who signs?", .edited = true});
	assert_said("Edited: 09:40 bob: Who signs?\n");
	changes(&s,
	        (struct state_message){.text = (char *)"Who signs?", .reactions = (char *)"+1 carol dave\n"});
	assert_said("Reactions, +1 carol, dave, to 09:40 bob: Who signs?\n");
	changes(&s, (struct state_message){.text = (char *)"Who signs?"});
	assert_said("No reaction any more, to 09:40 bob: Who signs?\n");
	changes(&s, (struct state_message){.text = (char *)"", .recalled = true});
	assert_said("Recalled: 09:40 bob: Who signs?\n");
	listener_listen(&s);
	assert_said("");
	listener_stop(&s);
}

static void test_the_connection_is_said_when_it_changes(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_SESSION, .status = STATE_OFFLINE, .text = "no route"});
	listener_listen(&s);
	listener_listen(&s);
	assert_said("Offline: no route.\n");
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_CONNECTING});
	screen_login_filed(&s);
	listener_listen(&s);
	assert_said("Online: alice@host. 0 unread.\n");
	listener_stop(&s);
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
	listener_start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_MESSAGES_RECEIVED,
	                                      .messages = &message,
	                                      .message_conversations = &where,
	                                      .message_count = 1});
	listener_listen(&s);
	assert_said("Monday 23 November.\n09:40 bob: file: a^[[2J (3.0 MB)\n");
	listener_line(&s, ":save-file");
	assert_said("Saving: a^[[2J\n");
	listener_line(&s, ":stop-file");
	assert_said("Stopped.\n");
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_SESSION, .status = STATE_OFFLINE, .text = "no route"});
	listener_line(&s, ":save-file");
	assert_said("Offline: no route.\nError: There is no connection to the server.\n");
	listener_stop(&s);
}

static void test_nothing_is_lost_where_no_conversation_is_open(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_OPEN});
	listener_listen(&s);
	listener_line(&s, "to nobody");
	assert_said("No conversation is open: :go and a name opens one.\n");
	assert_asked(&s, "");
	listener_stop(&s);
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
	        cmocka_unit_test(test_a_refused_message_is_said),
	        cmocka_unit_test(test_the_connection_is_said_when_it_changes),
	        cmocka_unit_test(test_what_waits_for_a_connection_is_said_and_when_it_went),
	        cmocka_unit_test(test_after_the_connection_came_back_it_is_said_that_nothing_waits),
	        cmocka_unit_test(test_what_happens_to_a_message_that_was_said_is_said),
	        cmocka_unit_test(test_that_a_file_is_on_its_way_is_said_and_that_it_was_stopped),
	        cmocka_unit_test(test_nothing_is_lost_where_no_conversation_is_open),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
