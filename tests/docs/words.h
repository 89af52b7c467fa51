/* words: how the tables write keys, usages and options, taken apart for the documents. */
#ifndef COVEY_DOCS_WORDS_H
#define COVEY_DOCS_WORDS_H

#include <stdio.h>

enum words_kind {
	WORDS_LITERAL, /* typed as it stands: --group, create, F1 */
	WORDS_VALUE, /* stands for something: NAME */
	WORDS_BETWEEN, /* brackets, blanks, bars */
};

/* Writes one piece of a text. */
typedef void (*words_piece)(FILE *out, enum words_kind kind, const char *text, size_t len);

/* Keys or the like, separated by blanks: each as a literal, ", " between them. */
void words_list(FILE *out, const char *words, words_piece piece);

/* A usage, "[--group NAME] CONV|-". */
void words_split(FILE *out, const char *usage, words_piece piece);

#endif
