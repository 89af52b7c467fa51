/*
 * intent: what is written in a conversation is meant for one of its messages: it answers that, or takes its place.
 * Each conversation can have one.
 */
#ifndef COVEY_UI_INTENT_H
#define COVEY_UI_INTENT_H

#include "base/vec.h"
#include "state/model.h"

struct intent {
	char *conversation, *message; /* IDs; the message's is NULL where it was not sent yet */
	char *client_id; /* the message's, then */
	char *from, *text; /* of the message: a user ID, and one clean line */
	bool editing; /* else answering */
	char *aside; /* what had been typed when one began to edit; it comes back */
	uint64_t ticket; /* the change that is on its way; 0: none */
	char *sent; /* what it says; what is typed behind it meanwhile is no part of it */
};

struct intents {
	VEC(struct intent) list;
};

void intents_finish(struct intents *intents);

/* NULL: it has none. Valid until the next one is set or dropped. */
struct intent *intents_find(struct intents *intents, const char *conversation);

/* In place of what it had. */
struct intent *intents_set(struct intents *intents, const char *conversation,
                           const struct state_message *message);
void intents_drop(struct intents *intents, const char *conversation);

#endif
