/*
 * People: who is there, who is writing, what they are called, and who is blocked.
 *
 * None of it is kept: a server tells it afresh after each login. Whose status is not known yet is asked for
 * when a turn ends and there is a connection. Who writes does so until a moment passed without another sign
 * of it, or until his message is there.
 */
#include "state/apply.h"
#include "state/query.h"

#include <stdlib.h>
#include <string.h>

/* ---- who is there ---- */

static struct state_watched *watched_find(const struct state *state, const char *user)
{
	struct state_watched *watched = NULL;
	if (user)
		HASH_FIND_STR(state->watched, user, watched);
	return watched;
}

enum state_presence state_presence_of(const struct state *state, const char *user, const char **status)
{
	const struct state_watched *watched = watched_find(state, user);
	const struct state_conversation *conversation =
	        watched ? NULL : conversation_with(state, STATE_PERSON, user);
	*status = watched ? watched->status : conversation ? conversation->status : NULL;
	return watched ? watched->presence : conversation ? conversation->presence : STATE_PRESENCE_UNKNOWN;
}

static void set_presence(struct apply *apply, const struct state_person *person)
{
	struct state *state = apply->state;
	struct state_conversation *conversation = conversation_with(state, STATE_PERSON, person->id);
	struct state_watched *watched = watched_find(state, person->id);
	if (conversation) {
		conversation->presence = person->presence;
		mem_replace(&conversation->status, person->status);
	}
	if (watched) {
		watched->presence = person->presence;
		mem_replace(&watched->status, person->status);
	}
	if (conversation || watched)
		state->dirty |= STATE_DIRTY_SIDEBAR | STATE_DIRTY_STATUS;
}

void people_watch_nobody(struct state *state)
{
	struct state_watched *watched, *next;
	HASH_ITER (hh, state->watched, watched, next) {
		HASH_DEL(state->watched, watched);
		free(watched->user);
		free(watched->status);
		free(watched);
	}
}

/* Of these the server tells from now on. */
static void watch(struct state *state, const struct state_event *answer)
{
	people_watch_nobody(state);
	for (size_t i = 0; i < answer->person_count; i++) {
		const char *user = answer->people[i].id;
		if (str_empty(user) || watched_find(state, user))
			continue;
		struct state_watched *watched = mem_alloc(sizeof(*watched));
		watched->user = mem_strdup(user);
		HASH_ADD_KEYPTR(hh, state->watched, watched->user, strlen(watched->user), watched);
	}
}

void people_statuses(struct apply *apply)
{
	for (size_t i = 0; i < apply->event->person_count; i++)
		set_presence(apply, &apply->event->people[i]);
}

void people_statuses_answered(struct apply *apply, const struct state_pending *pending,
                              const struct state_event *answer)
{
	if (answer->code == 0 && pending->subscribes)
		watch(apply->state, answer);
	for (size_t i = 0; answer->code == 0 && i < answer->person_count; i++)
		set_presence(apply, &answer->people[i]);
}

static bool is_wanted(const struct state_conversation *conversation)
{
	return conversation->kind == STATE_PERSON && conversation->presence == STATE_PRESENCE_UNKNOWN;
}

/* All whose status is not known; where there are many, the rest in the next turn. */
static void ask_statuses(struct apply *apply)
{
	struct state *state = apply->state;
	const char *people[STATE_PIECE];
	size_t count = 0;
	for (size_t i = 0; i < state->order.len && count < STATE_PIECE; i++) {
		if (!is_wanted(state->order.items[i]))
			continue;
		state->order.items[i]->presence = STATE_PRESENCE_ASKED;
		people[count++] = state->order.items[i]->peer;
	}
	state->people_wanted = count == STATE_PIECE;
	if (count > 0)
		pending_request(apply, &(struct state_request){.type = STATE_REQUEST_STATUSES,
		                                               .people = {people, count}});
}

void people_follow(struct apply *apply)
{
	if (apply->state->people_wanted && apply->state->status == STATE_ONLINE)
		ask_statuses(apply);
}

void people_logged_in(struct apply *apply)
{
	pending_request(apply, &(struct state_request){.type = STATE_REQUEST_BLOCKED});
}

/* Nobody tells any more. */
void people_forget(struct state *state)
{
	for (size_t i = 0; i < state->order.len; i++) {
		struct state_conversation *conversation = state->order.items[i];
		conversation->presence = STATE_PRESENCE_UNKNOWN;
		mem_replace(&conversation->status, NULL);
		people_writers_finish(conversation);
	}
	people_watch_nobody(state);
	state->people_wanted = true;
	state->writers_until_ms = 0;
	state->dirty |= STATE_DIRTY_SIDEBAR | STATE_DIRTY_MESSAGES;
}

