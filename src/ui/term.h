/*
 * term: the terminal. The only file behind this header that includes curses: it sets the terminal up and
 * gives it back whatever happens, reads keys and pastes, and puts a grid's changed cells on it.
 */
#ifndef COVEY_UI_TERM_H
#define COVEY_UI_TERM_H

#include <stdbool.h>

#include "ui/grid.h"
#include "ui/key.h"
#include "ui/mouse.h"
#include "ui/pixels.h"

struct err;

enum term_input {
	TERM_NOTHING, /* no more for now */
	TERM_KEY,
	TERM_PASTE,
	TERM_MOUSE,
	TERM_FOCUS_IN,
	TERM_FOCUS_OUT,
	TERM_ANSWER, /* term.c's own: it asked */
	TERM_HANGUP, /* the terminal is gone */
};

/* What belongs to an input of its kind. */
struct term_event {
	struct key key;
	struct mouse mouse;
	char *paste; /* the caller's to free */
	struct pixels_answer answer;
};

/* A paste is cut off there, with a note. */
#define TERM_PASTE_MAX (1024 * 1024)

/* False and `err` (a sentence) when standard input or output is no terminal, or TERM is unknown. NO_COLOR is honoured (no-color.org). */
bool term_start(struct err *err);

/* It can move no cursor (TERM=dumb, a printer): a screen cannot be drawn. False where TERM is unknown. */
bool term_is_dumb(void);

/* What the terminal of standard output has, without starting. False and `err` when there is none, or TERM is unknown. */
bool term_look(int *colours, struct err *err);

/* Gives the terminal back as it was; may be called twice. */
void term_stop(void);

/* The terminal has another size now (SIGWINCH, which the program hears of itself): asks for it. */
void term_resize(void);

/* The size in cells, at least 1x1. */
void term_size(int *width, int *height);

/* The next input. Never blocks. */
enum term_input term_read(struct term_event *event);

/* What styles look like from the next picture on; `looks` (STYLE_COUNT of them) is borrowed until the next call. */
void term_set_looks(const struct style_look *looks);

/* How it shows pictures, as far as it has said so yet. */
const struct pixels_able *term_pixels(void);

/* Does the mouse come to us? Else the terminal selects text with it. */
void term_set_mouse(bool wanted);

/* Puts what differs from the last picture on the terminal. */
void term_draw(const struct grid *grid);

/* The title of the terminal's window, where it has one; `title` is clean text. term_stop() gives the one before back. */
void term_set_title(const char *title);

/* Another program has the terminal, as it was found, until it is taken back; what is drawn or written meanwhile is not shown. */
void term_lend(void);
void term_take_back(void);

/* An escape sequence that shows nothing in any cell, behind all that was drawn. */
void term_write(const char *bytes, size_t len);

#endif
