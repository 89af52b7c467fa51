/*
 * personal: the coveyd that a person has for themselves when no other is named or there.
 *
 * It listens on personal.sock in covey's runtime folder, keeps its data in covey's data folder, and leaves when nobody
 * was connected for PERSONAL_IDLE_S. A covey that needs it and finds nobody listening starts it, detached, and
 * waits until it is ready. Coveys that are started at once take turns by a lock, so that the first starts it and
 * the others find it.
 */
#ifndef COVEY_CLIENT_PERSONAL_H
#define COVEY_CLIENT_PERSONAL_H

#include <stdbool.h>

struct err;

#define PERSONAL_IDLE_S "60"

/* "unix:/run/user/1000/covey/personal.sock", which the caller frees, with somebody listening there. NULL and `err` when that cannot be. */
char *personal_url(struct err *err);

/*
 * Starts it again, without waiting, when `url` is its own and nobody listens there (it was killed while a covey
 * was connected). Any other URL: does nothing.
 */
void personal_revive(const char *url);

#endif
