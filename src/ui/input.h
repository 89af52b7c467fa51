/*
 * input: what a terminal sends, as keys, pastes, the mouse and changes of focus. Bytes in, events out; it reads
 * nothing itself.
 *
 * Sequences are those of xterm and its kin (ECMA-48, with the modifiers of xterm's and the "CSI u" form), of
 * the VT220, the Linux console and rxvt, which is all that terminals of today send. Others are swallowed whole.
 */
#ifndef COVEY_UI_INPUT_H
#define COVEY_UI_INPUT_H

#include "base/buf.h"
#include "ui/key.h"
#include "ui/term.h"

struct input {
	struct buf bytes; /* came and not decoded yet */
	struct buf paste; /* so far; newlines are \n */
	bool pasting, paste_after_return;
	char erase; /* the byte that the Backspace key sends */
	bool asked; /* the terminal was asked something, and has not said all */
};

void input_init(struct input *input, char erase);
void input_finish(struct input *input);

void input_feed(struct input *input, const char *bytes, size_t len);

/* The terminal was asked PIXELS_QUERIES: nothing of what it answers is taken for keys, however slowly it comes. */
void input_expect_answers(struct input *input);

/*
 * The next event. TERM_NOTHING when there is none, or when the bytes could be the beginning of a sequence:
 * then input_is_unsure(), and with `final` (nothing followed in time) they are taken as they are.
 */
enum term_input input_next(struct input *input, bool final, struct term_event *event);
bool input_is_unsure(const struct input *input);

#endif
