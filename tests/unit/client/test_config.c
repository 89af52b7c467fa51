/* The accounts of the settings, and which of them is meant. */
#include "unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/path.h"
#include "base/str.h"
#include "client/config.h"

static char folder[64];

static int set_up(void **state)
{
	char covey[80];
	(void)state;
	strcpy(folder, "/tmp/covey-test-config.XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(covey, sizeof(covey), "%s/covey", folder);
	assert_int_equal(mkdir(covey, 0700), 0);
	unsetenv("COVEY_SERVER");
	return setenv("XDG_CONFIG_HOME", folder, 1) || setenv("XDG_STATE_HOME", folder, 1);
}

static int tear_down(void **state)
{
	char command[96];
	(void)state;
	snprintf(command, sizeof(command), "rm -r '%s'", folder);
	return system(command);
}

static bool read_config(struct config *config, const char *text, struct err *err)
{
	char *path = path_in(PATH_CONFIG, "covey.ini", NULL);
	assert_true(path_write_private(path, text, NULL));
	free(path);
	return config_init(config, err);
}

static struct config config_of(const char *text)
{
	struct config config;
	struct err err = {0};
	bool ok = read_config(&config, text, &err);
	assert_string_equal(err.text, "");
	assert_true(ok);
	return config;
}

#define TWO \
	"[account work]\nserver = wss://work\nuser = alice\nca = /ca\n[account home]\nserver = wss://home\n"

static void test_without_a_word_there_is_one_account(void **state)
{
	(void)state;
	struct config config = config_of("");
	struct config_account account;
	assert_int_equal(config.accounts.len, 1);
	assert_true(config_choose(&config, &account, NULL));
	assert_null(account.name);
	assert_null(account.server);
	assert_false(config_means_one(&config));
	config_finish(&config);
}

static void test_accounts_stand_as_in_the_file_and_the_unnamed_first(void **state)
{
	(void)state;
	struct config config = config_of(TWO "[account]\nserver = unix:/s\n");
	assert_int_equal(config.accounts.len, 3);
	assert_null(config.accounts.items[0].name);
	assert_string_equal(config.accounts.items[0].server, "unix:/s");
	assert_string_equal(config.accounts.items[1].name, "work");
	assert_string_equal(config.accounts.items[2].name, "home");
	config_finish(&config);
}

static void test_a_command_is_for_the_first_or_the_one_that_is_named(void **state)
{
	(void)state;
	struct config config = config_of(TWO);
	struct config_account account;
	struct err err = {0};
	assert_true(config_choose(&config, &account, NULL));
	assert_string_equal(account.name, "work");
	config.account = strdup("home");
	assert_true(config_means_one(&config));
	assert_true(config_choose(&config, &account, NULL));
	assert_string_equal(account.server, "wss://home");
	assert_null(account.ca_file);
	free(config.account);
	config.account = strdup("nowhere");
	assert_false(config_choose(&config, &account, &err));
	assert_string_equal(err.text, "the settings have no [account nowhere]");
	config_finish(&config);
}

static void test_the_command_line_counts_more_than_the_file(void **state)
{
	(void)state;
	struct config config = config_of(TWO);
	struct config_account account;
	config.user = strdup("bob");
	assert_true(config_means_one(&config));
	assert_true(config_choose(&config, &account, NULL));
	assert_string_equal(account.server, "wss://work");
	assert_string_equal(account.user, "bob");
	assert_string_equal(account.ca_file, "/ca");
	config_finish(&config);
}

static void test_the_environment_names_the_first_ones_server_but_not_a_named_ones(void **state)
{
	(void)state;
	setenv("COVEY_SERVER", "wss://elsewhere", 1);
	struct config config = config_of(TWO);
	struct config_account account;
	assert_true(config_means_one(&config));
	assert_true(config_choose(&config, &account, NULL));
	assert_string_equal(account.server, "wss://elsewhere");
	config.account = strdup("home");
	assert_true(config_choose(&config, &account, NULL));
	assert_string_equal(account.server, "wss://home");
	config_finish(&config);
}

static void log_in(const char *server, const char *user, const char *ca_file)
{
	struct last_login last = {0};
	assert_true(last_login_keep(&last, server, user, ca_file, NULL));
	last_login_finish(&last);
}

static void assert_opens(const struct config *config, const char *server, const char *user,
                         const char *ca_file)
{
	struct config_account account;
	assert_true(config_choose(config, &account, NULL));
	assert_non_null(account.server);
	assert_string_equal(account.server, server);
	assert_true(str_equal(account.user, user));
	assert_true(str_equal(account.ca_file, ca_file));
}

static void test_where_no_server_is_named_it_is_that_of_the_last_login(void **state)
{
	(void)state;
	log_in("wss://first", "alice", NULL);
	log_in("wss://last", "ally", "/ca.pem");
	struct config config = config_of("[account]\nuser = somebody\n");
	assert_opens(&config, "wss://last", "ally", "/ca.pem");
	assert_string_equal(config_account_at(&config, 0).server, "wss://last");
	config.server = strdup("wss://other");
	assert_opens(&config, "wss://other", "somebody", NULL);
	config_finish(&config);
}

static void test_a_named_server_and_a_named_account_count_more_than_the_last_login(void **state)
{
	(void)state;
	log_in("wss://last", "ally", NULL);
	struct config config = config_of("[account]\nserver = wss://mine\n");
	assert_opens(&config, "wss://mine", NULL, NULL);
	config_finish(&config);
	config = config_of("[account work]\nuser = alice\n");
	struct config_account account;
	assert_true(config_choose(&config, &account, NULL));
	assert_null(account.server);
	assert_null(config_account_at(&config, 0).server);
	config_finish(&config);
}

static void test_one_is_the_last_user_of_a_server_that_is_named_too(void **state)
{
	(void)state;
	log_in("wss://last", "ally", NULL);
	setenv("COVEY_SERVER", "wss://last", 1);
	struct config config = config_of("");
	assert_opens(&config, "wss://last", "ally", NULL);
	config.user = strdup("bob");
	assert_opens(&config, "wss://last", "bob", NULL);
	config_finish(&config);
}

static void test_only_the_last_login_itself_is_forgotten(void **state)
{
	(void)state;
	struct last_login last;
	log_in("wss://last", "ally", NULL);
	assert_true(last_login_init(&last, NULL));
	assert_true(last_login_forget(&last, "wss://last", "alice", NULL));
	assert_true(last_login_forget(&last, "wss://first", "ally", NULL));
	assert_string_equal(last.server, "wss://last");
	assert_true(last_login_forget(&last, "wss://last", "ally", NULL));
	assert_null(last.server);
	assert_true(last_login_init(&last, NULL));
	assert_null(last.server);
}

static void test_a_last_login_that_is_not_whole_is_none(void **state)
{
	(void)state;
	struct last_login last;
	char *path = path_in(PATH_STATE, "last-login", NULL);
	assert_true(path_write_private(path, "wss://last\n", NULL));
	free(path);
	assert_true(last_login_init(&last, NULL));
	assert_null(last.server);
}

static void assert_refused(const char *text, const char *why)
{
	struct config config;
	struct err err = {0};
	assert_false(read_config(&config, text, &err));
	assert_non_null(strstr(err.text, why));
}

static void test_what_names_no_account_is_told_with_its_line(void **state)
{
	(void)state;
	assert_refused("[account a b]\nuser = x\n", "covey.ini:2: [account a b]: a name is of letters");
	assert_refused("[account 0123456789012345678901234567890123]\nuser = x\n", "at most 32 bytes");
	assert_refused("[account work]\ncolour = x\n", "covey.ini:2: [account] has no setting “colour”");
	assert_refused("[accounts]\nuser = x\n", "there is no section [accounts]");
}

static void test_downloads_are_a_folder_that_is_the_same_wherever_one_starts(void **state)
{
	(void)state;
	static const char *const folders[] = {"/srv/in", "~/in", "~"};
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		char text[64];
		snprintf(text, sizeof(text), "[files]\ndownloads = %s\n", folders[i]);
		struct config config = config_of(text);
		assert_string_equal(config.downloads, folders[i]);
		config_finish(&config);
	}
	assert_refused("[files]\ndownloads = in\n",
	               "covey.ini:2: [files] downloads = in: a folder begins with");
	assert_refused("[files]\ndownloads = ~bob/in\n", "a folder begins with");
	assert_refused("[files]\ndownloads =\n", "a folder begins with");
	assert_refused("[files]\nspelling = off\n", "[files] has no setting “spelling”");
}

#define RULE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        RULE(test_without_a_word_there_is_one_account),
	        RULE(test_accounts_stand_as_in_the_file_and_the_unnamed_first),
	        RULE(test_a_command_is_for_the_first_or_the_one_that_is_named),
	        RULE(test_the_command_line_counts_more_than_the_file),
	        RULE(test_the_environment_names_the_first_ones_server_but_not_a_named_ones),
	        RULE(test_where_no_server_is_named_it_is_that_of_the_last_login),
	        RULE(test_a_named_server_and_a_named_account_count_more_than_the_last_login),
	        RULE(test_one_is_the_last_user_of_a_server_that_is_named_too),
	        RULE(test_only_the_last_login_itself_is_forgotten),
	        RULE(test_a_last_login_that_is_not_whole_is_none),
	        RULE(test_downloads_are_a_folder_that_is_the_same_wherever_one_starts),
	        RULE(test_what_names_no_account_is_told_with_its_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
