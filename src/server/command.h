/*
 * command: what coveyd can do beside serving. One table, one file for each.
 *
 * A command's function is given the words behind its name. It returns the exit status, and where that
 * is not 0 `err` has one line for the person.
 */
#ifndef COVEY_SERVER_COMMAND_H
#define COVEY_SERVER_COMMAND_H

#include "base/err.h"
#include "base/str.h"
#include "server/options.h"

enum command_status { COMMAND_DONE = 0, COMMAND_FAILED = 1, COMMAND_USAGE = 2 };

struct db;

/* X(name, "words that follow", "help") */
#define COMMANDS(X)                                                                              \
	X(user, "add|list|remove|passwd [NAME…]",                                                \
	  "accounts; a password is a line of standard input for each, or asked for")             \
	X(backup, "FILE", "write a consistent copy of the database, also while the server runs") \
	X(check, "", "look for damage in the database and the uploaded files")

#define X(name, words, help)                                                                     \
	enum command_status command_##name(const struct options *options, struct strspan words_, \
	                                   struct err *err);
COMMANDS(X)
#undef X

/* The database in --data. `make`: also where there is none yet. */
struct db *command_open(const struct options *options, bool make, struct err *err);

#endif
