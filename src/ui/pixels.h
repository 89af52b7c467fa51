/*
 * pixels: how a terminal shows pictures, if it does: what it is asked and what its answers mean, which way is
 * chosen, and the bytes that show one and take it away.
 *
 * kitty: sw.kovidgoyal.net/kitty/graphics-protocol; iTerm2: iterm2.com/documentation-images; sixels: DEC's VT340, and
 * xterm's control sequences (DA1, XTSMGRAPHICS, window operation 16).
 */
#ifndef COVEY_UI_PIXELS_H
#define COVEY_UI_PIXELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "state/model.h"

struct buf;

/* [looks] pictures. X(NAME, "word") */
#define PIXELS_CHOICES(X)   \
	X(AUTO, "auto")     \
	X(SIXEL, "sixel")   \
	X(KITTY, "kitty")   \
	X(ITERM, "iterm")   \
	X(BLOCKS, "blocks") \
	X(OFF, "off")

enum pixels_choice {
#define X(NAME, word) PIXELS_##NAME,
	PIXELS_CHOICES(X)
#undef X
	        PIXELS_CHOICE_COUNT,
};

extern const char *const pixels_choice_words[PIXELS_CHOICE_COUNT];

/* What a terminal can, as far as it is known. */
struct pixels_able {
	bool in_mux; /* tmux or screen stands before it, which keeps what it does not know to itself */
	bool mute; /* it would show what it is asked of kitty's graphics */
	bool kitty, iterm, sixel;
	int colours; /* of its sixels; 0: it did not say */
	int cell_width, cell_height; /* pixels; 0: not known */
	bool cell_told; /* by the terminal itself, which knows its borders */
};

enum pixels_answer_kind {
	PIXELS_NOTHING,
	PIXELS_GRAPHICS, /* kitty's are there */
	PIXELS_COLOURS, /* first: how many sixels have */
	PIXELS_CELL, /* first: height, second: width; pixels */
	PIXELS_ATTRIBUTES, /* first: whether it has sixels. Every terminal answers this, and it was asked last */
};

struct pixels_answer {
	enum pixels_answer_kind kind;
	int first, second;
};

/* Where it runs (getenv(3), or a test's). */
void pixels_look(struct pixels_able *able, char *(*get)(const char *name));

/* What it is to be asked. */
void pixels_ask(const struct pixels_able *able, struct buf *out);
/* Only how large a cell is. */
#define PIXELS_ASK_CELL "\033[16t"

/* "CSI mark parameters final" (mark 0: none), and what stands between "ESC _" and its end; false when it is no answer to what is asked. */
bool pixels_read_answer(struct pixels_answer *answer, char mark, char final, const int *parameters,
                        size_t count);
bool pixels_read_command(struct pixels_answer *answer, const char *text, size_t len);

void pixels_take(struct pixels_able *able, const struct pixels_answer *answer);

/* What the kernel knows of the size: of all, in pixels, and in cells. */
void pixels_measure(struct pixels_able *able, int width, int height, int columns, int rows);

/* The way for pictures that are not off. */
enum state_pixels pixels_choose(enum pixels_choice choice, const struct pixels_able *able);

/* Shows a picture at the cursor; `id` names it for pixels_remove(). */
void pixels_show(const struct state_picture *picture, uint32_t id, struct buf *out);
/* Where blanks over it are not enough. */
void pixels_remove(enum state_pixels pixels, uint32_t id, struct buf *out);
/* Bytes of the former at most. */
size_t pixels_size(const struct state_picture *picture);

#endif
