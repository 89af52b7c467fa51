/*
 * The command line as a box: below what is typed stand the choices for its last word, and how the command
 * is said. Tab, or Down, puts them in, one after the other; Enter runs the line as it stands. Up goes back through
 * them, and from what was typed into the history. A line that was left is in it like one that was run.
 */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "ui/private.h"

#define HISTORY_MAX 100

void colon_finish(struct colon *colon)
{
	strlist_finish(&colon->history);
	free(colon->typed);
	free(colon->base);
	free(colon->completed);
	free(colon->asked);
}

/* ---- the history ---- */

static void remember(struct colon *colon, const char *text)
{
	strlist_remove(&colon->history, text);
	if (text[strspn(text, " \t")])
		strlist_add(&colon->history, text);
	if (colon->history.len > HISTORY_MAX) {
		free(colon->history.items[0]);
		vec_remove(&colon->history, 0);
	}
	colon->back = 0;
}

static void go_back(struct ui_turn *turn, size_t back)
{
	struct colon *colon = &turn->ui->colon;
	struct dialog *dialog = &turn->ui->dialog;
	if (back > colon->history.len || dialog->ticket != 0)
		return;
	if (colon->back == 0)
		mem_replace(&colon->typed, dialog->input.text);
	colon->back = back;
	line_set(&dialog->input, back == 0 ? colon->typed : colon->history.items[colon->history.len - back]);
	dialog_set_error(dialog, NULL);
	ui_refresh_dialog(turn);
}

/* ---- completion ---- */

/* While Tab goes through the choices, they are those for what was typed before. */
static void list_choices(struct ui_turn *turn, struct dialog *dialog)
{
	struct colon *colon = &turn->ui->colon;
	const char *text = dialog->input.text;
	if (!str_equal(colon->completed, text)) {
		mem_replace(&colon->completed, NULL);
		mem_replace(&colon->base, text);
	}
	dialog->unchosen = !colon->completed;
	colon->start = colon_complete(turn->state, turn->ui->themes, turn->ui->desk, colon->base, dialog);
	const char *usage = colon_usage(&turn->events->arena, text), *name = colon_new_name(turn, text);
	dialog_set_remark(dialog, name ? arena_printf(&turn->events->arena, "%s · %s",
	                                              convgroup_bytes(turn, name), usage)
	                               : usage);
}

static void put_choice(struct ui_turn *turn, size_t at)
{
	struct colon *colon = &turn->ui->colon;
	struct dialog *dialog = &turn->ui->dialog;
	bool only = dialog->choices.len == 1;
	const char *value = dialog->choices.items[at].value;
	bool goes_on = value[strlen(value) - 1] == '/'; /* a folder */
	char *text = arena_printf(&turn->events->arena, "%.*s%s%s", (int)colon->start, colon->base, value,
	                          only && !goes_on ? " " : "");
	line_set(&dialog->input, text);
	dialog->chosen = at;
	mem_replace(&colon->completed, only ? NULL : text);
	dialog_set_error(dialog, NULL);
	ui_refresh_dialog(turn);
}

static void step_choice(struct ui_turn *turn, size_t first, size_t step)
{
	struct dialog *dialog = &turn->ui->dialog;
	size_t count = dialog->choices.len;
	if (count == 0 || dialog->ticket != 0)
		return;
	put_choice(turn, (turn->ui->colon.completed ? dialog->chosen + step : first) % count);
}

void colon_choose(struct ui_turn *turn, size_t at)
{
	put_choice(turn, at);
}

void colon_tab(struct ui_turn *turn)
{
	step_choice(turn, 0, 1);
}

void colon_tab_back(struct ui_turn *turn)
{
	size_t last = turn->ui->dialog.choices.len - 1;
	step_choice(turn, last, last);
}

static void put_back_typed(struct ui_turn *turn)
{
	struct colon *colon = &turn->ui->colon;
	line_set(&turn->ui->dialog.input, colon->base);
	mem_replace(&colon->completed, NULL);
	ui_refresh_dialog(turn);
}

