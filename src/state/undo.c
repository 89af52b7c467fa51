/*
 * Undo and redo: what each step changed is noted when it is asked for (filing.c), as the lists are shown then.
 * To undo it is to make the opposite changes, last first; to redo it, the changes themselves. Both look first
 * whether what they start from is still so, and say so when it is not: then nothing is changed.
 *
 *     done: step, step, step ──undo──► undone: step      each as edits at the end of the queue
 *                            ◄─redo───
 */
#include "base/err.h"
#include "state/apply.h"
#include "state/query.h"
#include "state/settings.h"

/* What is to be changed, in order, and what of it a request was made for. */
struct plan {
	struct apply *apply;
	struct arena *arena;
	struct filing_change *items;
	bool *handled;
	size_t len;
	struct strlist names; /* of the groups, as the plan goes on */
};

/* ---- steps ---- */

static void destroy(struct state_step *step)
{
	vec_finish(&step->changes.list);
	arena_finish(&step->arena);
	free(step);
}

static void remove_at(struct state *state, bool undone, size_t at)
{
	struct state_step *step = undone ? state->undone.items[at] : state->done.items[at];
	if (undone)
		vec_remove(&state->undone, at);
	else
		vec_remove(&state->done, at);
	destroy(step);
}

static void clear_undone(struct state *state)
{
	while (state->undone.len > 0)
		remove_at(state, true, state->undone.len - 1);
}

void undo_clear(struct state *state)
{
	clear_undone(state);
	while (state->done.len > 0)
		remove_at(state, false, state->done.len - 1);
}

static struct state_step *find(const struct state *state, int64_t id)
{
	for (size_t i = 0; id != 0 && i < state->done.len; i++)
		if (state->done.items[i]->id == id)
			return state->done.items[i];
	for (size_t i = 0; id != 0 && i < state->undone.len; i++)
		if (state->undone.items[i]->id == id)
			return state->undone.items[i];
	return NULL;
}

void undo_forget(struct state *state, int64_t id)
{
	for (size_t i = state->done.len; i-- > 0;)
		if (state->done.items[i]->id == id)
			remove_at(state, false, i);
	for (size_t i = state->undone.len; i-- > 0;)
		if (state->undone.items[i]->id == id)
			remove_at(state, true, i);
}

void undo_forget_conversation(struct state *state, int64_t id, const char *conversation)
{
	struct state_step *step = find(state, id);
	if (!step)
		return;
	for (size_t i = step->changes.list.len; i-- > 0;)
		if (str_equal(step->changes.list.items[i].conversation, conversation))
			vec_remove(&step->changes.list, i);
	if (step->changes.list.len == 0)
		undo_forget(state, id);
}

/* ---- noting ---- */

static struct state_step *create(struct state *state, const struct state_request *request)
{
	struct state_step *step = mem_alloc(sizeof(*step));
	arena_init(&step->arena);
	step->asked = state_request_copy(&step->arena, request);
	step->id = ++state->last_step;
	return step;
}

static void keep(struct state *state, struct state_step *step)
{
	clear_undone(state);
	if (state->done.len == STATE_STEPS_MAX)
		remove_at(state, false, 0);
	vec_push(&state->done, step);
}

int64_t undo_note(struct apply *apply, const struct state_request *request)
{
	struct state *state = apply->state;
	bool joins = request->joins && state->done.len > 0 &&
	             state->done.items[state->done.len - 1]->id == state->last_step;
	struct state_step *step = joins ? state->done.items[state->done.len - 1] : create(state, request);
	struct filing filing = {
	        .apply = apply, .covering = true, .noted = &step->changes, .arena = &step->arena};
	filing_do(&filing, request);
	if (edit_is(request->type))
		step->edits++;
	if (joins) {
		step_joined(step, request);
		return step->id;
	}
	if (step->changes.list.len == 0) {
		destroy(step);
		return 0;
	}
	keep(state, step);
	return step->id;
}

/* ---- the plan ---- */

