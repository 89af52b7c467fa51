/*
 * line: text that is being typed, and where the cursor stands in it. It may hold newlines: a motion to
 * a line's start or end stays in its line. The cursor moves by grapheme clusters, so that what looks
 * like one character is one.
 */
#ifndef COVEY_UI_LINE_H
#define COVEY_UI_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/action.h"
#include "ui/key.h"

struct line {
	char *text; /* valid UTF-8, never NULL; of controls only newline and tab */
	size_t len, cap;
	size_t cursor; /* bytes; at a cluster's border */
};

void line_init(struct line *line);
void line_finish(struct line *line);

/* The cursor goes to the end. */
void line_set(struct line *line, const char *text);
void line_clear(struct line *line);
bool line_is_empty(const struct line *line);

/*
 * At the cursor. What a terminal may not be shown is made visible first (utf8_clean); without
 * `newlines` each becomes a blank.
 */
void line_insert(struct line *line, const char *text, bool newlines);

/* A character of the keyboard. False when the key is none. */
bool line_insert_key(struct line *line, struct key key);

/* One of ACTION_EDIT_*; false for any other. What is cut replaces `*cut`, which the caller owns; yank inserts it. */
bool line_act(struct line *line, enum action action, char **cut);

#endif
