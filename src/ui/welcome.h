/* welcome: what stands where there is no message: what this place is, and the keys that matter. */
#ifndef COVEY_UI_WELCOME_H
#define COVEY_UI_WELCOME_H

#include "state/query.h"
#include "ui/grid.h"
#include "ui/keymap.h"

void welcome_draw(const struct state *state, const struct keymap *keymap, bool in_sidebar, struct grid *grid,
                  struct rect rect);

#endif
