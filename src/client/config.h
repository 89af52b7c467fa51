/*
 * config: the settings of one run: the config file's, over them the environment's, over them the
 * command line's (README, "Settings").
 *
 *     [account]            [account work]         [keys]              [notify]
 *     server = unix:/…     server = wss://…       new-group = n       quiet = 22:00-07:00
 *     user = alice
 *     ca = /path/ca.pem
 */
#ifndef COVEY_CLIENT_CONFIG_H
#define COVEY_CLIENT_CONFIG_H

#include <stdbool.h>

#include "base/vec.h"
#include "client/last_login.h"
#include "client/server.h"
#include "client/telling.h"
#include "state/rule.h"
#include "ui/looks.h"

struct err;
struct keymap;

/* [account] and [account NAME], each also an option of every command. X(name, member, "VALUE", "help") */
#define CONFIG_ACCOUNT_SETTINGS(X)                                              \
	X("server", server, "URL", "the server: wss://…, ws://… or unix:/path") \
	X("user", user, "NAME", "the account there")                            \
	X("ca", ca_file, "FILE", "a certificate authority of one's own (PEM)")

/* The longest name of an account. */
#define CONFIG_NAME_BYTES 32

/* [writing] X(name, member, "VALUE", "help") */
#define CONFIG_WRITING_SETTINGS(X)           \
	X("spelling", spelling, "LANGUAGES", \
	  "dictionaries, en_GB,de_DE, or off; else that of the environment")

/* [files] X(name, member, "VALUE", "help") */
#define CONFIG_FILES_SETTINGS(X)         \
	X("downloads", downloads, "DIR", \
	  "where files are saved, /… or ~/…; else as user-dirs.dirs says, or ~/Downloads")

/* The options of every command. */
#define CONFIG_OPTIONS(X)                                                                  \
	X("account", account, "NAME", "the account that the settings call [account NAME]") \
	CONFIG_ACCOUNT_SETTINGS(X)

/* One of the person's accounts. */
struct config_account {
	char *name; /* NULL: that of [account] */
	char *server; /* NULL: not named anywhere (server.h chooses) */
	enum server_source source; /* of `server` */
	char *user; /* NULL: the Unix socket says it, or the one login that is remembered for the server */
	char *ca_file; /* NULL: the system's */
};

struct config {
	/* Of the file, as they stand there, but [account] first. At least one. */
	VEC(struct config_account) accounts;
	char *environment; /* $COVEY_SERVER: the first account's server; NULL: not set */
	struct last_login last_login; /* that of [account], unless another is named */
	/* What the command line says: instead of what the file says of the account. */
	char *account; /* NULL: the first */
	char *server, *user, *ca_file;
	struct keymap *keymap;
	struct telling telling;
	struct looks looks; /* [looks] */
	char *spelling; /* [writing]: languages, or "off"; NULL: the environment's */
	char *downloads; /* [files]: /… or ~/…; NULL: the desktop's */
	struct state_rules rules; /* [rules] */
};

/*
 * Reads $XDG_CONFIG_HOME/covey/covey.ini where there is one, then $COVEY_SERVER. False and `err`
 * ("…/covey.ini:12: …") for what is wrong in it.
 */
bool config_init(struct config *config, struct err *err);
void config_finish(struct config *config);

/* What was chosen while covey ran is there the next time, unless the config file says otherwise. */
bool config_keep_looks(const struct looks *looks, struct err *err);

/* One of `accounts` as it is without a word of the command line or the environment, borrowed. */
struct config_account config_account_at(const struct config *config, size_t at);

/* The account that a command is for, borrowed. False and `err` when --account names none of them. */
bool config_choose(const struct config *config, struct config_account *account, struct err *err);

/* Is one meant, by --account, --server, $COVEY_SERVER or --user, and not all? */
bool config_means_one(const struct config *config);

#endif
