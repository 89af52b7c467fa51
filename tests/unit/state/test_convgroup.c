/* Conversation groups: the state follows the events, whatever was asked for. */
#include "unit/state/filed.h"

static char work[] = "Work", home[] = "Home", play[] = "Play";

static void check_groups_of(const struct fixture *f, const char *id, struct strspan expected)
{
	const struct strlist *list = &known(f, id)->convgroups;
	assert_int_equal(list->len, expected.len);
	for (size_t i = 0; i < expected.len; i++)
		assert_string_equal(list->items[i], expected.items[i]);
}

static void test_a_conversation_that_is_in_the_renamed_group_already_is_in_it_once(void **unused)
{
	(void)unused;
	struct fixture f;
	char later[] = "Later", *in[] = {work, later};
	begin_filed(&f);
	struct state_request rename = {
	        .type = STATE_REQUEST_CONVGROUP_RENAME, .convgroup = "Work", .new_name = "Later"};
	happens(&f, REQUEST, .request = &rename);
	uint64_t request = requested(&f, CONVGROUP_RENAME);
	is_changed(&f, filed_in(with_last(person("a"), 1, 300), in, 2));
	happens(&f, ANSWERED, .request_id = request);
	check_groups_of(&f, "a", names("Later"));
	end(&f);
}

static void test_a_fold_that_was_lost_on_its_way_is_told_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	happens(&f, FOLD, .convgroup = "Work", .flag = true);
	assert_string_equal(request_of(&f, CONVGROUP_SET)->text, "folded");
	connection_is_lost(&f);
	is_resumed(&f);
	assert_string_equal(request_of(&f, CONVGROUP_SET)->text, "folded");
	end(&f);
}

static void test_a_fold_that_is_set_with_the_rest_is_not_taken_back(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	struct state_request set = {
	        .type = STATE_REQUEST_CONVGROUP_SET, .convgroup = "Work", .text = "mute folded"};
	happens(&f, REQUEST, .request = &set);
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_SET));
	assert_true(state_convgroup(&f.state, "Work")->folded);
	assert_null(effect(&f, REQUEST));
	end(&f);
}

static void test_a_group_without_a_name_is_none(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	struct state_request create = {.type = STATE_REQUEST_CONVGROUP_CREATE, .convgroup = ""};
	happens(&f, REQUEST, .request = &create);
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_CREATE));
	check_convgroups(&f, names("Home", "Work", "Play"));
	end(&f);
}

static void test_a_request_changes_nothing_and_its_answer_does(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	struct state_request create = {.type = STATE_REQUEST_CONVGROUP_CREATE, .convgroup = "New"};
	happens(&f, REQUEST, .request = &create);
	uint64_t request = requested(&f, CONVGROUP_CREATE);
	check_convgroups(&f, names("Home", "Work", "Play"));
	happens(&f, ANSWERED, .request_id = request);
	check_convgroups(&f, names("Home", "Work", "Play", "New"));
	assert_non_null(effect(&f, SAVE_CONVGROUPS));
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home", "Work", "Play", "New"));
	check_convgroups(&f, names("Home", "Work", "Play", "New"));
	assert_non_null(effect(&f, SAVE_CONVGROUPS));
	end(&f);
}

static void test_a_renamed_group_keeps_its_fold_and_its_conversations(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	happens(&f, FOLD, .convgroup = "Work", .flag = true);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home", "Job", "Play"));
	assert_true(state_convgroup(&f.state, "Job")->folded);
	assert_null(state_convgroup(&f.state, "Work"));
	check_groups_of(&f, "a", names("Job"));
	check_groups_of(&f, "b", names("Home", "Job"));
	assert_int_equal(effects_of(&f, SAVE_CONVERSATION), 2);
	end(&f);
}

static void test_two_different_names_are_no_rename(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	happens(&f, FOLD, .convgroup = "Home", .flag = true);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("X", "Y", "Play"));
	assert_false(state_convgroup(&f.state, "X")->folded);
	check_groups_of(&f, "a", (struct strspan){0});
	end(&f);
}

