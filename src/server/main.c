/* coveyd: the server of covey. Without a command it serves. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/path.h"
#include "server/command.h"
#include "server/server.h"
#include "store/db.h"

static const struct command {
	const char *name, *words, *help;
	enum command_status (*run)(const struct options *options, struct strspan words, struct err *err);
} commands[] = {
#define X(name, words, help) {#name, words, help, command_##name},
        COMMANDS(X)
#undef X
};
#define COMMAND_COUNT (sizeof(commands) / sizeof(*commands))

struct db *command_open(const struct options *options, bool make, struct err *err)
{
	char *path = path_join(options->data, DB_FILE);
	struct db *db = NULL;
	if (!make && access(path, F_OK) < 0)
		err_set(err, 0, "there is no database %s", path);
	else if (path_make_folder(options->data, err))
		db = db_open(path, &options->limits, err);
	free(path);
	return db;
}

static void print_help(void)
{
	puts("coveyd serves the covey protocol.\n");
	puts("  coveyd --listen URL [OPTION…]");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		printf("  coveyd %s %s\n      %s\n", commands[i].name, commands[i].words, commands[i].help);
	puts("\nOptions, with their defaults:\n");
	options_print_help();
}

static enum command_status serve(const struct options *options, struct err *err)
{
	if (options->listen.len == 0) {
		err_set(err, 0, "nothing to listen on: give --listen URL, see coveyd --help");
		return COMMAND_USAGE;
	}
	return password_init(err) && server_run(options, err) ? COMMAND_DONE : COMMAND_FAILED;
}

static enum command_status run_command(const struct options *options, struct err *err)
{
	struct strspan words = strlist_span(&options->words);
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		if (str_equal(words.items[0], commands[i].name))
			return commands[i].run(options, (struct strspan){words.items + 1, words.len - 1},
			                       err);
	}
	err_set(err, 0, "there is no command %s; see coveyd --help", words.items[0]);
	return COMMAND_USAGE;
}

static enum command_status run(struct options *options, struct err *err)
{
	log_set_level(options->level);
	if (options->help) {
		print_help();
		return COMMAND_DONE;
	}
	if (options->version) {
		puts("coveyd " COVEY_VERSION);
		return COMMAND_DONE;
	}
	if (!options->data)
		options->data = path_in(PATH_DATA, NULL, err);
	if (!options->data)
		return COMMAND_FAILED;
	return options->words.len ? run_command(options, err) : serve(options, err);
}

int main(int argc, char *argv[])
{
	struct options options;
	struct err err = {0};
	/* A peer that goes away while it is written to is an error of that write alone. */
	signal(SIGPIPE, SIG_IGN);
	/* A file that may not grow is as a full disk. */
	signal(SIGXFSZ, SIG_IGN);
	enum command_status status =
	        options_read(&options, argc, argv, &err) ? run(&options, &err) : COMMAND_USAGE;
	if (status != COMMAND_DONE)
		fprintf(stderr, "coveyd: %s\n", err.text);
	options_finish(&options);
	return status;
}
