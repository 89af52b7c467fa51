/*
 * The session against a peer that does whatever it likes. The backend is the simplest there can be: it logs in
 * by saying where it left off, takes "in" for a login, and makes an event of any other text.
 */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include <libwebsockets.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "net/session.h"
#include "net/ws.h"
#include "peer.h"

/* The backend */

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

/* A session and what it told */

struct fixture {
	struct lws_context *context;
	struct session *session;
	struct session_limits limits;
	struct peer peer;
	struct ws_timer *guard;
	bool gave_up;
	struct buf told; /* one line for each event */
	const char *awaited; /* `told` ends with it: run() returns */
	int64_t position; /* notices seen */
	int64_t waits[8]; /* of the OFFLINEs */
	size_t wait_count;
	bool in_call; /* of session_… */
};

static char folder[] = "/tmp/covey-net-XXXXXX"; /* certificates, and the peer's socket */
static char socket_url[64];

static const char *pem(const char *name)
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
	struct fixture *fixture = context;
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
	const struct fixture *fixture = context;
	assert_false(fixture->in_call);
	login->resume_from = fixture->position;
}

static void on_guard(void *context)
{
	struct fixture *fixture = context;
	fixture->gave_up = true;
}

static void write_lws_log(int level, const char *line)
{
	(void)level, (void)line;
}

static int setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
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
	*state = fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;
	session_destroy(fixture->session);
	peer_abandon(&fixture->peer);
	ws_timer_destroy(fixture->guard);
	lws_context_destroy(fixture->context);
	buf_finish(&fixture->told);
	free(fixture);
	return 0;
}

static bool try_session(struct fixture *fixture, const char *url, const char *ca_file, struct err *err)
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

static void start(struct fixture *fixture)
{
	fixture->in_call = true;
	session_start(fixture->session);
	fixture->in_call = false;
}

static void connect_to(struct fixture *fixture, const char *url, const char *ca_file)
{
	struct err err = {0};
	if (!try_session(fixture, url, ca_file, &err))
		fail_msg("%s", err.text);
	start(fixture);
}

static void ask(struct fixture *fixture, const char *text)
{
	fixture->in_call = true;
	session_request(fixture->session, &(struct state_request){.text = text});
	fixture->in_call = false;
}

static bool ends_with(const struct fixture *fixture, const char *end)
{
	size_t len = strlen(end);
	return fixture->told.len >= len && strcmp(fixture->told.data + fixture->told.len - len, end) == 0;
}

/* Until the last thing told is `end`. */
static void run_until(struct fixture *fixture, const char *end)
{
	ws_timer_set(fixture->guard, PEER_PATIENCE_S * 1000);
	while (!ends_with(fixture, end) && !fixture->gave_up)
		lws_service(fixture->context, 0);
	if (fixture->gave_up)
		fail_msg("waited in vain for \"%s\"; told was:\n%s", end, fixture->told.data);
}

static void turn_for(struct fixture *fixture, int64_t ms)
{
	fixture->gave_up = false;
	ws_timer_set(fixture->guard, ms);
	while (!fixture->gave_up)
		lws_service(fixture->context, 0);
	fixture->gave_up = false;
}

static void assert_told(const struct fixture *fixture, const char *expected)
{
	assert_string_equal(fixture->told.data, expected);
}

static void stop(struct fixture *fixture)
{
	fixture->in_call = true;
	session_stop(fixture->session);
	fixture->in_call = false;
	run_until(fixture, "stopped\n");
}

/* A case in which one connection ends: the peer's script, and how the session explains it. */
static void assert_ends(struct fixture *fixture, void (*script)(struct peer *peer), const char *expected)
{
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	peer_start(&fixture->peer, socket_url, NULL, script);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, expected);
	peer_finish(&fixture->peer);
}

/* The usual life */

static void script_talk(struct peer *peer)
{
	if (!peer_accept(peer) || !peer_expect(peer, "login 0") || !peer_say(peer, "in") ||
	    !peer_say(peer, "one") || !peer_say(peer, "two") || !peer_expect(peer, "hello") ||
	    !peer_expect(peer, "again"))
		return;
	peer_expect_close(peer, 1000);
}

