/*
 * The sidebar's rows, and walking along them. Both begin by putting the conversations on shelves, one for
 * each heading, in one pass: asking each group for its members would compare names 20,000 times
 * for one picture.
 */
#include "state/apply.h"
#include "state/query.h"
#include "state/settings.h"

#include <stdlib.h>
#include <string.h>

/* ---- shelves ---- */

struct shelf {
	VEC(const struct state_conversation *) items;
};

/* One for each convgroup, then the one of those in none. */
struct shelves {
	struct shelf *items;
	size_t len;
};

static void shelve(const struct state *state, struct shelves *shelves,
                   const struct state_conversation *conversation)
{
	bool filed = false;
	for (size_t i = 0; i < conversation->convgroups.len; i++) {
		const struct state_convgroup *convgroup =
		        convgroup_find(state, conversation->convgroups.items[i]);
		if (!convgroup)
			continue;
		vec_push(&shelves->items[convgroup - state->convgroups.items].items, conversation);
		filed = true;
	}
	if (!filed)
		vec_push(&shelves->items[shelves->len - 1].items, conversation);
}

/* ---- their order ---- */

/* What a shelf is sorted by: the order that it had breaks ties. */
struct placed {
	const struct state_conversation *conversation;
	size_t place, before;
};

static int compare_numbers(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

static int compare_placed(const void *first, const void *second, void *context)
{
	const struct placed *a = first, *b = second;
	const struct state_settings *settings = context;
	int by_name = strcmp(a->conversation->folded, b->conversation->folded);
	if (a->conversation->pinned != b->conversation->pinned)
		return a->conversation->pinned ? -1 : 1;
	if (settings->sort == STATE_SORT_NAME && by_name != 0)
		return by_name;
	if (a->place != b->place)
		return compare_numbers(a->place, b->place);
	return compare_numbers(a->before, b->before);
}

static void sort_shelf(struct shelf *shelf, const struct state_settings *settings)
{
	size_t len = shelf->items.len;
	struct state_settings context = *settings;
	struct placed *placed = mem_realloc(NULL, len, sizeof(*placed));
	for (size_t i = 0; i < len; i++) {
		const struct state_conversation *conversation = shelf->items.items[i];
		bool by_hand = settings->sort == STATE_SORT_HAND;
		placed[i] = (struct placed){
		        conversation, by_hand ? state_settings_place(settings, conversation->id) : 0, i};
	}
	qsort_r(placed, len, sizeof(*placed), compare_placed, &context);
	for (size_t i = 0; i < len; i++)
		shelf->items.items[i] = placed[i].conversation;
	free(placed);
}

static struct shelves shelves_fill(const struct state *state)
{
	struct shelves shelves = {.len = state->convgroups.len + 1};
	shelves.items = mem_alloc(shelves.len * sizeof(*shelves.items));
	for (size_t i = 0; i < state->order.len; i++)
		if (!state_is_narrowed_out(state, state->order.items[i]))
			shelve(state, &shelves, state->order.items[i]);
	for (size_t i = 0; i < state->convgroups.len; i++)
		if (state->convgroups.items[i].settings.sort != STATE_SORT_LATEST &&
		    shelves.items[i].items.len > 1)
			sort_shelf(&shelves.items[i], &state->convgroups.items[i].settings);
	return shelves;
}

static void shelves_finish(struct shelves *shelves)
{
	for (size_t i = 0; i < shelves->len; i++)
		vec_finish(&shelves->items[i].items);
	free(shelves->items);
}

/* The heading of a shelf; NULL: of those in no group. */
static const struct state_convgroup *heading_of(const struct state *state, size_t shelf)
{
	return shelf < state->convgroups.len ? &state->convgroups.items[shelf] : NULL;
}

/* The focus on one group shows nothing else, and unfolds it. */
static bool is_shown(const struct state *state, size_t shelf, const struct shelves *shelves)
{
	const struct state_convgroup *heading = heading_of(state, shelf);
	if (state->narrowed)
		return heading && str_equal(heading->name, state->narrowed);
	return heading || shelves->items[shelf].items.len > 0;
}

static bool is_folded(const struct state *state, size_t shelf)
{
	if (state->narrowed)
		return false;
	const struct state_convgroup *heading = heading_of(state, shelf);
	return heading ? heading->folded : state->inbox_folded;
}

/* ---- rows ---- */

static bool has_unread(const struct state *state, const struct state_conversation *conversation)
{
	return conversation->unread > 0 && state_counts(state, conversation);
}

static void push(struct state_rows *rows, const struct state_convgroup *convgroup,
                 const struct state_conversation *conversation)
{
	struct state_row row = {.convgroup = convgroup, .conversation = conversation};
	vec_push(rows, row);
}

/* A folded heading still shows it. */
static bool sticks_out(const struct state *state, const struct state_conversation *conversation)
{
	return has_unread(state, conversation) || conversation_is_current(state, conversation);
}

static void push_shelf(const struct state *state, struct state_rows *rows, const struct shelf *shelf,
                       const struct state_convgroup *heading, bool folded)
{
	push(rows, heading, NULL);
	for (size_t i = 0; i < shelf->items.len; i++) {
		const struct state_conversation *conversation = shelf->items.items[i];
		if (!folded || sticks_out(state, conversation))
			push(rows, heading, conversation);
	}
}

/* Folded, it hides all: each stands under another heading, too. */
static void push_smart(const struct state *state, struct state_rows *rows, const struct state_smart *smart)
{
	struct state_row row = {.smart = smart};
	vec_push(rows, row);
	for (size_t i = 0; !smart->folded && i < state->order.len; i++) {
		row.conversation = state->order.items[i];
		if (state_smart_holds(state, smart, row.conversation))
			vec_push(rows, row);
	}
}

void state_sidebar_rows(const struct state *state, struct state_rows *rows)
{
	for (size_t i = 0; !state->narrowed && i < state->smarts.len; i++)
		push_smart(state, rows, &state->smarts.items[i]);
	struct shelves shelves = shelves_fill(state);
	for (size_t i = 0; i < shelves.len; i++)
		if (is_shown(state, i, &shelves))
			push_shelf(state, rows, &shelves.items[i], heading_of(state, i), is_folded(state, i));
	shelves_finish(&shelves);
}

void state_members(const struct state *state, const char *convgroup, const struct state_settings *settings,
                   struct state_rows *rows)
{
	struct shelf shelf = {0};
	for (size_t i = 0; i < state->order.len; i++)
		if (convgroup_holds(state, convgroup, state->order.items[i]))
			vec_push(&shelf.items, state->order.items[i]);
	if (shelf.items.len > 1)
		sort_shelf(&shelf, settings);
	for (size_t i = 0; i < shelf.items.len; i++)
		push(rows, convgroup_find(state, convgroup), shelf.items.items[i]);
	vec_finish(&shelf.items);
}

bool state_row_covers(const struct state *state, const struct state_row *row,
                      const struct state_conversation *conversation)
{
	if (row->smart)
		return state_smart_holds(state, row->smart, conversation);
	return convgroup_holds(state, row->convgroup ? row->convgroup->name : NULL, conversation);
}

/* ---- walking ---- */

/* Conversations in the sidebar's order, each where it stands first. */
struct walk {
	VEC(const struct state_conversation *) stops;
	size_t here; /* how many stops stand before the current conversation */
	bool found; /* the current conversation was passed; it is no stop itself */
};

/* Is it one to stop at? */
typedef bool (*stops_at_fn)(const struct state *state, const struct state_conversation *conversation);

/* Only one that is in several groups can be there already. */
static bool walk_has(const struct walk *walk, const struct state_conversation *conversation)
{
	for (size_t i = 0; conversation->convgroups.len > 1 && i < walk->stops.len; i++)
		if (walk->stops.items[i] == conversation)
			return true;
	return false;
}

static void walk_shelf(const struct state *state, struct walk *walk, const struct shelf *shelf, bool folded,
                       stops_at_fn stops_at)
{
	for (size_t i = 0; i < shelf->items.len; i++) {
		const struct state_conversation *conversation = shelf->items.items[i];
		if (conversation_is_current(state, conversation)) {
			if (!walk->found)
				walk->here = walk->stops.len;
			walk->found = true;
		} else if ((!folded || sticks_out(state, conversation)) && stops_at(state, conversation) &&
		           !walk_has(walk, conversation)) {
			vec_push(&walk->stops, conversation);
		}
	}
}

static struct walk walk_along(const struct state *state, stops_at_fn stops_at)
{
	struct walk walk = {0};
	struct shelves shelves = shelves_fill(state);
	for (size_t i = 0; i < shelves.len; i++)
		if (is_shown(state, i, &shelves))
			walk_shelf(state, &walk, &shelves.items[i], is_folded(state, i), stops_at);
	shelves_finish(&shelves);
	return walk;
}

static bool any(const struct state *state, const struct state_conversation *conversation)
{
	(void)state, (void)conversation;
	return true;
}

static bool has_mention(const struct state *state, const struct state_conversation *conversation)
{
	return conversation->mentions > 0 && has_unread(state, conversation);
}

const struct state_conversation *state_neighbour(const struct state *state, int step)
{
	struct walk walk = walk_along(state, any);
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

static const struct state_conversation *next_that(const struct state *state, stops_at_fn stops_at)
{
	struct walk walk = walk_along(state, stops_at);
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
