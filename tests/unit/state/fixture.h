/*
 * fixture: a state, the effects of the last event, and short words for events and for what
 * they should have led to. A test reads: say what happens, look what came of it.
 */
#ifndef COVEY_TESTS_STATE_FIXTURE_H
#define COVEY_TESTS_STATE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "state/query.h"

#define SELF "alice"
#define NOW 1700000000000

struct fixture {
	struct state state;
	struct state_effect_list effects;
	struct state_event event; /* the last one: an effect may point to it */
	int64_t now_ms;
};

static inline void begin(struct fixture *f)
{
	state_init(&f->state, "alice@host");
	state_effect_list_init(&f->effects);
	f->now_ms = NOW;
}

static inline void end(struct fixture *f)
{
	state_effect_list_finish(&f->effects);
	state_finish(&f->state);
}

/* The effects of this event alone are in f->effects afterwards. */
static inline void apply(struct fixture *f, struct state_event event)
{
	state_effect_list_clear(&f->effects);
	f->event = event;
	if (!event.now_ms)
		f->event.now_ms = f->now_ms;
	state_apply(&f->state, &f->event, &f->effects);
}

#define happens(f, kind, ...) apply((f), (struct state_event){.type = STATE_EVENT_##kind, __VA_ARGS__})

/* ---- values ---- */

#define names(...)                                            \
	((struct strspan){(const char *const[]){__VA_ARGS__}, \
	                  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)})

static inline struct state_conversation person(const char *id)
{
	return (struct state_conversation){.id = (char *)id, .kind = STATE_PERSON, .peer = (char *)id};
}

static inline struct state_conversation room(const char *id)
{
	return (struct state_conversation){.id = (char *)id, .kind = STATE_ROOM, .peer = (char *)id};
}

static inline struct state_conversation with_last(struct state_conversation conversation, int64_t sequence,
                                                  int64_t time_ms)
{
	conversation.last_sequence = sequence;
	conversation.last_time_ms = time_ms;
	conversation.last_from = (char *)"bob";
	conversation.last_text = (char *)"old";
	conversation.read_sequence = sequence;
	return conversation;
}

static inline struct state_conversation with_unread(struct state_conversation conversation, int64_t unread)
{
	conversation.unread = unread;
	conversation.read_sequence = conversation.last_sequence - unread;
	return conversation;
}

/* `item` must outlive the conversation. */
static inline struct state_conversation filed_in(struct state_conversation conversation, char **items,
                                                 size_t len)
{
	conversation.convgroups = (struct strlist){items, len, len};
	return conversation;
}

static inline struct state_message message(int64_t sequence, const char *from, const char *text)
{
	static char ids[64][24];
	static unsigned next;
	char *id = ids[next++ % 64];
	snprintf(id, sizeof(ids[0]), "m%lld", (long long)sequence);
	return (struct state_message){.id = id,
	                              .sequence = sequence,
	                              .from = (char *)from,
	                              .time_ms = NOW + sequence % 1000,
	                              .text = (char *)text};
}

/* ---- events ---- */

static inline void is_listed(struct fixture *f, const struct state_conversation *conversations, size_t count)
{
	happens(f, CONVERSATIONS_LISTED, .conversations = conversations, .conversation_count = count);
}

static inline void is_changed(struct fixture *f, struct state_conversation conversation)
{
	happens(f, CONVERSATIONS_CHANGED, .conversations = &conversation, .conversation_count = 1);
}

static inline void is_received(struct fixture *f, const char *conversation, struct state_message message)
{
	happens(f, MESSAGES_RECEIVED, .messages = &message, .message_conversations = &conversation,
	        .message_count = 1);
}

static inline void is_opened(struct fixture *f, const char *conversation)
{
	happens(f, OPEN, .conversation = conversation);
}

static inline void is_viewed(struct fixture *f, bool shown)
{
	happens(f, VIEW, .shown = shown);
}

static inline void is_sent(struct fixture *f, const char *conversation, const char *client_id,
                           const char *text)
{
	happens(f, SEND, .conversation = conversation, .client_id = client_id, .text = text);
}

