#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *ptr)
{
	if (!ptr) {
		fputs("covey: out of memory\n", stderr);
		abort();
	}
	return ptr;
}

void *mem_alloc(size_t size)
{
	return checked(calloc(1, size ? size : 1));
}

void *mem_realloc(void *ptr, size_t count, size_t size)
{
	/* reallocarray(ptr, 0) frees, and then a NULL would be no failure. */
	if (count == 0 || size == 0)
		count = size = 1;
	return checked(reallocarray(ptr, count, size));
}

char *mem_strdup(const char *s)
{
	return s ? checked(strdup(s)) : NULL;
}

char *mem_strndup(const char *s, size_t len)
{
	/* Not strndup(3): that stops at a NUL and so promises less memory than `len` bytes. */
	char *copy = mem_realloc(NULL, len + 1, 1);
	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

void mem_replace(char **slot, const char *s)
{
	char *copy = mem_strdup(s);
	free(*slot);
	*slot = copy;
}
