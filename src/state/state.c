/*
 * One table says which function an event goes to. Around it: the position follows, and what was
 * marked to be saved becomes effects, so that the cache holds a position and what the events up to
 * it changed in one transaction.
 */
#include "state/apply.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

static void notice_given(struct apply *apply)
{
	const char *text = apply->event->text;
	if (text) {
		notice_set(apply, apply->event->flag, "%s", text);
		return;
	}
	apply->state->notice_passed = true;
	apply->state->dirty |= STATE_DIRTY_STATUS;
}

/* state_apply() itself looks whether a pause is over, or something is due. */
static void time_passed(struct apply *apply)
{
	(void)apply;
}

static void (*const apply_table[STATE_EVENT_COUNT])(struct apply *apply) = {
        [STATE_EVENT_SESSION] = session_changed,
        [STATE_EVENT_LOGGED_IN] = session_logged_in,
        [STATE_EVENT_CONVERSATIONS_LISTED] = conversations_listed,
        [STATE_EVENT_CONVERSATIONS_CHANGED] = conversations_changed,
        [STATE_EVENT_CONVGROUPS_LISTED] = convgroups_listed,
        [STATE_EVENT_CONVGROUP_SET] = convgroup_set,
        [STATE_EVENT_CONVGROUP_MEMBERS] = convgroup_members,
        [STATE_EVENT_MESSAGES_RECEIVED] = incoming_received,
        [STATE_EVENT_MESSAGES_CHANGED] = incoming_changed,
        [STATE_EVENT_READ_BY_PEER] = conversation_read_by_peer,
        [STATE_EVENT_ROOMS_CHANGED] = session_rooms_changed,
        [STATE_EVENT_STATUSES] = people_statuses,
        [STATE_EVENT_RENAMED] = people_renamed,
        [STATE_EVENT_BLOCKED] = people_blocked,
        [STATE_EVENT_TYPING] = people_typing,
        [STATE_EVENT_CONVERSATIONS_GONE] = conversations_gone,
        [STATE_EVENT_ANSWERED] = pending_answered,
        [STATE_EVENT_CACHE_LOADED] = session_cache_loaded,
        [STATE_EVENT_CACHED_MESSAGES] = page_cached,
        [STATE_EVENT_CACHED_AROUND] = seek_cached,
        [STATE_EVENT_OPEN] = current_open,
        [STATE_EVENT_VIEW] = current_view,
        [STATE_EVENT_FOCUS] = current_focus,
        [STATE_EVENT_POLICY] = policy_set,
        [STATE_EVENT_RULES] = rules_set,
        [STATE_EVENT_OLDER] = page_load_older,
        [STATE_EVENT_NEWER] = page_load_newer,
        [STATE_EVENT_NEWEST] = page_go_to_newest,
        [STATE_EVENT_SEEK] = seek_asked,
        [STATE_EVENT_SEND] = outbox_send,
        [STATE_EVENT_SEND_FILE] = outbox_send_file,
        [STATE_EVENT_SAVE_FILE] = transfer_save_file,
        [STATE_EVENT_VIEW_FILE] = transfer_view_file,
        [STATE_EVENT_PICTURE] = transfer_picture,
        [STATE_EVENT_PICTURE_FORM] = transfer_picture_form,
        [STATE_EVENT_CANCEL_FILE] = transfer_cancel_file,
        [STATE_EVENT_TRANSFER] = transfer_told,
        [STATE_EVENT_RETRY] = outbox_retry,
        [STATE_EVENT_DISCARD] = outbox_discard,
        [STATE_EVENT_REWRITE] = outbox_rewrite,
        [STATE_EVENT_FOLD] = convgroup_folded,
        [STATE_EVENT_CONNECT] = session_hurry,
        [STATE_EVENT_NARROW] = narrow_set,
        [STATE_EVENT_SMART] = smart_set,
        [STATE_EVENT_DRAFT] = draft_typed,
        [STATE_EVENT_LEAVE] = drafts_hurry,
        [STATE_EVENT_WRITING] = people_writing,
        [STATE_EVENT_FEED] = feed_set,
        [STATE_EVENT_REQUEST] = pending_asked,
        [STATE_EVENT_UNDO] = undo_asked,
        [STATE_EVENT_REDO] = redo_asked,
        [STATE_EVENT_EDIT_RETRY] = edit_retried,
        [STATE_EVENT_EDIT_DROP] = edit_dropped,
        [STATE_EVENT_NOTICE] = notice_given,
        [STATE_EVENT_TIME] = time_passed,
};

