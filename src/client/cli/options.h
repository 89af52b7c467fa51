/*
 * options: what stands before and between a command's arguments. Each command says which it takes; those of
 * every command are added: those of CONFIG_OPTIONS (client/config.h) and --help.
 */
#ifndef COVEY_CLIENT_CLI_OPTIONS_H
#define COVEY_CLIENT_CLI_OPTIONS_H

#include <stdbool.h>

struct config;

/*
 * The options that commands have; one that several have means the same in each. Which a command has, its
 * usage says (command.h).
 *
 * X(NAME, "name", letter or 0, "VALUE" or NULL for a flag, "help")
 */
#define OPTIONS(X)                                                                                  \
	X(ALL, "all", 0, NULL, "all conversations")                                                 \
	X(FILE, "file", 0, "FILE", "a file to send")                                                \
	X(NUMBER, "count", 'n', "N", "how many messages")                                           \
	X(DRY_RUN, "dry-run", 0, NULL, "say what would change, and change nothing")                 \
	X(FORCE, "force", 0, NULL, "although there is a public room of this name")                  \
	X(FROM, "from", 0, "GROUP", "the group that they leave")                                    \
	X(GROUP, "group", 0, "GROUP", "only the conversations of this group")                       \
	X(ID, "id", 0, "ID", "the room's ID; without it the server makes one up")                   \
	X(IN, "in", 0, "CONV", "only this conversation")                                            \
	X(INI, "ini", 0, NULL, "write INI")                                                         \
	X(JSON, "json", 0, NULL, "print JSON, one object a line")                                   \
	X(LOCAL, "local", 0, NULL, "only here: the server is not told, and need not be there")      \
	X(MARKDOWN, "markdown", 0, NULL, "print Markdown")                                          \
	X(OUTPUT, "output", 'o', "PATH", "where to: a file, or a folder; without it the downloads") \
	X(PLAIN, "plain", 0, NULL, "lines of text in place of the screen")                          \
	X(PRIVATE, "private", 0, NULL, "a room joined by invitation alone")                         \
	X(PUBLIC, "public", 0, NULL, "rooms that anybody may join")                                 \
	X(UNREAD, "unread", 0, NULL, "only conversations with unread messages")                     \
	X(VERSION, "version", 'V', NULL, "print the version")

enum options_id {
#define X(id, name, letter, value, help) OPTIONS_##id,
	OPTIONS(X)
#undef X
	        OPTIONS_COUNT,
};

struct options_info {
	const char *name;
	char letter;
	const char *value, *help;
};

extern const struct options_info options_table[OPTIONS_COUNT];

/* Does `usage`, a command's arguments, name it? */
bool options_in_usage(const char *usage, enum options_id id);

/* Where what is given of an option goes: `flag` becomes true, or `text` the value, borrowed from argv. */
struct options_entry {
	enum options_id id;
	bool *flag;
	const char **text;
};

struct options {
	const char *command; /* "history", "group create": for its usage; NULL: covey itself */
	const struct options_entry *entries; /* ended by one without both; or NULL: none */
	bool in_front; /* they stand before the arguments alone, which may look like options */
	int least, most; /* arguments; -1: any number */

	/* What options_parse() leaves. */
	struct config *config; /* got what is given of the options of every command */
	int argc; /* the arguments alone */
	char **argv;
	int status; /* the program's, when there is nothing more to be done */
};

/*
 * Takes a command line, whose first word is the command's name. False when that is all: something is wrong, which was
 * told, or help was asked for, which was given.
 */
bool options_parse(struct options *options, struct config *config, int argc, char **argv);

#endif
