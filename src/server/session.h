/*
 * session: a connection as the server sees it, and who is there.
 *
 *     nobody ──login──► replaying ──caught up──► live ──logout, close──► gone
 *
 * While it replays, what happens meanwhile is not sent: the replay comes to it in the log. A session
 * outlives its connection until the turn is over, since what the turn has queued still names it.
 */
#ifndef COVEY_SERVER_SESSION_H
#define COVEY_SERVER_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "server/conn.h"
#include "store/db_user.h"

struct server;

struct session {
	struct server *server;
	struct conn *conn; /* NULL: gone */
	struct conn_peer peer;
	int64_t user; /* 0: nobody */
	bool is_new; /* logged in in this turn, whose commit may fail */
	bool is_replaying;
	bool is_drained; /* the connection's queue is empty */
	bool is_closing; /* nothing more that it sends is carried out */
	bool is_visited; /* is on the turn's list */
	int64_t position; /* the newest eventID sent to it */
	VEC(int64_t)
	watched; /* users whose coming and going it is told of, besides those whom its user knows */
	int failures; /* to log in */
	bool has_token;
	unsigned char token[DB_TOKEN_HASH_BYTES]; /* hash of the one it came with */
	struct session *previous, *next; /* of the server's list */
};

struct session *session_create(struct server *server, struct conn *conn, const struct conn_peer *peer);
void session_destroy(struct session *session);

void session_log_in(struct session *session, int64_t user);
void session_log_out(struct session *session);

#endif
