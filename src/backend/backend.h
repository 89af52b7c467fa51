/*
 * backend: one wire protocol behind one small table of functions, sans I/O.
 *
 * Text of received frames goes in, events and text of frames to send come out; a backend owns no
 * socket, no clock and no thread. native.c speaks covey's protocol; a test can have its own.
 */
#ifndef COVEY_BACKEND_BACKEND_H
#define COVEY_BACKEND_BACKEND_H

#include "state/event.h"

struct err;

/* One frame that a backend gives out, and one that it is given, at most, bytes. */
#define BACKEND_FRAME_MAX ((size_t)1024 * 1024)
#define BACKEND_RECEIVE_MAX ((size_t)16 * 1024 * 1024)

/* What a login needs; borrowed for the call. */
struct backend_login {
	const char *user; /* NULL on a Unix socket: the peer's credentials say it */
	const char *password; /* or NULL */
	const char *token; /* or NULL */
	int64_t resume_from; /* the newest numbered event seen, 0: none */
	const char *device;
};

/* What a call produced, in order. The caller clears it. */
struct backend_out {
	struct state_event_list events;
	VEC(char *) frames; /* owned; backend_out_clear frees them */
	int64_t retry_after_ms; /* with a connection that is to be closed: when to try again at the earliest; 0: as usual */
};

struct backend {
	const struct backend_ops *ops;
};

struct backend_ops {
	const char *subprotocol; /* of the WebSocket handshake */

	void (*destroy)(struct backend *backend);

	/* The connection is open: log in. */
	void (*opened)(struct backend *backend, const struct backend_login *login, struct backend_out *out);

	/* One whole text frame. False and `err` when the peer broke the protocol: the connection is to be closed. */
	bool (*received)(struct backend *backend, const char *text, size_t len, struct backend_out *out,
	                 struct err *err);

	/* Only between STATE_EVENT_LOGGED_IN and closed(). */
	void (*request)(struct backend *backend, const struct state_request *request,
	                struct backend_out *out);

	/* Where files are sent to by HTTP, and what the answer to that calls the file, on the heap (NULL: nothing). */
	const char *upload_path;
	/* Where one that can go on when it breaks off is sent to, with a name of ours (A-Z a-z 0-9 _ -) behind it. */
	const char *kept_upload_path;
	char *(*uploaded)(const char *answer);

	/* The connection is gone: forget what was in flight. */
	void (*closed)(struct backend *backend);
};

void backend_out_init(struct backend_out *out);
void backend_out_finish(struct backend_out *out);
void backend_out_clear(struct backend_out *out);

#endif
