/* Accounts, tokens, and people of the machine. */
#include "unit/store/db_fixture.h"

static bool create(struct db_fixture *f, const char *name)
{
	int64_t user;
	f->err = (struct err){0};
	return db_user_create(f->db, name, NULL, &user, &f->err);
}

static void test_names_are_checked(void **state)
{
	struct db_fixture *f = *state;
	assert_true(create(f, "A.b_c-9"));
	assert_true(create(f, "12345678901234567890123456789012"));
	assert_refused(f, create(f, "123456789012345678901234567890123"), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, create(f, ""), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, create(f, "no blanks"), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, create(f, "grüße"), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, create(f, "alice"), PROTO_ERROR_BAD_PARAMETER);
	assert_true(create(f, "Alice"));
}

static void test_notes_are_there_from_the_first_day(void **state)
{
	struct db_fixture *f = *state;
	struct proto_conversation_list list = db_conversation_list(f->db, &f->arena, f->alice);
	assert_int_equal(list.len, 1);
	assert_string_equal(list.items[0].conversation_id, "C2Calice");
	assert_null(list.items[0].last_message);
	db_fixture_say(f, f->alice, "C2Calice", "alice");
	assert_int_equal(db_fixture_view(f, f->alice, "C2Calice").unread_count, 0);
	assert_int_equal(db_fixture_view(f, f->alice, "C2Calice").mention_count, 0);
}

static void test_a_token_is_its_users_until_it_expires(void **state)
{
	struct db_fixture *f = *state;
	const unsigned char hash[DB_TOKEN_HASH_BYTES] = "one", other[DB_TOKEN_HASH_BYTES] = "two";
	db_token_add(f->db, f->alice, hash, f->now + 10, "desk");
	assert_int_equal(db_token_use(f->db, f->alice, hash, f->now + 10), DB_TOKEN_VALID);
	assert_int_equal(db_token_use(f->db, f->bob, hash, f->now + 10), DB_TOKEN_UNKNOWN);
	assert_int_equal(db_token_use(f->db, f->alice, other, f->now + 10), DB_TOKEN_UNKNOWN);

	/* Each use makes it last. */
	db_begin(f->db, f->now + 9);
	assert_int_equal(db_token_use(f->db, f->alice, hash, f->now + 19), DB_TOKEN_VALID);
	db_begin(f->db, f->now + 18);
	assert_int_equal(db_token_use(f->db, f->alice, hash, f->now + 20), DB_TOKEN_VALID);
	db_begin(f->db, f->now + 20);
	assert_int_equal(db_token_use(f->db, f->alice, hash, f->now + 30), DB_TOKEN_EXPIRED);
}

static void test_a_new_password_ends_every_login(void **state)
{
	struct db_fixture *f = *state;
	const unsigned char hash[DB_TOKEN_HASH_BYTES] = "one";
	assert_null(db_user_password(f->db, &f->arena, f->alice));
	db_token_add(f->db, f->alice, hash, f->now + 10, NULL);
	db_user_set_password(f->db, f->alice, "hashed");
	assert_string_equal(db_user_password(f->db, &f->arena, f->alice), "hashed");
	assert_int_equal(db_token_use(f->db, f->alice, hash, f->now + 10), DB_TOKEN_UNKNOWN);
}

static void test_a_removed_account_is_nobody_and_what_it_wrote_stays(void **state)
{
	struct db_fixture *f = *state;
	const unsigned char hash[DB_TOKEN_HASH_BYTES] = "one";
	struct db_filing filing;
	bool completed;
	db_fixture_say(f, f->alice, "C2Cbob", NULL);
	db_fixture_say(f, f->alice, "C2Calice", NULL);
	db_fixture_event(f, f->alice);
	db_token_add(f->db, f->alice, hash, f->now + 10, NULL);
	assert_true(db_convgroup_create(f->db, &f->arena, f->alice, "A", WORDS("C2Cbob"), &filing, &f->err));
	db_user_remove(f->db, f->alice);

	assert_false(db_user_is_there(f->db, f->alice));
	assert_int_equal(db_user_find(f->db, "alice"), 0);
	assert_int_equal(db_user_list(f->db, &f->arena).len, 2);
	assert_int_equal(db_token_use(f->db, f->alice, hash, f->now + 10), DB_TOKEN_UNKNOWN);
	struct proto_conversation_list list = db_conversation_list(f->db, &f->arena, f->bob);
	assert_int_equal(list.len, 2);
	assert_string_equal(list.items[0].last_message->from, "alice");

	/* Whoever has the name next begins with nothing of hers. */
	int64_t next = db_fixture_user(f, "alice");
	assert_int_equal(db_conversation_list(f->db, &f->arena, next).len, 1);
	assert_int_equal(db_convgroup_names(f->db, &f->arena, next).len, 0);
	assert_false(db_event_can_resume(f->db, next, 0));
	const struct db_message_range newest = {.after = -1, .count = 9};
	struct db_conversation conversation = db_fixture_find(f, next, "C2Cbob");
	assert_int_equal(db_message_list(f->db, &f->arena, &conversation, newest, &completed).len, 0);
	assert_true(completed);
	db_fixture_say(f, f->bob, "C2Calice", NULL);
	conversation = db_fixture_find(f, next, "C2Cbob");
	struct proto_message_list seen = db_message_list(f->db, &f->arena, &conversation, newest, &completed);
	assert_int_equal(seen.len, 1);
	assert_int_equal(seen.items[0].sequence, 2);
	assert_int_equal(db_fixture_view(f, next, "C2Cbob").unread_count, 1);
}

static bool is_dave(const char *name)
{
	return strcmp(name, "dave") == 0 || strcmp(name, "no name") == 0;
}

static void test_people_of_the_machine_have_an_account_when_first_named(void **state)
{
	struct db_fixture *f = *state;
	struct db_conversation conversation;
	assert_refused(f, db_conversation_find(f->db, f->alice, "C2Cdave", &conversation, &f->err),
	               PROTO_ERROR_NO_USER);
	db_set_newcomers(f->db, is_dave);
	assert_true(db_conversation_find(f->db, f->alice, "C2Cdave", &conversation, &f->err));
	int64_t dave = db_user_find(f->db, "dave");
	assert_int_equal(conversation.peer, dave);
	assert_int_equal(db_conversation_list(f->db, &f->arena, dave).len, 1);
	assert_int_equal(db_user_find(f->db, "erin"), 0);
	assert_int_equal(db_user_find(f->db, "no name"), 0); /* cannot be a userID */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_names_are_checked),
	        TEST(test_notes_are_there_from_the_first_day),
	        TEST(test_a_token_is_its_users_until_it_expires),
	        TEST(test_a_new_password_ends_every_login),
	        TEST(test_a_removed_account_is_nobody_and_what_it_wrote_stays),
	        TEST(test_people_of_the_machine_have_an_account_when_first_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
