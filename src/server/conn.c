/*
 * A struct conn lives in the memory that libwebsockets keeps for each WebSocket. The loop has three
 * protocols: PLAIN (HTTP and whatever is not upgraded yet: conn_http.c), CHAT (the WebSockets), and WATCH for
 * descriptors of ours: listening sockets and signals.
 */
#include "server/conn_internal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "server/outgoing.h"

#define SUBPROTOCOL "covey.v1.json"
/* What is given to the system at a time: so much is copied of a frame, however large it is. */
#define CHUNK_BYTES CONN_CHUNK_BYTES

struct conn {
	struct conn_loop *loop;
	struct lws *wsi;
	void *session;
	struct buf received; /* of a frame that is not whole yet */
	VEC(struct outgoing *) queue;
	size_t first; /* of the queue, the next to go */
	size_t written; /* bytes of that one */
	size_t unsent;
	enum conn_close close_code; /* 0: stays open */
	bool deaf; /* broke the rules or is being closed: nothing more is received */
	bool dropped; /* nothing more is sent */
	lws_sorted_usec_list_t deadline;
};

struct watch {
	struct conn_loop *loop;
	struct lws *wsi;
	int fd;
	void (*ready)(struct watch *watch);
	struct lws_vhost *vhost; /* for what a listening socket accepts */
};

struct conn_loop {
	const struct conn_settings *settings;
	const struct conn_owner *owner;
	struct lws_context *context;
	struct lws_vhost *plain, *tls;
	lws_retry_bo_t keep_alive;
	VEC(struct watch *) watches;
	lws_sorted_usec_list_t alarm;
	int spare_fd; /* given up for a moment to turn somebody away when there are no more descriptors */
	unsigned char chunk[LWS_PRE + CHUNK_BYTES];
};

/* Sending. */

static void drop_queue(struct conn *conn)
{
	for (size_t i = conn->first; i < conn->queue.len; i++)
		outgoing_drop(conn->queue.items[i]);
	vec_clear(&conn->queue);
	conn->first = conn->written = conn->unsent = 0;
}

