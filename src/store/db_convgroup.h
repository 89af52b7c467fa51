/*
 * db_convgroup: a user's conversation groups, and their limits (protocol.md, section 4).
 *
 * A conversation that is in two of them counts twice against the limit of all. Names are compared
 * byte by byte.
 */
#ifndef COVEY_STORE_DB_CONVGROUP_H
#define COVEY_STORE_DB_CONVGROUP_H

#include "proto/types.h"
#include "store/db_room.h"

/* What a request is to do, and what it did, conversation by conversation. */
struct db_filing {
	int64_t from, to; /* the convgroup that loses and the one that gains; 0: none. Then those that did */
	struct strspan successes; /* conversationIDs in the order asked, each once */
	struct proto_failure_list failures;
	struct db_ids changed; /* the conversations whose convgroups are not what they were */
};

/* 0 when there is none. */
int64_t db_convgroup_find(struct db *db, int64_t user, const char *name);
const char *db_convgroup_name(struct db *db, struct arena *arena, int64_t convgroup);

/* In the user's order. */
struct strspan db_convgroup_names(struct db *db, struct arena *arena, int64_t user);

/* What clients keep of each, in the same order; "": nothing. */
struct strspan db_convgroup_data(struct db *db, struct arena *arena, int64_t user);

/* BAD_PARAMETER when it is too long. `changed` is false for what it was already. */
bool db_convgroup_set_data(struct db *db, int64_t convgroup, const char *data, bool *changed,
                           struct err *err);

/* The conversations in it, in no order. */
struct db_ids db_convgroup_conversations(struct db *db, struct arena *arena, int64_t convgroup);

/* BAD_PARAMETER, NAME_TOO_LONG, NAME_TAKEN, TOO_MANY_CONVGROUPS, TOO_MANY_NAMED. */
bool db_convgroup_create(struct db *db, struct arena *arena, int64_t user, const char *name,
                         struct strspan conversation_ids, struct db_filing *filing, struct err *err);

void db_convgroup_delete(struct db *db, int64_t convgroup);

/* NAME_TAKEN, NAME_TOO_LONG, BAD_PARAMETER. `changed` is false for the name that it has. */
bool db_convgroup_rename(struct db *db, int64_t user, int64_t convgroup, const char *name, bool *changed,
                         struct err *err);

/*
 * `names` are all, each once: else BAD_PARAMETER, or NO_CONVGROUP. `conversations`: those in several of
 * which the order, too, is another one now.
 */
bool db_convgroup_sort(struct db *db, struct arena *arena, int64_t user, struct strspan names, bool *changed,
                       struct db_ids *conversations, struct err *err);

/* Of all that are in it; those of which it was another. */
struct db_ids db_convgroup_set_remind(struct db *db, struct arena *arena, int64_t convgroup,
                                      enum proto_remind_type type);

/* Does what `filing` says in `from` and `to`. TOO_MANY_NAMED. */
bool db_convgroup_file(struct db *db, struct arena *arena, int64_t user, struct strspan conversation_ids,
                       struct db_filing *filing, struct err *err);

/* The convgroups that a room's members have it in; `user` 0: of all members. */
struct db_room_filing {
	int64_t user, convgroup;
};
struct db_room_filing_list {
	const struct db_room_filing *items;
	size_t len;
};
struct db_room_filing_list db_convgroup_of_room(struct db *db, struct arena *arena, int64_t room,
                                                int64_t user);

/* Those of the user's convgroups that any of these conversations are in. */
struct db_ids db_convgroup_of_conversations(struct db *db, struct arena *arena, int64_t user,
                                            struct strspan conversation_ids);

#endif