static void test_login_then_events_in_order(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, socket_url, NULL, script_talk);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "\"two\"\n");
	assert_told(fixture, "connecting\nlogged in\n\"one\"\n\"two\"\n");
	ask(fixture, "hello");
	ask(fixture, "again");
	stop(fixture);
	peer_finish(&fixture->peer);
}

static void test_stop_sends_what_is_queued_then_closes_with_1000(void **state)
{
	test_login_then_events_in_order(state);
	struct fixture *fixture = *state;
	assert_told(fixture, "connecting\nlogged in\n\"one\"\n\"two\"\nstopped\n");
}

static void test_events_of_a_request_come_later(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, socket_url, NULL, script_talk);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "\"two\"\n");
	ask(fixture, NULL);
	run_until(fixture, "\"too large\"\n");
	ask(fixture, "hello");
	ask(fixture, "again");
	stop(fixture);
	peer_finish(&fixture->peer);
}

static void test_request_without_connection_is_dropped(void **state)
{
	struct fixture *fixture = *state;
	assert_true(try_session(fixture, socket_url, NULL, NULL));
	ask(fixture, "hello");
	stop(fixture);
	assert_told(fixture, "stopped\n");
}

static void script_large(struct peer *peer)
{
	static char text[300001];
	memset(text, 'x', 300000);
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in") &&
	    peer_expect(peer, text) && peer_expect(peer, "after"))
		peer_expect_close(peer, 1000);
}

static void test_large_request_arrives_whole_and_in_order(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, socket_url, NULL, script_large);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "logged in\n");
	char *text = calloc(1, 300001);
	memset(text, 'x', 300000);
	ask(fixture, text);
	ask(fixture, "after");
	free(text);
	stop(fixture);
	peer_finish(&fixture->peer);
}

static void script_fragments(struct peer *peer)
{
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in") &&
	    peer_send_frame(peer, PEER_TEXT, "gr\xc3", 3) &&
	    peer_send_frame(peer, PEER_FIN | PEER_PING, "?", 1) &&
	    peer_send_frame(peer, PEER_CONTINUATION, "", 0) &&
	    peer_send_frame(peer, PEER_FIN | PEER_CONTINUATION, "\xbc\xc3\x9f", 3))
		peer_expect_close(peer, 1000);
}

static void test_fragments_are_put_together(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, socket_url, NULL, script_fragments);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "\"gr\xc3\xbc\xc3\x9f\"\n");
	stop(fixture);
	peer_finish(&fixture->peer);
}

/* A stored block of DEFLATE (RFC 1951, section 3.2.4) in a frame of RFC 7692: longer than lws' chunks of 1024. */
static void script_compressed(struct peer *peer)
{
	enum { LEN = 5000 };
	static char payload[LEN + 6];
	payload[1] = (char)(LEN & 0xff);
	payload[2] = (char)(LEN >> 8);
	payload[3] = (char)(~LEN & 0xff);
	payload[4] = (char)(~LEN >> 8 & 0xff);
	memset(payload + 5, 'z', LEN);
	peer->extra_header = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
	if (peer_accept(peer) &&
	    peer_send_frame(peer, PEER_FIN | PEER_RSV1 | PEER_TEXT, "\x00\x02\x00\xfd\xffin\x00", 8) &&
	    peer_send_frame(peer, PEER_FIN | PEER_RSV1 | PEER_TEXT, payload, sizeof(payload)))
		peer_expect_end(peer);
}

static void test_compressed_text_is_put_together(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, socket_url, NULL, script_compressed);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "zzz\"\n");
	stop(fixture);
	peer_finish(&fixture->peer);
}

/* Coming back */

static void script_three_lives(struct peer *peer)
{
	for (int i = 0; i < 3; i++) {
		char login[16];
		snprintf(login, sizeof(login), "login %d", i * 2);
		if (!peer_accept(peer) || !peer_expect(peer, login) || !peer_say(peer, "in") ||
		    !peer_say(peer, "a") || !peer_say(peer, i < 2 ? "b" : "last"))
			return;
		if (i < 2)
			peer_drop(peer);
	}
	peer_expect_close(peer, 1000);
}

