/*
 * session: a connection to a server that comes back by itself.
 *
 *     offline ──start──► resolving ─► connecting ─► logging in ─► online
 *        ▲                                                          │
 *        └────────── back-off with jitter, then again ◄─────────────┘
 *
 * It moves frames between a WebSocket (ws.h) and a backend, and tells what happens as
 * state events, in order. It stops for good when the server's word makes a reconnect useless
 * (wrong credentials, kicked out).
 */
#ifndef COVEY_NET_SESSION_H
#define COVEY_NET_SESSION_H

#include "backend/backend.h"

struct lws_context;
struct session;

/* First wait before a reconnect and the longest, milliseconds; each is spread by jitter. */
#define SESSION_RETRY_FIRST_MS 500
#define SESSION_RETRY_MAX_MS 30000
/* From the start of a connection to its login's answer. */
#define SESSION_LOGIN_TIMEOUT_MS 20000

struct session_config {
	struct lws_context *context; /* borrowed */
	struct backend *backend; /* owned by the session */
	const char *url; /* ws://, wss://, unix:/path; copied */
	const char *ca_file; /* PEM, or NULL: the system's; copied */

	/* Both are called from the loop, never from within another call of this header. */
	void (*on_event)(void *context, const struct state_event *event);
	void (*fill_login)(
	        void *context,
	        struct backend_login *login); /* at each connect; borrowed until it returns to the loop */
	void *callback_context;
};

/* NULL and `err` when the URL is not one. */
struct session *session_create(const struct session_config *config, struct err *err);
void session_destroy(struct session *session);

/* Connects now, whatever the back-off says. */
void session_start(struct session *session);

/* Only while online (between LOGGED_IN and the next SESSION event). */
void session_request(struct session *session, const struct state_request *request);

/* Sends what is queued, then closes with 1000 and tells STATE_STOPPED. */
void session_stop(struct session *session);

#endif
