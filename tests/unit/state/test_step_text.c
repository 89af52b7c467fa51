/* What undo says of a step: all that it changed. */
#include "unit/state/filed.h"

#define ASK(f, kind, ...) ask((f), (struct state_request){.type = STATE_REQUEST_##kind, __VA_ARGS__})

static void is_undone(struct fixture *f, const char *expected)
{
	is_done(f);
	happens(f, UNDO);
	assert_string_equal(f->state.notice, expected);
	end(f);
}

static void has_unread(struct fixture *f, const char *id)
{
	is_changed(f, with_unread(with_last(person(id), 5, 300), 3));
}

static void test_all_that_were_read_together_are_counted(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	has_unread(&f, "a");
	has_unread(&f, "b");
	has_unread(&f, "c");
	ASK(&f, READ, .conversation = "a");
	ASK(&f, READ, .conversation = "b", .joins = true);
	ASK(&f, READ, .conversation = "c", .joins = true);
	is_undone(&f, "Undone: mark 3 conversations read");
}

static void test_one_stands_by_its_name_and_several_by_their_number(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ASK(&f, CONVGROUP_ADD, .convgroup = "Play", .conversations = names("c"));
	is_undone(&f, "Undone: add c to “Play”");
	begin_filed(&f);
	ASK(&f, CONVGROUP_MOVE, .from_convgroup = "Work", .convgroup = "Play", .conversations = names("a"));
	ASK(&f, CONVGROUP_MOVE, .from_convgroup = "Home", .convgroup = "Play", .conversations = names("b"),
	    .joins = true);
	is_undone(&f, "Undone: move 2 conversations to “Play”");
	begin_filed(&f);
	ASK(&f, PIN, .conversation = "a", .flag = true);
	ASK(&f, PIN, .conversation = "b", .flag = true, .joins = true);
	is_undone(&f, "Undone: pin 2 conversations");
}

static void test_a_group_that_was_made_for_some_is_one_with_them(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ASK(&f, CONVGROUP_CREATE, .convgroup = "Later");
	is_done(&f);
	ASK(&f, CONVGROUP_MOVE, .from_convgroup = "Work", .convgroup = "Later",
	    .conversations = names("a", "b"), .joins = true);
	is_undone(&f, "Undone: make the group “Later” for 2 conversations");
	begin_filed(&f);
	ASK(&f, CONVGROUP_CREATE, .convgroup = "Later");
	is_undone(&f, "Undone: make the group “Later”");
}

static void test_what_is_not_alike_is_more(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	ASK(&f, CONVGROUP_CREATE, .convgroup = "Later");
	ASK(&f, CONVGROUP_ADD, .convgroup = "Play", .conversations = names("c"), .joins = true);
	ASK(&f, CONVGROUP_SET, .convgroup = "Work", .text = "mute", .joins = true);
	is_undone(&f, "Undone: make the group “Later”, and 2 more changes");
}

static void test_of_what_was_set_the_group_and_the_setting_are_said(void **unused)
{
	(void)unused;
	static const struct {
		const char *before, *after, *expected;
	} cases[] = {
	        {"", "mute digest=20", "Undone: set the policy of “Work” to “mute digest=20”"},
	        {"mute", "", "Undone: take the policy of “Work” away"},
	        {"mute", "mute sort=hand order: b a", "Undone: sort “Work” as you put them"},
	        {"sort=hand order: a b", "sort=hand order: b a",
	         "Undone: put what is in “Work” in another order"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture f;
		begin_filed(&f);
		happens(&f, CONVGROUP_SET, .convgroup = "Work", .text = cases[i].before);
		ASK(&f, CONVGROUP_SET, .convgroup = "Work", .text = cases[i].after);
		is_undone(&f, cases[i].expected);
	}
}

static void test_what_was_refused_is_not_counted(void **unused)
{
	(void)unused;
	struct fixture f;
	struct state_failure failure = {.conversation = "b", .code = 51013, .text = "Too many"};
	begin_filed(&f);
	ASK(&f, CONVGROUP_ADD, .convgroup = "Play", .conversations = names("a", "b"));
	happens(&f, ANSWERED, .request_id = requested(&f, CONVGROUP_ADD), .failures = &failure,
	        .failure_count = 1);
	is_undone(&f, "Undone: add a to “Play”");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_all_that_were_read_together_are_counted),
	        cmocka_unit_test(test_one_stands_by_its_name_and_several_by_their_number),
	        cmocka_unit_test(test_a_group_that_was_made_for_some_is_one_with_them),
	        cmocka_unit_test(test_what_is_not_alike_is_more),
	        cmocka_unit_test(test_of_what_was_set_the_group_and_the_setting_are_said),
	        cmocka_unit_test(test_what_was_refused_is_not_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
