/* child: programs that are started. What we do with signals is ours, and nothing that they should inherit. */
#ifndef COVEY_BASE_CHILD_H
#define COVEY_BASE_CHILD_H

#include <stdbool.h>

/*
 * In a child, between fork and exec: no signal is blocked, and SIGPIPE, which libwebsockets ignores, ends a program
 * again. Does only what is safe there.
 */
void child_reset_signals(void);

/*
 * Starts `command` (found in $PATH), and leaves it to itself: in a session of its own, with /dev/null for its standard
 * descriptors, and nobody's to wait for. `input`: its standard input, or -1. `environment` NULL: ours. False when there
 * can be no process; a program that is not there is not told.
 */
bool child_run(const char *const command[], char *const environment[], int input);

#endif
