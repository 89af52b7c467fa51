/*
 * sidebar: the list on the left, its cursor and how far it is scrolled. The rows are the state's; the
 * cursor stands on a thing (a convgroup, a conversation under a convgroup), not on a line, so that it
 * stays with it when others move.
 */
#ifndef COVEY_UI_SIDEBAR_H
#define COVEY_UI_SIDEBAR_H

#include "base/arena.h"
#include "state/query.h"
#include "ui/grid.h"
#include "ui/keymap.h"
#include "ui/marks.h"

/* What a row stands for, in strings of one's own. All NULL: the heading of those in no group. */
struct sidebar_place {
	char *smart, *convgroup, *conversation;
};

void sidebar_place_set(struct sidebar_place *place, const struct state_row *row);
void sidebar_place_finish(struct sidebar_place *place);

struct sidebar {
	struct state_rows rows; /* borrowed from the state: as of the last sidebar_follow() */
	uint64_t as_of; /* the state's sidebar_changes then; 0: before the first */
	size_t cursor; /* of rows; 0 when there are none */
	bool placed; /* somebody put the cursor where it is; until then it is on the first row */
	struct sidebar_place here; /* what the cursor stands on */
	/* The rows by name, as the state may have freed them: where to go when the cursor's own is gone. */
	struct arena names;
	struct sidebar_place *places;
	size_t place_count;
	size_t top; /* the first row shown, */
	struct rect shown; /* and where, when it was drawn last */
	bool behind; /* its account is not the one shown: what it has open is not on the screen */
};

void sidebar_init(struct sidebar *sidebar);
void sidebar_finish(struct sidebar *sidebar);

/* Reads the rows again, if they changed, and finds the cursor's thing; when that is gone, the first one behind it that is not. */
void sidebar_follow(struct sidebar *sidebar, const struct state *state);

/* Stops at both ends. */
void sidebar_move(struct sidebar *sidebar, ptrdiff_t rows);

/* The row that line `y` of a pane of that height shows; false when it shows none. */
bool sidebar_at(const struct sidebar *sidebar, int y, size_t height, size_t *at);

/* Other rows come in sight; the cursor goes along as far as it must to stay there. `height` is that of the pane. */
void sidebar_scroll(struct sidebar *sidebar, ptrdiff_t rows, size_t height);

/* To the open conversation, unless the cursor is at a row of it already. */
void sidebar_to_current(struct sidebar *sidebar, const struct state *state);

/* To what is under a group, if it has a row; `conversation` NULL: to the heading. False when it has none. */
bool sidebar_to(struct sidebar *sidebar, const char *convgroup, const char *conversation);

/* To the heading of a smart group. */
bool sidebar_to_smart(struct sidebar *sidebar, const char *name);

/* The row of a thing; false when it has none. */
bool sidebar_find(const struct sidebar *sidebar, const struct sidebar_place *place, size_t *at);

/* What the cursor is on; NULL when there is nothing. */
const struct state_row *sidebar_row(const struct sidebar *sidebar);

/* What stands at the right: "@2 7", mentions and all that is unread; one alone where they are the same. */
struct sidebar_counts {
	int64_t unread, mentions;
	enum style style, mention_style;
};

/* The columns that they take with a blank on both sides. */
int sidebar_draw_counts(struct grid *grid, struct rect line, struct sidebar_counts counts);

/* The first of `rows` to be shown, after `top` was: the cursor is in sight with a margin, and there is no empty space below while rows are hidden above. */
size_t sidebar_scrolled(size_t top, size_t cursor, size_t rows, size_t height);

/* From the row `top` on. */
void sidebar_draw(struct sidebar *sidebar, const struct state *state, const struct marks *marks,
                  const struct keymap *keymap, bool focused, struct grid *grid, struct rect rect);

#endif
