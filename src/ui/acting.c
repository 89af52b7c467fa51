/* What is done to the selected message: answered, edited, recalled, deleted, copied, read who has read it. */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "state/reaction.h"
#include "ui/label.h"
#include "ui/quote.h"

#define READERS_MAX 65536

/* The selected one, where the server has it and it was not recalled; else NULL, and the person is told. */
const struct state_message *acting_message(struct ui_turn *turn, const struct state_conversation **origin)
{
	const struct state_message *message = selecting_message(turn->ui, turn->state, origin);
	if (message && message->delivery == STATE_DELIVERED && !message->recalled)
		return message;
	if (message)
		ui_notice(turn, false, message->recalled ? "It was recalled" : "It has not been sent yet");
	return NULL;
}

static bool is_own(const struct ui_turn *turn, const struct state_message *message)
{
	return str_equal(message->from, turn->state->self);
}

/* ---- writing ---- */

/* Until it is answered, nobody knows what becomes of what was written. */
static bool is_on_its_way(struct ui_turn *turn, const char *conversation)
{
	const struct intent *intent = intents_find(&turn->ui->intents, conversation);
	if (!intent || intent->ticket == 0)
		return false;
	ui_notice(turn, false, "What you changed is on its way yet");
	return true;
}

static struct line *line_for(struct ui_turn *turn, const struct state_conversation *origin)
{
	if (turn->state->feed)
		mem_replace(&turn->ui->feed.target, origin->id);
	return compose_line(&turn->ui->compose, origin->id);
}

void acting_reply(struct ui_turn *turn)
{
	const struct state_conversation *origin;
	const struct state_message *message = acting_message(turn, &origin);
	if (!message || is_on_its_way(turn, origin->id))
		return;
	acting_drop(turn, origin->id);
	line_for(turn, origin);
	intents_set(&turn->ui->intents, origin->id, message);
	ui_focus(turn->ui, false);
}

static void say_sent(struct ui_turn *turn)
{
	ui_notice(turn, false, "It is on its way, and the server may have it already");
}

/* Also one that waits here; else NULL, and the person is told. */
static const struct state_message *editable_message(struct ui_turn *turn,
                                                    const struct state_conversation **origin)
{
	const struct state_message *message = selecting_message(turn->ui, turn->state, origin);
	if (!message || message->delivery == STATE_DELIVERED)
		return acting_message(turn, origin);
	if (state_is_unsent(message))
		return message;
	say_sent(turn);
	return NULL;
}

void acting_edit(struct ui_turn *turn)
{
	const struct state_conversation *origin;
	const struct state_message *message = editable_message(turn, &origin);
	if (!message)
		return;
	if (!is_own(turn, message) || message->kind != STATE_TEXT) {
		ui_notice(turn, false, "Only what you wrote yourself can be edited");
		return;
	}
	if (is_on_its_way(turn, origin->id))
		return;
	acting_drop(turn, origin->id);
	struct line *line = line_for(turn, origin);
	struct intent *intent = intents_set(&turn->ui->intents, origin->id, message);
	intent->editing = true;
	intent->aside = mem_strdup(line->text);
	line_set(line, "");
	line_insert(line, message->text, true);
	ui_focus(turn->ui, false);
}

bool acting_drop(struct ui_turn *turn, const char *conversation)
{
	struct intent *intent = intents_find(&turn->ui->intents, conversation);
	if (!intent)
		return false;
	if (is_on_its_way(turn, conversation))
		return true;
	if (intent->editing)
		line_set(compose_line(&turn->ui->compose, conversation), intent->aside);
	intents_drop(&turn->ui->intents, conversation);
	turn->ui->dirty |= UI_COMPOSE;
	return true;
}

/* Where it is still to be sent, or as the server has it by now; NULL: neither. */
static const struct state_message *find_written(const struct state *state, const struct intent *intent)
{
	const struct state_conversation *conversation = state_conversation(state, intent->conversation);
	for (size_t i = conversation ? conversation->messages.len : 0; i-- > 0;)
		if (str_equal(conversation->messages.items[i].client_id, intent->client_id))
			return &conversation->messages.items[i];
	return NULL;
}

/* Of one that waited: true when that was all, false when the server has it meanwhile, or may. */
static bool rewrite(struct ui_turn *turn, struct intent *intent, const char *text)
{
	const struct state_message *message = find_written(turn->state, intent);
	if (message && state_is_unsent(message)) {
		struct state_event *event = state_event_add(turn->events, STATE_EVENT_REWRITE);
		event->client_id = ui_keep(turn, intent->client_id);
		event->text = ui_keep(turn, text);
		acting_drop(turn, intent->conversation);
		return true;
	}
	if (message)
		mem_replace(&intent->message, message->id);
	if (!message)
		ui_notice(turn, false, "The message is not there any more");
	else if (!message->id)
		say_sent(turn);
	return false;
}

