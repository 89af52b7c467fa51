/*
 * world: what stands around a state in the tests that throw dice: dice, a disk that does what the
 * effects say, and what must hold after every event.
 */
#ifndef COVEY_TESTS_STATE_WORLD_H
#define COVEY_TESTS_STATE_WORLD_H

#include <inttypes.h>

#include "base/utf8.h"
#include "unit/state/fixture.h"

/* ---- dice (splitmix64): a seed always gives the same ---- */

struct dice {
	uint64_t state;
};

static inline uint64_t throw_dice(struct dice *dice)
{
	uint64_t z = (dice->state += 0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

/* 0 to `bound` - 1. */
static inline int dice_below(struct dice *dice, int bound)
{
	return (int)(throw_dice(dice) % (uint64_t)bound);
}

static inline bool dice_says(struct dice *dice, int percent)
{
	return dice_below(dice, 100) < percent;
}

/* The seed of the environment's COVEY_SEED, else `seed`; printed, so that a failure can be had again. */
static inline struct dice dice_with(const char *test, uint64_t seed)
{
	const char *given = getenv("COVEY_SEED");
	if (given)
		str_to_uint(given, UINT64_MAX, &seed);
	print_message("%s: COVEY_SEED=%" PRIu64 "\n", test, seed);
	return (struct dice){seed};
}

/* ---- the disk ---- */

/* What the cache keeps of a conversation; one whole text, so that it is compared at once. */
struct disk_conversation {
	char *id, *content;
};

struct disk_message {
	char *conversation, *client_id; /* the outbox */
	enum state_delivery delivery;
};

struct disk {
	VEC(struct disk_conversation) conversations;
	VEC(struct disk_message) outbox;
	int64_t position;
	char *self;
};

static inline char *disk_content(const struct state_conversation *c)
{
	char *text;
	char convgroups[1024] = "";
	for (size_t i = 0; i < c->convgroups.len; i++) {
		size_t len = strlen(convgroups);
		snprintf(convgroups + len, sizeof(convgroups) - len, "%s,", c->convgroups.items[i]);
	}
	assert_true(asprintf(&text, "%s %s %d %d %d %lld %lld %lld %lld %lld %lld %s %s [%s]", c->peer,
	                     c->name, c->kind, c->pinned, c->remind, (long long)c->unread,
	                     (long long)c->mentions, (long long)c->read_sequence,
	                     (long long)c->peer_read_sequence, (long long)c->last_sequence,
	                     (long long)c->last_time_ms, c->last_from ? c->last_from : "-",
	                     c->last_text ? c->last_text : "-", convgroups) > 0);
	return text;
}

static inline void disk_forget_at(struct disk *disk, size_t i)
{
	free(disk->conversations.items[i].id);
	free(disk->conversations.items[i].content);
	vec_remove(&disk->conversations, i);
}

static inline ptrdiff_t disk_find(const struct disk *disk, const char *id)
{
	for (size_t i = 0; i < disk->conversations.len; i++)
		if (str_equal(disk->conversations.items[i].id, id))
			return (ptrdiff_t)i;
	return -1;
}

static inline void disk_save(struct disk *disk, const struct state *state, const char *id)
{
	const struct state_conversation *conversation = state_conversation(state, id);
	assert_non_null(conversation);
	ptrdiff_t at = disk_find(disk, id);
	if (at >= 0)
		disk_forget_at(disk, (size_t)at);
	struct disk_conversation kept = {mem_strdup(id), disk_content(conversation)};
	vec_push(&disk->conversations, kept);
}

static inline void disk_drop(struct disk *disk, const char *client_id)
{
	for (size_t i = 0; i < disk->outbox.len; i++) {
		if (!str_equal(disk->outbox.items[i].client_id, client_id))
			continue;
		free(disk->outbox.items[i].conversation);
		free(disk->outbox.items[i].client_id);
		vec_remove(&disk->outbox, i);
		return;
	}
}

static inline void disk_put(struct disk *disk, const struct state_effect *effect)
{
	const struct state_message *message = &effect->messages[0];
	assert_int_equal(effect->message_count, 1);
	assert_int_not_equal(message->delivery, STATE_DELIVERED);
	disk_drop(disk, message->client_id);
	struct disk_message kept = {mem_strdup(effect->conversation), mem_strdup(message->client_id),
	                            message->delivery};
	vec_push(&disk->outbox, kept);
}

static inline void disk_forget_all(struct disk *disk)
{
	while (disk->conversations.len > 0)
		disk_forget_at(disk, disk->conversations.len - 1);
}

static inline void disk_check_saved(const struct state_effect *effect)
{
	assert_non_null(effect->conversation);
	for (size_t i = 0; i < effect->message_count; i++) {
		assert_true(effect->messages[i].sequence > 0);
		assert_int_equal(effect->messages[i].delivery, STATE_DELIVERED);
		assert_non_null(effect->messages[i].text);
	}
}

static inline void disk_do(struct disk *disk, const struct state *state, const struct state_effect *effect)
{
	switch (effect->type) {
	case STATE_EFFECT_SAVE_CONVERSATION:
		disk_save(disk, state, effect->conversation);
		break;
	case STATE_EFFECT_FORGET_CONVERSATION:
		if (disk_find(disk, effect->conversation) >= 0)
			disk_forget_at(disk, (size_t)disk_find(disk, effect->conversation));
		break;
	case STATE_EFFECT_FORGET_ALL:
		disk_forget_all(disk);
		break;
	case STATE_EFFECT_SAVE_MESSAGES:
		disk_check_saved(effect);
		break;
	case STATE_EFFECT_SAVE_SESSION:
		disk->position = state->position;
		mem_replace(&disk->self, state->self);
		break;
	case STATE_EFFECT_OUTBOX_PUT:
		disk_put(disk, effect);
		break;
	case STATE_EFFECT_OUTBOX_DROP:
		disk_drop(disk, effect->client_id);
		break;
	default:
		break;
	}
}

static inline void disk_follow(struct disk *disk, const struct fixture *f)
{
	for (size_t i = 0; i < f->effects.effects.len; i++)
		disk_do(disk, &f->state, &f->effects.effects.items[i]);
}

static inline void disk_finish(struct disk *disk)
{
	disk_forget_all(disk);
	while (disk->outbox.len > 0)
		disk_drop(disk, disk->outbox.items[0].client_id);
	vec_finish(&disk->conversations);
	vec_finish(&disk->outbox);
	free(disk->self);
}

/* ---- what must hold ---- */

static inline bool stands_before(const struct state_conversation *a, const struct state_conversation *b)
{
	if (a->pinned != b->pinned)
		return a->pinned;
	if (a->last_time_ms != b->last_time_ms)
		return a->last_time_ms > b->last_time_ms;
	char *name_a = utf8_fold(a->name), *name_b = utf8_fold(b->name);
	int by_name = strcmp(name_a, name_b);
	free(name_a);
	free(name_b);
	return by_name ? by_name < 0 : strcmp(a->id, b->id) < 0;
}

static inline void check_order_holds(const struct state *state)
{
	assert_int_equal(state->order.len, HASH_COUNT(state->conversations));
	for (size_t i = 0; i < state->order.len; i++) {
		assert_ptr_equal(state_conversation(state, state->order.items[i]->id), state->order.items[i]);
		if (i > 0)
			assert_true(stands_before(state->order.items[i - 1], state->order.items[i]));
	}
}

/* Delivered ones without holes, then what waits; none twice. */
static inline void check_window_holds(const struct state_conversation *c)
{
	size_t i = 0;
	for (; i < c->messages.len && c->messages.items[i].delivery == STATE_DELIVERED; i++) {
		assert_true(c->messages.items[i].sequence > 0);
		assert_non_null(c->messages.items[i].text);
		if (i > 0)
			assert_int_equal(c->messages.items[i].sequence,
			                 c->messages.items[i - 1].sequence + 1);
	}
	for (size_t first = i; i < c->messages.len; i++) {
		assert_int_not_equal(c->messages.items[i].delivery, STATE_DELIVERED);
		assert_int_equal(c->messages.items[i].sequence, 0);
		assert_int_equal(c->messages.items[i].delivery == STATE_REFUSED,
		                 !!c->messages.items[i].error);
		for (size_t j = first; j < i; j++)
			assert_string_not_equal(c->messages.items[i].client_id,
			                        c->messages.items[j].client_id);
	}
}

static inline void check_conversation_holds(const struct state *state, const struct state_conversation *c)
{
	assert_true(c->unread >= 0);
	assert_true(c->mentions >= 0);
	assert_true(c->read_sequence >= 0);
	assert_false(c->changed);
	assert_false(c->loading && (state->status == STATE_OFFLINE || state->status == STATE_STOPPED));
	assert_true(c->marker == 0 || str_equal(state->current, c->id));
	for (size_t i = 0; i < c->convgroups.len; i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(c->convgroups.items[i], c->convgroups.items[j]);
	check_window_holds(c);
}

static inline const struct disk_message *disk_outbox_find(const struct disk *disk, const char *client_id)
{
	for (size_t i = 0; i < disk->outbox.len; i++)
		if (str_equal(disk->outbox.items[i].client_id, client_id))
			return &disk->outbox.items[i];
	return NULL;
}

/* The outbox on disk is what waits or was refused, no more and no less. */
static inline void check_outbox_holds(const struct state *state, const struct disk *disk)
{
	size_t count = 0;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *c = state->order.items[i];
		for (size_t j = 0; j < c->messages.len; j++) {
			if (c->messages.items[j].delivery == STATE_DELIVERED)
				continue;
			const struct disk_message *kept =
			        disk_outbox_find(disk, c->messages.items[j].client_id);
			assert_non_null(kept);
			assert_string_equal(kept->conversation, c->id);
			assert_int_equal(kept->delivery, c->messages.items[j].delivery);
			count++;
		}
	}
	assert_int_equal(disk->outbox.len, count);
}

/* Where the cache has a position, it has what the events up to it changed. */
static inline void check_cache_holds(const struct state *state, const struct disk *disk)
{
	assert_int_equal(disk->position, state->position);
	if (state->lists_stale)
		return;
	assert_int_equal(disk->conversations.len, state->order.len);
	for (size_t i = 0; i < state->order.len; i++) {
		ptrdiff_t at = disk_find(disk, state->order.items[i]->id);
		assert_true(at >= 0);
		char *content = disk_content(state->order.items[i]);
		assert_string_equal(disk->conversations.items[at].content, content);
		free(content);
	}
}

static inline void check_all_holds(const struct fixture *f, const struct disk *disk)
{
	const struct state *state = &f->state;
	check_order_holds(state);
	for (size_t i = 0; i < state->order.len; i++)
		check_conversation_holds(state, state->order.items[i]);
	if (state->current)
		assert_non_null(state_current(state));
	assert_true(state->current || !state->viewing);
	assert_true(count_effects(f, STATE_EFFECT_SAVE_SESSION) <= 1);
	check_outbox_holds(state, disk);
	check_cache_holds(state, disk);
}

#endif
