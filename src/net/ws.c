#include "net/ws_internal.h"

#include <assert.h>
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
#include "base/utf8.h"

/* One message that waits to be written. */
struct ws_frame {
	struct ws_frame *next;
	size_t len;
	unsigned char bytes[]; /* LWS_PRE of lws' own, then the text */
};

struct ws {
	struct ws_link link;
	struct ws_config config;
	struct ws_timer *step; /* whatever is to be done next outside of lws' callbacks */
	lws_retry_bo_t keep_alive;

	struct resolve *resolve;
	struct lws *resolve_wsi; /* waits for its descriptor */
	const char *addresses[RESOLVE_MAX];
	size_t address_count, address_next;

	struct lws *wsi; /* NULL: no connection, or none any more */
	bool in_connect; /* within lws_client_connect_via_info: its result counts, not the callbacks */
	bool reached; /* somebody accepted the connection */
	bool open, closing, dropped;
	bool over; /* on_closed is due */
	struct err why; /* the first cause that was found; no text: closed as we wished */
	bool explained;

	struct buf received;
	struct ws_frame *first, **last;
	size_t queued; /* bytes */
};

struct ws_timer {
	struct lws_context *context;
	lws_sorted_usec_list_t sul;
	void (*on_time)(void *context);
	void *argument;
};

struct ws_timer *ws_timer_create(struct lws_context *context, void (*on_time)(void *context), void *argument)
{
	struct ws_timer *timer = mem_alloc(sizeof(*timer));
	timer->context = context;
	timer->on_time = on_time;
	timer->argument = argument;
	return timer;
}

void ws_timer_destroy(struct ws_timer *timer)
{
	if (!timer)
		return;
	lws_sul_cancel(&timer->sul);
	free(timer);
}

static void on_sul(lws_sorted_usec_list_t *sul)
{
	struct ws_timer *timer = lws_container_of(sul, struct ws_timer, sul);
	lws_cancel_service(timer->context); /* else lws polls before the loop's turn ends */
	timer->on_time(timer->argument);
}

void ws_timer_set(struct ws_timer *timer, int64_t ms)
{
	assert(ms >= 0);
	lws_sul_schedule(timer->context, 0, &timer->sul, on_sul, ms * LWS_US_PER_MS);
}

void ws_timer_clear(struct ws_timer *timer)
{
	lws_sul_cancel(&timer->sul);
}

static void explain(struct ws *ws, const struct err *why)
{
	if (ws->explained)
		return;
	ws->explained = true;
	ws->why = *why;
}

#define explain_text(ws, ...)                   \
	do {                                    \
		struct err why_ = {0};          \
		err_set(&why_, 0, __VA_ARGS__); \
		explain((ws), &why_);           \
	} while (0)

static void finish_later(struct ws *ws)
{
	ws->over = true;
	ws_timer_set(ws->step, 0);
}

#define NO_COVEY_SERVER " does not answer as a covey server does"

/* What a failed connection means to a person. */
static void explain_unreached(struct ws *ws)
{
	const char *place = ws->config.host->place;
	if (ws->config.host->url->scheme != URL_UNIX)
		explain_text(ws, "Nobody answers at %s", place);
	else if (access(place, W_OK) != 0 && errno == EACCES)
		explain_text(ws, "You may not use the socket %s", place);
	else
		explain_text(ws, "Nobody listens on %s", place);
}

/* Would it do to trust somebody else? Nobody makes good one that has expired, or that is another host's. */
static bool is_untrusted(long result)
{
	return result == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT ||
	       result == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN ||
	       result == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT ||
	       result == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
	       result == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE;
}

static void explain_certificate(struct ws *ws, long result)
{
	const char *place = ws->config.host->place, *text = X509_verify_cert_error_string(result);
	struct err why = {0};
	if (is_untrusted(result))
		err_set(&why, WS_UNTRUSTED,
		        "The certificate of %s is not trusted (%s); --ca FILE names whom to trust", place,
		        text);
	else
		err_set(&why, 0, "The certificate of %s is not valid (%s)", place, text);
	explain(ws, &why);
}

static void explain_handshake(struct ws *ws, struct lws *wsi)
{
	const char *place = ws->config.host->place;
	SSL *ssl = lws_get_ssl(wsi);
	if (!ssl || SSL_is_init_finished(ssl)) {
		explain_text(ws, "%s" NO_COVEY_SERVER, place);
		return;
	}
	long result = SSL_get_verify_result(ssl);
	if (result == X509_V_OK)
		explain_text(ws, "No secure connection to %s came about", place);
	else
		explain_certificate(ws, result);
}

