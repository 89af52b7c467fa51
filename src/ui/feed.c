#include "ui/feed.h"

#include <stdlib.h>

#include "base/mem.h"

/* Times in a feed are made into sequences, which name a message's place; so many can be of one millisecond. */
#define PER_MS 1000

struct item {
	struct state_message message;
	const struct state_conversation *origin;
};

struct items {
	VEC(struct item) list;
};

void feed_finish(struct feed *feed)
{
	vec_finish(&feed->shown.messages);
	vec_finish(&feed->origins);
	free(feed->target);
}

/* Not all of what stands before its first message is known. */
static bool is_cut(const struct state_conversation *conversation)
{
	return conversation->messages.len > 0 && !conversation->at_beginning;
}

const struct state_conversation *feed_oldest(const struct state *state)
{
	const struct state_conversation *latest = NULL;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (!state_is_in(conversation, state->feed) || !is_cut(conversation))
			continue;
		if (!latest || conversation->messages.items[0].time_ms > latest->messages.items[0].time_ms)
			latest = conversation;
	}
	return latest;
}

static int compare(const void *first, const void *second)
{
	const struct item *a = first, *b = second;
	if (a->message.time_ms != b->message.time_ms)
		return a->message.time_ms < b->message.time_ms ? -1 : 1;
	if (a->origin != b->origin)
		return strcmp(a->origin->id, b->origin->id);
	return a->message.sequence < b->message.sequence ? -1 : a->message.sequence > b->message.sequence;
}

static void collect(struct items *items, const struct state_conversation *origin, int64_t since_ms)
{
	for (size_t i = 0; i < origin->messages.len; i++) {
		struct item item = {origin->messages.items[i], origin};
		if (item.message.time_ms >= since_ms && !item.message.deleted)
			vec_push(&items->list, item);
	}
}

static void show(struct feed *feed, const struct items *items)
{
	vec_clear(&feed->shown.messages);
	vec_clear(&feed->origins);
	int64_t last = 0;
	for (size_t i = 0; i < items->list.len; i++) {
		struct item item = items->list.items[i];
		int64_t sequence = item.message.time_ms * PER_MS;
		item.message.sequence = last = sequence > last ? sequence : last + 1;
		vec_push(&feed->shown.messages, item.message);
		vec_push(&feed->origins, item.origin);
	}
}

void feed_gather(struct feed *feed, const struct state *state)
{
	const struct state_conversation *oldest = feed_oldest(state);
	int64_t since_ms = oldest ? oldest->messages.items[0].time_ms : INT64_MIN;
	struct items items = {0};
	for (size_t i = 0; i < state->order.len; i++)
		if (state_is_in(state->order.items[i], state->feed))
			collect(&items, state->order.items[i], since_ms);
	if (items.list.len > 0)
		qsort(items.list.items, items.list.len, sizeof(*items.list.items), compare);
	show(feed, &items);
	vec_finish(&items.list);
}
