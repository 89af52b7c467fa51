/* Files that come and go: what a user may keep, and what a crash, a failure or a removed account leaves. */
#include "unit/test.h"

#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
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

static void open_database(struct fixture *f)
{
	char path[96];
	snprintf(path, sizeof(path), "%s/test.db", f->data);
	db_close(f->server.db);
	f->server.db = db_open(path, &f->options.limits, &f->err);
	assert_non_null(f->server.db);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	unsigned char hash[DB_TOKEN_HASH_BYTES];
	strcpy(f->data, "/tmp/covey-test-file.XXXXXX");
	assert_non_null(mkdtemp(f->data));
	assert_true(password_init(&f->err));
	f->options.limits = proto_limits_default;
	f->options.limits.user_file_bytes = 10;
	f->options.limits.user_files = 3;
	f->server.options = &f->options;
	f->server.failures = (struct throttle_failures){.max = 5, .window_ms = 1000};
	open_database(f);
	f->server.files = files_folder(f->data, &f->err);
	turn_init(&f->server.turn);
	handle_file_clean(&f->server);
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
	handle_file_finish(&f->server);
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

static unsigned ask(struct fixture *f, struct conn_file_request request, struct conn_file *file)
{
	const struct conn_peer peer = {.address = "test"};
	request.peer = &peer;
	request.token = TOKEN;
	*file = (struct conn_file){.fd = -1};
	return handle_file_begin(&f->server, &request, file);
}

/* NULL where it is refused at once. */
static void *begin(struct fixture *f, int64_t size)
{
	struct conn_file file;
	const struct conn_file_request request = {.is_offered = true, .path = "/files", .size = size};
	return ask(f, request, &file) == 200 ? file.job : NULL;
}

/* One that can go on when it breaks off. */
static void *begin_kept(struct fixture *f, int64_t offset, int64_t length)
{
	struct conn_file file;
	const struct conn_file_request request = {.is_offered = true,
	                                          .path = "/uploads/plan",
	                                          .size = length - offset,
	                                          .offset = offset,
	                                          .length = length};
	return ask(f, request, &file) == 200 ? file.job : NULL;
}

static void break_off(struct fixture *f, int64_t offset, int64_t length, const char *text)
{
	void *job = begin_kept(f, offset, length);
	assert_non_null(job);
	assert_true(handle_file_piece(job, text, strlen(text)));
	handle_file_gone(job);
	turn_end(&f->server);
}

/* Bytes of it that have come; -1: the server has never heard of it. */
static int64_t offset_of(struct fixture *f)
{
	struct conn_file file;
	unsigned status = ask(f, (struct conn_file_request){.path = "/uploads/plan"}, &file);
	turn_end(&f->server);
	return status == 204 ? file.offset : -1;
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

static void test_one_that_broke_off_goes_on_where_it_was(void **state)
{
	struct fixture *f = *state;
	break_off(f, 0, 6, "abc");
	assert_int_equal(offset_of(f), 3);
	assert_null(begin_kept(f, 2, 6));
	break_off(f, 3, 6, "de");
	assert_int_equal(finish(f, begin_kept(f, 5, 6), "f"), 201);
	assert_int_equal(offset_of(f), -1);
	assert_int_equal(count(f), 1);
	assert_int_equal(count_on_disk(f), 1);
}

static void test_it_is_the_same_file_as_one_that_came_at_once(void **state)
{
	struct fixture *f = *state;
	break_off(f, 0, 3, "a");
	assert_int_equal(finish(f, begin_kept(f, 1, 3), "bc"), 201);
	assert_int_equal(offer(f, "abc"), 201);
	assert_int_equal(count(f), 2);
	assert_int_equal(count_on_disk(f), 1);
}

static void test_one_that_lost_only_its_answer_goes_on_with_nothing(void **state)
{
	struct fixture *f = *state;
	break_off(f, 0, 3, "abc");
	assert_int_equal(finish(f, begin_kept(f, 3, 3), ""), 201);
}

static void test_who_comes_back_takes_it_from_his_other_connection(void **state)
{
	struct fixture *f = *state;
	void *before = begin_kept(f, 0, 6);
	assert_true(handle_file_piece(before, "abc", 3));
	assert_int_equal(offset_of(f), 3);
	assert_false(handle_file_piece(before, "xyz", 3));
	assert_int_equal(handle_file_whole(before, &f->answer), 409);
	assert_int_equal(finish(f, begin_kept(f, 3, 6), "def"), 201);
	handle_file_gone(before);
	assert_int_equal(count_on_disk(f), 1);
}

static void test_a_part_is_counted_whole_and_gives_way(void **state)
{
	struct fixture *f = *state;
	void *running = begin_kept(f, 0, 6);
	assert_true(handle_file_piece(running, "abc", 3));
	assert_int_equal(offer(f, "12345"), 507);
	handle_file_gone(running);
	assert_int_equal(offer(f, "12345"), 201);
	assert_int_equal(offset_of(f), -1);
	assert_int_equal(count_on_disk(f), 1);
}

static void test_what_does_not_go_on_in_time_is_forgotten(void **state)
{
	struct fixture *f = *state;
	break_off(f, 0, 6, "abc");
	int64_t kept_ms = f->options.limits.upload_kept_seconds * 1000;
	db_run(f->server.db, "UPDATE upload SET begun = begun - ?", I(kept_ms + 1));
	assert_int_equal(offer(f, ""), 201);
	assert_int_equal(offset_of(f), -1);
	assert_int_equal(count_on_disk(f), 1);
}

static void test_a_start_keeps_what_can_go_on_and_nothing_else(void **state)
{
	struct fixture *f = *state;
	char *stray = path_join(f->server.files, "kept-777");
	break_off(f, 0, 6, "abc");
	fclose(fopen(stray, "w"));
	handle_file_clean(&f->server);
	assert_int_equal(offset_of(f), 3);
	assert_int_equal(count_on_disk(f), 1);
	/* What another boot wrote may have holes. */
	db_run(f->server.db, "UPDATE upload SET boot = 'another'");
	handle_file_clean(&f->server);
	assert_int_equal(offset_of(f), -1);
	assert_int_equal(count_on_disk(f), 0);
	free(stray);
}

static void test_an_account_removed_takes_its_parts_along(void **state)
{
	struct fixture *f = *state;
	break_off(f, 0, 6, "abc");
	db_begin(f->server.db, 2);
	db_user_remove(f->server.db, f->user);
	turn_end(&f->server);
	handle_file_clean(&f->server);
	assert_int_equal(count_on_disk(f), 0);
}

/* Of one byte more: how many bytes have come. */
static int64_t break_off_a_large_one(struct fixture *f)
{
	const int64_t len = 2 * (int64_t)UPLOAD_CATCH_UP_BYTES;
	char *text = mem_alloc((size_t)len);
	f->options.limits.user_file_bytes = 4 * len;
	open_database(f);
	memset(text, 'x', (size_t)len);
	void *job = begin_kept(f, 0, len + 1);
	assert_true(handle_file_piece(job, text, (size_t)len));
	handle_file_gone(job);
	free(text);
	return len;
}

static void test_a_large_part_is_read_a_piece_at_a_time(void **state)
{
	struct fixture *f = *state;
	int64_t len = break_off_a_large_one(f);
	handle_file_finish(&f->server); /* as a server that was started again */
	void *job = begin_kept(f, len, len + 1);
	assert_true(handle_file_piece(job, "y", 1));
	assert_int_equal(handle_file_whole(job, &f->answer), 0);
	assert_int_equal(handle_file_whole(job, &f->answer), 0);
	assert_int_equal(handle_file_whole(job, &f->answer), 201);
	handle_file_gone(job);
}

static void test_what_was_read_before_it_broke_off_is_not_read_again(void **state)
{
	struct fixture *f = *state;
	int64_t len = break_off_a_large_one(f);
	assert_int_equal(finish(f, begin_kept(f, len, len + 1), "y"), 201);
	len = break_off_a_large_one(f);
	handle_file_finish(&f->server);
	assert_int_equal(finish(f, begin_kept(f, len, len + 1), "y"), 0); /* nobody waited for the rest */
	void *job = begin_kept(f, len + 1, len + 1);
	assert_int_equal(handle_file_whole(job, &f->answer), 0);
	assert_int_equal(handle_file_whole(job, &f->answer), 201);
	handle_file_gone(job);
	assert_int_equal(count(f), 2);
	assert_int_equal(count_on_disk(f), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_what_was_sent_to_nobody_makes_room_for_more),
	        TEST(test_empty_files_are_counted_too),
	        TEST(test_an_account_removed_meanwhile_leaves_nothing_to_its_successor),
	        TEST(test_what_the_database_does_not_take_is_not_on_the_disk),
	        TEST(test_one_that_broke_off_goes_on_where_it_was),
	        TEST(test_it_is_the_same_file_as_one_that_came_at_once),
	        TEST(test_one_that_lost_only_its_answer_goes_on_with_nothing),
	        TEST(test_who_comes_back_takes_it_from_his_other_connection),
	        TEST(test_a_part_is_counted_whole_and_gives_way),
	        TEST(test_what_does_not_go_on_in_time_is_forgotten),
	        TEST(test_a_start_keeps_what_can_go_on_and_nothing_else),
	        TEST(test_an_account_removed_takes_its_parts_along),
	        TEST(test_a_large_part_is_read_a_piece_at_a_time),
	        TEST(test_what_was_read_before_it_broke_off_is_not_read_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
