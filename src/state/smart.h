/*
 * smart: groups that nobody files into: whatever fits an expression (filter.h) stands under them, besides where it
 * is filed. They are this client's own, kept in the cache; the server knows nothing of them.
 */
#ifndef COVEY_STATE_SMART_H
#define COVEY_STATE_SMART_H

#include "state/model.h"

struct err;
struct state;
struct state_filter;

struct state_smart {
	char *name, *expression;
	bool folded;
	struct state_filter *filter; /* of the expression; not in events */
};

#define STATE_SMARTS_MAX 50
#define STATE_SMART_NAME_BYTES 32

/* Those that have an expression of their own. X("name", "expression") */
#define STATE_SMARTS(X)           \
	X("unread", "unread")     \
	X("mentions", "mentions") \
	X("pinned", "pinned")     \
	X("drafts", "draft")      \
	X("people", "person")     \
	X("rooms", "room")

struct state_smart_info {
	const char *name, *expression;
};
extern const struct state_smart_info state_smarts[];
extern const size_t state_smart_count;

/* The expression that the name has by itself, or NULL. */
const char *state_smart_predefined(const char *name);

/* NULL when there is none that is shown. */
const struct state_smart *state_smart(const struct state *state, const char *name);

/* Does the conversation fit, as of the newest event? */
bool state_smart_holds(const struct state *state, const struct state_smart *smart,
                       const struct state_conversation *conversation);
int64_t state_smart_unread(const struct state *state, const struct state_smart *smart);

/* May there be one of that name with that expression? False and `err` else. */
bool state_check_smart(const struct state *state, const char *name, const char *expression, struct err *err);

#endif
