#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/buf.h"
#include "base/mem.h"

#define REPLACEMENT 0xFFFD
#define ZWNJ 0x200C
#define ZWJ 0x200D
#define EMOJI_SELECTOR 0xFE0F /* VS16 */
#define DOTTED_CIRCLE 0x25CC
#define BLACK_FLAG 0x1F3F4 /* the base of flags spelt in tag characters */
#define WIDTH_MAX 2

static bool in_range(uint32_t c, uint32_t first, uint32_t last)
{
	return c >= first && c <= last;
}

/* The lead byte's sequence length and the range of its second byte (RFC 3629, section 4); 0 for no lead byte. */
static size_t sequence_of(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	*high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	if (lead < 0x80)
		return 1;
	if (in_range(lead, 0xC2, 0xDF))
		return 2;
	if (in_range(lead, 0xE0, 0xEF))
		return 3;
	return in_range(lead, 0xF0, 0xF4) ? 4 : 0;
}

/* Bytes of the well-formed sequence at `s`, or 0. */
static size_t well_formed(const unsigned char *s, size_t len)
{
	unsigned char low, high;
	size_t count = sequence_of(s[0], &low, &high);
	if (count == 0 || count > len)
		return 0;
	for (size_t i = 1; i < count; i++) {
		if (!in_range(s[i], low, high))
			return 0;
		low = 0x80;
		high = 0xBF;
	}
	return count;
}

bool utf8_valid(const char *s, size_t len)
{
	const unsigned char *at = (const unsigned char *)s, *end = at + len;
	while (at < end) {
		size_t step = well_formed(at, (size_t)(end - at));
		if (step == 0)
			return false;
		at += step;
	}
	return true;
}

size_t utf8_decode(const char *s, size_t len, uint32_t *codepoint)
{
	static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	const unsigned char *at = (const unsigned char *)s;
	if (len == 0)
		return 0;
	size_t count = well_formed(at, len);
	if (count == 0) {
		*codepoint = REPLACEMENT;
		return 1;
	}
	uint32_t value = at[0] & lead_bits[count];
	for (size_t i = 1; i < count; i++)
		value = value << 6 | (at[i] & 0x3F);
	*codepoint = value;
	return count;
}

size_t utf8_encode(uint32_t codepoint, char *out)
{
	if (!utf8proc_codepoint_valid((utf8proc_int32_t)codepoint))
		codepoint = REPLACEMENT;
	utf8proc_ssize_t len = utf8proc_encode_char((utf8proc_int32_t)codepoint, (utf8proc_uint8_t *)out);
	out[len] = '\0';
	return (size_t)len;
}

/* Hangul vowels and finals: drawn within the block that the leading consonant opens. */
static bool is_joining_jamo(uint32_t c)
{
	return in_range(c, 0x1160, 0x11FF) || in_range(c, 0xD7B0, 0xD7FB);
}

/* utf8proc's, but where it differs from the terminals and the C library that ncurses asks. */
int utf8_codepoint_width(uint32_t codepoint)
{
	const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)codepoint);
	bool spacing = property->category == UTF8PROC_CATEGORY_MC ||
	               property->boundclass == UTF8PROC_BOUNDCLASS_PREPEND;
	int width = utf8proc_charwidth((utf8proc_int32_t)codepoint);
	if (is_joining_jamo(codepoint))
		return 0;
	if (in_range(codepoint, 0x4DC0, 0x4DFF)) /* hexagrams, wide since Unicode 16 */
		return 2;
	return spacing && width == 0 ? 1 : width;
}

static bool is_skin_tone(uint32_t c)
{
	return in_range(c, 0x1F3FB, 0x1F3FF);
}

static bool is_tag(uint32_t c)
{
	return in_range(c, 0xE0020, 0xE007F);
}

static bool is_variation_selector(uint32_t c)
{
	return in_range(c, 0xFE00, 0xFE0F) || in_range(c, 0xE0100, 0xE01EF);
}

/*
 * What of a cluster is drawn, fed code point by code point: the base, marks, and spacing parts
 * (a flag's second letter, an Indic vowel sign) while they fit in two columns. Gone are joiners
 * and what they join, skin tones, selectors and tags: no two terminals agree on their width.
 */
struct drawn {
	int width, count; /* columns and code points taken */
	bool started, joined;
};

static bool drawn_takes(struct drawn *drawn, uint32_t c)
{
	int width = utf8_codepoint_width(c);
	bool first = !drawn->started, joined = drawn->joined;
	drawn->started = true;
	drawn->joined = c == ZWJ || (joined && width == 0);
	if (c == ZWJ || c == ZWNJ || is_variation_selector(c) || is_tag(c))
		return false;
	if (!first && (is_skin_tone(c) || (joined && width > 0)))
		return false;
	if (drawn->count > UTF8_CELL_MARKS || drawn->width + width > WIDTH_MAX)
		return false;
	drawn->width += width;
	drawn->count++;
	return true;
}

