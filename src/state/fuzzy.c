#include "state/fuzzy.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Of letters that are scattered: each, one that begins a word, one that follows the one before. */
#define LETTER 1
#define BEGINS 8
#define FOLLOWS 5
#define SCATTERED_MAX 999

/* Every byte of a character beyond ASCII is part of a word. */
static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool begins_word(const char *name, const char *at)
{
	return at == name || (is_word(*at) && !is_word(at[-1]));
}

/* In one piece: at the best place for it. */
static int score_piece(const char *name, const char *wanted)
{
	int best = 0;
	if (strcmp(name, wanted) == 0)
		return FUZZY_WHOLE;
	for (const char *at = strstr(name, wanted); at; at = strstr(at + 1, wanted)) {
		int score = at == name ? FUZZY_START : begins_word(name, at) ? FUZZY_WORD : FUZZY_PIECE;
		best = score > best ? score : best;
	}
	return best;
}

/* A letter that begins a word is taken before one that stands nearer. */
static const char *find_letter(const char *name, const char *from, char letter)
{
	const char *first = NULL;
	for (const char *at = from; *at; at++) {
		if (*at != letter)
			continue;
		if (at == from || begins_word(name, at))
			return at;
		first = first ? first : at;
	}
	return first;
}

static int score_letters(const char *name, const char *wanted)
{
	int score = 0;
	const char *from = name;
	for (; *wanted; wanted++) {
		const char *at = find_letter(name, from, *wanted);
		if (!at)
			return 0;
		score += LETTER + BEGINS * begins_word(name, at) + FOLLOWS * (at == from && at != name);
		from = at + 1;
	}
	return score < SCATTERED_MAX ? score : SCATTERED_MAX;
}

int fuzzy_score(const char *name, const char *wanted)
{
	if (!*wanted)
		return FUZZY_ANY;
	int score = score_piece(name, wanted);
	return score > 0 ? score : score_letters(name, wanted);
}
