/* Which way pictures are shown, by what the terminal can and what the person wants. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "ui/images.h"
#include "ui/pixels.h"

#define SIZED .cell_width = 10, .cell_height = 20

static void test_the_way_is_chosen_by_what_there_is(void **unused)
{
	(void)unused;
	static const struct {
		enum pixels_choice choice;
		struct pixels_able able;
		enum state_pixels expected;
	} rows[] = {
	        {PIXELS_AUTO, {0}, STATE_BLOCKS},
	        {PIXELS_AUTO, {.sixel = true, SIZED}, STATE_SIXEL},
	        {PIXELS_AUTO, {.sixel = true}, STATE_BLOCKS},
	        {PIXELS_AUTO, {.sixel = true, .colours = 16, SIZED}, STATE_BLOCKS},
	        {PIXELS_AUTO, {.sixel = true, .colours = 1024, SIZED}, STATE_SIXEL},
	        {PIXELS_AUTO, {.sixel = true, .iterm = true, SIZED}, STATE_ITERM},
	        {PIXELS_AUTO, {.sixel = true, .iterm = true, .kitty = true, SIZED}, STATE_KITTY},
	        {PIXELS_AUTO, {.kitty = true}, STATE_KITTY},
	        {PIXELS_BLOCKS, {.sixel = true, .iterm = true, .kitty = true, SIZED}, STATE_BLOCKS},
	        {PIXELS_SIXEL, {.kitty = true, SIZED}, STATE_SIXEL},
	        {PIXELS_SIXEL, {.kitty = true, .colours = 16, SIZED}, STATE_SIXEL},
	        {PIXELS_SIXEL, {.sixel = true}, STATE_BLOCKS},
	        {PIXELS_KITTY, {0}, STATE_KITTY},
	        {PIXELS_ITERM, {0}, STATE_ITERM},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(pixels_choose(rows[i].choice, &rows[i].able), rows[i].expected);
}

/* NAME=VALUE, NULL at the end. */
static const char *const *variables;

static char *get(const char *name)
{
	size_t len = strlen(name);
	for (const char *const *at = variables; *at; at++)
		if (strncmp(*at, name, len) == 0 && (*at)[len] == '=')
			return (char *)*at + len + 1;
	return NULL;
}

static void test_what_is_asked_and_believed_depends_on_where_it_runs(void **unused)
{
	(void)unused;
	static const struct {
		const char *variables[4];
		bool asked_kitty, iterm;
	} rows[] = {
	        {{"TERM=xterm-256color"}, true, false},
	        {{"TERM=xterm-256color", "LC_TERMINAL=iTerm2"}, true, true},
	        {{"TERM=xterm-256color", "TERM_PROGRAM=WezTerm"}, true, true},
	        {{"TERM=xterm-256color", "TERM_PROGRAM=Apple_Terminal"}, true, false},
	        {{"TERM=tmux-256color", "LC_TERMINAL=iTerm2"}, false, false},
	        {{"TERM=xterm", "TMUX=/tmp/x", "TERM_PROGRAM=WezTerm"}, false, false},
	        {{"TERM=screen", "STY=1"}, false, false},
	        {{"TERM=linux"}, false, false},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct pixels_able able;
		struct buf asked;
		variables = rows[i].variables;
		buf_init(&asked, 1024);
		pixels_look(&able, get);
		pixels_ask(&able, &asked);
		assert_int_equal(strstr(asked.data, "a=q") != NULL, rows[i].asked_kitty);
		assert_int_equal(able.iterm, rows[i].iterm);
		assert_string_equal(asked.data + asked.len - 3, "\033[c");
		buf_finish(&asked);
	}
}

static void test_the_terminal_knows_its_cells_better_than_the_kernel(void **unused)
{
	(void)unused;
	struct pixels_able able = {0};
	pixels_measure(&able, 484, 316, 80, 24);
	assert_int_equal(able.cell_width, 6);
	assert_int_equal(able.cell_height, 13);
	pixels_take(&able, &(struct pixels_answer){PIXELS_CELL, 20, 10});
	pixels_measure(&able, 484, 316, 80, 24);
	assert_int_equal(able.cell_width, 10);
	pixels_take(&able, &(struct pixels_answer){PIXELS_CELL, 20000, 0});
	assert_int_equal(able.cell_width, 10);
}

/* ---- in their places ---- */

static struct buf written;

static void write_down(const char *bytes, size_t len)
{
	buf_append(&written, bytes, len);
}

struct stage {
	struct grid grid;
	struct images images;
	struct state_picture picture;
	struct state_cell cells[4];
};

