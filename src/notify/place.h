/*
 * place: where the program runs, as far as notifications go: on a desktop or over SSH, in which terminal, in tmux or
 * screen or neither.
 *
 * No terminal is asked: what it answered would come in among the keys. Its variables tell most of them apart, TERM
 * comes along over SSH, and tmux, which has asked already, tells what it was told.
 */
#ifndef COVEY_NOTIFY_PLACE_H
#define COVEY_NOTIFY_PLACE_H

#include <stdbool.h>

#include "notify/notify.h"

enum place_mux {
	PLACE_DIRECT,
	PLACE_TMUX,
	PLACE_SCREEN,
};

#define PLACE_NAME_SIZE 64

struct place {
	bool over_ssh;
	bool has_bus; /* a D-Bus session is named */
	enum place_mux mux;
	bool mux_is_here; /* else it is at the other end of an SSH connection and cannot be asked */
	bool passthrough; /* the mux lets sequences through to the terminal */
	bool focus_events; /* the mux tells which pane has the focus; true without one */
	char terminal[PLACE_NAME_SIZE]; /* the outermost one's name; "": not known */
	enum notify_way terminal_way; /* what it understands; BELL where nothing else is known */
};

/* getenv(3), or a test's. */
typedef char *place_getenv(const char *name);

/* Asks nobody. */
void place_look(struct place *place, place_getenv *get);

/* Is there a D-Bus session? */
bool place_has_bus(place_getenv *get);

/* Asks tmux, if it is here, and waits for it no longer than `timeout_ms`. */
void place_ask(struct place *place, int timeout_ms);

/* As tmux answers: what its terminal said it was, its TERM, allow-passthrough and focus-events, a line each. */
void place_take(struct place *place, const char *answer);

/* The way that fits. */
enum notify_way place_choose(const struct place *place);
/* The same without the desktop. */
enum notify_way place_choose_terminal(const struct place *place);

#endif
