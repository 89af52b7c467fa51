/* print: messages on standard output, for people and for programs. */
#ifndef COVEY_CLIENT_CLI_PRINT_H
#define COVEY_CLIENT_CLI_PRINT_H

#include "state/query.h"

/* Longer names push what is behind them to the right. */
#define PRINT_NAME_COLUMNS 24

struct print_style {
	bool json; /* one object a line */
	const struct state *state; /* that knows what people are called */
	const char *room; /* the conversation's name before each line; or NULL */
	int room_width, from_width; /* columns, for people */
};

/* `conversation` is its id. (cmocka has a print_message.) */
void print_message_in(const struct print_style *style, const char *conversation,
                      const struct state_message *message);

/* Makes the style's column for the name of who wrote it wide enough, as it is printed with its `room`, or without. */
void print_fit_name(struct print_style *style, const struct state_message *message);

/* What of a message can be printed later, copied into the arena. */
struct state_message print_keep_message(struct arena *arena, const struct state_message *message);

/* What it says, cleaned: "file: plan.pdf (1.2 MB)". The caller frees it. */
char *print_message_text(const struct state_message *message);

/* What somebody else called something, cleaned, and a newline. */
void print_name(const char *name);

/* "2026-11-23 09:12", local time. */
#define PRINT_TIME_SIZE 32
void print_time(char out[PRINT_TIME_SIZE], int64_t time_ms);

/* Prints the object as one line, and destroys it. */
struct json;
void print_json(struct json *object);

/* "C2C" or "GROUP", as the protocol calls them. */
const char *print_conversation_type(enum state_conversation_kind kind);
/* "AcceptAndNotify", … */
const char *print_remind_type(enum state_remind remind);

#endif
