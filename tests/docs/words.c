#include "docs/words.h"

#include <string.h>

#include "base/str.h"

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define WORD "-abcdefghijklmnopqrstuvwxyz" UPPER
#define AND_SO_ON "…"

bool words_next_key(const char **keys, struct words_piece *piece)
{
	*keys += strspn(*keys, " ");
	*piece = (struct words_piece){WORDS_LITERAL, *keys, (int)strcspn(*keys, " ")};
	*keys += piece->len;
	return piece->len > 0;
}

bool words_next(const char **usage, struct words_piece *piece)
{
	size_t len = strspn(*usage, WORD);
	enum words_kind kind = strspn(*usage, UPPER) >= len ? WORDS_VALUE : WORDS_LITERAL;
	if (len == 0) {
		len = strcspn(*usage, WORD);
		kind = WORDS_BETWEEN;
	}
	*piece = (struct words_piece){kind, *usage, (int)len};
	*usage += len;
	return len > 0;
}

bool words_next_argument(const char **usage, struct words_piece *piece, bool *repeats)
{
	bool after_option = false;
	while (words_next(usage, piece)) {
		if (piece->kind == WORDS_VALUE && !after_option) {
			*repeats = str_has_prefix(*usage, AND_SO_ON);
			return true;
		}
		if (piece->kind == WORDS_LITERAL)
			after_option = *piece->text == '-' && piece->len > 1;
		else if (piece->kind == WORDS_VALUE || strcspn(piece->text, "]|") < (size_t)piece->len)
			after_option = false;
	}
	return false;
}
