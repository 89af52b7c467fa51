/*
 * db_conversation: one user's views of streams of messages.
 *
 * What is unread is what others wrote past `read_sequence`. Who sends a message has read nothing by that; where all
 * before it is read, so is his own.
 */
#ifndef COVEY_STORE_DB_CONVERSATION_H
#define COVEY_STORE_DB_CONVERSATION_H

#include "proto/types.h"

struct arena;
struct db;
struct err;

struct db_conversation {
	int64_t id; /* 0: with a user who is there, but nobody has begun it */
	int64_t user; /* whose it is */
	int64_t peer; /* C2C: the other one, or the user himself */
	int64_t room; /* GROUP */
	int64_t stream; /* 0: there is none yet */
	int64_t visible_after, read_sequence, last_sequence;
	bool is_hidden; /* its user has deleted it */
};

/* What `conversation_id` means to the user. NO_USER; NO_ROOM also for a non-member; BAD_PARAMETER. */
bool db_conversation_find(struct db *db, int64_t user, const char *conversation_id,
                          struct db_conversation *conversation, struct err *err);

/* Whose it is. */
int64_t db_conversation_owner(struct db *db, int64_t conversation);

/* The member's conversation of a room. */
struct db_conversation db_conversation_of_room(struct db *db, int64_t user, int64_t room);

/* Makes a C2C conversation where its `id` is 0, empty: nothing sent before is seen in it. */
void db_conversation_make(struct db *db, struct db_conversation *conversation);

/* A member's conversation of a room, read up to now; what was before is seen only where `with_past`. */
void db_conversation_make_for_room(struct db *db, int64_t user, int64_t room, bool with_past);

/* How `conversation`'s user, or its peer, names it. */
const char *db_conversation_name(struct db *db, struct arena *arena,
                                 const struct db_conversation *conversation);
const char *db_conversation_name_for_peer(struct db *db, struct arena *arena,
                                          const struct db_conversation *conversation);

/* Did it change anything? */
bool db_conversation_pin(struct db *db, const struct db_conversation *conversation, bool is_pinned);
bool db_conversation_set_draft(struct db *db, const struct db_conversation *conversation, const char *text);
bool db_conversation_set_remind(struct db *db, const struct db_conversation *conversation,
                                enum proto_remind_type type);

/* Read up to `sequence`, or to the newest where that is less; never moves back. */
bool db_conversation_read(struct db *db, struct db_conversation *conversation, int64_t sequence);
/* Where nothing that others wrote is unread, one's own messages are read. */
void db_conversation_read_own(struct db *db, struct db_conversation *conversation);

/* Its other side may know that it is read up to `read_sequence`. Is that new? */
bool db_conversation_show_read(struct db *db, const struct db_conversation *conversation);

/* What clients keep of it. Did it change anything? */
bool db_conversation_set_data(struct db *db, const struct db_conversation *conversation, const char *data);

/*
 * In no list and no convgroup any more, read, and neither pinned nor with a draft, until somebody says something
 * in it or its user does something to it. What was said is gone from the user's view where `clear`.
 */
void db_conversation_delete(struct db *db, const struct db_conversation *conversation, bool clear);

/* One that was deleted is there again. Was it? */
bool db_conversation_show(struct db *db, struct db_conversation *conversation);

/* What others wrote past `sequence` is unread again; never moves forward. */
bool db_conversation_unread_after(struct db *db, struct db_conversation *conversation, int64_t sequence);

/* All that have something unread; `convgroup` 0: of the user's all. */
struct db_conversation_list {
	struct db_conversation *items;
	size_t len;
};
struct db_conversation_list db_conversation_unread(struct db *db, struct arena *arena, int64_t user,
                                                   int64_t convgroup);

/* As they are sent: pinned first, then newest first. */
struct proto_conversation_list db_conversation_list(struct db *db, struct arena *arena, int64_t user);
struct proto_conversation_list db_conversation_list_filed(struct db *db, struct arena *arena,
                                                          int64_t convgroup);
struct proto_conversation_list db_conversation_list_these(struct db *db, struct arena *arena,
                                                          const int64_t *ids, size_t count);

/* One that nobody has begun, as it would be. */
struct proto_conversation db_conversation_not_begun(struct db *db, struct arena *arena, int64_t peer);

#endif
