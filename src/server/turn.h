/*
 * turn: what one turn of the loop has to say, kept until the database has it on disk.
 *
 * Everything that arrives together is carried out in one transaction and committed once; only then
 * do answers and events go out, in the order in which they came about. When the commit fails, each
 * request is answered by an error instead and its events never were.
 */
#ifndef COVEY_SERVER_TURN_H
#define COVEY_SERVER_TURN_H

#include "base/arena.h"
#include "base/vec.h"
#include "proto/frame.h"
#include "server/conn.h"

/* A few bytes can ask for megabytes, and what is read at a time holds hundreds of requests. */
#define TURN_BYTES ((size_t)4 * 1024 * 1024)

struct outgoing;
struct server;
struct session;

struct turn_item {
	struct session *session;
	struct outgoing *outgoing; /* held; or NULL */
	proto_id request; /* an answer: to which */
	int64_t event_id; /* an event with a number */
	enum conn_close close; /* 0: stays open */
};

struct turn {
	struct arena arena; /* what is decoded and read from the database in this turn */
	VEC(struct turn_item) items;
	VEC(struct session *) visited; /* to be looked at when it is over */
	size_t bytes; /* of what is added; a frame that goes to many counts once */
	bool has_requests;
};

void turn_init(struct turn *turn);
void turn_finish(struct turn *turn);

/* `outgoing` is taken over. */
void turn_add(struct turn *turn, struct turn_item item);

/* There is so much to say that the turn is to end before anything more is carried out. */
bool turn_is_full(const struct turn *turn);

/* `session` has come, gone, or taken what was queued for it. */
void turn_visit(struct turn *turn, struct session *session);

/* Commits, hands out, goes on with replays, and begins anew. */
void turn_end(struct server *server);

#endif
