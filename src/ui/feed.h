/*
 * feed: the timeline of a group, as one conversation that is made of all of its: their messages by time, each
 * with its origin. It begins where all of them are loaded. What is written goes to its target: where the lowest
 * message in sight comes from, and while something is written, where that was when one began or chose it.
 */
#ifndef COVEY_UI_FEED_H
#define COVEY_UI_FEED_H

#include "base/vec.h"
#include "state/query.h"

struct feed {
	struct state_conversation shown; /* its messages are borrowed from the state, until it changes */
	VEC(const struct state_conversation *) origins; /* of shown.messages */
	char *target; /* a conversation's id; NULL: the feed is empty */
};

void feed_finish(struct feed *feed);

/* Gathers the messages of state->feed. */
void feed_gather(struct feed *feed, const struct state *state);

/* The conversation to be asked for older messages; NULL: there are none, or they are on their way. */
const struct state_conversation *feed_oldest(const struct state *state);

#endif
