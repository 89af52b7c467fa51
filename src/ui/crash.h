/*
 * crash: the terminal is given back when the program dies of a signal. The signal then does what it would have done.
 *
 * Signals come without a context: so what they need is the file's.
 */
#ifndef COVEY_UI_CRASH_H
#define COVEY_UI_CRASH_H

#include <stddef.h>
#include <termios.h>

/* What a handler writes at most. */
#define CRASH_BYTES 1024

/* From now on; `before` is how the terminal was. Signals that the program handles by itself are left alone. */
void crash_catch(const struct termios *before);

/* What is written then, made before; at most CRASH_BYTES. */
void crash_set_restore(const char *bytes, size_t len);

void crash_release(void);

#endif
