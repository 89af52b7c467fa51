/* login: which server this run of covey talks to, and as whom. */
#ifndef COVEY_CLIENT_LOGIN_H
#define COVEY_CLIENT_LOGIN_H

#include <stdbool.h>

struct config;
struct err;

struct login {
	char *url;
	char *user; /* NULL: the Unix socket's peer */
	char *token; /* NULL: none is needed */
};

/*
 * The server that the settings name or that there is (server.h), and the login that is remembered for it.
 * False and `err` when there is no server, or it wants a login and none is remembered. In both cases the
 * caller finishes `login`.
 */
bool login_choose(const struct config *config, struct login *login, struct err *err);
void login_finish(struct login *login);

/* True when the account there is the person's Unix account, and no password is asked for. */
bool login_is_local(const char *url);

#endif
