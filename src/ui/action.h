/*
 * action: everything that a key can do. One table: the enum, the names for the config file, the
 * help and the default keys are made from it.
 */
#ifndef COVEY_UI_ACTION_H
#define COVEY_UI_ACTION_H

/* Where a key means it. */
enum action_context {
	ACTION_EVERYWHERE,
	ACTION_SIDEBAR,
	ACTION_COMPOSE,
	ACTION_MESSAGES,
	ACTION_CONTEXT_COUNT,
};

/* X(NAME, "name", CONTEXT, "default keys, separated by blanks", "help") */
#define ACTIONS(X)                                     \
	X(HELP, "help", EVERYWHERE, "F1", "this help") \
	X(QUIT, "quit", EVERYWHERE, "C-q", "leave covey")

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

extern const struct action_info action_table[ACTION_COUNT];

#endif
