/* What is new, said once. What is typed: plain_line.c. */
#include "ui/plain.h"

#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/entry.h"
#include "ui/label.h"
#include "ui/plain_box.h"
#include "ui/plain_change.h"
#include "ui/plain_done.h"
#include "ui/private.h"

/* Of a conversation that is opened, so many messages are said, or as many as are unread. */
#define OPENING 5
#define OPENING_MAX 50

/* How far a conversation was said. */
struct plain_heard {
	int64_t last_sequence, mentions, unread;
	UT_hash_handle hh;
	char id[];
};

void plain_init(struct plain *plain, struct ui *ui)
{
	*plain = (struct plain){.ui = ui, .status = STATE_CONNECTING};
	ui->aloud = true;
}

void plain_finish(struct plain *plain)
{
	struct plain_heard *heard, *next;
	HASH_ITER (hh, plain->heard, heard, next) {
		HASH_DELETE(hh, plain->heard, heard);
		free(heard);
	}
	free(plain->notice);
	free(plain->current);
	free(plain->command);
	strlist_finish(&plain->choices);
	strlist_finish(&plain->written);
	strlist_finish(&plain->waiting);
	plain_forget_messages(plain);
}

/* ---- the connection, and notices ---- */

static void say_status(struct plain *plain, const struct state *state, struct buf *out)
{
	bool worth = state->status == STATE_ONLINE || state->status == STATE_OFFLINE ||
	             state->status == STATE_STOPPED;
	/* At the start it is not there yet, which is no news. */
	bool waits =
	        plain->status == STATE_CONNECTING && state->status == STATE_OFFLINE && !state->status_text;
	if (!worth || waits || state->status == plain->status)
		return;
	plain->status = state->status;
	if (state->status == STATE_ONLINE)
		buf_printf(out, "Online: %s. %lld unread.\n", state->account,
		           (long long)state_unread_total(state));
	else
		buf_printf(out, "Offline%s%s.\n", state->status_text ? ": " : "",
		           state->status_text ? state->status_text : "");
}

static void say_notice(struct plain *plain, const struct state *state, struct buf *out)
{
	if (!state->notice ||
	    (state->notice_at_ms == plain->notice_at_ms && str_equal(state->notice, plain->notice)))
		return;
	plain->notice_at_ms = state->notice_at_ms;
	mem_replace(&plain->notice, state->notice);
	char *clean = utf8_clean(state->notice, false);
	buf_printf(out, "%s%s.\n", state->notice_is_error ? "Error: " : "", clean);
	free(clean);
	plain_owe_nothing(plain);
}

void plain_say_text(const char *what, const struct state_message *message, struct buf *out)
{
	char *clean = utf8_clean(message->text ? message->text : "", false);
	buf_printf(out, "%s: %s\n", what, clean);
	free(clean);
}

/* ---- conversations ---- */

void plain_say_place(const struct state *state, const struct state_conversation *conversation, int64_t unread,
                     struct buf *out)
{
	char *label = label_conversation(conversation);
	for (size_t i = 0; i < conversation->convgroups.len; i++) {
		char *convgroup = label_convgroup(conversation->convgroups.items[i]);
		buf_printf(out, "%s, ", convgroup);
		free(convgroup);
	}
	buf_append_str(out, label);
	if (unread > 0 && state_counts(state, conversation))
		buf_printf(out, ", %lld unread", (long long)unread);
	free(label);
}

static struct plain_heard *heard_of(struct plain *plain, const struct state_conversation *conversation)
{
	struct plain_heard *heard;
	HASH_FIND_STR(plain->heard, conversation->id, heard);
	if (heard)
		return heard;
	size_t size = strlen(conversation->id) + 1;
	heard = mem_alloc(sizeof(*heard) + size);
	memcpy(heard->id, conversation->id, size);
	HASH_ADD_STR(plain->heard, id, heard);
	return heard;
}

/* Is what came there said aloud, as it would be notified of? */
static bool is_news(const struct state *state, const struct state_conversation *conversation,
                    const struct plain_heard *heard)
{
	enum state_remind remind = state_remind_of(state, conversation);
	bool more = conversation->last_sequence > heard->last_sequence && conversation->unread > 0 &&
	            !str_equal(conversation->last_from, state->self);
	return more && !state_is_narrowed_out(state, conversation) &&
	       (remind == STATE_REMIND_NOTIFY ||
	        (remind == STATE_REMIND_MENTIONS && conversation->mentions > heard->mentions));
}

static void say_news(const struct state *state, const struct state_conversation *conversation,
                     struct buf *out)
{
	char *from = label_person(state, conversation->last_from);
	char *text = utf8_clean(conversation->last_text ? conversation->last_text : "", false);
	plain_say_place(state, conversation, conversation->unread, out);
	buf_printf(out, ": %s: %s\n", from, text);
	free(from);
	free(text);
}

