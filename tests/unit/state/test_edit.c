/* Edits that wait for a connection: kept, shown as they will be, sent in order, refused and decided. */
#include "unit/state/filed.h"

static bool is_in(const struct fixture *f, const char *id, const char *convgroup)
{
	return state_is_in(known(f, id), convgroup);
}

static void test_what_is_asked_offline_is_kept_shown_and_sent_in_order(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	connection_is_lost(&f);
	ask(&f,
	    (struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE, .convgroup = "New", .ticket = 7});
	assert_non_null(effect(&f, EDIT_PUT));
	assert_int_equal(effect(&f, ANSWERED)->event->code, 0);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_ADD,
	                               .convgroup = "New",
	                               .conversations = names("c")});
	check_convgroups(&f, names("Home", "Work", "Play", "New"));
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
	begin_filed(&f);
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
	begin_filed(&f);
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
	begin_filed(&f);
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
	begin_filed(&f);
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
	check_convgroups(&f, names("Home", "Work", "Play"));
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
	begin_filed(&f);
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
	begin_filed(&f);
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
	begin_filed(&f);
	connection_is_lost(&f);
	ask(&f, (struct state_request){.type = STATE_REQUEST_CONVGROUP_DELETE, .convgroup = "Work"});
	check_convgroups(&f, names("Home", "Play"));
	happens(&f, UNDO);
	assert_int_equal(f.state.edits.len, 0);
	check_convgroups(&f, names("Home", "Work", "Play"));
	assert_true(is_in(&f, "a", "Work"));
	end(&f);
}

static void test_an_order_goes_out_again_where_groups_came_meanwhile(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
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
	begin_filed(&f);
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
