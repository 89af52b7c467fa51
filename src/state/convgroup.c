/*
 * The conversation groups: names in the person's order, each with what it is set to and its fold, which
 * are the same in all of the person's terminals. Which conversations are in them, the conversations say (state_conversation.convgroups, in the
 * same order); here both are kept in step.
 */
#include "state/apply.h"

#include <string.h>

#include "state/settings.h"

static struct state_convgroup *find_among(struct state_convgroup *items, size_t len, const char *name)
{
	for (size_t i = 0; name && i < len; i++)
		if (str_equal(items[i].name, name))
			return &items[i];
	return NULL;
}

struct state_convgroup *convgroup_find(const struct state *state, const char *name)
{
	return find_among(state->convgroups.items, state->convgroups.len, name);
}

static bool is_filed(const struct state *state, const struct state_conversation *conversation)
{
	for (size_t i = 0; i < conversation->convgroups.len; i++)
		if (convgroup_find(state, conversation->convgroups.items[i]))
			return true;
	return false;
}

bool convgroup_holds(const struct state *state, const char *convgroup,
                     const struct state_conversation *conversation)
{
	return convgroup ? strlist_contains(&conversation->convgroups, convgroup)
	                 : !is_filed(state, conversation);
}

void convgroup_finish(struct state_convgroup *convgroup)
{
	free(convgroup->name);
	free(convgroup->data);
	state_settings_finish(&convgroup->settings);
}

struct state_convgroup convgroup_copy(const struct state_convgroup *convgroup)
{
	struct state_convgroup copy = {
	        .name = mem_strdup(convgroup->name),
	        .folded = convgroup->folded,
	        .data = mem_strdup(convgroup->data),
	};
	state_settings_read(&copy.settings, copy.data);
	copy.settings.folded = convgroup->settings.folded;
	return copy;
}

void convgroup_put_data(struct state_convgroup *convgroup, const char *data)
{
	bool untold = convgroup->folded != convgroup->settings.folded;
	mem_replace(&convgroup->data, data);
	state_settings_read(&convgroup->settings, data);
	if (!untold)
		convgroup->folded = convgroup->settings.folded;
}

void convgroup_clear(struct state *state)
{
	for (size_t i = 0; i < state->convgroups.len; i++)
		convgroup_finish(&state->convgroups.items[i]);
	vec_clear(&state->convgroups);
}

static void changed(struct apply *apply)
{
	apply->save_convgroups = true;
	apply->state->dirty |= STATE_DIRTY_SIDEBAR;
}

/* ---- all names ---- */

/*
 * The server tells all names, not what was done. Where they are as many as before and one differs,
 * that one was renamed: its fold and its conversations stay. Gives its place, or -1.
 */
static ptrdiff_t renamed_at(const struct state *state, struct strspan names)
{
	ptrdiff_t at = -1;
	if (names.len != state->convgroups.len)
		return -1;
	for (size_t i = 0; i < names.len; i++) {
		if (str_equal(names.items[i], state->convgroups.items[i].name))
			continue;
		if (at >= 0)
			return -1;
		at = (ptrdiff_t)i;
	}
	return at;
}

static void rename_in_conversations(struct apply *apply, const char *old, const char *new)
{
	for (size_t i = 0; i < apply->state->order.len; i++) {
		struct state_conversation *conversation = apply->state->order.items[i];
		ptrdiff_t at = strlist_index(&conversation->convgroups, old);
		if (at < 0 || strlist_contains(&conversation->convgroups, new))
			continue;
		mem_replace(&conversation->convgroups.items[at], new);
		conversation_changed(apply, conversation);
	}
}

static void follow_rename(struct apply *apply, struct strspan names)
{
	ptrdiff_t at = renamed_at(apply->state, names);
	if (at < 0 || str_empty(names.items[at]) || convgroup_find(apply->state, names.items[at]))
		return;
	struct state_convgroup *convgroup = &apply->state->convgroups.items[at];
	rename_in_conversations(apply, convgroup->name, names.items[at]);
	narrow_renamed(apply->state, convgroup->name, names.items[at]);
	feed_renamed(apply->state, convgroup->name, names.items[at]);
	mem_replace(&convgroup->name, names.items[at]);
}

/* The one of that name with all that is known of it, or a new one. */
static struct state_convgroup take_over(struct state *state, const char *name)
{
	struct state_convgroup *old = convgroup_find(state, name);
	if (!old)
		return (struct state_convgroup){.name = mem_strdup(name)};
	struct state_convgroup taken = *old;
	*old = (struct state_convgroup){0};
	return taken;
}

static void replace_all(struct state *state, struct strspan names)
{
	VEC(struct state_convgroup) fresh = {0};
	for (size_t i = 0; i < names.len; i++) {
		if (str_empty(names.items[i]) || find_among(fresh.items, fresh.len, names.items[i]))
			continue;
		vec_push(&fresh, take_over(state, names.items[i]));
	}
	convgroup_clear(state);
	for (size_t i = 0; i < fresh.len; i++)
		vec_push(&state->convgroups, fresh.items[i]);
	vec_finish(&fresh);
}

/* ---- what they are set to ---- */

/*
 * What the person folded here and could not tell yet stays as it is; and what he does while an older fold of
 * his is on its way is not undone by its echo.
 */
static void take_settings(struct apply *apply, struct state_convgroup *convgroup, const char *data)
{
	bool untold = convgroup->folded != convgroup->settings.folded ||
	              pending_has(apply->state, STATE_REQUEST_CONVGROUP_SET);
	mem_replace(&convgroup->data, data);
	state_settings_read(&convgroup->settings, data);
	if (!untold)
		convgroup->folded = convgroup->settings.folded;
}

