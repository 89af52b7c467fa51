/*
 * The outbox: the messages of all conversations' windows that wait or were refused. On disk it is
 * the same (OUTBOX_PUT, OUTBOX_DROP), so that nothing that was written is ever lost.
 *
 * Of each conversation one message is in flight at a time: so they arrive in the order in which
 * they were written, whatever happens to one of them. A message keeps its client_id however often
 * it is sent, from which the server knows a repeat. What the server could not take just now, it is sent again
 * after a pause; what it never will, is kept as refused until the person says what to do.
 *
 * What never went out can be changed and dropped here. What was sent cannot before it is answered: the server may
 * have stored it, although nobody heard of it.
 */
#include "state/apply.h"

#include <string.h>

#include "state/query.h"

/* ---- finding ---- */

/* Its place in the window, or -1. */
static ptrdiff_t find_in(const struct state_conversation *conversation, const char *client_id)
{
	for (size_t i = window_delivered(conversation); client_id && i < conversation->messages.len; i++)
		if (str_equal(conversation->messages.items[i].client_id, client_id))
			return (ptrdiff_t)i;
	return -1;
}

/* Texts that were written behind it do not wait for it. */
static bool is_to_be_brought(const struct state_message *message)
{
	return message->kind == STATE_FILE && !message->file;
}

static struct state_message *first_waiting(const struct state_conversation *conversation)
{
	for (size_t i = window_delivered(conversation); i < conversation->messages.len; i++)
		if (conversation->messages.items[i].delivery == STATE_WAITING &&
		    !is_to_be_brought(&conversation->messages.items[i]))
			return &conversation->messages.items[i];
	return NULL;
}

/* In whatever conversation. */
static struct state_message *find_anywhere(const struct apply *apply, const char *client_id,
                                           struct state_conversation **conversation)
{
	for (size_t i = 0; i < apply->state->order.len; i++) {
		*conversation = apply->state->order.items[i];
		ptrdiff_t at = find_in(*conversation, client_id);
		if (at >= 0)
			return &(*conversation)->messages.items[at];
	}
	return NULL;
}

static struct state_message *find_refused(const struct apply *apply, struct state_conversation **conversation)
{
	struct state_message *message = find_anywhere(apply, apply->event->client_id, conversation);
	return message && message->delivery == STATE_REFUSED ? message : NULL;
}

bool state_is_unsent(const struct state_message *message)
{
	return message->delivery != STATE_DELIVERED && !message->sent;
}

static struct state_message *find_unsent(const struct apply *apply, struct state_conversation **conversation)
{
	struct state_message *message = find_anywhere(apply, apply->event->client_id, conversation);
	return message && state_is_unsent(message) ? message : NULL;
}

/* ---- changing ---- */

static void save(struct apply *apply, const struct state_conversation *conversation,
                 const struct state_message *message)
{
	struct state_effect *effect = effect_of(apply, STATE_EFFECT_OUTBOX_PUT, conversation->id);
	effect->messages = messages_copy(&apply->effects->arena, message, 1);
	effect->message_count = 1;
}

static void window_changed(struct apply *apply, const struct state_conversation *conversation)
{
	if (feed_shows(apply->state, conversation))
		apply->state->dirty |= STATE_DIRTY_MESSAGES;
}

static void refuse(struct apply *apply, const struct state_conversation *conversation,
                   struct state_message *message, const char *why)
{
	message->delivery = STATE_REFUSED;
	message->sent = false;
	mem_replace(&message->error, why);
	save(apply, conversation, message);
	window_changed(apply, conversation);
}

bool outbox_settle(struct apply *apply, struct state_conversation *conversation, const char *client_id)
{
	ptrdiff_t at = find_in(conversation, client_id);
	if (at < 0)
		return false;
	struct state_effect *effect = effect_of(apply, STATE_EFFECT_OUTBOX_DROP, conversation->id);
	effect->client_id = arena_strdup(&apply->effects->arena, client_id);
	message_finish(&conversation->messages.items[at]);
	vec_remove(&conversation->messages, (size_t)at);
	window_changed(apply, conversation);
	return true;
}

/* ---- sending ---- */

