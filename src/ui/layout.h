/*
 * layout: where each pane stands on a screen of a given size.
 *
 *     title
 *     sidebar │ messages
 *             │ rule
 *             │ compose
 *     status
 *
 * Below LAYOUT_TWO_PANES columns the sidebar and the conversation take turns. On a low screen the rule, the
 * title and the status line make room for text, in this order. A pane that is not shown has no height.
 */
#ifndef COVEY_UI_LAYOUT_H
#define COVEY_UI_LAYOUT_H

#include <stdbool.h>

#include "ui/grid.h"

#define LAYOUT_TWO_PANES 60
#define LAYOUT_COMPOSE_MAX 8 /* rows */

struct layout {
	bool one_pane;
	struct rect title, sidebar, divider, messages, rule, compose, status;
};

/* What the panes depend on, beside the screen's size. */
struct layout_wish {
	int compose_rows; /* as many as its text has */
	int sidebar; /* columns; 0: by the screen's width */
	bool sidebar_first; /* which pane, if there is but one */
	bool bare; /* nothing but the messages */
};

void layout_compute(struct layout *layout, int width, int height, struct layout_wish wish);

/* The compose line's width, which does not depend on its rows. */
int layout_compose_width(int width, int sidebar);

#endif
