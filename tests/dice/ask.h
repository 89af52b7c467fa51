/* ask: an operation of the model, asked for at a terminal as a person would, and done to the model, too. */
#ifndef COVEY_TESTS_DICE_ASK_H
#define COVEY_TESTS_DICE_ASK_H

#include "dice/game.h"

/* `told`: what cannot be is refused before it is kept. */
enum model_result ask(struct terminal *terminal, struct model *model, const struct model_op *op, bool told);

/* Undo, or redo. */
void ask_back(struct terminal *terminal, struct model *model, bool undo);

#endif
