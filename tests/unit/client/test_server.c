/* Which server covey talks to (design, section 1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "client/server.h"

static void test_named_server_wins(void **state)
{
	(void)state;
	assert_string_equal(server_choose("wss://chat.example", true), "wss://chat.example");
	assert_string_equal(server_choose("wss://chat.example", false), "wss://chat.example");
}

static void test_machines_server_comes_before_ones_own(void **state)
{
	(void)state;
	assert_string_equal(server_choose(NULL, true), "unix:/run/covey/covey.sock");
	assert_null(server_choose(NULL, false));
}

static void test_empty_name_names_nothing(void **state)
{
	(void)state;
	assert_string_equal(server_choose("", true), "unix:/run/covey/covey.sock");
	assert_null(server_choose("", false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_named_server_wins),
	        cmocka_unit_test(test_machines_server_comes_before_ones_own),
	        cmocka_unit_test(test_empty_name_names_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
