/* The program was built without Enchant: nothing is looked at. */
#include "spell/spell.h"

#include <stddef.h>

struct spell *spell_create(const char *languages)
{
	(void)languages;
	return NULL;
}

void spell_destroy(struct spell *spell)
{
	(void)spell;
}

bool spell_knows(struct spell *spell, const char *word)
{
	(void)spell, (void)word;
	return true;
}

void spell_suggest(struct spell *spell, const char *word, struct strlist *suggestions)
{
	(void)spell, (void)word, (void)suggestions;
}

void spell_learn(struct spell *spell, const char *word)
{
	(void)spell, (void)word;
}
