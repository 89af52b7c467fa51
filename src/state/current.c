/*
 * The open conversation, and what is read.
 *
 * What the person sees (VIEW, and the terminal has the focus) while there is a connection is read at once, here and with a READ.
 * Only one READ of a conversation is in flight; what is read meanwhile goes into the next one. One that
 * got lost is made up for after the next login. Without a connection nothing becomes read: the
 * server would not know, and the person's other screens neither.
 */
#include "state/apply.h"

/* ---- reading ---- */

void current_tell_read(struct apply *apply, struct state_conversation *conversation)
{
	if (!session_is_connected(apply->state) || conversation->reading != 0 ||
	    conversation->read_sequence <= conversation->read_told)
		return;
	conversation->reading = pending_request(apply, &(struct state_request){
	                                                       .type = STATE_REQUEST_READ,
	                                                       .conversation = conversation->id,
	                                                       .sequence = conversation->read_sequence,
	                                               });
}

bool current_is_watched(const struct state *state, const struct state_conversation *conversation)
{
	return state->viewing && !state->away && conversation_is_current(state, conversation);
}

void current_seen(struct apply *apply, struct state_conversation *conversation)
{
	const struct state *state = apply->state;
	if (!current_is_watched(state, conversation) || !session_is_connected(state) || conversation->held)
		return;
	if (conversation->unread == 0 && conversation->mentions == 0 &&
	    conversation->read_sequence >= conversation->last_sequence)
		return;
	conversation->unread = conversation->mentions = 0;
	if (conversation->read_sequence < conversation->last_sequence)
		conversation->read_sequence = conversation->last_sequence;
	conversation_changed(apply, conversation);
	current_tell_read(apply, conversation);
}

void current_catch_up(struct apply *apply)
{
	struct state *state = apply->state;
	struct state_conversation *current = conversation_find(state, state->current);
	if (current)
		current_seen(apply, current);
	for (size_t i = 0; i < state->order.len; i++)
		current_tell_read(apply, state->order.items[i]);
}

/* A person's own request to mark as read does not move `reading`: its event brings what it did. */
void current_read_answered(struct apply *apply, const struct state_pending *pending,
                           const struct state_event *answer)
{
	struct state_conversation *conversation = conversation_find(apply->state, pending->conversation);
	if (!conversation || conversation->reading != pending->id)
		return;
	conversation->reading = 0;
	if (answer->code != 0)
		return;
	if (pending->sequence > conversation->read_told) {
		conversation->read_told = pending->sequence;
		conversation_changed(apply, conversation);
	}
	current_tell_read(apply, conversation);
}

/* ---- opening and leaving ---- */

void current_close(struct apply *apply)
{
	struct state *state = apply->state;
	struct state_conversation *left = conversation_find(state, state->current);
	if (left) {
		left->marker = 0;
		if (left->stale || left->apart)
			window_drop(left);
		else
			window_trim(left, STATE_KEEP);
	}
	free(state->current);
	state->current = NULL;
	state->viewing = false;
	drafts_hurry(apply);
	state->dirty |= STATE_DIRTY_ALL;
	apply->save_session = true;
}

void current_enter(struct apply *apply, struct state_conversation *conversation)
{
	apply->state->current = mem_strdup(conversation->id);
	conversation->held = apply->event->type == STATE_EVENT_OPEN && apply->event->flag;
	conversation->marker = conversation->unread > 0 ? conversation->read_sequence : 0;
	page_load_newest(apply, conversation);
}

/* Opened again, and not to peek: then it is read. */
static void let_go(struct apply *apply, struct state_conversation *conversation)
{
	if (!conversation->held || apply->event->flag)
		return;
	conversation->held = false;
	apply->state->dirty |= STATE_DIRTY_MESSAGES;
	current_seen(apply, conversation);
}

void current_note_request(struct apply *apply, const struct state_request *request)
{
	struct state_conversation *conversation = conversation_find(apply->state, request->conversation);
	if (!conversation)
		return;
	if (request->type == STATE_REQUEST_UNREAD || request->type == STATE_REQUEST_READ)
		conversation->held = request->type == STATE_REQUEST_UNREAD;
	if (request->type == STATE_REQUEST_UNREAD && conversation_is_current(apply->state, conversation))
		conversation->marker = request->sequence;
	page_window_changed(apply, conversation);
}

void current_open(struct apply *apply)
{
	struct state_conversation *conversation = conversation_find(apply->state, apply->event->conversation);
	if (!conversation && apply->event->conversation)
		return;
	feed_close(apply);
	if (conversation && conversation_is_current(apply->state, conversation)) {
		let_go(apply, conversation);
		return;
	}
	current_close(apply);
	if (conversation)
		current_enter(apply, conversation);
}

void current_view(struct apply *apply)
{
	struct state *state = apply->state;
	struct state_conversation *conversation = conversation_find(state, state->current);
	state->viewing = apply->event->shown && conversation;
	if (conversation)
		current_seen(apply, conversation);
}

/* What came while the person looked elsewhere is seen now. */
void current_focus(struct apply *apply)
{
	struct state *state = apply->state;
	struct state_conversation *conversation = conversation_find(state, state->current);
	state->away = !apply->event->flag;
	if (conversation)
		current_seen(apply, conversation);
}
