/* Passwords and tokens. */
#include "unit/test.h"

#include "server/password.h"

#define COST PASSWORD_COST_MIN

static void test_only_the_password_fits(void **state)
{
	(void)state;
	char hash[PASSWORD_HASH_SIZE], again[PASSWORD_HASH_SIZE];
	assert_true(password_hash("secret", COST, hash, NULL));
	assert_true(password_hash("secret", COST, again, NULL));
	assert_string_not_equal(hash, again); /* salted */
	assert_non_null(strstr(hash, "argon2id"));
	assert_true(password_fits("secret", hash, COST));
	assert_false(password_fits("Secret", hash, COST));
	assert_false(password_fits("", hash, COST));
}

static void test_nothing_fits_whoever_has_no_password(void **state)
{
	(void)state;
	assert_false(password_fits("", NULL, COST));
	assert_false(password_fits("secret", NULL, COST));
}

static void test_tokens_differ_and_have_one_hash(void **state)
{
	(void)state;
	char one[PASSWORD_TOKEN_SIZE], two[PASSWORD_TOKEN_SIZE];
	unsigned char hash[PASSWORD_TOKEN_HASH_BYTES], again[PASSWORD_TOKEN_HASH_BYTES];
	password_make_token(one);
	password_make_token(two);
	assert_int_equal(strlen(one), PASSWORD_TOKEN_SIZE - 1);
	assert_string_not_equal(one, two);
	password_hash_token(one, hash);
	password_hash_token(one, again);
	assert_memory_equal(hash, again, sizeof(hash));
	password_hash_token(two, again);
	assert_memory_not_equal(hash, again, sizeof(hash));
}

static void test_costs_are_named(void **state)
{
	(void)state;
	enum password_cost cost;
	assert_true(password_cost_from_name("moderate", &cost));
	assert_int_equal(cost, PASSWORD_COST_MODERATE);
	assert_false(password_cost_from_name("cheap", &cost));
}

static int set_up(void **state)
{
	(void)state;
	return password_init(NULL) ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_only_the_password_fits),
	        cmocka_unit_test(test_nothing_fits_whoever_has_no_password),
	        cmocka_unit_test(test_tokens_differ_and_have_one_hash),
	        cmocka_unit_test(test_costs_are_named),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
