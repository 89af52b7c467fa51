/*
 * Requests that were sent and not answered yet, by the id that state gave them. Every request ends
 * in exactly one answer: the server's, or one made up here when there is no connection or it is lost.
 *
 * What the client asks for by itself (ticket 0, one of `own_answers`) and loses, it asks for again after the
 * next login; an edit (edit.h), and what is read (current.c), waits for it; what else a person asked for is told to him, for nobody knows whether it was done.
 */
#include "state/apply.h"

#include <assert.h>

/* The wire's numbers for "asked too often", "sent too often" and "the server failed". */
#define CODE_ASKED_TOO_OFTEN 10006
#define CODE_SENT_TOO_OFTEN 10023
#define CODE_SERVER_FAILED 50004

static void (*const own_answers[STATE_REQUEST_COUNT])(struct apply *apply,
                                                      const struct state_pending *pending,
                                                      const struct state_event *answer) = {
        [STATE_REQUEST_SYNC] = session_sync_answered,
        [STATE_REQUEST_SEND] = outbox_answered,
        [STATE_REQUEST_LOAD_MESSAGES] = page_answered,
        [STATE_REQUEST_READ] = current_read_answered,
        [STATE_REQUEST_UNREAD] = current_read_answered,
        [STATE_REQUEST_CONVGROUP_SET] = convgroup_fold_answered,
        [STATE_REQUEST_SEEK] = seek_answered,
        [STATE_REQUEST_DRAFT] = draft_answered,
        [STATE_REQUEST_FIND_PERSON] = conversation_person_found,
        [STATE_REQUEST_STATUSES] = people_statuses_answered,
        [STATE_REQUEST_PROFILES] = names_answered,
        [STATE_REQUEST_ROOM_CREATE] = arrivals_entered,
        [STATE_REQUEST_ROOM_JOIN] = arrivals_entered,
        [STATE_REQUEST_ROOM_LIST] = rooms_answered,
        [STATE_REQUEST_BLOCKED] = people_blocked_answered,
};

static bool is_made_up_for(const struct state *state, const struct state_pending *pending)
{
	const struct state_conversation *conversation = conversation_find(state, pending->conversation);
	/* Where nobody knew here what becomes unread, only the server can say it. */
	if (pending->type == STATE_REQUEST_UNREAD)
		return conversation && conversation->read_sequence != conversation->read_told;
	return pending->type == STATE_REQUEST_READ || pending->type == STATE_REQUEST_SYNC ||
	       pending->type == STATE_REQUEST_SEND || pending->type == STATE_REQUEST_LOAD_MESSAGES ||
	       pending->type == STATE_REQUEST_STATUSES || pending->type == STATE_REQUEST_BLOCKED;
}

/* ---- asking ---- */

static void destroy(struct state_pending *pending)
{
	free(pending->conversation);
	free(pending->client_id);
	free(pending);
}

static const struct state_request *note(struct apply *apply, const struct state_request *request)
{
	struct state *state = apply->state;
	struct state_request *sent = state_request_copy(&apply->effects->arena, request);
	struct state_pending *pending = mem_alloc(sizeof(*pending));
	sent->id = ++state->next_request;
	if (sent->type == STATE_REQUEST_READ || sent->type == STATE_REQUEST_READ_ALL)
		sent->flag = state->policy.read_unseen;
	*pending = (struct state_pending){
	        .id = sent->id,
	        .ticket = sent->ticket,
	        .type = sent->type,
	        .conversation = mem_strdup(sent->conversation),
	        .client_id = mem_strdup(sent->client_id),
	        .before = sent->before,
	        .after = sent->after,
	        .sequence = sent->sequence,
	        .time_ms = sent->time_ms,
	        .seek = sent->seek,
	        .subscribes = sent->type == STATE_REQUEST_STATUSES && sent->flag,
	};
	HASH_ADD(hh, state->pending, id, sizeof(pending->id), pending);
	return sent;
}

uint64_t pending_request(struct apply *apply, const struct state_request *request)
{
	const struct state_request *sent = note(apply, request);
	state_effect_add(apply->effects, STATE_EFFECT_REQUEST)->request = sent;
	return sent->id;
}

void pending_ask_cache(struct apply *apply, const struct state_request *request,
                       enum state_effect_type effect)
{
	const struct state_request *asked = note(apply, request);
	state_effect_add(apply->effects, effect)->request = asked;
}

bool pending_has(const struct state *state, enum state_request_type type)
{
	for (const struct state_pending *pending = state->pending; pending; pending = pending->hh.next)
		if (pending->type == type)
			return true;
	return false;
}

