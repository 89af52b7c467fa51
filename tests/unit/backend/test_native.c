/*
 * The native backend: requests in, frames out; frames in, events out. What an event says is compared as
 * text (show_event), so that a case is a pair of lines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "backend/native.h"
#include "base/buf.h"
#include "base/err.h"

struct fixture {
	struct backend *backend;
	struct backend_out out;
	struct buf shown;
	struct err err;
};

#define LIMITS                                                              \
	"{\"conversationGroupCount\":20,\"conversationGroupNameBytes\":32," \
	"\"conversationsPerRequest\":100,\"conversationsInGroups\":1000,\"messageBytes\":12288}"
#define LOGIN_RESULT(id, event_id, resumed)                                                         \
	"{\"jsonrpc\":\"2.0\",\"id\":" id ",\"result\":{\"userID\":\"alice\",\"eventID\":" event_id \
	",\"resumed\":" resumed ",\"serverTime\":1,\"limits\":" LIMITS "}}"
#define RESULT(id, members) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"result\":{" members "}}"
#define FAILURE(id, code, text) \
	"{\"jsonrpc\":\"2.0\",\"id\":" id ",\"error\":{\"code\":" code ",\"message\":\"" text "\"}}"
#define EVENT(name, params) "{\"jsonrpc\":\"2.0\",\"method\":\"" name "\",\"params\":{" params "}}"
#define MESSAGE(conversation, sequence, members)                                                          \
	"{\"conversationID\":\"" conversation "\",\"messageID\":\"m" sequence "\",\"sequence\":" sequence \
	",\"from\":\"bob\",\"time\":1700,\"clientID\":\"c" sequence "\",\"isModified\":false," members "}"
#define TEXT(conversation, sequence, text) \
	MESSAGE(conversation, sequence,    \
	        "\"isRevoked\":false,\"type\":\"TIMTextElem\",\"payload\":{\"text\":\"" text "\"}")
#define CONVERSATION(id, type, members)                                                                      \
	"{\"conversationID\":\"" id "\",\"type\":\"" type "\",\"unreadCount\":0,\"mentionCount\":0," members \
	"}"

/* What an event says, as text */

static void show_spans(struct buf *out, const char *name, const char *const *items, size_t len)
{
	buf_printf(out, " %s=[", name);
	for (size_t i = 0; i < len; i++)
		buf_printf(out, "%s%s", i ? "," : "", items[i]);
	buf_append_char(out, ']');
}

static void show_conversation(struct buf *out, const struct state_conversation *conversation)
{
	static const char *const kinds[] = {"person", "notes", "room"};
	buf_printf(out, " {%s %s %s \"%s\"", conversation->id, kinds[conversation->kind], conversation->peer,
	           conversation->name);
	if (conversation->unread || conversation->mentions)
		buf_printf(out, " unread=%d/%d", (int)conversation->unread, (int)conversation->mentions);
	if (conversation->read_sequence)
		buf_printf(out, " read=%d", (int)conversation->read_sequence);
	if (conversation->pinned)
		buf_append_str(out, " pinned");
	if (conversation->remind)
		buf_printf(out, " remind=%d", (int)conversation->remind);
	if (conversation->convgroups.len)
		show_spans(out, "in", (const char *const *)conversation->convgroups.items,
		           conversation->convgroups.len);
	if (conversation->last_from)
		buf_printf(out, " last=%d@%d %s:%s", (int)conversation->last_sequence,
		           (int)conversation->last_time_ms, conversation->last_from, conversation->last_text);
	buf_append_char(out, '}');
}

static void show_message(struct buf *out, const char *conversation, const struct state_message *message)
{
	static const char *const kinds[] = {"text", "file", "tip", "other"};
	buf_printf(out, " {%s %s %d %s@%d %s:\"%s\"", conversation, message->id, (int)message->sequence,
	           message->from, (int)message->time_ms, kinds[message->kind], message->text);
	if (message->client_id)
		buf_printf(out, " client=%s", message->client_id);
	if (message->file)
		buf_printf(out, " at=%s", message->file);
	if (message->reply_to)
		buf_printf(out, " reply=%s", message->reply_to);
	if (message->quote_from)
		buf_printf(out, " quotes=%d,%s,%s", (int)message->quote_sequence, message->quote_from,
		           message->quote_text);
	if (message->reactions)
		buf_printf(out, " reactions=[%s]", message->reactions);
	buf_printf(out, "%s%s%s%s}", message->mentions_me ? " me" : "", message->edited ? " edited" : "",
	           message->recalled ? " recalled" : "", message->deleted ? " deleted" : "");
}

static const char *const event_names[STATE_EVENT_COUNT] = {
        [STATE_EVENT_SESSION] = "SESSION",
        [STATE_EVENT_LOGGED_IN] = "LOGGED_IN",
        [STATE_EVENT_CONVERSATIONS_LISTED] = "CONVERSATIONS_LISTED",
        [STATE_EVENT_CONVERSATIONS_CHANGED] = "CONVERSATIONS_CHANGED",
        [STATE_EVENT_CONVGROUPS_LISTED] = "CONVGROUPS_LISTED",
        [STATE_EVENT_CONVGROUP_MEMBERS] = "CONVGROUP_MEMBERS",
        [STATE_EVENT_MESSAGES_RECEIVED] = "MESSAGES_RECEIVED",
        [STATE_EVENT_MESSAGES_CHANGED] = "MESSAGES_CHANGED",
        [STATE_EVENT_READ_BY_PEER] = "READ_BY_PEER",
        [STATE_EVENT_ROOMS_CHANGED] = "ROOMS_CHANGED",
        [STATE_EVENT_STATUSES] = "STATUSES",
        [STATE_EVENT_RENAMED] = "RENAMED",
        [STATE_EVENT_BLOCKED] = "BLOCKED",
        [STATE_EVENT_TYPING] = "TYPING",
        [STATE_EVENT_CONVERSATIONS_GONE] = "CONVERSATIONS_GONE",
        [STATE_EVENT_ANSWERED] = "ANSWERED",
};

static void show_scalars(struct buf *out, const struct state_event *event)
{
	buf_append_str(out, event_names[event->type]);
	if (event->request_id)
		buf_printf(out, " #%d", (int)event->request_id);
	if (event->position)
		buf_printf(out, " @%d", (int)event->position);
	if (event->type == STATE_EVENT_SESSION)
		buf_append_str(out, event->status == STATE_STOPPED ? " stopped" : " ?");
	if (event->code)
		buf_printf(out, " code=%d", event->code);
	if (event->text)
		buf_printf(out, " \"%s\"", event->text);
	if (event->self)
		buf_printf(out, " self=%s token=%s%s limits=%d,%d,%d,%d,%d", event->self,
		           event->token ? event->token : "-", event->resumed ? " resumed" : "",
		           (int)event->limits.convgroups, (int)event->limits.convgroup_name_bytes,
		           (int)event->limits.conversations_per_request,
		           (int)event->limits.conversations_in_groups, (int)event->limits.message_bytes);
	if (event->conversation)
		buf_printf(out, " %s", event->conversation);
	if (event->sequence)
		buf_printf(out, " %d", (int)event->sequence);
	if (event->convgroup)
		buf_printf(out, " group=%s", event->convgroup);
	if (event->complete)
		buf_append_str(out, " complete");
}

