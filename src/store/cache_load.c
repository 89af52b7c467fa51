/* From the cache's rows to events. What they point to lives in the event list's arena. */
#include "store/cache_internal.h"

#include <stdlib.h>

#include "base/err.h"

/* The file may be spoilt: a number that is none of the enum's becomes its first. */
static int read_enum(const struct sql_cursor *row, int column, int count)
{
	int64_t value = sql_int(row, column);
	return value >= 0 && value < count ? (int)value : 0;
}

static char *copy_text(const struct sql_cursor *row, int column, struct arena *arena)
{
	return arena_strdup(arena, sql_text(row, column));
}

void cache_read_message(const struct sql_cursor *row, int first, struct arena *arena,
                        struct state_message *message)
{
	*message = (struct state_message){
	        .id = copy_text(row, first, arena),
	        .client_id = copy_text(row, first + 1, arena),
	        .from = copy_text(row, first + 2, arena),
	        .time_ms = sql_int(row, first + 3),
	        .kind = read_enum(row, first + 4, STATE_MESSAGE_KIND_COUNT),
	        .text = copy_text(row, first + 5, arena),
	        .reply_to = copy_text(row, first + 6, arena),
	        .mentions_me = sql_int(row, first + 7) != 0,
	};
}

const char *cache_read_outbox_row(const struct sql_cursor *row, struct arena *arena,
                                  struct state_message *message)
{
	cache_read_message(row, 1, arena, message);
	message->delivery = read_enum(row, 9, STATE_DELIVERY_COUNT);
	/* One that was delivered has left the outbox. */
	if (message->delivery == STATE_DELIVERED)
		message->delivery = STATE_WAITING;
	message->error = copy_text(row, 10, arena);
	message->file = copy_text(row, 11, arena);
	message->file_size = sql_int(row, 12);
	message->path = copy_text(row, 13, arena);
	return copy_text(row, 0, arena);
}

static bool read_session(struct cache *cache, struct state_event *event, struct arena *arena, struct err *err)
{
	struct sql_cursor row = sql_query(cache->sql, CACHE_SESSION);
	if (sql_next(&row)) {
		event->self = copy_text(&row, 0, arena);
		event->position = sql_int(&row, 1);
		event->conversation = copy_text(&row, 2, arena);
		event->cached_inbox_folded = sql_int(&row, 3) != 0;
	}
	return sql_end(&row, err);
}

static struct state_conversation read_conversation(const struct sql_cursor *row, struct arena *arena)
{
	return (struct state_conversation){
	        .id = copy_text(row, 0, arena),
	        .kind = read_enum(row, 1, STATE_CONVERSATION_KIND_COUNT),
	        .peer = copy_text(row, 2, arena),
	        .name = copy_text(row, 3, arena),
	        .unread = sql_int(row, 4),
	        .mentions = sql_int(row, 5),
	        .read_sequence = sql_int(row, 6),
	        .peer_read_sequence = sql_int(row, 7),
	        .pinned = sql_int(row, 8) != 0,
	        .remind = read_enum(row, 9, STATE_REMIND_COUNT),
	        .last_sequence = sql_int(row, 10),
	        .last_time_ms = sql_int(row, 11),
	        .last_from = copy_text(row, 12, arena),
	        .last_text = copy_text(row, 13, arena),
	        .read_told = sql_int(row, 14),
	        .draft = copy_text(row, 15, arena),
	        .draft_mine = sql_int(row, 16) != 0,
	};
}

/* A copy of `count` items in the arena: the vector that they were collected in goes. */
static void *keep(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *kept = arena_array(arena, count, size);
	if (count)
		memcpy(kept, items, count * size);
	return kept;
}

static bool read_filed(struct cache *cache, struct state_conversation *conversation, struct arena *arena,
                       struct err *err)
{
	VEC(char *) names = {0};
	struct sql_cursor row = sql_query(cache->sql, CACHE_FILED, SQL_TEXT(conversation->id));
	while (sql_next(&row))
		vec_push(&names, copy_text(&row, 0, arena));
	conversation->convgroups.items = keep(arena, names.items, names.len, sizeof(*names.items));
	conversation->convgroups.len = names.len;
	vec_finish(&names);
	return sql_end(&row, err);
}

