/* People: blocking, acquaintances, what one says of oneself; deleted conversations and receipts. */
#include "unit/store/db_fixture.h"

#include <stdio.h>

#include "store/db_person.h"

static bool contains(struct db_ids ids, int64_t user)
{
	for (size_t i = 0; i < ids.len; i++)
		if (ids.items[i] == user)
			return true;
	return false;
}

static void test_the_blocked_are_listed_by_name_and_no_acquaintances(void **state)
{
	struct db_fixture *f = *state;
	bool changed;
	db_fixture_say(f, f->alice, "C2Cbob", NULL);
	assert_true(contains(db_person_acquaintances(f->db, &f->arena, f->alice), f->bob));
	assert_false(contains(db_person_acquaintances(f->db, &f->arena, f->alice), f->carol));
	assert_true(db_person_block(f->db, f->alice, f->carol, &changed, &f->err) && changed);
	assert_true(db_person_block(f->db, f->alice, f->bob, &changed, &f->err) && changed);
	assert_true(db_person_block(f->db, f->alice, f->bob, &changed, &f->err) && !changed);
	assert_words(f, db_person_blocked(f->db, &f->arena, f->alice), "bob carol");
	assert_true(db_person_blocks(f->db, f->alice, f->bob));
	assert_false(db_person_blocks(f->db, f->bob, f->alice));
	assert_false(contains(db_person_acquaintances(f->db, &f->arena, f->alice), f->bob));
	assert_true(contains(db_person_acquaintances(f->db, &f->arena, f->bob), f->alice));
	assert_true(db_person_unblock(f->db, f->alice, f->bob));
	assert_false(db_person_unblock(f->db, f->alice, f->bob));
}

static void test_nobody_blocks_himself_or_everybody(void **state)
{
	struct db_fixture *f = *state;
	bool changed;
	char name[32];
	assert_refused(f, db_person_block(f->db, f->alice, f->alice, &changed, &f->err),
	               PROTO_ERROR_BAD_PARAMETER);
	for (int i = 0; i < DB_PERSON_BLOCKED_MAX; i++) {
		snprintf(name, sizeof(name), "user%d", i);
		assert_true(db_person_block(f->db, f->alice, db_fixture_user(f, name), &changed, &f->err));
	}
	assert_refused(f, db_person_block(f->db, f->alice, f->bob, &changed, &f->err),
	               PROTO_ERROR_BAD_PARAMETER);
}

static void test_a_removed_account_blocks_nobody_and_says_nothing(void **state)
{
	struct db_fixture *f = *state;
	bool changed;
	assert_true(db_person_block(f->db, f->alice, f->bob, &changed, &f->err));
	assert_true(db_person_block(f->db, f->bob, f->alice, &changed, &f->err));
	assert_true(db_person_set_status(f->db, f->bob, "here", &changed, &f->err) && changed);
	db_user_remove(f->db, f->bob);
	assert_int_equal(db_person_blocked(f->db, &f->arena, f->alice).len, 0);
	assert_false(db_person_blocks(f->db, f->bob, f->alice));
	assert_string_equal(db_person_status(f->db, &f->arena, f->bob), "");
}

static void test_a_profile_changes_only_in_what_is_named(void **state)
{
	struct db_fixture *f = *state;
	bool changed;
	assert_true(db_person_set_profile(f->db, f->bob, "Bob", NULL, &changed, &f->err) && changed);
	assert_true(db_person_set_profile(f->db, f->bob, NULL, "busy", &changed, &f->err) && changed);
	assert_string_equal(db_user_profile(f->db, &f->arena, f->bob).nick, "Bob");
	assert_string_equal(db_user_profile(f->db, &f->arena, f->bob).self_signature, "busy");
	assert_true(db_person_set_profile(f->db, f->bob, "Bob", "busy", &changed, &f->err) && !changed);
	assert_true(db_person_set_profile(f->db, f->bob, NULL, NULL, &changed, &f->err) && !changed);
	assert_refused(f, db_person_set_profile(f->db, f->bob, "\033[2J", NULL, &changed, &f->err),
	               PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, db_person_set_status(f->db, f->bob, "a\nb", &changed, &f->err),
	               PROTO_ERROR_BAD_PARAMETER);
}

