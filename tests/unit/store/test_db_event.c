/* The log of events: what a client that comes back gets, and when it is told that it cannot. */
#include "unit/store/db_fixture.h"

#define ALL ((size_t)1 << 20)

static struct db_event_list page(struct db_fixture *f, int64_t user, int64_t after)
{
	return db_event_page(f->db, &f->arena, user, after, ALL);
}

static void test_numbers_rise_whatever_goes(void **state)
{
	struct db_fixture *f = *state;
	assert_int_equal(db_event_newest(f->db), 0);
	int64_t first = db_fixture_event(f, f->carol);
	assert_int_equal(db_event_newest(f->db), first);
	db_user_remove(f->db, f->carol); /* with her events, of which one was the newest */
	assert_int_equal(db_event_newest(f->db), first);
	db_fixture_reopen(f);
	assert_true(db_fixture_event(f, f->alice) > first);
}

static void test_an_event_is_for_its_audience(void **state)
{
	struct db_fixture *f = *state;
	int64_t mine = db_fixture_event(f, f->alice);
	db_fixture_event(f, f->bob);
	struct db_event_list missed = page(f, f->alice, 0);
	assert_int_equal(missed.len, 1);
	assert_int_equal(missed.items[0].id, mine);
	assert_string_equal(missed.items[0].type, "onMessageReceived");
	assert_string_equal(missed.items[0].data, "[]");
	assert_int_equal(page(f, f->alice, mine).len, 0);
}

static void test_a_page_has_at_least_one_event(void **state)
{
	struct db_fixture *f = *state;
	for (int i = 0; i < 3; i++)
		db_fixture_event(f, f->alice);
	assert_int_equal(db_event_page(f->db, &f->arena, f->alice, 0, 0).len, 1);
	assert_int_equal(db_event_page(f->db, &f->arena, f->alice, 0, 3).len, 2); /* 2 bytes each */
}

static void test_a_room_concerns_those_who_are_in_it_then(void **state)
{
	struct db_fixture *f = *state;
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PUBLIC);
	db_fixture_event(f, room); /* before bob */
	assert_true(db_room_join(f->db, f->bob, room, &f->err));
	int64_t first = db_fixture_event(f, room);
	int64_t own = db_fixture_event(f, f->bob);
	int64_t second = db_fixture_event(f, room);
	assert_true(db_room_quit(f->db, f->bob, room, &f->err));
	db_fixture_event(f, room); /* without him */
	assert_true(db_room_join(f->db, f->bob, room, &f->err));
	int64_t third = db_fixture_event(f, room);

	struct db_event_list missed = page(f, f->bob, 0);
	assert_int_equal(missed.len, 4);
	assert_int_equal(missed.items[0].id, first);
	assert_int_equal(missed.items[1].id, own);
	assert_int_equal(missed.items[2].id, second);
	assert_int_equal(missed.items[3].id, third);
	assert_int_equal(page(f, f->bob, first).len, 3);
	assert_int_equal(page(f, f->alice, 0).len, 5);
	assert_int_equal(page(f, f->carol, 0).len, 0);
}

static void test_what_was_said_in_a_dismissed_room_is_still_replayed(void **state)
{
	struct db_fixture *f = *state;
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PUBLIC);
	assert_true(db_room_join(f->db, f->bob, room, &f->err));
	int64_t last = db_fixture_event(f, room);
	assert_true(db_room_dismiss(f->db, f->alice, room, &f->err));
	assert_int_equal(page(f, f->bob, 0).len, 1);
	assert_int_equal(page(f, f->bob, 0).items[0].id, last);
	/* Another room of this ID is another room. */
	db_fixture_event(f, db_fixture_room(f, f->carol, "room", PROTO_ROOM_PUBLIC));
	assert_int_equal(page(f, f->bob, 0).len, 1);
}

/* Retention. */

static void keep(struct db_fixture *f, int64_t count)
{
	f->limits.events_kept = count;
	db_fixture_reopen(f);
}

static void test_at_least_so_many_are_kept_of_each_audience(void **state)
{
	struct db_fixture *f = *state;
	keep(f, 8);
	int64_t others = db_fixture_event(f, f->bob);
	for (int i = 0; i < 100; i++) {
		db_fixture_event(f, f->alice);
		size_t there = page(f, f->alice, 0).len;
		assert_true(there == (size_t)i + 1 || there >= 8);
		assert_true(there <= 8 + 8 / 4);
	}
	/* Another's are his own. */
	assert_int_equal(page(f, f->bob, 0).items[0].id, others);
	assert_true(db_event_can_resume(f->db, f->bob, 0));
}

static void test_one_resumes_from_the_last_pruned_on(void **state)
{
	struct db_fixture *f = *state;
	keep(f, 4);
	while (db_event_can_resume(f->db, f->alice, 0))
		db_fixture_event(f, f->alice);
	struct db_event_list kept = page(f, f->alice, 0);
	assert_int_equal(kept.len, 4);
	assert_true(db_event_can_resume(f->db, f->alice, kept.items[0].id - 1));
	assert_false(db_event_can_resume(f->db, f->alice, kept.items[0].id - 2));
}

static void test_nobody_resumes_from_the_future_or_before_the_beginning(void **state)
{
	struct db_fixture *f = *state;
	int64_t newest = db_fixture_event(f, f->alice);
	assert_true(db_event_can_resume(f->db, f->alice, newest));
	assert_false(db_event_can_resume(f->db, f->alice, newest + 1));
	assert_false(db_event_can_resume(f->db, f->alice, -1));
}

static void test_what_a_room_has_pruned_counts_for_its_members_alone(void **state)
{
	struct db_fixture *f = *state;
	keep(f, 4);
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PUBLIC);
	int64_t before = db_fixture_event(f, room);
	while (db_event_can_resume(f->db, f->alice, before))
		db_fixture_event(f, room);
	assert_true(db_event_can_resume(f->db, f->carol, before));

	/* Whoever joins now has missed nothing. */
	assert_true(db_room_join(f->db, f->bob, room, &f->err));
	assert_true(db_event_can_resume(f->db, f->bob, before));
}

static void test_a_former_member_cannot_resume_over_what_is_pruned(void **state)
{
	struct db_fixture *f = *state;
	keep(f, 4);
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PUBLIC);
	int64_t start = db_fixture_event(f, f->alice);
	assert_true(db_room_join(f->db, f->bob, room, &f->err));
	int64_t last = db_fixture_event(f, room);
	assert_true(db_room_quit(f->db, f->bob, room, &f->err));
	for (int i = 0; i < 50; i++)
		db_fixture_event(f, room);
	assert_false(db_event_can_resume(f->db, f->bob, start));
	assert_true(db_event_can_resume(f->db, f->bob, last));
	assert_int_equal(page(f, f->bob, last).len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_numbers_rise_whatever_goes),
	        TEST(test_an_event_is_for_its_audience),
	        TEST(test_a_page_has_at_least_one_event),
	        TEST(test_a_room_concerns_those_who_are_in_it_then),
	        TEST(test_what_was_said_in_a_dismissed_room_is_still_replayed),
	        TEST(test_at_least_so_many_are_kept_of_each_audience),
	        TEST(test_one_resumes_from_the_last_pruned_on),
	        TEST(test_nobody_resumes_from_the_future_or_before_the_beginning),
	        TEST(test_what_a_room_has_pruned_counts_for_its_members_alone),
	        TEST(test_a_former_member_cannot_resume_over_what_is_pruned),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
