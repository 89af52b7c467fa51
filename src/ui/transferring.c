/* Files: sending them, saving them, stopping those that are on their way. */
#include "ui/private.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/path.h"

#define PICTURE_COLUMNS 160
#define PICTURE_ROWS 24
/* Rows of the screen that are no messages, the line of the name among them. */
#define AROUND_PICTURE 6
/* Where the terminal does not say. */
#define CELL_WIDTH 10
#define CELL_HEIGHT 20

void transferring_ask(struct ui_turn *turn)
{
	colon_open(turn);
	mem_replace(&turn->ui->dialog.title, "Send files");
	line_set(&turn->ui->dialog.input, "send-file ");
	ui_refresh_dialog(turn);
}

static bool is_on_its_way(const struct state *state, const struct state_message *message)
{
	const struct state_transfer *transfer = state_transfer(state, message);
	return transfer && transfer->phase == STATE_TRANSFER_RUNNING;
}

static bool can_be_saved(const struct state *state, const struct state_message *message)
{
	return message->file && message->delivery == STATE_DELIVERED && !is_on_its_way(state, message);
}

/* The selected one, or the newest of those shown that `fits`; NULL: none does. */
static const struct state_message *find(const struct ui_turn *turn,
                                        bool (*fits)(const struct state *, const struct state_message *),
                                        const struct state_conversation **origin)
{
	const struct ui *ui = turn->ui;
	const struct state *state = turn->state;
	const struct state_conversation *shown = state->feed ? &ui->feed.shown : state_current(state);
	const struct state_message *selected = selecting_message(ui, state, origin);
	if (selected)
		return selected->kind == STATE_FILE && fits(state, selected) ? selected : NULL;
	for (size_t i = shown ? shown->messages.len : 0; i-- > 0;) {
		const struct state_message *message = &shown->messages.items[i];
		if (message->kind != STATE_FILE || !fits(state, message))
			continue;
		*origin = state->feed ? ui->feed.origins.items[i] : shown;
		return message;
	}
	return NULL;
}

/* NULL and `err` when there is nothing to fetch. */
static struct state_event *fetch(struct ui_turn *turn, enum state_event_type type, const char *what,
                                 struct err *err)
{
	const struct state_conversation *origin;
	const struct state_message *message = find(turn, can_be_saved, &origin);
	if (!message) {
		err_set(err, 0, "There is no %s", what);
		return NULL;
	}
	struct state_event *event = state_event_add(turn->events, type);
	event->conversation = ui_keep(turn, origin->id);
	event->sequence = message->sequence;
	return event;
}

/* It was fetched, and still is where it was put then; false where it is to be fetched (again). */
static bool is_saved(struct ui_turn *turn)
{
	const struct state_conversation *origin;
	const struct state_message *message = find(turn, can_be_saved, &origin);
	const struct state_transfer *transfer = message ? state_transfer(turn->state, message) : NULL;
	if (!transfer || transfer->up || !transfer->path ||
	    !path_is_unchanged(transfer->path, message->file_size, transfer->done_at_ms))
		return false;
	char *path = path_short(transfer->path);
	ui_notice(turn, false, "It is saved already: %s", path);
	free(path);
	return true;
}

static bool save(struct ui_turn *turn, const char *path, struct err *err)
{
	if (!path && is_saved(turn))
		return true;
	struct state_event *event = fetch(turn, STATE_EVENT_SAVE_FILE, "file here that could be saved", err);
	if (event)
		event->path = ui_keep(turn, path);
	return event;
}

static int within(int number, int least, int most)
{
	return number < least ? least : number > most ? most : number;
}

/* What a picture may be in the pane as it is; what stands above and below depends on the screen alone, so typing does not change it. */
static struct state_picture_form form_here(const struct ui_turn *turn)
{
	const struct ui *ui = turn->ui;
	const struct pixels_able *able = &ui->able;
	bool sized = able->cell_width > 0 && able->cell_height > 0;
	char hint[UI_HINT_SIZE];
	struct entry_pane pane = ui_pane(ui, turn->state, turn->now_ms, hint);
	return (struct state_picture_form){
	        .columns = within(entry_text_width(&pane), 1, PICTURE_COLUMNS),
	        .rows = within(ui->height - AROUND_PICTURE, 1, PICTURE_ROWS),
	        .cell_width = sized ? able->cell_width : CELL_WIDTH,
	        .cell_height = sized ? able->cell_height : CELL_HEIGHT,
	        .pixels = pixels_choose(ui->looks.pictures, able),
	};
}

static bool view(struct ui_turn *turn, struct err *err)
{
	if (turn->ui->looks.pictures == PIXELS_OFF)
		return err_set(err, 0, "Pictures are off in the settings ([looks] pictures)");
	struct state_event *event = fetch(turn, STATE_EVENT_VIEW_FILE, "picture here", err);
	if (event)
		event->form = form_here(turn);
	return event;
}

void transferring_follow(struct ui_turn *turn)
{
	bool shown = turn->state->current || turn->state->feed;
	if (!shown || turn->ui->layout.messages.height <= 0)
		return;
	struct state_picture_form form = form_here(turn);
	if (state_has_other_form(turn->state, &form))
		state_event_add(turn->events, STATE_EVENT_PICTURE_FORM)->form = form;
}

static bool stop(struct ui_turn *turn, struct err *err)
{
	const struct state_conversation *origin;
	const struct state_message *message = find(turn, is_on_its_way, &origin);
	if (!message)
		return err_set(err, 0, "No file is on its way here");
	state_event_add(turn->events, STATE_EVENT_CANCEL_FILE)->client_id =
	        ui_keep(turn, state_transfer(turn->state, message)->key);
	return true;
}

void transferring_save(struct ui_turn *turn)
{
	struct err err = {0};
	if (!save(turn, NULL, &err))
		ui_notice(turn, true, "%s", err.text);
}

void transferring_view(struct ui_turn *turn)
{
	struct err err = {0};
	if (!view(turn, &err))
		ui_notice(turn, true, "%s", err.text);
}

void transferring_stop(struct ui_turn *turn)
{
	struct err err = {0};
	if (!stop(turn, &err))
		ui_notice(turn, true, "%s", err.text);
}

bool colon_save_file(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	return save(turn, call->words.len > 0 ? call->words.items[0] : NULL, err);
}

bool colon_view_file(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	(void)call;
	return view(turn, err);
}

bool colon_stop_file(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	(void)call;
	return stop(turn, err);
}

/* All of them, or none. */
bool colon_send_file(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const char *target = ui_target(turn->ui, turn->state);
	if (!target)
		return err_set(err, 0, "There is no conversation open to send it to");
	for (size_t i = 0; i < call->words.len; i++)
		if (!path_is_file(call->words.items[i], err))
			return false;
	for (size_t i = 0; i < call->words.len; i++) {
		struct state_event *event = state_event_add(turn->events, STATE_EVENT_SEND_FILE);
		event->conversation = ui_keep(turn, target);
		event->path = ui_keep(turn, call->words.items[i]);
	}
	messages_to_newest(&turn->ui->messages);
	turn->ui->dirty |= UI_MESSAGES;
	return true;
}
