/* Files over HTTP, with a server of which the test decides every byte. */
#include "unit/test.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libwebsockets.h>

#include "base/err.h"
#include "net/http.h"
#include "net/ws.h"
#include "unit/net/peer.h"

#define FILE_BYTES 10

struct fixture {
	struct lws_context *context;
	struct url url;
	struct ws_host *host;
	struct http *http;
	struct ws_timer *guard;
	struct peer peer;
	int file; /* a descriptor of our own for what http owns */
	bool ended, gave_up;
	struct err why;
	char answer[HTTP_ANSWER_BYTES + 1];
	int64_t done;
};

static char folder[] = "/tmp/covey-http-XXXXXX";
static char socket_url[64];

static void on_progress(void *context, int64_t done)
{
	struct fixture *fixture = context;
	fixture->done = done;
}

static void on_end(void *context, const char *answer, const struct err *why)
{
	struct fixture *fixture = context;
	fixture->ended = true;
	fixture->why = *why;
	snprintf(fixture->answer, sizeof(fixture->answer), "%s", answer);
	http_destroy(fixture->http);
	fixture->http = NULL;
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
	        .options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS,
	};
	lws_set_log_level(LLL_ERR | LLL_WARN, write_lws_log);
	fixture->context = lws_create_context(&info);
	fixture->guard = ws_timer_create(fixture->context, on_guard, fixture);
	assert_true(url_init(&fixture->url, socket_url, NULL));
	fixture->host = ws_host_create(fixture->context, &fixture->url, NULL, NULL);
	fixture->file = memfd_create("file", MFD_CLOEXEC);
	*state = fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;
	http_destroy(fixture->http);
	peer_abandon(&fixture->peer);
	ws_timer_destroy(fixture->guard);
	ws_host_destroy(fixture->host);
	lws_context_destroy(fixture->context);
	url_finish(&fixture->url);
	close(fixture->file);
	free(fixture);
	return 0;
}

static void begin_as(struct fixture *fixture, bool is_upload, bool is_kept, int64_t from)
{
	fixture->http = http_create(&(struct http_config){
	        .is_kept = is_kept,
	        .host = fixture->host,
	        .path = "/files/x",
	        .token = "t0k3n",
	        .is_upload = is_upload,
	        .fd = dup(fixture->file),
	        .size = FILE_BYTES,
	        .from = from,
	        .on_progress = on_progress,
	        .on_end = on_end,
	        .callback_context = fixture,
	});
}

static void begin(struct fixture *fixture, bool is_upload, int64_t from)
{
	begin_as(fixture, is_upload, false, from);
}

static void begin_kept(struct fixture *fixture)
{
	begin_as(fixture, true, true, 0);
}

static void run(struct fixture *fixture)
{
	ws_timer_set(fixture->guard, PEER_PATIENCE_S * 1000);
	while (!fixture->ended && !fixture->gave_up)
		lws_service(fixture->context, 0);
	assert_true(fixture->ended);
	peer_finish(&fixture->peer);
}

/* Says its reply, and closes the connection. */
static void script_reply(struct peer *peer)
{
	if (peer_accept(peer))
		peer_drop(peer);
}

static void script_listen(struct peer *peer)
{
	if (peer_accept_raw(peer))
		peer_expect_end(peer);
}

static void fetch(struct fixture *fixture, const char *reply, int64_t from)
{
	fixture->peer.reply = reply;
	peer_start(&fixture->peer, socket_url, NULL, script_reply);
	assert_int_equal(from, pwrite(fixture->file, "0123456789", (size_t)from, 0));
	begin(fixture, false, from);
	run(fixture);
}

static void assert_file(const struct fixture *fixture, const char *expected)
{
	char content[64];
	ssize_t len = pread(fixture->file, content, sizeof(content) - 1, 0);
	assert_true(len >= 0);
	content[len] = '\0';
	assert_string_equal(expected, content);
}

