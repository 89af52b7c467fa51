/*
 * A list of blocks; pieces are cut from the first one. Blocks grow from 4 KiB to
 * 64 KiB, so that a small frame costs little and a large one few calls; what is larger
 * than a quarter of a block gets one of its own, behind the first, which goes on serving.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BLOCK_MIN ((size_t)4096)
#define BLOCK_MAX ((size_t)65536)

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char data[];
};

void arena_init(struct arena *arena)
{
	arena->head = NULL;
}

void arena_reset(struct arena *arena)
{
	struct arena_block *block = arena->head;
	while (block) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
	arena->head = NULL;
}

void arena_finish(struct arena *arena)
{
	arena_reset(arena);
}

static struct arena_block *block_create(size_t size)
{
	assert(size <= SIZE_MAX - sizeof(struct arena_block));
	struct arena_block *block = mem_realloc(NULL, sizeof(*block) + size, 1);
	block->next = NULL;
	block->used = 0;
	block->size = size;
	return block;
}

static size_t next_block_size(const struct arena *arena)
{
	size_t size = arena->head ? arena->head->size * 2 : BLOCK_MIN;
	return size < BLOCK_MAX ? size : BLOCK_MAX;
}

static struct arena_block *block_with_room(struct arena *arena, size_t size)
{
	struct arena_block *head = arena->head;
	if (head && head->size - head->used >= size)
		return head;
	if (head && size > head->size / 4) {
		struct arena_block *own = block_create(size);
		own->next = head->next;
		head->next = own;
		return own;
	}
	size_t wanted = next_block_size(arena);
	struct arena_block *block = block_create(wanted < size ? size : wanted);
	block->next = head;
	arena->head = block;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	assert(size <= SIZE_MAX - align);
	size_t rounded = (size + align - 1) / align * align;
	if (rounded == 0)
		rounded = align;
	struct arena_block *block = block_with_room(arena, rounded);
	void *piece = block->data + block->used;
	block->used += rounded;
	return memset(piece, 0, rounded);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(count, size, &total))
		abort();
	return arena_alloc(arena, total);
}

char *arena_strdup(struct arena *arena, const char *s)
{
	return s ? arena_strndup(arena, s, strlen(s)) : NULL;
}

char *arena_strndup(struct arena *arena, const char *s, size_t len)
{
	char *copy = arena_alloc(arena, len + 1);
	if (len)
		memcpy(copy, s, len);
	return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(len >= 0);
	char *text = arena_alloc(arena, (size_t)len + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}
