/* Where a person looks after undo or redo: at what came, or came back. */
#include "state/apply.h"
#include "state/query.h"

static bool is_of_place(const struct filing_change *change)
{
	return change->kind == FILING_ENTERED || change->kind == FILING_LEFT ||
	       change->kind == FILING_SET_PIN;
}

/* A group that comes is seen before what is in it. */
static const struct filing_change *group_that_comes(const struct state_step *step, bool undo)
{
	for (size_t i = 0; i < step->changes.list.len; i++)
		if (step->changes.list.items[i].kind == (undo ? FILING_GONE : FILING_MADE))
			return &step->changes.list.items[i];
	return NULL;
}

/* The group that a conversation comes into; NULL: none. */
static const char *entered_by(const struct state_step *step, bool undo, const char *conversation)
{
	for (size_t i = 0; i < step->changes.list.len; i++) {
		const struct filing_change *change = &step->changes.list.items[i];
		if (change->kind == (undo ? FILING_LEFT : FILING_ENTERED) &&
		    str_equal(change->conversation, conversation))
			return change->convgroup;
	}
	return NULL;
}

bool state_step_place(const struct state *state, bool undo, struct state_step_place *place)
{
	size_t count = undo ? state->done.len : state->undone.len;
	if (count == 0)
		return false;
	const struct state_step *step = undo ? state->done.items[count - 1] : state->undone.items[count - 1];
	const struct filing_change *group = group_that_comes(step, undo);
	*place = (struct state_step_place){.convgroup = group ? group->convgroup : NULL};
	for (size_t i = 0; !group && !place->conversation && i < step->changes.list.len; i++)
		if (is_of_place(&step->changes.list.items[i]))
			place->conversation = step->changes.list.items[i].conversation;
	if (place->conversation)
		place->convgroup = entered_by(step, undo, place->conversation);
	return group || place->conversation;
}
