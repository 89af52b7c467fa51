/*
 * spelling: the words of what is typed that no dictionary has. Names, commands, addresses, numbers and what is no
 * word of letters are let be, and so is the word that is being typed.
 */
#ifndef COVEY_UI_SPELLING_H
#define COVEY_UI_SPELLING_H

#include "base/str.h"
#include "ui/grid.h"
#include "ui/line.h"

/* Dictionaries, which the ui does not have itself. */
struct ui_speller {
	bool (*knows)(void *context, const char *word);
	void (*suggest)(void *context, const char *word, struct strlist *suggestions);
	void (*learn)(void *context, const char *word);
	void *context;
};

/* A word of the text, in bytes. */
struct spelling_word {
	size_t start, len;
};

/* The next misspelt one that begins at `from` or behind it and before `to`; false: none. */
bool spelling_next(const struct ui_speller *speller, const struct line *line, size_t from, size_t to,
                   struct spelling_word *word);

/* Draws those within a row, the bytes from `start` on, again; it stands at `x`. */
void spelling_draw(const struct ui_speller *speller, const struct line *line, size_t start, size_t len,
                   struct grid *grid, struct rect rect, int x, int y);

#endif
