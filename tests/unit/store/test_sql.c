#include "store/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"

enum { ADD, ALL, COUNT, SPOIL, STATEMENTS };
static const char *const statements[STATEMENTS] = {
        [ADD] = "INSERT INTO thing (id, name) VALUES (?, ?)",
        [ALL] = "SELECT id, name FROM thing ORDER BY id",
        [COUNT] = "SELECT count(*) FROM thing",
        [SPOIL] = "INSERT INTO nowhere VALUES (1)",
};
static const char *const migrations[] = {
        "CREATE TABLE thing (id INTEGER PRIMARY KEY)",
        "ALTER TABLE thing ADD COLUMN name TEXT; INSERT INTO thing VALUES (1, 'by the second step')",
};
static const char *const broken_migrations[] = {
        "CREATE TABLE thing (id INTEGER PRIMARY KEY)",
        "CREATE TABLE half (id); CREATE TABLE thing (id)",
};

struct fixture {
	char folder[64], path[96];
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	strcpy(f->folder, "/tmp/covey-test-sql.XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/test.db", f->folder);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	static const char *const endings[] = {"", "-wal", "-shm"};
	for (size_t i = 0; i < 3; i++) {
		char path[128];
		snprintf(path, sizeof(path), "%s%s", f->path, endings[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(f->folder), 0);
	free(f);
	return 0;
}

static struct sql *open_with(const struct fixture *f, const char *const *steps, size_t count, struct err *err)
{
	struct sql_config config = {
	        .path = f->path,
	        .busy_timeout_ms = 10,
	        .migrations = steps,
	        .migration_count = count,
	        .statements = statements,
	        .statement_count = STATEMENTS,
	};
	return sql_open(&config, err);
}

static int64_t count_things(struct sql *sql)
{
	struct sql_cursor cursor = sql_query(sql, COUNT);
	assert_true(sql_next(&cursor));
	int64_t count = sql_int(&cursor, 0);
	assert_true(sql_end(&cursor, NULL));
	return count;
}

static void test_database_and_its_journal_are_private(void **state)
{
	struct fixture *f = *state;
	umask(0);
	struct sql *sql = open_with(f, migrations, 2, NULL);
	assert_non_null(sql);
	struct stat st;
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	char journal[128];
	snprintf(journal, sizeof(journal), "%s-wal", f->path);
	assert_int_equal(stat(journal, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	sql_close(sql);
}

static void test_each_migration_runs_once_and_in_order(void **state)
{
	struct fixture *f = *state;
	sql_close(open_with(f, migrations, 1, NULL));
	sql_close(open_with(f, migrations, 2, NULL));
	struct sql *sql = open_with(f, migrations, 2, NULL);
	assert_non_null(sql);
	assert_int_equal(count_things(sql), 1);
	sql_close(sql);
}

static void test_failed_migration_leaves_the_version_before_it(void **state)
{
	struct fixture *f = *state;
	struct err err = {0};
	sql_close(open_with(f, migrations, 1, NULL));
	assert_null(open_with(f, broken_migrations, 2, &err));
	assert_non_null(strstr(err.text, "already exists"));
	struct sql *sql = open_with(f, migrations, 2, NULL);
	assert_non_null(sql);
	assert_int_equal(count_things(sql), 1);
	assert_false(sql_exec(sql, "SELECT * FROM half", &err));
	sql_close(sql);
}

static void test_newer_file_is_told_and_left_alone(void **state)
{
	struct fixture *f = *state;
	struct err err = {0};
	sql_close(open_with(f, migrations, 2, NULL));
	assert_null(open_with(f, migrations, 1, &err));
	assert_int_equal(err.code, SQL_NEWER);
	struct sql *sql = open_with(f, migrations, 2, NULL);
	assert_int_equal(count_things(sql), 1);
	sql_close(sql);
}

static void test_file_that_is_no_database_is_told_as_damaged(void **state)
{
	struct fixture *f = *state;
	FILE *file = fopen(f->path, "w");
	for (int i = 0; i < 1000; i++)
		fputs("this is no database", file);
	fclose(file);
	struct err err = {0};
	assert_null(open_with(f, migrations, 2, &err));
	assert_int_equal(err.code, SQL_DAMAGED);
}

static void test_path_that_cannot_be_made_is_an_error(void **state)
{
	(void)state;
	struct fixture nowhere = {.path = "/tmp/covey-no-such-folder/test.db"};
	struct err err = {.code = 99};
	assert_null(open_with(&nowhere, migrations, 2, &err));
	assert_int_equal(err.code, 0);
	assert_non_null(strstr(err.text, "No such file"));
}

static void test_values_come_back_as_they_went_in(void **state)
{
	struct fixture *f = *state;
	struct sql *sql = open_with(f, migrations, 2, NULL);
	assert_true(sql_run(sql, ADD, NULL, SQL_INT(INT64_MAX), SQL_TEXT("文字 \x1b[31m")));
	assert_int_equal(sql_last_rowid(sql), INT64_MAX);
	assert_true(sql_run(sql, ADD, NULL, SQL_INT(-5), SQL_TEXT(NULL)));
	assert_int_equal(sql_changes(sql), 1);
	struct sql_cursor cursor = sql_query(sql, ALL);
	assert_true(sql_next(&cursor));
	assert_int_equal(sql_int(&cursor, 0), -5);
	assert_null(sql_text(&cursor, 1));
	assert_true(sql_next(&cursor));
	assert_true(sql_next(&cursor));
	assert_true(sql_int(&cursor, 0) == INT64_MAX);
	assert_string_equal(sql_text(&cursor, 1), "文字 \x1b[31m");
	assert_false(sql_next(&cursor));
	assert_true(sql_end(&cursor, NULL));
	sql_close(sql);
}

static void test_failed_statement_says_why_and_can_be_run_again(void **state)
{
	struct fixture *f = *state;
	struct err err = {0};
	struct sql *sql = open_with(f, migrations, 2, NULL);
	assert_false(sql_run(sql, ADD, &err, SQL_INT(1), SQL_TEXT("again")));
	assert_non_null(strstr(err.text, "UNIQUE"));
	assert_true(sql_run(sql, ADD, &err, SQL_INT(2), SQL_TEXT("two")));
	assert_false(sql_run(sql, SPOIL, &err));
	assert_non_null(strstr(err.text, "nowhere"));
	sql_close(sql);
}

static void test_rollback_undoes_and_needs_no_transaction(void **state)
{
	struct fixture *f = *state;
	struct sql *sql = open_with(f, migrations, 2, NULL);
	sql_rollback(sql);
	assert_true(sql_begin(sql, NULL));
	assert_true(sql_in_transaction(sql));
	assert_true(sql_run(sql, ADD, NULL, SQL_INT(2), SQL_TEXT("two")));
	sql_rollback(sql);
	assert_false(sql_in_transaction(sql));
	assert_int_equal(count_things(sql), 1);
	sql_close(sql);
}

static void test_second_writer_waits_no_longer_than_it_was_told(void **state)
{
	struct fixture *f = *state;
	struct err err = {0};
	struct sql *first = open_with(f, migrations, 2, NULL);
	struct sql *second = open_with(f, migrations, 2, NULL);
	assert_true(sql_begin(first, NULL));
	assert_false(sql_begin(second, &err));
	assert_non_null(strstr(err.text, "locked"));
	assert_int_equal(count_things(second), 1);
	assert_true(sql_commit(first, NULL));
	assert_true(sql_begin(second, NULL));
	sql_close(second);
	sql_close(first);
}

enum { OPENERS = 6, TOGETHER_ROUNDS = 20 };

/* In a process of its own, as soon as the gate is closed. */
static pid_t open_when_told(struct fixture *f, const int gate[2])
{
	char byte;
	struct err err = {0};
	pid_t child = fork();
	assert_true(child >= 0);
	if (child != 0)
		return child;
	close(gate[1]);
	while (read(gate[0], &byte, 1) > 0)
		;
	struct sql_config config = {.path = f->path,
	                            .migrations = migrations,
	                            .migration_count = 2,
	                            .statements = statements,
	                            .statement_count = STATEMENTS,
	                            .busy_timeout_ms = 20};
	struct sql *sql = sql_open(&config, &err);
	if (!sql)
		fprintf(stderr, "%s\n", err.text);
	sql_close(sql);
	_exit(sql ? 0 : 1);
}

static void test_those_who_make_one_at_once_all_have_it(void **state)
{
	struct fixture *f = *state;
	for (int round = 0; round < TOGETHER_ROUNDS; round++) {
		pid_t children[OPENERS];
		int gate[2], status;
		assert_int_equal(pipe(gate), 0);
		for (int i = 0; i < OPENERS; i++)
			children[i] = open_when_told(f, gate);
		close(gate[0]);
		close(gate[1]);
		for (int i = 0; i < OPENERS; i++) {
			assert_int_equal(waitpid(children[i], &status, 0), children[i]);
			assert_int_equal(status, 0);
		}
		unlink(f->path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_database_and_its_journal_are_private, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_each_migration_runs_once_and_in_order, set_up,
	                                        tear_down),
	        cmocka_unit_test_setup_teardown(test_failed_migration_leaves_the_version_before_it, set_up,
	                                        tear_down),
	        cmocka_unit_test_setup_teardown(test_newer_file_is_told_and_left_alone, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_file_that_is_no_database_is_told_as_damaged, set_up,
	                                        tear_down),
	        cmocka_unit_test(test_path_that_cannot_be_made_is_an_error),
	        cmocka_unit_test_setup_teardown(test_values_come_back_as_they_went_in, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_failed_statement_says_why_and_can_be_run_again, set_up,
	                                        tear_down),
	        cmocka_unit_test_setup_teardown(test_rollback_undoes_and_needs_no_transaction, set_up,
	                                        tear_down),
	        cmocka_unit_test_setup_teardown(test_second_writer_waits_no_longer_than_it_was_told, set_up,
	                                        tear_down),
	        cmocka_unit_test_setup_teardown(test_those_who_make_one_at_once_all_have_it, set_up,
	                                        tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
