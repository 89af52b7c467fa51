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
struct http;
struct session;

/*
 * First wait before a reconnect and the longest, milliseconds; each is spread by jitter. The longest is what a person
 * waits in front of a server that is back; that spread, a thousand clients are a hundred handshakes a second.
 */
#define SESSION_RETRY_FIRST_MS 500
#define SESSION_RETRY_MAX_MS 15000
/* A connection that was logged in for so long was a good one: the waits begin anew after it. */
#define SESSION_HELD_MS 2000
/* From the start of a connection to its login's answer, and from session_stop to its end. */
#define SESSION_LOGIN_TIMEOUT_MS 20000
#define SESSION_STOP_TIMEOUT_MS 3000
/* Without a sign of life from the server: asked for one, then given up. */
#define SESSION_PING_S 60
#define SESSION_DEAD_S 90
/* What waits to be sent at most, bytes: more than the largest frame of a backend. */
#define SESSION_QUEUE_MAX (4 * BACKEND_FRAME_MAX)

/* The constants above, for tests to shrink. */
struct session_limits {
	int64_t retry_first_ms, retry_max_ms, held_ms, login_timeout_ms, stop_timeout_ms;
	uint16_t ping_s, dead_s;
	size_t receive_max, queue_max;
};

extern const struct session_limits session_limits_default;

struct session_config {
	struct lws_context *context; /* borrowed */
	struct backend *backend; /* owned by the session */
	const char *url; /* ws://, wss://, unix:/path; copied */
	const char *ca_file; /* PEM, which alone is trusted, or NULL: the system's; copied */
	const struct session_limits *limits; /* NULL: the defaults; copied */

	/*
	 * Both are called from the loop, never from within another call of this header. They may call everything
	 * here but session_destroy.
	 */
	void (*on_event)(void *context, const struct state_event *event);
	void (*fill_login)(
	        void *context,
	        struct backend_login *login); /* at each connect; borrowed until it returns to the loop */
	void *callback_context;
};

/* NULL and `err` when the URL is not one or the CA file cannot be read; then the backend is destroyed, too. */
struct session *session_create(const struct session_config *config, struct err *err);
void session_destroy(struct session *session);

/* Connects now, whatever the back-off says. Does nothing when that is done already. */
void session_start(struct session *session);

/*
 * Only while online (between LOGGED_IN and the next SESSION event). A request that comes when the connection is
 * gone already, but on_event was not told yet, is dropped: that event says it.
 */
void session_request(struct session *session, const struct state_request *request);

/* A file on its way (http.h), with the login's token. */
struct session_file {
	const char *file; /* what the server calls the one that is wanted; NULL: one is sent */
	const char *
	        name; /* of one that is sent, and goes on where it was when it is sent again under it; or NULL */
	int fd; /* owned from now on */
	int64_t size, from; /* bytes; as http.h has them */
	void (*on_progress)(void *context, int64_t done);
	void (*on_end)(void *context, const char *answer, const struct err *why);
	void *callback_context;
};

/* Only while online; to be destroyed before the session. */
struct http *session_file_start(struct session *session, const struct session_file *file);

/* What on_end's `answer` calls the file that was sent, which the caller frees; NULL: nothing. */
char *session_file_sent(const struct session *session, const char *answer);

/* Sends what is queued, then closes with 1000 and tells STATE_STOPPED. */
void session_stop(struct session *session);

#endif