static bool whole_emoji;

void utf8_set_whole_emoji(bool whole)
{
	whole_emoji = whole;
}

static bool is_emoji_base(uint32_t c)
{
	return utf8proc_get_property((utf8proc_int32_t)c)->boundclass ==
	               UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
	       in_range(c, '0', '9') || c == '#' || c == '*';
}

/* An emoji, and what makes another one of it: a joiner, a skin tone, the selector, a flag's tags. */
static bool has_emoji_parts(const char *s, size_t len)
{
	uint32_t c;
	size_t at = utf8_decode(s, len, &c);
	if (at == 0 || !is_emoji_base(c))
		return false;
	while (at < len) {
		at += utf8_decode(s + at, len - at, &c);
		if (c == ZWJ || c == EMOJI_SELECTOR || is_skin_tone(c) || is_tag(c))
			return true;
	}
	return false;
}

bool utf8_is_whole_emoji(const char *cell)
{
	return has_emoji_parts(cell, strlen(cell));
}

static bool is_drawn_whole(const char *s, size_t len)
{
	return whole_emoji && len < UTF8_CELL_BYTES && has_emoji_parts(s, len);
}

/* Between two printable ASCII characters there is always a break, and most text is that. */
static bool is_plain_ascii(const char *s, size_t len)
{
	return in_range((unsigned char)s[0], 0x20, 0x7E) && (len == 1 || (unsigned char)s[1] < 0x80);
}

bool utf8_next_cluster(const char *s, size_t len, struct utf8_cluster *cluster)
{
	if (len == 0)
		return false;
	if (is_plain_ascii(s, len)) {
		*cluster = (struct utf8_cluster){s, 1, 1};
		return true;
	}
	uint32_t before, c;
	utf8proc_int32_t state = 0;
	struct drawn drawn = {0};
	size_t at = utf8_decode(s, len, &before);
	drawn_takes(&drawn, before);
	while (at < len) {
		size_t step = utf8_decode(s + at, len - at, &c);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)c, &state))
			break;
		drawn_takes(&drawn, c);
		before = c;
		at += step;
	}
	*cluster = (struct utf8_cluster){s, at, is_drawn_whole(s, at) ? WIDTH_MAX : drawn.width};
	return true;
}

size_t utf8_prev_cluster(const char *s, size_t offset)
{
	/* Whether two characters belong together may depend on all before them (flags), so from the front. */
	struct utf8_cluster cluster;
	size_t start = 0, len = strlen(s);
	for (size_t at = 0; at < offset && utf8_next_cluster(s + at, len - at, &cluster); at += cluster.len)
		start = at;
	return start;
}

void utf8_cell(const struct utf8_cluster *cluster, char out[UTF8_CELL_BYTES])
{
	struct drawn drawn = {0};
	size_t at = 0, out_len = 0;
	uint32_t c;
	if (is_drawn_whole(cluster->text, cluster->len)) {
		memcpy(out, cluster->text, cluster->len);
		out[cluster->len] = '\0';
		return;
	}
	while (at < cluster->len) {
		at += utf8_decode(cluster->text + at, cluster->len - at, &c);
		if (drawn_takes(&drawn, c))
			out_len += utf8_encode(c, out + out_len);
	}
	out[out_len] = '\0';
}

int utf8_width(const char *s)
{
	struct utf8_cluster cluster;
	int width = 0;
	for (size_t len = strlen(s); utf8_next_cluster(s, len, &cluster);
	     s += cluster.len, len -= cluster.len)
		width += cluster.width;
	return width;
}

size_t utf8_fit(const char *s, int columns)
{
	struct utf8_cluster cluster;
	size_t at = 0, len = strlen(s);
	for (; utf8_next_cluster(s + at, len - at, &cluster); at += cluster.len) {
		columns -= cluster.width;
		if (columns < 0)
			break;
	}
	return at;
}

static bool is_bidi_control(uint32_t c)
{
	return c == 0x061C || in_range(c, 0x200E, 0x200F) || in_range(c, 0x202A, 0x202E) ||
	       in_range(c, 0x2066, 0x2069);
}

bool utf8_is_control(uint32_t c)
{
	return c < 0x20 || in_range(c, 0x7F, 0x9F) || is_bidi_control(c);
}

bool utf8_has_control(const char *s)
{
	size_t len = strlen(s);
	uint32_t codepoint;
	for (size_t step; (step = utf8_decode(s, len, &codepoint)); s += step, len -= step) {
		if (utf8_is_control(codepoint))
			return true;
	}
	return false;
}

/* Characters that change or hide text without being seen; the Arabic number signs are Cf, too, but are seen. */
static bool is_invisible(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_CF:
		return utf8proc_get_property((utf8proc_int32_t)c)->boundclass != UTF8PROC_BOUNDCLASS_PREPEND;
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC:
		return true;
	default:
		/* Hangul fillers are letters that show nothing. */
		return c == 0x3164 || c == 0xFFA0;
	}
}

