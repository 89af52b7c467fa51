/*
 * apply: what the files of this room share while one event is applied. Private to state.
 *
 * Each file owns one noun; state.c's table says which of the functions below an event goes to.
 * Cache effects of a kind that is read from the state by id are marked here and made once, at
 * the end, so that a thousand messages save their conversation once.
 */
#ifndef COVEY_STATE_APPLY_H
#define COVEY_STATE_APPLY_H

#include "state/state.h"

struct apply {
	struct state *state;
	const struct state_event *event;
	struct state_effect_list *effects;
	VEC(struct state_conversation *) changed; /* to be saved */
	bool save_convgroups, save_session;
	bool knew; /* conversations were there before this event, which is no cache: one more is new */
	VEC(char *) graves; /* names that were shown when the event came, and that it may point to */
};

/* A request that waits for its answer: what is needed of it then. */
struct state_pending {
	uint64_t id, ticket;
	enum state_request_type type;
	char *conversation, *client_id;
	int64_t before, after, sequence, time_ms;
	enum state_seek seek;
	bool subscribes; /* STATUSES: the flag */
	UT_hash_handle hh;
};

/* ---- session.c: connected or not, logging in, loading the lists ---- */

bool session_is_connected(const struct state *state);
void session_changed(struct apply *apply);
void session_hurry(struct apply *apply);
void session_logged_in(struct apply *apply);
/* Asks for the lists, unless their answer is on its way. */
void session_sync(struct apply *apply);
void session_sync_answered(struct apply *apply, const struct state_pending *pending,
                           const struct state_event *answer);
void session_rooms_changed(struct apply *apply);
void session_cache_loaded(struct apply *apply);
/* `position` follows the event. */
void session_follow(struct apply *apply);
void session_clear(struct state *state);

/* ---- conversation.c: the conversations, their order ---- */

/* NULL when there is none, or `id` is NULL. */
struct state_conversation *conversation_find(const struct state *state, const char *id);
struct state_conversation *conversation_with(const struct state *state, enum state_conversation_kind kind,
                                             const char *peer);
/* Makes one of which nothing is known but the id. */
struct state_conversation *conversation_create(struct apply *apply, const char *id);
/* Takes over what the server or the cache says of one; the window is not touched. NULL when it has no id. */
struct state_conversation *conversation_take(struct apply *apply, const struct state_conversation *said);
/* What of it is read, alone; nothing where a message of it that is not known here is still to be told. */
void conversation_take_read(struct apply *apply, struct state_conversation *conversation,
                            const struct state_conversation *said);
void conversation_forget(struct apply *apply, struct state_conversation *conversation);
void conversation_destroy_all(struct state *state);
/* Something that the sidebar shows or the cache keeps is different now. */
void conversation_changed(struct apply *apply, struct state_conversation *conversation);
/* It is kept on disk as it is now; nothing of it that is shown changed. */
void conversation_save(struct apply *apply, struct state_conversation *conversation);
/* What was just changed came from the cache. */
void conversation_keep_unsaved(struct apply *apply);
/* To its place in the order, after something that the order goes by changed. */
void conversation_place(struct state *state, struct state_conversation *conversation);
bool conversation_is_current(const struct state *state, const struct state_conversation *conversation);
void conversations_listed(struct apply *apply);
void conversations_changed(struct apply *apply);
void conversation_person_found(struct apply *apply, const struct state_pending *pending,
                               const struct state_event *answer);
void conversation_read_by_peer(struct apply *apply);
void conversation_rename(struct apply *apply, struct state_conversation *conversation, const char *name);
void conversations_gone(struct apply *apply);
/* "#test", "Bob B."; as others wrote it. */
const char *conversation_label(struct arena *arena, const struct state_conversation *conversation);

/* ---- convgroup.c ---- */

struct state_convgroup *convgroup_find(const struct state *state, const char *name);
/* The conversation stands under the heading of `convgroup`; NULL: under the one of those in no group that there is. */
bool convgroup_holds(const struct state *state, const char *convgroup,
                     const struct state_conversation *conversation);
