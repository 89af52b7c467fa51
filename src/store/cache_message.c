/* Delivered messages of the cache: by pages, around a place, by their words; and what of them is kept. */
#include <stdlib.h>

#include "store/cache_internal.h"
#include "store/search.h"

struct message_list {
	VEC(struct state_message) messages;
};

static void reverse(struct state_message *messages, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		struct state_message other = messages[count - 1 - i];
		messages[count - 1 - i] = messages[i];
		messages[i] = other;
	}
}

static char *copy_text(const struct sql_cursor *row, int column, struct arena *arena)
{
	return arena_strdup(arena, sql_text(row, column));
}

static struct state_message read_delivered(const struct sql_cursor *row, struct arena *arena)
{
	struct state_message message;
	cache_read_message(row, 0, arena, &message);
	message.sequence = sql_int(row, 8);
	message.edited = sql_int(row, 9) != 0;
	message.recalled = sql_int(row, 10) != 0;
	message.deleted = sql_int(row, 11) != 0;
	message.quote_sequence = sql_int(row, 12);
	message.quote_from = copy_text(row, 13, arena);
	message.quote_text = copy_text(row, 14, arena);
	message.reactions = copy_text(row, 15, arena);
	message.file = copy_text(row, 16, arena);
	message.file_size = sql_int(row, 17);

	return message;
}

/* Those that follow each other, up (step 1) or down (-1). */
static bool read_run(struct sql_cursor row, struct arena *arena, int step, struct message_list *list,
                     struct err *err)
{
	while (sql_next(&row)) {
		struct state_message message = read_delivered(&row, arena);
		size_t len = list->messages.len;
		if (len && list->messages.items[len - 1].sequence + step != message.sequence)
			break;
		vec_push(&list->messages, message);
	}
	return sql_end(&row, err);
}

/* Into the event; the list is empty afterwards. */
static void give(struct message_list *list, struct state_event *event, struct arena *arena)
{
	struct state_message *kept = arena_array(arena, list->messages.len, sizeof(*kept));
	for (size_t i = 0; i < list->messages.len; i++)
		kept[i] = list->messages.items[i];
	event->messages = kept;
	event->message_count = list->messages.len;
	vec_finish(&list->messages);
}

bool cache_load_messages(struct cache *cache, const char *conversation, int64_t sequence, int count,
                         struct state_event_list *events, struct err *err)
{
	struct message_list list = {0};
	struct arena *arena = &events->arena;
	bool ok = read_run(sql_query(cache->sql, CACHE_MESSAGES, SQL_TEXT(conversation),
	                             SQL_INT(sequence > 0 ? sequence : INT64_MAX), SQL_INT(count)),
	                   arena, -1, &list, err);
	reverse(list.messages.items, list.messages.len);
	if (ok) {
		struct state_event *event = state_event_add(events, STATE_EVENT_CACHED_MESSAGES);
		event->conversation = arena_strdup(arena, conversation);
		event->sequence = sequence;
		give(&list, event, arena);
	}
	vec_finish(&list.messages);
	return ok;
}

/* ---- around a place ---- */

/* 0: it is not kept. */
static bool find(struct cache *cache, const struct state_request *seek, int64_t *sequence, struct err *err)
{
	enum cache_statement statement = seek->seek == STATE_SEEK_TIME ? CACHE_SEEK_TIME : CACHE_SEEK_MENTION;
	int64_t bound = seek->seek == STATE_SEEK_TIME ? seek->time_ms
	                : seek->sequence > 0          ? seek->sequence
	                                              : INT64_MAX;
	*sequence = seek->sequence;
	if (seek->seek == STATE_SEEK_MESSAGE)
		return true;
	struct sql_cursor row =
	        sql_query(cache->sql, statement, SQL_TEXT(seek->conversation), SQL_INT(bound));
	*sequence = sql_next(&row) ? sql_int(&row, 0) : 0;
	return sql_end(&row, err);
}

