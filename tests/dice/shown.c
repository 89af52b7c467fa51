#include "dice/shown.h"

#include <stdio.h>

#include "unit/test.h"

const char *const shown_ids[MODEL_PEOPLE] = {"C2Cp0", "C2Cp1", "C2Cp2", "C2Cp3", "C2Cp4",
                                             "C2Cp5", "C2Cp6", "C2Cp7", "C2Cp8", "C2Cp9"};

const char *shown_words(int data, bool folded)
{
	static char text[64];
	const char *blank = *model_data[data] && folded ? " " : "";
	snprintf(text, sizeof(text), "%s%s%s", model_data[data], blank, folded ? "folded" : "");
	return text;
}

static bool shows_group(const struct state *state, const struct model_group *group, size_t at)
{
	const struct state_convgroup *shown = &state->convgroups.items[at];
	const char name[] = {group->name, '\0'};
	if (strcmp(shown->name, name) != 0 || shown->folded != group->folded ||
	    strcmp(shown->data ? shown->data : "", shown_words(group->data, group->folded)) != 0)
		return false;
	for (int i = 0; i < MODEL_PEOPLE; i++) {
		const struct state_conversation *conversation = state_conversation(state, shown_ids[i]);
		if (!conversation || state_is_in(conversation, name) != ((group->members >> i & 1) != 0))
			return false;
	}
	return true;
}

static bool shows_conversation(const struct state *state, const struct model *model, int i)
{
	const struct state_conversation *shown = state_conversation(state, shown_ids[i]);
	return shown && shown->pinned == ((model->pinned >> i & 1) != 0) &&
	       (int)shown->remind == model->reminds[i] && shown->read_sequence == model->read[i] &&
	       shown->read_told == model->read[i] && shown->unread == MODEL_MESSAGES - model->read[i] &&
	       shown->reading == 0;
}

/* What changes nothing is answered, too, before the next is asked: at another terminal that could overtake it. */
bool shown_agrees(const struct state *state, const struct model *model)
{
	if (state->status != STATE_ONLINE || state->pending || state->edits.len > 0 ||
	    (int)state->convgroups.len != model->count)
		return false;
	for (int i = 0; i < model->count; i++)
		if (!shows_group(state, &model->groups[i], (size_t)i))
			return false;
	for (int i = 0; i < MODEL_PEOPLE; i++)
		if (!shows_conversation(state, model, i))
			return false;
	return true;
}

void shown_print(const char *whose, const struct state *state)
{
	print_error("%s: status %d, %zu edits (%s)\n", whose, state->status, state->edits.len,
	            state->notice ? state->notice : "");
	for (size_t i = 0; i < state->convgroups.len; i++) {
		print_error("  %s [%s]%s", state->convgroups.items[i].name, state->convgroups.items[i].data,
		            state->convgroups.items[i].folded ? " folded" : "");
		for (int p = 0; p < MODEL_PEOPLE; p++) {
			const struct state_conversation *c = state_conversation(state, shown_ids[p]);
			if (c && state_is_in(c, state->convgroups.items[i].name))
				print_error(" %d", p);
		}
		print_error("\n");
	}
	for (int p = 0; p < MODEL_PEOPLE; p++) {
		const struct state_conversation *c = state_conversation(state, shown_ids[p]);
		if (c)
			print_error("  %d: pinned %d remind %d read %d told %d unread %d\n", p, c->pinned,
			            c->remind, (int)c->read_sequence, (int)c->read_told, (int)c->unread);
	}
}

void shown_print_model(const struct model *model)
{
	print_error("the model:\n");
	for (int i = 0; i < model->count; i++)
		print_error("  %c [%s] %03x\n", model->groups[i].name,
		            shown_words(model->groups[i].data, model->groups[i].folded),
		            model->groups[i].members);
	for (int p = 0; p < MODEL_PEOPLE; p++)
		print_error("  %d: pinned %d remind %d read %d\n", p, model->pinned >> p & 1,
		            model->reminds[p], model->read[p]);
}