void convgroup_clear(struct state *state);
void convgroup_finish(struct state_convgroup *convgroup);
struct state_convgroup convgroup_copy(const struct state_convgroup *convgroup);
/* Its settings as the server keeps them. */
void convgroup_put_data(struct state_convgroup *convgroup, const char *data);
void convgroups_listed(struct apply *apply);
void convgroup_members(struct apply *apply);
void convgroup_folded(struct apply *apply);
void convgroup_set(struct apply *apply);
/* The other terminals learn what was folded without a connection. */
void convgroup_tell_folds(struct apply *apply);
void convgroup_fold_answered(struct apply *apply, const struct state_pending *pending,
                             const struct state_event *answer);
void convgroups_cached(struct apply *apply);

/* ---- feed.c: all of a group at once ---- */

void feed_set(struct apply *apply);
void feed_close(struct apply *apply);
bool feed_holds(const struct state *state, const struct state_conversation *conversation);
/* It is the open conversation, or one of the feed's. */
bool feed_shows(const struct state *state, const struct state_conversation *conversation);
void feed_load(struct apply *apply);
void feed_renamed(struct state *state, const char *old, const char *new);
/* The groups, or what is in them, changed. */
void feed_follow(struct apply *apply);

/* ---- narrow.c: the focus on one group ---- */

void narrow_set(struct apply *apply);
void narrow_renamed(struct state *state, const char *old, const char *new);
/* Looks whether the group is still there. */
void narrow_follow(struct apply *apply);
/* ---- filing.c: what an edit changes ---- */

/* One change that an edit makes; undoing it goes from `is` to `was`. X(NAME) */
enum filing_kind {
	FILING_MADE, /* convgroup, folded; after: one, the settings */
	FILING_GONE, /* convgroup, folded; before: one, the settings */
	FILING_RENAMED, /* other, to convgroup */
	FILING_ENTERED, /* conversation, convgroup */
	FILING_LEFT, /* conversation, convgroup */
	FILING_SORTED, /* before, after */
	FILING_SET_DATA, /* convgroup; before, after: one, the settings */
	FILING_SET_PIN, /* conversation, was, is */
	FILING_SET_REMIND, /* conversation, was, is */
	FILING_SET_READ, /* conversation, was, is: sequences. No edit: current.c keeps and sends it */
};

/* Messages of others. */
struct current_count {
	int64_t unread, mentions;
};

struct filing_change {
	enum filing_kind kind;
	const char *convgroup, *other, *conversation;
	bool folded;
	int64_t was, is;
	struct current_count became; /* SET_READ: how many were unread until then */
	struct strspan before, after;
};

struct filing_changes {
	VEC(struct filing_change) list;
};

/* How an edit is carried out on the state. */
struct filing {
	struct apply *apply;
	bool covering; /* what the server has is kept aside, and nothing saved */
	struct filing_changes *noted; /* or NULL */
	struct arena *arena; /* of what is noted */
};

void filing_do(struct filing *filing, const struct state_request *request);
/* The names that there are, in the order of `wanted`; those that it lacks stay behind the one before them. */
void filing_order(const struct state *state, struct strspan wanted, struct strlist *order);

/* ---- overlay.c: edits that wait, shown as if they were done ---- */

/* What the server has is in its place again; so every event finds it. */
void overlay_lift(struct apply *apply);
void overlay_lay(struct apply *apply);
/* As it will be when all that is ahead of `edit` (NULL: all) is done; for the moment, until it is lifted. */
void overlay_lay_before(struct apply *apply, const struct state_edit *edit);
/* Keeps what the server has of a conversation aside, before it is changed. */
void overlay_cover(struct state *state, struct state_conversation *conversation);
void overlay_clear(struct state *state);

/* ---- edit.c, edit_queue.c, edit_answer.c ---- */

