/* ws_internal: what ws.c and http.c share. */
#ifndef COVEY_NET_WS_INTERNAL_H
#define COVEY_NET_WS_INTERNAL_H

#include <sys/un.h>

#include <libwebsockets.h>

#include "net/resolve.h"
#include "net/ws.h"

/* libwebsockets' protocol of all our connections. */
#define WS_PROTOCOL "ws"
/* What is moved at a time. */
#define HTTP_CHUNK_BYTES ((size_t)64 * 1024)

struct ws_host {
	struct lws_context *context;
	struct lws_vhost *vhost;
	const struct url *url;
	char *place; /* for sentences */
	/* As libwebsockets wants it: "+" and a socket's path, or the one that was reached last; "": none was. */
	char address[sizeof(((struct sockaddr_un *)0)->sun_path) + 1];
};
_Static_assert(sizeof(((struct ws_host *)0)->address) >= RESOLVE_ADDRESS_SIZE, "any address fits");

/* What is the same in every connection to `host`; borrows `address`. */
struct lws_client_connect_info ws_host_connect_info(const struct ws_host *host, const char *address);

/*
 * The first member of whatever a connection belongs to, and its opaque data. (Some callbacks come to a vhost's first
 * protocol, whichever the connection has: so there is but one.)
 */
struct ws_link {
	int (*call)(struct ws_link *link, struct lws *wsi, enum lws_callback_reasons reason, void *in,
	            size_t len);
};

#endif
