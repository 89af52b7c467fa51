/*
 * covey demo: a throw-away server, a cast that talks on it (client/cast.h), and the screen.
 *
 *     covey demo ─┬─ coveyd   on a port of this machine that nobody knows, with passwords nobody knows
 *                 └─ the cast
 *
 * All files are in one folder, which goes in the end. Should this process be killed outright, the system ends the
 * other two (PR_SET_PDEATHSIG), and the cast takes the folder away.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/random.h"
#include "base/str.h"
#include "client/cast.h"
#include "client/cast_script.h"
#include "client/cli/command.h"
#include "client/cli/options.h"
#include "client/coveyd.h"
#include "client/screen.h"

/* How long the cast may take to set the stage, and a process of ours to end before it is killed. */
#define DEMO_STAGE_MS 40000
#define DEMO_END_MS 5000
/* The server leaves by itself, whatever happens. */
#define DEMO_IDLE_S "20"
#define DEMO_PEOPLE_MAX 64
#define DEMO_LOG_BYTES 65536

/* A process of ours, and the end of a pipe whose other end it alone holds: it is closed when it ends. */
struct child {
	pid_t pid;
	int fd;
};

struct demo {
	struct config *config;
	char *folder; /* NULL: not made */
	char *program; /* coveyd's */
	char *url;
	char password[RANDOM_UUID_SIZE];
	struct child server, cast; /* pid 0: not started */
};

/* ---- the folder ---- */

static bool make_folder(struct demo *demo, struct err *err)
{
	const char *temporary = getenv("TMPDIR");
	char *folder = path_join(str_empty(temporary) ? "/tmp" : temporary, "covey-demo.XXXXXX");
	if (mkdtemp(folder)) {
		demo->folder = folder;
		return true;
	}
	err_set(err, errno, "%s: %s", folder, strerror(errno));
	free(folder);
	return false;
}

/* Nothing of the person's own is written to: not the config, not the log, not the cache. */
static void live_in_folder(const struct demo *demo)
{
	static const char *const homes[] = {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"};
	for (size_t i = 0; i < sizeof(homes) / sizeof(homes[0]); i++)
		setenv(homes[i], demo->folder, 1);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	remove(path);
	return 0;
}

static void remove_folder(const char *folder)
{
	enum { FOLDERS_OPEN = 8 };
	nftw(folder, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
}

/* ---- processes ---- */

static void point(int from, int to)
{
	if (from < 0 || dup2(from, to) < 0)
		_exit(COMMAND_FAILED);
}

/* In a new process: in a session of its own, so that Ctrl-C is the screen's alone; ends with its parent. */
static void become_child(const struct demo *demo, pid_t parent, const char *log_name)
{
	char *log_path = path_join(demo->folder, log_name);
	setsid();
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(COMMAND_FAILED);
	point(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
	point(open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600), STDERR_FILENO);
	free(log_path);
}

/* Starts a process in which `run` gets the pipe's writing end. */
static bool start_child(struct demo *demo, struct child *child, const char *log_name,
                        void (*run)(struct demo *demo, int fd), struct err *err)
{
	int ends[2];
	pid_t parent = getpid();
	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_set(err, errno, "a pipe: %s", strerror(errno));
	fflush(NULL);
	child->pid = fork();
	if (child->pid == 0) {
		close(ends[0]);
		become_child(demo, parent, log_name);
		run(demo, ends[1]);
		_exit(COMMAND_FAILED);
	}
	close(ends[1]);
	child->fd = ends[0];
	return child->pid > 0 || err_set(err, errno, "a process: %s", strerror(errno));
}

/* False when there is nothing to read within `ms`. */
static bool wait_readable(int fd, int ms)
{
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	return poll(&wait, 1, ms) > 0;
}

static bool wait_for_end(int fd, int ms)
{
	char rest[256];
	while (wait_readable(fd, ms)) {
		if (read(fd, rest, sizeof(rest)) <= 0)
			return true;
	}
	return false;
}

static void end_child(struct child *child)
{
	if (child->pid <= 0)
		return;
	kill(child->pid, SIGTERM);
	if (!wait_for_end(child->fd, DEMO_END_MS))
		kill(child->pid, SIGKILL);
	waitpid(child->pid, NULL, 0);
	close(child->fd);
}

/* The last line that a process of ours has written on standard error is why it failed. */
static bool fail_with_log(const struct demo *demo, const char *log_name, const char *what, struct err *err)
{
	char *path = path_join(demo->folder, log_name);
	char *text = path_read(path, DEMO_LOG_BYTES, NULL), *why = NULL;
	char *rest = text, *line;
	while ((line = strsep(&rest, "\n")))
		why = *line ? line : why;
	err_set(err, 0, "%s%s%s", what, why ? ": " : "", why ? why : "");
	free(text);
	free(path);
	return false;
}

/* ---- the server ---- */

/* Each account's password, one a line, on standard input; far less than a pipe takes. */
static void give_passwords(const struct demo *demo, size_t count)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) < 0)
		_exit(COMMAND_FAILED);
	for (size_t i = 0; i < count; i++)
		dprintf(ends[1], "%s\n", demo->password);
	close(ends[1]);
	point(ends[0], STDIN_FILENO);
}

