#include "store/db_convgroup.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "proto/error.h"
#include "store/db_conversation.h"
#include "store/db_query.h"

static bool refuse(struct err *err, enum proto_error code)
{
	return err_set(err, code, "%s", proto_error_text(code));
}

int64_t db_convgroup_find(struct db *db, int64_t user, const char *name)
{
	return db_value(db, 0, "SELECT id FROM convgroup WHERE user = ? AND name = ?", I(user), T(name));
}

const char *db_convgroup_name(struct db *db, struct arena *arena, int64_t convgroup)
{
	return db_value_text(db, arena, "SELECT name FROM convgroup WHERE id = ?", I(convgroup));
}

static struct strspan read_texts(struct arena *arena, struct db_query query)
{
	VEC(const char *) texts = {0};
	while (db_row(&query))
		vec_push(&texts, db_text_dup(&query, 0, arena));
	return (struct strspan){db_keep(arena, &texts), texts.len};
}

struct strspan db_convgroup_names(struct db *db, struct arena *arena, int64_t user)
{
	return read_texts(
	        arena, db_query(db, "SELECT name FROM convgroup WHERE user = ? ORDER BY position", I(user)));
}

struct strspan db_convgroup_data(struct db *db, struct arena *arena, int64_t user)
{
	return read_texts(
	        arena,
	        db_query(db, "SELECT custom_data FROM convgroup WHERE user = ? ORDER BY position", I(user)));
}

bool db_convgroup_set_data(struct db *db, int64_t convgroup, const char *data, bool *changed, struct err *err)
{
	if (strlen(data) > (size_t)db_limits(db)->convgroup_data_bytes)
		return err_set(err, PROTO_ERROR_BAD_PARAMETER, "The customData of a group is too long");
	*changed =
	        db_value(db, 0, "SELECT custom_data != ? FROM convgroup WHERE id = ?", T(data), I(convgroup));
	if (*changed)
		db_run(db, "UPDATE convgroup SET custom_data = ? WHERE id = ?", T(data), I(convgroup));
	return true;
}

struct db_ids db_convgroup_conversations(struct db *db, struct arena *arena, int64_t convgroup)
{
	VEC(int64_t) ids = {0};
	struct db_query query =
	        db_query(db, "SELECT conversation FROM filed WHERE convgroup = ?", I(convgroup));
	while (db_row(&query))
		vec_push(&ids, db_int(&query, 0));
	return (struct db_ids){db_keep(arena, &ids), ids.len};
}

typedef VEC(int64_t) id_vec;

struct db_room_filing_list db_convgroup_of_room(struct db *db, struct arena *arena, int64_t room,
                                                int64_t user)
{
	VEC(struct db_room_filing) found = {0};
	struct db_query query =
	        db_query(db,
	                 "SELECT c.user, f.convgroup FROM stream s"
	                 " JOIN conversation c ON c.stream = s.id"
	                 " JOIN filed f ON f.conversation = c.id"
	                 " WHERE s.room = ?1 AND (?2 = 0 OR c.user = ?2) ORDER BY c.user, f.convgroup",
	                 I(room), I(user));
	while (db_row(&query)) {
		struct db_room_filing filing = {db_int(&query, 0), db_int(&query, 1)};
		vec_push(&found, filing);
	}
	return (struct db_room_filing_list){db_keep(arena, &found), found.len};
}

static void add_once(struct db *db, int64_t conversation, id_vec *ids)
{
	struct db_query query =
	        db_query(db, "SELECT convgroup FROM filed WHERE conversation = ?", I(conversation));
	while (db_row(&query)) {
		size_t i = 0;
		while (i < ids->len && ids->items[i] != db_int(&query, 0))
			i++;
		if (i == ids->len)
			vec_push(ids, db_int(&query, 0));
	}
}

struct db_ids db_convgroup_of_conversations(struct db *db, struct arena *arena, int64_t user,
                                            struct strspan conversation_ids)
{
	id_vec ids = {0};
	for (size_t i = 0; i < conversation_ids.len; i++) {
		struct db_conversation conversation;
		struct err err = {0};
		if (db_conversation_find(db, user, conversation_ids.items[i], &conversation, &err))
			add_once(db, conversation.id, &ids);
	}
	return (struct db_ids){db_keep(arena, &ids), ids.len};
}

/* Names. */

static bool has_control_character(const char *text)
{
	size_t len = strlen(text);
	uint32_t codepoint;
	for (size_t step; (step = utf8_decode(text, len, &codepoint)); text += step, len -= step) {
		if (codepoint < 0x20 || (codepoint >= 0x7f && codepoint <= 0x9f))
			return true;
	}
	return false;
}

