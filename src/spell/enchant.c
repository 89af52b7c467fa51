#include "spell/spell.h"

#include <stdlib.h>
#include <string.h>

#include <enchant.h>

#include "base/mem.h"
#include "base/vec.h"

#define SEPARATORS ", "

struct spell {
	EnchantBroker *broker;
	VEC(EnchantDict *) dictionaries;
};

/* "de_DE.UTF-8@euro" is "de_DE". */
static char *language_of_environment(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return mem_strndup(value, strcspn(value, ".@"));
	}
	return mem_strdup("");
}

static void open_dictionary(struct spell *spell, const char *language)
{
	EnchantDict *dictionary = enchant_broker_dict_exists(spell->broker, language)
	                                  ? enchant_broker_request_dict(spell->broker, language)
	                                  : NULL;
	if (dictionary)
		vec_push(&spell->dictionaries, dictionary);
}

struct spell *spell_create(const char *languages)
{
	struct spell *spell = mem_alloc(sizeof(*spell));
	char *list = languages ? mem_strdup(languages) : language_of_environment(), *rest = NULL;
	spell->broker = enchant_broker_init();
	for (const char *name = strtok_r(list, SEPARATORS, &rest); name;
	     name = strtok_r(NULL, SEPARATORS, &rest))
		open_dictionary(spell, name);
	free(list);
	if (spell->dictionaries.len > 0)
		return spell;
	spell_destroy(spell);
	return NULL;
}

void spell_destroy(struct spell *spell)
{
	if (!spell)
		return;
	for (size_t i = 0; i < spell->dictionaries.len; i++)
		enchant_broker_free_dict(spell->broker, spell->dictionaries.items[i]);
	vec_finish(&spell->dictionaries);
	enchant_broker_free(spell->broker);
	free(spell);
}

/* An error of a dictionary is no mistake of the person's. */
bool spell_knows(struct spell *spell, const char *word)
{
	for (size_t i = 0; i < spell->dictionaries.len; i++)
		if (enchant_dict_check(spell->dictionaries.items[i], word, -1) <= 0)
			return true;
	return false;
}

void spell_suggest(struct spell *spell, const char *word, struct strlist *suggestions)
{
	for (size_t i = 0; i < spell->dictionaries.len; i++) {
		EnchantDict *dictionary = spell->dictionaries.items[i];
		size_t count = 0;
		char **words = enchant_dict_suggest(dictionary, word, -1, &count);
		for (size_t at = 0; words && at < count; at++)
			if (!strlist_contains(suggestions, words[at]))
				strlist_add(suggestions, words[at]);
		if (words)
			enchant_dict_free_string_list(dictionary, words);
	}
}

void spell_learn(struct spell *spell, const char *word)
{
	enchant_dict_add(spell->dictionaries.items[0], word, -1);
}