static void test_lost_connection_resumes_behind_the_last_event_told(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, socket_url, NULL, script_three_lives);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "\"last\"\n");
	assert_told(fixture, "connecting\nlogged in\n\"a\"\n\"b\"\n"
	                     "offline: The connection to SOCKET was lost\n"
	                     "connecting\nlogged in\n\"a\"\n\"b\"\n"
	                     "offline: The connection to SOCKET was lost\n"
	                     "connecting\nlogged in\n\"a\"\n\"last\"\n");
	stop(fixture);
	peer_finish(&fixture->peer);
}

static void script_refuse_five(struct peer *peer)
{
	for (int i = 0; i < 5; i++)
		if (!peer_accept(peer))
			return;
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in"))
		peer_expect_close(peer, 1000);
}

static void test_waits_double_up_to_the_longest_and_are_spread(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, socket_url, NULL, script_refuse_five);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "logged in\n");
	static const int64_t longest[] = {8, 16, 32, 64, 64};
	assert_int_equal(fixture->wait_count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_in_range(fixture->waits[i], longest[i] / 2, longest[i]);
	stop(fixture);
	peer_finish(&fixture->peer);
}

static void script_drop_logged_in(struct peer *peer)
{
	for (int i = 0; i < 3; i++) {
		if (!peer_accept(peer) || !peer_expect(peer, "login 0") || !peer_say(peer, "in"))
			return;
		peer_drop(peer);
	}
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in") &&
	    peer_say(peer, "last"))
		peer_expect_close(peer, 1000);
}

static void test_server_that_logs_in_and_drops_at_once_is_backed_off_from(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.held_ms = 60000;
	peer_start(&fixture->peer, socket_url, NULL, script_drop_logged_in);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "\"last\"\n");
	static const int64_t longest[] = {8, 16, 32};
	assert_int_equal(fixture->wait_count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_in_range(fixture->waits[i], longest[i] / 2, longest[i]);
	stop(fixture);
	peer_finish(&fixture->peer);
}

static void script_hold_after_an_outage(struct peer *peer)
{
	for (int i = 0; i < 4; i++)
		if (!peer_accept(peer))
			return;
	if (!peer_accept(peer) || !peer_expect(peer, "login 0") || !peer_say(peer, "in") ||
	    !peer_expect(peer, "enough"))
		return;
	peer_drop(peer);
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in") &&
	    peer_say(peer, "back"))
		peer_expect_close(peer, 1000);
}

static void test_connection_that_held_begins_the_waits_anew(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.held_ms = 20;
	peer_start(&fixture->peer, socket_url, NULL, script_hold_after_an_outage);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "logged in\n");
	assert_int_equal(fixture->wait_count, 4);
	turn_for(fixture, 40);
	ask(fixture, "enough");
	run_until(fixture, "\"back\"\n");
	assert_int_equal(fixture->wait_count, 5);
	assert_in_range(fixture->waits[4], 4, 8);
	stop(fixture);
	peer_finish(&fixture->peer);
}

static void script_later(struct peer *peer)
{
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "later"))
		peer_expect_end(peer);
}

static void test_servers_wait_is_kept(void **state)
{
	struct fixture *fixture = *state;
	assert_ends(fixture, script_later, "offline: Not now\n");
	assert_in_range(fixture->waits[0], 60000, 60000);
}

static void script_once(struct peer *peer)
{
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in"))
		peer_expect_close(peer, 1000);
}

static void test_start_does_not_wait_for_the_back_off(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 600000;
	unlink(socket_url + strlen("unix:"));
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "offline: Nobody listens on SOCKET\n");
	peer_start(&fixture->peer, socket_url, NULL, script_once);
	start(fixture);
	run_until(fixture, "logged in\n");
	start(fixture); /* is done already */
	stop(fixture);
	peer_finish(&fixture->peer);
	assert_told(fixture, "connecting\noffline: Nobody listens on SOCKET\n"
	                     "connecting\nlogged in\nstopped\n");
}

