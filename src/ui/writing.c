/* What is done in the compose line, beyond editing it. */
#include "ui/private.h"

#include <string.h>

#define BLANKS " \t\n"

static struct line *open_line(struct ui_turn *turn)
{
	const char *target = ui_target(turn->ui, turn->state);
	return target ? compose_line(&turn->ui->compose, target) : NULL;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, BLANKS)] == '\0';
}

/* ":fold" is a command everywhere but in this line: asked once, then it is text. */
static bool ask_command(struct ui_turn *turn, const struct line *line, const char *target)
{
	const char *command = completing_maybe_command(line->text);
	if (!command || str_equal(turn->ui->colon.asked, line->text))
		return false;
	colon_ask(turn, ui_keep(turn, command), target);
	return true;
}

/* A paste often ends in a newline, which would be an empty row. */
static const char *without_blank_end(struct ui_turn *turn, const char *text)
{
	size_t len = strlen(text);
	while (len > 0 && strchr(BLANKS, text[len - 1]))
		len--;
	return arena_strndup(&turn->events->arena, text, len);
}

void writing_send(struct ui_turn *turn)
{
	struct line *line = open_line(turn);
	int64_t most = turn->state->limits.message_bytes;
	if (line && turn->state->feed && is_blank(line->text))
		ui_open(turn, ui_target(turn->ui, turn->state));
	if (!line || is_blank(line->text))
		return;
	/* The rule above the line says how long it is; nothing is lost. */
	if (most > 0 && (int64_t)line->len > most)
		return;
	const char *target = ui_target(turn->ui, turn->state);
	struct intent *intent = intents_find(&turn->ui->intents, target);
	if (intent && intent->editing) {
		acting_send_edit(turn, intent, line->text);
		return;
	}
	const char *command = completing_command(line->text);
	if (command) {
		colon_run(turn, ui_keep(turn, command), target);
		return;
	}
	if (ask_command(turn, line, target))
		return;
	struct state_event *event = state_event_add(turn->events, STATE_EVENT_SEND);
	event->conversation = ui_keep(turn, target);
	/* "//" is how a message begins with a command's name. */
	event->text = without_blank_end(turn, line->text + str_has_prefix(line->text, "//"));
	event->reply_to = intent ? ui_keep(turn, intent->message) : NULL;
	intents_drop(&turn->ui->intents, target);
	mem_replace(&turn->ui->colon.asked, NULL);
	line_clear(line);
	messages_to_newest(&turn->ui->messages);
	turn->ui->dirty |= UI_MESSAGES;
}

void writing_newline(struct ui_turn *turn)
{
	struct line *line = open_line(turn);
	if (line)
		line_insert(line, "\n", true);
}

bool writing_move_row(struct ui_turn *turn, int step)
{
	struct line *line = open_line(turn);
	return line &&
	       compose_move_row(line, layout_compose_width(turn->ui->width, turn->ui->looks.sidebar), step);
}

/* Above the first row stand the messages. */
void writing_row_up(struct ui_turn *turn)
{
	if (!writing_move_row(turn, -1))
		selecting_open(turn);
}

void writing_row_down(struct ui_turn *turn)
{
	writing_move_row(turn, 1);
}

static const struct state_conversation *target_of(const struct ui_turn *turn)
{
	return state_conversation(turn->state, ui_target(turn->ui, turn->state));
}

/* The last message of the open conversation that was refused, or only a text; NULL: none. */
static const struct state_message *last_refused(struct ui_turn *turn, bool text)
{
	const struct state_conversation *conversation = target_of(turn);
	for (size_t i = conversation ? conversation->messages.len : 0; i-- > 0;)
		if (conversation->messages.items[i].delivery == STATE_REFUSED &&
		    (!text || conversation->messages.items[i].kind == STATE_TEXT))
			return &conversation->messages.items[i];
	ui_notice(turn, false, "No %s was refused here", text ? "text" : "message");
	return NULL;
}

void writing_retry(struct ui_turn *turn)
{
	const struct state_message *message = last_refused(turn, false);
	if (message)
		state_event_add(turn->events, STATE_EVENT_RETRY)->client_id =
		        ui_keep(turn, message->client_id);
}

/* What it answered it answers again, unless something else is answered by now. */
static void answer_again(struct ui_turn *turn, const struct state_message *refused)
{
	const struct state_conversation *conversation = target_of(turn);
	struct intents *intents = &turn->ui->intents;
	struct state_message original = {.id = refused->reply_to, .text = (char *)"an earlier message"};
	if (!refused->reply_to || intents_find(intents, conversation->id))
		return;
	for (size_t i = 0; i < conversation->messages.len; i++)
		if (str_equal(conversation->messages.items[i].id, refused->reply_to))
			original = conversation->messages.items[i];
	intents_set(intents, conversation->id, &original);
}

/* Behind what stands in the line already. */
void writing_take_back(struct ui_turn *turn)
{
	const struct state_message *message = last_refused(turn, true);
	const struct intent *intent = intents_find(&turn->ui->intents, ui_target(turn->ui, turn->state));
	struct line *line = open_line(turn);
	if (!message)
		return;
	if (intent && intent->editing) {
		ui_notice(turn, false, "Another message is being edited");
		return;
	}
	answer_again(turn, message);
	line->cursor = line->len;
	if (!line_is_empty(line))
		line_insert(line, "\n", true);
	line_insert(line, message->text, true);
	state_event_add(turn->events, STATE_EVENT_DISCARD)->client_id = ui_keep(turn, message->client_id);
}

/* In an editor of the person's choice, which whoever has the terminal runs. */
void writing_edit(struct ui_turn *turn)
{
	const struct line *line = open_line(turn);
	if (!line)
		return;
	mem_replace(&turn->ui->outward.draft, line->text);
	mem_replace(&turn->ui->outward.draft_of, ui_target(turn->ui, turn->state));
}

void ui_put_draft(struct ui *ui, const struct state *state, const char *text, struct state_event_list *events)
{
	struct ui_turn turn = {.ui = ui, .state = state, .events = events};
	if (!ui->outward.draft_of)
		return;
	drafting_follow(&turn);
	line_set(compose_line(&ui->compose, ui->outward.draft_of), text);
	mem_replace(&ui->outward.draft_of, NULL);
	drafting_tell(&turn);
	ui->dirty = UI_ALL;
}