/* What was written stays in the line until the server has it. */
void acting_send_edit(struct ui_turn *turn, struct intent *intent, const char *text)
{
	if (intent->ticket != 0 || (!intent->message && (rewrite(turn, intent, text) || !intent->message)))
		return;
	struct state_request *request = ui_errand(turn, STATE_REQUEST_MODIFY);
	request->message = ui_keep(turn, intent->message);
	request->text = ui_keep(turn, text);
	intent->ticket = request->ticket;
	mem_replace(&intent->sent, text);
}

/* Behind what had been put aside stands what was typed since the change was sent. */
static void bring_back(struct ui_turn *turn, const struct intent *intent)
{
	struct line *line = compose_line(&turn->ui->compose, intent->conversation);
	const char *since =
	        line->text + (str_has_prefix(line->text, intent->sent) ? strlen(intent->sent) : 0);
	char *text = mem_strdup(since);
	line_set(line, intent->aside);
	line_insert(line, text, true);
	free(text);
	turn->ui->dirty |= UI_COMPOSE;
}

void acting_answered(struct ui_turn *turn, uint64_t ticket, bool done)
{
	struct intents *intents = &turn->ui->intents;
	for (size_t i = 0; i < intents->list.len; i++) {
		struct intent *intent = &intents->list.items[i];
		if (intent->ticket != ticket)
			continue;
		intent->ticket = 0;
		if (done) {
			bring_back(turn, intent);
			intents_drop(intents, intent->conversation);
		}
		return;
	}
}

/* ---- recalling, deleting ---- */

static void ask_for(struct ui_turn *turn, struct dialog *dialog, enum state_request_type type)
{
	ui_dialog_request(turn, type)->message = ui_keep(turn, dialog->wanted);
}

static void recall(struct ui_turn *turn, struct dialog *dialog)
{
	ask_for(turn, dialog, STATE_REQUEST_RECALL);
}

static void erase(struct ui_turn *turn, struct dialog *dialog)
{
	ask_for(turn, dialog, STATE_REQUEST_ERASE);
}

static void confirm(struct ui_turn *turn, const struct dialog_purpose *purpose, const char *title,
                    const char *what, const struct state_message *message)
{
	struct dialog *dialog = &turn->ui->dialog;
	char *said = quote_line(message), *body = NULL;
	if (asprintf(&body, "%s: %s\n\n%s", state_name_of(turn->state, message->from), said, what) < 0)
		abort();
	dialog_open(dialog, purpose, title);
	dialog_set_body(dialog, body);
	dialog->wanted = mem_strdup(message->id ? message->id : message->client_id);
	turn->ui->dirty = UI_ALL;
	free(said);
	free(body);
}

void acting_recall(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_CONFIRM, .verb = "recall it", .accept = recall};
	const struct state_conversation *origin;
	const struct state_message *message = acting_message(turn, &origin);
	if (!message)
		return;
	if (!is_own(turn, message) && origin->kind != STATE_ROOM)
		ui_notice(turn, false, "Only what you wrote yourself can be recalled");
	else
		confirm(turn, &purpose, "Recall this message?", "It goes for everybody.", message);
}

/* Nobody else has it: what was typed can be had back. */
static void discard(struct ui_turn *turn, const struct state_message *message)
{
	struct ui *ui = turn->ui;
	struct key yank;
	char name[KEY_NAME_SIZE] = "";
	const struct state_transfer *transfer = state_transfer(turn->state, message);
	bool moving = transfer && transfer->phase == STATE_TRANSFER_RUNNING;
	state_event_add(turn->events, moving ? STATE_EVENT_CANCEL_FILE : STATE_EVENT_DISCARD)->client_id =
	        ui_keep(turn, message->client_id);
	if (message->kind != STATE_TEXT)
		return;
	kills_push(&ui->compose.kills, message->text);
	if (keymap_key(ui->keymap, ACTION_COMPOSE, ACTION_EDIT_YANK, &yank)) {
		key_to_name(yank, name);
		ui_notice(turn, false, "Deleted; %s puts its text into the line", name);
	}
}

/* It may have gone out while one was asked. */
static void discard_waiting(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state_conversation *origin;
	const struct state_message *message = selecting_message(turn->ui, turn->state, &origin);
	if (message && str_equal(message->client_id, dialog->wanted) && state_is_unsent(message))
		discard(turn, message);
	else
		ui_notice(turn, false, "It has gone out meanwhile");
	dialog_close(dialog);
}

static void erase_waiting(struct ui_turn *turn, const struct state_message *message)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_CONFIRM, .verb = "delete it", .accept = discard_waiting};
	if (state_is_unsent(message))
		confirm(turn, &purpose, "Delete this message?", "It has not been sent, and will not be.",
		        message);
	else
		say_sent(turn);
}

