#include "server/server.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"
#include "base/path.h"
#include "server/conn.h"
#include "server/files.h"
#include "server/handle_file.h"
#include "server/handler.h"
#include "server/listen.h"
#include "server/osuser.h"
#include "server/outgoing.h"
#include "server/session.h"

#define LOCK_FILE "lock"
/* For peers to take what is queued and to say goodbye. */
#define STOP_MS 5000
/* What libwebsockets keeps for each possible descriptor is 16 bytes. */
#define DESCRIPTORS_MAX 65536

/* What conn.h tells. */

static void watch_idleness(struct server *server)
{
	int64_t idle_exit = server->options->idle_exit;
	if (idle_exit && !server->is_stopping)
		conn_loop_set_alarm(server->loop, server->metrics.connections ? -1 : idle_exit * 1000);
}

static void *on_opened(void *context, struct conn *conn, const struct conn_peer *peer)
{
	struct server *server = context;
	server->metrics.connections++;
	server->metrics.connected++;
	watch_idleness(server);
	log_debug("a connection from %s", peer->address);
	conn_set_deadline(conn, server->options->login_timeout * 1000);
	return session_create(server, conn, peer);
}

static void on_received(void *data, const char *text, size_t len)
{
	struct session *session = data;
	if (!session->is_closing)
		handler_receive(session, text, len);
	if (turn_is_full(&session->server->turn))
		turn_end(session->server);
}

static void close_session(struct session *session, enum conn_close code)
{
	session->is_closing = true;
	turn_add(&session->server->turn, (struct turn_item){.session = session, .close = code});
}

static void on_broke(void *data, enum conn_close code)
{
	close_session(data, code);
}

static void on_late(void *data)
{
	close_session(data, CONN_POLICY);
}

static void on_drained(void *data)
{
	struct session *session = data;
	session->is_drained = true;
	if (session->is_replaying)
		turn_visit(&session->server->turn, session);
}

static void on_closed(void *data)
{
	struct session *session = data;
	struct server *server = session->server;
	session->conn = NULL;
	session_log_out(session);
	turn_visit(&server->turn, session);
	server->metrics.connections--;
	watch_idleness(server);
	server->is_over |= server->is_stopping && server->metrics.connections == 0;
}

static void measure(struct server *server)
{
	server->metrics.users = HASH_COUNT(server->online);
	server->metrics.unsent_bytes = 0;
	for (struct session *session = server->sessions; session; session = session->next) {
		if (session->conn)
			server->metrics.unsent_bytes += (int64_t)conn_unsent(session->conn);
	}
}

static bool on_page(void *context, const char *path, struct buf *out)
{
	struct server *server = context;
	if (str_equal(path, "/healthz"))
		return buf_append_str(out, "ok");
	if (!str_equal(path, "/metrics"))
		return false;
	measure(server);
	metrics_print(&server->metrics, out);
	return true;
}

/* What is in hand is finished by the turn; everybody is told after it. */
static void stop(struct server *server)
{
	if (server->is_stopping)
		return;
	log_info("stopping");
	server->is_stopping = true;
	server->is_over = server->metrics.connections == 0;
	conn_loop_stop_listening(server->loop);
	conn_loop_set_alarm(server->loop, STOP_MS);
	for (struct session *session = server->sessions; session; session = session->next)
		close_session(session, CONN_GOING_AWAY);
}

static void on_told_to_stop(void *context)
{
	stop(context);
}

static void on_alarm(void *context)
{
	struct server *server = context;
	if (server->is_stopping)
		server->is_over = true;
	else if (server->file_jobs)
		watch_idleness(server);
	else
		stop(server);
}

/* Accounts are removed by another process. */

static void kick(struct session *session)
{
	struct buf text;
	struct proto_event event = {.type = PROTO_EVENT_KICKED_OUT, .reason = "This account was removed"};
	buf_init(&text, proto_limits_default.server_frame_bytes);
	proto_encode_event(&text, &event);
	turn_add(&session->server->turn,
	         (struct turn_item){.session = session, .outgoing = outgoing_create(text.data, text.len)});
	close_session(session, CONN_POLICY);
	buf_finish(&text);
}

static void kick_removed(struct server *server)
{
	if (!db_changed_outside(server->db))
		return;
	for (struct session *session = server->sessions; session; session = session->next) {
		bool is_there = !session->user || db_user_is_there(server->db, session->user);
		if (!is_there && !db_failure(server->db))
			kick(session);
	}
}

/* From beginning to end. */

static void serve(struct server *server)
{
	watch_idleness(server);
	while (!server->is_over) {
		conn_loop_turn(server->loop);
		kick_removed(server);
		turn_end(server);
	}
}

