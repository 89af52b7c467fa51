/* Groups as text: what is written is read again, and what is wrong is said with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "client/arrangement_file.h"

static const char *const members[] = {"C2Cbob", "GROUPtest", "notes"};

static void fill(struct state_arrangement *arrangement)
{
	state_arrangement_init(arrangement);
	state_arrangement_add(arrangement, "Suppliers", "mute sort=name", (struct strspan){members, 3});
	state_arrangement_add(arrangement, " [odd] ; # = \"name\" ", "", (struct strspan){members, 1});
	state_arrangement_add(arrangement, "Чтение", "", (struct strspan){0});
}

static void assert_same(const struct state_arrangement *a, const struct state_arrangement *b)
{
	assert_int_equal(a->convgroups.len, b->convgroups.len);
	for (size_t i = 0; i < a->convgroups.len; i++) {
		const struct state_arranged *one = &a->convgroups.items[i], *other = &b->convgroups.items[i];
		assert_string_equal(one->name, other->name);
		assert_string_equal(one->policy, other->policy);
		assert_int_equal(one->conversations.len, other->conversations.len);
		for (size_t j = 0; j < one->conversations.len; j++)
			assert_string_equal(one->conversations.items[j], other->conversations.items[j]);
	}
}

static void assert_read_again(char *text, const struct state_arrangement *written)
{
	struct state_arrangement again;
	struct err err;
	state_arrangement_init(&again);
	assert_true(arrangement_read(&again, text, &err));
	assert_same(written, &again);
	state_arrangement_finish(&again);
	free(text);
}

static void test_what_is_written_is_read_again(void **unused)
{
	(void)unused;
	struct state_arrangement written;
	struct state state;
	state_init(&state, "me");
	fill(&written);
	assert_read_again(arrangement_ini(&written, &state), &written);
	assert_read_again(arrangement_json(&written), &written);
	state_arrangement_finish(&written);
	state_finish(&state);
}

static void test_ini_is_readable(void **unused)
{
	(void)unused;
	struct state_arrangement written;
	struct state state;
	state_init(&state, "me");
	fill(&written);
	char *text = arrangement_ini(&written, &state);
	assert_non_null(strstr(text, "\n[Suppliers]\npolicy = mute sort=name\nconversation = C2Cbob\n"));
	free(text);
	state_arrangement_finish(&written);
	state_finish(&state);
}

static void test_comments_blanks_and_other_line_ends_are_nothing(void **unused)
{
	(void)unused;
	struct state_arrangement read;
	struct err err;
	state_arrangement_init(&read);
	assert_true(arrangement_read(&read, "# x\r\n\r\n  [A]\r\n  conversation =C2Cbob ; = bob\r\n", &err));
	assert_string_equal(read.convgroups.items[0].name, "A");
	assert_string_equal(read.convgroups.items[0].conversations.items[0], "C2Cbob");
	state_arrangement_finish(&read);
}

static void test_each_conversation_and_policy_knows_its_line(void **unused)
{
	(void)unused;
	struct state_arrangement read;
	struct err err;
	state_arrangement_init(&read);
	assert_true(arrangement_read(&read,
	                             "; x\n[A]\nconversation = a\n\nconversation = b\npolicy = mute\n"
	                             "{\"groupName\":\"B\",\"conversationIDList\":[\"c\",\"d\"]}",
	                             &err));
	const struct state_arranged *ini = NULL, *json = NULL;
	for (size_t i = 0; i < read.convgroups.len; i++)
		*(*read.convgroups.items[i].name == 'A' ? &ini : &json) = &read.convgroups.items[i];
	assert_int_equal(ini->lines[0], 3);
	assert_int_equal(ini->lines[1], 5);
	assert_int_equal(ini->policy_line, 6);
	assert_int_equal(json->lines[1], 7);
	assert_int_equal(json->policy_line, 7);
	assert_true(read.is_person_id("C2Cbob"));
	assert_false(read.is_person_id("#bob"));
	state_arrangement_finish(&read);
}

static void test_what_is_wrong_is_said_with_its_line(void **unused)
{
	(void)unused;
	static const struct {
		const char *text, *wrong;
	} cases[] = {
	        {"[A", "line 1: a group's name ends with \"]\""},
	        {"\npolicy = mute", "line 2: it stands in no [group]"},
	        {"[A]\ncolour = red", "line 2: “colour” is neither policy nor conversation"},
	        {"[A]\nbob", "line 2: neither a [group] nor \"policy = …\" or \"conversation = …\""},
	        {"{\"groupName\":1}", "line 1: a group has a \"groupName\" and a \"conversationIDList\""},
	        {"{\"groupName\":\"A\",\"conversationIDList\":[1]}",
	         "line 1: a group has a \"groupName\" and a \"conversationIDList\""},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct state_arrangement read;
		struct err err;
		state_arrangement_init(&read);
		assert_false(arrangement_read(&read, cases[i].text, &err));
		assert_string_equal(err.text, cases[i].wrong);
		state_arrangement_finish(&read);
	}
}

static void test_what_is_no_json_is_said(void **unused)
{
	(void)unused;
	struct state_arrangement read;
	struct err err;
	state_arrangement_init(&read);
	assert_false(arrangement_read(&read, "{\"groupName\":", &err));
	assert_memory_equal(err.text, "line 1: ", 8);
	state_arrangement_finish(&read);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_what_is_written_is_read_again),
	        cmocka_unit_test(test_ini_is_readable),
	        cmocka_unit_test(test_comments_blanks_and_other_line_ends_are_nothing),
	        cmocka_unit_test(test_each_conversation_and_policy_knows_its_line),
	        cmocka_unit_test(test_what_is_wrong_is_said_with_its_line),
	        cmocka_unit_test(test_what_is_no_json_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
