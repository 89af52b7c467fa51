/*
 * Messages that the server told of, and what they change in their conversation: protocol.md,
 * section 5, has the client work that out. A sequence that is not above the conversation's newest was
 * counted before: a replay, or the answer to what was sent here.
 */
#include "state/apply.h"

/* ---- the window ---- */

static void trim(const struct apply *apply, struct state_conversation *conversation)
{
	/* Who has scrolled back keeps what he looks at. */
	bool scrolled = feed_shows(apply->state, conversation) && !apply->state->viewing;
	if (!scrolled && conversation->messages.len > STATE_KEEP + STATE_PAGE)
		window_trim(conversation, STATE_KEEP);
}

/* Something between was missed: the newest page has it. */
static void hole(struct apply *apply, struct state_conversation *conversation)
{
	conversation->loaded = false;
	if (feed_shows(apply->state, conversation) && session_is_connected(apply->state))
		page_load_newest(apply, conversation);
}

static void into_window(struct apply *apply, struct state_conversation *conversation,
                        const struct state_message *message)
{
	int64_t last = window_last(conversation);
	bool adjoins = message->sequence == last + 1 && (last > 0 || conversation->loaded);
	if (message->sequence <= last)
		return;
	if (!adjoins) {
		if (!conversation->apart)
			hole(apply, conversation);
		return;
	}
	window_append(conversation, message);
	conversation->at_beginning |= message->sequence == 1;
	trim(apply, conversation);
}

/* ---- the conversation ---- */

static void set_last(struct state_conversation *conversation, const struct state_message *message)
{
	conversation->last_sequence = message->sequence;
	conversation->last_time_ms = message->time_ms;
	mem_replace(&conversation->last_from, message->from ? message->from : "");
	free(conversation->last_text);
	conversation->last_text = message_excerpt(message->text);
}

/* Who looks away and comes back finds the line above what came meanwhile. */
static void mark_new(struct apply *apply, struct state_conversation *conversation)
{
	if (conversation->unread == 0 && conversation_is_current(apply->state, conversation) &&
	    !current_is_watched(apply->state, conversation))
		conversation->first_new = conversation->read_sequence + 1;
}

/* The newest that one has had, or has read: what is there may be deleted for oneself. */
static int64_t known_to(const struct state_conversation *conversation)
{
	return conversation->last_sequence > conversation->read_sequence ? conversation->last_sequence
	                                                                 : conversation->read_sequence;
}

/* What waited goes out before all that came meanwhile is here, which is not counted when it comes: it is before this. */
static void count_missed(struct apply *apply, struct state_conversation *conversation, int64_t missed)
{
	if (missed <= 0)
		return;
	conversation->unread += missed < STATE_UNREAD_MAX ? missed : STATE_UNREAD_MAX;
	current_seen(apply, conversation);
}

/* Where all before it is read, one's own is, too: so the server has it. Writing marks nothing read. */
static void count_own(struct apply *apply, struct state_conversation *conversation,
                      const struct state_message *message)
{
	bool told = conversation->read_told == conversation->read_sequence && conversation->reading == 0;
	/* Until the lists are there, nobody knows what is unread. */
	if (conversation->unread > 0 || apply->state->lists_stale)
		return;
	conversation->read_sequence = message->sequence;
	conversation->held = false;
	if (told)
		conversation->read_told = message->sequence;
	current_tell_read(apply, conversation);
}

static void count(struct apply *apply, struct state_conversation *conversation,
                  const struct state_message *message)
{
	mark_new(apply, conversation);
	conversation->unread++;
	conversation->mentions += message->mentions_me;
	policy_received(apply, conversation, message);
	current_seen(apply, conversation);
}

void incoming_take(struct apply *apply, struct state_conversation *conversation,
                   const struct state_message *message, bool own)
{
	if (own)
		outbox_settle(apply, conversation, message->client_id);
	into_window(apply, conversation, message);
	if (message->from)
		people_wrote(apply, conversation, message->from);
	if (message->sequence > conversation->last_sequence) {
		int64_t missed = message->sequence - known_to(conversation) - 1;
		set_last(conversation, message);
		if (own) {
			count_missed(apply, conversation, missed);
			count_own(apply, conversation, message);
		} else {
			count(apply, conversation, message);
		}
		conversation_place(apply->state, conversation);
	}
	conversation_changed(apply, conversation);
}

/* ---- events ---- */

/* A conversation that is not known: the lists will have it. */
static void stranger(struct apply *apply, const char *id)
{
	struct strlist *strangers = &apply->state->strangers;
	if (str_empty(id) || strlist_contains(strangers, id))
		return;
	if (strangers->len < STATE_STRANGERS_MAX)
		strlist_add(strangers, id);
	session_sync(apply);
}

/* How many messages from `i` on are of one conversation and have a sequence. */
static size_t run_length(const struct state_event *event, size_t i)
{
	size_t end = i;
	while (end < event->message_count && message_has_place(&event->messages[end]) &&
	       str_equal(event->message_conversations[end], event->message_conversations[i]))
		end++;
	return end - i;
}

/* `take` gets the messages of one conversation that stand together. */
static void for_each_run(struct apply *apply,
                         void (*take)(struct apply *apply, struct state_conversation *conversation,
                                      const struct state_message *messages, size_t count))
{
	const struct state_event *event = apply->event;
	for (size_t i = 0; i < event->message_count;) {
		const char *id = event->message_conversations[i];
		size_t length = run_length(event, i);
		struct state_conversation *conversation = conversation_find(apply->state, id);
		if (length > 0 && conversation) {
			take(apply, conversation, &event->messages[i], length);
			effect_save_messages(apply, id, &event->messages[i], length);
		} else if (length > 0 && event->type == STATE_EVENT_MESSAGES_RECEIVED) {
			stranger(apply, id);
		}
		i += length > 0 ? length : 1;
	}
}

static void take_received(struct apply *apply, struct state_conversation *conversation,
                          const struct state_message *messages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool own = apply->state->self && str_equal(messages[i].from, apply->state->self);
		incoming_take(apply, conversation, &messages[i], own);
	}
}

void incoming_received(struct apply *apply)
{
	for_each_run(apply, take_received);
}

/* What was recalled is quoted no more. */
static void drop_quotes(struct state_conversation *conversation, const char *id)
{
	for (size_t i = 0; i < conversation->messages.len; i++)
		if (str_equal(conversation->messages.items[i].reply_to, id))
			mem_replace(&conversation->messages.items[i].quote_text, "");
}

static void change_in_window(struct state_message *known, const struct state_message *changed)
{
	/* Rooms are told of what others did to one that was deleted here, too. */
	if (known->deleted)
		return;
	struct state_message copy = message_copy(changed);
	copy.delivery = STATE_DELIVERED;
	if (!copy.client_id)
		copy.client_id = mem_strdup(known->client_id);
	message_finish(known);
	*known = copy;
}

static void take_changed(struct apply *apply, struct state_conversation *conversation,
                         const struct state_message *messages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct state_message *known = window_find(conversation, messages[i].sequence);
		if (known)
			change_in_window(known, &messages[i]);
		if (messages[i].recalled)
			drop_quotes(conversation, messages[i].id);
		if (messages[i].sequence == conversation->last_sequence)
			set_last(conversation, &messages[i]);
	}
	conversation_place(apply->state, conversation);
	conversation_changed(apply, conversation);
}

void incoming_changed(struct apply *apply)
{
	for_each_run(apply, take_changed);
}
