#include "net/session.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/random.h"
#include "net/http.h"
#include "net/ws.h"

const struct session_limits session_limits_default = {
        .retry_first_ms = SESSION_RETRY_FIRST_MS,
        .retry_max_ms = SESSION_RETRY_MAX_MS,
        .held_ms = SESSION_HELD_MS,
        .login_timeout_ms = SESSION_LOGIN_TIMEOUT_MS,
        .stop_timeout_ms = SESSION_STOP_TIMEOUT_MS,
        .ping_s = SESSION_PING_S,
        .dead_s = SESSION_DEAD_S,
        .receive_max = BACKEND_RECEIVE_MAX,
        .queue_max = SESSION_QUEUE_MAX,
};

enum session_phase {
	SESSION_IDLE, /* before the start and after the end */
	SESSION_WAITING, /* for the next attempt, at `deadline` */
	SESSION_CONNECTING, /* until LOGGED_IN, or `deadline` */
	SESSION_ONLINE,
	SESSION_STOPPING, /* until the connection is closed, or `deadline` */
};

struct session {
	struct session_limits limits;
	struct url url;
	char *ca_file;
	struct backend *backend;
	struct ws_host *host;
	struct ws *ws; /* while there is a connection or one is tried */

	enum session_phase phase;
	struct ws_timer *deadline; /* of the phase */
	struct ws_timer *tick; /* what waits for the next turn of the loop: events, the login */
	bool login_due;
	bool refused; /* the backend told STOPPED already */
	unsigned attempts; /* that failed one after the other */
	int64_t online_since_ms; /* clock_mono_ms; 0: this connection did not get so far */

	struct backend_out out; /* events that on_event was not told yet */
	struct state_event_list telling; /* those that it is being told */

	void (*on_event)(void *context, const struct state_event *event);
	void (*fill_login)(void *context, struct backend_login *login);
	void *callback_context;
};

static struct state_event *add_status(struct session *session, enum state_session_status status,
                                      const char *text)
{
	struct state_event *event = state_event_add(&session->out.events, STATE_EVENT_SESSION);
	event->now_ms = clock_now_ms();
	event->status = status;
	event->text = text && *text ? arena_strdup(&session->out.events.arena, text) : NULL;
	ws_timer_set(session->tick, 0);
	return event;
}

static void enter(struct session *session, enum session_phase phase, int64_t deadline_ms)
{
	session->phase = phase;
	ws_timer_set(session->deadline, deadline_ms);
}

static void enter_for_good(struct session *session, enum session_phase phase)
{
	session->phase = phase;
	ws_timer_clear(session->deadline);
}

static void drop_connection(struct session *session)
{
	if (!session->ws)
		return;
	ws_destroy(session->ws);
	session->ws = NULL;
	session->login_due = false;
	session->backend->ops->closed(session->backend);
}

/* "Equal jitter": at least half of the wait, so that a crowd of clients spreads and none hammers. */
static int64_t retry_wait(const struct session *session)
{
	int64_t wait = session->limits.retry_first_ms;
	for (unsigned i = 1; i < session->attempts && wait < session->limits.retry_max_ms; i++)
		wait *= 2;
	if (wait > session->limits.retry_max_ms)
		wait = session->limits.retry_max_ms;
	return wait / 2 + random_below((uint32_t)(wait / 2) + 1);
}

/* A server that logs in and drops at once is to be waited for longer and longer. */
static void count_attempt(struct session *session)
{
	int64_t since = session->online_since_ms;
	if (since && clock_mono_ms() - since >= session->limits.held_ms)
		session->attempts = 0;
	session->attempts++;
	session->online_since_ms = 0;
}

static struct state_event *retry_later(struct session *session, const char *why)
{
	count_attempt(session);
	int64_t wait = retry_wait(session);
	if (wait < session->out.retry_after_ms)
		wait = session->out.retry_after_ms;
	session->out.retry_after_ms = 0;
	enter(session, SESSION_WAITING, wait);
	struct state_event *event = add_status(session, STATE_OFFLINE, why);
	event->retry_at_ms = event->now_ms + wait;
	return event;
}

static void end(struct session *session)
{
	drop_connection(session);
	enter_for_good(session, SESSION_IDLE);
	if (!session->refused)
		add_status(session, STATE_STOPPED, NULL);
}

static void on_closed(void *context, const struct err *why)
{
	struct session *session = context;
	log_info("connection closed: %s", why->text);
	bool stopping = session->phase == SESSION_STOPPING;
	drop_connection(session);
	if (stopping)
		end(session);
	else
		retry_later(session, why->text)->code = why->code == WS_UNTRUSTED ? STATE_CODE_UNTRUSTED : 0;
}

static void send_frames(struct session *session)
{
	for (size_t i = 0; i < session->out.frames.len; i++) {
		char *frame = session->out.frames.items[i];
		ws_send(session->ws, frame, strlen(frame));
		free(frame);
	}
	vec_clear(&session->out.frames);
}

static void close_connection(struct session *session)
{
	enter(session, SESSION_STOPPING, session->limits.stop_timeout_ms);
	ws_close(session->ws);
}

static void go_online(struct session *session)
{
	session->online_since_ms = clock_mono_ms();
	enter_for_good(session, SESSION_ONLINE);
}

/* After a call of the backend: what it said, from event `first` on, and what it wants sent. */
static void carry_out(struct session *session, size_t first)
{
	struct state_event_list *list = &session->out.events;
	send_frames(session);
	bool stop = false;
	for (size_t i = first; i < list->events.len; i++) {
		struct state_event *event = &list->events.items[i];
		event->now_ms = clock_now_ms();
		if (event->type == STATE_EVENT_LOGGED_IN && session->phase == SESSION_CONNECTING)
			go_online(session);
		stop |= event->type == STATE_EVENT_SESSION && event->status == STATE_STOPPED;
	}
	if (stop) {
		session->refused = true;
		close_connection(session);
	}
	if (list->events.len > first)
		ws_timer_set(session->tick, 0);
}