static struct filing_change opposite(const struct filing_change *change)
{
	static const enum filing_kind kinds[] = {
	        [FILING_MADE] = FILING_GONE,
	        [FILING_GONE] = FILING_MADE,
	        [FILING_RENAMED] = FILING_RENAMED,
	        [FILING_ENTERED] = FILING_LEFT,
	        [FILING_LEFT] = FILING_ENTERED,
	        [FILING_SORTED] = FILING_SORTED,
	        [FILING_SET_DATA] = FILING_SET_DATA,
	        [FILING_SET_PIN] = FILING_SET_PIN,
	        [FILING_SET_REMIND] = FILING_SET_REMIND,
	        [FILING_SET_READ] = FILING_SET_READ,
	};
	struct filing_change other = *change;
	other.kind = kinds[change->kind];
	if (change->kind == FILING_RENAMED) {
		other.convgroup = change->other;
		other.other = change->convgroup;
	}
	other.was = change->is;
	other.is = change->was;
	other.before = change->after;
	other.after = change->before;
	return other;
}

/* A conversation that is gone needs nothing; the others come as before. */
static bool is_there(const struct apply *apply, const struct filing_change *change)
{
	return !change->conversation || conversation_find(apply->state, change->conversation);
}

static void plan_init(struct plan *plan, struct apply *apply, const struct state_step *step, bool undo)
{
	size_t count = step->changes.list.len;
	const struct state *state = apply->state;
	*plan = (struct plan){.apply = apply, .arena = &apply->effects->arena};
	plan->items = arena_array(plan->arena, count, sizeof(*plan->items));
	plan->handled = arena_array(plan->arena, count, sizeof(*plan->handled));
	for (size_t i = 0; i < count; i++) {
		const struct filing_change *change = &step->changes.list.items[undo ? count - 1 - i : i];
		if (is_there(apply, change))
			plan->items[plan->len++] = undo ? opposite(change) : *change;
	}
	for (size_t i = 0; i < state->convgroups.len; i++)
		strlist_add(&plan->names, state->convgroups.items[i].name);
}

/* Does the plan have such a change of that convgroup (and conversation, unless NULL)? */
static ptrdiff_t plan_find(const struct plan *plan, enum filing_kind kind, const char *convgroup,
                           const char *conversation)
{
	for (size_t i = 0; i < plan->len; i++)
		if (plan->items[i].kind == kind && str_equal(plan->items[i].convgroup, convgroup) &&
		    (!conversation || str_equal(plan->items[i].conversation, conversation)))
			return (ptrdiff_t)i;
	return -1;
}

static bool plan_has(const struct plan *plan, enum filing_kind kind, const char *convgroup)
{
	return plan_find(plan, kind, convgroup, NULL) >= 0;
}

static bool plan_makes_any(const struct plan *plan)
{
	for (size_t i = 0; i < plan->len; i++)
		if (plan->items[i].kind == FILING_MADE)
			return true;
	return false;
}

/* ---- is it still so? ---- */

static bool no_group(struct err *err, const char *name)
{
	return err_set(err, 0, "there is no group “%s” any more", name);
}

static bool can_unmake(const struct plan *plan, const struct filing_change *change, struct err *err)
{
	const struct state *state = plan->apply->state;
	if (!strlist_contains(&plan->names, change->convgroup))
		return no_group(err, change->convgroup);
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (state_is_in(conversation, change->convgroup) &&
		    plan_find(plan, FILING_LEFT, change->convgroup, conversation->id) < 0)
			return err_set(err, 0, "other conversations are in “%s” now", change->convgroup);
	}
	return true;
}

/* What was set since would be lost. A fold is none of that: it is kept, whatever comes back. */
static bool is_set_as_before(const struct plan *plan, const struct filing_change *change, struct err *err)
{
	const struct state_convgroup *convgroup = convgroup_find(plan->apply->state, change->convgroup);
	return !convgroup || state_settings_same(convgroup->data, change->before.items[0]) ||
	       err_set(err, 0, "“%s” was changed since", change->convgroup);
}

static bool can_be_named(const struct plan *plan, const char *name, bool is_new, struct err *err)
{
	int64_t most = plan->apply->state->limits.convgroups;
	if (strlist_contains(&plan->names, name))
		return err_set(err, 0, "there is a group “%s” now", name);
	if (is_new && most > 0 && (int64_t)plan->names.len >= most)
		return err_set(err, 0, "there can be no more than %lld groups", (long long)most);
	return true;
}