static void begin(struct stage *stage)
{
	*stage = (struct stage){0};
	for (size_t i = 0; i < 4; i++)
		stage->cells[i] = (struct state_cell){"x", 1, 2};
	stage->picture = (struct state_picture){2, 2, stage->cells, STATE_SIXEL, (char *)"~~", 2, 77};
	grid_init(&stage->grid, 10, 6);
	images_init(&stage->images, 0);
	buf_init(&written, 65536);
}

static void end(struct stage *stage)
{
	grid_finish(&stage->grid);
	buf_finish(&written);
}

static void put(struct stage *stage, struct rect rect, int y)
{
	grid_fill(&stage->grid, (struct rect){0, 0, 10, 6}, STYLE_NORMAL);
	for (int row = 0; row < 2; row++)
		if (y + row < rect.height)
			grid_picture_row(&stage->grid, rect, y + row, &stage->picture, row);
}

/* One turn of term_draw(); what was written for the pixels. */
static const char *draw(struct stage *stage, int touched)
{
	bool anew[6] = {false};
	if (touched >= 0)
		anew[touched] = true;
	buf_clear(&written);
	buf_append_str(&written, "");
	images_remove(&stage->images, &stage->grid, anew, write_down);
	images_show(&stage->images, &stage->grid, anew, write_down);
	return written.len > 0 ? written.data : "";
}

#define SHOWN "\0337\033[m\033[2;4H\033P0;1;0q~~\033\\\0338"
#define REMOVED "\0337\033[m\033[2;4H  \033[3;4H  \0338"

static const struct rect pane = {3, 0, 7, 5};

static void test_one_is_written_once_and_again_when_its_rows_were(void **unused)
{
	(void)unused;
	struct stage s;
	begin(&s);
	put(&s, pane, 1);
	assert_string_equal(draw(&s, -1), SHOWN);
	assert_string_equal(draw(&s, -1), "");
	put(&s, pane, 1); /* drawn anew, and the same */
	assert_string_equal(draw(&s, -1), "");
	assert_string_equal(draw(&s, 0), "");
	assert_string_equal(draw(&s, 2), SHOWN);
	end(&s);
}

static void test_what_covers_one_cell_takes_all_of_it_away(void **unused)
{
	(void)unused;
	struct stage s;
	begin(&s);
	put(&s, pane, 1);
	draw(&s, -1);
	grid_fill(&s.grid, (struct rect){4, 2, 1, 1}, STYLE_NORMAL);
	assert_string_equal(draw(&s, -1), REMOVED);
	struct grid_cell *cells = images_cells(&s.grid);
	assert_string_equal(cells[1 * 10 + 3].text, "x"); /* as blocks */
	free(cells);
	put(&s, pane, 1);
	assert_string_equal(draw(&s, -1), SHOWN);
	cells = images_cells(&s.grid);
	assert_string_equal(cells[1 * 10 + 3].text, " ");
	assert_int_equal(cells[1 * 10 + 3].image, 1);
	free(cells);
	end(&s);
}

static void test_one_that_moves_is_taken_away_where_it_was(void **unused)
{
	(void)unused;
	struct stage s;
	begin(&s);
	put(&s, pane, 1);
	draw(&s, -1);
	put(&s, pane, 0);
	assert_string_equal(draw(&s, -1), REMOVED "\0337\033[m\033[1;4H\033P0;1;0q~~\033\\\0338");
	end(&s);
}

static void test_nothing_is_written_beyond_the_pane(void **unused)
{
	(void)unused;
	struct stage s;
	begin(&s);
	put(&s, pane, -1); /* above it */
	assert_string_equal(draw(&s, -1), "");
	put(&s, pane, 4); /* below it */
	assert_string_equal(draw(&s, -1), "");
	put(&s, (struct rect){9, 0, 1, 5}, 1); /* at its right */
	assert_string_equal(draw(&s, -1), "");
	put(&s, (struct rect){3, 0, 7, 6}, 4); /* in the last row the terminal might scroll */
	assert_string_equal(draw(&s, -1), "");
	end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_the_way_is_chosen_by_what_there_is),
	        cmocka_unit_test(test_what_is_asked_and_believed_depends_on_where_it_runs),
	        cmocka_unit_test(test_the_terminal_knows_its_cells_better_than_the_kernel),
	        cmocka_unit_test(test_one_is_written_once_and_again_when_its_rows_were),
	        cmocka_unit_test(test_what_covers_one_cell_takes_all_of_it_away),
	        cmocka_unit_test(test_one_that_moves_is_taken_away_where_it_was),
	        cmocka_unit_test(test_nothing_is_written_beyond_the_pane),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
