/* What an edit (edit.h) is answered: it was done, or some of it, or refused, or nobody knows. */
#include "state/apply.h"
#include "state/edit_queue.h"

/* It was sent before, nobody heard whether it was done, and what it wanted is so. */
static bool was_done_before(const struct state *state, const struct state_edit *edit)
{
	const struct state_request *request = &edit->request;
	switch (request->type) {
	case STATE_REQUEST_CONVGROUP_CREATE:
		return convgroup_find(state, request->convgroup) != NULL;
	case STATE_REQUEST_CONVGROUP_DELETE:
		return !convgroup_find(state, request->convgroup);
	case STATE_REQUEST_CONVGROUP_RENAME:
		return !convgroup_find(state, request->convgroup) && convgroup_find(state, request->new_name);
	default:
		return false;
	}
}

static bool has_failed(const struct state_event *answer, const char *conversation)
{
	for (size_t i = 0; i < answer->failure_count; i++)
		if (str_equal(answer->failures[i].conversation, conversation))
			return true;
	return false;
}

static void keep_failures(struct apply *apply, struct state_edit *edit, const struct state_event *answer)
{
	for (size_t i = 0; i < answer->failure_count; i++) {
		struct state_failure failure = {
		        .conversation = arena_strdup(&edit->arena, answer->failures[i].conversation),
		        .code = answer->failures[i].code,
		        .text = arena_strdup(&edit->arena, answer->failures[i].text),
		};
		vec_push(&edit->failures, failure);
		undo_forget_conversation(apply->state, edit->step, failure.conversation);
	}
}

/* The server has the piece; its events say the same, and come next. */
static void take_piece(struct apply *apply, const struct state_edit *edit, const struct state_event *answer)
{
	struct filing filing = {.apply = apply};
	struct state_request done = edit->request;
	const char **ids = arena_array(&apply->effects->arena, edit->piece, sizeof(*ids));
	size_t len = 0;
	for (size_t i = 0; i < edit->piece; i++) {
		const char *id = edit->request.conversations.items[edit->had + i];
		if (!has_failed(answer, id))
			ids[len++] = id;
	}
	done.conversations = (struct strspan){ids, len};
	if (done.type == STATE_REQUEST_CONVGROUP_CREATE && edit->had > 0)
		done.type = STATE_REQUEST_CONVGROUP_ADD;
	filing_do(&filing, &done);
}

static void refuse(struct apply *apply, struct state_edit *edit, const char *why)
{
	edit->refused = true;
	mem_replace(&edit->error, str_empty(why) ? "The server refused it" : why);
	char *text = edit_describe(&edit->request);
	notice_set(apply, true, "Could not %s: %s", text, edit->error);
	free(text);
	edit_save(apply, edit);
	edits_changed(apply);
}

/* What is left to decide on: the conversations that were refused. */
static void refuse_rest(struct apply *apply, struct state_edit *edit)
{
	const char **ids = arena_array(&edit->arena, edit->failures.len, sizeof(*ids));
	for (size_t i = 0; i < edit->failures.len; i++)
		ids[i] = edit->failures.items[i].conversation;
	edit->request.conversations = (struct strspan){ids, edit->failures.len};
	if (edit->request.type == STATE_REQUEST_CONVGROUP_CREATE)
		edit->request.type = STATE_REQUEST_CONVGROUP_ADD;
	edit->had = 0;
	refuse(apply, edit, edit->failures.items[0].text);
	vec_clear(&edit->failures);
}

static void done(struct apply *apply, struct state_edit *edit, const struct state_event *answer)
{
	if (edit->told && edit->failures.len > 0) {
		refuse_rest(apply, edit);
		return;
	}
	if (!edit->told)
		edit_tell(apply, edit, answer);
	edit_remove(apply, edit);
}

static void not_done(struct apply *apply, struct state_edit *edit, const struct state_event *answer)
{
	edit_forget_step(apply, edit);
	if (edit->told) {
		refuse(apply, edit, answer->text);
		return;
	}
	edit_tell(apply, edit, answer);
	edit_remove(apply, edit);
}

/* Done, but for conversations that were to be put into a new group: they are added to it. */
static void done_before(struct apply *apply, struct state_edit *edit)
{
	bool rest =
	        edit->request.type == STATE_REQUEST_CONVGROUP_CREATE && edit->request.conversations.len > 0;
	if (!rest) {
		done(apply, edit, pending_made_up(apply, 0, 0, NULL));
		return;
	}
	edit->request.type = STATE_REQUEST_CONVGROUP_ADD;
	edit_save(apply, edit);
}

static void lost(struct apply *apply, struct state_edit *edit)
{
	edit->resent = true;
	if (apply->state->kept) {
		edit_tell_waiting(apply, edit);
		return;
	}
	edit_give_up(apply, edit, PENDING_TEXT_LOST);
}

void edits_disconnected(struct apply *apply)
{
	struct state *state = apply->state;
	for (size_t i = state->edits.len; i-- > 0;) {
		if (state->kept)
			edit_tell_waiting(apply, state->edits.items[i]);
		else if (!state->edits.items[i]->in_flight)
			edit_give_up(apply, state->edits.items[i], PENDING_TEXT_OFFLINE);
	}
}

static void went_through(struct apply *apply, struct state_edit *edit, const struct state_event *answer)
{
	take_piece(apply, edit, answer);
	if (edit->request.type == STATE_REQUEST_CONVGROUP_CREATE ||
	    edit->request.type == STATE_REQUEST_CONVGROUP_SET)
		convgroup_tell_folds(apply);
	keep_failures(apply, edit, answer);
	edit->had += edit->piece;
	if (edit->had >= edit->request.conversations.len)
		done(apply, edit, answer);
}

static struct state_edit *in_flight(const struct state *state, uint64_t request)
{
	for (size_t i = 0; i < state->edits.len; i++)
		if (state->edits.items[i]->in_flight && state->edits.items[i]->request.id == request)
			return state->edits.items[i];
	return NULL;
}

/* Groups came or went while it was under way: it goes out again, for those that there are now. */
static bool is_sorted_anew(struct apply *apply, struct state_edit *edit)
{
	return edit->request.type == STATE_REQUEST_CONVGROUP_SORT && edit_find_order(apply, edit);
}

bool edit_answered(struct apply *apply, const struct state_pending *pending, const struct state_event *answer)
{
	struct state *state = apply->state;
	struct state_edit *edit = in_flight(state, pending->id);
	if (!edit)
		return false;
	edit->in_flight = false;
	edits_changed(apply);
	if (answer->code == STATE_CODE_LOST) {
		lost(apply, edit);
		return true;
	}
	if (pending_is_temporary(answer->code) && state->kept) {
		state->send_again_ms = apply->event->now_ms + STATE_SEND_PAUSE_MS;
		edit_tell_waiting(apply, edit);
		return true;
	}
	if (answer->code == 0)
		went_through(apply, edit, answer);
	else if (edit->resent && was_done_before(state, edit))
		done_before(apply, edit);
	else if (!is_sorted_anew(apply, edit))
		not_done(apply, edit, answer);
	edits_flush(apply);
	return true;
}
