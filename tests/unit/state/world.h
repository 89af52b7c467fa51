/*
 * world: what stands around a state in the tests that throw dice: a disk that does what the effects say, and what
 * must hold after every event.
 */
#ifndef COVEY_TESTS_STATE_WORLD_H
#define COVEY_TESTS_STATE_WORLD_H

#include <inttypes.h>

#include "base/utf8.h"
#include "dice/dice.h"
#include "state/apply.h"
#include "unit/state/fixture.h"

/* ---- the disk: a cache as store/cache.h promises it ---- */

struct disk_message {
	const char *conversation;
	struct state_message message;
};

struct disk {
	struct arena arena; /* all that was ever written */
	VEC(struct state_conversation) conversations;
	VEC(struct state_convgroup) convgroups;
	VEC(struct disk_message) messages;
	VEC(struct disk_message) outbox;
	VEC(const struct state_edit *) edits;
	bool inbox_folded;
	int64_t position;
	const char *self, *current;
};

/* A conversation as one text, to compare; `local` with what a server does not know. */
static inline char *disk_content(const struct state_conversation *c, bool local)
{
	char *text;
	char convgroups[1024] = "";
	for (size_t i = 0; i < c->convgroups.len; i++) {
		size_t len = strlen(convgroups);
		snprintf(convgroups + len, sizeof(convgroups) - len, "%s,", c->convgroups.items[i]);
	}
	assert_true(asprintf(&text, "%s %s %d %d %d %lld %lld %lld %lld %lld %lld %lld %s %s [%s]", c->peer,
	                     c->name, c->kind, c->pinned, c->remind, (long long)c->unread,
	                     (long long)c->mentions, (long long)c->read_sequence,
	                     (long long)(local ? c->read_told : 0), (long long)c->peer_read_sequence,
	                     (long long)c->last_sequence, (long long)c->last_time_ms,
	                     c->last_from ? c->last_from : "-", c->last_text ? c->last_text : "-",
	                     convgroups) > 0);
	return text;
}

static inline struct state_conversation *disk_find(const struct disk *disk, const char *id)
{
	for (size_t i = 0; i < disk->conversations.len; i++)
		if (str_equal(disk->conversations.items[i].id, id))
			return &disk->conversations.items[i];
	return NULL;
}

static inline void disk_save(struct disk *disk, const struct state *state, const char *id)
{
	const struct state_conversation *conversation = state_conversation(state, id);
	struct state_conversation *known = disk_find(disk, id), kept;
	assert_non_null(conversation);
	kept = state_conversation_to_save(conversation);
	kept.id = arena_strdup(&disk->arena, conversation->id);
	kept.peer = arena_strdup(&disk->arena, conversation->peer);
	kept.name = arena_strdup(&disk->arena, conversation->name);
	kept.last_from = arena_strdup(&disk->arena, conversation->last_from);
	kept.last_text = arena_strdup(&disk->arena, conversation->last_text);
	kept.draft = arena_strdup(&disk->arena, conversation->draft);
	struct strspan names = strspan_copy(&disk->arena, strlist_span(&kept.convgroups));
	kept.convgroups = (struct strlist){(char **)names.items, names.len, names.len};
	if (known)
		*known = kept;
	else
		vec_push(&disk->conversations, kept);
}

static inline struct disk_message *disk_message_find(const struct disk *disk, const char *conversation,
                                                     int64_t sequence)
{
	for (size_t i = disk->messages.len; i > 0; i--) {
		struct disk_message *kept = &disk->messages.items[i - 1];
		if (kept->message.sequence == sequence && str_equal(kept->conversation, conversation))
			return kept;
	}
	return NULL;
}

static inline struct disk_message disk_copy(struct disk *disk, const char *conversation,
                                            const struct state_message *message)
{
	return (struct disk_message){arena_strdup(&disk->arena, conversation),
	                             messages_copy(&disk->arena, message, 1)[0]};
}

