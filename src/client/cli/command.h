/*
 * command: the subcommands of covey. One table: what main runs, `covey help`, usage lines, the man page and the
 * shells' completions are made from it. Each command is one file of this folder.
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

/* X(name, function, verbs or NULL, "arguments", "help") */
#define COMMANDS(X)                                                                                        \
	X("send", command_send, NULL, "[--file FILE] CONV [TEXT…|-]",                                      \
	  "send a message; without TEXT, the file or what standard input says")                            \
	X("get", command_get, NULL, "[--output PATH] CONV [ID]",                                           \
	  "save the newest file, or that of the message ID; print where it is")                            \
	X("tail", command_tail, NULL, "[--json] [CONV…]", "print messages as they come")                   \
	X("history", command_history, NULL, "[--json] [-n N] CONV", "print the newest messages")           \
	X("search", command_search, NULL, "[--json] [-n N] [--group GROUP|--in CONV] WORD…",               \
	  "find messages by the beginnings of their words")                                                \
	X("export", command_export, NULL, "[--json|--markdown] CONV|--group GROUP",                        \
	  "print the whole history of a conversation, or of those of a group")                             \
	X("list", command_list, NULL, "[--json] [--group GROUP] [--unread]", "list conversations")         \
	X("group", command_group, command_group_verbs, "VERB …", "manage conversation groups")             \
	X("message", command_message, command_message_verbs, "VERB …", "edit, recall, react to a message") \
	X("room", command_room, command_room_verbs, "VERB …", "manage rooms")                              \
	X("read", command_read, NULL, "CONV…|--group GROUP|--all", "mark as read")                         \
	X("remind", command_remind, NULL, "HOW CONV…|--group GROUP",                                       \
	  "what to be told of: HOW is notify, mentions, count or mute")                                    \
	X("who", command_who, NULL, "[--json] [USER…]", "who is there, of these or of all you know")       \
	X("status", command_status, NULL, "[TEXT…]",                                                       \
	  "what others see that you do; \"\": nothing any more; without TEXT it is printed")               \
	X("nick", command_nick, NULL, "[NAME…]",                                                           \
	  "what others see as your name; \"\": your user name; without NAME it is printed")                \
	X("block", command_block, NULL, "USER…", "get nothing from them any more")                         \
	X("unblock", command_unblock, NULL, "USER…", "hear them again")                                    \
	X("blocked", command_blocked, NULL, "", "list who is blocked")                                     \
	X("delete", command_delete, NULL, "CONV…", "delete conversations from your list")                  \
	X("login", command_login, NULL, "[URL] [--user NAME]",                                             \
	  "log in; covey opens that server from then on")                                                  \
	X("logout", command_logout, NULL, "[--local]", "log out and forget the token and the server")      \
	X("demo", command_demo, NULL, "", "look at it: a small cast on a throw-away server")               \
	X("doctor", command_doctor, NULL, "",                                                              \
	  "try terminal, notifications and server, and say what to change")                                \
	X("help", command_help, NULL, "[COMMAND]", "say what there is")

/* X(name, function, NULL, "arguments", "help") */
#define COMMAND_GROUP_VERBS(X)                                                                               \
	X("list", group_list, NULL, "[--json]", "list the groups in their order")                            \
	X("create", group_create, NULL, "NAME [CONV…]", "make a group")                                      \
	X("rename", group_rename, NULL, "GROUP NAME", "rename a group")                                      \
	X("delete", group_delete, NULL, "GROUP", "delete a group; its conversations stay")                   \
	X("add", group_add, NULL, "GROUP CONV…", "add conversations to a group")                             \
	X("remove", group_remove, NULL, "GROUP CONV…", "take conversations out of a group")                  \
	X("move", group_move, NULL, "[--from GROUP] GROUP CONV…", "move conversations to a group")           \
	X("sort", group_sort, NULL, "GROUP…", "put these groups first, in this order")                       \
	X("up", group_up, NULL, "GROUP", "put a group one place up")                                         \
	X("down", group_down, NULL, "GROUP", "put a group one place down")                                   \
	X("place", group_place, NULL, "GROUP CONV…", "sort a group by hand, with these conversations first") \
	X("pin", group_pin, NULL, "CONV…", "put conversations above the others")                             \
	X("unpin", group_unpin, NULL, "CONV…", "put conversations back among the others")                    \
	X("fold", group_fold, NULL, "GROUP…", "fold groups, in every terminal")                              \
	X("unfold", group_unfold, NULL, "GROUP…", "unfold groups")                                           \
	X("fold-others", group_fold_others, NULL, "GROUP", "fold all groups but one")                        \
	X("policy", group_policy, NULL, "GROUP [SETTING…]",                                                  \
	  "say, or set, what a group does: mute, digest=15, quiet=22:00-07:00, sort=name, …")                \
	X("export", group_export, NULL, "[--json|--ini] [FILE]",                                             \
	  "write the groups, their policies and what is in them to a file (INI) or to standard output")      \
	X("import", group_import, NULL, "[--dry-run] FILE",                                                  \
	  "make the groups as a file says; others stay as they are")

