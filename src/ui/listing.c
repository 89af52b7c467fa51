/* What single keys do in the sidebar, beyond filing. */
#include "ui/private.h"

const struct state_row *ui_row(struct ui_turn *turn)
{
	return sidebar_row(&turn->ui->sidebar);
}

void listing_up(struct ui_turn *turn)
{
	struct sidebar *sidebar = &turn->ui->sidebar;
	if (sidebar->cursor > 0 || !accounts_step(turn, -1))
		sidebar_move(sidebar, -1);
}

void listing_down(struct ui_turn *turn)
{
	struct sidebar *sidebar = &turn->ui->sidebar;
	if (sidebar->cursor + 1 < sidebar->rows.len || !accounts_step(turn, 1))
		sidebar_move(sidebar, 1);
}

void listing_first(struct ui_turn *turn)
{
	sidebar_move(&turn->ui->sidebar, PTRDIFF_MIN);
}

void listing_last(struct ui_turn *turn)
{
	sidebar_move(&turn->ui->sidebar, PTRDIFF_MAX);
}

static bool is_folded(const struct state *state, const struct state_row *row)
{
	if (row->smart)
		return row->smart->folded;
	return row->convgroup ? row->convgroup->folded : state->inbox_folded;
}

static void add_fold(struct ui_turn *turn, const char *name, bool folded)
{
	struct state_event *event = state_event_add(turn->events, STATE_EVENT_FOLD);
	event->convgroup = ui_keep(turn, name);
	event->flag = folded;
}

/* A conversation in it may be hidden by that, so the cursor goes to the heading. */
void listing_set_fold(struct ui_turn *turn, const char *name, bool folded)
{
	add_fold(turn, name, folded);
	sidebar_to(&turn->ui->sidebar, name, NULL);
}

void listing_fold_all_but(struct ui_turn *turn, const char *name)
{
	const struct state *state = turn->state;
	for (size_t i = 0; i < state->convgroups.len; i++)
		add_fold(turn, state->convgroups.items[i].name,
		         !str_equal(state->convgroups.items[i].name, name));
	add_fold(turn, NULL, name != NULL);
	sidebar_to(&turn->ui->sidebar, name, NULL);
}

void listing_set_fold_here(struct ui_turn *turn, bool folded)
{
	const struct state_row *row = ui_row(turn);
	if (!row || is_folded(turn->state, row) == folded)
		return;
	if (row->smart)
		smarts_set(turn, row->smart->name, row->smart->expression, folded);
	else
		listing_set_fold(turn, row->convgroup ? row->convgroup->name : NULL, folded);
}

void listing_fold_others(struct ui_turn *turn)
{
	const struct state_row *row = ui_row(turn);
	if (row && row->smart)
		ui_notice(turn, false, "Fold all others: put the cursor on a group of yours first");
	else if (row)
		listing_fold_all_but(turn, row->convgroup ? row->convgroup->name : NULL);
}

void listing_fold(struct ui_turn *turn)
{
	const struct state_row *row = ui_row(turn);
	if (row)
		listing_set_fold_here(turn, !is_folded(turn->state, row));
}

void listing_fold_in(struct ui_turn *turn)
{
	const struct state_row *row = ui_row(turn);
	if (row && row->conversation && row->smart)
		sidebar_to_smart(&turn->ui->sidebar, row->smart->name);
	else if (row && row->conversation)
		sidebar_to(&turn->ui->sidebar, row->convgroup ? row->convgroup->name : NULL, NULL);
	else
		listing_set_fold_here(turn, true);
}

void listing_fold_out(struct ui_turn *turn)
{
	listing_set_fold_here(turn, false);
}

void listing_open(struct ui_turn *turn)
{
	const struct state_row *row = ui_row(turn);
	if (row && row->conversation)
		ui_open(turn, row->conversation->id);
	else
		listing_fold(turn);
}

/* All that are marked, unless they are all pinned: then none. */
static void pin_marked(struct ui_turn *turn)
{
	bool pinned = true;
	for (const struct mark *mark = turn->ui->marks.all; mark; mark = mark->hh.next) {
		const struct state_conversation *one = state_conversation(turn->state, mark->conversation);
		pinned = pinned && one && one->pinned;
	}
	bulk_begin(turn, STATE_REQUEST_PIN, NULL, !pinned);
}

void listing_pin(struct ui_turn *turn)
{
	if (marks_count(&turn->ui->marks) > 0) {
		pin_marked(turn);
		return;
	}
	const struct state_row *row = ui_row(turn);
	if (!row || !row->conversation) {
		ui_notice(turn, false, "Pin a conversation: put the cursor on one first");
		return;
	}
	struct state_request *request = ui_errand(turn, STATE_REQUEST_PIN);
	request->conversation = ui_keep(turn, row->conversation->id);
	request->flag = !row->conversation->pinned;
}

/* `joins`: undone together with the one before. False: there was nothing to read. */
static bool read_one(struct ui_turn *turn, const struct state_conversation *conversation, bool joins)
{
	if (conversation->unread == 0)
		return false;
	struct state_request *request = ui_errand(turn, STATE_REQUEST_READ);
	request->conversation = ui_keep(turn, conversation->id);
	request->joins = joins;
	return true;
}

/* Those in no group, and smart groups, have no name that the server could be told. */
static void read_covered(struct ui_turn *turn, const struct state_row *heading)
{
	const struct state *state = turn->state;
	bool any = false;
	for (size_t i = 0; i < state->order.len; i++)
		if (state_row_covers(state, heading, state->order.items[i]))
			any |= read_one(turn, state->order.items[i], any);
}

void listing_mark_read(struct ui_turn *turn)
{
	const struct state_row *row = ui_row(turn);
	if (marks_count(&turn->ui->marks) > 0) {
		bulk_begin(turn, STATE_REQUEST_READ, NULL, false);
		return;
	}
	if (!row)
		return;
	if (row->conversation)
		read_one(turn, row->conversation, false);
	else if (row->convgroup)
		ui_errand(turn, STATE_REQUEST_READ_ALL)->convgroup = ui_keep(turn, row->convgroup->name);
	else
		read_covered(turn, row);
}