static inline void disk_save_messages(struct disk *disk, const struct state_effect *effect)
{
	for (size_t i = 0; i < effect->message_count; i++) {
		const struct state_message *message = &effect->messages[i];
		assert_true(message->sequence > 0);
		assert_non_null(message->text);
		struct disk_message *known = disk_message_find(disk, effect->conversation, message->sequence);
		if (known)
			*known = disk_copy(disk, effect->conversation, message);
		else
			vec_push(&disk->messages, disk_copy(disk, effect->conversation, message));
	}
}

static inline void disk_forget(struct disk *disk, const char *id)
{
	for (size_t i = disk->conversations.len; i > 0; i--)
		if (str_equal(disk->conversations.items[i - 1].id, id))
			vec_remove(&disk->conversations, i - 1);
	for (size_t i = disk->messages.len; i > 0; i--)
		if (str_equal(disk->messages.items[i - 1].conversation, id))
			vec_remove(&disk->messages, i - 1);
}

static inline void disk_save_convgroups(struct disk *disk, const struct state *state)
{
	vec_clear(&disk->convgroups);
	const struct state_convgroup *convgroups;
	size_t count = state_convgroups_to_save(state, &convgroups);
	for (size_t i = 0; i < count; i++) {
		struct state_convgroup kept = convgroups[i];
		kept.name = arena_strdup(&disk->arena, kept.name);
		vec_push(&disk->convgroups, kept);
	}
	disk->inbox_folded = state->inbox_folded;
}

static inline struct disk_message *disk_outbox_find(const struct disk *disk, const char *client_id)
{
	for (size_t i = 0; i < disk->outbox.len; i++)
		if (str_equal(disk->outbox.items[i].message.client_id, client_id))
			return &disk->outbox.items[i];
	return NULL;
}

static inline void disk_put(struct disk *disk, const struct state_effect *effect)
{
	assert_int_equal(effect->message_count, 1);
	assert_int_not_equal(effect->messages[0].delivery, STATE_DELIVERED);
	struct disk_message *known = disk_outbox_find(disk, effect->messages[0].client_id);
	if (known)
		*known = disk_copy(disk, effect->conversation, &effect->messages[0]);
	else
		vec_push(&disk->outbox, disk_copy(disk, effect->conversation, &effect->messages[0]));
}

static inline void disk_drop(struct disk *disk, const char *client_id)
{
	struct disk_message *known = disk_outbox_find(disk, client_id);
	if (known)
		vec_remove(&disk->outbox, (size_t)(known - disk->outbox.items));
}

static inline void disk_drop_edit(struct disk *disk, int64_t id)
{
	for (size_t i = disk->edits.len; i > 0; i--)
		if (disk->edits.items[i - 1]->id == id)
			vec_remove(&disk->edits, i - 1);
}

/* In the place of the one before, for they are read in the order of their ids. */
static inline void disk_put_edit(struct disk *disk, const struct state_edit *edit)
{
	struct state_edit *kept = arena_alloc(&disk->arena, sizeof(*kept));
	size_t at = 0;
	*kept = *edit;
	kept->request = *state_request_copy(&disk->arena, &edit->request);
	kept->error = arena_strdup(&disk->arena, edit->error);
	disk_drop_edit(disk, edit->id);
	while (at < disk->edits.len && disk->edits.items[at]->id < edit->id)
		at++;
	vec_insert(&disk->edits, at, kept);
}

