/*
 * resolve: the addresses of a host, looked up beside the loop.
 *
 * getaddrinfo(3) blocks for as long as it likes, so it runs in a thread of its own. The thread and
 * the asker share one struct by count: who is done with it last frees it, so an asker that loses
 * interest never waits for a name server.
 */
#ifndef COVEY_NET_RESOLVE_H
#define COVEY_NET_RESOLVE_H

#include <stddef.h>

struct err;
struct resolve;

/* Of one host, more are not tried. */
#define RESOLVE_MAX 16
/* An IPv6 address with its scope ("fe80::1%enp0s31f6") and the NUL. */
#define RESOLVE_ADDRESS_SIZE 72

/* NULL and `err` when no thread could be made. */
struct resolve *resolve_start(const char *host, struct err *err);

/* A new descriptor that becomes readable when the answer is there; the caller closes it. -1 when there are no more descriptors. */
int resolve_descriptor(struct resolve *resolve);

/*
 * Once the descriptor is readable: how many addresses there are, each as text in the order in which to
 * try them, borrowed until resolve_destroy. 0 and `err` when the host was not found.
 */
size_t resolve_answer(const struct resolve *resolve, const char *addresses[RESOLVE_MAX], struct err *err);

/* Takes NULL; at any time. */
void resolve_destroy(struct resolve *resolve);

#endif
