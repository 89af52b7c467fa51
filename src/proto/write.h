/*
 * write: JSON text straight into a buf, without a tree between.
 *
 * Whether a comma is due shows in the byte before: a value never ends in { [ or :
 * outside of a string's quotes. Seen in this room only.
 */
#ifndef COVEY_PROTO_WRITE_H
#define COVEY_PROTO_WRITE_H

#include <stdbool.h>
#include <stdint.h>

struct buf;

/* A comma, unless this is the first member or element. Before each element of an array. */
void write_comma(struct buf *out);

/* A comma where one is due, and `"name":`; `name` needs no escapes. */
void write_name(struct buf *out, const char *name);

/* Escaped; bytes that are no UTF-8 become U+FFFD, so that a frame is always a valid one. NULL writes null. */
void write_string(struct buf *out, const char *s);
void write_int(struct buf *out, int64_t value);
void write_bool(struct buf *out, bool value);

#endif
