/*
 * db_person: what people are to each other: who sees whom come and go, who is blocked by whom; and what
 * somebody says of himself.
 *
 * Whom one has blocked cannot write to one, and learns nothing of one: not whether one is there, nor that one
 * writes, nor what one has read.
 */
#ifndef COVEY_STORE_DB_PERSON_H
#define COVEY_STORE_DB_PERSON_H

#include "proto/types.h"
#include "store/db_room.h"

/* Bytes of what one says of oneself, and people that one can block. The protocol has no limits for them. */
#define DB_PERSON_NICK_BYTES 100
#define DB_PERSON_SIGNATURE_BYTES 500
#define DB_PERSON_STATUS_BYTES 100
#define DB_PERSON_BLOCKED_MAX 1000

/* Has `user` blocked `other`? */
bool db_person_blocks(struct db *db, int64_t user, int64_t other);

/* userIDs, by name. */
struct strspan db_person_blocked(struct db *db, struct arena *arena, int64_t user);

/* BAD_PARAMETER: oneself, or one too many. `changed` is false for one who is blocked already. */
bool db_person_block(struct db *db, int64_t user, int64_t other, bool *changed, struct err *err);
/* Was he blocked? */
bool db_person_unblock(struct db *db, int64_t user, int64_t other);

/* Those who have a conversation with the user, whom he has not blocked. */
struct db_ids db_person_acquaintances(struct db *db, struct arena *arena, int64_t user);

/* The rooms that the user is in, and whether `other` (who may be himself) is in one of them, too. */
struct db_ids db_person_rooms(struct db *db, struct arena *arena, int64_t user);
bool db_person_shares_room(struct db *db, int64_t user, int64_t other);

/* Has `user` a conversation with `other`? */
bool db_person_knows(struct db *db, int64_t user, int64_t other);

/* NULL leaves what is there. BAD_PARAMETER: too long, or with control characters. */
bool db_person_set_profile(struct db *db, int64_t user, const char *nick, const char *signature,
                           bool *changed, struct err *err);
bool db_person_set_status(struct db *db, int64_t user, const char *status, bool *changed, struct err *err);
const char *db_person_status(struct db *db, struct arena *arena, int64_t user);

#endif
