/*
 * The feed of a group: all its conversations at once. They are loaded like the open one, and nothing in them
 * becomes read. The open conversation stays what it was, behind it.
 */
#include "state/apply.h"
#include "state/query.h"

bool feed_holds(const struct state *state, const struct state_conversation *conversation)
{
	return state->feed && convgroup_holds(state, state->feed, conversation);
}

bool feed_shows(const struct state *state, const struct state_conversation *conversation)
{
	return conversation_is_current(state, conversation) || feed_holds(state, conversation);
}

void feed_load(struct apply *apply)
{
	struct state *state = apply->state;
	for (size_t i = 0; i < state->order.len; i++)
		if (feed_holds(state, state->order.items[i]))
			page_load_newest(apply, state->order.items[i]);
}

void feed_close(struct apply *apply)
{
	if (!apply->state->feed)
		return;
	mem_replace(&apply->state->feed, NULL);
	apply->state->dirty = STATE_DIRTY_ALL;
}

void feed_set(struct apply *apply)
{
	struct state *state = apply->state;
	const char *name = apply->event->convgroup;
	if (name && !convgroup_find(state, name))
		return;
	mem_replace(&state->feed, name);
	state->viewing = state->viewing && !name;
	state->dirty = STATE_DIRTY_ALL;
	feed_load(apply);
}

void feed_renamed(struct state *state, const char *old, const char *new)
{
	if (str_equal(state->feed, old))
		mem_replace(&state->feed, new);
}

void feed_follow(struct apply *apply)
{
	if (!apply->state->feed)
		return;
	if (convgroup_find(apply->state, apply->state->feed))
		feed_load(apply);
	else
		feed_close(apply);
}
