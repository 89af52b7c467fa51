#include "ui/pixels.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

#define QUERY_ID "31"
#define ASK_KITTY "\033_Gi=" QUERY_ID ",s=1,v=1,a=q,t=d,f=24;AAAA\033\\"
#define ASK_COLOURS "\033[?1;1;0S"
#define ASK_ATTRIBUTES "\033[c"
/* A picture of fewer is worse than half blocks of 256. */
#define COLOURS_MIN 256
#define ATTRIBUTE_SIXEL 4
#define CELL_MAX 100
/* Bytes of one of kitty's commands. */
#define CHUNK 4096
#define FRAME_BYTES 128

const char *const pixels_choice_words[PIXELS_CHOICE_COUNT] = {
#define X(NAME, word) [PIXELS_##NAME] = (word),
        PIXELS_CHOICES(X)
#undef X
};

/* ---- what it can ---- */

static bool is_set(char *(*get)(const char *name), const char *name, const char *value)
{
	return str_equal(get(name), value);
}

static bool begins(const char *text, const char *beginning)
{
	return text && str_has_prefix(text, beginning);
}

void pixels_look(struct pixels_able *able, char *(*get)(const char *name))
{
	const char *term = get("TERM");
	*able = (struct pixels_able){0};
	able->in_mux = !str_empty(get("TMUX")) || !str_empty(get("STY")) || begins(term, "tmux") ||
	               begins(term, "screen");
	able->mute = able->in_mux || str_equal(term, "linux");
	able->iterm = !able->in_mux &&
	              (is_set(get, "LC_TERMINAL", "iTerm2") || is_set(get, "TERM_PROGRAM", "iTerm.app") ||
	               is_set(get, "TERM_PROGRAM", "WezTerm"));
}

void pixels_ask(const struct pixels_able *able, struct buf *out)
{
	if (!able->mute)
		buf_append_str(out, ASK_KITTY);
	buf_append_str(out, ASK_COLOURS PIXELS_ASK_CELL ASK_ATTRIBUTES);
}

static bool contains(const int *parameters, size_t count, int wanted)
{
	for (size_t i = 0; i < count; i++)
		if (parameters[i] == wanted)
			return true;
	return false;
}

bool pixels_read_answer(struct pixels_answer *answer, char mark, char final, const int *parameters,
                        size_t count)
{
	*answer = (struct pixels_answer){0};
	if (mark == '?' && final == 'c')
		*answer = (struct pixels_answer){PIXELS_ATTRIBUTES,
		                                 contains(parameters, count, ATTRIBUTE_SIXEL), 0};
	else if (mark == '?' && final == 'S' && count >= 3 && parameters[0] == 1 && parameters[1] == 0)
		*answer = (struct pixels_answer){PIXELS_COLOURS, parameters[2], 0};
	else if (mark == '\0' && final == 't' && count >= 3 && parameters[0] == 6)
		*answer = (struct pixels_answer){PIXELS_CELL, parameters[1], parameters[2]};
	return answer->kind != PIXELS_NOTHING;
}

bool pixels_read_command(struct pixels_answer *answer, const char *text, size_t len)
{
	static const char fine[] = "Gi=" QUERY_ID ";OK";
	*answer = (struct pixels_answer){.kind = PIXELS_GRAPHICS};
	return len >= strlen(fine) && memcmp(text, fine, strlen(fine)) == 0;
}

static bool set_cell(struct pixels_able *able, int width, int height)
{
	if (width < 1 || width > CELL_MAX || height < 1 || height > CELL_MAX)
		return false;
	able->cell_width = width;
	able->cell_height = height;
	return true;
}

void pixels_measure(struct pixels_able *able, int width, int height, int columns, int rows)
{
	if (!able->cell_told && columns > 0 && rows > 0)
		set_cell(able, width / columns, height / rows);
}

void pixels_take(struct pixels_able *able, const struct pixels_answer *answer)
{
	if (answer->kind == PIXELS_GRAPHICS)
		able->kitty = true;
	else if (answer->kind == PIXELS_COLOURS)
		able->colours = answer->first;
	else if (answer->kind == PIXELS_ATTRIBUTES)
		able->sixel = answer->first != 0;
	else if (answer->kind == PIXELS_CELL)
		able->cell_told = set_cell(able, answer->second, answer->first);
}

/* Sixels have the size that they have: it must be known how large a cell is. The others are fitted into theirs. */
enum state_pixels pixels_choose(enum pixels_choice choice, const struct pixels_able *able)
{
	bool sized = able->cell_width > 0 && able->cell_height > 0;
	bool colourful = able->colours == 0 || able->colours >= COLOURS_MIN;
	if (choice == PIXELS_KITTY || (choice == PIXELS_AUTO && able->kitty))
		return STATE_KITTY;
	if (choice == PIXELS_ITERM || (choice == PIXELS_AUTO && able->iterm))
		return STATE_ITERM;
	if (sized && (choice == PIXELS_SIXEL || (choice == PIXELS_AUTO && able->sixel && colourful)))
		return STATE_SIXEL;
	return STATE_BLOCKS;
}

/* ---- showing one ---- */

size_t pixels_size(const struct state_picture *picture)
{
	return picture->len + (picture->len / CHUNK + 2) * FRAME_BYTES;
}

static void show_kitty(const struct state_picture *picture, uint32_t id, struct buf *out)
{
	for (size_t at = 0; at < picture->len; at += CHUNK) {
		size_t left = picture->len - at, len = left < CHUNK ? left : CHUNK;
		buf_append_str(out, "\033_G");
		if (at == 0)
			buf_printf(out, "a=T,f=100,t=d,i=%u,c=%d,r=%d,C=1,", (unsigned)id, picture->width,
			           picture->height);
		buf_printf(out, "q=2,m=%d;", left > CHUNK);
		buf_append(out, picture->data + at, len);
		buf_append_str(out, "\033\\");
	}
}

void pixels_show(const struct state_picture *picture, uint32_t id, struct buf *out)
{
	switch (picture->pixels) {
	case STATE_SIXEL:
		buf_append_str(out, "\033P0;1;0q");
		buf_append(out, picture->data, picture->len);
		buf_append_str(out, "\033\\");
		break;
	case STATE_KITTY:
		show_kitty(picture, id, out);
		break;
	case STATE_ITERM:
		buf_printf(out, "\033]1337;File=inline=1;width=%d;height=%d;preserveAspectRatio=0:",
		           picture->width, picture->height);
		buf_append(out, picture->data, picture->len);
		buf_append_str(out, "\a");
		break;
	default:
		break;
	}
}

void pixels_remove(enum state_pixels pixels, uint32_t id, struct buf *out)
{
	if (pixels == STATE_KITTY)
		buf_printf(out, "\033_Ga=d,d=I,i=%u,q=2\033\\", (unsigned)id);
}
