/* Undo and redo: what comes back, what does not, and what the person is told. */
#include "unit/state/filed.h"

static bool is_in(const struct fixture *f, const char *id, const char *convgroup)
{
	return state_is_in(known(f, id), convgroup);
}

static void test_a_deleted_group_comes_back_whole(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	happens(&f, CONVGROUP_SET, .convgroup = "Home", .text = "remind=mute");
	happens(&f, FOLD, .convgroup = "Home", .flag = true);
	is_done(&f);
	happens(&f, CONVGROUP_SET, .convgroup = "Home", .text = "folded remind=mute");
	char *data = mem_strdup(state_convgroup(&f.state, "Home")->data);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_DELETE, .convgroup = "Home"});
	is_done(&f);
	check_convgroups(&f, names("Work", "Play"));
	happens(&f, UNDO);
	is_done(&f);
	check_convgroups(&f, names("Home", "Work", "Play"));
	assert_true(is_in(&f, "b", "Home"));
	assert_true(state_convgroup(&f.state, "Home")->folded);
	assert_string_equal(state_convgroup(&f.state, "Home")->data, data);
	free(data);
	happens(&f, REDO);
	is_done(&f);
	check_convgroups(&f, names("Work", "Play"));
	end(&f);
}

static void test_a_group_that_was_set_since_is_not_deleted_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_DELETE, .convgroup = "Play"});
	is_done(&f);
	happens(&f, UNDO);
	is_done(&f);
	happens(&f, CONVGROUP_SET, .convgroup = "Play", .text = "mute");
	happens(&f, REDO);
	assert_null(effect(&f, REQUEST));
	assert_non_null(strstr(f.state.notice, "“Play” was changed since; nothing was changed"));
	end(&f);
}

static void is_set(struct fixture *f, const char *convgroup, const char *text)
{
	happens(f, CONVGROUP_SET, .convgroup = convgroup, .text = text);
}

static void test_a_group_that_was_set_since_it_was_made_is_not_unmade(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE, .convgroup = "New"});
	is_done(&f);
	is_set(&f, "New", "mute");
	happens(&f, UNDO);
	assert_null(effect(&f, REQUEST));
	assert_non_null(strstr(f.state.notice, "“New” was changed since; nothing was changed"));
	end(&f);
}

static void test_a_group_comes_back_as_folded_as_it_was_when_its_making_was_undone(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE, .convgroup = "New"});
	is_done(&f);
	happens(&f, FOLD, .convgroup = "New", .flag = true);
	is_done(&f);
	is_set(&f, "New", "folded");
	happens(&f, UNDO);
	assert_int_equal(requested(&f, CONVGROUP_DELETE) > 0, true);
	is_done(&f);
	happens(&f, REDO);
	uint64_t create = requested(&f, CONVGROUP_CREATE);
	happens(&f, ANSWERED, .request_id = create);
	assert_true(state_convgroup(&f.state, "New")->folded);
	assert_string_equal(request_of(&f, CONVGROUP_SET)->text, "folded");
	end(&f);
}

/* Rows of the sidebar point to the groups: laying what is on its way over them may move them. */
static void test_groups_that_were_moved_make_the_rows_that_point_to_them_stale(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("1", "2", "3", "4", "5", "6", "7", "8"));
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_DELETE, .convgroup = "8"});
	is_done(&f);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("1", "2", "3", "4", "5", "6", "7", "9"));
	happens(&f, UNDO);
	requested(&f, CONVGROUP_CREATE);
	const struct state_convgroup *there = f.state.convgroups.items;
	uint64_t changes = f.state.sidebar_changes;
	ask(&f, (struct state_request){.type = STATE_REQUEST_READ, .conversation = "a"});
	assert_ptr_not_equal(f.state.convgroups.items, there);
	assert_true(f.state.sidebar_changes > changes);
	end(&f);
}

static void test_undoing_a_setting_leaves_the_fold(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ask(&f,
	    (struct state_request){.type = STATE_REQUEST_CONVGROUP_SET, .convgroup = "Work", .text = "mute"});
	is_done(&f);
	happens(&f, FOLD, .convgroup = "Work", .flag = true);
	is_done(&f);
	is_set(&f, "Work", "mute folded");
	happens(&f, UNDO);
	assert_string_equal(request_of(&f, CONVGROUP_SET)->text, "folded");
	end(&f);
}

static void test_a_fold_that_is_set_is_no_step(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ask(&f, (struct state_request){
	                .type = STATE_REQUEST_CONVGROUP_SET, .convgroup = "Work", .text = "folded"});
	is_done(&f);
	happens(&f, UNDO);
	assert_null(effect(&f, REQUEST));
	assert_string_equal(f.state.notice, "There is nothing to undo");
	end(&f);
}

