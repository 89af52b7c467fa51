/*
 * listener: a screen that is read out, as "covey --plain" does. Lines go in, and what was said since the last
 * look comes out. One at a time.
 */
#ifndef COVEY_TESTS_LISTENER_H
#define COVEY_TESTS_LISTENER_H

#include "screen.h"

/* Logged in as screen_login_filed() does, with the room test open; what that says is forgotten. */
void listener_start(struct screen *screen);
void listener_stop(struct screen *screen);

/* A line is typed, and what it leads to is said. */
void listener_line(struct screen *screen, const char *text);

/* What is new is said. */
void listener_listen(struct screen *screen);

/* All that was said since the last look. */
const char *listener_said(void);
void listener_forget(void);
void assert_said_(const char *expected, const char *file, int line);
#define assert_said(expected) assert_said_((expected), __FILE__, __LINE__)

#endif
