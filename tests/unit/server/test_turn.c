/*
 * A turn: one commit, then answers and events in order; and what everybody is told when the commit
 * fails. Connections are made up here: what they are given is kept as text.
 */
#include "unit/test.h"

#include <stdio.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/err.h"
#include "base/vec.h"
#include "server/handler.h"
#include "server/outgoing.h"
#include "server/server.h"
#include "server/session.h"
#include "store/db.h"
#include "store/db_event.h"
#include "store/db_query.h"
#include "store/db_user.h"

struct conn {
	VEC(char *) sent;
	int closed; /* with this code; 0: not */
};

void conn_send(struct conn *conn, struct outgoing *outgoing)
{
	vec_push(&conn->sent, mem_strndup(outgoing->text, outgoing->len));
}

void conn_close(struct conn *conn, enum conn_close code)
{
	conn->closed = (int)code;
}

void conn_set_deadline(struct conn *conn, int64_t ms)
{
	(void)conn, (void)ms;
}

struct fixture {
	char folder[64], path[96];
	struct options options;
	struct server server;
	struct conn first, second;
	struct session *alice, *bob;
	int64_t user;
};

static struct session *connect_one(struct fixture *f, struct conn *conn)
{
	struct conn_peer peer = {.address = "test"};
	return session_create(&f->server, conn, &peer);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct err err;
	strcpy(f->folder, "/tmp/covey-test-turn.XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/test.db", f->folder);
	f->options.limits = proto_limits_default;
	f->options.unsent_bytes = 1000000;
	f->server.options = &f->options;
	f->server.db = db_open(f->path, &f->options.limits, &err);
	turn_init(&f->server.turn);
	db_begin(f->server.db, 1);
	assert_true(db_user_create(f->server.db, "alice", NULL, &f->user, &err));
	f->alice = connect_one(f, &f->first);
	f->bob = connect_one(f, &f->second);
	turn_end(&f->server);
	*state = f;
	return 0;
}

static void forget(struct conn *conn)
{
	for (size_t i = 0; i < conn->sent.len; i++)
		free(conn->sent.items[i]);
	vec_clear(&conn->sent);
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	static const char *const endings[] = {"", "-wal", "-shm"};
	while (f->server.sessions)
		session_destroy(f->server.sessions);
	turn_finish(&f->server.turn);
	vec_finish(&f->server.changes);
	throttle_users_finish(&f->server.throttled);
	db_close(f->server.db);
	for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
		char path[128];
		snprintf(path, sizeof(path), "%s%s", f->path, endings[i]);
		unlink(path);
	}
	rmdir(f->folder);
	forget(&f->first);
	forget(&f->second);
	vec_finish(&f->first.sent);
	vec_finish(&f->second.sent);
	free(f);
	return 0;
}

static void answer(struct fixture *f, struct session *session, const char *text)
{
	turn_add(&f->server.turn, (struct turn_item){.session = session,
	                                             .request = "1",
	                                             .outgoing = outgoing_create(text, strlen(text))});
}

/* Logged in this turn, for a session that may be there. */
static int64_t event(struct fixture *f, struct session *session)
{
	char text[64];
	int64_t id = db_event_add(f->server.db, f->user, "onMessageReceived", "[]");
	int len = snprintf(text, sizeof(text), "event %d", (int)id);
	turn_add(&f->server.turn, (struct turn_item){.session = session,
	                                             .event_id = id,
	                                             .outgoing = outgoing_create(text, (size_t)len)});
	return id;
}

static void begin(struct fixture *f)
{
	db_begin(f->server.db, 1);
	f->server.turn.has_requests = true;
}

static void test_what_is_said_goes_out_in_order_after_the_commit(void **state)
{
	struct fixture *f = *state;
	begin(f);
	answer(f, f->alice, "answer");
	int64_t id = event(f, f->alice);
	answer(f, f->bob, "another");
	assert_int_equal(f->first.sent.len, 0);
	turn_end(&f->server);
	assert_int_equal(f->first.sent.len, 2);
	assert_string_equal(f->first.sent.items[0], "answer");
	assert_ptr_equal(strstr(f->first.sent.items[1], "event"), f->first.sent.items[1]);
	assert_int_equal(f->alice->position, id);
	assert_int_equal(f->second.sent.len, 1);
	assert_int_equal(f->server.metrics.commits, 1);
}

