/*
 * action: everything that a key can do. One table: the enum, the names for the config file, the
 * help, the hints of the status line and the default keys are made from it.
 */
#ifndef COVEY_UI_ACTION_H
#define COVEY_UI_ACTION_H

#include <stdbool.h>

/*
 * Where a key means it. A context has its parent's actions, too, and its own go first. Where text is
 * typed a plain character is text and never an action, so an action for everywhere may have "?"
 * among its keys.
 *
 * X(NAME, PARENT, is text typed there, "title for the help")
 */
#define ACTION_CONTEXTS(X)                                   \
	X(EVERYWHERE, EVERYWHERE, false, "Everywhere")       \
	X(SIDEBAR, EVERYWHERE, false, "In the sidebar")      \
	X(MESSAGE, EVERYWHERE, false, "On a message")        \
	X(EDIT, EVERYWHERE, true, "In a line that you type") \
	X(COMPOSE, EDIT, true, "While you write")            \
	X(DIALOG, EDIT, true, "In a box")                    \
	X(FILING, DIALOG, false, "While you file")           \
	X(PEOPLE, DIALOG, false, "In a list of people")      \
	X(SEARCHING, DIALOG, true, "While you search")       \
	X(COMMAND_LINE, DIALOG, true, "In the command line") \
	X(CONFIRM, DIALOG, false, "When you are asked")      \
	X(READING, DIALOG, false, "While you read this")     \
	X(BARE, EVERYWHERE, false, "While you see only messages")

enum action_context {
#define X(id, parent, typed, title) ACTION_##id,
	ACTION_CONTEXTS(X)
#undef X
	        ACTION_CONTEXT_COUNT,
};