static void send_message(struct apply *apply, struct state_conversation *conversation,
                         struct state_message *message)
{
	struct strspan mentions = {0};
	if (conversation->kind == STATE_ROOM && message->kind == STATE_TEXT)
		mentions = message_mentions(&apply->effects->arena, message->text);
	conversation->sending = pending_request(apply, &(struct state_request){
	                                                       .type = STATE_REQUEST_SEND,
	                                                       .conversation = conversation->id,
	                                                       .text = message->text,
	                                                       .client_id = message->client_id,
	                                                       .message = message->reply_to,
	                                                       .mentions = mentions,
	                                                       .file = message->file,
	                                                       .file_size = message->file_size,
	                                               });
	message->sent = true;
}

/* The server would refuse it, or hang up. */
static bool too_large(const struct state *state, const struct state_message *message)
{
	return state->limits.message_bytes > 0 && strlen(message->text) > (size_t)state->limits.message_bytes;
}

static void flush(struct apply *apply, struct state_conversation *conversation)
{
	const struct state *state = apply->state;
	struct state_message *message;
	if (!session_is_connected(state) || state->send_again_ms != 0 || conversation->sending != 0)
		return;
	while ((message = first_waiting(conversation))) {
		if (!too_large(state, message)) {
			send_message(apply, conversation, message);
			return;
		}
		refuse(apply, conversation, message, "The message is too large");
	}
}

void outbox_flush(struct apply *apply)
{
	for (size_t i = 0; i < apply->state->order.len; i++)
		flush(apply, apply->state->order.items[i]);
	transfer_flush(apply);
}

void outbox_wake(struct apply *apply)
{
	struct state *state = apply->state;
	if (state->send_again_ms == 0 || apply->event->now_ms < state->send_again_ms)
		return;
	state->send_again_ms = 0;
	edits_flush(apply);
	outbox_flush(apply);
}

/* ---- answers ---- */

static void delivered(struct apply *apply, struct state_conversation *conversation,
                      const struct state_pending *pending, const struct state_message *stored)
{
	outbox_settle(apply, conversation, pending->client_id);
	incoming_take(apply, conversation, stored, true);
	effect_save_messages(apply, conversation->id, stored, 1);
}

/* Done, but without the message as it was stored: sending it again will tell, and stores nothing new. */
static bool is_delivered(const struct state_event *answer)
{
	return answer->code == 0 && answer->message_count > 0 && message_has_place(&answer->messages[0]);
}

static void not_delivered(struct apply *apply, struct state_conversation *conversation,
                          const struct state_pending *pending, const struct state_event *answer)
{
	ptrdiff_t at = find_in(conversation, pending->client_id);
	if (answer->code == STATE_CODE_LOST)
		return;
	if (answer->code != 0 && at >= 0)
		conversation->messages.items[at].sent = false;
	if (answer->code == 0 || pending_is_temporary(answer->code))
		apply->state->send_again_ms = apply->event->now_ms + STATE_SEND_PAUSE_MS;
	else if (at >= 0)
		refuse(apply, conversation, &conversation->messages.items[at],
		       str_empty(answer->text) ? "The server refused it" : answer->text);
}

void outbox_answered(struct apply *apply, const struct state_pending *pending,
                     const struct state_event *answer)
{
	struct state_conversation *conversation = conversation_find(apply->state, pending->conversation);
	if (!conversation)
		return;
	if (conversation->sending == pending->id)
		conversation->sending = 0;
	if (is_delivered(answer))
		delivered(apply, conversation, pending, &answer->messages[0]);
	else
		not_delivered(apply, conversation, pending, answer);
	flush(apply, conversation);
}

/* ---- the person ---- */

/* `draft` says what it is. */
static void put(struct apply *apply, struct state_message draft)
{
	const struct state_event *event = apply->event;
	struct state_conversation *conversation = conversation_find(apply->state, event->conversation);
	if (!conversation) {
		notice_set(apply, true, "Could not send the message: there is no such conversation");
		return;
	}
	if (str_empty(draft.text) || !event->client_id || find_in(conversation, event->client_id) >= 0)
		return;
	draft.client_id = (char *)event->client_id;
	draft.from = apply->state->self;
	draft.time_ms = event->now_ms;
	draft.reply_to = (char *)event->reply_to;
	draft.delivery = STATE_WAITING;
	struct state_message message = message_copy(&draft);
	page_leave_apart(apply, conversation);
	vec_push(&conversation->messages, message);
	save(apply, conversation, &message);
	window_changed(apply, conversation);
	current_written(apply, conversation);
	conversation->typing_told_ms = 0; /* what comes next is a new sign */
	flush(apply, conversation);
}

