/*
 * plain_done: no command is left without a word. Most of them lead to one by themselves: a notice, a box, a
 * conversation that is opened. Of the others it is said that they are done, once their answer is there. Private to
 * plain.
 */
#ifndef COVEY_UI_PLAIN_DONE_H
#define COVEY_UI_PLAIN_DONE_H

#include "ui/plain.h"

#define PLAIN_WAITS "It waits for a connection.\n"

/* This command was typed; NULL: an answer to what the last one asks. */
void plain_owe(struct plain *plain, const char *command);

/* Something was said of it, or nothing is to be. */
void plain_owe_nothing(struct plain *plain);

/* What is owed, unless the answer is still to come; and after a connection came back, that nothing waits for it. */
void plain_say_done(struct plain *plain, const struct state *state, struct buf *out);

#endif
