/*
 * Plain HTTP/1.1: short pages, and files in both directions, a chunk at a time: what is sent is read from its
 * descriptor as fast as the peer takes it, what comes is handed on as it comes. So a large file takes no more
 * memory than a small one, and between two of its chunks everybody else has his turn.
 */
#include "server/conn_internal.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"

#define PAGE_BYTES ((size_t)256 * 1024)
#define HEADER_BYTES 1024
/* "Bearer " and a token; a range. */
#define VALUE_BYTES 256
/* Who sends more slowly than this, after a while, is dropped, too. */
#define SLOWEST_BYTES_PER_SECOND 1024
#define SLOW_AFTER_MS ((int64_t)60 * 1000)

#define BEARER "Bearer "
#define BINARY "application/octet-stream"
/* The names of draft-ietf-httpbis-resumable-upload. */
#define UPLOAD_OFFSET "upload-offset:"
#define UPLOAD_LENGTH "upload-length:"

/* What is under way on a connection. */
struct transaction {
	void *job; /* of the owner; NULL: nothing is */
	int fd; /* what is being sent */
	bool is_offered;
	bool is_whole; /* all of it came, and is not answered yet */
	int64_t at, end; /* bytes: of the file that is sent, or that came and will */
	int64_t since_ms;
};
_Static_assert(sizeof(struct transaction) <= CONN_HTTP_BYTES, "it has room");

static struct conn_loop *loop_of(struct lws *wsi)
{
	return lws_context_user(lws_get_context(wsi));
}

static const struct conn_owner *owner_of(struct lws *wsi)
{
	return conn_loop_owner(loop_of(wsi));
}

static void renew(struct lws *wsi)
{
	lws_set_timeout(wsi, PENDING_TIMEOUT_HTTP_CONTENT, conn_loop_settings(loop_of(wsi))->stall_seconds);
}

static void end_transaction(struct lws *wsi, struct transaction *transaction)
{
	if (!transaction || !transaction->job)
		return;
	if (!transaction->is_offered)
		close(transaction->fd);
	owner_of(wsi)->file_gone(transaction->job);
	*transaction = (struct transaction){0};
}

/* Short answers. */

static bool add_header(struct lws *wsi, const char *name, const char *value, unsigned char **at,
                       unsigned char *end)
{
	return lws_add_http_header_by_name(wsi, (const unsigned char *)name, (const unsigned char *)value,
	                                   (int)strlen(value), at, end) == 0;
}

static int answer(struct lws *wsi, unsigned status, const char *type, const struct buf *body)
{
	size_t size = body->len > HEADER_BYTES ? body->len : HEADER_BYTES;
	unsigned char *memory = mem_alloc(LWS_PRE + size);
	unsigned char *start = memory + LWS_PRE, *end = start + HEADER_BYTES, *at = start;
	int result = -1;
	if (lws_add_http_common_headers(wsi, status, type, body->len, &at, end) ||
	    !add_header(wsi, "connection:", "close", &at, end) ||
	    lws_finalize_write_http_header(wsi, start, &at, end))
		goto out;
	memcpy(start, body->data, body->len);
	if (lws_write(wsi, start, body->len, LWS_WRITE_HTTP_FINAL) < 0)
		goto out;
	result = lws_http_transaction_completed(wsi) ? -1 : 0;
out:
	free(memory);
	return result;
}

static int answer_text(struct lws *wsi, unsigned status, const struct buf *body)
{
	return answer(wsi, status, "text/plain; charset=utf-8", body);
}

static const char *text_of(unsigned status)
{
	switch (status) {
	case 400:
		return "that does not fit together\n";
	case 409:
		return "it does not go on there\n";
	case 411:
		return "say how long it is\n";
	case 413:
		return "the file is too large\n";
	case 429:
		return "too much at once\n";
	case 507:
		return "there is no room for more files\n";
	case 500:
	case 503:
		return "the server failed\n";
	default:
		return "not found\n";
	}
}

static int refuse(struct lws *wsi, unsigned status)
{
	struct buf body;
	buf_init(&body, PAGE_BYTES);
	buf_append_str(&body, text_of(status));
	int result = answer_text(wsi, status, &body);
	buf_finish(&body);
	return result;
}

/* Who asks, and for what. */

