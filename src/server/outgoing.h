/* outgoing: the text of a frame on its way out, made once for however many connections get it. */
#ifndef COVEY_SERVER_OUTGOING_H
#define COVEY_SERVER_OUTGOING_H

#include <stddef.h>

struct outgoing {
	size_t holders;
	size_t len;
	char text[];
};

/* Held by the caller. */
struct outgoing *outgoing_create(const char *text, size_t len);
struct outgoing *outgoing_hold(struct outgoing *outgoing);

/* The last one to let go frees it; NULL is fine. */
void outgoing_drop(struct outgoing *outgoing);

#endif