static void test_stopped_session_can_be_started_again(void **state)
{
	struct fixture *fixture = *state;
	for (int i = 0; i < 2; i++) {
		peer_start(&fixture->peer, socket_url, NULL, script_once);
		if (i == 0)
			connect_to(fixture, socket_url, NULL);
		else
			start(fixture);
		run_until(fixture, "logged in\n");
		stop(fixture);
		peer_finish(&fixture->peer);
	}
}

/* Ends for good */

static void script_never(struct peer *peer)
{
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "never"))
		peer_expect_close(peer, 1000);
}

static void test_servers_final_word_stops_without_a_reconnect(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, socket_url, NULL, script_never);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "stopped: never\n");
	ws_timer_set(fixture->guard, 300);
	while (!fixture->gave_up)
		lws_service(fixture->context, 0);
	assert_told(fixture, "connecting\nstopped: never\n");
	peer_finish(&fixture->peer);
}

static void test_stop_after_the_servers_final_word_is_told_too(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, socket_url, NULL, script_never);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "stopped: never\n");
	stop(fixture);
	peer_finish(&fixture->peer);
}

static void script_deaf(struct peer *peer)
{
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in"))
		peer_expect_end(peer); /* takes the close without answering it */
}

static void test_stop_does_not_wait_for_a_deaf_server(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.stop_timeout_ms = 50;
	peer_start(&fixture->peer, socket_url, NULL, script_deaf);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "logged in\n");
	int64_t begin = clock_mono_ms();
	stop(fixture);
	assert_true(clock_mono_ms() - begin < 2000);
	peer_finish(&fixture->peer);
}

/* Servers that misbehave */

static void script_silent(struct peer *peer)
{
	if (peer_accept(peer))
		peer_expect_end(peer);
}

static void script_silent_before_the_upgrade(struct peer *peer)
{
	if (peer_accept_raw(peer))
		peer_expect_end(peer);
}

static void test_login_that_is_not_answered_is_given_up(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.login_timeout_ms = 50;
	assert_ends(fixture, script_silent, "connecting\noffline: The server did not answer in time\n");
}

static void test_upgrade_that_is_not_answered_is_given_up(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.login_timeout_ms = 50;
	assert_ends(fixture, script_silent_before_the_upgrade,
	            "connecting\noffline: The server did not answer in time\n");
}

