/*
 * style: every element of the screen that has a look of its own. One table: the enum, the names for
 * themes, and the defaults are made from it; a colour has one meaning.
 *
 * The background is the terminal's own and plain text has the terminal's own colour. The hues were
 * taken from those of the 256 that have a contrast of at least 3.5 on black and on white. What a
 * colour says, a sign, a place or an attribute says as well.
 */
#ifndef COVEY_UI_STYLE_H
#define COVEY_UI_STYLE_H

#include <stdbool.h>
#include <stdint.h>

enum style_attribute {
	STYLE_BOLD = 1 << 0,
	STYLE_DIM = 1 << 1,
	STYLE_REVERSE = 1 << 2,
	STYLE_UNDERLINE = 1 << 3,
	STYLE_ITALIC = 1 << 4,
};

/* The terminal's own colour. */
#define STYLE_DEFAULT (-1)

/* One meaning each; (foreground of 256, foreground of 16, background of 256, background of 16). */
#define STYLE_PLAIN STYLE_DEFAULT, STYLE_DEFAULT, STYLE_DEFAULT, STYLE_DEFAULT
#define STYLE_HUE(of256, of16) of256, of16, STYLE_DEFAULT, STYLE_DEFAULT
#define STYLE_HERE STYLE_HUE(STYLE_HUE_HERE, 6)
#define STYLE_FOR_YOU STYLE_HUE(STYLE_HUE_FOR_YOU, 5)
#define STYLE_GOOD STYLE_HUE(STYLE_HUE_GOOD, 2)
#define STYLE_BAD STYLE_HUE(STYLE_HUE_BAD, 1)
#define STYLE_QUIET STYLE_HUE(STYLE_HUE_QUIET, STYLE_DEFAULT)

/* Each has a name, by which a theme gives it another colour: X(NAME, "name", of 256) */
#define STYLE_MEANINGS(X)                                            \
	X(HERE, "here", 32) /* where one is: blue */                 \
	X(FOR_YOU, "for-you", 166) /* new, or for oneself: orange */ \
	X(GOOD, "good", 28) /* green */                              \
	X(BAD, "bad", 196) /* red */                                 \
	X(QUIET, "quiet", 244) /* grey; STYLE_DIM where there is none */

enum style_hue {
#define X(id, name, of256) STYLE_HUE_##id = (of256),
	STYLE_MEANINGS(X)
#undef X
};

/* The hues of people's names, STYLE_NAME_0 and following. */
#define STYLE_NAMES 10