#define COMMAND_ROOM_VERBS(X)                                                                     \
	X("list", room_list, NULL, "[--json] [--public [WORD]]",                                  \
	  "list the rooms one is in; or all public ones, or those with words that begin so")      \
	X("create", room_create, NULL, "[--private] [--force] [--id ID] NAME [USER…]",            \
	  "make a room; print its ID")                                                            \
	X("join", room_join, NULL, "ROOM", "join a public room by its name or ID")                \
	X("leave", room_leave, NULL, "ROOM", "leave a room")                                      \
	X("invite", room_invite, NULL, "ROOM USER…", "add people to a room")                      \
	X("expel", room_expel, NULL, "ROOM USER…", "take people out of a room")                   \
	X("members", room_members, NULL, "[--json] ROOM", "list who is in a room")                \
	X("admin", room_admin, NULL, "ROOM USER", "make a member an admin")                       \
	X("no-admin", room_no_admin, NULL, "ROOM USER", "make an admin a plain member")           \
	X("hand-over", room_hand_over, NULL, "ROOM USER", "make a member the owner of your room") \
	X("rename", room_rename, NULL, "ROOM NAME", "call a room something else")                 \
	X("dismiss", room_dismiss, NULL, "ROOM", "end a room that is yours, for all")

#define COMMAND_MESSAGE_VERBS(X)                                                      \
	X("edit", message_edit, NULL, "ID TEXT",                                      \
	  "say something else in a message of yours; history --json shows IDs")       \
	X("recall", message_recall, NULL, "ID", "recall a message, for all")          \
	X("delete", message_delete, NULL, "ID…", "delete messages, for you alone")    \
	X("react", message_react, NULL, "ID EMOJI", "react, by an emoji or its name") \
	X("unreact", message_unreact, NULL, "ID EMOJI", "take a reaction back")       \
	X("readers", message_readers, NULL, "ID", "list who has read a message in a room")

struct command {
	const char *name;
	int (*run)(struct config *config, int argc, char **argv); /* argv[0] is the command's name */
	const struct command *verbs; /* ended by a NULL name, or NULL */
	const char *arguments, *help;
};

#define X(name, function, verbs, arguments, help) int function(struct config *config, int argc, char **argv);
COMMANDS(X)
COMMAND_GROUP_VERBS(X)
COMMAND_ROOM_VERBS(X)
COMMAND_MESSAGE_VERBS(X)
#undef X

/* Each ends with a NULL name. */
extern const struct command command_table[], command_group_verbs[], command_room_verbs[],
        command_message_verbs[];

/* "send", or "group create". NULL when there is none. */
const struct command *command_find(const char *name);

/* Runs the verb that argv[1] names. */
int command_run_verb(const struct command *verbs, struct config *config, int argc, char **argv);

/* What there is, on standard output; of one command ("group", "group create"), or of all with NULL. */
void command_print_help(const char *name);

/* "covey: …" on standard error; command_wrong() also the command's usage (NULL: covey's). They return COMMAND_FAILED and COMMAND_USAGE. */
int command_failed(const char *format, ...) __attribute__((format(printf, 1, 2)));
int command_wrong(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
