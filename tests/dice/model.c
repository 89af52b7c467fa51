#include "dice/model.h"

#include <string.h>

const char *const model_data[] = {"", "mute", "sort=name", "digest=15"};

int model_find(const struct model *model, char name)
{
	for (int i = 0; i < model->count; i++)
		if (model->groups[i].name == name)
			return i;
	return -1;
}

static bool has(const struct model *model, char name)
{
	return model_find(model, name) >= 0;
}

static struct model_group *group(struct model *model, char name)
{
	return &model->groups[model_find(model, name)];
}

static struct model_group group_in(const struct model *model, char name)
{
	return model->groups[model_find(model, name)];
}

/* ---- each operation ---- */

static void append(struct model *model, struct model_group added)
{
	model->groups[model->count++] = added;
}

static void take_away(struct model *model, char name)
{
	int at = model_find(model, name);
	memmove(&model->groups[at], &model->groups[at + 1],
	        (size_t)(model->count - at - 1) * sizeof(*model->groups));
	model->count--;
}

/* The names of `order` first come first; who is not in it stays behind the one before. */
static void sort(struct model *model, const char *order)
{
	char names[MODEL_GROUPS_MAX + 1] = "";
	struct model sorted = *model;
	size_t len = 0;
	for (; *order; order++)
		if (has(model, *order))
			names[len++] = *order;
	for (int i = 0; i < model->count; i++) {
		if (memchr(names, model->groups[i].name, len))
			continue;
		const char *before = i > 0 ? memchr(names, model->groups[i - 1].name, len) : NULL;
		size_t at = before ? (size_t)(before - names) + 1 : 0;
		memmove(names + at + 1, names + at, len - at);
		names[at] = model->groups[i].name;
		len++;
	}
	for (int i = 0; i < model->count; i++)
		sorted.groups[i] = group_in(model, names[i]);
	*model = sorted;
}

static bool is_refused(const struct model *model, const struct model_op *op)
{
	switch (op->kind) {
	case MODEL_CREATE:
		return has(model, op->name) || model->count == MODEL_GROUPS_MAX;
	case MODEL_RENAME:
		return !has(model, op->name) || has(model, op->other);
	case MODEL_MOVE:
		return !has(model, op->name) || !has(model, op->other);
	case MODEL_SORT:
	case MODEL_PIN:
	case MODEL_REMIND:
	case MODEL_READ:
	case MODEL_UNREAD:
		return false;
	default:
		return !has(model, op->name);
	}
}

static void remind(struct model *model, uint32_t people, int how)
{
	for (int i = 0; i < MODEL_PEOPLE; i++)
		if (people >> i & 1)
			model->reminds[i] = how;
}

static void read(struct model *model, uint32_t people)
{
	for (int i = 0; i < MODEL_PEOPLE; i++)
		if (people >> i & 1)
			model->read[i] = MODEL_MESSAGES;
}

static void unread(struct model *model, uint32_t people)
{
	for (int i = 0; i < MODEL_PEOPLE; i++)
		if ((people >> i & 1) && model->read[i] == MODEL_MESSAGES)
			model->read[i] = MODEL_MESSAGES - 1;
}

static void carry_out(struct model *model, const struct model_op *op)
{
	switch (op->kind) {
	case MODEL_CREATE:
		append(model, (struct model_group){op->name, op->people, 0, false});
		break;
	case MODEL_DELETE:
		take_away(model, op->name);
		break;
	case MODEL_RENAME:
		group(model, op->name)->name = op->other;
		break;
	case MODEL_SORT:
		sort(model, op->order);
		break;
	case MODEL_MOVE:
		group(model, op->other)->members &= ~op->people;
		group(model, op->name)->members |= op->people;
		break;
	case MODEL_ADD:
		group(model, op->name)->members |= op->people;
		break;
	case MODEL_REMOVE:
		group(model, op->name)->members &= ~op->people;
		break;
	case MODEL_SET:
		group(model, op->name)->data = op->data;
		break;
	case MODEL_REMIND:
		remind(model, op->people, op->remind);
		break;
	case MODEL_REMIND_GROUP:
		remind(model, group(model, op->name)->members, op->remind);
		break;
	case MODEL_READ:
		read(model, op->people);
		break;
	case MODEL_READ_GROUP:
		read(model, group(model, op->name)->members);
		break;
	case MODEL_UNREAD:
		unread(model, op->people);
		break;
	case MODEL_FOLD:
		group(model, op->name)->folded = op->on;
		break;
	default:
		model->pinned = op->on ? model->pinned | op->people : model->pinned & ~op->people;
		break;
	}
}

