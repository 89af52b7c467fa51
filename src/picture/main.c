/*
 * covey-picture FILE COLUMNS ROWS CELL-WIDTH CELL-HEIGHT blocks|sixel|kitty|iterm: a picture as cells of a terminal, on
 * standard output:
 *
 *     WIDTH HEIGHT
 *     FOREGROUND BACKGROUND CHARACTER      for each cell, row by row; colours of 256, -1: the terminal's own
 *     PIXELS                               to the end: sixels, or (kitty, iterm) a PNG in base64; of blocks none
 *
 * A program of its own, because what strangers send is decoded here: it has little memory, little time, writes no
 * file, and its end is nobody else's.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <chafa.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

#define MEMORY_BYTES ((rlim_t)512 * 1024 * 1024)
#define CPU_SECONDS 5
#define SIDE_MAX 200
#define CELL_MAX 100
/* Pixels of a side to which it is brought: more than a pane shows. */
#define PIXELS_MAX 1600
#define SIXEL_BEGIN 'q'

struct form {
	int columns, rows, cell_width, cell_height; /* of all; of a cell, in pixels */
	const char *pixels;
};

static void be_modest(void)
{
	const struct rlimit memory = {MEMORY_BYTES, MEMORY_BYTES}, cpu = {CPU_SECONDS, CPU_SECONDS},
	                    nothing = {0, 0};
	setrlimit(RLIMIT_AS, &memory);
	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_FSIZE, &nothing);
	setrlimit(RLIMIT_CORE, &nothing);
}

static int read_number(const char *text, int most)
{
	long number = strtol(text, NULL, 10);
	return number < 1 ? 1 : number > most ? most : (int)number;
}

static bool is_blocks(const struct form *form)
{
	return strcmp(form->pixels, "blocks") == 0;
}

/* Only a large one is brought down: a small one would not become clearer. Turned as the camera was held. */
static GdkPixbuf *read_picture(const char *path, GError **error)
{
	int width = 0, height = 0;
	gdk_pixbuf_get_file_info(path, &width, &height);
	GdkPixbuf *read =
	        width <= PIXELS_MAX && height <= PIXELS_MAX
	                ? gdk_pixbuf_new_from_file(path, error)
	                : gdk_pixbuf_new_from_file_at_scale(path, PIXELS_MAX, PIXELS_MAX, TRUE, error);
	GdkPixbuf *upright = read ? gdk_pixbuf_apply_embedded_orientation(read) : NULL;
	if (read)
		g_object_unref(read);
	return upright;
}

static int cells_for(int pixels, int cell, int most)
{
	int cells = (pixels + cell - 1) / cell;
	return cells < most ? cells : most;
}

/* How many cells it has; pixels are not made larger, blocks take as many as there are pixels. */
static void fit(const GdkPixbuf *pixbuf, struct form *form)
{
	int width = gdk_pixbuf_get_width(pixbuf), height = gdk_pixbuf_get_height(pixbuf);
	if (!is_blocks(form)) {
		form->columns = cells_for(width, form->cell_width, form->columns);
		form->rows = cells_for(height, form->cell_height, form->rows);
	}
	chafa_calc_canvas_geometry(width, height, &form->columns, &form->rows,
	                           (float)form->cell_width / (float)form->cell_height, FALSE, FALSE);
}

