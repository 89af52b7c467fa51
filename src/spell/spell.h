/*
 * spell: dictionaries. With Enchant where the program was built with it (enchant.c), else there are none (none.c).
 * A word is right when one of the languages has it.
 */
#ifndef COVEY_SPELL_SPELL_H
#define COVEY_SPELL_SPELL_H

#include <stdbool.h>

#include "base/str.h"

struct spell;

/*
 * `languages`: "en_GB,de_DE"; NULL: the one of the environment's $LC_ALL, $LC_MESSAGES or $LANG. NULL when no
 * dictionary of any of them is there.
 */
struct spell *spell_create(const char *languages);
void spell_destroy(struct spell *spell);

/* `word` is valid UTF-8. */
bool spell_knows(struct spell *spell, const char *word);

/* What it may have been meant to be, the likeliest first, appended. */
void spell_suggest(struct spell *spell, const char *word, struct strlist *suggestions);

/* Into the person's own dictionary of the first language. */
void spell_learn(struct spell *spell, const char *word);

#endif