static bool is_same(const struct model *a, const struct model *b)
{
	bool same = a->count == b->count && a->pinned == b->pinned;
	for (int i = 0; same && i < a->count; i++)
		same = a->groups[i].name == b->groups[i].name && a->groups[i].data == b->groups[i].data &&
		       a->groups[i].members == b->groups[i].members &&
		       a->groups[i].folded == b->groups[i].folded;
	return same && memcmp(a->reminds, b->reminds, sizeof(a->reminds)) == 0 &&
	       memcmp(a->read, b->read, sizeof(a->read)) == 0;
}

enum model_result model_do(struct model *model, const struct model_op *op)
{
	struct model before = *model;
	if (is_refused(model, op))
		return MODEL_REFUSED;
	carry_out(model, op);
	return is_same(&before, model) ? MODEL_SAME : MODEL_CHANGED;
}

bool model_is_queued(enum model_kind kind)
{
	return kind != MODEL_READ && kind != MODEL_READ_GROUP && kind != MODEL_UNREAD && kind != MODEL_FOLD;
}

static bool names_it(const struct model_op *op, char name)
{
	if (op->kind == MODEL_PIN || op->kind == MODEL_REMIND)
		return false;
	if (op->kind == MODEL_SORT)
		return strchr(op->order, name) != NULL;
	return op->name == name ||
	       ((op->kind == MODEL_RENAME || op->kind == MODEL_MOVE) && op->other == name);
}

bool model_share_a_name(const struct model_op *a, const struct model_op *b)
{
	for (const char *name = MODEL_NAMES; *name; name++)
		if (names_it(a, *name) && names_it(b, *name))
			return true;
	return false;
}

/* ---- undo ---- */

static void push(struct model_step *list, int *count, struct model_step step)
{
	if (*count == MODEL_STEPS_MAX) {
		memmove(list, list + 1, (MODEL_STEPS_MAX - 1) * sizeof(*list));
		--*count;
	}
	list[(*count)++] = step;
}

void model_note(struct model_steps *steps, const struct model_op *op, const struct model *before,
                const struct model *after)
{
	if (op->kind == MODEL_UNREAD || op->kind == MODEL_FOLD)
		return;
	steps->undone_count = 0;
	push(steps->done, &steps->done_count, (struct model_step){*op, *before, *after});
}

static bool same_order(const struct model *a, const struct model *b)
{
	bool same = a->count == b->count;
	for (int i = 0; same && i < a->count; i++)
		same = a->groups[i].name == b->groups[i].name;
	return same;
}

static void order_of(const struct model *model, char *order)
{
	for (int i = 0; i < model->count; i++)
		*order++ = model->groups[i].name;
	*order = '\0';
}

/* It comes back with everybody, at its place as well as there is one. */
static bool make_again(struct model *model, const struct model *from, char name)
{
	char order[MODEL_GROUPS_MAX + 1];
	if (has(model, name) || model->count == MODEL_GROUPS_MAX)
		return false;
	append(model, group_in(from, name));
	order_of(from, order);
	if (order[from->count - 1] != name)
		sort(model, order);
	return true;
}

/* Only as it was left: nobody else may be in it by now, and what it is set to would be lost. */
static bool unmake(struct model *model, const struct model *from, char name)
{
	if (!has(model, name) || group_in(model, name).members != group_in(from, name).members ||
	    group_in(model, name).data != group_in(from, name).data)
		return false;
	take_away(model, name);
	return true;
}

/* Everybody who changed sides in the group goes back, where all are still where they went. */
static bool refile(struct model *model, const struct model *from, const struct model *to, char name)
{
	uint32_t is = group_in(from, name).members, be = group_in(to, name).members, moved = is ^ be;
	if (moved == 0)
		return true;
	if (!has(model, name) || ((group_in(model, name).members ^ is) & moved) != 0)
		return false;
	group(model, name)->members ^= moved;
	return true;
}

