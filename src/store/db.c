/*
 * struct db owns the connection, its prepared statements (by the address of their text) and the
 * failure that is set until the savepoint or the transaction is undone. `lost` is the worse case:
 * the transaction itself is gone, so no savepoint of it can be kept.
 */
#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>
#include <uthash.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/db_query.h"
#include "store/sql.h"

#define DB_BUSY_MS 5000

struct db_statement {
	const char *text;
	sqlite3_stmt *prepared;
	UT_hash_handle hh;
};

struct db {
	struct sql *sql;
	sqlite3 *handle; /* sql's */
	struct db_statement *statements;
	struct proto_limits limits;
	bool (*is_newcomer)(const char *name);
	int64_t now_ms;
	int64_t data_version;
	bool open; /* a transaction is */
	bool failed, lost;
	char failure[200];
};

/* Failures. */

static void set_failure(struct db *db)
{
	if (!db->failed)
		str_copy(db->failure, sizeof(db->failure), sqlite3_errmsg(db->handle));
	db->failed = true;
	if (db->open && sqlite3_get_autocommit(db->handle))
		db->lost = true;
}

static bool check_failure(const struct db *db, struct err *err)
{
	return !db->failed || err_set(err, 0, "the database failed: %s", db->failure);
}

/* Statements. */

static sqlite3_stmt *prepare(struct db *db, const char *text)
{
	struct db_statement *found;
	HASH_FIND_PTR(db->statements, &text, found);
	if (found)
		return found->prepared;

	sqlite3_stmt *prepared;
	if (sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL) !=
	    SQLITE_OK) {
		set_failure(db);
		return NULL;
	}
	found = mem_alloc(sizeof(*found));
	found->text = text;
	found->prepared = prepared;
	HASH_ADD_PTR(db->statements, text, found);
	return prepared;
}

static void finalize_statements(struct db *db)
{
	struct db_statement *statement = db->statements, *next;
	HASH_CLEAR(hh, db->statements); /* frees the table alone */
	for (; statement; statement = next) {
		next = statement->hh.next;
		sqlite3_finalize(statement->prepared);
		free(statement);
	}
}

static void bind(sqlite3_stmt *statement, const struct db_arg *args)
{
	int i = 1;
	for (; args->type != DB_ARG_END; args++, i++) {
		if (args->type == DB_ARG_INT)
			sqlite3_bind_int64(statement, i, args->integer);
		else if (args->type == DB_ARG_TEXT)
			sqlite3_bind_text(statement, i, args->bytes, -1, SQLITE_STATIC);
		else
			sqlite3_bind_blob64(statement, i, args->bytes, args->len, SQLITE_STATIC);
	}
	assert(sqlite3_bind_parameter_count(statement) == i - 1);
}

struct db_query db_query_(struct db *db, const char *text, const struct db_arg *args)
{
	struct db_query query = {.db = db};
	if (db->failed)
		return query;
	query.statement = prepare(db, text);
	if (!query.statement)
		return query;
	assert(!sqlite3_stmt_busy(query.statement));
	bind(query.statement, args);
	return query;
}

bool db_row(struct db_query *query)
{
	if (!query->statement || query->db->failed) {
		db_done(query);
		return false;
	}
	int result = sqlite3_step(query->statement);
	if (result == SQLITE_ROW)
		return true;
	if (result != SQLITE_DONE)
		set_failure(query->db);
	db_done(query);
	return false;
}

void db_done(struct db_query *query)
{
	if (query->statement)
		sqlite3_reset(query->statement);
	query->statement = NULL;
}

int64_t db_int(const struct db_query *query, int column)
{
	return sqlite3_column_int64(query->statement, column);
}

const char *db_text(const struct db_query *query, int column)
{
	return (const char *)sqlite3_column_text(query->statement, column);
}

const char *db_text_dup(const struct db_query *query, int column, struct arena *arena)
{
	return arena_strdup(arena, db_text(query, column));
}

int64_t db_run_(struct db *db, const char *text, const struct db_arg *args)
{
	struct db_query query = db_query_(db, text, args);
	while (db_row(&query))
		;
	return db->failed ? 0 : sqlite3_changes64(db->handle);
}

