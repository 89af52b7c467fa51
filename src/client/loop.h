/*
 * loop: the client's one thread. A cover over the libwebsockets event loop: file descriptors that
 * wake it, timers, and an end. Nothing polls.
 */
#ifndef COVEY_CLIENT_LOOP_H
#define COVEY_CLIENT_LOOP_H

#include <stdbool.h>
#include <stdint.h>

struct err;
struct loop;
struct loop_timer;
struct lws_context;

/* NULL and `err` when the system says no. */
struct loop *loop_create(struct err *err);
void loop_destroy(struct loop *loop);

/* For net's sessions. */
struct lws_context *loop_context(struct loop *loop);

/* Runs until loop_stop(); `on_turn` is called after each turn, when all that was ready has been handled (commit, draw). */
void loop_run(struct loop *loop, void (*on_turn)(void *context), void *context);

/* From a callback. */
void loop_stop(struct loop *loop);

/* From a signal handler or a thread: the loop makes a turn. */
void loop_wake(struct loop *loop);

/* Calls back whenever `fd` (owned by the loop from now on) is readable or hung up. */
bool loop_watch(struct loop *loop, int fd, void (*on_ready)(void *context), void *context, struct err *err);

/* The same, but the first time is the last, and closes it. */
bool loop_watch_once(struct loop *loop, int fd, void (*on_ready)(void *context), void *context,
                     struct err *err);

/* No more calls for `fd`, which the loop closes. It is being watched. */
void loop_unwatch(struct loop *loop, int fd);

/* As loop_watch() for standard input, which stays as it is: whoever shares it would not know what to do with a non-blocking one. */
bool loop_watch_input(struct loop *loop, void (*on_ready)(void *context), void *context, struct err *err);

/* It has come to its end, or another program reads it for a while. */
void loop_unwatch_input(struct loop *loop);
void loop_rewatch_input(struct loop *loop);

/* A timer that is not set; the loop's end frees it. */
struct loop_timer *loop_timer_create(struct loop *loop, void (*on_time)(void *context), void *context);
void loop_timer_set(struct loop_timer *timer, int64_t ms);
void loop_timer_clear(struct loop_timer *timer);

#endif