/* From what was so at the one end of the step to what was so at the other. */
static bool change_pin(struct model *model, const struct model *from, const struct model *to)
{
	uint32_t moved = from->pinned ^ to->pinned;
	if (((model->pinned ^ from->pinned) & moved) != 0)
		return false;
	model->pinned ^= moved;
	return true;
}

static bool change_each(int *now, const int *from, const int *to)
{
	bool same = true;
	for (int i = 0; i < MODEL_PEOPLE; i++)
		same &= from[i] == to[i] || now[i] == from[i];
	for (int i = 0; same && i < MODEL_PEOPLE; i++)
		if (from[i] != to[i])
			now[i] = to[i];
	return same;
}

static bool change_order(struct model *model, const struct model *from, const struct model *to)
{
	char order[MODEL_GROUPS_MAX + 1];
	if (!same_order(model, from))
		return false;
	order_of(to, order);
	sort(model, order);
	return true;
}

static bool change_data(struct model *model, const struct model *from, const struct model *to, char name)
{
	if (!has(model, name) || group_in(model, name).data != group_in(from, name).data)
		return false;
	group(model, name)->data = group_in(to, name).data;
	return true;
}

static bool change_name(struct model *model, char from, char to)
{
	if (!has(model, from) || has(model, to))
		return false;
	group(model, from)->name = to;
	return true;
}

/* Deleted again: also the order, unless it was the last, must be as then. */
static bool delete_again(struct model *model, const struct model_step *step)
{
	char name = step->op.name;
	const struct model *before = &step->before;
	if (before->groups[before->count - 1].name != name && !same_order(model, before))
		return false;
	return unmake(model, before, name);
}

static bool change(struct model *model, const struct model_step *step, bool undo)
{
	const struct model_op *op = &step->op;
	const struct model *from = undo ? &step->after : &step->before,
	                   *to = undo ? &step->before : &step->after;
	switch (op->kind) {
	case MODEL_CREATE:
		return undo ? unmake(model, from, op->name) : make_again(model, to, op->name);
	case MODEL_DELETE:
		return undo ? make_again(model, to, op->name) : delete_again(model, step);
	case MODEL_RENAME:
		return undo ? change_name(model, op->other, op->name)
		            : change_name(model, op->name, op->other);
	case MODEL_SORT:
		return change_order(model, from, to);
	case MODEL_MOVE:
		return refile(model, from, to, op->name) && refile(model, from, to, op->other);
	case MODEL_SET:
		return change_data(model, from, to, op->name);
	case MODEL_PIN:
		return change_pin(model, from, to);
	case MODEL_REMIND:
	case MODEL_REMIND_GROUP:
		return change_each(model->reminds, from->reminds, to->reminds);
	case MODEL_READ:
	case MODEL_READ_GROUP:
		return change_each(model->read, from->read, to->read);
	default:
		return refile(model, from, to, op->name);
	}
}

/* A group that goes comes back as folded as it is now. */
static void remember_fold(struct model_step *step, const struct model *model)
{
	struct model *with = step->op.kind == MODEL_CREATE ? &step->after : &step->before;
	if ((step->op.kind == MODEL_CREATE || step->op.kind == MODEL_DELETE) && has(model, step->op.name))
		group(with, step->op.name)->folded = group_in(model, step->op.name).folded;
}

void model_undo(struct model_steps *steps, struct model *model)
{
	struct model tried = *model;
	if (steps->done_count == 0)
		return;
	struct model_step step = steps->done[--steps->done_count];
	remember_fold(&step, model);
	if (!change(&tried, &step, true))
		return;
	*model = tried;
	push(steps->undone, &steps->undone_count, step);
}

void model_redo(struct model_steps *steps, struct model *model)
{
	struct model tried = *model;
	if (steps->undone_count == 0)
		return;
	struct model_step step = steps->undone[--steps->undone_count];
	remember_fold(&step, model);
	if (!change(&tried, &step, false))
		return;
	*model = tried;
	push(steps->done, &steps->done_count, step);
}
