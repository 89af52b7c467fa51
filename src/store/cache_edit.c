/* Edits of groups that wait or were refused (state/edit.h): a row each, and their lists of names. */
#include "base/err.h"
#include "store/cache_internal.h"

enum edit_list {
	EDIT_CONVERSATIONS,
	EDIT_CONVGROUPS,
};

static bool save_list(struct sql *sql, int64_t edit, enum edit_list list, struct strspan items,
                      struct err *err)
{
	bool ok = true;
	for (size_t i = 0; ok && i < items.len; i++)
		ok = sql_run(sql, CACHE_SAVE_EDIT_ITEM, err, SQL_INT(edit), SQL_INT(list),
		             SQL_INT((int64_t)i), SQL_TEXT(items.items[i]));
	return ok;
}

static bool save(struct sql *sql, const struct state_edit *edit, struct err *err)
{
	const struct state_request *request = &edit->request;
	return sql_run(sql, CACHE_FORGET_EDIT_ITEMS, err, SQL_INT(edit->id)) &&
	       sql_run(sql, CACHE_SAVE_EDIT, err, SQL_INT(edit->id),
	               SQL_TEXT(state_request_name(request->type)), SQL_TEXT(request->conversation),
	               SQL_TEXT(request->convgroup), SQL_TEXT(request->from_convgroup),
	               SQL_TEXT(request->new_name), SQL_INT(request->remind), SQL_INT(request->flag),
	               SQL_INT(edit->sent), SQL_INT(edit->refused), SQL_TEXT(edit->error),
	               SQL_TEXT(request->text)) &&
	       save_list(sql, edit->id, EDIT_CONVERSATIONS, request->conversations, err) &&
	       save_list(sql, edit->id, EDIT_CONVGROUPS, request->convgroups, err);
}

bool cache_edit_put(struct cache *cache, const struct state_edit *edit, struct err *err)
{
	struct err why = {0};
	bool ok = save(cache->sql, edit, &why);
	cache->outbox_changed = true;
	return cache_written(cache, ok, &why, err);
}

bool cache_edit_drop(struct cache *cache, int64_t id, struct err *err)
{
	struct err why = {0};
	bool ok = sql_run(cache->sql, CACHE_FORGET_EDIT_ITEMS, &why, SQL_INT(id)) &&
	          sql_run(cache->sql, CACHE_FORGET_EDIT, &why, SQL_INT(id));
	return cache_written(cache, ok, &why, err);
}

/* ---- loading ---- */

static char *copy_text(const struct sql_cursor *row, int column, struct arena *arena)
{
	return arena_strdup(arena, sql_text(row, column));
}

static bool read_list(struct cache *cache, int64_t edit, enum edit_list list, struct arena *arena,
                      struct strspan *items, struct err *err)
{
	VEC(const char *) found = {0};
	struct sql_cursor row = sql_query(cache->sql, CACHE_EDIT_ITEMS, SQL_INT(edit), SQL_INT(list));
	while (sql_next(&row))
		vec_push(&found, copy_text(&row, 0, arena));
	*items = strspan_copy(arena, (struct strspan){found.items, found.len});
	vec_finish(&found);
	return sql_end(&row, err);
}

static bool read_edit(struct cache *cache, const struct sql_cursor *row, struct arena *arena,
                      struct state_edit *edit, struct err *err)
{
	struct state_request *request = &edit->request;
	int64_t remind = sql_int(row, 6);
	edit->id = sql_int(row, 0);
	request->type = state_request_named(sql_text(row, 1));
	request->conversation = copy_text(row, 2, arena);
	request->convgroup = copy_text(row, 3, arena);
	request->from_convgroup = copy_text(row, 4, arena);
	request->new_name = copy_text(row, 5, arena);
	request->remind = remind >= 0 && remind < STATE_REMIND_COUNT ? (enum state_remind)remind : 0;
	request->flag = sql_int(row, 7) != 0;
	edit->sent = sql_int(row, 8) != 0;
	edit->refused = sql_int(row, 9) != 0;
	edit->error = copy_text(row, 10, arena);
	request->text = copy_text(row, 11, arena);
	return read_list(cache, edit->id, EDIT_CONVERSATIONS, arena, &request->conversations, err) &&
	       read_list(cache, edit->id, EDIT_CONVGROUPS, arena, &request->convgroups, err);
}

bool cache_read_edits(struct cache *cache, struct state_event *event, struct arena *arena, struct err *err)
{
	VEC(const struct state_edit *) edits = {0};
	struct sql_cursor row = sql_query(cache->sql, CACHE_EDITS);
	bool ok = true;
	while (ok && sql_next(&row)) {
		struct state_edit *edit = arena_alloc(arena, sizeof(*edit));
		ok = read_edit(cache, &row, arena, edit, err);
		/* One of a newer covey is left where it is. */
		if (edit->request.type != STATE_REQUEST_COUNT)
			vec_push(&edits, edit);
	}
	ok = sql_end(&row, ok ? err : NULL) && ok;
	const struct state_edit **kept = arena_array(arena, edits.len, sizeof(struct state_edit *));
	for (size_t i = 0; i < edits.len; i++)
		kept[i] = edits.items[i];
	event->edits = kept;
	event->edit_count = edits.len;
	vec_finish(&edits);
	return ok;
}
