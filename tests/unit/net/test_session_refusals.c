/* Servers that misbehave, and those who are no covey server: the connection ends, and why is told. */
#include <poll.h>
#include <sys/socket.h>

#include "unit/net/session_fixture.h"

/* Servers that misbehave */

static void test_login_that_is_not_answered_is_given_up(void **state)
{
	struct session_fixture *fixture = *state;
	fixture->limits.login_timeout_ms = 50;
	session_fixture_assert_ends(fixture, session_fixture_script_silent,
	                            "connecting\noffline: The server did not answer in time\n");
}

static void test_upgrade_that_is_not_answered_is_given_up(void **state)
{
	struct session_fixture *fixture = *state;
	fixture->limits.login_timeout_ms = 50;
	session_fixture_assert_ends(fixture, session_fixture_script_silent_before_the_upgrade,
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
	session_fixture_assert_ends(*state, script_bad_utf8,
	                            "logged in\noffline: The server sent text that is not UTF-8\n");
}

static void test_half_a_character_closes_the_connection(void **state)
{
	session_fixture_assert_ends(*state, script_half_utf8,
	                            "logged in\noffline: The server sent text that is not UTF-8\n");
}

static void test_binary_frame_closes_the_connection(void **state)
{
	session_fixture_assert_ends(*state, script_binary,
	                            "logged in\noffline: The server sent a binary frame\n");
}

static void test_what_the_backend_refuses_closes_the_connection(void **state)
{
	session_fixture_assert_ends(*state, script_nonsense, "logged in\noffline: That was nonsense\n");
}

static void test_servers_goodbye_is_told(void **state)
{
	session_fixture_assert_ends(*state, script_goodbye,
	                            "logged in\noffline: The server is going away (restarting)\n");
}

static void test_goodbye_that_is_no_utf8_is_told_without_its_words(void **state)
{
	session_fixture_assert_ends(*state, script_bad_goodbye,
	                            "logged in\noffline: The server does not want this connection\n");
}

#define LOST "logged in\noffline: The connection to SOCKET was lost\n"

static void test_frame_against_the_rfc_closes_the_connection(void **state)
{
	void (*const scripts[])(struct peer *) = {script_reserved_bits, script_bad_opcode,
	                                          script_continued_nothing, script_huge_length};
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		session_fixture_assert_ends(*state, scripts[i], LOST);
		session_fixture_tear_down(state);
		session_fixture_set_up(state);
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
	struct session_fixture *fixture = *state;
	fixture->limits.receive_max = 2000;
	session_fixture_assert_ends(
	        fixture, script_too_large,
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
	struct session_fixture *fixture = *state;
	fixture->limits.receive_max = 4000;
	session_fixture_assert_ends(
	        fixture, script_full_buffer,
	        "logged in\noffline: The server sent more than 4000 bytes in one frame\n");
}

static void script_end_in_a_frame(struct peer *peer)
{
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in"))
		peer_send_raw(peer, "\x81\x05tw", 4);
}

static void test_frame_that_ends_in_the_middle_is_no_event(void **state)
{
	session_fixture_assert_ends(*state, script_end_in_a_frame, LOST);
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
	struct session_fixture *fixture = *state;
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	fixture->limits.queue_max = 1 << 20;
	peer_start(&fixture->peer, fixture->url, NULL, script_does_not_read);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "logged in\n");
	char *text = calloc(1, 100001);
	memset(text, 'x', 100000);
	for (int i = 0; i < 100; i++)
		session_fixture_ask(fixture, text);
	free(text);
	session_fixture_run_until(fixture, "offline: The server does not take what is sent to it\n");
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
	struct session_fixture *fixture = *state;
	fixture->limits.ping_s = 1;
	fixture->limits.dead_s = 2;
	session_fixture_assert_ends(fixture, script_dead, LOST);
}

/* Those who are no covey server */

static void assert_reply_refused(void **state, const char *reply)
{
	struct session_fixture *fixture = *state;
	fixture->peer.reply = reply;
	session_fixture_assert_ends(fixture, session_fixture_script_silent,
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
	struct session_fixture *fixture = *state;
	fixture->limits.login_timeout_ms = 50;
	session_fixture_assert_ends(fixture, script_noise,
	                            "connecting\noffline: The server did not answer in time\n");
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
	struct session_fixture *fixture = *state;
	peer_start(&fixture->peer, "ws", NULL, script_asks_for_the_subprotocol);
	session_fixture_connect(fixture, fixture->peer.url, NULL);
	session_fixture_run_until(fixture, "logged in\n");
	session_fixture_stop(fixture);
	peer_finish(&fixture->peer);
}

static void test_other_subprotocol_is_no_covey_server(void **state)
{
	session_fixture_assert_ends(*state, script_other_subprotocol,
	                            "connecting\noffline: SOCKET does not answer as a covey server does\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
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
	};
	return cmocka_run_group_tests(tests, session_fixture_make_folder, session_fixture_remove_folder);
}