static void test_a_nick_is_nobody_elses_user_id_and_can_be_seen(void **state)
{
	struct db_fixture *f = *state;
	const char *const refused[] = {"alice",      "Alice",       " alice ", "al\u200bice", "\u00e1lice",
	                               "\uff21lice", "alice\u00a0", " ",       "\u200b",      "\u3000"};
	bool changed;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		assert_refused(f, db_person_set_profile(f->db, f->bob, refused[i], NULL, &changed, &f->err),
		               PROTO_ERROR_BAD_PARAMETER);
	assert_true(db_person_set_profile(f->db, f->bob, "bob", NULL, &changed, &f->err) && changed);
	assert_true(db_person_set_profile(f->db, f->bob, "", NULL, &changed, &f->err) && changed);
	assert_true(db_person_set_profile(f->db, f->bob, "al ice", NULL, &changed, &f->err) && changed);
	int64_t other;
	assert_true(db_user_create(f->db, "ALICE", NULL, &other, &f->err));
	assert_true(db_person_set_profile(f->db, other, "ALICE", NULL, &changed, &f->err) && changed);
	assert_refused(f, db_person_set_profile(f->db, other, "Alice", NULL, &changed, &f->err),
	               PROTO_ERROR_BAD_PARAMETER);
}

static void test_what_is_deleted_is_gone_until_something_is_said(void **state)
{
	struct db_fixture *f = *state;
	db_fixture_say(f, f->bob, "C2Calice", "alice");
	struct db_conversation conversation = db_fixture_find(f, f->alice, "C2Cbob");
	db_conversation_pin(f->db, &conversation, true);
	db_conversation_delete(f->db, &conversation, true);
	assert_int_equal(db_conversation_list(f->db, &f->arena, f->alice).len, 1); /* the notes */
	db_fixture_say(f, f->bob, "C2Calice", NULL);
	struct proto_conversation back = db_fixture_view(f, f->alice, "C2Cbob");
	assert_int_equal(back.unread_count, 1);
	assert_int_equal(back.mention_count, 0);
	assert_false(back.is_pinned);
	assert_int_equal(db_fixture_find(f, f->alice, "C2Cbob").visible_after, 1);
}

static void test_a_receipt_is_shown_once_and_to_the_other_side(void **state)
{
	struct db_fixture *f = *state;
	db_fixture_say(f, f->bob, "C2Calice", NULL);
	struct db_conversation conversation = db_fixture_find(f, f->alice, "C2Cbob");
	assert_true(db_conversation_read(f->db, &conversation, 1));
	assert_int_equal(db_fixture_view(f, f->bob, "C2Calice").peer_read_sequence, 0);
	assert_true(db_conversation_show_read(f->db, &conversation));
	assert_false(db_conversation_show_read(f->db, &conversation));
	assert_int_equal(db_fixture_view(f, f->bob, "C2Calice").peer_read_sequence, 1);
	assert_int_equal(db_fixture_view(f, f->alice, "C2Cbob").peer_read_sequence, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_the_blocked_are_listed_by_name_and_no_acquaintances),
	        TEST(test_nobody_blocks_himself_or_everybody),
	        TEST(test_a_removed_account_blocks_nobody_and_says_nothing),
	        TEST(test_a_profile_changes_only_in_what_is_named),
	        TEST(test_a_nick_is_nobody_elses_user_id_and_can_be_seen),
	        TEST(test_what_is_deleted_is_gone_until_something_is_said),
	        TEST(test_a_receipt_is_shown_once_and_to_the_other_side),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
