/* Forwarding the selected message: to one conversation by the picker, to several by the command. */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/utf8.h"
#include "ui/label.h"

#define FOUND_MAX 100

static void send_to(struct ui_turn *turn, const char *conversation, const struct state_message *message)
{
	struct state_event *event = state_event_add(turn->events, STATE_EVENT_SEND);
	event->conversation = ui_keep(turn, conversation);
	event->text = ui_keep(turn, message->text);
	event->file = ui_keep(turn, message->file);
	event->size = message->file_size;
}

struct candidate {
	const struct state_conversation *conversation;
	int score;
	size_t place;
};

static int compare(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;
	if (a->score != b->score)
		return b->score - a->score;
	return a->place < b->place ? -1 : a->place > b->place;
}

/* Best first; those that fit alike as the state orders them. */
static void list_conversations(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state *state = turn->state;
	const char *text = dialog->input.text;
	char *wanted = utf8_fold(text);
	VEC(struct candidate) found = {0};
	for (size_t i = 0; i < state->order.len; i++) {
		struct candidate candidate = {state->order.items[i],
		                              state_fit(state->order.items[i], text, wanted), i};
		if (candidate.score > 0)
			vec_push(&found, candidate);
	}
	if (found.len > 0)
		qsort(found.items, found.len, sizeof(*found.items), compare);
	dialog_clear_choices(dialog);
	dialog_set_remark(dialog, *text ? "" : "Type letters of a name; :forward takes more than one");
	for (size_t i = 0; i < found.len && i < FOUND_MAX; i++) {
		char *label = label_conversation(found.items[i].conversation);
		dialog_add_choice(dialog, label, "", found.items[i].conversation->id, 0);
		free(label);
	}
	vec_finish(&found);
	free(wanted);
}

/* Only what says something by itself; a file is not sent once more, for the server has it. */
static bool can_forward(const struct state_message *message)
{
	return message && (message->kind == STATE_TEXT || (message->kind == STATE_FILE && message->file)) &&
	       !message->recalled && !str_empty(message->text);
}

/* An ID that it keeps; another one that is selected meanwhile is not meant. */
static bool is_wanted(const struct state_message *message, const char *wanted)
{
	return message && (str_equal(message->id, wanted) || str_equal(message->client_id, wanted));
}

static void forward(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	const struct state_conversation *origin;
	const struct state_message *message = selecting_message(turn->ui, turn->state, &origin);
	if (!choice)
		return;
	if (is_wanted(message, dialog->wanted) && can_forward(message)) {
		send_to(turn, choice->value, message);
		ui_notice(turn, false, "Forwarded to %s", choice->label);
	} else {
		ui_notice(turn, true, "What was to be forwarded is not there any more");
	}
	dialog_close(dialog);
}

void forwarding_open(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER, .verb = "forward", .refresh = list_conversations, .accept = forward};
	struct dialog *dialog = &turn->ui->dialog;
	const struct state_conversation *origin;
	const struct state_message *message = selecting_message(turn->ui, turn->state, &origin);
	if (!can_forward(message)) {
		ui_notice(turn, false, "Only text and files can be forwarded");
		return;
	}
	dialog_open(dialog, &purpose, "Forward to");
	dialog->wanted = mem_strdup(message->id ? message->id : message->client_id);
	ui_refresh_dialog(turn);
}

bool colon_forward(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_conversation *origin;
	const struct state_message *message = selecting_message_or_newest(turn, &origin);
	if (!can_forward(message))
		return err_set(err, 0, "There is nothing to forward");
	for (size_t i = 0; i < call->words.len; i++)
		if (!colon_conversation(turn->state, call->words.items[i], err))
			return false;
	for (size_t i = 0; i < call->words.len; i++)
		send_to(turn, colon_conversation(turn->state, call->words.items[i], err)->id, message);
	ui_notice(turn, false, "Forwarded to %zu conversation%s", call->words.len,
	          label_plural((int64_t)call->words.len));
	return true;
}
