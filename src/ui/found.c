#include "ui/found.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/wrap.h"

#define BLANKS " \t"
/* Letters of scripts that put blanks between words, and only those, stand in here besides ASCII's. */
#define LETTERS_FIRST 0xC0
#define LETTERS_LAST 0xDFF

static bool is_letter(const char *text, size_t len)
{
	uint32_t codepoint;
	if (utf8_decode(text, len, &codepoint) == 0)
		return false;
	return (codepoint >= '0' && codepoint <= '9') || (codepoint >= 'A' && codepoint <= 'Z') ||
	       (codepoint >= 'a' && codepoint <= 'z') ||
	       (codepoint >= LETTERS_FIRST && codepoint <= LETTERS_LAST);
}

static char *fold(const char *text, size_t len)
{
	char *copy = mem_strndup(text, len), *folded = utf8_fold(copy);
	free(copy);
	return folded;
}

/* Bytes of `text` that are `wanted`, which is folded; 0: it does not begin so. */
static size_t begins_with(const char *text, size_t len, const char *wanted)
{
	struct utf8_cluster cluster;
	size_t at = 0, missing = strlen(wanted);
	while (missing > 0 && utf8_next_cluster(text + at, len - at, &cluster)) {
		char *folded = fold(cluster.text, cluster.len);
		size_t some = strlen(folded) < missing ? strlen(folded) : missing;
		bool same = strncmp(folded, wanted, some) == 0;
		free(folded);
		if (!same)
			return 0;
		wanted += some;
		missing -= some;
		at += cluster.len;
	}
	return missing > 0 ? 0 : at;
}

/* The longest of the words that stands here; 0: none does. */
static size_t any_begins(const char *text, size_t len, const char *words)
{
	size_t longest = 0;
	while (*(words += strspn(words, BLANKS))) {
		size_t word = strcspn(words, BLANKS);
		char *wanted = fold(words, word);
		size_t found = *wanted ? begins_with(text, len, wanted) : 0;
		free(wanted);
		longest = found > longest ? found : longest;
		words += word;
	}
	return longest;
}

bool found_next(const char *text, size_t len, size_t from, const char *words, struct found *found)
{
	struct utf8_cluster cluster;
	bool within = false;
	for (size_t at = 0; utf8_next_cluster(text + at, len - at, &cluster); at += cluster.len) {
		bool letter = is_letter(cluster.text, cluster.len);
		size_t here = at >= from && !(within && letter) ? any_begins(text + at, len - at, words) : 0;
		if (here > 0) {
			*found = (struct found){at, here};
			return true;
		}
		within = letter;
	}
	return false;
}

void found_draw(struct grid *grid, struct rect rect, int x, int y, const char *text, size_t len,
                const char *words)
{
	struct found found;
	for (size_t at = 0; found_next(text, len, at, words, &found); at = found.start + found.len)
		grid_text_len(grid, rect, x + wrap_width(text, found.start), y, STYLE_FOUND,
		              text + found.start, found.len);
}
