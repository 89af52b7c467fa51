#include "ui/plain_change.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "state/reaction.h"
#include "ui/glyph.h"
#include "ui/label.h"
#include "ui/plain.h"

/* Columns of a message that is named; who hears it has heard the rest. */
#define NAMED_COLUMNS 60
/* So many are remembered. */
#define HEARD_MAX 200

static void finish(struct plain_heard_message *heard)
{
	free(heard->text);
	free(heard->reactions);
}

void plain_forget_messages(struct plain *plain)
{
	for (size_t i = 0; i < plain->messages.len; i++)
		finish(&plain->messages.items[i]);
	vec_finish(&plain->messages);
}

static struct plain_heard_message heard_as_is(const struct state_message *message)
{
	return (struct plain_heard_message){
	        .sequence = message->sequence,
	        .text = mem_strdup(message->text ? message->text : ""),
	        .reactions = mem_strdup(message->reactions ? message->reactions : ""),
	        .recalled = message->recalled,
	        .deleted = message->deleted,
	};
}

void plain_note_message(struct plain *plain, const struct state_message *message)
{
	if (plain->messages.len >= HEARD_MAX) {
		finish(&plain->messages.items[0]);
		vec_remove(&plain->messages, 0);
	}
	vec_push(&plain->messages, heard_as_is(message));
}

/* "09:40 bob: Who signs?" */
static void name(const struct state *state, const struct state_message *message, const char *text,
                 struct buf *out)
{
	char time[LABEL_TIME_SIZE];
	char *from = label_person(state, message->from), *clean = utf8_clean(text, false);
	size_t len = utf8_fit(clean, NAMED_COLUMNS);
	label_time(message->time_ms, time);
	buf_printf(out, "%s %s: %.*s%s\n", time, from, (int)len, clean,
	           clean[len] ? glyph(GLYPH_ELLIPSIS) : "");
	free(clean);
	free(from);
}

static void say_reactions(const struct state *state, const struct state_message *message, struct buf *out)
{
	struct arena arena;
	arena_init(&arena);
	struct state_reactions all = state_reactions_read(&arena, message->reactions);
	buf_append_str(out, all.len > 0 ? "Reactions, " : "No reaction any more, to ");
	for (size_t i = 0; i < all.len; i++) {
		char *clean = utf8_clean(all.items[i].text, false);
		buf_append_str(out, clean);
		free(clean);
		for (size_t j = 0; j < all.items[i].people.len; j++) {
			clean = label_person(state, all.items[i].people.items[j]);
			buf_printf(out, "%s %s", j > 0 ? "," : "", clean);
			free(clean);
		}
		buf_append_str(out, i + 1 < all.len ? "; " : ", to ");
	}
	name(state, message, message->text, out);
	arena_finish(&arena);
}

static void say_change(const struct state *state, const struct plain_heard_message *heard,
                       const struct state_message *message, struct buf *out)
{
	if (message->deleted && !heard->deleted) {
		buf_append_str(out, "Deleted for you: ");
		name(state, message, heard->text, out);
	} else if (message->recalled && !heard->recalled) {
		buf_append_str(out, "Recalled: ");
		name(state, message, heard->text, out);
	}
	if (message->deleted || message->recalled)
		return;
	if (!str_equal(heard->text, message->text)) {
		buf_append_str(out, "Edited: ");
		name(state, message, message->text, out);
	}
	if (!str_equal(heard->reactions, message->reactions ? message->reactions : ""))
		say_reactions(state, message, out);
}

static const struct state_message *find(const struct state_conversation *conversation, int64_t sequence)
{
	for (size_t i = 0; i < conversation->messages.len; i++)
		if (conversation->messages.items[i].sequence == sequence)
			return &conversation->messages.items[i];
	return NULL;
}

void plain_say_changes(struct plain *plain, const struct state *state,
                       const struct state_conversation *conversation, struct buf *out)
{
	for (size_t i = 0; i < plain->messages.len; i++) {
		struct plain_heard_message *heard = &plain->messages.items[i];
		const struct state_message *message = find(conversation, heard->sequence);
		if (!message)
			continue;
		say_change(state, heard, message, out);
		finish(heard);
		*heard = heard_as_is(message);
	}
}
