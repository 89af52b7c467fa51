/*
 * Going to a place in the open conversation's history: to a message, to a time, to the mention before.
 * What the window does not have is asked for, and the window goes there: it is `apart` then, and goes on
 * below as the person reads on. What was found is said in state.found.
 */
#include "state/apply.h"

#define TEXT_NOT_KEPT "That is not kept here; there is no connection to the server"

static void found(struct apply *apply, int64_t sequence)
{
	apply->state->found.times++;
	apply->state->found.sequence = sequence;
	apply->state->dirty |= STATE_DIRTY_MESSAGES;
}

/* ---- in the window ---- */

static int64_t find_time(const struct state_conversation *conversation, int64_t time_ms)
{
	size_t count = window_delivered(conversation), at = 0;
	while (at < count && conversation->messages.items[at].time_ms < time_ms)
		at++;
	if (count == 0 || (at == 0 && !conversation->at_beginning) || (at == count && !conversation->loaded))
		return 0;
	return conversation->messages.items[at < count ? at : count - 1].sequence;
}

/* One can still go there to read it. */
static bool mentions(const struct state_message *message)
{
	return message->mentions_me && !message->deleted && !message->recalled;
}

static int64_t find_mention(const struct state_conversation *conversation, int64_t before)
{
	int64_t last = window_last(conversation);
	if (before <= 0 ? !conversation->loaded : before - 1 > last)
		return 0;
	const struct state_message *message = window_find(conversation, before <= 0 ? last : before - 1);
	if (!message)
		return 0;
	while (message > conversation->messages.items && !mentions(message))
		message--;
	return mentions(message) ? message->sequence : 0;
}

/* The sequence of what is looked for; 0: it is not in the window. */
static int64_t find(const struct state_conversation *conversation, const struct state_request *seek)
{
	switch (seek->seek) {
	case STATE_SEEK_TIME:
		return find_time(conversation, seek->time_ms);
	case STATE_SEEK_MENTION:
		return find_mention(conversation, seek->sequence);
	default:
		return window_find(conversation, seek->sequence) ? seek->sequence : 0;
	}
}

/* ---- elsewhere ---- */

static void ask_cache(struct apply *apply, const struct state_request *seek)
{
	struct state_effect *effect = effect_of(apply, STATE_EFFECT_SEEK_CACHED, seek->conversation);
	effect->request = state_request_copy(&apply->effects->arena, seek);
}

static void look_elsewhere(struct apply *apply, const struct state_request *wanted)
{
	struct state_request seek = *wanted;
	bool connected = session_is_connected(apply->state);
	seek.type = STATE_REQUEST_SEEK;
	seek.count = STATE_PAGE;
	seek.flag = true; /* the person waits for it */
	if (connected)
		apply->state->seeking = pending_request(apply, &seek);
	/* A message is the same wherever it is kept; what else is looked for, the server knows better. */
	if (!connected || seek.seek == STATE_SEEK_MESSAGE)
		ask_cache(apply, &seek);
	if (!connected && !apply->state->kept)
		notice_set(apply, true, TEXT_NOT_KEPT);
}

void seek_asked(struct apply *apply)
{
	const struct state_request *seek = apply->event->request;
	const struct state_conversation *conversation = conversation_find(apply->state, seek->conversation);
	if (!conversation || !conversation_is_current(apply->state, conversation))
		return;
	int64_t sequence = find(conversation, seek);
	apply->state->seeking = 0;
	if (sequence > 0)
		found(apply, sequence);
	else if (seek->seek == STATE_SEEK_MENTION && conversation->at_beginning && conversation->loaded)
		notice_set(apply, false, "No message before this mentions you");
	else
		look_elsewhere(apply, seek);
}

/* ---- what comes ---- */

/* A page with the wanted one in it: the window goes there, unless it adjoins. */
static void take(struct apply *apply, struct state_conversation *conversation, struct page page)
{
	if (conversation->stale || !window_merge(conversation, page.messages, page.count)) {
		window_drop(conversation);
		window_merge(conversation, page.messages, page.count);
	}
	conversation->stale = false;
	page_settle(conversation);
	conversation->at_beginning |= window_first(conversation) == 1;
	page_window_changed(apply, conversation);
}

static bool holds(struct page page, int64_t sequence)
{
	return page.count > 0 && page.messages[0].sequence <= sequence &&
	       page.messages[page.count - 1].sequence >= sequence;
}

/* The server gives the mention alone: what is around it is asked for next. */
static void take_mention(struct apply *apply, const struct state_conversation *conversation,
                         const struct state_event *answer)
{
	if (answer->message_count == 0) {
		notice_set(apply, false, "No message before this mentions you");
		return;
	}
	const struct state_request seek = {.seek = STATE_SEEK_MESSAGE,
	                                   .conversation = conversation->id,
	                                   .sequence = answer->messages[0].sequence};
	if (window_find(conversation, seek.sequence))
		found(apply, seek.sequence);
	else
		look_elsewhere(apply, &seek);
}

static void take_answer(struct apply *apply, struct state_conversation *conversation,
                        const struct state_pending *pending, const struct state_event *answer)
{
	struct page page = page_of(answer);
	const struct state_request seek = {
	        .seek = pending->seek, .sequence = pending->sequence, .time_ms = pending->time_ms};
	bool shown = pending->seek == STATE_SEEK_MESSAGE && window_find(conversation, pending->sequence);
	if (page.count == 0 || (pending->seek == STATE_SEEK_MESSAGE && !holds(page, pending->sequence))) {
		notice_set(apply, true, "That message is not there any more");
		return;
	}
	effect_save_messages(apply, conversation->id, page.messages, page.count);
	take(apply, conversation, page);
	conversation->at_beginning |= answer->complete && page.count == answer->message_count &&
	                              page.messages[0].sequence == window_first(conversation);
	/* What the cache had is before the person's eyes already. */
	int64_t sequence = find(conversation, &seek);
	if (!shown)
		found(apply, sequence > 0 ? sequence : page.messages[page.count - 1].sequence);
}

void seek_answered(struct apply *apply, const struct state_pending *pending, const struct state_event *answer)
{
	struct state *state = apply->state;
	struct state_conversation *conversation = conversation_find(state, pending->conversation);
	/* Who looked for something else meanwhile, or left, does not want to be taken there any more. */
	if (!conversation || pending->id != state->seeking || !conversation_is_current(state, conversation))
		return;
	state->seeking = 0;
	if (answer->code == 0 && pending->seek == STATE_SEEK_MENTION)
		take_mention(apply, conversation, answer);
	else if (answer->code == 0)
		take_answer(apply, conversation, pending, answer);
}

void seek_cached(struct apply *apply)
{
	const struct state_event *event = apply->event;
	struct state *state = apply->state;
	struct state_conversation *conversation = conversation_find(state, event->conversation);
	struct page page = page_of(event);
	bool waits = session_is_connected(state);
	if (!conversation || !conversation_is_current(state, conversation))
		return;
	if (holds(page, event->sequence)) {
		names_note_messages(apply, page.messages, page.count);
		take(apply, conversation, page);
		if (event->request->flag)
			found(apply, event->sequence);
	} else if (!waits && event->request->flag) {
		notice_set(apply, true, TEXT_NOT_KEPT);
	}
}