static void on_connection_error(struct ws *ws, struct lws *wsi, const char *said, size_t len)
{
	log_debug("connecting to %s: %.*s", ws->config.host->place, (int)len, said ? said : "");
	if (!ws->reached)
		explain_unreached(ws);
	else
		explain_handshake(ws, wsi);
}

static bool try_next_address(struct ws *ws)
{
	if (ws->reached || ws->dropped || ws->address_next >= ws->address_count)
		return false;
	ws->explained = false;
	ws_timer_set(ws->step, 0);
	return true;
}

/* The last that lws says of a connection, and in some failures the only thing. */
static void on_wsi_gone(struct ws *ws)
{
	ws->wsi = NULL;
	if (!ws->reached)
		explain_unreached(ws);
	else if (!ws->open)
		explain_text(ws, "%s" NO_COVEY_SERVER, ws->config.host->place);
	else if (!ws->closing)
		explain_text(ws, "The connection to %s was lost", ws->config.host->place);
	if (!try_next_address(ws))
		finish_later(ws);
}

static void on_established(struct ws *ws)
{
	ws->open = true;
	if (ws->address_next > 0)
		str_copy(ws->config.host->address, sizeof(ws->config.host->address),
		         ws->addresses[ws->address_next - 1]);
	ws->config.on_open(ws->config.callback_context);
}

/* RFC 6455, section 7.4.1; protocol.md, section 1. */
static const char *close_text(unsigned code)
{
	switch (code) {
	case 1001:
		return "The server is going away";
	case 1003:
	case 1007:
		return "The server did not understand what was sent";
	case 1008:
		return "The server does not want this connection";
	case 1009:
		return "What was sent is too large for the server";
	default:
		return "The server closed the connection";
	}
}

static void on_peer_close(struct ws *ws, const unsigned char *data, size_t len)
{
	unsigned code = len >= 2 ? (unsigned)data[0] << 8 | data[1] : 0;
	const char *reason = (const char *)data + 2;
	size_t reason_len = len > 2 ? len - 2 : 0;
	if (reason_len && utf8_valid(reason, reason_len))
		explain_text(ws, "%s (%.*s)", close_text(code), (int)reason_len, reason);
	else
		explain_text(ws, "%s", close_text(code));
}

