/* The table of emoji: what its readers count on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "ui/emoji.h"

static void test_each_is_one_code_point(void **state)
{
	(void)state;
	for (size_t i = 0; i < emoji_count; i++) {
		uint32_t codepoint;
		size_t len = utf8_decode(emoji_table[i].text, strlen(emoji_table[i].text), &codepoint);
		assert_int_equal(len, strlen(emoji_table[i].text));
		assert_ptr_equal(emoji_of(emoji_table[i].text), &emoji_table[i]);
	}
}

static void test_a_name_means_one_emoji(void **state)
{
	(void)state;
	for (size_t i = 0; i < emoji_count; i++) {
		assert_non_null(emoji_table[i].names[0]);
		for (const char *const *name = emoji_table[i].names; *name; name++) {
			assert_ptr_equal(emoji_named(*name), &emoji_table[i]);
			assert_int_equal(strspn(*name, "abcdefghijklmnopqrstuvwxyz0123456789_+-"),
			                 strlen(*name));
		}
	}
}

static void test_found_by_the_beginning_of_a_name_or_of_a_word_in_it(void **state)
{
	(void)state;
	const struct emoji *thumb = emoji_named("+1");
	assert_string_equal(thumb->text, "👍");
	assert_string_equal(emoji_match(thumb, ""), "thumbs_up");
	assert_string_equal(emoji_match(thumb, "thumbsu"), "thumbsup");
	assert_string_equal(emoji_match(thumb, "up"), "thumbs_up");
	assert_null(emoji_match(thumb, "humb"));
	assert_null(emoji_named("thumb"));
	assert_null(emoji_named(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_each_is_one_code_point),
	        cmocka_unit_test(test_a_name_means_one_emoji),
	        cmocka_unit_test(test_found_by_the_beginning_of_a_name_or_of_a_word_in_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
