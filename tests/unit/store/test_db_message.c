/* Messages: sequences without holes, exactly once, and what is unread. */
#include "unit/store/db_fixture.h"

static struct proto_message stored;

static bool send(struct db_fixture *f, int64_t user, const char *id, const struct proto_message *draft)
{
	struct db_conversation conversation = db_fixture_find(f, user, id);
	f->err = (struct err){0};
	return db_message_send(f->db, &f->arena, &conversation, draft, &stored, &f->err);
}

static struct proto_message text(const char *client_id)
{
	return (struct proto_message){
	        .client_id = client_id, .type = PROTO_MESSAGE_TEXT, .payload.json = "{\"text\":\"x\"}"};
}

static struct proto_message_list list(struct db_fixture *f, int64_t user, const char *id,
                                      struct db_message_range range, bool *is_completed)
{
	struct db_conversation conversation = db_fixture_find(f, user, id);
	return db_message_list(f->db, &f->arena, &conversation, range, is_completed);
}

static void test_both_sides_share_one_sequence(void **state)
{
	struct db_fixture *f = *state;
	struct proto_message one = text("1"), two = text("2");
	assert_true(send(f, f->alice, "C2Cbob", &one));
	assert_int_equal(stored.sequence, 1);
	assert_string_equal(stored.conversation_id, "C2Cbob");
	assert_string_equal(stored.from, "alice");
	assert_true(send(f, f->bob, "C2Calice", &two));
	assert_int_equal(stored.sequence, 2);
	assert_string_equal(stored.conversation_id, "C2Calice");
	assert_int_equal(db_fixture_say(f, f->alice, "C2Ccarol", NULL), 1);
}

static void test_a_refused_message_leaves_no_hole(void **state)
{
	struct db_fixture *f = *state;
	db_fixture_say(f, f->alice, "C2Cbob", NULL);
	struct proto_message taken = text("c1"); /* the first one's */
	db_savepoint(f->db);
	assert_true(send(f, f->alice, "C2Ccarol", &taken)); /* the database refuses it */
	assert_false(db_release(f->db, true, &f->err));
	assert_int_equal(db_fixture_say(f, f->alice, "C2Cbob", NULL), 2);
	assert_int_equal(db_fixture_find(f, f->alice, "C2Ccarol").id, 0);
}

static void test_a_repeat_finds_the_stored_message_as_its_sender_sees_it(void **state)
{
	struct db_fixture *f = *state;
	struct proto_message draft = text("once"), found;
	draft.cloud_custom_data = "own";
	assert_false(db_message_find_sent(f->db, &f->arena, f->alice, "once", &found));
	assert_true(send(f, f->alice, "C2Cbob", &draft));
	assert_true(db_message_find_sent(f->db, &f->arena, f->alice, "once", &found));
	assert_string_equal(found.conversation_id, "C2Cbob");
	assert_string_equal(found.message_id, stored.message_id);
	assert_int_equal(found.sequence, 1);
	assert_int_equal(found.time, f->now);
	assert_string_equal(found.payload.json, "{\"text\":\"x\"}");
	assert_string_equal(found.cloud_custom_data, "own");
	/* Another user's is another one. */
	assert_false(db_message_find_sent(f->db, &f->arena, f->bob, "once", &found));
	assert_true(send(f, f->bob, "C2Calice", &draft));
	assert_int_equal(stored.sequence, 2);
}

static void test_what_is_wrong_with_a_message_is_said(void **state)
{
	struct db_fixture *f = *state;
	struct proto_message draft = text("");
	assert_refused(f, send(f, f->alice, "C2Cbob", &draft), PROTO_ERROR_BAD_PARAMETER);
	draft = text("1");
	draft.type = PROTO_MESSAGE_TIP;
	assert_refused(f, send(f, f->alice, "C2Cbob", &draft), PROTO_ERROR_NOT_ALLOWED);
	draft = text("1");
	draft.at_user_list = WORDS("no name");
	assert_refused(f, send(f, f->alice, "C2Cbob", &draft), PROTO_ERROR_BAD_PARAMETER);
	draft = text("1");
	draft.reply_to = "7";
	assert_refused(f, send(f, f->alice, "C2Cbob", &draft), PROTO_ERROR_NO_MESSAGE);
	draft.reply_to = "x";
	assert_refused(f, send(f, f->alice, "C2Cbob", &draft), PROTO_ERROR_NO_MESSAGE);
	assert_int_equal(db_fixture_find(f, f->alice, "C2Cbob").id, 0);
}

