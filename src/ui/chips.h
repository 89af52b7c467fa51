/*
 * chips: the reactions under a message, each with how many people it is from, in as many rows as they need.
 *
 *     👍 2  🎉  ❤ 12
 */
#ifndef COVEY_UI_CHIPS_H
#define COVEY_UI_CHIPS_H

#include "base/vec.h"
#include "ui/grid.h"

struct chip {
	char *text; /* cleaned */
	bool own; /* one has reacted so oneself */
	size_t row;
	int x;
};

struct chips {
	VEC(struct chip) list;
	size_t rows;
};

/* Lays out `reactions` (state/reaction.h; NULL: none) in rows of `width`; chips_finish() frees them. */
void chips_init(struct chips *chips, const char *reactions, const char *self, int width);
void chips_finish(struct chips *chips);

/* One row, from column `x` of `rect` on. */
void chips_draw(const struct chips *chips, size_t row, struct grid *grid, struct rect rect, int x, int y);

#endif
