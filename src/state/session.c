/*
 * The session as state sees it: connected or not, and after a login whether the missed events
 * follow (resumed) or everything must be asked for afresh. A login that did not resume makes all that
 * is known stale, in memory and on disk.
 *
 * `position` promises that what the events up to it changed is known. While lists are wanted (after
 * such a login, or after an event of which only the lists tell what it changed) it stands still, and
 * `fresh_position` goes on: were the connection or the program to end, the next login resumes
 * from before what is missing. Events that are seen twice change nothing.
 */
#include "state/apply.h"

#include <stdlib.h>

bool session_is_connected(const struct state *state)
{
	return state->status == STATE_SYNCING || state->status == STATE_ONLINE;
}

void session_changed(struct apply *apply)
{
	struct state *state = apply->state;
	const struct state_event *event = apply->event;
	if (event->status == STATE_SYNCING || event->status == STATE_ONLINE)
		return;
	state->status = event->status;
	state->retry_at_ms = event->retry_at_ms;
	mem_replace(&state->status_text, event->text);
	mem_replace(&state->remedy, event->remedy);
	state->dirty |= STATE_DIRTY_STATUS;
	pending_lose_all(apply);
	people_forget(state);
}

void session_hurry(struct apply *apply)
{
	if (!session_is_connected(apply->state) && apply->state->status != STATE_CONNECTING)
		state_effect_add(apply->effects, STATE_EFFECT_CONNECT);
}

/* ---- the lists ---- */

void session_sync(struct apply *apply)
{
	struct state *state = apply->state;
	if (!state->lists_wanted)
		state->fresh_position = state->position;
	state->lists_wanted = true;
	if (state->lists_asked || !session_is_connected(state))
		return;
	state->lists_asked = true;
	pending_request(apply, &(struct state_request){.type = STATE_REQUEST_SYNC});
}

static void take_fresh_position(struct apply *apply)
{
	apply->state->position = apply->state->fresh_position;
	apply->save_session = true;
}

/* Another SYNC may have been asked for after this one's conversations had come. */
void session_sync_answered(struct apply *apply, const struct state_pending *pending,
                           const struct state_event *answer)
{
	(void)pending;
	struct state *state = apply->state;
	state->lists_asked = pending_has(state, STATE_REQUEST_SYNC);
	if (state->status == STATE_SYNCING)
		state->status = STATE_ONLINE;
	state->dirty |= STATE_DIRTY_STATUS;
	if (answer->code != 0)
		return;
	state->lists_wanted = state->lists_asked;
	if (!state->lists_wanted)
		take_fresh_position(apply);
	if (state->lists_stale)
		current_catch_up(apply);
	state->lists_stale = false;
	convgroup_tell_folds(apply);
}

/* The event tells of rooms, not of conversations: a room that was left has none any more. */
void session_rooms_changed(struct apply *apply)
{
	arrivals_note(apply);
	rooms_changed(apply);
	session_sync(apply);
}

void session_follow(struct apply *apply)
{
	struct state *state = apply->state;
	int64_t *position = state->lists_wanted ? &state->fresh_position : &state->position;
	/* A login's is the end of the server's log, which events that are to follow lead to. */
	if (apply->event->type == STATE_EVENT_LOGGED_IN || apply->event->type == STATE_EVENT_CACHE_LOADED ||
	    apply->event->position <= *position)
		return;
	*position = apply->event->position;
	if (!state->lists_wanted)
		apply->save_session = true;
}

/* ---- logging in ---- */

void session_clear(struct state *state)
{
	overlay_clear(state);
	conversation_destroy_all(state);
	convgroup_clear(state);
	smart_clear(state);
	names_clear(state);
	people_watch_nobody(state);
	strlist_finish(&state->strangers);
	strlist_finish(&state->arrivals);
	mem_replace(&state->entered, NULL);
	strlist_clear(&state->blocked);
	free(state->current);
	state->current = NULL;
	state->viewing = state->above = false;
	state->inbox_folded = false;
	mem_replace(&state->narrowed, NULL);
	mem_replace(&state->feed, NULL);
	state->position = 0;
	state->dirty = STATE_DIRTY_ALL;
}

