/* Rooms: who may do what. */
#include "unit/store/db_fixture.h"

#include "store/db_query.h"

static bool create(struct db_fixture *f, const char *id, const char *name)
{
	struct proto_room draft = {.group_id = id, .name = name, .type = PROTO_ROOM_PUBLIC};
	int64_t room;
	f->err = (struct err){0};
	return db_room_create(f->db, f->alice, &draft, &room, &f->err);
}

static void test_ids_and_names_are_checked(void **state)
{
	struct db_fixture *f = *state;
	assert_true(create(f, "plans", "The plans"));
	assert_refused(f, create(f, "plans", "Others"), PROTO_ERROR_ROOM_TAKEN);
	assert_refused(f, create(f, "no blanks", "x"), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, create(f, "", "x"), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, create(f, "1234567890123456789012345678901234567890123456789", "x"),
	               PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, create(f, "a", ""), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f, create(f, "a", "\x1b]0;x\a"), PROTO_ERROR_BAD_PARAMETER);
	assert_refused(f,
	               create(f, "a",
	                      "\xe2\x80\xae"
	                      "gnp.exe"),
	               PROTO_ERROR_BAD_PARAMETER);
	assert_true(create(f, NULL, "made here"));
	assert_true(create(f, NULL, "made here"));
	assert_int_equal(db_room_list(f->db, &f->arena, f->alice).len, 3);
}

static void test_a_private_room_is_joined_by_invitation_alone(void **state)
{
	struct db_fixture *f = *state;
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PRIVATE);
	struct proto_room profile;
	assert_refused(f, db_room_join(f->db, f->bob, room, &f->err), PROTO_ERROR_NOT_ALLOWED);
	assert_refused(f, db_room_profile(f->db, &f->arena, f->bob, room, &profile, &f->err),
	               PROTO_ERROR_NO_ROOM);
	assert_true(db_room_invite(f->db, f->bob, room, &f->err));
	assert_true(db_room_profile(f->db, &f->arena, f->bob, room, &profile, &f->err));
	assert_int_equal(profile.member_count, 2);
	assert_string_equal(profile.owner_id, "alice");
	assert_refused(f, db_room_invite(f->db, f->bob, room, &f->err), PROTO_ERROR_ALREADY_MEMBER);
	assert_refused(f, db_room_join(f->db, f->bob, room, &f->err), PROTO_ERROR_ALREADY_MEMBER);
}

static void test_a_room_can_be_full(void **state)
{
	struct db_fixture *f = *state;
	f->limits.room_members = 2;
	db_fixture_reopen(f);
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PUBLIC);
	assert_true(db_room_join(f->db, f->bob, room, &f->err));
	assert_refused(f, db_room_join(f->db, f->carol, room, &f->err), PROTO_ERROR_ROOM_FULL);
	assert_true(db_room_quit(f->db, f->bob, room, &f->err));
	assert_true(db_room_join(f->db, f->carol, room, &f->err));
}

static void test_only_higher_roles_expel(void **state)
{
	struct db_fixture *f = *state;
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PUBLIC);
	int64_t dave = db_fixture_user(f, "dave");
	assert_true(db_room_join(f->db, f->bob, room, &f->err));
	assert_true(db_room_join(f->db, f->carol, room, &f->err));
	assert_true(db_room_join(f->db, dave, room, &f->err));
	db_run(f->db, "UPDATE membership SET role = 'Admin' WHERE user IN (?, ?)", I(f->bob), I(f->carol));

	assert_refused(f, db_room_expel(f->db, dave, f->bob, room, &f->err), PROTO_ERROR_NOT_ALLOWED);
	assert_refused(f, db_room_expel(f->db, f->bob, f->carol, room, &f->err), PROTO_ERROR_NOT_ALLOWED);
	assert_refused(f, db_room_expel(f->db, f->bob, f->alice, room, &f->err), PROTO_ERROR_NOT_ALLOWED);
	assert_refused(f, db_room_expel(f->db, f->alice, f->alice, room, &f->err), PROTO_ERROR_NOT_ALLOWED);
	assert_true(db_room_expel(f->db, f->bob, dave, room, &f->err));
	assert_refused(f, db_room_expel(f->db, f->bob, dave, room, &f->err), PROTO_ERROR_NO_USER);
	assert_true(db_room_expel(f->db, f->alice, f->bob, room, &f->err));
	assert_int_equal(db_room_member_count(f->db, room), 2);
}