static void say_elsewhere(struct plain *plain, const struct state *state, struct buf *out)
{
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		struct plain_heard *heard = heard_of(plain, conversation);
		bool news = plain->all_heard && !str_equal(conversation->id, plain->current) &&
		            is_news(state, conversation, heard);
		if (news && state_name_is_coming(state, conversation->last_from))
			continue; /* and it is said then */
		if (news)
			say_news(state, conversation, out);
		heard->last_sequence = conversation->last_sequence;
		heard->mentions = conversation->mentions;
		heard->unread = conversation->unread;
	}
	plain->all_heard = plain->all_heard || state->status == STATE_ONLINE;
}

/* ---- messages ---- */

/* The rows behind the first begin with a blank, so that it is clear whose they are. */
static void say_text(const char *text, struct buf *out)
{
	for (; *text; text++) {
		buf_append_char(out, *text);
		if (*text == '\n')
			buf_append_str(out, "  ");
	}
	buf_append_char(out, '\n');
}

/* What it answers, in so many words. */
static void say_answered(const struct state *state, const struct quote *quote, struct buf *out)
{
	if (!quote->text)
		return;
	char *from = label_person(state, quote->from);
	buf_printf(out, "(answering %s%s%s) ", from, *from ? ": " : "", quote->text);
	free(from);
}

static void say_message(struct plain *plain, const struct state *state,
                        const struct state_conversation *conversation, size_t at, int64_t now_ms,
                        struct buf *out)
{
	const struct state_message *message = &conversation->messages.items[at];
	plain_note_message(plain, message);
	struct entry_pane pane = {.conversation = conversation,
	                          .state = state,
	                          .self = state->self,
	                          .hint = "",
	                          .width = GRID_TAB * OPENING_MAX,
	                          .now_ms = now_ms};
	struct entry entry;
	char time[LABEL_TIME_SIZE], day[LABEL_DAY_SIZE];
	if (message->deleted)
		return;
	entry_init(&entry, &pane, at);
	if (!label_same_day(message->time_ms, plain->said_ms)) {
		label_day(message->time_ms, now_ms, day);
		buf_printf(out, "%s.\n", day);
	}
	plain->said_ms = message->time_ms;
	label_time(message->time_ms, time);
	char *from = label_person(state, message->kind == STATE_TIP ? NULL : message->from);
	buf_printf(out, "%s %s%s", time, from, *from ? ": " : "");
	say_answered(state, &entry.quote, out);
	say_text(entry.text, out);
	free(from);
	entry_finish(&entry);
}

static size_t delivered_count(const struct state_conversation *conversation)
{
	size_t count = conversation->messages.len;
	while (count > 0 && conversation->messages.items[count - 1].sequence == 0)
		count--;
	return count;
}

/* The place of the first delivered message behind `sequence`. */
static size_t place_behind(const struct state_conversation *conversation, int64_t sequence)
{
	size_t at = 0, count = delivered_count(conversation);
	while (at < count && conversation->messages.items[at].sequence <= sequence)
		at++;
	return at;
}

/* A text is there at once, which nobody has to hear; of what takes its time, that it went is said, too. */
static void say_on_its_way(struct plain *plain, const struct state *state,
                           const struct state_message *message, struct buf *out)
{
	bool online = state->status == STATE_ONLINE || state->status == STATE_SYNCING;
	if (online && message->kind != STATE_FILE)
		return;
	strlist_add(&plain->waiting, message->client_id);
	if (online)
		plain_say_text("Sending", message, out);
	else
		buf_append_str(out, PLAIN_WAITS);
	plain_owe_nothing(plain);
}

/* What was typed here is on its way, or was refused. */
static void follow_written(struct plain *plain, const struct state *state,
                           const struct state_conversation *conversation, struct buf *out)
{
	for (size_t i = delivered_count(conversation); i < conversation->messages.len; i++) {
		const struct state_message *message = &conversation->messages.items[i];
		bool known = strlist_contains(&plain->written, message->client_id);
		if (message->delivery == STATE_WAITING && !known) {
			strlist_add(&plain->written, message->client_id);
			say_on_its_way(plain, state, message, out);
		}
		if (message->delivery != STATE_REFUSED ||
		    !strlist_remove(&plain->written, message->client_id))
			continue;
		strlist_remove(&plain->waiting, message->client_id);
		char *why = utf8_clean(message->error ? message->error : "the server refused it", false);
		buf_printf(out, "Not sent: %s. :retry sends it again.\n", why);
		free(why);
	}
}

/* Where what is said of a conversation that was opened begins. */
static size_t place_of_opening(const struct state_conversation *conversation)
{
	size_t count = delivered_count(conversation), wanted = 0;
	if (conversation->first_new > 0)
		wanted = count - place_behind(conversation, conversation->first_new - 1);
	if (wanted < OPENING)
		wanted = OPENING;
	if (wanted > OPENING_MAX)
		wanted = OPENING_MAX;
	return count > wanted ? count - wanted : 0;
}

