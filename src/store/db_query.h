/*
 * db_query: statements of the server's database, for store/db*.c alone.
 *
 *     struct db_query query = db_query(db, "SELECT name FROM user WHERE id = ?", I(id));
 *     while (db_row(&query))
 *             puts(db_text(&query, 0));
 *
 * A statement stands where it is used; it is prepared once and found again by the address of its
 * text, so pass literals. A failure is kept by the database (db.h says what that means).
 */
#ifndef COVEY_STORE_DB_QUERY_H
#define COVEY_STORE_DB_QUERY_H

#include <stddef.h>

#include "store/db.h"

struct sqlite3_stmt;

/* What a `?` stands for; borrowed until the last row was read. */
struct db_arg {
	enum { DB_ARG_END, DB_ARG_INT, DB_ARG_TEXT, DB_ARG_BLOB } type;
	int64_t integer;
	const void *bytes; /* NULL: NULL */
	size_t len;
};

static inline struct db_arg I(int64_t value) {
	return (struct db_arg){.type = DB_ARG_INT, .integer = value};
}

static inline struct db_arg
T(const char *text) {
	return (struct db_arg){.type = DB_ARG_TEXT, .bytes = text};
}

static inline struct db_arg
B(const void *bytes, size_t len) {
	return (struct db_arg){.type = DB_ARG_BLOB, .bytes = bytes, .len = len};
}

#define DB_ARGS_(...) ((const struct db_arg[]){__VA_ARGS__ __VA_OPT__(, ){.type = DB_ARG_END}})

struct db_query {
	struct db *db;
	struct sqlite3_stmt *statement; /* NULL: over, or the database has failed */
};

struct db_query db_query_(struct db *db, const char *text, const struct db_arg *args);
#define db_query(db, text, ...) db_query_(db, text, DB_ARGS_(__VA_ARGS__))

/* The next row; false after the last one, and the query is over. */
bool db_row(struct db_query *query);

/* Ends a query of which not every row was read. */
void db_done(struct db_query *query);

/* Columns of the row, from 0. Text is borrowed until the next row, or copied into `arena`; NULL for NULL. */
int64_t db_int(const struct db_query *query, int column);
const char *db_text(const struct db_query *query, int column);
const char *db_text_dup(const struct db_query *query, int column, struct arena *arena);

/* A statement of which no row is wanted; how many rows it changed. */
int64_t db_run_(struct db *db, const char *text, const struct db_arg *args);
#define db_run(db, text, ...) db_run_(db, text, DB_ARGS_(__VA_ARGS__))

/* The first column of the first row; where there is none, `fallback` or NULL. */
int64_t db_value_(struct db *db, int64_t fallback, const char *text, const struct db_arg *args);
#define db_value(db, fallback, text, ...) db_value_(db, fallback, text, DB_ARGS_(__VA_ARGS__))
const char *db_value_text_(struct db *db, struct arena *arena, const char *text, const struct db_arg *args);
#define db_value_text(db, arena, text, ...) db_value_text_(db, arena, text, DB_ARGS_(__VA_ARGS__))

/* The number that the last INSERT gave. */
int64_t db_last_id(struct db *db);

/* When what happens now happens, as db_begin() was told. */
int64_t db_now(const struct db *db);

/* Does db_set_newcomers()' function know `name`? */
bool db_is_newcomer(const struct db *db, const char *name);

/* A list that was gathered in a vec, moved into the arena. */
#define db_keep(arena, list) db_keep_(arena, (list)->items, (list)->len, sizeof(*(list)->items))
void *db_keep_(struct arena *arena, void *items, size_t len, size_t size);

/* The migrations, from db_schema.c. */
extern const char *const db_migrations[];
extern const int db_migration_count;

#endif
