/*
 * str: small helpers for NUL-terminated strings and lists of them.
 *
 * A `strspan` is a borrowed, read-only list (what a decoded frame or a query gives);
 * a `strlist` owns its strings (what state keeps).
 */
#ifndef COVEY_BASE_STR_H
#define COVEY_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct strspan {
	const char *const *items;
	size_t len;
};

struct strlist {
	char **items;
	size_t len, cap;
};

/* NULL equals NULL only. */
bool str_equal(const char *a, const char *b);
bool str_has_prefix(const char *s, const char *prefix);

/* True for NULL and for "". */
bool str_empty(const char *s);

/* Decimal without sign or blanks into `*value`; false when it is anything else or above `max`. */
bool str_to_uint(const char *s, uint64_t max, uint64_t *value);

/* Copies what fits with its NUL; a UTF-8 character is never cut in two. */
void str_copy(char *dst, size_t size, const char *src);

bool strspan_contains(struct strspan span, const char *s);

/* A deep copy in `arena`. */
struct strspan strspan_copy(struct arena *arena, struct strspan span);

void strlist_finish(struct strlist *list);
void strlist_clear(struct strlist *list);
void strlist_add(struct strlist *list, const char *s);
bool strlist_contains(const struct strlist *list, const char *s);

/* The first place of `s`, or -1. */
ptrdiff_t strlist_index(const struct strlist *list, const char *s);

/* Removes the first `s`; false when it is not there. */
bool strlist_remove(struct strlist *list, const char *s);

/* `list` becomes a copy of `span`; false when it was the same already. */
bool strlist_assign(struct strlist *list, struct strspan span);

/* Borrowed until `list` changes. */
struct strspan strlist_span(const struct strlist *list);

#endif
