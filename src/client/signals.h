/*
 * signals: signals as something that the loop hears of (signalfd(2)), so that nothing runs inside a handler.
 */
#ifndef COVEY_CLIENT_SIGNALS_H
#define COVEY_CLIENT_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct loop;

/*
 * From now on each of `numbers` (ended by 0) calls back from the loop, and does nothing else to the program.
 * A program that is started must get its mask back (base/child.h). To be called once, before there are threads.
 */
bool signals_watch(struct loop *loop, const int *numbers, void (*on_signal)(void *context, int number),
                   void *context, struct err *err);

#endif
