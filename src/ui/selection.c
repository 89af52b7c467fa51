#include "ui/selection.h"

#include <stdlib.h>

#include "base/mem.h"

void selection_finish(struct selection *selection)
{
	free(selection->client_id);
}

void selection_clear(struct selection *selection)
{
	selection->on = false;
}

void selection_set(struct selection *selection, const struct state_message *message)
{
	selection->on = true;
	selection->sequence = message->sequence;
	mem_replace(&selection->client_id, message->client_id);
}

/* One that was on its way may have arrived. */
static bool is_at(const struct selection *selection, const struct state_message *message)
{
	if (selection->sequence > 0)
		return message->sequence >= selection->sequence || message->sequence == 0;
	return selection->client_id && str_equal(message->client_id, selection->client_id);
}

bool selection_find(const struct selection *selection, const struct state_conversation *shown, size_t *at)
{
	size_t count = shown ? shown->messages.len : 0;
	if (!selection->on || count == 0)
		return false;
	const struct state_message *messages = shown->messages.items;
	size_t last = count;
	for (size_t i = 0; i < count; i++) {
		if (messages[i].deleted)
			continue;
		last = i;
		if (is_at(selection, &messages[i]))
			break;
	}
	*at = last;
	return last < count;
}
