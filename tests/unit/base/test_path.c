/* Where files are, and that they are private. */
#include "unit/test.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/path.h"

static char home[] = "/tmp/covey-test-path-XXXXXX";

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static int make_home(void **state)
{
	(void)state;
	umask(022);
	if (!mkdtemp(home))
		return -1;
	setenv("HOME", home, 1);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_STATE_HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_RUNTIME_DIR");
	return 0;
}

static int remove_home(void **state)
{
	(void)state;
	return nftw(home, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void assert_mode(const char *path, mode_t mode)
{
	struct stat st;
	assert_int_equal(lstat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, mode);
}

static void assert_below_home(const char *path, const char *rest)
{
	char *wanted = path_join(home, rest);
	assert_string_equal(path, wanted);
	free(wanted);
}

static void test_join_puts_one_slash(void **state)
{
	(void)state;
	char *plain = path_join("/a", "b"), *slash = path_join("/", "b");
	assert_string_equal(plain, "/a/b");
	assert_string_equal(slash, "/b");
	free(plain);
	free(slash);
}

static void test_defaults_are_below_home(void **state)
{
	(void)state;
	const struct {
		enum path_base base;
		const char *below;
	} cases[] = {
	        {PATH_CONFIG, ".config/covey"},
	        {PATH_STATE, ".local/state/covey"},
	        {PATH_DATA, ".local/share/covey"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err err;
		char *path = path_in(cases[i].base, NULL, &err);
		assert_non_null(path);
		assert_below_home(path, cases[i].below);
		if (cases[i].base == PATH_CONFIG)
			assert_int_not_equal(access(path, F_OK), 0);
		else
			assert_mode(path, 0700);
		free(path);
	}
}

static void test_xdg_variables_win_unless_relative(void **state)
{
	(void)state;
	char *folder = path_join(home, "elsewhere");
	setenv("XDG_DATA_HOME", folder, 1);
	char *path = path_in(PATH_DATA, "deep/er/file.db", NULL);
	assert_below_home(path, "elsewhere/covey/deep/er/file.db");
	free(path);
	setenv("XDG_DATA_HOME", "relative", 1);
	path = path_in(PATH_DATA, "x", NULL);
	assert_below_home(path, ".local/share/covey/x");
	free(path);
	unsetenv("XDG_DATA_HOME");
	free(folder);
}

static void test_folders_above_the_file_are_made(void **state)
{
	(void)state;
	char *path = path_in(PATH_STATE, "some/where/cache.db", NULL),
	     *folder = path_join(home, ".local/state/covey/some/where");
	assert_mode(folder, 0700);
	assert_int_equal(access(path, F_OK), -1);
	free(folder);
	free(path);
}

static void test_another_user_s_runtime_folder_is_not_used(void **state)
{
	(void)state;
	char *open_to_all = path_join(home, "run");
	assert_int_equal(mkdir(open_to_all, 0755), 0);
	setenv("XDG_RUNTIME_DIR", open_to_all, 1);
	char *path = path_in(PATH_RUNTIME, NULL, NULL);
	if (path) /* our own in /tmp, unless someone else has taken its name */
		assert_memory_equal(path, "/tmp/covey-", 11);
	free(path);
	chmod(open_to_all, 0700);
	path = path_in(PATH_RUNTIME, "covey.sock", NULL);
	assert_below_home(path, "run/covey/covey.sock");
	free(path);
	free(open_to_all);
	unsetenv("XDG_RUNTIME_DIR");
}

static void test_a_file_in_the_way_is_an_error(void **state)
{
	(void)state;
	struct err err;
	char *file = path_join(home, "file"), *below = path_join(home, "file/folder");
	assert_true(path_write_private(file, "text", &err));
	assert_false(path_make_folder(file, &err));
	assert_false(path_make_folder(below, &err));
	assert_int_equal(err.code, ENOTDIR);
	assert_non_null(strstr(err.text, below));
	free(file);
	free(below);
}

static void check_short(const char *path, const char *wanted)
{
	char *text = path_short(path);
	assert_string_equal(text, wanted);
	free(text);
}

static void test_what_is_below_the_home_folder_is_called_so(void **state)
{
	(void)state;
	char below[sizeof(home) + 8], beside[sizeof(home) + 8];
	snprintf(below, sizeof(below), "%s/a/b", home);
	snprintf(beside, sizeof(beside), "%ss/a", home);
	check_short(below, "~/a/b");
	check_short(beside, beside);
	check_short("/a", "/a");
}

static void test_written_privately_and_read_back(void **state)
{
	(void)state;
	struct err err;
	char *file = path_join(home, "token");
	assert_true(path_write_private(file, "one", &err));
	assert_true(path_write_private(file, "two", &err));
	assert_mode(file, 0600);
	char *text = path_read(file, 3, &err);
	assert_string_equal(text, "two");
	free(text);
	free(file);
}

static void test_replacing_leaves_nothing_beside(void **state)
{
	(void)state;
	char *folder = path_join(home, "alone"), *file = path_join(folder, "f");
	assert_true(path_make_folder(folder, NULL));
	assert_true(path_write_private(file, "x", NULL));
	assert_int_equal(unlink(file), 0);
	assert_int_equal(rmdir(folder), 0);
	struct err err;
	assert_false(path_write_private(file, "x", &err));
	assert_int_equal(err.code, ENOENT);
	free(file);
	free(folder);
}

static void test_read_says_why_not(void **state)
{
	(void)state;
	struct err err;
	char *file = path_join(home, "big"), *none = path_join(home, "none");
	assert_true(path_write_private(file, "12345", NULL));
	assert_null(path_read(file, 4, &err));
	assert_int_equal(err.code, EFBIG);
	assert_null(path_read(none, 4, &err));
	assert_int_equal(err.code, ENOENT);
	assert_null(path_read(home, 4, &err));
	assert_int_equal(err.code, EISDIR);
	free(file);
	free(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_join_puts_one_slash),
	        cmocka_unit_test(test_defaults_are_below_home),
	        cmocka_unit_test(test_xdg_variables_win_unless_relative),
	        cmocka_unit_test(test_folders_above_the_file_are_made),
	        cmocka_unit_test(test_another_user_s_runtime_folder_is_not_used),
	        cmocka_unit_test(test_a_file_in_the_way_is_an_error),
	        cmocka_unit_test(test_what_is_below_the_home_folder_is_called_so),
	        cmocka_unit_test(test_written_privately_and_read_back),
	        cmocka_unit_test(test_replacing_leaves_nothing_beside),
	        cmocka_unit_test(test_read_says_why_not),
	};
	return cmocka_run_group_tests(tests, make_home, remove_home);
}