/* What another account wrote and did not get sent must not go out under this one's name. */
static void drop_outbox(struct apply *apply)
{
	const struct state *state = apply->state;
	size_t dropped = 0;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		for (size_t at = window_delivered(conversation); at < conversation->messages.len; at++) {
			struct state_effect *effect =
			        effect_of(apply, STATE_EFFECT_OUTBOX_DROP, conversation->id);
			effect->client_id = arena_strdup(&apply->effects->arena,
			                                 conversation->messages.items[at].client_id);
			dropped++;
		}
	}
	if (dropped > 0)
		notice_set(apply, true, "This is another account: %zu unsent messages of %s were dropped",
		           dropped, state->self);
}

static void switch_account(struct apply *apply)
{
	drop_outbox(apply);
	edits_drop_all(apply);
	undo_clear(apply->state);
	transfers_drop_all(apply);
	session_clear(apply->state);
	state_effect_add(apply->effects, STATE_EFFECT_FORGET_ALL);
	state_effect_add(apply->effects, STATE_EFFECT_SAVE_SMARTS);
}

static void make_stale(struct apply *apply)
{
	struct state *state = apply->state;
	state->lists_stale = state->lists_wanted = true;
	state->position = 0;
	state->fresh_position = apply->event->position;
	for (size_t i = 0; i < state->order.len; i++)
		page_make_stale(apply, state->order.items[i]);
	names_make_stale(state);
	rooms_make_stale(state);
}

static void catch_up(struct apply *apply)
{
	struct state *state = apply->state;
	struct state_conversation *current = conversation_find(state, state->current);
	if (state->lists_wanted)
		session_sync(apply);
	if (current)
		page_catch_up(apply, current);
	feed_load(apply);
	/* Else the lists come first: they say what there is to read. */
	if (!state->lists_stale) {
		current_catch_up(apply);
		convgroup_tell_folds(apply);
	}
	state->send_again_ms = 0;
	transfers_hurry(state);
	edits_flush(apply);
	outbox_flush(apply);
	drafts_hurry(apply);
}

void session_logged_in(struct apply *apply)
{
	struct state *state = apply->state;
	const struct state_event *event = apply->event;
	bool resumed = event->resumed && !state->lists_stale;
	/* Another connection than before, even when nobody told that the last one was lost. */
	state->status = STATE_CONNECTING;
	pending_lose_all(apply);
	if (state->self && event->self && !str_equal(state->self, event->self)) {
		switch_account(apply);
		resumed = false;
	}
	if (event->self)
		mem_replace(&state->self, event->self);
	state->limits = event->limits;
	if (!resumed)
		make_stale(apply);
	state->status = resumed && !state->lists_wanted ? STATE_ONLINE : STATE_SYNCING;
	state->retry_at_ms = 0;
	mem_replace(&state->status_text, NULL);
	mem_replace(&state->remedy, NULL);
	state->dirty |= STATE_DIRTY_STATUS;
	apply->save_session = true;
	people_forget(state);
	people_logged_in(apply);
	catch_up(apply);
}

/* ---- the cache ---- */

void session_cache_loaded(struct apply *apply)
{
	struct state *state = apply->state;
	const struct state_event *event = apply->event;
	state->kept = true;
	/* Read once, at the start; what a server said is newer. */
	if (state->self || state->order.len > 0)
		return;
	mem_replace(&state->self, event->self);
	state->position = event->position;
	convgroups_cached(apply);
	smarts_cached(apply);
	names_cached(apply);
	for (size_t i = 0; i < event->conversation_count; i++) {
		struct state_conversation *conversation = conversation_take(apply, &event->conversations[i]);
		if (conversation)
			conversation->read_told = event->conversations[i].read_told;
	}
	outbox_cached(apply);
	edits_cached(apply);
	conversation_keep_unsaved(apply);
	struct state_conversation *current = conversation_find(state, event->conversation);
	if (current)
		current_enter(apply, current);
	state->dirty = STATE_DIRTY_ALL;
}
