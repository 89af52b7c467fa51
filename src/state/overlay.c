/*
 * Edits that wait, shown as if they were done.
 *
 *     server ── events ──► lists ── lay ──► lists as shown (and what the server has, kept aside)
 *                            ▲                │
 *                            └───── lift ◄────┘
 *
 * Every event finds the lists as the server has them; at its end the edits are laid over them again. What was
 * refused is not shown as done. The cache gets what the server has.
 */
#include "state/apply.h"

static void uncover(struct state *state, struct state_conversation *conversation)
{
	struct state_truth *truth = conversation->truth;
	bool moved = conversation->pinned != truth->pinned;
	strlist_finish(&conversation->convgroups);
	conversation->convgroups = truth->convgroups;
	conversation->pinned = truth->pinned;
	conversation->remind = truth->remind;
	conversation->truth = NULL;
	free(truth);
	if (moved)
		conversation_place(state, conversation);
}

void overlay_cover(struct state *state, struct state_conversation *conversation)
{
	if (conversation->truth)
		return;
	conversation->truth = mem_alloc(sizeof(*conversation->truth));
	conversation->truth->pinned = conversation->pinned;
	conversation->truth->remind = conversation->remind;
	strlist_assign(&conversation->truth->convgroups, strlist_span(&conversation->convgroups));
	vec_push(&state->covered, conversation);
}

static void lift(struct state *state, struct apply *apply)
{
	for (size_t i = 0; i < state->covered.len; i++)
		uncover(state, state->covered.items[i]);
	vec_clear(&state->covered);
	for (size_t i = 0; apply && i < state->convgroups.len; i++) {
		vec_push(&apply->graves, state->convgroups.items[i].name);
		state->convgroups.items[i].name = NULL;
	}
	convgroup_clear(state);
	for (size_t i = 0; i < state->true_convgroups.len; i++)
		vec_push(&state->convgroups, state->true_convgroups.items[i]);
	vec_clear(&state->true_convgroups);
	state->laid = false;
}

void overlay_lift(struct apply *apply)
{
	if (apply->state->laid)
		lift(apply->state, apply);
}

void overlay_clear(struct state *state)
{
	if (state->laid)
		lift(state, NULL);
}

/*
 * One that is just being sent is not shown yet: its answer is there in a moment. What was refused, and what
 * waits for that to be decided, is not so.
 */
static bool is_shown(const struct state_edit *edit)
{
	return edit->told && !edit->refused && !edit->held;
}

static bool any_is_shown(const struct state *state)
{
	for (size_t i = 0; i < state->edits.len; i++)
		if (is_shown(state->edits.items[i]))
			return true;
	return false;
}

static void keep_true_convgroups(struct state *state)
{
	for (size_t i = 0; i < state->convgroups.len; i++) {
		struct state_convgroup kept = convgroup_copy(&state->convgroups.items[i]);
		vec_push(&state->true_convgroups, kept);
	}
	state->laid = true;
}

void overlay_lay(struct apply *apply)
{
	struct state *state = apply->state;
	struct filing filing = {.apply = apply, .covering = true};
	if (state->laid || !any_is_shown(state))
		return;
	keep_true_convgroups(state);
	for (size_t i = 0; i < state->edits.len; i++)
		if (is_shown(state->edits.items[i]))
			filing_do(&filing, &state->edits.items[i]->request);
}

void overlay_lay_before(struct apply *apply, const struct state_edit *edit)
{
	struct state *state = apply->state;
	struct filing filing = {.apply = apply, .covering = true};
	overlay_lift(apply);
	keep_true_convgroups(state);
	for (size_t i = 0; i < state->edits.len && state->edits.items[i] != edit; i++)
		if (!state->edits.items[i]->refused && !state->edits.items[i]->held)
			filing_do(&filing, &state->edits.items[i]->request);
}
