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
#include "ui/revision.h"

struct kills;

/* What a line did last, where the next key goes on with it. */
enum line_deed {
	LINE_OTHER,
	LINE_TYPED,
	LINE_CUT, /* to the kills: one more cut belongs to it */
	LINE_YANKED, /* from the kills: another one can take its place */
};

struct line {
	char *text; /* valid UTF-8, never NULL; of controls only newline and tab */
	size_t len, cap;
	size_t cursor; /* bytes; at a cluster's border */
	bool single; /* it holds no newlines */
	struct revisions revisions;
	unsigned changes; /* counts them */
	enum line_deed last;
	size_t yanked_from; /* LINE_YANKED: where it begins; it ends at the cursor */
};

void line_init(struct line *line);
void line_finish(struct line *line);

/* In place of all that stands there, which can be undone; the cursor goes to the end. */
void line_set(struct line *line, const char *text);
/* Empty, and nothing can be undone. */
void line_clear(struct line *line);
bool line_is_empty(const struct line *line);

/*
 * At the cursor. What a terminal may not be shown is made visible first (utf8_clean); without
 * `newlines` each becomes a blank.
 */
void line_insert(struct line *line, const char *text, bool newlines);

/* A character of the keyboard. False when the key is none. */
bool line_insert_key(struct line *line, struct key key);

/* The text from `from` to `to` (bytes, at borders of clusters) becomes `text`, which is clean; the cursor goes behind it. */
void line_replace(struct line *line, size_t from, size_t to, const char *text);

/* The clusters' borders beside `at`. */
size_t line_left_of(const struct line *line, size_t at);
size_t line_right_of(const struct line *line, size_t at);

/* One of ACTION_EDIT_*; false for any other. What is cut goes to `kills`, what is put back comes from there. */
bool line_act(struct line *line, enum action action, struct kills *kills);

#endif
