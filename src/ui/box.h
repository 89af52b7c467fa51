/* box: how a dialog looks. */
#ifndef COVEY_UI_BOX_H
#define COVEY_UI_BOX_H

#include "ui/dialog.h"

/* The columns of what is in a box that has `room`. */
int box_text_width(enum dialog_kind kind, struct rect room);

/* Over what the grid shows in `rect`; sets the cursor, and what dialog_move() needs to know. */
void box_draw(struct dialog *dialog, const struct keymap *keymap, struct grid *grid, struct rect room);

#endif
