/*
 * The open conversation, and what is read.
 *
 * What the person sees (VIEW, and the terminal has the focus), or marks, is read (or unread) here at once, whether
 * there is a connection or not. `read_sequence` is how it is here, `read_told` how the server has it: where they
 * differ, one READ or UNREAD of that conversation is on its way, or waits for the next login, on disk with the
 * conversation. What happens meanwhile goes into the next one; what another terminal did, conversation.c weighs.
 * How many are unread is counted from the window; where that has not all of them it is too many, until the answer says.
 */
#include "state/apply.h"

/* ---- reading ---- */

void current_tell_read(struct apply *apply, struct state_conversation *conversation)
{
	int64_t read = conversation->read_sequence, told = conversation->read_told;
	if (!session_is_connected(apply->state) || conversation->reading != 0 || read == told)
		return;
	conversation->reading = pending_request(
	        apply, &(struct state_request){
	                       .type = read > told ? STATE_REQUEST_READ : STATE_REQUEST_UNREAD,
	                       .conversation = conversation->id,
	                       .sequence = read,
	               });
}

static int64_t mentions_past(const struct state_conversation *conversation, int64_t sequence)
{
	int64_t mentions = 0;
	for (size_t i = window_delivered(conversation);
	     i-- > 0 && conversation->messages.items[i].sequence > sequence;)
		mentions += conversation->messages.items[i].mentions_me;
	return mentions;
}

/* Of the newest, its author is known whether it is in the window or not. */
static bool is_last_own(const struct apply *apply, const struct state_conversation *conversation)
{
	return window_last(conversation) < conversation->last_sequence &&
	       str_equal(conversation->last_from, apply->state->self);
}

int64_t current_unread_past(const struct apply *apply, const struct state_conversation *conversation,
                            int64_t sequence, int64_t last)
{
	int64_t left = last - sequence, newest = conversation->last_sequence;
	if (sequence < newest && newest <= last && is_last_own(apply, conversation))
		left--;
	for (size_t i = window_delivered(conversation);
	     i-- > 0 && conversation->messages.items[i].sequence > sequence;)
		left -= conversation->messages.items[i].sequence <= last &&
		        str_equal(conversation->messages.items[i].from, apply->state->self);
	return left < STATE_UNREAD_MAX ? left : STATE_UNREAD_MAX;
}

struct current_count current_left(const struct apply *apply, const struct state_conversation *conversation,
                                  int64_t sequence)
{
	int64_t unread = current_unread_past(apply, conversation, sequence, conversation->last_sequence);
	struct current_count left = {unread > 0 ? unread : 0, mentions_past(conversation, sequence)};
	if (sequence <= conversation->read_sequence)
		return left;
	/* Reading on makes no more of them. */
	return (struct current_count){
	        conversation->unread < left.unread ? conversation->unread : left.unread,
	        conversation->mentions < left.mentions ? conversation->mentions : left.mentions,
	};
}

void current_set_read(struct apply *apply, struct state_conversation *conversation, int64_t sequence)
{
	struct current_count left = current_left(apply, conversation, sequence);
	conversation->held = sequence <= conversation->read_sequence;
	conversation->read_sequence = sequence;
	conversation->unread = left.unread;
	conversation->mentions = left.mentions;
	conversation_changed(apply, conversation);
}

/* Who wrote what is past the mark may not be known here; how many became read is, and what came since is counted. */
void current_unread_again(struct apply *apply, struct state_conversation *conversation,
                          const struct filing_change *change)
{
	int64_t unread = conversation->unread + change->became.unread,
	        mentions = conversation->mentions + change->became.mentions;
	current_set_read(apply, conversation, change->is);
	conversation->unread = unread < STATE_UNREAD_MAX ? unread : STATE_UNREAD_MAX;
	conversation->mentions = mentions;
}

bool current_is_watched(const struct state *state, const struct state_conversation *conversation)
{
	return state->viewing && !state->away && conversation_is_current(state, conversation);
}

void current_seen(struct apply *apply, struct state_conversation *conversation)
{
	const struct state *state = apply->state;
	if (!current_is_watched(state, conversation) || conversation->held)
		return;
	/* With a connection, what is missing is on its way to the screen. */
	if (!session_is_connected(state) && window_last(conversation) < conversation->last_sequence)
		return;
	if (conversation->unread == 0 && conversation->mentions == 0 &&
	    conversation->read_sequence >= conversation->last_sequence)
		return;
	conversation->unread = conversation->mentions = 0;
	if (conversation->read_sequence < conversation->last_sequence)
		conversation->read_sequence = conversation->last_sequence;
	conversation_changed(apply, conversation);
	current_tell_read(apply, conversation);
}

