/* server: which server covey talks to (README, "Which server"). */
#ifndef COVEY_CLIENT_SERVER_H
#define COVEY_CLIENT_SERVER_H

#include <stdbool.h>

struct config_account;
struct err;

/* Where a machine that everybody sshes into has its server. */
#define SERVER_MACHINE_SOCKET "/run/covey/covey.sock"

/* Why it is this server: what stands first counts. X(ID, "for people", "what to do where there is no way to it") */
#define SERVER_SOURCES(X)                                                                        \
	X(OPTION, "named by --server", "start it if it does not run, or name another")           \
	X(ENVIRONMENT, "named by $COVEY_SERVER", "start it if it does not run, or name another") \
	X(SETTINGS, "named by the config file", "start it if it does not run, or name another")  \
	X(LOGIN, "the last one that you logged in to",                                           \
	  "start it if it does not run, or leave it for good by covey logout --local")           \
	X(MACHINE, "this machine's, for all who use it", "start it by systemctl start coveyd")   \
	X(PERSONAL, "your own, as nothing names another", "the next covey starts it again")

enum server_source {
#define X(id, text, cure) SERVER_##id,
	SERVER_SOURCES(X)
#undef X
	        SERVER_SOURCE_COUNT,
};

extern const char *const server_source_texts[SERVER_SOURCE_COUNT];
extern const char *const server_source_cures[SERVER_SOURCE_COUNT];

/*
 * The URL to use, which the caller frees, and why it is that one: the account's; else the machine's socket where it
 * is there; else the personal server's, which is started when it does not run. NULL and `err` when that cannot be.
 */
char *server_url(const struct config_account *account, enum server_source *source, struct err *err);

/* The rule behind it: NULL is the person's own. */
const char *server_choose(const struct config_account *account, bool machine_has_one,
                          enum server_source *source);

#endif
