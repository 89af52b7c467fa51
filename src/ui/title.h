/* title: the first line: the program, whose account, what is open, and the connection. */
#ifndef COVEY_UI_TITLE_H
#define COVEY_UI_TITLE_H

#include "state/query.h"
#include "ui/glyph.h"
#include "ui/layout.h"

/* `account`: what the settings call it, where there are several; or NULL. */
void title_draw(const struct state *state, const char *account, const struct layout *layout, int64_t now_ms,
                struct grid *grid);

/* The sign of the connection, and its style. */
enum style title_sign(const struct state *state, enum glyph *sign);

/* Seconds until the next try to connect, as they are shown; 0 when none is counted. */
int64_t title_countdown(const struct state *state, int64_t now_ms);

#endif
