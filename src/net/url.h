/*
 * url: where a server is: ws://host:port/path, wss://host:port/path, unix:/path/to.sock
 * (protocol.md, section 1).
 */
#ifndef COVEY_NET_URL_H
#define COVEY_NET_URL_H

#include <stdbool.h>
#include <stdint.h>

struct err;

#define URL_WS_PORT 80
#define URL_WSS_PORT 443

enum url_scheme {
	URL_WS,
	URL_WSS,
	URL_UNIX,
	URL_SCHEME_COUNT,
};

struct url {
	enum url_scheme scheme;
	char *host; /* without the brackets of an IPv6 address; NULL for a Unix socket */
	uint16_t port; /* 0 for a Unix socket */
	char *path; /* the request's ("/"), or the socket's */
};

/* False and `err`: then `url` needs no finish. */
bool url_init(struct url *url, const char *text, struct err *err);
void url_finish(struct url *url);

/* "chat.example", "chat.example:8443", "[::1]:80" as in a Host header; "/run/covey/covey.sock". The caller frees it. */
char *url_place(const struct url *url);

#endif
