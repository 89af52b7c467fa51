/*
 * roff: the language of manual pages (man(7)). What is not ASCII is written \[uXXXX], which every
 * formatter knows.
 */
#ifndef COVEY_DOCS_ROFF_H
#define COVEY_DOCS_ROFF_H

#include <stdio.h>

#include "docs/words.h"

/* Literals bold, values slanted. */
void roff_piece(FILE *out, struct words_piece piece);
void roff_word(FILE *out, enum words_kind kind, const char *text);

/* Keys with ", " between them; a usage. */
void roff_keys(FILE *out, const char *keys);
void roff_usage(FILE *out, const char *usage);

/* An entry of a list: a tag, which the caller writes between these two, and its help. */
void roff_begin_entry(FILE *out);
void roff_end_entry(FILE *out, const char *help);

/* The tag of an option: "-n, --count N". `letter` may be 0, `value` NULL. */
void roff_option(FILE *out, char letter, const char *name, const char *value);

#endif
