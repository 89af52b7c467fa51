/* stack: the sidebar's pane: the rows of one account, or of all on the desk, each below its heading. */
#ifndef COVEY_UI_STACK_H
#define COVEY_UI_STACK_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/grid.h"

struct desk;
struct ui;
struct state;

/* `ui` is the one that is shown. */
void stack_draw(struct ui *ui, const struct state *state, struct grid *grid, struct rect rect);

/* The account that has line `y` of the screen, as drawn last; false: none. */
bool stack_at(const struct desk *desk, int y, size_t *account);

#endif
