/* What an arrangement of groups would change. */
#include "base/buf.h"
#include "base/err.h"
#include "state/arrangement.h"
#include "unit/state/fixture.h"

static char home[] = "Home", work[] = "Work";

/* Work (muted, by name): b, a; Home: b; Play: nothing. */
static void begin_filed(struct fixture *f)
{
	begin(f);
	char *a[] = {work}, *b[] = {home, work};
	struct state_conversation list[] = {filed_in(person("a"), a, 1), filed_in(person("b"), b, 2),
	                                    person("c")};
	is_online(f, list, 3, 10);
	happens(f, CONVGROUPS_LISTED, .convgroups = names("Home", "Work", "Play"));
	is_listed(f, list, 3);
	happens(f, CONVGROUP_SET, .convgroup = "Work", .text = "mute sort=name folded");
}

/* What is to be done, a line each; "!" and a sentence when it cannot be. */
static void assert_changes(struct fixture *f, struct state_arrangement *wanted, const char *expected)
{
	struct state_arrangement_changes changes = {0};
	struct err err;
	struct buf text;
	buf_init(&text, 4096);
	buf_append_str(&text, "");
	if (!state_arrangement_changes(wanted, &f->state, &changes, &err))
		buf_printf(&text, "!%s\n", err.text);
	for (size_t i = 0; i < changes.len; i++)
		buf_printf(&text, "%s\n", changes.items[i].text);
	assert_string_equal(text.data, expected);
	buf_finish(&text);
	vec_finish(&changes);
}

static void test_what_was_taken_changes_nothing(void **unused)
{
	(void)unused;
	struct fixture f;
	struct state_arrangement taken;
	begin_filed(&f);
	state_arrangement_init(&taken);
	state_arrangement_take(&taken, &f.state);
	assert_int_equal(taken.convgroups.len, 3);
	assert_string_equal(taken.convgroups.items[1].policy, "mute sort=name");
	assert_int_equal(taken.convgroups.items[1].conversations.len, 2);
	assert_changes(&f, &taken, "");
	state_arrangement_finish(&taken);
	end(&f);
}

static void test_members_settings_and_order_become_as_it_says(void **unused)
{
	(void)unused;
	struct fixture f;
	struct state_arrangement wanted;
	begin_filed(&f);
	state_arrangement_init(&wanted);
	state_arrangement_add(&wanted, "New", "", names("a", "c"));
	state_arrangement_add(&wanted, "Work", "digest=15", names("c", "b"));
	assert_changes(&f, &wanted,
	               "take a out of “Work”\n"
	               "make the group “New” with a, c in it\n"
	               "add c to “Work”\n"
	               "set “Work” to: digest=15\n"
	               "put the groups in this order: Home, New, Play, Work\n");
	state_arrangement_finish(&wanted);
	end(&f);
}

static void test_an_order_by_hand_is_the_order_of_the_lines(void **unused)
{
	(void)unused;
	struct fixture f;
	struct state_arrangement wanted;
	struct state_arrangement_changes changes = {0};
	struct err err;
	begin_filed(&f);
	state_arrangement_init(&wanted);
	state_arrangement_add(&wanted, "Work", "mute sort=hand", names("b", "a"));
	assert_true(state_arrangement_changes(&wanted, &f.state, &changes, &err));
	assert_int_equal(changes.len, 1);
	/* The fold is not its matter. */
	assert_string_equal(changes.items[0].request.text, "mute sort=hand folded order: b a");
	vec_finish(&changes);
	state_arrangement_finish(&wanted);
	end(&f);
}

