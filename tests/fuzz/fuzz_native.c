/*
 * Any lines as the frames that a server sends to the native backend, which has a login and one request of every type in
 * flight. What they bring must be whole, and the state must bear it.
 */
#include <stdlib.h>
#include <string.h>

#include "backend/native.h"
#include "base/err.h"
#include "state/state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fixture {
	struct backend *backend;
	struct backend_out out;
	struct state state;
	struct state_effect_list effects;
};

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void request_everything(struct fixture *fixture)
{
	static const char *const names[] = {"a", "b"};
	static const struct strspan span = {names, 2};
	for (int type = 0; type < STATE_REQUEST_COUNT; type++) {
		const struct state_request request = {
		        .id = (uint64_t)type + 1,
		        .type = (enum state_request_type)type,
		        .conversation = "C2Cbob",
		        .conversations = span,
		        .convgroup = "a",
		        .new_name = "b",
		        .convgroups = span,
		        .text = "text",
		        .client_id = "id",
		        .room = "room",
		        .room_name = "name",
		        .people = span,
		        .person = "bob",
		};
		fixture->backend->ops->request(fixture->backend, &request, &fixture->out);
	}
}

static void setup(struct fixture *fixture)
{
	*fixture = (struct fixture){.backend = native_create()};
	backend_out_init(&fixture->out);
	state_init(&fixture->state, "alice@host");
	state_effect_list_init(&fixture->effects);
	fixture->backend->ops->opened(fixture->backend, &(struct backend_login){.user = "alice"},
	                              &fixture->out);
	request_everything(fixture);
}

static void teardown(struct fixture *fixture)
{
	fixture->backend->ops->closed(fixture->backend);
	fixture->backend->ops->destroy(fixture->backend);
	backend_out_finish(&fixture->out);
	state_finish(&fixture->state);
	state_effect_list_finish(&fixture->effects);
}

static void check_event(const struct state_event *event)
{
	for (size_t i = 0; i < event->conversation_count; i++) {
		const struct state_conversation *conversation = &event->conversations[i];
		require(conversation->id && conversation->peer && conversation->name);
		require(conversation->kind < STATE_CONVERSATION_KIND_COUNT &&
		        conversation->remind < STATE_REMIND_COUNT);
		require(!conversation->last_from == !conversation->last_text);
	}
	for (size_t i = 0; i < event->message_count; i++) {
		const struct state_message *message = &event->messages[i];
		require(event->message_conversations[i] && message->id && message->from && message->text);
		require(!message->recalled || *message->text == '\0');
	}
	require(event->type != STATE_EVENT_ANSWERED || event->request_id != 0);
	require(event->type != STATE_EVENT_LOGGED_IN || event->self);
}

static void receive(struct fixture *fixture, const char *frame, size_t len)
{
	struct err err = {0};
	bool ok = fixture->backend->ops->received(fixture->backend, frame, len, &fixture->out, &err);
	require(ok || err.text[0] != '\0');
	for (size_t i = 0; i < fixture->out.events.events.len; i++) {
		check_event(&fixture->out.events.events.items[i]);
		state_apply(&fixture->state, &fixture->out.events.events.items[i], &fixture->effects);
		state_effect_list_clear(&fixture->effects);
	}
	backend_out_clear(&fixture->out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fixture fixture;
	const char *text = (const char *)data;
	setup(&fixture);
	while (size > 0) {
		const char *newline = memchr(text, '\n', size);
		size_t len = newline ? (size_t)(newline - text) : size;
		receive(&fixture, text, len);
		size_t used = newline ? len + 1 : len;
		text += used;
		size -= used;
	}
	teardown(&fixture);
	return 0;
}
