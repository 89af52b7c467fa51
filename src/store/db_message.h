/*
 * db_message: messages, in streams numbered 1, 2, 3, … without holes, each kept once whatever is
 * repeated (protocol.md, section 2).
 */
#ifndef COVEY_STORE_DB_MESSAGE_H
#define COVEY_STORE_DB_MESSAGE_H

#include "proto/types.h"

struct arena;
struct db;
struct db_conversation;
struct err;

/* The message that the user sent with this clientID before, as he sees it; false when there is none. */
bool db_message_find_sent(struct db *db, struct arena *arena, int64_t user, const char *client_id,
                          struct proto_message *message);

/* One that there is, as the conversation's user sees it. */
struct proto_message db_message_read(struct db *db, struct arena *arena,
                                     const struct db_conversation *conversation, int64_t id);

/*
 * Checks `draft` (client_id, type, payload, at_user_list, reply_to, cloud_custom_data) and keeps it:
 * `message` is what is kept, as its sender sees it. A C2C conversation is made for both where it is not there,
 * and the sender has read up to his message. NOT_ALLOWED, BAD_PARAMETER, NO_MESSAGE (the one that is replied
 * to), MESSAGE_TOO_LARGE.
 */
bool db_message_send(struct db *db, struct arena *arena, struct db_conversation *conversation,
                     const struct proto_message *draft, struct proto_message *message, struct err *err);

/* Which messages: the newest `count` before sequence `before`, or the first `count` after `after`. */
struct db_message_range {
	int64_t before; /* 0: from the newest on */
	int64_t after; /* -1: not asked for */
	int64_t around_time; /* Unix ms: the first message that is not older stands in the middle; 0: not asked for */
	bool mentions; /* only those that mention the user */
	int64_t count;
};

/* Ascending. `is_completed`: nothing is further on in the direction of the range. */
struct proto_message_list db_message_list(struct db *db, struct arena *arena,
                                          const struct db_conversation *conversation,
                                          struct db_message_range range, bool *is_completed);

#endif
