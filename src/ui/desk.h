/*
 * desk: the accounts on one screen. Each has a ui and a state of its own; one is shown, and keys and
 * pictures are its ui's. The sidebar has the rows of all, one account above the other: where its cursor
 * is, that account is shown.
 */
#ifndef COVEY_UI_DESK_H
#define COVEY_UI_DESK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"

struct sidebar;
struct state;
struct ui;

struct desk_account {
	char *name; /* as the settings call it */
	struct ui *ui;
	const struct state *state;
};

struct desk {
	VEC(struct desk_account) accounts; /* as they stand */
	size_t shown;
	size_t from; /* what was shown before; the same as `shown`: nothing else yet */
	char *arrived; /* the conversation that was there to begin with: until another is opened, one can go back */
	size_t top; /* rows of all that are hidden above */
};

void desk_init(struct desk *desk);
void desk_finish(struct desk *desk);

/* One more below the others; the first one is shown. `ui` and `state` are borrowed for the desk's life. */
void desk_add(struct desk *desk, const char *name, struct ui *ui, const struct state *state);

/* Shows it as it was left; what belongs to the person and not to an account goes along. */
void desk_show(struct desk *desk, size_t account);

/* Its rows as they are now: those of an account that is not shown may be older than its state. */
struct sidebar *desk_sidebar(struct desk *desk, size_t account);

/* Shows it with that conversation, which is opened when its ui follows. */
void desk_open(struct desk *desk, size_t account, const char *conversation);

/* What is unread in the one that is shown, else in the next that has something. False when nothing is unread elsewhere. */
bool desk_open_unread(struct desk *desk);

/* Is another account shown whose focus is on one group? Then nothing of this one is told. */
bool desk_is_silent(const struct desk *desk, size_t account);

/* To the account that was shown before, when no other conversation was opened since; again, and one is back. False: it is not so. */
bool desk_go_back(struct desk *desk);

/* Over all accounts. */
long long desk_unread(const struct desk *desk);
bool desk_is_mentioned(const struct desk *desk);

/* Has the state of one that is not shown changed since it was drawn? */
bool desk_others_changed(const struct desk *desk);

#endif
