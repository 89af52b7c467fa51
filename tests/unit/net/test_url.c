/* What names a server, and the sentence for what does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/err.h"
#include "net/url.h"

static void assert_url(const char *text, enum url_scheme scheme, const char *host, uint16_t port,
                       const char *path, const char *place)
{
	struct url url;
	struct err err = {0};
	if (!url_init(&url, text, &err))
		fail_msg("%s: %s", text, err.text);
	assert_int_equal(url.scheme, scheme);
	if (host)
		assert_string_equal(url.host, host);
	else
		assert_null(url.host);
	assert_int_equal(url.port, port);
	assert_string_equal(url.path, path);
	char *shown = url_place(&url);
	assert_string_equal(shown, place);
	free(shown);
	url_finish(&url);
}

static void assert_refused(const char *text, const char *sentence)
{
	struct url url;
	struct err err = {0};
	assert_false(url_init(&url, text, &err));
	if (!strstr(err.text, sentence))
		fail_msg("%s: \"%s\" does not say \"%s\"", text, err.text, sentence);
}

static void test_ws_has_port_80_and_wss_443(void **state)
{
	(void)state;
	assert_url("ws://chat.example", URL_WS, "chat.example", 80, "/", "chat.example");
	assert_url("wss://chat.example/", URL_WSS, "chat.example", 443, "/", "chat.example");
	assert_url("wss://chat.example:80/", URL_WSS, "chat.example", 80, "/", "chat.example:80");
}

static void test_port_path_and_query_are_kept(void **state)
{
	(void)state;
	assert_url("ws://127.0.0.1:65535/a/b?c=d:e", URL_WS, "127.0.0.1", 65535, "/a/b?c=d:e",
	           "127.0.0.1:65535");
	assert_url("wss://h?x=[1]", URL_WSS, "h", 443, "/?x=[1]", "h");
}

static void test_ipv6_stands_in_brackets(void **state)
{
	(void)state;
	assert_url("ws://[::1]:8080/", URL_WS, "::1", 8080, "/", "[::1]:8080");
	assert_url("ws://[::1]", URL_WS, "::1", 80, "/", "[::1]");
	assert_refused("ws://[::1/", "names no host");
	assert_refused("ws://::1/", "names no host");
	assert_refused("ws://[::1]80/", "port");
}

static void test_unix_socket_is_an_absolute_path(void **state)
{
	(void)state;
	assert_url("unix:/run/covey/covey.sock", URL_UNIX, NULL, 0, "/run/covey/covey.sock",
	           "/run/covey/covey.sock");
	assert_refused("unix:covey.sock", "begins with a slash");
	assert_refused("unix:", "begins with a slash");
}

static void test_socket_path_fits_the_kernels_struct(void **state)
{
	(void)state;
	char text[5 + 108 + 1] = "unix:/";
	memset(text + 6, 'x', 106);
	assert_url(text, URL_UNIX, NULL, 0, text + 5, text + 5);
	memset(text + 6, 'x', 107);
	assert_refused(text, "at most 107 bytes, this one has 108");
}

static void test_port_is_1_to_65535(void **state)
{
	(void)state;
	static const char *const bad[] = {"ws://h:", "ws://h:0", "ws://h:65536", "ws://h:80x/", "ws://h:-1"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_refused(bad[i], "a number from 1 to 65535");
}

static void test_other_schemes_are_refused_by_name(void **state)
{
	(void)state;
	assert_refused("https://chat.example/", "not “https://chat.example/”");
	assert_refused("chat.example", "named as ws://");
	assert_refused("", "named as ws://");
	assert_refused("WS://chat.example", "named as ws://");
}

static void test_url_holds_no_user(void **state)
{
	(void)state;
	assert_refused("wss://alice:secret@chat.example/", "user does not belong");
	assert_url("wss://chat.example/@alice", URL_WSS, "chat.example", 443, "/@alice", "chat.example");
}

static void test_url_cannot_smuggle_a_header(void **state)
{
	(void)state;
	assert_refused("ws://h/\r\nX: y", "control character");
	assert_refused("ws://h/a b", "blank");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_ws_has_port_80_and_wss_443),
	        cmocka_unit_test(test_port_path_and_query_are_kept),
	        cmocka_unit_test(test_ipv6_stands_in_brackets),
	        cmocka_unit_test(test_unix_socket_is_an_absolute_path),
	        cmocka_unit_test(test_socket_path_fits_the_kernels_struct),
	        cmocka_unit_test(test_port_is_1_to_65535),
	        cmocka_unit_test(test_other_schemes_are_refused_by_name),
	        cmocka_unit_test(test_url_holds_no_user),
	        cmocka_unit_test(test_url_cannot_smuggle_a_header),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
