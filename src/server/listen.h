/*
 * listen: sockets that accept, made from URLs, and the locks that keep a second coveyd off them.
 *
 * A Unix socket can be connected to by whoever may enter its folder: make that 0700 for a person's
 * own, 0755 (/run/covey) for one that everybody on the machine may use. Where the folder is missing it is
 * made so; folders above it have to be there.
 */
#ifndef COVEY_SERVER_LISTEN_H
#define COVEY_SERVER_LISTEN_H

#include <stdbool.h>

#include "base/vec.h"

struct err;

struct listener {
	char *url; /* with the actual port */
	char *path; /* of a Unix socket, unlinked at the end; else NULL */
	char *lock_path; /* beside it, unlinked too; else NULL */
	int lock; /* descriptor, or -1 */
	bool tls;
	VEC(int) sockets; /* a host name may have several addresses; -1: taken over */
};

/* An exclusive lock on the file `path`, as a descriptor; -1 and `err` when another process has it. */
int listen_lock(const char *path, struct err *err);

/* Does it begin as a URL that can be listened on? */
bool listen_is_url(const char *url);

enum listen_flag {
	LISTEN_INSECURE = 1 << 0, /* plain TCP on other than loopback is allowed */
	LISTEN_SHARED = 1 << 1, /* a Unix socket's missing folder is made 0755, not 0700 */
};

/* `url` as protocol.md, section 1, has them; `flags` of enum listen_flag. listen_close() in any case. */
bool listen_open(struct listener *listener, const char *url, unsigned flags, struct err *err);

/* Closes what nobody has taken over. */
void listen_close(struct listener *listener);

#endif
