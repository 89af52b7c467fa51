/* The life of a session: it logs in, loses its connection and comes back, and ends when it is to, in any phase. */
#include "unit/net/session_fixture.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

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
	struct session_fixture *fixture = *state;
	peer_start(&fixture->peer, fixture->url, NULL, script_talk);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "\"two\"\n");
	session_fixture_assert_told(fixture, "connecting\nlogged in\n\"one\"\n\"two\"\n");
	session_fixture_ask(fixture, "hello");
	session_fixture_ask(fixture, "again");
	session_fixture_stop(fixture);
	peer_finish(&fixture->peer);
}

static void test_stop_sends_what_is_queued_then_closes_with_1000(void **state)
{
	test_login_then_events_in_order(state);
	struct session_fixture *fixture = *state;
	session_fixture_assert_told(fixture, "connecting\nlogged in\n\"one\"\n\"two\"\nstopped\n");
}

static void test_events_of_a_request_come_later(void **state)
{
	struct session_fixture *fixture = *state;
	peer_start(&fixture->peer, fixture->url, NULL, script_talk);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "\"two\"\n");
	session_fixture_ask(fixture, NULL);
	session_fixture_run_until(fixture, "\"too large\"\n");
	session_fixture_ask(fixture, "hello");
	session_fixture_ask(fixture, "again");
	session_fixture_stop(fixture);
	peer_finish(&fixture->peer);
}

static void test_request_without_connection_is_dropped(void **state)
{
	struct session_fixture *fixture = *state;
	assert_true(session_fixture_create(fixture, fixture->url, NULL, NULL));
	session_fixture_ask(fixture, "hello");
	session_fixture_stop(fixture);
	session_fixture_assert_told(fixture, "stopped\n");
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
	struct session_fixture *fixture = *state;
	peer_start(&fixture->peer, fixture->url, NULL, script_large);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "logged in\n");
	char *text = calloc(1, 300001);
	memset(text, 'x', 300000);
	session_fixture_ask(fixture, text);
	session_fixture_ask(fixture, "after");
	free(text);
	session_fixture_stop(fixture);
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
	struct session_fixture *fixture = *state;
	peer_start(&fixture->peer, fixture->url, NULL, script_fragments);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "\"gr\xc3\xbc\xc3\x9f\"\n");
	session_fixture_stop(fixture);
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
	struct session_fixture *fixture = *state;
	peer_start(&fixture->peer, fixture->url, NULL, script_compressed);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "zzz\"\n");
	session_fixture_stop(fixture);
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
	struct session_fixture *fixture = *state;
	peer_start(&fixture->peer, fixture->url, NULL, script_three_lives);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "\"last\"\n");
	session_fixture_assert_told(fixture, "connecting\nlogged in\n\"a\"\n\"b\"\n"
	                                     "offline: The connection to SOCKET was lost\n"
	                                     "connecting\nlogged in\n\"a\"\n\"b\"\n"
	                                     "offline: The connection to SOCKET was lost\n"
	                                     "connecting\nlogged in\n\"a\"\n\"last\"\n");
	session_fixture_stop(fixture);
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
	struct session_fixture *fixture = *state;
	peer_start(&fixture->peer, fixture->url, NULL, script_refuse_five);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "logged in\n");
	static const int64_t longest[] = {8, 16, 32, 64, 64};
	assert_int_equal(fixture->wait_count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_in_range(fixture->waits[i], longest[i] / 2, longest[i]);
	session_fixture_stop(fixture);
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
	struct session_fixture *fixture = *state;
	fixture->limits.held_ms = 60000;
	peer_start(&fixture->peer, fixture->url, NULL, script_drop_logged_in);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "\"last\"\n");
	static const int64_t longest[] = {8, 16, 32};
	assert_int_equal(fixture->wait_count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_in_range(fixture->waits[i], longest[i] / 2, longest[i]);
	session_fixture_stop(fixture);
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
	struct session_fixture *fixture = *state;
	fixture->limits.held_ms = 20;
	peer_start(&fixture->peer, fixture->url, NULL, script_hold_after_an_outage);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "logged in\n");
	assert_int_equal(fixture->wait_count, 4);
	session_fixture_turn_for(fixture, 40);
	session_fixture_ask(fixture, "enough");
	session_fixture_run_until(fixture, "\"back\"\n");
	assert_int_equal(fixture->wait_count, 5);
	assert_in_range(fixture->waits[4], 4, 8);
	session_fixture_stop(fixture);
	peer_finish(&fixture->peer);
}

static void script_later(struct peer *peer)
{
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "later"))
		peer_expect_end(peer);
}