/* X(NAME, "name", foreground of 256, foreground of 16, background of 256, background of 16, attributes) */
#define STYLES(X)                                                                       \
	X(NORMAL, "normal", STYLE_PLAIN, 0)                                             \
	X(FAINT, "faint", STYLE_QUIET, STYLE_DIM)                                       \
	X(PICTURE, "picture", STYLE_PLAIN, 0) /* its cells have colours of their own */ \
	X(BORDER, "border", STYLE_QUIET, STYLE_DIM)                                     \
	X(ERROR, "error", STYLE_BAD, STYLE_BOLD)                                        \
                                                                                        \
	X(APP, "app", STYLE_HERE, STYLE_BOLD)                                           \
	X(ACCOUNT, "account", STYLE_QUIET, STYLE_DIM)                                   \
	X(ACCOUNT_SHOWN, "account-shown", STYLE_HERE, STYLE_BOLD)                       \
	X(ACCOUNT_OTHER, "account-other", STYLE_PLAIN, STYLE_BOLD)                      \
	X(PLACE, "place", STYLE_PLAIN, STYLE_BOLD)                                      \
	X(ONLINE, "online", STYLE_GOOD, 0)                                              \
	X(CONNECTING, "connecting", STYLE_QUIET, STYLE_DIM)                             \
	X(OFFLINE, "offline", STYLE_BAD, STYLE_BOLD)                                    \
                                                                                        \
	X(HEADING, "heading", STYLE_PLAIN, STYLE_BOLD)                                  \
	X(CONVERSATION, "conversation", STYLE_PLAIN, 0)                                 \
	X(CONVERSATION_UNREAD, "conversation-unread", STYLE_PLAIN, STYLE_BOLD)          \
	X(CONVERSATION_CURRENT, "conversation-current", STYLE_HERE, STYLE_BOLD)         \
	X(PIN, "pin", STYLE_QUIET, STYLE_DIM)                                           \
	X(MARKED, "marked", STYLE_FOR_YOU, STYLE_BOLD)                                  \
	X(SILENT, "silent", STYLE_QUIET, STYLE_DIM)                                     \
	X(UNREAD, "unread", STYLE_PLAIN, STYLE_BOLD)                                    \
	X(UNREAD_MENTION, "unread-mention", STYLE_FOR_YOU, STYLE_BOLD)                  \
	X(PRESENT, "present", STYLE_GOOD, 0)                                            \
	X(CURSOR, "cursor", STYLE_PLAIN, STYLE_REVERSE)                                 \
                                                                                        \
	X(TIME, "time", STYLE_QUIET, STYLE_DIM)                                         \
	X(DAY, "day", STYLE_QUIET, STYLE_DIM)                                           \
	X(MARKER, "marker", STYLE_FOR_YOU, 0)                                           \
	X(NAME_SELF, "name-self", STYLE_PLAIN, STYLE_BOLD)                              \
	X(NAME_0, "name-0", STYLE_HUE(30, 6), 0)                                        \
	X(NAME_1, "name-1", STYLE_HUE(64, 2), 0)                                        \
	X(NAME_2, "name-2", STYLE_HUE(98, 4), 0)                                        \
	X(NAME_3, "name-3", STYLE_HUE(132, 3), 0)                                       \
	X(NAME_4, "name-4", STYLE_HUE(100, 3), 0)                                       \
	X(NAME_5, "name-5", STYLE_HUE(67, 4), 0)                                        \
	X(NAME_6, "name-6", STYLE_HUE(162, 6), 0)                                       \
	X(NAME_7, "name-7", STYLE_HUE(29, 2), 0)                                        \
	X(NAME_8, "name-8", STYLE_HUE(133, 3), 0)                                       \
	X(NAME_9, "name-9", STYLE_HUE(62, 4), 0)                                        \
	X(TEXT, "text", STYLE_PLAIN, 0)                                                 \
	X(TEXT_WAITING, "text-waiting", STYLE_QUIET, STYLE_DIM)                         \
	X(TEXT_REFUSED, "text-refused", STYLE_BAD, 0)                                   \
	X(TEXT_MENTION, "text-mention", STYLE_PLAIN, STYLE_BOLD)                        \
	X(TEXT_TIP, "text-tip", STYLE_QUIET, STYLE_DIM | STYLE_ITALIC)                  \
	X(EDITED, "edited", STYLE_QUIET, STYLE_DIM)                                     \
	X(QUOTE, "quote", STYLE_QUIET, STYLE_DIM)                                       \
	X(REACTION, "reaction", STYLE_PLAIN, 0)                                         \
	X(REACTION_OWN, "reaction-own", STYLE_HERE, STYLE_BOLD | STYLE_UNDERLINE)       \
	X(SELECTED_BAR, "selected-bar", STYLE_HERE, STYLE_BOLD)                         \
	X(MENTION, "mention", STYLE_HERE, 0)                                            \
	X(MENTION_SELF, "mention-self", STYLE_FOR_YOU, STYLE_BOLD)                      \
	X(RECEIPT, "receipt", STYLE_QUIET, STYLE_DIM)                                   \
	X(RECEIPT_READ, "receipt-read", STYLE_HERE, 0)                                  \
	X(TYPING, "typing", STYLE_QUIET, STYLE_ITALIC)                                  \
	X(MENTION_BAR, "mention-bar", STYLE_FOR_YOU, STYLE_BOLD)                        \
	X(BELOW, "below", STYLE_FOR_YOU, STYLE_BOLD)                                    \
                                                                                        \
	X(PROMPT, "prompt", STYLE_HERE, STYLE_BOLD)                                     \
	X(INTENT, "intent", STYLE_HERE, STYLE_BOLD)                                     \
	X(PROMPT_AWAY, "prompt-away", STYLE_QUIET, STYLE_DIM)                           \
	X(MISSPELT, "misspelt", STYLE_BAD, STYLE_UNDERLINE)                             \
	X(INPUT, "input", STYLE_PLAIN, 0)                                               \
                                                                                        \
	X(BOX, "box", STYLE_PLAIN, 0)                                                   \
	X(BOX_BORDER, "box-border", STYLE_HERE, 0)                                      \
	X(BOX_TITLE, "box-title", STYLE_PLAIN, STYLE_BOLD)                              \
	X(CHOICE, "choice", STYLE_PLAIN, STYLE_REVERSE)                                 \
	X(FOUND, "found", STYLE_FOR_YOU, STYLE_BOLD | STYLE_UNDERLINE)                  \
                                                                                        \
	X(KEY, "key", STYLE_PLAIN, STYLE_BOLD)                                          \
	X(NOTICE, "notice", STYLE_PLAIN, 0)

#define X(id, name, ...) STYLE_##id,
enum style { STYLES(X) STYLE_COUNT };
#undef X

struct style_look {
	int16_t fg256, fg16, bg256, bg16;
	uint8_t attributes;
};

extern const struct style_look style_looks[STYLE_COUNT];
const char *style_name(enum style style);

#endif
