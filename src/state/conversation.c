/*
 * The conversations: a hash by id, which owns them, and `order`, which the sidebar shows: pinned
 * first, then newest first, then by name. `order` is always sorted, so one that changed is taken out
 * and put back by binary search; nothing is ever sorted whole.
 */
#include "state/apply.h"
#include "state/query.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

/* ---- the order ---- */

static int compare(const struct state_conversation *a, const struct state_conversation *b)
{
	if (a->pinned != b->pinned)
		return a->pinned ? -1 : 1;
	if (a->last_time_ms != b->last_time_ms)
		return a->last_time_ms > b->last_time_ms ? -1 : 1;
	/* Among those where nothing was said the notes are what there is to begin with. */
	if ((a->kind == STATE_NOTES) != (b->kind == STATE_NOTES))
		return a->kind == STATE_NOTES ? -1 : 1;
	int by_name = strcmp(a->folded, b->folded);
	return by_name ? by_name : strcmp(a->id, b->id);
}

static void order_remove(struct state *state, const struct state_conversation *conversation)
{
	for (size_t i = 0; i < state->order.len; i++) {
		if (state->order.items[i] == conversation) {
			vec_remove(&state->order, i);
			return;
		}
	}
}

static void order_insert(struct state *state, struct state_conversation *conversation)
{
	size_t low = 0, high = state->order.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(state->order.items[middle], conversation) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	vec_insert(&state->order, low, conversation);
}

void conversation_place(struct state *state, struct state_conversation *conversation)
{
	order_remove(state, conversation);
	order_insert(state, conversation);
}

/* ---- one ---- */

struct state_conversation *conversation_find(const struct state *state, const char *id)
{
	struct state_conversation *found = NULL;
	if (id)
		HASH_FIND_STR(state->conversations, id, found);
	return found;
}

struct state_conversation *conversation_with(const struct state *state, enum state_conversation_kind kind,
                                             const char *peer)
{
	for (size_t i = 0; peer && i < state->order.len; i++)
		if (state->order.items[i]->kind == kind && str_equal(state->order.items[i]->peer, peer))
			return state->order.items[i];
	return NULL;
}

bool conversation_is_current(const struct state *state, const struct state_conversation *conversation)
{
	return str_equal(state->current, conversation->id);
}

void conversation_changed(struct apply *apply, struct state_conversation *conversation)
{
	apply->state->dirty |= STATE_DIRTY_SIDEBAR | STATE_DIRTY_STATUS;
	if (feed_shows(apply->state, conversation))
		apply->state->dirty |= STATE_DIRTY_MESSAGES;
	conversation_save(apply, conversation);
}

void conversation_save(struct apply *apply, struct state_conversation *conversation)
{
	if (conversation->changed)
		return;
	conversation->changed = true;
	vec_push(&apply->changed, conversation);
}

void conversation_keep_unsaved(struct apply *apply)
{
	for (size_t i = 0; i < apply->changed.len; i++)
		apply->changed.items[i]->changed = false;
	vec_clear(&apply->changed);
}

static void set_name(struct state_conversation *conversation, const char *name)
{
	mem_replace(&conversation->name, name);
	free(conversation->folded);
	conversation->folded = utf8_fold(name);
}

struct state_conversation *conversation_create(struct apply *apply, const char *id)
{
	struct state_conversation *conversation = mem_alloc(sizeof(*conversation));
	conversation->id = mem_strdup(id);
	conversation->peer = mem_strdup(id);
	set_name(conversation, id);
	HASH_ADD_KEYPTR(hh, apply->state->conversations, conversation->id, strlen(conversation->id),
	                conversation);
	order_insert(apply->state, conversation);
	conversation_changed(apply, conversation);
	apply->state->people_wanted = apply->state->rooms_wanted = true;
	return conversation;
}

static void destroy(struct state_conversation *conversation)
{
	for (size_t i = 0; i < conversation->messages.len; i++)
		message_finish(&conversation->messages.items[i]);
	vec_finish(&conversation->messages);
	strlist_finish(&conversation->convgroups);
	free(conversation->id);
	free(conversation->peer);
	free(conversation->name);
	free(conversation->folded);
	free(conversation->last_from);
	free(conversation->last_text);
	free(conversation->draft);
	free(conversation->status);
	free(conversation->about);
	people_writers_finish(conversation);
	announcement_finish(&conversation->announcement);
	free(conversation);
}