static void on_open(void *context)
{
	struct session *session = context;
	session->login_due = true;
	ws_timer_set(session->tick, 0);
}

static void on_text(void *context, const char *text, size_t len)
{
	struct session *session = context;
	if (session->phase == SESSION_STOPPING)
		return;
	size_t first = session->out.events.events.len;
	struct err err = {0};
	bool ok = session->backend->ops->received(session->backend, text, len, &session->out, &err);
	carry_out(session, first);
	if (!ok)
		ws_abort(session->ws, &err);
}

static void connect_now(struct session *session)
{
	assert(!session->ws);
	add_status(session, STATE_CONNECTING, NULL);
	enter(session, SESSION_CONNECTING, session->limits.login_timeout_ms);
	const struct ws_config config = {
	        .host = session->host,
	        .subprotocol = session->backend->ops->subprotocol,
	        .receive_max = session->limits.receive_max,
	        .queue_max = session->limits.queue_max,
	        .ping_after_s = session->limits.ping_s,
	        .dead_after_s = session->limits.dead_s,
	        .on_open = on_open,
	        .on_text = on_text,
	        .on_closed = on_closed,
	        .callback_context = session,
	};
	session->ws = ws_create(&config);
}

static void on_deadline(void *context)
{
	struct session *session = context;
	switch (session->phase) {
	case SESSION_WAITING:
		connect_now(session);
		break;
	case SESSION_CONNECTING:
		drop_connection(session);
		retry_later(session, "The server did not answer in time");
		break;
	case SESSION_STOPPING:
		end(session);
		break;
	case SESSION_IDLE:
	case SESSION_ONLINE:
		break;
	}
}

static void tell(struct session *session)
{
	while (session->out.events.events.len > 0) {
		struct state_event_list list = session->telling;
		session->telling = session->out.events;
		session->out.events = list;
		for (size_t i = 0; i < session->telling.events.len; i++)
			session->on_event(session->callback_context, &session->telling.events.items[i]);
		state_event_list_clear(&session->telling);
	}
}

static void log_in(struct session *session)
{
	session->login_due = false;
	struct backend_login login = {0};
	session->fill_login(session->callback_context, &login);
	size_t first = session->out.events.events.len;
	session->backend->ops->opened(session->backend, &login, &session->out);
	carry_out(session, first);
}

/* Events first: the login says how far they were seen. */
static void on_tick(void *context)
{
	struct session *session = context;
	tell(session);
	if (session->login_due)
		log_in(session);
}

struct session *session_create(const struct session_config *config, struct err *err)
{
	struct session *session = mem_alloc(sizeof(*session));
	session->limits = config->limits ? *config->limits : session_limits_default;
	session->backend = config->backend;
	session->ca_file = mem_strdup(config->ca_file);
	session->on_event = config->on_event;
	session->fill_login = config->fill_login;
	session->callback_context = config->callback_context;
	backend_out_init(&session->out);
	state_event_list_init(&session->telling);
	if (url_init(&session->url, config->url, err))
		session->host = ws_host_create(config->context, &session->url, session->ca_file, err);
	if (!session->host) {
		session_destroy(session);
		return NULL;
	}
	session->deadline = ws_timer_create(config->context, on_deadline, session);
	session->tick = ws_timer_create(config->context, on_tick, session);
	return session;
}

void session_destroy(struct session *session)
{
	if (!session)
		return;
	ws_destroy(session->ws);
	ws_timer_destroy(session->deadline);
	ws_timer_destroy(session->tick);
	ws_host_destroy(session->host);
	url_finish(&session->url);
	free(session->ca_file);
	session->backend->ops->destroy(session->backend);
	backend_out_finish(&session->out);
	state_event_list_finish(&session->telling);
	free(session);
}

void session_start(struct session *session)
{
	if (session->phase == SESSION_CONNECTING || session->phase == SESSION_ONLINE)
		return;
	drop_connection(session);
	session->refused = false;
	enter(session, SESSION_WAITING, 0);
}

void session_request(struct session *session, const struct state_request *request)
{
	if (session->phase != SESSION_ONLINE)
		return;
	size_t first = session->out.events.events.len;
	session->backend->ops->request(session->backend, request, &session->out);
	carry_out(session, first);
}

/* On the heap. */
static char *file_path(const struct session *session, const struct session_file *file)
{
	const struct backend_ops *ops = session->backend->ops;
	char *path;
	if (!file->name)
		return mem_strdup(file->file ? file->file : ops->upload_path);
	if (asprintf(&path, "%s%s", ops->kept_upload_path, file->name) < 0)
		abort();
	return path;
}

struct http *session_file_start(struct session *session, const struct session_file *file)
{
	struct backend_login login = {0};
	session->fill_login(session->callback_context, &login);
	char *path = file_path(session, file);
	struct http *http = http_create(&(struct http_config){
	        .host = session->host,
	        .path = path,
	        .token = login.token,
	        .is_upload = !file->file,
	        .is_kept = file->name,
	        .fd = file->fd,
	        .size = file->size,
	        .from = file->from,
	        .on_progress = file->on_progress,
	        .on_end = file->on_end,
	        .callback_context = file->callback_context,
	});
	free(path);
	return http;
}

char *session_file_sent(const struct session *session, const char *answer)
{
	return session->backend->ops->uploaded(answer);
}

void session_stop(struct session *session)
{
	session->refused = false;
	if (session->phase == SESSION_STOPPING)
		return;
	if (session->ws)
		close_connection(session);
	else
		end(session);
}
