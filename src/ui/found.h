/*
 * found: where the words that were looked for stand in a text, to be lit. As the search finds them: by their
 * beginning, whatever their case and accents; in scripts without blanks between words anywhere. What is a word is not
 * looked at as closely as there; what is lit decides nothing.
 */
#ifndef COVEY_UI_FOUND_H
#define COVEY_UI_FOUND_H

#include "ui/grid.h"

struct found {
	size_t start, len;
};

/* The next place at `from` or behind it where one of the words (with blanks between) stands; false: none. */
bool found_next(const char *text, size_t len, size_t from, const char *words, struct found *found);

/* Draws them over the text that stands at x, y. */
void found_draw(struct grid *grid, struct rect rect, int x, int y, const char *text, size_t len,
                const char *words);

#endif
