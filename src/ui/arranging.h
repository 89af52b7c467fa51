/* arranging: groups being made as a file says. */
#ifndef COVEY_UI_ARRANGING_H
#define COVEY_UI_ARRANGING_H

#include "state/arrangement.h"

struct arranging {
	struct state_arrangement wanted; /* what the file says, while its changes are shown */
};

void arranging_init(struct arranging *arranging);
void arranging_finish(struct arranging *arranging);

#endif