static void unmark(struct apply *apply, const struct state_conversation *conversation)
{
	for (size_t i = 0; i < apply->changed.len; i++) {
		if (apply->changed.items[i] == conversation) {
			vec_remove(&apply->changed, i);
			return;
		}
	}
}

void conversation_forget(struct apply *apply, struct state_conversation *conversation)
{
	struct state *state = apply->state;
	if (conversation_is_current(state, conversation))
		current_close(apply);
	announce_drop(apply, conversation);
	effect_of(apply, STATE_EFFECT_FORGET_CONVERSATION, conversation->id);
	unmark(apply, conversation);
	order_remove(state, conversation);
	HASH_DEL(state->conversations, conversation);
	destroy(conversation);
	state->dirty |= STATE_DIRTY_SIDEBAR | STATE_DIRTY_STATUS;
}

void conversation_destroy_all(struct state *state)
{
	struct state_conversation *conversation, *next;
	HASH_ITER (hh, state->conversations, conversation, next) {
		HASH_DEL(state->conversations, conversation);
		destroy(conversation);
	}
	vec_clear(&state->order);
	state->announce_at_ms = 0;
	state->writers_until_ms = 0;
	state->summarised = 0;
}

/* ---- what the server says of one ---- */

/* A server's numbers may be anything. */
static int64_t clamp(int64_t number, int64_t max)
{
	return number < 0 ? 0 : number > max ? max : number;
}

static int64_t smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/*
 * The server says that it is read up to `read`. What the person read or left unread here, and the server does not
 * know yet, stays so: an event that was under way meanwhile does not undo it. Where another terminal has read
 * further, or left more unread, that is so here, too.
 */
static bool is_untold(const struct state_conversation *conversation, int64_t read)
{
	int64_t ours = conversation->read_sequence, told = conversation->read_told;
	if (ours > told)
		return read < ours;
	if (ours < told)
		return ours < read && read <= told;
	return conversation->reading != 0 && read < ours;
}

static void take_read(struct apply *apply, struct state_conversation *conversation,
                      const struct state_conversation *said)
{
	int64_t read = clamp(said->read_sequence, STATE_SEQUENCE_MAX);
	int64_t unread = clamp(said->unread, STATE_UNREAD_MAX);
	int64_t mentions = clamp(said->mentions, STATE_UNREAD_MAX);
	int64_t left =
	        current_unread_past(apply, conversation, conversation->read_sequence, said->last_sequence);
	/* A server that was made anew may have less than was read. */
	if (left < 0 || !is_untold(conversation, read)) {
		/* At another terminal the person left it unread. */
		conversation->held |=
		        read < conversation->read_sequence && unread > 0 && !apply->state->lists_stale;
		conversation->read_sequence = read;
		conversation->unread = unread;
		conversation->mentions = mentions;
	} else if (read < conversation->read_sequence) {
		conversation->unread = smaller(unread, left);
		conversation->mentions = smaller(mentions, left);
	} else {
		conversation->unread = smaller(left, STATE_UNREAD_MAX);
		conversation->mentions +=
		        mentions > conversation->mentions ? mentions - conversation->mentions : 0;
	}
	conversation->read_told = read;
}

void conversation_take_read(struct apply *apply, struct state_conversation *conversation,
                            const struct state_conversation *said)
{
	if (said->last_sequence != conversation->last_sequence)
		return;
	take_read(apply, conversation, said);
	conversation_changed(apply, conversation);
}

static void take_last(struct state_conversation *conversation, const struct state_conversation *said)
{
	conversation->last_sequence = clamp(said->last_sequence, STATE_SEQUENCE_MAX);
	conversation->last_time_ms = said->last_time_ms;
	mem_replace(&conversation->last_from, said->last_from);
	free(conversation->last_text);
	conversation->last_text = said->last_text ? message_excerpt(said->last_text) : NULL;
}

static const char *name_of(const struct state_conversation *said)
{
	if (said->kind == STATE_NOTES)
		return STATE_NOTES_NAME;
	if (!str_empty(said->name))
		return said->name;
	return str_empty(said->peer) ? said->id : said->peer;
}

