/*
 * http: one file on its way to the server that a session is with, or from it (protocol.md, section 8).
 *
 * It goes a chunk at a time as the loop comes round, from or into an open file, so that a large one holds up
 * nobody and takes no more memory than a small one. It ends once, by `on_end`; after that, or before, it can only
 * be destroyed. Callbacks are called from the loop and never from within a function of this header.
 */
#ifndef COVEY_NET_HTTP_H
#define COVEY_NET_HTTP_H

#include <stdbool.h>
#include <stdint.h>

struct err;
struct http;
struct ws_host;

/* Without any movement for so long, it is given up. */
#define HTTP_STALL_SECONDS 30
/* Of an answer that is no file. */
#define HTTP_ANSWER_BYTES 4096

struct http_config {
	struct ws_host *host; /* borrowed; a session of it is or was connected */
	const char *path; /* of the request; copied */
	const char *token; /* of the login, or NULL; copied */
	bool is_upload;
	/* An upload that the server keeps under `path` when it breaks off: it is asked how far it came, and goes on. */
	bool is_kept;
	int fd; /* owned from now on: to read from, or to write into */
	/*
	 * Bytes of the whole file, and how many of them are in `fd` already. What is fetched has to be exactly so
	 * large, for nobody knows what it would fill the disk with.
	 */
	int64_t size, from;

	void (*on_progress)(void *context, int64_t done); /* bytes of the whole */
	/*
	 * `why` has no text: it is done, and `answer` what an upload was answered. Else it failed, with the code of the
	 * HTTP status, or 0 where it may do the next time: the connection broke, or the server is busy or has failed.
	 */
	void (*on_end)(void *context, const char *answer, const struct err *why);
	void *callback_context;
};

/* Starts to connect. */
struct http *http_create(const struct http_config *config);

/* Takes NULL. In on_end, too; not in on_progress. */
void http_destroy(struct http *http);

#endif