static void test_the_owner_dismisses_and_does_not_leave(void **state)
{
	struct db_fixture *f = *state;
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PUBLIC);
	struct db_conversation gone;
	assert_true(db_room_join(f->db, f->bob, room, &f->err));
	db_fixture_say(f, f->bob, "GROUProom", "alice");
	assert_refused(f, db_room_quit(f->db, f->alice, room, &f->err), PROTO_ERROR_NOT_ALLOWED);
	assert_refused(f, db_room_quit(f->db, f->carol, room, &f->err), PROTO_ERROR_NO_ROOM);
	assert_refused(f, db_room_dismiss(f->db, f->bob, room, &f->err), PROTO_ERROR_NOT_ALLOWED);
	assert_true(db_room_dismiss(f->db, f->alice, room, &f->err));
	assert_int_equal(db_room_find(f->db, "room"), 0);
	assert_refused(f, db_conversation_find(f->db, f->bob, "GROUProom", &gone, &f->err),
	               PROTO_ERROR_NO_ROOM);
	assert_int_equal(db_value(f->db, -1, "SELECT count(*) FROM message"), 0);
	assert_int_equal(db_value(f->db, -1, "SELECT count(*) FROM mention"), 0);
}

static void test_members_come_in_pages_by_joining(void **state)
{
	struct db_fixture *f = *state;
	int64_t room = db_fixture_room(f, f->carol, "room", PROTO_ROOM_PUBLIC);
	assert_true(db_room_join(f->db, f->alice, room, &f->err));
	assert_true(db_room_join(f->db, f->bob, room, &f->err));
	struct proto_member_list page = db_room_members(f->db, &f->arena, room, 0, 2);
	assert_int_equal(page.len, 2);
	assert_string_equal(page.items[0].user_id, "carol");
	assert_int_equal(page.items[0].role, PROTO_ROLE_OWNER);
	assert_string_equal(page.items[1].user_id, "alice");
	page = db_room_members(f->db, &f->arena, room, 2, 2);
	assert_int_equal(page.len, 1);
	assert_string_equal(page.items[0].user_id, "bob");
	assert_int_equal(page.items[0].join_time, f->now);
}

static void test_the_room_of_a_removed_owner_goes_to_an_admin_or_away(void **state)
{
	struct db_fixture *f = *state;
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PUBLIC);
	db_fixture_room(f, f->alice, "alone", PROTO_ROOM_PUBLIC);
	assert_true(db_room_join(f->db, f->bob, room, &f->err));
	assert_true(db_room_join(f->db, f->carol, room, &f->err));
	db_run(f->db, "UPDATE membership SET role = 'Admin' WHERE user = ?", I(f->carol));
	db_user_remove(f->db, f->alice);
	assert_int_equal(db_room_role(f->db, room, f->carol), PROTO_ROLE_OWNER);
	assert_int_equal(db_room_role(f->db, room, f->alice), PROTO_ROLE_COUNT);
	assert_int_equal(db_room_find(f->db, "alone"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_ids_and_names_are_checked),
	        TEST(test_a_private_room_is_joined_by_invitation_alone),
	        TEST(test_a_room_can_be_full),
	        TEST(test_only_higher_roles_expel),
	        TEST(test_the_owner_dismisses_and_does_not_leave),
	        TEST(test_members_come_in_pages_by_joining),
	        TEST(test_the_room_of_a_removed_owner_goes_to_an_admin_or_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
