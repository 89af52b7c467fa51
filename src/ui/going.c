/* Getting around: between the panes, between conversations, up and down the messages. */
#include "ui/private.h"

void ui_focus(struct ui *ui, bool in_sidebar)
{
	ui->in_sidebar = in_sidebar;
	selection_clear(&ui->selection);
	ui->bare = ui->bare && !in_sidebar;
	ui->dirty = UI_ALL;
}

void ui_cursor_to_shown(struct ui_turn *turn)
{
	struct sidebar *sidebar = &turn->ui->sidebar;
	if (turn->state->feed)
		sidebar_to(sidebar, turn->state->feed, NULL);
	else
		sidebar_to_current(sidebar, turn->state);
}

static void open_only(struct ui_turn *turn, const struct state_conversation *conversation)
{
	state_event_add(turn->events, STATE_EVENT_OPEN)->conversation = ui_keep(turn, conversation->id);
}

void ui_open(struct ui_turn *turn, const char *conversation)
{
	state_event_add(turn->events, STATE_EVENT_OPEN)->conversation = ui_keep(turn, conversation);
	ui_focus(turn->ui, false);
}

void going_switch(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	if (completing_tab(turn))
		return;
	if (ui->in_sidebar && !turn->state->current && !turn->state->feed) {
		ui_notice(turn, false, "Open a conversation first");
		return;
	}
	if (!ui->in_sidebar)
		ui_cursor_to_shown(turn);
	ui_focus(ui, !ui->in_sidebar);
}

void going_back(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	if (ui->bare)
		looking_leave_bare(turn);
	else if (ui->selection.on || (ui->in_sidebar && ui_target(ui, turn->state)))
		ui_focus(ui, false);
	else if (!ui->in_sidebar && acting_drop(turn, ui_target(ui, turn->state)))
		return;
	else if (!ui->in_sidebar && ui->messages.away)
		going_scroll_end(turn);
	else if (!ui->in_sidebar && turn->state->feed)
		feeding_open(turn, NULL);
	else if (!ui->in_sidebar && ui->layout.one_pane)
		going_switch(turn);
}

void going_next_unread(struct ui_turn *turn)
{
	const struct state_conversation *next = state_next_unread(turn->state);
	if (next)
		ui_open(turn, next->id);
	else if (!turn->ui->desk || !desk_open_unread(turn->ui->desk))
		ui_notice(turn, false, "Nothing is unread elsewhere");
}

void going_focus_on(struct ui_turn *turn, const char *name)
{
	state_event_add(turn->events, STATE_EVENT_NARROW)->convgroup = ui_keep(turn, name);
	if (name)
		sidebar_to(&turn->ui->sidebar, name, NULL);
}

/* The group under the cursor; from the compose line, the open conversation's. */
void going_focus(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	if (turn->state->narrowed) {
		going_focus_on(turn, NULL);
		return;
	}
	if (!ui->in_sidebar)
		ui_cursor_to_shown(turn);
	const struct state_row *row = ui_row(turn);
	if (row && row->convgroup)
		going_focus_on(turn, row->convgroup->name);
	else if (row && row->smart)
		ui_notice(turn, false, "A smart group has no focus: put the cursor on a group");
	else
		ui_notice(turn, false, "Focus on a group: put the cursor on one first");
}

/* In a feed: to the message before or behind. */
static void go_to_neighbour(struct ui_turn *turn, int step)
{
	if (turn->state->feed && !turn->ui->in_sidebar) {
		feeding_step(turn, step);
		return;
	}
	const struct state_conversation *next = state_neighbour(turn->state, step);
	if (next)
		open_only(turn, next);
	else
		accounts_neighbour(turn, step);
}

void going_previous(struct ui_turn *turn)
{
	go_to_neighbour(turn, -1);
}

void going_next(struct ui_turn *turn)
{
	go_to_neighbour(turn, 1);
}

void going_scroll(struct ui_turn *turn, int lines)
{
	struct ui *ui = turn->ui;
	char hint[UI_HINT_SIZE];
	if (!state_current(turn->state) && !turn->state->feed)
		return;
	struct entry_pane pane = ui_pane(ui, turn->state, turn->now_ms, hint);
	messages_scroll(&ui->messages, &pane, ui->layout.messages.height, lines);
	selecting_scrolled(turn);
	feeding_moved(turn);
	ui->dirty |= UI_MESSAGES | UI_COMPOSE;
}

/* Two lines of the page before stay in sight. */
static void scroll_page(struct ui_turn *turn, int direction)
{
	int height = turn->ui->layout.messages.height, lines = height > 3 ? height - 2 : 1;
	going_scroll(turn, direction * lines);
}

void going_line_up(struct ui_turn *turn)
{
	going_scroll(turn, 1);
}

void going_line_down(struct ui_turn *turn)
{
	going_scroll(turn, -1);
}

void going_scroll_up(struct ui_turn *turn)
{
	scroll_page(turn, 1);
}

void going_scroll_down(struct ui_turn *turn)
{
	scroll_page(turn, -1);
}

void going_scroll_end(struct ui_turn *turn)
{
	messages_to_newest(&turn->ui->messages);
	seeking_newest(turn);
	selecting_scrolled(turn);
	feeding_moved(turn);
	turn->ui->dirty |= UI_MESSAGES | UI_COMPOSE;
}

/* ---- where one was ---- */

#define VISITED_MAX 100

void going_note(struct ui *ui, const struct state *state)
{
	if (!state->current)
		return;
	strlist_remove(&ui->visited, state->current);
	strlist_add(&ui->visited, state->current);
	if (ui->visited.len > VISITED_MAX)
		strlist_remove(&ui->visited, ui->visited.items[0]);
}

/* The one that was open before; again, and one is back. */
void going_last(struct ui_turn *turn)
{
	const struct strlist *visited = &turn->ui->visited;
	if (accounts_has_several(turn->ui) && desk_go_back(turn->ui->desk))
		return;
	for (size_t i = visited->len; i-- > 0;) {
		if (str_equal(visited->items[i], turn->state->current) ||
		    !state_conversation(turn->state, visited->items[i]))
			continue;
		ui_open(turn, visited->items[i]);
		return;
	}
	ui_notice(turn, false, "No other conversation was open yet");
}

void going_online(struct ui_turn *turn)
{
	if (turn->state->status == STATE_SYNCING || turn->state->status == STATE_ONLINE)
		ui_notice(turn, false, "There is a connection");
	else
		state_event_add(turn->events, STATE_EVENT_CONNECT);
}