static bool can_file(const struct plan *plan, const struct filing_change *change, struct err *err)
{
	const struct state_conversation *conversation =
	        conversation_find(plan->apply->state, change->conversation);
	bool in = state_is_in(conversation, change->convgroup), leaves = change->kind == FILING_LEFT;
	if (!strlist_contains(&plan->names, change->convgroup))
		return no_group(err, change->convgroup);
	if (in == leaves)
		return true;
	return err_set(err, 0, "%s is %s “%s” now", conversation->name, in ? "in" : "not in",
	               change->convgroup);
}

static bool can_sort(const struct plan *plan, const struct filing_change *change, struct err *err)
{
	bool same = change->before.len == plan->names.len;
	for (size_t i = 0; same && i < change->before.len; i++)
		same = str_equal(change->before.items[i], plan->names.items[i]);
	/* Where a group comes back, it goes to its place as well as there is one. */
	return same || plan_makes_any(plan) || err_set(err, 0, "the groups are in another order now");
}

static bool can_set_data(const struct plan *plan, const struct filing_change *change, struct err *err)
{
	if (plan_has(plan, FILING_MADE, change->convgroup))
		return true;
	if (!convgroup_find(plan->apply->state, change->convgroup))
		return no_group(err, change->convgroup);
	return is_set_as_before(plan, change, err);
}

/* While the server has not told yet what all it marked, the person may change his mind. */
static bool can_set_read(const struct plan *plan, const struct filing_change *change, struct err *err)
{
	const struct state *state = plan->apply->state;
	const struct state_conversation *conversation = conversation_find(state, change->conversation);
	return conversation->read_sequence == change->was || pending_has(state, STATE_REQUEST_READ_ALL) ||
	       err_set(err, 0, "more of %s was read since", conversation->name);
}

static bool can_set(const struct plan *plan, const struct filing_change *change, struct err *err)
{
	const struct state_conversation *conversation =
	        conversation_find(plan->apply->state, change->conversation);
	int64_t now = change->kind == FILING_SET_PIN ? (int64_t)conversation->pinned
	                                             : (int64_t)conversation->remind;
	return now == change->was || err_set(err, 0, "%s was changed since", conversation->name);
}

static bool can_do(struct plan *plan, const struct filing_change *change, struct err *err)
{
	switch (change->kind) {
	case FILING_MADE:
		return can_be_named(plan, change->convgroup, true, err);
	case FILING_GONE:
		return can_unmake(plan, change, err) && is_set_as_before(plan, change, err);
	case FILING_RENAMED:
		return strlist_contains(&plan->names, change->other)
		               ? can_be_named(plan, change->convgroup, false, err)
		               : no_group(err, change->other);
	case FILING_ENTERED:
	case FILING_LEFT:
		return can_file(plan, change, err);
	case FILING_SORTED:
		return can_sort(plan, change, err);
	case FILING_SET_DATA:
		return can_set_data(plan, change, err);
	case FILING_SET_PIN:
	case FILING_SET_REMIND:
		return can_set(plan, change, err);
	case FILING_SET_READ:
		return can_set_read(plan, change, err);
	}
	return true;
}

static void keep_fold(const struct plan *plan, struct filing_change *change)
{
	ptrdiff_t made = plan_find(plan, FILING_MADE, change->convgroup, NULL);
	const struct state_convgroup *convgroup = convgroup_find(plan->apply->state, change->convgroup);
	bool folded = made >= 0 ? plan->items[made].folded : convgroup && convgroup->folded;
	char *text = state_settings_folded(change->after.items[0], folded);
	const char *kept = text;
	change->after = strspan_copy(plan->arena, (struct strspan){&kept, 1});
	free(text);
}

static void follow(struct plan *plan, struct filing_change *change)
{
	if (change->kind == FILING_SET_DATA) {
		keep_fold(plan, change);
	} else if (change->kind == FILING_MADE) {
		strlist_add(&plan->names, change->convgroup);
	} else if (change->kind == FILING_GONE) {
		strlist_remove(&plan->names, change->convgroup);
	} else if (change->kind == FILING_RENAMED) {
		strlist_remove(&plan->names, change->other);
		strlist_add(&plan->names, change->convgroup);
	}
}

static bool plan_is_possible(struct plan *plan, struct err *err)
{
	if (plan->len == 0)
		return err_set(err, 0, "what it was about is gone");
	for (size_t i = 0; i < plan->len; i++) {
		if (!can_do(plan, &plan->items[i], err))
			return false;
		follow(plan, &plan->items[i]);
	}
	return true;
}

