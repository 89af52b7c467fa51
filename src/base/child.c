#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

void child_reset_signals(void)
{
	sigset_t none;
	sigemptyset(&none);
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* In a child of a program with threads: only what a signal handler may do. */
static _Noreturn void become(const char *const command[], char *const environment[], int input)
{
	int null = open("/dev/null", O_RDWR);
	child_reset_signals();
	setsid();
	dup2(input >= 0 ? input : null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	execvpe(command[0], (char *const *)command, environment);
	_exit(127);
}

/* The child of a child that has ended is init's to wait for. */
bool child_run(const char *const command[], char *const environment[], int input)
{
	pid_t pid = fork();
	if (pid == 0) {
		pid_t apart = fork();
		if (apart == 0)
			become(command, environment ? environment : environ, input);
		_exit(apart < 0);
	}
	int status = -1;
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return pid > 0 && status == 0;
}
