/*
 * rule: where the person wants conversations of a kind to be filed, from the settings. A rule proposes its
 * group for what is in no group and fits; the first that fits counts. One that is automatic files a new
 * conversation by itself, once, when it is first heard of.
 *
 *     NAME = [auto] FILTER -> GROUP          work = room name~^work -> Work
 */
#ifndef COVEY_STATE_RULE_H
#define COVEY_STATE_RULE_H

#include "base/vec.h"
#include "state/model.h"

struct err;
struct state;
struct state_filter;

struct state_rule {
	char *name, *convgroup;
	bool automatic;
	struct state_filter *filter;
};

struct state_rules {
	VEC(struct state_rule) list;
};

/* One more, as written in the settings; false and `err` when it cannot be understood. */
bool state_rules_add(struct state_rules *rules, const char *name, const char *text, struct err *err);
void state_rules_finish(struct state_rules *rules);

/* The rule that proposes a group for a conversation that is in none; NULL: there is none, or it is in one. */
const struct state_rule *state_rule_for(const struct state *state,
                                        const struct state_conversation *conversation);

/* Is it among those that wait to be filed? In no group, and not one's own notes. */
bool state_is_unfiled(const struct state *state, const struct state_conversation *conversation);

#endif