static void test_when_the_commit_fails_nothing_was_done(void **state)
{
	struct fixture *f = *state;
	begin(f);
	session_log_in(f->bob, f->user);
	answer(f, f->alice, "answer");
	event(f, f->alice);
	answer(f, f->bob, "welcome");
	db_run(f->server.db, "INSERT INTO user(id, name, created) VALUES (1, 'alice', 0)");
	turn_end(&f->server);

	assert_int_equal(f->first.sent.len, 1);
	assert_non_null(strstr(f->first.sent.items[0], "50004"));
	assert_int_equal(f->second.sent.len, 1);
	assert_non_null(strstr(f->second.sent.items[0], "50004"));
	assert_int_equal(f->bob->user, 0);
	assert_null(presence_find(&f->server, f->user));
	assert_int_equal(f->server.metrics.commit_failures, 1);
	assert_int_equal(db_event_newest(f->server.db), 0);

	/* The next turn is a new one. */
	begin(f);
	answer(f, f->alice, "fine");
	turn_end(&f->server);
	assert_string_equal(f->first.sent.items[1], "fine");
}

static void test_a_database_that_fails_is_no_wrong_password(void **state)
{
	struct fixture *f = *state;
	const char *login = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"login\","
	                    "\"params\":{\"userID\":\"alice\",\"token\":\"t\"}}";
	begin(f);
	db_run(f->server.db, "SELECT 1 FROM nowhere");
	handler_receive(f->bob, login, strlen(login));
	turn_end(&f->server);
	assert_int_equal(f->second.sent.len, 1);
	assert_non_null(strstr(f->second.sent.items[0], "50004"));
	assert_int_equal(f->server.metrics.login_failures, 0);
	assert_int_equal(f->bob->failures, 0);
}

static void test_who_logged_in_stays_when_a_later_commit_fails(void **state)
{
	struct fixture *f = *state;
	begin(f);
	session_log_in(f->alice, f->user);
	turn_end(&f->server);
	begin(f);
	db_run(f->server.db, "INSERT INTO user(id, name, created) VALUES (1, 'alice', 0)");
	turn_end(&f->server);
	assert_int_equal(f->alice->user, f->user);
}

static void test_a_turn_is_full_of_what_it_holds(void **state)
{
	struct fixture *f = *state;
	char *page = mem_alloc(TURN_BYTES / 2 + 1);
	memset(page, 'x', TURN_BYTES / 2);
	struct outgoing *shared = outgoing_create(page, TURN_BYTES / 2);
	begin(f);
	for (int i = 0; i < 3; i++)
		turn_add(&f->server.turn, (struct turn_item){.session = f->alice,
		                                             .event_id = 1,
		                                             .outgoing = outgoing_hold(shared)});
	assert_false(turn_is_full(&f->server.turn)); /* it is held once */
	answer(f, f->alice, page);
	assert_false(turn_is_full(&f->server.turn));
	answer(f, f->alice, "more");
	assert_true(turn_is_full(&f->server.turn));
	turn_end(&f->server);
	assert_false(turn_is_full(&f->server.turn));
	outgoing_drop(shared);
	free(page);
}

static void test_who_comes_again_does_not_begin_anew(void **state)
{
	struct fixture *f = *state;
	const char *list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"getGroupList\"}";
	f->server.throttled.requests = (struct throttle_rate){.per_second = 1, .burst = 1};
	session_log_in(f->alice, f->user);
	handler_receive(f->alice, list, strlen(list));
	session_log_out(f->alice);
	session_log_in(f->bob, f->user);
	handler_receive(f->bob, list, strlen(list));
	turn_end(&f->server);
	assert_non_null(strstr(f->first.sent.items[0], "result"));
	assert_non_null(strstr(f->second.sent.items[0], "10006"));
}

static void test_an_event_is_sent_once(void **state)
{
	struct fixture *f = *state;
	begin(f);
	session_log_in(f->alice, f->user);
	f->alice->position = event(f, f->alice); /* its login's answer was about everything up to it */
	turn_end(&f->server);
	assert_int_equal(f->first.sent.len, 0);
}

