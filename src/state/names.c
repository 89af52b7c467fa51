/*
 * Names: what people are called whose IDs are shown: whoever wrote, reacted, is answered or writes now.
 *
 * A name comes with what the server says anyway (of those with whom there is a conversation), or is asked for: all
 * that are wanted in one request, when the turn ends. It is kept in the cache, and wanted afresh after a login that
 * did not resume; until the answer is there the old one holds.
 *
 * How many are called the same is counted as names come and go, so that whoever draws one need not look at all.
 */
#include "state/apply.h"
#include "state/query.h"
#include "state/reaction.h"

#include <stdlib.h>
#include <string.h>

enum name_phase {
	NAME_WANTED,
	NAME_ASKED,
	NAME_KNOWN,
};

struct state_name {
	char *user; /* ID */
	char *name; /* NULL: he has none, or it is not known */
	enum name_phase phase;
	UT_hash_handle hh;
};

/* How many are called so. */
struct state_namesakes {
	char *name;
	size_t count;
	UT_hash_handle hh;
};

static struct state_name *find(const struct state *state, const char *user)
{
	struct state_name *found = NULL;
	if (user)
		HASH_FIND_STR(state->names, user, found);
	return found;
}

/* ---- who is called the same ---- */

static const char *shown(const struct state_name *name)
{
	return name->name ? name->name : name->user;
}

static struct state_namesakes *namesakes_of(const struct state *state, const char *name)
{
	struct state_namesakes *found;
	HASH_FIND_STR(state->namesakes, name, found);
	return found;
}

static void namesakes_remove(struct state *state, struct state_namesakes *namesakes)
{
	HASH_DEL(state->namesakes, namesakes);
	free(namesakes->name);
	free(namesakes);
}

static void one_more(struct state *state, const char *name)
{
	struct state_namesakes *namesakes = namesakes_of(state, name);
	if (!namesakes) {
		namesakes = mem_alloc(sizeof(*namesakes));
		*namesakes = (struct state_namesakes){.name = mem_strdup(name)};
		HASH_ADD_KEYPTR(hh, state->namesakes, namesakes->name, strlen(namesakes->name), namesakes);
	}
	state->namesakes_changed |= ++namesakes->count == 2;
}

static void one_less(struct state *state, const char *name)
{
	struct state_namesakes *namesakes = namesakes_of(state, name);
	state->namesakes_changed |= --namesakes->count == 1;
	if (namesakes->count == 0)
		namesakes_remove(state, namesakes);
}

bool state_name_is_shared(const struct state *state, const char *user)
{
	const struct state_name *name = state ? find(state, user) : NULL;
	return name && namesakes_of(state, shown(name))->count > 1;
}

void names_tell_apart(struct state *state)
{
	if (!state->namesakes_changed)
		return;
	for (struct state_conversation *one = state->conversations; one; one = one->hh.next)
		one->name_shared = one->kind == STATE_PERSON && state_name_is_shared(state, one->peer);
	state->namesakes_changed = false;
	state->dirty |= STATE_DIRTY_ALL;
}

static struct state_name *add(struct state *state, const char *user)
{
	if (str_empty(user) || HASH_COUNT(state->names) >= STATE_NAMES_MAX)
		return NULL;
	struct state_name *name = mem_alloc(sizeof(*name));
	*name = (struct state_name){.user = mem_strdup(user), .phase = NAME_KNOWN};
	HASH_ADD_KEYPTR(hh, state->names, name->user, strlen(name->user), name);
	one_more(state, shown(name));
	return name;
}

/* ---- what is known ---- */

const char *state_name_of(const struct state *state, const char *user)
{
	const struct state_name *found = state ? find(state, user) : NULL;
	if (found && found->name)
		return found->name;
	return user ? user : "";
}

bool state_name_is_coming(const struct state *state, const char *user)
{
	const struct state_name *found = find(state, user);
	return found && found->phase != NAME_KNOWN && session_is_connected(state);
}

bool state_names_are_coming(const struct state *state)
{
	return session_is_connected(state) &&
	       (state->names_wanted || pending_has(state, STATE_REQUEST_PROFILES));
}

/* True when it is another than before. */
static bool set(struct apply *apply, struct state_name *name, const char *said)
{
	const char *new = str_empty(said) || str_equal(said, name->user) ? NULL : said;
	bool changed = !str_equal(name->name, new);
	if (changed || name->phase != NAME_KNOWN)
		apply->state->dirty |= STATE_DIRTY_ALL;
	name->phase = NAME_KNOWN;
	if (!changed)
		return false;
	one_less(apply->state, shown(name));
	mem_replace(&name->name, new);
	one_more(apply->state, shown(name));
	return true;
}

/* What is kept of somebody is read from the state. */
static void save(struct apply *apply, const char *user)
{
	struct state_effect *effect = state_effect_add(apply->effects, STATE_EFFECT_SAVE_NAME);
	effect->user = arena_strdup(&apply->effects->arena, user);
}

