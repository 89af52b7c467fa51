#include "state/smart.h"

#include <string.h>

#include "base/err.h"
#include "state/apply.h"
#include "state/filter.h"
#include "state/query.h"

const struct state_smart_info state_smarts[] = {
#define X(name, expression) {name, expression},
        STATE_SMARTS(X)
#undef X
};
const size_t state_smart_count = sizeof(state_smarts) / sizeof(*state_smarts);

const char *state_smart_predefined(const char *name)
{
	for (size_t i = 0; i < state_smart_count; i++)
		if (str_equal(state_smarts[i].name, name))
			return state_smarts[i].expression;
	return NULL;
}

/* ---- asking ---- */

static struct state_smart *find(const struct state *state, const char *name)
{
	for (size_t i = 0; i < state->smarts.len; i++)
		if (str_equal(state->smarts.items[i].name, name))
			return &state->smarts.items[i];
	return NULL;
}

const struct state_smart *state_smart(const struct state *state, const char *name)
{
	return find(state, name);
}

bool state_smart_holds(const struct state *state, const struct state_smart *smart,
                       const struct state_conversation *conversation)
{
	return state_filter_matches(smart->filter, conversation, state->now_ms);
}

int64_t state_smart_unread(const struct state *state, const struct state_smart *smart)
{
	int64_t sum = 0;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (conversation->unread > 0 && state_counts(state, conversation) &&
		    state_smart_holds(state, smart, conversation))
			sum += conversation->unread;
	}
	return sum;
}

static bool has_control(const char *name)
{
	for (; *name; name++)
		if ((unsigned char)*name < ' ' || *name == '\x7f')
			return true;
	return false;
}

bool state_check_smart(const struct state *state, const char *name, const char *expression, struct err *err)
{
	if (*name == '\0' || has_control(name))
		return err_set(err, 0, "A smart group needs a name that can be shown");
	if (strlen(name) > STATE_SMART_NAME_BYTES)
		return err_set(err, 0, "The name of a smart group has at most %d bytes",
		               STATE_SMART_NAME_BYTES);
	if (!find(state, name) && state->smarts.len >= STATE_SMARTS_MAX)
		return err_set(err, 0, "There can be no more than %d smart groups", STATE_SMARTS_MAX);
	struct state_filter *filter = state_filter_create(expression, err);
	state_filter_destroy(filter);
	return filter != NULL;
}

/* ---- changing ---- */

static void finish(struct state_smart *smart)
{
	free(smart->name);
	free(smart->expression);
	state_filter_destroy(smart->filter);
}

void smart_clear(struct state *state)
{
	for (size_t i = 0; i < state->smarts.len; i++)
		finish(&state->smarts.items[i]);
	vec_clear(&state->smarts);
}

/* What is wrong with it was told to whoever asked (state_check_smart); here it is left out. */
static void set(struct state *state, const char *name, const char *expression, bool folded)
{
	struct state_smart *old = find(state, name);
	if (!name || !expression || !state_check_smart(state, name, expression, NULL))
		return;
	struct state_smart smart = {mem_strdup(name), mem_strdup(expression), folded,
	                            state_filter_create(expression, NULL)};
	if (old) {
		finish(old);
		*old = smart;
	} else {
		vec_push(&state->smarts, smart);
	}
}

static void hide(struct state *state, const char *name)
{
	struct state_smart *old = find(state, name);
	if (!old)
		return;
	finish(old);
	vec_remove(&state->smarts, (size_t)(old - state->smarts.items));
}

void smart_set(struct apply *apply)
{
	const struct state_event *event = apply->event;
	if (event->text)
		set(apply->state, event->convgroup, event->text, event->flag);
	else
		hide(apply->state, event->convgroup);
	apply->state->dirty |= STATE_DIRTY_SIDEBAR;
	state_effect_add(apply->effects, STATE_EFFECT_SAVE_SMARTS);
}

void smarts_cached(struct apply *apply)
{
	const struct state_event *event = apply->event;
	for (size_t i = 0; i < event->cached_smart_count; i++)
		set(apply->state, event->cached_smarts[i].name, event->cached_smarts[i].expression,
		    event->cached_smarts[i].folded);
}
