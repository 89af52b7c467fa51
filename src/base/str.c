#include "base/str.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/vec.h"

bool str_equal(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	return strcmp(a, b) == 0;
}

bool str_has_prefix(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_empty(const char *s)
{
	return !s || !*s;
}

bool str_to_uint(const char *s, uint64_t max, uint64_t *value)
{
	uint64_t sum = 0;
	if (str_empty(s))
		return false;
	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			return false;
		if (__builtin_mul_overflow(sum, 10, &sum) || __builtin_add_overflow(sum, *s - '0', &sum))
			return false;
	}
	if (sum > max)
		return false;
	*value = sum;
	return true;
}

void str_copy(char *dst, size_t size, const char *src)
{
	assert(size > 0);
	size_t len = strlen(src);
	if (len >= size) {
		len = size - 1;
		/* A character has at most three bytes after its first. */
		for (int i = 0; i < 3 && len > 0 && ((unsigned char)src[len] & 0xC0) == 0x80; i++)
			len--;
	}
	memmove(dst, src, len);
	dst[len] = '\0';
}

bool strspan_contains(struct strspan span, const char *s)
{
	for (size_t i = 0; i < span.len; i++)
		if (str_equal(span.items[i], s))
			return true;
	return false;
}

struct strspan strspan_copy(struct arena *arena, struct strspan span)
{
	const char **items = arena_array(arena, span.len, sizeof(*items));
	for (size_t i = 0; i < span.len; i++)
		items[i] = arena_strdup(arena, span.items[i]);
	return (struct strspan){items, span.len};
}

void strlist_finish(struct strlist *list)
{
	strlist_clear(list);
	vec_finish(list);
}

void strlist_clear(struct strlist *list)
{
	for (size_t i = 0; i < list->len; i++)
		free(list->items[i]);
	vec_clear(list);
}

void strlist_add(struct strlist *list, const char *s)
{
	vec_push(list, mem_strdup(s));
}

bool strlist_contains(const struct strlist *list, const char *s)
{
	return strlist_index(list, s) >= 0;
}

ptrdiff_t strlist_index(const struct strlist *list, const char *s)
{
	for (size_t i = 0; i < list->len; i++)
		if (str_equal(list->items[i], s))
			return (ptrdiff_t)i;
	return -1;
}

bool strlist_remove(struct strlist *list, const char *s)
{
	ptrdiff_t at = strlist_index(list, s);
	if (at < 0)
		return false;
	free(list->items[at]);
	vec_remove(list, (size_t)at);
	return true;
}

static bool same_items(const struct strlist *list, struct strspan span)
{
	if (list->len != span.len)
		return false;
	for (size_t i = 0; i < span.len; i++)
		if (!str_equal(list->items[i], span.items[i]))
			return false;
	return true;
}

bool strlist_assign(struct strlist *list, struct strspan span)
{
	if (same_items(list, span))
		return false;
	/* `span` may show parts of `list`: copy before freeing. */
	struct strlist fresh = {0};
	for (size_t i = 0; i < span.len; i++)
		strlist_add(&fresh, span.items[i]);
	strlist_finish(list);
	*list = fresh;
	return true;
}

struct strspan strlist_span(const struct strlist *list)
{
	return (struct strspan){(const char *const *)list->items, list->len};
}