/* X(NAME, "name", CONTEXT, "default keys, separated by blanks", "help", in few words) */
#define ACTIONS(X)                                                                                      \
	X(HELP, "help", EVERYWHERE, "? F1", "help")                                                     \
	X(SWITCH, "switch", EVERYWHERE, "Tab Shift-Tab", "switch panes")                                \
	X(BACK, "back", EVERYWHERE, "Esc", "close, or back to writing")                                 \
	X(NEXT_UNREAD, "next-unread", EVERYWHERE, "Alt-a", "next unread")                               \
	X(JUMP, "jump", EVERYWHERE, "/ Ctrl-g Alt-j", "go to or start")                                 \
	X(FOCUS, "focus", EVERYWHERE, "f Alt-o", "focus on one group, or leave")                        \
	X(FEED, "feed", EVERYWHERE, "F Alt-t", "all of a group in one timeline")                        \
	X(FEED_READ, "feed-read", EVERYWHERE, "Alt-R", "mark the timeline read")                        \
	X(PREVIOUS, "previous", EVERYWHERE, "Alt-Up Alt-p", "previous conversation")                    \
	X(NEXT, "next", EVERYWHERE, "Alt-Down Alt-n", "next conversation")                              \
	X(ACCOUNT, "account", EVERYWHERE, "Alt-1 Alt-2 Alt-3 Alt-4 Alt-5 Alt-6 Alt-7 Alt-8 Alt-9",      \
	  "that account")                                                                               \
	X(NEXT_ACCOUNT, "next-account", EVERYWHERE, "Alt-0", "next account")                            \
	X(SCROLL_UP, "scroll-up", EVERYWHERE, "PageUp", "older messages")                               \
	X(SCROLL_DOWN, "scroll-down", EVERYWHERE, "PageDown", "newer messages")                         \
	X(SCROLL_END, "scroll-end", EVERYWHERE, "Alt-End Alt->", "newest message")                      \
	X(SEARCH, "search", EVERYWHERE, "Ctrl-s F3", "search")                                          \
	X(FIRST_UNREAD, "first-unread", EVERYWHERE, "Alt-Home Alt-<", "first new message")              \
	X(MENTION, "mention", EVERYWHERE, "Alt-@", "what mentions you, further up each time")           \
	X(DATE, "date", EVERYWHERE, "Alt-g", "go to a day")                                             \
	X(UNREAD, "leave-unread", EVERYWHERE, "w F7", "leave unread, from the selected message on")     \
	X(SELECT, "select", EVERYWHERE, "Alt-m", "select a message")                                    \
	X(FILE, "file", EVERYWHERE, "1 2 3 4 5 6 7 8 9", "file in that group")                          \
	X(LAST, "last", EVERYWHERE, "Alt-/", "the conversation before this one")                        \
	X(PALETTE, "palette", EVERYWHERE, "F2 Alt-X", "find an action")                                 \
	X(MEMBERS, "members", EVERYWHERE, "M F6", "people in the room")                                 \
	X(SEND_FILE, "send-file", EVERYWHERE, "Ctrl-o", "send a file")                                  \
	X(COMMAND, "command", EVERYWHERE, ": Alt-x Alt-:", "command line")                              \
	X(ONLY_MESSAGES, "only-messages", EVERYWHERE, "Alt-l F8", "only messages, to copy; again: all") \
	X(MOUSE, "toggle-mouse", EVERYWHERE, "Alt-M F9", "mouse: covey's, or the terminal's")           \
	X(CONNECT, "connect", EVERYWHERE, "F4 Alt-C", "connect now")                                    \
	X(REDRAW, "redraw", EVERYWHERE, "Ctrl-l F5", "draw the screen again")                           \
	X(ASK_QUIT, "ask-quit", EVERYWHERE, "Ctrl-c", "ask whether to leave")                           \
	X(QUIT, "quit", EVERYWHERE, "Ctrl-q", "leave covey")                                            \
                                                                                                        \
	X(CURSOR_UP, "cursor-up", SIDEBAR, "Up k", "up")                                                \
	X(CURSOR_DOWN, "cursor-down", SIDEBAR, "Down j", "down")                                        \
	X(CURSOR_FIRST, "cursor-first", SIDEBAR, "Home g", "first row")                                 \
	X(CURSOR_LAST, "cursor-last", SIDEBAR, "End G", "last row")                                     \
	X(OPEN, "open", SIDEBAR, "Enter", "open; fold a group")                                         \
	X(PEEK, "peek", SIDEBAR, "o", "look at it, and leave it unread")                                \
	X(FOLD, "fold", SIDEBAR, "Space", "fold or unfold the group")                                   \
	X(FOLD_IN, "fold-in", SIDEBAR, "Left h", "fold; to the heading")                                \
	X(FOLD_OUT, "fold-out", SIDEBAR, "Right l", "unfold the group")                                 \
	X(FOLD_OTHERS, "fold-others", SIDEBAR, "z", "fold all other groups")                            \
	X(CONVGROUP_NEW, "new-group", SIDEBAR, "n", "new group")                                        \
	X(CONVGROUP_RENAME, "rename-group", SIDEBAR, "r", "rename the group")                           \
	X(CONVGROUP_DELETE, "delete-group", SIDEBAR, "d", "delete the group")                           \
	X(CONVGROUP_RAISE, "group-up", SIDEBAR, "K", "group one place up")                              \
	X(CONVGROUP_LOWER, "group-down", SIDEBAR, "J", "group one place down")                          \
	X(MOVE, "move", SIDEBAR, "m", "move to a group")                                                \
	X(ADD, "add", SIDEBAR, "a", "add to one more group")                                            \
	X(TAKE_OUT, "take-out", SIDEBAR, "x", "take out of this group")                                 \
	X(PIN, "pin", SIDEBAR, "p", "pin to the top, or unpin")                                         \
	X(MARK, "mark", SIDEBAR, "v", "mark, or unmark")                                                \
	X(MARK_RANGE, "mark-range", SIDEBAR, "V", "mark from the last one to here")                     \
	X(UNMARK, "unmark", SIDEBAR, "Alt-v", "unmark all")                                             \
	X(TRIAGE, "triage", SIDEBAR, "t", "file what is in no group")                                   \
	X(SMART, "smart-groups", SIDEBAR, "S", "smart groups")                                          \
	X(UNDO, "undo", SIDEBAR, "u", "undo")                                                           \
	X(REDO, "redo", SIDEBAR, "U", "redo")                                                           \
	X(WAITING, "waiting", SIDEBAR, "W", "changes that wait or were refused")                        \
	X(MARK_READ, "mark-read", SIDEBAR, "R", "mark read, or the whole group")                        \
	X(REMIND, "notifications", SIDEBAR, "N", "what to be notified of")                              \
	X(POLICY, "policy", SIDEBAR, "P", "policy of the group")                                        \
	X(SORT, "sort", SIDEBAR, "s", "sort the group")                                                 \
	X(RAISE, "raise", SIDEBAR, "[ Ctrl-Up", "conversation one place up")                            \
	X(LOWER, "lower", SIDEBAR, "] Ctrl-Down", "conversation one place down")                        \
	X(ROOM_INVITE, "invite", SIDEBAR, "i", "invite people to the room")                             \
	X(ROOM_LEAVE, "leave-room", SIDEBAR, "L", "leave the room")                                     \
	X(ROOM_DISMISS, "dismiss-room", SIDEBAR, "Alt-L", "end a room of yours, for all")               \
	X(WIDER, "wider", SIDEBAR, ">", "sidebar wider")                                                \
	X(NARROWER, "narrower", SIDEBAR, "<", "sidebar narrower")                                       \
                                                                                                        \
	X(MESSAGE_UP, "message-up", MESSAGE, "Up k", "message above")                                   \
	X(MESSAGE_DOWN, "message-down", MESSAGE, "Down j", "message below; back to writing")            \
	X(MESSAGE_FIRST, "message-first", MESSAGE, "Home g", "first one loaded")                        \
	X(MESSAGE_LAST, "message-last", MESSAGE, "End G", "newest one")                                 \
	X(REPLY, "reply", MESSAGE, "r Enter", "answer")                                                 \
	X(REACT, "react", MESSAGE, "+ =", "react")                                                      \
	X(EDIT_MESSAGE, "edit-message", MESSAGE, "e", "edit")                                           \
	X(COPY, "copy", MESSAGE, "y c", "copy")                                                         \
	X(FORWARD, "forward", MESSAGE, "f", "forward")                                                  \
	X(OPEN_LINK, "open-link", MESSAGE, "o", "open a link in it")                                    \
	X(WHO, "who", MESSAGE, "w", "who read it")                                                      \
	X(PARENT, "parent", MESSAGE, "p", "to the one it answers")                                      \
	X(DELETE_MESSAGE, "delete-message", MESSAGE, "d Delete", "delete for you")                      \
	X(RECALL, "recall", MESSAGE, "D", "recall for all")                                             \
	X(SAVE_FILE, "save-file", MESSAGE, "s", "save its file")                                        \
	X(VIEW_FILE, "view-file", MESSAGE, "v", "show its picture, or hide it")                         \
	X(STOP_FILE, "stop-file", MESSAGE, "X", "stop its file, which is on its way")                   \
                                                                                                        \
	X(BLOCK, "block", SIDEBAR, "B", "block the person, or unblock")                                 \
	X(DELETE, "delete-conversation", SIDEBAR, "D", "delete the conversation")                       \
                                                                                                        \
	X(SEND, "send", COMPOSE, "Enter", "send")                                                       \
	X(NEWLINE, "newline", COMPOSE, "Alt-Enter Ctrl-j", "new line")                                  \
	X(ROW_UP, "row-up", COMPOSE, "Up", "one row up")                                                \
	X(ROW_DOWN, "row-down", COMPOSE, "Down", "one row down")                                        \
	X(COMPLETE_WORD, "complete-word", COMPOSE, "Alt-i", "complete @ # / :name, as Tab does")        \
	X(EDITOR, "editor", COMPOSE, "Alt-E Ctrl-x", "write in your own editor")                        \
	X(SPELLING, "spelling", COMPOSE, "Alt-s Alt-$", "put a misspelt word right")                    \
	X(SENT_EARLIER, "sent-earlier", COMPOSE, "Ctrl-p", "one row up; what you sent before")          \
	X(SENT_LATER, "sent-later", COMPOSE, "Ctrl-n", "one row down; what you sent later")             \
	X(RETRY, "retry", COMPOSE, "Alt-r", "send the refused again")                                   \
	X(TAKE_BACK, "take-back", COMPOSE, "Alt-e", "edit the refused")                                 \
                                                                                                        \
	X(EDIT_START, "line-start", EDIT, "Home Ctrl-a", "start of the line")                           \
	X(EDIT_END, "line-end", EDIT, "End Ctrl-e", "end of the line")                                  \
	X(EDIT_LEFT, "left", EDIT, "Left Ctrl-b", "left")                                               \
	X(EDIT_RIGHT, "right", EDIT, "Right Ctrl-f", "right")                                           \
	X(EDIT_WORD_LEFT, "word-left", EDIT, "Alt-b Ctrl-Left Alt-Left", "word to the left")            \
	X(EDIT_WORD_RIGHT, "word-right", EDIT, "Alt-f Ctrl-Right Alt-Right", "word to the right")       \
	X(EDIT_DELETE_LEFT, "delete-left", EDIT, "Backspace Ctrl-h", "delete to the left")              \
	X(EDIT_DELETE_RIGHT, "delete-right", EDIT, "Delete Ctrl-d", "delete to the right")              \
	X(EDIT_CUT_WORD_LEFT, "cut-word-left", EDIT, "Ctrl-w Alt-Backspace", "cut the word before")     \
	X(EDIT_CUT_WORD_RIGHT, "cut-word-right", EDIT, "Alt-d", "cut the word after")                   \
	X(EDIT_CUT_START, "cut-start", EDIT, "Ctrl-u", "cut to the start of the line")                  \
	X(EDIT_CUT_END, "cut-end", EDIT, "Ctrl-k", "cut to the end of the line")                        \
	X(EDIT_YANK, "yank", EDIT, "Ctrl-y", "put back what was cut")                                   \
	X(EDIT_YANK_EARLIER, "yank-earlier", EDIT, "Alt-y", "what was cut before, in its place")        \
	X(EDIT_UNDO, "undo-typing", EDIT, "Ctrl-_", "take back what was typed")                         \
	X(EDIT_REDO, "redo-typing", EDIT, "Alt-_", "type it again")                                     \
	X(EDIT_TEXT_START, "text-start", EDIT, "Ctrl-Home", "start of the text")                        \
	X(EDIT_TEXT_END, "text-end", EDIT, "Ctrl-End", "end of the text")                               \
	X(EDIT_TRANSPOSE, "transpose", EDIT, "Ctrl-t", "exchange two letters")                          \
	X(EDIT_UPCASE, "upcase", EDIT, "Alt-u", "the word in capitals")                                 \
	X(EDIT_DOWNCASE, "downcase", EDIT, "Alt-L", "the word in small letters")                        \
	X(EDIT_CAPITALISE, "capitalise", EDIT, "Alt-c", "the word with a capital")                      \
                                                                                                        \
	X(ACCEPT, "accept", DIALOG, "Enter", "do it")                                                   \
	X(CHOICE_UP, "choice-up", DIALOG, "Up Ctrl-p", "up")                                            \
	X(CHOICE_DOWN, "choice-down", DIALOG, "Down Ctrl-n", "down")                                    \
                                                                                                        \
	X(SEARCH_SCOPE, "search-scope", SEARCHING, "Tab", "here, in the group, everywhere")             \
	X(COMPLETE, "complete", COMMAND_LINE, "Tab", "complete, next choice")                           \
	X(COMPLETE_BACK, "complete-back", COMMAND_LINE, "Shift-Tab", "previous choice")                 \
	X(EARLIER, "earlier", COMMAND_LINE, "Up Ctrl-p", "choice above; earlier command")               \
	X(LATER, "later", COMMAND_LINE, "Down Ctrl-n", "next choice; later command")                    \
                                                                                                        \
	X(TRIAGE_ALL, "accept-all", FILING, "A", "all as proposed")                                     \
	X(TRIAGE_REFUSE, "refuse", FILING, "n", "not as proposed, next")                                \
	X(TRIAGE_OTHER, "other-group", FILING, "m", "another group")                                    \
                                                                                                        \
	X(PERSON_BLOCK, "block-person", PEOPLE, "b", "block, or unblock")                               \
	X(PERSON_REMOVE, "remove-person", PEOPLE, "x", "remove from the room")                          \
	X(PERSON_ROLE, "admin", PEOPLE, "a", "make an admin, or a plain member")                        \
	X(PERSON_OWNER, "hand-over", PEOPLE, "O", "make the owner")                                     \
                                                                                                        \
	X(YES, "yes", CONFIRM, "y", "yes")                                                              \
	X(NO, "no", CONFIRM, "n", "no")                                                                 \
	X(CLOSE, "close", READING, "q", "close")                                                        \
	X(BARE_UP, "line-up", BARE, "Up k", "one line up")                                              \
	X(BARE_DOWN, "line-down", BARE, "Down j", "one line down")                                      \
	X(BARE_CLOSE, "all-again", BARE, "q Enter", "all again")

enum action {
#define X(id, name, context, keys, help) ACTION_##id,
	ACTIONS(X)
#undef X
	        ACTION_COUNT,
};

struct action_info {
	const char *name, *keys, *help;
	enum action_context context;
};

struct action_context_info {
	const char *title;
	enum action_context parent;
	bool typed;
};

extern const struct action_info action_table[ACTION_COUNT];
extern const struct action_context_info action_contexts[ACTION_CONTEXT_COUNT];

/* Is `outer` the context itself, its parent, or a parent's parent? */
bool action_context_is_in(enum action_context context, enum action_context outer);

#endif
