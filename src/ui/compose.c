#include "ui/compose.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "ui/glyph.h"
#include "ui/wrap.h"

#define PROMPT_X 1
#define TEXT_X 3

void compose_init(struct compose *compose)
{
	*compose = (struct compose){0};
}

void compose_finish(struct compose *compose)
{
	for (size_t i = 0; i < compose->drafts.len; i++) {
		line_finish(&compose->drafts.items[i]->line);
		free(compose->drafts.items[i]->conversation);
		free(compose->drafts.items[i]->typed);
		free(compose->drafts.items[i]->told);
		free(compose->drafts.items[i]);
	}
	vec_finish(&compose->drafts);
	completion_finish(&compose->completion);
	kills_finish(&compose->kills);
}

struct compose_draft *compose_draft(struct compose *compose, const char *conversation)
{
	for (size_t i = 0; i < compose->drafts.len; i++)
		if (str_equal(compose->drafts.items[i]->conversation, conversation))
			return compose->drafts.items[i];
	struct compose_draft *draft = mem_alloc(sizeof(*draft));
	draft->conversation = mem_strdup(conversation);
	line_init(&draft->line);
	vec_push(&compose->drafts, draft);
	return draft;
}

struct line *compose_line(struct compose *compose, const char *conversation)
{
	return &compose_draft(compose, conversation)->line;
}

/* The last column is the cursor's, behind a full row. */
static int text_width(int width)
{
	int room = width - TEXT_X - 1;
	return room > 0 ? room : 1;
}

int compose_rows(const struct line *line, int width)
{
	struct wrap_rows rows = {0};
	wrap_text(&rows, line->text, text_width(width));
	size_t count = rows.len;
	vec_finish(&rows);
	return (int)count;
}

static size_t row_of(const struct wrap_rows *rows, size_t cursor)
{
	size_t row = 0;
	while (row + 1 < rows->len && rows->items[row + 1].start <= cursor)
		row++;
	return row;
}

static int column_of(const struct line *line, struct wrap_row row, int width)
{
	int column = wrap_width(line->text + row.start, line->cursor - row.start);
	return column < width ? column : width;
}

static void to_column(struct line *line, struct wrap_row row, int column)
{
	struct utf8_cluster cluster;
	size_t at = row.start, end = row.start + row.len;
	while (at < end && utf8_next_cluster(line->text + at, end - at, &cluster) &&
	       (column -= grid_cluster_width(&cluster)) >= 0)
		at += cluster.len;
	line->cursor = at;
}

bool compose_move_row(struct line *line, int width, int step)
{
	struct wrap_rows rows = {0};
	wrap_text(&rows, line->text, text_width(width));
	size_t row = row_of(&rows, line->cursor), target = row + (size_t)step;
	bool moved = target < rows.len;
	if (moved)
		to_column(line, rows.items[target], column_of(line, rows.items[row], text_width(width)));
	vec_finish(&rows);
	return moved;
}

static size_t top_of(size_t cursor_row, size_t height)
{
	return cursor_row >= height ? cursor_row + 1 - height : 0;
}

void compose_point(struct line *line, struct rect rect, int x, int y)
{
	struct wrap_rows rows = {0};
	wrap_text(&rows, line->text, text_width(rect.width));
	size_t row = top_of(row_of(&rows, line->cursor), (size_t)rect.height) + (size_t)(y - rect.y);
	to_column(line, rows.items[row < rows.len ? row : rows.len - 1], x - rect.x - TEXT_X);
	vec_finish(&rows);
}

/* In the prompt's column, where there are rows above or below those that are shown; else it begins there. */
static void draw_marks(bool above, bool below, bool focused, struct grid *grid, struct rect rect)
{
	enum style style = focused ? STYLE_PROMPT : STYLE_PROMPT_AWAY;
	grid_text(grid, rect, PROMPT_X, 0, style, glyph(above ? GLYPH_ABOVE : GLYPH_CURRENT));
	if (below)
		grid_text(grid, rect, PROMPT_X + (rect.height == 1), rect.height - 1, style,
		          glyph(GLYPH_BELOW));
}

static void draw_rows(const struct line *line, const struct ui_speller *speller, bool focused,
                      struct grid *grid, struct rect rect)
{
	struct wrap_rows rows = {0};
	int width = text_width(rect.width);
	wrap_text(&rows, line->text, width);
	size_t cursor = row_of(&rows, line->cursor), height = (size_t)rect.height;
	size_t top = top_of(cursor, height);
	draw_marks(top > 0, rows.len - top > height, focused, grid, rect);
	for (size_t i = top; i < rows.len && i - top < height; i++) {
		struct wrap_row row = rows.items[i];
		int y = (int)(i - top);
		grid_text_len(grid, rect, TEXT_X, y, STYLE_INPUT, line->text + row.start, row.len);
		if (speller)
			spelling_draw(speller, line, row.start, row.len, grid, rect, TEXT_X, y);
	}
	if (focused) {
		grid->cursor_x = rect.x + TEXT_X + column_of(line, rows.items[cursor], width);
		grid->cursor_y = rect.y + (int)(cursor - top);
	}
	vec_finish(&rows);
}

void compose_draw(const struct line *line, const struct ui_speller *speller, bool focused, struct grid *grid,
                  struct rect rect)
{
	grid_fill(grid, rect, STYLE_INPUT);
	if (!line || rect.height <= 0)
		return;
	draw_rows(line, speller, focused, grid, rect);
}
