/* Tab in the compose line, and the commands that are typed there behind "/". */
#include "ui/private.h"

#include <string.h>

#define COMMAND_LETTERS "abcdefghijklmnopqrstuvwxyz-"

static bool step(struct ui_turn *turn, int step)
{
	const char *target = ui_target(turn->ui, turn->state);
	const struct state_conversation *conversation = state_conversation(turn->state, target);
	return conversation &&
	       completion_step(&turn->ui->compose.completion, compose_line(&turn->ui->compose, target),
	                       turn->state, conversation, step);
}

bool completing_tab(struct ui_turn *turn)
{
	bool back = turn->key.modifiers & KEY_MOD_SHIFT;
	return ui_context(turn->ui) == ACTION_COMPOSE && step(turn, back ? -1 : 1);
}

void completing_next(struct ui_turn *turn)
{
	step(turn, 1);
}

/* Bytes of the word behind `sign` that a line begins with; 0: none. */
static size_t command_word(const char *text, char sign)
{
	size_t len = *text == sign ? strspn(text + 1, COMMAND_LETTERS) : 0;
	bool whole = len > 0 && (text[len + 1] == '\0' || text[len + 1] == ' ');
	return whole && !strchr(text, '\n') ? len : 0;
}

const char *completing_command(const char *text)
{
	return command_word(text, '/') > 0 ? text + 1 : NULL;
}

bool completing_is_command(const char *text)
{
	return str_equal(text, "/") || completing_command(text) || completing_maybe_command(text);
}

const char *completing_maybe_command(const char *text)
{
	size_t len = command_word(text, ':');
	return len > 0 && colon_is_name(text + 1, len) ? text + 1 : NULL;
}
