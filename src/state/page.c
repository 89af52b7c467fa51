/*
 * Loading messages, a page at a time: the newest one when a conversation is opened and its window
 * does not reach the newest message, and older ones before the window.
 *
 * The cache and the server are asked together: the cache's page is there at once, the server's
 * brings it up to date.
 */
#include "state/apply.h"

/* A page has no holes: what stands before one is left out. */
struct page page_of(const struct state_event *event)
{
	size_t first = event->message_count;
	while (first > 0 && message_has_place(&event->messages[first - 1]) &&
	       (first == event->message_count ||
	        event->messages[first - 1].sequence + 1 == event->messages[first].sequence))
		first--;
	return (struct page){event->messages + first, event->message_count - first};
}

void page_window_changed(struct apply *apply, const struct state_conversation *conversation)
{
	if (feed_shows(apply->state, conversation))
		apply->state->dirty |= STATE_DIRTY_MESSAGES;
}

/* ---- asking ---- */

static void ask(struct apply *apply, struct state_conversation *conversation, int64_t before, int64_t after)
{
	conversation->loading = true;
	page_window_changed(apply, conversation);
	pending_request(apply, &(struct state_request){
	                               .type = STATE_REQUEST_LOAD_MESSAGES,
	                               .conversation = conversation->id,
	                               .before = before,
	                               .after = after,
	                               .count = STATE_PAGE,
	                       });
}

static void load(struct apply *apply, struct state_conversation *conversation, int64_t before)
{
	/* The newest of the cache are of use only where nothing is. */
	if (before > 0 || window_first(conversation) == 0) {
		struct state_effect *effect = effect_of(apply, STATE_EFFECT_LOAD_CACHED, conversation->id);
		effect->sequence = before;
		effect->count = STATE_PAGE;
	}
	if (session_is_connected(apply->state))
		ask(apply, conversation, before, 0);
}

void page_load_newest(struct apply *apply, struct state_conversation *conversation)
{
	if (!conversation->loaded && !conversation->loading && !conversation->apart)
		load(apply, conversation, 0);
}

void page_catch_up(struct apply *apply, struct state_conversation *conversation)
{
	if (!conversation->apart)
		page_load_newest(apply, conversation);
	else if (conversation->fallen_behind)
		ask(apply, conversation, window_last(conversation) + 1, 0);
}

void page_load_older(struct apply *apply)
{
	struct state_conversation *conversation = conversation_find(apply->state, apply->event->conversation);
	if (!conversation || conversation->loading || conversation->at_beginning)
		return;
	if (window_first(conversation) > 0)
		load(apply, conversation, window_first(conversation));
	else
		page_load_newest(apply, conversation);
}

void page_load_newer(struct apply *apply)
{
	struct state_conversation *conversation = conversation_find(apply->state, apply->event->conversation);
	if (!conversation || !conversation->apart || conversation->loading)
		return;
	if (session_is_connected(apply->state)) {
		ask(apply, conversation, 0, window_last(conversation));
		return;
	}
	/* Those around the last one go on behind it. */
	struct state_effect *effect = effect_of(apply, STATE_EFFECT_SEEK_CACHED, conversation->id);
	effect->request = state_request_copy(&apply->effects->arena,
	                                     &(struct state_request){.type = STATE_REQUEST_SEEK,
	                                                             .conversation = conversation->id,
	                                                             .sequence = window_last(conversation),
	                                                             .count = 2 * STATE_PAGE});
}

void page_leave_apart(struct apply *apply, struct state_conversation *conversation)
{
	if (!conversation->apart)
		return;
	window_drop(conversation);
	if (feed_shows(apply->state, conversation))
		page_load_newest(apply, conversation);
	page_window_changed(apply, conversation);
}

void page_go_to_newest(struct apply *apply)
{
	struct state_conversation *conversation = conversation_find(apply->state, apply->event->conversation);
	if (conversation)
		page_leave_apart(apply, conversation);
}

void page_make_stale(struct apply *apply, struct state_conversation *conversation)
{
	/* Who reads at a place in the history stays there: what is before his eyes is brought up to date. */
	if (conversation->apart && conversation_is_current(apply->state, conversation)) {
		conversation->fallen_behind = conversation->patched = true;
		return;
	}
	/* The current one's stays on the screen until the page that replaces it is there. */
	if (!feed_shows(apply->state, conversation))
		window_drop(conversation);
	conversation->loaded = conversation->apart = false;
	conversation->stale = true;
}

/* ---- getting ---- */