void convgroup_set(struct apply *apply)
{
	struct state_convgroup *convgroup = convgroup_find(apply->state, apply->event->convgroup);
	if (!convgroup)
		return;
	take_settings(apply, convgroup, apply->event->text);
	apply->state->dirty |= STATE_DIRTY_STATUS;
	changed(apply);
}

/* The conversation's groups in the order of all of them, without those that are gone. */
static void put_in_order(struct apply *apply, struct state_conversation *conversation)
{
	const struct state *state = apply->state;
	struct strlist sorted = {0};
	for (size_t i = 0; i < state->convgroups.len; i++)
		if (strlist_contains(&conversation->convgroups, state->convgroups.items[i].name))
			strlist_add(&sorted, state->convgroups.items[i].name);
	if (strlist_assign(&conversation->convgroups, strlist_span(&sorted)))
		conversation_changed(apply, conversation);
	strlist_finish(&sorted);
}

static void take_all_settings(struct apply *apply)
{
	const struct state_event *event = apply->event;
	for (size_t i = 0; i < event->convgroups.len; i++) {
		struct state_convgroup *convgroup = convgroup_find(apply->state, event->convgroups.items[i]);
		if (convgroup)
			take_settings(apply, convgroup,
			              i < event->convgroup_data.len ? event->convgroup_data.items[i] : "");
	}
}

void convgroups_listed(struct apply *apply)
{
	follow_rename(apply, apply->event->convgroups);
	replace_all(apply->state, apply->event->convgroups);
	if (apply->event->complete)
		take_all_settings(apply);
	for (size_t i = 0; i < apply->state->order.len; i++)
		put_in_order(apply, apply->state->order.items[i]);
	feed_follow(apply);
	changed(apply);
}

/* ---- the members of one ---- */

static void add_member(struct apply *apply, struct state_conversation *conversation, const char *convgroup)
{
	conversation->listed = true;
	if (strlist_contains(&conversation->convgroups, convgroup))
		return;
	strlist_add(&conversation->convgroups, convgroup);
	if (convgroup_find(apply->state, convgroup))
		put_in_order(apply, conversation);
	conversation_changed(apply, conversation);
}

void convgroup_members(struct apply *apply)
{
	const struct state_event *event = apply->event;
	struct state *state = apply->state;
	if (str_empty(event->convgroup))
		return;
	for (size_t i = 0; i < state->order.len; i++)
		state->order.items[i]->listed = false;
	conversations_changed(apply);
	for (size_t i = 0; i < event->conversation_count; i++) {
		struct state_conversation *member = conversation_find(state, event->conversations[i].id);
		if (member)
			add_member(apply, member, event->convgroup);
	}
	for (size_t i = 0; i < state->order.len; i++) {
		struct state_conversation *other = state->order.items[i];
		if (!other->listed && strlist_remove(&other->convgroups, event->convgroup))
			conversation_changed(apply, other);
	}
	feed_follow(apply);
}

/* ---- folds ---- */

/*
 * A fold is there at once, and then told to the other terminals. Offline, and while settings are on their way, which
 * it would overwrite, it waits: what is folded here and what the settings say differ until it can be told.
 */
static void tell_fold(struct apply *apply, struct state_convgroup *convgroup)
{
	if (convgroup->folded == convgroup->settings.folded || !session_is_connected(apply->state) ||
	    pending_has(apply->state, STATE_REQUEST_CONVGROUP_SET))
		return;
	convgroup->settings.folded = convgroup->folded;
	char *data = state_settings_write(&convgroup->settings);
	pending_request(apply, &(struct state_request){
	                               .type = STATE_REQUEST_CONVGROUP_SET,
	                               .convgroup = convgroup->name,
	                               .text = data,
	                       });
	free(data);
}

/* Where it did not get there, what the server has is what counts, and it is told again after the next login. */
void convgroup_fold_answered(struct apply *apply, const struct state_pending *pending,
                             const struct state_event *answer)
{
	struct state *state = apply->state;
	(void)pending;
	for (size_t i = 0; answer->code != 0 && i < state->convgroups.len; i++)
		state_settings_read(&state->convgroups.items[i].settings, state->convgroups.items[i].data);
	if (answer->code == 0)
		convgroup_tell_folds(apply);
}

void convgroup_tell_folds(struct apply *apply)
{
	for (size_t i = 0; i < apply->state->convgroups.len; i++)
		tell_fold(apply, &apply->state->convgroups.items[i]);
}

void convgroup_folded(struct apply *apply)
{
	struct state *state = apply->state;
	const char *name = edits_fold(state, apply->event->convgroup, apply->event->flag);
	struct state_convgroup *convgroup = convgroup_find(state, name);
	if (!apply->event->convgroup)
		state->inbox_folded = apply->event->flag;
	else if (!convgroup)
		return;
	if (convgroup) {
		convgroup->folded = apply->event->flag;
		tell_fold(apply, convgroup);
	}
	changed(apply);
}

void convgroups_cached(struct apply *apply)
{
	const struct state_event *event = apply->event;
	for (size_t i = 0; i < event->cached_convgroup_count; i++) {
		const struct state_convgroup *cached = &event->cached_convgroups[i];
		if (str_empty(cached->name) || convgroup_find(apply->state, cached->name))
			continue;
		struct state_convgroup convgroup = {
		        .name = mem_strdup(cached->name),
		        .folded = cached->folded,
		        .data = mem_strdup(cached->data),
		};
		state_settings_read(&convgroup.settings, cached->data);
		vec_push(&apply->state->convgroups, convgroup);
	}
	apply->state->inbox_folded = event->cached_inbox_folded;
}
