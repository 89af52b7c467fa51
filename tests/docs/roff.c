#include "docs/roff.h"

#include <string.h>

#include "base/utf8.h"

static void write_char(FILE *out, uint32_t c)
{
	static const struct {
		char c;
		const char *escape;
	} escapes[] = {{'-', "\\-"},   {'\\', "\\e"},  {'\'', "\\(aq"}, {'"', "\\(dq"},
	               {'~', "\\(ti"}, {'^', "\\(ha"}, {'`', "\\(ga"}};
	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		if (c == (uint32_t)escapes[i].c) {
			fputs(escapes[i].escape, out);
			return;
		}
	}
	if (c < 0x80)
		fputc((int)c, out);
	else
		fprintf(out, "\\[u%04X]", (unsigned)c);
}

void roff_piece(FILE *out, struct words_piece piece)
{
	static const char fonts[] = {[WORDS_LITERAL] = 'B', [WORDS_VALUE] = 'I', [WORDS_BETWEEN] = 'R'};
	size_t len = (size_t)piece.len;
	fprintf(out, "\\f%c", fonts[piece.kind]);
	while (len > 0) {
		uint32_t c;
		size_t size = utf8_decode(piece.text, len, &c);
		write_char(out, c);
		piece.text += size;
		len -= size;
	}
	fputs("\\fR", out);
}

void roff_word(FILE *out, enum words_kind kind, const char *text)
{
	roff_piece(out, (struct words_piece){kind, text, (int)strlen(text)});
}

void roff_keys(FILE *out, const char *keys)
{
	struct words_piece key;
	for (const char *separator = ""; words_next_key(&keys, &key); separator = ", ") {
		fputs(separator, out);
		roff_piece(out, key);
	}
}

void roff_usage(FILE *out, const char *usage)
{
	struct words_piece piece;
	while (words_next(&usage, &piece))
		roff_piece(out, piece);
}

void roff_begin_entry(FILE *out)
{
	fputs(".TP\n", out);
}

void roff_end_entry(FILE *out, const char *help)
{
	fputc('\n', out);
	roff_word(out, WORDS_BETWEEN, help);
	fputc('\n', out);
}

void roff_option(FILE *out, char letter, const char *name, const char *value)
{
	if (letter) {
		const char word[] = {'-', letter, '\0'};
		roff_word(out, WORDS_LITERAL, word);
		fputs(", ", out);
	}
	roff_word(out, WORDS_LITERAL, "--");
	roff_word(out, WORDS_LITERAL, name);
	if (value) {
		fputc(' ', out);
		roff_usage(out, value);
	}
}
