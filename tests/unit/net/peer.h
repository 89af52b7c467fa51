/*
 * peer: a WebSocket server of a few lines whose every byte a test decides, in a thread of its own.
 *
 * A script is a function that the thread runs with blocking calls: accept, expect, send. What does not come within
 * PEER_PATIENCE_S ends the script; peer_finish() then says where (assertions are the main thread's).
 */
#ifndef TESTS_UNIT_NET_PEER_H
#define TESTS_UNIT_NET_PEER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include <openssl/ssl.h>

#define PEER_PATIENCE_S 10

enum { PEER_CONTINUATION = 0, PEER_TEXT = 1, PEER_BINARY = 2, PEER_CLOSE = 8, PEER_PING = 9, PEER_PONG = 10 };
#define PEER_FIN 0x80
#define PEER_RSV1 0x40

struct peer {
	char url[128];
	int listen_fd, fd; /* fd: the connection at hand, -1: none */
	SSL_CTX *tls;
	SSL *ssl;
	const char *reply; /* to the upgrade, instead of the right one; or NULL */
	const char *subprotocol; /* in the right one; NULL: "test.v1" */
	const char *extra_header; /* in the right one, "Name: value\r\n"; or NULL */
	char request[4096]; /* the last upgrade */
	void (*script)(struct peer *peer);
	pthread_t thread;
	bool running;
	char failure[256]; /* the first thing that went wrong */
};

/* A listener at "unix:/…" or on a free port of 127.0.0.1 ("ws", "wss" with `cert` and its key in one PEM file). */
void peer_start(struct peer *peer, const char *scheme, const char *cert, void (*script)(struct peer *peer));

/* Waits for the script's end; fails the test with what went wrong in it. */
void peer_finish(struct peer *peer);

/* Ends the script where it stands, if peer_finish() was not reached. */
void peer_abandon(struct peer *peer);

/* A self-signed certificate for `host` and its key in the file `path`, good until so many days from now. */
void peer_make_certificate(const char *path, const char *host, int days);

/* For scripts. False when it went wrong; the script returns then. */
bool peer_accept_raw(struct peer *peer);
bool peer_accept(struct peer *peer); /* with the upgrade */
bool peer_send_raw(struct peer *peer, const void *bytes, size_t len);
bool peer_send_frame(struct peer *peer, int first_byte, const void *payload, size_t len);
bool peer_say(struct peer *peer, const char *text);
bool peer_expect(struct peer *peer, const char *text);
bool peer_expect_close(struct peer *peer, unsigned code); /* a close frame; answers it */
bool peer_expect_end(struct peer *peer); /* the connection's, whatever is sent before */
void peer_drop(struct peer *peer); /* closes the connection without a word */

#endif
