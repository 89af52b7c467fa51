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

/* Asks nobody anything yet. */
struct desktop *desktop_create(void);
void desktop_destroy(struct desktop *desktop);

/* One notification for `conversation`, in place of the one before it. False when nobody took it. `title` and `body` are clean text; markup is escaped here. */
bool desktop_show(struct desktop *desktop, const char *conversation, const char *title, const char *body);

/* Takes it away, where there is one. False when nobody answered. */
bool desktop_close(struct desktop *desktop, const char *conversation);

#endif
