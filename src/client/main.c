/*
 * main: `covey` alone opens the screen, or with --plain the same as lines; `covey COMMAND` runs one command
 * (cli/command.h). What stands before the command is for all of them: --account, --server, --user, --ca.
 */
#include <locale.h>
#include <stdio.h>

#include "base/err.h"
#include "client/accounts.h"
#include "client/cli/command.h"
#include "client/cli/options.h"
#include "client/linear.h"
#include "client/login.h"
#include "client/screen.h"
#include "ui/term.h"

/* The account that a command would be for, line by line. */
static int open_lines(struct config *config)
{
	struct err err = {0};
	struct login login;
	int status = login_choose(config, &login, &err) ? linear_run(config, &login)
	                                                : command_failed("%s", err.text);
	login_finish(&login);
	return status;
}

/* The screen with the accounts that the settings name. */
static int open_screen(struct config *config)
{
	struct err err = {0};
	struct accounts accounts;
	int status;
	if (accounts_init(&accounts, config, &err))
		status = screen_run(config, &(struct screen_options){.accounts = &accounts, .keep = true});
	else
		status = command_failed("%s", err.text);
	accounts_finish(&accounts);
	return status;
}

/* `argv` is the command and what belongs to it. */
static int run(struct config *config, bool plain, int argc, char **argv)
{
	if (argc == 0)
		return plain || term_is_dumb() ? open_lines(config) : open_screen(config);
	if (plain)
		return command_wrong(NULL, "--plain is for the screen, not for a command");
	const struct command *command = command_find(argv[0]);
	if (!command)
		return command_wrong(NULL, "there is no command “%s”", argv[0]);
	return command->run(config, argc, argv);
}

static int parse_and_run(struct config *config, int argc, char **argv)
{
	bool version = false, plain = false;
	struct options options = {
	        .in_front = true,
	        .entries = (struct options_entry[]){{OPTIONS_VERSION, &version, NULL},
	                                            {OPTIONS_PLAIN, &plain, NULL},
	                                            {0}},
	        .most = -1,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (version) {
		puts("covey " COVEY_VERSION);
		return COMMAND_DONE;
	}
	return run(config, plain, options.argc, options.argv);
}

int main(int argc, char **argv)
{
	struct config config;
	struct err err = {0};
	setlocale(LC_ALL, "");
	if (!config_init(&config, &err))
		return command_failed("%s", err.text);
	int status = parse_and_run(&config, argc, argv);
	config_finish(&config);
	return status;
}