void edit_asked(struct apply *apply);
/* One that undo asks for. */
void edit_add_step(struct apply *apply, const struct state_request *request, int64_t step);
/* False: it was no edit that was asked. */
bool edit_answered(struct apply *apply, const struct state_pending *pending,
                   const struct state_event *answer);
void edit_retried(struct apply *apply);
void edit_dropped(struct apply *apply);
void edits_cached(struct apply *apply);
/* Sends the next one. */
void edits_flush(struct apply *apply);
/* The connection is gone: who waits for an answer is told that it waits. */
void edits_disconnected(struct apply *apply);
/* Another account's. */
void edits_drop_all(struct apply *apply);
void edits_clear(struct state *state);
/* Takes a step back whose `count` edits all wait at the end of the queue and were never sent; else false. */
bool edits_take_back(struct apply *apply, int64_t step, size_t count);
/* The group of that name is to be folded: it may be made or renamed by an edit that waits. Gives the name that the server knows, or NULL. */
const char *edits_fold(struct state *state, const char *convgroup, bool folded);

/* ---- step_text.c ---- */

struct state_step {
	int64_t id;
	struct arena arena;
	const struct state_request *asked; /* the first of those that it was asked for in, in `arena` */
	size_t others; /* requests that joined it and are of another kind */
	struct filing_changes changes; /* in `arena` */
	size_t edits; /* that it was asked as; 0: it is about what is read */
};

/* Another request is a part of it. */
void step_joined(struct state_step *step, const struct state_request *request);
/* What it changed, as far as it was not refused: "Undone: move 3 conversations to “work”". */
void step_say(struct apply *apply, const char *what, const struct state_step *step);
void step_say_impossible(struct apply *apply, const char *what, const struct state_step *step,
                         const struct err *why);

/* ---- undo.c ---- */

/* A new step that `request` is about to make, as the state is shown now; 0: it changes nothing. */
int64_t undo_note(struct apply *apply, const struct state_request *request);
/* The server refused it, or that part of it. */
void undo_forget(struct state *state, int64_t id);
void undo_forget_conversation(struct state *state, int64_t id, const char *conversation);
void undo_asked(struct apply *apply);
void redo_asked(struct apply *apply);
void undo_clear(struct state *state);

/* ---- rule.c ---- */

void rules_set(struct apply *apply);
/* What is new is filed by the rules that do so by themselves. */
void rules_file_new(struct apply *apply);

/* ---- smart.c ---- */

void smart_set(struct apply *apply);
void smarts_cached(struct apply *apply);
void smart_clear(struct state *state);

/* What a server may name; so that nothing that is counted on from it overflows. */
#define STATE_SEQUENCE_MAX (INT64_C(1) << 53)
#define STATE_UNREAD_MAX INT32_MAX

/* ---- message.c: one message as a value ---- */

/* The server gave it a place in its conversation. */
bool message_has_place(const struct state_message *message);
/* A deep copy on the heap; a string that a delivered message must have is "" where it was NULL. */
struct state_message message_copy(const struct state_message *message);
void message_finish(struct state_message *message);
const struct state_message *messages_copy(struct arena *arena, const struct state_message *messages,
                                          size_t count);
/* The text on one line, at most STATE_EXCERPT bytes; the caller frees it. */
char *message_excerpt(const char *text);
/* The user IDs that `text` names as "@userid", each once. */
struct strspan message_mentions(struct arena *arena, const char *text);

/* ---- window.c: the messages of a conversation that are in memory ---- */

size_t window_delivered(const struct state_conversation *conversation);
/* Sequences; 0 when no delivered message is in the window. */
int64_t window_first(const struct state_conversation *conversation);
int64_t window_last(const struct state_conversation *conversation);
struct state_message *window_find(const struct state_conversation *conversation, int64_t sequence);
/* Behind the delivered ones; the caller looked that it adjoins. */
void window_append(struct state_conversation *conversation, const struct state_message *message);
/* A page without holes into the window; false when it neither overlaps nor adjoins: nothing is changed. */
bool window_merge(struct state_conversation *conversation, const struct state_message *page, size_t count);
/* Drops the delivered ones, or the oldest of them until `keep` are left. */
void window_drop(struct state_conversation *conversation);
void window_trim(struct state_conversation *conversation, size_t keep);