static void print_ready(const struct listener *listeners, size_t count)
{
	printf("ready");
	for (size_t i = 0; i < count; i++)
		printf(" %s", listeners[i].url);
	printf("\n");
	fflush(stdout);
}

static bool hand_over(struct server *server, struct listener *listener, struct err *err)
{
	for (size_t i = 0; i < listener->sockets.len; i++) {
		int fd = listener->sockets.items[i];
		listener->sockets.items[i] = -1;
		if (!conn_loop_listen(server->loop, fd, listener->tls, err))
			return false;
	}
	return true;
}

static bool listen_all(struct server *server, struct listener *listeners, struct err *err)
{
	const struct options *options = server->options;
	const struct strlist *urls = &options->listen;
	unsigned flags = (options->insecure ? LISTEN_INSECURE : 0) | (options->os_users ? LISTEN_SHARED : 0);
	for (size_t i = 0; i < urls->len; i++) {
		if (!listen_open(&listeners[i], urls->items[i], flags, err) ||
		    !hand_over(server, &listeners[i], err))
			return false;
	}
	return true;
}

static const struct conn_owner owner = {
        .opened = on_opened,
        .received = on_received,
        .broke = on_broke,
        .drained = on_drained,
        .late = on_late,
        .closed = on_closed,
        .page = on_page,
        .file_begin = handle_file_begin,
        .file_piece = handle_file_piece,
        .file_whole = handle_file_whole,
        .file_gone = handle_file_gone,
        .told_to_stop = on_told_to_stop,
        .alarm = on_alarm,
};

static struct conn_settings connection_settings(const struct options *options)
{
	return (struct conn_settings){
	        .frame_max = (size_t)options->limits.client_frame_bytes,
	        .unsent_max = (size_t)options->unsent_bytes,
	        .ping_seconds = (uint16_t)options->ping_interval,
	        .silence_seconds = (uint16_t)options->silence_limit,
	        .stall_seconds = CONN_STALL_SECONDS,
	        .tls_cert = options->tls_cert,
	        .tls_key = options->tls_key,
	};
}

static bool run_on(struct server *server, struct err *err)
{
	const struct options *options = server->options;
	size_t count = options->listen.len;
	struct conn_settings settings = connection_settings(options);
	struct conn_owner callbacks = owner;
	callbacks.context = server;
	struct listener *listeners = mem_alloc(count * sizeof(*listeners));
	for (size_t i = 0; i < count; i++)
		listeners[i].lock = -1;
	server->loop = conn_loop_create(&settings, &callbacks, err);
	bool ok = server->loop && listen_all(server, listeners, err);
	if (ok) {
		print_ready(listeners, count);
		serve(server);
	}
	conn_loop_destroy(server->loop);
	turn_end(server);
	for (size_t i = 0; i < count; i++)
		listen_close(&listeners[i]);
	free(listeners);
	return ok;
}

static bool open_database(struct server *server, const char *folder, struct err *err)
{
	char *path = path_join(folder, DB_FILE);
	server->db = db_open(path, &server->options->limits, err);
	free(path);
	if (server->db && server->options->os_users)
		db_set_newcomers(server->db, osuser_exists);
	return server->db;
}

static void allow_many_connections(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return;
	limit.rlim_cur = limit.rlim_max < DESCRIPTORS_MAX ? limit.rlim_max : DESCRIPTORS_MAX;
	setrlimit(RLIMIT_NOFILE, &limit);
}

bool server_run(const struct options *options, struct err *err)
{
	struct server server = {
	        .options = options,
	        .failures = {.max = options->login_failures, .window_ms = options->login_window * 1000},
	        .throttled = {.requests = {options->request_rate, options->request_burst},
	                      .messages = {options->send_rate, options->send_burst}},
	};
	char *lock_path = path_join(options->data, LOCK_FILE);
	bool ok = false;
	allow_many_connections();
	turn_init(&server.turn);
	int lock = path_make_folder(options->data, err) ? listen_lock(lock_path, err) : -1;
	server.files = lock >= 0 ? files_folder(options->data, err) : NULL;
	if (server.files && open_database(&server, options->data, err)) {
		handle_file_clean(&server);
		ok = run_on(&server, err);
	}
	turn_finish(&server.turn);
	vec_finish(&server.changes);
	throttle_failures_finish(&server.failures);
	throttle_users_finish(&server.throttled);
	db_close(server.db);
	if (lock >= 0)
		close(lock);
	handle_file_finish(&server);
	free(server.files);
	free(lock_path);
	return ok;
}
