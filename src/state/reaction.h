/*
 * reaction: what people have put under a message, as one text: a line for each reaction, which is one word, and
 * behind it the user IDs of those who reacted so, with blanks between.
 *
 *     👍 bob carol
 *     🎉 alice
 */
#ifndef COVEY_STATE_REACTION_H
#define COVEY_STATE_REACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct state_reaction {
	const char *text; /* the reaction, uncleaned */
	struct strspan people;
};

struct state_reactions {
	const struct state_reaction *items;
	size_t len;
};

/* All of them, in the arena; `text` may be NULL. */
struct state_reactions state_reactions_read(struct arena *arena, const char *text);

/* Has the user reacted so? */
bool state_reactions_has(const char *reactions, const char *text, const char *user);

#endif