static void test_servers_wait_is_kept(void **state)
{
	struct session_fixture *fixture = *state;
	session_fixture_assert_ends(fixture, script_later, "offline: Not now\n");
	assert_in_range(fixture->waits[0], 60000, 60000);
}

static void test_start_does_not_wait_for_the_back_off(void **state)
{
	struct session_fixture *fixture = *state;
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 600000;
	unlink(fixture->url + strlen("unix:"));
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "offline: Nobody listens on SOCKET\n");
	peer_start(&fixture->peer, fixture->url, NULL, session_fixture_script_once);
	session_fixture_start(fixture);
	session_fixture_run_until(fixture, "logged in\n");
	session_fixture_start(fixture); /* is done already */
	session_fixture_stop(fixture);
	peer_finish(&fixture->peer);
	session_fixture_assert_told(fixture, "connecting\noffline: Nobody listens on SOCKET\n"
	                                     "connecting\nlogged in\nstopped\n");
}

static void test_stopped_session_can_be_started_again(void **state)
{
	struct session_fixture *fixture = *state;
	for (int i = 0; i < 2; i++) {
		peer_start(&fixture->peer, fixture->url, NULL, session_fixture_script_once);
		if (i == 0)
			session_fixture_connect(fixture, fixture->url, NULL);
		else
			session_fixture_start(fixture);
		session_fixture_run_until(fixture, "logged in\n");
		session_fixture_stop(fixture);
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
	struct session_fixture *fixture = *state;
	peer_start(&fixture->peer, fixture->url, NULL, script_never);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "stopped: never\n");
	session_fixture_turn_for(fixture, 300);
	session_fixture_assert_told(fixture, "connecting\nstopped: never\n");
	peer_finish(&fixture->peer);
}

static void test_stop_after_the_servers_final_word_is_told_too(void **state)
{
	struct session_fixture *fixture = *state;
	peer_start(&fixture->peer, fixture->url, NULL, script_never);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "stopped: never\n");
	session_fixture_stop(fixture);
	peer_finish(&fixture->peer);
}

static void script_deaf(struct peer *peer)
{
	if (peer_accept(peer) && peer_expect(peer, "login 0") && peer_say(peer, "in"))
		peer_expect_end(peer); /* takes the close without answering it */
}

static void test_stop_does_not_wait_for_a_deaf_server(void **state)
{
	struct session_fixture *fixture = *state;
	fixture->limits.stop_timeout_ms = 50;
	peer_start(&fixture->peer, fixture->url, NULL, script_deaf);
	session_fixture_connect(fixture, fixture->url, NULL);
	session_fixture_run_until(fixture, "logged in\n");
	int64_t begin = clock_mono_ms();
	session_fixture_stop(fixture);
	assert_true(clock_mono_ms() - begin < 2000);
	peer_finish(&fixture->peer);
}

/* Ends in every phase; leaks and uses after free are the sanitizers' and valgrind's to find */

static void test_session_may_be_destroyed_in_any_phase(void **state)
{
	struct session_fixture *fixture = *state;
	static const char *const urls[] = {"ws://nobody.invalid/", "ws://127.0.0.1:9/", "unix:/nowhere"};
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		for (int64_t ms = 0; ms < 3; ms++) {
			session_fixture_connect(fixture, urls[i], NULL);
			session_fixture_turn_for(fixture, ms);
			session_destroy(fixture->session);
		}
	}
	void (*const scripts[])(struct peer *) = {session_fixture_script_silent_before_the_upgrade,
	                                          session_fixture_script_silent, script_deaf};
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		fixture->peer = (struct peer){0};
		peer_start(&fixture->peer, fixture->url, NULL, scripts[i]);
		session_fixture_connect(fixture, fixture->url, NULL);
		session_fixture_turn_for(fixture, 40);
		session_destroy(fixture->session);
		fixture->session = NULL;
		session_fixture_turn_for(fixture, 5);
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
	struct session_fixture *fixture = *state;
	struct session *sessions[15];
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	peer_start(&fixture->peer, fixture->url, NULL, script_many);
	for (int i = 0; i < 15; i++) {
		buf_clear(&fixture->told);
		session_fixture_connect(fixture, fixture->url, NULL);
		sessions[i] = fixture->session;
		session_fixture_run_until(fixture, "logged in\n");
	}
	for (int i = 0; i < 15; i++)
		session_destroy(sessions[i]);
	fixture->session = NULL;
	peer_finish(&fixture->peer);
}

int main(void)
{
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
	        CASE(test_session_may_be_destroyed_in_any_phase),
	        CASE(test_one_loop_has_many_sessions),
	};
	return cmocka_run_group_tests(tests, session_fixture_make_folder, session_fixture_remove_folder);
}