static const char *const presences[STATE_PRESENCE_COUNT] = {"-", "asked", "offline", "online"};

static void show_event(struct buf *out, const struct state_event *event)
{
	show_scalars(out, event);
	if (event->type == STATE_EVENT_CONVGROUPS_LISTED)
		show_spans(out, "names", event->convgroups.items, event->convgroups.len);
	for (size_t i = 0; i < event->conversation_count; i++)
		show_conversation(out, &event->conversations[i]);
	for (size_t i = 0; i < event->message_count; i++)
		show_message(out, event->message_conversations[i], &event->messages[i]);
	for (size_t i = 0; i < event->room_count; i++)
		buf_printf(out, " {%s \"%s\" %s%s%s %d}", event->rooms[i].id, event->rooms[i].name,
		           event->rooms[i].owner ? event->rooms[i].owner : "-",
		           event->rooms[i].private_room ? " private" : "",
		           event->rooms[i].joined ? " joined" : "", (int)event->rooms[i].member_count);
	if (event->ids.len > 0)
		show_spans(out, "ids", event->ids.items, event->ids.len);
	for (size_t i = 0; i < event->person_count; i++)
		buf_printf(out, " {%s \"%s\" %s%s%s}", event->people[i].id, event->people[i].name,
		           event->people[i].role ? event->people[i].role
		                                 : presences[event->people[i].presence],
		           event->people[i].status ? " " : "",
		           event->people[i].status ? event->people[i].status : "");
	for (size_t i = 0; i < event->failure_count; i++)
		buf_printf(out, " {%s %d \"%s\"}", event->failures[i].conversation, event->failures[i].code,
		           event->failures[i].text);
	buf_append_char(out, '\n');
}

/* One call, and what came of it */

static void clear(struct fixture *fixture)
{
	backend_out_clear(&fixture->out);
	fixture->err = (struct err){0};
}

static bool receive(struct fixture *fixture, const char *frame)
{
	clear(fixture);
	return fixture->backend->ops->received(fixture->backend, frame, strlen(frame), &fixture->out,
	                                       &fixture->err);
}

static void assert_events(struct fixture *fixture, const char *expected)
{
	buf_clear(&fixture->shown);
	for (size_t i = 0; i < fixture->out.events.events.len; i++)
		show_event(&fixture->shown, &fixture->out.events.events.items[i]);
	assert_string_equal(fixture->shown.data, expected);
}

static void assert_frames(struct fixture *fixture, const char *expected)
{
	buf_clear(&fixture->shown);
	for (size_t i = 0; i < fixture->out.frames.len; i++)
		buf_printf(&fixture->shown, "%s\n", fixture->out.frames.items[i]);
	assert_string_equal(fixture->shown.data, expected);
}

static void assert_brings(struct fixture *fixture, const char *frame, const char *expected)
{
	if (!receive(fixture, frame))
		fail_msg("%s\nwas refused: %s", frame, fixture->err.text);
	assert_events(fixture, expected);
}

static void open_with(struct fixture *fixture, const struct backend_login *login)
{
	clear(fixture);
	fixture->backend->ops->opened(fixture->backend, login, &fixture->out);
}

static void request(struct fixture *fixture, struct state_request asked)
{
	clear(fixture);
	fixture->backend->ops->request(fixture->backend, &asked, &fixture->out);
}

static int setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	fixture->backend = native_create();
	backend_out_init(&fixture->out);
	buf_init(&fixture->shown, (size_t)1 << 20);
	*state = fixture;
	return 0;
}

/* Logged in as alice; the next request has the id 2. */
static int setup_online(void **state)
{
	setup(state);
	struct fixture *fixture = *state;
	open_with(fixture, &(struct backend_login){.user = "alice", .token = "t"});
	assert_true(receive(fixture, LOGIN_RESULT("1", "7", "false")));
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;
	fixture->backend->ops->destroy(fixture->backend);
	backend_out_finish(&fixture->out);
	buf_finish(&fixture->shown);
	free(fixture);
	return 0;
}

/* Logging in */

static void test_login_carries_what_it_was_given(void **state)
{
	struct fixture *fixture = *state;
	open_with(fixture, &(struct backend_login){
	                           .user = "alice", .token = "tok", .resume_from = 812, .device = "desk"});
	assert_frames(fixture,
	              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"login\",\"params\":{\"userID\":\"alice\","
	              "\"token\":\"tok\",\"resumeFrom\":812,\"deviceName\":\"desk\"}}\n");
	open_with(fixture, &(struct backend_login){.user = "alice", .password = "secret"});
	assert_frames(fixture,
	              "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"login\",\"params\":{\"userID\":\"alice\","
	              "\"password\":\"secret\"}}\n");
	open_with(fixture, &(struct backend_login){0});
	assert_frames(fixture, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"login\",\"params\":{}}\n");
}

static void test_login_that_is_not_resumed_says_where_the_log_is(void **state)
{
	struct fixture *fixture = *state;
	open_with(fixture, &(struct backend_login){.user = "alice", .resume_from = 3});
	assert_brings(fixture, LOGIN_RESULT("1", "9", "false"),
	              "LOGGED_IN @9 self=alice token=- limits=20,32,100,1000,12288\n");
}

static void test_resumed_login_leaves_the_position_to_the_missed_events(void **state)
{
	struct fixture *fixture = *state;
	open_with(fixture, &(struct backend_login){.user = "alice", .resume_from = 3});
	assert_brings(fixture, LOGIN_RESULT("1", "9", "true"),
	              "LOGGED_IN self=alice token=- resumed limits=20,32,100,1000,12288\n");
	assert_brings(fixture, EVENT("onConversationGroupListUpdated", "\"eventID\":5,\"data\":[]"),
	              "CONVGROUPS_LISTED @5 names=[]\n");
}

static void test_login_gives_its_new_token(void **state)
{
	struct fixture *fixture = *state;
	open_with(fixture, &(struct backend_login){.user = "alice", .password = "p"});
	assert_brings(fixture,
	              RESULT("1", "\"userID\":\"alice\",\"token\":\"new\",\"eventID\":0,\"resumed\":false,"
	                          "\"serverTime\":1,\"limits\":" LIMITS),
	              "LOGGED_IN self=alice token=new limits=20,32,100,1000,12288\n");
}

