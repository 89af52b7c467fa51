/*
 * event: everything that can happen to a client: a server said something, a connection
 * came or went, the cache was read, a person did something.
 *
 * An event and all that it points to is borrowed for the one call of state_apply() that it is
 * for; an event list owns what its events point to in one arena.
 */
#ifndef COVEY_STATE_EVENT_H
#define COVEY_STATE_EVENT_H

#include "base/arena.h"
#include "state/edit.h"
#include "state/request.h"
#include "state/rule.h"
#include "state/smart.h"

/* The code of a SESSION: who signed the server's certificate is nobody whom this machine trusts. */
#define STATE_CODE_UNTRUSTED (-3)

enum state_event_type {
	/* from the session */
	STATE_EVENT_SESSION, /* status, text, code, retry_at_ms: the connection is not or no longer logged in.
	                        SYNCING and ONLINE are ignored: only LOGGED_IN leads there */
	STATE_EVENT_LOGGED_IN, /* self, resumed, limits (and token, which state ignores). position: the newest
	                          of the server's log. Not resumed: REQUEST SYNC follows, and the status is SYNCING until
	                          its lists and its answer came. Resumed: ONLINE at once, missed events follow */

	/* from the server */
	STATE_EVENT_CONVERSATIONS_LISTED, /* conversations: all there are */
	STATE_EVENT_CONVERSATIONS_CHANGED, /* conversations: some, whole */
	STATE_EVENT_CONVGROUPS_LISTED, /* convgroups: all names, in order; complete: with all convgroup_data, or none has any */
	STATE_EVENT_CONVGROUP_SET, /* convgroup, text: its settings */
	STATE_EVENT_CONVGROUP_MEMBERS, /* convgroup, conversations: all of that group, whole */
	STATE_EVENT_MESSAGES_RECEIVED, /* messages (their conversations in message_conversations) */
	STATE_EVENT_MESSAGES_CHANGED, /* the same: edited, recalled, reacted to */
	STATE_EVENT_READ_BY_PEER, /* conversation, sequence */
	STATE_EVENT_ROOMS_CHANGED, /* rooms */
	STATE_EVENT_STATUSES, /* people: who is there or not, and what they say of themselves */
	STATE_EVENT_RENAMED, /* people: their names */
	STATE_EVENT_BLOCKED, /* ids: all whom the person has blocked */
	STATE_EVENT_TYPING, /* conversation, text: the user ID of who is writing there */
	STATE_EVENT_CONVERSATIONS_GONE, /* ids: deleted, here or elsewhere */
	STATE_EVENT_ANSWERED, /* request_id, code (0: done), text, failures, and what was asked for:
	                                      conversations (FIND_PERSON: one), messages and complete
	                                      (LOAD_MESSAGES), message 0 as stored (SEND), rooms, people, ids (BLOCKED; ROOM_INVITE,
	                                      _EXPEL: whom it was done to) */

	/* from the disk */
	STATE_EVENT_CACHE_LOADED, /* self, position, conversation (the current one), conversations, cached_convgroups,
	                               people: names that are known, messages: the outbox (message_conversations says where) */
	STATE_EVENT_CACHED_MESSAGES, /* conversation, messages ascending; what EFFECT_LOAD_CACHED asked for */

	STATE_EVENT_CACHED_AROUND, /* conversation, request: the SEEK; sequence: of what it looks for, 0: it is not
	                              kept here; messages around that, ascending */

