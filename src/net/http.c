#include "net/http.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "net/ws_internal.h"

#define HEADER_BYTES 256
/* The names of draft-ietf-httpbis-resumable-upload. */
#define UPLOAD_OFFSET "upload-offset:"
#define UPLOAD_LENGTH "upload-length:"

struct http {
	struct ws_link link;
	struct http_config config;
	char *path, *token;
	struct ws_timer *step; /* connecting, then telling the end */
	struct lws *wsi; /* NULL: no connection, or none any more */
	bool in_connect; /* within lws_client_connect_via_info: its result counts, not the callbacks */
	bool asking; /* how far it came */
	bool completed; /* the answer is whole */
	bool over; /* on_end is due, or was told */
	unsigned status; /* of HTTP; 0: none came yet */
	int64_t at; /* bytes of the file that are moved */
	struct buf answer; /* what is no file */
	struct err why; /* the first cause that was found */
	unsigned char chunk[LWS_PRE + HTTP_CHUNK_BYTES];
};

static bool is_good(unsigned status)
{
	return status >= 200 && status < 300;
}

/* Busy, failed, or it came to another place meanwhile: the next time it may do. That there is no room will stay. */
static bool is_temporary(unsigned status)
{
	return status == 409 || status == 429 || (status >= 500 && status != 507);
}

/* A status that promised the file is no cause. Returns -1, with which a callback closes the connection. */
static int fail(struct http *http, const char *text)
{
	bool is_for_good = !is_good(http->status) && !is_temporary(http->status);
	if (!*http->why.text)
		err_set(&http->why, is_for_good ? (int)http->status : 0, "%s", text);
	return -1;
}

/* Protocol.md, section 8. */
static const char *status_text(unsigned status)
{
	switch (status) {
	case 404:
		return "The server does not have it, or not for you";
	case 413:
		return "The file is larger than the server allows";
	case 429:
		return "Too many files are on their way";
	case 507:
		return "There is no room for more files of yours on the server";
	default:
		return "The server failed";
	}
}

/* What the server has never heard of begins. */
static bool can_go_on(const struct http *http)
{
	return http->asking && http->at >= 0 && (is_good(http->status) || http->status == 404);
}

static void go_on(struct http *http)
{
	http->asking = false;
	http->completed = false;
	http->status = 0;
	buf_clear(&http->answer);
	ws_timer_set(http->step, 0);
}

static void finish(struct http *http)
{
	http->wsi = NULL;
	if (http->over)
		return;
	if (can_go_on(http)) {
		go_on(http);
		return;
	}
	if (http->status && !is_good(http->status))
		fail(http, status_text(http->status));
	else if (!http->completed || http->at != http->config.size)
		fail(http, "The connection was lost");
	http->over = true;
	ws_timer_set(http->step, 0);
}

/* Asking. */

static bool add_header(struct lws *wsi, enum lws_token_indexes token, const char *value, unsigned char **at,
                       unsigned char *end)
{
	return lws_add_http_header_by_token(wsi, token, (const unsigned char *)value, (int)strlen(value), at,
	                                    end) == 0;
}

static bool add_number(struct lws *wsi, const char *name, int64_t number, unsigned char **at,
                       unsigned char *end)
{
	char value[HEADER_BYTES];
	int len = snprintf(value, sizeof(value), "%lld", (long long)number);
	return lws_add_http_header_by_name(wsi, (const unsigned char *)name, (const unsigned char *)value,
	                                   len, at, end) == 0;
}

static bool add_place(const struct http *http, struct lws *wsi, unsigned char **at, unsigned char *end)
{
	const struct http_config *config = &http->config;
	char value[HEADER_BYTES];
	if (config->is_upload)
		return add_number(wsi, "content-length:", config->size - http->at, at, end) &&
		       (!config->is_kept || (add_number(wsi, UPLOAD_OFFSET, http->at, at, end) &&
		                             add_number(wsi, UPLOAD_LENGTH, config->size, at, end)));
	if (config->from == 0)
		return true;
	snprintf(value, sizeof(value), "bytes=%lld-", (long long)config->from);
	return add_header(wsi, WSI_TOKEN_HTTP_RANGE, value, at, end);
}

static int add_headers(struct http *http, struct lws *wsi, unsigned char **at, size_t room)
{
	unsigned char *end = *at + room;
	char value[HEADER_BYTES];
	bool ok = true;
	if (http->token) {
		snprintf(value, sizeof(value), "Bearer %s", http->token);
		ok = add_header(wsi, WSI_TOKEN_HTTP_AUTHORIZATION, value, at, end);
	}
	ok = ok && (http->asking || add_place(http, wsi, at, end));
	if (!http->asking && http->config.is_upload && http->at < http->config.size) {
		lws_client_http_body_pending(wsi, 1);
		lws_callback_on_writable(wsi);
	}
	return ok ? 0 : fail(http, "The request is too long");
}

/* Moving. */

static void moved(struct http *http, struct lws *wsi, size_t bytes)
{
	http->at += (int64_t)bytes;
	lws_set_timeout(wsi, PENDING_TIMEOUT_HTTP_CONTENT, HTTP_STALL_SECONDS);
	http->config.on_progress(http->config.callback_context, http->at);
}