static void test_one_replies_only_to_what_one_sees_there(void **state)
{
	struct db_fixture *f = *state;
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PRIVATE);
	struct proto_message first = text("1"), reply = text("2");
	assert_true(send(f, f->alice, "GROUProom", &first));
	reply.reply_to = stored.message_id;
	assert_refused(f, send(f, f->alice, "C2Cbob", &reply), PROTO_ERROR_NO_MESSAGE);
	assert_true(db_room_invite(f->db, f->bob, room, &f->err));
	assert_refused(f, send(f, f->bob, "GROUProom", &reply), PROTO_ERROR_NO_MESSAGE);
	assert_true(send(f, f->alice, "GROUProom", &reply));
}

static void test_the_body_has_a_limit(void **state)
{
	struct db_fixture *f = *state;
	struct proto_message draft = text("1");
	f->limits.message_bytes = (int64_t)strlen(draft.payload.json) + 2;
	db_fixture_reopen(f);
	draft.cloud_custom_data = "123";
	assert_refused(f, send(f, f->alice, "C2Cbob", &draft), PROTO_ERROR_MESSAGE_TOO_LARGE);
	draft.cloud_custom_data = "12";
	assert_true(send(f, f->alice, "C2Cbob", &draft));
	struct proto_message reply = text("2");
	reply.reply_to = arena_printf(&f->arena, "00%s", stored.message_id);
	assert_refused(f, send(f, f->alice, "C2Cbob", &reply), PROTO_ERROR_MESSAGE_TOO_LARGE);
	reply.reply_to = stored.message_id;
	assert_true(send(f, f->alice, "C2Cbob", &reply));
}

/* Read and unread. */

static void test_unread_and_mentions_count_up_to_what_was_read(void **state)
{
	struct db_fixture *f = *state;
	for (int i = 0; i < 3; i++)
		db_fixture_say(f, f->alice, "C2Cbob", i == 1 ? "bob" : NULL);
	struct proto_conversation view = db_fixture_view(f, f->bob, "C2Calice");
	assert_int_equal(view.unread_count, 3);
	assert_int_equal(view.mention_count, 1);
	assert_int_equal(db_fixture_view(f, f->alice, "C2Cbob").unread_count, 0);

	struct db_conversation conversation = db_fixture_find(f, f->bob, "C2Calice");
	assert_true(db_conversation_read(f->db, &conversation, 2));
	view = db_fixture_view(f, f->bob, "C2Calice");
	assert_int_equal(view.unread_count, 1);
	assert_int_equal(view.mention_count, 0);
	assert_int_equal(view.last_read_sequence, 2);
	/* Never back, and not past the newest. */
	assert_false(db_conversation_read(f->db, &conversation, 1));
	assert_true(db_conversation_read(f->db, &conversation, 100));
	assert_int_equal(db_fixture_view(f, f->bob, "C2Calice").last_read_sequence, 3);
}