static void save_changed(struct apply *apply)
{
	for (size_t i = 0; i < apply->changed.len; i++) {
		struct state_conversation *conversation = apply->changed.items[i];
		conversation->changed = false;
		effect_of(apply, STATE_EFFECT_SAVE_CONVERSATION, conversation->id);
	}
	if (apply->save_convgroups)
		state_effect_add(apply->effects, STATE_EFFECT_SAVE_CONVGROUPS);
	if (apply->save_session)
		state_effect_add(apply->effects, STATE_EFFECT_SAVE_SESSION);
}

void state_apply(struct state *state, const struct state_event *event, struct state_effect_list *effects)
{
	struct apply apply = {.state = state, .event = event, .effects = effects};
	unsigned dirty = state->dirty;
	const struct state_convgroup *convgroups = state->convgroups.items;
	assert(event->type < STATE_EVENT_COUNT);
	state->now_ms = event->now_ms;
	state->dirty = 0;
	apply.knew = state->order.len > 0 && event->type != STATE_EVENT_CACHE_LOADED;
	overlay_lift(&apply);
	apply_table[event->type](&apply);
	session_follow(&apply);
	outbox_wake(&apply);
	transfer_wake(&apply);
	drafts_wake(&apply);
	announce_settle(&apply);
	announce_wake(&apply);
	people_wake(&apply);
	people_follow(&apply);
	names_follow(&apply);
	names_tell_apart(state);
	rooms_follow(&apply);
	rules_file_new(&apply);
	overlay_lay(&apply);
	narrow_follow(&apply);
	save_changed(&apply);
	vec_finish(&apply.changed);
	for (size_t i = 0; i < apply.graves.len; i++)
		free(apply.graves.items[i]);
	vec_finish(&apply.graves);
	/* Rows point to the groups, and laying edits over them can move them. */
	if (state->convgroups.items != convgroups)
		state->dirty |= STATE_DIRTY_SIDEBAR;
	if (state->dirty & STATE_DIRTY_SIDEBAR)
		state->sidebar_changes++;
	state->dirty |= dirty;
}

void state_init(struct state *state, const char *account)
{
	*state = (struct state){
	        .account = mem_strdup(account), .dirty = STATE_DIRTY_ALL, .sidebar_changes = 1};
}

void state_finish(struct state *state)
{
	session_clear(state);
	edits_clear(state);
	undo_clear(state);
	pending_clear(state);
	transfers_clear(state);
	vec_finish(&state->order);
	vec_finish(&state->convgroups);
	vec_finish(&state->smarts);
	vec_finish(&state->true_convgroups);
	vec_finish(&state->covered);
	vec_finish(&state->edits);
	vec_finish(&state->done);
	vec_finish(&state->undone);
	strlist_finish(&state->blocked);
	free(state->account);
	free(state->self);
	free(state->narrowed);
	free(state->feed);
	free(state->status_text);
	free(state->remedy);
	free(state->notice);
}

void state_drawn(struct state *state)
{
	state->dirty = 0;
}

void notice_set(struct apply *apply, bool is_error, const char *format, ...)
{
	struct state *state = apply->state;
	char *text = NULL;
	va_list args;
	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	va_end(args);
	free(state->notice);
	state->notice = text;
	state->notice_is_error = is_error;
	state->notice_passed = false;
	state->notice_at_ms = apply->event->now_ms;
	state->dirty |= STATE_DIRTY_STATUS;
}

struct state_effect *effect_of(struct apply *apply, enum state_effect_type type, const char *conversation)
{
	struct state_effect *effect = state_effect_add(apply->effects, type);
	effect->conversation = arena_strdup(&apply->effects->arena, conversation);
	return effect;
}

void effect_save_messages(struct apply *apply, const char *conversation, const struct state_message *messages,
                          size_t count)
{
	struct state_effect *effect = effect_of(apply, STATE_EFFECT_SAVE_MESSAGES, conversation);
	names_note_messages(apply, messages, count);
	effect->messages = messages_copy(&apply->effects->arena, messages, count);
	effect->message_count = count;
}