static int send_chunk(struct http *http, struct lws *wsi)
{
	unsigned char *chunk = http->chunk + LWS_PRE;
	int64_t left = http->config.size - http->at;
	size_t wanted = left < (int64_t)HTTP_CHUNK_BYTES ? (size_t)left : HTTP_CHUNK_BYTES;
	bool is_last = (int64_t)wanted == left;
	if (!http->config.is_upload || http->asking || left == 0)
		return 0;
	if (pread(http->config.fd, chunk, wanted, http->at) != (ssize_t)wanted)
		return fail(http, "The file changed while it was sent");
	if (lws_write(wsi, chunk, wanted, is_last ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP) < (int)wanted)
		return -1;
	moved(http, wsi, wanted);
	if (is_last)
		lws_client_http_body_pending(wsi, 0);
	else
		lws_callback_on_writable(wsi);
	return 0;
}

static int take_chunk(struct http *http, struct lws *wsi, const char *bytes, size_t len)
{
	if (http->config.is_upload || !is_good(http->status)) {
		buf_append(&http->answer, bytes, len);
		return 0;
	}
	if ((int64_t)len > http->config.size - http->at)
		return fail(http, "The file is larger than the message says");
	for (size_t done = 0; done < len;) {
		ssize_t written =
		        pwrite(http->config.fd, bytes + done, len - done, (off_t)(http->at + (int64_t)done));
		if (written < 0 && errno != EINTR)
			return fail(http, strerror(errno));
		done += written > 0 ? (size_t)written : 0;
	}
	moved(http, wsi, len);
	return 0;
}

/* Below 0: what the server says cannot be. */
static int64_t read_offset(const struct http *http, struct lws *wsi)
{
	char value[HEADER_BYTES];
	uint64_t offset;
	int len = lws_hdr_custom_copy(wsi, value, sizeof(value), UPLOAD_OFFSET, (int)strlen(UPLOAD_OFFSET));
	return len > 0 && str_to_uint(value, (uint64_t)http->config.size, &offset) ? (int64_t)offset : -1;
}

/* A server may send all of it although only the rest was wanted. */
static int take_head(struct http *http, struct lws *wsi)
{
	char value[HEADER_BYTES], wanted[HEADER_BYTES];
	http->status = lws_http_client_http_response(wsi);
	if (http->asking && is_good(http->status))
		http->at = read_offset(http, wsi);
	if (http->config.is_upload || !is_good(http->status))
		return 0;
	if (http->status != HTTP_STATUS_PARTIAL_CONTENT) {
		http->at = 0;
		return ftruncate(http->config.fd, 0) == 0 ? 0 : fail(http, strerror(errno));
	}
	snprintf(wanted, sizeof(wanted), "bytes %lld-", (long long)http->config.from);
	if (lws_hdr_copy(wsi, value, sizeof(value), WSI_TOKEN_HTTP_CONTENT_RANGE) <= 0 ||
	    !str_has_prefix(value, wanted))
		return fail(http, "The server sent another part of the file");
	return 0;
}

static int read_body(struct lws *wsi, struct http *http)
{
	char *at = (char *)http->chunk + LWS_PRE;
	int len = (int)HTTP_CHUNK_BYTES;
	return lws_http_client_read(wsi, &at, &len) < 0 ? -1 : 0;
}

static int on_http(struct ws_link *link, struct lws *wsi, enum lws_callback_reasons reason, void *in,
                   size_t len)
{
	struct http *http = lws_container_of(link, struct http, link);
	switch (reason) {
	case LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER:
		return add_headers(http, wsi, in, len);
	case LWS_CALLBACK_CLIENT_HTTP_WRITEABLE:
		return send_chunk(http, wsi);
	case LWS_CALLBACK_ESTABLISHED_CLIENT_HTTP:
		return take_head(http, wsi);
	case LWS_CALLBACK_RECEIVE_CLIENT_HTTP:
		return read_body(wsi, http);
	case LWS_CALLBACK_RECEIVE_CLIENT_HTTP_READ:
		return take_chunk(http, wsi, in, len);
	case LWS_CALLBACK_COMPLETED_CLIENT_HTTP:
		http->completed = true;
		return 0;
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
		log_debug("a file: %.*s", (int)len, in ? (const char *)in : "");
		return 0;
	case LWS_CALLBACK_WSI_DESTROY:
		if (!http->in_connect)
			finish(http);
		return 0;
	default:
		return 0;
	}
}

/* From beginning to end. */

static void start(struct http *http)
{
	struct lws_client_connect_info info =
	        ws_host_connect_info(http->config.host, http->config.host->address);
	info.path = http->path;
	info.method = http->config.is_upload && !http->asking ? "POST" : "GET";
	info.local_protocol_name = WS_PROTOCOL;
	info.opaque_user_data = &http->link;
	http->in_connect = true;
	http->wsi = lws_client_connect_via_info(&info);
	http->in_connect = false;
	if (!http->wsi)
		finish(http);
}

static void take_step(void *context)
{
	struct http *http = context;
	if (!http->over) {
		start(http);
		return;
	}
	struct err why = http->why; /* it may be destroyed in on_end */
	http->config.on_end(http->config.callback_context, http->answer.data, &why);
}

struct http *http_create(const struct http_config *config)
{
	struct http *http = mem_alloc(sizeof(*http));
	http->link.call = on_http;
	http->config = *config;
	http->path = mem_strdup(config->path);
	http->token = mem_strdup(config->token);
	http->at = config->from;
	http->asking = config->is_kept;
	buf_init(&http->answer, HTTP_ANSWER_BYTES);
	http->step = ws_timer_create(config->host->context, take_step, http);
	ws_timer_set(http->step, 0);
	return http;
}

void http_destroy(struct http *http)
{
	if (!http)
		return;
	if (http->wsi) {
		lws_set_opaque_user_data(http->wsi, NULL);
		lws_set_timeout(http->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
	}
	ws_timer_destroy(http->step);
	buf_finish(&http->answer);
	close(http->config.fd);
	free(http->path);
	free(http->token);
	free(http);
}
