/* server: which server covey talks to (README, "Which server"). */
#ifndef COVEY_CLIENT_SERVER_H
#define COVEY_CLIENT_SERVER_H

#include <stdbool.h>

struct config_account;
struct err;

/* Where a machine that everybody sshes into has its server. */
#define SERVER_MACHINE_SOCKET "/run/covey/covey.sock"

/* Why it is this server: what stands first counts. X(ID, "for people") */
#define SERVER_SOURCES(X)                                \
	X(OPTION, "named by --server")                   \
	X(ENVIRONMENT, "named by $COVEY_SERVER")         \
	X(SETTINGS, "named by the config file")          \
	X(LOGIN, "the last one that you logged in to")   \
	X(MACHINE, "this machine's, for all who use it") \
	X(PERSONAL, "your own, as nothing names another")

enum server_source {
#define X(id, text) SERVER_##id,
	SERVER_SOURCES(X)
#undef X
	        SERVER_SOURCE_COUNT,
};

extern const char *const server_source_texts[SERVER_SOURCE_COUNT];

/*
 * The URL to use, which the caller frees, and why it is that one: the account's; else the machine's socket where it
 * is there; else the personal server's, which is started when it does not run. NULL and `err` when that cannot be.
 */
char *server_url(const struct config_account *account, enum server_source *source, struct err *err);

/* The rule behind it: NULL is the person's own. */
const char *server_choose(const struct config_account *account, bool machine_has_one,
                          enum server_source *source);

#endif
