/*
 * kills: what was cut out of lines, for all of them together. Cuts right after each other are one, as in Emacs;
 * the oldest go when there are too many.
 */
#ifndef COVEY_UI_KILLS_H
#define COVEY_UI_KILLS_H

#include <stdbool.h>

#include "base/str.h"

#define KILLS_MAX 30

struct kills {
	struct strlist list; /* the newest last */
	size_t back; /* the one that was put in last: 0 the newest, 1 the one before, … */
};

void kills_finish(struct kills *kills);

/* A new one. */
void kills_push(struct kills *kills, const char *text);

/* To the newest: before what it is, or behind it. */
void kills_join(struct kills *kills, const char *text, bool before);

/* The newest; NULL: there is none. */
const char *kills_newest(struct kills *kills);

/* The one before that which was given last, after the oldest the newest again. There is one. */
const char *kills_earlier(struct kills *kills);

#endif
