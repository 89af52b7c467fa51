/*
 * vec: a growable array of any type, on the heap.
 *
 *     VEC(struct item) items = {0};
 *     vec_push(&items, item);
 *     for (size_t i = 0; i < items.len; i++) use(&items.items[i]);
 *     vec_finish(&items);          // frees the array, not what its items own
 *
 * A pointer to an item is valid until the next push, insert or remove.
 */
#ifndef COVEY_BASE_VEC_H
#define COVEY_BASE_VEC_H

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define VEC(type)                \
	struct {                 \
		type *items;     \
		size_t len, cap; \
	}

#define vec_reserve(v, wanted) ((v)->items = vec_grow_((v)->items, &(v)->cap, (wanted), sizeof(*(v)->items)))

#define vec_push(v, item) (vec_reserve((v), (v)->len + 1), (v)->items[(v)->len++] = (item))

/* Before the item at `at`, which may be v->len. */
#define vec_insert(v, at, item)          \
	(vec_reserve((v), (v)->len + 1), \
	 (v)->items[vec_open_((v)->items, &(v)->len, (at), sizeof(*(v)->items))] = (item))

#define vec_remove(v, at) vec_close_((v)->items, &(v)->len, (at), sizeof(*(v)->items))

#define vec_clear(v) ((v)->len = 0)

#define vec_finish(v) (free((v)->items), (v)->items = NULL, (v)->len = (v)->cap = 0)

/* Makes a hole at `at`, and says where. */
static inline size_t vec_open_(void *items, size_t *len, size_t at, size_t size)
{
	assert(at <= *len);
	char *hole = (char *)items + at * size;
	memmove(hole + size, hole, (*len - at) * size);
	++*len;
	return at;
}

static inline void vec_close_(void *items, size_t *len, size_t at, size_t size)
{
	assert(at < *len);
	char *hole = (char *)items + at * size;
	--*len;
	memmove(hole, hole + size, (*len - at) * size);
}

static inline void *vec_grow_(void *items, size_t *cap, size_t wanted, size_t size)
{
	if (wanted <= *cap)
		return items;
	size_t next = *cap ? *cap * 2 : 8;
	*cap = next < wanted ? wanted : next;
	return mem_realloc(items, *cap, size);
}

#endif
