/* Conversation groups: protocol.md, section 4, as rules of the database. */
#include "unit/store/db_fixture.h"

static struct db_filing filing;

static bool create(struct db_fixture *f, const char *name, struct strspan ids)
{
	f->err = (struct err){0};
	return db_convgroup_create(f->db, &f->arena, f->alice, name, ids, &filing, &f->err);
}

static bool file(struct db_fixture *f, const char *from, const char *to, struct strspan ids)
{
	filing = (struct db_filing){
	        .from = from ? db_convgroup_find(f->db, f->alice, from) : 0,
	        .to = to ? db_convgroup_find(f->db, f->alice, to) : 0,
	};
	f->err = (struct err){0};
	return db_convgroup_file(f->db, &f->arena, f->alice, ids, &filing, &f->err);
}

static bool rename_to(struct db_fixture *f, const char *from, const char *to, bool *changed)
{
	f->err = (struct err){0};
	return db_convgroup_rename(f->db, f->alice, db_convgroup_find(f->db, f->alice, from), to, changed,
	                           &f->err);
}

static bool sort(struct db_fixture *f, struct strspan names, bool *changed, struct db_ids *conversations)
{
	f->err = (struct err){0};
	return db_convgroup_sort(f->db, &f->arena, f->alice, names, changed, conversations, &f->err);
}

static struct strspan names(struct db_fixture *f)
{
	return db_convgroup_names(f->db, &f->arena, f->alice);
}

static struct strspan convgroups_of(struct db_fixture *f, const char *id)
{
	return db_fixture_view(f, f->alice, id).convgroups;
}

/* Names and order. */

static void test_order_is_that_of_creation_and_is_the_users_own(void **state)
{
	struct db_fixture *f = *state;
	assert_true(create(f, "Work", NOTHING));
	assert_true(create(f, "Archive", NOTHING));
	assert_true(create(f, "work", NOTHING)); /* another name */
	assert_words(f, names(f), "Work Archive work");
	assert_int_equal(db_convgroup_names(f->db, &f->arena, f->bob).len, 0);
	assert_int_equal(db_convgroup_find(f->db, f->bob, "Work"), 0);
}

static void test_bad_names_are_refused(void **state)
{
	struct db_fixture *f = *state;
	static const char *const bad[] = {"", "a\nb", "\x1b[31m", "\x7f",
	                                  "\xc2\x9b"
	                                  "31m"};
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_refused(f, create(f, bad[i], NOTHING), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, create(f, "123456789012345678901234567890123", NOTHING), PROTO_ERROR_NAME_TOO_LONG);
	assert_true(create(f, "12345678901234567890123456789012", NOTHING));
	assert_true(create(f, "漢漢漢漢漢漢漢漢漢漢xx", NOTHING));
	assert_refused(f, create(f, "漢漢漢漢漢漢漢漢漢漢漢", NOTHING), PROTO_ERROR_NAME_TOO_LONG);
}

static void test_taken_name_is_refused(void **state)
{
	struct db_fixture *f = *state;
	bool changed;
	assert_true(create(f, "Work", NOTHING));
	assert_true(create(f, "Home", NOTHING));
	assert_refused(f, create(f, "Work", NOTHING), PROTO_ERROR_NAME_TAKEN);
	assert_refused(f, rename_to(f, "Home", "Work", &changed), PROTO_ERROR_NAME_TAKEN);
	assert_words(f, names(f), "Work Home");
}

static void test_groups_have_a_limit_and_deleting_makes_room(void **state)
{
	struct db_fixture *f = *state;
	f->limits.convgroups = 2;
	db_fixture_reopen(f);
	assert_true(create(f, "A", NOTHING));
	assert_true(create(f, "B", NOTHING));
	assert_refused(f, create(f, "C", NOTHING), PROTO_ERROR_TOO_MANY_CONVGROUPS);
	db_convgroup_delete(f->db, db_convgroup_find(f->db, f->alice, "A"));
	assert_true(create(f, "C", NOTHING));
	assert_words(f, names(f), "B C");
}

