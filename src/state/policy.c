/*
 * What the person is told of: somebody else's message in a conversation that is not before his eyes, outside of
 * his quiet hours, where both the conversation's setting and his own for people or rooms want it.
 */
#include "state/apply.h"
#include "state/query.h"

const struct state_remind_info state_reminds[STATE_REMIND_COUNT] = {
#define X(name, word_, text_) [STATE_REMIND_##name] = {.word = (word_), .text = (text_)},
        STATE_REMINDS(X)
#undef X
};

static bool is_quiet(const struct state_policy *policy, int minute)
{
	int from = policy->quiet_from, until = policy->quiet_until;
	if (from <= until)
		return minute >= from && minute < until;
	return minute >= from || minute < until;
}

static bool wants(const struct apply *apply, const struct state_conversation *conversation, bool mentioned)
{
	const struct state *state = apply->state;
	if (current_is_watched(state, conversation) || state_is_narrowed_out(state, conversation) ||
	    is_quiet(&state->policy, apply->event->local_minute))
		return false;
	enum state_remind remind = state_remind_of(state, conversation);
	return remind == STATE_REMIND_NOTIFY || (remind == STATE_REMIND_MENTIONS && mentioned);
}

void policy_set(struct apply *apply)
{
	apply->state->policy = apply->event->policy;
	apply->state->dirty |= STATE_DIRTY_SIDEBAR | STATE_DIRTY_STATUS;
}

void policy_received(struct apply *apply, struct state_conversation *conversation,
                     const struct state_message *message)
{
	if (wants(apply, conversation, message->mentions_me))
		announce(apply, conversation, 1, message->from, message->text);
}

void policy_stranger(struct apply *apply, struct state_conversation *conversation)
{
	if (conversation->unread > 0 && wants(apply, conversation, conversation->mentions > 0))
		announce(apply, conversation, conversation->unread, conversation->last_from,
		         conversation->last_text);
}