static bool is_mark(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return true;
	default:
		return false;
	}
}

static void append_visible(struct buf *out, uint32_t c)
{
	char bytes[5];
	if (c < 0x20 || c == 0x7F)
		buf_printf(out, "^%c", (char)(c ^ 0x40));
	else if (is_invisible(c))
		buf_printf(out, "<U+%04X>", (unsigned)c);
	else
		buf_append(out, bytes, utf8_encode(c, bytes));
}

/* `first` is the code point that the cluster starts with. */
static void append_part(struct buf *out, uint32_t first, uint32_t c)
{
	char bytes[5];
	if (c == ZWJ || c == ZWNJ || (is_tag(c) && first == BLACK_FLAG))
		buf_append(out, bytes, utf8_encode(c, bytes));
	else
		append_visible(out, c);
}

static void clean_cluster(struct buf *out, const struct utf8_cluster *cluster)
{
	uint32_t first = 0, c;
	char bytes[5];
	size_t at = utf8_decode(cluster->text, cluster->len, &first);
	/* A mark without a base would stick to whatever is left of the text on the screen. */
	if (is_mark(first))
		buf_append(out, bytes, utf8_encode(DOTTED_CIRCLE, bytes));
	append_visible(out, first);
	while (at < cluster->len) {
		at += utf8_decode(cluster->text + at, cluster->len - at, &c);
		append_part(out, first, c);
	}
}

/* True for a tab, a line feed and CR LF, which is one cluster. */
static bool is_blank_control(const struct utf8_cluster *cluster)
{
	char last = cluster->text[cluster->len - 1];
	return (last == '\n' && cluster->len <= 2) || (last == '\t' && cluster->len == 1);
}

char *utf8_clean(const char *s, bool keep_newlines)
{
	size_t len = strlen(s);
	struct utf8_cluster cluster;
	struct buf out;
	buf_init(&out, len * 8); /* the worst is two bytes that become <U+0080> */
	for (; utf8_next_cluster(s, len, &cluster); s += cluster.len, len -= cluster.len) {
		if (is_blank_control(&cluster))
			buf_append_char(&out, keep_newlines ? s[cluster.len - 1] : ' ');
		else if (cluster.len == 1 && in_range((unsigned char)*s, 0x20, 0x7E))
			buf_append_char(&out, *s);
		else
			clean_cluster(&out, &cluster);
	}
	char *clean = buf_take(&out);
	buf_finish(&out);
	return clean;
}

/*
 * Accents by their canonical combining class: overlays, Hebrew and Arabic points, and
 * the marks above and below letters. The classes between are vowels and tones of Thai and Indic
 * scripts, without which the words would be others.
 */
static bool is_accent(utf8proc_int32_t c)
{
	utf8proc_propval_t class = utf8proc_get_property(c)->combining_class;
	return class == 1 || (class >= 10 && class <= 36) || class >= 200;
}

static size_t drop_accents(utf8proc_int32_t *points, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (!is_accent(points[i]))
			points[kept++] = points[i];
	return kept;
}

char *utf8_fold(const char *s)
{
	const utf8proc_option_t options =
	        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
	size_t len = strlen(s);
	if (!utf8_valid(s, len)) {
		char *clean = utf8_clean(s, true), *folded = utf8_fold(clean);
		free(clean);
		return folded;
	}
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s;
	utf8proc_ssize_t count = utf8proc_decompose(bytes, (utf8proc_ssize_t)len, NULL, 0, options);
	if (count < 0)
		return mem_strdup(s);
	/* utf8proc_reencode puts a NUL behind. */
	utf8proc_int32_t *points = mem_realloc(NULL, (size_t)count + 1, sizeof(*points));
	utf8proc_decompose(bytes, (utf8proc_ssize_t)len, points, count, options);
	size_t kept = drop_accents(points, (size_t)count);
	utf8proc_reencode(points, (utf8proc_ssize_t)kept, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	return (char *)points;
}

char *utf8_set_case(const char *s, size_t len, enum utf8_case wanted)
{
	static utf8proc_int32_t (*const mappings[])(utf8proc_int32_t) = {
	        [UTF8_UPPER] = utf8proc_toupper,
	        [UTF8_LOWER] = utf8proc_tolower,
	        [UTF8_TITLE] = utf8proc_totitle,
	};
	char *mapped = mem_realloc(NULL, len + 1, 4), *end = mapped;
	uint32_t codepoint;
	*end = '\0';
	for (size_t step; (step = utf8_decode(s, len, &codepoint)) > 0; s += step, len -= step)
		end += utf8_encode((uint32_t)mappings[wanted]((utf8proc_int32_t)codepoint), end);
	return mapped;
}