/* What is not heard is not to be taken for heard. `at`: the place of what is said first. */
static void say_gap(struct plain *plain, const struct state_conversation *conversation, size_t at,
                    struct buf *out)
{
	int64_t wanted = plain->last > 0 ? plain->last + 1 : conversation->first_new;
	if (wanted == 0 || conversation->messages.items[at].sequence <= wanted ||
	    (at == 0 && conversation->at_beginning))
		return;
	plain->first = 0;
	buf_append_str(out, "There are new messages before these: :scroll-up says them.\n");
}

static void say_new(struct plain *plain, const struct state *state,
                    const struct state_conversation *conversation, int64_t now_ms, struct buf *out)
{
	size_t count = delivered_count(conversation);
	size_t at =
	        plain->last > 0 ? place_behind(conversation, plain->last) : place_of_opening(conversation);
	/* What is on its way may belong before what is there. */
	if (at == count || ui_is_coming(conversation) ||
	    state_name_is_coming(state, conversation->messages.items[at].from))
		return;
	say_gap(plain, conversation, at, out);
	for (; at < count; at++) {
		const struct state_message *message = &conversation->messages.items[at];
		if (state_name_is_coming(state, message->from))
			return;
		if (plain->first == 0)
			plain->first = message->sequence;
		plain->last = message->sequence;
		if (!message->client_id || !strlist_remove(&plain->written, message->client_id)) {
			say_message(plain, state, conversation, at, now_ms, out);
			continue;
		}
		plain_note_message(plain, message);
		if (strlist_remove(&plain->waiting, message->client_id))
			plain_say_text("Sent", message, out);
	}
}

static void say_older(struct plain *plain, const struct state *state,
                      const struct state_conversation *conversation, int64_t now_ms, struct buf *out)
{
	size_t end = place_behind(conversation, plain->first - 1);
	if (plain->older == 0 || (end == 0 && !conversation->at_beginning))
		return;
	size_t at = end > (size_t)plain->older ? end - (size_t)plain->older : 0;
	plain->older = 0;
	plain_owe_nothing(plain);
	if (end == 0) {
		buf_append_str(out, "That is the beginning.\n");
		return;
	}
	buf_append_str(out, "Earlier:\n");
	plain->said_ms = 0;
	plain->first = conversation->messages.items[at].sequence;
	for (; at < end; at++)
		say_message(plain, state, conversation, at, now_ms, out);
}

/* Where a search, a day or a mention leads to. */
static void say_found(struct plain *plain, const struct state *state,
                      const struct state_conversation *conversation, int64_t now_ms, struct buf *out)
{
	size_t at = place_behind(conversation, state->found.sequence - 1);
	if (plain->found == state->found.times || at == delivered_count(conversation))
		return;
	plain->found = state->found.times;
	plain->said_ms = 0;
	say_message(plain, state, conversation, at, now_ms, out);
	plain_owe_nothing(plain);
}

static void say_opened(struct plain *plain, const struct state *state,
                       const struct state_conversation *conversation, struct buf *out)
{
	mem_replace(&plain->current, conversation ? conversation->id : NULL);
	plain->first = plain->last = plain->said_ms = 0;
	plain->older = 0;
	strlist_clear(&plain->written);
	strlist_clear(&plain->waiting);
	plain_forget_messages(plain);
	if (!conversation)
		return;
	plain_owe_nothing(plain);
	/* By now it may be read already: it is open. */
	int64_t before = heard_of(plain, conversation)->unread;
	plain_say_place(state, conversation, before > conversation->unread ? before : conversation->unread,
	                out);
	buf_append_str(out, ".\n");
	if (conversation->loaded && conversation->messages.len == 0)
		buf_append_str(out, "Nothing was said here yet.\n");
}

static void say_conversation(struct plain *plain, const struct state *state, int64_t now_ms, struct buf *out)
{
	const struct state_conversation *conversation = state_current(state);
	if (!str_equal(conversation ? conversation->id : NULL, plain->current))
		say_opened(plain, state, conversation, out);
	if (!conversation)
		return;
	if (state->dirty & STATE_DIRTY_MESSAGES)
		plain_say_changes(plain, state, conversation, out);
	say_older(plain, state, conversation, now_ms, out);
	follow_written(plain, state, conversation, out);
	say_new(plain, state, conversation, now_ms, out);
	say_found(plain, state, conversation, now_ms, out);
}

void plain_follow(struct plain *plain, const struct state *state, int64_t now_ms, struct buf *out)
{
	say_status(plain, state, out);
	say_notice(plain, state, out);
	say_conversation(plain, state, now_ms, out);
	if (state->dirty & STATE_DIRTY_SIDEBAR)
		say_elsewhere(plain, state, out);
	plain_follow_box(plain, out);
	plain_say_done(plain, state, out);
}
