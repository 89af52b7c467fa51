/*
 * body: a text to be read, as rows of a width. Lines are wrapped; one with a tab has two columns, and its
 * second one is wrapped within its own.
 */
#ifndef COVEY_UI_BODY_H
#define COVEY_UI_BODY_H

#include <stdbool.h>

#include "base/vec.h"
#include "ui/wrap.h"

struct body_row {
	struct wrap_row left, right; /* of the text; a length of 0: nothing there */
	bool heading; /* a line of one column that is not indented */
};

struct body {
	VEC(struct body_row) rows;
	int column; /* where the second one begins */
};

/* `body` is zeroed; body_finish() frees what this makes. */
void body_lay(struct body *body, const char *text, int width);
void body_finish(struct body *body);

#endif