/* coveyd user add you mara tomasz … */
static void run_user_add(struct demo *demo, int fd)
{
	const char *words[DEMO_PEOPLE_MAX + 9] = {"coveyd",          "user", "add",   "--data", demo->folder,
	                                          "--password-cost", "min",  CAST_YOU};
	const char **names = words + 8;
	size_t count = 0;
	for (; cast_people[count].id; count++) {
		assert(count < DEMO_PEOPLE_MAX);
		names[count] = cast_people[count].id;
	}
	child_reset_signals();
	give_passwords(demo, count + 1);
	point(fd, STDOUT_FILENO);
	execvp(demo->program, (char *const *)words);
	log_error("%s: %s", demo->program, strerror(errno));
}

static bool add_accounts(struct demo *demo, struct err *err)
{
	struct child child = {0};
	int status = -1;
	if (!start_child(demo, &child, "coveyd.log", run_user_add, err))
		return false;
	bool ended = wait_for_end(child.fd, DEMO_STAGE_MS);
	if (!ended)
		kill(child.pid, SIGKILL);
	waitpid(child.pid, &status, 0);
	close(child.fd);
	return (ended && status == 0) || fail_with_log(demo, "coveyd.log", "coveyd could not be set up", err);
}

static void run_server(struct demo *demo, int fd)
{
	child_reset_signals();
	point(fd, STDOUT_FILENO);
	execlp(demo->program, "coveyd", "--listen", "ws://127.0.0.1:0", "--data", demo->folder,
	       "--password-cost", "min", "--idle-exit", DEMO_IDLE_S, (char *)NULL);
	log_error("%s: %s", demo->program, strerror(errno));
}

static bool start_server(struct demo *demo, struct err *err)
{
	if (!start_child(demo, &demo->server, "coveyd.log", run_server, err))
		return false;
	demo->url = coveyd_wait_ready(demo->server.fd);
	return demo->url || fail_with_log(demo, "coveyd.log", "coveyd did not start", err);
}

/* ---- the cast ---- */

static void tell_ready(void *context)
{
	const int *fd = context;
	dprintf(*fd, "ready\n");
}

static void run_cast(struct demo *demo, int fd)
{
	struct err err = {0};
	pid_t parent = getppid();
	const struct cast_config config = {
	        .url = demo->url,
	        .password = demo->password,
	        .keymap = demo->config->keymap,
	        .on_ready = tell_ready,
	        .context = &fd,
	};
	signal(SIGPIPE, SIG_IGN);
	bool ok = cast_run(&config, &err);
	if (!ok)
		log_error("%s", err.text);
	if (getppid() != parent) {
		wait_for_end(demo->server.fd, DEMO_END_MS);
		remove_folder(demo->folder);
	}
	exit(ok ? COMMAND_DONE : COMMAND_FAILED);
}

/* Ctrl-C before the screen is there ends it as well. */
static bool wait_for_stage(struct demo *demo, const sigset_t *signals)
{
	char byte;
	struct pollfd waits[] = {{.fd = demo->cast.fd, .events = POLLIN},
	                         {.fd = signalfd(-1, signals, SFD_CLOEXEC), .events = POLLIN}};
	poll(waits, 2, DEMO_STAGE_MS);
	close(waits[1].fd);
	return waits[0].revents && read(demo->cast.fd, &byte, 1) == 1;
}

static bool start_cast(struct demo *demo, const sigset_t *signals, struct err *err)
{
	return start_child(demo, &demo->cast, "cast.log", run_cast, err) &&
	       (wait_for_stage(demo, signals) ||
	        fail_with_log(demo, "cast.log", "the cast did not come on stage", err));
}

/* ---- all of it ---- */

/* What ends the program waits until the screen, or the way out, takes it: nothing is left behind. */
static sigset_t hold_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return set;
}

static bool demo_start(struct demo *demo, struct config *config, struct err *err)
{
	sigset_t signals = hold_signals();
	demo->config = config;
	demo->program = coveyd_program();
	random_uuid(demo->password);
	if (!make_folder(demo, err))
		return false;
	live_in_folder(demo);
	return add_accounts(demo, err) && start_server(demo, err) && start_cast(demo, &signals, err);
}

static void demo_end(struct demo *demo)
{
	end_child(&demo->cast);
	end_child(&demo->server);
	if (demo->folder)
		remove_folder(demo->folder);
	free(demo->folder);
	free(demo->program);
	free(demo->url);
}

static int open_screen(const struct demo *demo)
{
	char you[] = CAST_YOU;
	struct accounts_one one = {.name = you, .login = {.url = demo->url, .user = you}};
	struct accounts accounts = {0};
	vec_push(&accounts.items, one);
	int status = screen_run(demo->config,
	                        &(struct screen_options){.accounts = &accounts, .password = demo->password});
	vec_finish(&accounts.items);
	return status;
}

int command_demo(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "demo"};
	struct demo demo = {0};
	struct err err = {0};
	int status;
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return command_failed("the demo needs a terminal");
	fputs("The cast is coming on stage…\n", stderr);
	if (demo_start(&demo, config, &err))
		status = open_screen(&demo);
	else
		status = command_failed("%s", err.text);
	demo_end(&demo);
	return status;
}