static void test_hopeless_login_stops_the_session(void **state)
{
	struct fixture *fixture = *state;
	static const char *const codes[] = {"70003", "70052", "70107", "-32601", "-32602", "-32600", "10007"};
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		open_with(fixture, &(struct backend_login){.user = "alice"});
		char frame[200], expected[200];
		snprintf(frame, sizeof(frame), FAILURE("%zu", "%s", "No."), i + 1, codes[i]);
		snprintf(expected, sizeof(expected), "SESSION stopped code=%s \"No.\"\n", codes[i]);
		assert_brings(fixture, frame, expected);
	}
}

static void test_login_that_fails_for_a_while_is_to_be_tried_again(void **state)
{
	struct fixture *fixture = *state;
	open_with(fixture, &(struct backend_login){.user = "alice"});
	assert_false(receive(fixture,
	                     "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":70050,\"message\":\"Wait\","
	                     "\"data\":{\"retryAfterMs\":60000}}}"));
	assert_string_equal(fixture->err.text, "Wait");
	assert_int_equal(fixture->err.code, 70050);
	assert_int_equal(fixture->out.retry_after_ms, 60000);
	assert_events(fixture, "");
	open_with(fixture, &(struct backend_login){.user = "alice"});
	assert_false(receive(fixture, FAILURE("2", "50004", "Disk full")));
	assert_int_equal(fixture->out.retry_after_ms, 0);
}

/* Requests */

static struct strspan span(size_t len, const char *const *items)
{
	return (struct strspan){items, len};
}
#define SPAN(...)                                                               \
	span(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *), \
	     (const char *const[]){__VA_ARGS__})

static void assert_asks(struct fixture *fixture, struct state_request asked, const char *method_and_params)
{
	static int id;
	if (!method_and_params) { /* a new fixture */
		id = 1;
		return;
	}
	asked.id = 50;
	request(fixture, asked);
	char expected[1000];
	snprintf(expected, sizeof(expected), "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":%s}\n", ++id,
	         method_and_params);
	assert_frames(fixture, expected);
	assert_events(fixture, "");
}

