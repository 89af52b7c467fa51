#include "fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "state/filter.h"

#define DAY_MS 86400000

static bool matches(const char *text, const struct state_conversation *conversation)
{
	struct err err = {0};
	struct state_filter *filter = state_filter_create(text, &err);
	if (!filter)
		fail_msg("%s", err.text);
	bool is = state_filter_matches(filter, conversation, NOW);
	state_filter_destroy(filter);
	return is;
}

static struct state_conversation project(void)
{
	static char *groups[] = {(char *)"Suppliers", (char *)"Ärger"};
	struct state_conversation conversation = room("proj-x");
	conversation.name = (char *)"Project Über";
	conversation.unread = 12;
	conversation.pinned = true;
	conversation.draft = (char *)"unsent";
	conversation.last_time_ms = NOW - 31LL * DAY_MS;
	conversation.last_from = (char *)"carol";
	conversation.last_text = (char *)"Who signs?";
	conversation.convgroups = (struct strlist){.items = groups, .len = 2};
	return conversation;
}

static void test_each_word_of_the_table_can_match_and_not(void **state)
{
	(void)state;
	static const struct {
		const char *yes, *no;
	} rows[STATE_FILTER_TEST_COUNT] = {
	        [STATE_FILTER_TEST_ALL] = {"all", "not all"},
	        [STATE_FILTER_TEST_UNREAD] = {"unread", "unread<12"},
	        [STATE_FILTER_TEST_MENTIONS] = {"mentions=0", "mentions"},
	        [STATE_FILTER_TEST_PINNED] = {"pinned", "not pinned"},
	        [STATE_FILTER_TEST_PERSON] = {"not person", "person"},
	        [STATE_FILTER_TEST_ROOM] = {"room", "not room"},
	        [STATE_FILTER_TEST_MUTED] = {"not muted", "muted"},
	        [STATE_FILTER_TEST_UNFILED] = {"not unfiled", "unfiled"},
	        [STATE_FILTER_TEST_DRAFT] = {"draft", "not draft"},
	        [STATE_FILTER_TEST_UNSENT] = {"not unsent", "unsent"},
	        [STATE_FILTER_TEST_GROUP] = {"group=suppliers", "group=Supp"},
	        [STATE_FILTER_TEST_NAME] = {"name~^proj", "name~x$"},
	        [STATE_FILTER_TEST_ID] = {"id=PROJ-X", "id~^x"},
	        [STATE_FILTER_TEST_FROM] = {"from=carol", "from=bob"},
	        [STATE_FILTER_TEST_TEXT] = {"text~signs", "text~drawings"},
	        [STATE_FILTER_TEST_IDLE] = {"idle>30d", "idle>5w"},
	};
	struct state_conversation conversation = project();
	for (size_t i = 0; i < STATE_FILTER_TEST_COUNT; i++) {
		assert_true(matches(rows[i].yes, &conversation));
		assert_false(matches(rows[i].no, &conversation));
	}
}

static void test_or_binds_weaker_than_and_which_may_be_left_out(void **state)
{
	(void)state;
	struct state_conversation conversation = project();
	assert_true(matches("room unread>10", &conversation));
	assert_true(matches("room and unread>10", &conversation));
	assert_true(matches("room or person muted", &conversation));
	assert_false(matches("(room or person) muted", &conversation));
	assert_true(matches("not (person or muted)", &conversation));
	assert_true(matches("not person not muted", &conversation));
}

static void test_a_text_is_compared_without_case_and_accents(void **state)
{
	(void)state;
	struct state_conversation conversation = project();
	assert_true(matches("name=\"project uber\"", &conversation));
	assert_true(matches("group=arger", &conversation));
	assert_false(matches("name=project", &conversation));
}

static void test_the_sign_of_rooms_is_not_in_their_names(void **state)
{
	(void)state;
	struct state_conversation conversation = project();
	conversation.name = (char *)"oncall";
	assert_true(matches("room name~^o", &conversation));
	assert_false(matches("name~^#o", &conversation));
}

static void test_a_quoted_value_may_have_blanks_parentheses_and_quotes(void **state)
{
	(void)state;
	struct state_conversation conversation = project();
	conversation.name = (char *)"a \"b\" (c)";
	assert_true(matches("name=\"a \\\"b\\\" (c)\"", &conversation));
	assert_true(matches("(name~\"[(]c[)]\" room)", &conversation));
}

static void test_a_conversation_without_messages_is_idle(void **state)
{
	(void)state;
	struct state_conversation empty = person("bob");
	assert_true(matches("idle>52w", &empty));
	assert_false(matches("idle<52w", &empty));
	assert_true(matches("text=\"\"", &empty));
}

static void test_of_a_wrong_word_one_is_told_which_there_are(void **state)
{
	struct err err = {0};
	(void)state;
	assert_null(state_filter_create("people unread", &err));
	assert_string_equal(
	        err.text, "“people” is no word at column 1. Words: all, unread, mentions, pinned, person, "
	                  "room, muted, unfiled, draft, unsent, group, name, id, from, text, idle; and, or, "
	                  "not between: person and unread");
	assert_null(state_filter_create("unread and", &err));
	assert_non_null(strstr(err.text, "A word is missing at column 11. Words: all, unread"));
	struct state_filter *example = state_filter_create("person and unread", NULL);
	assert_non_null(example);
	state_filter_destroy(example);
}

static void test_what_cannot_be_understood_is_told_with_its_column(void **state)
{
	(void)state;
	static const struct {
		const char *text, *says;
	} rows[] = {
	        {"", "column 1"},
	        {"unread bogus", "column 8"},
	        {"name", "operator"},
	        {"name~", "value"},
	        {"name=\"open", "value"},
	        {"name~(", "value"},
	        {"name~\"(\"", "regular expression"},
	        {"unread>many", "number"},
	        {"idle>30", "age"},
	        {"idle>d", "number"},
	        {"(unread", ") is missing"},
	        {"unread)", "does not belong"},
	        {"unread or", "column 10"},
	        {"not", "column 4"},
	        {"pinned=1", "column 7"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = {0};
		assert_null(state_filter_create(rows[i].text, &err));
		if (!strstr(err.text, rows[i].says))
			fail_msg("“%s”: %s", rows[i].text, err.text);
	}
}

static void test_too_long_or_too_deep_is_refused(void **state)
{
	(void)state;
	struct err err = {0};
	char text[STATE_FILTER_MAX_BYTES + 2];
	memset(text, '(', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	assert_null(state_filter_create(text, &err));
	assert_non_null(strstr(err.text, "at most"));
	text[200] = '\0';
	assert_null(state_filter_create(text, &err));
	assert_non_null(strstr(err.text, "deep"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_each_word_of_the_table_can_match_and_not),
	        cmocka_unit_test(test_or_binds_weaker_than_and_which_may_be_left_out),
	        cmocka_unit_test(test_a_text_is_compared_without_case_and_accents),
	        cmocka_unit_test(test_the_sign_of_rooms_is_not_in_their_names),
	        cmocka_unit_test(test_a_quoted_value_may_have_blanks_parentheses_and_quotes),
	        cmocka_unit_test(test_a_conversation_without_messages_is_idle),
	        cmocka_unit_test(test_of_a_wrong_word_one_is_told_which_there_are),
	        cmocka_unit_test(test_what_cannot_be_understood_is_told_with_its_column),
	        cmocka_unit_test(test_too_long_or_too_deep_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