static bool copy_header(struct lws *wsi, enum lws_token_indexes token, char value[VALUE_BYTES])
{
	*value = '\0';
	return lws_hdr_copy(wsi, value, VALUE_BYTES, token) > 0;
}

/* -1: it is not said. */
static int64_t number_of(const char *value)
{
	uint64_t number;
	return str_to_uint(value, INT64_MAX, &number) ? (int64_t)number : -1;
}

static int64_t length_of(struct lws *wsi)
{
	char value[VALUE_BYTES];
	return copy_header(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH, value) ? number_of(value) : -1;
}

/* Of one that libwebsockets has no token for: "name:" */
static int64_t custom_number(struct lws *wsi, const char *name)
{
	char value[VALUE_BYTES];
	int len = lws_hdr_custom_copy(wsi, value, sizeof(value), name, (int)strlen(name));
	return len > 0 ? number_of(value) : -1;
}

static unsigned begin(struct lws *wsi, struct transaction *transaction, const char *path, bool is_offered,
                      struct conn_file *file)
{
	char authorization[VALUE_BYTES];
	struct conn_peer peer = {0};
	conn_peer_learn(wsi, &peer);
	copy_header(wsi, WSI_TOKEN_HTTP_AUTHORIZATION, authorization);
	const struct conn_file_request request = {
	        .peer = &peer,
	        .is_offered = is_offered,
	        .path = path,
	        .token = str_has_prefix(authorization, BEARER) ? authorization + strlen(BEARER) : NULL,
	        .size = is_offered ? length_of(wsi) : 0,
	        .offset = custom_number(wsi, UPLOAD_OFFSET),
	        .length = custom_number(wsi, UPLOAD_LENGTH),
	};
	*file = (struct conn_file){.fd = -1};
	const struct conn_owner *owner = owner_of(wsi);
	unsigned status = owner->file_begin(owner->context, &request, file);
	explicit_bzero(authorization, sizeof(authorization));
	if (status == HTTP_STATUS_OK)
		*transaction = (struct transaction){
		        .job = file->job,
		        .fd = file->fd,
		        .is_offered = is_offered,
		        .end = is_offered ? request.size : file->size,
		        .since_ms = clock_mono_ms(),
		};
	return status;
}

/* Files that are wanted. */

/*
 * One range of bytes, from somewhere to somewhere or to the end (RFC 9110, section 14). Anything else is passed
 * over, as that allows: the whole file is the answer. False: there is nothing in it.
 */
static bool read_range(struct lws *wsi, struct transaction *transaction, bool *is_part)
{
	char value[VALUE_BYTES];
	char *dash;
	uint64_t first, last;
	*is_part = false;
	if (!copy_header(wsi, WSI_TOKEN_HTTP_RANGE, value) || !str_has_prefix(value, "bytes=") ||
	    !(dash = strchr(value, '-')))
		return true;
	*dash = '\0';
	last = (uint64_t)transaction->end;
	if (!str_to_uint(value + strlen("bytes="), INT64_MAX - 1, &first) ||
	    (dash[1] && !str_to_uint(dash + 1, INT64_MAX - 1, &last)) || (dash[1] && last < first))
		return true;
	if (first >= (uint64_t)transaction->end)
		return false;
	*is_part = true;
	transaction->at = (int64_t)first;
	if (dash[1] && last + 1 < (uint64_t)transaction->end)
		transaction->end = (int64_t)last + 1;
	return true;
}

static bool add_range(struct lws *wsi, const struct transaction *transaction, int64_t size,
                      unsigned char **at, unsigned char *end)
{
	char value[VALUE_BYTES];
	snprintf(value, sizeof(value), "bytes %lld-%lld/%lld", (long long)transaction->at,
	         (long long)transaction->end - 1, (long long)size);
	return add_header(wsi, "content-range:", value, at, end);
}

