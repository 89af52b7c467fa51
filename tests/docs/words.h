/* words: how the tables write keys and usages, taken apart for the documents. */
#ifndef COVEY_DOCS_WORDS_H
#define COVEY_DOCS_WORDS_H

#include <stdbool.h>

enum words_kind {
	WORDS_LITERAL, /* typed as it stands: --group, create, F1 */
	WORDS_VALUE, /* stands for something: NAME */
	WORDS_BETWEEN, /* brackets, blanks, bars */
};

struct words_piece {
	enum words_kind kind;
	const char *text; /* `len` bytes of it */
	int len;
};

/* The next of the keys that blanks separate; false at the end. */
bool words_next_key(const char **keys, struct words_piece *piece);

/* The next piece of a usage, "[--group GROUP] CONV…|-". */
bool words_next(const char **usage, struct words_piece *piece);

/* The next argument of a usage that is no option's value; `repeats` when any number may stand there. */
bool words_next_argument(const char **usage, struct words_piece *piece, bool *repeats);

#endif