#define ASK(type_, frame, ...) \
	assert_asks(fixture, (struct state_request){.type = STATE_REQUEST_##type_, __VA_ARGS__}, frame)

static void test_each_request_is_one_method(void **state)
{
	struct fixture *fixture = *state;
	assert_asks(fixture, (struct state_request){0}, NULL);
	ASK(SEND,
	    "\"sendMessage\",\"params\":{\"conversationID\":\"C2Cbob\",\"clientID\":\"u-1\","
	    "\"type\":\"TIMTextElem\",\"payload\":{\"text\":\"hi \\\"x\\\"\"}}",
	    .conversation = "C2Cbob", .client_id = "u-1", .text = "hi \"x\"");
	ASK(SEND,
	    "\"sendMessage\",\"params\":{\"conversationID\":\"GROUPr\",\"clientID\":\"u-2\","
	    "\"type\":\"TIMTextElem\",\"payload\":{\"text\":\"@bob\"},\"atUserList\":[\"bob\"]}",
	    .conversation = "GROUPr", .client_id = "u-2", .text = "@bob", .mentions = SPAN("bob"));
	ASK(LOAD_MESSAGES, "\"getMessageList\",\"params\":{\"conversationID\":\"C2Cbob\"}",
	    .conversation = "C2Cbob");
	ASK(LOAD_MESSAGES,
	    "\"getMessageList\",\"params\":{\"conversationID\":\"C2Cbob\",\"before\":40,\"count\":50}",
	    .conversation = "C2Cbob", .before = 40, .count = 50);
	ASK(LOAD_MESSAGES, "\"getMessageList\",\"params\":{\"conversationID\":\"C2Cbob\",\"after\":9}",
	    .conversation = "C2Cbob", .after = 9);
	ASK(READ, "\"setMessageRead\",\"params\":{\"conversationID\":\"C2Cbob\"}", .conversation = "C2Cbob");
	ASK(READ, "\"setMessageRead\",\"params\":{\"conversationID\":\"C2Cbob\",\"sequence\":4}",
	    .conversation = "C2Cbob", .sequence = 4);
	ASK(UNREAD, "\"setMessageUnread\",\"params\":{\"conversationID\":\"C2Cbob\",\"sequence\":0}",
	    .conversation = "C2Cbob");
	ASK(READ_ALL, "\"setAllMessageRead\",\"params\":{}");
	ASK(READ_ALL, "\"setAllMessageRead\",\"params\":{\"groupName\":\"Work\"}", .convgroup = "Work");
	ASK(PIN, "\"pinConversation\",\"params\":{\"conversationID\":\"C2Cbob\",\"isPinned\":true}",
	    .conversation = "C2Cbob", .flag = true);
	ASK(PIN, "\"pinConversation\",\"params\":{\"conversationID\":\"C2Cbob\",\"isPinned\":false}",
	    .conversation = "C2Cbob");
	ASK(REMIND,
	    "\"setMessageRemindType\",\"params\":{\"conversationIDList\":[\"C2Cbob\",\"GROUPr\"],"
	    "\"messageRemindType\":\"Discard\"}",
	    .conversations = SPAN("C2Cbob", "GROUPr"), .remind = STATE_REMIND_DISCARD);
	ASK(FIND_PERSON, "\"getUserProfile\",\"params\":{\"userIDList\":[\"bob\"]}", .person = "bob");
	ASK(LOGOUT, "\"logout\",\"params\":{}");
}

static void test_each_convgroup_request_is_one_method(void **state)
{
	struct fixture *fixture = *state;
	assert_asks(fixture, (struct state_request){0}, NULL);
	ASK(CONVGROUP_CREATE,
	    "\"createConversationGroup\",\"params\":{\"conversationIDList\":[],\"groupName\":\"Work\"}",
	    .convgroup = "Work");
	ASK(CONVGROUP_DELETE, "\"deleteConversationGroup\",\"params\":{\"groupName\":\"Work\"}",
	    .convgroup = "Work");
	ASK(CONVGROUP_RENAME,
	    "\"renameConversationGroup\",\"params\":{\"oldName\":\"Work\",\"newName\":\"Play\"}",
	    .convgroup = "Work", .new_name = "Play");
	ASK(CONVGROUP_SORT, "\"sortConversationGroups\",\"params\":{\"groupNameList\":[\"b\",\"a\"]}",
	    .convgroups = SPAN("b", "a"));
	ASK(CONVGROUP_ADD,
	    "\"addConversationsToGroup\",\"params\":{\"conversationIDList\":[\"C2Cbob\"],\"groupName\":"
	    "\"Work\"}",
	    .convgroup = "Work", .conversations = SPAN("C2Cbob"));
	ASK(CONVGROUP_REMOVE,
	    "\"deleteConversationsFromGroup\",\"params\":{\"conversationIDList\":[\"C2Cbob\"],"
	    "\"groupName\":\"Work\"}",
	    .convgroup = "Work", .conversations = SPAN("C2Cbob"));
	ASK(CONVGROUP_MOVE,
	    "\"moveConversationsToGroup\",\"params\":{\"conversationIDList\":[\"C2Cbob\"],\"groupName\":"
	    "\"Work\","
	    "\"fromGroupName\":\"Play\"}",
	    .convgroup = "Work", .from_convgroup = "Play", .conversations = SPAN("C2Cbob"));
	ASK(CONVGROUP_MOVE,
	    "\"moveConversationsToGroup\",\"params\":{\"conversationIDList\":[\"C2Cbob\"],\"groupName\":"
	    "\"Work\","
	    "\"fromGroupName\":null}",
	    .convgroup = "Work", .conversations = SPAN("C2Cbob"));
	static const char *const reminds[STATE_REMIND_COUNT] = {
	        [STATE_REMIND_NOTIFY] = "AcceptAndNotify",
	        [STATE_REMIND_MENTIONS] = "NotifyOnMention",
	        [STATE_REMIND_SILENT] = "AcceptNotNotify",
	        [STATE_REMIND_DISCARD] = "Discard",
	};
	for (int i = 0; i < STATE_REMIND_COUNT; i++) {
		char frame[200];
		snprintf(frame, sizeof(frame),
		         "\"setConversationGroupRemindType\",\"params\":{\"groupName\":\"Work\","
		         "\"messageRemindType\":\"%s\"}",
		         reminds[i]);
		ASK(CONVGROUP_REMIND, frame, .convgroup = "Work", .remind = (enum state_remind)i);
	}
}

static void test_each_room_request_is_one_method(void **state)
{
	struct fixture *fixture = *state;
	assert_asks(fixture, (struct state_request){0}, NULL);
	ASK(ROOM_CREATE, "\"createGroup\",\"params\":{\"name\":\"The plans\",\"type\":\"Public\"}",
	    .room_name = "The plans");
	ASK(ROOM_CREATE,
	    "\"createGroup\",\"params\":{\"groupID\":\"plans\",\"name\":\"plans\",\"type\":\"Private\","
	    "\"memberList\":[\"bob\"]}",
	    .room = "plans", .flag = true, .people = SPAN("bob"));
	ASK(ROOM_JOIN, "\"joinGroup\",\"params\":{\"groupID\":\"plans\"}", .room = "plans");
	ASK(ROOM_LEAVE, "\"quitGroup\",\"params\":{\"groupID\":\"plans\"}", .room = "plans");
	ASK(ROOM_DISMISS, "\"dismissGroup\",\"params\":{\"groupID\":\"plans\"}", .room = "plans");
	ASK(ROOM_LIST, "\"getGroupList\",\"params\":{}");
	ASK(ROOM_SEARCH, "\"searchPublicGroups\",\"params\":{\"count\":20,\"keyword\":\"pla\"}",
	    .text = "pla", .count = 20);
	ASK(ROOM_MEMBERS, "\"getGroupMemberList\",\"params\":{\"count\":100,\"groupID\":\"plans\"}",
	    .room = "plans");
	ASK(ROOM_INVITE, "\"addGroupMember\",\"params\":{\"userIDList\":[\"bob\"],\"groupID\":\"plans\"}",
	    .room = "plans", .people = SPAN("bob"));
	ASK(ROOM_EXPEL, "\"deleteGroupMember\",\"params\":{\"userIDList\":[\"bob\"],\"groupID\":\"plans\"}",
	    .room = "plans", .people = SPAN("bob"));
	ASK(PROFILES, "\"getUserProfile\",\"params\":{\"userIDList\":[\"bob\"]}", .people = SPAN("bob"));
	ASK(STATUSES, "\"getUserStatus\",\"params\":{\"userIDList\":[\"bob\"],\"subscribe\":true}",
	    .people = SPAN("bob"), .flag = true);
}

static void test_request_larger_than_a_frame_is_answered_here(void **state)
{
	struct fixture *fixture = *state;
	char *text = malloc(BACKEND_FRAME_MAX + 1);
	memset(text, 'x', BACKEND_FRAME_MAX);
	text[BACKEND_FRAME_MAX] = '\0';
	request(fixture, (struct state_request){.id = 5,
	                                        .type = STATE_REQUEST_SEND,
	                                        .conversation = "C2Cbob",
	                                        .client_id = "u",
	                                        .text = text});
	free(text);
	assert_frames(fixture, "");
	assert_events(fixture, "ANSWERED #5 code=93000 \"The message is larger than 12 KiB\"\n");
}

/* Answers */

static void test_sync_is_answered_once_after_both_lists(void **state)
{
	struct fixture *fixture = *state;
	request(fixture, (struct state_request){.id = 9, .type = STATE_REQUEST_SYNC});
	assert_frames(
	        fixture,
	        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"getConversationList\",\"params\":{}}\n"
	        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"getConversationGroupList\",\"params\":{}}\n");
	assert_brings(
	        fixture,
	        RESULT("2", "\"conversationList\":[" CONVERSATION("C2Cbob", "C2C", "\"name\":\"Bob\"") "]"),
	        "CONVERSATIONS_LISTED {C2Cbob person bob \"Bob\"}\n");
	assert_brings(fixture, RESULT("3", "\"groupNameList\":[\"Work\",\"Play\"]"),
	              "CONVGROUPS_LISTED complete names=[Work,Play]\nANSWERED #9\n");
}

static void test_sync_fails_when_either_list_failed(void **state)
{
	struct fixture *fixture = *state;
	request(fixture, (struct state_request){.id = 9, .type = STATE_REQUEST_SYNC});
	assert_brings(fixture, FAILURE("2", "50004", "Broken"), "");
	assert_brings(fixture, RESULT("3", "\"groupNameList\":[]"),
	              "CONVGROUPS_LISTED complete names=[]\nANSWERED #9 code=50004 \"Broken\"\n");
	request(fixture, (struct state_request){.id = 10, .type = STATE_REQUEST_SYNC});
	assert_brings(fixture, RESULT("4", "\"conversationList\":[]"), "CONVERSATIONS_LISTED\n");
	assert_brings(fixture, FAILURE("5", "50004", "Broken"), "ANSWERED #10 code=50004 \"Broken\"\n");
}

static void assert_answered(struct fixture *fixture, struct state_request asked, const char *members,
                            const char *expected)
{
	static unsigned request_id;
	asked.id = ++request_id;
	request(fixture, asked);
	assert_int_equal(fixture->out.frames.len, 1);
	const char *id = strstr(fixture->out.frames.items[0], "\"id\":");
	char frame[2000], event[1000];
	snprintf(frame, sizeof(frame), "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":{%s}}", atoi(id + 5),
	         members);
	snprintf(event, sizeof(event), "ANSWERED #%u%s\n", request_id, expected);
	assert_brings(fixture, frame, event);
}

#define ANSWER(type_, members, expected, ...)                                                        \
	assert_answered(fixture, (struct state_request){.type = STATE_REQUEST_##type_, __VA_ARGS__}, \
	                members, expected)

static void test_answers_bring_what_was_asked_for(void **state)
{
	struct fixture *fixture = *state;
	ANSWER(SEND, "\"message\":" TEXT("C2Cbob", "4", "hi"),
	       " {C2Cbob m4 4 bob@1700 text:\"hi\" client=c4}", .conversation = "C2Cbob", .client_id = "c4",
	       .text = "hi");
	ANSWER(LOAD_MESSAGES,
	       "\"messageList\":[" TEXT("C2Cbob", "1", "a") "," TEXT("C2Cbob", "2",
	                                                             "b") "],\"isCompleted\":true",
	       " complete {C2Cbob m1 1 bob@1700 text:\"a\" client=c1} {C2Cbob m2 2 bob@1700 text:\"b\" "
	       "client=c2}",
	       .conversation = "C2Cbob");
	ANSWER(LOAD_MESSAGES, "\"messageList\":[],\"isCompleted\":false", "", .conversation = "C2Cbob");
	ANSWER(READ, "", "", .conversation = "C2Cbob");
	ANSWER(READ_ALL, "", "");
	ANSWER(PIN, "", "", .conversation = "C2Cbob");
	ANSWER(FIND_PERSON, "\"userProfileList\":[{\"userID\":\"bob\",\"nick\":\"Bob\"}]",
	       " {C2Cbob person bob \"Bob\"}", .person = "bob");
	ANSWER(FIND_PERSON, "\"userProfileList\":[{\"userID\":\"alice\"}]",
	       " {C2Calice notes alice \"alice\"}", .person = "alice");
	ANSWER(PROFILES, "\"userProfileList\":[{\"userID\":\"bob\",\"nick\":\"Bob\"}]", " {bob \"Bob\" -}",
	       .people = SPAN("bob", "nobody"));
	ANSWER(FIND_PERSON, "\"userProfileList\":[]", " code=50001 \"There is no such user\"",
	       .person = "bob");
}

static void test_convgroup_answers_name_who_was_refused(void **state)
{
	struct fixture *fixture = *state;
	static const char lists[] =
	        "\"successConversationIDList\":[\"C2Cbob\"],\"failureConversationIDList\":"
	        "[{\"conversationID\":\"C2Cx\",\"code\":50001,\"message\":\"No user x\"}]";
	static const char failures[] = " {C2Cx 50001 \"No user x\"}";
	ANSWER(CONVGROUP_CREATE, lists, failures, .convgroup = "Work");
	ANSWER(CONVGROUP_ADD, lists, failures, .convgroup = "Work");
	ANSWER(CONVGROUP_REMOVE, lists, failures, .convgroup = "Work");
	ANSWER(CONVGROUP_MOVE, lists, failures, .convgroup = "Work");
	ANSWER(CONVGROUP_DELETE, "", "", .convgroup = "Work");
	ANSWER(CONVGROUP_RENAME, "", "", .convgroup = "Work", .new_name = "Play");
	ANSWER(CONVGROUP_SORT, "", "");
	ANSWER(CONVGROUP_REMIND, "", "", .convgroup = "Work");
}

#define ROOM                                     \
	"{\"groupID\":\"plans\",\"name\":\"The " \
	"plans\",\"type\":\"Private\",\"ownerID\":\"bob\",\"memberCount\":3}"
#define OTHER_ROOM                                                                       \
	"{\"groupID\":\"den\",\"name\":\"Den\",\"type\":\"Public\",\"ownerID\":\"bob\"," \
	"\"memberCount\":1}"
#define ROOM_SHOWN " {plans \"The plans\" bob private 3}"

static void test_room_answers(void **state)
{
	struct fixture *fixture = *state;
	ANSWER(ROOM_CREATE, "\"group\":" ROOM, ROOM_SHOWN, .room_name = "The plans");
	ANSWER(ROOM_JOIN, "\"group\":" ROOM, ROOM_SHOWN, .room = "plans");
	ANSWER(ROOM_LEAVE, "", "", .room = "plans");
	ANSWER(ROOM_DISMISS, "", "", .room = "plans");
	ANSWER(ROOM_LIST, "\"groupList\":[" ROOM "," ROOM "]", ROOM_SHOWN ROOM_SHOWN);
	ANSWER(ROOM_SEARCH,
	       "\"groupList\":[" ROOM "," OTHER_ROOM
	       "],\"joinedGroupIDList\":[\"plans\"],\"isCompleted\":true",
	       " complete {plans \"The plans\" bob private joined 3} {den \"Den\" bob 1}", .text = "pla");
	ANSWER(ROOM_INVITE,
	       "\"successUserIDList\":[\"a\"],\"existedUserIDList\":[\"b\"],\"failureUserIDList\":[\"c\"]",
	       " ids=[a] {c 50001 \"There is no such user\"}", .room = "plans",
	       .people = SPAN("a", "b", "c"));
	ANSWER(ROOM_EXPEL, "\"successUserIDList\":[\"a\"],\"failureUserIDList\":[\"c\"]",
	       " ids=[a] {c 50001 \"Is no member whom you could remove\"}", .room = "plans",
	       .people = SPAN("a", "c"));
}

static void test_members_are_collected_page_by_page(void **state)
{
	struct fixture *fixture = *state;
	request(fixture,
	        (struct state_request){.id = 4, .type = STATE_REQUEST_ROOM_MEMBERS, .room = "plans"});
	assert_brings(fixture,
	              RESULT("2", "\"memberList\":[{\"userID\":\"bob\",\"nick\":\"Bob\",\"role\":\"Owner\"}],"
	                          "\"memberCount\":2,\"isCompleted\":false"),
	              "");
	assert_frames(
	        fixture,
	        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"getGroupMemberList\",\"params\":{\"count\":100,"
	        "\"offset\":1,\"groupID\":\"plans\"}}\n");
	assert_brings(fixture,
	              RESULT("3",
	                     "\"memberList\":[{\"userID\":\"eve\",\"role\":\"Member\"}],\"memberCount\":2,"
	                     "\"isCompleted\":true"),
	              "ANSWERED #4 {bob \"Bob\" Owner} {eve \"eve\" Member}\n");
}

static void test_members_end_with_an_empty_page(void **state)
{
	struct fixture *fixture = *state;
	request(fixture,
	        (struct state_request){.id = 4, .type = STATE_REQUEST_ROOM_MEMBERS, .room = "plans"});
	assert_brings(fixture, RESULT("2", "\"memberList\":[],\"memberCount\":9,\"isCompleted\":false"),
	              "ANSWERED #4\n");
	assert_frames(fixture, "");
}

static void test_failure_is_an_answer_in_the_servers_words(void **state)
{
	struct fixture *fixture = *state;
	request(fixture,
	        (struct state_request){.id = 4, .type = STATE_REQUEST_CONVGROUP_DELETE, .convgroup = "W"});
	assert_brings(fixture, FAILURE("2", "51009", "There is no W"),
	              "ANSWERED #4 code=51009 \"There is no W\"\n");
	request(fixture,
	        (struct state_request){.id = 5, .type = STATE_REQUEST_CONVGROUP_DELETE, .convgroup = "W"});
	assert_brings(fixture, FAILURE("3", "51009", ""),
	              "ANSWERED #5 code=51009 \"There is no group of this name\"\n");
	request(fixture,
	        (struct state_request){.id = 6, .type = STATE_REQUEST_PIN, .conversation = "C2Cbob"});
	assert_brings(fixture, FAILURE("4", "0", "Nothing?"), "ANSWERED #6 code=50004 \"Nothing?\"\n");
}

static void test_logout_ends_the_session(void **state)
{
	struct fixture *fixture = *state;
	request(fixture, (struct state_request){.id = 4, .type = STATE_REQUEST_LOGOUT});
	assert_brings(fixture, RESULT("2", ""), "ANSWERED #4\nSESSION stopped \"Logged out\"\n");
}

static void test_logout_that_failed_does_not(void **state)
{
	struct fixture *fixture = *state;
	request(fixture, (struct state_request){.id = 4, .type = STATE_REQUEST_LOGOUT});
	assert_brings(fixture, FAILURE("2", "50004", "Disk"), "ANSWERED #4 code=50004 \"Disk\"\n");
}

static void test_answers_of_a_lost_connection_are_forgotten(void **state)
{
	struct fixture *fixture = *state;
	request(fixture,
	        (struct state_request){.id = 4, .type = STATE_REQUEST_ROOM_MEMBERS, .room = "plans"});
	fixture->backend->ops->closed(fixture->backend);
	assert_brings(fixture, RESULT("2", "\"memberList\":[],\"memberCount\":0,\"isCompleted\":true"), "");
}

/* Events */

static void test_messages_received(void **state)
{
	struct fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onMessageReceived", "\"eventID\":812,\"data\":[" TEXT("C2Cbob", "4", "hi") "]"),
	              "MESSAGES_RECEIVED @812 {C2Cbob m4 4 bob@1700 text:\"hi\" client=c4}\n");
}

