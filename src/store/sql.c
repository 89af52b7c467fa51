/* A connection, its statements by the caller's number (NULL until first used), and nothing else. */
#include "store/sql.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/search.h"

#define OPEN_BUSY_MS 5000
#define JOURNAL_TRIES 50

struct sql {
	sqlite3 *handle;
	struct sql_config config;
	sqlite3_stmt **statements;
};

static int failure_code(int status)
{
	int primary = status & 0xFF;
	return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB ? SQL_DAMAGED : 0;
}

static bool failed(const struct sql *sql, int status, struct err *err)
{
	const char *text = sql->handle ? sqlite3_errmsg(sql->handle) : sqlite3_errstr(status);
	return err_set(err, failure_code(status), "%s: %s", sql->config.path, text);
}

/* SQLite gives its journals the mode of the database. */
static bool make_private_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && fchmod(fd, 0600) == 0;
	if (!ok)
		err_set(err, 0, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

bool sql_exec(struct sql *sql, const char *script, struct err *err)
{
	int status = sqlite3_exec(sql->handle, script, NULL, NULL, NULL);
	return status == SQLITE_OK || failed(sql, status, err);
}

static bool read_version(struct sql *sql, int64_t *version, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	int status = sqlite3_prepare_v2(sql->handle, "PRAGMA user_version", -1, &statement, NULL);
	if (status == SQLITE_OK)
		status = sqlite3_step(statement);
	if (status == SQLITE_ROW)
		*version = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return status == SQLITE_ROW || failed(sql, status, err);
}

static bool write_version(struct sql *sql, size_t version, struct err *err)
{
	char pragma[64];
	snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %zu", version);
	return sql_exec(sql, pragma, err);
}

/* The version is read under the write lock: another process may be doing the same right now. */
static bool migrate_in_transaction(struct sql *sql, struct err *err)
{
	int64_t version = 0;
	size_t count = sql->config.migration_count;
	if (!read_version(sql, &version, err))
		return false;
	if (version < 0 || (uint64_t)version > count)
		return err_set(err, SQL_NEWER, "%s was made by a newer version of this program",
		               sql->config.path);
	if ((size_t)version == count)
		return true;
	for (size_t i = (size_t)version; i < count; i++) {
		if (!sql_exec(sql, sql->config.migrations[i], err))
			return false;
	}
	return write_version(sql, count, err);
}

static bool migrate(struct sql *sql, struct err *err)
{
	if (!sql_begin(sql, err))
		return false;
	if (migrate_in_transaction(sql, err) && sql_commit(sql, err))
		return true;
	sql_rollback(sql);
	return false;
}

/*
 * The switch of a fresh file needs it alone, and two that try at once get SQLITE_BUSY without a wait, or neither would
 * give way (sqlite.org, "Write-Ahead Logging", on the busy handler). A write lock is waited for: whoever has it switches.
 */
static bool use_journal(struct sql *sql, struct err *err)
{
	int status = SQLITE_BUSY;
	for (int i = 0; i < JOURNAL_TRIES && (status & 0xFF) == SQLITE_BUSY; i++) {
		status = sqlite3_exec(sql->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
		if ((status & 0xFF) == SQLITE_BUSY)
			sqlite3_exec(sql->handle, "BEGIN IMMEDIATE; COMMIT", NULL, NULL, NULL);
	}
	return status == SQLITE_OK || failed(sql, status, err);
}

/* Making it takes longer than a commit: another process that does so is waited for. */
static bool set_up(struct sql *sql, struct err *err)
{
	sqlite3_busy_timeout(sql->handle, OPEN_BUSY_MS);
	bool ok = use_journal(sql, err) && sql_exec(sql, "PRAGMA foreign_keys = ON", err) &&
	          sql_exec(sql,
	                   sql->config.sync_each_commit ? "PRAGMA synchronous = FULL"
	                                                : "PRAGMA synchronous = NORMAL",
	                   err) &&
	          migrate(sql, err);
	sqlite3_busy_timeout(sql->handle, sql->config.busy_timeout_ms);
	return ok;
}

static bool connect_handle(struct sql *sql, struct err *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	int status = sqlite3_open_v2(sql->config.path, &sql->handle, flags, NULL);
	return (status == SQLITE_OK && search_install(sql->handle)) || failed(sql, status, err);
}

struct sql *sql_open(const struct sql_config *config, struct err *err)
{
	struct sql *sql = mem_alloc(sizeof(*sql));
	sql->config = *config;
	sql->statements = mem_alloc((config->statement_count + 1) * sizeof(sqlite3_stmt *));
	if (make_private_file(config->path, err) && connect_handle(sql, err) && set_up(sql, err))
		return sql;
	sql_close(sql);
	return NULL;
}

void sql_close(struct sql *sql)
{
	if (!sql)
		return;
	for (size_t i = 0; i < sql->config.statement_count; i++)
		sqlite3_finalize(sql->statements[i]);
	sqlite3_close_v2(sql->handle);
	free(sql->statements);
	free(sql);
}

/* The journal goes into the file, which takes that nobody else has it open. A file too damaged for that is nobody's. */
static bool is_in_use(const char *path)
{
	sqlite3 *handle = NULL;
	int status = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, NULL);
	if (status == SQLITE_OK)
		status = sqlite3_exec(handle, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	sqlite3_close(handle);
	return status == SQLITE_BUSY;
}

/* A journal that stayed would be played into the next database of this name. */
static bool rename_with_journal(const char *path, const char *ending)
{
	static const char *const parts[] = {"-wal", "-shm", ""};
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		char from[PATH_MAX], to[PATH_MAX];
		snprintf(from, sizeof(from), "%s%s", path, parts[i]);
		snprintf(to, sizeof(to), "%s%s%s", path, ending, parts[i]);
		unlink(to);
		if (rename(from, to) != 0 && errno != ENOENT)
			return false;
	}
	return true;
}

bool sql_set_aside(const char *path, const char *ending, struct err *err)
{
	if (is_in_use(path))
		return err_set(err, 0, "%s: another program has it open", path);
	return rename_with_journal(path, ending) || err_set(err, 0, "%s: %s", path, strerror(errno));
}

struct sqlite3 *sql_handle(struct sql *sql)
{
	return sql->handle;
}

bool sql_begin(struct sql *sql, struct err *err)
{
	return sql_exec(sql, "BEGIN IMMEDIATE", err);
}

bool sql_commit(struct sql *sql, struct err *err)
{
	return sql_exec(sql, "COMMIT", err);
}

void sql_rollback(struct sql *sql)
{
	/* After some failures SQLite has done it already. */
	if (sql_in_transaction(sql))
		sql_exec(sql, "ROLLBACK", NULL);
}

bool sql_in_transaction(struct sql *sql)
{
	return !sqlite3_get_autocommit(sql->handle);
}

bool sql_sync(struct sql *sql, struct err *err)
{
	/* A checkpoint syncs the journal before it copies pages from it. One that others hold up does no harm. */
	int status = sqlite3_wal_checkpoint_v2(sql->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	return status == SQLITE_OK || status == SQLITE_BUSY || failed(sql, status, err);
}

static int prepare(struct sql *sql, size_t statement)
{
	assert(statement < sql->config.statement_count);
	if (sql->statements[statement])
		return SQLITE_OK;
	return sqlite3_prepare_v3(sql->handle, sql->config.statements[statement], -1,
	                          SQLITE_PREPARE_PERSISTENT, &sql->statements[statement], NULL);
}

static int bind(sqlite3_stmt *statement, const struct sql_value *values, size_t count)
{
	assert((size_t)sqlite3_bind_parameter_count(statement) == count);
	int status = SQLITE_OK;
	for (size_t i = 0; i < count && status == SQLITE_OK; i++) {
		int place = (int)i + 1;
		if (!values[i].is_text)
			status = sqlite3_bind_int64(statement, place, values[i].number);
		else
			status = sqlite3_bind_text(statement, place, values[i].text, -1, SQLITE_STATIC);
	}
	return status;
}

struct sql_cursor sql_query_(struct sql *sql, size_t statement, const struct sql_value *values, size_t count)
{
	struct sql_cursor cursor = {.sql = sql, .status = prepare(sql, statement)};
	if (cursor.status != SQLITE_OK)
		return cursor;
	cursor.statement = sql->statements[statement];
	assert(!sqlite3_stmt_busy(cursor.statement));
	cursor.status = bind(cursor.statement, values, count);
	return cursor;
}

bool sql_next(struct sql_cursor *cursor)
{
	if (cursor->status != SQLITE_OK && cursor->status != SQLITE_ROW)
		return false;
	cursor->status = sqlite3_step(cursor->statement);
	return cursor->status == SQLITE_ROW;
}

bool sql_end(struct sql_cursor *cursor, struct err *err)
{
	bool ok =
	        cursor->status == SQLITE_OK || cursor->status == SQLITE_ROW || cursor->status == SQLITE_DONE;
	if (!ok)
		failed(cursor->sql, cursor->status, err);
	if (cursor->statement) {
		sqlite3_reset(cursor->statement);
		/* What was bound was borrowed. */
		sqlite3_clear_bindings(cursor->statement);
	}
	return ok;
}

bool sql_run_(struct sql *sql, size_t statement, struct err *err, const struct sql_value *values,
              size_t count)
{
	struct sql_cursor cursor = sql_query_(sql, statement, values, count);
	while (sql_next(&cursor)) {
	}
	return sql_end(&cursor, err);
}

int64_t sql_changes(struct sql *sql)
{
	return sqlite3_changes64(sql->handle);
}

int64_t sql_last_rowid(struct sql *sql)
{
	return sqlite3_last_insert_rowid(sql->handle);
}

int64_t sql_int(const struct sql_cursor *cursor, int column)
{
	return sqlite3_column_int64(cursor->statement, column);
}

const char *sql_text(const struct sql_cursor *cursor, int column)
{
	return (const char *)sqlite3_column_text(cursor->statement, column);
}
