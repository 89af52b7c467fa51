#include "ui/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "ui/glyph.h"
#include "ui/wrap.h"

/* Columns that are left of what is quoted, before its "…". */
#define QUOTED_LEAST 1

/* The bytes between the next quotation marks from `from` on; such marks between them belong to it. */
static bool next_quoted(const char *text, size_t from, size_t *start, size_t *end)
{
	const char *left = glyph(GLYPH_QUOTE_LEFT), *right = glyph(GLYPH_QUOTE_RIGHT);
	const char *begin = strstr(text + from, left), *at;
	size_t depth = 1;
	if (!begin)
		return false;
	begin += strlen(left);
	for (at = begin; *at; at++) {
		if (str_has_prefix(at, left))
			depth++;
		else if (str_has_prefix(at, right) && --depth == 0)
			break;
	}
	*start = (size_t)(begin - text);
	*end = (size_t)(at - text);
	return *at != '\0';
}

/* Columns that stay of what is quoted: of a deed, which quotes something itself, the verb. */
static int least_of(const char *quoted)
{
	return strstr(quoted, glyph(GLYPH_QUOTE_LEFT)) ? wrap_width(quoted, strcspn(quoted, " "))
	                                               : QUOTED_LEAST;
}

/* The bytes from `start` to `end` in `excess` fewer columns, as far as that goes; `*end` is where it ends then. */
static char *shorten(const char *text, size_t start, size_t *end, int excess)
{
	char *shorter, *quoted = mem_strndup(text + start, *end - start);
	int columns = utf8_width(quoted), kept = columns - excess - 1, least = least_of(quoted);
	size_t fit = utf8_fit(quoted, kept > least ? kept : least);
	while (fit > 0 && quoted[fit - 1] == ' ')
		fit--;
	if (columns <= least + 1)
		shorter = mem_strdup(text);
	else if (asprintf(&shorter, "%.*s%s%s", (int)(start + fit), text, glyph(GLYPH_ELLIPSIS),
	                  text + *end) < 0)
		abort();
	else
		*end = start + fit + strlen(glyph(GLYPH_ELLIPSIS));
	free(quoted);
	return shorter;
}

/* The last way: "…" at the end, and one of them where there is one already. */
static char *cut(const char *text, int width)
{
	char *shorter;
	const char *ellipsis = glyph(GLYPH_ELLIPSIS);
	size_t fit = utf8_fit(text, width - 1), len = strlen(ellipsis);
	if (fit >= len && str_has_prefix(text + fit - len, ellipsis))
		fit -= len;
	if (asprintf(&shorter, "%.*s%s", (int)fit, text, ellipsis) < 0)
		abort();
	return shorter;
}

/* `text` with what it quotes shortened until it fits, as far as that goes. */
static char *shorten_quoted(const char *text, int width)
{
	char *fitted = mem_strdup(text);
	size_t start, end = 0;
	int excess;
	while ((excess = utf8_width(fitted) - width) > 0 && next_quoted(fitted, end, &start, &end)) {
		char *shorter = shorten(fitted, start, &end, excess);
		free(fitted);
		fitted = shorter;
	}
	return fitted;
}

/* Behind the first ": " that is not quoted; NULL: there is none. */
static const char *reason_of(const char *text)
{
	const char *left = glyph(GLYPH_QUOTE_LEFT), *right = glyph(GLYPH_QUOTE_RIGHT);
	int depth = 0;
	for (const char *at = text; *at; at++) {
		depth += str_has_prefix(at, left) - str_has_prefix(at, right);
		if (depth == 0 && str_has_prefix(at, ": "))
			return at + 2;
	}
	return NULL;
}

char *report_fit(const char *text, int width, bool refusal)
{
	char *fitted = shorten_quoted(text, width);
	const char *reason = refusal ? reason_of(text) : NULL;
	if (reason && utf8_width(fitted) > width) {
		free(fitted);
		fitted = shorten_quoted(reason, width);
	}
	if (utf8_width(fitted) <= width)
		return fitted;
	char *shorter = cut(reason ? reason : fitted, width);
	free(fitted);
	return shorter;
}

void report_draw(struct grid *grid, struct rect rect, int x, enum style style, const char *text, bool refusal)
{
	if (rect.width <= x)
		return;
	char *clean = utf8_clean(text, false), *fitted = report_fit(clean, rect.width - x, refusal);
	grid_text(grid, rect, x, 0, style, fitted);
	free(fitted);
	free(clean);
}
