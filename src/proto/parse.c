#include "proto/parse.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "proto/error.h"

struct scanner {
	char *at, *end; /* *end is NUL */
	int depth;
	char before; /* the byte that the token before this one begins with */
	bool id_follows; /* the key "id" of the outermost object was just read */
	const char *id;
	size_t id_len;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool skip_digits(struct scanner *s)
{
	if (!is_digit(*s->at))
		return false;
	while (is_digit(*s->at))
		s->at++;
	return true;
}

/* RFC 8259, section 6. */
static bool scan_number(struct scanner *s)
{
	if (*s->at == '-')
		s->at++;
	if (*s->at == '0')
		s->at++;
	else if (!skip_digits(s))
		return false;
	if (*s->at == '.') {
		s->at++;
		if (!skip_digits(s))
			return false;
	}
	if (*s->at == 'e' || *s->at == 'E') {
		s->at++;
		if (*s->at == '+' || *s->at == '-')
			s->at++;
		if (!skip_digits(s))
			return false;
	}
	return !is_digit(*s->at);
}

/* The value of the escape \uXXXX at `at`, or -1. */
static int unicode_escape(const char *at)
{
	int value = 0;
	if (at[0] != '\\' || at[1] != 'u')
		return -1;
	for (int i = 2; i < 6; i++) {
		const char *digits = "0123456789abcdef";
		const char *digit =
		        at[i] ? strchr(digits, at[i] >= 'A' && at[i] <= 'F' ? at[i] | 0x20 : at[i]) : NULL;
		if (!digit)
			return -1;
		value = value << 4 | (int)(digit - digits);
	}
	return value;
}

static bool scan_unicode_escape(struct scanner *s)
{
	int value = unicode_escape(s->at);
	if (value < 0)
		return false;
	bool high = value >= 0xD800 && value <= 0xDBFF, low = value >= 0xDC00 && value <= 0xDFFF;
	int next = high ? unicode_escape(s->at + 6) : -1;
	bool pair = next >= 0xDC00 && next <= 0xDFFF;
	if (value == 0 || low || (high && !pair))
		memset(s->at, PARSE_BAD_BYTE, 6);
	s->at += pair ? 12 : 6;
	return true;
}

static bool scan_escape(struct scanner *s)
{
	if (s->at[1] == 'u')
		return scan_unicode_escape(s);
	if (!s->at[1] || !strchr("\"\\/bfnrt", s->at[1]))
		return false;
	s->at += 2;
	return true;
}

/* RFC 8259, section 7. */
static bool scan_string(struct scanner *s)
{
	s->at++;
	while (*s->at != '"') {
		if ((unsigned char)*s->at < 0x20)
			return false;
		if (*s->at != '\\')
			s->at++;
		else if (!scan_escape(s))
			return false;
	}
	s->at++;
	return true;
}

/* Remembers the value of "id" as it stands, so that it goes back unchanged whatever its digits. */
static void note_scalar(struct scanner *s, const char *start)
{
	size_t len = (size_t)(s->at - start);
	if (s->id_follows && !s->id) {
		s->id = start;
		s->id_len = len;
	}
	bool is_key = s->depth == 1 && (s->before == '{' || s->before == ',');
	s->id_follows = is_key && len == 4 && memcmp(start, "\"id\"", 4) == 0;
}

static bool scan_token(struct scanner *s)
{
	char first = *s->at, *start = s->at;
	switch (first) {
	case '"':
		if (!scan_string(s))
			return false;
		note_scalar(s, start);
		return true;
	case '{':
	case '[':
		s->depth++;
		break;
	case '}':
	case ']':
		s->depth--;
		break;
	case ',':
		break;
	case ':':
		s->at++;
		return true; /* between "id" and its value */
	default:
		if (first == '-' || is_digit(first)) {
			if (!scan_number(s))
				return false;
			note_scalar(s, start);
			return true;
		}
		/* true, false, null: cJSON looks closely. */
		if (first < 'a' || first > 'z')
			return false;
		break;
	}
	s->at++;
	s->id_follows = false;
	return true;
}

/* Lexical rules and depth; how the tokens fit together is cJSON's to say. */
static const char *scan(struct scanner *s)
{
	while (s->at < s->end) {
		if (strchr(" \t\n\r", *s->at) && *s->at) {
			s->at++;
			continue;
		}
		char first = *s->at;
		if (!scan_token(s))
			return proto_error_text(PROTO_ERROR_PARSE);
		if (s->depth > PARSE_DEPTH_MAX)
			return "That JSON is nested too deeply";
		s->before = first;
	}
	return NULL;
}

const char *parse_text(struct arena *arena, const char *text, size_t len, struct parsed *parsed)
{
	*parsed = (struct parsed){0};
	if (!utf8_valid(text, len))
		return "That is not valid UTF-8";
	char *copy = arena_strndup(arena, text, len);
	struct scanner scanner = {.at = copy, .end = copy + len};
	const char *why = scan(&scanner);
	if (why)
		return why;
	parsed->root = cJSON_ParseWithLengthOpts(copy, len + 1, NULL, 1);
	if (!parsed->root)
		return proto_error_text(PROTO_ERROR_PARSE);
	if (scanner.id && !memchr(scanner.id, PARSE_BAD_BYTE, scanner.id_len))
		parsed->id = arena_strndup(arena, scanner.id, scanner.id_len);
	return NULL;
}

void parse_finish(struct parsed *parsed)
{
	cJSON_Delete(parsed->root);
	parsed->root = NULL;
}
