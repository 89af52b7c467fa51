/* Finding a conversation by what a person typed, and judging a name for a group. */
#include "state/query.h"

#include <errno.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

/* ---- as it is typed ---- */

/* How well it fits; the best first. */
enum fit {
	FIT_WHOLE,
	FIT_WORD,
	FIT_ANYWHERE,
	FIT_NOT,
};

/* Every byte of a character beyond ASCII is part of a word. */
static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static enum fit fit_in(const char *folded, const char *wanted)
{
	enum fit best = FIT_NOT;
	if (str_equal(folded, wanted))
		return FIT_WHOLE;
	for (const char *at = strstr(folded, wanted); at; at = strstr(at + 1, wanted)) {
		if (at == folded || !is_word(at[-1]))
			return FIT_WORD;
		best = FIT_ANYWHERE;
	}
	return best;
}

static enum fit fit_of(const struct state_conversation *conversation, const char *text, const char *wanted)
{
	if (!*wanted)
		return FIT_ANYWHERE;
	if (str_equal(conversation->id, text))
		return FIT_WHOLE;
	char *peer = utf8_fold(conversation->peer);
	enum fit by_peer = fit_in(peer, wanted), by_name = fit_in(conversation->folded, wanted);
	free(peer);
	return by_peer < by_name ? by_peer : by_name;
}

size_t state_find(const struct state *state, const char *text, const struct state_conversation **out,
                  size_t max)
{
	char *wanted = utf8_fold(text);
	enum fit *fits = mem_realloc(NULL, state->order.len, sizeof(*fits));
	size_t count = 0;
	for (size_t i = 0; i < state->order.len; i++)
		fits[i] = fit_of(state->order.items[i], text, wanted);
	for (enum fit fit = FIT_WHOLE; fit < FIT_NOT; fit++)
		for (size_t i = 0; i < state->order.len && count < max; i++)
			if (fits[i] == fit)
				out[count++] = state->order.items[i];
	free(fits);
	free(wanted);
	return count;
}

/* ---- on a command line ---- */

/* As the screen writes a room. */
#define ROOM_SIGN '#'

static bool is_called(const struct state_conversation *conversation, const char *text)
{
	return str_equal(conversation->peer, text) || str_equal(conversation->name, text);
}

static bool is_named(const struct state_conversation *conversation, const char *text)
{
	bool is_room = conversation->kind == STATE_ROOM && *text == ROOM_SIGN;
	return is_called(conversation, text) || (is_room && is_called(conversation, text + 1));
}

const struct state_conversation *state_resolve(const struct state *state, const char *text, struct err *err)
{
	const struct state_conversation *found = state_conversation(state, text);
	if (found)
		return found;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (!is_named(conversation, text))
			continue;
		if (found) {
			err_set(err, 0, "\"%s\" can mean %s or %s", text, found->id, conversation->id);
			return NULL;
		}
		found = conversation;
	}
	if (!found)
		err_set(err, ENOENT, "There is no conversation \"%s\"", text);
	return found;
}

/* ---- names of groups ---- */

static bool has_control(const char *name)
{
	size_t left = strlen(name), len;
	uint32_t codepoint;
	for (; (len = utf8_decode(name, left, &codepoint)) > 0; name += len, left -= len)
		if (utf8_is_control(codepoint))
			return true;
	return false;
}

static bool check_length(const struct state *state, const char *name, struct err *err)
{
	int64_t max = state->limits.convgroup_name_bytes;
	size_t len = strlen(name);
	if (max <= 0 || len <= (size_t)max)
		return true;
	return err_set(err, 0, "The name has %zu bytes; a group's may have at most %lld", len,
	               (long long)max);
}

static bool check_count(const struct state *state, struct err *err)
{
	int64_t max = state->limits.convgroups;
	if (max <= 0 || state->convgroups.len < (size_t)max)
		return true;
	return err_set(err, 0, "There can be no more than %lld groups", (long long)max);
}

bool state_check_convgroup_name(const struct state *state, const char *name, const char *except,
                                struct err *err)
{
	if (str_empty(name))
		return err_set(err, 0, "A group needs a name");
	if (!utf8_valid(name, strlen(name)))
		return err_set(err, 0, "The name is not valid UTF-8");
	if (has_control(name))
		return err_set(err, 0, "The name has control characters");
	if (!check_length(state, name, err))
		return false;
	if (!str_equal(name, except) && state_convgroup(state, name))
		return err_set(err, 0, "There is a group \"%s\" already", name);
	return except || check_count(state, err);
}