void current_written(struct apply *apply, struct state_conversation *conversation)
{
	if (!current_is_watched(apply->state, conversation))
		return;
	conversation->held = false;
	current_seen(apply, conversation);
}

void current_catch_up(struct apply *apply)
{
	struct state *state = apply->state;
	struct state_conversation *current = conversation_find(state, state->current);
	if (current)
		current_seen(apply, current);
	for (size_t i = 0; i < state->order.len; i++)
		current_tell_read(apply, state->order.items[i]);
}

/* The answer comes before the event that says the same. */
static void take_told(struct apply *apply, struct state_conversation *conversation,
                      const struct state_pending *pending)
{
	bool further = pending->sequence > conversation->read_told;
	if (pending->sequence == conversation->read_told || further != (pending->type == STATE_REQUEST_READ))
		return;
	conversation->read_told = pending->sequence;
	conversation_changed(apply, conversation);
}

void current_read_answered(struct apply *apply, const struct state_pending *pending,
                           const struct state_event *answer)
{
	struct state_conversation *conversation = conversation_find(apply->state, pending->conversation);
	if (!conversation || conversation->reading != pending->id)
		return;
	conversation->reading = 0;
	if (answer->code != 0)
		return;
	take_told(apply, conversation, pending);
	if (answer->conversation_count > 0)
		conversation_take_read(apply, conversation, &answer->conversations[0]);
	current_tell_read(apply, conversation);
}

/* ---- what the person marks ---- */

bool current_is_marking(enum state_request_type type)
{
	return type == STATE_REQUEST_READ || type == STATE_REQUEST_UNREAD || type == STATE_REQUEST_READ_ALL;
}

/* Who wrote what stands behind `sequence` is known. */
static bool is_known_past(const struct state_conversation *conversation, int64_t sequence)
{
	return sequence + 1 >= conversation->last_sequence ||
	       (window_first(conversation) > 0 && window_first(conversation) <= sequence + 1 &&
	        window_last(conversation) >= conversation->last_sequence);
}

/* Whose line stands above no message of one's own. */
static int64_t first_new_past(const struct apply *apply, const struct state_conversation *conversation,
                              int64_t sequence)
{
	int64_t first = sequence + 1;
	for (size_t i = 0; i < window_delivered(conversation); i++) {
		const struct state_message *message = &conversation->messages.items[i];
		first += message->sequence == first && str_equal(message->from, apply->state->self);
	}
	return first;
}

/* Where it is not known what becomes unread, the server's event will say it. */
static void leave_unread(struct apply *apply, struct state_conversation *conversation, int64_t sequence)
{
	bool known = is_known_past(conversation, sequence);
	if (known && current_unread_past(apply, conversation, sequence, conversation->last_sequence) <= 0)
		return;
	int64_t first = first_new_past(apply, conversation, sequence);
	conversation->held = true;
	if (conversation_is_current(apply->state, conversation))
		conversation->first_new = first;
	/* As the server does it: where only one's own stands between, nothing more becomes unread. */
	if (known && first <= conversation->read_sequence)
		current_set_read(apply, conversation, first - 1);
}

static void mark(struct apply *apply, struct state_conversation *conversation,
                 const struct state_request *request)
{
	int64_t sequence = current_read_to(conversation, request);
	page_window_changed(apply, conversation);
	if (request->type == STATE_REQUEST_UNREAD) {
		leave_unread(apply, conversation, request->sequence);
		return;
	}
	conversation->held = false;
	if (conversation->read_sequence < sequence)
		current_set_read(apply, conversation, sequence);
}

bool current_can_keep(const struct state *state, const struct state_request *request)
{
	const struct state_conversation *conversation = conversation_find(state, request->conversation);
	if (!state->kept || !current_is_marking(request->type))
		return false;
	if (request->type == STATE_REQUEST_UNREAD)
		return conversation && is_known_past(conversation, request->sequence);
	return conversation || request->type == STATE_REQUEST_READ_ALL;
}

int64_t current_read_to(const struct state_conversation *conversation, const struct state_request *request)
{
	bool all = request->sequence <= 0 || request->sequence > conversation->last_sequence;
	return all ? conversation->last_sequence : request->sequence;
}