void names_take(struct apply *apply, const char *user, const char *said)
{
	struct state_name *name = find(apply->state, user);
	if (!name)
		name = add(apply->state, user);
	if (name)
		set(apply, name, said);
}

/* Of those alone whose names are shown: a room's members may be thousands. */
static void take_people(struct apply *apply, const struct state_event *said)
{
	for (size_t i = 0; i < said->person_count; i++) {
		struct state_name *name = find(apply->state, said->people[i].id);
		if (!name)
			continue;
		bool was_known = name->phase == NAME_KNOWN;
		if (set(apply, name, said->people[i].name) || !was_known)
			save(apply, name->user);
	}
}

void names_renamed(struct apply *apply)
{
	take_people(apply, apply->event);
}

void names_cached(struct apply *apply)
{
	for (size_t i = 0; i < apply->event->person_count; i++)
		names_take(apply, apply->event->people[i].id, apply->event->people[i].name);
}

void names_save_all(struct apply *apply)
{
	/* Who is not known yet would be kept as one who has no name. */
	for (const struct state_name *name = apply->state->names; name; name = name->hh.next)
		if (name->name || name->phase == NAME_KNOWN)
			save(apply, name->user);
}

/* ---- what is wanted ---- */

static void note(struct state *state, const char *user)
{
	if (str_empty(user) || find(state, user))
		return;
	struct state_name *name = add(state, user);
	if (!name)
		return;
	name->phase = NAME_WANTED;
	state->names_wanted = true;
}

void names_note(struct apply *apply, const char *user)
{
	note(apply->state, user);
}

static void note_reactions(struct state *state, const char *reactions)
{
	struct arena arena;
	arena_init(&arena);
	struct state_reactions all = state_reactions_read(&arena, reactions);
	for (size_t i = 0; i < all.len; i++)
		for (size_t j = 0; j < all.items[i].people.len; j++)
			note(state, all.items[i].people.items[j]);
	arena_finish(&arena);
}

void names_note_messages(struct apply *apply, const struct state_message *messages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		note(apply->state, messages[i].from);
		note(apply->state, messages[i].quote_from);
		if (messages[i].reactions)
			note_reactions(apply->state, messages[i].reactions);
	}
}

/* Of many the rest is asked for in the next turn. */
static void ask(struct apply *apply)
{
	const char *people[STATE_PIECE];
	size_t count = 0;
	struct state_name *name = apply->state->names;
	for (; name && count < STATE_PIECE; name = name->hh.next) {
		if (name->phase != NAME_WANTED)
			continue;
		name->phase = NAME_ASKED;
		people[count++] = name->user;
	}
	apply->state->names_wanted = count == STATE_PIECE;
	if (count > 0)
		pending_request(apply, &(struct state_request){.type = STATE_REQUEST_PROFILES,
		                                               .people = {people, count}});
}

void names_follow(struct apply *apply)
{
	if (apply->state->names_wanted && apply->state->status == STATE_ONLINE)
		ask(apply);
}

/* ---- what comes ---- */

/* Whoever is not in the answer does not exist, and has no name; nor is one asked for again that was refused. */
static void settle(struct apply *apply)
{
	for (struct state_name *name = apply->state->names; name; name = name->hh.next) {
		if (name->phase != NAME_ASKED)
			continue;
		name->phase = NAME_KNOWN;
		apply->state->dirty |= STATE_DIRTY_ALL;
	}
}

static void want_again(struct state *state, bool known_too)
{
	for (struct state_name *name = state->names; name; name = name->hh.next)
		if (name->phase == NAME_ASKED || known_too)
			name->phase = NAME_WANTED;
	state->names_wanted = state->names != NULL;
}

void names_answered(struct apply *apply, const struct state_pending *pending,
                    const struct state_event *answer)
{
	if (answer->code == STATE_CODE_LOST && pending->ticket == 0) {
		want_again(apply->state, false);
		return;
	}
	/* Whom somebody asks for by name, he is about to show. */
	for (size_t i = 0; answer->code == 0 && i < answer->person_count; i++)
		note(apply->state, answer->people[i].id);
	take_people(apply, answer);
	if (pending->ticket == 0)
		settle(apply);
}

void names_take_answer(struct apply *apply, enum state_request_type type, const struct state_event *answer)
{
	names_note_messages(apply, answer->messages, answer->message_count);
	if (type == STATE_REQUEST_ROOM_MEMBERS || type == STATE_REQUEST_READERS)
		take_people(apply, answer);
}

void names_make_stale(struct state *state)
{
	want_again(state, true);
}

void names_clear(struct state *state)
{
	struct state_name *name, *next;
	HASH_ITER (hh, state->names, name, next) {
		HASH_DEL(state->names, name);
		free(name->user);
		free(name->name);
		free(name);
	}
	while (state->namesakes)
		namesakes_remove(state, state->namesakes);
	state->names_wanted = false;
}