static bool check_name(struct db *db, const char *name, struct err *err)
{
	if (str_empty(name))
		return err_set(err, PROTO_ERROR_BAD_PARAMETER, "The name of a group is not empty");
	if (strlen(name) > (size_t)db_limits(db)->convgroup_name_bytes)
		return refuse(err, PROTO_ERROR_NAME_TOO_LONG);
	if (has_control_character(name))
		return err_set(err, PROTO_ERROR_BAD_PARAMETER,
		               "The name of a group has no control characters");
	return true;
}

/* Filing. */

/* Each once, in order; false past the limit of one request. */
static bool distinct(struct db *db, struct arena *arena, struct strspan all, struct strspan *once,
                     struct err *err)
{
	size_t max = (size_t)db_limits(db)->conversations_per_request;
	const char **items = arena_array(arena, all.len < max ? all.len : max, sizeof(*items));
	*once = (struct strspan){items, 0};
	for (size_t i = 0; i < all.len; i++) {
		if (strspan_contains(*once, all.items[i]))
			continue;
		if (once->len == max)
			return refuse(err, PROTO_ERROR_TOO_MANY_NAMED);
		items[once->len++] = all.items[i];
	}
	return true;
}

struct filer {
	struct db *db;
	int64_t user, from, to;
	int64_t total; /* conversations in convgroups, of all of the user's */
	VEC(const char *) successes;
	VEC(struct proto_failure) failures;
	VEC(int64_t) changed;
	bool lost, gained;
};

static bool is_in(struct db *db, int64_t convgroup, int64_t conversation)
{
	return db_value(db, 0, "SELECT 1 FROM filed WHERE convgroup = ? AND conversation = ?", I(convgroup),
	                I(conversation));
}

static bool file_one(struct filer *filer, const char *conversation_id, struct err *err)
{
	struct db *db = filer->db;
	struct db_conversation conversation;
	if (!db_conversation_find(db, filer->user, conversation_id, &conversation, err))
		return false;
	bool leaves = filer->from != filer->to && is_in(db, filer->from, conversation.id);
	bool enters = filer->to && !is_in(db, filer->to, conversation.id);
	if (enters && filer->total - leaves >= db_limits(db)->conversations_in_groups)
		return refuse(err, PROTO_ERROR_TOO_MANY_FILED);
	if (leaves)
		db_run(db, "DELETE FROM filed WHERE convgroup = ? AND conversation = ?", I(filer->from),
		       I(conversation.id));
	if (enters) {
		if (!conversation.id)
			db_conversation_make(db, &conversation);
		db_conversation_show(db, &conversation);
		db_run(db, "INSERT INTO filed(convgroup, conversation) VALUES (?, ?)", I(filer->to),
		       I(conversation.id));
	}
	filer->total += enters - leaves;
	filer->lost |= leaves;
	filer->gained |= enters;
	if (leaves || enters)
		vec_push(&filer->changed, conversation.id);
	return true;
}

static void file_all(struct filer *filer, struct arena *arena, struct strspan conversation_ids)
{
	for (size_t i = 0; i < conversation_ids.len; i++) {
		struct err err = {0};
		const char *id = conversation_ids.items[i];
		if (file_one(filer, id, &err)) {
			vec_push(&filer->successes, id);
		} else {
			struct proto_failure failure = {id, err.code, arena_strdup(arena, err.text)};
			vec_push(&filer->failures, failure);
		}
	}
}

bool db_convgroup_file(struct db *db, struct arena *arena, int64_t user, struct strspan conversation_ids,
                       struct db_filing *filing, struct err *err)
{
	struct strspan once;
	if (!distinct(db, arena, conversation_ids, &once, err))
		return false;
	struct filer filer = {.db = db, .user = user, .from = filing->from, .to = filing->to};
	filer.total = db_value(
	        db, 0, "SELECT count(*) FROM filed JOIN convgroup g ON g.id = convgroup WHERE g.user = ?",
	        I(user));
	file_all(&filer, arena, once);
	*filing = (struct db_filing){
	        .successes = {db_keep(arena, &filer.successes), filer.successes.len},
	        .failures = {db_keep(arena, &filer.failures), filer.failures.len},
	        .changed = {db_keep(arena, &filer.changed), filer.changed.len},
	        .from = filer.lost ? filing->from : 0,
	        .to = filer.gained ? filing->to : 0,
	};
	return true;
}

/* The convgroups themselves. */