static bool read_around(struct cache *cache, const char *conversation, int64_t sequence, int count,
                        struct arena *arena, struct message_list *list, struct err *err)
{
	struct message_list behind = {0};
	bool ok = read_run(sql_query(cache->sql, CACHE_MESSAGES, SQL_TEXT(conversation),
	                             SQL_INT(sequence + 1), SQL_INT(count / 2)),
	                   arena, -1, list, err) &&
	          read_run(sql_query(cache->sql, CACHE_MESSAGES_FROM, SQL_TEXT(conversation),
	                             SQL_INT(sequence), SQL_INT(count / 2 + 1)),
	                   arena, 1, &behind, err);
	reverse(list->messages.items, list->messages.len);
	size_t len = list->messages.len;
	bool kept = ok && len > 0 && list->messages.items[len - 1].sequence == sequence;
	if (!kept)
		vec_clear(&list->messages);
	for (size_t i = 1; kept && i < behind.messages.len; i++)
		vec_push(&list->messages, behind.messages.items[i]);
	vec_finish(&behind.messages);
	return ok;
}

bool cache_seek(struct cache *cache, const struct state_request *seek, struct state_event_list *events,
                struct err *err)
{
	struct message_list list = {0};
	struct arena *arena = &events->arena;
	int64_t sequence;
	bool ok = find(cache, seek, &sequence, err) &&
	          (sequence == 0 ||
	           read_around(cache, seek->conversation, sequence, seek->count, arena, &list, err));
	if (ok) {
		struct state_event *event = state_event_add(events, STATE_EVENT_CACHED_AROUND);
		event->conversation = arena_strdup(arena, seek->conversation);
		event->request = state_request_copy(arena, seek);
		event->sequence = list.messages.len > 0 ? sequence : 0;
		give(&list, event, arena);
	}
	vec_finish(&list.messages);
	return ok;
}

/* ---- by their words ---- */

static bool search(struct cache *cache, const struct state_request *request, struct state_event *event,
                   struct arena *arena, struct err *err)
{
	struct message_list list = {0};
	VEC(const char *) conversations = {0};
	char *expression = search_expression(request->text);
	struct sql_cursor row =
	        sql_query(cache->sql, CACHE_SEARCH, SQL_TEXT(expression), SQL_TEXT(request->conversation),
	                  SQL_TEXT(request->convgroup), SQL_INT(request->time_ms), SQL_INT(request->count));
	while (expression && sql_next(&row)) {
		vec_push(&list.messages, read_delivered(&row, arena));
		vec_push(&conversations, copy_text(&row, CACHE_MESSAGE_COLUMN_COUNT, arena));
	}
	bool ok = sql_end(&row, err);
	event->message_conversations =
	        strspan_copy(arena, (struct strspan){conversations.items, conversations.len}).items;
	give(&list, event, arena);
	vec_finish(&conversations);
	free(expression);
	return ok;
}

bool cache_search(struct cache *cache, const struct state_request *request, struct state_event_list *events,
                  struct err *err)
{
	struct state_event event = {
	        .type = STATE_EVENT_ANSWERED, .request_id = request->id, .complete = true};
	bool ok = search(cache, request, &event, &events->arena, err);
	if (ok)
		*state_event_add(events, STATE_EVENT_ANSWERED) = event;
	return ok;
}

/* ---- what is kept ---- */

#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

const struct cache_keep cache_keep_default = {
        .newest = 200,
        .most = 20000,
        .age_ms = 365 * DAY_MS,
        .at_once = 2000,
};

/* One that could not be done lost nothing: it is no change that the server would have to be asked for again. */
bool cache_trim(struct cache *cache, const struct cache_keep *keep, int64_t now_ms, struct err *err)
{
	if (!sql_begin(cache->sql, err))
		return false;
	if (sql_run(cache->sql, CACHE_TRIM_MESSAGES, err, SQL_INT(keep->newest),
	            SQL_INT(now_ms - keep->age_ms), SQL_INT(keep->most), SQL_INT(keep->at_once)) &&
	    sql_commit(cache->sql, err))
		return true;
	sql_rollback(cache->sql);
	return false;
}