static void test_what_was_undone_is_said(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ask(&f, (struct state_request){
	                .type = STATE_REQUEST_CONVGROUP_RENAME, .convgroup = "Play", .new_name = "Fun"});
	is_done(&f);
	happens(&f, UNDO);
	assert_string_equal(f.state.notice, "Undone: rename “Play” to “Fun”");
	is_done(&f);
	check_convgroups(&f, names("Home", "Work", "Play"));
	happens(&f, REDO);
	assert_string_equal(f.state.notice, "Done again: rename “Play” to “Fun”");
	is_done(&f);
	check_convgroups(&f, names("Home", "Work", "Fun"));
	end(&f);
}

static void test_an_undo_that_no_longer_applies_says_so_and_changes_nothing(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ask(&f, (struct state_request){
	                .type = STATE_REQUEST_CONVGROUP_RENAME, .convgroup = "Play", .new_name = "Fun"});
	is_done(&f);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home", "Work", "Games"));
	happens(&f, UNDO);
	assert_null(effect(&f, REQUEST));
	assert_true(f.state.notice_is_error);
	assert_non_null(strstr(f.state.notice, "there is no group “Fun” any more; nothing was changed"));
	check_convgroups(&f, names("Home", "Work", "Games"));
	end(&f);
}

static void test_a_hundred_steps_come_back(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	for (int i = 0; i < 100; i++) {
		ask(&f, (struct state_request){.type = i % 2 ? STATE_REQUEST_CONVGROUP_REMOVE
		                                             : STATE_REQUEST_CONVGROUP_ADD,
		                               .convgroup = "Play",
		                               .conversations = names("c")});
		is_done(&f);
	}
	for (int i = 99; i >= 0; i--) {
		happens(&f, UNDO);
		is_done(&f);
		assert_int_equal(is_in(&f, "c", "Play"), i % 2);
	}
	end(&f);
}

static void test_a_group_with_whom_one_never_talked_to_is_undone(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE,
	                               .convgroup = "New",
	                               .conversations = names("z")});
	is_done(&f);
	char new[] = "New", *in[] = {new};
	struct state_conversation begun = filed_in(person("z"), in, 1);
	happens(&f, CONVGROUP_MEMBERS, .convgroup = "New", .conversations = &begun, .conversation_count = 1);
	happens(&f, UNDO);
	assert_int_equal(effect(&f, REQUEST)->request->type, STATE_REQUEST_CONVGROUP_DELETE);
	end(&f);
}

static void test_a_move_is_undone_in_one_request(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_MOVE,
	                               .from_convgroup = "Work",
	                               .convgroup = "Play",
	                               .conversations = names("a", "b")});
	is_done(&f);
	happens(&f, UNDO);
	assert_int_equal(effects_of(&f, REQUEST), 1);
	const struct state_request *back = effect(&f, REQUEST)->request;
	assert_int_equal(back->type, STATE_REQUEST_CONVGROUP_MOVE);
	assert_string_equal(back->convgroup, "Work");
	assert_int_equal(back->conversations.len, 2);
	end(&f);
}

/* ---- what was read ---- */

static void has_unread(struct fixture *f, const char *id, int64_t read, int64_t newest)
{
	struct state_conversation list[] = {with_unread(with_last(person(id), newest, 300), newest - read)};
	happens(f, CONVERSATIONS_CHANGED, .conversations = list, .conversation_count = 1);
}

static void test_mark_read_is_undone_and_done_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	has_unread(&f, "c", 2, 5);
	ask(&f, (struct state_request){.type = STATE_REQUEST_READ, .conversation = "c"});
	is_done(&f);
	has_unread(&f, "c", 5, 5);
	happens(&f, UNDO);
	const struct state_request *back = effect(&f, REQUEST)->request;
	assert_int_equal(back->type, STATE_REQUEST_UNREAD);
	assert_string_equal(back->conversation, "c");
	assert_int_equal(back->sequence, 2);
	assert_string_equal(f.state.notice, "Undone: mark c read");
	is_done(&f);
	has_unread(&f, "c", 2, 5);
	assert_int_equal(known(&f, "c")->unread, 3);
	happens(&f, REDO);
	back = effect(&f, REQUEST)->request;
	assert_int_equal(back->type, STATE_REQUEST_READ);
	assert_int_equal(back->sequence, 5);
	end(&f);
}

static void test_all_of_a_group_is_unread_again_as_it_was(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	char work[] = "Work", *in[] = {work};
	struct state_conversation list[] = {filed_in(with_unread(with_last(person("a"), 1, 300), 1), in, 1),
	                                    filed_in(with_last(person("b"), 1, 200), in, 1)};
	happens(&f, CONVERSATIONS_CHANGED, .conversations = list, .conversation_count = 2);
	ask(&f, (struct state_request){.type = STATE_REQUEST_READ_ALL, .convgroup = "Work"});
	/* What was read before stays read. */
	assert_int_equal(effects_of(&f, REQUEST), 1);
	uint64_t read = requested(&f, READ);
	assert_int_equal(known(&f, "a")->unread, 0);
	happens(&f, UNDO);
	assert_string_equal(f.state.notice, "Undone: mark all of “Work” read");
	assert_int_equal(known(&f, "a")->unread, 1);
	assert_null(effect(&f, REQUEST));
	happens(&f, ANSWERED, .request_id = read);
	assert_int_equal(effects_of(&f, REQUEST), 1);
	assert_int_equal(effect(&f, REQUEST)->request->type, STATE_REQUEST_UNREAD);
	assert_int_equal(effect(&f, REQUEST)->request->sequence, 0);
	assert_string_equal(effect(&f, REQUEST)->request->conversation, "a");
	end(&f);
}

