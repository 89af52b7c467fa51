/* shown: whether what a terminal shows is what the model says, and both as text for where it is not. */
#ifndef COVEY_TESTS_DICE_SHOWN_H
#define COVEY_TESTS_DICE_SHOWN_H

#include "dice/model.h"
#include "state/query.h"

/* The conversations of the model's people. */
extern const char *const shown_ids[MODEL_PEOPLE];

/* What a group is set to, in words; until the next call. */
const char *shown_words(int data, bool folded);

bool shown_agrees(const struct state *state, const struct model *model);

void shown_print(const char *whose, const struct state *state);
void shown_print_model(const struct model *model);

#endif
