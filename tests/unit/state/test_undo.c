/* Undo, redo, and edits that wait: what the person asked for, and what he is told. */
#include "unit/state/fixture.h"

static char home[] = "Home", work[] = "Work";

/* Work: a, b; Home: b; c in none. */
static void begin_online(struct fixture *f)
{
	begin(f);
	char *a[] = {work}, *b[] = {home, work};
	struct state_conversation list[] = {filed_in(with_last(person("a"), 1, 300), a, 1),
	                                    filed_in(with_last(person("b"), 1, 200), b, 2),
	                                    with_last(person("c"), 1, 100)};
	happens(f, CACHE_LOADED);
	is_online(f, list, 3, 10);
	happens(f, CONVGROUPS_LISTED, .convgroups = names("Home", "Work", "Play"));
	is_listed(f, list, 3);
}

static void ask(struct fixture *f, struct state_request request)
{
	happens(f, REQUEST, .request = &request);
}

static size_t take_asked(const struct fixture *f, uint64_t *ids, size_t count)
{
	const struct state_effect *asked;
	for (size_t i = 0; (asked = nth_effect(f, STATE_EFFECT_REQUEST, i)); i++)
		ids[count++] = asked->request->id;
	return count;
}

/* Answers whatever is asked until nothing is. */
static void is_done(struct fixture *f)
{
	uint64_t ids[32];
	size_t count = take_asked(f, ids, 0);
	for (size_t i = 0; i < count; i++) {
		happens(f, ANSWERED, .request_id = ids[i]);
		count = take_asked(f, ids, count);
	}
}

static void check_order(const struct fixture *f, struct strspan expected)
{
	assert_int_equal(f->state.convgroups.len, expected.len);
	for (size_t i = 0; i < expected.len; i++)
		assert_string_equal(f->state.convgroups.items[i].name, expected.items[i]);
}

static bool is_in(const struct fixture *f, const char *id, const char *convgroup)
{
	return state_is_in(known(f, id), convgroup);
}

static void test_a_deleted_group_comes_back_whole(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	happens(&f, CONVGROUP_SET, .convgroup = "Home", .text = "remind=mute");
	happens(&f, FOLD, .convgroup = "Home", .flag = true);
	is_done(&f);
	happens(&f, CONVGROUP_SET, .convgroup = "Home", .text = "folded remind=mute");
	char *data = mem_strdup(state_convgroup(&f.state, "Home")->data);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_DELETE, .convgroup = "Home"});
	is_done(&f);
	check_order(&f, names("Work", "Play"));
	happens(&f, UNDO);
	is_done(&f);
	check_order(&f, names("Home", "Work", "Play"));
	assert_true(is_in(&f, "b", "Home"));
	assert_true(state_convgroup(&f.state, "Home")->folded);
	assert_string_equal(state_convgroup(&f.state, "Home")->data, data);
	free(data);
	happens(&f, REDO);
	is_done(&f);
	check_order(&f, names("Work", "Play"));
	end(&f);
}

static void test_a_group_that_was_set_since_is_not_deleted_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
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
	begin_online(&f);
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
	begin_online(&f);
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
	begin_online(&f);
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
	begin_online(&f);
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
	begin_online(&f);
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
	begin_online(&f);
	ask(&f, (struct state_request){
	                .type = STATE_REQUEST_CONVGROUP_RENAME, .convgroup = "Play", .new_name = "Fun"});
	is_done(&f);
	happens(&f, UNDO);
	assert_string_equal(f.state.notice, "Undone: rename “Play” to “Fun”");
	is_done(&f);
	check_order(&f, names("Home", "Work", "Play"));
	happens(&f, REDO);
	assert_string_equal(f.state.notice, "Done again: rename “Play” to “Fun”");
	is_done(&f);
	check_order(&f, names("Home", "Work", "Fun"));
	end(&f);
}

static void test_an_undo_that_no_longer_applies_says_so_and_changes_nothing(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	ask(&f, (struct state_request){
	                .type = STATE_REQUEST_CONVGROUP_RENAME, .convgroup = "Play", .new_name = "Fun"});
	is_done(&f);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home", "Work", "Games"));
	happens(&f, UNDO);
	assert_null(effect(&f, REQUEST));
	assert_true(f.state.notice_is_error);
	assert_non_null(strstr(f.state.notice, "there is no group “Fun” any more; nothing was changed"));
	check_order(&f, names("Home", "Work", "Games"));
	end(&f);
}

