/* conn_internal: what conn.c and conn_http.c share. */
#ifndef COVEY_SERVER_CONN_INTERNAL_H
#define COVEY_SERVER_CONN_INTERNAL_H

#include <libwebsockets.h>

#include "server/conn.h"

/* What is given to the system, or taken from it, at a time. */
#define CONN_CHUNK_BYTES ((size_t)64 * 1024)
/* What libwebsockets keeps for each HTTP connection, for conn_http_callback. */
#define CONN_HTTP_BYTES 64

int conn_http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len);

const struct conn_owner *conn_loop_owner(const struct conn_loop *loop);
const struct conn_settings *conn_loop_settings(const struct conn_loop *loop);
/* CONN_CHUNK_BYTES behind LWS_PRE, for what is written at once. */
unsigned char *conn_loop_chunk(struct conn_loop *loop);
void conn_peer_learn(struct lws *wsi, struct conn_peer *peer);

#endif
