#include "ui/file_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/utf8.h"
#include "ui/glyph.h"
#include "ui/label.h"

#define BAR_MAX 24
#define BAR_MIN 4
#define GAP 2
#define TEXT_SIZE 512

bool file_line_is_there(const struct state *state, const struct state_message *message)
{
	const struct state_transfer *transfer =
	        message->kind == STATE_FILE ? state_transfer(state, message) : NULL;
	return transfer && transfer->picture.width == 0 && transfer->phase != STATE_TRANSFER_FAILED;
}

const char *file_line_failure(const struct state *state, const struct state_message *message)
{
	const struct state_transfer *transfer =
	        message->kind == STATE_FILE ? state_transfer(state, message) : NULL;
	return transfer && transfer->phase == STATE_TRANSFER_FAILED ? transfer->error : NULL;
}

bool file_line_may_be_picture(const struct state_message *message)
{
	static const char *const endings[] = {".avif", ".bmp", ".gif", ".heic", ".ico",  ".jpeg",
	                                      ".jpg",  ".png", ".svg", ".tif",  ".tiff", ".webp"};
	const char *ending = strrchr(message->text, '.');
	for (size_t i = 0; ending && i < sizeof(endings) / sizeof(*endings); i++)
		if (strcasecmp(ending, endings[i]) == 0)
			return true;
	return false;
}

int file_line_picture_rows(const struct state *state, const struct state_message *message)
{
	const struct state_transfer *transfer =
	        message->kind == STATE_FILE ? state_transfer(state, message) : NULL;
	return transfer ? transfer->picture.height : 0;
}

void file_line_draw_picture(const struct state *state, const struct state_message *message, int row,
                            struct grid *grid, struct rect rect, int y)
{
	grid_picture_row(grid, rect, y, &state_transfer(state, message)->picture, row);
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

/* The text comes first: where there is no room for both, the bar is left out. */
static int draw_bar(const struct state_transfer *transfer, int text, struct grid *grid, struct rect rect,
                    int y)
{
	int width = smaller(smaller(rect.width / 2, BAR_MAX), rect.width - GAP - text);
	int full = transfer->size > 0 ? (int)(transfer->done * width / transfer->size) : width;
	if (width < BAR_MIN)
		return 0;
	for (int x = 0; x < width; x++)
		grid_text(grid, rect, x, y, x < full ? STYLE_APP : STYLE_BORDER,
		          glyph(x < full ? GLYPH_FULL : GLYPH_EMPTY));
	return width + GAP;
}

static void draw_progress(const struct state_transfer *transfer, struct grid *grid, struct rect rect, int y)
{
	char size[LABEL_SIZE_SIZE], text[TEXT_SIZE];
	int percent = transfer->size > 0 ? (int)(transfer->done * 100 / transfer->size) : 100;
	label_size(transfer->size, size);
	if (transfer->again_ms != 0)
		snprintf(text, sizeof(text), "%d %%, broke off, goes on soon", percent);
	else
		snprintf(text, sizeof(text), "%d %% of %s", percent, size);
	int x = draw_bar(transfer, utf8_width(text), grid, rect, y);
	grid_text_ellipsis(grid, rect, x, y, STYLE_FAINT, text);
}

/* Of a long path the end matters: folders go from its front. */
static const char *without_front(const char *path, int width)
{
	const char *slash;
	if (utf8_width(path) <= width)
		return path;
	while ((slash = strchr(path + 1, '/')) && utf8_width(path) >= width)
		path = slash;
	return path;
}

static void draw_place(const struct state_transfer *transfer, struct grid *grid, struct rect rect, int y)
{
	char *path = path_short(transfer->path), *clean = utf8_clean(path, false);
	int x = grid_text(grid, rect, 0, y, STYLE_FAINT, glyph(GLYPH_CHECK));
	x += grid_text(grid, rect, x, y, STYLE_FAINT, " saved as ");
	const char *shown = without_front(clean, rect.width - x);
	if (shown != clean)
		x += grid_text(grid, rect, x, y, STYLE_FAINT, glyph(GLYPH_ELLIPSIS));
	grid_text_ellipsis(grid, rect, x, y, STYLE_FAINT, shown);
	free(clean);
	free(path);
}

void file_line_draw(const struct state *state, const struct state_message *message, struct grid *grid,
                    struct rect rect, int y)
{
	const struct state_transfer *transfer = state_transfer(state, message);
	if (transfer->phase == STATE_TRANSFER_RUNNING)
		draw_progress(transfer, grid, rect, y);
	else
		draw_place(transfer, grid, rect, y);
}