static void test_sending_marks_nothing_read_and_ones_own_is_never_unread(void **state)
{
	struct db_fixture *f = *state;
	db_fixture_say(f, f->alice, "C2Cbob", "bob");
	db_fixture_say(f, f->bob, "C2Calice", NULL);
	struct proto_conversation view = db_fixture_view(f, f->bob, "C2Calice");
	assert_int_equal(view.unread_count, 1);
	assert_int_equal(view.mention_count, 1);
	assert_int_equal(view.last_read_sequence, 0);
	/* Read up to one's own, the next one is read, too. */
	struct db_conversation conversation = db_fixture_find(f, f->bob, "C2Calice");
	assert_true(db_conversation_read(f->db, &conversation, 1));
	assert_int_equal(db_fixture_view(f, f->bob, "C2Calice").unread_count, 0);
	db_fixture_say(f, f->bob, "C2Calice", NULL);
	assert_int_equal(db_fixture_view(f, f->bob, "C2Calice").last_read_sequence, 3);
	/* Left unread from before: one's own are not counted. */
	conversation = db_fixture_find(f, f->bob, "C2Calice");
	assert_true(db_conversation_unread_after(f->db, &conversation, 0));
	assert_int_equal(db_fixture_view(f, f->bob, "C2Calice").unread_count, 1);
	/* Nothing of others comes after it. */
	conversation = db_fixture_find(f, f->bob, "C2Calice");
	assert_true(db_conversation_read(f->db, &conversation, 3));
	assert_false(db_conversation_unread_after(f->db, &conversation, 1));
}

static void test_only_who_is_in_the_conversation_is_mentioned(void **state)
{
	struct db_fixture *f = *state;
	int64_t room = db_fixture_room(f, f->alice, "room", PROTO_ROOM_PUBLIC);
	db_fixture_say(f, f->alice, "GROUProom", "carol");
	db_fixture_say(f, f->alice, "GROUProom", "alice");
	assert_true(db_room_join(f->db, f->carol, room, &f->err));
	assert_int_equal(db_fixture_view(f, f->carol, "GROUProom").mention_count, 0);
	assert_int_equal(db_fixture_view(f, f->alice, "GROUProom").mention_count, 0);
	db_fixture_say(f, f->alice, "GROUProom", "carol");
	assert_int_equal(db_fixture_view(f, f->carol, "GROUProom").mention_count, 1);
}

static void test_all_unread_of_a_user_or_of_one_group(void **state)
{
	struct db_fixture *f = *state;
	struct db_filing filing;
	db_fixture_say(f, f->bob, "C2Calice", NULL);
	db_fixture_say(f, f->carol, "C2Calice", NULL);
	assert_true(db_convgroup_create(f->db, &f->arena, f->alice, "A", WORDS("C2Cbob", "C2Calice"), &filing,
	                                &f->err));
	assert_int_equal(db_conversation_unread(f->db, &f->arena, f->alice, 0).len, 2);
	struct db_conversation_list unread =
	        db_conversation_unread(f->db, &f->arena, f->alice, db_convgroup_find(f->db, f->alice, "A"));
	assert_int_equal(unread.len, 1);
	assert_int_equal(unread.items[0].peer, f->bob);
	assert_int_equal(unread.items[0].user, f->alice);
}

/* Pages. */

static void test_pages_end_where_there_is_no_more(void **state)
{
	struct db_fixture *f = *state;
	bool completed;
	for (int i = 0; i < 5; i++)
		db_fixture_say(f, f->alice, "C2Cbob", NULL);
	struct proto_message_list page =
	        list(f, f->bob, "C2Calice", (struct db_message_range){.before = 0, .after = -1, .count = 2},
	             &completed);
	assert_int_equal(page.len, 2);
	assert_int_equal(page.items[0].sequence, 4);
	assert_int_equal(page.items[1].sequence, 5);
	assert_string_equal(page.items[1].conversation_id, "C2Calice");
	assert_false(completed);
	page = list(f, f->bob, "C2Calice", (struct db_message_range){.before = 3, .after = -1, .count = 2},
	            &completed);
	assert_int_equal(page.items[0].sequence, 1);
	assert_true(completed);
	page = list(f, f->bob, "C2Calice", (struct db_message_range){.before = 0, .after = 0, .count = 3},
	            &completed);
	assert_int_equal(page.items[2].sequence, 3);
	assert_false(completed);
	page = list(f, f->bob, "C2Calice", (struct db_message_range){.before = 0, .after = 3, .count = 3},
	            &completed);
	assert_int_equal(page.len, 2);
	assert_true(completed);
	page = list(f, f->bob, "C2Calice", (struct db_message_range){.before = 0, .after = 5, .count = 3},
	            &completed);
	assert_int_equal(page.len, 0);
	assert_true(completed);
}

