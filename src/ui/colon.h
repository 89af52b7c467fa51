/*
 * colon: the command line that ":" opens. One table: what runs, help, completion and the manual are made
 * from it. Besides, every action of the sidebar, of messages and of everywhere (action.h) is a command of its
 * name, without arguments. What is for a message is for the newest one where none is selected.
 *
 *     line = { ":" | "/" } NAME { blanks WORD }     a beginning of NAME will do where only one fits
 *     WORD = characters but blanks | " characters, with \" and \\ " "
 *
 * A usage is written in the words of COLON_ARGUMENTS: in brackets what can be left out, with "…" what can
 * stand there more than once. FILTER, TEXT and ROOM take the rest of the line.
 */
#ifndef COVEY_UI_COLON_H
#define COVEY_UI_COLON_H

#include "base/str.h"
#include "state/request.h"
#include "ui/action.h"

struct arena;
struct desk;
struct dialog;
struct err;
struct state;
struct state_conversation;
struct state_event;
struct themes;
struct ui_turn;

#define COLON_BLANKS " \t"

/* X(NAME, "word of a usage"); what is typed there is completed by its kind. */
#define COLON_ARGUMENTS(X)    \
	X(GROUP, "GROUP")     \
	X(CONV, "CONV")       \
	X(SETTING, "SETTING") \
	X(SORT, "ORDER")      \
	X(SMART, "SMART")     \
	X(FILTER, "FILTER")   \
	X(THEME, "THEME")     \
	X(COLUMNS, "COLUMNS") \
	X(EMOJI, "EMOJI")     \
	X(FILE, "FILE")       \
	X(PERSON, "PERSON")   \
	X(ACCOUNT, "ACCOUNT") \
	X(DAY, "DAY")         \
	X(TEXT, "TEXT")       \
	X(ROOM, "ROOM")       \
	X(PARTS, "PARTS")     \
	X(NAME, "NAME")

#define X(name, word) COLON_##name,
enum colon_argument { COLON_ARGUMENTS(X) COLON_ARGUMENT_COUNT };
#undef X

