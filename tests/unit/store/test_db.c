/* Transactions, copies, and looking for damage. */
#include "unit/store/db_fixture.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/db_query.h"
#include "store/sql.h"

static void test_a_failed_statement_undoes_its_savepoint_alone(void **state)
{
	struct db_fixture *f = *state;
	db_savepoint(f->db);
	db_fixture_user(f, "first");
	assert_true(db_release(f->db, true, &f->err));

	db_savepoint(f->db);
	db_fixture_user(f, "second");
	db_run(f->db, "INSERT INTO user(id, name, created) VALUES (?, 'first', 0)", I(f->alice));
	assert_non_null(db_failure(f->db));
	assert_int_equal(db_user_find(f->db, "alice"), 0); /* nothing has rows any more */
	assert_false(db_release(f->db, true, &f->err));
	assert_non_null(strstr(f->err.text, "UNIQUE"));

	assert_int_not_equal(db_user_find(f->db, "first"), 0);
	assert_int_equal(db_user_find(f->db, "second"), 0);
	db_fixture_reopen(f);
	assert_int_not_equal(db_user_find(f->db, "first"), 0);
}

static void test_a_refused_savepoint_is_undone(void **state)
{
	struct db_fixture *f = *state;
	db_savepoint(f->db);
	db_fixture_user(f, "first");
	assert_true(db_release(f->db, false, &f->err));
	assert_int_equal(db_user_find(f->db, "first"), 0);
}

static void test_a_failed_transaction_is_undone_whole(void **state)
{
	struct db_fixture *f = *state;
	db_fixture_reopen(f);
	db_fixture_user(f, "first");
	db_run(f->db, "INSERT INTO user(id, name, created) VALUES (?, 'alice', 0)", I(f->alice));
	assert_false(db_commit(f->db, &f->err));
	assert_null(db_failure(f->db));
	db_begin(f->db, f->now);
	assert_int_equal(db_user_find(f->db, "first"), 0);
	assert_int_equal(db_user_find(f->db, "alice"), f->alice);
}

static void test_a_lost_transaction_keeps_no_savepoint(void **state)
{
	struct db_fixture *f = *state;
	db_fixture_reopen(f);
	db_savepoint(f->db);
	db_run(f->db, "ROLLBACK"); /* as SQLite does by itself when the disk is full */
	db_run(f->db, "SELECT * FROM user WHERE id = abs(-9223372036854775808)"); /* overflows */
	assert_false(db_release(f->db, true, &f->err));
	assert_non_null(db_failure(f->db)); /* what follows in this transaction fails, too */
	assert_false(db_commit(f->db, &f->err));
	db_begin(f->db, f->now);
	assert_int_equal(db_user_find(f->db, "alice"), f->alice);
}

static void test_another_process_is_noticed_once(void **state)
{
	struct db_fixture *f = *state;
	db_fixture_reopen(f);
	assert_true(db_commit(f->db, &f->err));
	assert_false(db_changed_outside(f->db));
	struct db *other = db_open(f->path, &f->limits, &f->err);
	db_begin(other, f->now);
	db_user_remove(other, f->carol);
	assert_true(db_commit(other, &f->err));
	db_close(other);
	assert_true(db_changed_outside(f->db));
	assert_false(db_changed_outside(f->db));
	db_begin(f->db, f->now);
	assert_false(db_user_is_there(f->db, f->carol));
}

static void test_a_copy_is_made_while_another_writes(void **state)
{
	struct db_fixture *f = *state;
	char path[128];
	snprintf(path, sizeof(path), "%s/copy", f->folder);
	db_fixture_reopen(f);
	assert_true(db_commit(f->db, &f->err));
	struct db *other = db_open(f->path, &f->limits, &f->err);
	db_begin(f->db, f->now);
	db_fixture_user(f, "later"); /* not committed yet */
	assert_true(db_backup(other, path, &f->err));
	assert_false(db_backup(other, path, &f->err)); /* it is there */
	db_close(other);

	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	struct db *copy = db_open(path, &f->limits, &f->err);
	assert_non_null(copy);
	assert_int_equal(db_user_find(copy, "alice"), f->alice);
	assert_int_equal(db_user_find(copy, "later"), 0);
	db_close(copy);
	unlink(path);
}

/* A server of that time recalled messages and left their mentions. */
#define MIGRATIONS_BEFORE_RECALLED_MENTIONS 10

