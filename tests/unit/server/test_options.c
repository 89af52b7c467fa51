/* What coveyd is told: the command line, the file, and what is wrong with either. */
#include "unit/test.h"

#include <stdio.h>
#include <unistd.h>

#include "base/err.h"
#include "server/options.h"

struct fixture {
	char path[64];
	struct options options;
	struct err err;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	strcpy(f->path, "/tmp/covey-test-options.XXXXXX");
	close(mkstemp(f->path));
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	options_finish(&f->options);
	unlink(f->path);
	free(f);
	return 0;
}

static bool read_arguments(struct fixture *f, struct strspan words)
{
	char *argv[16] = {(char *)"coveyd"};
	for (size_t i = 0; i < words.len; i++)
		argv[i + 1] = (char *)words.items[i];
	options_finish(&f->options);
	f->err = (struct err){0};
	return options_read(&f->options, (int)words.len + 1, argv, &f->err);
}

static void write_file(struct fixture *f, const char *text)
{
	FILE *file = fopen(f->path, "we");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

#define READ(f, ...)                                                           \
	read_arguments(f, (struct strspan){(const char *const[]){__VA_ARGS__}, \
	                                   sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)})
#define assert_refused(f, call, text_)                     \
	do {                                               \
		assert_false(call);                        \
		assert_string_equal((f)->err.text, text_); \
	} while (0)

static void test_defaults(void **state)
{
	struct fixture *f = *state;
	assert_true(READ(f, "--listen", "ws://127.0.0.1:0"));
	assert_int_equal(f->options.listen.len, 1);
	assert_int_equal(f->options.unsent_bytes, 8 * 1024 * 1024);
	assert_int_equal(f->options.level, LOG_WARNING);
	assert_int_equal(f->options.cost, PASSWORD_COST_INTERACTIVE);
	assert_int_equal(f->options.limits.convgroups, 20);
	assert_false(f->options.insecure);
	assert_false(f->options.os_users);
}

static void test_people_of_the_machine_are_users_where_there_is_a_unix_socket(void **state)
{
	struct fixture *f = *state;
	assert_true(READ(f, "--listen", "ws://127.0.0.1:0", "--listen=unix:/x"));
	assert_true(f->options.os_users);
	assert_true(READ(f, "--listen=unix:/x", "--os-users", "off"));
	assert_false(f->options.os_users);
	assert_true(READ(f, "--os-users=on"));
	assert_true(f->options.os_users);
}

static void test_words_stand_beside_options(void **state)
{
	struct fixture *f = *state;
	assert_true(READ(f, "user", "--data", "d", "add", "--", "--name"));
	assert_int_equal(f->options.words.len, 3);
	assert_string_equal(f->options.words.items[2], "--name");
	assert_string_equal(f->options.data, "d");
}

static void test_what_is_wrong_on_the_command_line_is_said(void **state)
{
	struct fixture *f = *state;
	assert_refused(f, READ(f, "--nonsense"), "there is no option --nonsense; see coveyd --help");
	assert_refused(f, READ(f, "--data"), "--data needs a value: DIR");
	assert_refused(f, READ(f, "--insecure=yes"), "--insecure takes no value");
	assert_refused(f, READ(f, "--idle-exit", "soon"),
	               "on the command line: idle-exit must be a number, not “soon”");
	assert_refused(f, READ(f, "--os-users=maybe"),
	               "on the command line: os-users must be on or off, not “maybe”");
	assert_refused(f, READ(f, "--log-level", "loud"), "there is no log level “loud”");
	assert_refused(f, READ(f, "--password-cost", "cheap"), "there is no password cost “cheap”");
	assert_refused(f, READ(f, "--listen", "ftp://x:1"), "ftp://x:1 is neither ws://, wss:// nor unix:");
	assert_refused(f, READ(f, "--tls-key", "k"), "--tls-cert and --tls-key belong together");
	assert_refused(f, READ(f, "--send-rate", "0"), "--send-rate and --request-rate must be above 0");
}

static void test_limits_are_set_by_their_name_on_the_wire(void **state)
{
	struct fixture *f = *state;
	assert_true(READ(f, "--limit", "conversationsInGroups=5", "--limit=eventsKept=7"));
	assert_int_equal(f->options.limits.conversations_in_groups, 5);
	assert_int_equal(f->options.limits.events_kept, 7);
	assert_true(READ(f, "--limit", "userFileBytes=20000000000"));
	assert_int_equal(f->options.limits.user_file_bytes, 20000000000);
	assert_refused(f, READ(f, "--limit", "conversations=5"), "there is no limit conversations");
	assert_refused(f, READ(f, "--limit", "eventsKept=many"),
	               "a limit is NAME=NUMBER, not “eventsKept=many”");
	assert_refused(f, READ(f, "--limit", "eventsKept"), "a limit is NAME=NUMBER, not “eventsKept”");
}

static void test_the_command_line_wins_over_the_file(void **state)
{
	struct fixture *f = *state;
	write_file(f, "# a comment\n"
	              "listen = ws://127.0.0.1:1\n"
	              "listen = unix:/x\n"
	              "idle-exit = 7\n"
	              "insecure = on\n"
	              "limit = eventsKept=9\n");
	assert_true(READ(f, "--config", f->path, "--idle-exit", "8"));
	assert_int_equal(f->options.listen.len, 2);
	assert_int_equal(f->options.idle_exit, 8);
	assert_int_equal(f->options.limits.events_kept, 9);
	assert_true(f->options.insecure);
	assert_true(f->options.os_users);
	assert_true(READ(f, "--config", f->path, "--listen", "unix:/y"));
	assert_int_equal(f->options.listen.len, 1);
}

static void test_what_is_wrong_in_the_file_is_said_with_its_line(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text, *error;
	} cases[] = {
	        {"data = d\ncolour = red\nidle-exit = x\n", ":2: there is no option “colour”"},
	        {"\n\nidle-exit = x\n", ":3: idle-exit must be a number, not “x”"},
	        {"data\n", ":1: this is no 'name = value'"},
	        {"[server]\ndata = d\n", ":2: there are no [sections] in this file"},
	        {"insecure = perhaps\n", ":1: insecure can only be on"},
	        {"config = other\n", ":1: there is no option “config”"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char expected[256];
		write_file(f, cases[i].text);
		snprintf(expected, sizeof(expected), "%s%s", f->path, cases[i].error);
		assert_refused(f, READ(f, "--config", f->path), expected);
	}
	assert_refused(f, READ(f, "--config", "/nonexistent/x"),
	               "cannot read /nonexistent/x: No such file or directory");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(test_defaults),
	        TEST(test_people_of_the_machine_are_users_where_there_is_a_unix_socket),
	        TEST(test_words_stand_beside_options),
	        TEST(test_what_is_wrong_on_the_command_line_is_said),
	        TEST(test_limits_are_set_by_their_name_on_the_wire),
	        TEST(test_the_command_line_wins_over_the_file),
	        TEST(test_what_is_wrong_in_the_file_is_said_with_its_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