/* X("name", function, "usage", "help") */
#define COLON_COMMANDS(X)                                                                                    \
	X("new-group", colon_new_group, "[NAME] [CONV…]", "make a group")                                    \
	X("rename-group", colon_rename_group, "[GROUP] [NAME]", "rename a group")                            \
	X("delete-group", colon_delete_group, "[GROUP]", "delete a group")                                   \
	X("group-up", colon_group_up, "[GROUP]", "group one place up")                                       \
	X("group-down", colon_group_down, "[GROUP]", "group one place down")                                 \
	X("order-groups", colon_order_groups, "GROUP…", "put these groups first, in this order")             \
	X("move", colon_move, "[GROUP] [CONV…]", "move to a group")                                          \
	X("add", colon_add, "[GROUP] [CONV…]", "add to one more group")                                      \
	X("take-out", colon_take_out, "[GROUP] [CONV…]", "take out of a group")                              \
	X("pin", colon_pin, "[CONV…]", "pin to the top")                                                     \
	X("unpin", colon_unpin, "[CONV…]", "unpin")                                                          \
	X("fold", colon_fold, "[GROUP]", "fold a group")                                                     \
	X("unfold", colon_unfold, "[GROUP]", "unfold a group")                                               \
	X("fold-others", colon_fold_others, "[GROUP]", "fold all groups but one")                            \
	X("focus", colon_focus, "[GROUP]", "show one group alone; again: all")                               \
	X("feed", colon_feed, "[GROUP]", "all of a group in one timeline; again: leave")                     \
	X("policy", colon_policy, "[GROUP] [SETTING…]", "what a group's conversations do")                   \
	X("sort", colon_sort, "[ORDER] [GROUP]", "how a group's conversations stand")                        \
	X("read-group", colon_read_group, "[GROUP]", "mark all of a group read")                             \
	X("mark", colon_mark, "[FILTER]", "mark what is like that, or this one")                             \
	X("unmark", colon_unmark, "[FILTER]", "unmark what is like that, or all")                            \
	X("file", colon_file, "GROUP", "file the one under the cursor, go on to the next")                   \
	X("smart", colon_smart, "SMART [FILTER]", "show a smart group, or make one of a filter")             \
	X("drop-smart", colon_drop_smart, "SMART", "show a smart group no more")                             \
	X("export-groups", colon_export_groups, "FILE", "write the groups to a file")                        \
	X("import-groups", colon_import_groups, "FILE", "make the groups as a file says")                    \
	X("send-file", colon_send_file, "FILE…", "send files")                                               \
	X("save-file", colon_save_file, "[FILE]",                                                            \
	  "save the selected or the newest file, there or in the downloads")                                 \
	X("view-file", colon_view_file, "", "show the selected or the newest file as a picture, or hide it") \
	X("stop-file", colon_stop_file, "", "stop a file that is on its way")                                \
	X("refused", colon_refused, "", "why some of the marked were refused")                               \
	X("nick", colon_nick, "[TEXT]", "your name for others; \"\": none")                                  \
	X("status", colon_status, "[TEXT]", "your status for others; \"\": none")                            \
	X("block", colon_block, "[PERSON]", "get nothing from somebody any more")                            \
	X("unblock", colon_unblock, "[PERSON]", "hear somebody again")                                       \
	X("blocked", colon_blocked, "", "who is blocked")                                                    \
	X("delete-conversation", colon_delete_conversation, "[CONV]", "delete it from your list")            \
	X("members", colon_members, "[CONV]", "people in a room")                                            \
	X("admin", colon_admin, "PERSON [CONV]", "make somebody an admin of a room")                         \
	X("no-admin", colon_no_admin, "PERSON [CONV]", "make him a plain member again")                      \
	X("hand-over", colon_hand_over, "PERSON [CONV]", "make somebody the owner of a room")                \
	X("dismiss-room", colon_dismiss_room, "[CONV]", "end a room of yours, for all")                      \
	X("rename-room", colon_rename_room, "TEXT", "call this room something else")                         \
	X("describe-room", colon_describe_room, "[TEXT]", "what this room is about; \"\": nothing")          \
	X("react", colon_react, "EMOJI", "react to the selected message, or take it back")                   \
	X("forward", colon_forward, "CONV…", "forward the selected message")                                 \
	X("account", colon_account, "[ACCOUNT]", "show another account; without a name, the next")           \
	X("search", colon_search, "[TEXT]", "find messages by their words")                                  \
	X("date", colon_date, "[DAY]", "go to a day, like 2026-11-01")                                       \
	X("peek", colon_peek, "CONV", "look at it, and leave it unread")                                     \
	X("leave-unread", colon_unread, "[CONV]", "leave it unread")                                         \
	X("go", colon_go, "CONV", "open a conversation")                                                     \
	X("new-room", colon_new_room, "TEXT", "make a public room, which everybody may join")                \
	X("new-private-room", colon_new_private_room, "TEXT", "make a private room, for whom one invites")   \
	X("join", colon_join, "ROOM", "open a room; join it where you are not in it")                        \
	X("query", colon_query, "PERSON", "write to somebody")                                               \
	X("msg", colon_msg, "CONV TEXT", "send that there, and stay here")                                   \
	X("part", colon_part, "[CONV]", "leave a room")                                                      \
	X("topic", colon_describe_room, "[TEXT]", "what this room is about; \"\": nothing")                  \
	X("list", colon_list, "[GROUP]", "all conversations, to read")                                       \
	X("where", colon_where, "", "which conversation is open, and what is unread")                        \
	X("theme", colon_theme, "[THEME]", "how the screen looks")                                           \
	X("emoji", colon_emoji, "[PARTS]", "joined emoji whole, or their first part")                        \
	X("sidebar", colon_sidebar, "[COLUMNS]", "columns of the sidebar, or auto")

/* What was typed behind a command's name. */
struct colon_call {
	struct strspan words; /* taken apart */
	const char *rest; /* as it is */
	const char *tail; /* the same without the first word */
};

/*
 * What stands behind the command, without the blanks at its end, or what is between quotes where that is all; in the
 * events' arena.
 */
const char *colon_text(struct ui_turn *turn, const struct colon_call *call);

/*
 * Does it, or false and `err`, which is shown below the line. A request by ui_dialog_request() keeps the
 * line open until it is answered; a box that is opened takes its place.
 */
