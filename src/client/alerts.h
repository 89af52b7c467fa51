/* alerts: the screen's way out for notifications, and what one that is opened leads to. */
#ifndef COVEY_CLIENT_ALERTS_H
#define COVEY_CLIENT_ALERTS_H

#include <stdbool.h>

struct desk;
struct err;
struct loop;
struct notify;
struct telling;

struct alerts_config {
	struct loop *loop;
	const struct telling *telling;
	struct desk *desk; /* where conversations are opened; outlives the alerts */
	void (*opened)(void *context); /* one of them was */
	void *context;
};

struct alerts {
	struct notify *notify;
	struct alerts_config config;
};

/* Stays where it is until alerts_finish(), which is to be called in any case. */
bool alerts_init(struct alerts *alerts, const struct alerts_config *config, struct err *err);
void alerts_finish(struct alerts *alerts);

#endif
