/*
 * db: the server's database. Its rules are here, in db_*.h, and not in the server: who may do
 * what, how many of it, and that a thing happens once.
 *
 *     audience ── whoever events are for: each user and each room is one
 *     user ─┬─ token                      stream ─┬─ message     one numbered series of messages: of two
 *           ├─ conversation ── stream             └─ mention     users, of one (notes) or of a room
 *           ├─ convgroup ── conversations         room ── membership (from one event to another)
 *           └─ event (what was sent to an audience, for resuming)
 *
 * All that one turn of the server's loop asks runs in one transaction, each request in a
 * savepoint. A statement that fails (a full disk, a damaged file) is not reported where it stands:
 * from then on every statement does nothing and every query has no rows, and whoever ends the
 * savepoint or the transaction is told. So a rule reads like the rule, and a failure changes nothing.
 *
 * Users, rooms and conversations are numbered; 0 is none. Functions that can refuse return false
 * and fill `err`, whose code is one of proto/error.h's. What they return lives in the arena.
 */
#ifndef COVEY_STORE_DB_H
#define COVEY_STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "proto/limit.h"

struct arena;
struct db;
struct err;

/* The file's name in the --data folder. */
#define DB_FILE "covey.db"

/* Makes it where it is not there. NULL and `err` when that cannot be, also when it is of a newer version. */
struct db *db_open(const char *path, const struct proto_limits *limits, struct err *err);
void db_close(struct db *db);

const struct proto_limits *db_limits(const struct db *db);

/* Somebody who has no account but whom `exists` knows gets one when first named (the users of the machine). */
void db_set_newcomers(struct db *db, bool (*exists)(const char *name));

/*
 * Begins the transaction unless one is open; waits for another process that writes. What follows
 * happens at `now_ms` (Unix).
 */
void db_begin(struct db *db, int64_t now_ms);

/* True: it is on disk. False with `err`: all is as before db_begin(). Without a transaction: true. */
bool db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db);

/* A part of the transaction that can be undone alone. They do not nest. */
void db_savepoint(struct db *db);

/* Keeps or undoes what came after db_savepoint(). False with `err`, and undone, when a statement had failed. */
bool db_release(struct db *db, bool keep, struct err *err);

/* Why a statement failed since then, or NULL. Outside of a transaction db_rollback() forgets it. */
const char *db_failure(const struct db *db);

/* True once after another process has changed the database. */
bool db_changed_outside(struct db *db);

/* Writes a consistent copy to `path`, which must not exist, while others write. */
bool db_backup(struct db *db, const char *path, struct err *err);

/* Whether the file is sound and keeps its own rules; `report` is told each thing that is wrong, or how much is there. */
bool db_check(struct db *db, void (*report)(void *context, const char *text), void *context);

#endif
