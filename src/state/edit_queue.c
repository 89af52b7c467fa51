/* The queue itself (edit.h): what is in it, on the disk too, and what of it goes out next. */
#include "state/apply.h"
#include "state/edit_queue.h"
#include "state/query.h"
#include "state/settings.h"

/* ---- one ---- */

struct state_edit *edit_create(struct state *state, const struct state_request *request, int64_t id)
{
	struct state_edit *edit = mem_alloc(sizeof(*edit));
	arena_init(&edit->arena);
	edit->request = *state_request_copy(&edit->arena, request);
	edit->id = id > state->last_edit ? id : state->last_edit + 1;
	state->last_edit = edit->id;
	return edit;
}

static void destroy(struct state_edit *edit)
{
	vec_finish(&edit->failures);
	strlist_finish(&edit->order);
	free(edit->error);
	arena_finish(&edit->arena);
	free(edit);
}

void edit_save(struct apply *apply, struct state_edit *edit)
{
	if (!apply->state->kept)
		return;
	struct state_edit *copy = arena_alloc(&apply->effects->arena, sizeof(*copy));
	*copy = (struct state_edit){
	        .id = edit->id,
	        .request = *state_request_copy(&apply->effects->arena, &edit->request),
	        .refused = edit->refused,
	        .error = arena_strdup(&apply->effects->arena, edit->error),
	        .sent = edit->sent,
	};
	edit->on_disk = true;
	state_effect_add(apply->effects, STATE_EFFECT_EDIT_PUT)->edit = copy;
}

/* ---- what goes out next ---- */

static bool names(const struct state_request *request, const char *convgroup)
{
	return convgroup &&
	       (str_equal(request->convgroup, convgroup) || str_equal(request->from_convgroup, convgroup) ||
	        str_equal(request->new_name, convgroup) || strspan_contains(request->convgroups, convgroup));
}

static bool share_a_name(const struct state_request *a, const struct state_request *b)
{
	bool share = names(a, b->convgroup) || names(a, b->from_convgroup) || names(a, b->new_name);
	for (size_t i = 0; !share && i < b->convgroups.len; i++)
		share = names(a, b->convgroups.items[i]);
	return share;
}

/*
 * What was asked for after something that was refused may mean the group that did not come to be: it waits until
 * the person has decided, and so does what follows that.
 */
static bool is_held(const struct state *state, size_t at)
{
	const struct state_edit *edit = state->edits.items[at];
	/* Who asks while there is a connection sees what is there. */
	for (size_t i = 0; edit->told && i < at; i++) {
		const struct state_edit *earlier = state->edits.items[i];
		if ((earlier->refused || earlier->held) && share_a_name(&earlier->request, &edit->request))
			return true;
	}
	return false;
}

static void hold_back(struct state *state)
{
	bool refused = state_edits(state, true) > 0;
	for (size_t i = 0; i < state->edits.len; i++)
		state->edits.items[i]->held = refused && is_held(state, i);
}

void edits_changed(struct apply *apply)
{
	hold_back(apply->state);
	apply->state->dirty |= STATE_DIRTY_SIDEBAR | STATE_DIRTY_STATUS;
}

size_t edit_place(const struct state *state, const struct state_edit *edit)
{
	size_t at = 0;
	while (at < state->edits.len && state->edits.items[at] != edit)
		at++;
	return at;
}

struct state_edit *edit_find(const struct state *state, int64_t id)
{
	for (size_t i = 0; i < state->edits.len; i++)
		if (state->edits.items[i]->id == id)
			return state->edits.items[i];
	return NULL;
}

void edit_remove(struct apply *apply, struct state_edit *edit)
{
	if (edit->on_disk) {
		struct state_edit *gone = arena_alloc(&apply->effects->arena, sizeof(*gone));
		gone->id = edit->id;
		state_effect_add(apply->effects, STATE_EFFECT_EDIT_DROP)->edit = gone;
	}
	vec_remove(&apply->state->edits, edit_place(apply->state, edit));
	destroy(edit);
	edits_changed(apply);
}

static bool is_last_piece(const struct state_edit *edit)
{
	return edit->had + edit->piece >= edit->request.conversations.len;
}

/*
 * What was kept goes one by one, so that what depends on a refused one can be held back. What a person asks for
 * while there is a connection goes at once, behind the last piece of what is in flight.
 */
static struct state_edit *next_to_send(const struct state *state)
{
	bool busy = false;
	for (size_t i = 0; i < state->edits.len; i++) {
		struct state_edit *edit = state->edits.items[i];
		if (edit->refused || edit->held)
			continue;
		if (!edit->in_flight)
			return busy && edit->told ? NULL : edit;
		if (edit->told || !is_last_piece(edit))
			return NULL;
		busy = true;
	}
	return NULL;
}

/* ---- sending ---- */

bool edit_find_order(struct apply *apply, struct state_edit *edit)
{
	struct strlist order = {0};
	overlay_lay_before(apply, edit);
	filing_order(apply->state, edit->request.convgroups, &order);
	overlay_lift(apply);
	bool changed = strlist_assign(&edit->order, strlist_span(&order));
	strlist_finish(&order);
	return changed;
}