static void test_mentions_of_messages_that_an_older_server_recalled_are_gone(void **state)
{
	struct db_fixture *f = *state;
	char path[128];
	snprintf(path, sizeof(path), "%s/old", f->folder);
	struct sql *sql =
	        sql_open(&(struct sql_config){.path = path,
	                                      .migrations = db_migrations,
	                                      .migration_count = MIGRATIONS_BEFORE_RECALLED_MENTIONS},
	                 &f->err);
	assert_non_null(sql);
	assert_true(sql_exec(sql,
	                     "INSERT INTO audience(id) VALUES (1);"
	                     "INSERT INTO user(id, name, created) VALUES (1, 'alice', 1);"
	                     "INSERT INTO stream(id, low, high, last_sequence) VALUES (1, 1, 1, 2);"
	                     "INSERT INTO message(stream, sequence, sender, client_id, time, type, payload,"
	                     " at_users, is_revoked) VALUES (1, 1, 1, 'a', 1, 'TIMTextElem', '{}', '', 1),"
	                     " (1, 2, 1, 'b', 2, 'TIMTextElem', '{}', 'alice', 0);"
	                     "INSERT INTO mention(user, stream, sequence) VALUES (1, 1, 1), (1, 1, 2)",
	                     &f->err));
	sql_close(sql);
	struct db *db = db_open(path, &f->limits, &f->err);
	assert_non_null(db);
	assert_int_equal(db_value(db, 0, "SELECT sum(sequence) FROM mention"), 2);
	db_close(db);
	unlink(path);
}

/* Each rule that `coveyd check` knows is found broken. */
static const char *const damages[] = {
        "DELETE FROM message WHERE sequence = 1",
        "UPDATE stream SET last_sequence = 1 WHERE last_sequence = 2",
        "UPDATE conversation SET read_sequence = 9",
        "DELETE FROM conversation WHERE stream IN (SELECT id FROM stream WHERE low = high)",
        "UPDATE membership SET role = 'Member'",
        "UPDATE room SET owner = (SELECT id FROM user WHERE name = 'carol')",
        "UPDATE room SET member_count = 7",
        "DELETE FROM conversation WHERE stream IN (SELECT id FROM stream WHERE room IS NOT NULL)",
        "UPDATE membership SET left_event = 1 WHERE role = 'Member'",
        "UPDATE convgroup SET user = (SELECT id FROM user WHERE name = 'carol')",
        "UPDATE audience SET event_count = event_count + 1",
        "DELETE FROM user WHERE name = 'carol'",
};

static void count(void *context, const char *text)
{
	(void)text;
	++*(int *)context;
}

static void test_damage_is_found(void **state)
{
	struct db_fixture *f = *state;
	struct db_filing filing;
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PUBLIC);
	assert_true(db_room_join(f->db, f->bob, room, &f->err));
	db_fixture_say(f, f->alice, "C2Cbob", NULL);
	db_fixture_say(f, f->alice, "C2Cbob", NULL);
	db_fixture_event(f, f->alice);
	assert_true(db_convgroup_create(f->db, &f->arena, f->alice, "A", WORDS("C2Cbob"), &filing, &f->err));
	assert_true(db_commit(f->db, &f->err));
	db_run(f->db, "PRAGMA foreign_keys = OFF");

	for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
		int found = 0;
		db_begin(f->db, f->now);
		db_run_(f->db, damages[i], (const struct db_arg[]){{.type = DB_ARG_END}});
		assert_null(db_failure(f->db));
		if (db_check(f->db, count, &found) || found == 0)
			fail_msg("not found: %s", damages[i]);
		db_rollback(f->db);
	}
}

static void test_a_newer_database_is_refused(void **state)
{
	struct db_fixture *f = *state;
	assert_true(db_commit(f->db, &f->err));
	db_run(f->db, "PRAGMA user_version = 1000");
	assert_null(db_open(f->path, &f->limits, &f->err));
	assert_non_null(strstr(f->err.text, "newer"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_a_failed_statement_undoes_its_savepoint_alone),
	        TEST(test_a_refused_savepoint_is_undone),
	        TEST(test_a_failed_transaction_is_undone_whole),
	        TEST(test_a_lost_transaction_keeps_no_savepoint),
	        TEST(test_another_process_is_noticed_once),
	        TEST(test_a_copy_is_made_while_another_writes),
	        TEST(test_mentions_of_messages_that_an_older_server_recalled_are_gone),
	        TEST(test_damage_is_found),
	        TEST(test_a_newer_database_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
