/*
 * mem: allocation that cannot fail.
 *
 * A chat client that is out of memory cannot do anything useful, so every
 * allocation either succeeds or ends the program with a line on standard error.
 * What the network or a file can make large is bounded by a struct buf's ceiling
 * (buf.h) or an arena's, not here.
 */
#ifndef COVEY_BASE_MEM_H
#define COVEY_BASE_MEM_H

#include <stddef.h>

/* Zeroed memory; the caller frees it with free(3). */
void *mem_alloc(size_t size);

/* Like reallocarray(3): `count` items of `size` bytes, overflow checked. */
void *mem_realloc(void *ptr, size_t count, size_t size);

/* A copy of `s` that the caller frees; NULL gives NULL. */
char *mem_strdup(const char *s);

/* A NUL-terminated copy of the `len` bytes at `s`. */
char *mem_strndup(const char *s, size_t len);

/* `*slot` becomes a copy of `s` (or NULL), what it held is freed. `s` may point into `*slot`. */
void mem_replace(char **slot, const char *s);

#endif
