/*
 * buf: growable bytes with a ceiling.
 *
 * Whatever the network, a file or a person can fill has a limit that is given when
 * the buffer is made (curl's dynbuf is the model). Past it nothing is appended and
 * `overflow` stays set until the buffer is cleared, so a caller may append a whole
 * document and look once at the end. The content is always NUL-terminated.
 */
#ifndef COVEY_BASE_BUF_H
#define COVEY_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data; /* never NULL after buf_init; data[len] is NUL */
	size_t len;
	size_t cap;
	size_t max; /* bytes, without the NUL */
	bool overflow;
};

void buf_init(struct buf *buf, size_t max);
void buf_finish(struct buf *buf);

/* Empties it, keeps the memory. */
void buf_clear(struct buf *buf);

/* False when it would not fit: then nothing is appended and `overflow` is set. */
bool buf_append(struct buf *buf, const void *bytes, size_t len);
bool buf_append_str(struct buf *buf, const char *s);
bool buf_append_char(struct buf *buf, char c);
bool buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Drops `len` bytes at the front. */
void buf_consume(struct buf *buf, size_t len);

/* Hands the NUL-terminated content to the caller, who frees it; the buffer is empty afterwards. */
char *buf_take(struct buf *buf);

#endif
