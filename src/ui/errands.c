/* Requests: sent with tickets of the ui's own counter, and what is done when the answer comes. */
#include "ui/private.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "ui/label.h"

#define SENTENCE_MAX 16384

struct state_request *ui_request(struct ui_turn *turn, enum state_request_type type)
{
	struct state_request *request = arena_alloc(&turn->events->arena, sizeof(*request));
	request->type = type;
	request->ticket = ++turn->ui->last_ticket;
	state_event_add(turn->events, STATE_EVENT_REQUEST)->request = request;
	return request;
}

struct state_request *ui_errand(struct ui_turn *turn, enum state_request_type type)
{
	struct state_request *request = ui_request(turn, type);
	struct ui_errand errand = {.ticket = request->ticket, .type = type};
	vec_push(&turn->ui->errands, errand);
	return request;
}

struct state_request *ui_dialog_request(struct ui_turn *turn, enum state_request_type type)
{
	struct state_request *request = ui_request(turn, type);
	turn->ui->dialog.ticket = request->ticket;
	turn->ui->dialog.asked = type;
	mem_replace(&turn->ui->dialog.done, NULL);
	dialog_set_error(&turn->ui->dialog, NULL);
	return request;
}

const char *ui_undo_hint(struct ui_turn *turn)
{
	char name[KEY_NAME_SIZE];
	struct key undo;
	if (!turn->ui->in_sidebar || !keymap_key(turn->ui->keymap, ACTION_SIDEBAR, ACTION_UNDO, &undo))
		return "";
	key_to_name(undo, name);
	return arena_printf(&turn->events->arena, "; %s takes it back", name);
}

void ui_say_when_done(struct ui_turn *turn, const struct state_request *request, const char *text)
{
	struct ui *ui = turn->ui;
	bool boxed = ui->dialog.ticket == request->ticket;
	char **slot = boxed ? &ui->dialog.done : &ui->errands.items[ui->errands.len - 1].done;
	mem_replace(slot, arena_printf(&turn->events->arena, "%s%s", text, ui_undo_hint(turn)));
}

void ui_tell_when_done(struct ui_turn *turn, const struct state_request *request)
{
	char *text = edit_describe_done(turn->state, request);
	ui_say_when_done(turn, request, text);
	free(text);
	if (request->type == STATE_REQUEST_CONVGROUP_CREATE)
		mem_replace(&turn->ui->made, request->convgroup);
}

/* What waits for a connection is not done, and the state has said so. */
static void tell_done(struct ui_turn *turn, uint64_t ticket, const char *text)
{
	const struct state *state = turn->state;
	bool waits = false;
	for (size_t i = 0; i < state->edits.len; i++)
		waits = waits || state->edits.items[i]->request.ticket == ticket;
	if (text && !waits)
		ui_notice(turn, false, "%s", text);
}

void ui_leave_dialog(struct ui *ui)
{
	struct ui_errand errand = {ui->dialog.ticket, ui->dialog.asked, NULL};
	if (errand.ticket != 0) {
		errand.done = mem_strdup(ui->dialog.done);
		vec_push(&ui->errands, errand);
	} else if (ui->dialog.purpose && ui->dialog.purpose->left) {
		ui->dialog.purpose->left(ui, &ui->dialog);
	}
	dialog_close(&ui->dialog);
	ui->dirty = UI_ALL;
}

const char *ui_keep(struct ui_turn *turn, const char *text)
{
	return arena_strdup(&turn->events->arena, text);
}

struct strspan ui_keep_one(struct ui_turn *turn, const char *text)
{
	return strspan_copy(&turn->events->arena, (struct strspan){&text, 1});
}

void ui_notice(struct ui_turn *turn, bool error, const char *format, ...)
{
	char *text = NULL;
	va_list args;
	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	va_end(args);
	struct state_event *event = state_event_add(turn->events, STATE_EVENT_NOTICE);
	event->text = text ? ui_keep(turn, text) : "";
	event->flag = error;
	free(text);
}

static void add_failure(struct buf *text, const struct state *state, const struct state_failure *failure)
{
	const struct state_conversation *conversation = state_conversation(state, failure->conversation);
	char *label = conversation ? label_conversation(conversation) : NULL;
	buf_printf(text, "%s%s: %s", text->len > 0 ? "\n" : "", label ? label : failure->conversation,
	           str_empty(failure->text) ? "refused" : failure->text);
	free(label);
}

char *ui_answer_error(const struct state *state, const struct state_event *answer)
{
	struct buf text;
	char *taken = NULL;
	buf_init(&text, SENTENCE_MAX);
	if (answer->code != 0)
		buf_append_str(&text, str_empty(answer->text) ? "The server did not say why" : answer->text);
	for (size_t i = 0; i < answer->failure_count; i++)
		add_failure(&text, state, &answer->failures[i]);
	if (text.len > 0)
		taken = buf_take(&text);
	buf_finish(&text);
	return taken;
}

static void dialog_answered(struct ui_turn *turn, const struct state_event *answer)
{
	struct dialog *dialog = &turn->ui->dialog;
	uint64_t ticket = dialog->ticket;
	char *error = ui_answer_error(turn->state, answer);
	turn->ui->dirty = UI_ALL;
	dialog->ticket = 0;
	const struct dialog_purpose *purpose = dialog->purpose;
	if (error) {
		dialog_set_error(dialog, error);
		free(error);
		if (answer->code == 0 && purpose->partly)
			purpose->partly(turn, dialog, answer);
		return;
	}
	tell_done(turn, ticket, dialog->done);
	if (purpose->done)
		purpose->done(turn, dialog, answer);
	/* What was done may have opened another one. */
	if (dialog->ticket == 0 && dialog->purpose == purpose && !purpose->stays)
		dialog_close(dialog);
}

static void errand_answered(struct ui_turn *turn, size_t at, const struct state_event *answer)
{
	char *error = ui_answer_error(turn->state, answer);
	struct ui_errand *errand = &turn->ui->errands.items[at];
	acting_answered(turn, errand->ticket, !error);
	if (error)
		ui_notice(turn, true, "Could not %s: %s", state_request_text(errand->type), error);
	else
		tell_done(turn, errand->ticket, errand->done);
	free(error);
	free(errand->done);
	vec_remove(&turn->ui->errands, at);
}

void ui_answered(struct ui *ui, const struct state *state, uint64_t ticket, const struct state_event *answer,
                 struct state_event_list *events)
{
	struct ui_turn turn = {.ui = ui, .state = state, .now_ms = answer->now_ms, .events = events};
	if (bulk_answered(&turn, ticket, answer) || searching_answered(&turn, ticket, answer) ||
	    finding_answered(&turn, ticket, answer))
		return;
	if (dialog_is_open(&ui->dialog) && ticket != 0 && ui->dialog.ticket == ticket) {
		dialog_answered(&turn, answer);
		return;
	}
	for (size_t i = 0; i < ui->errands.len; i++) {
		if (ui->errands.items[i].ticket == ticket) {
			errand_answered(&turn, i, answer);
			return;
		}
	}
}
