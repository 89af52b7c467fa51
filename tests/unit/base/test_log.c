/* The log, the clock and chance. */
#include "unit/test.h"

#include <ctype.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "base/str.h"

static void test_a_line_is_one_line_and_clean(void **state)
{
	(void)state;
	char *text;
	size_t len;
	FILE *file = open_memstream(&text, &len);
	log_set_file(file);
	log_set_level(LOG_INFO);
	log_info("from %s", "a\nb\x1B[31m");
	log_debug("not shown");
	log_set_file(NULL);
	log_set_level(LOG_WARNING);
	fclose(file);
	assert_non_null(strstr(text, "Z info: from a b^[[31m\n"));
	assert_ptr_equal(strchr(text, '\n'), text + len - 1);
	free(text);
}

static void test_level_names(void **state)
{
	(void)state;
	enum log_level level = LOG_ERROR;
	assert_true(log_level_from_name("debug", &level));
	assert_int_equal(level, LOG_DEBUG);
	assert_false(log_level_from_name("loud", &level));
	assert_int_equal(level, LOG_DEBUG);
}

static void test_uuids_are_version_4_and_differ(void **state)
{
	(void)state;
	char one[RANDOM_UUID_SIZE], two[RANDOM_UUID_SIZE];
	random_uuid(one);
	random_uuid(two);
	assert_string_not_equal(one, two);
	assert_int_equal(strlen(one), 36);
	for (size_t i = 0; i < 36; i++) {
		if (i == 8 || i == 13 || i == 18 || i == 23)
			assert_int_equal(one[i], '-');
		else
			assert_true(isxdigit((unsigned char)one[i]) && !isupper((unsigned char)one[i]));
	}
	assert_int_equal(one[14], '4');
	assert_non_null(strchr("89ab", one[19]));
}

static void test_below_reaches_every_value_and_no_other(void **state)
{
	(void)state;
	bool seen[6] = {false};
	for (int i = 0; i < 1000; i++) {
		uint32_t value = random_below(6);
		assert_true(value < 6);
		seen[value] = true;
	}
	for (size_t i = 0; i < ARRAY_LEN(seen); i++)
		assert_true(seen[i]);
	assert_int_equal(random_below(0), 0);
	assert_int_equal(random_below(1), 0);
}

static void test_clocks_count_milliseconds(void **state)
{
	(void)state;
	int64_t before = clock_mono_ms();
	assert_true(clock_now_ms() > INT64_C(1600000000000));
	assert_true(clock_now_ms() < INT64_C(9999999999999));
	assert_true(clock_mono_ms() >= before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_line_is_one_line_and_clean),
	        cmocka_unit_test(test_level_names),
	        cmocka_unit_test(test_uuids_are_version_4_and_differ),
	        cmocka_unit_test(test_below_reaches_every_value_and_no_other),
	        cmocka_unit_test(test_clocks_count_milliseconds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
