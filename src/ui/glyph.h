/*
 * glyph: the signs that the screen is drawn with, and what stands for each where the terminal has
 * only ASCII. Each takes one column. Views draw the first; term.c replaces it where it must.
 */
#ifndef COVEY_UI_GLYPH_H
#define COVEY_UI_GLYPH_H

/* X(NAME, "UTF-8", "ASCII") */
#define GLYPHS(X)                 \
	X(UNFOLDED, "▾", "v")     \
	X(FOLDED, "▸", ">")       \
	X(CURRENT, "›", ">")      \
	X(CHECK, "✓", "+")        \
	X(SMART, "◇", "~")        \
	X(PINNED, "★", "*")       \
	X(SILENT, "∅", "-")       \
	X(ONLINE, "●", "*")       \
	X(OFFLINE, "○", "o")      \
	X(BLOCKED, "⊘", "!")      \
	X(REFUSED, "✗", "x")      \
	X(WAITING, "⋯", "~")      \
	X(DRAFT, "✎", "_")        \
	X(ELLIPSIS, "…", "~")     \
	X(BELOW, "↓", "v")        \
	X(ABOVE, "↑", "^")        \
	X(BAR, "▎", "|")          \
	X(SELECTED, "▌", ">")     \
	X(FULL, "█", "#")         \
	X(EMPTY, "░", "-")        \
	X(VERTICAL, "│", "|")     \
	X(HORIZONTAL, "─", "-")   \
	X(TEE, "├", "+")          \
	X(TOP_LEFT, "╭", "+")     \
	X(TOP_RIGHT, "╮", "+")    \
	X(BOTTOM_LEFT, "╰", "+")  \
	X(BOTTOM_RIGHT, "╯", "+") \
	X(DOT, "·", "-")          \
	X(QUOTE_LEFT, "“", "\"")  \
	X(QUOTE_RIGHT, "”", "\"") \
	X(APOSTROPHE, "’", "'")

enum glyph {
#define X(id, utf8, ascii) GLYPH_##id,
	GLYPHS(X)
#undef X
	        GLYPH_COUNT,
};

/* Its UTF-8. */
const char *glyph(enum glyph glyph);

/* What to show for a cell's text where there is only ASCII: itself, a glyph's stand-in, else "?". */
const char *glyph_ascii(const char *cell);

#endif
