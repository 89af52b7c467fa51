/* Files that come and go: what a user may keep, and what a crash, a failure or a removed account leaves. */
#include "unit/test.h"

#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "server/files.h"
#include "server/handle_file.h"
#include "server/handler.h"
#include "server/password.h"
#include "server/server.h"
#include "store/db_file.h"
#include "store/db_query.h"
#include "store/db_user.h"

#define TOKEN "token"

/* No connection is there, nothing is sent. */
void conn_send(struct conn *conn, struct outgoing *outgoing)
{
	(void)conn, (void)outgoing;
}

void conn_close(struct conn *conn, enum conn_close code)
{
	(void)conn, (void)code;
}

void conn_set_deadline(struct conn *conn, int64_t ms)
{
	(void)conn, (void)ms;
}

struct fixture {
	char data[64];
	struct options options;
	struct server server;
	struct buf answer;
	int64_t user;
	struct err err;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	unsigned char hash[DB_TOKEN_HASH_BYTES];
	char path[96];
	strcpy(f->data, "/tmp/covey-test-file.XXXXXX");
	assert_non_null(mkdtemp(f->data));
	snprintf(path, sizeof(path), "%s/test.db", f->data);
	assert_true(password_init(&f->err));
	f->options.limits = proto_limits_default;
	f->options.limits.user_file_bytes = 10;
	f->options.limits.user_files = 3;
	f->server.options = &f->options;
	f->server.failures = (struct throttle_failures){.max = 5, .window_ms = 1000};
	f->server.db = db_open(path, &f->options.limits, &f->err);
	f->server.files = files_folder(f->data, &f->err);
	turn_init(&f->server.turn);
	db_begin(f->server.db, 1);
	assert_true(db_user_create(f->server.db, "alice", NULL, &f->user, &f->err));
	password_hash_token(TOKEN, hash);
	db_token_add(f->server.db, f->user, hash, INT64_MAX, NULL);
	turn_end(&f->server);
	buf_init(&f->answer, 1024);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	char command[128];
	turn_finish(&f->server.turn);
	vec_finish(&f->server.changes);
	throttle_failures_finish(&f->server.failures);
	throttle_users_finish(&f->server.throttled);
	db_close(f->server.db);
	snprintf(command, sizeof(command), "rm -r %s", f->data);
	assert_int_equal(system(command), 0);
	free(f->server.files);
	buf_finish(&f->answer);
	free(f);
	return 0;
}

/* NULL where it is refused at once. */
static void *begin(struct fixture *f, int64_t size)
{
	const struct conn_peer peer = {.address = "test"};
	const struct conn_file_request request = {
	        .peer = &peer, .is_offered = true, .path = "/files", .token = TOKEN, .size = size};
	struct conn_file file = {.fd = -1};
	return handle_file_begin(&f->server, &request, &file) == 200 ? file.job : NULL;
}

static unsigned finish(struct fixture *f, void *job, const char *text)
{
	assert_true(handle_file_piece(job, text, strlen(text)));
	unsigned status = handle_file_whole(job, &f->answer);
	handle_file_gone(job);
	turn_end(&f->server);
	return status;
}

static unsigned offer(struct fixture *f, const char *text)
{
	void *job = begin(f, (int64_t)strlen(text));
	assert_non_null(job);
	return finish(f, job, text);
}

static int64_t count(struct fixture *f)
{
	return db_value(f->server.db, -1, "SELECT count(*) FROM file");
}

static size_t count_on_disk(const struct fixture *f)
{
	char command[128], line[16] = "";
	snprintf(command, sizeof(command), "find %s -type f | wc -l", f->server.files);
	FILE *pipe = popen(command, "r");
	assert_non_null(fgets(line, sizeof(line), pipe));
	pclose(pipe);
	return (size_t)strtoul(line, NULL, 10);
}

static void test_what_was_sent_to_nobody_makes_room_for_more(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(offer(f, "0123456789"), 201);
	assert_int_equal(offer(f, "a"), 507);
	db_run(f->server.db, "UPDATE file SET created = created - ?", I(DB_FILE_UNSENT_MS + 1));
	assert_int_equal(offer(f, "a"), 201);
	assert_int_equal(count(f), 1);
	assert_int_equal(count_on_disk(f), 1);
}

static void test_empty_files_are_counted_too(void **state)
{
	struct fixture *f = *state;
	for (int i = 0; i < 3; i++)
		assert_int_equal(offer(f, ""), 201);
	assert_int_equal(offer(f, ""), 507);
	assert_int_equal(count(f), 3);
}

static void test_an_account_removed_meanwhile_leaves_nothing_to_its_successor(void **state)
{
	struct fixture *f = *state;
	void *job = begin(f, 1);
	turn_end(&f->server);
	db_begin(f->server.db, 2);
	db_user_remove(f->server.db, f->user);
	turn_end(&f->server);
	assert_int_equal(finish(f, job, "a"), 404);
	assert_int_equal(count(f), 0);
	assert_int_equal(count_on_disk(f), 0);
}

static void test_what_the_database_does_not_take_is_not_on_the_disk(void **state)
{
	struct fixture *f = *state;
	void *job = begin(f, 1);
	turn_end(&f->server);
	db_run(f->server.db, "ALTER TABLE file RENAME TO elsewhere");
	assert_int_equal(finish(f, job, "a"), 500);
	assert_int_equal(count_on_disk(f), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_what_was_sent_to_nobody_makes_room_for_more),
	        TEST(test_empty_files_are_counted_too),
	        TEST(test_an_account_removed_meanwhile_leaves_nothing_to_its_successor),
	        TEST(test_what_the_database_does_not_take_is_not_on_the_disk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