/* A peer that does not read does not read a close frame either. */
static void drop_peer(struct conn *conn)
{
	log_info("a peer leaves %zu bytes unread: dropped", conn->unsent);
	drop_queue(conn);
	conn->deaf = conn->dropped = true;
	lws_set_timeout(conn->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
}

void conn_send(struct conn *conn, struct outgoing *outgoing)
{
	if (conn->dropped || conn->close_code)
		return;
	if (conn->unsent > conn->loop->settings->unsent_max) {
		drop_peer(conn);
		return;
	}
	vec_push(&conn->queue, outgoing_hold(outgoing));
	conn->unsent += outgoing->len;
	lws_callback_on_writable(conn->wsi);
}

void conn_close(struct conn *conn, enum conn_close code)
{
	if (conn->dropped || conn->close_code)
		return;
	conn->deaf = true;
	conn->close_code = code;
	lws_callback_on_writable(conn->wsi);
}

/*
 * Timers are called before the library begins to wait: without this the turn would not end before
 * something else happens.
 */
static void end_turn(struct conn_loop *loop)
{
	lws_cancel_service(loop->context);
}

static void on_deadline(lws_sorted_usec_list_t *list)
{
	struct conn *conn = lws_container_of(list, struct conn, deadline);
	conn->loop->owner->late(conn->session);
	end_turn(conn->loop);
}

/* Below 0 is never. (The timer that libwebsockets has for each connection cannot be cancelled in 4.1.) */
static void schedule(struct conn_loop *loop, lws_sorted_usec_list_t *timer, sul_cb_t call, int64_t ms)
{
	lws_sul_schedule(loop->context, 0, timer, call,
	                 ms < 0 ? (lws_usec_t)LWS_SET_TIMER_USEC_CANCEL : (lws_usec_t)ms * LWS_US_PER_MS);
}

void conn_set_deadline(struct conn *conn, int64_t ms)
{
	schedule(conn->loop, &conn->deadline, on_deadline, ms);
}

size_t conn_unsent(const struct conn *conn)
{
	return conn->unsent;
}

static void finish_first(struct conn *conn)
{
	outgoing_drop(conn->queue.items[conn->first++]);
	conn->written = 0;
	if (conn->first == conn->queue.len) {
		vec_clear(&conn->queue);
		conn->first = 0;
	}
}

static bool write_chunk(struct conn *conn)
{
	const struct outgoing *outgoing = conn->queue.items[conn->first];
	unsigned char *chunk = conn->loop->chunk + LWS_PRE;
	size_t left = outgoing->len - conn->written;
	size_t len = left < CHUNK_BYTES ? left : CHUNK_BYTES;
	int flags = lws_write_ws_flags(LWS_WRITE_TEXT, conn->written == 0, len == left);
	memcpy(chunk, outgoing->text + conn->written, len);
	if (lws_write(conn->wsi, chunk, len, (enum lws_write_protocol)flags) < (int)len)
		return false;
	conn->written += len;
	conn->unsent -= len;
	if (len == left)
		finish_first(conn);
	return true;
}

/* Below 0: the connection is to be closed. */
static int on_writable(struct conn *conn)
{
	while (conn->queue.len && !lws_send_pipe_choked(conn->wsi)) {
		if (!write_chunk(conn))
			return -1;
	}
	if (conn->queue.len) {
		lws_callback_on_writable(conn->wsi);
		return 0;
	}
	if (conn->close_code) {
		lws_close_reason(conn->wsi, (enum lws_close_status)conn->close_code, NULL, 0);
		return -1;
	}
	conn->loop->owner->drained(conn->session);
	return 0;
}

/* Receiving. */

static void break_off(struct conn *conn, enum conn_close code)
{
	conn->deaf = true;
	conn->loop->owner->broke(conn->session, code);
}

/* A frame that was large once need not take its memory for as long as the connection lasts. */
static void forget_received(struct conn *conn)
{
	if (conn->received.cap > CHUNK_BYTES) {
		buf_finish(&conn->received);
		buf_init(&conn->received, conn->loop->settings->frame_max);
	}
	buf_clear(&conn->received);
}

static void on_received(struct conn *conn, const char *bytes, size_t len)
{
	lws_validity_confirmed(conn->wsi);
	if (conn->deaf)
		return;
	if (lws_frame_is_binary(conn->wsi)) {
		break_off(conn, CONN_UNSUPPORTED);
		return;
	}
	if (!buf_append(&conn->received, bytes, len)) {
		break_off(conn, CONN_TOO_LARGE);
		return;
	}
	if (!lws_is_final_fragment(conn->wsi))
		return;
	if (utf8_valid(conn->received.data, conn->received.len))
		conn->loop->owner->received(conn->session, conn->received.data, conn->received.len);
	else
		break_off(conn, CONN_BAD_TEXT);
	forget_received(conn);
}

/* Opening and closing. */

void conn_peer_learn(struct lws *wsi, struct conn_peer *peer)
{
	int fd = lws_get_socket_fd(wsi), domain = 0;
	socklen_t len = sizeof(domain);
	struct ucred credentials;
	getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &len);
	len = sizeof(credentials);
	peer->is_local =
	        domain == AF_UNIX && getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &len) == 0;
	if (peer->is_local) {
		peer->uid = credentials.uid;
		snprintf(peer->address, sizeof(peer->address), "uid %u", (unsigned)peer->uid);
	} else {
		lws_get_peer_simple(wsi, peer->address, sizeof(peer->address));
	}
}

static void on_opened(struct conn_loop *loop, struct lws *wsi, struct conn *conn)
{
	struct conn_peer peer = {0};
	conn_peer_learn(wsi, &peer);
	*conn = (struct conn){.loop = loop, .wsi = wsi};
	/* Where it compresses, as a power of two: its own 1 KiB would make hundreds of fragments of a page. */
	lws_set_extension_option(wsi, "permessage-deflate", "tx_buf_size", "14");
	buf_init(&conn->received, loop->settings->frame_max);
	conn->session = loop->owner->opened(loop->owner->context, conn, &peer);
}

static void on_closed(struct conn *conn)
{
	if (!conn->loop)
		return;
	conn_set_deadline(conn, -1);
	conn->loop->owner->closed(conn->session);
	end_turn(conn->loop); /* a time-out may have closed it */
	drop_queue(conn);
	vec_finish(&conn->queue);
	buf_finish(&conn->received);
}

