#include "state/arrangement.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "state/query.h"
#include "state/settings.h"

#define TEXT_MAX (64 * 1024)
#define BLANKS " "
#define SORT_WORD "sort="

/* What the functions below share while they look what is to be done. */
struct comparison {
	struct arena *arena;
	const struct state *state;
	struct state_arrangement_changes *changes;
};

void state_arrangement_init(struct state_arrangement *arrangement)
{
	*arrangement = (struct state_arrangement){0};
	arena_init(&arrangement->arena);
}

void state_arrangement_finish(struct state_arrangement *arrangement)
{
	vec_finish(&arrangement->convgroups);
	arena_finish(&arrangement->arena);
}

void state_arrangement_add(struct state_arrangement *arrangement, const char *name, const char *policy,
                           struct strspan conversations)
{
	struct state_arranged convgroup = {
	        .name = arena_strdup(&arrangement->arena, name),
	        .policy = arena_strdup(&arrangement->arena, policy ? policy : ""),
	        .conversations = strspan_copy(&arrangement->arena, conversations),
	};
	vec_push(&arrangement->convgroups, convgroup);
}

/* ---- as it is ---- */

static int compare_ids(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void take_members(struct strlist *ids, const struct state *state,
                         const struct state_convgroup *convgroup)
{
	struct state_rows rows = {0};
	state_members(state, convgroup->name, &convgroup->settings, &rows);
	for (size_t i = 0; i < rows.len; i++) {
		const struct state_conversation *one = rows.items[i].conversation;
		strlist_add(ids, one->kind == STATE_NOTES ? STATE_ARRANGEMENT_NOTES : one->id);
	}
	vec_finish(&rows);
	if (convgroup->settings.sort != STATE_SORT_HAND && ids->len > 1)
		qsort(ids->items, ids->len, sizeof(*ids->items), compare_ids);
}

static const char *policy_words(struct arena *arena, const struct state_settings *settings)
{
	char *policy = state_settings_policy(settings);
	const char *words = arena_strdup(arena, policy);
	free(policy);
	if (settings->sort != STATE_SORT_LATEST)
		words = arena_printf(arena, "%s%s" SORT_WORD "%s", words, *words ? BLANKS : "",
		                     state_sorts[settings->sort].word);
	return words;
}

void state_arrangement_take(struct state_arrangement *arrangement, const struct state *state)
{
	for (size_t i = 0; i < state->convgroups.len; i++) {
		const struct state_convgroup *convgroup = &state->convgroups.items[i];
		struct strlist ids = {0};
		take_members(&ids, state, convgroup);
		state_arrangement_add(arrangement, convgroup->name,
		                      policy_words(&arrangement->arena, &convgroup->settings),
		                      strlist_span(&ids));
		strlist_finish(&ids);
	}
}

/* ---- what is to be done ---- */

static void add_change(struct comparison *c, struct state_request request, const char *text)
{
	struct state_arrangement_change change = {*state_request_copy(c->arena, &request), text};
	vec_push(c->changes, change);
}

/* What stands there cannot be. */
static bool say_line(int line, struct err *err)
{
	return line > 0 && err_prefix(err, "line %d", line);
}

static const struct state_conversation *find(const struct state *state, const char *text, struct err *err)
{
	for (size_t i = 0; str_equal(text, STATE_ARRANGEMENT_NOTES) && i < state->order.len; i++)
		if (state->order.items[i]->kind == STATE_NOTES)
			return state->order.items[i];
	return state_resolve(state, text, err);
}

/* Its id; NULL and `err`. */
static const char *find_id(const struct comparison *c, const struct state_arrangement *wanted,
                           const char *text, struct err *err)
{
	const struct state_conversation *conversation = find(c->state, text, err);
	if (conversation)
		return conversation->id;
	return wanted->is_person_id && wanted->is_person_id(text) ? text : NULL;
}

static bool resolve(const struct comparison *c, const struct state_arrangement *wanted,
                    struct state_arranged *one, struct err *err)
{
	const char **ids = arena_array(c->arena, one->conversations.len, sizeof(*ids));
	size_t len = 0;
	for (size_t i = 0; i < one->conversations.len; i++) {
		int line = one->lines ? one->lines[i] : 0;
		const char *id = find_id(c, wanted, one->conversations.items[i], err);
		if (!id)
			return say_line(line, err);
		if (strspan_contains((struct strspan){ids, len}, id))
			continue;
		if (one->lines)
			one->lines[len] = line;
		ids[len++] = id;
	}
	one->conversations = (struct strspan){ids, len};
	return true;
}

static bool resolve_all(const struct comparison *c, struct state_arrangement *wanted, struct err *err)
{
	for (size_t i = 0; i < wanted->convgroups.len; i++)
		if (!resolve(c, wanted, &wanted->convgroups.items[i], err))
			return false;
	return true;
}

static const char *name_all(const struct comparison *c, struct strspan ids)
{
	struct buf text;
	buf_init(&text, TEXT_MAX);
	for (size_t i = 0; i < ids.len; i++) {
		const struct state_conversation *conversation = state_conversation(c->state, ids.items[i]);
		buf_printf(&text, "%s%s%s", i > 0 ? ", " : "",
		           conversation && conversation->kind == STATE_ROOM ? "#" : "",
		           conversation ? conversation->name : ids.items[i]);
	}
	const char *named = arena_strndup(c->arena, text.data ? text.data : "", text.len);
	buf_finish(&text);
	return named;
}

/* Those of `ids` that are not, or not any more, to be in the group. */
static struct strspan missing(const struct comparison *c, const char *convgroup, struct strspan ids)
{
	const char **out = arena_array(c->arena, ids.len, sizeof(*out));
	size_t len = 0;
	for (size_t i = 0; i < ids.len; i++) {
		const struct state_conversation *conversation = state_conversation(c->state, ids.items[i]);
		if (!conversation || !state_is_in(conversation, convgroup))
			out[len++] = ids.items[i];
	}
	return (struct strspan){out, len};
}

static struct strspan unwanted(const struct comparison *c, const char *convgroup, struct strspan ids)
{
	const struct state *state = c->state;
	const char **out = arena_array(c->arena, state->order.len, sizeof(*out));
	size_t len = 0;
	for (size_t i = 0; i < state->order.len; i++)
		if (state_is_in(state->order.items[i], convgroup) &&
		    !strspan_contains(ids, state->order.items[i]->id))
			out[len++] = state->order.items[i]->id;
	return (struct strspan){out, len};
}

static void take_out(struct comparison *c, const struct state_arranged *wanted)
{
	struct strspan ids = unwanted(c, wanted->name, wanted->conversations);
	if (ids.len > 0)
		add_change(c,
		           (struct state_request){.type = STATE_REQUEST_CONVGROUP_REMOVE,
		                                  .convgroup = wanted->name,
		                                  .conversations = ids},
		           arena_printf(c->arena, "take %s out of “%s”", name_all(c, ids), wanted->name));
}

static void make(struct comparison *c, const struct state_arranged *wanted)
{
	const char *with = wanted->conversations.len > 0 ? name_all(c, wanted->conversations) : "nothing";
	add_change(c,
	           (struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE,
	                                  .convgroup = wanted->name,
	                                  .conversations = wanted->conversations},
	           arena_printf(c->arena, "make the group “%s” with %s in it", wanted->name, with));
}

static void put_in(struct comparison *c, const struct state_arranged *wanted)
{
	struct strspan ids = missing(c, wanted->name, wanted->conversations);
	if (ids.len > 0)
		add_change(c,
		           (struct state_request){.type = STATE_REQUEST_CONVGROUP_ADD,
		                                  .convgroup = wanted->name,
		                                  .conversations = ids},
		           arena_printf(c->arena, "add %s to “%s”", name_all(c, ids), wanted->name));
}

/* ---- settings ---- */

static bool say_words(struct state_settings *settings, const char *policy, struct err *err)
{
	char *copy = mem_strdup(policy), *rest = NULL;
	bool ok = true;
	for (char *word = strtok_r(copy, BLANKS, &rest); ok && word; word = strtok_r(NULL, BLANKS, &rest))
		ok = state_settings_say(settings, word, err);
	free(copy);
	return ok;
}

/* What the file does not speak of stays: the fold, what other clients keep there. */
static bool set(struct comparison *c, const struct state_arranged *wanted, struct err *err)
{
	const struct state_convgroup *now = state_convgroup(c->state, wanted->name);
	struct state_settings settings = {0};
	state_settings_read(&settings, now ? now->data : "");
	char *before = state_settings_write(&settings);
	settings.has_remind = false;
	settings.digest_minutes = settings.quiet_from = settings.quiet_until = 0;
	settings.sort = STATE_SORT_LATEST;
	bool ok = say_words(&settings, wanted->policy, err) || say_line(wanted->policy_line, err);
	if (settings.sort == STATE_SORT_HAND)
		strlist_assign(&settings.order, wanted->conversations);
	char *after = state_settings_write(&settings);
	if (ok && !str_equal(before, after))
		add_change(c,
		           (struct state_request){.type = STATE_REQUEST_CONVGROUP_SET,
		                                  .convgroup = wanted->name,
		                                  .text = after},
		           arena_printf(c->arena, "set “%s” to: %s", wanted->name,
		                        *wanted->policy ? wanted->policy : "nothing of its own"));
	free(before);
	free(after);
	state_settings_finish(&settings);
	return ok;
}

/* ---- the order ---- */

static bool is_wanted(const struct state_arrangement *wanted, const char *name)
{
	for (size_t i = 0; i < wanted->convgroups.len; i++)
		if (str_equal(wanted->convgroups.items[i].name, name))
			return true;
	return false;
}

/* Those that are wanted change places among themselves. */
static void order(struct comparison *c, const struct state_arrangement *wanted)
{
	struct strlist names = {0};
	size_t next = 0;
	bool same = true;
	for (size_t i = 0; i < c->state->convgroups.len; i++)
		strlist_add(&names, c->state->convgroups.items[i].name);
	for (size_t i = 0; i < wanted->convgroups.len; i++)
		if (!strlist_contains(&names, wanted->convgroups.items[i].name))
			strlist_add(&names, wanted->convgroups.items[i].name);
	for (size_t i = 0; i < names.len; i++) {
		if (!is_wanted(wanted, names.items[i]))
			continue;
		const char *name = wanted->convgroups.items[next++].name;
		same &= str_equal(name, names.items[i]);
		mem_replace(&names.items[i], name);
	}
	struct strspan all = strlist_span(&names);
	if (!same)
		add_change(c, (struct state_request){.type = STATE_REQUEST_CONVGROUP_SORT, .convgroups = all},
		           arena_printf(c->arena, "put the groups in this order: %s", name_all(c, all)));
	strlist_finish(&names);
}

/* ---- all of it ---- */

static bool check(const struct state_arrangement *wanted, const struct state *state, struct err *err)
{
	size_t made = 0;
	int64_t most = state->limits.convgroups;
	for (size_t i = 0; i < wanted->convgroups.len; i++) {
		const char *name = wanted->convgroups.items[i].name;
		bool is_new = !state_convgroup(state, name);
		if (is_new && !state_check_convgroup_name(state, name, NULL, err))
			return false;
		for (size_t j = 0; j < i; j++)
			if (str_equal(name, wanted->convgroups.items[j].name))
				return err_set(err, 0, "The group “%s” is in it twice", name);
		made += is_new;
	}
	return most <= 0 || (int64_t)(state->convgroups.len + made) <= most ||
	       err_set(err, 0, "There would be %zu groups, and there can be no more than %lld",
	               state->convgroups.len + made, (long long)most);
}

bool state_arrangement_changes(struct state_arrangement *arrangement, const struct state *state,
                               struct state_arrangement_changes *changes, struct err *err)
{
	struct comparison c = {&arrangement->arena, state, changes};
	if (!check(arrangement, state, err) || !resolve_all(&c, arrangement, err))
		return false;
	for (size_t i = 0; i < arrangement->convgroups.len; i++)
		if (state_convgroup(state, arrangement->convgroups.items[i].name))
			take_out(&c, &arrangement->convgroups.items[i]);
	for (size_t i = 0; i < arrangement->convgroups.len; i++) {
		const struct state_arranged *wanted = &arrangement->convgroups.items[i];
		if (state_convgroup(state, wanted->name))
			put_in(&c, wanted);
		else
			make(&c, wanted);
		if (!set(&c, wanted, err)) {
			vec_clear(changes);
			return false;
		}
	}
	order(&c, arrangement);
	return true;
}
