/* Uploaded files: who reads them, and when they go. */
#include "unit/store/db_fixture.h"

#include <stdio.h>

#include "proto/upload.h"
#include "store/db_file.h"
#include "store/db_query.h"

#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define OTHER "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static const char *add(struct db_fixture *f, int64_t user, const char *hash, int64_t size)
{
	char id[DB_FILE_ID_SIZE];
	db_file_add(f->db, user, hash, size, id);
	return arena_printf(&f->arena, PROTO_FILE_PREFIX "%s", id);
}

static bool send_file(struct db_fixture *f, int64_t user, const char *conversation, const char *name,
                      const char *url)
{
	struct db_conversation to = db_fixture_find(f, user, conversation);
	struct proto_message message;
	const struct proto_message draft = {
	        .client_id = arena_printf(&f->arena, "file-%d", f->messages++),
	        .type = PROTO_MESSAGE_FILE,
	        .payload = {.json = arena_printf(&f->arena, "{\"fileUrl\":\"%s\"}", url),
	                    .file_name = name,
	                    .file_url = url},
	};
	return db_message_send(f->db, &f->arena, &to, &draft, &message, &f->err);
}

static bool reads(struct db_fixture *f, int64_t user, const char *url)
{
	return db_file_find(f->db, user, url).id != 0;
}

static void test_a_file_is_its_owners_until_it_is_sent(void **state)
{
	struct db_fixture *f = *state;
	const char *url = add(f, f->alice, HASH, 5);
	assert_true(reads(f, f->alice, url));
	assert_false(reads(f, f->bob, url));
	assert_true(send_file(f, f->alice, "C2Cbob", "a.txt", url));
	assert_true(reads(f, f->bob, url));
	assert_false(reads(f, f->carol, url));
	assert_string_equal(db_file_find(f->db, f->bob, url).hash, HASH);
	assert_int_equal(db_file_find(f->db, f->bob, url).size, 5);
}

static void test_what_one_cannot_read_one_cannot_send(void **state)
{
	struct db_fixture *f = *state;
	const char *url = add(f, f->alice, HASH, 5);
	assert_refused(f, send_file(f, f->carol, "C2Ccarol", "a.txt", url), PROTO_ERROR_BAD_PARAMETER);
	assert_false(reads(f, f->carol, url));
	assert_true(send_file(f, f->carol, "C2Ccarol", "a.txt", "https://example.org/files/x"));
}

static void test_a_message_that_names_it_no_more_gives_no_right(void **state)
{
	struct db_fixture *f = *state;
	const char *url = add(f, f->alice, HASH, 5);
	assert_true(send_file(f, f->alice, "C2Cbob", "a.txt", url));
	db_run(f->db, "UPDATE message SET payload = ''");
	assert_false(reads(f, f->bob, url));
	assert_true(reads(f, f->alice, url));
}

static void test_files_of_a_removed_user_are_not_his_successors(void **state)
{
	struct db_fixture *f = *state;
	const char *kept = add(f, f->bob, HASH, 5), *sent = add(f, f->bob, OTHER, 7);
	assert_true(send_file(f, f->bob, "C2Calice", "a.txt", sent));
	assert_int_equal(db_file_bytes(f->db, f->bob), 12);
	db_user_remove(f->db, f->bob);
	int64_t again = db_fixture_user(f, "bob");
	assert_false(reads(f, again, kept));
	assert_int_equal(db_file_bytes(f->db, again), 0);
	assert_true(reads(f, f->alice, sent));
}

static void test_one_that_was_sent_to_nobody_goes_after_a_day(void **state)
{
	struct db_fixture *f = *state;
	const char *unsent = add(f, f->alice, HASH, 5), *sent = add(f, f->alice, OTHER, 5);
	assert_true(send_file(f, f->alice, "C2Cbob", "a.txt", sent));
	assert_int_equal(db_file_prune(f->db, &f->arena).len, 0);
	db_begin(f->db, db_now(f->db) + DB_FILE_UNSENT_MS + 1);
	struct strspan gone = db_file_prune(f->db, &f->arena);
	assert_int_equal(gone.len, 1);
	assert_string_equal(gone.items[0], HASH);
	assert_false(reads(f, f->alice, unsent));
	assert_true(reads(f, f->alice, sent));
}

static void test_what_stands_in_another_file_too_stays(void **state)
{
	struct db_fixture *f = *state;
	add(f, f->alice, HASH, 5);
	assert_true(send_file(f, f->bob, "C2Calice", "same.txt", add(f, f->bob, HASH, 5)));
	db_begin(f->db, db_now(f->db) + DB_FILE_UNSENT_MS + 1);
	assert_int_equal(db_file_prune(f->db, &f->arena).len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_a_file_is_its_owners_until_it_is_sent),
	        TEST(test_what_one_cannot_read_one_cannot_send),
	        TEST(test_a_message_that_names_it_no_more_gives_no_right),
	        TEST(test_files_of_a_removed_user_are_not_his_successors),
	        TEST(test_one_that_was_sent_to_nobody_goes_after_a_day),
	        TEST(test_what_stands_in_another_file_too_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
