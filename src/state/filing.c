/*
 * What an edit changes: one request, carried out on the lists of the state as the server would.
 *
 * It serves three: the overlay (what waits is shown as if it were done), the server's "done" (so that what was
 * shown stays), and undo (each change is noted with what was before). So they cannot differ.
 */
#include "state/apply.h"
#include "state/settings.h"

/* ---- noting ---- */

static void note(struct filing *filing, struct filing_change change)
{
	if (!filing->noted)
		return;
	change.convgroup = arena_strdup(filing->arena, change.convgroup);
	change.other = arena_strdup(filing->arena, change.other);
	change.conversation = arena_strdup(filing->arena, change.conversation);
	change.before = strspan_copy(filing->arena, change.before);
	change.after = strspan_copy(filing->arena, change.after);
	vec_push(&filing->noted->list, change);
}

/* Before a conversation is changed. */
static void touch(struct filing *filing, struct state_conversation *conversation)
{
	if (filing->covering)
		overlay_cover(filing->apply->state, conversation);
	else
		conversation_changed(filing->apply, conversation);
}

static void touch_names(struct filing *filing)
{
	if (!filing->covering)
		filing->apply->save_convgroups = true;
	filing->apply->state->dirty |= filing->covering ? 0 : STATE_DIRTY_SIDEBAR;
}

/* ---- members ---- */

static void put_in_order(const struct state *state, struct state_conversation *conversation)
{
	struct strlist sorted = {0};
	for (size_t i = 0; i < state->convgroups.len; i++)
		if (strlist_contains(&conversation->convgroups, state->convgroups.items[i].name))
			strlist_add(&sorted, state->convgroups.items[i].name);
	strlist_assign(&conversation->convgroups, strlist_span(&sorted));
	strlist_finish(&sorted);
}

static void note_entered(struct filing *filing, const char *conversation, const char *convgroup)
{
	note(filing, (struct filing_change){
	                     .kind = FILING_ENTERED, .convgroup = convgroup, .conversation = conversation});
}

static void enter(struct filing *filing, struct state_conversation *conversation, const char *convgroup)
{
	if (strlist_contains(&conversation->convgroups, convgroup))
		return;
	touch(filing, conversation);
	strlist_add(&conversation->convgroups, convgroup);
	put_in_order(filing->apply->state, conversation);
	note_entered(filing, conversation->id, convgroup);
}

static void leave(struct filing *filing, struct state_conversation *conversation, const char *convgroup)
{
	if (!strlist_contains(&conversation->convgroups, convgroup))
		return;
	note(filing, (struct filing_change){
	                     .kind = FILING_LEFT, .convgroup = convgroup, .conversation = conversation->id});
	touch(filing, conversation);
	strlist_remove(&conversation->convgroups, convgroup);
}

/* Out of `from`, into `to`; either may be NULL. */
static void file(struct filing *filing, struct strspan conversations, const char *from, const char *to)
{
	const struct state *state = filing->apply->state;
	if ((from && !convgroup_find(state, from)) || (to && !convgroup_find(state, to)) ||
	    (from && str_equal(from, to)))
		return;
	for (size_t i = 0; i < conversations.len; i++) {
		struct state_conversation *conversation = conversation_find(state, conversations.items[i]);
		if (conversation && from)
			leave(filing, conversation, from);
		if (conversation && to)
			enter(filing, conversation, to);
		else if (to) /* it begins with this */
			note_entered(filing, conversations.items[i], to);
	}
}

/* ---- convgroups ---- */

static void make(struct filing *filing, const struct state_request *request)
{
	struct state *state = filing->apply->state;
	if (str_empty(request->convgroup) || convgroup_find(state, request->convgroup))
		return;
	struct state_convgroup convgroup = {.name = mem_strdup(request->convgroup), .folded = request->flag};
	vec_push(&state->convgroups, convgroup);
	touch_names(filing);
	const char *data = "";
	note(filing, (struct filing_change){.kind = FILING_MADE,
	                                    .convgroup = request->convgroup,
	                                    .folded = request->flag,
	                                    .after = {&data, 1}});
	file(filing, request->conversations, NULL, request->convgroup);
}

static struct strspan names_of(struct arena *arena, const struct state *state)
{
	const char **names = arena_array(arena, state->convgroups.len, sizeof(*names));
	for (size_t i = 0; i < state->convgroups.len; i++)
		names[i] = arena_strdup(arena, state->convgroups.items[i].name);
	return (struct strspan){names, state->convgroups.len};
}

