/* How often somebody may do something. */
#include "unit/test.h"

#include "server/throttle.h"

static const struct throttle_rate rate = {.per_second = 10, .burst = 3};

static void test_a_burst_passes_and_then_the_rate_counts(void **state)
{
	(void)state;
	struct throttle_bucket bucket = {0};
	int64_t now = 1000;
	for (int i = 0; i < 3; i++)
		assert_int_equal(throttle_take(&bucket, rate, 1, now), 0);
	int64_t wait = throttle_take(&bucket, rate, 1, now);
	assert_in_range(wait, 100, 101);
	assert_true(throttle_take(&bucket, rate, 1, now + wait - 2) > 0);
	assert_int_equal(throttle_take(&bucket, rate, 1, now + wait), 0); /* as was said */
	assert_true(throttle_take(&bucket, rate, 1, now + wait) > 0);
}

static void test_a_dear_one_takes_more_and_never_more_than_there_is(void **state)
{
	(void)state;
	struct throttle_bucket bucket = {0};
	assert_int_equal(throttle_take(&bucket, rate, 2, 0), 0);
	assert_in_range(throttle_take(&bucket, rate, 2, 0), 100, 101);
	assert_int_equal(throttle_take(&bucket, rate, 1, 0), 0);
	assert_in_range(throttle_take(&bucket, rate, 20, 0), 300, 301);
	assert_int_equal(throttle_take(&bucket, rate, 20, 301), 0);
}

static void test_a_bucket_fills_to_its_burst_and_no_further(void **state)
{
	(void)state;
	struct throttle_bucket bucket = {0};
	assert_int_equal(throttle_take(&bucket, rate, 1, 0), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(throttle_take(&bucket, rate, 1, 1000000), 0);
	assert_true(throttle_take(&bucket, rate, 1, 1000000) > 0);
}

static void test_a_clock_that_goes_back_gives_nothing(void **state)
{
	(void)state;
	struct throttle_bucket bucket = {0};
	for (int i = 0; i < 3; i++)
		assert_int_equal(throttle_take(&bucket, rate, 1, 5000), 0);
	assert_true(throttle_take(&bucket, rate, 1, 1000) > 0);
}

static void test_failures_of_an_address_count_within_a_window(void **state)
{
	(void)state;
	struct throttle_failures failures = {.max = 2, .window_ms = 1000};
	throttle_failures_add(&failures, "a", 100);
	assert_int_equal(throttle_failures_wait(&failures, "a", 100), 0);
	throttle_failures_add(&failures, "a", 500);
	assert_int_equal(throttle_failures_wait(&failures, "a", 600), 500);
	assert_int_equal(throttle_failures_wait(&failures, "b", 600), 0); /* another is not touched */
	assert_int_equal(throttle_failures_wait(&failures, "a", 1100), 0); /* the window is over */
	throttle_failures_add(&failures, "a", 1200);
	assert_int_equal(throttle_failures_wait(&failures, "a", 1200), 0); /* and counts anew */
	throttle_failures_finish(&failures);
}

static void test_a_user_is_remembered_for_as_long_as_it_matters(void **state)
{
	(void)state;
	struct throttle_users users = {.requests = rate, .messages = rate};
	assert_int_equal(throttle_take(&throttle_user(&users, 1, 0)->messages, rate, 1, 0), 0);
	for (int64_t user = 2; user < 5000; user++)
		throttle_take(&throttle_user(&users, user, user)->requests, rate, 1, user);
	assert_true(HASH_COUNT(users.by_user) < 2000); /* after 100 ms a bucket is full again */
	for (int i = 0; i < 3; i++)
		assert_int_equal(throttle_take(&throttle_user(&users, 7, 9000)->messages, rate, 1, 9000), 0);
	assert_true(throttle_take(&throttle_user(&users, 7, 9000)->messages, rate, 1, 9000) > 0);
	throttle_users_finish(&users);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_burst_passes_and_then_the_rate_counts),
	        cmocka_unit_test(test_a_dear_one_takes_more_and_never_more_than_there_is),
	        cmocka_unit_test(test_a_bucket_fills_to_its_burst_and_no_further),
	        cmocka_unit_test(test_a_clock_that_goes_back_gives_nothing),
	        cmocka_unit_test(test_a_user_is_remembered_for_as_long_as_it_matters),
	        cmocka_unit_test(test_failures_of_an_address_count_within_a_window),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
