/*
 * state: the one value that a client is, and the one function that changes it.
 *
 * No I/O, no clock, no screen, no socket: time comes with the event, what must happen outside
 * goes out as effects. So every rule of the client can be tested by applying events.
 */
#ifndef COVEY_STATE_STATE_H
#define COVEY_STATE_STATE_H

#include "state/edit.h"
#include "state/effect.h"
#include "state/rule.h"
#include "state/smart.h"

/* How many messages of a conversation are loaded at a time, and kept in memory once it is left. */
#define STATE_PAGE 50
#define STATE_KEEP 500

/* Bytes of an excerpt: a conversation's last_text, a notification's text. */
#define STATE_EXCERPT 200
/* Bytes of a user ID; a longer "@word" is no mention. */
#define STATE_USER_ID_MAX 32
/* Unknown conversations that are remembered until the lists are there. */
#define STATE_STRANGERS_MAX 100
/* How long sending pauses after the server was too busy to take a message, milliseconds. */
#define STATE_SEND_PAUSE_MS 2000

/* Who gave a sign of writing writes for so long; a sign is given no sooner than so long after the last one, milliseconds. */
#define STATE_TYPING_MS 6000
#define STATE_TYPING_AGAIN_MS 3000
/* People who write in a conversation at once, that are known by name. */
#define STATE_WRITERS_MAX 20

/* What is typed is told to the server, for the person's other terminals, so often at most, milliseconds. */
#define STATE_DRAFT_MS 2000

/* Messages that come within so many milliseconds are told together. */
#define STATE_GATHER_MS 1000
/* A conversation is told of again no sooner than so long after it was last, milliseconds. */
#define STATE_AGAIN_MS 10000
/* So many conversations are told of one by one; of more at once there is one notification. */
#define STATE_APART_MAX 3

/* What changed since the views last drew. */
enum state_dirty {
	STATE_DIRTY_SIDEBAR = 1 << 0, /* conversations, convgroups, unread counts, order, folds */
	STATE_DIRTY_MESSAGES = 1 << 1, /* the current conversation or which one that is */
	STATE_DIRTY_STATUS = 1 << 2, /* session, notice, totals */
	STATE_DIRTY_ALL = (1 << 3) - 1,
};

/* A file that breaks off so often without a byte between is given up, after about a minute. */
#define STATE_TRANSFER_FAILURES_MAX 6
/* The first pause before it is tried again, each twice the one before it, and the longest, milliseconds. */
#define STATE_TRANSFER_PAUSE_MS 2000
#define STATE_TRANSFER_PAUSE_MAX_MS 30000
/* No larger file is fetched only to be looked at, bytes. */
#define STATE_VIEWED_MAX ((int64_t)32 * 1024 * 1024)
/* So many that have come are remembered: where they were saved. */
#define STATE_TRANSFERS_KEPT 100

/* So many steps can be undone. */
#define STATE_STEPS_MAX 200
/* So many people are known by name; further ones by their IDs. */
#define STATE_NAMES_MAX 5000
/* Conversations, or people, that one request names where the server has not said how many it may. */
#define STATE_PIECE 100

/* A request that was sent and not answered yet; private to state. */
struct state_pending;
/* What somebody is called; private to state. */
struct state_name;

struct state {
	char *account; /* what to call it on the screen, "alice@host" */
	char *self; /* user ID, NULL before the first login */
	enum state_session_status status;
	char *status_text; /* why, in a sentence, or NULL */
	char *remedy; /* where the kept login has ended: the command that makes another; or NULL */
	int64_t retry_at_ms;
	struct state_limits limits;
	int64_t position; /* the newest numbered event seen */

	struct state_conversation *conversations; /* a uthash by id */
	VEC(struct state_conversation *)
	order; /* all of them: pinned first, then newest first, then the notes, then by name */
	VEC(struct state_convgroup) convgroups; /* in the person's order */
	bool inbox_folded; /* the fold of those in no group */
	char *feed; /* the group whose feed is shown instead of the open conversation, or NULL */
	char *narrowed; /* the group that the person looks at alone, or NULL */
	VEC(struct state_edit *)
	edits; /* what was asked of groups and is not done, in order; convgroups and
	                                   conversations show it as if it were, except for what was refused */

	VEC(struct state_smart) smarts; /* in the order in which they were made */

	VEC(struct state_transfer) transfers;

	char *current; /* the open conversation's id, or NULL */
	bool viewing; /* its newest message is on the screen */
	bool above; /* the person has gone up in it: the place where he reads stays */
	struct {
		uint64_t times; /* how often something was found */
		int64_t sequence; /* in the current conversation's window, the last time */
	} found; /* where a SEEK leads to */
	bool away; /* the terminal said that it has lost the focus */
	struct strlist blocked; /* user IDs */
	struct state_name *names; /* a uthash by user ID; state_name_of() */
	struct state_namesakes *namesakes; /* a uthash by what people are called; state_name_is_shared() */
	struct state_watched *watched; /* a uthash by user ID */
	struct state_policy policy;
	const struct state_rules *rules; /* borrowed from the settings; NULL: none */

	int64_t now_ms; /* of the newest event */

	char *notice; /* the last thing worth saying in the status line, or NULL */
	bool notice_is_error;
	bool notice_passed; /* the person went on since: it goes as soon as it could be read */
	int64_t notice_at_ms;

	unsigned dirty; /* enum state_dirty; views clear it through state_drawn() */
	uint64_t
	        sidebar_changes; /* events that changed what the sidebar shows: what was made of it before is stale */

	/* Private to state. */
	uint64_t next_request;
	uint64_t seeking; /* the SEEK whose answer counts; 0: none */
	struct state_pending *pending; /* a uthash by request id */
	bool lists_wanted; /* a SYNC is to be answered, if not now then after the next login */
	bool lists_asked; /* one is in flight whose conversations have not come yet */
	bool lists_stale; /* what is known and what is cached is too old until it is answered */
	int64_t fresh_position; /* what `position` becomes when it is */
	struct strlist strangers; /* conversations that messages came for before they were known */
	struct strlist arrivals; /* rooms that the person is in now; the lists will have them */
	char *entered; /* the room that he joined or made here last */
	int64_t draft_at_ms; /* when the drafts that are `draft_mine` are told; 0: nothing waits */
	int64_t send_again_ms; /* sending pauses until then; 0: it does not */
	bool people_wanted; /* there are some whose status is not known */
	bool rooms_wanted; /* there may be some of which it is not known what they are */
	bool names_wanted; /* there are some whose names are not known */
	bool namesakes_changed; /* conversations are not told apart yet by who shares a name now */
	int64_t writers_until_ms; /* when the first of the writers has had his time; 0: nobody writes */
	int64_t announce_at_ms; /* the earliest at_ms of an announcement; 0: none waits */
	size_t summarised; /* announcements that are in_summary */
	bool kept; /* there is a cache: edits can wait on disk */
	bool laid; /* the edits show through: `true_convgroups` and conversations' `truth` are what the server has */
	VEC(struct state_convgroup) true_convgroups;
	VEC(struct state_conversation *) covered; /* those with a `truth` */
	int64_t last_edit, last_step;
	VEC(struct state_step *) done, undone; /* what can be undone and redone, the last at the end */
};

/* `account` is copied. */
void state_init(struct state *state, const char *account);
void state_finish(struct state *state);

/* Applies one event; effects are appended. */
void state_apply(struct state *state, const struct state_event *event, struct state_effect_list *effects);

/* The screen shows the state as it is. */
void state_drawn(struct state *state);

#endif