/* ---- incoming.c: messages that the server told of ---- */

/* `message` is delivered: into the window, the conversation's newest, unread, mentions, order. */
void incoming_take(struct apply *apply, struct state_conversation *conversation,
                   const struct state_message *message, bool own);
void incoming_received(struct apply *apply);
void incoming_changed(struct apply *apply);

/* ---- page.c: loading messages ---- */

/* Asks for the newest page, where the window does not reach the newest message. */
void page_load_newest(struct apply *apply, struct state_conversation *conversation);
/* After a login. */
void page_catch_up(struct apply *apply, struct state_conversation *conversation);
void page_load_older(struct apply *apply);
void page_load_newer(struct apply *apply);
void page_go_to_newest(struct apply *apply);
/* From a window that is apart. */
void page_leave_apart(struct apply *apply, struct state_conversation *conversation);
/* What of the event's messages has no hole before it. */
struct page {
	const struct state_message *messages;
	size_t count;
};
struct page page_of(const struct state_event *event);
/* The window reaches the newest message, or is apart. */
void page_settle(struct state_conversation *conversation);
/* It is before the person's eyes. */
void page_window_changed(struct apply *apply, const struct state_conversation *conversation);
void page_answered(struct apply *apply, const struct state_pending *pending,
                   const struct state_event *answer);
void page_cached(struct apply *apply);
/* The conversation's window may have missed changes. */
void page_make_stale(struct apply *apply, struct state_conversation *conversation);

/* ---- seek.c: going to a place in the history ---- */

void seek_asked(struct apply *apply);
void seek_answered(struct apply *apply, const struct state_pending *pending,
                   const struct state_event *answer);
void seek_cached(struct apply *apply);

/* ---- current.c: the open conversation and what is read ---- */

void current_open(struct apply *apply);
void current_view(struct apply *apply);
/* What the person asks for by hand: READ, UNREAD, READ_ALL. */
bool current_is_marking(enum state_request_type type);
/* It can be done here while there is no connection. */
bool current_can_keep(const struct state *state, const struct state_request *request);
void current_marked(struct apply *apply);
/* The sequence that a READ means. */
int64_t current_read_to(const struct state_conversation *conversation, const struct state_request *request);
/* What others wrote past `sequence`, up to `last`; where it is not in the window, one's own counts, too. */
int64_t current_unread_past(const struct apply *apply, const struct state_conversation *conversation,
                            int64_t sequence, int64_t last);
/* Read up to `sequence` and no further; the server is not told yet. */
void current_set_read(struct apply *apply, struct state_conversation *conversation, int64_t sequence);
/* How many are unread when it is read up to `sequence`, and no further. */
struct current_count current_left(const struct apply *apply, const struct state_conversation *conversation,
                                  int64_t sequence);
/* Takes back that it was read so far. */
void current_unread_again(struct apply *apply, struct state_conversation *conversation,
                          const struct filing_change *change);
void current_focus(struct apply *apply);
/* Is its newest message before the person's eyes? */
bool current_is_watched(const struct state *state, const struct state_conversation *conversation);
void current_close(struct apply *apply);
/* Opens `conversation`, which is not the current one. */
void current_enter(struct apply *apply, struct state_conversation *conversation);
/* If the person sees it all, then it is read. */
void current_seen(struct apply *apply, struct state_conversation *conversation);
/* Who writes where he looks has read it, though he had left it unread. */
void current_written(struct apply *apply, struct state_conversation *conversation);
/* Tells the server how far it is read, when it does not know, unless that is on its way. */
void current_tell_read(struct apply *apply, struct state_conversation *conversation);
/* After a login: what was read, and is seen, that the server does not know of. */
void current_catch_up(struct apply *apply);
void current_read_answered(struct apply *apply, const struct state_pending *pending,
                           const struct state_event *answer);