/* The place in the order comes back with undo: it is noted as sorted to the end, then gone. */
static void note_place(struct filing *filing, const struct state_convgroup *convgroup)
{
	const struct state *state = filing->apply->state;
	if (!filing->noted || convgroup == &state->convgroups.items[state->convgroups.len - 1])
		return;
	struct strspan before = names_of(filing->arena, state);
	const char **after = arena_array(filing->arena, before.len, sizeof(*after));
	size_t len = 0;
	for (size_t i = 0; i < before.len; i++)
		if (!str_equal(before.items[i], convgroup->name))
			after[len++] = before.items[i];
	after[len++] = convgroup->name;
	note(filing, (struct filing_change){.kind = FILING_SORTED, .before = before, .after = {after, len}});
}

static void note_data(struct filing *filing, const struct state_convgroup *convgroup, const char *data)
{
	const char *was = convgroup->data ? convgroup->data : "", *is = data ? data : "";
	if (!state_settings_same(was, is)) /* a fold is no step */
		note(filing, (struct filing_change){.kind = FILING_SET_DATA,
		                                    .convgroup = convgroup->name,
		                                    .before = {&was, 1},
		                                    .after = {&is, 1}});
}

static void set_data(struct filing *filing, const struct state_request *request)
{
	struct state_convgroup *convgroup = convgroup_find(filing->apply->state, request->convgroup);
	if (!convgroup || str_equal(convgroup->data, request->text))
		return;
	note_data(filing, convgroup, request->text);
	convgroup_put_data(convgroup, request->text);
	touch_names(filing);
}

static void unmake(struct filing *filing, const char *name)
{
	struct state *state = filing->apply->state;
	struct state_convgroup *convgroup = convgroup_find(state, name);
	if (!convgroup)
		return;
	note_place(filing, convgroup);
	for (size_t i = 0; i < state->order.len; i++)
		leave(filing, state->order.items[i], name);
	note_data(filing, convgroup, NULL);
	const char *data = convgroup->data ? convgroup->data : "";
	note(filing, (struct filing_change){.kind = FILING_GONE,
	                                    .convgroup = name,
	                                    .folded = convgroup->folded,
	                                    .before = {&data, 1}});
	vec_push(&filing->apply->graves, convgroup->name);
	convgroup->name = NULL;
	convgroup_finish(convgroup);
	vec_remove(&state->convgroups, (size_t)(convgroup - state->convgroups.items));
	touch_names(filing);
}

static void rename_to(struct filing *filing, const char *old, const char *new)
{
	struct state *state = filing->apply->state;
	struct state_convgroup *convgroup = convgroup_find(state, old);
	if (!convgroup || str_empty(new) || convgroup_find(state, new))
		return;
	note(filing, (struct filing_change){.kind = FILING_RENAMED, .other = old, .convgroup = new});
	for (size_t i = 0; i < state->order.len; i++) {
		struct state_conversation *conversation = state->order.items[i];
		ptrdiff_t at = strlist_index(&conversation->convgroups, old);
		if (at < 0)
			continue;
		touch(filing, conversation);
		/* The server's word that it is in the new one can come before the one that there is such a group. */
		if (strlist_contains(&conversation->convgroups, new))
			strlist_remove(&conversation->convgroups, old);
		else
			mem_replace(&conversation->convgroups.items[at], new);
	}
	vec_push(&filing->apply->graves, convgroup->name);
	convgroup->name = mem_strdup(new);
	narrow_renamed(state, old, new);
	touch_names(filing);
}

void filing_order(const struct state *state, struct strspan wanted, struct strlist *order)
{
	for (size_t i = 0; i < wanted.len; i++)
		if (convgroup_find(state, wanted.items[i]) && !strlist_contains(order, wanted.items[i]))
			strlist_add(order, wanted.items[i]);
	for (size_t i = 0; i < state->convgroups.len; i++) {
		const char *name = state->convgroups.items[i].name;
		if (strlist_contains(order, name))
			continue;
		size_t at =
		        i == 0 ? 0 : (size_t)strlist_index(order, state->convgroups.items[i - 1].name) + 1;
		vec_insert(order, at, mem_strdup(name));
	}
}

static void sort(struct filing *filing, struct strspan wanted)
{
	struct state *state = filing->apply->state;
	struct strlist order = {0};
	struct arena arena;
	arena_init(&arena);
	filing_order(state, wanted, &order);
	struct strspan before = names_of(&arena, state);
	for (size_t i = 0; i < order.len; i++) {
		struct state_convgroup *convgroup = convgroup_find(state, order.items[i]);
		struct state_convgroup moved = *convgroup;
		*convgroup = state->convgroups.items[i];
		state->convgroups.items[i] = moved;
	}
	struct strspan after = strlist_span(&order);
	bool changed = false;
	for (size_t i = 0; i < order.len; i++)
		changed |= !str_equal(before.items[i], after.items[i]);
	if (changed) {
		note(filing, (struct filing_change){.kind = FILING_SORTED, .before = before, .after = after});
		touch_names(filing);
		for (size_t i = 0; i < state->order.len; i++)
			if (state->order.items[i]->convgroups.len > 1) {
				touch(filing, state->order.items[i]);
				put_in_order(state, state->order.items[i]);
			}
	}
	strlist_finish(&order);
	arena_finish(&arena);
}

