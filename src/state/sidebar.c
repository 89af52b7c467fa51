/* The sidebar's rows, and walking along them. */
#include "state/apply.h"
#include "state/query.h"

/* ---- rows ---- */

static void push(struct state_rows *rows, const struct state_convgroup *convgroup,
                 const struct state_conversation *conversation)
{
	struct state_row row = {convgroup, conversation};
	vec_push(rows, row);
}

/* What a folded heading still shows. */
static bool sticks_out(const struct state *state, const struct state_conversation *conversation)
{
	return (conversation->unread > 0 && conversation->remind != STATE_REMIND_DISCARD) ||
	       conversation_is_current(state, conversation);
}

static void push_members(const struct state *state, struct state_rows *rows,
                         const struct state_convgroup *convgroup, bool folded)
{
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (convgroup_holds(state, convgroup ? convgroup->name : NULL, conversation) &&
		    (!folded || sticks_out(state, conversation)))
			push(rows, convgroup, conversation);
	}
}

void state_sidebar_rows(const struct state *state, struct state_rows *rows)
{
	for (size_t i = 0; i < state->convgroups.len; i++) {
		const struct state_convgroup *convgroup = &state->convgroups.items[i];
		push(rows, convgroup, NULL);
		push_members(state, rows, convgroup, convgroup->folded);
	}
	if (state_conversations_in(state, NULL) == 0)
		return;
	push(rows, NULL, NULL);
	push_members(state, rows, NULL, state->inbox_folded);
}

/* ---- walking ---- */

/* Conversations in the sidebar's order, each where it stands first. */
struct walk {
	VEC(const struct state_conversation *) stops;
	size_t here; /* how many stops stand before the current conversation */
	bool found; /* the current conversation was passed; it is no stop itself */
};

static bool walk_has(const struct walk *walk, const struct state_conversation *conversation)
{
	for (size_t i = 0; i < walk->stops.len; i++)
		if (walk->stops.items[i] == conversation)
			return true;
	return false;
}

static void walk_members(const struct state *state, struct walk *walk, const char *convgroup, bool folded,
                         bool (*stops_at)(const struct state_conversation *conversation))
{
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (!convgroup_holds(state, convgroup, conversation))
			continue;
		if (conversation_is_current(state, conversation)) {
			if (!walk->found)
				walk->here = walk->stops.len;
			walk->found = true;
		} else if (!folded && stops_at(conversation) && !walk_has(walk, conversation)) {
			vec_push(&walk->stops, conversation);
		}
	}
}

static struct walk walk_along(const struct state *state, bool skip_folded,
                              bool (*stops_at)(const struct state_conversation *conversation))
{
	struct walk walk = {0};
	for (size_t i = 0; i < state->convgroups.len; i++) {
		const struct state_convgroup *convgroup = &state->convgroups.items[i];
		walk_members(state, &walk, convgroup->name, skip_folded && convgroup->folded, stops_at);
	}
	walk_members(state, &walk, NULL, skip_folded && state->inbox_folded, stops_at);
	return walk;
}

static bool any(const struct state_conversation *conversation)
{
	(void)conversation;
	return true;
}

static bool has_mention(const struct state_conversation *conversation)
{
	return conversation->mentions > 0 && conversation->remind != STATE_REMIND_DISCARD;
}

static bool has_unread(const struct state_conversation *conversation)
{
	return conversation->unread > 0 && conversation->remind != STATE_REMIND_DISCARD;
}

const struct state_conversation *state_neighbour(const struct state *state, int step)
{
	struct walk walk = walk_along(state, true, any);
	const struct state_conversation *neighbour = NULL;
	size_t count = walk.stops.len;
	if (step > 0 && walk.here < count)
		neighbour = walk.stops.items[walk.here];
	else if (step < 0 && !walk.found && count > 0)
		neighbour = walk.stops.items[count - 1];
	else if (step < 0 && walk.here > 0)
		neighbour = walk.stops.items[walk.here - 1];
	vec_finish(&walk.stops);
	return neighbour;
}

static const struct state_conversation *
next_that(const struct state *state, bool (*stops_at)(const struct state_conversation *conversation))
{
	struct walk walk = walk_along(state, false, stops_at);
	const struct state_conversation *next = NULL;
	if (walk.stops.len > 0)
		next = walk.stops.items[walk.here < walk.stops.len ? walk.here : 0];
	vec_finish(&walk.stops);
	return next;
}

const struct state_conversation *state_next_unread(const struct state *state)
{
	const struct state_conversation *mentioned = next_that(state, has_mention);
	return mentioned ? mentioned : next_that(state, has_unread);
}
