#include "ui/glyph.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *utf8, *ascii;
} glyphs[GLYPH_COUNT] = {
#define X(id, utf8, ascii) {utf8, ascii},
        GLYPHS(X)
#undef X
};

const char *glyph(enum glyph glyph)
{
	return glyphs[glyph].utf8;
}

const char *glyph_ascii(const char *cell)
{
	if ((unsigned char)cell[0] < 0x80 && !(cell[0] && cell[1]))
		return cell;
	for (size_t i = 0; i < GLYPH_COUNT; i++)
		if (strcmp(cell, glyphs[i].utf8) == 0)
			return glyphs[i].ascii;
	return "?";
}
