/*
 * bulk: one deed for all marked conversations, as many requests as it takes, one after the other: each
 * names as many conversations as the server allows, and only those that leave the same group. What is done is no
 * longer marked. What was refused stays so, and the reasons are kept until the next deed.
 */
#ifndef COVEY_UI_BULK_H
#define COVEY_UI_BULK_H

#include "base/str.h"
#include "base/vec.h"
#include "state/request.h"

struct state_event;
struct ui;
struct ui_turn;

struct bulk_item {
	char *conversation, *from; /* from: the group that it leaves, NULL: none */
};

struct bulk_refusal {
	char *conversation, *text;
};

struct bulk {
	enum state_request_type type;
	char *convgroup; /* that all of them go to; NULL: the deed is another */
	bool flag; /* PIN: on or off */
	VEC(struct bulk_item) left; /* not asked for yet */
	bool joins; /* the next request is undone together with the one before */
	struct strlist asked; /* in the request on its way */
	uint64_t ticket; /* that request's; 0: nothing runs */
	size_t done;
	VEC(struct bulk_refusal) refused;
};

void bulk_finish(struct bulk *bulk);

/*
 * Begins with what is marked. CONVGROUP_MOVE, CONVGROUP_ADD: to `convgroup`; CONVGROUP_REMOVE; PIN: `flag`; READ.
 */
void bulk_begin(struct ui_turn *turn, enum state_request_type type, const char *convgroup, bool flag);

/* The answer to one of its requests; false when the ticket is none of its own. */
bool bulk_answered(struct ui_turn *turn, uint64_t ticket, const struct state_event *answer);

#endif