int64_t db_value_(struct db *db, int64_t fallback, const char *text, const struct db_arg *args)
{
	struct db_query query = db_query_(db, text, args);
	int64_t value = db_row(&query) ? db_int(&query, 0) : fallback;
	db_done(&query);
	return value;
}

const char *db_value_text_(struct db *db, struct arena *arena, const char *text, const struct db_arg *args)
{
	struct db_query query = db_query_(db, text, args);
	const char *value = db_row(&query) ? db_text_dup(&query, 0, arena) : NULL;
	db_done(&query);
	return value;
}

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

void *db_keep_(struct arena *arena, void *items, size_t len, size_t size)
{
	void *kept = arena_array(arena, len, size);
	if (len)
		memcpy(kept, items, len * size);
	free(items);
	return kept;
}

/* Transactions. */

void db_begin(struct db *db, int64_t now_ms)
{
	db->now_ms = now_ms;
	if (db->open)
		return;
	db_run(db, "BEGIN IMMEDIATE");
	db->open = true;
	db->lost = db->failed;
}

int64_t db_now(const struct db *db)
{
	return db->now_ms;
}

/* What must run although the database has failed. */
static void force(struct db *db, const char *text)
{
	sqlite3_exec(db->handle, text, NULL, NULL, NULL);
}

void db_rollback(struct db *db)
{
	if (!sqlite3_get_autocommit(db->handle))
		force(db, "ROLLBACK");
	db->open = db->failed = db->lost = false;
}

bool db_commit(struct db *db, struct err *err)
{
	if (db->open)
		db_run(db, "COMMIT");
	bool ok = check_failure(db, err);
	db_rollback(db);
	return ok;
}

void db_savepoint(struct db *db)
{
	assert(db->open);
	db_run(db, "SAVEPOINT request");
}

bool db_release(struct db *db, bool keep, struct err *err)
{
	bool ok = check_failure(db, err);
	if (db->lost)
		return ok;
	if (!ok || !keep)
		force(db, "ROLLBACK TO request");
	force(db, "RELEASE request");
	db->failed = false;
	return ok;
}

const char *db_failure(const struct db *db)
{
	return db->failed ? db->failure : NULL;
}

bool db_changed_outside(struct db *db)
{
	int64_t before = db->data_version;
	db->data_version = db_value(db, before, "PRAGMA data_version");
	return db->data_version != before;
}

/* The whole. */

struct db *db_open(const char *path, const struct proto_limits *limits, struct err *err)
{
	struct sql_config config = {
	        .path = path,
	        .busy_timeout_ms = DB_BUSY_MS,
	        .sync_each_commit = true,
	        .migrations = db_migrations,
	        .migration_count = (size_t)db_migration_count,
	};
	struct sql *sql = sql_open(&config, err);
	if (!sql)
		return NULL;
	struct db *db = mem_alloc(sizeof(*db));
	db->sql = sql;
	db->handle = sql_handle(sql);
	db->limits = *limits;
	db_changed_outside(db);
	return db;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	db_rollback(db);
	finalize_statements(db);
	sql_close(db->sql);
	free(db);
}

const struct proto_limits *db_limits(const struct db *db)
{
	return &db->limits;
}

void db_set_newcomers(struct db *db, bool (*exists)(const char *name))
{
	db->is_newcomer = exists;
}

bool db_is_newcomer(const struct db *db, const char *name)
{
	return db->is_newcomer && db->is_newcomer(name);
}

/* VACUUM INTO leaves it to the system when the copy reaches the disk. */
static bool reach_disk(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;
	if (!ok)
		err_set(err, errno, "cannot write %s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

bool db_backup(struct db *db, const char *path, struct err *err)
{
	/* An empty file is as good as none to SQLite, and so the copy is private from its first byte. */
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(err, errno, "cannot make %s: %s", path, strerror(errno));
	close(fd);
	db_run(db, "VACUUM INTO ?", T(path));
	bool ok = check_failure(db, err) && reach_disk(path, err);
	db_rollback(db);
	if (!ok)
		unlink(path);
	return ok;
}
