#include "ui/line.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"

void line_init(struct line *line)
{
	*line = (struct line){.text = mem_strdup(""), .cap = 1};
}

void line_finish(struct line *line)
{
	free(line->text);
	*line = (struct line){0};
}

void line_clear(struct line *line)
{
	line->text[0] = '\0';
	line->len = line->cursor = 0;
}

void line_set(struct line *line, const char *text)
{
	line_clear(line);
	line_insert(line, text, true);
}

bool line_is_empty(const struct line *line)
{
	return line->len == 0;
}

static void insert(struct line *line, const char *text)
{
	size_t len = strlen(text);
	line->text = vec_grow_(line->text, &line->cap, line->len + len + 1, 1);
	memmove(line->text + line->cursor + len, line->text + line->cursor, line->len - line->cursor + 1);
	memcpy(line->text + line->cursor, text, len);
	line->len += len;
	line->cursor += len;
}

static void erase(struct line *line, size_t from, size_t to)
{
	memmove(line->text + from, line->text + to, line->len - to + 1);
	line->len -= to - from;
	line->cursor = from;
}

/* A mark that was inserted joins the character before it, and the cursor may not stand between them. */
static size_t border_at_or_after(const struct line *line, size_t offset)
{
	size_t before = utf8_prev_cluster(line->text, offset);
	struct utf8_cluster cluster;
	if (offset == 0 || !utf8_next_cluster(line->text + before, line->len - before, &cluster))
		return offset;
	return before + cluster.len;
}

void line_insert(struct line *line, const char *text, bool newlines)
{
	char *clean = utf8_clean(text, newlines);
	insert(line, clean);
	free(clean);
	line->cursor = border_at_or_after(line, line->cursor);
}

bool line_insert_key(struct line *line, struct key key)
{
	char text[5];
	if (!key_is_text(key))
		return false;
	utf8_encode(key.code, text);
	insert(line, text);
	line->cursor = border_at_or_after(line, line->cursor);
	return true;
}

static size_t left_of(const struct line *line, size_t at)
{
	return utf8_prev_cluster(line->text, at);
}

static size_t right_of(const struct line *line, size_t at)
{
	struct utf8_cluster cluster;
	return utf8_next_cluster(line->text + at, line->len - at, &cluster) ? at + cluster.len : at;
}

static size_t start_of_line(const struct line *line)
{
	size_t at = line->cursor;
	while (at > 0 && line->text[at - 1] != '\n')
		at--;
	return at;
}

static size_t end_of_line(const struct line *line)
{
	return line->cursor + strcspn(line->text + line->cursor, "\n");
}

/* Letters and digits of any script; of those outside ASCII all count that are no blank. */
static bool is_word(const struct line *line, size_t at)
{
	unsigned char c = (unsigned char)line->text[at];
	return c >= 0x80 ? strncmp(line->text + at, "\u3000", 3) != 0 : isalnum(c) || c == '_';
}

static size_t word_left_of(const struct line *line)
{
	size_t at = line->cursor;
	while (at > 0 && !is_word(line, left_of(line, at)))
		at = left_of(line, at);
	while (at > 0 && is_word(line, left_of(line, at)))
		at = left_of(line, at);
	return at;
}

static size_t word_right_of(const struct line *line)
{
	size_t at = line->cursor;
	while (at < line->len && !is_word(line, at))
		at = right_of(line, at);
	while (at < line->len && is_word(line, at))
		at = right_of(line, at);
	return at;
}

static void cut_range(struct line *line, size_t from, size_t to, char **cut)
{
	if (from == to)
		return;
	free(*cut);
	*cut = mem_strndup(line->text + from, to - from);
	erase(line, from, to);
}

/* At the end of a line the newline itself is cut, as Emacs does. */
static size_t cut_end_of(const struct line *line)
{
	size_t end = end_of_line(line);
	return end == line->cursor ? right_of(line, end) : end;
}

static bool move(struct line *line, enum action action)
{
	switch (action) {
	case ACTION_EDIT_START:
		line->cursor = start_of_line(line);
		return true;
	case ACTION_EDIT_END:
		line->cursor = end_of_line(line);
		return true;
	case ACTION_EDIT_LEFT:
		line->cursor = left_of(line, line->cursor);
		return true;
	case ACTION_EDIT_RIGHT:
		line->cursor = right_of(line, line->cursor);
		return true;
	case ACTION_EDIT_WORD_LEFT:
		line->cursor = word_left_of(line);
		return true;
	case ACTION_EDIT_WORD_RIGHT:
		line->cursor = word_right_of(line);
		return true;
	default:
		return false;
	}
}

bool line_act(struct line *line, enum action action, char **cut)
{
	switch (action) {
	case ACTION_EDIT_DELETE_LEFT:
		erase(line, left_of(line, line->cursor), line->cursor);
		return true;
	case ACTION_EDIT_DELETE_RIGHT:
		erase(line, line->cursor, right_of(line, line->cursor));
		return true;
	case ACTION_EDIT_CUT_WORD_LEFT:
		cut_range(line, word_left_of(line), line->cursor, cut);
		return true;
	case ACTION_EDIT_CUT_WORD_RIGHT:
		cut_range(line, line->cursor, word_right_of(line), cut);
		return true;
	case ACTION_EDIT_CUT_START:
		cut_range(line, start_of_line(line), line->cursor, cut);
		return true;
	case ACTION_EDIT_CUT_END:
		cut_range(line, line->cursor, cut_end_of(line), cut);
		return true;
	case ACTION_EDIT_YANK:
		if (*cut)
			line_insert(line, *cut, true);
		return true;
	default:
		return move(line, action);
	}
}
