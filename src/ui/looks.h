/*
 * looks: how the person wants the screen: [looks] of the config file, and what was chosen while covey ran.
 */
#ifndef COVEY_UI_LOOKS_H
#define COVEY_UI_LOOKS_H

#include <stdbool.h>

#include "ui/pixels.h"

struct err;

/* Columns of the sidebar, where they are chosen. */
#define LOOKS_SIDEBAR_MIN 10
#define LOOKS_SIDEBAR_MAX 200

/* X("name", function, "VALUE", "help"); the functions that write and read it have its name. */
#define LOOKS_SETTINGS(X)                                                               \
	X("theme", theme, "NAME", "the colours; :theme shows what there is")            \
	X("mouse", mouse, "yes|no", "no: the terminal selects text with it")            \
	X("emoji", emoji, "first|whole",                                                \
	  "of joined ones the first, or all where the terminal makes one sign of them") \
	X("pictures", pictures, "auto|sixel|kitty|iterm|blocks|off",                    \
	  "how they are shown; auto: as pixels where the terminal can")                 \
	X("sidebar", sidebar, "COLUMNS|auto", "how wide the sidebar is")

struct looks {
	char *theme; /* its name */
	bool mouse;
	bool whole_emoji; /* those of several parts, in two columns; else their first part */
	enum pixels_choice pictures;
	int sidebar; /* columns; 0: by the screen's width */
};

void looks_init(struct looks *looks);
void looks_finish(struct looks *looks);
void looks_copy(struct looks *looks, const struct looks *from);

/* False and `err` for a name that is none or a value that cannot be. */
bool looks_set(struct looks *looks, const char *name, const char *value, struct err *err);

/* All of them as looks_set() takes them, a section [looks]; the caller frees it. */
char *looks_to_text(const struct looks *looks);

#endif
