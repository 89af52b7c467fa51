/* What a person does with edits (edit.h): asks for them, decides on those that were refused. */
#include "base/err.h"
#include "state/apply.h"
#include "state/edit_queue.h"
#include "state/query.h"

bool edit_is(enum state_request_type type)
{
	switch (type) {
	case STATE_REQUEST_CONVGROUP_CREATE:
	case STATE_REQUEST_CONVGROUP_DELETE:
	case STATE_REQUEST_CONVGROUP_RENAME:
	case STATE_REQUEST_CONVGROUP_SORT:
	case STATE_REQUEST_CONVGROUP_ADD:
	case STATE_REQUEST_CONVGROUP_REMOVE:
	case STATE_REQUEST_CONVGROUP_MOVE:
	case STATE_REQUEST_CONVGROUP_REMIND:
	case STATE_REQUEST_CONVGROUP_SET:
	case STATE_REQUEST_REMIND:
	case STATE_REQUEST_PIN:
		return true;
	default:
		return false;
	}
}

/* ---- asking ---- */

/* What can be seen to fail is not kept to fail later. */
static bool is_possible(const struct state *state, const struct state_request *request, struct err *err)
{
	const char *from = request->from_convgroup, *to = request->convgroup;
	if (request->type == STATE_REQUEST_CONVGROUP_CREATE)
		return state_check_convgroup_name(state, to, NULL, err);
	if ((from && !convgroup_find(state, from)) || (to && !convgroup_find(state, to)))
		return err_set(err, 0, "There is no group “%s”",
		               from && !convgroup_find(state, from) ? from : to);
	return request->type != STATE_REQUEST_CONVGROUP_RENAME ||
	       state_check_convgroup_name(state, request->new_name, to, err);
}

static void refuse_asked(struct apply *apply, const char *text)
{
	const struct state_request *request = apply->event->request;
	pending_tell(
	        apply, request->ticket, request->type,
	        pending_made_up(apply, 0, STATE_CODE_OFFLINE, arena_strdup(&apply->effects->arena, text)));
}

static struct state_edit *add(struct apply *apply, const struct state_request *request)
{
	struct state *state = apply->state;
	struct state_edit *edit = edit_create(state, request, apply->event->now_ms);
	vec_push(&state->edits, edit);
	edits_changed(apply);
	return edit;
}

/* Sent, or kept. */
static void start(struct apply *apply, struct state_edit *edit)
{
	edits_flush(apply);
	if (!edit->on_disk)
		edit_save(apply, edit);
}

void edit_asked(struct apply *apply)
{
	struct state *state = apply->state;
	const struct state_request *request = apply->event->request;
	bool connected = session_is_connected(state);
	struct err err;
	if (!connected && !state->kept) {
		refuse_asked(apply, PENDING_TEXT_OFFLINE);
		return;
	}
	overlay_lay_before(apply, NULL);
	if (!connected && !is_possible(state, request, &err)) {
		overlay_lift(apply);
		refuse_asked(apply, err.text);
		return;
	}
	int64_t step = undo_note(apply, request);
	overlay_lift(apply);
	struct state_edit *edit = add(apply, request);
	edit->step = step;
	start(apply, edit);
	if (!connected)
		edit_tell_waiting(apply, edit);
}

void edit_add_step(struct apply *apply, const struct state_request *request, int64_t step)
{
	struct state_edit *edit = add(apply, request);
	edit->undoing = true;
	edit->step = step;
	edit->told = !session_is_connected(apply->state);
	start(apply, edit);
}

/* ---- the person ---- */

/* What waits behind it meant the group by its new name. */
static void replace(struct state_edit *edit, const char *old, const char *new)
{
	struct state_request *request = &edit->request;
	if (str_equal(request->convgroup, old))
		request->convgroup = arena_strdup(&edit->arena, new);
	if (str_equal(request->from_convgroup, old))
		request->from_convgroup = arena_strdup(&edit->arena, new);
}

static void rename_wanted(struct apply *apply, struct state_edit *edit, const char *name)
{
	const struct state *state = apply->state;
	struct state_request *request = &edit->request;
	const char **slot = request->type == STATE_REQUEST_CONVGROUP_RENAME   ? &request->new_name
	                    : request->type == STATE_REQUEST_CONVGROUP_CREATE ? &request->convgroup
	                                                                      : NULL;
	if (!slot)
		return;
	const char *old = *slot;
	*slot = arena_strdup(&edit->arena, name);
	for (size_t i = edit_place(state, edit) + 1; i < state->edits.len; i++) {
		replace(state->edits.items[i], old, name);
		edit_save(apply, state->edits.items[i]);
	}
}

void edit_retried(struct apply *apply)
{
	struct state_edit *edit = edit_find(apply->state, apply->event->edit_id);
	if (!edit || !edit->refused)
		return;
	if (!str_empty(apply->event->text))
		rename_wanted(apply, edit, apply->event->text);
	edit->refused = edit->sent = edit->resent = false;
	edit->told = true;
	mem_replace(&edit->error, NULL);
	edit_save(apply, edit);
	edits_changed(apply);
	edits_flush(apply);
}

void edit_dropped(struct apply *apply)
{
	struct state_edit *edit = edit_find(apply->state, apply->event->edit_id);
	if (!edit || edit->in_flight)
		return;
	edit_forget_step(apply, edit);
	edit_give_up(apply, edit, "It was given up");
	edits_flush(apply);
}

bool edits_take_back(struct apply *apply, int64_t step, size_t count)
{
	const struct state *state = apply->state;
	for (size_t i = 1; i <= count; i++) {
		const struct state_edit *edit =
		        i <= state->edits.len ? state->edits.items[state->edits.len - i] : NULL;
		if (!edit || edit->step != step || edit->sent || edit->undoing)
			return false;
	}
	for (size_t i = 0; i < count; i++)
		edit_give_up(apply, state->edits.items[state->edits.len - 1], "It was undone");
	return count > 0;
}

const char *edits_fold(struct state *state, const char *convgroup, bool folded)
{
	for (size_t i = state->edits.len; convgroup && i-- > 0;) {
		struct state_request *request = &state->edits.items[i]->request;
		enum state_request_type type = request->type;
		if (state->edits.items[i]->refused)
			continue;
		if (type == STATE_REQUEST_CONVGROUP_RENAME && str_equal(request->new_name, convgroup)) {
			convgroup = request->convgroup;
		} else if (type == STATE_REQUEST_CONVGROUP_CREATE &&
		           str_equal(request->convgroup, convgroup)) {
			request->flag = folded;
			state->dirty |= STATE_DIRTY_SIDEBAR;
			return NULL;
		} else if ((type == STATE_REQUEST_CONVGROUP_RENAME ||
		            type == STATE_REQUEST_CONVGROUP_DELETE) &&
		           str_equal(request->convgroup, convgroup)) {
			return NULL; /* the server's of that name is another one, or gone */
		}
	}
	return convgroup;
}
