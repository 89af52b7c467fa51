/* accounts: those that the screen shows, each with its login. */
#ifndef COVEY_CLIENT_ACCOUNTS_H
#define COVEY_CLIENT_ACCOUNTS_H

#include "base/err.h"
#include "base/vec.h"
#include "client/login.h"

struct config;

struct accounts_one {
	char *name; /* as the settings call it; that of [account]: "alice@host" */
	struct login login;
};

struct accounts {
	VEC(struct accounts_one) items;
	struct err why; /* why the first that had to be left out was; no text: none was */
};

/*
 * The one that is meant (config_means_one), else all that the settings have. One that nobody has logged in to,
 * or that is another one again, is left out. False and `err` when none is left.
 */
bool accounts_init(struct accounts *accounts, const struct config *config, struct err *err);
void accounts_finish(struct accounts *accounts);

#endif
