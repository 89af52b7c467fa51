#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define CAP_MIN ((size_t)64)

void buf_init(struct buf *buf, size_t max)
{
	assert(max < SIZE_MAX);
	*buf = (struct buf){.data = mem_alloc(CAP_MIN), .cap = CAP_MIN, .max = max};
}

void buf_finish(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){0};
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->data[0] = '\0';
	buf->overflow = false;
}

/* Room for `extra` bytes and the NUL. */
static bool reserve(struct buf *buf, size_t extra)
{
	if (buf->overflow || extra > buf->max - buf->len) {
		buf->overflow = true;
		return false;
	}
	size_t wanted = buf->len + extra + 1;
	if (wanted <= buf->cap)
		return true;
	size_t doubled = buf->cap <= SIZE_MAX / 2 ? buf->cap * 2 : SIZE_MAX;
	buf->cap = wanted > doubled ? wanted : doubled;
	if (buf->cap > buf->max)
		buf->cap = buf->max + 1;
	buf->data = mem_realloc(buf->data, buf->cap, 1);
	return true;
}

bool buf_append(struct buf *buf, const void *bytes, size_t len)
{
	if (!reserve(buf, len))
		return false;
	if (len)
		memcpy(buf->data + buf->len, bytes, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
	return true;
}

bool buf_append_str(struct buf *buf, const char *s)
{
	return buf_append(buf, s, strlen(s));
}

bool buf_append_char(struct buf *buf, char c)
{
	return buf_append(buf, &c, 1);
}

bool buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(len >= 0);
	if (!reserve(buf, (size_t)len))
		return false;
	va_start(args, format);
	vsnprintf(buf->data + buf->len, (size_t)len + 1, format, args);
	va_end(args);
	buf->len += (size_t)len;
	return true;
}

void buf_consume(struct buf *buf, size_t len)
{
	assert(len <= buf->len);
	buf->len -= len;
	memmove(buf->data, buf->data + len, buf->len + 1);
}

char *buf_take(struct buf *buf)
{
	char *data = buf->data;
	buf_init(buf, buf->max);
	return data;
}
