/* server: which server covey talks to (README, "Which server"). */
#ifndef COVEY_CLIENT_SERVER_H
#define COVEY_CLIENT_SERVER_H

#include <stdbool.h>

#include "client/config.h"

/* Where a machine that everybody sshes into has its server. */
#define SERVER_MACHINE_SOCKET "/run/covey/covey.sock"

/* The rule: the server that is named (--server, else $COVEY_SERVER, else the config file; NULL: none), else the machine's. NULL: the person's own. */
const char *server_choose(const char *named, bool machine_has_one);

/*
 * The URL to use, which the caller frees: the account's; else the machine's socket where it is there; else the
 * personal server's, which is started when it does not run. NULL and `err` when that cannot be.
 */
struct err;
char *server_url(const struct config_account *account, struct err *err);

#endif
