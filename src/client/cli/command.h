/*
 * command: the subcommands of covey. One table: what main runs, `covey help`, the man page and the shells'
 * completions are made from it. Each command is one file of this folder.
 *
 * A command returns the program's exit status: 0, 1 (failed: one line "covey: …" on standard error),
 * 2 (it was called wrongly).
 */
#ifndef COVEY_CLIENT_CLI_COMMAND_H
#define COVEY_CLIENT_CLI_COMMAND_H

#include <stdbool.h>

#include "client/config.h"

enum command_status {
	COMMAND_DONE = 0,
	COMMAND_FAILED = 1,
	COMMAND_USAGE = 2,
};

/* X(name, function, "arguments", "help") */
#define COMMANDS(X)                                                                                  \
	X("send", command_send, "CONV [TEXT…|-]", "send a message; text from standard input with -") \
	X("tail", command_tail, "[--json] [CONV…]", "print messages as they come")                   \
	X("history", command_history, "[--json] [-n N] CONV", "print the newest messages")           \
	X("list", command_list, "[--json] [--group NAME] [--unread]", "list conversations")          \
	X("group", command_group, "list|create|rename|delete|add|remove|move|sort …",                \
	  "manage conversation groups")                                                              \
	X("room", command_room, "create|join|leave|invite|members|list …", "manage rooms")           \
	X("read", command_read, "CONV|--group NAME|--all", "mark as read")                           \
	X("login", command_login, "URL [--user NAME]", "log in with a password and keep the token")  \
	X("logout", command_logout, "", "log out and forget the token")                              \
	X("demo", command_demo, "", "look at it with a small cast on a throw-away server")

struct command {
	const char *name;
	int (*run)(struct config *config, int argc, char **argv); /* argv[0] is the command's name */
	const char *arguments, *help;
};

#define X(name, function, arguments, help) int function(struct config *config, int argc, char **argv);
COMMANDS(X)
#undef X

/* The commands; the last one's name is NULL. */
extern const struct command command_table[];

/* NULL when there is none of this name. */
const struct command *command_find(const char *name);

/* The whole help on standard output. */
void command_print_help(void);

/* "covey: …" on standard error. Returns COMMAND_FAILED or COMMAND_USAGE. */
int command_failed(const char *format, ...) __attribute__((format(printf, 1, 2)));
int command_wrong(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
