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
	free(session);
}

struct presence *session_presence(struct server *server, int64_t user)
{
	struct presence *presence;
	HASH_FIND(hh, server->online, &user, sizeof(user), presence);
	return presence;
}

void session_log_in(struct session *session, int64_t user)
{
	assert(!session->user);
	struct server *server = session->server;
	struct presence *presence = session_presence(server, user);
	if (!presence) {
		presence = mem_alloc(sizeof(*presence));
		presence->user = user;
		HASH_ADD(hh, server->online, user, sizeof(user), presence);
	}
	vec_push(&presence->sessions, session);
	conn_set_deadline(session->conn, -1);
	session->user = user;
	session->is_new = true;
	turn_visit(&server->turn, session);
}

void session_log_out(struct session *session)
{
	struct server *server = session->server;
	struct presence *presence = session_presence(server, session->user);
	session->user = 0;
	session->is_new = session->is_replaying = session->has_token = false;
	if (!presence)
		return;
	for (size_t i = 0; i < presence->sessions.len; i++) {
		if (presence->sessions.items[i] == session) {
			vec_remove(&presence->sessions, i);
			break;
		}
	}
	if (presence->sessions.len == 0) {
		HASH_DEL(server->online, presence);
		vec_finish(&presence->sessions);
		free(presence);
	}
}
