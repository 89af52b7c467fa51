#include "server/throttle.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define USERS_SWEPT 1024
/* So many addresses are remembered before those whose window is over are swept out. */
#define ADDRESSES_SWEPT 1024

static double per_ms(struct throttle_rate rate)
{
	return (double)rate.per_second / 1000;
}

static void fill(struct throttle_bucket *bucket, struct throttle_rate rate, int64_t now_ms)
{
	if (now_ms > bucket->at_ms)
		bucket->missing -= (double)(now_ms - bucket->at_ms) * per_ms(rate);
	if (bucket->missing < 0)
		bucket->missing = 0;
	bucket->at_ms = now_ms;
}

int64_t throttle_take(struct throttle_bucket *bucket, struct throttle_rate rate, int64_t amount,
                      int64_t now_ms)
{
	double taken = (double)(amount < rate.burst ? amount : rate.burst);
	fill(bucket, rate, now_ms);
	double over = bucket->missing + taken - (double)rate.burst;
	if (over > 0)
		return (int64_t)(over / per_ms(rate)) + 1;
	bucket->missing += taken;
	return 0;
}

static void forget_user(struct throttle_users *users, struct throttle_user *user)
{
	HASH_DEL(users->by_user, user);
	free(user);
}

void throttle_users_finish(struct throttle_users *users)
{
	struct throttle_user *user, *next;
	HASH_ITER (hh, users->by_user, user, next)
		forget_user(users, user);
}

static void sweep_users(struct throttle_users *users, int64_t now_ms)
{
	struct throttle_user *user, *next;
	HASH_ITER (hh, users->by_user, user, next) {
		fill(&user->requests, users->requests, now_ms);
		fill(&user->messages, users->messages, now_ms);
		if (user->requests.missing <= 0 && user->messages.missing <= 0)
			forget_user(users, user);
	}
	/* Those that stay are not looked at for each that comes. */
	users->sweep_at = 2 * HASH_COUNT(users->by_user) + USERS_SWEPT;
}

struct throttle_user *throttle_user(struct throttle_users *users, int64_t user, int64_t now_ms)
{
	struct throttle_user *found;
	HASH_FIND(hh, users->by_user, &user, sizeof(user), found);
	if (found)
		return found;
	if (HASH_COUNT(users->by_user) >= users->sweep_at)
		sweep_users(users, now_ms);
	found = mem_alloc(sizeof(*found));
	found->user = user;
	HASH_ADD(hh, users->by_user, user, sizeof(found->user), found);
	return found;
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