static void test_each_kind_of_message_has_its_text(void **state)
{
	struct fixture *fixture = *state;
#define KIND(type, payload) \
	MESSAGE("GROUPr", "1", "\"isRevoked\":false,\"type\":\"" type "\",\"payload\":" payload)
	/* It would break these strings into splinters. */
	/* clang-format off */
	static const char event[] = EVENT("onMessageReceived", "\"data\":["
		KIND("TIMFileElem", "{\"fileName\":\"a.pdf\",\"fileSize\":1,\"fileUrl\":\"u\"}") ","
		KIND("TIMGroupTipElem", "{\"text\":\"eve came\"}") ","
		KIND("TIMCustomElem", "{\"description\":\"poll\"}") ","
		KIND("TIMSoundElem", "{}") "]");
	/* clang-format on */
	assert_brings(fixture, event,
	              "MESSAGES_RECEIVED {GROUPr m1 1 bob@1700 file:\"a.pdf\" client=c1}"
	              " {GROUPr m1 1 bob@1700 tip:\"eve came\" client=c1}"
	              " {GROUPr m1 1 bob@1700 other:\"poll\" client=c1}"
	              " {GROUPr m1 1 bob@1700 other:\"\" client=c1}\n");
}

static void test_a_file_is_only_where_its_url_is_one_of_the_servers_own(void **state)
{
	struct fixture *fixture = *state;
	static const struct {
		const char *url, *at;
	} cases[] = {
	        {"/files/0aF-_9", " at=/files/0aF-_9"},
	        {"https://example.org/x", ""},
	        {"/files/", ""},
	        {"/files/../conversations", ""},
	        {"/files/x HTTP/1.1\\r\\nContent-Length: 0\\r\\n\\r\\nPOST /files", ""},
	        {"/files/x?y", ""},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char frame[1024], expected[256];
		snprintf(frame, sizeof(frame),
		         EVENT("onMessageReceived",
		               "\"data\":[" KIND("TIMFileElem", "{\"fileName\":\"a\",\"fileSize\":1,"
		                                                "\"fileUrl\":\"%s\"}") "]"),
		         cases[i].url);
		snprintf(expected, sizeof(expected),
		         "MESSAGES_RECEIVED {GROUPr m1 1 bob@1700 file:\"a\" client=c1%s}\n", cases[i].at);
		assert_brings(fixture, frame, expected);
	}
}