static void test_rename_keeps_place_and_members(void **state)
{
	struct db_fixture *f = *state;
	bool changed;
	assert_true(create(f, "A", WORDS("C2Cbob")));
	assert_true(create(f, "B", NOTHING));
	assert_true(rename_to(f, "A", "Z", &changed));
	assert_true(changed);
	assert_words(f, names(f), "Z B");
	assert_words(f, convgroups_of(f, "C2Cbob"), "Z");
}

static void test_rename_to_own_name_is_no_change(void **state)
{
	struct db_fixture *f = *state;
	bool changed;
	assert_true(create(f, "A", NOTHING));
	assert_true(rename_to(f, "A", "A", &changed));
	assert_false(changed);
	assert_true(rename_to(f, "A", "a", &changed));
	assert_true(changed);
}

static void test_sorting_names_every_group_once(void **state)
{
	struct db_fixture *f = *state;
	bool changed;
	struct db_ids conversations;
	assert_true(create(f, "A", NOTHING));
	assert_true(create(f, "B", NOTHING));
	assert_refused(f, sort(f, WORDS("A"), &changed, &conversations), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, sort(f, NOTHING, &changed, &conversations), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, sort(f, WORDS("A", "A"), &changed, &conversations), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, sort(f, WORDS("A", "B", "A"), &changed, &conversations), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, sort(f, WORDS("A", "C"), &changed, &conversations), PROTO_ERROR_NO_CONVGROUP);
	assert_refused(f, sort(f, WORDS("A", "B", "C"), &changed, &conversations), PROTO_ERROR_NO_CONVGROUP);
	assert_words(f, names(f), "A B");
}

static void test_sorting_changes_conversations_that_are_in_several(void **state)
{
	struct db_fixture *f = *state;
	bool changed;
	struct db_ids conversations;
	assert_true(create(f, "A", WORDS("C2Cbob", "C2Ccarol")));
	assert_true(create(f, "B", WORDS("C2Cbob")));
	assert_true(create(f, "C", WORDS("C2Ccarol")));
	assert_true(sort(f, WORDS("A", "B", "C"), &changed, &conversations));
	assert_false(changed);
	assert_int_equal(conversations.len, 0);

	assert_true(sort(f, WORDS("B", "A", "C"), &changed, &conversations));
	assert_true(changed);
	assert_int_equal(conversations.len, 1);
	assert_int_equal(conversations.items[0], db_fixture_find(f, f->alice, "C2Cbob").id);
	assert_words(f, convgroups_of(f, "C2Cbob"), "B A");
	assert_words(f, convgroups_of(f, "C2Ccarol"), "A C");
	assert_true(create(f, "D", NOTHING)); /* comes last */
	assert_words(f, names(f), "B A C D");
}

/* Filing. */

static void test_success_is_in_the_order_asked_and_duplicates_count_once(void **state)
{
	struct db_fixture *f = *state;
	assert_true(
	        create(f, "A", WORDS("C2Ccarol", "C2Cnobody", "C2Cbob", "GROUPnone", "C2Ccarol", "what")));
	assert_words(f, filing.successes, "C2Ccarol C2Cbob");
	assert_int_equal(filing.changed.len, 2);
	assert_int_equal(filing.failures.len, 3);
	assert_string_equal(filing.failures.items[0].conversation_id, "C2Cnobody");
	assert_int_equal(filing.failures.items[0].code, PROTO_ERROR_NO_USER);
	assert_int_equal(filing.failures.items[1].code, PROTO_ERROR_NO_ROOM);
	assert_int_equal(filing.failures.items[2].code, PROTO_ERROR_BAD_PARAMETER);
}