/* What was kept is set as folded as the group is by now. */
static void set_as_folded_now(const struct state *state, struct state_edit *edit)
{
	const struct state_convgroup *convgroup = convgroup_find(state, edit->request.convgroup);
	if (!convgroup)
		return;
	char *text = state_settings_folded(edit->request.text, convgroup->folded);
	edit->request.text = arena_strdup(&edit->arena, text);
	free(text);
}

/* The next piece of it, as the server takes it. */
static struct state_request piece_of(struct apply *apply, struct state_edit *edit)
{
	const struct state *state = apply->state;
	if (edit->request.type == STATE_REQUEST_CONVGROUP_SET && edit->told)
		set_as_folded_now(state, edit);
	struct state_request piece = edit->request;
	size_t most = STATE_PIECE, left = edit->request.conversations.len - edit->had;
	if (state->limits.conversations_per_request > 0)
		most = (size_t)state->limits.conversations_per_request;
	edit->piece = left < most ? left : most;
	piece.conversations = (struct strspan){edit->request.conversations.items + edit->had, edit->piece};
	if (piece.type == STATE_REQUEST_CONVGROUP_CREATE && edit->had > 0)
		piece.type = STATE_REQUEST_CONVGROUP_ADD;
	if (piece.type == STATE_REQUEST_CONVGROUP_SORT) {
		edit_find_order(apply, edit);
		piece.convgroups = strlist_span(&edit->order);
	}
	return piece;
}

static void send_piece(struct apply *apply, struct state_edit *edit)
{
	struct state_request piece = piece_of(apply, edit);
	edit->in_flight = true;
	if (!edit->sent) {
		edit->sent = true;
		edit_save(apply, edit);
	}
	edit->request.id = pending_request(apply, &piece);
}

void edits_flush(struct apply *apply)
{
	const struct state *state = apply->state;
	if (!session_is_connected(state) || state->send_again_ms != 0)
		return;
	overlay_lift(apply);
	struct state_edit *edit;
	while ((edit = next_to_send(state)))
		send_piece(apply, edit);
}

/* ---- who asked ---- */

void edit_tell_waiting(struct apply *apply, struct state_edit *edit)
{
	if (edit->told)
		return;
	edit->told = true;
	edits_changed(apply);
	if (edit->request.ticket != 0)
		pending_tell(apply, edit->request.ticket, edit->request.type,
		             pending_made_up(apply, 0, 0, NULL));
	char *text = edit_describe(&edit->request);
	notice_set(apply, false, "Kept until there is a connection: %s", text);
	free(text);
}

void edit_tell(struct apply *apply, const struct state_edit *edit, const struct state_event *answer)
{
	struct state_event *told = arena_alloc(&apply->effects->arena, sizeof(*told));
	struct state_failure *failures =
	        arena_array(&apply->effects->arena, edit->failures.len, sizeof(*failures));
	for (size_t i = 0; i < edit->failures.len; i++) {
		failures[i] = edit->failures.items[i];
		failures[i].conversation = arena_strdup(&apply->effects->arena, failures[i].conversation);
		failures[i].text = arena_strdup(&apply->effects->arena, failures[i].text);
	}
	*told = *answer;
	told->failures = failures;
	told->failure_count = edit->failures.len;
	pending_tell(apply, edit->request.ticket, edit->request.type, told);
}

void edit_give_up(struct apply *apply, struct state_edit *edit, const char *why)
{
	if (!edit->told)
		edit_tell(apply, edit, pending_made_up(apply, 0, STATE_CODE_LOST, why));
	edit_remove(apply, edit);
}

void edit_forget_step(struct apply *apply, const struct state_edit *refused)
{
	struct state *state = apply->state;
	if (refused->undoing || refused->step == 0)
		return;
	undo_forget(state, refused->step);
	for (size_t i = state->edits.len; i-- > 0;) {
		struct state_edit *edit = state->edits.items[i];
		if (edit != refused && edit->undoing && edit->step == refused->step)
			edit_remove(apply, edit);
	}
}

/* ---- all ---- */

void edits_cached(struct apply *apply)
{
	const struct state_event *event = apply->event;
	for (size_t i = 0; i < event->edit_count; i++) {
		const struct state_edit *cached = event->edits[i];
		if (!edit_is(cached->request.type))
			continue;
		struct state_edit *edit = edit_create(apply->state, &cached->request, cached->id);
		edit->request.ticket = 0;
		edit->refused = cached->refused;
		edit->error = mem_strdup(cached->error);
		edit->sent = edit->resent = cached->sent;
		edit->on_disk = edit->told = true;
		vec_push(&apply->state->edits, edit);
	}
}

void edits_drop_all(struct apply *apply)
{
	struct state *state = apply->state;
	if (state->edits.len > 0)
		notice_set(apply, true,
		           "%zu changes of groups that waited were dropped: this is another account",
		           state->edits.len);
	while (state->edits.len > 0)
		edit_give_up(apply, state->edits.items[0], "This is another account");
}

void edits_clear(struct state *state)
{
	for (size_t i = 0; i < state->edits.len; i++)
		destroy(state->edits.items[i]);
	vec_clear(&state->edits);
}