void outbox_send(struct apply *apply)
{
	const struct state_event *event = apply->event;
	put(apply, (struct state_message){
	                   .kind = event->file ? STATE_FILE : STATE_TEXT,
	                   .text = (char *)event->text,
	                   .file = (char *)event->file,
	                   .file_size = event->file ? event->size : 0,
	           });
}

void outbox_send_file(struct apply *apply)
{
	const char *path = apply->event->path;
	const char *slash = path ? strrchr(path, '/') : NULL;
	if (!slash)
		return;
	put(apply,
	    (struct state_message){.kind = STATE_FILE, .text = (char *)slash + 1, .path = (char *)path});
	transfer_flush(apply);
}

void outbox_retry(struct apply *apply)
{
	struct state_conversation *conversation = NULL;
	struct state_message *message = find_refused(apply, &conversation);
	if (!message)
		return;
	message->delivery = STATE_WAITING;
	mem_replace(&message->error, NULL);
	if (message->path)
		mem_replace(&message->file, NULL); /* the server may have forgotten it */
	save(apply, conversation, message);
	window_changed(apply, conversation);
	flush(apply, conversation);
	transfer_flush(apply);
}

void outbox_discard(struct apply *apply)
{
	struct state_conversation *conversation = NULL;
	if (find_unsent(apply, &conversation))
		outbox_settle(apply, conversation, apply->event->client_id);
}

void outbox_rewrite(struct apply *apply)
{
	struct state_conversation *conversation = NULL;
	struct state_message *message = find_unsent(apply, &conversation);
	if (!message || message->kind != STATE_TEXT || str_empty(apply->event->text))
		return;
	mem_replace(&message->text, apply->event->text);
	mem_replace(&message->error, NULL);
	message->delivery = STATE_WAITING;
	save(apply, conversation, message);
	window_changed(apply, conversation);
	flush(apply, conversation);
}

/* ---- files ---- */

const struct state_message *outbox_file(const struct apply *apply, const char *client_id)
{
	for (size_t i = 0; i < apply->state->order.len; i++) {
		struct state_conversation *conversation = apply->state->order.items[i];
		for (size_t j = window_delivered(conversation); j < conversation->messages.len; j++) {
			const struct state_message *message = &conversation->messages.items[j];
			if (message->delivery == STATE_WAITING && is_to_be_brought(message) &&
			    (!client_id || str_equal(message->client_id, client_id)))
				return message;
		}
	}
	return NULL;
}

void outbox_file_sized(struct apply *apply, const char *client_id, int64_t size)
{
	struct state_conversation *conversation;
	struct state_message *message = find_anywhere(apply, client_id, &conversation);
	if (message && message->kind == STATE_FILE)
		message->file_size = size;
}

void outbox_file_there(struct apply *apply, const char *client_id, const char *file)
{
	struct state_conversation *conversation;
	struct state_message *message = find_anywhere(apply, client_id, &conversation);
	if (!message || message->kind != STATE_FILE)
		return;
	mem_replace(&message->file, file);
	save(apply, conversation, message);
	window_changed(apply, conversation);
	flush(apply, conversation);
}

void outbox_file_refused(struct apply *apply, const char *client_id, const char *why)
{
	struct state_conversation *conversation;
	struct state_message *message = find_anywhere(apply, client_id, &conversation);
	if (message)
		refuse(apply, conversation, message, why);
}

void outbox_drop(struct apply *apply, const char *client_id)
{
	struct state_conversation *conversation;
	const struct state_message *message = find_anywhere(apply, client_id, &conversation);
	if (message)
		outbox_settle(apply, conversation, client_id);
}

/* A conversation that the cache lost is made again: what was written to it is not lost. */
void outbox_cached(struct apply *apply)
{
	const struct state_event *event = apply->event;
	for (size_t i = 0; i < event->message_count; i++) {
		const char *id = event->message_conversations[i];
		if (str_empty(id) || !event->messages[i].client_id)
			continue;
		struct state_conversation *conversation = conversation_find(apply->state, id);
		if (!conversation)
			conversation = conversation_create(apply, id);
		struct state_message message = message_copy(&event->messages[i]);
		if (message.delivery == STATE_DELIVERED)
			message.delivery = STATE_WAITING;
		message.sequence = 0;
		vec_push(&conversation->messages, message);
	}
}
