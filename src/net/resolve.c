#include "net/resolve.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"

struct resolve {
	atomic_int users; /* the asker and the thread */
	int event_fd; /* written once: what stands below is complete */
	char *host;
	int failure; /* of getaddrinfo, or 0 */
	size_t count;
	char addresses[RESOLVE_MAX][RESOLVE_ADDRESS_SIZE];
};

static void release(struct resolve *resolve)
{
	if (atomic_fetch_sub(&resolve->users, 1) > 1)
		return;
	if (resolve->event_fd >= 0)
		close(resolve->event_fd);
	free(resolve->host);
	free(resolve);
}

static void look_up(struct resolve *resolve)
{
	const struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
	struct addrinfo *found = NULL;
	resolve->failure = getaddrinfo(resolve->host, NULL, &hints, &found);
	if (resolve->failure)
		return;
	for (const struct addrinfo *at = found; at && resolve->count < RESOLVE_MAX; at = at->ai_next) {
		char *address = resolve->addresses[resolve->count];
		if (getnameinfo(at->ai_addr, at->ai_addrlen, address, RESOLVE_ADDRESS_SIZE, NULL, 0,
		                NI_NUMERICHOST) == 0)
			resolve->count++;
	}
	freeaddrinfo(found);
}

static void *run(void *argument)
{
	struct resolve *resolve = argument;
	look_up(resolve);
	(void)eventfd_write(resolve->event_fd, 1); /* cannot be full: it is written once */
	release(resolve);
	return NULL;
}

static int start_thread(struct resolve *resolve)
{
	pthread_t thread;
	int failure = pthread_create(&thread, NULL, run, resolve);
	if (!failure)
		pthread_detach(thread);
	return failure;
}

struct resolve *resolve_start(const char *host, struct err *err)
{
	struct resolve *resolve = mem_alloc(sizeof(*resolve));
	atomic_init(&resolve->users, 2);
	resolve->host = mem_strdup(host);
	resolve->event_fd = eventfd(0, EFD_CLOEXEC);
	int failure = resolve->event_fd < 0 ? errno : start_thread(resolve);
	if (!failure)
		return resolve;
	err_set(err, failure, "Could not look up the host %s: %s", host, strerror(failure));
	atomic_store(&resolve->users, 1);
	release(resolve);
	return NULL;
}

int resolve_descriptor(struct resolve *resolve)
{
	return fcntl(resolve->event_fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
}

size_t resolve_answer(const struct resolve *resolve, const char *addresses[RESOLVE_MAX], struct err *err)
{
	if (resolve->count == 0) {
		err_set(err, 0, "Could not find the host %s (%s)", resolve->host,
		        resolve->failure ? gai_strerror(resolve->failure) : "it has no address");
		return 0;
	}
	for (size_t i = 0; i < resolve->count; i++)
		addresses[i] = resolve->addresses[i];
	return resolve->count;
}

void resolve_destroy(struct resolve *resolve)
{
	if (resolve)
		release(resolve);
}
