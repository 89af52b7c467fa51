/* dice: splitmix64. A seed always gives the same, and each test that throws dice prints its seed. */
#ifndef COVEY_TESTS_DICE_DICE_H
#define COVEY_TESTS_DICE_DICE_H

#include <inttypes.h>

#include "unit/test.h"

#include "base/str.h"

struct dice {
	uint64_t state;
};

static inline uint64_t throw_dice(struct dice *dice)
{
	uint64_t z = (dice->state += 0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

/* 0 to `bound` - 1. */
static inline int dice_below(struct dice *dice, int bound)
{
	return (int)(throw_dice(dice) % (uint64_t)bound);
}

static inline bool dice_says(struct dice *dice, int percent)
{
	return dice_below(dice, 100) < percent;
}

/* The seed of the environment's COVEY_SEED, else `seed`; printed, so that a failure can be had again. */
static inline struct dice dice_with(const char *test, uint64_t seed)
{
	const char *given = getenv("COVEY_SEED");
	if (given)
		str_to_uint(given, UINT64_MAX, &seed);
	print_message("%s: COVEY_SEED=%" PRIu64 "\n", test, seed);
	return (struct dice){seed};
}

#endif