/* ---- what conversations have ---- */

static void pin(struct filing *filing, struct state_conversation *conversation, bool pinned)
{
	if (!conversation || conversation->pinned == pinned)
		return;
	note(filing, (struct filing_change){.kind = FILING_SET_PIN,
	                                    .conversation = conversation->id,
	                                    .was = conversation->pinned,
	                                    .is = pinned});
	touch(filing, conversation);
	conversation->pinned = pinned;
	conversation_place(filing->apply->state, conversation);
}

static void remind(struct filing *filing, struct state_conversation *conversation, enum state_remind how)
{
	if (!conversation || conversation->remind == how)
		return;
	note(filing, (struct filing_change){.kind = FILING_SET_REMIND,
	                                    .conversation = conversation->id,
	                                    .was = conversation->remind,
	                                    .is = how});
	touch(filing, conversation);
	conversation->remind = how;
}

static void remind_members(struct filing *filing, const struct state_request *request)
{
	struct state *state = filing->apply->state;
	for (size_t i = 0; i < state->order.len; i++)
		if (strlist_contains(&state->order.items[i]->convgroups, request->convgroup))
			remind(filing, state->order.items[i], request->remind);
}

static void remind_each(struct filing *filing, const struct state_request *request)
{
	for (size_t i = 0; i < request->conversations.len; i++)
		remind(filing, conversation_find(filing->apply->state, request->conversations.items[i]),
		       request->remind);
}

/* ---- reading ---- */

/* Only noted: it is current.c that does it. */
static void read(struct filing *filing, const struct state_conversation *conversation, int64_t sequence)
{
	if (!conversation || conversation->read_sequence >= sequence)
		return;
	struct current_count left = current_left(filing->apply, conversation, sequence);
	note(filing, (struct filing_change){.kind = FILING_SET_READ,
	                                    .conversation = conversation->id,
	                                    .was = conversation->read_sequence,
	                                    .is = sequence,
	                                    .became = {conversation->unread - left.unread,
	                                               conversation->mentions - left.mentions}});
}

static void read_one(struct filing *filing, const struct state_request *request)
{
	const struct state_conversation *conversation =
	        conversation_find(filing->apply->state, request->conversation);
	if (conversation)
		read(filing, conversation, current_read_to(conversation, request));
}

static void read_all(struct filing *filing, const char *convgroup)
{
	const struct state *state = filing->apply->state;
	for (size_t i = 0; i < state->order.len; i++)
		if (!convgroup || strlist_contains(&state->order.items[i]->convgroups, convgroup))
			read(filing, state->order.items[i], state->order.items[i]->last_sequence);
}

void filing_do(struct filing *filing, const struct state_request *request)
{
	const struct state *state = filing->apply->state;
	switch (request->type) {
	case STATE_REQUEST_CONVGROUP_CREATE:
		make(filing, request);
		break;
	case STATE_REQUEST_CONVGROUP_DELETE:
		unmake(filing, request->convgroup);
		break;
	case STATE_REQUEST_CONVGROUP_RENAME:
		rename_to(filing, request->convgroup, request->new_name);
		break;
	case STATE_REQUEST_CONVGROUP_SORT:
		sort(filing, request->convgroups);
		break;
	case STATE_REQUEST_CONVGROUP_ADD:
		file(filing, request->conversations, NULL, request->convgroup);
		break;
	case STATE_REQUEST_CONVGROUP_REMOVE:
		file(filing, request->conversations, request->convgroup, NULL);
		break;
	case STATE_REQUEST_CONVGROUP_MOVE:
		file(filing, request->conversations, request->from_convgroup, request->convgroup);
		break;
	case STATE_REQUEST_CONVGROUP_REMIND:
		remind_members(filing, request);
		break;
	case STATE_REQUEST_CONVGROUP_SET:
		set_data(filing, request);
		break;
	case STATE_REQUEST_REMIND:
		remind_each(filing, request);
		break;
	case STATE_REQUEST_PIN:
		pin(filing, conversation_find(state, request->conversation), request->flag);
		break;
	case STATE_REQUEST_READ:
		read_one(filing, request);
		break;
	case STATE_REQUEST_READ_ALL:
		read_all(filing, request->convgroup);
		break;
	default:
		break;
	}
}
