#include "store/search.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

#define BLANKS " \t\r\n"
/* A character that stands alone becomes three bytes longer, at most. */
#define GROWTH 4

/* Where one cannot see where a word ends (UAX #14: complex context, ideographic), and pictures. */
static const struct {
	uint32_t first, last;
} alone[] = {
        {0x0E00, 0x0EFF}, /* Thai, Lao */
        {0x1000, 0x109F}, /* Myanmar */
        {0x1780, 0x17FF}, /* Khmer */
        {0x1950, 0x19DF}, /* Tai Le, New Tai Lue */
        {0x1A20, 0x1AAF}, /* Tai Tham */
        {0x2600, 0x27BF}, /* symbols, dingbats */
        {0x2E80, 0x2FDF}, /* radicals */
        {0x3005, 0x3007}, /* ideographic iteration, zero */
        {0x3021, 0x30FF}, /* Hiragana, Katakana */
        {0x3105, 0x312F}, /* Bopomofo */
        {0x31A0, 0x31FF}, /* their extensions */
        {0x3400, 0x4DBF}, /* ideographs, extension A */
        {0x4E00, 0x9FFF}, /* ideographs */
        {0xA000, 0xA4CF}, /* Yi */
        {0xAA60, 0xAADF}, /* Myanmar, Tai Viet */
        {0xF900, 0xFAFF}, /* ideographs for compatibility */
        {0x1AFF0, 0x1B16F}, /* Kana */
        {0x1F000, 0x1FAFF}, /* pictures */
        {0x20000, 0x3FFFF}, /* ideographs, further extensions */
};

static bool stands_alone(uint32_t codepoint)
{
	for (size_t i = 0; i < sizeof(alone) / sizeof(*alone); i++)
		if (codepoint >= alone[i].first && codepoint <= alone[i].last)
			return true;
	return false;
}

char *search_words(const char *text)
{
	struct buf words;
	char *folded = utf8_fold(text);
	size_t len = strlen(folded), step;
	uint32_t codepoint;
	buf_init(&words, len * GROWTH + 1);
	for (const char *at = folded; (step = utf8_decode(at, len, &codepoint)) > 0;
	     at += step, len -= step) {
		bool apart = stands_alone(codepoint);
		if (apart)
			buf_append_char(&words, ' ');
		buf_append(&words, at, step);
		if (apart)
			buf_append_char(&words, ' ');
	}
	char *taken = buf_take(&words);
	buf_finish(&words);
	free(folded);
	return taken;
}

/* "…"*: its words stand side by side, and the last one is a beginning. */
static void add_phrase(struct buf *expression, const char *chunk, size_t len)
{
	char *copy = mem_strndup(chunk, len), *words = search_words(copy);
	buf_append_str(expression, expression->len > 0 ? " \"" : "\"");
	for (const char *at = words; *at; at++) {
		if (*at == '"')
			buf_append_char(expression, '"');
		buf_append_char(expression, *at);
	}
	buf_append_str(expression, "\"*");
	free(words);
	free(copy);
}

char *search_expression(const char *keyword)
{
	struct buf expression;
	size_t count = 0;
	if (strlen(keyword) > SEARCH_KEYWORD_BYTES)
		return NULL;
	buf_init(&expression, SIZE_MAX / 2);
	for (keyword += strspn(keyword, BLANKS); *keyword; keyword += strspn(keyword, BLANKS)) {
		size_t len = strcspn(keyword, BLANKS);
		add_phrase(&expression, keyword, len);
		keyword += len;
		count++;
	}
	char *taken = count > 0 && count <= SEARCH_KEYWORD_WORDS ? buf_take(&expression) : NULL;
	buf_finish(&expression);
	return taken;
}

static void words_function(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	const char *text = (const char *)sqlite3_value_text(values[0]);
	sqlite3_result_text(context, search_words(text ? text : ""), -1, free);
}

bool search_install(struct sqlite3 *handle)
{
	return sqlite3_create_function_v2(handle, "search_words", 1,
	                                  SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
	                                  words_function, NULL, NULL, NULL) == SQLITE_OK;
}
