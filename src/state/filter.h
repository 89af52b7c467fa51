/*
 * filter: an expression that says of a conversation whether it is meant. Marking and smart groups use
 * the same ones.
 *
 *     unread                          room and not group=Research
 *     name~^proj idle>30d             (mentions or pinned) and unread>10
 *
 *     expression  =  all { "or" all }
 *     all         =  part { [ "and" ] part }
 *     part        =  "not" part  |  "(" expression ")"  |  test
 *     test        =  WORD [ OPERATOR VALUE ]
 *
 * WORDs and the operators that each takes are the table below. A VALUE ends at a blank or a parenthesis unless
 * it is written in double quotes (\" and \\ inside). ~ is a POSIX extended regular expression, without
 * regard to case; = is the whole value without regard to case and accents. An age is a number and one of
 * s m h d w.
 */
#ifndef COVEY_STATE_FILTER_H
#define COVEY_STATE_FILTER_H

#include "state/model.h"

struct err;
struct state_filter;

/* A longer expression is refused. */
#define STATE_FILTER_MAX_BYTES 512

/* What stands behind a word. */
#define STATE_FILTER_KINDS(X)                          \
	X(FLAG, "")                                    \
	X(NUMBER, "[> < = and a number]")              \
	X(TEXT, "~ a regular expression, or = a text") \
	X(AGE, "> or < an age: 30d, 2h")

#define X(name, help) STATE_FILTER_##name,
enum state_filter_kind { STATE_FILTER_KINDS(X) STATE_FILTER_KIND_COUNT };
#undef X

/* X(NAME, "word", KIND, "help") */
#define STATE_FILTER_TESTS(X)                                               \
	X(ALL, "all", FLAG, "every conversation")                           \
	X(UNREAD, "unread", NUMBER, "has unread messages, or so many")      \
	X(MENTIONS, "mentions", NUMBER, "has unread mentions, or so many")  \
	X(PINNED, "pinned", FLAG, "is pinned")                              \
	X(PERSON, "person", FLAG, "is with one person")                     \
	X(ROOM, "room", FLAG, "is a room")                                  \
	X(MUTED, "muted", FLAG, "neither counts nor notifies")              \
	X(UNFILED, "unfiled", FLAG, "is in no group")                       \
	X(DRAFT, "draft", FLAG, "has text that was not sent")               \
	X(UNSENT, "unsent", FLAG, "has messages that wait or were refused") \
	X(GROUP, "group", TEXT, "is in such a group")                       \
	X(NAME, "name", TEXT, "is called so (without #)")                   \
	X(ID, "id", TEXT, "the person's or room's ID")                      \
	X(FROM, "from", TEXT, "who wrote last")                             \
	X(TEXT, "text", TEXT, "the newest message")                         \
	X(IDLE, "idle", AGE, "how long ago the newest message came")

#define X(name, word, kind, help) STATE_FILTER_TEST_##name,
enum state_filter_test { STATE_FILTER_TESTS(X) STATE_FILTER_TEST_COUNT };
#undef X

struct state_filter_info {
	const char *word, *help;
	enum state_filter_kind kind;
};

/* For help and completion. */
extern const struct state_filter_info state_filter_tests[STATE_FILTER_TEST_COUNT];

/* NULL and `err` ("… at column 7 …") when it cannot be understood. */
struct state_filter *state_filter_create(const char *text, struct err *err);

/* Takes NULL. */
void state_filter_destroy(struct state_filter *filter);

/* `now_ms` (Unix) for ages. A conversation without messages is as idle as can be. */
bool state_filter_matches(const struct state_filter *filter, const struct state_conversation *conversation,
                          int64_t now_ms);

#endif