static void test_a_hundred_steps_come_back(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
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
	begin_online(&f);
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
	begin_online(&f);
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
	begin_online(&f);
	has_unread(&f, "c", 2, 5);
	ask(&f, (struct state_request){.type = STATE_REQUEST_READ, .conversation = "c"});
	is_done(&f);
	has_unread(&f, "c", 5, 5);
	happens(&f, UNDO);
	const struct state_request *back = effect(&f, REQUEST)->request;
	assert_int_equal(back->type, STATE_REQUEST_UNREAD);
	assert_string_equal(back->conversation, "c");
	assert_int_equal(back->sequence, 2);
	assert_string_equal(f.state.notice, "Undone: mark a conversation read");
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
	begin_online(&f);
	char *in[] = {work};
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

static void test_mark_read_is_not_undone_where_more_was_read_since(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
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
	begin_online(&f);
	has_unread(&f, "c", 2, 5);
	ask(&f, (struct state_request){.type = STATE_REQUEST_READ, .conversation = "c"});
	is_done(&f);
	has_unread(&f, "c", 5, 5);
	connection_is_lost(&f);
	happens(&f, UNDO);
	assert_null(effect(&f, REQUEST));
	assert_int_equal(known(&f, "c")->unread, 3);
	assert_string_equal(f.state.notice, "Undone: mark a conversation read");
	happens(&f, LOGGED_IN, .self = SELF, .resumed = true, .position = 10);
	assert_int_equal(request_of(&f, UNREAD)->sequence, 2);
	end(&f);
}

/* ---- offline ---- */

static void test_what_is_asked_offline_is_kept_shown_and_sent_in_order(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	ask(&f,
	    (struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE, .convgroup = "New", .ticket = 7});
	assert_non_null(effect(&f, EDIT_PUT));
	assert_int_equal(effect(&f, ANSWERED)->event->code, 0);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_ADD,
	                               .convgroup = "New",
	                               .conversations = names("c")});
	check_order(&f, names("Home", "Work", "Play", "New"));
	assert_true(is_in(&f, "c", "New"));
	assert_true(state_waits(known(&f, "c")));
	assert_true(state_convgroup_waits(&f.state, "New"));
	struct state_conversation saved = state_conversation_to_save(known(&f, "c"));
	assert_int_equal(saved.convgroups.len, 0);

	happens(&f, LOGGED_IN, .self = SELF, .resumed = true, .position = 10);
	uint64_t first = requested(&f, CONVGROUP_CREATE);
	assert_int_equal(effects_of(&f, REQUEST), 1);
	happens(&f, ANSWERED, .request_id = first);
	assert_non_null(effect(&f, EDIT_DROP));
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_ADD));
	assert_int_equal(f.state.edits.len, 0);
	assert_true(is_in(&f, "c", "New"));
	assert_false(state_waits(known(&f, "c")));
	end(&f);
}

static void test_a_fold_is_of_the_group_that_is_shown(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	ask(&f, (struct state_request){
	                .type = STATE_REQUEST_CONVGROUP_RENAME, .convgroup = "Work", .new_name = "Office"});
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE, .convgroup = "Work"});
	happens(&f, FOLD, .convgroup = "Work", .flag = true);
	assert_true(state_convgroup(&f.state, "Work")->folded);
	assert_false(state_convgroup(&f.state, "Office")->folded);
	end(&f);
}

static void test_what_was_set_offline_goes_out_as_folded_as_the_group_is_by_then(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	happens(&f, FOLD, .convgroup = "Work", .flag = true);
	ask(&f, (struct state_request){
	                .type = STATE_REQUEST_CONVGROUP_SET, .convgroup = "Work", .text = "folded mute"});
	happens(&f, FOLD, .convgroup = "Work", .flag = false);
	happens(&f, LOGGED_IN, .self = SELF, .resumed = true, .position = 10);
	assert_string_equal(request_of(&f, CONVGROUP_SET)->text, "mute");
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_SET));
	assert_string_equal(state_convgroup(&f.state, "Work")->data, "mute");
	end(&f);
}

static void test_a_fold_does_not_overwrite_what_is_just_being_set(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	ask(&f,
	    (struct state_request){.type = STATE_REQUEST_CONVGROUP_SET, .convgroup = "Work", .text = "mute"});
	uint64_t set = requested(&f, CONVGROUP_SET);
	happens(&f, FOLD, .convgroup = "Work", .flag = true);
	assert_null(effect(&f, REQUEST));
	happens(&f, ANSWERED, .request_id = set);
	assert_string_equal(request_of(&f, CONVGROUP_SET)->text, "mute folded");
	end(&f);
}

