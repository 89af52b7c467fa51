#include "server/throttle.h"

#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "base/mem.h"

/* So many addresses are remembered before those whose window is over are swept out. */
#define ADDRESSES_SWEPT 1024

int64_t throttle_take(struct throttle_bucket *bucket, struct throttle_rate rate, int64_t now_ms)
{
	double per_ms = (double)rate.per_second / 1000;
	if (now_ms > bucket->at_ms)
		bucket->missing -= (double)(now_ms - bucket->at_ms) * per_ms;
	if (bucket->missing < 0)
		bucket->missing = 0;
	bucket->at_ms = now_ms;
	double over = bucket->missing + 1 - (double)rate.burst;
	if (over > 0)
		return (int64_t)(over / per_ms) + 1;
	bucket->missing += 1;
	return 0;
}

struct throttle_failure {
	char *address;
	int64_t since_ms, count;
	UT_hash_handle hh;
};

static void forget(struct throttle_failures *failures, struct throttle_failure *failure)
{
	HASH_DEL(failures->by_address, failure);
	free(failure->address);
	free(failure);
}

void throttle_failures_finish(struct throttle_failures *failures)
{
	struct throttle_failure *failure, *next;
	HASH_ITER (hh, failures->by_address, failure, next)
		forget(failures, failure);
}

static void sweep(struct throttle_failures *failures, int64_t now_ms)
{
	struct throttle_failure *failure, *next;
	HASH_ITER (hh, failures->by_address, failure, next) {
		if (now_ms - failure->since_ms >= failures->window_ms)
			forget(failures, failure);
	}
}

static struct throttle_failure *find(struct throttle_failures *failures, const char *address, int64_t now_ms)
{
	struct throttle_failure *found;
	HASH_FIND_STR(failures->by_address, address, found);
	if (found && now_ms - found->since_ms >= failures->window_ms) {
		forget(failures, found);
		return NULL;
	}
	return found;
}

void throttle_failures_add(struct throttle_failures *failures, const char *address, int64_t now_ms)
{
	struct throttle_failure *failure = find(failures, address, now_ms);
	if (!failure) {
		if (HASH_COUNT(failures->by_address) >= ADDRESSES_SWEPT)
			sweep(failures, now_ms);
		failure = mem_alloc(sizeof(*failure));
		failure->address = mem_strdup(address);
		failure->since_ms = now_ms;
		HASH_ADD_KEYPTR(hh, failures->by_address, failure->address, strlen(failure->address),
		                failure);
	}
	failure->count++;
}

int64_t throttle_failures_wait(struct throttle_failures *failures, const char *address, int64_t now_ms)
{
	struct throttle_failure *failure = find(failures, address, now_ms);
	if (!failure || failure->count < failures->max)
		return 0;
	return failure->since_ms + failures->window_ms - now_ms;
}
