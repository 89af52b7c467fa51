/* people: the list of people in a room, and what is done to somebody. */
#ifndef COVEY_UI_PEOPLE_H
#define COVEY_UI_PEOPLE_H

#include "base/vec.h"
#include "state/model.h"

struct ui_turn;

/* What the open list shows. */
struct people {
	VEC(struct state_person) list; /* owned; a role is a literal */
	bool online; /* there was a connection when it was looked at last */
};

void people_clear(struct people *people);
void people_finish(struct people *people);

/* The conversation that an action is about: under the cursor, or the open one; NULL: none. */
const struct state_conversation *people_here(struct ui_turn *turn);

/* Opens the conversation with a user; one that there is not is begun. */
void people_talk_to(struct ui_turn *turn, const char *user);

void people_open_list(struct ui_turn *turn, const struct state_conversation *room);
void people_ask_block(struct ui_turn *turn, const char *user);
void people_ask_delete(struct ui_turn *turn, const struct state_conversation *conversation);

/* Deeds */
void people_members(struct ui_turn *turn);
void people_block(struct ui_turn *turn);
void people_delete(struct ui_turn *turn);
/* In the list. */
void people_block_in_list(struct ui_turn *turn);
void people_remove(struct ui_turn *turn);
void people_role(struct ui_turn *turn);
void people_hand_over(struct ui_turn *turn);

#endif
