/*
 * completion: the word before the cursor of a line, and what it can become: "@" a person, "#" a room,
 * "/" at the line's start a command, ":" an emoji. Each step puts the next choice in its place.
 */
#ifndef COVEY_UI_COMPLETION_H
#define COVEY_UI_COMPLETION_H

#include "base/str.h"
#include "ui/grid.h"
#include "ui/line.h"

struct state;
struct state_conversation;

struct completion {
	struct strlist choices; /* as they are put in */
	struct strlist labels; /* as many; as they are shown */
	size_t chosen;
	size_t start, end; /* of the choice that stands in the line, bytes */
	const struct line *line; /* that one; only to be compared */
	unsigned changes; /* of the line, when that was put there */
};

void completion_finish(struct completion *completion);

/* The next choice, or (step -1) the one before, into `line`, which is of `conversation`. False: there is nothing to complete. */
bool completion_step(struct completion *completion, struct line *line, const struct state *state,
                     const struct state_conversation *conversation, int step);

/* Are there choices, and one of them in the line as it is? */
bool completion_is_open(const struct completion *completion, const struct line *line);

/* The choices in one row, the one that stands in the line marked. */
void completion_draw(const struct completion *completion, struct grid *grid, struct rect rect);

#endif
