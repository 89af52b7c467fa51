/* quote: the message that another one answers, in one line: who said it, and its beginning. */
#ifndef COVEY_UI_QUOTE_H
#define COVEY_UI_QUOTE_H

#include "state/model.h"

struct quote {
	char *from; /* user ID; NULL: it is not known */
	char *text; /* cleaned, one line */
};

/*
 * What `message`, of `conversation`, answers: as it is now where it is in memory, else as the message has it
 * with it. False when it answers none. quote_finish() frees it.
 */
bool quote_init(struct quote *quote, const struct state_conversation *conversation,
                const struct state_message *message);
void quote_finish(struct quote *quote);

/* What a message says, in one clean line; the caller frees it. */
char *quote_line(const struct state_message *message);

#endif
