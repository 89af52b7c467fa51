/* Where a server is said to be, and whether it is that one: names, ports, certificates. */
#include "unit/net/session_fixture.h"

#include <stdio.h>

#include <libwebsockets.h>

#include "base/err.h"
#include "net/ws.h"

/* Finding the server */

static void test_unknown_host_is_told_by_name(void **state)
{
	struct session_fixture *fixture = *state;
	session_fixture_connect(fixture, "ws://nobody.invalid/", NULL);
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
	struct session_fixture *fixture = *state;
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	peer_start(&fixture->peer, "ws", NULL, script_nothing);
	peer_finish(&fixture->peer); /* its port is free again */
	session_fixture_connect(fixture, fixture->peer.url, NULL);
	char expected[128];
	snprintf(expected, sizeof(expected), "connecting\noffline: Nobody answers at %.*s\n",
	         (int)strlen(fixture->peer.url) - 6, fixture->peer.url + 5);
	session_fixture_run_until(fixture, expected);
}

/* "localhost" is ::1 first on many machines; the peer is on 127.0.0.1 alone. */
static void test_proxy_of_the_environment_is_not_used(void **state)
{
	struct session_fixture *fixture = *state;
	setenv("http_proxy", "http://127.0.0.1:9", 1);
	peer_start(&fixture->peer, "ws", NULL, session_fixture_script_once);
	session_fixture_connect(fixture, fixture->peer.url, NULL);
	session_fixture_run_until(fixture, "logged in\n");
	unsetenv("http_proxy");
	session_fixture_stop(fixture);
	peer_finish(&fixture->peer);
}

static void test_bad_url_is_refused_at_once(void **state)
{
	struct session_fixture *fixture = *state;
	struct err err = {0};
	assert_false(session_fixture_create(fixture, "http://chat.example", NULL, &err));
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

#define SELF_SIGNED "not trusted (self-signed certificate); --ca FILE names whom to trust"

static void assert_certificate_refused(struct session_fixture *fixture, const char *certificate,
                                       const char *ca_file, const char *why)
{
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	peer_start(&fixture->peer, "wss", certificate, script_tls_refused);
	session_fixture_connect(fixture, fixture->peer.url, ca_file);
	char expected[200], place[64];
	snprintf(place, sizeof(place), "%.*s", (int)strlen(fixture->peer.url) - 7, fixture->peer.url + 6);
	snprintf(expected, sizeof(expected), "connecting\noffline: The certificate of %s is %s\n", place,
	         why);
	session_fixture_run_until(fixture, expected);
	peer_finish(&fixture->peer);
}

static void test_self_signed_certificate_is_refused(void **state)
{
	assert_certificate_refused(*state, session_fixture_pem("localhost"), NULL, SELF_SIGNED);
}

static void test_certificate_of_another_host_is_refused(void **state)
{
	assert_certificate_refused(*state, session_fixture_pem("elsewhere"), session_fixture_pem("elsewhere"),
	                           "not valid (hostname mismatch)");
}

static void test_expired_certificate_is_refused(void **state)
{
	assert_certificate_refused(*state, session_fixture_pem("expired"), session_fixture_pem("expired"),
	                           "not valid (certificate has expired)");
}

static void test_certificate_of_ones_own_ca_is_trusted(void **state)
{
	struct session_fixture *fixture = *state;
	peer_start(&fixture->peer, "wss", session_fixture_pem("localhost"), script_tls);
	session_fixture_connect(fixture, fixture->peer.url, session_fixture_pem("localhost"));
	session_fixture_run_until(fixture, "logged in\n");
	session_fixture_stop(fixture);
	peer_finish(&fixture->peer);
}

static void test_ca_file_alone_is_trusted(void **state)
{
	assert_certificate_refused(*state, session_fixture_pem("localhost"), session_fixture_pem("elsewhere"),
	                           SELF_SIGNED);
}

static void test_missing_ca_file_is_refused_at_once(void **state)
{
	struct session_fixture *fixture = *state;
	struct err err = {0};
	assert_false(session_fixture_create(fixture, "wss://chat.example", "/nowhere/ca.pem", &err));
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
	struct session_fixture *fixture = *state;
	fixture->limits.retry_first_ms = fixture->limits.retry_max_ms = 60000;
	peer_start(&fixture->peer, "wss", NULL, script_plain);
	session_fixture_connect(fixture, fixture->peer.url, NULL);
	char expected[128];
	snprintf(expected, sizeof(expected), "connecting\noffline: No secure connection to %.*s came about\n",
	         (int)strlen(fixture->peer.url) - 7, fixture->peer.url + 6);
	session_fixture_run_until(fixture, expected);
	peer_finish(&fixture->peer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
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
	};
	return cmocka_run_group_tests(tests, session_fixture_make_folder, session_fixture_remove_folder);
}
