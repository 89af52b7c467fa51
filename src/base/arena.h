/*
 * arena: memory that is handed out piece by piece and freed at once.
 *
 * What is decoded from one frame, or answered in one turn of a loop, lives in one
 * arena and goes with it: nothing in it is freed by itself, so nothing can be freed
 * twice or forgotten.
 */
#ifndef COVEY_BASE_ARENA_H
#define COVEY_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *head;
};

void arena_init(struct arena *arena);

/* Frees everything that was handed out; the arena can be used again. */
void arena_reset(struct arena *arena);

void arena_finish(struct arena *arena);

/* Zeroed, aligned for any type; never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* Zeroed memory for `count` items of `size` bytes; overflow ends the program. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* NULL gives NULL. */
char *arena_strdup(struct arena *arena, const char *s);
char *arena_strndup(struct arena *arena, const char *s, size_t len);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
