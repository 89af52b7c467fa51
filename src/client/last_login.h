/*
 * last_login: the server that the person logged in to last and has not logged out of. It is the one that covey
 * opens when none is named (server.h).
 *
 * It has a file of its own, below $XDG_STATE_HOME/covey: the kept tokens (credentials.h) do not say which of them
 * was asked for last, since a server gives new ones, nor by which certificate authority one came there.
 */
#ifndef COVEY_CLIENT_LAST_LOGIN_H
#define COVEY_CLIENT_LAST_LOGIN_H

#include <stdbool.h>

struct err;

struct last_login {
	char *server, *user; /* NULL: there is none */
	char *ca_file; /* NULL: the system's */
};

/* False and `err` when the file is there and cannot be read. */
bool last_login_init(struct last_login *last, struct err *err);
void last_login_finish(struct last_login *last);

/* Replaces it, here and in the file. */
bool last_login_keep(struct last_login *last, const char *server, const char *user, const char *ca_file,
                     struct err *err);

/* There is none any more, if it was this one. */
bool last_login_forget(struct last_login *last, const char *server, const char *user, struct err *err);

#endif
