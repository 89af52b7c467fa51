/* status: the last line: what was just said, else the keys that matter here; and what is unread elsewhere. */
#ifndef COVEY_UI_STATUS_H
#define COVEY_UI_STATUS_H

#include "state/query.h"
#include "ui/grid.h"
#include "ui/keymap.h"

/* How long a notice stays; once a key is pressed, only as long as it takes to read it. An error stays, for it may want to be read twice. */
#define STATUS_NOTICE_MS 6000
#define STATUS_NOTICE_LEAST_MS 1000
#define STATUS_ERROR_MS 15000

/* When the notice that is shown goes, Unix ms; 0: none is shown. */
int64_t status_notice_until(const struct state *state, int64_t now_ms);

/* What has the focus. */
struct status_focus {
	enum action_context context;
	const struct state_row *row; /* SIDEBAR: under the cursor; NULL: none */
	const struct state_message *message; /* MESSAGE: the selected one */
};

/* What stands at the right beside what is unread in this account. */
struct status_sums {
	size_t marked; /* conversations */
	int64_t unread, mentions; /* in the other accounts */
};

void status_draw(const struct state *state, const struct keymap *keymap, struct status_focus focus,
                 struct status_sums sums, int64_t now_ms, struct grid *grid, struct rect rect);

#endif
