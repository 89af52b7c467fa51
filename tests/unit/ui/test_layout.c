/* Rectangles for every size: they never overlap, never leave the screen, and do not move for nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/layout.h"

#define WIDTH_MAX 130
#define HEIGHT_MAX 40

static char owners[HEIGHT_MAX][WIDTH_MAX];

static void claim(struct rect rect, char name, int width, int height)
{
	for (int y = rect.y; y < rect.y + rect.height; y++) {
		for (int x = rect.x; x < rect.x + rect.width; x++) {
			assert_true(x >= 0 && x < width && y >= 0 && y < height);
			assert_int_equal(owners[y][x], 0);
			owners[y][x] = name;
		}
	}
}

static void test_every_cell_belongs_to_one_pane(void **state)
{
	(void)state;
	for (int width = 1; width <= WIDTH_MAX; width++) {
		for (int height = 1; height <= HEIGHT_MAX; height++) {
			struct layout layout;
			memset(owners, 0, sizeof(owners));
			layout_compute(&layout, width, height,
			               (struct layout_wish){.compose_rows = width % 9,
			                                    .sidebar = height % 3 * 40,
			                                    .sidebar_first = height % 2,
			                                    .bare = width % 7 == 0});
			claim(layout.title, 't', width, height);
			claim(layout.sidebar, 's', width, height);
			claim(layout.divider, 'd', width, height);
			claim(layout.messages, 'm', width, height);
			claim(layout.rule, 'r', width, height);
			claim(layout.compose, 'c', width, height);
			claim(layout.status, 'u', width, height);
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++)
					assert_true(owners[y][x] != 0);
		}
	}
}

static void test_one_pane_below_sixty_columns(void **state)
{
	(void)state;
	struct layout layout;
	layout_compute(&layout, 59, 24, (struct layout_wish){1, 0, true, false});
	assert_true(layout.one_pane);
	assert_int_equal(layout.sidebar.width, 59);
	assert_int_equal(layout.messages.height, 0);
	layout_compute(&layout, 59, 24, (struct layout_wish){1, 0, false, false});
	assert_int_equal(layout.sidebar.height, 0);
	assert_int_equal(layout.messages.width, 59);
	layout_compute(&layout, 60, 24, (struct layout_wish){1, 0, false, false});
	assert_false(layout.one_pane);
}

static void test_the_compose_line_grows_to_a_third_and_its_width_stays(void **state)
{
	(void)state;
	struct layout layout;
	for (int rows = 1; rows < 40; rows++) {
		layout_compute(&layout, 80, 24, (struct layout_wish){rows, 0, false, false});
		assert_int_equal(layout.compose.width, layout_compose_width(80, 0));
		assert_int_equal(layout.compose.height, rows < 7 ? rows : 7);
		assert_int_equal(layout.compose.y + layout.compose.height, layout.status.y);
	}
}

static void test_a_low_screen_gives_its_rows_to_the_text(void **state)
{
	(void)state;
	struct layout layout;
	layout_compute(&layout, 80, 1, (struct layout_wish){1, 0, false, false});
	assert_int_equal(layout.compose.height, 1);
	layout_compute(&layout, 80, 3, (struct layout_wish){1, 0, false, false});
	assert_int_equal(layout.title.height, 0);
	assert_int_equal(layout.messages.height, 1);
	layout_compute(&layout, 80, 7, (struct layout_wish){1, 0, false, false});
	assert_int_equal(layout.rule.height, 0);
	layout_compute(&layout, 80, 8, (struct layout_wish){1, 0, false, false});
	assert_int_equal(layout.rule.height, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_every_cell_belongs_to_one_pane),
	        cmocka_unit_test(test_one_pane_below_sixty_columns),
	        cmocka_unit_test(test_the_compose_line_grows_to_a_third_and_its_width_stays),
	        cmocka_unit_test(test_a_low_screen_gives_its_rows_to_the_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