static void test_adding_what_is_in_and_removing_what_is_not_changes_nothing(void **state)
{
	struct db_fixture *f = *state;
	assert_true(create(f, "A", WORDS("C2Cbob")));
	assert_true(file(f, NULL, "A", WORDS("C2Cbob")));
	assert_words(f, filing.successes, "C2Cbob");
	assert_int_equal(filing.changed.len, 0);
	assert_int_equal(filing.to, 0);

	assert_true(file(f, "A", NULL, WORDS("C2Ccarol")));
	assert_words(f, filing.successes, "C2Ccarol");
	assert_int_equal(filing.changed.len, 0);
	assert_int_equal(filing.from, 0);
	assert_int_equal(db_fixture_find(f, f->alice, "C2Ccarol").id, 0); /* nor was it made */
}

static void test_moving_leaves_one_group_and_enters_the_other(void **state)
{
	struct db_fixture *f = *state;
	assert_true(create(f, "A", WORDS("C2Cbob", "C2Ccarol")));
	assert_true(create(f, "B", WORDS("C2Ccarol")));
	assert_true(file(f, "A", "B", WORDS("C2Cbob")));
	assert_int_equal(filing.from, db_convgroup_find(f->db, f->alice, "A"));
	assert_int_equal(filing.to, db_convgroup_find(f->db, f->alice, "B"));
	assert_words(f, convgroups_of(f, "C2Cbob"), "B");

	/* B has her already: only A changes. */
	assert_true(file(f, "A", "B", WORDS("C2Ccarol")));
	assert_int_not_equal(filing.from, 0);
	assert_int_equal(filing.to, 0);
	assert_words(f, convgroups_of(f, "C2Ccarol"), "B");

	/* Into the same: nothing. */
	assert_true(file(f, "B", "B", WORDS("C2Ccarol")));
	assert_words(f, filing.successes, "C2Ccarol");
	assert_int_equal(filing.changed.len, 0);
	assert_words(f, convgroups_of(f, "C2Ccarol"), "B");
}

static void test_a_request_names_a_limited_number(void **state)
{
	struct db_fixture *f = *state;
	f->limits.conversations_per_request = 2;
	db_fixture_reopen(f);
	assert_refused(f, create(f, "A", WORDS("C2Calice", "C2Cbob", "C2Ccarol")),
	               PROTO_ERROR_TOO_MANY_NAMED);
	assert_true(create(f, "B", WORDS("C2Calice", "C2Cbob", "C2Calice", "C2Cbob")));
	assert_refused(f, file(f, "B", NULL, WORDS("a", "b", "c")), PROTO_ERROR_TOO_MANY_NAMED);
}

static void test_past_the_limit_each_conversation_fails_alone(void **state)
{
	struct db_fixture *f = *state;
	f->limits.conversations_in_groups = 2;
	db_fixture_reopen(f);
	assert_true(create(f, "A", WORDS("C2Calice", "C2Cbob", "C2Ccarol")));
	assert_words(f, filing.successes, "C2Calice C2Cbob");
	assert_int_equal(filing.failures.items[0].code, PROTO_ERROR_TOO_MANY_FILED);
	/* What was refused was not made for it. */
	assert_int_equal(db_fixture_find(f, f->alice, "C2Ccarol").id, 0);

	/* A second group is one more each; a move is not. */
	assert_true(create(f, "B", WORDS("C2Cbob")));
	assert_int_equal(filing.failures.len, 1);
	assert_true(file(f, "A", "B", WORDS("C2Cbob")));
	assert_words(f, filing.successes, "C2Cbob");
	assert_true(file(f, "A", "B", WORDS("C2Ccarol"))); /* was not in A: one more */
	assert_int_equal(filing.failures.len, 1);

	/* Another user has a limit of his own. */
	assert_true(db_convgroup_create(f->db, &f->arena, f->bob, "A", WORDS("C2Calice", "C2Ccarol"), &filing,
	                                &f->err));
	assert_int_equal(filing.failures.len, 0);

	db_convgroup_delete(f->db, db_convgroup_find(f->db, f->alice, "A"));
	assert_true(file(f, NULL, "B", WORDS("C2Ccarol")));
	assert_int_equal(filing.failures.len, 0);
}

