#include "client/personal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "client/coveyd.h"

/* A coveyd that is just leaving still holds its locks: the next one may have to be started again. */
#define ATTEMPTS 5

struct personal {
	char *socket, *data, *log;
	char *program; /* a path, or a name to be found in $PATH */
	int log_fd; /* what it says on standard error; -1: not open */
};

static void personal_finish(struct personal *personal)
{
	free(personal->socket);
	free(personal->data);
	free(personal->log);
	free(personal->program);
	if (personal->log_fd >= 0)
		close(personal->log_fd);
}

static bool open_log(struct personal *personal, struct err *err)
{
	personal->log_fd = open(personal->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	return personal->log_fd >= 0 || err_set(err, errno, "%s: %s", personal->log, strerror(errno));
}

static bool set_socket(struct personal *personal, struct err *err)
{
	personal->socket = path_in(PATH_RUNTIME, "personal.sock", err);
	if (!personal->socket)
		return false;
	return strlen(personal->socket) < sizeof(((struct sockaddr_un *)0)->sun_path) ||
	       err_set(err, 0, "%s is too long for the path of a socket", personal->socket);
}

/* Makes the folders and the log that it runs with. */
static bool prepare(struct personal *personal, struct err *err)
{
	personal->program = coveyd_program();
	personal->data = path_in(PATH_DATA, NULL, err);
	if (!personal->data)
		return false;
	personal->log = path_in(PATH_STATE, "coveyd.log", err);
	return personal->log && open_log(personal, err);
}

static bool somebody_listens(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return false;
	str_copy(address.sun_path, sizeof(address.sun_path), path);
	bool ok = connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0;
	close(fd);
	return ok;
}

/* In the process that becomes coveyd; only what is safe after a fork. */
static void become_coveyd(const struct personal *personal, const char *listen_url, int ready_fd)
{
	int null_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (null_fd < 0 || dup2(null_fd, STDIN_FILENO) < 0 || dup2(ready_fd, STDOUT_FILENO) < 0 ||
	    dup2(personal->log_fd, STDERR_FILENO) < 0 || chdir("/") < 0)
		return;
	child_reset_signals();
	execlp(personal->program, "coveyd", "--listen", listen_url, "--data", personal->data, "--idle-exit",
	       PERSONAL_IDLE_S, "--os-users", "off", (char *)NULL);
	dprintf(STDERR_FILENO, "%s could not be started: %s\n", personal->program, strerror(errno));
}

/* Twice forked: it is nobody's child and in a session of its own. */
static bool spawn(const struct personal *personal, int ready_fd, struct err *err)
{
	size_t size = strlen(personal->socket) + sizeof("unix:");
	char *listen_url = mem_alloc(size);
	snprintf(listen_url, size, "unix:%s", personal->socket);
	pid_t child = fork();
	if (child == 0) {
		if (setsid() >= 0 && fork() == 0)
			become_coveyd(personal, listen_url, ready_fd);
		_exit(1);
	}
	free(listen_url);
	if (child < 0)
		return err_set(err, errno, "Could not start coveyd: %s", strerror(errno));
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	return true;
}

static bool start(const struct personal *personal, struct err *err)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_set(err, errno, "Could not start coveyd: %s", strerror(errno));
	bool ok = spawn(personal, ends[1], err);
	close(ends[1]);
	char *urls = ok ? coveyd_wait_ready(ends[0]) : NULL;
	if (ok && !urls)
		ok = err_set(err, 0, "Your own coveyd did not start; see %s", personal->log);
	free(urls);
	close(ends[0]);
	return ok;
}

static bool start_unless_there(const struct personal *personal, struct err *err)
{
	for (int i = 0; i < ATTEMPTS; i++)
		if (somebody_listens(personal->socket) || start(personal, err))
			return true;
	return false;
}

/* -1 and `err` when it cannot be had. Waits for another covey that is at the same place. */
static int lock(struct err *err)
{
	char *path = path_in(PATH_RUNTIME, "personal.start", err);
	if (!path)
		return -1;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	int failed = fd < 0 ? fd : flock(fd, LOCK_EX);
	if (failed)
		err_set(err, errno, "Could not lock %s: %s", path, strerror(errno));
	free(path);
	if (failed && fd >= 0)
		close(fd);
	return failed ? -1 : fd;
}

char *personal_url(struct err *err)
{
	struct personal personal = {.log_fd = -1};
	char *url = NULL;
	int lock_fd = lock(err);
	if (lock_fd < 0)
		return NULL;
	if (set_socket(&personal, err) && prepare(&personal, err) && start_unless_there(&personal, err) &&
	    asprintf(&url, "unix:%s", personal.socket) < 0)
		abort();
	personal_finish(&personal);
	close(lock_fd);
	return url;
}

static bool is_own(const struct personal *personal, const char *url)
{
	return str_has_prefix(url, "unix:") && str_equal(url + strlen("unix:"), personal->socket);
}

void personal_revive(const char *url)
{
	struct personal personal = {.log_fd = -1};
	struct err err = {0};
	if (set_socket(&personal, &err) && is_own(&personal, url) && !somebody_listens(personal.socket)) {
		int nobody = open("/dev/null", O_WRONLY | O_CLOEXEC); /* waits for its "ready" line */
		if (nobody < 0 || !prepare(&personal, &err) || !spawn(&personal, nobody, &err))
			log_error("the personal coveyd cannot be started again: %s", err.text);
		if (nobody >= 0)
			close(nobody);
	}
	personal_finish(&personal);
}
