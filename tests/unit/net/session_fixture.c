#include "unit/net/session_fixture.h"

#include <stdio.h>

#include <libwebsockets.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "net/ws.h"

static void add_frame(struct backend_out *out, const char *text)
{
	vec_push(&out->frames, mem_strdup(text));
}

static void test_destroy(struct backend *backend)
{
	free(backend);
}

static void test_opened(struct backend *backend, const struct backend_login *login, struct backend_out *out)
{
	(void)backend;
	char text[64];
	snprintf(text, sizeof(text), "login %d", (int)login->resume_from);
	add_frame(out, text);
}

static bool test_received(struct backend *backend, const char *text, size_t len, struct backend_out *out,
                          struct err *err)
{
	(void)backend;
	if (strcmp(text, "nonsense") == 0)
		return err_set(err, 0, "That was nonsense");
	if (strcmp(text, "later") == 0) {
		out->retry_after_ms = 60000;
		return err_set(err, 0, "Not now");
	}
	enum state_event_type type = STATE_EVENT_NOTICE;
	if (strcmp(text, "in") == 0)
		type = STATE_EVENT_LOGGED_IN;
	else if (strcmp(text, "never") == 0)
		type = STATE_EVENT_SESSION;
	struct state_event *event = state_event_add(&out->events, type);
	event->status = STATE_STOPPED;
	event->text = arena_strndup(&out->events.arena, text, len);
	return true;
}

static void test_request(struct backend *backend, const struct state_request *request,
                         struct backend_out *out)
{
	(void)backend;
	if (request->text)
		add_frame(out, request->text);
	else
		state_event_add(&out->events, STATE_EVENT_NOTICE)->text = "too large";
}

static void test_closed(struct backend *backend)
{
	(void)backend;
}

static const struct backend_ops test_ops = {
        .subprotocol = "test.v1",
        .destroy = test_destroy,
        .opened = test_opened,
        .received = test_received,
        .request = test_request,
        .closed = test_closed,
};

static struct backend *test_backend(void)
{
	struct backend *backend = mem_alloc(sizeof(*backend));
	backend->ops = &test_ops;
	return backend;
}

static char folder[] = "/tmp/covey-net-XXXXXX"; /* certificates, and the peer's socket */
static char socket_url[64];

const char *session_fixture_pem(const char *name)
{
	static char path[2][64];
	static int next;
	next = !next;
	snprintf(path[next], sizeof(path[next]), "%s/%s.pem", folder, name);
	return path[next];
}

/* The socket's path is another one each time. */
static void tell_text(struct buf *told, const char *text)
{
	const char *path = socket_url + strlen("unix:");
	const char *found = strstr(text, path);
	if (found)
		buf_printf(told, "%.*sSOCKET%s", (int)(found - text), text, found + strlen(path));
	else
		buf_append_str(told, text);
}

static void on_event(void *context, const struct state_event *event)
{
	struct session_fixture *fixture = context;
	assert_false(fixture->in_call);
	assert_true(event->now_ms > 0);
	if (event->type == STATE_EVENT_LOGGED_IN) {
		buf_append_str(&fixture->told, "logged in\n");
	} else if (event->type == STATE_EVENT_NOTICE) {
		fixture->position++;
		buf_printf(&fixture->told, "\"%.60s\"\n", event->text);
	} else {
		static const char *const names[] = {"offline", "connecting", "syncing", "online", "stopped"};
		buf_printf(&fixture->told, "%s%s", names[event->status], event->text ? ": " : "");
		tell_text(&fixture->told, event->text ? event->text : "");
		buf_append_char(&fixture->told, '\n');
		if (event->status == STATE_OFFLINE && fixture->wait_count < 8)
			fixture->waits[fixture->wait_count++] = event->retry_at_ms - event->now_ms;
	}
}

static void fill_login(void *context, struct backend_login *login)
{
	const struct session_fixture *fixture = context;
	assert_false(fixture->in_call);
	login->resume_from = fixture->position;
}

static void on_guard(void *context)
{
	struct session_fixture *fixture = context;
	fixture->gave_up = true;
}

static void write_lws_log(int level, const char *line)
{
	(void)level, (void)line;
}

