/*
 * notify: telling a person who is not looking, one notification for each conversation. There are several ways out;
 * which one fits the place (place.h), or the person named, is chosen once. None ever blocks the caller.
 *
 *     notify_show() ─┬─ worker.c ── desktop.c     a thread of its own: D-Bus may hang
 *                    ├─ escape.c                  sequences that the terminal understands
 *                    └─ command.c                 a command of the person's
 */
#ifndef COVEY_NOTIFY_NOTIFY_H
#define COVEY_NOTIFY_NOTIFY_H

#include <stddef.h>

struct notify;

/* X(NAME, "word", "what it is") */
#define NOTIFY_WAYS(X)                                                                \
	X(AUTO, "auto", "the command if there is one, else what fits the place")      \
	X(DESKTOP, "desktop", "the desktop's notifications")                          \
	X(OSC777, "osc777", "the terminal's: foot, Ghostty, WezTerm, Konsole, urxvt") \
	X(OSC99, "osc99", "the terminal's: kitty")                                    \
	X(OSC9, "osc9", "the terminal's: iTerm2, Warp")                               \
	X(BELL, "bell", "the terminal's bell")                                        \
	X(COMMAND, "command", "the command")                                          \
	X(OFF, "off", "none")

enum notify_way {
#define X(name, word, text) NOTIFY_##name,
	NOTIFY_WAYS(X)
#undef X
	        NOTIFY_WAY_COUNT,
};

struct notify_way_info {
	const char *word, *text;
};
extern const struct notify_way_info notify_ways[NOTIFY_WAY_COUNT];

struct place;

struct notify_config {
	enum notify_way way;
	const char *command; /* or NULL; run by sh, which finds the texts in its environment (command.h) */
	const struct place *place;
	/* To the terminal, between two pictures. */
	void (*write)(void *context, const char *bytes, size_t len);
	/* The person clicked on the notification of that conversation ("": of many). From notify_turn(). */
	void (*open)(void *context, const char *conversation);
	void *context;
};

/* Always works; where there is no way out, showing does nothing. */
struct notify *notify_create(const struct notify_config *config);
void notify_destroy(struct notify *notify);

/* What AUTO came to. */
enum notify_way notify_chosen(const struct notify *notify);

/* Readable when notify_turn() has something to do; stays the notify's. -1: never. */
int notify_fd(const struct notify *notify);
void notify_turn(struct notify *notify);

/* One notification for `conversation`; a later one for the same replaces it. Text is cleaned and escaped here. */
void notify_show(struct notify *notify, const char *conversation, const char *title, const char *body);

/* Takes it away, when it was read, where that can be done. */
void notify_close(struct notify *notify, const char *conversation);

#endif
