/* Reacting to the selected message, by a picker or by name. */
#include "ui/private.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "state/reaction.h"
#include "ui/emoji.h"

/* Bytes of a reaction (protocol.md, section 3). */
#define REACTION_BYTES 32

static const struct state_message *message_of(struct ui_turn *turn, const struct dialog *dialog)
{
	const struct state_conversation *origin;
	const struct state_message *message = selecting_message(turn->ui, turn->state, &origin);
	return message && str_equal(message->id, dialog->wanted) ? message : NULL;
}

static void add(struct ui_turn *turn, struct dialog *dialog, const char *text, const char *name)
{
	const struct state_message *message = message_of(turn, dialog);
	bool own = message && state_reactions_has(message->reactions, text, turn->state->self);
	char label[128];
	snprintf(label, sizeof(label), "%s  %s", text, name);
	dialog_add_choice(dialog, label, own ? "take it back" : "", text, own);
}

static bool is_listed(const struct dialog *dialog, const char *text)
{
	for (size_t i = 0; i < dialog->choices.len; i++)
		if (str_equal(dialog->choices.items[i].value, text))
			return true;
	return false;
}

/* Those that the message has: of others, for one to join in, or (`own`) one's own. */
static void add_present(struct ui_turn *turn, struct dialog *dialog, const char *wanted, bool own)
{
	const struct state_message *message = message_of(turn, dialog);
	struct arena arena;
	arena_init(&arena);
	struct state_reactions all = state_reactions_read(&arena, message ? message->reactions : NULL);
	for (size_t i = 0; i < all.len; i++) {
		const struct emoji *emoji = emoji_of(all.items[i].text);
		const char *name = emoji ? emoji_match(emoji, wanted) : *wanted ? NULL : "";
		bool is_own = strspan_contains(all.items[i].people, turn->state->self);
		if (name && is_own == own && !is_listed(dialog, all.items[i].text))
			add(turn, dialog, all.items[i].text, name);
	}
	arena_finish(&arena);
}

static void list_emoji(struct ui_turn *turn, struct dialog *dialog)
{
	const char *wanted = dialog->input.text + (*dialog->input.text == ':');
	dialog_clear_choices(dialog);
	dialog_set_remark(dialog, *wanted ? "" : "Type a name, or the emoji itself");
	add_present(turn, dialog, wanted, false);
	for (size_t i = 0; i < emoji_count; i++) {
		const char *name = emoji_match(&emoji_table[i], wanted);
		if (name && !is_listed(dialog, emoji_table[i].text))
			add(turn, dialog, emoji_table[i].text, name);
	}
	add_present(turn, dialog, wanted, true);
	if (dialog->choices.len == 0 && reacting_text(wanted))
		add(turn, dialog, wanted, "");
}

static void ask(struct ui_turn *turn, const char *message, const char *text, bool own)
{
	struct state_request *request =
	        ui_dialog_request(turn, own ? STATE_REQUEST_UNREACT : STATE_REQUEST_REACT);
	request->message = ui_keep(turn, message);
	request->text = ui_keep(turn, text);
}

static void react(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	if (choice)
		ask(turn, dialog->wanted, choice->value, choice->deed);
}

void reacting_open(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER, .verb = "react", .refresh = list_emoji, .accept = react};
	struct dialog *dialog = &turn->ui->dialog;
	const struct state_conversation *origin;
	const struct state_message *message = acting_message(turn, &origin);
	if (!message)
		return;
	dialog_open(dialog, &purpose, "React");
	dialog->wanted = mem_strdup(message->id);
	ui_refresh_dialog(turn);
}

/* A word that is no letters: an emoji that the table does not have. */
const char *reacting_text(const char *word)
{
	const struct emoji *emoji = emoji_named(word);
	if (emoji)
		return emoji->text;
	size_t len = strlen(word);
	bool fits =
	        len > 0 && len <= REACTION_BYTES && (unsigned char)*word >= 0x80 && !strpbrk(word, " \t\n");
	return fits ? word : NULL;
}

bool colon_react(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_conversation *origin;
	const struct state_message *message = selecting_message_or_newest(turn, &origin);
	const char *word = call->words.items[0];
	size_t len = strlen(word);
	if (*word == ':' && len > 2 && word[len - 1] == ':')
		word = arena_strndup(&turn->events->arena, word + 1, len - 2);
	const char *text = reacting_text(word);
	if (!message || message->delivery != STATE_DELIVERED || message->recalled)
		return err_set(err, 0, "There is no message to react to");
	if (!text)
		return err_set(err, 0, "There is no emoji “%s”", word);
	ask(turn, message->id, text, state_reactions_has(message->reactions, text, turn->state->self));
	return true;
}
