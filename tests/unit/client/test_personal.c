/*
 * Starting one's own coveyd. The coveyd here is a script that listens where it is told to, writes down how it was
 * started, and leaves when it is told to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/path.h"
#include "client/personal.h"

static const char listens[] =
        "#!/usr/bin/python3\n"
        "import os, socket, sys, time\n"
        "path = sys.argv[2].removeprefix('unix:')\n"
        "with open(os.environ['HOME'] + '/starts', 'a') as starts:\n"
        "    print(os.getpid(), os.getsid(0), os.getcwd(), *sys.argv[1:], file=starts)\n"
        "time.sleep(float(os.environ.get('SLOW', '0')))\n"
        "listener = socket.socket(socket.AF_UNIX)\n"
        "listener.bind(path)\n"
        "listener.listen()\n"
        "print('ready', sys.argv[2], flush=True)\n"
        "time.sleep(60)\n";
static const char fails[] = "#!/bin/sh\necho 'the disk is full' >&2\nexit 1\n";
static const char fails_once[] = "#!/bin/sh\n[ -e \"$HOME/failed\" ] && exec \"$HOME/listens\" \"$@\"\n"
                                 ": >\"$HOME/failed\"\nexit 1\n";

static char home[] = "/tmp/covey-personal-XXXXXX";

static void write_program(const char *name, const char *text)
{
	char *path = path_join(home, name);
	FILE *file = fopen(path, "w");
	fputs(text, file);
	fclose(file);
	chmod(path, 0700);
	free(path);
}

static char *read_in_home(const char *name)
{
	char *path = path_join(home, name);
	char *text = path_read(path, 65536, NULL);
	free(path);
	return text ? text : strdup("");
}

static int setup(void **state)
{
	(void)state;
	strcpy(home + strlen(home) - 6, "XXXXXX");
	if (!mkdtemp(home))
		return -1;
	static const char *const variables[] = {"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_STATE_HOME",
	                                        "XDG_CONFIG_HOME"};
	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
		setenv(variables[i], home, 1);
	char path[256];
	snprintf(path, sizeof(path), "%s:/usr/bin:/bin", home);
	setenv("PATH", path, 1);
	unsetenv("SLOW");
	return 0;
}

/* Ends those that were started, by what they wrote down. */
static int teardown(void **state)
{
	(void)state;
	char *starts = read_in_home("starts");
	for (char *line = strtok(starts, "\n"); line; line = strtok(NULL, "\n"))
		kill(atoi(line), SIGKILL);
	free(starts);
	char command[256];
	snprintf(command, sizeof(command), "rm -r '%s'", home);
	return system(command);
}

static int count_starts(void)
{
	char *starts = read_in_home("starts");
	int count = 0;
	for (const char *p = starts; *p; p++)
		count += *p == '\n';
	free(starts);
	return count;
}

static void assert_url(const char *url, const char *format)
{
	char expected[256];
	snprintf(expected, sizeof(expected), format, home);
	assert_string_equal(url, expected);
}

static void test_nobody_there_starts_one_detached(void **state)
{
	(void)state;
	write_program("coveyd", listens);
	struct err err = {0};
	char *url = personal_url(&err);
	if (!url)
		fail_msg("%s", err.text);
	assert_url(url, "unix:%s/covey/personal.sock");
	char *starts = read_in_home("starts"), expected[512], cwd[64], rest[400];
	int pid, session;
	assert_int_equal(sscanf(starts, "%d %d %63s %399[^\n]", &pid, &session, cwd, rest), 4);
	assert_string_equal(cwd, "/");
	assert_int_not_equal(session, getsid(0));
	snprintf(expected, sizeof(expected),
	         "--listen unix:%s/covey/personal.sock --data %s/covey --idle-exit 60 --os-users off", home,
	         home);
	assert_string_equal(rest, expected);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* it is nobody's child: no zombie stays */
	free(starts);
	free(url);
}

