/* telling: what the person wants to be told of, and how: [notify] of the config file; and what he tells: [chat]. */
#ifndef COVEY_CLIENT_TELLING_H
#define COVEY_CLIENT_TELLING_H

#include <stdbool.h>

#include "notify/notify.h"
#include "state/model.h"

/* X("name", function, "VALUE", "help") */
#define TELLING_SETTINGS(X)                                                                        \
	X("mode", set_mode, "auto|desktop|osc777|osc99|osc9|bell|command|off", "the way out")      \
	X("command", set_command, "COMMAND",                                                       \
	  "run by sh, which finds the texts in $COVEY_TITLE and $COVEY_BODY")                      \
	X("people", set_people, "notify|mentions|count|mute", "what people's messages do at most") \
	X("rooms", set_rooms, "notify|mentions|count|mute", "what rooms' messages do at most")     \
	X("quiet", set_quiet, "HH:MM-HH:MM", "hours in which nothing is told, by the local clock") \
	X("excerpt", set_excerpt, "yes|no", "whether a notification shows what was said")

/* [chat]: what of oneself the others see. X("name", function, "VALUE", "help") */
#define TELLING_CHAT_SETTINGS(X)                                                                  \
	X("receipts", set_receipts, "yes|no", "whether people see that you read what they wrote") \
	X("typing", set_typing, "yes|no", "whether people see that you are writing")

struct err;

struct telling {
	enum notify_way way;
	char *command; /* NULL: none */
	struct state_policy policy;
};

/* Of rooms, what mentions one: a room may be full of people. */
void telling_init(struct telling *telling);

/* False and `err` for a name that is none or a value that cannot be. */
bool telling_set(struct telling *telling, const char *name, const char *value, struct err *err);

/* The same of [chat]. */
bool telling_set_chat(struct telling *telling, const char *name, const char *value, struct err *err);

/* What only shows once all is set. */
bool telling_check(const struct telling *telling, struct err *err);
void telling_finish(struct telling *telling);

#endif
