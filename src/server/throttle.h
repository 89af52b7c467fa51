/* throttle: how often somebody may do something. */
#ifndef COVEY_SERVER_THROTTLE_H
#define COVEY_SERVER_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

#include <uthash.h>

/* So many a second on the average, and so many at once. */
struct throttle_rate {
	int64_t per_second, burst;
};

/* A bucket that fills with time; zeroed, it is full. */
struct throttle_bucket {
	double missing;
	int64_t at_ms;
};

/* 0: `amount` is taken, or all that there ever is where that is less. Else the milliseconds until it would be. */
int64_t throttle_take(struct throttle_bucket *bucket, struct throttle_rate rate, int64_t amount,
                      int64_t now_ms);

/* What a user may do: not a connection's, or who comes again would begin anew. */
struct throttle_user {
	int64_t user;
	struct throttle_bucket requests, messages;
	UT_hash_handle hh;
};

struct throttle_users {
	struct throttle_user *by_user;
	struct throttle_rate requests, messages;
	unsigned sweep_at; /* with so many, those whose buckets are full are forgotten */
};

void throttle_users_finish(struct throttle_users *users);

/* Made when it is not there; until the next call. */
struct throttle_user *throttle_user(struct throttle_users *users, int64_t user, int64_t now_ms);

/* Failed logins by address. */
struct throttle_failures {
	struct throttle_failure *by_address; /* a uthash */
	int64_t max; /* this many of one address within `window_ms` are too many */
	int64_t window_ms;
};

void throttle_failures_finish(struct throttle_failures *failures);
void throttle_failures_add(struct throttle_failures *failures, const char *address, int64_t now_ms);

/* 0: the address may try. Else the milliseconds until it may. */
int64_t throttle_failures_wait(struct throttle_failures *failures, const char *address, int64_t now_ms);

#endif