static void test_mention_of_oneself_counts_of_others_not(void **state)
{
	struct fixture *fixture = *state;
#define MENTION(users)                                                                                      \
	MESSAGE("GROUPr", "1",                                                                              \
	        "\"isRevoked\":false,\"type\":\"TIMTextElem\",\"payload\":{\"text\":\"x\"},\"atUserList\":" \
	        "[" users "]")
	assert_brings(fixture,
	              EVENT("onMessageReceived",
	                    "\"data\":[" MENTION("\"bob\",\"alice\"") "," MENTION("\"bob\"") "]"),
	              "MESSAGES_RECEIVED {GROUPr m1 1 bob@1700 text:\"x\" client=c1 me}"
	              " {GROUPr m1 1 bob@1700 text:\"x\" client=c1}\n");
}

static void test_recalled_message_has_no_text(void **state)
{
	struct fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onMessageRevoked",
	                    "\"eventID\":3,\"data\":[" MESSAGE("C2Cbob", "4",
	                                                       "\"isRevoked\":true,\"type\":\"TIMTextElem\","
	                                                       "\"payload\":{\"text\":\"oops\"}") "]"),
	              "MESSAGES_CHANGED @3 {C2Cbob m4 4 bob@1700 text:\"\" client=c4 recalled}\n");
}

static void test_modified_message(void **state)
{
	struct fixture *fixture = *state;
	assert_brings(
	        fixture,
	        EVENT("onMessageModified",
	              "\"eventID\":3,\"data\":[{\"conversationID\":\"C2Cbob\",\"messageID\":\"m\","
	              "\"sequence\":2,"
	              "\"from\":\"bob\",\"time\":5,\"type\":\"TIMTextElem\",\"payload\":{\"text\":\"new\"},"
	              "\"isModified\":true,\"isRevoked\":false,\"replyTo\":\"m0\"}]"),
	        "MESSAGES_CHANGED @3 {C2Cbob m 2 bob@5 text:\"new\" reply=m0 edited}\n");
}

