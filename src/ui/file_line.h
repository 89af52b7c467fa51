/*
 * file_line: the line below a file's message: how far it is, where it was saved, or why it was not.
 *
 *     ████████████░░░░░░░░░░░░  45 % of 3.0 MB
 *     ✓ saved as …/Downloads/plan.pdf
 */
#ifndef COVEY_UI_FILE_LINE_H
#define COVEY_UI_FILE_LINE_H

#include "state/query.h"
#include "ui/grid.h"

/* Is there anything to say? */
bool file_line_is_there(const struct state *state, const struct state_message *message);

/* At row `y` of `rect`; only where it is there. */
void file_line_draw(const struct state *state, const struct state_message *message, struct grid *grid,
                    struct rect rect, int y);

/* Why it was not saved; NULL: nothing went wrong. */
const char *file_line_failure(const struct state *state, const struct state_message *message);

/* By its name: what it is in truth is seen when it is shown. */
bool file_line_may_be_picture(const struct state_message *message);

/* Of a picture that is shown; 0: none is. */
int file_line_picture_rows(const struct state *state, const struct state_message *message);
void file_line_draw_picture(const struct state *state, const struct state_message *message, int row,
                            struct grid *grid, struct rect rect, int y);

#endif
