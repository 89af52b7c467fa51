/*
 * grid: a picture of the screen as cells. Views draw into it, term.c puts what changed on the
 * terminal, tests print it as text. Every cell holds one grapheme cluster (base/utf8.h) and a style;
 * a wide one takes its cell and the next. Drawing is clipped to the grid, always.
 */
#ifndef COVEY_UI_GRID_H
#define COVEY_UI_GRID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/utf8.h"
#include "state/model.h"
#include "ui/style.h"

struct grid_cell {
	char text[UTF8_CELL_BYTES]; /* "" in the second cell of a wide cluster */
	uint8_t width; /* 1, 2; 0: the second cell of a wide cluster */
	uint8_t style; /* enum style */
	int16_t foreground, background; /* STYLE_PICTURE: of 256, -1: the terminal's own; else 0 */
	uint8_t image; /* 1: it is a part of the first image, …; 0: of none */
};

/* A rectangle of the grid. */
struct rect {
	int x, y, width, height;
};

/* So many are shown as pixels at once; more as their cells. */
#define GRID_IMAGES_MAX 16

/*
 * Where the pixels of a picture have their place. Whatever is drawn over one of its cells takes that out of it; the
 * pixels are shown as long as all cells are there.
 */
struct grid_image {
	struct rect rect;
	struct state_picture picture; /* its data is the state's: valid as long as a cell has its mark */
};

struct grid {
	int width, height;
	struct grid_cell *cells; /* row by row */
	int cursor_x, cursor_y; /* -1: hidden */
	struct grid_image images[GRID_IMAGES_MAX];
	unsigned repaints; /* a new number: the terminal may show anything, all of it is to be painted */
};

void grid_init(struct grid *grid, int width, int height);
void grid_finish(struct grid *grid);

/* Blank cells in the new size. */
void grid_resize(struct grid *grid, int width, int height);

/* Columns of a tab. Tab stops would make a text's width depend on where it stands. */
#define GRID_TAB 4

/* Columns that a cluster of cleaned text takes here. */
int grid_cluster_width(const struct utf8_cluster *cluster);

/* Blanks of `style`. */
void grid_fill(struct grid *grid, struct rect rect, enum style style);

/*
 * Writes cleaned text (utf8_clean has been there) on one line of `rect`, from column `x` of it, cut at its
 * right edge at a cluster's border. The columns used.
 */
int grid_text(struct grid *grid, struct rect rect, int x, int y, enum style style, const char *text);

/* The same for the first `len` bytes of `text`. */
int grid_text_len(struct grid *grid, struct rect rect, int x, int y, enum style style, const char *text,
                  size_t len);

/* The same, but what does not fit ends in "…". */
int grid_text_ellipsis(struct grid *grid, struct rect rect, int x, int y, enum style style, const char *text);

/* Row `row` of a picture, at row `y` of `rect`. */
void grid_picture_row(struct grid *grid, struct rect rect, int y, const struct state_picture *picture,
                      int row);

/* Can the pixels of image `i` be shown: is all of it in sight? */
bool grid_image_is_whole(const struct grid *grid, size_t i);

/* The text of all rows, blanks at their ends cut, each with a newline; the caller frees it. */
char *grid_to_text(const struct grid *grid);

#endif
