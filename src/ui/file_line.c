#include "ui/file_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/glyph.h"
#include "ui/label.h"

#define BAR_MAX 24
#define GAP 2
#define TEXT_SIZE 512

bool file_line_is_there(const struct state *state, const struct state_message *message)
{
	const struct state_transfer *transfer =
	        message->kind == STATE_FILE ? state_transfer(state, message) : NULL;
	return transfer && transfer->picture.width == 0;
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
	const struct state_picture *picture = &state_transfer(state, message)->picture;
	for (int x = 0; x < picture->width; x++) {
		const struct state_cell *cell = &picture->cells[row * picture->width + x];
		grid_picture(grid, rect, x, y, cell->text, cell->foreground, cell->background);
	}
}

static int draw_bar(const struct state_transfer *transfer, struct grid *grid, struct rect rect, int y)
{
	int width = rect.width / 2 < BAR_MAX ? rect.width / 2 : BAR_MAX;
	int full = transfer->size > 0 ? (int)(transfer->done * width / transfer->size) : width;
	for (int x = 0; x < width; x++)
		grid_text(grid, rect, x, y, x < full ? STYLE_APP : STYLE_BORDER,
		          glyph(x < full ? GLYPH_FULL : GLYPH_EMPTY));
	return width;
}

static void draw_progress(const struct state_transfer *transfer, struct grid *grid, struct rect rect, int y)
{
	char size[LABEL_SIZE_SIZE], text[TEXT_SIZE];
	int percent = transfer->size > 0 ? (int)(transfer->done * 100 / transfer->size) : 100;
	int x = draw_bar(transfer, grid, rect, y) + GAP;
	label_size(transfer->size, size);
	snprintf(text, sizeof(text), "%d %% of %s%s", percent, size,
	         transfer->paused ? ", broke off, goes on soon" : "");
	grid_text_ellipsis(grid, rect, x, y, STYLE_FAINT, text);
}

void file_line_draw(const struct state *state, const struct state_message *message, struct grid *grid,
                    struct rect rect, int y)
{
	const struct state_transfer *transfer = state_transfer(state, message);
	char text[TEXT_SIZE];
	bool failed = transfer->phase == STATE_TRANSFER_FAILED;
	if (transfer->phase == STATE_TRANSFER_RUNNING) {
		draw_progress(transfer, grid, rect, y);
		return;
	}
	char *what = utf8_clean(failed ? transfer->error : transfer->path, false);
	snprintf(text, sizeof(text), "%s %s %s", glyph(failed ? GLYPH_REFUSED : GLYPH_CHECK),
	         failed ? "not saved:" : "saved as", what);
	grid_text_ellipsis(grid, rect, 0, y, failed ? STYLE_ERROR : STYLE_FAINT, text);
	free(what);
}
