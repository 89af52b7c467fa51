/* What stands on a command's line. */
#include "unit/test.h"

#include "client/cli/command.h"
#include "client/cli/options.h"

static void run(const struct command *command, const char *option, int status)
{
	struct config config = {0};
	const char *argv[] = {command->name, option, NULL};
	assert_int_equal(command->run(&config, 2, (char **)argv), status);
	config_finish(&config);
}

/* It runs into options.c's assertions, too: that each usage names the options that its command takes. */
static void test_every_command_gives_help_and_knows_its_options(void **state)
{
	(void)state;
	const struct command *const tables[] = {command_table, command_group_verbs, command_room_verbs,
	                                        command_message_verbs};
	for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
		for (const struct command *command = tables[i]; command->name; command++) {
			run(command, "--help", COMMAND_DONE);
			run(command, "--no-such-option", COMMAND_USAGE);
		}
	}
}

static void test_options_stand_anywhere_where_they_may(void **state)
{
	(void)state;
	struct config config = {0};
	bool json = false;
	const char *count = NULL;
	struct options options = {
	        .command = "history",
	        .entries = (struct options_entry[]){{OPTIONS_JSON, &json, NULL},
	                                            {OPTIONS_NUMBER, NULL, &count},
	                                            {0}},
	        .least = 1,
	        .most = 1,
	};
	const char *argv[] = {"history", "bob", "-n", "3", "--json", "--server", "unix:/s", NULL};
	assert_true(options_parse(&options, &config, 7, (char **)argv));
	assert_true(json);
	assert_string_equal(count, "3");
	assert_string_equal(config.server, "unix:/s");
	assert_int_equal(options.argc, 1);
	assert_string_equal(options.argv[0], "bob");
	config_finish(&config);
}

static void test_what_may_be_text_is_no_option(void **state)
{
	(void)state;
	struct config config = {0};
	struct options options = {.command = "send", .in_front = true, .least = 1, .most = -1};
	const char *argv[] = {"send", "bob", "--json", "is", "nice", NULL};
	assert_true(options_parse(&options, &config, 5, (char **)argv));
	assert_int_equal(options.argc, 4);
	assert_string_equal(options.argv[1], "--json");
}

static void test_too_few_and_too_many_are_wrong(void **state)
{
	(void)state;
	struct config config = {0};
	struct options options = {.command = "history", .least = 1, .most = 1};
	const char *few[] = {"history", NULL}, *many[] = {"history", "a", "b", NULL};
	assert_false(options_parse(&options, &config, 1, (char **)few));
	assert_int_equal(options.status, COMMAND_USAGE);
	assert_false(options_parse(&options, &config, 3, (char **)many));
	assert_int_equal(options.status, COMMAND_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_every_command_gives_help_and_knows_its_options),
	        cmocka_unit_test(test_options_stand_anywhere_where_they_may),
	        cmocka_unit_test(test_what_may_be_text_is_no_option),
	        cmocka_unit_test(test_too_few_and_too_many_are_wrong),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