static void test_a_private_room_is_read_from_joining_on_and_a_public_one_from_the_beginning(void **state)
{
	struct db_fixture *f = *state;
	bool completed;
	struct db_message_range all = {.after = -1, .count = 100};
	int64_t private_room = db_fixture_room(f, f->alice, "private", PROTO_ROOM_PRIVATE);
	int64_t public_room = db_fixture_room(f, f->alice, "public", PROTO_ROOM_PUBLIC);
	db_fixture_say(f, f->alice, "GROUPprivate", NULL);
	db_fixture_say(f, f->alice, "GROUPpublic", NULL);
	assert_true(db_room_invite(f->db, f->bob, private_room, &f->err));
	assert_true(db_room_join(f->db, f->bob, public_room, &f->err));

	assert_int_equal(list(f, f->bob, "GROUPprivate", all, &completed).len, 0);
	assert_true(completed);
	assert_null(db_fixture_view(f, f->bob, "GROUPprivate").last_message);
	assert_int_equal(list(f, f->bob, "GROUPpublic", all, &completed).len, 1);
	/* What was before one came is nothing unread. */
	assert_int_equal(db_fixture_view(f, f->bob, "GROUPpublic").unread_count, 0);
	assert_int_equal(db_fixture_view(f, f->bob, "GROUPprivate").unread_count, 0);

	db_fixture_say(f, f->alice, "GROUPprivate", NULL);
	struct proto_message_list seen = list(f, f->bob, "GROUPprivate", all, &completed);
	assert_int_equal(seen.len, 1);
	assert_int_equal(seen.items[0].sequence, 2);
	assert_true(completed);
	assert_int_equal(list(f, f->bob, "GROUPprivate",
	                      (struct db_message_range){.before = 0, .after = 0, .count = 9}, &completed)
	                         .len,
	                 1);
}

static void test_the_list_is_pinned_first_then_newest_first(void **state)
{
	struct db_fixture *f = *state;
	db_fixture_say(f, f->bob, "C2Calice", NULL);
	db_fixture_say(f, f->carol, "C2Calice", NULL); /* in the same millisecond */
	struct db_conversation notes = db_fixture_find(f, f->alice, "C2Calice");
	struct proto_conversation_list all = db_conversation_list(f->db, &f->arena, f->alice);
	assert_int_equal(all.len, 3);
	assert_string_equal(all.items[0].conversation_id, "C2Ccarol");
	assert_string_equal(all.items[1].conversation_id, "C2Cbob");
	assert_string_equal(all.items[2].conversation_id, "C2Calice");
	assert_true(db_conversation_pin(f->db, &notes, true));
	assert_false(db_conversation_pin(f->db, &notes, true));
	db_begin(f->db, f->now + 1);
	db_fixture_say(f, f->bob, "C2Calice", NULL);
	all = db_conversation_list(f->db, &f->arena, f->alice);
	assert_string_equal(all.items[0].conversation_id, "C2Calice");
	assert_string_equal(all.items[1].conversation_id, "C2Cbob");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_both_sides_share_one_sequence),
	        TEST(test_a_refused_message_leaves_no_hole),
	        TEST(test_a_repeat_finds_the_stored_message_as_its_sender_sees_it),
	        TEST(test_what_is_wrong_with_a_message_is_said),
	        TEST(test_one_replies_only_to_what_one_sees_there),
	        TEST(test_the_body_has_a_limit),
	        TEST(test_unread_and_mentions_count_up_to_what_was_read),
	        TEST(test_sending_marks_nothing_read_and_ones_own_is_never_unread),
	        TEST(test_only_who_is_in_the_conversation_is_mentioned),
	        TEST(test_all_unread_of_a_user_or_of_one_group),
	        TEST(test_pages_end_where_there_is_no_more),
	        TEST(test_a_private_room_is_read_from_joining_on_and_a_public_one_from_the_beginning),
	        TEST(test_the_list_is_pinned_first_then_newest_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