static void test_a_moved_group_keeps_its_fold(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	happens(&f, FOLD, .convgroup = "Home", .flag = true);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Work", "Play", "Home"));
	assert_true(state_convgroup(&f.state, "Home")->folded);
	assert_false(state_convgroup(&f.state, "Work")->folded);
	/* And the conversation's groups stand in the new order. */
	check_groups_of(&f, "b", names("Work", "Home"));
	end(&f);
}

static void test_a_deleted_group_leaves_its_conversations(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home", "Play"));
	assert_int_equal(f.state.order.len, 3);
	check_groups_of(&f, "a", (struct strspan){0});
	check_groups_of(&f, "b", names("Home"));
	end(&f);
}

static void test_names_that_are_empty_or_twice_are_passed_over(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home", "", "Home", NULL, "Work", "Work"));
	check_convgroups(&f, names("Home", "Work"));
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home", "Home"));
	check_convgroups(&f, names("Home"));
	check_groups_of(&f, "b", names("Home"));
	end(&f);
}

static void test_members_that_are_listed_are_in_and_all_others_are_not(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	char *b[] = {home, work}, *c[] = {work};
	struct state_conversation members[] = {filed_in(with_last(person("b"), 1, 200), b, 2),
	                                       filed_in(with_last(person("c"), 1, 100), c, 1)};
	happens(&f, CONVGROUP_MEMBERS, .convgroup = "Work", .conversations = members,
	        .conversation_count = 2);
	check_groups_of(&f, "a", (struct strspan){0});
	check_groups_of(&f, "b", names("Home", "Work"));
	check_groups_of(&f, "c", names("Work"));
	assert_int_equal(effects_of(&f, SAVE_CONVERSATION), 3);
	end(&f);
}

static void test_members_are_in_even_if_they_do_not_say_so(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	char *c[] = {play};
	struct state_conversation members[] = {filed_in(with_last(person("c"), 1, 100), c, 1), {.id = NULL}};
	happens(&f, CONVGROUP_MEMBERS, .convgroup = "Work", .conversations = members,
	        .conversation_count = 2);
	check_groups_of(&f, "c", names("Work", "Play"));
	end(&f);
}

static void test_an_emptied_group_stays(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	happens(&f, CONVGROUP_MEMBERS, .convgroup = "Work");
	check_convgroups(&f, names("Home", "Work", "Play"));
	check_groups_of(&f, "b", names("Home"));
	happens(&f, CONVGROUP_MEMBERS, .convgroup = NULL);
	assert_int_equal(f.effects.effects.len, 0);
	end(&f);
}

static void test_folds_are_saved(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	happens(&f, FOLD, .convgroup = NULL, .flag = true);
	assert_true(f.state.inbox_folded);
	assert_non_null(effect(&f, SAVE_CONVGROUPS));
	happens(&f, FOLD, .convgroup = "Nobody", .flag = true);
	assert_int_equal(f.effects.effects.len, 0);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_conversation_that_is_in_the_renamed_group_already_is_in_it_once),
	        cmocka_unit_test(test_a_group_without_a_name_is_none),
	        cmocka_unit_test(test_a_fold_that_is_set_with_the_rest_is_not_taken_back),
	        cmocka_unit_test(test_a_fold_that_was_lost_on_its_way_is_told_again),
	        cmocka_unit_test(test_a_request_changes_nothing_and_its_answer_does),
	        cmocka_unit_test(test_a_renamed_group_keeps_its_fold_and_its_conversations),
	        cmocka_unit_test(test_two_different_names_are_no_rename),
	        cmocka_unit_test(test_a_moved_group_keeps_its_fold),
	        cmocka_unit_test(test_a_deleted_group_leaves_its_conversations),
	        cmocka_unit_test(test_names_that_are_empty_or_twice_are_passed_over),
	        cmocka_unit_test(test_members_that_are_listed_are_in_and_all_others_are_not),
	        cmocka_unit_test(test_members_are_in_even_if_they_do_not_say_so),
	        cmocka_unit_test(test_an_emptied_group_stays),
	        cmocka_unit_test(test_folds_are_saved),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
