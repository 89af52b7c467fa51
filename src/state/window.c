/*
 * The window: conversation->messages is [delivered, ascending by sequence, each one more than
 * the one before][waiting or refused, in the order of writing]. Nothing here decides what belongs into
 * it, but nothing here can put a hole or a double into it either.
 */
#include "state/apply.h"

#include <assert.h>
#include <string.h>

size_t window_delivered(const struct state_conversation *conversation)
{
	size_t count = conversation->messages.len;
	while (count > 0 && conversation->messages.items[count - 1].delivery != STATE_DELIVERED)
		count--;
	return count;
}

int64_t window_first(const struct state_conversation *conversation)
{
	return window_delivered(conversation) ? conversation->messages.items[0].sequence : 0;
}

int64_t window_last(const struct state_conversation *conversation)
{
	size_t count = window_delivered(conversation);
	return count ? conversation->messages.items[count - 1].sequence : 0;
}

struct state_message *window_find(const struct state_conversation *conversation, int64_t sequence)
{
	int64_t first = window_first(conversation);
	if (first == 0 || sequence < first || sequence > window_last(conversation))
		return NULL;
	return &conversation->messages.items[sequence - first];
}

void window_append(struct state_conversation *conversation, const struct state_message *message)
{
	size_t at = window_delivered(conversation);
	assert(at == 0 || message->sequence == window_last(conversation) + 1);
	struct state_message copy = message_copy(message);
	copy.delivery = STATE_DELIVERED;
	vec_insert(&conversation->messages, at, copy);
}

/* `count` messages before the first. */
static void prepend(struct state_conversation *conversation, const struct state_message *page, size_t count)
{
	size_t old = conversation->messages.len;
	if (count == 0)
		return;
	vec_reserve(&conversation->messages, old + count);
	struct state_message *items = conversation->messages.items;
	memmove(items + count, items, old * sizeof(*items));
	for (size_t i = 0; i < count; i++) {
		items[i] = message_copy(&page[i]);
		items[i].delivery = STATE_DELIVERED;
	}
	conversation->messages.len = old + count;
}

static void replace(struct state_message *message, const struct state_message *by)
{
	struct state_message copy = message_copy(by);
	copy.delivery = STATE_DELIVERED;
	message_finish(message);
	*message = copy;
}

bool window_merge(struct state_conversation *conversation, const struct state_message *page, size_t count)
{
	int64_t first = window_first(conversation), last = window_last(conversation);
	if (count == 0)
		return true;
	if (first == 0) {
		prepend(conversation, page, count);
		return true;
	}
	if (page[count - 1].sequence < first - 1 || page[0].sequence > last + 1)
		return false;
	size_t before = 0;
	while (before < count && page[before].sequence < first)
		before++;
	for (size_t i = before; i < count; i++) {
		if (page[i].sequence <= last)
			replace(window_find(conversation, page[i].sequence), &page[i]);
		else
			window_append(conversation, &page[i]);
	}
	prepend(conversation, page, before);
	return true;
}

void window_trim(struct state_conversation *conversation, size_t keep)
{
	size_t delivered = window_delivered(conversation);
	if (delivered <= keep)
		return;
	size_t gone = delivered - keep;
	struct state_message *items = conversation->messages.items;
	for (size_t i = 0; i < gone; i++)
		message_finish(&items[i]);
	conversation->messages.len -= gone;
	memmove(items, items + gone, conversation->messages.len * sizeof(*items));
	conversation->at_beginning = false;
}

void window_drop(struct state_conversation *conversation)
{
	window_trim(conversation, 0);
	conversation->loaded = conversation->apart = false;
	conversation->fallen_behind = conversation->patched = false;
	conversation->at_beginning = false;
}
