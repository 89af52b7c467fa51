/* screen: covey with no subcommand: a client and a ui for each account, and the terminal, in one loop. */
#ifndef COVEY_CLIENT_SCREEN_H
#define COVEY_CLIENT_SCREEN_H

#include "client/accounts.h"
#include "client/config.h"

struct screen_options {
	const struct accounts *accounts; /* at least one */
	const char *password; /* for them; or NULL: each has its token, or needs none */
	bool keep; /* false: nothing of it is written to disk (the demo) */
};

/* Runs until the person leaves. The program's exit status; errors are on standard error. */
int screen_run(struct config *config, const struct screen_options *options);

#endif
