#include "docs/words.h"

#include <string.h>

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define WORD "-abcdefghijklmnopqrstuvwxyz" UPPER

void words_list(FILE *out, const char *words, words_piece piece)
{
	const char *separator = "";
	while (*(words += strspn(words, " "))) {
		size_t len = strcspn(words, " ");
		fputs(separator, out);
		piece(out, WORDS_LITERAL, words, len);
		separator = ", ";
		words += len;
	}
}

void words_split(FILE *out, const char *usage, words_piece piece)
{
	while (*usage) {
		size_t len = strspn(usage, WORD);
		if (len == 0) {
			len = strcspn(usage, WORD);
			piece(out, WORDS_BETWEEN, usage, len);
		} else {
			piece(out, strspn(usage, UPPER) >= len ? WORDS_VALUE : WORDS_LITERAL, usage, len);
		}
		usage += len;
	}
}
