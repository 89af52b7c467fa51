/*
 * options: what stands before and between a command's arguments. Each command has a small table of its
 * own; the ones of every command (--server, --user, --ca, --help) are added here.
 */
#ifndef COVEY_CLIENT_CLI_OPTIONS_H
#define COVEY_CLIENT_CLI_OPTIONS_H

#include <stdbool.h>

struct config;

/* X(name, member of struct config, "VALUE", "help") */
#define OPTIONS_EVERYWHERE(X)                                                   \
	X("server", server, "URL", "the server: wss://…, ws://… or unix:/path") \
	X("user", user, "NAME", "the account there")                            \
	X("ca", ca_file, "FILE", "a certificate authority of one's own (PEM)")

/* One of a command's own. One of `flag` and `text` is set. */
struct options_entry {
	const char *name;
	char letter; /* or 0 */
	bool *flag; /* becomes true */
	const char **text; /* becomes the value, borrowed from argv */
};

struct options {
	struct config *config; /* gets what is given of the options of every command */
	const char *command; /* "history", "group create": for its usage; NULL: covey itself */
	const struct options_entry *entries; /* ended by a NULL name; or NULL: none */
	bool anywhere; /* they may stand between and behind the arguments, too */
	int least, most; /* arguments; -1: any number */

	/* The command line, its first word the command's name; afterwards the arguments alone. */
	int argc;
	char **argv;

	int status; /* the program's, when there is nothing more to be done */
};

/* False when that is all: something is wrong, which was told, or help was asked for, which was given. */
bool options_parse(struct options *options);

#endif