/* A browser that is led here shows nothing of it, whatever is in it. */
static bool write_head(struct lws *wsi, const struct transaction *transaction, bool is_part, int64_t size)
{
	unsigned char *start = conn_loop_chunk(loop_of(wsi)), *end = start + HEADER_BYTES, *at = start;
	unsigned status = is_part ? HTTP_STATUS_PARTIAL_CONTENT : HTTP_STATUS_OK;
	return !lws_add_http_common_headers(wsi, status, BINARY,
	                                    (lws_filepos_t)(transaction->end - transaction->at), &at, end) &&
	       add_header(wsi, "connection:", "close", &at, end) &&
	       add_header(wsi, "accept-ranges:", "bytes", &at, end) &&
	       add_header(wsi, "x-content-type-options:", "nosniff", &at, end) &&
	       add_header(wsi, "content-disposition:", "attachment", &at, end) &&
	       (!is_part || add_range(wsi, transaction, size, &at, end)) &&
	       !lws_finalize_write_http_header(wsi, start, &at, end);
}

static bool add_number(struct lws *wsi, const char *name, int64_t number, unsigned char **at,
                       unsigned char *end)
{
	char value[VALUE_BYTES];
	snprintf(value, sizeof(value), "%lld", (long long)number);
	return add_header(wsi, name, value, at, end);
}

/* How far an upload has come. */
static int tell_offset(struct lws *wsi, const struct conn_file *file)
{
	unsigned char *start = conn_loop_chunk(loop_of(wsi)), *end = start + HEADER_BYTES, *at = start;
	if (lws_add_http_common_headers(wsi, HTTP_STATUS_OK, BINARY, 0, &at, end) ||
	    !add_header(wsi, "connection:", "close", &at, end) ||
	    !add_header(wsi, "cache-control:", "no-store", &at, end) ||
	    !add_number(wsi, UPLOAD_OFFSET, file->offset, &at, end) ||
	    !add_number(wsi, UPLOAD_LENGTH, file->size, &at, end) ||
	    lws_finalize_write_http_header(wsi, start, &at, end))
		return -1;
	return lws_http_transaction_completed(wsi) ? -1 : 0;
}

static int on_wanted(struct lws *wsi, struct transaction *transaction, const char *path)
{
	struct conn_file file;
	bool is_part;
	unsigned status = begin(wsi, transaction, path, false, &file);
	if (status == HTTP_STATUS_NO_CONTENT)
		return tell_offset(wsi, &file);
	if (status != HTTP_STATUS_OK)
		return refuse(wsi, status);
	if (!read_range(wsi, transaction, &is_part)) {
		end_transaction(wsi, transaction);
		return refuse(wsi, HTTP_STATUS_REQ_RANGE_NOT_SATISFIABLE);
	}
	if (!write_head(wsi, transaction, is_part, file.size))
		return -1;
	lws_callback_on_writable(wsi);
	return 0;
}

/* HEAD: of nothing but an upload. */
static int on_asked_about(struct lws *wsi, struct transaction *transaction, const char *path)
{
	struct conn_file file;
	unsigned status = begin(wsi, transaction, path, false, &file);
	if (status == HTTP_STATUS_NO_CONTENT)
		return tell_offset(wsi, &file);
	end_transaction(wsi, transaction);
	return refuse(wsi, status == HTTP_STATUS_OK ? HTTP_STATUS_NOT_FOUND : status);
}

/* Below 0: the connection is to be closed, as it is when the file has become shorter. */
static int send_chunk(struct lws *wsi, struct transaction *transaction)
{
	unsigned char *chunk = conn_loop_chunk(loop_of(wsi));
	int64_t left = transaction->end - transaction->at;
	size_t wanted = left < (int64_t)CONN_CHUNK_BYTES ? (size_t)left : CONN_CHUNK_BYTES;
	ssize_t got = pread(transaction->fd, chunk, wanted, transaction->at);
	if (got < (ssize_t)wanted)
		return -1;
	bool is_last = (int64_t)wanted == left;
	if (lws_write(wsi, chunk, wanted, is_last ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP) < (int)wanted)
		return -1;
	transaction->at += (int64_t)wanted;
	renew(wsi);
	if (is_last) {
		end_transaction(wsi, transaction);
		return lws_http_transaction_completed(wsi) ? -1 : 0;
	}
	lws_callback_on_writable(wsi);
	return 0;
}

/* Files that are offered. */

/* A body that nobody wants is not read: the connection ends. */
static int on_offered(struct lws *wsi, struct transaction *transaction, const char *path)
{
	struct conn_file file;
	unsigned status = begin(wsi, transaction, path, true, &file);
	if (status == HTTP_STATUS_OK)
		return 0;
	refuse(wsi, status);
	return -1;
}