void acting_erase(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_CONFIRM, .verb = "delete it", .accept = erase};
	const struct state_conversation *origin;
	const struct state_message *message = selecting_message(turn->ui, turn->state, &origin);
	if (message && message->delivery == STATE_REFUSED)
		discard(turn, message);
	else if (message && message->delivery == STATE_DELIVERED)
		confirm(turn, &purpose, "Delete this message for you?", "Others still have it.", message);
	else if (message)
		erase_waiting(turn, message);
}

/* ---- who ---- */

static void say_reactions(struct buf *text, const struct state *state, const char *reactions)
{
	struct arena arena;
	arena_init(&arena);
	struct state_reactions all = state_reactions_read(&arena, reactions);
	for (size_t i = 0; i < all.len; i++) {
		buf_printf(text, "%s  ", all.items[i].text);
		for (size_t at = 0; at < all.items[i].people.len; at++)
			buf_printf(text, "%s%s", at ? ", " : "",
			           state_name_of(state, all.items[i].people.items[at]));
		buf_append_char(text, '\n');
	}
	if (all.len > 0)
		buf_append_char(text, '\n');
	arena_finish(&arena);
}

static void say_readers(struct buf *text, const struct state_event *answer)
{
	buf_printf(text, "Read by %lld, not yet by %lld\n", (long long)answer->read_count,
	           (long long)answer->unread_count);
	for (size_t i = 0; i < answer->person_count; i++) {
		const struct state_person *person = &answer->people[i];
		bool named = !str_empty(person->name) && !str_equal(person->name, person->id);
		buf_printf(text, "  %s%s%s%s\n", named ? person->name : person->id, named ? " (" : "",
		           named ? person->id : "", named ? ")" : "");
	}
	if (answer->read_count > (int64_t)answer->person_count)
		buf_printf(text, "  and %lld more\n",
		           (long long)(answer->read_count - (int64_t)answer->person_count));
}

static void show_text(struct dialog *dialog, struct buf *text)
{
	while (text->len > 0 && text->data[text->len - 1] == '\n')
		text->data[--text->len] = '\0';
	dialog_set_body(dialog, text->len > 0 ? text->data : "Nobody yet");
	buf_finish(text);
}

static void show_readers(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	const struct state_conversation *origin;
	const struct state_message *message = selecting_message(turn->ui, turn->state, &origin);
	struct buf text;
	buf_init(&text, READERS_MAX);
	if (message && str_equal(message->id, dialog->wanted))
		say_reactions(&text, turn->state, message->reactions);
	say_readers(&text, answer);
	show_text(dialog, &text);
}

/* In a conversation of two the signs behind the message say it; here it is said in words. */
static void say_peer(struct ui_turn *turn, struct buf *text, const struct state_conversation *origin,
                     const struct state_message *message)
{
	if (origin->kind == STATE_NOTES || !is_own(turn, message))
		return;
	buf_printf(text,
	           message->sequence <= origin->peer_read_sequence ? "%s has read it\n"
	                                                           : "%s has not read it yet\n",
	           origin->name);
}

void acting_who(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_READING, .done = show_readers, .stays = true};
	struct dialog *dialog = &turn->ui->dialog;
	const struct state_conversation *origin;
	const struct state_message *message = acting_message(turn, &origin);
	struct buf text;
	if (!message)
		return;
	buf_init(&text, READERS_MAX);
	say_reactions(&text, turn->state, message->reactions);
	say_peer(turn, &text, origin, message);
	dialog_open(dialog, &purpose, "Who read it, who reacted");
	dialog->wanted = mem_strdup(message->id);
	show_text(dialog, &text);
	if (origin->kind == STATE_ROOM) {
		dialog_set_body(dialog, "");
		ask_for(turn, dialog, STATE_REQUEST_READERS);
	}
	turn->ui->dirty = UI_ALL;
}

/* ---- going ---- */

void acting_parent(struct ui_turn *turn)
{
	const struct state_conversation *origin;
	const struct state_message *message = selecting_message(turn->ui, turn->state, &origin);
	if (!message)
		return;
	if (!message->reply_to)
		ui_notice(turn, false, "It answers no message");
	else if (!selecting_select(turn, message->reply_to))
		selecting_go(turn, origin, message->quote_sequence);
}

/* ---- out of covey ---- */

void acting_copy(struct ui_turn *turn)
{
	const struct state_conversation *origin;
	const struct state_message *message = selecting_message(turn->ui, turn->state, &origin);
	if (!message)
		return;
	if (message->recalled) {
		ui_notice(turn, false, "It was recalled");
		return;
	}
	mem_replace(&turn->ui->outward.copied, message->text);
	ui_notice(turn, false, "Copied");
}
