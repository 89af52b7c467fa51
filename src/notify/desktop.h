/*
 * desktop: the desktop's notification service, reached by D-Bus.
 *
 * Each call may take as long as the service wants (25 s when it hangs), so they are made from one
 * thread that nobody waits for (notify.c).
 */
#ifndef COVEY_NOTIFY_DESKTOP_H
#define COVEY_NOTIFY_DESKTOP_H

#include <stdbool.h>

struct desktop;

/* Asks nobody anything yet. `clicked` is told of the conversation whose notification the person chose, from within desktop_wait() or another call. */
struct desktop *desktop_create(void (*clicked)(void *context, const char *conversation), void *context);
/* Takes away what is still shown: there is nobody any more to open it. */
void desktop_destroy(struct desktop *desktop);

/* Waits until the service says something, or desktop_wake() is called, which any thread may do. */
void desktop_wait(struct desktop *desktop);
void desktop_wake(struct desktop *desktop);

/* "dunst 1.9.0 (body, actions, …)", or NULL when nobody answers; the caller frees it. */
char *desktop_describe(struct desktop *desktop);

/* One notification for `conversation`, in place of the one before it. False when nobody took it. `title` and `body` are clean text; markup is escaped here. */
bool desktop_show(struct desktop *desktop, const char *conversation, const char *title, const char *body);

/* Takes it away, where there is one. False when nobody answered. */
bool desktop_close(struct desktop *desktop, const char *conversation);

#endif
