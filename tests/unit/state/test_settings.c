/* The words in which a group's settings are kept. */
#include <stdlib.h>

#include "base/err.h"
#include "state/settings.h"
#include "unit/state/fixture.h"

/* What is written again of `text`. */
static void check(const char *text, const char *expected)
{
	struct state_settings settings = {0};
	state_settings_read(&settings, text);
	char *written = state_settings_write(&settings);
	assert_string_equal(written, expected);
	free(written);
	state_settings_finish(&settings);
}

static void test_what_was_written_is_read_again(void **unused)
{
	(void)unused;
	check("", "");
	check("mute digest=15 quiet=22:00-07:05 sort=hand folded order: C2Cbob GROUPr",
	      "mute digest=15 quiet=22:00-07:05 sort=hand folded order: C2Cbob GROUPr");
	check("  folded   sort=name ", "sort=name folded");
	check("mute own=C2Cbob own=C2Ceve", "mute own=C2Cbob own=C2Ceve");
}

static void test_words_of_other_clients_stay(void **unused)
{
	(void)unused;
	check("colour=red mute icon=★", "mute colour=red icon=★");
	/* What covey cannot read it does not throw away either. */
	check("digest=soon quiet=25:00-26:00 sort=upwards", "digest=soon quiet=25:00-26:00 sort=upwards");
}

static void test_nothing_wrong_is_said(void **unused)
{
	(void)unused;
	static const char *const wrong[] = {"",
	                                    "loud",
	                                    "digest=0",
	                                    "digest=1441",
	                                    "digest=",
	                                    "quiet=7",
	                                    "quiet=24:00-07:00",
	                                    "quiet=07:60-08:00",
	                                    "own=C2Cbob",
	                                    "sort=big",
	                                    "quiet=1:-1-2:2",
	                                    "folded",
	                                    "quiet=22:00-07:00x"};
	struct state_settings settings = {0};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct err err = {0};
		assert_false(state_settings_say(&settings, wrong[i], &err));
		assert_true(*err.text != '\0');
	}
	char *written = state_settings_write(&settings);
	assert_string_equal(written, "");
	free(written);
}

static void test_what_is_said_can_be_taken_back(void **unused)
{
	(void)unused;
	static const char *const words[] = {"count", "digest=20", "quiet=01:30-02:00", "sort=name"};
	static const char *const back[] = {"own", "digest=off", "quiet=off", "sort=latest"};
	struct state_settings settings = {0};
	for (size_t i = 0; i < 4; i++)
		assert_true(state_settings_say(&settings, words[i], NULL));
	char *policy = state_settings_policy(&settings);
	assert_string_equal(policy, "count digest=20 quiet=01:30-02:00");
	free(policy);
	for (size_t i = 0; i < 4; i++)
		assert_true(state_settings_say(&settings, back[i], NULL));
	char *written = state_settings_write(&settings);
	assert_string_equal(written, "");
	free(written);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_what_was_written_is_read_again),
	        cmocka_unit_test(test_words_of_other_clients_stay),
	        cmocka_unit_test(test_nothing_wrong_is_said),
	        cmocka_unit_test(test_what_is_said_can_be_taken_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
