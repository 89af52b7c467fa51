/* covey login URL [--user NAME] */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "client/account.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "client/credentials.h"

#define LOGIN_PASSWORD_BYTES 1024

#define LOGIN_CTRL_C '\003'

/* One line; the rest of standard input stays where it is. */
static bool read_line(struct buf *line)
{
	char c = '\0';
	ssize_t got;
	while ((got = read(STDIN_FILENO, &c, 1)) == 1 && c != '\n' && c != LOGIN_CTRL_C)
		buf_append_char(line, c);
	return got >= 0 && c != LOGIN_CTRL_C && !line->overflow;
}

static bool read_without_echo(struct buf *line, const char *user)
{
	struct termios before, silent;
	if (tcgetattr(STDIN_FILENO, &before) != 0)
		return false;
	silent = before;
	/* Ctrl-C comes as a character that ends the line: a signal would leave the terminal without its echo. */
	silent.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
	silent.c_cc[VEOL] = LOGIN_CTRL_C;
	silent.c_lflag |= ECHONL;
	fprintf(stderr, "Password of %s: ", user);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	bool ok = read_line(line);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	return ok;
}

static bool read_password(struct buf *line, const char *user)
{
	return isatty(STDIN_FILENO) ? read_without_echo(line, user) : read_line(line);
}

/* Whose login it is; the job's context. */
struct whose {
	struct config *config;
	const struct config_account *account;
};

/* Does covey open it with no word on the command line? */
static bool is_opened(const struct config *config, const char *url, const char *user)
{
	struct config_account opened;
	struct config wordless = *config;
	wordless.account = wordless.server = wordless.user = wordless.ca_file = NULL;
	return config_choose(&wordless, &opened, NULL) && !opened.name && str_equal(opened.server, url) &&
	       str_equal(opened.user, user);
}

static void print_way(const struct whose *whose, const char *url, const char *user)
{
	const struct config_account *account = whose->account;
	if (is_opened(whose->config, url, user))
		printf("Logged in: covey now opens %s as %s.\n", url, user);
	else if (account->name && !whose->config->server && str_equal(url, account->server))
		printf("Logged in as %s. The screen there: covey --account %s\n", user, account->name);
	else
		printf("Logged in as %s. The screen there: covey --server %s, or that server in the config "
		       "file.\n",
		       user, url);
}

/* A named account's login is found by that name. */
static bool keep(const struct whose *whose, const struct login *login, const struct state_event *event,
                 struct err *err)
{
	return credentials_save(login->url, event->self, event->token, err) &&
	       (whose->account->name ||
	        last_login_keep(&whose->config->last_login, login->url, event->self, login->ca_file, err));
}

static void on_logged_in(struct job *job, const struct state_event *event)
{
	struct err err = {0};
	if (event->type != STATE_EVENT_LOGGED_IN || !event->token)
		return;
	if (keep(job->context, &job->login, event, &err))
		print_way(job->context, job->login.url, event->self);
	else
		job_fail(job, "the login could not be kept: %s", err.text);
}

static int log_in(struct config *config, const struct config_account *account, const char *url,
                  const char *user)
{
	struct buf password;
	struct whose whose = {config, account};
	struct job job = {.on_event = on_logged_in, .context = &whose};
	buf_init(&password, LOGIN_PASSWORD_BYTES);
	if (read_password(&password, user)) {
		struct login login = {.url = mem_strdup(url),
		                      .user = mem_strdup(user),
		                      .ca_file = mem_strdup(account->ca_file)};
		job.password = password.data;
		job_start_with(&job, config, &login);
	} else {
		job_fail(&job, "the password could not be read");
	}
	int status = job_end(&job);
	explicit_bzero(password.data, password.cap);
	buf_finish(&password);
	return status;
}

int command_login(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "login", .most = 1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct config_account account;
	struct err err = {0};
	if (!config_choose(config, &account, &err))
		return command_failed("%s", err.text);
	const char *url = options.argc > 0 ? options.argv[0] : account.server;
	if (str_empty(url))
		return command_wrong("login", "which server?");
	if (login_is_local(url))
		return command_failed("on a Unix socket your account is your login: covey --server %s", url);
	char *user = account.user ? mem_strdup(account.user) : account_unix_name();
	int status = log_in(config, &account, url, user);
	free(user);
	return status;
}