/* ---- requests ---- */

static void ask(struct plan *plan, int64_t step, const struct state_request *request)
{
	edit_add_step(plan->apply, request, step);
}

/* Every change that is not handled and is like `like`: its conversations; they are handled now. */
static struct strspan gather(struct plan *plan, const struct filing_change *like)
{
	const char **ids = arena_array(plan->arena, plan->len, sizeof(*ids));
	size_t len = 0;
	for (size_t i = 0; i < plan->len; i++) {
		const struct filing_change *change = &plan->items[i];
		if (plan->handled[i] || change->kind != like->kind || change->is != like->is ||
		    !str_equal(change->convgroup, like->convgroup))
			continue;
		plan->handled[i] = true;
		ids[len++] = change->conversation;
	}
	return (struct strspan){ids, len};
}

/* Where the conversation that leaves a group goes to; -1: nowhere, or into a group that is made with it. */
static ptrdiff_t other_half(const struct plan *plan, const struct filing_change *left)
{
	for (size_t i = 0; i < plan->len; i++)
		if (!plan->handled[i] && plan->items[i].kind == FILING_ENTERED &&
		    str_equal(plan->items[i].conversation, left->conversation) &&
		    !plan_has(plan, FILING_MADE, plan->items[i].convgroup))
			return (ptrdiff_t)i;
	return -1;
}

/* All that go from the one group into the other, in one request: so nobody sees them in neither. */
static void ask_move(struct plan *plan, int64_t step, const char *from, const char *to)
{
	const char **ids = arena_array(plan->arena, plan->len, sizeof(*ids));
	size_t len = 0;
	for (size_t i = 0; i < plan->len; i++) {
		const struct filing_change *change = &plan->items[i];
		ptrdiff_t entered = plan_find(plan, FILING_ENTERED, to, change->conversation);
		if (plan->handled[i] || change->kind != FILING_LEFT || !str_equal(change->convgroup, from) ||
		    entered < 0 || plan->handled[entered])
			continue;
		plan->handled[i] = plan->handled[entered] = true;
		ids[len++] = change->conversation;
	}
	ask(plan, step,
	    &(struct state_request){.type = STATE_REQUEST_CONVGROUP_MOVE,
	                            .from_convgroup = from,
	                            .convgroup = to,
	                            .conversations = {ids, len}});
}

static void ask_left(struct plan *plan, int64_t step, const struct filing_change *change)
{
	ptrdiff_t entered = other_half(plan, change);
	if (plan_has(plan, FILING_GONE, change->convgroup))
		return;
	if (entered >= 0)
		ask_move(plan, step, change->convgroup, plan->items[entered].convgroup);
	else
		ask(plan, step,
		    &(struct state_request){.type = STATE_REQUEST_CONVGROUP_REMOVE,
		                            .convgroup = change->convgroup,
		                            .conversations = gather(plan, change)});
}

static void ask_entered(struct plan *plan, int64_t step, const struct filing_change *change)
{
	ask(plan, step,
	    &(struct state_request){.type = STATE_REQUEST_CONVGROUP_ADD,
	                            .convgroup = change->convgroup,
	                            .conversations = gather(plan, change)});
}

static void ask_made(struct plan *plan, int64_t step, const struct filing_change *change)
{
	struct filing_change entered = {.kind = FILING_ENTERED, .convgroup = change->convgroup};
	ask(plan, step,
	    &(struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE,
	                            .convgroup = change->convgroup,
	                            .flag = change->folded,
	                            .conversations = gather(plan, &entered)});
}

static void set_read(const struct plan *plan, const struct filing_change *change)
{
	struct apply *apply = plan->apply;
	struct state_conversation *conversation = conversation_find(apply->state, change->conversation);
	if (conversation->read_sequence != change->was) {
		pending_request(apply, &(struct state_request){.type = STATE_REQUEST_UNREAD,
		                                               .conversation = change->conversation,
		                                               .sequence = change->is});
		return;
	}
	if (change->is < change->was)
		current_unread_again(apply, conversation, change);
	else
		current_set_read(apply, conversation, change->is);
	current_tell_read(apply, conversation);
}

