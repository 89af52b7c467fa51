/*
 * Drafts: what is typed in a conversation and was not sent. It is in the cache at once, and told to the server
 * every STATE_DRAFT_MS, when the conversation is left, or when it becomes empty, so that it is on the
 * person's other terminals. What is typed here and not told yet wins over what comes from there.
 */
#include "state/apply.h"

#include <string.h>

static void set_text(struct apply *apply, struct state_conversation *conversation, const char *text)
{
	bool was = !str_empty(conversation->draft), is = !str_empty(text);
	mem_replace(&conversation->draft, text);
	/* Only whether there is one is shown elsewhere: a key that is pressed must not move the sidebar. */
	if (was != is)
		conversation_changed(apply, conversation);
	else
		conversation_save(apply, conversation);
}

static void schedule(struct apply *apply, int64_t delay_ms)
{
	struct state *state = apply->state;
	int64_t at = apply->event->now_ms + delay_ms;
	if (state->draft_at_ms == 0 || at < state->draft_at_ms)
		state->draft_at_ms = at;
}

void draft_typed(struct apply *apply)
{
	struct state_conversation *conversation = conversation_find(apply->state, apply->event->conversation);
	const char *text = apply->event->text ? apply->event->text : "";
	if (!conversation || str_equal(conversation->draft ? conversation->draft : "", text))
		return;
	/* Nothing is left, and nobody was told that there was something. */
	bool untold = str_empty(text) && !conversation->draft_there && conversation->drafting == 0;
	conversation->draft_mine = !untold;
	set_text(apply, conversation, text);
	if (!untold)
		schedule(apply, str_empty(text) ? 0 : STATE_DRAFT_MS);
}

void draft_take(struct apply *apply, struct state_conversation *conversation,
                const struct state_conversation *said)
{
	conversation->draft_there = !str_empty(said->draft);
	if (conversation->draft_mine || conversation->drafting != 0)
		return;
	conversation->draft_mine = said->draft_mine; /* from the cache */
	if (str_equal(conversation->draft ? conversation->draft : "", said->draft ? said->draft : ""))
		return;
	set_text(apply, conversation, said->draft);
	if (feed_shows(apply->state, conversation))
		apply->state->dirty |= STATE_DIRTY_MESSAGES;
}

/* A longer one stays here alone: the server would not take it. */
static bool can_tell(const struct state *state, const struct state_conversation *conversation)
{
	size_t len = conversation->draft ? strlen(conversation->draft) : 0;
	return conversation->draft_mine && conversation->drafting == 0 &&
	       (state->limits.message_bytes == 0 || len <= (size_t)state->limits.message_bytes);
}

static void tell(struct apply *apply, struct state_conversation *conversation)
{
	conversation->draft_mine = false;
	conversation->draft_there = !str_empty(conversation->draft);
	conversation->drafting =
	        pending_request(apply, &(struct state_request){
	                                       .type = STATE_REQUEST_DRAFT,
	                                       .conversation = conversation->id,
	                                       .text = conversation->draft ? conversation->draft : "",
	                               });
	conversation_save(apply, conversation);
}

void draft_answered(struct apply *apply, const struct state_pending *pending,
                    const struct state_event *answer)
{
	struct state_conversation *conversation = conversation_find(apply->state, pending->conversation);
	if (!conversation || conversation->drafting != pending->id)
		return;
	conversation->drafting = 0;
	/* On disk it was not known to be told, and is not now. */
	if (answer->code != 0)
		conversation->draft_mine = true;
	else
		conversation_save(apply, conversation);
	if (conversation->draft_mine && (answer->code == 0 || pending_is_temporary(answer->code)))
		schedule(apply, STATE_DRAFT_MS);
}

void drafts_wake(struct apply *apply)
{
	struct state *state = apply->state;
	if (state->draft_at_ms == 0 || apply->event->now_ms < state->draft_at_ms ||
	    !session_is_connected(state))
		return;
	state->draft_at_ms = 0;
	for (size_t i = 0; i < state->order.len; i++)
		if (can_tell(state, state->order.items[i]))
			tell(apply, state->order.items[i]);
}

void drafts_hurry(struct apply *apply)
{
	schedule(apply, 0);
}
