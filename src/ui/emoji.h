/*
 * emoji: those that can be typed by name, ":tada:", and reacted with. One table. Each is one code point that all
 * terminals draw in the same width, so none with a joiner, a skin tone or a variation selector; its first name
 * is the one that is shown, the others are what people type elsewhere.
 */
#ifndef COVEY_UI_EMOJI_H
#define COVEY_UI_EMOJI_H

#include <stddef.h>

#define EMOJI_NAMES_MAX 4

struct emoji {
	const char *text; /* UTF-8 */
	const char *names[EMOJI_NAMES_MAX + 1]; /* a-z 0-9 _ + -; NULL behind the last */
};

/* The ones that are wanted most stand first. */
extern const struct emoji emoji_table[];
extern const size_t emoji_count;

/* By any of its names; NULL: there is none. */
const struct emoji *emoji_named(const char *name);

/* By what it looks like; NULL: it is not in the table. */
const struct emoji *emoji_of(const char *text);

/* The name that `prefix` begins, or in which a word begins so ("up" in "thumbs_up"); NULL: none. */
const char *emoji_match(const struct emoji *emoji, const char *prefix);

#endif
