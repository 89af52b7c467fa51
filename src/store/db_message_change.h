/*
 * db_message_change: what is done to a message that was sent: changed, recalled, deleted from one's own view,
 * reacted to. Its place in its stream stays.
 */
#ifndef COVEY_STORE_DB_MESSAGE_CHANGE_H
#define COVEY_STORE_DB_MESSAGE_CHANGE_H

#include "store/db_conversation.h"

/* Bytes of a reaction, and how many different ones a message can have. The protocol has no limits for them. */
#define DB_REACTION_BYTES 32
#define DB_REACTIONS_MAX 20

/* A message, and the conversation in which a user sees it. */
struct db_found_message {
	struct db_conversation conversation;
	int64_t id, sequence, sender, time; /* time: Unix ms */
	enum proto_message_type type;
	bool is_revoked;
};

/* NO_MESSAGE: also for one that the user does not see, or has deleted. */
bool db_message_find(struct db *db, struct arena *arena, int64_t user, const char *message_id,
                     struct db_found_message *found, struct err *err);

/* Everybody who sees it. */
struct db_ids db_message_viewers(struct db *db, struct arena *arena, const struct db_found_message *found);

/* Each tells by `changed` whether it changed anything. */

/* NOT_ALLOWED: it is another's, or nothing that can be changed. NO_MESSAGE: recalled. BLOCKED.
 * MESSAGE_TOO_LARGE. */
bool db_message_modify(struct db *db, const struct db_found_message *found, const char *payload,
                       bool *changed, struct err *err);

/* Its payload is gone, with its reactions and files, and whom it names. `limit_ms`: after so long it is TOO_LATE. NOT_ALLOWED. */
bool db_message_revoke(struct db *db, const struct db_found_message *found, int64_t limit_ms, bool *changed,
                       struct err *err);

void db_message_delete(struct db *db, const struct db_found_message *found);

/* It counts no more as mentioning `user` (0: anybody). Gives the conversations in which it did. */
struct db_ids db_message_unmention(struct db *db, struct arena *arena, const struct db_found_message *found,
                                   int64_t user);

/* NO_MESSAGE: recalled. BLOCKED, BAD_PARAMETER. */
bool db_message_react(struct db *db, const struct db_found_message *found, const char *reaction,
                      bool *changed, struct err *err);
bool db_message_unreact(struct db *db, const struct db_found_message *found, const char *reaction);

/* The members of its room, but its sender, who let it be known that they have read it: a page of them, by name. */
struct db_readers {
	struct proto_user_list page;
	int64_t read, unread; /* all of them; the members who have not */
};
struct db_readers db_message_readers(struct db *db, struct arena *arena, const struct db_found_message *found,
                                     int64_t offset, int64_t count);

#endif