void colon_up(struct ui_turn *turn)
{
	const struct colon *colon = &turn->ui->colon;
	const struct dialog *dialog = &turn->ui->dialog;
	if (!colon->completed)
		go_back(turn, colon->back + 1);
	else if (dialog->chosen > 0)
		put_choice(turn, dialog->chosen - 1);
	else
		put_back_typed(turn);
}

void colon_down(struct ui_turn *turn)
{
	const struct colon *colon = &turn->ui->colon;
	if (colon->back > 0 && !colon->completed)
		go_back(turn, colon->back - 1);
	else
		colon_tab(turn);
}

/* ---- running ---- */

/* What is for a message is for the newest one where none is selected. */
static void do_action(struct ui_turn *turn, enum action action)
{
	if (action_table[action].context == ACTION_MESSAGE && !turn->ui->selection.on)
		selecting_open(turn);
	ui_do(turn, action);
}

/* What looked like a message was a command. */
static void take_from_line(struct ui_turn *turn, const char *conversation)
{
	struct line *line = conversation ? compose_line(&turn->ui->compose, conversation) : NULL;
	if (line && str_equal(line->text, turn->ui->colon.asked))
		line_set(line, "");
	mem_replace(&turn->ui->colon.asked, NULL);
}

/* The history is there; the command may have shown another account. */
static struct ui *shown(struct ui *ui)
{
	return ui->desk ? ui->desk->accounts.items[ui->desk->shown].ui : ui;
}

static void run(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_purpose *purpose = dialog->purpose;
	struct colon_command command;
	struct colon_call call;
	struct err err = {0};
	const char *text = ui_keep(turn, dialog->input.text);
	const char *asked_of = dialog->conversation ? ui_keep(turn, dialog->conversation) : NULL;
	if (!colon_parse(text, &turn->events->arena, &command, &call, &err)) {
		dialog_set_error(dialog, err.text);
		return;
	}
	if (command.run && !command.run(turn, &call, &err)) {
		dialog_set_error(dialog, err.text);
		return;
	}
	remember(&shown(turn->ui)->colon, text);
	take_from_line(turn, asked_of);
	if (dialog->purpose == purpose && dialog->ticket == 0)
		dialog_close(dialog);
	if (!command.run)
		do_action(turn, command.action);
}

static void done(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	if (dialog->asked == STATE_REQUEST_ROOM_JOIN || dialog->asked == STATE_REQUEST_ROOM_CREATE ||
	    dialog->asked == STATE_REQUEST_FIND_PERSON)
		jump_arrived(turn, dialog, answer);
	else if (dialog->asked == STATE_REQUEST_PROFILES || dialog->asked == STATE_REQUEST_STATUSES)
		colon_tell_self(turn, dialog->asked, answer);
	else if (dialog->wanted)
		mem_replace(&turn->ui->awaited_convgroup, dialog->wanted);
}

static void left(struct ui *ui, struct dialog *dialog)
{
	remember(&ui->colon, dialog->input.text);
}

void colon_open(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_COMMAND,
	        .verb = "run it",
	        .refresh = list_choices,
	        .accept = run,
	        .done = done,
	        .left = left,
	};
	struct ui *ui = turn->ui;
	/* What a command is about when it does not say: what one sees. */
	if (!ui->in_sidebar)
		ui_cursor_to_shown(turn);
	dialog_open(&ui->dialog, &purpose, "Command");
	ui->colon.back = 0;
	mem_replace(&ui->colon.completed, NULL);
	ui_refresh_dialog(turn);
}

static void open_with(struct ui_turn *turn, const char *line, const char *conversation)
{
	struct dialog *dialog = &turn->ui->dialog;
	if (conversation)
		mem_replace(&turn->ui->colon.asked, compose_line(&turn->ui->compose, conversation)->text);
	colon_open(turn);
	dialog->conversation = mem_strdup(conversation);
	line_set(&dialog->input, line);
	ui_refresh_dialog(turn);
}

void colon_ask(struct ui_turn *turn, const char *line, const char *conversation)
{
	open_with(turn, line, conversation);
	dialog_set_body(&turn->ui->dialog,
	                "Is this a command? Esc leaves it where it was: there Enter sends it.");
}

void colon_run(struct ui_turn *turn, const char *line, const char *conversation)
{
	open_with(turn, line, conversation);
	run(turn, &turn->ui->dialog);
}
