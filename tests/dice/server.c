#include "dice/server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "client/coveyd.h"

/*
 * A loopback address of its own: on 127.0.0.1 somebody else's connection could have the port by the time that the
 * server is there again.
 */
#define ANY_PORT "ws://127.%d.%d.1:0"
#define ARGUMENTS_MAX 32
#define FD_MAX 256

/* The child's standard input and output; -1: as here. */
static pid_t run(const char *const *arguments, int in, int out)
{
	pid_t pid = fork();
	assert(pid >= 0);
	if (pid > 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (in >= 0)
		dup2(in, STDIN_FILENO);
	if (out >= 0)
		dup2(out, STDOUT_FILENO);
	execv(arguments[0], (char *const *)arguments);
	_exit(127);
}

static int wait_for(pid_t pid)
{
	int status;
	pid_t waited = waitpid(pid, &status, 0);
	assert(waited == pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void add_user(const struct server *server, const char *name)
{
	static const char password[] = SERVER_PASSWORD "\n";
	int ends[2], made = pipe(ends);
	assert(made == 0);
	pid_t pid = run((const char *[]){server->program, "user", "add", name, "--data", server->data,
	                                 "--password-cost", "min", NULL},
	                ends[0], -1);
	close(ends[0]);
	ssize_t written = write(ends[1], password, sizeof(password) - 1);
	close(ends[1]);
	int status = wait_for(pid);
	assert(written > 0 && status == 0);
	(void)written, (void)status, (void)made;
}

void server_init(struct server *server, const char *program, const char *folder, const char *const *users)
{
	*server = (struct server){.program = program, .data = path_join(folder, "data")};
	for (; *users; users++)
		add_user(server, *users);
	for (int i = 0; i < SERVER_ADDRESSES; i++) {
		int len = asprintf(&server->urls[i], ANY_PORT, 1 + (getpid() >> 8) % 254, getpid() & 255);
		assert(len > 0);
		(void)len;
	}
}

void server_finish(struct server *server)
{
	for (int i = 0; i < SERVER_ADDRESSES; i++)
		free(server->urls[i]);
	free(server->data);
}

void server_start(struct server *server)
{
	const char *arguments[ARGUMENTS_MAX] = {server->program,
	                                        "--data",
	                                        server->data,
	                                        "--password-cost",
	                                        "min",
	                                        "--os-users",
	                                        "off",
	                                        "--limit",
	                                        "conversationGroupCount=5",
	                                        "--limit",
	                                        "eventsKept=40",
	                                        "--request-rate",
	                                        "1000000",
	                                        "--request-burst",
	                                        "1000000"};
	int ends[2], made = pipe(ends), len = 0;
	assert(made == 0);
	while (arguments[len])
		len++;
	for (int i = 0; i < SERVER_ADDRESSES; i++) {
		arguments[len++] = "--listen";
		arguments[len++] = server->urls[i];
	}
	server->pid = run(arguments, -1, ends[1]);
	close(ends[1]);
	char *urls = coveyd_wait_ready(ends[0]), *rest = urls;
	assert(urls);
	for (int i = 0; i < SERVER_ADDRESSES; i++)
		mem_replace(&server->urls[i], strsep(&rest, " "));
	free(urls);
	close(ends[0]);
	(void)made;
}

void server_kill(struct server *server)
{
	kill(server->pid, SIGKILL);
	wait_for(server->pid);
}

int server_stop(struct server *server)
{
	kill(server->pid, SIGTERM);
	return wait_for(server->pid);
}

void server_cut(const struct server *server, int address)
{
	long port = strtol(strrchr(server->urls[address], ':') + 1, NULL, 10);
	for (int fd = 0; fd < FD_MAX; fd++) {
		struct sockaddr_in peer = {0};
		socklen_t len = sizeof(peer);
		if (getpeername(fd, (struct sockaddr *)&peer, &len) == 0 && peer.sin_family == AF_INET &&
		    ntohs(peer.sin_port) == port)
			shutdown(fd, SHUT_RDWR);
	}
}
