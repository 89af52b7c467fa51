/*
 * messages: the pane of the open conversation, and which part of it is seen.
 *
 * It stays at the newest message, or, once scrolled away, at a place: the message whose line is the
 * lowest in sight, and how many of its lines are hidden below. So whatever comes above or below,
 * what is being read stays where it is.
 */
#ifndef COVEY_UI_MESSAGES_H
#define COVEY_UI_MESSAGES_H

#include "state/query.h"
#include "ui/entry.h"
#include "ui/keymap.h"

struct messages {
	char *conversation; /* the one that the place is of */
	bool away; /* scrolled away from the newest */
	int64_t sequence; /* the place: a delivered message, */
	char *client_id; /* or one that is on its way */
	size_t hidden; /* lines of it below the pane */
	int64_t left_at; /* the newest sequence when the newest message was left */
	int names; /* columns that the authors' names want; grows only, and not while `away` */
	bool named; /* `names` was measured with all of them known, and where the view is */
};

void messages_init(struct messages *messages);
void messages_finish(struct messages *messages);

/* Another conversation was opened, or whatever `key` names: to its newest message. */
void messages_follow(struct messages *messages, const char *key);

/*
 * The names' column becomes as wide as those want whose messages are there. It stays while one reads: it is not made
 * narrower until another conversation is opened, nor wider while the view is away from the newest message.
 */
void messages_measure(struct messages *messages, const struct entry_pane *pane);

/* The message whose line is the lowest in sight; and that line goes up (step -1) or down by one message. */
size_t messages_lowest(const struct messages *messages, const struct state_conversation *conversation);
void messages_step(struct messages *messages, const struct state_conversation *conversation, int step);

/* Up (lines > 0) or down. False when it cannot go further up. */
bool messages_scroll(struct messages *messages, const struct entry_pane *pane, int height, int lines);
void messages_to_newest(struct messages *messages);

/* Up or down as little as brings all lines of message `at` in sight, or as many of its last as there is room for. */
void messages_reveal(struct messages *messages, const struct entry_pane *pane, int height, size_t at);

/* The last line of message `at` comes to the middle, or as near as the newest message lets it. */
void messages_centre(struct messages *messages, const struct entry_pane *pane, int height, size_t at);

/* Is the first message in memory in sight, so that older ones are wanted? */
bool messages_shows_first(const struct messages *messages, const struct entry_pane *pane, int height);

/* New messages below what is seen; 0 when nothing is hidden. */
int64_t messages_new_below(const struct messages *messages, const struct state_conversation *conversation);

void messages_draw(const struct messages *messages, const struct entry_pane *pane, struct grid *grid,
                   struct rect rect);

#endif
