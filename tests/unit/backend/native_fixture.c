#include "unit/backend/native_fixture.h"

#include <stdio.h>

#include "backend/native.h"

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

static void clear(struct native_fixture *fixture)
{
	backend_out_clear(&fixture->out);
	fixture->err = (struct err){0};
}

bool native_fixture_receive(struct native_fixture *fixture, const char *frame)
{
	clear(fixture);
	return fixture->backend->ops->received(fixture->backend, frame, strlen(frame), &fixture->out,
	                                       &fixture->err);
}

void native_fixture_assert_events(struct native_fixture *fixture, const char *expected)
{
	buf_clear(&fixture->shown);
	for (size_t i = 0; i < fixture->out.events.events.len; i++)
		show_event(&fixture->shown, &fixture->out.events.events.items[i]);
	assert_string_equal(fixture->shown.data, expected);
}

void native_fixture_assert_frames(struct native_fixture *fixture, const char *expected)
{
	buf_clear(&fixture->shown);
	for (size_t i = 0; i < fixture->out.frames.len; i++)
		buf_printf(&fixture->shown, "%s\n", fixture->out.frames.items[i]);
	assert_string_equal(fixture->shown.data, expected);
}

void native_fixture_assert_brings(struct native_fixture *fixture, const char *frame, const char *expected)
{
	if (!native_fixture_receive(fixture, frame))
		fail_msg("%s\nwas refused: %s", frame, fixture->err.text);
	native_fixture_assert_events(fixture, expected);
}

void native_fixture_open(struct native_fixture *fixture, const struct backend_login *login)
{
	clear(fixture);
	fixture->backend->ops->opened(fixture->backend, login, &fixture->out);
}

void native_fixture_request(struct native_fixture *fixture, struct state_request asked)
{
	clear(fixture);
	fixture->backend->ops->request(fixture->backend, &asked, &fixture->out);
}

int native_fixture_set_up(void **state)
{
	struct native_fixture *fixture = calloc(1, sizeof(*fixture));
	fixture->backend = native_create();
	backend_out_init(&fixture->out);
	buf_init(&fixture->shown, (size_t)1 << 20);
	*state = fixture;
	return 0;
}

/* Logged in as alice; the next request has the id 2. */
int native_fixture_set_up_online(void **state)
{
	native_fixture_set_up(state);
	struct native_fixture *fixture = *state;
	native_fixture_open(fixture, &(struct backend_login){.user = "alice", .token = "t"});
	assert_true(native_fixture_receive(fixture, LOGIN_RESULT("1", "7", "false")));
	return 0;
}

int native_fixture_tear_down(void **state)
{
	struct native_fixture *fixture = *state;
	fixture->backend->ops->destroy(fixture->backend);
	backend_out_finish(&fixture->out);
	buf_finish(&fixture->shown);
	free(fixture);
	return 0;
}
