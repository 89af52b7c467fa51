#include "ui/grid.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ui/glyph.h"

static struct grid_cell *cell_at(const struct grid *grid, int x, int y)
{
	return &grid->cells[(size_t)y * (size_t)grid->width + (size_t)x];
}

static void set_blank(struct grid_cell *cell, enum style style)
{
	*cell = (struct grid_cell){.text = " ", .width = 1, .style = (uint8_t)style};
}

void grid_init(struct grid *grid, int width, int height)
{
	*grid = (struct grid){0};
	grid_resize(grid, width, height);
}

void grid_finish(struct grid *grid)
{
	free(grid->cells);
	*grid = (struct grid){0};
}

void grid_resize(struct grid *grid, int width, int height)
{
	assert(width > 0 && height > 0);
	size_t count = (size_t)width * (size_t)height;
	grid->cells = mem_realloc(grid->cells, count, sizeof(*grid->cells));
	grid->width = width;
	grid->height = height;
	grid->cursor_x = grid->cursor_y = -1;
	for (size_t i = 0; i < count; i++)
		set_blank(&grid->cells[i], STYLE_NORMAL);
}

/* A wide cluster that stands across the left edge of column x is blanked, as something new begins there. */
static void cut_before(struct grid *grid, int x, int y)
{
	if (x <= 0 || x >= grid->width || cell_at(grid, x, y)->width != 0)
		return;
	for (int at = x - 1; at <= x; at++)
		set_blank(cell_at(grid, at, y), cell_at(grid, at, y)->style);
}

static struct rect clip(const struct grid *grid, struct rect rect)
{
	int left = rect.x < 0 ? 0 : rect.x, top = rect.y < 0 ? 0 : rect.y;
	int right = rect.x + rect.width, bottom = rect.y + rect.height;
	if (right > grid->width)
		right = grid->width;
	if (bottom > grid->height)
		bottom = grid->height;
	return (struct rect){left, top, right > left ? right - left : 0, bottom > top ? bottom - top : 0};
}

void grid_fill(struct grid *grid, struct rect rect, enum style style)
{
	struct rect inside = clip(grid, rect);
	for (int y = inside.y; y < inside.y + inside.height; y++) {
		cut_before(grid, inside.x, y);
		cut_before(grid, inside.x + inside.width, y);
		for (int x = inside.x; x < inside.x + inside.width; x++)
			set_blank(cell_at(grid, x, y), style);
	}
}

static void put(struct grid *grid, int x, int y, enum style style, const struct utf8_cluster *cluster)
{
	cut_before(grid, x, y);
	cut_before(grid, x + cluster->width, y);
	struct grid_cell *cell = cell_at(grid, x, y);
	*cell = (struct grid_cell){.width = (uint8_t)cluster->width, .style = (uint8_t)style};
	utf8_cell(cluster, cell->text);
	for (int i = 1; i < cluster->width; i++)
		cell[i] = (struct grid_cell){.style = (uint8_t)style};
}

static bool is_tab(const struct utf8_cluster *cluster)
{
	return cluster->len == 1 && cluster->text[0] == '\t';
}

int grid_cluster_width(const struct utf8_cluster *cluster)
{
	return is_tab(cluster) ? GRID_TAB : cluster->width;
}

int grid_text_len(struct grid *grid, struct rect rect, int x, int y, enum style style, const char *text,
                  size_t len)
{
	const struct utf8_cluster blank = {" ", 1, 1};
	struct rect inside = clip(grid, rect);
	int row = rect.y + y, start = x;
	bool on_row = row >= inside.y && row < inside.y + inside.height;
	struct utf8_cluster cluster;
	for (; utf8_next_cluster(text, len, &cluster); text += cluster.len, len -= cluster.len) {
		int width = grid_cluster_width(&cluster);
		if (x + width > rect.width)
			break;
		const struct utf8_cluster *shown = is_tab(&cluster) ? &blank : &cluster;
		for (int i = 0; width > 0 && i < width; i += shown->width) {
			int column = rect.x + x + i;
			if (on_row && column >= inside.x && column + shown->width <= inside.x + inside.width)
				put(grid, column, row, style, shown);
		}
		x += width;
	}
	return x - start;
}

