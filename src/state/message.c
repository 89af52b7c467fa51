/* A message as a value: its strings in one table, from which copying and freeing are made. */
#include "state/apply.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* X(member, what a missing one becomes) */
#define MESSAGE_STRINGS(X)  \
	X(id, missing_id)   \
	X(client_id, NULL)  \
	X(from, "")         \
	X(text, "")         \
	X(file, NULL)       \
	X(path, NULL)       \
	X(reply_to, NULL)   \
	X(quote_from, NULL) \
	X(quote_text, NULL) \
	X(reactions, NULL)  \
	X(error, NULL)

bool message_has_place(const struct state_message *message)
{
	return message->sequence > 0 && message->sequence <= STATE_SEQUENCE_MAX;
}

/* Until it is delivered, a message has no id. */
static const char *missing(const struct state_message *message)
{
	return message->delivery == STATE_DELIVERED ? "" : NULL;
}

struct state_message message_copy(const struct state_message *message)
{
	struct state_message copy = *message;
	const char *missing_id = missing(message);
#define X(member, otherwise) copy.member = mem_strdup(message->member ? message->member : (otherwise));
	MESSAGE_STRINGS(X)
#undef X
	return copy;
}

void message_finish(struct state_message *message)
{
#define X(member, otherwise) free(message->member);
	MESSAGE_STRINGS(X)
#undef X
}

const struct state_message *messages_copy(struct arena *arena, const struct state_message *messages,
                                          size_t count)
{
	struct state_message *copies = arena_array(arena, count, sizeof(*copies));
	for (size_t i = 0; i < count; i++) {
		const struct state_message *message = &messages[i];
		const char *missing_id = missing(message);
		copies[i] = *message;
#define X(member, otherwise) \
	copies[i].member = arena_strdup(arena, message->member ? message->member : (otherwise));
		MESSAGE_STRINGS(X)
#undef X
	}
	return copies;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

char *message_excerpt(const char *text)
{
	char excerpt[STATE_EXCERPT + 1];
	size_t len = 0;
	const char *s = text ? text : "";
	while (is_blank(*s))
		s++;
	str_copy(excerpt, sizeof(excerpt), s);
	/* A run of blanks and line ends is one blank. */
	for (const char *from = excerpt; *from; from++) {
		if (!is_blank(*from))
			excerpt[len++] = *from;
		else if (excerpt[len - 1] != ' ')
			excerpt[len++] = ' ';
	}
	while (len > 0 && excerpt[len - 1] == ' ')
		len--;
	return mem_strndup(excerpt, len);
}

static bool is_user_id(char c)
{
	return isalnum((unsigned char)c) || c == '.' || c == '_' || c == '-';
}

/* "@bob." at the end of a sentence means bob. */
static size_t user_id_len(const char *s)
{
	size_t len = 0;
	while (is_user_id(s[len]))
		len++;
	while (len > 0 && s[len - 1] == '.')
		len--;
	return len;
}

struct strspan message_mentions(struct arena *arena, const char *text)
{
	const char **items = arena_array(arena, strlen(text) / 2 + 1, sizeof(*items));
	struct strspan found = {items, 0};
	for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@')) {
		size_t len = user_id_len(at + 1);
		if (len == 0 || len > STATE_USER_ID_MAX || (at > text && is_user_id(at[-1])))
			continue;
		const char *user = arena_strndup(arena, at + 1, len);
		if (!strspan_contains(found, user))
			items[found.len++] = user;
	}
	return found;
}
