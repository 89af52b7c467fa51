/*
 * What the person is notified of: somebody else's message that is for him alone or mentions him,
 * in a conversation that is not before his eyes and that he wants to hear of. Once for each
 * conversation and event: of many messages that come together, the newest is told.
 */
#include "state/apply.h"

const struct state_remind_info state_reminds[STATE_REMIND_COUNT] = {
#define X(name, word_, text_) [STATE_REMIND_##name] = {.word = (word_), .text = (text_)},
        STATE_REMINDS(X)
#undef X
};

static bool wants(const struct state_conversation *conversation, bool mentioned)
{
	switch (conversation->remind) {
	case STATE_REMIND_NOTIFY:
		return true;
	case STATE_REMIND_MENTIONS:
		return mentioned;
	default:
		return false;
	}
}

static bool is_before_eyes(const struct state *state, const struct state_conversation *conversation)
{
	return state->viewing && conversation_is_current(state, conversation);
}

static struct state_effect *notification_of(struct apply *apply, const char *conversation)
{
	for (size_t i = 0; i < apply->notified.len; i++) {
		struct state_effect *effect = &apply->effects->effects.items[apply->notified.items[i]];
		if (str_equal(effect->conversation, conversation))
			return effect;
	}
	vec_push(&apply->notified, apply->effects->effects.len);
	return effect_of(apply, STATE_EFFECT_NOTIFY, conversation);
}

static void notify(struct apply *apply, const struct state_conversation *conversation, const char *from,
                   const char *text)
{
	struct arena *arena = &apply->effects->arena;
	struct state_effect *effect = notification_of(apply, conversation->id);
	char *excerpt = message_excerpt(text);
	effect->title = conversation->kind == STATE_ROOM
	                        ? arena_printf(arena, "%s in #%s", from ? from : "", conversation->name)
	                        : arena_strdup(arena, conversation->name);
	effect->text = arena_strdup(arena, excerpt);
	free(excerpt);
}

void policy_received(struct apply *apply, const struct state_conversation *conversation,
                     const struct state_message *message)
{
	if (wants(conversation, message->mentions_me) && !is_before_eyes(apply->state, conversation))
		notify(apply, conversation, message->from, message->text);
}

void policy_stranger(struct apply *apply, const struct state_conversation *conversation)
{
	if (conversation->unread > 0 && wants(conversation, conversation->mentions > 0) &&
	    !is_before_eyes(apply->state, conversation))
		notify(apply, conversation, conversation->last_from, conversation->last_text);
}
