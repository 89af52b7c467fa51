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

static bool is_quiet(int from, int until, int minute)
{
	if (from <= until)
		return minute >= from && minute < until;
	return minute >= from || minute < until;
}

static bool has_quiet(const struct state_settings *settings)
{
	return settings->quiet_from != settings->quiet_until;
}

/* The person's own quiet hours, or those of the conversation's group. */
static bool is_quiet_for(const struct apply *apply, const struct state_conversation *conversation)
{
	const struct state_policy *policy = &apply->state->policy;
	const struct state_settings *settings = state_settings_of(apply->state, conversation, has_quiet);
	int minute = apply->event->local_minute;
	return is_quiet(policy->quiet_from, policy->quiet_until, minute) ||
	       (settings && is_quiet(settings->quiet_from, settings->quiet_until, minute));
}

static bool wants(const struct apply *apply, const struct state_conversation *conversation, bool mentioned)
{
	const struct state *state = apply->state;
	if (current_is_watched(state, conversation) || (!state->away && feed_holds(state, conversation)) ||
	    state_is_narrowed_out(state, conversation) || is_quiet_for(apply, conversation))
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