static inline void disk_do(struct disk *disk, const struct state *state, const struct state_effect *effect)
{
	switch (effect->type) {
	case STATE_EFFECT_SAVE_CONVERSATION:
		disk_save(disk, state, effect->conversation);
		break;
	case STATE_EFFECT_FORGET_CONVERSATION:
		disk_forget(disk, effect->conversation);
		break;
	case STATE_EFFECT_FORGET_ALL:
		vec_clear(&disk->conversations);
		vec_clear(&disk->convgroups);
		vec_clear(&disk->messages);
		break;
	case STATE_EFFECT_SAVE_MESSAGES:
		disk_save_messages(disk, effect);
		break;
	case STATE_EFFECT_SAVE_CONVGROUPS:
		disk_save_convgroups(disk, state);
		break;
	case STATE_EFFECT_SAVE_SESSION:
		disk->position = state->position;
		disk->self = arena_strdup(&disk->arena, state->self);
		disk->current = arena_strdup(&disk->arena, state->current);
		break;
	case STATE_EFFECT_OUTBOX_PUT:
		disk_put(disk, effect);
		break;
	case STATE_EFFECT_OUTBOX_DROP:
		disk_drop(disk, effect->client_id);
		break;
	case STATE_EFFECT_EDIT_PUT:
		disk_put_edit(disk, effect->edit);
		break;
	case STATE_EFFECT_EDIT_DROP:
		disk_drop_edit(disk, effect->edit->id);
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

/* What LOAD_CACHED asks for: from the newest before `before` down, as far as there is no hole. */
static inline struct state_event disk_page(struct disk *disk, const char *conversation, int64_t before,
                                           int count)
{
	struct state_message *page = arena_array(&disk->arena, (size_t)count, sizeof(*page));
	int64_t newest = 0;
	int len = 0;
	for (size_t i = 0; i < disk->messages.len; i++) {
		const struct disk_message *kept = &disk->messages.items[i];
		if (str_equal(kept->conversation, conversation) && kept->message.sequence > newest &&
		    (before == 0 || kept->message.sequence < before))
			newest = kept->message.sequence;
	}
	while (len < count && disk_message_find(disk, conversation, newest - len))
		len++;
	for (int i = 0; i < len; i++)
		page[i] = disk_message_find(disk, conversation, newest - len + 1 + i)->message;
	return (struct state_event){.type = STATE_EVENT_CACHED_MESSAGES,
	                            .conversation = arena_strdup(&disk->arena, conversation),
	                            .messages = page,
	                            .message_count = (size_t)len};
}

static inline struct state_event disk_load(struct disk *disk)
{
	const char **where = arena_array(&disk->arena, disk->outbox.len, sizeof(*where));
	struct state_message *outbox = arena_array(&disk->arena, disk->outbox.len, sizeof(*outbox));
	for (size_t i = 0; i < disk->outbox.len; i++) {
		where[i] = disk->outbox.items[i].conversation;
		outbox[i] = disk->outbox.items[i].message;
	}
	return (struct state_event){
	        .type = STATE_EVENT_CACHE_LOADED,
	        .self = disk->self,
	        .position = disk->position,
	        .conversation = disk->current,
	        .conversations = disk->conversations.items,
	        .conversation_count = disk->conversations.len,
	        .cached_convgroups = disk->convgroups.items,
	        .cached_convgroup_count = disk->convgroups.len,
	        .cached_inbox_folded = disk->inbox_folded,
	        .messages = outbox,
	        .message_conversations = where,
	        .message_count = disk->outbox.len,
	        .edits = disk->edits.items,
	        .edit_count = disk->edits.len,
	};
}

static inline void disk_finish(struct disk *disk)
{
	vec_finish(&disk->conversations);
	vec_finish(&disk->convgroups);
	vec_finish(&disk->messages);
	vec_finish(&disk->outbox);
	vec_finish(&disk->edits);
	arena_finish(&disk->arena);
}

/* ---- what must hold ---- */

static inline bool stands_before(const struct state_conversation *a, const struct state_conversation *b)
{
	if (a->pinned != b->pinned)
		return a->pinned;
	if (a->last_time_ms != b->last_time_ms)
		return a->last_time_ms > b->last_time_ms;
	if ((a->kind == STATE_NOTES) != (b->kind == STATE_NOTES))
		return a->kind == STATE_NOTES;
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
	assert_true(c->first_new == 0 || str_equal(state->current, c->id));
	for (size_t i = 0; i < c->convgroups.len; i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(c->convgroups.items[i], c->convgroups.items[j]);
	check_window_holds(c);
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
			assert_int_equal(kept->message.delivery, c->messages.items[j].delivery);
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
		const struct state_conversation *kept = disk_find(disk, state->order.items[i]->id);
		assert_non_null(kept);
		struct state_conversation saved = state_conversation_to_save(state->order.items[i]);
		char *theirs = disk_content(kept, true), *ours = disk_content(&saved, true);
		assert_string_equal(theirs, ours);
		free(theirs);
		free(ours);
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
