/*
 * The focus on one group: the sidebar, the walk along it and notifications know only that. The rest goes on
 * counting. The name follows a rename; when the group goes, so does the focus.
 */
#include "state/apply.h"
#include "state/query.h"

void narrow_set(struct apply *apply)
{
	struct state *state = apply->state;
	const char *name = apply->event->convgroup;
	overlay_lay(apply);
	if (name && !convgroup_find(state, name))
		return;
	mem_replace(&state->narrowed, name);
	state->dirty = STATE_DIRTY_ALL;
}

void narrow_renamed(struct state *state, const char *old, const char *new)
{
	if (str_equal(state->narrowed, old))
		mem_replace(&state->narrowed, new);
}

void narrow_follow(struct apply *apply)
{
	struct state *state = apply->state;
	if (!state->narrowed || convgroup_find(state, state->narrowed))
		return;
	notice_set(apply, false, "The group “%s” is gone, and the focus on it", state->narrowed);
	mem_replace(&state->narrowed, NULL);
	state->dirty = STATE_DIRTY_ALL;
}

bool state_is_narrowed_out(const struct state *state, const struct state_conversation *conversation)
{
	return state->narrowed && !convgroup_holds(state, state->narrowed, conversation);
}