/* ---- people.c: who is there, who writes, who is blocked ---- */

void people_statuses(struct apply *apply);
void people_statuses_answered(struct apply *apply, const struct state_pending *pending,
                              const struct state_event *answer);
void people_renamed(struct apply *apply);
void people_blocked(struct apply *apply);
void people_blocked_answered(struct apply *apply, const struct state_pending *pending,
                             const struct state_event *answer);
void people_typing(struct apply *apply);
void people_writing(struct apply *apply);
/* What he was writing is there. */
void people_wrote(struct apply *apply, struct state_conversation *conversation, const char *user);
void people_logged_in(struct apply *apply);
void people_watch_nobody(struct state *state);
/* The connection is gone. */
void people_forget(struct state *state);
/* Asks for what is not known. */
void people_follow(struct apply *apply);
/* Goes on when somebody has stopped. */
void people_wake(struct apply *apply);
void people_writers_finish(struct state_conversation *conversation);

/* ---- arrival.c: rooms that the person was added to ---- */

void arrivals_note(struct apply *apply);
void arrivals_entered(struct apply *apply, const struct state_pending *pending,
                      const struct state_event *answer);
/* The lists have come. */
void arrivals_tell(struct apply *apply);

/* ---- room.c: what rooms are ---- */

void rooms_changed(struct apply *apply);
void rooms_answered(struct apply *apply, const struct state_pending *pending,
                    const struct state_event *answer);
/* Any of them may have changed. */
void rooms_make_stale(struct state *state);
/* Asks for what is not known. */
void rooms_follow(struct apply *apply);

/* ---- names.c: what people are called ---- */

/* Somebody is about to be shown: his name is wanted, if it is not known. */
void names_note(struct apply *apply, const char *user);
/* All who are named in them. */
void names_note_messages(struct apply *apply, const struct state_message *messages, size_t count);
/* A conversation says what the person is called whom it is with; it is kept with that. */
void names_take(struct apply *apply, const char *user, const char *said);
void names_renamed(struct apply *apply);
void names_cached(struct apply *apply);
void names_save_all(struct apply *apply);
void names_answered(struct apply *apply, const struct state_pending *pending,
                    const struct state_event *answer);
/* Who is named in what somebody asked for. */
void names_take_answer(struct apply *apply, enum state_request_type type, const struct state_event *answer);
/* Any of them may have changed. */
void names_make_stale(struct state *state);
/* Asks for those that are wanted. */
void names_follow(struct apply *apply);
/* Tells conversations apart by who shares a name. */
void names_tell_apart(struct state *state);
void names_clear(struct state *state);

/* ---- draft.c: what is typed and was not sent ---- */

void draft_typed(struct apply *apply);
/* What the server, or the cache, says is typed there. */
void draft_take(struct apply *apply, struct state_conversation *conversation,
                const struct state_conversation *said);
void draft_answered(struct apply *apply, const struct state_pending *pending,
                    const struct state_event *answer);
/* Tells the server what is due. */
void drafts_wake(struct apply *apply);
/* All of them are due now. */
void drafts_hurry(struct apply *apply);

/* ---- outbox.c: messages on their way ---- */

void outbox_send(struct apply *apply);
void outbox_retry(struct apply *apply);
void outbox_discard(struct apply *apply);
void outbox_rewrite(struct apply *apply);
void outbox_cached(struct apply *apply);
void outbox_answered(struct apply *apply, const struct state_pending *pending,
                     const struct state_event *answer);
