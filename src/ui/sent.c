/*
 * What one sent in this conversation comes back into the line, to be changed and sent again: the messages
 * themselves are the history, so it is there after a restart and on every terminal. What was being typed
 * stands behind the newest of them.
 */
#include "ui/private.h"

#include <stdlib.h>

static bool is_own_text(const struct state *state, const struct state_message *message)
{
	return message->kind == STATE_TEXT && !message->recalled && !str_empty(message->text) &&
	       str_equal(message->from, state->self);
}

/* The one that is `back` steps back, the newest 1; one sent twice in a row is one. NULL: there are not so many. */
static const char *text_back(const struct state *state, const char *id, size_t back)
{
	const struct state_conversation *conversation = state_conversation(state, id);
	const char *newer = NULL;
	for (size_t i = conversation ? conversation->messages.len : 0; i-- > 0;) {
		const struct state_message *message = &conversation->messages.items[i];
		if (!is_own_text(state, message) || str_equal(message->text, newer))
			continue;
		newer = message->text;
		if (--back == 0)
			return newer;
	}
	return NULL;
}

/* What was changed since is being typed, and the steps begin at it. */
static void begin(struct compose_draft *draft)
{
	if (draft->back > 0 && draft->shown_changes == draft->line.changes)
		return;
	draft->back = 0;
	mem_replace(&draft->typed, draft->line.text);
}

static void go(struct ui_turn *turn, int step)
{
	const char *target = ui_target(turn->ui, turn->state);
	if (!target || writing_move_row(turn, -step))
		return;
	struct compose_draft *draft = compose_draft(&turn->ui->compose, target);
	begin(draft);
	if (step < 0 && draft->back == 0)
		return;
	size_t back = step > 0 ? draft->back + 1 : draft->back - 1;
	const char *text = back == 0 ? draft->typed : text_back(turn->state, target, back);
	if (!text)
		return;
	line_set(&draft->line, text);
	draft->back = back;
	draft->shown_changes = draft->line.changes;
}

void sent_earlier(struct ui_turn *turn)
{
	go(turn, 1);
}

void sent_later(struct ui_turn *turn)
{
	go(turn, -1);
}
