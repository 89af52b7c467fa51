/* Selecting a message, and moving from one to another. What is done to it: acting.c. */
#include "ui/private.h"

static const struct state_conversation *shown(const struct ui_turn *turn)
{
	return turn->state->feed ? &turn->ui->feed.shown : state_current(turn->state);
}

const struct state_message *selecting_message(const struct ui *ui, const struct state *state,
                                              const struct state_conversation **origin)
{
	const struct state_conversation *conversation = state->feed ? &ui->feed.shown : state_current(state);
	size_t at;
	if (!selection_find(&ui->selection, conversation, &at))
		return NULL;
	*origin = state->feed ? ui->feed.origins.items[at] : conversation;
	return &conversation->messages.items[at];
}

const struct state_message *selecting_message_or_newest(struct ui_turn *turn,
                                                        const struct state_conversation **origin)
{
	const struct selection newest = {.on = true, .sequence = INT64_MAX};
	const struct state_conversation *conversation = shown(turn);
	const struct state_message *message = selecting_message(turn->ui, turn->state, origin);
	size_t at;
	if (message || !selection_find(&newest, conversation, &at))
		return message;
	*origin = turn->state->feed ? turn->ui->feed.origins.items[at] : conversation;
	return &conversation->messages.items[at];
}

void selecting_go(struct ui_turn *turn, const struct state_conversation *origin, int64_t sequence)
{
	if (turn->state->feed || sequence <= 0) {
		ui_notice(turn, false, "It is not loaded here");
		return;
	}
	struct state_request *seek = arena_alloc(&turn->events->arena, sizeof(*seek));
	*seek = (struct state_request){.type = STATE_REQUEST_SEEK,
	                               .conversation = ui_keep(turn, origin->id),
	                               .seek = STATE_SEEK_MESSAGE,
	                               .sequence = sequence};
	/* It is selected as soon as it is found; until then nothing moves. */
	state_event_add(turn->events, STATE_EVENT_SEEK)->request = seek;
}

/* All of it comes in sight, as far as there is room. */
static void show(struct ui_turn *turn, size_t at)
{
	struct ui *ui = turn->ui;
	char hint[UI_HINT_SIZE];
	struct entry_pane pane = ui_pane(ui, turn->state, turn->now_ms, hint);
	messages_reveal(&ui->messages, &pane, ui->layout.messages.height, at);
}

static void select_at(struct ui_turn *turn, size_t at)
{
	selection_set(&turn->ui->selection, &shown(turn)->messages.items[at]);
	turn->ui->in_sidebar = false;
	show(turn, at);
	feeding_moved(turn);
	turn->ui->dirty = UI_ALL;
}

bool selecting_select(struct ui_turn *turn, const char *message_id)
{
	const struct state_conversation *conversation = shown(turn);
	for (size_t i = conversation ? conversation->messages.len : 0; i-- > 0;) {
		if (!str_equal(conversation->messages.items[i].id, message_id))
			continue;
		select_at(turn, i);
		return true;
	}
	return false;
}

void selecting_open(struct ui_turn *turn)
{
	const struct state_conversation *conversation = shown(turn);
	if (!conversation || conversation->messages.len == 0)
		ui_notice(turn, false, "There is no message to select yet");
	else
		select_at(turn, messages_lowest(&turn->ui->messages, conversation));
}

static void step(struct ui_turn *turn, int by)
{
	const struct state_conversation *conversation = shown(turn);
	size_t at;
	if (!selection_find(&turn->ui->selection, conversation, &at))
		return;
	size_t to = at + (size_t)by;
	while (to < conversation->messages.len && conversation->messages.items[to].deleted)
		to += (size_t)by;
	if (to < conversation->messages.len)
		select_at(turn, to);
	else if (by > 0)
		ui_focus(turn->ui, false);
}

void selecting_up(struct ui_turn *turn)
{
	step(turn, -1);
}

void selecting_down(struct ui_turn *turn)
{
	step(turn, 1);
}

void selecting_first(struct ui_turn *turn)
{
	const struct state_conversation *conversation = shown(turn);
	if (conversation && conversation->messages.len > 0)
		select_at(turn, 0);
}

void selecting_last(struct ui_turn *turn)
{
	const struct state_conversation *conversation = shown(turn);
	if (conversation && conversation->messages.len > 0)
		select_at(turn, conversation->messages.len - 1);
}

void selecting_follow(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	struct messages before = ui->messages;
	size_t at;
	if (!ui->selection.on)
		return;
	if (!selection_find(&ui->selection, shown(turn), &at)) {
		ui_focus(ui, false);
		return;
	}
	show(turn, at);
	if (before.away != ui->messages.away || before.sequence != ui->messages.sequence ||
	    before.hidden != ui->messages.hidden)
		ui->dirty |= UI_MESSAGES | UI_COMPOSE;
}

void selecting_scrolled(struct ui_turn *turn)
{
	const struct state_conversation *conversation = shown(turn);
	if (turn->ui->selection.on && conversation && conversation->messages.len > 0)
		select_at(turn, messages_lowest(&turn->ui->messages, conversation));
}