static void drop(struct ws *ws)
{
	ws->dropped = true;
	if (ws->wsi)
		lws_set_timeout(ws->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
	else
		finish_later(ws);
}

static void take_message(struct ws *ws)
{
	const struct buf *received = &ws->received;
	if (!utf8_valid(received->data, received->len)) {
		explain_text(ws, "The server sent text that is not UTF-8");
		drop(ws);
		return;
	}
	ws->config.on_text(ws->config.callback_context, received->data, received->len);
}

static void on_receive(struct ws *ws, struct lws *wsi, const void *bytes, size_t len)
{
	if (ws->dropped)
		return;
	lws_validity_confirmed(wsi);
	if (lws_is_first_fragment(wsi))
		buf_clear(&ws->received);
	if (lws_frame_is_binary(wsi)) {
		explain_text(ws, "The server sent a binary frame");
		drop(ws);
	} else if (!buf_append(&ws->received, bytes, len)) {
		explain_text(ws, "The server sent more than %zu bytes in one frame", ws->received.max);
		drop(ws);
	} else if (lws_is_final_fragment(wsi)) {
		take_message(ws);
	}
}

static struct ws_frame *dequeue(struct ws *ws)
{
	struct ws_frame *frame = ws->first;
	ws->first = frame->next;
	if (!ws->first)
		ws->last = &ws->first;
	ws->queued -= frame->len;
	return frame;
}

/* Non-zero: close. lws calls this unasked, too. */
static int on_writeable(struct ws *ws, struct lws *wsi)
{
	if (!ws->open || ws->dropped)
		return 0;
	if (ws->first) {
		struct ws_frame *frame = dequeue(ws);
		int written = lws_write(wsi, frame->bytes + LWS_PRE, frame->len, LWS_WRITE_TEXT);
		free(frame);
		if (written < 0)
			return -1;
		lws_callback_on_writable(wsi);
		return 0;
	}
	if (!ws->closing)
		return 0;
	lws_close_reason(wsi, LWS_CLOSE_STATUS_NORMAL, NULL, 0);
	return -1;
}

static int on_ws(struct ws_link *link, struct lws *wsi, enum lws_callback_reasons reason, void *in,
                 size_t len)
{
	struct ws *ws = lws_container_of(link, struct ws, link);
	if (ws->wsi && ws->wsi != wsi)
		return 0; /* the descriptor of the look-up */
	switch (reason) {
	case LWS_CALLBACK_WSI_CREATE:
		ws->reached = true;
		return 0;
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
		on_connection_error(ws, wsi, in, len);
		return 0;
	case LWS_CALLBACK_WSI_DESTROY:
		if (!ws->in_connect && ws->wsi)
			on_wsi_gone(ws);
		return 0;
	case LWS_CALLBACK_CLIENT_ESTABLISHED:
		on_established(ws);
		return 0;
	case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
		on_peer_close(ws, in, len);
		return 0;
	case LWS_CALLBACK_CLIENT_RECEIVE:
		on_receive(ws, wsi, in, len);
		return ws->dropped ? -1 : 0; /* never with a reason: that can overflow lws' heap */
	case LWS_CALLBACK_CLIENT_WRITEABLE:
		return on_writeable(ws, wsi);
	default:
		return 0;
	}
}

static int on_any(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
	(void)user;
	struct ws_link *link = wsi ? lws_get_opaque_user_data(wsi) : NULL;
	return link ? link->call(link, wsi, reason, in, len) : 0; /* else its owner is destroyed */
}

static void take_addresses(struct ws *ws)
{
	struct err err = {0};
	ws->address_count = resolve_answer(ws->resolve, ws->addresses, &err);
	if (ws->address_count == 0) {
		explain(ws, &err);
		ws->over = true;
	}
	ws_timer_set(ws->step, 0);
}

static int on_resolved(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
	(void)user, (void)in, (void)len;
	struct ws_link *link = lws_get_opaque_user_data(wsi);
	struct ws *ws = link ? lws_container_of(link, struct ws, link) : NULL;
	if (!ws || reason != LWS_CALLBACK_RAW_RX_FILE)
		return 0;
	ws->resolve_wsi = NULL;
	lws_set_opaque_user_data(wsi, NULL);
	take_addresses(ws);
	return -1;
}

static void resolve(struct ws *ws)
{
	struct err err = {0};
	ws->resolve = resolve_start(ws->config.host->url->host, &err);
	if (ws->resolve) {
		int fd = resolve_descriptor(ws->resolve);
		lws_adopt_desc_t info = {
		        .vh = ws->config.host->vhost,
		        .type = LWS_ADOPT_RAW_FILE_DESC,
		        .fd = {.filefd = fd},
		        .vh_prot_name = "resolve",
		        .opaque = &ws->link,
		};
		ws->resolve_wsi = fd >= 0 ? lws_adopt_descriptor_vhost_via_info(&info) : NULL;
		if (ws->resolve_wsi)
			return;
		if (fd >= 0)
			close(fd);
		err_set(&err, 0, "There are no descriptors left to look up %s", ws->config.host->place);
	}
	explain(ws, &err);
	finish_later(ws);
}

static void connect_to(struct ws *ws, const char *address)
{
	struct lws_client_connect_info info = ws_host_connect_info(ws->config.host, address);
	const struct url *url = ws->config.host->url;
	info.path = url->scheme == URL_UNIX ? "/" : url->path;
	info.protocol = ws->config.subprotocol;
	info.local_protocol_name = WS_PROTOCOL;
	info.retry_and_idle_policy = &ws->keep_alive;
	info.opaque_user_data = &ws->link;
	ws->in_connect = true;
	ws->wsi = lws_client_connect_via_info(&info);
	ws->in_connect = false;
	if (!ws->wsi)
		on_wsi_gone(ws);
}

static void connect_somewhere(struct ws *ws)
{
	bool local = ws->config.host->url->scheme == URL_UNIX;
	connect_to(ws, local ? ws->config.host->address : ws->addresses[ws->address_next++]);
}

static void take_step(void *context)
{
	struct ws *ws = context;
	if (ws->over) {
		struct err why = ws->why; /* ws may be destroyed in it */
		ws->config.on_closed(ws->config.callback_context, &why);
	} else if (ws->config.host->url->scheme != URL_UNIX && ws->address_count == 0) {
		resolve(ws);
	} else {
		connect_somewhere(ws);
	}
}

struct ws *ws_create(const struct ws_config *config)
{
	struct ws *ws = mem_alloc(sizeof(*ws));
	ws->link.call = on_ws;
	ws->config = *config;
	ws->keep_alive = (lws_retry_bo_t){
	        .secs_since_valid_ping = config->ping_after_s,
	        .secs_since_valid_hangup = config->dead_after_s,
	};
	ws->last = &ws->first;
	buf_init(&ws->received, config->receive_max);
	ws->step = ws_timer_create(config->host->context, take_step, ws);
	ws_timer_set(ws->step, 0);
	return ws;
}

static void forget(struct lws *wsi)
{
	if (!wsi)
		return;
	lws_set_opaque_user_data(wsi, NULL);
	lws_set_timeout(wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
}

void ws_destroy(struct ws *ws)
{
	if (!ws)
		return;
	forget(ws->wsi);
	forget(ws->resolve_wsi);
	resolve_destroy(ws->resolve);
	ws_timer_destroy(ws->step);
	while (ws->first)
		free(dequeue(ws));
	buf_finish(&ws->received);
	free(ws);
}

void ws_send(struct ws *ws, const char *text, size_t len)
{
	if (ws->closing || ws->dropped || ws->over)
		return;
	if (len > ws->config.queue_max - ws->queued) {
		explain_text(ws, "The server does not take what is sent to it");
		drop(ws);
		return;
	}
	struct ws_frame *frame = mem_alloc(sizeof(*frame) + LWS_PRE + len);
	frame->len = len;
	memcpy(frame->bytes + LWS_PRE, text, len);
	*ws->last = frame;
	ws->last = &frame->next;
	ws->queued += len;
	if (ws->open)
		lws_callback_on_writable(ws->wsi);
}

void ws_close(struct ws *ws)
{
	if (ws->dropped || ws->over)
		return;
	ws->closing = true;
	ws->explained = true; /* by our own wish */
	if (ws->open)
		lws_callback_on_writable(ws->wsi);
	else
		drop(ws);
}

void ws_abort(struct ws *ws, const struct err *why)
{
	if (ws->over)
		return;
	explain(ws, why);
	drop(ws);
}

static const struct lws_protocols protocols[] = {
        {.name = WS_PROTOCOL, .callback = on_any},
        {.name = "resolve", .callback = on_resolved},
        {0},
};

static const struct lws_extension extensions[] = {
        {"permessage-deflate", lws_extension_callback_pm_deflate,
         "permessage-deflate; client_no_context_takeover; client_max_window_bits"},
        {0},
};

static bool check_ca_file(const char *path, struct err *err)
{
	if (access(path, R_OK) == 0)
		return true;
	return err_set(err, errno, "Could not read the certificates in %s: %s", path, strerror(errno));
}

struct ws_host *ws_host_create(struct lws_context *context, const struct url *url, const char *ca_file,
                               struct err *err)
{
	bool tls = url->scheme == URL_WSS;
	if (tls && ca_file && !check_ca_file(ca_file, err))
		return NULL;
	struct lws_context_creation_info info = {
	        .port = CONTEXT_PORT_NO_LISTEN,
	        .vhost_name = "net",
	        .protocols = protocols,
	        .extensions = extensions,
	        .http_proxy_address = ":0", /* none: NULL would be the environment's */
	        .options = tls ? LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT : 0,
	};
	if (tls && ca_file) {
		info.options |= LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS;
		info.client_ssl_ca_filepath = ca_file;
	}
	struct lws_vhost *vhost = lws_create_vhost(context, &info);
	if (!vhost) {
		err_set(err, 0, "Could not prepare connections to the server");
		return NULL;
	}
	struct ws_host *host = mem_alloc(sizeof(*host));
	*host = (struct ws_host){.context = context, .vhost = vhost, .url = url, .place = url_place(url)};
	if (url->scheme == URL_UNIX)
		snprintf(host->address, sizeof(host->address), "+%s", url->path);
	return host;
}

struct lws_client_connect_info ws_host_connect_info(const struct ws_host *host, const char *address)
{
	const struct url *url = host->url;
	return (struct lws_client_connect_info){
	        .context = host->context,
	        .vhost = host->vhost,
	        .address = address,
	        .port = url->port,
	        .host = url->scheme == URL_UNIX ? "localhost"
	                                        : url->host, /* what the certificate must name */
	        .ssl_connection =
	                LCCSCF_HTTP_NO_FOLLOW_REDIRECT | (url->scheme == URL_WSS ? LCCSCF_USE_SSL : 0),
	        .ietf_version_or_minus_one = -1,
	        .alpn = "http/1.1",
	};
}

void ws_host_destroy(struct ws_host *host)
{
	if (!host)
		return;
	lws_vhost_destroy(host->vhost);
	free(host->place);
	free(host);
}