static int chat_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
	struct conn *conn = user;
	switch (reason) {
	case LWS_CALLBACK_ESTABLISHED:
		on_opened(lws_context_user(lws_get_context(wsi)), wsi, conn);
		break;
	case LWS_CALLBACK_RECEIVE:
		on_received(conn, in, len);
		break;
	case LWS_CALLBACK_RECEIVE_PONG:
		lws_validity_confirmed(wsi);
		break;
	case LWS_CALLBACK_SERVER_WRITEABLE:
		return on_writable(conn);
	case LWS_CALLBACK_CLOSED:
		on_closed(conn);
		break;
	default:
		break;
	}
	return 0;
}

/* Descriptors of ours. */

static int watch_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
	(void)user;
	(void)in;
	(void)len;
	struct watch *watch = lws_get_opaque_user_data(wsi);
	if (reason == LWS_CALLBACK_RAW_RX_FILE)
		watch->ready(watch);
	return 0;
}

static const char chat_name[] = SUBPROTOCOL, plain_name[] = "http", watch_name[] = "watch";

static const struct lws_protocols protocols[] = {
        {.name = plain_name,
         .callback = conn_http_callback,
         .per_session_data_size = CONN_HTTP_BYTES,
         .rx_buffer_size = CHUNK_BYTES},
        {.name = chat_name,
         .callback = chat_callback,
         .per_session_data_size = sizeof(struct conn),
         .rx_buffer_size = CHUNK_BYTES},
        {.name = watch_name, .callback = watch_callback},
        {0},
};

static bool add_watch(struct conn_loop *loop, int fd, void (*ready)(struct watch *), struct lws_vhost *vhost)
{
	struct watch *watch = mem_alloc(sizeof(*watch));
	*watch = (struct watch){.loop = loop, .fd = fd, .ready = ready, .vhost = vhost};
	lws_adopt_desc_t description = {
	        .vh = loop->plain,
	        .type = LWS_ADOPT_RAW_FILE_DESC,
	        .fd.filefd = fd,
	        .vh_prot_name = watch_name,
	        .opaque = watch,
	};
	vec_push(&loop->watches, watch);
	watch->wsi = lws_adopt_descriptor_vhost_via_info(&description);
	return watch->wsi;
}

static void on_signal(struct watch *watch)
{
	struct signalfd_siginfo info;
	if (read(watch->fd, &info, sizeof(info)) == sizeof(info))
		watch->loop->owner->told_to_stop(watch->loop->owner->context);
}

static bool watch_signals(struct conn_loop *loop, struct err *err)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return (fd >= 0 && add_watch(loop, fd, on_signal, NULL)) ||
	       err_set(err, errno, "cannot wait for signals: %s", strerror(errno));
}

