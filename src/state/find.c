/* Finding a conversation by what a person typed, and judging a name for a group. */
#include "state/query.h"

#include <errno.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "state/fuzzy.h"

/* ---- as it is typed ---- */

int state_fit(const struct state_conversation *conversation, const char *text, const char *wanted)
{
	if (str_equal(conversation->id, text))
		return FUZZY_WHOLE;
	char *peer = utf8_fold(conversation->peer);
	int by_peer = fuzzy_score(peer, wanted), by_name = fuzzy_score(conversation->folded, wanted);
	free(peer);
	/* Nobody who begins a name means himself. */
	if (conversation->kind == STATE_NOTES && by_peer < FUZZY_WHOLE)
		by_peer = 0;
	return by_peer > by_name ? by_peer : by_name;
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

/* Upper case or not, accents or not. */
static bool is_named_like(const struct state_conversation *conversation, const char *text)
{
	if (conversation->kind == STATE_ROOM && *text == ROOM_SIGN)
		text++;
	char *wanted = utf8_fold(text);
	bool like = *wanted && str_equal(conversation->folded, wanted);
	free(wanted);
	return like;
}

/* What says which is meant where `text` does not. */
static const char *unlike(const struct state_conversation *conversation, const char *text)
{
	bool alike = conversation->kind != STATE_PERSON || str_equal(conversation->peer, text);
	return alike ? conversation->id : conversation->peer;
}

/* The only one that fits; NULL and `err`, whose code is ENOENT when there is none. */
static const struct state_conversation *
find_one(const struct state *state, const char *text,
         bool (*fits)(const struct state_conversation *, const char *), struct err *err)
{
	const struct state_conversation *found = NULL;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (!fits(conversation, text))
			continue;
		if (found) {
			err_set(err, 0, "“%s” can mean %s or %s", text, unlike(found, text),
			        unlike(conversation, text));
			return NULL;
		}
		found = conversation;
	}
	if (!found)
		err_set(err, ENOENT, "There is no conversation “%s”", text);
	return found;
}

const struct state_conversation *state_resolve(const struct state *state, const char *text, struct err *err)
{
	struct err exact = {0};
	const struct state_conversation *found = state_conversation(state, text);
	if (!found)
		found = find_one(state, text, is_named, &exact);
	if (!found && exact.code == ENOENT)
		return find_one(state, text, is_named_like, err);
	if (!found)
		err_set(err, exact.code, "%s", exact.text);
	return found;
}

/* ---- names of groups ---- */

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
	if (utf8_has_control(name))
		return err_set(err, 0, "The name has control characters");
	if (!check_length(state, name, err))
		return false;
	if (!str_equal(name, except) && state_convgroup(state, name))
		return err_set(err, 0, "There is a group “%s” already", name);
	return except || check_count(state, err);
}
