/*
 * sql: what both databases (the client's cache, the server's) ask of SQLite: a private file in WAL
 * mode, brought up to date, and statements that are prepared once.
 *
 *     enum { STATEMENT_FIND, STATEMENT_COUNT };
 *     static const char *const statements[] = {[STATEMENT_FIND] = "SELECT id FROM person WHERE name = ?"};
 *
 *     struct sql_cursor cursor = sql_query(sql, STATEMENT_FIND, SQL_TEXT(name));
 *     while (sql_next(&cursor))
 *             use(sql_int(&cursor, 0));
 *     return sql_end(&cursor, err);
 *
 * A failure leaves the open transaction as it is; who began it rolls it back.
 */
#ifndef COVEY_STORE_SQL_H
#define COVEY_STORE_SQL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct sql;
struct sqlite3;
struct sqlite3_stmt;

/* What err->code says when it is not 0: the file is no database or a spoilt one; a later version made it. */
enum sql_failure {
	SQL_DAMAGED = -1,
	SQL_NEWER = -2,
};

/* Everything is borrowed for the connection's life. */
struct sql_config {
	const char *path; /* made with mode 0600 where it is not there, and set to it where it is */
	int busy_timeout_ms; /* how long to wait for another process that writes */
	bool sync_each_commit; /* a commit survives a power cut (synchronous=FULL), not only the process's end */
	const char *const *migrations; /* [n] leads from version n (PRAGMA user_version) to n + 1 */
	size_t migration_count;
	const char *const *statements; /* their texts, by the caller's enum */
	size_t statement_count;
};

struct sql *sql_open(const struct sql_config *config, struct err *err);
void sql_close(struct sql *sql);

/*
 * Renames the database to `path``ending`, over what has that name, so that it can be made anew. False and
 * `err` when another process has it open, or the disk says no.
 */
bool sql_set_aside(const char *path, const char *ending, struct err *err);

/* For what this header has no word for (functions, backup); owned by `sql`. */
struct sqlite3 *sql_handle(struct sql *sql);

/* Takes the write lock at once, so that a later statement cannot find it taken. */
bool sql_begin(struct sql *sql, struct err *err);
bool sql_commit(struct sql *sql, struct err *err);
void sql_rollback(struct sql *sql);
bool sql_in_transaction(struct sql *sql);

/* What was committed up to now survives a power cut, too (where sync_each_commit is not set). */
bool sql_sync(struct sql *sql, struct err *err);

/* Statements of no table: pragmas, scripts. */
bool sql_exec(struct sql *sql, const char *script, struct err *err);

/* A value for a statement's `?`, in their order. Text is borrowed for the call or the cursor's life; NULL is NULL. */
struct sql_value {
	bool is_text;
	int64_t number;
	const char *text;
};
#define SQL_INT(value) ((struct sql_value){.number = (value)})
#define SQL_TEXT(value) ((struct sql_value){.is_text = true, .text = (value)})
#define SQL_VALUES_(...)                         \
	(const struct sql_value[]){__VA_ARGS__}, \
	        sizeof((struct sql_value[]){__VA_ARGS__}) / sizeof(struct sql_value)

/* Runs a statement that gives no rows: sql_run(sql, STATEMENT_X, err, SQL_TEXT(id), SQL_INT(3)). */
#define sql_run(sql, statement, err, ...) sql_run_((sql), (statement), (err), SQL_VALUES_(__VA_ARGS__))

/* Rows that the last sql_run() inserted, changed or deleted; and the rowid it inserted. */
int64_t sql_changes(struct sql *sql);
int64_t sql_last_rowid(struct sql *sql);

/* A statement's rows. The same statement cannot be used again before sql_end(). */
struct sql_cursor {
	struct sql *sql;
	struct sqlite3_stmt *statement;
	int status;
};
#define sql_query(sql, statement, ...) sql_query_((sql), (statement), SQL_VALUES_(__VA_ARGS__))

/* False after the last row, and on a failure, which sql_end() tells. */
bool sql_next(struct sql_cursor *cursor);
bool sql_end(struct sql_cursor *cursor, struct err *err);

/* A column of the row; text is borrowed until the next sql_next() or sql_end(), NULL for NULL. */
int64_t sql_int(const struct sql_cursor *cursor, int column);
const char *sql_text(const struct sql_cursor *cursor, int column);

bool sql_run_(struct sql *sql, size_t statement, struct err *err, const struct sql_value *values,
              size_t count);
struct sql_cursor sql_query_(struct sql *sql, size_t statement, const struct sql_value *values, size_t count);

#endif
