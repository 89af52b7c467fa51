#include "ui/crash.h"

#include <assert.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT,
                                    SIGTERM, SIGHUP, SIGINT, SIGQUIT};
#define FATAL_COUNT (sizeof(fatal_signals) / sizeof(*fatal_signals))

static struct {
	struct termios before;
	char restore[CRASH_BYTES];
	size_t restore_len;
	struct sigaction old_actions[FATAL_COUNT];
} crash;

/* Only what a signal handler may do. */
static void on_fatal_signal(int number)
{
	ssize_t written = write(STDOUT_FILENO, crash.restore, crash.restore_len);
	(void)written;
	tcsetattr(STDIN_FILENO, TCSANOW, &crash.before);
	for (size_t i = 0; i < FATAL_COUNT; i++)
		if (fatal_signals[i] == number)
			sigaction(number, &crash.old_actions[i], NULL);
	raise(number);
}

void crash_set_restore(const char *bytes, size_t len)
{
	assert(len <= CRASH_BYTES);
	memcpy(crash.restore, bytes, len);
	crash.restore_len = len;
}

void crash_catch(const struct termios *before)
{
	struct sigaction action = {.sa_handler = on_fatal_signal};
	sigemptyset(&action.sa_mask);
	crash.before = *before;
	crash.restore_len = 0;
	for (size_t i = 0; i < FATAL_COUNT; i++) {
		sigaction(fatal_signals[i], NULL, &crash.old_actions[i]);
		bool dies = i <= 4; /* up to SIGABRT: a sanitizer may have them */
		if (dies || crash.old_actions[i].sa_handler == SIG_DFL)
			sigaction(fatal_signals[i], &action, NULL);
	}
}

void crash_release(void)
{
	for (size_t i = 0; i < FATAL_COUNT; i++) {
		struct sigaction now;
		sigaction(fatal_signals[i], NULL, &now);
		if (now.sa_handler == on_fatal_signal)
			sigaction(fatal_signals[i], &crash.old_actions[i], NULL);
	}
}
