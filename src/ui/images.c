#include "ui/images.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ui/pixels.h"

#define SEQUENCE_BYTES 64

void images_init(struct images *images, uint32_t base)
{
	*images = (struct images){.last_id = base};
}

struct grid_cell *images_cells(const struct grid *grid)
{
	static const struct grid_cell blank = {.text = " ", .width = 1, .style = STYLE_NORMAL, .image = 1};
	size_t count = (size_t)grid->width * (size_t)grid->height;
	struct grid_cell *cells = mem_realloc(NULL, count, sizeof(*cells));
	bool whole[GRID_IMAGES_MAX];
	for (size_t i = 0; i < GRID_IMAGES_MAX; i++)
		whole[i] = grid_image_is_whole(grid, i);
	memcpy(cells, grid->cells, count * sizeof(*cells));
	for (size_t i = 0; i < count; i++) {
		uint8_t mark = cells[i].image;
		cells[i].image = 0;
		if (mark > 0 && whole[mark - 1])
			cells[i] = blank;
	}
	return cells;
}

static bool same_place(const struct rect *a, const struct rect *b)
{
	return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}

/* The image of the grid that is shown so. */
static bool is_in(const struct grid *grid, const struct image_shown *shown)
{
	for (size_t i = 0; i < GRID_IMAGES_MAX; i++) {
		const struct grid_image *image = &grid->images[i];
		if (grid_image_is_whole(grid, i) && same_place(&image->rect, &shown->rect) &&
		    image->picture.digest == shown->digest && image->picture.pixels == shown->pixels)
			return true;
	}
	return false;
}

static void go_to(struct buf *out, int x, int y)
{
	buf_printf(out, "\033[%d;%dH", y + 1, x + 1);
}

static void remove_one(struct image_shown *shown, images_write *write)
{
	const struct rect *rect = &shown->rect;
	struct buf out;
	buf_init(&out, (size_t)rect->height * ((size_t)rect->width + SEQUENCE_BYTES) + 2 * SEQUENCE_BYTES);
	buf_append_str(&out, "\0337\033[m");
	pixels_remove(shown->pixels, shown->id, &out);
	for (int y = rect->y; y < rect->y + rect->height; y++) {
		go_to(&out, rect->x, y);
		buf_printf(&out, "%*s", rect->width, "");
	}
	buf_append_str(&out, "\0338");
	write(out.data, out.len);
	buf_finish(&out);
	shown->rect.width = 0;
}

void images_clear(struct images *images, images_write *write)
{
	for (size_t i = 0; i < GRID_IMAGES_MAX; i++)
		if (images->shown[i].rect.width > 0)
			remove_one(&images->shown[i], write);
}

void images_remove(struct images *images, const struct grid *grid, bool *anew, images_write *write)
{
	for (size_t i = 0; i < GRID_IMAGES_MAX; i++) {
		struct image_shown *shown = &images->shown[i];
		struct rect rect = shown->rect;
		if (rect.width == 0 || is_in(grid, shown))
			continue;
		remove_one(shown, write);
		for (int y = rect.y; y < rect.y + rect.height && y < grid->height; y++)
			anew[y] = true;
	}
}

/* The one that shows it, or one that is free. */
static struct image_shown *slot_for(struct images *images, const struct grid_image *image)
{
	struct image_shown *unused = NULL;
	for (size_t i = 0; i < GRID_IMAGES_MAX; i++) {
		struct image_shown *shown = &images->shown[i];
		if (shown->rect.width == 0)
			unused = shown;
		else if (same_place(&shown->rect, &image->rect))
			return shown;
	}
	return unused;
}

static bool is_touched(const struct rect *rect, const bool *anew)
{
	for (int y = rect->y; y < rect->y + rect->height; y++)
		if (anew[y])
			return true;
	return false;
}

static void show_one(const struct grid_image *image, uint32_t id, images_write *write)
{
	struct buf out;
	buf_init(&out, pixels_size(&image->picture) + SEQUENCE_BYTES);
	buf_append_str(&out, "\0337\033[m");
	go_to(&out, image->rect.x, image->rect.y);
	pixels_show(&image->picture, id, &out);
	buf_append_str(&out, "\0338");
	write(out.data, out.len);
	buf_finish(&out);
}

void images_show(struct images *images, const struct grid *grid, const bool *anew, images_write *write)
{
	for (size_t i = 0; i < GRID_IMAGES_MAX; i++) {
		const struct grid_image *image = &grid->images[i];
		if (!grid_image_is_whole(grid, i))
			continue;
		struct image_shown *shown = slot_for(images, image);
		if (shown->rect.width == 0)
			*shown = (struct image_shown){image->rect, image->picture.digest,
			                              image->picture.pixels, ++images->last_id};
		else if (!is_touched(&image->rect, anew))
			continue;
		show_one(image, shown->id, write);
	}
}
