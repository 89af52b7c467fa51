/*
 * conn: WebSocket connections, plain HTTP (pages, and files in both directions), and the loop that waits for all
 * of them. conn.c and conn_http.c alone of the server know libwebsockets.
 *
 * A connection has a queue of frames to send. What its owner queues goes out in order as fast as
 * the peer reads; a peer that lets more than the ceiling pile up is dropped. Frames that break
 * section 1 of protocol.md never reach the owner: it is told with which code to close.
 */
#ifndef COVEY_SERVER_CONN_H
#define COVEY_SERVER_CONN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct buf;
struct conn;
struct conn_loop;
struct err;
struct outgoing;

/* Close codes of RFC 6455. */
enum conn_close {
	CONN_NORMAL = 1000,
	CONN_GOING_AWAY = 1001,
	CONN_UNSUPPORTED = 1003,
	CONN_BAD_TEXT = 1007,
	CONN_POLICY = 1008,
	CONN_TOO_LARGE = 1009,
	CONN_FAILED = 1011,
};

struct conn_peer {
	bool is_local; /* on a Unix socket: `uid` is known */
	uid_t uid;
	char address[64]; /* for the log, and to count by: "127.0.0.1", "uid 1000" */
};

/* A file that somebody wants or offers over plain HTTP. */
struct conn_file_request {
	const struct conn_peer *peer;
	bool is_offered; /* POST, else GET */
	const char *path;
	const char *token; /* of "Authorization: Bearer …"; NULL: none */
	int64_t size; /* bytes of what is offered; -1: that is not said */
	/* "Upload-Offset" and "Upload-Length": where in the whole it begins, and how large that is; -1: that is not said */
	int64_t offset, length;
};

struct conn_file {
	void *job; /* what stands for it below */
	int fd; /* wanted: to read it from; taken over */
	int64_t size; /* wanted: bytes */
	int64_t offset; /* of an upload that was asked about: bytes that have come of `size` */
};

/* All are called from within conn_loop_turn(). */
struct conn_owner {
	/* A connection is open; what is returned stands for it below. */
	void *(*opened)(void *context, struct conn *conn, const struct conn_peer *peer);
	/* A whole text frame of valid UTF-8; borrowed. */
	void (*received)(void *session, const char *text, size_t len);
	/* The peer broke the rules; nothing more of it is received. */
	void (*broke)(void *session, enum conn_close code);
	/* The queue is empty. */
	void (*drained)(void *session);
	/* conn_set_deadline()'s time has come. */
	void (*late)(void *session);
	/* It is gone, and `conn` with it. */
	void (*closed)(void *session);
	/* GET `path` over plain HTTP; false: there is no such page. */
	bool (*page)(void *context, const char *path, struct buf *out);
	/*
	 * The status to refuse it with; 200 and `file` is filled: then file_gone is told in the end; or 204: an upload
	 * was asked about, of which `offset` and `size` are told, and nothing is under way.
	 */
	unsigned (*file_begin)(void *context, const struct conn_file_request *request,
	                       struct conn_file *file);
	/* A piece of what is offered, at most 64 KiB. False: the connection is closed. */
	bool (*file_piece)(void *job, const void *bytes, size_t len);
	/* All of it has come: the status of the answer, and its text; 0: it is to be asked again, after everybody else. */
	unsigned (*file_whole)(void *job, struct buf *answer);
	void (*file_gone)(void *job);
	/* SIGTERM or SIGINT. */
	void (*told_to_stop)(void *context);
	/* conn_loop_set_alarm()'s time has come. */
	void (*alarm)(void *context);
	void *context;
};

#define CONN_STALL_SECONDS 30

struct conn_settings {
	size_t frame_max; /* bytes of a frame from a peer */
	size_t unsent_max; /* bytes */
	uint16_t ping_seconds, silence_seconds;
	uint16_t stall_seconds; /* who neither sends nor takes anything of a file for so long is dropped */
	const char *tls_cert, *tls_key; /* PEM files, or NULL: no TLS */
};

/* Both are borrowed. NULL and `err` when TLS cannot be set up. Blocks SIGTERM and SIGINT. */
struct conn_loop *conn_loop_create(const struct conn_settings *settings, const struct conn_owner *owner,
                                   struct err *err);
void conn_loop_destroy(struct conn_loop *loop);

/* Accepts from a listening socket, which is the loop's from now on. */
bool conn_loop_listen(struct conn_loop *loop, int fd, bool tls, struct err *err);

/* Closes the listening sockets. */
void conn_loop_stop_listening(struct conn_loop *loop);

/* Waits until something happens, and does all that has happened. */
void conn_loop_turn(struct conn_loop *loop);

/* Once, after so many milliseconds; the one before is forgotten. Below 0: never. */
void conn_loop_set_alarm(struct conn_loop *loop, int64_t ms);

/* Queues a frame, which is held. */
void conn_send(struct conn *conn, struct outgoing *outgoing);

/* Closes after what is queued. */
void conn_close(struct conn *conn, enum conn_close code);

/* Tells `late` after so many milliseconds; the one before is forgotten. Below 0: never. */
void conn_set_deadline(struct conn *conn, int64_t ms);

/* Bytes queued. */
size_t conn_unsent(const struct conn *conn);

#endif