#define SCRIPT(name, ...)                                                                        \
	static void name(struct peer *peer)                                                      \
	{                                                                                        \
		if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in") && \
		    __VA_ARGS__)                                                                 \
			peer_expect_end(peer);                                                   \
	}

SCRIPT(script_bad_utf8, peer_send_frame(peer, PEER_FIN | PEER_TEXT, "\xff\xfe", 2))
SCRIPT(script_half_utf8, peer_send_frame(peer, PEER_FIN | PEER_TEXT, "gr\xc3", 3))
SCRIPT(script_binary, peer_send_frame(peer, PEER_FIN | PEER_BINARY, "one", 3))
SCRIPT(script_nonsense, peer_say(peer, "nonsense"))
SCRIPT(script_goodbye, peer_send_frame(peer, PEER_FIN | PEER_CLOSE, "\x03\xe9restarting", 12))
SCRIPT(script_bad_goodbye, peer_send_frame(peer, PEER_FIN | PEER_CLOSE, "\x03\xf0\xff", 3))
SCRIPT(script_reserved_bits, peer_send_frame(peer, PEER_FIN | PEER_RSV1 | PEER_TEXT, "x", 1))
SCRIPT(script_bad_opcode, peer_send_frame(peer, PEER_FIN | 5, "x", 1))
SCRIPT(script_continued_nothing, peer_send_frame(peer, PEER_FIN | PEER_CONTINUATION, "x", 1))
SCRIPT(script_huge_length, peer_send_raw(peer, "\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10))

static void test_text_that_is_no_utf8_closes_the_connection(void **state)
{
	assert_ends(*state, script_bad_utf8, "logged in\noffline: The server sent text that is not UTF-8\n");
}

static void test_half_a_character_closes_the_connection(void **state)
{
	assert_ends(*state, script_half_utf8, "logged in\noffline: The server sent text that is not UTF-8\n");
}

static void test_binary_frame_closes_the_connection(void **state)
{
	assert_ends(*state, script_binary, "logged in\noffline: The server sent a binary frame\n");
}

static void test_what_the_backend_refuses_closes_the_connection(void **state)
{
	assert_ends(*state, script_nonsense, "logged in\noffline: That was nonsense\n");
}

static void test_servers_goodbye_is_told(void **state)
{
	assert_ends(*state, script_goodbye, "logged in\noffline: The server is going away (restarting)\n");
}

static void test_goodbye_that_is_no_utf8_is_told_without_its_words(void **state)
{
	assert_ends(*state, script_bad_goodbye,
	            "logged in\noffline: The server does not want this connection\n");
}

#define LOST "logged in\noffline: The connection to SOCKET was lost\n"

static void test_frame_against_the_rfc_closes_the_connection(void **state)
{
	void (*const scripts[])(struct peer *) = {script_reserved_bits, script_bad_opcode,
	                                          script_continued_nothing, script_huge_length};
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		assert_ends(*state, scripts[i], LOST);
		teardown(state);
		setup(state);
	}
}

static void script_too_large(struct peer *peer)
{
	static char text[2000];
	memset(text, 'x', sizeof(text));
	if (peer_accept(peer) && peer_say(peer, "in") && peer_send_frame(peer, PEER_TEXT, text, 1000) &&
	    peer_send_frame(peer, PEER_FIN | PEER_CONTINUATION, text, 1001))
		peer_expect_end(peer);
}

static void test_frame_above_the_ceiling_closes_the_connection(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.receive_max = 2000;
	assert_ends(fixture, script_too_large,
	            "logged in\noffline: The server sent more than 2000 bytes in one frame\n");
}

/*
 * Closing with a reason when lws' buffer of 4096 bytes is full in the middle of a frame makes libwebsockets 4.1 write
 * the rest of the frame behind the buffer; only valgrind sees it.
 */
static void script_full_buffer(struct peer *peer)
{
	static char text[60000];
	memset(text, 'x', sizeof(text));
	if (peer_accept(peer) && peer_say(peer, "in") &&
	    peer_send_frame(peer, PEER_FIN | PEER_TEXT, text, sizeof(text)))
		peer_expect_end(peer);
}

static void test_refusing_in_the_middle_of_a_frame(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.receive_max = 4000;
	assert_ends(fixture, script_full_buffer,
	            "logged in\noffline: The server sent more than 4000 bytes in one frame\n");
}

static void script_end_in_a_frame(struct peer *peer)
{
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in"))
		peer_send_raw(peer, "\x81\x05tw", 4);
}

static void test_frame_that_ends_in_the_middle_is_no_event(void **state)
{
	assert_ends(*state, script_end_in_a_frame, LOST);
}

static void script_does_not_read(struct peer *peer)
{
	if (!peer_accept(peer) || !peer_say(peer, "in"))
		return;
	struct pollfd end = {.fd = peer->fd, .events = POLLRDHUP};
	poll(&end, 1, PEER_PATIENCE_S * 1000);
}

static void test_server_that_does_not_read_is_given_up(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	fixture->limits.queue_max = 1 << 20;
	peer_start(&fixture->peer, socket_url, NULL, script_does_not_read);
	connect_to(fixture, socket_url, NULL);
	run_until(fixture, "logged in\n");
	char *text = calloc(1, 100001);
	memset(text, 'x', 100000);
	for (int i = 0; i < 100; i++)
		ask(fixture, text);
	free(text);
	run_until(fixture, "offline: The server does not take what is sent to it\n");
	peer_finish(&fixture->peer);
}

static void script_dead(struct peer *peer)
{
	if (!peer_accept(peer) || !peer_expect(peer, "login 0") || !peer_say(peer, "in"))
		return;
	char bytes[512];
	while (recv(peer->fd, bytes, sizeof(bytes), 0) > 0) /* pings, unanswered */
		;
}

static void test_server_that_answers_no_ping_is_given_up(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.ping_s = 1;
	fixture->limits.dead_s = 2;
	assert_ends(fixture, script_dead, LOST);
}

/* Those who are no covey server */

static void assert_reply_refused(void **state, const char *reply)
{
	struct fixture *fixture = *state;
	fixture->peer.reply = reply;
	assert_ends(fixture, script_silent,
	            "connecting\noffline: SOCKET does not answer as a covey server does\n");
}

static void test_web_server_is_no_covey_server(void **state)
{
	assert_reply_refused(state, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
}

static void test_redirect_is_not_followed(void **state)
{
	assert_reply_refused(
	        state, "HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n");
}

static void script_noise(struct peer *peer)
{
	if (peer_accept_raw(peer) && peer_send_raw(peer, "220 mail.example ESMTP\r\n\r\n", 26))
		peer_expect_end(peer);
}

static void test_noise_is_no_answer(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.login_timeout_ms = 50;
	assert_ends(fixture, script_noise, "connecting\noffline: The server did not answer in time\n");
}

static void script_other_subprotocol(struct peer *peer)
{
	peer->subprotocol = "other";
	if (peer_accept(peer))
		peer_expect_end(peer);
}

static void script_asks_for_the_subprotocol(struct peer *peer)
{
	if (!peer_accept(peer) || !peer_expect(peer, "login 0") || !peer_say(peer, "in") ||
	    !peer_expect_close(peer, 1000))
		return;
	const char *wanted = strcasestr(peer->request, "Sec-WebSocket-Protocol: test.v1\r\n");
	const char *host = strcasestr(peer->request, "Host: localhost");
	if (!wanted || !host)
		snprintf(peer->failure, sizeof(peer->failure), "the request lacks something: %.200s",
		         peer->request);
}

static void test_upgrade_names_subprotocol_and_host(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, "ws", NULL, script_asks_for_the_subprotocol);
	connect_to(fixture, fixture->peer.url, NULL);
	run_until(fixture, "logged in\n");
	stop(fixture);
	peer_finish(&fixture->peer);
}

static void test_other_subprotocol_is_no_covey_server(void **state)
{
	assert_ends(*state, script_other_subprotocol,
	            "connecting\noffline: SOCKET does not answer as a covey server does\n");
}

/* Finding the server */

static void test_unknown_host_is_told_by_name(void **state)
{
	struct fixture *fixture = *state;
	connect_to(fixture, "ws://nobody.invalid/", NULL);
	ws_timer_set(fixture->guard, PEER_PATIENCE_S * 1000);
	while (!strchr(fixture->told.data, ')') && !fixture->gave_up)
		lws_service(fixture->context, 0);
	assert_non_null(strstr(fixture->told.data, "offline: Could not find the host nobody.invalid ("));
}

static void script_nothing(struct peer *peer)
{
	(void)peer;
}

static void test_closed_port_is_told_with_its_number(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	peer_start(&fixture->peer, "ws", NULL, script_nothing);
	peer_finish(&fixture->peer); /* its port is free again */
	connect_to(fixture, fixture->peer.url, NULL);
	char expected[128];
	snprintf(expected, sizeof(expected), "connecting\noffline: Nobody answers at %.*s\n",
	         (int)strlen(fixture->peer.url) - 6, fixture->peer.url + 5);
	run_until(fixture, expected);
}

/* "localhost" is ::1 first on many machines; the peer is on 127.0.0.1 alone. */
static void test_proxy_of_the_environment_is_not_used(void **state)
{
	struct fixture *fixture = *state;
	setenv("http_proxy", "http://127.0.0.1:9", 1);
	peer_start(&fixture->peer, "ws", NULL, script_once);
	connect_to(fixture, fixture->peer.url, NULL);
	run_until(fixture, "logged in\n");
	unsetenv("http_proxy");
	stop(fixture);
	peer_finish(&fixture->peer);
}

static void test_bad_url_is_refused_at_once(void **state)
{
	struct fixture *fixture = *state;
	struct err err = {0};
	assert_false(try_session(fixture, "http://chat.example", NULL, &err));
	assert_non_null(strstr(err.text, "A server is named as"));
}

/* Certificates */

static void script_tls(struct peer *peer)
{
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in"))
		peer_expect_close(peer, 1000);
}

static void script_tls_refused(struct peer *peer)
{
	if (peer_accept_raw(peer))
		peer_expect_end(peer);
}

static void assert_certificate_refused(struct fixture *fixture, const char *certificate, const char *ca_file,
                                       const char *why)
{
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	peer_start(&fixture->peer, "wss", certificate, script_tls_refused);
	connect_to(fixture, fixture->peer.url, ca_file);
	char expected[200], place[64];
	snprintf(place, sizeof(place), "%.*s", (int)strlen(fixture->peer.url) - 7, fixture->peer.url + 6);
	snprintf(expected, sizeof(expected),
	         "connecting\noffline: The certificate of %s is not trusted (%s); --ca names whom to trust\n",
	         place, why);
	run_until(fixture, expected);
	peer_finish(&fixture->peer);
}

static void test_self_signed_certificate_is_refused(void **state)
{
	assert_certificate_refused(*state, pem("localhost"), NULL, "self-signed certificate");
}

static void test_certificate_of_another_host_is_refused(void **state)
{
	assert_certificate_refused(*state, pem("elsewhere"), pem("elsewhere"), "hostname mismatch");
}

static void test_expired_certificate_is_refused(void **state)
{
	assert_certificate_refused(*state, pem("expired"), pem("expired"), "certificate has expired");
}

static void test_certificate_of_ones_own_ca_is_trusted(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, "wss", pem("localhost"), script_tls);
	connect_to(fixture, fixture->peer.url, pem("localhost"));
	run_until(fixture, "logged in\n");
	stop(fixture);
	peer_finish(&fixture->peer);
}

static void test_ca_file_alone_is_trusted(void **state)
{
	assert_certificate_refused(*state, pem("localhost"), pem("elsewhere"), "self-signed certificate");
}

static void test_missing_ca_file_is_refused_at_once(void **state)
{
	struct fixture *fixture = *state;
	struct err err = {0};
	assert_false(try_session(fixture, "wss://chat.example", "/nowhere/ca.pem", &err));
	assert_string_equal(err.text,
	                    "Could not read the certificates in /nowhere/ca.pem: No such file or directory");
}

static void script_plain(struct peer *peer)
{
	if (peer_accept_raw(peer) && peer_send_raw(peer, "HTTP/1.1 400 Bad Request\r\n\r\n", 28))
		peer_expect_end(peer);
}

static void test_server_without_tls_is_told(void **state)
{
	struct fixture *fixture = *state;
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	peer_start(&fixture->peer, "wss", NULL, script_plain);
	connect_to(fixture, fixture->peer.url, NULL);
	char expected[128];
	snprintf(expected, sizeof(expected), "connecting\noffline: No secure connection to %.*s came about\n",
	         (int)strlen(fixture->peer.url) - 7, fixture->peer.url + 6);
	run_until(fixture, expected);
	peer_finish(&fixture->peer);
}

/* Ends in every phase; leaks and uses after free are the sanitizers' and valgrind's to find */

static void test_session_may_be_destroyed_in_any_phase(void **state)
{
	struct fixture *fixture = *state;
	static const char *const urls[] = {"ws://nobody.invalid/", "ws://127.0.0.1:9/", "unix:/nowhere"};
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		for (int64_t ms = 0; ms < 3; ms++) {
			connect_to(fixture, urls[i], NULL);
			turn_for(fixture, ms);
			session_destroy(fixture->session);
		}
	}
	void (*const scripts[])(struct peer *) = {script_silent_before_the_upgrade, script_silent,
	                                          script_deaf};
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		fixture->peer = (struct peer){0};
		peer_start(&fixture->peer, socket_url, NULL, scripts[i]);
		connect_to(fixture, socket_url, NULL);
		turn_for(fixture, 40);
		session_destroy(fixture->session);
		fixture->session = NULL;
		turn_for(fixture, 5);
		peer_abandon(&fixture->peer); /* where it stood depends on the machine's speed */
	}
}

