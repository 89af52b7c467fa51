/* The queue of edits (edit.h): asked, sent in order and in pieces, answered, kept when refused. */
#include "base/err.h"
#include "state/apply.h"
#include "state/query.h"

#define TEXT_OFFLINE "There is no connection to the server"
#define TEXT_LOST "The connection was lost before the server answered; look whether it was done"
/* The wire's numbers for "asked too often" and "the server failed": to be tried again. */
#define CODE_ASKED_TOO_OFTEN 10006
#define CODE_SERVER_FAILED 50004

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

/* ---- one ---- */

static struct state_edit *create(struct state *state, const struct state_request *request, int64_t id)
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

static void save(struct apply *apply, struct state_edit *edit)
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

static void changed(struct apply *apply)
{
	hold_back(apply->state);
	apply->state->dirty |= STATE_DIRTY_SIDEBAR | STATE_DIRTY_STATUS;
}

static size_t place_of(const struct state *state, const struct state_edit *edit)
{
	size_t at = 0;
	while (at < state->edits.len && state->edits.items[at] != edit)
		at++;
	return at;
}

static struct state_edit *find(const struct state *state, int64_t id)
{
	for (size_t i = 0; i < state->edits.len; i++)
		if (state->edits.items[i]->id == id)
			return state->edits.items[i];
	return NULL;
}

