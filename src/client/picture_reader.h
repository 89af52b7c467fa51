/*
 * picture_reader: what covey-picture says. It has decoded what strangers sent, so nothing that it says goes to the
 * terminal as it is: cells have one clean character, sixels stay within the picture, the rest is base64.
 */
#ifndef COVEY_CLIENT_PICTURE_READER_H
#define COVEY_CLIENT_PICTURE_READER_H

#include "state/model.h"

/* More of it is refused. */
#define PICTURE_BYTES ((size_t)8 * 1024 * 1024)

/* False when it is not what was asked for; `picture` is to be finished anyway. `text` has a NUL behind `len` bytes. */
bool picture_read(const char *text, size_t len, const struct state_picture_form *form,
                  struct state_picture *picture);

#endif
