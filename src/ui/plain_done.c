#include "ui/plain_done.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "state/query.h"
#include "ui/private.h"

void plain_owe(struct plain *plain, const char *command)
{
	if (command)
		mem_replace(&plain->command, command);
	plain->owed = true;
}

void plain_owe_nothing(struct plain *plain)
{
	plain->owed = false;
}

/* ---- what waits ---- */

static size_t messages_waiting(const struct state_conversation *conversation)
{
	size_t count = 0;
	for (size_t i = conversation->messages.len; i-- > 0 && conversation->messages.items[i].sequence == 0;)
		count += conversation->messages.items[i].delivery == STATE_WAITING;
	return count;
}

static size_t count_waiting(const struct state *state)
{
	size_t count = state_edits(state, false);
	for (size_t i = 0; i < state->order.len; i++)
		count += messages_waiting(state->order.items[i]);
	return count;
}

/* Is there more of it? With a connection all that is sent is under way for a moment, and does not wait for that. */
static bool follow_waiting(struct plain *plain, const struct state *state, struct buf *out)
{
	bool connected = state->status == STATE_ONLINE || state->status == STATE_SYNCING;
	size_t before = plain->waits;
	if (connected && before == 0)
		return false;
	plain->waits = count_waiting(state);
	if (connected && plain->waits == 0)
		buf_append_str(out, "Nothing waits for the connection any more.\n");
	return !connected && plain->waits > before;
}

/* ---- what is done ---- */

static bool is_on_its_way(const struct plain *plain, const struct state *state)
{
	const struct ui *ui = plain->ui;
	const struct state_conversation *conversation = state_current(state);
	bool older = plain->older > 0 && conversation && conversation->loading;
	return ui->dialog.ticket != 0 || ui->errands.len > 0 || ui->bulk.ticket != 0 || searching_waits(ui) ||
	       state->seeking != 0 || older;
}

void plain_say_done(struct plain *plain, const struct state *state, struct buf *out)
{
	bool waits = follow_waiting(plain, state, out);
	if (!plain->owed || is_on_its_way(plain, state))
		return;
	plain->owed = false;
	char *clean = utf8_clean(plain->command, false);
	if (waits)
		buf_append_str(out, PLAIN_WAITS);
	else
		buf_printf(out, "Done: %s.\n", clean);
	free(clean);
}