static ChafaCanvas *make_canvas(const GdkPixbuf *pixbuf, const struct form *form, ChafaPixelMode pixels)
{
	ChafaSymbolMap *symbols = chafa_symbol_map_new();
	ChafaCanvasConfig *config = chafa_canvas_config_new();
	/* What every font has, in cells that every terminal draws without gaps. */
	chafa_symbol_map_add_by_tags(symbols,
	                             CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_HALF | CHAFA_SYMBOL_TAG_SOLID);
	chafa_canvas_config_set_geometry(config, form->columns, form->rows);
	chafa_canvas_config_set_cell_geometry(config, form->cell_width, form->cell_height);
	chafa_canvas_config_set_symbol_map(config, symbols);
	chafa_canvas_config_set_pixel_mode(config, pixels);
	chafa_canvas_config_set_canvas_mode(config, pixels == CHAFA_PIXEL_MODE_SYMBOLS
	                                                    ? CHAFA_CANVAS_MODE_INDEXED_240
	                                                    : CHAFA_CANVAS_MODE_TRUECOLOR);
	ChafaCanvas *canvas = chafa_canvas_new(config);
	chafa_canvas_config_unref(config);
	chafa_symbol_map_unref(symbols);
	chafa_canvas_draw_all_pixels(
	        canvas, gdk_pixbuf_get_has_alpha(pixbuf) ? CHAFA_PIXEL_RGBA8_UNASSOCIATED : CHAFA_PIXEL_RGB8,
	        gdk_pixbuf_read_pixels(pixbuf), gdk_pixbuf_get_width(pixbuf), gdk_pixbuf_get_height(pixbuf),
	        gdk_pixbuf_get_rowstride(pixbuf));
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

static void print_cells(const GdkPixbuf *pixbuf, const struct form *form)
{
	ChafaCanvas *canvas = make_canvas(pixbuf, form, CHAFA_PIXEL_MODE_SYMBOLS);
	printf("%d %d\n", form->columns, form->rows);
	for (int y = 0; y < form->rows; y++)
		for (int x = 0; x < form->columns; x++)
			print_cell(canvas, x, y);
	chafa_canvas_unref(canvas);
}

/* Without what frames them: who asked does that. */
static void print_sixels(const GdkPixbuf *pixbuf, const struct form *form)
{
	ChafaTermDb *terminals = chafa_term_db_new();
	ChafaTermInfo *terminal = chafa_term_db_get_fallback_info(terminals);
	ChafaCanvas *canvas = make_canvas(pixbuf, form, CHAFA_PIXEL_MODE_SIXELS);
	GString *text = chafa_canvas_print(canvas, terminal);
	const char *begin = strstr(text->str, "\033P"), *body = begin ? strchr(begin, SIXEL_BEGIN) : NULL;
	if (body)
		fwrite(body + 1, 1, strcspn(body + 1, "\033"), stdout);
	g_string_free(text, TRUE);
	chafa_canvas_unref(canvas);
	chafa_term_info_unref(terminal);
	chafa_term_db_unref(terminals);
}

static void print_png(const GdkPixbuf *pixbuf, const struct form *form)
{
	gchar *png = NULL;
	gsize len = 0;
	GdkPixbuf *scaled = gdk_pixbuf_scale_simple(pixbuf, form->columns * form->cell_width,
	                                            form->rows * form->cell_height, GDK_INTERP_BILINEAR);
	if (!scaled)
		return;
	if (gdk_pixbuf_save_to_buffer(scaled, &png, &len, "png", NULL, NULL)) {
		gchar *base64 = g_base64_encode((const guchar *)png, len);
		fputs(base64, stdout);
		g_free(base64);
		g_free(png);
	}
	g_object_unref(scaled);
}

int main(int argc, char **argv)
{
	if (argc != 7) {
		fputs("covey-picture FILE COLUMNS ROWS CELL-WIDTH CELL-HEIGHT blocks|sixel|kitty|iterm\n",
		      stderr);
		return 2;
	}
	be_modest();
	GError *error = NULL;
	GdkPixbuf *pixbuf = read_picture(argv[1], &error);
	if (!pixbuf) {
		fprintf(stderr, "%s\n", error ? error->message : "no memory");
		return 1;
	}
	struct form form = {read_number(argv[2], SIDE_MAX), read_number(argv[3], SIDE_MAX),
	                    read_number(argv[4], CELL_MAX), read_number(argv[5], CELL_MAX), argv[6]};
	fit(pixbuf, &form);
	print_cells(pixbuf, &form);
	if (strcmp(form.pixels, "sixel") == 0)
		print_sixels(pixbuf, &form);
	else if (!is_blocks(&form))
		print_png(pixbuf, &form);
	g_object_unref(pixbuf);
	return 0;
}
