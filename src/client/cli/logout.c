/* covey logout */
#include <stdio.h>

#include "base/err.h"
#include "base/str.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "client/credentials.h"

/* The server ended the login by itself: wrong credentials, or expired. */
static void on_refused(struct job *job, const struct state_event *event)
{
	bool *refused = job->context;
	if (event->type == STATE_EVENT_SESSION && event->status == STATE_STOPPED && event->code != 0)
		*refused = true;
}

static bool forget(struct config *config, const struct login *login, struct err *err)
{
	bool ok = credentials_forget(login->url, login->user, err) &&
	          last_login_forget(&config->last_login, login->url, login->user, err);
	if (ok)
		printf("Logged out: %s at %s. What was read there stays on this machine.\n", login->user,
		       login->url);
	return ok;
}

static int forget_here(struct config *config, const struct login *login)
{
	struct err err = {0};
	return forget(config, login, &err) ? COMMAND_DONE : command_failed("%s", err.text);
}

static int log_out(struct config *config, const struct login *login)
{
	bool refused = false;
	struct err err = {0};
	struct job job = {.on_event = on_refused, .context = &refused};
	bool ok = job_start_with(&job, config, login) &&
	          job_ask(&job, &(struct state_request){.type = STATE_REQUEST_LOGOUT});
	if ((ok || refused) && !forget(config, login, &err))
		job_fail(&job, "%s", err.text);
	return job_end(&job);
}

/* The token is gone already: what is left is that covey opens that server. */
static bool was_last(struct config *config, const struct login *login)
{
	return login->source == SERVER_LOGIN &&
	       (!config->user || str_equal(config->user, config->last_login.user));
}

static int refuse(struct config *config, const struct login *login, const struct err *why)
{
	struct err err = {0};
	bool none = login->url && (!why->text[0] || why->code == LOGIN_NONE);
	if (!none)
		return command_failed("%s", why->text);
	if (!was_last(config, login))
		return command_failed(
		        "there is no login at %s to end; another server: covey --server URL logout",
		        login->url);
	if (!last_login_forget(&config->last_login, login->url, config->last_login.user, &err))
		return command_failed("%s", err.text);
	return COMMAND_DONE;
}

int command_logout(struct config *config, int argc, char **argv)
{
	struct err err = {0};
	struct login login;
	bool local = false;
	struct options options = {.command = "logout",
	                          .entries = (struct options_entry[]){{OPTIONS_LOCAL, &local, NULL}, {0}}};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	bool is_there = login_choose(config, &login, &err) && login.token;
	if (is_there && !local)
		return log_out(config, &login);
	int status = is_there ? forget_here(config, &login) : refuse(config, &login, &err);
	login_finish(&login);
	return status;
}
