/*
 * ws: one connection to a WebSocket server, from the name's look-up to its end, and timers: all of
 * libwebsockets that net uses, so that nobody else here includes it.
 *
 * A ws tells what happens through its callbacks, which are called from the loop and never from
 * within a function of this header. It ends once, by `on_closed`; after that, or before, it can only be
 * destroyed.
 *
 * HTTP proxies are not used: libwebsockets would apply $http_proxy even to loopback and Unix sockets.
 */
#ifndef COVEY_NET_WS_H
#define COVEY_NET_WS_H

#include <stddef.h>
#include <stdint.h>

#include "net/url.h"

struct err;
struct lws_context;
struct ws;
struct ws_host;
struct ws_timer;

/*
 * A server that is connected to again and again: its URL and whom we believe its certificate. `url` and
 * `ca_file` (PEM, alone trusted; NULL: the system's) are borrowed. NULL and `err` when they cannot be used.
 */
struct ws_host *ws_host_create(struct lws_context *context, const struct url *url, const char *ca_file,
                               struct err *err);

/* Takes NULL. After its ws; not from a callback of one. */
void ws_host_destroy(struct ws_host *host);

/* The code of on_closed: who signed the server's certificate is nobody whom we trust. */
#define WS_UNTRUSTED 1

struct ws_config {
	struct ws_host *host; /* borrowed */
	const char *subprotocol; /* borrowed */
	size_t receive_max; /* bytes of a message */
	size_t queue_max; /* bytes that wait to be sent */
	uint16_t ping_after_s, dead_after_s; /* without a sign of life */

	void (*on_open)(void *context);
	void (*on_text)(void *context, const char *text, size_t len); /* a whole message, valid UTF-8 */
	void (*on_closed)(void *context,
	                  const struct err *why); /* the ws may be destroyed in it; code: 0, or above */
	void *callback_context;
};

/* Starts to connect. */
struct ws *ws_create(const struct ws_config *config);

/* Takes NULL. Ends the connection without a word; not to be called in on_open or on_text. */
void ws_destroy(struct ws *ws);

/* Queues one text message. Past the ceiling the connection is closed instead. */
void ws_send(struct ws *ws, const char *text, size_t len);

/* Sends what is queued, then closes with 1000. */
void ws_close(struct ws *ws);

/* Drops the connection; on_closed comes with `why`. */
void ws_abort(struct ws *ws, const struct err *why);

/* Not set. `on_time` may set it again, and may destroy it. */
struct ws_timer *ws_timer_create(struct lws_context *context, void (*on_time)(void *context), void *argument);
void ws_timer_destroy(struct ws_timer *timer);
void ws_timer_set(struct ws_timer *timer, int64_t ms);
void ws_timer_clear(struct ws_timer *timer);

#endif
