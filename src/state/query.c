#include "state/query.h"

#include "state/apply.h"

const struct state_conversation *state_conversation(const struct state *state, const char *id)
{
	return conversation_find(state, id);
}

const struct state_conversation *state_conversation_with(const struct state *state,
                                                         enum state_conversation_kind kind, const char *peer)
{
	return conversation_with(state, kind, peer);
}

const struct state_conversation *state_current(const struct state *state)
{
	return conversation_find(state, state->current);
}

const struct state_convgroup *state_convgroup(const struct state *state, const char *name)
{
	return convgroup_find(state, name);
}

/* 0: never. */
static int64_t sooner(int64_t a, int64_t b)
{
	if (a == 0 || b == 0)
		return a + b;
	return a < b ? a : b;
}

static int64_t transfer_again(const struct state *state)
{
	int64_t first = 0;
	for (size_t i = 0; i < state->transfers.len; i++)
		if (state->transfers.items[i].phase == STATE_TRANSFER_RUNNING)
			first = sooner(first, state->transfers.items[i].again_ms);
	return first;
}

int64_t state_next_wake(const struct state *state)
{
	int64_t here = sooner(state->announce_at_ms, state->writers_until_ms),
	        there = sooner(sooner(state->send_again_ms, transfer_again(state)), state->draft_at_ms);
	return session_is_connected(state) ? sooner(here, there) : here;
}

struct state_conversation state_conversation_to_save(const struct state_conversation *conversation)
{
	struct state_conversation saved = *conversation;
	saved.draft_mine = conversation->draft_mine || conversation->drafting != 0; /* until it is sure */
	if (conversation->truth) {
		saved.convgroups = conversation->truth->convgroups;
		saved.pinned = conversation->truth->pinned;
		saved.remind = conversation->truth->remind;
	}
	return saved;
}

size_t state_convgroups_to_save(const struct state *state, const struct state_convgroup **convgroups)
{
	*convgroups = state->laid ? state->true_convgroups.items : state->convgroups.items;
	return state->laid ? state->true_convgroups.len : state->convgroups.len;
}

bool state_waits(const struct state_conversation *conversation)
{
	return conversation->truth != NULL;
}

bool state_convgroup_waits(const struct state *state, const char *convgroup)
{
	for (size_t i = 0; i < state->true_convgroups.len; i++)
		if (str_equal(state->true_convgroups.items[i].name, convgroup))
			return false;
	return state->laid && convgroup;
}

size_t state_edits(const struct state *state, bool refused)
{
	size_t count = 0;
	for (size_t i = 0; i < state->edits.len; i++)
		count += state->edits.items[i]->refused == refused;
	return count;
}

bool state_is_in(const struct state_conversation *conversation, const char *convgroup)
{
	return convgroup ? strlist_contains(&conversation->convgroups, convgroup)
	                 : conversation->convgroups.len == 0;
}

/* ---- sums: asked for at each picture, so what is rare is looked at first ---- */

const struct state_settings *state_settings_of(const struct state *state,
                                               const struct state_conversation *conversation,
                                               bool (*has)(const struct state_settings *settings))
{
	for (size_t i = 0; i < state->convgroups.len; i++) {
		const struct state_convgroup *convgroup = &state->convgroups.items[i];
		if (has(&convgroup->settings) && state_is_in(conversation, convgroup->name))
			return &convgroup->settings;
	}
	return NULL;
}

const struct state_convgroup *state_policy_of(const struct state *state,
                                              const struct state_conversation *conversation)
{
	for (size_t i = 0; i < state->convgroups.len; i++) {
		const struct state_convgroup *convgroup = &state->convgroups.items[i];
		if (convgroup->settings.has_remind && state_is_in(conversation, convgroup->name))
			return convgroup;
	}
	return NULL;
}

/* One that is as a new conversation is has no setting of its own, unless the group knows better. */
static enum state_remind remind_in_group(const struct state *state,
                                         const struct state_conversation *conversation)
{
	if (conversation->remind != STATE_REMIND_NEW)
		return conversation->remind;
	const struct state_convgroup *convgroup = state_policy_of(state, conversation);
	if (!convgroup || strlist_contains(&convgroup->settings.own, conversation->id))
		return conversation->remind;
	return convgroup->settings.remind;
}

enum state_remind state_remind_of(const struct state *state, const struct state_conversation *conversation)
{
	const struct state_policy *policy = &state->policy;
	enum state_remind most = conversation->kind == STATE_ROOM ? policy->rooms : policy->people;
	enum state_remind wanted = remind_in_group(state, conversation);
	return wanted > most ? wanted : most;
}

bool state_is_blocked(const struct state *state, const struct state_conversation *conversation)
{
	return conversation->kind == STATE_PERSON && strlist_contains(&state->blocked, conversation->peer);
}

bool state_counts(const struct state *state, const struct state_conversation *conversation)
{
	return state_remind_of(state, conversation) != STATE_REMIND_DISCARD;
}

static int64_t counted(const struct state *state, const struct state_conversation *conversation)
{
	return conversation->unread > 0 && state_counts(state, conversation) ? conversation->unread : 0;
}

int64_t state_unread_total(const struct state *state)
{
	int64_t sum = 0;
	for (size_t i = 0; i < state->order.len; i++)
		sum += counted(state, state->order.items[i]);
	return sum;
}

int64_t state_unread_elsewhere(const struct state *state)
{
	const struct state_conversation *current = state_current(state);
	return state_unread_total(state) - (current ? counted(state, current) : 0);
}

int64_t state_mentions_total(const struct state *state)
{
	int64_t sum = 0;
	for (size_t i = 0; i < state->order.len; i++)
		if (state->order.items[i]->mentions > 0 && state_counts(state, state->order.items[i]))
			sum += state->order.items[i]->mentions;
	return sum;
}

int64_t state_unread_in(const struct state *state, const char *convgroup)
{
	int64_t sum = 0;
	for (size_t i = 0; i < state->order.len; i++)
		if (convgroup_holds(state, convgroup, state->order.items[i]))
			sum += counted(state, state->order.items[i]);
	return sum;
}

int64_t state_unread_narrowed_out(const struct state *state)
{
	int64_t sum = 0;
	for (size_t i = 0; i < state->order.len; i++)
		if (state_is_narrowed_out(state, state->order.items[i]))
			sum += counted(state, state->order.items[i]);
	return sum;
}

size_t state_filed(const struct state *state)
{
	size_t count = 0;
	for (size_t i = 0; i < state->order.len; i++)
		count += state->order.items[i]->convgroups.len;
	return count;
}

size_t state_conversations_in(const struct state *state, const char *convgroup)
{
	size_t count = 0;
	for (size_t i = 0; i < state->order.len; i++)
		count += convgroup_holds(state, convgroup, state->order.items[i]);
	return count;
}
