/*
 * utf8: what a terminal needs to know of Unicode text: validity, grapheme clusters,
 * display width, and text made safe to print.
 *
 * Clusters are those of UAX #29 (libutf8proc). Widths are columns. Terminals disagree
 * about ZWJ sequences, skin tones and VS16, so such a cluster is drawn as its base
 * alone, on whose width they all agree; or whole, in two columns, when somebody says that this
 * terminal does that. The one file that includes utf8proc.
 */
#ifndef COVEY_BASE_UTF8_H
#define COVEY_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A cell of ncurses holds a base character and four marks. */
#define UTF8_CELL_MARKS 4
/* Bytes of what is drawn of a cluster, with its NUL: also of an emoji of eight parts. */
#define UTF8_CELL_BYTES 48

struct utf8_cluster {
	const char *text; /* as it stands in the string */
	size_t len; /* bytes, at least 1 */
	int width; /* columns: 0, 1 or 2 */
};

/* RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. NUL bytes are valid here. */
bool utf8_valid(const char *s, size_t len);

/* One code point at `s`; its length in bytes, or 0 at the end. A bad byte counts as U+FFFD of length 1. */
size_t utf8_decode(const char *s, size_t len, uint32_t *codepoint);

/* Appends the code point's UTF-8 to `out` (at least 5 bytes, NUL-terminated); its length. */
size_t utf8_encode(uint32_t codepoint, char *out);

/* Columns of one code point: 0, 1 or 2; 0 for controls. */
int utf8_codepoint_width(uint32_t codepoint);

/* The cluster that starts at `s`; false at the end (`len` is 0). */
bool utf8_next_cluster(const char *s, size_t len, struct utf8_cluster *cluster);

/* The start of the cluster that ends at `offset`; 0 for 0. For cursor motion to the left. */
size_t utf8_prev_cluster(const char *s, size_t offset);

/*
 * What to draw for `cluster`: base and at most UTF8_CELL_MARKS more code points, no joiners. Their
 * widths add up to the cluster's. Usually only the base has one; in a flag of two letters or under an
 * Indic vowel sign a later one has, too, and starts a cell of its own (a curses cell takes only
 * marks of no width after its base).
 */
void utf8_cell(const struct utf8_cluster *cluster, char out[UTF8_CELL_BYTES]);

/*
 * Are emoji of several parts drawn whole from now on? Process-wide: it is the terminal's, and all that measures
 * text has to agree.
 */
void utf8_set_whole_emoji(bool whole);

/* Is it what utf8_cell() gives for such an emoji? */
bool utf8_is_whole_emoji(const char *cell);

/* Columns of the whole string. */
int utf8_width(const char *s);

/* Bytes of the longest prefix of whole clusters that fits in `columns`. */
size_t utf8_fit(const char *s, int columns);

/*
 * A copy safe for a terminal, which the caller frees: C0 controls become visible (^[, ^G …), C1 ones,
 * bidirectional controls and other invisible format characters become <U+202E>, bad bytes U+FFFD; a
 * combining mark with nothing to sit on gets a dotted circle. Newline (CR LF is one) and tab stay when
 * `keep_newlines`, else they become a blank.
 */
char *utf8_clean(const char *s, bool keep_newlines);

/* True for a C0 or C1 control, DEL, or a bidirectional control (protocol.md, section 7). */
bool utf8_is_control(uint32_t codepoint);
bool utf8_has_control(const char *s);

enum utf8_case { UTF8_UPPER, UTF8_LOWER, UTF8_TITLE };

/* Each character alone, by Unicode's simple mapping (so "ß" stays). The caller frees it. */
char *utf8_set_case(const char *s, size_t len, enum utf8_case wanted);

/*
 * Folded for comparing: case, accents and compatibility forms are gone ("Ärger" -> "arger").
 * The caller frees it.
 */
char *utf8_fold(const char *s);

#endif
