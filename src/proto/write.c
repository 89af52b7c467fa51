#include "proto/write.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

void write_comma(struct buf *out)
{
	if (out->len > 0 && !strchr("{[:", out->data[out->len - 1]))
		buf_append_char(out, ',');
}

void write_name(struct buf *out, const char *name)
{
	write_comma(out);
	buf_append_char(out, '"');
	buf_append_str(out, name);
	buf_append(out, "\":", 2);
}

static bool needs_care(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\' || c >= 0x80;
}

static void write_escape(struct buf *out, unsigned char c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char *at = strchr(from, c);
	if (at)
		buf_printf(out, "\\%c", to[at - from]);
	else
		buf_printf(out, "\\u%04x", c);
}

/* The character at `s`, which needs care; its length. */
static size_t write_careful(struct buf *out, const char *s, size_t len)
{
	char bytes[5];
	uint32_t c;
	size_t step = utf8_decode(s, len, &c);
	if (c < 0x80)
		write_escape(out, (unsigned char)c);
	else
		buf_append(out, bytes, utf8_encode(c, bytes));
	return step;
}

void write_string(struct buf *out, const char *s)
{
	if (!s) {
		buf_append(out, "null", 4);
		return;
	}
	buf_append_char(out, '"');
	for (size_t len = strlen(s); len > 0;) {
		size_t run = 0;
		while (run < len && !needs_care((unsigned char)s[run]))
			run++;
		buf_append(out, s, run);
		if (run < len)
			run += write_careful(out, s + run, len - run);
		s += run;
		len -= run;
	}
	buf_append_char(out, '"');
}

void write_int(struct buf *out, int64_t value)
{
	buf_printf(out, "%" PRId64, value);
}

void write_bool(struct buf *out, bool value)
{
	buf_append_str(out, value ? "true" : "false");
}
