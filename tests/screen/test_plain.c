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

/* The server has what was written offline. */
static void went_out(struct screen *s, const char *id)
{
	const struct state_message stored = {.id = (char *)"m1",
	                                     .sequence = 1,
	                                     .client_id = (char *)"client-1",
	                                     .from = (char *)"alice",
	                                     .time_ms = SCREEN_NOW,
	                                     .text = (char *)"written offline"};
	screen_apply(s, (struct state_event){.type = STATE_EVENT_MESSAGES_RECEIVED,
	                                     .messages = &stored,
	                                     .message_conversations = &id,
	                                     .message_count = 1});
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
	went_out(&s, "GROUPtest");
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
	went_out(&s, "C2Cbob");
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

/* Of dave's four messages only the last, which came while one was there, is in the memory. */
static void open_half_known(struct screen *s)
{
	struct state_message kept = {.id = (char *)"C2Cdave-4",
	                             .sequence = 4,
	                             .from = (char *)"dave",
	                             .time_ms = SCREEN_NOW,
	                             .text = (char *)"four"};
	listener_start(s);
	screen_conversation(
	        s, (struct conversation){.id = "C2Cdave", .convgroups = "Research", .unread = 3, .last = 3});
	screen_message(s, "C2Cdave", "dave", "four");
	listener_listen(s);
	screen_settle(s);
	listener_forget();
	listener_line(s, ":next-unread");
	screen_apply(s, (struct state_event){.type = STATE_EVENT_CACHED_MESSAGES,
	                                     .conversation = "C2Cdave",
	                                     .messages = &kept,
	                                     .message_count = 1});
	listener_listen(s);
}

/* The page of dave's newest messages comes; `count` of them. */
static void page_comes(struct screen *s, size_t count)
{
	struct state_message messages[60];
	for (size_t i = 0; i < count; i++)
		messages[i] = (struct state_message){
		        .id = arena_printf(&s->arena, "C2Cdave-%zu", i + 1),
		        .sequence = (int64_t)i + 1,
		        .from = (char *)"dave",
		        .time_ms = SCREEN_NOW,
		        .text = arena_printf(&s->arena, "message %zu", i + 1),
		};
	screen_apply(s, (struct state_event){.type = STATE_EVENT_ANSWERED,
	                                     .request_id = s->requests.items[0]->id,
	                                     .complete = true,
	                                     .messages = messages,
	                                     .message_count = count});
	listener_listen(s);
}

static void test_what_is_unread_is_waited_for_and_only_then_read(void **state)
{
	(void)state;
	struct screen s;
	open_half_known(&s);
	assert_said("Research, dave, 4 unread.\n");
	assert_asked(&s, "load C2Cdave before 0");
	page_comes(&s, 4);
	assert_said("Monday 23 November.\n09:40 dave: message 1\n09:40 dave: message 2\n"
	            "09:40 dave: message 3\n09:40 dave: message 4\n");
	assert_asked(&s, "read C2Cdave");
	listener_stop(&s);
}

static void test_what_is_not_there_yet_stays_unread_when_one_goes_on(void **state)
{
	(void)state;
	struct screen s;
	open_half_known(&s);
	listener_line(&s, ":go carol");
	assert_int_equal(state_conversation(&s.state, "C2Cdave")->unread, 4);
	listener_stop(&s);
}

static void test_without_a_connection_what_is_there_is_said_and_that_more_is_not(void **state)
{
	(void)state;
	struct screen s;
	open_half_known(&s);
	listener_forget();
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
	listener_listen(&s);
	assert_said("Offline.\nThere are new messages before these: :scroll-up says them.\n"
	            "Monday 23 November.\n09:40 dave: four\n");
	listener_stop(&s);
}

static void test_of_very_many_unread_it_is_said_that_there_are_more(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	screen_conversation(&s, (struct conversation){
	                                .id = "C2Cdave", .convgroups = "Research", .unread = 60, .last = 60});
	screen_settle(&s);
	listener_listen(&s);
	listener_forget();
	listener_line(&s, ":next-unread");
	listener_forget();
	page_comes(&s, 60);
	const char *begin = "There are new messages before these: :scroll-up says them.\n"
	                    "Monday 23 November.\n09:40 dave: message 11\n";
	assert_memory_equal(listener_said(), begin, strlen(begin));
	listener_forget();
	listener_line(&s, ":scroll-up");
	begin = "Earlier:\nMonday 23 November.\n09:40 dave: message 1\n";
	assert_memory_equal(listener_said(), begin, strlen(begin));
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
	        cmocka_unit_test(test_what_is_unread_is_waited_for_and_only_then_read),
	        cmocka_unit_test(test_what_is_not_there_yet_stays_unread_when_one_goes_on),
	        cmocka_unit_test(test_without_a_connection_what_is_there_is_said_and_that_more_is_not),
	        cmocka_unit_test(test_of_very_many_unread_it_is_said_that_there_are_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
