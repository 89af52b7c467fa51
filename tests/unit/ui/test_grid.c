/* Cells: clipping, wide clusters at edges, and what is left of one that is overwritten. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/glyph.h"
#include "ui/grid.h"

static void assert_grid(const struct grid *grid, const char *expected)
{
	char *text = grid_to_text(grid);
	assert_string_equal(text, expected);
	free(text);
}

static void test_text_is_cut_at_the_rectangle(void **state)
{
	(void)state;
	struct grid grid;
	struct rect rect = {1, 0, 3, 1};
	grid_init(&grid, 6, 2);
	assert_int_equal(grid_text(&grid, rect, 0, 0, STYLE_NORMAL, "abcdef"), 3);
	assert_int_equal(grid_text(&grid, rect, 0, 1, STYLE_NORMAL, "below"), 3); /* measured, not drawn */
	assert_int_equal(grid_text(&grid, rect, 2, 0, STYLE_NORMAL, "项"), 0);
	assert_grid(&grid, " abc\n\n");
	grid_finish(&grid);
}

static void test_drawing_outside_the_grid_does_nothing(void **state)
{
	(void)state;
	struct grid grid;
	grid_init(&grid, 4, 1);
	grid_text(&grid, (struct rect){-3, 0, 20, 1}, 0, 0, STYLE_NORMAL, "abcdefghij");
	assert_grid(&grid, "defg\n");
	grid_text(&grid, (struct rect){0, -1, 4, 1}, 0, 0, STYLE_NORMAL, "x");
	grid_text(&grid, (struct rect){0, 5, 4, 1}, 0, 0, STYLE_NORMAL, "x");
	grid_fill(&grid, (struct rect){-5, -5, 6, 6}, STYLE_NORMAL);
	assert_grid(&grid, " efg\n");
	grid_finish(&grid);
}

static void test_a_wide_cluster_is_never_drawn_by_half(void **state)
{
	(void)state;
	struct grid grid;
	grid_init(&grid, 5, 1);
	assert_int_equal(grid_text(&grid, (struct rect){0, 0, 5, 1}, 0, 0, STYLE_NORMAL, "项目会"), 4);
	assert_grid(&grid, "项目\n");
	grid_text(&grid, (struct rect){-1, 0, 5, 1}, 0, 0, STYLE_NORMAL, "项a");
	assert_int_equal(grid.cells[0].width, 1);
	grid_finish(&grid);
}

static void test_what_is_left_of_an_overwritten_wide_cluster_is_blank(void **state)
{
	(void)state;
	struct grid grid;
	struct rect all = {0, 0, 6, 1};
	grid_init(&grid, 6, 1);
	grid_text(&grid, all, 0, 0, STYLE_NORMAL, "项目会");
	grid_text(&grid, all, 1, 0, STYLE_NORMAL, "a"); /* the second half of the first */
	assert_grid(&grid, " a目会\n");
	grid_text(&grid, all, 2, 0, STYLE_NORMAL, "b"); /* the first half of the second */
	assert_grid(&grid, " ab 会\n");
	grid_text(&grid, all, 3, 0, STYLE_NORMAL, "项"); /* across: the last one's first half goes */
	assert_grid(&grid, " ab项\n");
	grid_text(&grid, all, 0, 0, STYLE_NORMAL, "项目会");
	grid_fill(&grid, (struct rect){1, 0, 2, 1}, STYLE_NORMAL);
	assert_grid(&grid, "    会\n");
	grid_finish(&grid);
}

static void test_an_ellipsis_only_where_it_does_not_fit(void **state)
{
	(void)state;
	struct grid grid;
	grid_init(&grid, 8, 4);
	struct rect rect = {0, 0, 4, 4};
	assert_int_equal(grid_text_ellipsis(&grid, rect, 0, 0, STYLE_NORMAL, "abcd"), 4);
	assert_int_equal(grid_text_ellipsis(&grid, rect, 0, 1, STYLE_NORMAL, "abcde"), 4);
	assert_int_equal(grid_text_ellipsis(&grid, rect, 0, 2, STYLE_NORMAL, "项目会"), 3);
	assert_int_equal(grid_text_ellipsis(&grid, rect, 4, 3, STYLE_NORMAL, "x"), 0);
	assert_grid(&grid, "abcd\nabc…\n项…\n\n");
	grid_finish(&grid);
}

static void test_tabs_are_blanks(void **state)
{
	(void)state;
	struct grid grid;
	grid_init(&grid, 8, 1);
	assert_int_equal(grid_text(&grid, (struct rect){0, 0, 8, 1}, 0, 0, STYLE_NORMAL, "a\tb"),
	                 2 + GRID_TAB);
	assert_grid(&grid, "a    b\n");
	grid_finish(&grid);
}

static void test_ascii_stands_in_for_every_sign(void **state)
{
	(void)state;
	for (int i = 0; i < GLYPH_COUNT; i++) {
		const char *ascii = glyph_ascii(glyph((enum glyph)i));
		assert_int_equal(strlen(ascii), 1);
		assert_true((unsigned char)*ascii < 0x80 && *ascii != '?');
		assert_int_equal(utf8_width(glyph((enum glyph)i)), 1);
	}
	assert_string_equal(glyph_ascii("a"), "a");
	assert_string_equal(glyph_ascii("é"), "?");
	assert_string_equal(glyph_ascii("e\u0301"), "?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_text_is_cut_at_the_rectangle),
	        cmocka_unit_test(test_drawing_outside_the_grid_does_nothing),
	        cmocka_unit_test(test_a_wide_cluster_is_never_drawn_by_half),
	        cmocka_unit_test(test_what_is_left_of_an_overwritten_wide_cluster_is_blank),
	        cmocka_unit_test(test_an_ellipsis_only_where_it_does_not_fit),
	        cmocka_unit_test(test_tabs_are_blanks),
	        cmocka_unit_test(test_ascii_stands_in_for_every_sign),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
