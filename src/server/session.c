#include "server/session.h"

#include <assert.h>
#include <stdlib.h>

#include <utlist.h>

#include "base/mem.h"
#include "server/server.h"

struct session *session_create(struct server *server, struct conn *conn, const struct conn_peer *peer)
{
	struct session *session = mem_alloc(sizeof(*session));
	session->server = server;
	session->conn = conn;
	session->peer = *peer;
	session->is_drained = true;
	DL_APPEND2(server->sessions, session, previous, next);
	return session;
}

void session_destroy(struct session *session)
{
	session_log_out(session);
	DL_DELETE2(session->server->sessions, session, previous, next);
	vec_finish(&session->watched);
	free(session);
}

void session_log_in(struct session *session, int64_t user)
{
	assert(!session->user);
	struct server *server = session->server;
	session->user = user;
	session->is_new = true;
	presence_enter(server, session);
	conn_set_deadline(session->conn, -1);
	turn_visit(&server->turn, session);
}

void session_log_out(struct session *session)
{
	presence_leave(session->server, session);
	session->user = 0;
	vec_clear(&session->watched);
	session->is_new = session->is_replaying = session->has_token = false;
}
