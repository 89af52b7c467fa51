/*
 * selection: the message that a key is about. It is named by its place in the conversation, so it stays on the
 * same message whatever comes or goes around it; when that one is gone, it is on the next that is there.
 */
#ifndef COVEY_UI_SELECTION_H
#define COVEY_UI_SELECTION_H

#include "state/model.h"

struct selection {
	bool on;
	int64_t sequence; /* a delivered message, */
	char *client_id; /* or one that is on its way */
};

void selection_finish(struct selection *selection);
void selection_clear(struct selection *selection);

void selection_set(struct selection *selection, const struct state_message *message);

/* Which of the shown conversation's messages; false when nothing is selected, or there is none. */
bool selection_find(const struct selection *selection, const struct state_conversation *shown, size_t *at);

#endif