static void remove_edit(struct apply *apply, struct state_edit *edit)
{
	if (edit->on_disk) {
		struct state_edit *gone = arena_alloc(&apply->effects->arena, sizeof(*gone));
		gone->id = edit->id;
		state_effect_add(apply->effects, STATE_EFFECT_EDIT_DROP)->edit = gone;
	}
	vec_remove(&apply->state->edits, place_of(apply->state, edit));
	destroy(edit);
	changed(apply);
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

/* The order of all groups that there will be when what is ahead of it is done. Did it change? */
static bool find_order(struct apply *apply, struct state_edit *edit)
{
	struct strlist order = {0};
	overlay_lay_before(apply, edit);
	filing_order(apply->state, edit->request.convgroups, &order);
	overlay_lift(apply);
	bool changed = strlist_assign(&edit->order, strlist_span(&order));
	strlist_finish(&order);
	return changed;
}

/* The next piece of it, as the server takes it. */
static struct state_request piece_of(struct apply *apply, struct state_edit *edit)
{
	const struct state *state = apply->state;
	struct state_request piece = edit->request;
	size_t most = STATE_PIECE, left = edit->request.conversations.len - edit->had;
	if (state->limits.conversations_per_request > 0)
		most = (size_t)state->limits.conversations_per_request;
	edit->piece = left < most ? left : most;
	piece.conversations = (struct strspan){edit->request.conversations.items + edit->had, edit->piece};
	if (piece.type == STATE_REQUEST_CONVGROUP_CREATE && edit->had > 0)
		piece.type = STATE_REQUEST_CONVGROUP_ADD;
	if (piece.type == STATE_REQUEST_CONVGROUP_SORT) {
		find_order(apply, edit);
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
		save(apply, edit);
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

/* Whoever asked goes on as if it were done: it is shown so, and a refusal will be shown, too. */
static void tell_waiting(struct apply *apply, struct state_edit *edit)
{
	if (edit->told)
		return;
	edit->told = true;
	changed(apply);
	if (edit->request.ticket != 0)
		pending_tell(apply, edit->request.ticket, edit->request.type,
		             pending_made_up(apply, 0, 0, NULL));
	char *text = edit_describe(&edit->request);
	notice_set(apply, false, "Kept until there is a connection: %s", text);
	free(text);
}

static struct state_edit *add(struct apply *apply, const struct state_request *request)
{
	struct state *state = apply->state;
	struct state_edit *edit = create(state, request, apply->event->now_ms);
	vec_push(&state->edits, edit);
	changed(apply);
	return edit;
}

/* Sent, or kept. */
static void start(struct apply *apply, struct state_edit *edit)
{
	edits_flush(apply);
	if (!edit->on_disk)
		save(apply, edit);
}

void edit_asked(struct apply *apply)
{
	struct state *state = apply->state;
	const struct state_request *request = apply->event->request;
	bool connected = session_is_connected(state);
	struct err err;
	if (!connected && !state->kept) {
		refuse_asked(apply, TEXT_OFFLINE);
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
		tell_waiting(apply, edit);
}

void edit_add_step(struct apply *apply, const struct state_request *request, int64_t step)
{
	struct state_edit *edit = add(apply, request);
	edit->undoing = true;
	edit->step = step;
	edit->told = !session_is_connected(apply->state);
	start(apply, edit);
}

/* ---- answers ---- */

static bool is_temporary(int code)
{
	return code == CODE_ASKED_TOO_OFTEN || code == CODE_SERVER_FAILED;
}

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
	save(apply, edit);
	changed(apply);
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

static void tell(struct apply *apply, const struct state_edit *edit, const struct state_event *answer)
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

static void done(struct apply *apply, struct state_edit *edit, const struct state_event *answer)
{
	if (edit->told && edit->failures.len > 0) {
		refuse_rest(apply, edit);
		return;
	}
	if (!edit->told)
		tell(apply, edit, answer);
	remove_edit(apply, edit);
}

/* A step that did not come to be needs no undo; what undoes it already does not go out. */
static void forget_step(struct apply *apply, const struct state_edit *refused)
{
	struct state *state = apply->state;
	if (refused->undoing || refused->step == 0)
		return;
	undo_forget(state, refused->step);
	for (size_t i = state->edits.len; i-- > 0;) {
		struct state_edit *edit = state->edits.items[i];
		if (edit != refused && edit->undoing && edit->step == refused->step)
			remove_edit(apply, edit);
	}
}

static void not_done(struct apply *apply, struct state_edit *edit, const struct state_event *answer)
{
	forget_step(apply, edit);
	if (edit->told) {
		refuse(apply, edit, answer->text);
		return;
	}
	tell(apply, edit, answer);
	remove_edit(apply, edit);
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
	save(apply, edit);
}

/* `edit` is answered by nobody any more. */
static void give_up(struct apply *apply, struct state_edit *edit, const char *why)
{
	if (!edit->told)
		tell(apply, edit, pending_made_up(apply, 0, STATE_CODE_LOST, why));
	remove_edit(apply, edit);
}

static void lost(struct apply *apply, struct state_edit *edit)
{
	edit->resent = true;
	if (apply->state->kept) {
		tell_waiting(apply, edit);
		return;
	}
	give_up(apply, edit, TEXT_LOST);
}

void edits_disconnected(struct apply *apply)
{
	struct state *state = apply->state;
	for (size_t i = state->edits.len; i-- > 0;) {
		if (state->kept)
			tell_waiting(apply, state->edits.items[i]);
		else if (!state->edits.items[i]->in_flight)
			give_up(apply, state->edits.items[i], TEXT_OFFLINE);
	}
}

static void went_through(struct apply *apply, struct state_edit *edit, const struct state_event *answer)
{
	take_piece(apply, edit, answer);
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
	return edit->request.type == STATE_REQUEST_CONVGROUP_SORT && find_order(apply, edit);
}

bool edit_answered(struct apply *apply, const struct state_pending *pending, const struct state_event *answer)
{
	struct state *state = apply->state;
	struct state_edit *edit = in_flight(state, pending->id);
	if (!edit)
		return false;
	edit->in_flight = false;
	changed(apply);
	if (answer->code == STATE_CODE_LOST) {
		lost(apply, edit);
		return true;
	}
	if (is_temporary(answer->code) && state->kept) {
		state->send_again_ms = apply->event->now_ms + STATE_SEND_PAUSE_MS;
		tell_waiting(apply, edit);
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
	for (size_t i = place_of(state, edit) + 1; i < state->edits.len; i++) {
		replace(state->edits.items[i], old, name);
		save(apply, state->edits.items[i]);
	}
}

void edit_retried(struct apply *apply)
{
	struct state_edit *edit = find(apply->state, apply->event->edit_id);
	if (!edit || !edit->refused)
		return;
	if (!str_empty(apply->event->text))
		rename_wanted(apply, edit, apply->event->text);
	edit->refused = edit->sent = edit->resent = false;
	edit->told = true;
	mem_replace(&edit->error, NULL);
	save(apply, edit);
	changed(apply);
	edits_flush(apply);
}

void edit_dropped(struct apply *apply)
{
	struct state_edit *edit = find(apply->state, apply->event->edit_id);
	if (!edit || edit->in_flight)
		return;
	forget_step(apply, edit);
	give_up(apply, edit, "It was given up");
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
		give_up(apply, state->edits.items[state->edits.len - 1], "It was undone");
	return count > 0;
}

const char *edits_fold(struct state *state, const char *convgroup, bool folded)
{
	for (size_t i = state->edits.len; convgroup && i-- > 0;) {
		struct state_request *request = &state->edits.items[i]->request;
		if (state->edits.items[i]->refused)
			continue;
		if (request->type == STATE_REQUEST_CONVGROUP_RENAME &&
		    str_equal(request->new_name, convgroup))
			convgroup = request->convgroup;
		else if (request->type == STATE_REQUEST_CONVGROUP_CREATE &&
		         str_equal(request->convgroup, convgroup))
			request->flag = folded;
	}
	return convgroup;
}

bool edits_make(const struct state *state, const char *convgroup)
{
	for (size_t i = 0; i < state->edits.len; i++) {
		const struct state_edit *edit = state->edits.items[i];
		if (!edit->refused && edit->request.type == STATE_REQUEST_CONVGROUP_CREATE &&
		    str_equal(edit->request.convgroup, convgroup))
			return true;
	}
	return false;
}

/* ---- all ---- */

void edits_cached(struct apply *apply)
{
	const struct state_event *event = apply->event;
	for (size_t i = 0; i < event->edit_count; i++) {
		const struct state_edit *cached = event->edits[i];
		if (!edit_is(cached->request.type))
			continue;
		struct state_edit *edit = create(apply->state, &cached->request, cached->id);
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
		give_up(apply, state->edits.items[0], "This is another account");
}

void edits_clear(struct state *state)
{
	for (size_t i = 0; i < state->edits.len; i++)
		destroy(state->edits.items[i]);
	vec_clear(&state->edits);
}