/* ---- telling the asker ---- */

static void tell_failure(struct apply *apply, enum state_request_type type, const struct state_event *answer)
{
	const char *text = answer->text;
	if (answer->code == 0 && answer->failure_count > 0)
		text = answer->failures[0].text;
	else if (answer->code == 0)
		return;
	notice_set(apply, true, "Could not %s: %s", state_request_text(type),
	           str_empty(text) ? "the server did not say why" : text);
}

void pending_tell(struct apply *apply, uint64_t ticket, enum state_request_type type,
                  const struct state_event *answer)
{
	if (ticket == 0) {
		tell_failure(apply, type, answer);
		return;
	}
	struct state_effect *effect = state_effect_add(apply->effects, STATE_EFFECT_ANSWERED);
	effect->ticket = ticket;
	effect->event = answer;
}

const struct state_event *pending_made_up(struct apply *apply, uint64_t request_id, int code,
                                          const char *text)
{
	struct state_event *answer = arena_alloc(&apply->effects->arena, sizeof(*answer));
	*answer = (struct state_event){
	        .type = STATE_EVENT_ANSWERED,
	        .now_ms = apply->event->now_ms,
	        .request_id = request_id,
	        .code = code,
	        .text = text,
	};
	return answer;
}

void pending_asked(struct apply *apply)
{
	const struct state_request *request = apply->event->request;
	bool connected = session_is_connected(apply->state);
	assert(request && request->type != STATE_REQUEST_SYNC && request->type != STATE_REQUEST_SEND);
	if (edit_is(request->type)) {
		edit_asked(apply);
	} else if (current_is_marking(request->type) &&
	           (connected || current_can_keep(apply->state, request))) {
		current_marked(apply);
	} else if (connected) {
		pending_request(apply, request);
	} else if (request->type == STATE_REQUEST_SEARCH && apply->state->kept) {
		pending_ask_cache(apply, request, STATE_EFFECT_SEARCH_CACHED);
	} else {
		pending_tell(apply, request->ticket, request->type,
		             pending_made_up(apply, 0, STATE_CODE_OFFLINE, PENDING_TEXT_OFFLINE));
	}
}

/* ---- answers ---- */

bool pending_is_temporary(int code)
{
	return code == CODE_ASKED_TOO_OFTEN || code == CODE_SENT_TOO_OFTEN || code == CODE_SERVER_FAILED;
}

/* A message that was not delivered shows it itself. */
static void finish(struct apply *apply, struct state_pending *pending, const struct state_event *answer)
{
	if (edit_is(pending->type) && edit_answered(apply, pending, answer)) {
		destroy(pending);
		return;
	}
	names_take_answer(apply, pending->type, answer);
	if (own_answers[pending->type])
		own_answers[pending->type](apply, pending, answer);
	bool silent = pending->ticket == 0 &&
	              (pending->type == STATE_REQUEST_SEND || pending->type == STATE_REQUEST_CONVGROUP_SET ||
	               pending->type == STATE_REQUEST_TYPING || pending->type == STATE_REQUEST_DRAFT ||
	               pending->type == STATE_REQUEST_PROFILES || pending->type == STATE_REQUEST_ROOM_LIST ||
	               (answer->code == STATE_CODE_LOST && is_made_up_for(apply->state, pending)));
	if (!silent)
		pending_tell(apply, pending->ticket, pending->type, answer);
	destroy(pending);
}

void pending_answered(struct apply *apply)
{
	struct state_pending *pending = NULL;
	HASH_FIND(hh, apply->state->pending, &apply->event->request_id, sizeof(pending->id), pending);
	if (!pending)
		return;
	HASH_DEL(apply->state->pending, pending);
	finish(apply, pending, apply->event);
}

/* Empties the table; its elements stay linked by hh.next. */
static struct state_pending *take_all(struct state *state)
{
	struct state_pending *first = state->pending;
	HASH_CLEAR(hh, state->pending);
	return first;
}

void pending_lose_all(struct apply *apply)
{
	struct state_pending *pending = take_all(apply->state), *next;
	for (; pending; pending = next) {
		next = pending->hh.next;
		finish(apply, pending,
		       pending_made_up(apply, pending->id, STATE_CODE_LOST, PENDING_TEXT_LOST));
	}
	edits_disconnected(apply);
}

void pending_clear(struct state *state)
{
	struct state_pending *pending = take_all(state), *next;
	for (; pending; pending = next) {
		next = pending->hh.next;
		destroy(pending);
	}
}
