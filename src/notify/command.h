/*
 * command: a notification by a command of the person's own. sh runs it; no text of a message is ever part of what sh
 * reads: they are in the variables below.
 */
#ifndef COVEY_NOTIFY_COMMAND_H
#define COVEY_NOTIFY_COMMAND_H

#include <stdbool.h>

/* X(member, "variable", "what it holds") */
#define COMMAND_VARIABLES(X)                                  \
	X(title, "COVEY_TITLE", "who, and how many messages") \
	X(body, "COVEY_BODY", "the text of the newest")       \
	X(conversation, "COVEY_CONVERSATION", "the conversation's ID")

/* Starts it, without a terminal, and forgets it. False when the system says no. */
bool command_run(const char *command, const char *conversation, const char *title, const char *body);

#endif