/* No message of it is loaded, and who wrote which is not known. */
static void test_as_many_are_unread_again_as_were(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	struct state_conversation c = with_unread(with_last(person("c"), 8, 300), 6);
	c.unread = 3;
	c.mentions = 1;
	happens(&f, CONVERSATIONS_CHANGED, .conversations = &c, .conversation_count = 1);
	connection_is_lost(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_READ, .conversation = "c"});
	assert_int_equal(known(&f, "c")->unread, 0);
	is_received(&f, "c", message(9, "c", "news"));
	happens(&f, UNDO);
	assert_int_equal(known(&f, "c")->read_sequence, 2);
	assert_int_equal(known(&f, "c")->unread, 4);
	assert_int_equal(known(&f, "c")->mentions, 1);
	end(&f);
}

/* Told, and taken back before the answer, which never came. */
static void test_as_many_are_unread_again_as_became_read(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	struct state_conversation c = with_unread(with_last(person("c"), 8, 300), 6);
	c.unread = 4;
	c.mentions = 1;
	happens(&f, CONVERSATIONS_CHANGED, .conversations = &c, .conversation_count = 1);
	ask(&f, (struct state_request){.type = STATE_REQUEST_READ, .conversation = "c", .sequence = 7});
	assert_int_equal(known(&f, "c")->unread, 1);
	happens(&f, UNDO);
	connection_is_lost(&f);
	assert_int_equal(known(&f, "c")->read_sequence, 2);
	assert_int_equal(known(&f, "c")->unread, 4);
	assert_int_equal(known(&f, "c")->mentions, 1);
	end(&f);
}

static void test_mark_read_is_not_undone_where_more_was_read_since(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	has_unread(&f, "c", 2, 5);
	ask(&f, (struct state_request){.type = STATE_REQUEST_READ, .conversation = "c"});
	is_done(&f);
	has_unread(&f, "c", 7, 7);
	happens(&f, UNDO);
	assert_null(effect(&f, REQUEST));
	assert_non_null(strstr(f.state.notice, "more of c was read since; nothing was changed"));
	end(&f);
}

static void test_mark_read_is_undone_without_a_connection_and_told_later(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	has_unread(&f, "c", 2, 5);
	ask(&f, (struct state_request){.type = STATE_REQUEST_READ, .conversation = "c"});
	is_done(&f);
	has_unread(&f, "c", 5, 5);
	connection_is_lost(&f);
	happens(&f, UNDO);
	assert_null(effect(&f, REQUEST));
	assert_int_equal(known(&f, "c")->unread, 3);
	assert_string_equal(f.state.notice, "Undone: mark c read");
	happens(&f, LOGGED_IN, .self = SELF, .resumed = true, .position = 10);
	assert_int_equal(request_of(&f, UNREAD)->sequence, 2);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_deleted_group_comes_back_whole),
	        cmocka_unit_test(test_a_group_that_was_set_since_is_not_deleted_again),
	        cmocka_unit_test(test_a_group_that_was_set_since_it_was_made_is_not_unmade),
	        cmocka_unit_test(test_a_group_comes_back_as_folded_as_it_was_when_its_making_was_undone),
	        cmocka_unit_test(test_groups_that_were_moved_make_the_rows_that_point_to_them_stale),
	        cmocka_unit_test(test_undoing_a_setting_leaves_the_fold),
	        cmocka_unit_test(test_a_fold_that_is_set_is_no_step),
	        cmocka_unit_test(test_what_was_undone_is_said),
	        cmocka_unit_test(test_an_undo_that_no_longer_applies_says_so_and_changes_nothing),
	        cmocka_unit_test(test_a_hundred_steps_come_back),
	        cmocka_unit_test(test_a_group_with_whom_one_never_talked_to_is_undone),
	        cmocka_unit_test(test_a_move_is_undone_in_one_request),
	        cmocka_unit_test(test_mark_read_is_undone_and_done_again),
	        cmocka_unit_test(test_all_of_a_group_is_unread_again_as_it_was),
	        cmocka_unit_test(test_as_many_are_unread_again_as_were),
	        cmocka_unit_test(test_as_many_are_unread_again_as_became_read),
	        cmocka_unit_test(test_mark_read_is_not_undone_where_more_was_read_since),
	        cmocka_unit_test(test_mark_read_is_undone_without_a_connection_and_told_later),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
