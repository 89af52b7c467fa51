#include "ui/link.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"

/* Bytes that no address has as they are (RFC 3986), and what stands around one. */
static bool ends_link(unsigned char c)
{
	return c <= ' ' || c == 0x7F || strchr("<>\"`{}|\\^", c);
}

static size_t scheme_len(const char *text)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:"};
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (str_has_prefix(text, schemes[i]))
			return strlen(schemes[i]);
	return 0;
}

static size_t count(const char *text, size_t len, char c)
{
	size_t found = 0;
	for (size_t i = 0; i < len; i++)
		found += text[i] == c;
	return found;
}

static bool is_around(const char *text, size_t len)
{
	char last = text[len - 1];
	if (strchr(".,;:!?'*_~", last))
		return true;
	return (last == ')' && count(text, len, ')') > count(text, len, '(')) ||
	       (last == ']' && count(text, len, ']') > count(text, len, '['));
}

bool link_next(const char *text, size_t from, struct link *link)
{
	for (size_t at = from; text[at]; at++) {
		size_t scheme = scheme_len(text + at), len = scheme;
		if (scheme == 0 || (at > 0 && isalnum((unsigned char)text[at - 1])))
			continue;
		while (text[at + len] && !ends_link((unsigned char)text[at + len]))
			len++;
		while (len > scheme && is_around(text + at, len))
			len--;
		if (len == scheme)
			continue;
		*link = (struct link){at, len};
		return true;
	}
	return false;
}
