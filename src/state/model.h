/*
 * model: what a client knows of an account, as plain structs.
 *
 *     struct state ─┬─ conversations ── messages (a window of them, ascending)
 *                   ├─ convgroups (names in the person's order, folds)
 *                   ├─ the session (who, connected or not, how far events were seen)
 *                   └─ requests that wait for their answer
 *
 * Only state_apply() (state.h) changes any of it; everybody else holds it const. Things
 * refer to each other by id. The same structs carry values in events, where their strings
 * are borrowed from whoever made the event.
 */
#ifndef COVEY_STATE_MODEL_H
#define COVEY_STATE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <uthash.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

enum state_conversation_kind {
	STATE_PERSON, /* one to one */
	STATE_NOTES, /* one to one with oneself */
	STATE_ROOM,
	STATE_CONVERSATION_KIND_COUNT,
};

/* What the notes are called, on the screen and by whoever types it. */
#define STATE_NOTES_NAME "my notes"

/*
 * What a new message in a conversation does. DISCARD: the conversation is left out of every sum, though it has
 * its `unread`.
 *
 * X(NAME, "word for a command line", "what it does")
 */
#define STATE_REMINDS(X)                                         \
	X(NOTIFY, "notify", "notify me of every message")        \
	X(MENTIONS, "mentions", "notify me when I am mentioned") \
	X(SILENT, "count", "count what is unread, say nothing")  \
	X(DISCARD, "mute", "neither say anything nor count it")

enum state_remind {
#define X(name, word, text) STATE_REMIND_##name,
	STATE_REMINDS(X)
#undef X
	        STATE_REMIND_COUNT,
};

/* What every conversation begins with (protocol, section 3: AcceptAndNotify). */
#define STATE_REMIND_NEW STATE_REMIND_NOTIFY

struct state_remind_info {
	const char *word, *text;
};
extern const struct state_remind_info state_reminds[STATE_REMIND_COUNT];

/* What the person wants on this machine, whatever conversations say. Zeroed: nothing is held back. */
struct state_policy {
	enum state_remind people, rooms; /* no conversation of theirs says more than this */
	int quiet_from, quiet_until; /* minutes of the local day, over midnight too; the same: never */
	bool hide_text; /* a notification says who, and not what */
	bool read_unseen; /* what one reads is not told to who wrote it */
	bool type_unseen; /* nor that one is writing */
};

enum state_message_kind {
	STATE_TEXT,
	STATE_FILE,
	STATE_TIP, /* said by the server: somebody came, left, … */
	STATE_OTHER,
	STATE_MESSAGE_KIND_COUNT,
};

enum state_delivery {
	STATE_DELIVERED, /* the server has it: `id` and `sequence` are set */
	STATE_WAITING, /* in the outbox, on its way */
	STATE_REFUSED, /* the server said no: `error` says why; the text is kept */
	STATE_DELIVERY_COUNT,
};

struct state_message {
	char *id; /* NULL until delivered */
	int64_t sequence; /* 1, 2, 3, … of its conversation; 0 until delivered */
	char *client_id; /* the UUID that its sender gave it; NULL when not known */
	char *from; /* user ID */
	int64_t time_ms; /* Unix, the server's; one's own clock until delivered */
	enum state_message_kind kind;
	char *text; /* what is shown; a file's is its name. "" when recalled */
	char *file; /* STATE_FILE: what the server calls it; NULL: it has none, or not yet */
	int64_t file_size; /* bytes */
	char *path; /* STATE_FILE that is not delivered: where it is on this machine, absolute */
	char *reply_to; /* message ID or NULL */
	int64_t quote_sequence; /* of that message; 0: it is not known */
	char *quote_from, *quote_text; /* and its beginning, as it was when this one came; NULL: not known */
	char *reactions; /* reaction.h; NULL: none */
	bool mentions_me;
	bool edited, recalled;
	bool deleted; /* here: it has its place and nothing else, and is not shown */
	enum state_delivery delivery;
	bool sent; /* STATE_WAITING: it went out and was not answered, so the server may have it */
	char *error; /* STATE_REFUSED: a sentence */
};

enum state_transfer_phase {
	STATE_TRANSFER_RUNNING, /* also: broken off, and tried again */
	STATE_TRANSFER_DONE, /* `path` is where it was saved */
	STATE_TRANSFER_FAILED, /* `error` says why */
	STATE_TRANSFER_PHASE_COUNT,
};