static void test_the_whole_file_comes(void **state)
{
	struct fixture *fixture = *state;
	fetch(fixture, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcdefghij", 0);
	assert_string_equal("", fixture->why.text);
	assert_file(fixture, "abcdefghij");
	assert_int_equal(10, fixture->done);
	assert_non_null(strcasestr(fixture->peer.request, "\r\nAuthorization: Bearer t0k3n\r\n"));
	assert_null(strcasestr(fixture->peer.request, "\r\nRange:"));
}

static void test_the_rest_is_put_behind_what_is_there(void **state)
{
	struct fixture *fixture = *state;
	fetch(fixture, "HTTP/1.1 206 OK\r\nContent-Range: bytes 6-9/10\r\nContent-Length: 4\r\n\r\nghij", 6);
	assert_string_equal("", fixture->why.text);
	assert_file(fixture, "012345ghij");
	assert_non_null(strcasestr(fixture->peer.request, "\r\nRange: bytes=6-\r\n"));
}

static void test_all_of_it_instead_of_the_rest_replaces_what_is_there(void **state)
{
	struct fixture *fixture = *state;
	fetch(fixture, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcdefghij", 6);
	assert_string_equal("", fixture->why.text);
	assert_file(fixture, "abcdefghij");
}

static void test_another_part_is_refused(void **state)
{
	struct fixture *fixture = *state;
	fetch(fixture, "HTTP/1.1 206 OK\r\nContent-Range: bytes 2-9/10\r\nContent-Length: 8\r\n\r\ncdefghij",
	      6);
	assert_string_equal("The server sent another part of the file", fixture->why.text);
	assert_file(fixture, "012345");
}

static void test_nothing_is_written_behind_the_size_that_was_said(void **state)
{
	struct fixture *fixture = *state;
	fetch(fixture, "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nabcdefghijkl", 0);
	assert_string_equal("The file is larger than the message says", fixture->why.text);
	assert_file(fixture, "");
}

/* It may hold the next time: no code, as in http.h. */
static void test_a_connection_that_breaks_can_be_tried_again(void **state)
{
	struct fixture *fixture = *state;
	fetch(fixture, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcd", 0);
	assert_string_equal("The connection was lost", fixture->why.text);
	assert_int_equal(0, fixture->why.code);
	assert_file(fixture, "abcd");
}

static void test_a_refusal_is_told_with_its_status(void **state)
{
	struct fixture *fixture = *state;
	fetch(fixture, "HTTP/1.1 404 No\r\nContent-Length: 5\r\n\r\n<html", 0);
	assert_int_equal(404, fixture->why.code);
	assert_file(fixture, "");
}

static void test_a_redirect_is_not_followed(void **state)
{
	struct fixture *fixture = *state;
	fetch(fixture, "HTTP/1.1 302 There\r\nLocation: http://127.0.0.1:9/x\r\nContent-Length: 0\r\n\r\n",
	      0);
	assert_int_equal(302, fixture->why.code);
}

static void test_an_answer_to_an_upload_has_a_ceiling(void **state)
{
	struct fixture *fixture = *state;
	static char reply[2 * HTTP_ANSWER_BYTES];
	int len = snprintf(reply, sizeof(reply), "HTTP/1.1 201 OK\r\nContent-Length: %d\r\n\r\n",
	                   HTTP_ANSWER_BYTES + 1);
	memset(reply + len, 'x', HTTP_ANSWER_BYTES + 1);
	fixture->peer.reply = reply;
	peer_start(&fixture->peer, socket_url, NULL, script_reply);
	assert_int_equal(FILE_BYTES, write(fixture->file, "abcdefghij", FILE_BYTES));
	begin(fixture, true, 0);
	run(fixture);
	assert_true(strlen(fixture->answer) < HTTP_ANSWER_BYTES);
}

static void test_a_file_that_became_shorter_is_not_sent(void **state)
{
	struct fixture *fixture = *state;
	peer_start(&fixture->peer, socket_url, NULL, script_listen);
	begin(fixture, true, 0);
	run(fixture);
	assert_string_equal("The file changed while it was sent", fixture->why.text);
}

static void turn_for(struct fixture *fixture, int64_t ms)
{
	fixture->gave_up = false;
	ws_timer_set(fixture->guard, ms);
	while (!fixture->gave_up)
		lws_service(fixture->context, 0);
}

static const char *replies[2]; /* to one connection after the other */
static char requests[2][4096];

/* With its body, as a server reads it before it answers. */
static bool read_whole(const struct peer *peer, char *text, size_t size)
{
	size_t len = 0, wanted = size;
	while (len < wanted && len < size - 1) {
		ssize_t got = recv(peer->fd, text + len, size - 1 - len, 0);
		if (got <= 0)
			return false;
		text[len += (size_t)got] = '\0';
		const char *end = strstr(text, "\r\n\r\n"), *length = strcasestr(text, "content-length:");
		if (end)
			wanted = (size_t)(end + 4 - text) + (length ? strtoul(length + 15, NULL, 10) : 0);
	}
	return len == wanted;
}

static void script_replies(struct peer *peer)
{
	for (int i = 0; i < 2 && replies[i]; i++) {
		if (!peer_accept_raw(peer) || !read_whole(peer, requests[i], sizeof(requests[i])) ||
		    !peer_send_raw(peer, replies[i], strlen(replies[i])))
			return;
		peer_drop(peer);
	}
}

static void upload(struct fixture *fixture, const char *first, const char *second)
{
	replies[0] = first;
	replies[1] = second;
	peer_start(&fixture->peer, socket_url, NULL, script_replies);
	assert_int_equal(FILE_BYTES, write(fixture->file, "abcdefghij", FILE_BYTES));
	begin_kept(fixture);
	run(fixture);
}

static void assert_asked_then_sent_from(const char *offset, const char *rest)
{
	char line[64];
	assert_int_equal(strncmp(requests[0], "GET /files/x ", 13), 0);
	assert_int_equal(strncmp(requests[1], "POST /files/x ", 14), 0);
	snprintf(line, sizeof(line), "\r\nupload-offset: %s\r\n", offset);
	assert_non_null(strcasestr(requests[1], line));
	snprintf(line, sizeof(line), "\r\ncontent-length: %s\r\n", rest);
	assert_non_null(strcasestr(requests[1], line));
	assert_non_null(strcasestr(requests[1], "\r\nupload-length: 10\r\n"));
}

#define CREATED "HTTP/1.1 201 OK\r\nContent-Length: 2\r\n\r\n{}"

static void test_an_upload_goes_on_where_the_server_says(void **state)
{
	struct fixture *fixture = *state;
	upload(fixture, "HTTP/1.1 200 OK\r\nUpload-Offset: 4\r\nContent-Length: 0\r\n\r\n", CREATED);
	assert_string_equal("", fixture->why.text);
	assert_asked_then_sent_from("4", "6");
	assert_string_equal("{}", fixture->answer);
	assert_int_equal(10, fixture->done);
}

static void test_an_upload_of_which_the_server_knows_nothing_begins(void **state)
{
	struct fixture *fixture = *state;
	upload(fixture, "HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno", CREATED);
	assert_string_equal("", fixture->why.text);
	assert_asked_then_sent_from("0", "10");
	assert_string_equal("{}", fixture->answer);
}

static void test_an_upload_that_is_all_there_sends_nothing_more(void **state)
{
	struct fixture *fixture = *state;
	upload(fixture, "HTTP/1.1 200 OK\r\nUpload-Offset: 10\r\nContent-Length: 0\r\n\r\n", CREATED);
	assert_string_equal("", fixture->why.text);
	assert_asked_then_sent_from("10", "0");
}

static void test_an_offset_that_cannot_be_is_no_answer(void **state)
{
	struct fixture *fixture = *state;
	upload(fixture, "HTTP/1.1 200 OK\r\nUpload-Offset: 11\r\nContent-Length: 0\r\n\r\n", NULL);
	assert_int_equal(0, fixture->why.code);
	assert_string_equal("The connection was lost", fixture->why.text);
}

static void test_a_server_that_is_busy_may_be_asked_again(void **state)
{
	struct fixture *fixture = *state;
	static const struct {
		const char *reply;
		int code;
	} cases[] = {
	        {"HTTP/1.1 429 Busy\r\nContent-Length: 0\r\n\r\n", 0},
	        {"HTTP/1.1 500 Failed\r\nContent-Length: 0\r\n\r\n", 0},
	        {"HTTP/1.1 503 Gone\r\nContent-Length: 0\r\n\r\n", 0},
	        {"HTTP/1.1 413 Large\r\nContent-Length: 0\r\n\r\n", 413},
	        {"HTTP/1.1 507 Full\r\nContent-Length: 0\r\n\r\n", 507},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		fixture->ended = false;
		fixture->peer = (struct peer){0};
		fetch(fixture, cases[i].reply, 0);
		assert_string_not_equal("", fixture->why.text);
		assert_int_equal(cases[i].code, fixture->why.code);
	}
}

/* What leaks, or is used after it is gone, is the sanitizers' to find. */
static void test_it_may_be_destroyed_in_any_phase(void **state)
{
	struct fixture *fixture = *state;
	for (int64_t ms = 0; ms < 6 && !fixture->ended; ms++) {
		fixture->peer = (struct peer){.reply = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"};
		peer_start(&fixture->peer, socket_url, NULL, script_reply);
		begin(fixture, false, 0);
		turn_for(fixture, ms);
		http_destroy(fixture->http);
		fixture->http = NULL;
		turn_for(fixture, 2);
		peer_abandon(&fixture->peer);
	}
}

static int make_folder(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(socket_url, sizeof(socket_url), "unix:%s/socket", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(socket_url + strlen("unix:"));
	return rmdir(folder);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_the_whole_file_comes),
	        TEST(test_the_rest_is_put_behind_what_is_there),
	        TEST(test_all_of_it_instead_of_the_rest_replaces_what_is_there),
	        TEST(test_another_part_is_refused),
	        TEST(test_nothing_is_written_behind_the_size_that_was_said),
	        TEST(test_a_connection_that_breaks_can_be_tried_again),
	        TEST(test_a_refusal_is_told_with_its_status),
	        TEST(test_a_redirect_is_not_followed),
	        TEST(test_an_answer_to_an_upload_has_a_ceiling),
	        TEST(test_a_file_that_became_shorter_is_not_sent),
	        TEST(test_an_upload_goes_on_where_the_server_says),
	        TEST(test_an_upload_of_which_the_server_knows_nothing_begins),
	        TEST(test_an_upload_that_is_all_there_sends_nothing_more),
	        TEST(test_an_offset_that_cannot_be_is_no_answer),
	        TEST(test_a_server_that_is_busy_may_be_asked_again),
	        TEST(test_it_may_be_destroyed_in_any_phase),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