static void test_a_conflict_is_named_and_kept_and_what_depends_on_it_waits(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE, .convgroup = "New"});
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_ADD,
	                               .convgroup = "New",
	                               .conversations = names("c")});
	happens(&f, LOGGED_IN, .self = SELF, .resumed = true, .position = 10);
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_CREATE), .code = 51012,
	        .text = "The name is taken");
	assert_string_equal(f.state.notice, "Could not make the group “New”: The name is taken");
	assert_null(effect(&f, REQUEST));
	assert_int_equal(state_edits(&f.state, true), 1);
	assert_int_equal(f.state.edits.len, 2);
	/* It never lies: neither is shown as done. */
	check_order(&f, names("Home", "Work", "Play"));
	assert_false(is_in(&f, "c", "New"));

	happens(&f, EDIT_RETRY, .edit_id = f.state.edits.items[0]->id, .text = "Newer");
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_CREATE));
	assert_string_equal(effect(&f, REQUEST)->request->convgroup, "Newer");
	is_done(&f);
	assert_true(is_in(&f, "c", "Newer"));
	end(&f);
}

static void test_a_conflict_can_be_given_up(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	ask(&f, (struct state_request){
	                .type = STATE_REQUEST_CONVGROUP_RENAME, .convgroup = "Play", .new_name = "Fun"});
	happens(&f, LOGGED_IN, .self = SELF, .resumed = true, .position = 10);
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_RENAME), .code = 51009, .text = "Gone");
	happens(&f, EDIT_DROP, .edit_id = f.state.edits.items[0]->id);
	assert_non_null(effect(&f, EDIT_DROP));
	assert_int_equal(f.state.edits.len, 0);
	end(&f);
}

static void test_what_was_lost_on_its_way_and_is_so_was_done(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE, .convgroup = "New"});
	connection_is_lost(&f);
	assert_int_equal(state_edits(&f.state, false), 1);
	happens(&f, LOGGED_IN, .self = SELF, .resumed = true, .position = 10);
	uint64_t again = requested(&f, CONVGROUP_CREATE);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home", "Work", "Play", "New"));
	happens(&f, ANSWERED, .request_id = again, .code = 51012, .text = "The name is taken");
	assert_int_equal(f.state.edits.len, 0);
	end(&f);
}

static void test_what_waits_is_undone_before_it_is_sent(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_DELETE, .convgroup = "Work"});
	check_order(&f, names("Home", "Play"));
	happens(&f, UNDO);
	assert_int_equal(f.state.edits.len, 0);
	check_order(&f, names("Home", "Work", "Play"));
	assert_true(is_in(&f, "a", "Work"));
	end(&f);
}

static void test_an_order_goes_out_again_where_groups_came_meanwhile(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_SORT,
	                               .convgroups = names("Play", "Home", "Work")});
	uint64_t first = requested(&f, CONVGROUP_SORT);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home", "Work", "Play", "New"));
	happens(&f, ANSWERED, .request_id = first, .code = 50002, .text = "Every group is to be named once");
	const struct state_request *again = effect(&f, REQUEST)->request;
	assert_int_equal(again->type, STATE_REQUEST_CONVGROUP_SORT);
	assert_int_equal(again->convgroups.len, 4);
	assert_string_equal(again->convgroups.items[1], "New");
	/* What is refused although nothing changed is refused. */
	happens(&f, ANSWERED, .request_id = again->id, .code = 50002, .text = "No");
	assert_null(effect(&f, REQUEST));
	assert_int_equal(f.state.edits.len, 0);
	end(&f);
}

static void test_many_conversations_are_sent_in_pieces_and_answered_once(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	f.state.limits.conversations_per_request = 2;
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_ADD,
	                               .convgroup = "Play",
	                               .conversations = names("a", "b", "c"),
	                               .ticket = 5});
	assert_int_equal(effect(&f, REQUEST)->request->conversations.len, 2);
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_ADD));
	assert_null(effect(&f, ANSWERED));
	assert_int_equal(effect(&f, REQUEST)->request->conversations.len, 1);
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_ADD));
	assert_int_equal(effect(&f, ANSWERED)->ticket, 5);
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
	        cmocka_unit_test(test_mark_read_is_not_undone_where_more_was_read_since),
	        cmocka_unit_test(test_mark_read_is_undone_without_a_connection_and_told_later),
	        cmocka_unit_test(test_what_is_asked_offline_is_kept_shown_and_sent_in_order),
	        cmocka_unit_test(test_a_fold_is_of_the_group_that_is_shown),
	        cmocka_unit_test(test_what_was_set_offline_goes_out_as_folded_as_the_group_is_by_then),
	        cmocka_unit_test(test_a_fold_does_not_overwrite_what_is_just_being_set),
	        cmocka_unit_test(test_a_conflict_is_named_and_kept_and_what_depends_on_it_waits),
	        cmocka_unit_test(test_a_conflict_can_be_given_up),
	        cmocka_unit_test(test_what_was_lost_on_its_way_and_is_so_was_done),
	        cmocka_unit_test(test_what_waits_is_undone_before_it_is_sent),
	        cmocka_unit_test(test_an_order_goes_out_again_where_groups_came_meanwhile),
	        cmocka_unit_test(test_many_conversations_are_sent_in_pieces_and_answered_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
