#include "client/credentials.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/path.h"

#define URL "wss://chat.example/"

static char folder[64];

static int set_up(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/covey-test-logins.XXXXXX");
	assert_non_null(mkdtemp(folder));
	return setenv("XDG_STATE_HOME", folder, 1);
}

static int tear_down(void **state)
{
	char command[96];
	(void)state;
	snprintf(command, sizeof(command), "rm -r '%s'", folder);
	return system(command);
}

static void assert_remembered(const char *url, const char *user, const char *expected_user, const char *token)
{
	struct credentials found;
	struct err err = {0};
	assert_true(credentials_load(url, user, &found, &err));
	assert_string_equal(found.user, expected_user);
	assert_string_equal(found.token, token);
	credentials_finish(&found);
}

static void assert_not_remembered(const char *url, const char *user)
{
	struct credentials found;
	struct err err = {0};
	assert_false(credentials_load(url, user, &found, &err));
	assert_string_equal(err.text, "");
	assert_null(found.user);
}

static void test_nothing_remembered_is_no_error(void **state)
{
	(void)state;
	assert_not_remembered(URL, NULL);
	assert_not_remembered(URL, "alice");
}

static void test_the_only_login_needs_no_name(void **state)
{
	(void)state;
	assert_true(credentials_save(URL, "alice", "token-a", NULL));
	assert_remembered(URL, NULL, "alice", "token-a");
	assert_remembered(URL, "alice", "alice", "token-a");
	assert_not_remembered(URL, "bob");
	assert_not_remembered("wss://other.example/", NULL);
}

static void test_slash_at_the_end_makes_no_other_server(void **state)
{
	(void)state;
	assert_true(credentials_save("wss://chat.example", "alice", "token-a", NULL));
	assert_remembered("wss://chat.example/", NULL, "alice", "token-a");
}

static void test_of_several_logins_one_must_be_named(void **state)
{
	(void)state;
	struct credentials found;
	struct err err = {0};
	assert_true(credentials_save(URL, "alice", "token-a", NULL));
	assert_true(credentials_save(URL, "bob", "token-b", NULL));
	assert_false(credentials_load(URL, NULL, &found, &err));
	assert_non_null(strstr(err.text, "--user"));
	assert_remembered(URL, "alice", "alice", "token-a");
	assert_remembered(URL, "bob", "bob", "token-b");
}

static void test_new_token_replaces_the_old(void **state)
{
	(void)state;
	assert_true(credentials_save(URL, "alice", "old", NULL));
	assert_true(credentials_save(URL, "alice", "new", NULL));
	assert_remembered(URL, NULL, "alice", "new");
}

static void test_forgetting_one_leaves_the_others(void **state)
{
	(void)state;
	assert_true(credentials_save(URL, "alice", "token-a", NULL));
	assert_true(credentials_save(URL, "bob", "token-b", NULL));
	assert_true(credentials_forget(URL, "alice", NULL));
	assert_true(credentials_forget(URL, "nobody", NULL));
	assert_not_remembered(URL, "alice");
	assert_remembered(URL, NULL, "bob", "token-b");
}

static void test_file_is_for_its_owner_alone(void **state)
{
	(void)state;
	struct stat st;
	assert_true(credentials_save(URL, "alice", "token-a", NULL));
	char *name = path_escape("wss://chat.example");
	char path[256];
	snprintf(path, sizeof(path), "%s/covey/logins/%s", folder, name);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	free(name);
}

static void test_token_that_would_break_the_file_is_refused(void **state)
{
	(void)state;
	struct err err = {0};
	assert_false(credentials_save(URL, "alice", "x\nmallory stolen", &err));
	assert_true(err.text[0] != '\0');
	assert_not_remembered(URL, NULL);
}

static void test_unreadable_file_is_an_error(void **state)
{
	(void)state;
	struct credentials found;
	struct err err = {0};
	char *name = path_escape("wss://chat.example");
	char path[256];
	snprintf(path, sizeof(path), "%s/covey/logins/%s", folder, name);
	assert_true(path_make_folder(path, NULL));
	assert_false(credentials_load(URL, NULL, &found, &err));
	assert_true(err.text[0] != '\0');
	free(name);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        WITH_FOLDER(test_nothing_remembered_is_no_error),
	        WITH_FOLDER(test_the_only_login_needs_no_name),
	        WITH_FOLDER(test_slash_at_the_end_makes_no_other_server),
	        WITH_FOLDER(test_of_several_logins_one_must_be_named),
	        WITH_FOLDER(test_new_token_replaces_the_old),
	        WITH_FOLDER(test_forgetting_one_leaves_the_others),
	        WITH_FOLDER(test_file_is_for_its_owner_alone),
	        WITH_FOLDER(test_token_that_would_break_the_file_is_refused),
	        WITH_FOLDER(test_unreadable_file_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
