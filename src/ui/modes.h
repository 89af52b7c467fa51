/*
 * modes: what the terminal is asked for that is no cell: pastes in brackets, news of its focus, the mouse, and a
 * title of its window. All of it is given back with the terminal, and asked for again when that is taken back.
 */
#ifndef COVEY_UI_MODES_H
#define COVEY_UI_MODES_H

#include <stdbool.h>

#include "base/buf.h"

#define MODES_TITLE_MAX 256

struct modes {
	bool mouse; /* it comes to us */
	bool has_title; /* what else would show the sequence as text */
	char title[MODES_TITLE_MAX]; /* as it was set last; "" since the terminal was (again) ours */
};

/* Nothing is asked for yet. */
void modes_init(struct modes *modes, bool has_title);

/* The terminal is ours, for the first time or again. Like all that follow: at once, on standard output. */
void modes_begin(struct modes *modes);

/* It is another's. */
void modes_end(const struct modes *modes);

/* The sequences of modes_end(), whatever will have been asked for by then. */
void modes_add_end(const struct modes *modes, struct buf *out);

void modes_set_mouse(struct modes *modes, bool wanted);

/* `title` is clean text. */
void modes_set_title(struct modes *modes, const char *title);

#endif