static void test_what_hangs_on_a_message(void **state)
{
	struct fixture *fixture = *state;
#define HANGS(more)                                                                         \
	EVENT("onMessageModified",                                                          \
	      "\"eventID\":3,\"data\":[{\"conversationID\":\"C2Cbob\",\"messageID\":\"m\"," \
	      "\"sequence\":2,\"from\":\"bob\",\"time\":5,\"type\":\"TIMTextElem\"," more "}]")
	assert_brings(
	        fixture,
	        HANGS("\"payload\":{\"text\":\"x\"},\"replyTo\":\"m0\",\"replyToMessage\":{\"messageID\":"
	              "\"m0\","
	              "\"sequence\":1,\"from\":\"eve\",\"text\":\"who?\"},\"reactions\":[{\"reactionID\":"
	              "\"👍\","
	              "\"userList\":[\"bob\",\"eve\"]},{\"reactionID\":\"two words\",\"userList\":[\"bob\"]},"
	              "{\"reactionID\":\"🎉\",\"userList\":[\"a b\",\"eve\"]}]"),
	        "MESSAGES_CHANGED @3 {C2Cbob m 2 bob@5 text:\"x\" reply=m0 quotes=1,eve,who? "
	        "reactions=[👍 bob eve\n🎉 eve]}\n");
	assert_brings(fixture, HANGS("\"isDeleted\":true"),
	              "MESSAGES_CHANGED @3 {C2Cbob m 2 bob@5 text:\"\" deleted}\n");
}

static void test_requests_about_messages(void **state)
{
	struct fixture *fixture = *state;
	assert_asks(fixture, (struct state_request){0}, NULL);
	ASK(MODIFY, "\"modifyMessage\",\"params\":{\"payload\":{\"text\":\"new\"},\"messageID\":\"7\"}",
	    .message = "7", .text = "new");
	ASK(RECALL, "\"revokeMessage\",\"params\":{\"messageID\":\"7\"}", .message = "7");
	ASK(ERASE, "\"deleteMessage\",\"params\":{\"messageIDList\":[\"7\"]}", .message = "7");
	ASK(REACT, "\"addMessageReaction\",\"params\":{\"messageID\":\"7\",\"reactionID\":\"👍\"}",
	    .message = "7", .text = "👍");
	ASK(UNREACT, "\"removeMessageReaction\",\"params\":{\"messageID\":\"7\",\"reactionID\":\"👍\"}",
	    .message = "7", .text = "👍");
	ASK(READERS, "\"getGroupMessageReadMemberList\",\"params\":{\"messageID\":\"7\"}", .message = "7");
	ASK(SEND,
	    "\"sendMessage\",\"params\":{\"conversationID\":\"C2Cbob\",\"clientID\":\"c\",\"type\":"
	    "\"TIMTextElem\","
	    "\"payload\":{\"text\":\"x\"},\"replyTo\":\"7\"}",
	    .conversation = "C2Cbob", .client_id = "c", .text = "x", .message = "7");
}

static void test_read_by_peer(void **state)
{
	struct fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onMessageReadByPeer", "\"eventID\":3,\"data\":{\"conversationID\":\"C2Cbob\","
	                                           "\"sequence\":7,\"userID\":\"bob\"}"),
	              "READ_BY_PEER @3 C2Cbob 7\n");
}

static void test_conversations_come_whole(void **state)
{
	struct fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onConversationListUpdated",
	                    "\"eventID\":3,\"data\":["
	                    "{\"conversationID\":\"GROUPplans\",\"type\":\"GROUP\",\"name\":\"The "
	                    "plans\",\"unreadCount\":2,"
	                    "\"mentionCount\":1,\"lastReadSequence\":5,\"isPinned\":true,"
	                    "\"messageRemindType\":\"NotifyOnMention\",\"conversationGroupList\":[\"Work\","
	                    "\"Now\"],"
	                    "\"lastMessage\":" TEXT("GROUPplans", "7", "hey") "}," CONVERSATION(
	                            "C2Calice", "C2C", "\"name\":\"\"") "]"),
	              "CONVERSATIONS_CHANGED @3 {GROUPplans room plans \"The plans\" unread=2/1 read=5 "
	              "pinned remind=1"
	              " in=[Work,Now] last=7@1700 bob:hey} {C2Calice notes alice \"alice\"}\n");
}

static void test_convgroup_events(void **state)
{
	struct fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onConversationGroupListUpdated", "\"eventID\":3,\"data\":[\"b\",\"a\"]"),
	              "CONVGROUPS_LISTED @3 names=[b,a]\n");
	assert_brings(fixture,
	              EVENT("onConversationInGroupUpdated",
	                    "\"eventID\":4,\"data\":{\"groupName\":\"a\",\"conversationList\":[" CONVERSATION(
	                            "C2Cbob", "C2C", "\"name\":\"Bob\"") "]}"),
	              "CONVGROUP_MEMBERS @4 group=a {C2Cbob person bob \"Bob\"}\n");
}

static void test_rooms_changed(void **state)
{
	struct fixture *fixture = *state;
	assert_brings(fixture, EVENT("onGroupListUpdated", "\"eventID\":3,\"data\":[" ROOM "]"),
	              "ROOMS_CHANGED @3" ROOM_SHOWN "\n");
}

static void test_an_event_of_no_conversations_carries_its_number(void **state)
{
	struct fixture *fixture = *state;
	assert_brings(fixture,
	              EVENT("onConversationInGroupUpdated",
	                    "\"eventID\":31,\"data\":{\"groupName\":\"A\",\"conversationList\":[]}"),
	              "CONVGROUP_MEMBERS @31 group=A\n");
}

static void test_what_people_do(void **state)
{
	struct fixture *fixture = *state;
	assert_brings(
	        fixture,
	        EVENT("onProfileUpdated", "\"eventID\":32,\"data\":[{\"userID\":\"bob\",\"nick\":\"Bob\"}]"),
	        "RENAMED @32 {bob \"Bob\" -}\n");
	assert_brings(fixture,
	              EVENT("onTyping", "\"data\":{\"conversationID\":\"C2Cbob\",\"userID\":\"bob\"}"),
	              "TYPING \"bob\" C2Cbob\n");
	assert_brings(fixture,
	              EVENT("onUserStatusUpdated", "\"data\":[{\"userID\":\"bob\",\"status\":\"Online\","
	                                           "\"customStatus\":\"at lunch\"},"
	                                           "{\"userID\":\"carol\",\"status\":\"PushOnline\"}]"),
	              "STATUSES {bob \"bob\" online at lunch} {carol \"carol\" offline}\n");
	assert_brings(fixture, EVENT("onBlacklistUpdated", "\"eventID\":33,\"data\":[\"dave\"]"),
	              "BLOCKED @33 ids=[dave]\n");
	assert_brings(fixture, EVENT("onConversationDeleted", "\"eventID\":34,\"data\":[\"C2Cbob\"]"),
	              "CONVERSATIONS_GONE @34 ids=[C2Cbob]\n");
}

