/*
 * wrap: a text as rows of a width. Breaks at blanks, between CJK characters (but not before a closing
 * mark), at newlines, and anywhere in a word that is longer than a row.
 */
#ifndef COVEY_UI_WRAP_H
#define COVEY_UI_WRAP_H

#include <stddef.h>

/* Bytes of the text; blanks at the break belong to no row. */
struct wrap_row {
	size_t start, len;
};

struct wrap_rows {
	struct wrap_row *items;
	size_t len, cap;
};

/*
 * Appends the rows of `text` to `rows`, at least one. Each is at most `width` columns (one cluster, if
 * that alone is wider).
 */
void wrap_text(struct wrap_rows *rows, const char *text, int width);

/* Columns of `len` bytes as the grid draws them. */
int wrap_width(const char *text, size_t len);

#endif