static bool is_too_slow(const struct transaction *transaction)
{
	int64_t passed = clock_mono_ms() - transaction->since_ms;
	return passed > SLOW_AFTER_MS && transaction->at < passed * SLOWEST_BYTES_PER_SECOND / 1000;
}

static int on_body(struct lws *wsi, struct transaction *transaction, const void *bytes, size_t len)
{
	if (!transaction->job || !transaction->is_offered)
		return -1;
	transaction->at += (int64_t)len;
	if (transaction->at > transaction->end || is_too_slow(transaction) ||
	    !owner_of(wsi)->file_piece(transaction->job, bytes, len))
		return -1;
	renew(wsi);
	return 0;
}

static int on_whole(struct lws *wsi, struct transaction *transaction)
{
	struct buf text;
	int result = 0;
	buf_init(&text, PAGE_BYTES);
	unsigned status = owner_of(wsi)->file_whole(transaction->job, &text);
	if (status == 0) {
		renew(wsi); /* it is not the peer who stalls */
		lws_callback_on_writable(wsi);
	} else {
		end_transaction(wsi, transaction);
		result = status < 300 ? answer(wsi, status, "application/json", &text) : refuse(wsi, status);
	}
	buf_finish(&text);
	return result;
}

static int on_body_whole(struct lws *wsi, struct transaction *transaction)
{
	if (!transaction->job || !transaction->is_offered || transaction->at != transaction->end)
		return -1;
	transaction->is_whole = true;
	renew(wsi);
	return on_whole(wsi, transaction);
}

static int on_writable(struct lws *wsi, struct transaction *transaction)
{
	if (!transaction->job)
		return 0;
	if (!transaction->is_offered)
		return send_chunk(wsi, transaction);
	return transaction->is_whole ? on_whole(wsi, transaction) : 0;
}

/* Whatever comes. */

static int on_page(struct lws *wsi, struct transaction *transaction, const char *path)
{
	const struct conn_owner *owner = owner_of(wsi);
	struct buf body;
	buf_init(&body, PAGE_BYTES);
	int result = owner->page(owner->context, path, &body) ? answer_text(wsi, HTTP_STATUS_OK, &body)
	                                                      : on_wanted(wsi, transaction, path);
	buf_finish(&body);
	return result;
}

/*
 * libwebsockets 4.1 turns round for ever over a body that came in one piece with the request before it. So a
 * request with a body is the first of its connection, as every answer says by `connection: close`.
 */
static bool has_late_body(struct lws *wsi)
{
	/* A transaction's own memory does not last from one to the next. */
	bool is_first = !lws_get_opaque_user_data(wsi);
	lws_set_opaque_user_data(wsi, wsi);
	return !is_first && (lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH) ||
	                     lws_hdr_total_length(wsi, WSI_TOKEN_POST_URI));
}

static int on_http(struct lws *wsi, struct transaction *transaction, const char *path)
{
	assert(transaction);
	end_transaction(wsi, transaction);
	if (has_late_body(wsi))
		return -1;
	if (lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI))
		return on_page(wsi, transaction, path);
	if (lws_hdr_total_length(wsi, WSI_TOKEN_HEAD_URI))
		return on_asked_about(wsi, transaction, path);
	if (lws_hdr_total_length(wsi, WSI_TOKEN_POST_URI))
		return on_offered(wsi, transaction, path);
	return refuse(wsi, HTTP_STATUS_NOT_FOUND);
}

int conn_http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
	switch (reason) {
	case LWS_CALLBACK_HTTP:
		return on_http(wsi, user, in);
	case LWS_CALLBACK_HTTP_BODY:
		return on_body(wsi, user, in, len);
	case LWS_CALLBACK_HTTP_BODY_COMPLETION:
		return on_body_whole(wsi, user);
	case LWS_CALLBACK_HTTP_WRITEABLE:
		return on_writable(wsi, user);
	case LWS_CALLBACK_CLOSED_HTTP:
	case LWS_CALLBACK_HTTP_DROP_PROTOCOL:
		end_transaction(wsi, user);
		return 0;
	case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
		return 1; /* a handshake without our subprotocol */
	default:
		return lws_callback_http_dummy(wsi, reason, user, in, len);
	}
}
