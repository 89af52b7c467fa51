#include "state/reaction.h"

#include <string.h>

static struct strspan words_of(struct arena *arena, char *line)
{
	char *rest = NULL;
	const char **words = arena_array(arena, strlen(line) / 2 + 1, sizeof(*words));
	size_t count = 0;
	for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		words[count++] = word;
	return (struct strspan){words, count};
}

static size_t count_lines(const char *text)
{
	size_t count = 1;
	for (; *text; text++)
		count += *text == '\n';
	return count;
}

struct state_reactions state_reactions_read(struct arena *arena, const char *text)
{
	char *rest = NULL, *copy = arena_strdup(arena, text ? text : "");
	struct state_reaction *items = arena_array(arena, count_lines(copy), sizeof(*items));
	size_t count = 0;
	for (char *line = strtok_r(copy, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		struct strspan words = words_of(arena, line);
		if (words.len > 1)
			items[count++] =
			        (struct state_reaction){words.items[0], {words.items + 1, words.len - 1}};
	}
	return (struct state_reactions){items, count};
}

bool state_reactions_has(const char *reactions, const char *text, const char *user)
{
	struct arena arena;
	bool has = false;
	arena_init(&arena);
	struct state_reactions all = state_reactions_read(&arena, reactions);
	for (size_t i = 0; user && i < all.len; i++)
		has |= str_equal(all.items[i].text, text) && strspan_contains(all.items[i].people, user);
	arena_finish(&arena);
	return has;
}