void page_settle(struct state_conversation *conversation)
{
	conversation->loaded = window_last(conversation) >= conversation->last_sequence;
	conversation->apart = !conversation->loaded;
}

/* What is newer than where the person reads is only counted; what stands there is asked for again. */
static void stay(struct state_conversation *conversation)
{
	conversation->fallen_behind = conversation->stale;
	conversation->stale = conversation->loaded = false;
	conversation->apart = true;
}

/* What does not reach as far as the window says that the server has other messages now: then there is no place. */
static bool reads_above(const struct state *state, const struct state_conversation *conversation,
                        struct page page)
{
	return state->above && conversation_is_current(state, conversation) &&
	       window_first(conversation) > 0 && page.count > 0 &&
	       page.messages[page.count - 1].sequence >= window_last(conversation);
}

static void take_newest(const struct apply *apply, struct state_conversation *conversation, struct page page)
{
	/* The person went elsewhere meanwhile. */
	if (conversation->apart) {
		if (window_merge(conversation, page.messages, page.count))
			page_settle(conversation);
		return;
	}
	bool above = reads_above(apply->state, conversation, page);
	conversation->patched |= above && conversation->stale;
	if ((conversation->stale && !above) || page.count == 0 ||
	    !window_merge(conversation, page.messages, page.count)) {
		if (above) {
			stay(conversation);
			return;
		}
		window_drop(conversation);
		window_merge(conversation, page.messages, page.count);
	}
	conversation->stale = false;
	conversation->loaded = true;
}

/*
 * One that does not reach the window is of no use: the window was replaced meanwhile; or else the server has
 * no such place any more.
 */
static void take_beside(struct apply *apply, struct state_conversation *conversation, struct page page,
                        int64_t before)
{
	bool renewal = conversation->fallen_behind && before == window_last(conversation) + 1;
	bool merged = window_first(conversation) > 0 && !conversation->stale &&
	              window_merge(conversation, page.messages, page.count);
	if (renewal)
		conversation->fallen_behind = false;
	if (renewal && !merged)
		page_leave_apart(apply, conversation);
	else if (conversation->apart)
		page_settle(conversation);
}

static void note_beginning(struct state_conversation *conversation, const struct state_pending *pending,
                           const struct state_event *answer, struct page page)
{
	bool whole = answer->complete && page.count == answer->message_count;
	bool first_is_ours = page.count == 0 ? pending->before == window_first(conversation)
	                                     : page.messages[0].sequence == window_first(conversation);
	if (window_first(conversation) == 1 || (whole && pending->after == 0 && first_is_ours))
		conversation->at_beginning = true;
}

static void take_page(struct apply *apply, struct state_conversation *conversation,
                      const struct state_pending *pending, const struct state_event *answer)
{
	struct page page = page_of(answer);
	if (pending->before == 0 && pending->after == 0)
		take_newest(apply, conversation, page);
	else
		take_beside(apply, conversation, page, pending->before);
	note_beginning(conversation, pending, answer, page);
	if (page.count > 0)
		effect_save_messages(apply, conversation->id, page.messages, page.count);
}

void page_answered(struct apply *apply, const struct state_pending *pending, const struct state_event *answer)
{
	struct state_conversation *conversation = conversation_find(apply->state, pending->conversation);
	if (!conversation)
		return;
	conversation->loading = false;
	page_window_changed(apply, conversation);
	if (answer->code != 0)
		return;
	take_page(apply, conversation, pending, answer);
	/* A message that did not adjoin came while an older page was on its way. */
	if (feed_shows(apply->state, conversation) && session_is_connected(apply->state))
		page_catch_up(apply, conversation);
}

/* What may have changed since is shown to who looks at it, until the server's page is there; not kept. */
static bool wants_cached(const struct state *state, const struct state_conversation *conversation)
{
	if (conversation->stale)
		return feed_shows(state, conversation);
	return !conversation->loaded || window_first(conversation) > 0;
}

void page_cached(struct apply *apply)
{
	struct state_conversation *conversation = conversation_find(apply->state, apply->event->conversation);
	struct page page = page_of(apply->event);
	if (!conversation || !wants_cached(apply->state, conversation))
		return;
	/* What the server said is newer: only what stands before it is taken. */
	int64_t first = window_first(conversation);
	while (first > 0 && page.count > 0 && page.messages[page.count - 1].sequence >= first)
		page.count--;
	names_note_messages(apply, page.messages, page.count);
	window_merge(conversation, page.messages, page.count);
	if (window_first(conversation) == 1)
		conversation->at_beginning = true;
	page_window_changed(apply, conversation);
	current_seen(apply, conversation);
}