/* The message of that client_id is delivered, or is to be dropped: it leaves the outbox. False when it is not in it. */
bool outbox_settle(struct apply *apply, struct state_conversation *conversation, const char *client_id);
void outbox_send_file(struct apply *apply);
/* The first file of all that waits to be brought to the server, or the one of that client_id; NULL: none. */
const struct state_message *outbox_file(const struct apply *apply, const char *client_id);
/* The one of that client_id is there as `file`, or cannot be brought there. */
void outbox_file_sized(struct apply *apply, const char *client_id, int64_t size);
void outbox_file_there(struct apply *apply, const char *client_id, const char *file);
void outbox_file_refused(struct apply *apply, const char *client_id, const char *why);
/* A message that waits is given up. */
void outbox_drop(struct apply *apply, const char *client_id);
/* Sends what waits: of all conversations, in order, one message of each at a time. */
void outbox_flush(struct apply *apply);
/* Goes on when a pause is over. */
void outbox_wake(struct apply *apply);

/* ---- transfer.c: files on their way ---- */

void transfer_save_file(struct apply *apply);
void transfer_view_file(struct apply *apply);
void transfer_picture(struct apply *apply);
void transfer_picture_form(struct apply *apply);
void transfer_cancel_file(struct apply *apply);
void transfer_told(struct apply *apply);
/* Starts with the next file that is to be sent; one at a time. */
void transfer_flush(struct apply *apply);
/* Goes on when the pause of one is over. */
void transfer_wake(struct apply *apply);
/* What broke off goes on with the next transfer_flush(). */
void transfers_hurry(struct state *state);
void transfers_clear(struct state *state);

/* The same, and what is under way ends: it was another account's. */
void transfers_drop_all(struct apply *apply);

/* ---- pending.c: requests and their answers ---- */

/* What those are told whom no server answers. */
#define PENDING_TEXT_OFFLINE "There is no connection to the server"
#define PENDING_TEXT_LOST "The connection was lost before the server answered; look whether it was done"

/* A copy goes out; its id. */
uint64_t pending_request(struct apply *apply, const struct state_request *request);
bool pending_has(const struct state *state, enum state_request_type type);
void pending_asked(struct apply *apply);
/* The cache is asked in the server's place. */
void pending_ask_cache(struct apply *apply, const struct state_request *request,
                       enum state_effect_type effect);
/* Whoever asked is told the answer: with a ticket as an effect, else of a failure as a notice. */
void pending_tell(struct apply *apply, uint64_t ticket, enum state_request_type type,
                  const struct state_event *answer);
/* An answer that no server gave, in the effects' arena. `text` is borrowed. */
const struct state_event *pending_made_up(struct apply *apply, uint64_t request_id, int code,
                                          const char *text);
/* A code of the server's that says "not just now": the same may be asked again after a pause. */
bool pending_is_temporary(int code);
void pending_answered(struct apply *apply);
/* The connection is gone: no answer will come. */
void pending_lose_all(struct apply *apply);
void pending_clear(struct state *state);

/* ---- policy.c: what the person is told of ---- */

void policy_set(struct apply *apply);
void policy_received(struct apply *apply, struct state_conversation *conversation,
                     const struct state_message *message);
/* A conversation is known now that messages had come for. */
void policy_stranger(struct apply *apply, struct state_conversation *conversation);

/* ---- announce.c: when and how the person is told, and when no more ---- */

/* `count` more messages, `from` and `text` of the newest. */
void announce(struct apply *apply, struct state_conversation *conversation, int64_t count, const char *from,
              const char *text);
/* Shows what is due. */
void announce_wake(struct apply *apply);
/* What was changed may need no telling any more. */
void announce_settle(struct apply *apply);
void announce_drop(struct apply *apply, struct state_conversation *conversation);
void announcement_finish(struct state_announcement *announcement);

/* ---- state.c ---- */

void notice_set(struct apply *apply, bool is_error, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
struct state_effect *effect_of(struct apply *apply, enum state_effect_type type, const char *conversation);
void effect_save_messages(struct apply *apply, const char *conversation, const struct state_message *messages,
                          size_t count);

#endif