static void test_filing_begins_a_conversation_with_whoever_exists(void **state)
{
	struct db_fixture *f = *state;
	assert_true(create(f, "A", WORDS("C2Cbob")));
	struct proto_conversation made = db_fixture_view(f, f->alice, "C2Cbob");
	assert_null(made.last_message);
	assert_int_equal(made.unread_count, 0);
	/* For alice alone: bob has heard nothing. */
	assert_int_equal(db_fixture_find(f, f->bob, "C2Calice").id, 0);
}

static void test_deleting_a_group_keeps_its_conversations(void **state)
{
	struct db_fixture *f = *state;
	assert_true(create(f, "A", WORDS("C2Cbob")));
	db_fixture_say(f, f->bob, "C2Calice", NULL);
	db_convgroup_delete(f->db, db_convgroup_find(f->db, f->alice, "A"));
	assert_words(f, convgroups_of(f, "C2Cbob"), "");
	assert_int_equal(db_fixture_view(f, f->alice, "C2Cbob").unread_count, 1);
}

static void test_a_room_that_is_left_leaves_its_groups(void **state)
{
	struct db_fixture *f = *state;
	int64_t room = db_fixture_room(f, f->bob, "room", PROTO_ROOM_PUBLIC);
	assert_true(db_room_join(f->db, f->alice, room, &f->err));
	assert_true(create(f, "A", WORDS("GROUProom", "C2Cbob")));
	struct db_room_filing_list filed = db_convgroup_of_room(f->db, &f->arena, room, f->alice);
	assert_int_equal(filed.len, 1);
	assert_int_equal(filed.items[0].convgroup, db_convgroup_find(f->db, f->alice, "A"));
	assert_true(db_room_quit(f->db, f->alice, room, &f->err));
	assert_int_equal(
	        db_convgroup_conversations(f->db, &f->arena, db_convgroup_find(f->db, f->alice, "A")).len, 1);
}

static void test_remind_type_is_set_for_all_that_differ(void **state)
{
	struct db_fixture *f = *state;
	assert_true(create(f, "A", WORDS("C2Cbob", "C2Ccarol")));
	int64_t convgroup = db_convgroup_find(f->db, f->alice, "A");
	assert_int_equal(db_convgroup_set_remind(f->db, &f->arena, convgroup, PROTO_REMIND_SILENT).len, 2);
	assert_int_equal(db_fixture_view(f, f->alice, "C2Cbob").remind_type, PROTO_REMIND_SILENT);
	assert_int_equal(db_convgroup_set_remind(f->db, &f->arena, convgroup, PROTO_REMIND_SILENT).len, 0);
	assert_int_equal(db_fixture_view(f, f->alice, "C2Calice").remind_type, PROTO_REMIND_NOTIFY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_order_is_that_of_creation_and_is_the_users_own),
	        TEST(test_bad_names_are_refused),
	        TEST(test_taken_name_is_refused),
	        TEST(test_groups_have_a_limit_and_deleting_makes_room),
	        TEST(test_rename_keeps_place_and_members),
	        TEST(test_rename_to_own_name_is_no_change),
	        TEST(test_sorting_names_every_group_once),
	        TEST(test_sorting_changes_conversations_that_are_in_several),
	        TEST(test_success_is_in_the_order_asked_and_duplicates_count_once),
	        TEST(test_adding_what_is_in_and_removing_what_is_not_changes_nothing),
	        TEST(test_moving_leaves_one_group_and_enters_the_other),
	        TEST(test_a_request_names_a_limited_number),
	        TEST(test_past_the_limit_each_conversation_fails_alone),
	        TEST(test_filing_begins_a_conversation_with_whoever_exists),
	        TEST(test_deleting_a_group_keeps_its_conversations),
	        TEST(test_a_room_that_is_left_leaves_its_groups),
	        TEST(test_remind_type_is_set_for_all_that_differ),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
