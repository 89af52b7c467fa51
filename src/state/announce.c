/*
 * Telling the person: each conversation has at most one notification, which counts its messages and is replaced
 * when more come; it goes when the conversation was read, wherever.
 *
 * A message waits a moment for those behind it, so that several are one notification. When a night's messages come
 * at once, those of many conversations are one notification together, the summary, whose conversation is "".
 */
#include "state/apply.h"
#include "state/query.h"

#include <stdlib.h>

#include "base/buf.h"

#define SUMMARY ""

void announcement_finish(struct state_announcement *announcement)
{
	free(announcement->from);
	free(announcement->text);
	*announcement = (struct state_announcement){0};
}

/* ---- when ---- */

static void wake_at(struct state *state, int64_t at_ms)
{
	if (state->announce_at_ms == 0 || at_ms < state->announce_at_ms)
		state->announce_at_ms = at_ms;
}

static bool has_digest(const struct state_settings *settings)
{
	return settings->digest_minutes > 0;
}

/* All groups with the same digest are due at the same moments. */
static int64_t digest_at(const struct state *state, const struct state_conversation *conversation,
                         int64_t now_ms)
{
	const struct state_settings *settings = state_settings_of(state, conversation, has_digest);
	if (!settings)
		return 0;
	int64_t pause_ms = settings->digest_minutes * INT64_C(60000);
	return (now_ms / pause_ms + 1) * pause_ms;
}

/* Not so often that it is a nuisance. */
static int64_t due_at(const struct state *state, const struct state_conversation *conversation,
                      int64_t now_ms)
{
	const struct state_announcement *announcement = &conversation->announcement;
	int64_t digest = digest_at(state, conversation, now_ms);
	if (digest > 0)
		return digest;
	int64_t soon = now_ms + STATE_GATHER_MS, again = announcement->shown_at_ms + STATE_AGAIN_MS;
	return announcement->shown_at_ms != 0 && again > soon ? again : soon;
}

void announce(struct apply *apply, struct state_conversation *conversation, int64_t count, const char *from,
              const char *text)
{
	struct state_announcement *announcement = &conversation->announcement;
	announcement->count += count;
	mem_replace(&announcement->from, from ? from : "");
	free(announcement->text);
	announcement->text = message_excerpt(text);
	if (announcement->at_ms == 0)
		announcement->at_ms = due_at(apply->state, conversation, apply->event->now_ms);
	wake_at(apply->state, announcement->at_ms);
}

/* ---- how: one conversation ---- */

static const char *title_of(struct arena *arena, const struct state *state,
                            const struct state_conversation *conversation)
{
	const struct state_announcement *announcement = &conversation->announcement;
	const char *name = conversation_label(arena, conversation);
	if (announcement->count > 1)
		return arena_printf(arena, "%s (%lld messages)", name, (long long)announcement->count);
	if (conversation->kind != STATE_ROOM)
		return name;
	return arena_printf(arena, "%s in %s", state_name_of(state, announcement->from), name);
}

static const char *text_of(struct arena *arena, const struct state *state,
                           const struct state_conversation *conversation)
{
	const struct state_announcement *announcement = &conversation->announcement;
	bool many = announcement->count > 1;
	if (state->policy.hide_text)
		return many ? "New messages" : "New message";
	if (many && conversation->kind == STATE_ROOM)
		return arena_printf(arena, "%s: %s", state_name_of(state, announcement->from),
		                    announcement->text);
	return arena_strdup(arena, announcement->text);
}

static void show_alone(struct apply *apply, struct state_conversation *conversation)
{
	struct arena *arena = &apply->effects->arena;
	struct state_effect *effect = effect_of(apply, STATE_EFFECT_NOTIFY, conversation->id);
	effect->title = title_of(arena, apply->state, conversation);
	effect->text = text_of(arena, apply->state, conversation);
}

/* ---- how: many conversations ---- */

static void show_summary(struct apply *apply)
{
	struct state *state = apply->state;
	struct arena *arena = &apply->effects->arena;
	int64_t messages = 0;
	struct buf names;
	buf_init(&names, STATE_EXCERPT);
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (!conversation->announcement.in_summary)
			continue;
		messages += conversation->announcement.count;
		if (!names.overflow)
			buf_printf(&names, "%s%s", names.len > 0 ? ", " : "",
			           conversation_label(arena, conversation));
	}
	struct state_effect *effect = effect_of(apply, STATE_EFFECT_NOTIFY, SUMMARY);
	effect->title = arena_printf(arena, "%lld messages in %zu conversations", (long long)messages,
	                             state->summarised);
	effect->text = arena_printf(arena, "%s%s", names.data, names.overflow ? ", …" : "");
	buf_finish(&names);
}

/* ---- what is due ---- */

static bool is_due(const struct apply *apply, const struct state_conversation *conversation)
{
	int64_t at_ms = conversation->announcement.at_ms;
	return at_ms != 0 && at_ms <= apply->event->now_ms;
}

/* Those that are due and have no notification of their own yet. */
static size_t count_new(const struct apply *apply, bool *digest)
{
	const struct state *state = apply->state;
	size_t count = 0;
	*digest = false;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (!is_due(apply, conversation) || conversation->announcement.shown_at_ms != 0)
			continue;
		*digest |= state_settings_of(state, conversation, has_digest) != NULL;
		count++;
	}
	return count;
}

/* True when it belongs into the summary. */
static bool show(struct apply *apply, struct state_conversation *conversation, bool together)
{
	struct state_announcement *announcement = &conversation->announcement;
	if (announcement->shown_at_ms == 0 && together) {
		announcement->in_summary = true;
		apply->state->summarised++;
	}
	announcement->at_ms = 0;
	announcement->shown_at_ms = apply->event->now_ms;
	if (!announcement->in_summary)
		show_alone(apply, conversation);
	return announcement->in_summary;
}

void announce_wake(struct apply *apply)
{
	struct state *state = apply->state;
	if (state->announce_at_ms == 0 || apply->event->now_ms < state->announce_at_ms)
		return;
	bool digest, summary = false;
	size_t fresh = count_new(apply, &digest);
	bool together = fresh > (digest ? 1 : STATE_APART_MAX);
	state->announce_at_ms = 0;
	for (size_t i = 0; i < state->order.len; i++) {
		struct state_conversation *conversation = state->order.items[i];
		if (is_due(apply, conversation))
			summary |= show(apply, conversation, together);
		else if (conversation->announcement.at_ms != 0)
			wake_at(state, conversation->announcement.at_ms);
	}
	if (summary)
		show_summary(apply);
}

/* ---- no more ---- */

void announce_drop(struct apply *apply, struct state_conversation *conversation)
{
	struct state_announcement *announcement = &conversation->announcement;
	if (announcement->in_summary && --apply->state->summarised == 0)
		effect_of(apply, STATE_EFFECT_NOTIFY_CLOSE, SUMMARY);
	else if (announcement->shown_at_ms != 0 && !announcement->in_summary)
		effect_of(apply, STATE_EFFECT_NOTIFY_CLOSE, conversation->id);
	announcement_finish(announcement);
}

void announce_settle(struct apply *apply)
{
	for (size_t i = 0; i < apply->changed.len; i++) {
		struct state_conversation *conversation = apply->changed.items[i];
		bool wanted = conversation->unread > 0 &&
		              state_remind_of(apply->state, conversation) <= STATE_REMIND_MENTIONS;
		if (conversation->announcement.count > 0 && !wanted)
			announce_drop(apply, conversation);
	}
}
