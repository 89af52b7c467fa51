/* The themes that covey brings: every one can be read, in the literal sense and in the other. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "client/themes.h"

static struct themes themes;

static int load(void **state)
{
	(void)state;
	struct err err = {0};
	themes_init(&themes);
	if (!themes_load_folder(&themes, COVEY_SOURCE "/assets/themes", &err))
		fail_msg("%s", err.text);
	return 0;
}

static int drop(void **state)
{
	(void)state;
	themes_finish(&themes);
	return 0;
}

/* ---- contrast, as WCAG 2.1 defines it ---- */

static double linear(int value)
{
	double part = value / 255.0;
	return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double luminance(int number)
{
	static const int steps[] = {0, 95, 135, 175, 215, 255};
	int red, green, blue;
	if (number >= 232) {
		red = green = blue = 8 + 10 * (number - 232);
	} else {
		assert_true(number >= 16); /* others are the terminal's to choose */
		red = steps[(number - 16) / 36];
		green = steps[(number - 16) / 6 % 6];
		blue = steps[(number - 16) % 6];
	}
	return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

static double contrast(const struct style_look *look)
{
	double a = luminance(look->fg256), b = luminance(look->bg256);
	return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static void assert_contrast(const char *name, double least)
{
	const struct theme *theme = themes_find(&themes, name);
	assert_non_null(theme);
	for (int style = 0; style < STYLE_COUNT; style++) {
		double found = contrast(&theme->looks[style]);
		/* Lines are no text. */
		if (found < (style == STYLE_BORDER ? 1.7 : least))
			fail_msg("%s: %s has a contrast of %.1f", name, style_name((enum style)style), found);
	}
}

static void test_everything_can_be_read(void **state)
{
	(void)state;
	assert_contrast("dark", 4.5);
	assert_contrast("light", 4.5);
	assert_contrast("high-contrast", 7);
}

static void test_where_there_are_sixteen_colours_too(void **state)
{
	(void)state;
	for (size_t i = 0; i < themes.items.len; i++) {
		const struct theme *theme = themes.items.items[i];
		for (int style = 0; style < STYLE_COUNT; style++) {
			const struct style_look *look = &theme->looks[style];
			assert_true(look->fg16 < 16 && look->bg16 < 16);
			if (look->fg16 == STYLE_DEFAULT && look->bg16 == STYLE_DEFAULT)
				continue;
			if (look->fg16 == look->bg16)
				fail_msg("%s: %s cannot be seen", theme->name, style_name((enum style)style));
		}
	}
}

/* What the terminal has made of its sixteen holds: no other colour, and its own ground. */
static void test_the_theme_for_sixteen_colours_uses_no_other(void **state)
{
	(void)state;
	const struct theme *theme = themes_find(&themes, "16-colours");
	assert_non_null(theme);
	for (int style = 0; style < STYLE_COUNT; style++) {
		if (theme->looks[style].fg256 >= 16)
			fail_msg("%s", style_name((enum style)style));
		assert_int_equal(theme->looks[style].bg256, STYLE_DEFAULT);
	}
}

static void test_there_are_a_dark_one_a_light_one_and_so_on(void **state)
{
	(void)state;
	static const char *const names[] = {"default", "16-colours", "dark", "high-contrast", "light"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		assert_string_equal(themes.items.items[i]->name, names[i]);
		assert_true(strlen(themes.items.items[i]->about) > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_everything_can_be_read, load, drop),
	        cmocka_unit_test_setup_teardown(test_where_there_are_sixteen_colours_too, load, drop),
	        cmocka_unit_test_setup_teardown(test_the_theme_for_sixteen_colours_uses_no_other, load, drop),
	        cmocka_unit_test_setup_teardown(test_there_are_a_dark_one_a_light_one_and_so_on, load, drop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