	/* from the person */
	STATE_EVENT_CONNECT, /* not to wait any longer: the connection is tried again now */
	STATE_EVENT_OPEN, /* conversation: it becomes the current one (NULL: none); flag: only to peek at it */
	STATE_EVENT_VIEW, /* shown: is the newest of the current conversation before the person's eyes? flag: or is it a
	                     place above that? */
	STATE_EVENT_FOCUS, /* flag: the terminal has the focus. A terminal that never says so is looked at */
	STATE_EVENT_POLICY, /* policy */
	STATE_EVENT_RULES, /* rules: borrowed until the next of these */
	STATE_EVENT_OLDER, /* conversation: a page before the window */
	STATE_EVENT_NEWER, /* conversation: a page behind a window that is apart */
	STATE_EVENT_NEWEST, /* conversation: back to its newest messages */
	STATE_EVENT_SEEK, /* request: a SEEK in the current conversation; where it was found, state.found says */
	STATE_EVENT_SEND, /* conversation, text (with file and size: the name of one that the server has), reply_to, client_id (made by the client's loop), mentions worked out by state */
	STATE_EVENT_SEND_FILE, /* conversation, path (absolute), client_id */
	STATE_EVENT_SAVE_FILE, /* conversation, sequence of the message; path: a file or folder, NULL: the downloads */
	STATE_EVENT_VIEW_FILE, /* conversation, sequence of the message, form. Again: it is gone */
	STATE_EVENT_PICTURE_FORM, /* form: of all that are shown, from now on */
	STATE_EVENT_PICTURE, /* client_id: a transfer's key; picture, or text: why there is none */
	STATE_EVENT_CANCEL_FILE, /* client_id: the key of a transfer */
	STATE_EVENT_TRANSFER, /* client_id: its key; phase, done, size; text: why it failed; code: for good (not 0), or it
	                         can be tried again; path: where it was saved, or what the server calls it */
	STATE_EVENT_RETRY, /* client_id: a refused message goes out again */
	STATE_EVENT_DISCARD, /* client_id: a message that was refused, or never went out, is dropped */
	STATE_EVENT_REWRITE, /* client_id, text: such a message says this, and keeps its place; a refused one waits again */
	STATE_EVENT_FOLD, /* convgroup (NULL: those in no group), flag */
	STATE_EVENT_NARROW, /* convgroup: nothing else is shown and told of; NULL: everything again */
	STATE_EVENT_SMART, /* convgroup: its name; text: the expression (NULL: it is shown no more); flag: folded */
	STATE_EVENT_DRAFT, /* conversation, text: what is typed there and was not sent, "" for nothing */
	STATE_EVENT_LEAVE, /* the program is about to end: what was put off is done now */
	STATE_EVENT_WRITING, /* conversation: something is being typed there */
	STATE_EVENT_FEED, /* convgroup: all its conversations are shown; NULL: the open one again */
	STATE_EVENT_REQUEST, /* request: any of request.h but SYNC and SEND; state gives it its id */
	STATE_EVENT_UNDO, /* the last step that the person took in groups, pins and reminders is taken back */
	STATE_EVENT_REDO,
	STATE_EVENT_EDIT_RETRY, /* edit_id: a refused edit goes out again; text: under this name, or NULL */
	STATE_EVENT_EDIT_DROP, /* edit_id: a refused or waiting edit is given up */
	STATE_EVENT_NOTICE, /* text, flag (an error): shown in the status line; NULL: the person went on */
	STATE_EVENT_TIME, /* state_next_wake() is reached */
	STATE_EVENT_COUNT,
};

struct state_event {
	enum state_event_type type;
	int64_t now_ms; /* Unix */
	int local_minute; /* of the person's day: 0 to 1439 */
	int64_t position; /* numbered by the server: how far its events are seen now; 0: not numbered */

	enum state_session_status status;
	int64_t retry_at_ms;
	const char *remedy; /* STOPPED: the command that makes the login that is wanted, or NULL */
	const char *self, *token;
	bool resumed, complete, shown, flag;
	struct state_limits limits;

	const char *conversation, *convgroup, *text, *client_id;
	const char *reply_to; /* a message's ID, or NULL */
	const char *path, *file;
	enum state_transfer_phase phase;
	const struct state_picture *picture;
	struct state_picture_form form;
	int64_t done, size;
	struct strspan convgroups, convgroup_data; /* as many, or none */
	struct strspan ids;
	int64_t sequence;

	const struct state_conversation *conversations;
	size_t conversation_count;
	const struct state_convgroup *cached_convgroups;
	size_t cached_convgroup_count;
	bool cached_inbox_folded; /* the fold of those in no group */
	const struct state_smart *cached_smarts;
	size_t cached_smart_count;
	const struct state_message *messages;
	const char *const *message_conversations; /* as many as messages */
	size_t message_count;
	const struct state_room *rooms;
	size_t room_count;
	const struct state_person *people;
	size_t person_count;
	int64_t read_count, unread_count; /* the answer to READERS: people may be the first of them */

	uint64_t request_id;
	int64_t edit_id;
	const struct state_edit *const *edits; /* CACHE_LOADED: in order */
	size_t edit_count;
	int code;
	const struct state_failure *failures;
	size_t failure_count;
	const struct state_request *request;
	struct state_policy policy;
	const struct state_rules *rules;
};

struct state_event_list {
	struct arena arena; /* what the events point to */
	VEC(struct state_event) events;
};

void state_event_list_init(struct state_event_list *list);
void state_event_list_finish(struct state_event_list *list);
void state_event_list_clear(struct state_event_list *list);

/* A zeroed event of `type` at the end of the list, valid until the next one is added. */
struct state_event *state_event_add(struct state_event_list *list, enum state_event_type type);

#endif
