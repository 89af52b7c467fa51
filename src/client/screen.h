/* screen: covey with no subcommand: a client, a ui and the terminal in one loop. */
#ifndef COVEY_CLIENT_SCREEN_H
#define COVEY_CLIENT_SCREEN_H

#include "client/config.h"

struct screen_options {
	const char *url;
	const char *user, *password, *token; /* or NULL; without them the remembered login is used */
	bool keep; /* false: nothing of it is written to disk (the demo) */
};

/* Runs until the person leaves. The program's exit status; errors are on standard error. */
int screen_run(struct config *config, const struct screen_options *options);

#endif