static inline void connection_is_lost(struct fixture *f)
{
	happens(f, SESSION, .status = STATE_OFFLINE, .text = "The connection was lost");
}

/* ---- effects ---- */

/* What state asks of people and rooms by itself, whatever a test is about (test_people.c, test_names.c and test_room.c look at it). */
static inline bool is_of_people(const struct state_effect *effect)
{
	return effect->type == STATE_EFFECT_REQUEST && effect->request->ticket == 0 &&
	       (effect->request->type == STATE_REQUEST_STATUSES ||
	        effect->request->type == STATE_REQUEST_PROFILES ||
	        effect->request->type == STATE_REQUEST_ROOM_LIST ||
	        effect->request->type == STATE_REQUEST_BLOCKED);
}

/* The `nth` (from 0) effect of that type but those, or NULL. */
static inline const struct state_effect *nth_effect(const struct fixture *f, enum state_effect_type type,
                                                    size_t nth)
{
	for (size_t i = 0; i < f->effects.effects.len; i++)
		if (f->effects.effects.items[i].type == type && !is_of_people(&f->effects.effects.items[i]) &&
		    nth-- == 0)
			return &f->effects.effects.items[i];
	return NULL;
}

#define effect(f, kind) nth_effect((f), STATE_EFFECT_##kind, 0)

static inline size_t count_effects(const struct fixture *f, enum state_effect_type type)
{
	size_t count = 0;
	while (nth_effect(f, type, count))
		count++;
	return count;
}

#define effects_of(f, kind) count_effects((f), STATE_EFFECT_##kind)

static inline const struct state_request *find_request(const struct fixture *f, enum state_request_type type)
{
	const struct state_effect *found;
	for (size_t i = 0; (found = nth_effect(f, STATE_EFFECT_REQUEST, i)); i++)
		if (found->request->type == type)
			return found->request;
	return NULL;
}

#define request_of(f, kind) find_request((f), STATE_REQUEST_##kind)

/* The id of a request that must have been made by the last event. */
static inline uint64_t must_request(const struct fixture *f, enum state_request_type type)
{
	const struct state_request *request = find_request(f, type);
	assert_non_null(request);
	return request->id;
}

#define requested(f, kind) must_request((f), STATE_REQUEST_##kind)

/* ---- where it begins ---- */

/* Logged in, with these conversations, online. */
static inline void is_online(struct fixture *f, const struct state_conversation *conversations, size_t count,
                             int64_t position)
{
	happens(f, LOGGED_IN, .self = SELF, .position = position,
	        .limits = {.convgroups = 20, .convgroup_name_bytes = 32, .message_bytes = 1000});
	uint64_t sync = requested(f, SYNC);
	is_listed(f, conversations, count);
	happens(f, CONVGROUPS_LISTED, 0);
	happens(f, ANSWERED, .request_id = sync);
}

static inline void is_resumed(struct fixture *f)
{
	happens(f, LOGGED_IN, .self = SELF, .resumed = true, .position = 1000000);
}

/* Opens it and answers with the page `first`..`last` of messages from "bob". */
static inline void is_opened_with(struct fixture *f, const char *conversation, int64_t first, int64_t last)
{
	struct state_message page[STATE_PAGE];
	is_opened(f, conversation);
	uint64_t load = requested(f, LOAD_MESSAGES);
	for (int64_t i = first; i <= last; i++)
		page[i - first] = message(i, "bob", "said");
	happens(f, ANSWERED, .request_id = load, .messages = page,
	        .message_count = (size_t)(last - first + 1), .complete = first == 1);
}

/* ---- what must be ---- */

static inline const struct state_conversation *known(const struct fixture *f, const char *id)
{
	const struct state_conversation *conversation = state_conversation(&f->state, id);
	assert_non_null(conversation);
	return conversation;
}

#define check_window(f, id, ...)                                          \
	check_sequences(known((f), (id)), (const int64_t[]){__VA_ARGS__}, \
	                sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t))

/* 0 stands for a message that is not delivered. */
static inline void check_sequences(const struct state_conversation *conversation, const int64_t *sequences,
                                   size_t count)
{
	assert_int_equal(conversation->messages.len, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(conversation->messages.items[i].sequence, sequences[i]);
}

#endif
