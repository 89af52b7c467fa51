/*
 * search: how messages are found by their words, the same in the server's database and in the cache.
 *
 *     message ── triggers, search_words() ──► message_text (FTS5) ◄── MATCH search_expression() ── keyword
 *
 * Words are found by their beginning, whatever their case and accents; scripts written without spaces
 * (Chinese, Japanese, Thai, …) and emoji by any substring: each of their characters is a word for
 * the index, and what is looked for is a row of them (protocol.md, section 3).
 */
#ifndef COVEY_STORE_SEARCH_H
#define COVEY_STORE_SEARCH_H

#include <stdbool.h>

struct sqlite3;

/* Of message_text: letters, numbers, marks and symbols make words; folding is done by search_words(). */
#define SEARCH_TOKENIZER "unicode61 remove_diacritics 0 categories ''L* N* M* So Co''"

/* Bytes, and words between blanks, of what is looked for. */
#define SEARCH_KEYWORD_BYTES 256
#define SEARCH_KEYWORD_WORDS 16

/* `text` as it is indexed, with blanks between words. The caller frees it. */
char *search_words(const char *text);

/*
 * What to MATCH for messages that have every word of `keyword`; the caller frees it. NULL when there is
 * no word in it, or more than can be looked for.
 */
char *search_expression(const char *keyword);

/* The SQL function search_words(text) for a connection's triggers. */
bool search_install(struct sqlite3 *handle);

#endif
