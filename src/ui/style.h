/*
 * style: every element of the screen that has a look of its own. One table: the enum, the names for
 * themes, and the defaults are made from it; a colour has one meaning.
 */
#ifndef COVEY_UI_STYLE_H
#define COVEY_UI_STYLE_H

#include <stdbool.h>
#include <stdint.h>

enum style_attribute {
	STYLE_BOLD = 1 << 0,
	STYLE_DIM = 1 << 1,
	STYLE_REVERSE = 1 << 2,
	STYLE_UNDERLINE = 1 << 3,
	STYLE_ITALIC = 1 << 4,
};

/* The terminal's own colour, and the hues of people's names, which term.c picks by the colours there are. */
#define STYLE_DEFAULT (-1)

/* X(NAME, "name", foreground of 256, foreground of 16, background of 256, background of 16, attributes) */
#define STYLES(X) X(NORMAL, "normal", STYLE_DEFAULT, STYLE_DEFAULT, STYLE_DEFAULT, STYLE_DEFAULT, 0)

#define X(id, name, fg256, fg16, bg256, bg16, attributes) STYLE_##id,
enum style { STYLES(X) STYLE_COUNT };
#undef X

struct style_look {
	int16_t fg256, fg16, bg256, bg16;
	uint8_t attributes;
};

extern const struct style_look style_looks[STYLE_COUNT];
const char *style_name(enum style style);

#endif