static void test_one_s_notes_have_a_word_of_their_own(void **unused)
{
	(void)unused;
	struct fixture f;
	struct state_arrangement wanted, taken;
	begin_filed(&f);
	struct state_conversation mine = person("me");
	mine.kind = STATE_NOTES;
	happens(&f, CONVERSATIONS_CHANGED, .conversations = &mine, .conversation_count = 1);
	state_arrangement_init(&wanted);
	state_arrangement_add(&wanted, "Play", "", names("notes"));
	assert_changes(&f, &wanted, "add my notes to “Play”\n");
	assert_string_equal(wanted.convgroups.items[0].conversations.items[0], "me");
	state_arrangement_finish(&wanted);
	char *in[] = {home};
	mine = filed_in(mine, in, 1);
	happens(&f, CONVERSATIONS_CHANGED, .conversations = &mine, .conversation_count = 1);
	state_arrangement_init(&taken);
	state_arrangement_take(&taken, &f.state);
	assert_true(strspan_contains(taken.convgroups.items[0].conversations, "notes"));
	state_arrangement_finish(&taken);
	end(&f);
}

static void test_what_cannot_be_is_said_before_anything_is_done(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	f.state.limits.convgroups = 4;
	f.state.limits.convgroup_name_bytes = 8;
	static const struct {
		const char *first, *second, *policy, *wrong;
	} cases[] = {
	        {"Work", "Work", "", "!The group “Work” is in it twice\n"},
	        {"New", "Newer", "", "!There would be 5 groups, and there can be no more than 4\n"},
	        {"Far too long", "Work", "", "!The name has 12 bytes; a group's may have at most 8\n"},
	        {"", "Work", "", "!A group needs a name\n"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct state_arrangement wanted;
		state_arrangement_init(&wanted);
		state_arrangement_add(&wanted, cases[i].first, cases[i].policy, names("a"));
		state_arrangement_add(&wanted, cases[i].second, "", names("a"));
		assert_changes(&f, &wanted, cases[i].wrong);
		state_arrangement_finish(&wanted);
	}
	end(&f);
}

static void test_a_word_that_is_no_setting_is_said(void **unused)
{
	(void)unused;
	struct fixture f;
	struct state_arrangement wanted;
	struct state_arrangement_changes changes = {0};
	struct err err;
	begin_filed(&f);
	state_arrangement_init(&wanted);
	state_arrangement_add(&wanted, "Work", "loud", names("a", "b"));
	assert_false(state_arrangement_changes(&wanted, &f.state, &changes, &err));
	assert_non_null(strstr(err.text, "“loud” is none of"));
	vec_finish(&changes);
	state_arrangement_finish(&wanted);
	end(&f);
}

static bool is_person_id(const char *text)
{
	return str_has_prefix(text, "C2C");
}

static void test_a_conversation_that_is_none_is_said_with_its_line(void **unused)
{
	(void)unused;
	static const struct {
		const char *name, *policy, *expected;
	} cases[] = {
	        {"#nonesuch", "", "!line 4: There is no conversation “#nonesuch”\n"},
	        {"GROUPnone", "", "!line 4: There is no conversation “GROUPnone”\n"},
	        {"b", "foo",
	         "!line 2: “foo” is none of notify, mentions, count, mute, own, digest=15, "
	         "quiet=22:00-07:00\n"},
	        {"C2Czed", "", "make the group “New” with a, C2Czed in it\n"},
	};
	struct fixture f;
	begin_filed(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct state_arrangement wanted;
		int lines[] = {3, 3, 4};
		state_arrangement_init(&wanted);
		wanted.is_person_id = is_person_id;
		state_arrangement_add(&wanted, "New", cases[i].policy, names("a", "a", cases[i].name));
		wanted.convgroups.items[0].lines = lines;
		wanted.convgroups.items[0].policy_line = 2;
		assert_changes(&f, &wanted, cases[i].expected);
		/* Looked at again, it is the same. */
		assert_changes(&f, &wanted, cases[i].expected);
		state_arrangement_finish(&wanted);
	}
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_what_was_taken_changes_nothing),
	        cmocka_unit_test(test_members_settings_and_order_become_as_it_says),
	        cmocka_unit_test(test_an_order_by_hand_is_the_order_of_the_lines),
	        cmocka_unit_test(test_one_s_notes_have_a_word_of_their_own),
	        cmocka_unit_test(test_what_cannot_be_is_said_before_anything_is_done),
	        cmocka_unit_test(test_a_word_that_is_no_setting_is_said),
	        cmocka_unit_test(test_a_conversation_that_is_none_is_said_with_its_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