struct state_conversation *conversation_take(struct apply *apply, const struct state_conversation *said)
{
	if (str_empty(said->id))
		return NULL;
	struct state_conversation *conversation = conversation_find(apply->state, said->id);
	if (!conversation) {
		conversation = conversation_create(apply, said->id);
		conversation->fresh = apply->knew;
	}
	conversation->kind = said->kind;
	mem_replace(&conversation->peer, str_empty(said->peer) ? said->id : said->peer);
	if (!str_equal(conversation->name, name_of(said)))
		set_name(conversation, name_of(said));
	conversation->pinned = said->pinned;
	conversation->remind = said->remind;
	if (said->peer_read_sequence > conversation->peer_read_sequence)
		conversation->peer_read_sequence = said->peer_read_sequence;
	strlist_assign(&conversation->convgroups, strlist_span(&said->convgroups));
	take_read(apply, conversation, said);
	take_last(conversation, said);
	if (said->kind == STATE_PERSON) {
		names_take(apply, conversation->peer, said->name);
		conversation->name_shared = state_name_is_shared(apply->state, conversation->peer);
	}
	names_note(apply, said->last_from);
	draft_take(apply, conversation, said);
	conversation_place(apply->state, conversation);
	conversation_changed(apply, conversation);
	return conversation;
}

/* ---- events ---- */

static void take_all(struct apply *apply)
{
	const struct state_event *event = apply->event;
	for (size_t i = 0; i < event->conversation_count; i++) {
		struct state_conversation *conversation = conversation_take(apply, &event->conversations[i]);
		if (!conversation)
			continue;
		conversation->listed = true;
		conversation->found = false;
		current_seen(apply, conversation);
		if (strlist_remove(&apply->state->strangers, conversation->id))
			policy_stranger(apply, conversation);
	}
}

void conversations_changed(struct apply *apply)
{
	take_all(apply);
}

/* Something is, or is about to be, said in it that the server does not know of yet. */
static bool is_ours_alone(const struct state_conversation *conversation)
{
	return conversation->found || conversation->draft_mine ||
	       window_delivered(conversation) < conversation->messages.len;
}

static void forget_unlisted(struct apply *apply)
{
	struct state_conversation *conversation, *next;
	HASH_ITER (hh, apply->state->conversations, conversation, next) {
		if (!conversation->listed && !is_ours_alone(conversation))
			conversation_forget(apply, conversation);
		else
			conversation_changed(apply, conversation);
	}
}

void conversations_listed(struct apply *apply)
{
	struct state *state = apply->state;
	if (state->lists_stale) {
		state_effect_add(apply->effects, STATE_EFFECT_FORGET_ALL);
		apply->save_convgroups = apply->save_session = true;
		names_save_all(apply);
	}
	state->lists_asked = false;
	for (size_t i = 0; i < state->order.len; i++)
		state->order.items[i]->listed = false;
	take_all(apply);
	forget_unlisted(apply);
	arrivals_tell(apply);
	strlist_clear(&state->strangers);
}

/*
 * The answer is a conversation that one can open, though nothing was said in it. It says who somebody
 * is, not what was said: one that is known stays as it is.
 */
void conversation_person_found(struct apply *apply, const struct state_pending *pending,
                               const struct state_event *answer)
{
	(void)pending;
	for (size_t i = 0; answer->code == 0 && i < answer->conversation_count; i++) {
		if (conversation_find(apply->state, answer->conversations[i].id))
			continue;
		struct state_conversation *conversation = conversation_take(apply, &answer->conversations[i]);
		if (conversation)
			conversation->found = true;
	}
}

void conversation_read_by_peer(struct apply *apply)
{
	struct state_conversation *conversation = conversation_find(apply->state, apply->event->conversation);
	if (!conversation || apply->event->sequence <= conversation->peer_read_sequence)
		return;
	conversation->peer_read_sequence = apply->event->sequence;
	conversation_changed(apply, conversation);
}

/* The order goes by names, too. */
void conversation_rename(struct apply *apply, struct state_conversation *conversation, const char *name)
{
	order_remove(apply->state, conversation);
	set_name(conversation, str_empty(name) ? conversation->peer : name);
	order_insert(apply->state, conversation);
	conversation_changed(apply, conversation);
}

/* What waits to be sent in one stays, and brings it back. */
void conversations_gone(struct apply *apply)
{
	for (size_t i = 0; i < apply->event->ids.len; i++) {
		struct state_conversation *conversation =
		        conversation_find(apply->state, apply->event->ids.items[i]);
		if (!conversation)
			continue;
		conversation->found = false;
		if (!is_ours_alone(conversation))
			conversation_forget(apply, conversation);
	}
}

const char *conversation_label(struct arena *arena, const struct state_conversation *conversation)
{
	return conversation->kind == STATE_ROOM ? arena_printf(arena, "#%s", conversation->name)
	                                        : arena_strdup(arena, conversation->name);
}
