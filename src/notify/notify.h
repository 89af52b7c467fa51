/*
 * notify: telling a person who is not looking. It never blocks the caller: what can hang
 * (D-Bus) is done in a thread of its own.
 */
#ifndef COVEY_NOTIFY_NOTIFY_H
#define COVEY_NOTIFY_NOTIFY_H

struct notify;

/* Always works; where there is no desktop, showing does nothing. */
struct notify *notify_create(void);
void notify_destroy(struct notify *notify);

/* One notification for `conversation`; a later one for the same replaces it. Text is cleaned and escaped here. */
void notify_show(struct notify *notify, const char *conversation, const char *title, const char *body);

/* Takes it away, when it was read. */
void notify_close(struct notify *notify, const char *conversation);

#endif