static void test_requests_about_people(void **state)
{
	struct fixture *fixture = *state;
	const char *bob = "bob";
	request(fixture,
	        (struct state_request){.id = 4, .type = STATE_REQUEST_STATUSES, .people = {&bob, 1}});
	assert_frames(fixture, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"getUserStatus\",\"params\":{"
	                       "\"userIDList\":[\"bob\"]}}\n");
	assert_brings(fixture,
	              RESULT("2", "\"userStatusList\":[{\"userID\":\"bob\",\"status\":\"Offline\"}]"),
	              "ANSWERED #4 {bob \"bob\" offline}\n");
	request(fixture, (struct state_request){.id = 5, .type = STATE_REQUEST_BLOCK, .people = {&bob, 1}});
	assert_frames(fixture, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"addToBlacklist\",\"params\":{"
	                       "\"userIDList\":[\"bob\"]}}\n");
	request(fixture, (struct state_request){.id = 6,
	                                        .type = STATE_REQUEST_ROOM_ROLE,
	                                        .room = "test",
	                                        .person = bob,
	                                        .flag = true});
	assert_frames(fixture, "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"setGroupMemberRole\",\"params\":{"
	                       "\"userID\":\"bob\",\"groupID\":\"test\",\"role\":\"Admin\"}}\n");
	request(fixture, (struct state_request){.id = 7,
	                                        .type = STATE_REQUEST_READ,
	                                        .conversation = "C2Cbob",
	                                        .sequence = 3,
	                                        .flag = true});
	assert_frames(fixture, "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"setMessageRead\",\"params\":{"
	                       "\"conversationID\":\"C2Cbob\",\"sequence\":3,\"withoutReceipt\":true}}\n");
}

static void test_unknown_events_are_ignored(void **state)
{
	struct fixture *fixture = *state;
	assert_brings(fixture, EVENT("onSomethingNew", "\"eventID\":9,\"data\":17"), "");
}

static void test_kicked_out_stops_the_session(void **state)
{
	struct fixture *fixture = *state;
	assert_brings(fixture, EVENT("onKickedOut", "\"data\":{\"reason\":\"Your account was removed\"}"),
	              "SESSION stopped \"Your account was removed\"\n");
	assert_brings(fixture, EVENT("onKickedOut", "\"data\":{\"reason\":\"\"}"),
	              "SESSION stopped \"The server ended the session\"\n");
}

/* Nonsense */

static void test_nonsense_closes_the_connection(void **state)
{
	struct fixture *fixture = *state;
	static const char *const frames[] = {
	        "",
	        "x",
	        "[]",
	        "null",
	        "{}",
	        "{\"jsonrpc\":\"1.0\",\"id\":1,\"result\":{}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":2}",
	        "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{},\"error\":{\"code\":1}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":{},\"result\":{}}",
	        RESULT("2", "\"conversationList\":7"),
	        RESULT("2", "\"conversationList\":[{}]"),
	        RESULT("2", ""),
	        EVENT("onMessageReceived", "\"eventID\":\"x\",\"data\":[]"),
	        EVENT("onMessageReceived", "\"eventID\":1"),
	        EVENT("onMessageReceived", "\"data\":[{}]"),
	        EVENT("onMessageReceived",
	              "\"data\":[" MESSAGE("C2Cbob", "1", "\"type\":\"TIMTextElem\"") "]"),
	        "{\"jsonrpc\":\"2.0\",\"method\":\"onMessageReceived\"}",
	        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"No\"}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":99,\"error\":{\"code\":51009,\"message\":\"No\"}}",
	};
	request(fixture, (struct state_request){.id = 3, .type = STATE_REQUEST_SYNC});
	for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		if (receive(fixture, frames[i]))
			fail_msg("%s was taken", frames[i]);
		assert_true(fixture->err.text[0] != '\0');
		assert_events(fixture, "");
	}
}

static void test_second_answer_is_ignored(void **state)
{
	struct fixture *fixture = *state;
	request(fixture,
	        (struct state_request){.id = 3, .type = STATE_REQUEST_PIN, .conversation = "C2Cbob"});
	assert_brings(fixture, RESULT("2", ""), "ANSWERED #3\n");
	assert_brings(fixture, RESULT("2", ""), "");
	assert_brings(fixture, RESULT("1", ""), "");
	assert_brings(fixture, RESULT("-5", ""), "");
}

int main(void)
{
#define OFFLINE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
#define ONLINE(test) cmocka_unit_test_setup_teardown(test, setup_online, teardown)
	const struct CMUnitTest tests[] = {
	        OFFLINE(test_login_carries_what_it_was_given),
	        OFFLINE(test_login_that_is_not_resumed_says_where_the_log_is),
	        OFFLINE(test_resumed_login_leaves_the_position_to_the_missed_events),
	        OFFLINE(test_login_gives_its_new_token),
	        OFFLINE(test_hopeless_login_stops_the_session),
	        OFFLINE(test_login_that_fails_for_a_while_is_to_be_tried_again),
	        ONLINE(test_each_request_is_one_method),
	        ONLINE(test_each_convgroup_request_is_one_method),
	        ONLINE(test_each_room_request_is_one_method),
	        ONLINE(test_request_larger_than_a_frame_is_answered_here),
	        ONLINE(test_sync_is_answered_once_after_both_lists),
	        ONLINE(test_sync_fails_when_either_list_failed),
	        ONLINE(test_answers_bring_what_was_asked_for),
	        ONLINE(test_convgroup_answers_name_who_was_refused),
	        ONLINE(test_room_answers),
	        ONLINE(test_members_are_collected_page_by_page),
	        ONLINE(test_members_end_with_an_empty_page),
	        ONLINE(test_failure_is_an_answer_in_the_servers_words),
	        ONLINE(test_logout_ends_the_session),
	        ONLINE(test_logout_that_failed_does_not),
	        ONLINE(test_answers_of_a_lost_connection_are_forgotten),
	        ONLINE(test_messages_received),
	        ONLINE(test_each_kind_of_message_has_its_text),
	        ONLINE(test_a_file_is_only_where_its_url_is_one_of_the_servers_own),
	        ONLINE(test_mention_of_oneself_counts_of_others_not),
	        ONLINE(test_recalled_message_has_no_text),
	        ONLINE(test_modified_message),
	        ONLINE(test_what_hangs_on_a_message),
	        ONLINE(test_requests_about_messages),
	        ONLINE(test_read_by_peer),
	        ONLINE(test_conversations_come_whole),
	        ONLINE(test_convgroup_events),
	        ONLINE(test_rooms_changed),
	        ONLINE(test_an_event_of_no_conversations_carries_its_number),
	        ONLINE(test_unknown_events_are_ignored),
	        ONLINE(test_what_people_do),
	        ONLINE(test_requests_about_people),
	        ONLINE(test_kicked_out_stops_the_session),
	        ONLINE(test_nonsense_closes_the_connection),
	        ONLINE(test_second_answer_is_ignored),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