/* With a connection whoever waits for an answer gets the server's. */
static void answer_marked(struct apply *apply, const struct state_request *request)
{
	struct state_conversation *conversation = conversation_find(apply->state, request->conversation);
	struct state_request told = *request;
	if (conversation && request->type == STATE_REQUEST_READ)
		told.sequence = current_read_to(conversation, request);
	uint64_t id = pending_request(apply, &told);
	/* Where nothing is so here yet, the server's event says what is, and its answer nothing. */
	if (conversation && conversation->reading == 0 &&
	    conversation->read_sequence != conversation->read_told)
		conversation->reading = id;
}

static void keep_marked(struct apply *apply, const struct state_request *request)
{
	char *text = edit_describe(request);
	if (request->ticket != 0)
		pending_tell(apply, request->ticket, request->type, pending_made_up(apply, 0, 0, NULL));
	notice_set(apply, false, "Kept until there is a connection: %s", text);
	free(text);
}

/*
 * A group is, for the person, what is shown of it: so those in it are told one by one, unless somebody waits for
 * one answer about all of them; then the server says what became read.
 */
static void mark_all(struct apply *apply, const struct state_request *request)
{
	struct state *state = apply->state;
	if (request->ticket != 0 && session_is_connected(state)) {
		answer_marked(apply, request);
		return;
	}
	for (size_t i = 0; i < state->order.len; i++) {
		struct state_conversation *conversation = state->order.items[i];
		if (request->convgroup && !strlist_contains(&conversation->convgroups, request->convgroup))
			continue;
		mark(apply, conversation, request);
		current_tell_read(apply, conversation);
	}
}

static void mark_one(struct apply *apply, const struct state_request *request)
{
	struct state_conversation *conversation = conversation_find(apply->state, request->conversation);
	if (conversation)
		mark(apply, conversation, request);
	if (session_is_connected(apply->state))
		answer_marked(apply, request);
}

void current_marked(struct apply *apply)
{
	const struct state_request *request = apply->event->request;
	overlay_lay_before(apply, NULL);
	undo_note(apply, request);
	if (request->type == STATE_REQUEST_READ_ALL)
		mark_all(apply, request);
	else
		mark_one(apply, request);
	overlay_lift(apply);
	if (!session_is_connected(apply->state))
		keep_marked(apply, request);
}

/* ---- opening and leaving ---- */

void current_close(struct apply *apply)
{
	struct state *state = apply->state;
	struct state_conversation *left = conversation_find(state, state->current);
	if (left) {
		left->first_new = 0;
		if (left->stale || left->patched || left->apart)
			window_drop(left);
		else
			window_trim(left, STATE_KEEP);
	}
	free(state->current);
	state->current = NULL;
	state->viewing = state->above = false;
	drafts_hurry(apply);
	state->dirty |= STATE_DIRTY_ALL;
	apply->save_session = true;
}

void current_enter(struct apply *apply, struct state_conversation *conversation)
{
	apply->state->current = mem_strdup(conversation->id);
	conversation->held = apply->event->type == STATE_EVENT_OPEN && apply->event->flag;
	conversation->first_new = conversation->unread > 0 ? conversation->read_sequence + 1 : 0;
	page_load_newest(apply, conversation);
}

/* Opened again, and not to peek: then it is read. */
static void let_go(struct apply *apply, struct state_conversation *conversation)
{
	if (!conversation->held || apply->event->flag)
		return;
	conversation->held = false;
	apply->state->dirty |= STATE_DIRTY_MESSAGES;
	current_seen(apply, conversation);
}

void current_open(struct apply *apply)
{
	struct state_conversation *conversation = conversation_find(apply->state, apply->event->conversation);
	if (!conversation && apply->event->conversation)
		return;
	feed_close(apply);
	if (conversation && conversation_is_current(apply->state, conversation)) {
		let_go(apply, conversation);
		return;
	}
	current_close(apply);
	if (conversation)
		current_enter(apply, conversation);
}

void current_view(struct apply *apply)
{
	struct state *state = apply->state;
	struct state_conversation *conversation = conversation_find(state, state->current);
	state->viewing = apply->event->shown && conversation;
	state->above = apply->event->flag && conversation;
	if (conversation)
		current_seen(apply, conversation);
}

/* What came while the person looked elsewhere is seen now. */
void current_focus(struct apply *apply)
{
	struct state *state = apply->state;
	struct state_conversation *conversation = conversation_find(state, state->current);
	state->away = !apply->event->flag;
	if (conversation)
		current_seen(apply, conversation);
}