/* ---- what they are called ---- */

void people_renamed(struct apply *apply)
{
	names_renamed(apply);
	for (size_t i = 0; i < apply->event->person_count; i++) {
		struct state_conversation *conversation =
		        conversation_with(apply->state, STATE_PERSON, apply->event->people[i].id);
		if (conversation)
			conversation_rename(apply, conversation, apply->event->people[i].name);
	}
}

/* ---- who is blocked ---- */

static void set_blocked(struct state *state, struct strspan blocked)
{
	strlist_assign(&state->blocked, blocked);
	state->dirty |= STATE_DIRTY_SIDEBAR | STATE_DIRTY_STATUS;
}

void people_blocked(struct apply *apply)
{
	set_blocked(apply->state, apply->event->ids);
}

void people_blocked_answered(struct apply *apply, const struct state_pending *pending,
                             const struct state_event *answer)
{
	(void)pending;
	if (answer->code == 0)
		set_blocked(apply->state, answer->ids);
}

/* ---- who is writing ---- */

static void writer_remove(struct state_conversation *conversation, size_t at)
{
	free(conversation->writers.items[at].user);
	vec_remove(&conversation->writers, at);
}

static struct state_writer *writer_find(struct state_conversation *conversation, const char *user)
{
	for (size_t i = 0; i < conversation->writers.len; i++)
		if (str_equal(conversation->writers.items[i].user, user))
			return &conversation->writers.items[i];
	return NULL;
}

void people_typing(struct apply *apply)
{
	struct state *state = apply->state;
	const struct state_event *event = apply->event;
	struct state_conversation *conversation = conversation_find(state, event->conversation);
	if (!conversation || str_empty(event->text) || str_equal(event->text, state->self))
		return;
	struct state_writer *known = writer_find(conversation, event->text);
	if (!known && conversation->writers.len >= STATE_WRITERS_MAX)
		return;
	names_note(apply, event->text);
	if (!known) {
		const struct state_writer writer = {.user = mem_strdup(event->text)};
		vec_push(&conversation->writers, writer);
		known = &conversation->writers.items[conversation->writers.len - 1];
	}
	known->until_ms = event->now_ms + STATE_TYPING_MS;
	if (state->writers_until_ms == 0)
		state->writers_until_ms = known->until_ms;
	state->dirty |= STATE_DIRTY_MESSAGES;
}

void people_wrote(struct apply *apply, struct state_conversation *conversation, const char *user)
{
	struct state_writer *writer = writer_find(conversation, user);
	if (!writer)
		return;
	writer_remove(conversation, (size_t)(writer - conversation->writers.items));
	apply->state->dirty |= STATE_DIRTY_MESSAGES;
}

void people_writers_finish(struct state_conversation *conversation)
{
	while (conversation->writers.len > 0)
		writer_remove(conversation, conversation->writers.len - 1);
	vec_finish(&conversation->writers);
}

/* Takes away whose time is over. */
void people_wake(struct apply *apply)
{
	struct state *state = apply->state;
	int64_t next = 0;
	if (state->writers_until_ms == 0 || state->writers_until_ms > state->now_ms)
		return;
	for (size_t i = 0; i < state->order.len; i++) {
		struct state_conversation *conversation = state->order.items[i];
		for (size_t at = conversation->writers.len; at-- > 0;) {
			int64_t until_ms = conversation->writers.items[at].until_ms;
			if (until_ms <= state->now_ms)
				writer_remove(conversation, at);
			else if (next == 0 || until_ms < next)
				next = until_ms;
		}
	}
	state->writers_until_ms = next;
	state->dirty |= STATE_DIRTY_MESSAGES;
}

/* The others learn it now and then while it goes on. */
void people_writing(struct apply *apply)
{
	struct state *state = apply->state;
	struct state_conversation *conversation = conversation_find(state, apply->event->conversation);
	if (!conversation || conversation->kind == STATE_NOTES || state->policy.type_unseen ||
	    !session_is_connected(state) ||
	    apply->event->now_ms - conversation->typing_told_ms < STATE_TYPING_AGAIN_MS)
		return;
	conversation->typing_told_ms = apply->event->now_ms;
	pending_request(apply, &(struct state_request){.type = STATE_REQUEST_TYPING,
	                                               .conversation = conversation->id});
}
