/* Where the words that were looked for stand. */
#include "ui/found.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* "[sign]s it" for each place that is lit. */
static void check(const char *text, const char *words, const char *lit)
{
	char out[256] = "";
	size_t len = strlen(text), at = 0;
	struct found found;
	while (found_next(text, len, at, words, &found)) {
		snprintf(out + strlen(out), sizeof(out) - strlen(out), "%.*s[%.*s]", (int)(found.start - at),
		         text + at, (int)found.len, text + found.start);
		at = found.start + found.len;
	}
	snprintf(out + strlen(out), sizeof(out) - strlen(out), "%s", text + at);
	assert_string_equal(out, lit);
}

static void test_a_word_is_found_by_its_beginning(void **state)
{
	(void)state;
	check("Who signs? Not the design.", "sign", "Who [sign]s? Not the design.");
	check("sign", "signs", "sign");
	check("second ship, shipment 2", "ship 2", "second [ship], [ship]ment [2]");
	check("(sign)", "sign", "([sign])");
}

static void test_case_and_accents_are_all_one(void **state)
{
	(void)state;
	check("\xc3\x84rger im CAF\xc3\x89", "arger caf\xc3\xa9", "[\xc3\x84rger] im [CAF\xc3\x89]");
	check("Cafe\xcc\x81s", "caf\xc3\xa9", "[Cafe\xcc\x81]s");
	/* What stands behind a letter with an accent begins no word. */
	check("\xc3\xa9t\xc3\xa9 t", "t", "\xc3\xa9t\xc3\xa9 [t]");
}

static void test_in_scripts_without_blanks_anything_is_found(void **state)
{
	(void)state;
	check("项目会议改到三点", "会议", "项目[会议]改到三点");
	check("ok👍🏽!", "👍🏽", "ok[👍🏽]!");
}

static void test_no_word_is_found_nowhere(void **state)
{
	(void)state;
	check("anything", "", "anything");
	check("anything", "  \t", "anything");
	check("", "any", "");
	check("\xff\xfe", "any", "\xff\xfe");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_word_is_found_by_its_beginning),
	        cmocka_unit_test(test_case_and_accents_are_all_one),
	        cmocka_unit_test(test_in_scripts_without_blanks_anything_is_found),
	        cmocka_unit_test(test_no_word_is_found_nowhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
