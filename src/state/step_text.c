/*
 * What a step of undo was, in words. One that was asked for in several requests (all marked ones were moved) is told
 * as one: by what it changed, of which the server may have refused a part.
 */
#include "base/buf.h"
#include "base/err.h"
#include "state/apply.h"
#include "state/settings.h"

/* The most that a sentence about one step has, bytes. */
#define SENTENCE_MAX 2048

/* ---- what belongs together ---- */

static bool is_about_conversations(enum state_request_type type)
{
	return type == STATE_REQUEST_CONVGROUP_ADD || type == STATE_REQUEST_CONVGROUP_MOVE ||
	       type == STATE_REQUEST_CONVGROUP_REMOVE || type == STATE_REQUEST_PIN ||
	       type == STATE_REQUEST_READ;
}

/* Into the group that was made for it, too. */
static bool is_alike(const struct state_request *first, const struct state_request *next)
{
	bool files = next->type == STATE_REQUEST_CONVGROUP_ADD || next->type == STATE_REQUEST_CONVGROUP_MOVE;
	if (!str_equal(first->convgroup, next->convgroup))
		return false;
	if (first->type == STATE_REQUEST_CONVGROUP_CREATE)
		return files;
	return first->type == next->type && first->flag == next->flag && is_about_conversations(first->type);
}

void step_joined(struct state_step *step, const struct state_request *request)
{
	step->others += !is_alike(step->asked, request);
}

/* ---- what was set ---- */

static void append_policy(struct buf *text, const char *convgroup, const char *policy)
{
	if (*policy)
		buf_printf(text, "set the policy of “%s” to “%s”", convgroup, policy);
	else
		buf_printf(text, "take the policy of “%s” away", convgroup);
}

static void append_set(struct buf *text, const struct filing_change *change)
{
	struct state_settings was = {0}, is = {0};
	state_settings_read(&was, change->before.items[0]);
	state_settings_read(&is, change->after.items[0]);
	char *old = state_settings_policy(&was), *new = state_settings_policy(&is);
	if (!str_equal(old, new))
		append_policy(text, change->convgroup, new);
	else if (was.sort != is.sort)
		buf_printf(text, "sort “%s” %s", change->convgroup, state_sorts[is.sort].text);
	else
		buf_printf(text, "put what is in “%s” in another order", change->convgroup);
	free(old);
	free(new);
	state_settings_finish(&was);
	state_settings_finish(&is);
}

/* ---- all of it ---- */

static struct strspan conversations_of(const struct state_step *step, struct arena *arena)
{
	const struct filing_change *changes = step->changes.list.items;
	const char **ids = arena_array(arena, step->changes.list.len, sizeof(*ids));
	struct strspan found = {ids, 0};
	for (size_t i = 0; i < step->changes.list.len; i++)
		if (changes[i].conversation && !strspan_contains(found, changes[i].conversation))
			ids[found.len++] = changes[i].conversation;
	return found;
}

static void append(struct buf *text, const struct state *state, const struct state_step *step,
                   struct arena *arena)
{
	struct state_request asked = *step->asked;
	const struct filing_change *first = step->changes.list.items;
	if (step->changes.list.len > 0 && first->kind == FILING_SET_DATA &&
	    asked.type == STATE_REQUEST_CONVGROUP_SET) {
		append_set(text, first);
		return;
	}
	if (step->others == 0 &&
	    (is_about_conversations(asked.type) || asked.type == STATE_REQUEST_CONVGROUP_CREATE))
		asked.conversations = conversations_of(step, arena);
	char *said = edit_describe_named(state, &asked);
	buf_append_str(text, said);
	free(said);
}

/* The caller frees it. */
static char *describe(const struct state *state, const struct state_step *step)
{
	struct arena arena;
	struct buf text;
	arena_init(&arena);
	buf_init(&text, SENTENCE_MAX);
	append(&text, state, step, &arena);
	if (step->others > 0)
		buf_printf(&text, ", and %zu more change%s", step->others, step->others == 1 ? "" : "s");
	char *taken = buf_take(&text);
	buf_finish(&text);
	arena_finish(&arena);
	return taken;
}

void step_say(struct apply *apply, const char *what, const struct state_step *step)
{
	char *text = describe(apply->state, step);
	notice_set(apply, false, "%s: %s", what, text);
	free(text);
}

void step_say_impossible(struct apply *apply, const char *what, const struct state_step *step,
                         const struct err *why)
{
	char *text = describe(apply->state, step);
	notice_set(apply, true, "Cannot %s “%s”: %s; nothing was changed", what, text, why->text);
	free(text);
}
