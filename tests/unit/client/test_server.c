/* Which server covey talks to (design, section 1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "client/config.h"
#include "client/server.h"

static void test_named_server_wins(void **state)
{
	(void)state;
	enum server_source source;
	char url[] = "wss://chat.example";
	const struct config_account named = {.server = url, .source = SERVER_LOGIN};
	assert_string_equal(server_choose(&named, true, &source), "wss://chat.example");
	assert_string_equal(server_choose(&named, false, &source), "wss://chat.example");
	assert_int_equal(source, SERVER_LOGIN);
}

static void test_machines_server_comes_before_ones_own(void **state)
{
	(void)state;
	enum server_source source;
	const struct config_account unnamed = {0};
	assert_string_equal(server_choose(&unnamed, true, &source), "unix:/run/covey/covey.sock");
	assert_int_equal(source, SERVER_MACHINE);
	assert_null(server_choose(&unnamed, false, &source));
	assert_int_equal(source, SERVER_PERSONAL);
}

static void test_empty_name_names_nothing(void **state)
{
	(void)state;
	enum server_source source;
	char nothing[] = "";
	const struct config_account empty = {.server = nothing, .source = SERVER_SETTINGS};
	assert_string_equal(server_choose(&empty, true, &source), "unix:/run/covey/covey.sock");
	assert_null(server_choose(&empty, false, &source));
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
