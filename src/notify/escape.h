/* escape: the sequences by which a terminal shows a notification, also from within tmux or screen. */
#ifndef COVEY_NOTIFY_ESCAPE_H
#define COVEY_NOTIFY_ESCAPE_H

#include "notify/place.h"

struct buf;

/* What a sequence may have in bytes, wrapped. */
#define ESCAPE_MAX 16384

/* `way` is one of the terminal's. `title` and `body` are clean text without newlines. */
void escape_show(struct buf *out, enum notify_way way, enum place_mux mux, const char *conversation,
                 const char *title, const char *body);

/* Takes it away, where the way can; else nothing is appended. */
void escape_close(struct buf *out, enum notify_way way, enum place_mux mux, const char *conversation);

/* Lets `bytes` through the mux to the terminal. */
void escape_wrap(struct buf *out, enum place_mux mux, const char *bytes, size_t len);

#endif
