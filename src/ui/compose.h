/*
 * compose: where one writes. Each conversation keeps its own unsent text.
 */
#ifndef COVEY_UI_COMPOSE_H
#define COVEY_UI_COMPOSE_H

#include "base/vec.h"
#include "ui/completion.h"
#include "ui/grid.h"
#include "ui/kills.h"
#include "ui/line.h"
#include "ui/spelling.h"

struct compose_draft {
	char *conversation; /* id */
	struct line line;
	size_t back; /* how many of the messages sent back it shows; 0: what is being typed */
	unsigned shown_changes; /* of the line, when that was put into it */
	char *told; /* what the state knows of it, or knew last; NULL: nothing */
	char *typed; /* what was being typed then; NULL: nothing yet */
};

struct compose {
	VEC(struct compose_draft *) drafts;
	struct completion completion; /* of the open line */
	struct kills kills; /* of all lines, the boxes' too */
};

void compose_init(struct compose *compose);
void compose_finish(struct compose *compose);

/* What is unsent of a conversation, made empty when there was none. Valid as long as `compose`. */
struct compose_draft *compose_draft(struct compose *compose, const char *conversation);

/* The unsent text of a conversation, made empty when there was none. Valid as long as `compose`. */
struct line *compose_line(struct compose *compose, const char *conversation);

/* Rows that the text takes in a pane of `width` columns. */
int compose_rows(const struct line *line, int width);

/* The cursor one row up (-1) or down (1), as far as it can in its column. False when there is no such row. */
bool compose_move_row(struct line *line, int width, int step);

/* The cursor goes to the cell, of what was drawn in `rect`; as near as it can. */
void compose_point(struct line *line, struct rect rect, int x, int y);

/* `line` NULL: no conversation is open. `speller` NULL: nothing is said of spelling. */
void compose_draw(const struct line *line, const struct ui_speller *speller, bool focused, struct grid *grid,
                  struct rect rect);

#endif
