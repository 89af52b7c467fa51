/*
 * credentials: the tokens of the logins that are remembered, one file for each server, mode 0600,
 * below $XDG_STATE_HOME/covey/logins.
 */
#ifndef COVEY_CLIENT_CREDENTIALS_H
#define COVEY_CLIENT_CREDENTIALS_H

#include <stdbool.h>

struct err;

struct credentials {
	char *user, *token;
};

/* `user` NULL: the one that is remembered for `url`. False when there is none; `err` when there are several, or the file cannot be read. */
bool credentials_load(const char *url, const char *user, struct credentials *out, struct err *err);
void credentials_finish(struct credentials *credentials);
bool credentials_save(const char *url, const char *user, const char *token, struct err *err);
bool credentials_forget(const char *url, const char *user, struct err *err);

#endif
