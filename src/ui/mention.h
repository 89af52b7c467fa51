/* mention: "@name" in a text, so that it stands out; of oneself more than of others. */
#ifndef COVEY_UI_MENTION_H
#define COVEY_UI_MENTION_H

#include "ui/grid.h"

/* The next one in `text`; false: none. */
struct mention {
	size_t start, len; /* bytes, with the "@" */
};
bool mention_next(const char *text, size_t len, size_t from, struct mention *mention);

/* Draws those of a row of text again, that begins at column `x`. */
void mention_draw(struct grid *grid, struct rect rect, int x, int y, const char *text, size_t len,
                  const char *self);

#endif
