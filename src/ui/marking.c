/* Marking: one by one, from one row to another, by a filter; and unmarking. */
#include "base/err.h"
#include "state/filter.h"
#include "ui/label.h"
#include "ui/private.h"

static void mark_row(struct ui_turn *turn, const struct state_row *row)
{
	if (row->conversation)
		marks_add(&turn->ui->marks, row->conversation->id,
		          row->convgroup ? row->convgroup->name : NULL);
}

/* All that stand under the heading, folded or not; when all are marked, none is any more. */
static void toggle_heading(struct ui_turn *turn, const struct state_row *heading)
{
	const struct state *state = turn->state;
	struct marks *marks = &turn->ui->marks;
	const char *name = heading->convgroup ? heading->convgroup->name : NULL;
	bool all = true;
	for (size_t i = 0; all && i < state->order.len; i++)
		all = !state_row_covers(state, heading, state->order.items[i]) ||
		      marks_has(marks, state->order.items[i]->id);
	for (size_t i = 0; i < state->order.len; i++) {
		if (!state_row_covers(state, heading, state->order.items[i]))
			continue;
		if (all)
			marks_remove(marks, state->order.items[i]->id);
		else
			marks_add(marks, state->order.items[i]->id, name);
	}
}

void marking_toggle(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	const struct state_row *row = ui_row(turn);
	if (!row)
		return;
	if (!row->conversation)
		toggle_heading(turn, row);
	else if (marks_has(&ui->marks, row->conversation->id))
		marks_remove(&ui->marks, row->conversation->id);
	else
		mark_row(turn, row);
	sidebar_place_set(&ui->mark_anchor, row);
	if (row->conversation)
		sidebar_move(&ui->sidebar, 1);
}

/* Without a row that was marked before, it is the one under the cursor. */
void marking_range(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	size_t from = ui->sidebar.cursor, to = from, at;
	if (ui->sidebar.rows.len == 0)
		return;
	if (marks_count(&ui->marks) > 0 && sidebar_find(&ui->sidebar, &ui->mark_anchor, &at)) {
		from = at < from ? at : from;
		to = at > to ? at : to;
	}
	for (size_t i = from; i <= to; i++)
		mark_row(turn, &ui->sidebar.rows.items[i]);
	sidebar_place_set(&ui->mark_anchor, sidebar_row(&ui->sidebar));
}

void marking_clear(struct ui_turn *turn)
{
	size_t count = marks_count(&turn->ui->marks);
	marks_clear(&turn->ui->marks);
	turn->ui->dirty |= UI_SIDEBAR | UI_STATUS;
	ui_notice(turn, false, "%zu conversation%s unmarked", count, label_plural((int64_t)count));
}

/* ---- by a filter ---- */

/* Marks or unmarks what fits; false and `err` for an expression that cannot be understood. */
static bool by_filter(struct ui_turn *turn, const char *text, bool mark, struct err *err)
{
	const struct state *state = turn->state;
	struct marks *marks = &turn->ui->marks;
	struct state_filter *filter = state_filter_create(text, err);
	size_t fits = 0;
	if (!filter)
		return false;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (!state_filter_matches(filter, conversation, turn->now_ms))
			continue;
		fits++;
		if (mark)
			marks_add(marks, conversation->id, NULL);
		else
			marks_remove(marks, conversation->id);
	}
	state_filter_destroy(filter);
	if (fits == 0)
		return err_set(err, 0, "No conversation is like that");
	ui_focus(turn->ui, true);
	ui_notice(turn, false, "%zu conversation%s like that; %zu marked in all", fits,
	          label_plural((int64_t)fits), marks_count(marks));
	return true;
}

bool colon_mark(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	if (call->words.len > 0)
		return by_filter(turn, call->rest, true, err);
	marking_toggle(turn);
	return true;
}

bool colon_unmark(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	if (call->words.len > 0)
		return by_filter(turn, call->rest, false, err);
	marking_clear(turn);
	return true;
}