static void test_somebody_there_is_joined(void **state)
{
	(void)state;
	write_program("coveyd", listens);
	for (int i = 0; i < 2; i++) {
		char *url = personal_url(NULL);
		assert_non_null(url);
		free(url);
	}
	assert_int_equal(count_starts(), 1);
}

static void test_coveys_started_at_once_share_one(void **state)
{
	(void)state;
	write_program("coveyd", listens);
	setenv("SLOW", "0.2", 1);
	pid_t children[3];
	for (int i = 0; i < 3; i++) {
		children[i] = fork();
		if (children[i] == 0)
			_exit(personal_url(NULL) ? 0 : 1);
	}
	for (int i = 0; i < 3; i++) {
		int status;
		waitpid(children[i], &status, 0);
		assert_int_equal(status, 0);
	}
	assert_int_equal(count_starts(), 1);
}

static void test_one_that_gives_up_is_an_error_that_names_its_log(void **state)
{
	(void)state;
	write_program("coveyd", fails);
	struct err err = {0};
	assert_null(personal_url(&err));
	assert_non_null(strstr(err.text, "coveyd.log"));
	char *log = read_in_home("covey/coveyd.log");
	assert_non_null(strstr(log, "the disk is full"));
	free(log);
}

static void test_one_that_meets_the_last_one_leaving_is_started_again(void **state)
{
	(void)state;
	write_program("listens", listens);
	write_program("coveyd", fails_once);
	char *url = personal_url(NULL);
	assert_non_null(url);
	free(url);
}

static void test_socket_that_nobody_listens_on_is_not_somebody(void **state)
{
	(void)state;
	write_program("coveyd", listens);
	char *url = personal_url(NULL);
	char *starts = read_in_home("starts");
	kill(atoi(starts), SIGKILL);
	free(starts);
	free(url);
	char *path = path_in(PATH_RUNTIME, "personal.sock", NULL);
	unlink(path); /* as the real one does with what a killed one left */
	free(path);
	url = personal_url(NULL);
	assert_non_null(url);
	assert_int_equal(count_starts(), 2);
	free(url);
}

static void test_ones_own_is_started_again_and_no_other(void **state)
{
	(void)state;
	write_program("coveyd", listens);
	personal_revive("wss://chat.example");
	personal_revive("unix:/run/covey/covey.sock");
	char *log = path_join(home, "covey/coveyd.log"),
	     *socket = path_in(PATH_RUNTIME, "personal.sock", NULL);
	assert_int_not_equal(access(log, F_OK), 0); /* nor is anything made ready for it */

	char url[256];
	snprintf(url, sizeof(url), "unix:%s", socket);
	personal_revive(url);
	assert_int_equal(access(log, F_OK), 0);
	char *joined = personal_url(NULL); /* once it listens */
	assert_non_null(joined);
	free(joined);
	free(socket);
	free(log);
}

static void test_long_runtime_folder_is_an_error(void **state)
{
	(void)state;
	char folder[300];
	snprintf(folder, sizeof(folder), "%s/%0120d", home, 0);
	mkdir(folder, 0700);
	setenv("XDG_RUNTIME_DIR", folder, 1);
	struct err err = {0};
	assert_null(personal_url(&err));
	assert_non_null(strstr(err.text, "too long"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_nobody_there_starts_one_detached, setup, teardown),
	        cmocka_unit_test_setup_teardown(test_somebody_there_is_joined, setup, teardown),
	        cmocka_unit_test_setup_teardown(test_coveys_started_at_once_share_one, setup, teardown),
	        cmocka_unit_test_setup_teardown(test_one_that_gives_up_is_an_error_that_names_its_log, setup,
	                                        teardown),
	        cmocka_unit_test_setup_teardown(test_one_that_meets_the_last_one_leaving_is_started_again,
	                                        setup, teardown),
	        cmocka_unit_test_setup_teardown(test_socket_that_nobody_listens_on_is_not_somebody, setup,
	                                        teardown),
	        cmocka_unit_test_setup_teardown(test_ones_own_is_started_again_and_no_other, setup, teardown),
	        cmocka_unit_test_setup_teardown(test_long_runtime_folder_is_an_error, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