static void script_many(struct peer *peer)
{
	struct peer each[15];
	for (int i = 0; i < 15; i++) {
		if (!peer_accept(peer) || !peer_expect(peer, "login 0") || !peer_say(peer, "in"))
			return;
		each[i] = *peer;
		peer->fd = -1;
	}
	for (int i = 0; i < 15; i++)
		close(each[i].fd);
}

static void test_one_loop_has_many_sessions(void **state)
{
	struct fixture *fixture = *state;
	struct session *sessions[15];
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	peer_start(&fixture->peer, socket_url, NULL, script_many);
	for (int i = 0; i < 15; i++) {
		buf_clear(&fixture->told);
		connect_to(fixture, socket_url, NULL);
		sessions[i] = fixture->session;
		run_until(fixture, "logged in\n");
	}
	for (int i = 0; i < 15; i++)
		session_destroy(sessions[i]);
	fixture->session = NULL;
	peer_finish(&fixture->peer);
}

static int make_certificates(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(socket_url, sizeof(socket_url), "unix:%s/socket", folder);
	peer_make_certificate(pem("localhost"), "localhost", 2);
	peer_make_certificate(pem("elsewhere"), "elsewhere.example", 2);
	peer_make_certificate(pem("expired"), "localhost", -1);
	return 0;
}