static void ask_for(struct plan *plan, int64_t step, const struct filing_change *change)
{
	switch (change->kind) {
	case FILING_MADE:
		ask_made(plan, step, change);
		break;
	case FILING_GONE:
		ask(plan, step,
		    &(struct state_request){.type = STATE_REQUEST_CONVGROUP_DELETE,
		                            .convgroup = change->convgroup});
		break;
	case FILING_RENAMED:
		ask(plan, step,
		    &(struct state_request){.type = STATE_REQUEST_CONVGROUP_RENAME,
		                            .convgroup = change->other,
		                            .new_name = change->convgroup});
		break;
	case FILING_ENTERED:
		ask_entered(plan, step, change);
		break;
	case FILING_LEFT:
		ask_left(plan, step, change);
		break;
	case FILING_SORTED:
		ask(plan, step,
		    &(struct state_request){.type = STATE_REQUEST_CONVGROUP_SORT,
		                            .convgroups = change->after});
		break;
	case FILING_SET_DATA:
		ask(plan, step,
		    &(struct state_request){.type = STATE_REQUEST_CONVGROUP_SET,
		                            .convgroup = change->convgroup,
		                            .text = change->after.items[0]});
		break;
	case FILING_SET_PIN:
		ask(plan, step,
		    &(struct state_request){.type = STATE_REQUEST_PIN,
		                            .conversation = change->conversation,
		                            .flag = change->is != 0});
		break;
	case FILING_SET_REMIND:
		ask(plan, step,
		    &(struct state_request){.type = STATE_REQUEST_REMIND,
		                            .conversations = gather(plan, change),
		                            .remind = (enum state_remind)change->is});
		break;
	case FILING_SET_READ:
		set_read(plan, change);
		break;
	}
}

static void plan_ask(struct plan *plan, int64_t step)
{
	for (size_t i = 0; i < plan->len; i++)
		if (!plan->handled[i])
			ask_for(plan, step, &plan->items[i]);
}

/* ---- the person ---- */

static bool carry_out(struct apply *apply, struct state_step *step, bool undo)
{
	struct plan plan;
	struct err err = {0};
	overlay_lay_before(apply, NULL);
	plan_init(&plan, apply, step, undo);
	bool possible = plan_is_possible(&plan, &err);
	overlay_lift(apply);
	if (possible)
		plan_ask(&plan, step->id);
	else
		step_say_impossible(apply, undo ? "undo" : "redo", step, &err);
	strlist_finish(&plan.names);
	return possible;
}

/* A group that goes comes back as folded as it is now. */
static void remember_folds(struct apply *apply, struct state_step *step)
{
	overlay_lay_before(apply, NULL);
	for (size_t i = 0; i < step->changes.list.len; i++) {
		struct filing_change *change = &step->changes.list.items[i];
		const struct state_convgroup *convgroup = convgroup_find(apply->state, change->convgroup);
		if ((change->kind == FILING_MADE || change->kind == FILING_GONE) && convgroup)
			change->folded = convgroup->folded;
	}
	overlay_lift(apply);
}

/* What cannot be done any more is out of the way: the next time means the step before it. */
void undo_asked(struct apply *apply)
{
	struct state *state = apply->state;
	if (state->done.len == 0) {
		notice_set(apply, false, "There is nothing to undo");
		return;
	}
	struct state_step *step = state->done.items[state->done.len - 1];
	remember_folds(apply, step);
	bool taken_back = edits_take_back(apply, step->id, step->edits);
	if (!taken_back && !carry_out(apply, step, true)) {
		remove_at(state, false, state->done.len - 1);
		return;
	}
	vec_remove(&state->done, state->done.len - 1);
	vec_push(&state->undone, step);
	step_say(apply, "Undone", step);
}

void redo_asked(struct apply *apply)
{
	struct state *state = apply->state;
	if (state->undone.len == 0) {
		notice_set(apply, false, "There is nothing to redo");
		return;
	}
	struct state_step *step = state->undone.items[state->undone.len - 1];
	remember_folds(apply, step);
	if (!carry_out(apply, step, false)) {
		remove_at(state, true, state->undone.len - 1);
		return;
	}
	vec_remove(&state->undone, state->undone.len - 1);
	vec_push(&state->done, step);
	step_say(apply, "Done again", step);
}