static void turn_away(struct watch *watch)
{
	log_warning("no more file descriptors: a connection was turned away");
	close(watch->loop->spare_fd);
	int fd = accept4(watch->fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0)
		close(fd);
	watch->loop->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static void on_accept(struct watch *watch)
{
	int one = 1;
	int fd = accept4(watch->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0) {
		if (errno == EMFILE || errno == ENFILE)
			turn_away(watch);
		return;
	}
	/* Answers are whole when they are written; on a Unix socket this fails and does not matter. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	lws_sock_file_fd_type adopted = {.sockfd = fd};
	lws_adoption_type type = LWS_ADOPT_HTTP | LWS_ADOPT_SOCKET | LWS_ADOPT_ALLOW_SSL;
	if (!lws_adopt_descriptor_vhost(watch->vhost, type, adopted, NULL, NULL))
		log_info("a connection could not be set up");
}

bool conn_loop_listen(struct conn_loop *loop, int fd, bool tls, struct err *err)
{
	if (tls && !loop->tls) {
		close(fd);
		return err_set(err, 0, "wss:// needs --tls-cert and --tls-key");
	}
	return add_watch(loop, fd, on_accept, tls ? loop->tls : loop->plain) ||
	       err_set(err, 0, "cannot watch a listening socket");
}

void conn_loop_stop_listening(struct conn_loop *loop)
{
	for (size_t i = 0; i < loop->watches.len; i++) {
		struct watch *watch = loop->watches.items[i];
		if (watch->vhost && watch->wsi)
			lws_set_timeout(watch->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
		if (watch->vhost)
			watch->wsi = NULL;
	}
}

/* The loop. */

const struct conn_owner *conn_loop_owner(const struct conn_loop *loop)
{
	return loop->owner;
}

const struct conn_settings *conn_loop_settings(const struct conn_loop *loop)
{
	return loop->settings;
}

unsigned char *conn_loop_chunk(struct conn_loop *loop)
{
	return loop->chunk + LWS_PRE;
}

static void on_alarm(lws_sorted_usec_list_t *list)
{
	struct conn_loop *loop = lws_container_of(list, struct conn_loop, alarm);
	loop->owner->alarm(loop->owner->context);
	end_turn(loop);
}

void conn_loop_set_alarm(struct conn_loop *loop, int64_t ms)
{
	schedule(loop, &loop->alarm, on_alarm, ms);
}

void conn_loop_turn(struct conn_loop *loop)
{
	lws_service(loop->context, 0);
}

/* What the library calls an error concerns one peer, and is none of ours. */
static void take_log(int level, const char *line)
{
	char text[512];
	str_copy(text, sizeof(text), line);
	text[strcspn(text, "\n")] = '\0';
	log_write(level & LLL_ERR ? LOG_INFO : LOG_DEBUG, "libwebsockets: %s", text);
}

static const struct lws_extension extensions[] = {
        {"permessage-deflate", lws_extension_callback_pm_deflate,
         "permessage-deflate; server_no_context_takeover; client_no_context_takeover"},
        {NULL, NULL, NULL},
};

static struct lws_vhost *make_vhost(struct conn_loop *loop, const char *name, bool tls)
{
	struct lws_context_creation_info info = {
	        .port = CONTEXT_PORT_NO_LISTEN_SERVER,
	        .protocols = protocols,
	        .extensions = extensions,
	        .vhost_name = name,
	        .retry_and_idle_policy = &loop->keep_alive,
	};
	if (tls) {
		info.options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
		info.alpn = "http/1.1"; /* conn_http.c knows no other */
		info.ssl_cert_filepath = loop->settings->tls_cert;
		info.ssl_private_key_filepath = loop->settings->tls_key;
	}
	return lws_create_vhost(loop->context, &info);
}

static bool make_context(struct conn_loop *loop, struct err *err)
{
	bool tls = loop->settings->tls_cert;
	struct lws_context_creation_info info = {
	        .options =
	                LWS_SERVER_OPTION_EXPLICIT_VHOSTS | (tls ? LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT : 0),
	        .gid = (gid_t)-1,
	        .uid = (uid_t)-1,
	        .user = loop,
	        .pt_serv_buf_size = CHUNK_BYTES,
	};
	loop->context = lws_create_context(&info);
	if (!loop->context)
		return err_set(err, 0, "cannot set up libwebsockets");
	loop->plain = make_vhost(loop, "plain", false);
	if (!loop->plain)
		return err_set(err, 0, "cannot set up libwebsockets");
	if (tls)
		loop->tls = make_vhost(loop, "tls", true);
	return !tls || loop->tls ||
	       err_set(err, 0, "cannot use the certificate %s with the key %s", loop->settings->tls_cert,
	               loop->settings->tls_key);
}

struct conn_loop *conn_loop_create(const struct conn_settings *settings, const struct conn_owner *owner,
                                   struct err *err)
{
	struct conn_loop *loop = mem_alloc(sizeof(*loop));
	loop->settings = settings;
	loop->owner = owner;
	loop->keep_alive.secs_since_valid_ping = settings->ping_seconds;
	loop->keep_alive.secs_since_valid_hangup = settings->silence_seconds;
	loop->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	lws_set_log_level(LLL_ERR | LLL_WARN, take_log);
	if (make_context(loop, err) && watch_signals(loop, err))
		return loop;
	conn_loop_destroy(loop);
	return NULL;
}

void conn_loop_destroy(struct conn_loop *loop)
{
	if (!loop)
		return;
	if (loop->context)
		lws_context_destroy(loop->context);
	for (size_t i = 0; i < loop->watches.len; i++)
		free(loop->watches.items[i]);
	vec_finish(&loop->watches);
	close(loop->spare_fd);
	free(loop);
}