/* A picture as cells of a terminal; colours of 256, -1: the terminal's own. */
struct state_cell {
	char text[5];
	int16_t foreground, background;
};

/* How a terminal shows pixels. X(NAME, "word") */
#define STATE_PIXELS(X)     \
	X(BLOCKS, "blocks") \
	X(SIXEL, "sixel")   \
	X(KITTY, "kitty")   \
	X(ITERM, "iterm")

enum state_pixels {
#define X(NAME, word) STATE_##NAME,
	STATE_PIXELS(X)
#undef X
	        STATE_PIXELS_COUNT,
};

extern const char *const state_pixels_words[STATE_PIXELS_COUNT];

/* What a picture is made for. */
struct state_picture_form {
	int columns, rows; /* at most; columns 0: it is to be saved, not shown */
	int cell_width,
	        cell_height; /* of the terminal, in pixels; where they are not known, their proportion */
	enum state_pixels pixels;
};

/* Its cells are half blocks; where it can be shown whole, its pixels are shown in their place. */
struct state_picture {
	int width, height; /* 0: there is none */
	struct state_cell *cells; /* row by row */
	enum state_pixels pixels; /* what `data` is; BLOCKS: there is none */
	char *data; /* sixels, or a PNG in base64 */
	size_t len; /* bytes of it */
	uint64_t digest; /* the same for the same data */
};

/* The file of a message on its way, or one that has come. Of one that was sent nothing is kept. */
struct state_transfer {
	char *key; /* the message's id, or its client_id while it is not delivered */
	bool up;
	enum state_transfer_phase phase;
	int64_t done, size; /* bytes */
	int64_t done_at_ms; /* DONE: when */
	char *path, *error;
	struct state_picture_form form; /* that was asked for last */
	struct state_picture picture; /* DONE, and to be shown */
	int64_t again_ms; /* it broke off and is tried again then; 0: it did not */
	int failures; /* in a row, without having come further */
	struct state_message source; /* of one that is fetched: what has to be known to go on */
	char *wanted; /* where the person wants it; NULL: in the downloads */
};

/* Private to state: what the person is being told of a conversation since it was read. */
struct state_announcement {
	int64_t count; /* messages that wanted to be told; 0: none, and all else here is empty */
	char *from, *text; /* of the newest of them */
	int64_t at_ms; /* when it is to be shown; 0: it is shown as it is */
	int64_t shown_at_ms; /* 0: it was not yet */
	bool in_summary; /* shown as one of many */
};

/* What of a conversation an edit can change, as the server has it. */
struct state_truth {
	struct strlist convgroups;
	bool pinned;
	enum state_remind remind;
};

/* Is somebody there? */
enum state_presence {
	STATE_PRESENCE_UNKNOWN,
	STATE_PRESENCE_ASKED, /* not known yet, either */
	STATE_PRESENCE_OFFLINE,
	STATE_PRESENCE_ONLINE,
	STATE_PRESENCE_COUNT,
};

/* Somebody whom the person looks at in a list; state_presence_of(). Private to state. */
struct state_watched {
	char *user; /* ID */
	enum state_presence presence;
	char *status; /* what he says of himself; NULL: nothing */
	UT_hash_handle hh;
};

/* Somebody who is writing. */
struct state_writer {
	char *user; /* ID */
	int64_t until_ms; /* unless he goes on */
};

struct state_conversation {
	char *id; /* opaque, unique in the account */
	enum state_conversation_kind kind;
	char *peer; /* the other's user ID, or the room's ID */
	char *name; /* to show */
	bool name_shared; /* of a PERSON: somebody else is called so, too, and `peer` says who is meant */
	int64_t unread, mentions;
	int64_t read_sequence; /* everything up to it is read */
	int64_t read_told; /* the same as the server knows it: where they differ, it has to be told */
	int64_t peer_read_sequence; /* of one's own messages, what the other side has read; 0 unknown */
	bool pinned;
	enum state_remind remind;
	struct strlist convgroups; /* names, in the person's order */

	/* The newest message, for the sidebar and the order; 0 and NULL when there is none. */
	int64_t last_sequence, last_time_ms;
	char *last_from, *last_text;

	/*
	 * The window of messages in memory: delivered ones ascending by sequence without holes, then the
	 * ones that wait or were refused, in the order in which they were written.
	 */
	VEC(struct state_message) messages;
	bool loaded; /* the window reaches the newest delivered message */
	bool at_beginning; /* the window starts at the first message there is */
	bool apart; /* the person went back to a place: the window ends there, and is not `loaded` */
	bool loading; /* a page is on its way */
	int64_t first_new; /* the "new" line stands above this sequence; 0: no line */

