#include "client/picture_reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

#define SIDE_MAX 200
#define SIXEL_ROWS 6

static bool read_number(const char **at, char end, long least, long most, long *number)
{
	char *after;
	*number = strtol(*at, &after, 10);
	if (after == *at || *after != end || *number < least || *number > most)
		return false;
	*at = after + 1;
	return true;
}

static bool read_cell(const char **at, struct state_cell *cell)
{
	long foreground, background;
	if (!read_number(at, ' ', -1, 255, &foreground) || !read_number(at, ' ', -1, 255, &background))
		return false;
	size_t len = strcspn(*at, "\n");
	if (len == 0 || len >= sizeof(cell->text) || (*at)[len] != '\n' || !utf8_valid(*at, len))
		return false;
	*cell = (struct state_cell){.foreground = (int16_t)foreground, .background = (int16_t)background};
	memcpy(cell->text, *at, len);
	*at += len + 1;
	char *clean = utf8_clean(cell->text, false);
	bool ok = str_equal(clean, cell->text) && utf8_width(cell->text) == 1;
	free(clean);
	return ok;
}

static bool read_cells(const char **at, struct state_picture *picture)
{
	long width, height;
	if (!read_number(at, ' ', 1, SIDE_MAX, &width) || !read_number(at, '\n', 1, SIDE_MAX, &height))
		return false;
	size_t count = (size_t)(width * height);
	picture->width = (int)width;
	picture->height = (int)height;
	picture->cells = mem_alloc(count * sizeof(*picture->cells));
	for (size_t i = 0; i < count; i++)
		if (!read_cell(at, &picture->cells[i]))
			return false;
	return true;
}

/* ---- pixels ---- */

/* Digits and ';' of a sixel command: to the first byte behind them. */
static size_t skip_parameters(const char *data, size_t len, size_t at)
{
	while (at < len && (isdigit((unsigned char)data[at]) || data[at] == ';'))
		at++;
	return at;
}

/* How often the next sixel is drawn; 1 where nothing is said of it. */
static long repeat_of(const char *data, size_t len, size_t *at)
{
	long repeat = 0;
	if (data[*at] != '!')
		return 1;
	for (++*at; *at < len && isdigit((unsigned char)data[*at]); ++*at)
		if (repeat <= INT16_MAX)
			repeat = repeat * 10 + (data[*at] - '0');
	return repeat;
}

/* VT330/VT340 Programmer Reference, volume 2, chapter 14: nothing but sixels, none outside width x height. */
static bool are_sixels(const char *data, size_t len, long width, long height)
{
	long x = 0, y = 0;
	for (size_t at = 0; at < len;) {
		char c = data[at];
		if (c == '$' || c == '-') {
			x = 0;
			y += c == '-' ? SIXEL_ROWS : 0;
			at++;
		} else if (c == '#' || c == '"') {
			at = skip_parameters(data, len, at + 1);
		} else {
			x += repeat_of(data, len, &at);
			if (at >= len || data[at] < '?' || data[at] > '~' || x > width ||
			    y + SIXEL_ROWS > height)
				return false;
			at++;
		}
	}
	return true;
}

static bool is_base64(const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)data[i]) && !strchr("+/=", data[i]))
			return false;
	return len % 4 == 0;
}

static uint64_t digest_of(const char *data, size_t len)
{
	uint64_t digest = UINT64_C(14695981039346656037); /* FNV-1a */
	for (size_t i = 0; i < len; i++)
		digest = (digest ^ (unsigned char)data[i]) * UINT64_C(1099511628211);
	return digest;
}

static bool read_pixels(const char *data, size_t len, const struct state_picture_form *form,
                        struct state_picture *picture)
{
	bool ok = form->pixels == STATE_SIXEL ? are_sixels(data, len, picture->width * form->cell_width,
	                                                   picture->height * form->cell_height)
	                                      : is_base64(data, len);
	if (!ok)
		return false;
	picture->pixels = form->pixels;
	picture->data = mem_strndup(data, len);
	picture->len = len;
	picture->digest = digest_of(data, len);
	return true;
}

bool picture_read(const char *text, size_t len, const struct state_picture_form *form,
                  struct state_picture *picture)
{
	const char *at = text;
	*picture = (struct state_picture){0};
	if (!text || !read_cells(&at, picture) || picture->width > form->columns)
		return false;
	size_t left = len - (size_t)(at - text);
	return left == 0 || (form->pixels != STATE_BLOCKS && read_pixels(at, left, form, picture));
}