int session_fixture_set_up(void **state)
{
	struct session_fixture *fixture = calloc(1, sizeof(*fixture));
	struct lws_context_creation_info info = {
	        .port = CONTEXT_PORT_NO_LISTEN,
	        .options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT,
	};
	lws_set_log_level(LLL_ERR | LLL_WARN, write_lws_log);
	fixture->context = lws_create_context(&info);
	fixture->guard = ws_timer_create(fixture->context, on_guard, fixture);
	fixture->limits = session_limits_default;
	fixture->limits.retry_first_ms = 8;
	fixture->limits.retry_max_ms = 64;
	buf_init(&fixture->told, (size_t)1 << 20);
	fixture->url = socket_url;
	*state = fixture;
	return 0;
}

int session_fixture_tear_down(void **state)
{
	struct session_fixture *fixture = *state;
	session_destroy(fixture->session);
	peer_abandon(&fixture->peer);
	ws_timer_destroy(fixture->guard);
	lws_context_destroy(fixture->context);
	buf_finish(&fixture->told);
	free(fixture);
	return 0;
}

bool session_fixture_create(struct session_fixture *fixture, const char *url, const char *ca_file,
                            struct err *err)
{
	fixture->session = session_create(&(struct session_config){.context = fixture->context,
	                                                           .backend = test_backend(),
	                                                           .url = url,
	                                                           .ca_file = ca_file,
	                                                           .limits = &fixture->limits,
	                                                           .on_event = on_event,
	                                                           .fill_login = fill_login,
	                                                           .callback_context = fixture},
	                                  err);
	return fixture->session != NULL;
}

void session_fixture_start(struct session_fixture *fixture)
{
	fixture->in_call = true;
	session_start(fixture->session);
	fixture->in_call = false;
}

void session_fixture_connect(struct session_fixture *fixture, const char *url, const char *ca_file)
{
	struct err err = {0};
	if (!session_fixture_create(fixture, url, ca_file, &err))
		fail_msg("%s", err.text);
	session_fixture_start(fixture);
}

void session_fixture_ask(struct session_fixture *fixture, const char *text)
{
	fixture->in_call = true;
	session_request(fixture->session, &(struct state_request){.text = text});
	fixture->in_call = false;
}

static bool ends_with(const struct session_fixture *fixture, const char *end)
{
	size_t len = strlen(end);
	return fixture->told.len >= len && strcmp(fixture->told.data + fixture->told.len - len, end) == 0;
}

/* Until the last thing told is `end`. */
void session_fixture_run_until(struct session_fixture *fixture, const char *end)
{
	ws_timer_set(fixture->guard, PEER_PATIENCE_S * 1000);
	while (!ends_with(fixture, end) && !fixture->gave_up)
		lws_service(fixture->context, 0);
	if (fixture->gave_up)
		fail_msg("waited in vain for \"%s\"; told was:\n%s", end, fixture->told.data);
}

void session_fixture_turn_for(struct session_fixture *fixture, int64_t ms)
{
	fixture->gave_up = false;
	ws_timer_set(fixture->guard, ms);
	while (!fixture->gave_up)
		lws_service(fixture->context, 0);
	fixture->gave_up = false;
}

void session_fixture_assert_told(const struct session_fixture *fixture, const char *expected)
{
	assert_string_equal(fixture->told.data, expected);
}

void session_fixture_stop(struct session_fixture *fixture)
{
	fixture->in_call = true;
	session_stop(fixture->session);
	fixture->in_call = false;
	session_fixture_run_until(fixture, "stopped\n");
}

/* A case in which one connection ends: the peer's script, and how the session explains it. */
void session_fixture_assert_ends(struct session_fixture *fixture, void (*script)(struct peer *peer),
                                 const char *expected)
{
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	peer_start(&fixture->peer, socket_url, NULL, script);
	session_fixture_connect(fixture, socket_url, NULL);
	session_fixture_run_until(fixture, expected);
	peer_finish(&fixture->peer);
}

void session_fixture_script_once(struct peer *peer)
{
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in"))
		peer_expect_close(peer, 1000);
}

void session_fixture_script_silent(struct peer *peer)
{
	if (peer_accept(peer))
		peer_expect_end(peer);
}

void session_fixture_script_silent_before_the_upgrade(struct peer *peer)
{
	if (peer_accept_raw(peer))
		peer_expect_end(peer);
}

int session_fixture_make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(socket_url, sizeof(socket_url), "unix:%s/socket", folder);
	peer_make_certificate(session_fixture_pem("localhost"), "localhost", 2);
	peer_make_certificate(session_fixture_pem("elsewhere"), "elsewhere.example", 2);
	peer_make_certificate(session_fixture_pem("expired"), "localhost", -1);
	return 0;
}

int session_fixture_remove_folder(void **state)
{
	(void)state;
	char command[64];
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}
