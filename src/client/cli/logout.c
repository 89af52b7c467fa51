/* covey logout */
#include "base/err.h"
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

static int log_out(const struct config *config, const struct login *login)
{
	bool refused = false;
	struct err err = {0};
	struct job job = {.on_event = on_refused, .context = &refused};
	bool ok = job_start_with(&job, config, login) &&
	          job_ask(&job, &(struct state_request){.type = STATE_REQUEST_LOGOUT});
	if ((ok || refused) && !credentials_forget(login->url, login->user, &err))
		job_fail(&job, "%s", err.text);
	return job_end(&job);
}

int command_logout(struct config *config, int argc, char **argv)
{
	struct err err = {0};
	struct login login;
	int status;
	struct options options = {.config = config, .command = "logout", .argc = argc, .argv = argv};
	if (!options_parse(&options))
		return options.status;
	if (login_choose(config, &login, &err) && login.token)
		return log_out(config, &login);
	if (login.url && (!err.text[0] || err.code == LOGIN_NONE))
		status = command_failed(
		        "there is no login at %s to end; another server: covey --server URL logout",
		        login.url);
	else
		status = command_failed("%s", err.text);
	login_finish(&login);
	return status;
}
