/*
 * db_room: rooms full of people (the protocol's groups), their members, and who may do what.
 *
 * A public room is joined by whoever likes and read from its beginning; a private one is joined by
 * invitation alone and read from one's joining on. Any member invites. The owner and the admins
 * expel, the owner anybody, an admin only plain members. The owner cannot leave, only hand over or dismiss.
 */
#ifndef COVEY_STORE_DB_ROOM_H
#define COVEY_STORE_DB_ROOM_H

#include "proto/types.h"

struct arena;
struct db;
struct err;

/* Bytes of a room's name. The protocol has no limit for it. */
#define DB_ROOM_TITLE_BYTES 100
/* Of what it says of itself, and of what its members are to know. */
#define DB_ROOM_TEXT_BYTES 1000

/* A list of user or room numbers in an arena. */
struct db_ids {
	const int64_t *items;
	size_t len;
};

/* 0 when there is none. */
int64_t db_room_find(struct db *db, const char *room_id);

/* The public room that alone has this name, in whatever case of ASCII; 0 when there is none, or several. */
int64_t db_room_named(struct db *db, const char *title);

/* PROTO_ROLE_COUNT: no member. */
enum proto_role db_room_role(struct db *db, int64_t room, int64_t user);

/* One that is not a member sees public rooms only: NO_ROOM. */
bool db_room_profile(struct db *db, struct arena *arena, int64_t user, int64_t room,
                     struct proto_room *profile, struct err *err);

/* The rooms that the user is a member of, by name. */
struct proto_room_list db_room_list(struct db *db, struct arena *arena, int64_t user);

/*
 * Public rooms whose names have words that begin like those of `keyword`, whatever their case and accents, and all of
 * them for "": one of that very name first, then those with the most members. At most `count`, from `offset` on.
 */
struct proto_room_list db_room_search(struct db *db, struct arena *arena, const char *keyword, int64_t offset,
                                      int64_t count);

/* The IDs of those of `rooms` that the user is a member of. */
struct strspan db_room_joined(struct db *db, struct arena *arena, int64_t user, struct proto_room_list rooms);

/* Current members: all, for sending; and a page of them by joining, with profiles. */
struct db_ids db_room_member_ids(struct db *db, struct arena *arena, int64_t room);
struct proto_member_list db_room_members(struct db *db, struct arena *arena, int64_t room, int64_t offset,
                                         int64_t count);
int64_t db_room_member_count(struct db *db, int64_t room);

/*
 * Makes `draft` (group_id, or NULL for one made here; name; type) with its owner as the only member.
 * BAD_PARAMETER, ROOM_TAKEN.
 */
bool db_room_create(struct db *db, int64_t owner, const struct proto_room *draft, int64_t *room,
                    struct err *err);

/* NOT_ALLOWED for a private room, ALREADY_MEMBER, ROOM_FULL. */
bool db_room_join(struct db *db, int64_t user, int64_t room, struct err *err);

/* `user` becomes a member at the wish of one who is: ALREADY_MEMBER, ROOM_FULL. */
bool db_room_invite(struct db *db, int64_t user, int64_t room, struct err *err);

/* NOT_ALLOWED: the owner. */
bool db_room_quit(struct db *db, int64_t user, int64_t room, struct err *err);

/* NOT_ALLOWED where `actor` may not; NO_USER: no member. */
bool db_room_expel(struct db *db, int64_t actor, int64_t user, int64_t room, struct err *err);

/* May this role expel at all? */
bool db_room_may_expel(enum proto_role role);

/* What is not NULL of name, introduction and notification. NOT_ALLOWED: neither owner nor admin. BAD_PARAMETER. */
bool db_room_set_profile(struct db *db, int64_t actor, int64_t room, const struct proto_room *draft,
                         bool *changed, struct err *err);

/* Admin or Member; NOT_ALLOWED: `actor` is not the owner, or `user` is. NO_USER: no member. BAD_PARAMETER: Owner. */
bool db_room_set_role(struct db *db, int64_t actor, int64_t user, int64_t room, enum proto_role role,
                      bool *changed, struct err *err);

/* The owner makes `heir` it, and is a plain member from then on. NOT_ALLOWED, NO_USER. */
bool db_room_set_owner(struct db *db, int64_t actor, int64_t heir, int64_t room, struct err *err);

/* NOT_ALLOWED: not the owner. What was said is gone; what was sent about it can be resumed. */
bool db_room_dismiss(struct db *db, int64_t actor, int64_t room, struct err *err);

/* The user's account is going: the room is another's, or gone with its last member. */
void db_room_abandon(struct db *db, int64_t room, int64_t user);

#endif
