#include "ui/line.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/kills.h"

void line_init(struct line *line)
{
	*line = (struct line){.text = mem_strdup(""), .cap = 1};
}

void line_finish(struct line *line)
{
	free(line->text);
	revisions_finish(&line->revisions);
	*line = (struct line){0};
}

void line_clear(struct line *line)
{
	line->text[0] = '\0';
	line->len = line->cursor = 0;
	line->last = LINE_OTHER;
	line->changes++;
	revisions_clear(&line->revisions);
}

bool line_is_empty(const struct line *line)
{
	return line->len == 0;
}

/* ---- changing ---- */

/* The one place where the text changes; who calls it keeps the revision. */
static void splice(struct line *line, size_t at, size_t removed, const char *text, size_t len)
{
	line->text = vec_grow_(line->text, &line->cap, line->len + len + 1, 1);
	memmove(line->text + at + len, line->text + at + removed, line->len - at - removed + 1);
	memcpy(line->text + at, text, len);
	line->len += len;
	line->len -= removed;
	line->changes++;
}

static void change(struct line *line, size_t from, size_t to, const char *text, size_t len)
{
	if (from == to && len == 0)
		return;
	revisions_add(&line->revisions, &(struct revision){
	                                        .at = from,
	                                        .removed = line->text + from,
	                                        .removed_len = to - from,
	                                        .inserted = (char *)text,
	                                        .inserted_len = len,
	                                        .cursor = line->cursor,
	                                });
	splice(line, from, to - from, text, len);
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

void line_replace(struct line *line, size_t from, size_t to, const char *text)
{
	size_t len = strlen(text);
	change(line, from, to, text, len);
	line->cursor = border_at_or_after(line, from + len);
	line->last = LINE_OTHER;
}

void line_set(struct line *line, const char *text)
{
	char *clean = utf8_clean(text, true);
	line_replace(line, 0, line->len, clean);
	free(clean);
}

void line_insert(struct line *line, const char *text, bool newlines)
{
	char *clean = utf8_clean(text, newlines);
	line_replace(line, line->cursor, line->cursor, clean);
	free(clean);
}

/* What is typed is undone by words: a letter behind a blank begins the next. */
static bool goes_on(const struct line *line, uint32_t code)
{
	size_t at = line->cursor;
	return line->last == LINE_TYPED && at > 0 && (line->text[at - 1] != ' ' || code == ' ');
}

bool line_insert_key(struct line *line, struct key key)
{
	char text[5];
	if (!key_is_text(key))
		return false;
	size_t len = utf8_encode(key.code, text);
	if (goes_on(line, key.code) && revisions_extend(&line->revisions, line->cursor, text, len))
		splice(line, line->cursor, 0, text, len);
	else
		change(line, line->cursor, line->cursor, text, len);
	line->cursor = border_at_or_after(line, line->cursor + len);
	line->last = LINE_TYPED;
	return true;
}

static void undo(struct line *line)
{
	const struct revision *made = revisions_undo(&line->revisions);
	if (!made)
		return;
	splice(line, made->at, made->inserted_len, made->removed, made->removed_len);
	line->cursor = made->cursor;
}

static void redo(struct line *line)
{
	const struct revision *undone = revisions_redo(&line->revisions);
	if (!undone)
		return;
	splice(line, undone->at, undone->removed_len, undone->inserted, undone->inserted_len);
	line->cursor = border_at_or_after(line, undone->at + undone->inserted_len);
}

/* ---- places ---- */

size_t line_left_of(const struct line *line, size_t at)
{
	return utf8_prev_cluster(line->text, at);
}

size_t line_right_of(const struct line *line, size_t at)
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

static size_t word_left_of(const struct line *line, size_t at)
{
	while (at > 0 && !is_word(line, line_left_of(line, at)))
		at = line_left_of(line, at);
	while (at > 0 && is_word(line, line_left_of(line, at)))
		at = line_left_of(line, at);
	return at;
}

static size_t next_word(const struct line *line, size_t at)
{
	while (at < line->len && !is_word(line, at))
		at = line_right_of(line, at);
	return at;
}

static size_t word_right_of(const struct line *line, size_t at)
{
	at = next_word(line, at);
	while (at < line->len && is_word(line, at))
		at = line_right_of(line, at);
	return at;
}

static bool move(struct line *line, enum action action)
{
	size_t at = line->cursor;
	switch (action) {
	case ACTION_EDIT_START:
		line->cursor = start_of_line(line);
		return true;
	case ACTION_EDIT_END:
		line->cursor = end_of_line(line);
		return true;
	case ACTION_EDIT_TEXT_START:
		line->cursor = 0;
		return true;
	case ACTION_EDIT_TEXT_END:
		line->cursor = line->len;
		return true;
	case ACTION_EDIT_LEFT:
		line->cursor = line_left_of(line, at);
		return true;
	case ACTION_EDIT_RIGHT:
		line->cursor = line_right_of(line, at);
		return true;
	case ACTION_EDIT_WORD_LEFT:
		line->cursor = word_left_of(line, at);
		return true;
	case ACTION_EDIT_WORD_RIGHT:
		line->cursor = word_right_of(line, at);
		return true;
	default:
		return false;
	}
}

/* ---- cutting, and putting back ---- */

/* At the end of a line the newline itself is cut, as Emacs does. */
static size_t cut_end_of(const struct line *line)
{
	size_t end = end_of_line(line);
	return end == line->cursor ? line_right_of(line, end) : end;
}

static void cut_range(struct line *line, size_t from, size_t to, enum line_deed before, struct kills *kills)
{
	if (from == to)
		return;
	char *text = mem_strndup(line->text + from, to - from);
	if (before == LINE_CUT)
		kills_join(kills, text, from < line->cursor);
	else
		kills_push(kills, text);
	free(text);
	line_replace(line, from, to, "");
	line->last = LINE_CUT;
}

static bool cut(struct line *line, enum action action, enum line_deed before, struct kills *kills)
{
	size_t at = line->cursor;
	switch (action) {
	case ACTION_EDIT_CUT_WORD_LEFT:
		cut_range(line, word_left_of(line, at), at, before, kills);
		return true;
	case ACTION_EDIT_CUT_WORD_RIGHT:
		cut_range(line, at, word_right_of(line, at), before, kills);
		return true;
	case ACTION_EDIT_CUT_START:
		cut_range(line, start_of_line(line), at, before, kills);
		return true;
	case ACTION_EDIT_CUT_END:
		cut_range(line, at, cut_end_of(line), before, kills);
		return true;
	default:
		return false;
	}
}

static void yank(struct line *line, size_t from, const char *text)
{
	if (!text)
		return;
	char *clean = utf8_clean(text, !line->single);
	line_replace(line, from, line->cursor, clean);
	free(clean);
	line->last = LINE_YANKED;
	line->yanked_from = from;
}

/* ---- changing what is there ---- */

/* The character before the cursor and the one behind it; at a line's end the two before it. */
static void transpose(struct line *line)
{
	size_t middle = line->cursor == end_of_line(line) ? line_left_of(line, line->cursor) : line->cursor;
	size_t left = line_left_of(line, middle), right = line_right_of(line, middle);
	if (middle <= start_of_line(line) || right == middle)
		return;
	char *text = mem_alloc(right - left + 1);
	memcpy(text, line->text + middle, right - middle);
	memcpy(text + (right - middle), line->text + left, middle - left);
	line_replace(line, left, right, text);
	free(text);
}

/* The word at the cursor, or the next one. */
static void set_case(struct line *line, enum utf8_case first, enum utf8_case rest)
{
	size_t from = next_word(line, line->cursor), second = line_right_of(line, from);
	size_t to = word_right_of(line, line->cursor);
	char *head = utf8_set_case(line->text + from, second - from, first);
	char *tail = utf8_set_case(line->text + second, to > second ? to - second : 0, rest);
	char *text = NULL;
	if (asprintf(&text, "%s%s", head, tail) >= 0)
		line_replace(line, from, to, text);
	free(text);
	free(head);
	free(tail);
}

static bool alter(struct line *line, enum action action)
{
	size_t at = line->cursor;
	switch (action) {
	case ACTION_EDIT_DELETE_LEFT:
		line_replace(line, line_left_of(line, at), at, "");
		return true;
	case ACTION_EDIT_DELETE_RIGHT:
		line_replace(line, at, line_right_of(line, at), "");
		return true;
	case ACTION_EDIT_TRANSPOSE:
		transpose(line);
		return true;
	case ACTION_EDIT_UPCASE:
		set_case(line, UTF8_UPPER, UTF8_UPPER);
		return true;
	case ACTION_EDIT_DOWNCASE:
		set_case(line, UTF8_LOWER, UTF8_LOWER);
		return true;
	case ACTION_EDIT_CAPITALISE:
		set_case(line, UTF8_TITLE, UTF8_LOWER);
		return true;
	case ACTION_EDIT_UNDO:
		undo(line);
		return true;
	case ACTION_EDIT_REDO:
		redo(line);
		return true;
	default:
		return false;
	}
}

bool line_act(struct line *line, enum action action, struct kills *kills)
{
	enum line_deed before = line->last;
	line->last = LINE_OTHER;
	if (action == ACTION_EDIT_YANK) {
		yank(line, line->cursor, kills_newest(kills));
		return true;
	}
	if (action == ACTION_EDIT_YANK_EARLIER) {
		if (before == LINE_YANKED)
			yank(line, line->yanked_from, kills_earlier(kills));
		return true;
	}
	return cut(line, action, before, kills) || alter(line, action) || move(line, action);
}
