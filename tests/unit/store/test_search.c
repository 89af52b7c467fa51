/* Words as they are indexed, and what is looked for. The wire tests find with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/search.h"

static void assert_words(const char *text, const char *expected)
{
	char *words = search_words(text);
	assert_string_equal(words, expected);
	free(words);
}

static void assert_expression(const char *keyword, const char *expected)
{
	char *expression = search_expression(keyword);
	if (expected)
		assert_string_equal(expression, expected);
	else
		assert_null(expression);
	free(expression);
}

static void test_case_and_accents_are_gone(void **state)
{
	(void)state;
	assert_words("Ärger NAÏVE e\u0301te\u0301", "arger naive ete");
	assert_words("", "");
}

static void test_characters_of_scripts_without_spaces_stand_alone(void **state)
{
	(void)state;
	assert_words("a会议b", "a 会  议 b");
	assert_words("กิน", " ก  ิ  น ");
	assert_words("ok👍🏽", "ok 👍  🏽 ");
	assert_words("한국어", "한국어");
}

static void test_each_word_is_a_beginning(void **state)
{
	(void)state;
	assert_expression("Ship", "\"ship\"*");
	assert_expression(" two  words\n", "\"two\"* \"words\"*");
	assert_expression("会议", "\" 会  议 \"*");
}

static void test_nothing_of_it_is_a_language(void **state)
{
	(void)state;
	assert_expression("\"a\" OR b*", "\"\"\"a\"\"\"* \"or\"* \"b*\"*");
}

static void test_too_much_or_nothing_is_not_looked_for(void **state)
{
	(void)state;
	char words[2 * (SEARCH_KEYWORD_WORDS + 1) + 1] = "", bytes[SEARCH_KEYWORD_BYTES + 2];
	assert_expression("", NULL);
	assert_expression(" \t ", NULL);
	for (int i = 0; i <= SEARCH_KEYWORD_WORDS; i++)
		strcat(words, "a ");
	assert_expression(words, NULL);
	memset(bytes, 'a', sizeof(bytes));
	bytes[sizeof(bytes) - 1] = '\0';
	assert_expression(bytes, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_case_and_accents_are_gone),
	        cmocka_unit_test(test_characters_of_scripts_without_spaces_stand_alone),
	        cmocka_unit_test(test_each_word_is_a_beginning),
	        cmocka_unit_test(test_nothing_of_it_is_a_language),
	        cmocka_unit_test(test_too_much_or_nothing_is_not_looked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
