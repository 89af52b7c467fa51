/*
 * images: the pictures that stand on the terminal as pixels, over cells that are blank for curses. What a grid has is
 * compared with them: those that are not in their place any more are taken away before curses writes, the others are
 * shown when it has written.
 *
 * Whoever shows pixels understands ECMA-48: so places are written as CUP has them.
 */
#ifndef COVEY_UI_IMAGES_H
#define COVEY_UI_IMAGES_H

#include "ui/grid.h"

struct images {
	struct image_shown {
		struct rect rect; /* width 0: none */
		uint64_t digest;
		enum state_pixels pixels;
		uint32_t id;
	} shown[GRID_IMAGES_MAX];
	uint32_t last_id;
};

typedef void images_write(const char *bytes, size_t len);

/* Ids begin behind `base`, which other programs on the terminal do not use. */
void images_init(struct images *images, uint32_t base);

/* Cells as they are behind the pixels: blank and with a mark where those are, with no mark elsewhere. The caller frees them. */
struct grid_cell *images_cells(const struct grid *grid);

/* Takes away what is not in `grid`; `anew` (a bool for each row) becomes true for the rows where something was. */
void images_remove(struct images *images, const struct grid *grid, bool *anew, images_write *write);

/* Shows those that are not shown, or were in one of the rows `anew`. */
void images_show(struct images *images, const struct grid *grid, const bool *anew, images_write *write);

/* All that are shown; the terminal is cleared afterwards, or another's. */
void images_clear(struct images *images, images_write *write);

#endif
