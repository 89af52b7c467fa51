/* Wrapping by display width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/vec.h"
#include "ui/wrap.h"

/* The rows of `text`, each followed by "|". */
static void assert_wrapped(const char *text, int width, const char *expected)
{
	struct wrap_rows rows = {0};
	struct buf shown;
	buf_init(&shown, 65536);
	wrap_text(&rows, text, width);
	for (size_t i = 0; i < rows.len; i++) {
		buf_append(&shown, text + rows.items[i].start, rows.items[i].len);
		buf_append_char(&shown, '|');
	}
	assert_string_equal(shown.data, expected);
	buf_finish(&shown);
	vec_finish(&rows);
}

static void test_words_stay_whole(void **state)
{
	(void)state;
	assert_wrapped("the quick brown fox", 10, "the quick|brown fox|");
	assert_wrapped("the quick brown fox", 9, "the quick|brown fox|");
	assert_wrapped("the quick brown fox", 8, "the|quick|brown|fox|");
}

static void test_an_empty_text_is_one_empty_row(void **state)
{
	(void)state;
	assert_wrapped("", 10, "|");
	assert_wrapped("\n\na", 10, "||a|");
}

static void test_blanks_at_a_break_are_not_shown_and_an_indent_stays(void **state)
{
	(void)state;
	assert_wrapped("one      two", 5, "one|two|");
	assert_wrapped("    int x;", 10, "    int x;|");
	assert_wrapped("a\n  b", 10, "a|  b|");
	assert_wrapped("three   ", 5, "three   |");
}

static void test_a_word_longer_than_a_row_is_cut(void **state)
{
	(void)state;
	assert_wrapped("https://example.org/a/long/path", 12, "https://exam|ple.org/a/lo|ng/path|");
	assert_wrapped("see https://example.org", 12, "see|https://exam|ple.org|");
}

static void test_cjk_breaks_anywhere_but_before_a_closing_mark(void **state)
{
	(void)state;
	assert_wrapped("项目会议改到三点", 6, "项目会|议改到|三点|");
	assert_wrapped("项目会议改到三点", 7, "项目会|议改到|三点|");
	assert_wrapped("项目会。三点", 6, "项目|会。三|点|");
	assert_wrapped("ab项目cd", 4, "ab项|目cd|");
}

static void test_clusters_are_never_cut(void **state)
{
	(void)state;
	assert_wrapped("e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301|");
	assert_wrapped("\U0001F468\u200D\U0001F469x", 2, "\U0001F468\u200D\U0001F469|x|");
	assert_wrapped("项目", 1, "项|目|");
	assert_wrapped("ab", 0, "a|b|");
}

/* Whatever the text: the rows cover it in order, and each fits. */
static void test_any_text_fits(void **state)
{
	(void)state;
	static const char *const pieces[] = {"a",          "bcd",     " ",  "项", "。",
	                                     "\U0001F600", "e\u0301", "\n", "-",  "\t"};
	unsigned seed = 1;
	for (int run = 0; run < 2000; run++) {
		char text[256] = "";
		for (int i = 0; i < 20; i++) {
			seed = seed * 1103515245 + 12345;
			strcat(text, pieces[(seed >> 16) % 10]);
		}
		int width = 4 + run % 17;
		struct wrap_rows rows = {0};
		wrap_text(&rows, text, width);
		size_t at = 0;
		for (size_t i = 0; i < rows.len; i++) {
			struct wrap_row row = rows.items[i];
			assert_true(row.start >= at);
			/* Only blanks and newlines fall out. */
			for (; at < row.start; at++)
				assert_non_null(strchr(" \t\n", text[at]));
			size_t len = row.len;
			while (len > 0 && strchr(" \t", text[row.start + len - 1]))
				len--;
			assert_true(wrap_width(text + row.start, len) <= width);
			at = row.start + row.len;
		}
		assert_int_equal(at, strlen(text));
		vec_finish(&rows);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_words_stay_whole),
	        cmocka_unit_test(test_an_empty_text_is_one_empty_row),
	        cmocka_unit_test(test_blanks_at_a_break_are_not_shown_and_an_indent_stays),
	        cmocka_unit_test(test_a_word_longer_than_a_row_is_cut),
	        cmocka_unit_test(test_cjk_breaks_anywhere_but_before_a_closing_mark),
	        cmocka_unit_test(test_clusters_are_never_cut),
	        cmocka_unit_test(test_any_text_fits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
