/* What a program that is started inherits. */
#include "unit/test.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/child.h"
#include "base/path.h"

/* Where the program tells: opening it waits for the other side. */
static char *make_fifo(void)
{
	char folder[] = "/tmp/covey-test-XXXXXX";
	assert_non_null(mkdtemp(folder));
	char *path = path_join(folder, "fifo");
	assert_int_equal(0, mkfifo(path, 0600));
	return path;
}

static void remove_fifo(char *path)
{
	assert_int_equal(0, unlink(path));
	*strrchr(path, '/') = '\0';
	assert_int_equal(0, rmdir(path));
	free(path);
}

/* What `line` of the shell writes to $FIFO. */
static void run(const char *line, int input, char *said, size_t size)
{
	char *fifo = make_fifo(), *variable;
	assert_true(asprintf(&variable, "FIFO=%s", fifo) > 0);
	const char *const words[] = {"sh", "-c", line, NULL};
	char *environment[] = {variable, NULL};
	assert_true(child_run(words, environment, input));
	FILE *file = fopen(fifo, "r");
	assert_non_null(file);
	said[fread(said, 1, size - 1, file)] = '\0';
	fclose(file);
	remove_fifo(fifo);
	free(variable);
}

static unsigned long long signals(const char *said, const char *name)
{
	const char *at = strstr(said, name);
	assert_non_null(at);
	return strtoull(at + strlen(name), NULL, 16);
}

static void test_no_signal_is_blocked_and_a_pipe_ends_it(void **state)
{
	(void)state;
	char said[4096];
	sigset_t blocked, before;
	void (*was)(int) = signal(SIGPIPE, SIG_IGN);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigprocmask(SIG_BLOCK, &blocked, &before);
	run("exec /bin/grep Sig /proc/self/status > $FIFO", -1, said, sizeof(said));
	sigprocmask(SIG_SETMASK, &before, NULL);
	signal(SIGPIPE, was);
	assert_int_equal(0, signals(said, "SigBlk:"));
	assert_int_equal(0, signals(said, "SigIgn:") & 1ULL << (SIGPIPE - 1));
}

static void test_its_input_is_what_it_is_given_else_nothing(void **state)
{
	(void)state;
	char said[64];
	int ends[2];
	assert_int_equal(0, pipe(ends));
	assert_int_equal(5, write(ends[1], "hello", 5));
	close(ends[1]);
	run("exec /bin/cat > $FIFO", ends[0], said, sizeof(said));
	assert_string_equal("hello", said);
	close(ends[0]);
	run("exec /bin/cat > $FIFO", -1, said, sizeof(said));
	assert_string_equal("", said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_no_signal_is_blocked_and_a_pipe_ends_it),
	        cmocka_unit_test(test_its_input_is_what_it_is_given_else_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