bool db_convgroup_create(struct db *db, struct arena *arena, int64_t user, const char *name,
                         struct strspan conversation_ids, struct db_filing *filing, struct err *err)
{
	if (!check_name(db, name, err))
		return false;
	if (db_convgroup_find(db, user, name))
		return refuse(err, PROTO_ERROR_NAME_TAKEN);
	if (db_value(db, 0, "SELECT count(*) FROM convgroup WHERE user = ?", I(user)) >=
	    db_limits(db)->convgroups)
		return refuse(err, PROTO_ERROR_TOO_MANY_CONVGROUPS);
	db_run(db,
	       "INSERT INTO convgroup(user, name, position)"
	       " SELECT ?1, ?2, coalesce(max(position), 0) + 1 FROM convgroup WHERE user = ?1",
	       I(user), T(name));
	*filing = (struct db_filing){.to = db_last_id(db)};
	return db_convgroup_file(db, arena, user, conversation_ids, filing, err);
}

void db_convgroup_delete(struct db *db, int64_t convgroup)
{
	db_run(db, "DELETE FROM convgroup WHERE id = ?", I(convgroup));
}

bool db_convgroup_rename(struct db *db, int64_t user, int64_t convgroup, const char *name, bool *changed,
                         struct err *err)
{
	if (!check_name(db, name, err))
		return false;
	int64_t holder = db_convgroup_find(db, user, name);
	if (holder && holder != convgroup)
		return refuse(err, PROTO_ERROR_NAME_TAKEN);
	*changed = !holder;
	if (*changed)
		db_run(db, "UPDATE convgroup SET name = ? WHERE id = ?", T(name), I(convgroup));
	return true;
}

static bool check_order(struct db *db, int64_t user, struct strspan names, size_t count, struct err *err)
{
	/* Where there is one more than there are groups, one of those looked at is wrong. */
	for (size_t i = 0; i < names.len && i <= count; i++) {
		if (!db_convgroup_find(db, user, names.items[i]))
			return refuse(err, PROTO_ERROR_NO_CONVGROUP);
		if (strspan_contains((struct strspan){names.items, i}, names.items[i]))
			return err_set(err, PROTO_ERROR_BAD_PARAMETER, "A group is named twice");
	}
	return names.len == count ||
	       err_set(err, PROTO_ERROR_BAD_PARAMETER, "Every group is to be named once");
}

struct filed {
	int64_t conversation, convgroup;
};

typedef VEC(struct filed) filed_vec;

/* Everything that is filed, by conversation and then in the user's order. */
static filed_vec read_filed(struct db *db, int64_t user)
{
	filed_vec all = {0};
	struct db_query query = db_query(db,
	                                 "SELECT f.conversation, f.convgroup FROM convgroup g"
	                                 " JOIN filed f ON f.convgroup = g.id WHERE g.user = ?"
	                                 " ORDER BY f.conversation, g.position",
	                                 I(user));
	while (db_row(&query)) {
		struct filed filed = {db_int(&query, 0), db_int(&query, 1)};
		vec_push(&all, filed);
	}
	return all;
}

/* A conversation whose convgroups follow each other in another order. */
static struct db_ids find_reordered(struct arena *arena, const filed_vec *before, const filed_vec *after)
{
	VEC(int64_t) ids = {0};
	for (size_t i = 0; i < before->len && i < after->len; i++) {
		int64_t conversation = before->items[i].conversation;
		bool known = ids.len && ids.items[ids.len - 1] == conversation;
		if (!known && before->items[i].convgroup != after->items[i].convgroup)
			vec_push(&ids, conversation);
	}
	return (struct db_ids){db_keep(arena, &ids), ids.len};
}

bool db_convgroup_sort(struct db *db, struct arena *arena, int64_t user, struct strspan names, bool *changed,
                       struct db_ids *conversations, struct err *err)
{
	struct strspan order = db_convgroup_names(db, arena, user);
	if (!check_order(db, user, names, order.len, err))
		return false;
	filed_vec before = read_filed(db, user);
	*changed = false;
	for (size_t i = 0; i < names.len; i++) {
		*changed |= !str_equal(names.items[i], order.items[i]);
		db_run(db, "UPDATE convgroup SET position = ? WHERE user = ? AND name = ?", I((int64_t)i + 1),
		       I(user), T(names.items[i]));
	}
	filed_vec after = read_filed(db, user);
	*conversations = find_reordered(arena, &before, &after);
	vec_finish(&before);
	vec_finish(&after);
	return true;
}

struct db_ids db_convgroup_set_remind(struct db *db, struct arena *arena, int64_t convgroup,
                                      enum proto_remind_type type)
{
	VEC(int64_t) ids = {0};
	struct db_query query =
	        db_query(db,
	                 "UPDATE conversation SET remind_type = ?1 WHERE remind_type != ?1"
	                 " AND id IN (SELECT conversation FROM filed WHERE convgroup = ?2) RETURNING id",
	                 T(proto_remind_type_name(type)), I(convgroup));
	while (db_row(&query))
		vec_push(&ids, db_int(&query, 0));
	return (struct db_ids){db_keep(arena, &ids), ids.len};
}