static int remove_certificates(void **state)
{
	(void)state;
	char command[64];
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
	        CASE(test_login_then_events_in_order),
	        CASE(test_stop_sends_what_is_queued_then_closes_with_1000),
	        CASE(test_events_of_a_request_come_later),
	        CASE(test_request_without_connection_is_dropped),
	        CASE(test_large_request_arrives_whole_and_in_order),
	        CASE(test_fragments_are_put_together),
	        CASE(test_compressed_text_is_put_together),
	        CASE(test_lost_connection_resumes_behind_the_last_event_told),
	        CASE(test_waits_double_up_to_the_longest_and_are_spread),
	        CASE(test_server_that_logs_in_and_drops_at_once_is_backed_off_from),
	        CASE(test_connection_that_held_begins_the_waits_anew),
	        CASE(test_servers_wait_is_kept),
	        CASE(test_start_does_not_wait_for_the_back_off),
	        CASE(test_stopped_session_can_be_started_again),
	        CASE(test_servers_final_word_stops_without_a_reconnect),
	        CASE(test_stop_after_the_servers_final_word_is_told_too),
	        CASE(test_stop_does_not_wait_for_a_deaf_server),
	        CASE(test_login_that_is_not_answered_is_given_up),
	        CASE(test_upgrade_that_is_not_answered_is_given_up),
	        CASE(test_text_that_is_no_utf8_closes_the_connection),
	        CASE(test_half_a_character_closes_the_connection),
	        CASE(test_binary_frame_closes_the_connection),
	        CASE(test_what_the_backend_refuses_closes_the_connection),
	        CASE(test_servers_goodbye_is_told),
	        CASE(test_goodbye_that_is_no_utf8_is_told_without_its_words),
	        CASE(test_frame_against_the_rfc_closes_the_connection),
	        CASE(test_frame_above_the_ceiling_closes_the_connection),
	        CASE(test_refusing_in_the_middle_of_a_frame),
	        CASE(test_frame_that_ends_in_the_middle_is_no_event),
	        CASE(test_server_that_does_not_read_is_given_up),
	        CASE(test_server_that_answers_no_ping_is_given_up),
	        CASE(test_web_server_is_no_covey_server),
	        CASE(test_redirect_is_not_followed),
	        CASE(test_noise_is_no_answer),
	        CASE(test_upgrade_names_subprotocol_and_host),
	        CASE(test_other_subprotocol_is_no_covey_server),
	        CASE(test_unknown_host_is_told_by_name),
	        CASE(test_closed_port_is_told_with_its_number),
	        CASE(test_proxy_of_the_environment_is_not_used),
	        CASE(test_bad_url_is_refused_at_once),
	        CASE(test_self_signed_certificate_is_refused),
	        CASE(test_certificate_of_another_host_is_refused),
	        CASE(test_expired_certificate_is_refused),
	        CASE(test_certificate_of_ones_own_ca_is_trusted),
	        CASE(test_ca_file_alone_is_trusted),
	        CASE(test_missing_ca_file_is_refused_at_once),
	        CASE(test_server_without_tls_is_told),
	        CASE(test_session_may_be_destroyed_in_any_phase),
	        CASE(test_one_loop_has_many_sessions),
	};
	return cmocka_run_group_tests(tests, make_certificates, remove_certificates);
}