int grid_text(struct grid *grid, struct rect rect, int x, int y, enum style style, const char *text)
{
	return grid_text_len(grid, rect, x, y, style, text, strlen(text));
}

int grid_text_ellipsis(struct grid *grid, struct rect rect, int x, int y, enum style style, const char *text)
{
	int room = rect.width - x;
	if (room <= 0)
		return 0;
	if (utf8_width(text) <= room)
		return grid_text(grid, rect, x, y, style, text);
	size_t fit = utf8_fit(text, room - 1);
	int used = grid_text_len(grid, rect, x, y, style, text, fit);
	return used + grid_text(grid, rect, x + used, y, style, glyph(GLYPH_ELLIPSIS));
}

/* ---- pictures ---- */

static size_t count_marks(const struct grid *grid, struct rect rect, uint8_t mark)
{
	struct rect inside = clip(grid, rect);
	size_t count = 0;
	for (int y = inside.y; y < inside.y + inside.height; y++)
		for (int x = inside.x; x < inside.x + inside.width; x++)
			count += cell_at(grid, x, y)->image == mark;
	return count;
}

/* The mark for the cells of the picture's rows, which come one by one. 0: it is shown as its cells. */
static uint8_t image_mark(struct grid *grid, struct rect rect, const struct state_picture *picture)
{
	size_t unused = GRID_IMAGES_MAX;
	if (picture->pixels == STATE_BLOCKS)
		return 0;
	for (size_t i = 0; i < GRID_IMAGES_MAX; i++) {
		const struct grid_image *image = &grid->images[i];
		const struct rect *there = &image->rect;
		if (count_marks(grid, *there, (uint8_t)(i + 1)) == 0)
			unused = i;
		else if (image->picture.digest == picture->digest && there->x == rect.x &&
		         there->y == rect.y && there->width == rect.width && there->height == rect.height)
			return (uint8_t)(i + 1);
	}
	if (unused == GRID_IMAGES_MAX)
		return 0;
	grid->images[unused] = (struct grid_image){rect, *picture};
	return (uint8_t)(unused + 1);
}

static void put_picture_cell(struct grid *grid, struct rect rect, int x, int y,
                             const struct state_cell *shown, uint8_t mark)
{
	struct rect inside = clip(grid, rect);
	int column = rect.x + x, row = rect.y + y;
	if (grid_text(grid, rect, x, y, STYLE_PICTURE, shown->text) != 1 || column < inside.x ||
	    column >= inside.x + inside.width || row < inside.y || row >= inside.y + inside.height)
		return;
	struct grid_cell *cell = cell_at(grid, column, row);
	cell->foreground = shown->foreground;
	cell->background = shown->background;
	cell->image = mark;
}

void grid_picture_row(struct grid *grid, struct rect rect, int y, const struct state_picture *picture,
                      int row)
{
	struct rect place = {rect.x, rect.y + y - row, picture->width, picture->height};
	uint8_t mark = image_mark(grid, place, picture);
	for (int x = 0; x < picture->width; x++)
		put_picture_cell(grid, rect, x, y, &picture->cells[row * picture->width + x], mark);
}

/* The last row is no place for one: a terminal may scroll below it. */
bool grid_image_is_whole(const struct grid *grid, size_t i)
{
	const struct rect *rect = &grid->images[i].rect;
	size_t cells = (size_t)rect->width * (size_t)rect->height;
	return rect->width > 0 && rect->y + rect->height < grid->height &&
	       count_marks(grid, *rect, (uint8_t)(i + 1)) == cells;
}

char *grid_to_text(const struct grid *grid)
{
	struct buf out;
	buf_init(&out, (size_t)grid->height * ((size_t)grid->width * UTF8_CELL_BYTES + 1));
	for (int y = 0; y < grid->height; y++) {
		size_t end = out.len; /* behind the last cell of this row that is not blank */
		for (int x = 0; x < grid->width; x++) {
			const char *text = cell_at(grid, x, y)->text;
			buf_append_str(&out, text);
			if (strcmp(text, "") != 0 && strcmp(text, " ") != 0)
				end = out.len;
		}
		out.len = end;
		buf_append_char(&out, '\n');
	}
	char *text = buf_take(&out);
	buf_finish(&out);
	return text;
}