static bool read_conversations(struct cache *cache, struct state_event *event, struct arena *arena,
                               struct err *err)
{
	VEC(struct state_conversation) list = {0};
	struct sql_cursor row = sql_query(cache->sql, CACHE_CONVERSATIONS);
	bool ok = true;
	while (ok && sql_next(&row)) {
		vec_push(&list, read_conversation(&row, arena));
		ok = read_filed(cache, &list.items[list.len - 1], arena, err);
	}
	ok = sql_end(&row, ok ? err : NULL) && ok;
	event->conversations = keep(arena, list.items, list.len, sizeof(*list.items));
	event->conversation_count = list.len;
	vec_finish(&list);
	return ok;
}

static bool read_convgroups(struct cache *cache, struct state_event *event, struct arena *arena,
                            struct err *err)
{
	VEC(struct state_convgroup) list = {0};
	struct sql_cursor row = sql_query(cache->sql, CACHE_CONVGROUPS);
	while (sql_next(&row)) {
		struct state_convgroup convgroup = {.name = copy_text(&row, 0, arena),
		                                    .folded = sql_int(&row, 1) != 0,
		                                    .data = copy_text(&row, 2, arena)};
		vec_push(&list, convgroup);
	}
	event->cached_convgroups = keep(arena, list.items, list.len, sizeof(*list.items));
	event->cached_convgroup_count = list.len;
	vec_finish(&list);
	return sql_end(&row, err);
}

static bool read_smarts(struct cache *cache, struct state_event *event, struct arena *arena, struct err *err)
{
	VEC(struct state_smart) list = {0};
	struct sql_cursor row = sql_query(cache->sql, CACHE_SMARTS);
	while (sql_next(&row)) {
		struct state_smart smart = {.name = copy_text(&row, 0, arena),
		                            .expression = copy_text(&row, 1, arena),
		                            .folded = sql_int(&row, 2) != 0};
		vec_push(&list, smart);
	}
	event->cached_smarts = keep(arena, list.items, list.len, sizeof(*list.items));
	event->cached_smart_count = list.len;
	vec_finish(&list);
	return sql_end(&row, err);
}

static bool read_people(struct cache *cache, struct state_event *event, struct arena *arena, struct err *err)
{
	VEC(struct state_person) list = {0};
	struct sql_cursor row = sql_query(cache->sql, CACHE_PEOPLE);
	while (sql_next(&row)) {
		struct state_person person = {.id = copy_text(&row, 0, arena),
		                              .name = copy_text(&row, 1, arena)};
		vec_push(&list, person);
	}
	event->people = keep(arena, list.items, list.len, sizeof(*list.items));
	event->person_count = list.len;
	vec_finish(&list);
	return sql_end(&row, err);
}

static bool read_outbox(struct cache *cache, struct state_event *event, struct arena *arena, struct err *err)
{
	VEC(struct state_message) messages = {0};
	VEC(const char *) conversations = {0};
	struct sql_cursor row = sql_query(cache->sql, CACHE_OUTBOX);
	while (sql_next(&row)) {
		struct state_message message;
		vec_push(&conversations, cache_read_outbox_row(&row, arena, &message));
		vec_push(&messages, message);
	}
	event->messages = keep(arena, messages.items, messages.len, sizeof(*messages.items));
	event->message_conversations =
	        keep(arena, conversations.items, conversations.len, sizeof(*conversations.items));
	event->message_count = messages.len;
	vec_finish(&messages);
	vec_finish(&conversations);
	return sql_end(&row, err);
}

/* One transaction, so that another covey's writing does not fall between two tables. */
bool cache_load_all(struct cache *cache, struct state_event_list *events, struct err *err)
{
	struct state_event event = {.type = STATE_EVENT_CACHE_LOADED};
	struct arena *arena = &events->arena;
	if (!sql_exec(cache->sql, "BEGIN", err))
		return false;
	bool ok = read_session(cache, &event, arena, err) && read_conversations(cache, &event, arena, err) &&
	          read_convgroups(cache, &event, arena, err) && read_smarts(cache, &event, arena, err) &&
	          read_people(cache, &event, arena, err) && read_outbox(cache, &event, arena, err) &&
	          cache_read_edits(cache, &event, arena, err);
	sql_rollback(cache->sql);
	if (ok)
		*state_event_add(events, STATE_EVENT_CACHE_LOADED) = event;
	return ok;
}
