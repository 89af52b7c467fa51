#include "ui/body.h"

#include <stdlib.h>
#include <string.h>

#define COLUMN_MAX 30 /* the most that the first column takes */
#define GAP 1 /* between the columns, at least */

/* The rows of `len` bytes at `start`, which are one line. */
static void wrap_part(struct wrap_rows *rows, const char *text, size_t start, size_t len, int width)
{
	char *part = mem_strndup(text + start, len);
	wrap_text(rows, part, width);
	for (size_t i = 0; i < rows->len; i++)
		rows->items[i].start += start;
	free(part);
}

static void lay_line(struct body *body, const char *text, size_t start, size_t len, int width)
{
	struct wrap_rows rows = {0};
	wrap_part(&rows, text, start, len, width);
	for (size_t i = 0; i < rows.len; i++) {
		struct body_row row = {.left = rows.items[i], .heading = len > 0 && text[start] != ' '};
		vec_push(&body->rows, row);
	}
	vec_finish(&rows);
}

/* A first column that is too long has rows of its own. */
static void lay_columns(struct body *body, const char *text, size_t start, size_t tab, size_t end, int width)
{
	size_t at = body->rows.len;
	struct wrap_rows rows = {0};
	wrap_part(&rows, text, tab + 1, end - tab - 1, width - body->column);
	if (wrap_width(text + start, tab - start) + GAP > body->column)
		lay_line(body, text, start, tab - start, width);
	else
		vec_push(&body->rows, ((struct body_row){.left = {start, tab - start}}));
	for (; at < body->rows.len; at++)
		body->rows.items[at].heading = false;
	for (size_t i = 0; i < rows.len; i++) {
		bool beside = i == 0 && wrap_width(text + start, tab - start) + GAP <= body->column;
		if (!beside)
			vec_push(&body->rows, (struct body_row){0});
		body->rows.items[body->rows.len - 1].right = rows.items[i];
	}
	vec_finish(&rows);
}

void body_lay(struct body *body, const char *text, int width)
{
	size_t len = strlen(text), start = 0;
	body->column = width / 2 < COLUMN_MAX ? width / 2 : COLUMN_MAX;
	do {
		size_t end = start + strcspn(text + start, "\n");
		const char *tab = memchr(text + start, '\t', end - start);
		if (tab)
			lay_columns(body, text, start, (size_t)(tab - text), end, width);
		else
			lay_line(body, text, start, end - start, width);
		start = end + 1;
	} while (start <= len);
}

void body_finish(struct body *body)
{
	vec_finish(&body->rows);
}
