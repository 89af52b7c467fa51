/*
 * db_user: accounts, their passwords (as hashes that mean nothing here) and login tokens.
 *
 * A removed account keeps its row, because what it wrote keeps its author; it is nobody's until
 * an account of that name is made again, which begins empty.
 */
#ifndef COVEY_STORE_DB_USER_H
#define COVEY_STORE_DB_USER_H

#include "proto/types.h"

struct arena;
struct db;
struct err;

#define DB_TOKEN_HASH_BYTES 32

/* 1 to `max_bytes` bytes of A-Z a-z 0-9 . _ - (protocol.md, section 3). */
bool db_name_is_valid(const char *name, int64_t max_bytes);

/* 0 when there is none. Makes a newcomer's account (db_set_newcomers). */
int64_t db_user_find(struct db *db, const char *name);

/* Makes the account, with its notes. `password` may be NULL: then none fits. False: BAD_PARAMETER. */
bool db_user_create(struct db *db, const char *name, const char *password, int64_t *user, struct err *err);

/* Its conversations, convgroups and tokens go; its rooms go to another member, or away with the last. */
void db_user_remove(struct db *db, int64_t user);

bool db_user_is_there(struct db *db, int64_t user);
const char *db_user_name(struct db *db, struct arena *arena, int64_t user);
struct proto_user db_user_profile(struct db *db, struct arena *arena, int64_t user);
struct proto_user_list db_user_list(struct db *db, struct arena *arena);

/* NULL: none fits. */
const char *db_user_password(struct db *db, struct arena *arena, int64_t user);

/* Ends every login of the account, too. */
void db_user_set_password(struct db *db, int64_t user, const char *password);

enum db_token_state {
	DB_TOKEN_VALID,
	DB_TOKEN_EXPIRED,
	DB_TOKEN_UNKNOWN,
	DB_TOKEN_STATE_COUNT,
};

void db_token_add(struct db *db, int64_t user, const unsigned char hash[DB_TOKEN_HASH_BYTES],
                  int64_t expires_ms, const char *device);

/* A valid one is good until `expires_ms` from now on. */
enum db_token_state db_token_use(struct db *db, int64_t user, const unsigned char hash[DB_TOKEN_HASH_BYTES],
                                 int64_t expires_ms);
/* Whose token it is, while it is valid; else 0. */
int64_t db_token_user(struct db *db, const unsigned char hash[DB_TOKEN_HASH_BYTES]);
void db_token_remove(struct db *db, const unsigned char hash[DB_TOKEN_HASH_BYTES]);

#endif
