/* What is done in and with the feed of a group. */
#include "ui/private.h"

#include <stdlib.h>

#include "ui/label.h"

const char *ui_target(const struct ui *ui, const struct state *state)
{
	return state->feed ? ui->feed.target : state->current;
}

static bool is_writing(struct ui *ui)
{
	return ui->feed.target && !line_is_empty(compose_line(&ui->compose, ui->feed.target));
}

/* Whoever writes to somebody keeps him, whatever comes or is scrolled into sight, until he chooses another. */
static void find_target(struct ui *ui, const struct state *state, bool chosen)
{
	size_t at = messages_lowest(&ui->messages, &ui->feed.shown);
	if (ui->feed.target && !state_conversation(state, ui->feed.target))
		mem_replace(&ui->feed.target, NULL);
	if (ui->feed.shown.messages.len > 0 && (chosen || !is_writing(ui)))
		mem_replace(&ui->feed.target, ui->feed.origins.items[at]->id);
}

const struct state_message *feeding_chosen(const struct ui *ui)
{
	const struct feed *feed = &ui->feed;
	size_t at = messages_lowest(&ui->messages, &feed->shown);
	/* Whoever writes keeps whom he writes to, and may look at others meanwhile. */
	if (!ui->messages.away || feed->shown.messages.len == 0 ||
	    !str_equal(feed->origins.items[at]->id, feed->target))
		return NULL;
	return &feed->shown.messages.items[at];
}

void feeding_follow(struct ui *ui, const struct state *state)
{
	if (!state->feed)
		return;
	feed_gather(&ui->feed, state);
	find_target(ui, state, false);
}

void feeding_moved(struct ui_turn *turn)
{
	if (turn->state->feed)
		find_target(turn->ui, turn->state, false);
}

void feeding_open(struct ui_turn *turn, const char *convgroup)
{
	struct ui *ui = turn->ui;
	mem_replace(&ui->feed.target, NULL);
	state_event_add(turn->events, STATE_EVENT_FEED)->convgroup = ui_keep(turn, convgroup);
	ui_focus(ui, !convgroup && !turn->state->current);
}

void feeding_toggle(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	if (turn->state->feed) {
		feeding_open(turn, NULL);
		return;
	}
	if (!ui->in_sidebar)
		ui_cursor_to_shown(turn);
	const struct state_row *row = ui_row(turn);
	if (row && row->convgroup)
		feeding_open(turn, row->convgroup->name);
	else if (row && row->smart)
		ui_notice(turn, false, "A smart group has no feed: put the cursor on a group");
	else
		ui_notice(turn, false, "The feed of a group: put the cursor on one first");
}

/* Only this reads what stands there. */
void feeding_read(struct ui_turn *turn)
{
	if (turn->state->feed)
		ui_errand(turn, STATE_REQUEST_READ_ALL)->convgroup = ui_keep(turn, turn->state->feed);
	else
		ui_notice(turn, false, "This is for the feed of a group");
}

/* What is in the line goes along, unless it is about a message there, or something was begun for the other. */
static void take_along(struct ui_turn *turn, const char *from, const char *to)
{
	struct ui *ui = turn->ui;
	if (!from || !to || str_equal(from, to) || line_is_empty(compose_line(&ui->compose, from)))
		return;
	struct line *written = compose_line(&ui->compose, from), *line = compose_line(&ui->compose, to);
	if (!line_is_empty(line) || intents_find(&ui->intents, from) || intents_find(&ui->intents, to)) {
		char *label = label_conversation(state_conversation(turn->state, from));
		ui_notice(turn, false, "What you wrote waits in %s", label);
		free(label);
		return;
	}
	line_set(line, written->text);
	line->cursor = written->cursor;
	line_clear(written);
	drafting_tell_of(turn, from);
}

void feeding_step(struct ui_turn *turn, int step)
{
	struct ui *ui = turn->ui;
	const char *from = ui->feed.target ? ui_keep(turn, ui->feed.target) : NULL;
	messages_step(&ui->messages, &ui->feed.shown, step);
	ui->dirty |= UI_MESSAGES | UI_COMPOSE;
	find_target(ui, turn->state, true);
	take_along(turn, from, ui->feed.target);
}
