/*
 * theme: what every element of the screen looks like. A theme has a name and a look for each style
 * (style.h); what its file does not name looks as in the built-in one, which is the table of styles.
 *
 *     [theme]                         [colours]            [style]
 *     about = light text on grey      quiet = 244/white    normal = 252 on 235
 *                                                          faint = quiet
 *     look = [colour] ["on" colour] {"bold" | "dim" | "reverse" | "underline" | "italic"}
 *     colour = hue ["/" hue for terminals with 16]
 *     hue = "default" | black … white | bright-black … bright-white | 0 … 255 | #rrggbb | a name of [colours]
 *
 * A style without a colour of its own has that of "normal". The names "here", "for-you", "good", "bad" and "quiet"
 * stand for what those colours mean: all that means it changes with them.
 */
#ifndef COVEY_UI_THEME_H
#define COVEY_UI_THEME_H

#include "base/vec.h"
#include "ui/style.h"

struct err;

/* The built-in one's name. */
#define THEME_DEFAULT "default"

/* A colour as a theme says it: where there are 256, and where there are 16. STYLE_DEFAULT: the terminal's own. */
struct theme_colour {
	int16_t of256, of16;
};

struct theme_name {
	char *name;
	struct theme_colour colour;
};

struct theme {
	char *name, *about; /* about: a few words */
	VEC(struct theme_name) names; /* of [colours] */
	struct style_look looks[STYLE_COUNT];
};

/* All there are, the built-in one first. */
struct themes {
	VEC(struct theme *) items;
};

void themes_init(struct themes *themes);
void themes_finish(struct themes *themes);

/* A new one, which looks like the built-in one. Valid as long as `themes`. */
struct theme *themes_add(struct themes *themes, const char *name);

/* The one that was added last has a mistake. */
void themes_drop_last(struct themes *themes);

/* NULL: there is none of that name. */
const struct theme *themes_find(const struct themes *themes, const char *name);

/* One line of a theme's file. False and `err` when it means nothing. */
bool theme_set(struct theme *theme, const char *section, const char *name, const char *value,
               struct err *err);

/* All lines were read. */
void theme_settle(struct theme *theme);

#endif
