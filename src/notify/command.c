#include "notify/command.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"

struct environment {
	char **items;
	size_t len, cap;
};

static void add(struct environment *environment, const char *name, const char *value)
{
	char *variable;
	if (asprintf(&variable, "%s=%s", name, value) < 0)
		abort();
	vec_push(environment, variable);
}

static void make_environment(struct environment *environment, const char *conversation, const char *title,
                             const char *body)
{
	for (char **variable = environ; *variable; variable++)
		if (!str_has_prefix(*variable, "COVEY_"))
			vec_push(environment, mem_strdup(*variable));
#define X(member, name, text) add(environment, name, member);
	COMMAND_VARIABLES(X)
#undef X
	vec_push(environment, NULL);
}

static void environment_finish(struct environment *environment)
{
	for (size_t i = 0; i < environment->len; i++)
		free(environment->items[i]);
	vec_finish(environment);
}

/* In a child of a program with threads: only what a signal handler may do. */
static _Noreturn void become(const char *command, char **environment)
{
	sigset_t none;
	int null = open("/dev/null", O_RDWR);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		dup2(null, fd);
	execle("/bin/sh", "sh", "-c", command, (char *)NULL, environment);
	_exit(127);
}

/* The child of a child that has ended is init's to wait for. */
bool command_run(const char *command, const char *conversation, const char *title, const char *body)
{
	struct environment environment = {0};
	make_environment(&environment, conversation, title, body);
	pid_t pid = fork();
	if (pid == 0) {
		if (fork() == 0)
			become(command, environment.items);
		_exit(0);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
	environment_finish(&environment);
	return pid > 0;
}