static void test_what_was_missed_comes_in_pages_before_what_is_new(void **state)
{
	struct fixture *f = *state;
	f->options.unsent_bytes = 4; /* two events of 2 bytes are a page and more */
	begin(f);
	for (int i = 0; i < 3; i++)
		event(f, f->bob);
	turn_end(&f->server);
	forget(&f->second);

	begin(f);
	session_log_in(f->alice, f->user);
	f->alice->is_replaying = true;
	int64_t meanwhile = event(f, f->alice); /* live, but not its turn yet */
	turn_end(&f->server);
	size_t pages = 0;
	while (f->alice->is_replaying && pages++ < 10) {
		f->alice->is_drained = true;
		turn_visit(&f->server.turn, f->alice);
		turn_end(&f->server);
	}
	assert_true(pages > 2);
	assert_int_equal(f->first.sent.len, 4);
	for (size_t i = 0; i < 4; i++) {
		char number[32];
		snprintf(number, sizeof(number), "\"eventID\":%zu", i + 1);
		assert_non_null(strstr(f->first.sent.items[i], number));
	}
	assert_int_equal(f->alice->position, meanwhile);

	begin(f);
	event(f, f->alice);
	turn_end(&f->server);
	assert_string_equal(f->first.sent.items[4], "event 5");
}

/* What is new is passed over then: nothing is on its way whose end would be told. */
static void test_what_happens_when_a_page_was_just_taken_does_not_end_the_replay(void **state)
{
	struct fixture *f = *state;
	f->options.unsent_bytes = 2; /* an event is a page */
	begin(f);
	event(f, f->bob);
	event(f, f->bob);
	session_log_in(f->alice, f->user);
	f->alice->is_replaying = true;
	turn_end(&f->server);
	assert_int_equal(f->first.sent.len, 1);

	begin(f);
	f->alice->is_drained = true;
	turn_visit(&f->server.turn, f->alice);
	event(f, f->alice);
	turn_end(&f->server);
	assert_int_equal(f->first.sent.len, 2);
}

static void test_a_page_of_which_nothing_is_told_is_followed_by_the_next(void **state)
{
	struct fixture *f = *state;
	f->options.unsent_bytes = 2;
	begin(f);
	db_event_add(f->server.db, f->user, "onSomethingOfAnOlderServer", "[]");
	event(f, f->bob);
	session_log_in(f->alice, f->user);
	f->alice->is_replaying = true;
	turn_end(&f->server);
	assert_int_equal(f->first.sent.len, 1);
}

static void test_a_peer_that_takes_nothing_gets_no_second_page(void **state)
{
	struct fixture *f = *state;
	f->options.unsent_bytes = 2;
	begin(f);
	event(f, f->bob);
	event(f, f->bob);
	session_log_in(f->alice, f->user);
	f->alice->is_replaying = true;
	turn_end(&f->server);
	turn_visit(&f->server.turn, f->alice); /* it has been looked at, but has not taken the page */
	turn_end(&f->server);
	assert_int_equal(f->first.sent.len, 1);
}

static void test_a_session_that_is_gone_is_sent_nothing_and_freed(void **state)
{
	struct fixture *f = *state;
	begin(f);
	session_log_in(f->alice, f->user);
	turn_end(&f->server);
	begin(f);
	answer(f, f->alice, "too late");
	f->alice->conn = NULL;
	turn_visit(&f->server.turn, f->alice);
	turn_end(&f->server);
	assert_int_equal(f->first.sent.len, 0);
	assert_ptr_equal(f->server.sessions, f->bob);
	assert_null(presence_find(&f->server, f->user));
}

static void test_closing_comes_after_what_was_said(void **state)
{
	struct fixture *f = *state;
	begin(f);
	answer(f, f->alice, "goodbye");
	turn_add(&f->server.turn, (struct turn_item){.session = f->alice, .close = CONN_POLICY});
	turn_end(&f->server);
	assert_int_equal(f->first.sent.len, 1);
	assert_int_equal(f->first.closed, CONN_POLICY);
	assert_int_equal(f->second.closed, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(test_what_is_said_goes_out_in_order_after_the_commit),
	        TEST(test_when_the_commit_fails_nothing_was_done),
	        TEST(test_a_database_that_fails_is_no_wrong_password),
	        TEST(test_who_logged_in_stays_when_a_later_commit_fails),
	        TEST(test_a_turn_is_full_of_what_it_holds),
	        TEST(test_who_comes_again_does_not_begin_anew),
	        TEST(test_an_event_is_sent_once),
	        TEST(test_what_was_missed_comes_in_pages_before_what_is_new),
	        TEST(test_what_happens_when_a_page_was_just_taken_does_not_end_the_replay),
	        TEST(test_a_page_of_which_nothing_is_told_is_followed_by_the_next),
	        TEST(test_a_peer_that_takes_nothing_gets_no_second_page),
	        TEST(test_a_session_that_is_gone_is_sent_nothing_and_freed),
	        TEST(test_closing_comes_after_what_was_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
