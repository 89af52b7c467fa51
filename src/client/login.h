/* login: which server this run of covey talks to, and as whom. */
#ifndef COVEY_CLIENT_LOGIN_H
#define COVEY_CLIENT_LOGIN_H

#include <stdbool.h>

#include "client/server.h"

struct config;

/* The error code when no login is remembered for a server that wants one. */
#define LOGIN_NONE 1

struct login {
	char *url;
	enum server_source source; /* why it is this one */
	char *user; /* NULL: the Unix socket's peer */
	char *token; /* NULL: none is needed */
	char *ca_file; /* NULL: the system's */
};

/*
 * The server that the account names or that there is (server.h), and the login that is remembered for it.
 * False and `err` when there is no server, or it wants a login and none is remembered (LOGIN_NONE). In both cases the
 * caller finishes `login`.
 */
bool login_of(const struct config_account *account, struct login *login, struct err *err);

/* The same for the account that a command is for. */
bool login_choose(const struct config *config, struct login *login, struct err *err);
void login_finish(struct login *login);

/* True when the account there is the person's Unix account, and no password is asked for. */
bool login_is_local(const char *url);

#endif
