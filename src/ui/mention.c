#include "ui/mention.h"

#include <string.h>

#include "ui/wrap.h"

/* User IDs (protocol.md, section 3). */
#define ID_BYTES "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"

static size_t id_length(const char *text, size_t len)
{
	size_t at = 0;
	while (at < len && strchr(ID_BYTES, text[at]))
		at++;
	/* What ends a sentence is no part of a name. */
	while (at > 0 && (text[at - 1] == '.' || text[at - 1] == '-'))
		at--;
	return at;
}

bool mention_next(const char *text, size_t len, size_t from, struct mention *mention)
{
	for (size_t i = from; i + 1 < len; i++) {
		/* In "a@b.c" it is an address. */
		if (text[i] != '@' || (i > 0 && (strchr(ID_BYTES, text[i - 1]) || (text[i - 1] & 0x80))))
			continue;
		size_t id = id_length(text + i + 1, len - i - 1);
		if (id == 0)
			continue;
		*mention = (struct mention){i, id + 1};
		return true;
	}
	return false;
}

void mention_draw(struct grid *grid, struct rect rect, int x, int y, const char *text, size_t len,
                  const char *self)
{
	struct mention found;
	for (size_t at = 0; mention_next(text, len, at, &found); at = found.start + found.len) {
		const char *name = text + found.start + 1;
		bool own = self && strlen(self) == found.len - 1 && strncmp(name, self, found.len - 1) == 0;
		grid_text_len(grid, rect, x + wrap_width(text, found.start), y,
		              own ? STYLE_MENTION_SELF : STYLE_MENTION, text + found.start, found.len);
	}
}
