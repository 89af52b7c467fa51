/*
 * covey-picture FILE COLUMNS ROWS: a picture as cells of a terminal, on standard output:
 *
 *     WIDTH HEIGHT
 *     FOREGROUND BACKGROUND CHARACTER      for each cell, row by row; colours of 256, -1: the terminal's own
 *
 * A program of its own, because what strangers send is decoded here: it has little memory, little time, writes no
 * file, and its end is nobody else's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <chafa.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

#define MEMORY_BYTES ((rlim_t)512 * 1024 * 1024)
#define CPU_SECONDS 5
#define SIDE_MAX 200
/* Pixels of a side to which it is brought: more than cells can show. */
#define PIXELS_MAX 800
/* How wide a cell is for its height. */
#define CELL_RATIO 0.5F

static void be_modest(void)
{
	const struct rlimit memory = {MEMORY_BYTES, MEMORY_BYTES}, cpu = {CPU_SECONDS, CPU_SECONDS},
	                    nothing = {0, 0};
	setrlimit(RLIMIT_AS, &memory);
	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_FSIZE, &nothing);
	setrlimit(RLIMIT_CORE, &nothing);
}

static int read_side(const char *text)
{
	long side = strtol(text, NULL, 10);
	return side < 1 ? 1 : side > SIDE_MAX ? SIDE_MAX : (int)side;
}

/* Only a large one is brought down: a small one would not become clearer. */
static GdkPixbuf *read_picture(const char *path, GError **error)
{
	int width = 0, height = 0;
	gdk_pixbuf_get_file_info(path, &width, &height);
	if (width <= PIXELS_MAX && height <= PIXELS_MAX)
		return gdk_pixbuf_new_from_file(path, error);
	return gdk_pixbuf_new_from_file_at_scale(path, PIXELS_MAX, PIXELS_MAX, TRUE, error);
}

static ChafaCanvas *make_canvas(const GdkPixbuf *pixbuf, int width, int height)
{
	ChafaSymbolMap *symbols = chafa_symbol_map_new();
	ChafaCanvasConfig *config = chafa_canvas_config_new();
	/* What every font has, in cells that every terminal draws without gaps. */
	chafa_symbol_map_add_by_tags(symbols,
	                             CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_HALF | CHAFA_SYMBOL_TAG_SOLID);
	chafa_calc_canvas_geometry(gdk_pixbuf_get_width(pixbuf), gdk_pixbuf_get_height(pixbuf), &width,
	                           &height, CELL_RATIO, FALSE, FALSE);
	chafa_canvas_config_set_geometry(config, width, height);
	chafa_canvas_config_set_symbol_map(config, symbols);
	chafa_canvas_config_set_canvas_mode(config, CHAFA_CANVAS_MODE_INDEXED_240);
	ChafaCanvas *canvas = chafa_canvas_new(config);
	chafa_canvas_config_unref(config);
	chafa_symbol_map_unref(symbols);
	return canvas;
}

static void print_cell(ChafaCanvas *canvas, int x, int y)
{
	gint foreground, background;
	gchar text[8] = "";
	gunichar character = chafa_canvas_get_char_at(canvas, x, y);
	chafa_canvas_get_raw_colors_at(canvas, x, y, &foreground, &background);
	g_unichar_to_utf8(character ? character : ' ', text);
	printf("%d %d %s\n", foreground, background, text);
}

static void print(ChafaCanvas *canvas)
{
	gint width, height;
	chafa_canvas_config_get_geometry(chafa_canvas_peek_config(canvas), &width, &height);
	printf("%d %d\n", width, height);
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			print_cell(canvas, x, y);
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fputs("covey-picture FILE COLUMNS ROWS\n", stderr);
		return 2;
	}
	be_modest();
	GError *error = NULL;
	GdkPixbuf *pixbuf = read_picture(argv[1], &error);
	if (!pixbuf) {
		fprintf(stderr, "%s\n", error->message);
		g_error_free(error);
		return 1;
	}
	ChafaCanvas *canvas = make_canvas(pixbuf, read_side(argv[2]), read_side(argv[3]));
	chafa_canvas_draw_all_pixels(
	        canvas, gdk_pixbuf_get_has_alpha(pixbuf) ? CHAFA_PIXEL_RGBA8_UNASSOCIATED : CHAFA_PIXEL_RGB8,
	        gdk_pixbuf_get_pixels(pixbuf), gdk_pixbuf_get_width(pixbuf), gdk_pixbuf_get_height(pixbuf),
	        gdk_pixbuf_get_rowstride(pixbuf));
	print(canvas);
	chafa_canvas_unref(canvas);
	g_object_unref(pixbuf);
	return 0;
}
