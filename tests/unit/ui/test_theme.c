/* What a theme's lines mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "ui/theme.h"

static struct themes themes;

static int start(void **state)
{
	(void)state;
	themes_init(&themes);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	themes_finish(&themes);
	return 0;
}

static struct style_look look_of(struct theme *theme, const char *value)
{
	struct err err = {0};
	if (!theme_set(theme, "style", "heading", value, &err))
		fail_msg("%s: %s", value, err.text);
	return theme->looks[STYLE_HEADING];
}

static void assert_look(struct style_look look, int fg256, int fg16, int bg256, int bg16, unsigned attributes)
{
	assert_int_equal(look.fg256, fg256);
	assert_int_equal(look.fg16, fg16);
	assert_int_equal(look.bg256, bg256);
	assert_int_equal(look.bg16, bg16);
	assert_int_equal(look.attributes, attributes);
}

static void test_a_look_is_colours_and_attributes(void **state)
{
	(void)state;
	struct theme *theme = themes_add(&themes, "mine");
	assert_look(look_of(theme, "bold"), -1, -1, -1, -1, STYLE_BOLD);
	assert_look(look_of(theme, ""), -1, -1, -1, -1, 0);
	assert_look(look_of(theme, "red on bright-blue"), 1, 1, 12, 12, 0);
	assert_look(look_of(theme, "244/white on 16/black dim italic"), 244, 7, 16, 0,
	            STYLE_DIM | STYLE_ITALIC);
	assert_look(look_of(theme, "on default reverse"), -1, -1, -1, -1, STYLE_REVERSE);
}

static void test_a_colour_without_one_for_sixteen_gets_the_nearest(void **state)
{
	(void)state;
	struct theme *theme = themes_add(&themes, "mine");
	assert_look(look_of(theme, "196 on 16"), 196, 9, 16, 0, 0);
	assert_look(look_of(theme, "#ffffff on #000000"), 231, 15, 16, 0, 0);
	assert_look(look_of(theme, "#00ff01"), 46, 10, -1, -1, 0);
	assert_look(look_of(theme, "#808080"), 244, 8, -1, -1, 0);
}

static void test_colours_have_names(void **state)
{
	(void)state;
	struct theme *theme = themes_add(&themes, "mine");
	assert_true(theme_set(theme, "colours", "quiet", "244/white", NULL));
	assert_true(theme_set(theme, "colours", "faint", "quiet", NULL));
	assert_look(look_of(theme, "faint"), 244, 7, -1, -1, 0);
}

static void test_what_means_the_same_changes_together(void **state)
{
	(void)state;
	struct theme *theme = themes_add(&themes, "mine");
	assert_true(theme_set(theme, "colours", "bad", "210/bright-red", NULL));
	assert_look(theme->looks[STYLE_ERROR], 210, 9, -1, -1, STYLE_BOLD);
	assert_look(theme->looks[STYLE_TEXT_REFUSED], 210, 9, -1, -1, 0);
	assert_look(theme->looks[STYLE_ONLINE], 28, 2, -1, -1, 0);
	assert_true(theme_set(theme, "style", "error", "red", NULL));
	assert_look(theme->looks[STYLE_ERROR], 1, 1, -1, -1, 0);
}

static void test_what_has_no_colour_has_that_of_plain_text(void **state)
{
	(void)state;
	struct theme *theme = themes_add(&themes, "mine");
	assert_true(theme_set(theme, "style", "normal", "252/white on 234/black", NULL));
	look_of(theme, "red/cyan bold");
	assert_true(theme_set(theme, "style", "unread", "on blue", NULL));
	theme_settle(theme);
	assert_look(theme->looks[STYLE_HEADING], 1, 6, 234, 0, STYLE_BOLD);
	assert_look(theme->looks[STYLE_UNREAD], 252, 7, 4, 4, 0);
	/* One that the theme does not name looks as without a theme, on this ground. */
	assert_look(theme->looks[STYLE_FAINT], style_looks[STYLE_FAINT].fg256, 7, 234, 0,
	            style_looks[STYLE_FAINT].attributes);
}

static void assert_refused(const char *section, const char *name, const char *value, const char *reason)
{
	struct err err = {0};
	struct theme *theme = themes_add(&themes, "mine");
	assert_false(theme_set(theme, section, name, value, &err));
	assert_non_null(strstr(err.text, reason));
	themes_drop_last(&themes);
}

static void test_what_means_nothing_is_refused(void **state)
{
	(void)state;
	assert_refused("style", "headings", "bold", "“headings”");
	assert_refused("style", "heading", "bolder", "“bolder”");
	assert_refused("style", "heading", "256", "“256”");
	assert_refused("style", "heading", "#12345", "“#12345”");
	assert_refused("style", "heading", "red on", "behind “on”");
	assert_refused("style", "heading", "red on bold", "“bold”");
	assert_refused("style", "heading", "red/", "");
	assert_refused("colours", "quiet", "loud", "“loud”");
	assert_refused("theme", "name", "x", "“name”");
	assert_refused("keys", "move", "m", "[keys]");
}

static void test_there_is_one_theme_without_any_file(void **state)
{
	(void)state;
	const struct theme *theme = themes_find(&themes, THEME_DEFAULT);
	assert_non_null(theme);
	assert_memory_equal(theme->looks, style_looks, sizeof(style_looks));
	assert_null(themes_find(&themes, "mine"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_a_look_is_colours_and_attributes, start, stop),
	        cmocka_unit_test_setup_teardown(test_a_colour_without_one_for_sixteen_gets_the_nearest, start,
	                                        stop),
	        cmocka_unit_test_setup_teardown(test_colours_have_names, start, stop),
	        cmocka_unit_test_setup_teardown(test_what_means_the_same_changes_together, start, stop),
	        cmocka_unit_test_setup_teardown(test_what_has_no_colour_has_that_of_plain_text, start, stop),
	        cmocka_unit_test_setup_teardown(test_what_means_nothing_is_refused, start, stop),
	        cmocka_unit_test_setup_teardown(test_there_is_one_theme_without_any_file, start, stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