	enum state_presence presence; /* of a PERSON */
	char *status; /* what the person says of himself; NULL: nothing */
	VEC(struct state_writer) writers;
	bool described; /* a ROOM of which the server has said what it is, as follows */
	bool private_room; /* a ROOM that one is invited to */
	bool owned; /* a ROOM that is one's own */
	char *about; /* what a ROOM says of itself; NULL: nothing */

	bool held; /* what is seen of it is not read: it is peeked at, or was made unread by hand */
	char *draft; /* what is typed there and was not sent; NULL or "": nothing */
	bool draft_mine; /* typed here, and the server does not know yet */
	struct state_truth
	        *truth; /* what the server has, while edits that wait show through; NULL: what is above */

	/* Private to state. */
	char *folded; /* the name by utf8_fold, for the order and for finding */
	bool stale; /* the window may have missed changes: the newest page replaces it */
	bool fallen_behind; /* the same of one that is `apart`: its last page is asked for again */
	bool patched; /* not all of the window was asked for since it was stale: it goes when one leaves */
	uint64_t sending, reading; /* the SEND and the READ or UNREAD of it that are in flight; 0: none */
	uint64_t drafting; /* the DRAFT that is in flight; 0: none */
	bool draft_there; /* the server has one */
	bool fresh; /* heard of just now, for the first time: rules may file it */
	int64_t typing_told_ms; /* when the others last learned that one writes */
	bool found; /* by name; the server has no conversation until something is said */
	bool listed, changed; /* marks within one state_apply() */
	struct state_announcement announcement;
	UT_hash_handle hh; /* state's, by id */
};

/* How a group's conversations stand, pinned ones first. X(NAME, "word for a command line", "what it does") */
#define STATE_SORTS(X)                          \
	X(LATEST, "latest", "the newest first") \
	X(NAME, "name", "by name")              \
	X(HAND, "hand", "as you put them")

enum state_sort {
#define X(name, word, text) STATE_SORT_##name,
	STATE_SORTS(X)
#undef X
	        STATE_SORT_COUNT,
};

struct state_sort_info {
	const char *word, *text;
};
extern const struct state_sort_info state_sorts[STATE_SORT_COUNT];

/* What a group is set to (settings.h). Zeroed: nothing. */
struct state_settings {
	bool has_remind; /* `remind` holds for its conversations that have no setting of their own */
	enum state_remind remind;
	int digest_minutes; /* what came is told together, every so often; 0: at once */
	int quiet_from, quiet_until; /* minutes of the local day, over midnight too; the same: never */
	enum state_sort sort;
	bool folded;
	struct strlist
	        own; /* conversations that do not follow `remind`, though they are set as a new one is */
	struct strlist order; /* SORT_HAND: conversations; those that are not in it stand behind */
	struct strlist others; /* words of other clients */
};

struct state_convgroup {
	char *name;
	bool folded; /* here; settings.folded is what the other terminals know */
	char *data; /* the settings as the server has them; NULL: none */
	struct state_settings settings; /* the same, read */
};

enum state_session_status {
	STATE_OFFLINE, /* not connected; `retry_at_ms` says when it is tried again */
	STATE_CONNECTING, /* connecting or logging in */
	STATE_SYNCING, /* logged in, lists on their way */
	STATE_ONLINE,
	STATE_STOPPED, /* a cause that a reconnect does not cure: the text says which */
	STATE_SESSION_STATUS_COUNT,
};

/* What the server allows; zero means not known yet. */
struct state_limits {
	int64_t convgroups, convgroup_name_bytes, conversations_per_request, conversations_in_groups,
	        message_bytes, file_bytes, upload_kept_seconds;
};

/* For answers about rooms and people (the command line asks them). */
struct state_room {
	char *id, *name, *owner;
	char *about; /* what it says of itself; NULL: nothing */
	bool private_room;
	bool joined; /* only of ROOM_SEARCH */
	int64_t member_count;
};

struct state_person {
	char *id, *name;
	const char *role; /* in a room: "Owner", "Admin", "Member"; else NULL */
	enum state_presence presence; /* UNKNOWN where nobody asked */
	char *status; /* what he says of himself, or NULL */
};

/* A conversation that one request of many refused, and why. */
struct state_failure {
	const char *conversation; /* id */
	int code;
	const char *text;
};

#endif