typedef bool (*colon_function)(struct ui_turn *turn, const struct colon_call *call, struct err *err);

struct colon_command {
	const char *name;
	colon_function run; /* NULL: `action` is done */
	const char *usage, *help;
	enum action action;
};

#define X(name, function, usage, help) \
	bool function(struct ui_turn *turn, const struct colon_call *call, struct err *err);
COLON_COMMANDS(X)
#undef X

/* All of them, by place: first the table, then the actions that have no command of their name. */
size_t colon_count(void);
struct colon_command colon_command(size_t place);

/* One word of a usage. */
struct colon_slot {
	enum colon_argument argument;
	bool optional, many;
};

/* The one that argument `index` (0, 1, …) fills; false, and COLON_ARGUMENT_COUNT: there is none. */
bool colon_slot(const char *usage, size_t index, struct colon_slot *slot);

/* The command that `line` names and its arguments, in `arena`; false and `err` when it cannot be run so. */
bool colon_parse(const char *line, struct arena *arena, struct colon_command *command,
                 struct colon_call *call, struct err *err);

/* A line taken apart, in an arena. A quote that is not closed ends with the line. */
struct colon_typed {
	struct strspan words;
	const size_t *starts; /* where in the line each begins */
	bool open; /* the last one reaches the end: what is typed next belongs to it */
};
struct colon_typed colon_split(const char *line, struct arena *arena);

/* The command of that name, or the only one that begins so; false and `err` else. */
bool colon_find(const char *name, struct colon_command *found, struct err *err);

/* As it has to be typed to be one word. */
char *colon_quote(struct arena *arena, const char *word);

/* What CONV means: as on the shell's command line (state_resolve), or as the sidebar calls it. NULL and `err`. */
const struct state_conversation *colon_conversation(const struct state *state, const char *text,
                                                    struct err *err);
/* As it can be typed for CONV; in `arena`. */
const char *colon_name(const struct state *state, struct arena *arena,
                       const struct state_conversation *conversation);

/* The choices for what is typed last in `line`; gives where that begins. `themes` may be NULL. */
size_t colon_complete(const struct state *state, const struct themes *themes, const struct desk *desk,
                      const char *line, struct dialog *dialog);

/* "move [GROUP] [CONV…]: move to a group", or "" while `line` names no command. */
char *colon_usage(struct arena *arena, const char *line);

/* What `line` is about to call a group; NULL: it calls none anything. In the turn's arena. */
const char *colon_new_name(struct ui_turn *turn, const char *line);

/* What the open line remembers. colon_box.c */
struct colon {
	struct strlist history; /* oldest first; also what was left without being run */
	size_t back; /* how many steps into the history; 0: at what is being typed */
	char *typed; /* that, while one looks into the history */
	char *base; /* what was typed before Tab put a choice behind it; NULL: nothing is */
	char *completed; /* with the choice */
	size_t start; /* where the choice begins */
	/* The text of a compose line that was asked about, or run, last: after colon_ask() the next Enter sends it. NULL: none. */
	char *asked;
};

void colon_finish(struct colon *colon);

/* What ":nick" (PROFILES) and ":status" (STATUSES) asked for when they were to change nothing. colon_people.c */
void colon_tell_self(struct ui_turn *turn, enum state_request_type asked, const struct state_event *answer);

/* Is that the whole name of one, `len` bytes? */
bool colon_is_name(const char *name, size_t len);

void colon_open(struct ui_turn *turn);
/* With this line, which `conversation` was about to be sent: it goes from there when the command is run, not before. */
void colon_ask(struct ui_turn *turn, const char *line, const char *conversation);
/* The same, run at once; the box stays as long as it waits, and with what is wrong. `conversation` NULL: from no line. */
void colon_run(struct ui_turn *turn, const char *line, const char *conversation);
void colon_tab(struct ui_turn *turn);
/* The choice at this place is put in. */
void colon_choose(struct ui_turn *turn, size_t at);
void colon_tab_back(struct ui_turn *turn);
/* Through the choices, or through the history. */
void colon_up(struct ui_turn *turn);
void colon_down(struct ui_turn *turn);

#endif
