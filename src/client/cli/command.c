#include "client/cli/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "client/cli/options.h"
#include "client/cli/table.h"

/* A line on standard error. */
#define LINE_MAX_BYTES 1024

#define X(name_, function, verbs_, arguments_, help_) \
	{.name = (name_), .run = (function), .verbs = (verbs_), .arguments = (arguments_), .help = (help_)},
const struct command command_group_verbs[] = {COMMAND_GROUP_VERBS(X){0}};
const struct command command_room_verbs[] = {COMMAND_ROOM_VERBS(X){0}};
const struct command command_message_verbs[] = {COMMAND_MESSAGE_VERBS(X){0}};
const struct command command_table[] = {COMMANDS(X){0}};
#undef X

static const struct command *find_in(const struct command *table, const char *name, size_t len)
{
	for (; table->name; table++) {
		if (strlen(table->name) == len && strncmp(table->name, name, len) == 0)
			return table;
	}
	return NULL;
}

const struct command *command_find(const char *name)
{
	size_t len = strcspn(name, " ");
	const struct command *command = find_in(command_table, name, len);
	if (!command || !name[len])
		return command;
	return command->verbs ? find_in(command->verbs, name + len + 1, strlen(name + len + 1)) : NULL;
}

int command_run_verb(const struct command *verbs, struct config *config, int argc, char **argv)
{
	const char *name = argv[0];
	struct options options = {.command = name, .in_front = true, .least = 1, .most = -1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	const struct command *verb = find_in(verbs, options.argv[0], strlen(options.argv[0]));
	if (!verb)
		return command_wrong(name, "there is no “%s %s”", name, options.argv[0]);
	return verb->run(config, options.argc, options.argv);
}

/* ---- help ---- */

static void print_options_everywhere(void)
{
	struct table table;
	table_init(&table);
#define X(name, member, value, help)              \
	table_add(&table, "  --" name " " value); \
	table_add(&table, help);                  \
	table_end_row(&table);
	CONFIG_OPTIONS(X)
#undef X
	table_print(&table, stdout);
	table_finish(&table);
}

static void print_options_of(const struct command *command)
{
	struct table table;
	table_init(&table);
	for (int id = 0; id < OPTIONS_COUNT; id++) {
		const struct options_info *info = &options_table[id];
		const char letter[] = {'-', info->letter, ',', ' ', '\0'};
		if (!options_in_usage(command->arguments, (enum options_id)id))
			continue;
		table_addf(&table, "  %s--%s %s", info->letter ? letter : "", info->name,
		           info->value ? info->value : "");
		table_add(&table, info->help);
		table_end_row(&table);
	}
	table_print(&table, stdout);
	table_finish(&table);
}

/* "  send CONV [TEXT…|-]    send a message" */
static void add_rows(struct table *table, const char *prefix, const struct command *commands)
{
	for (; commands->name; commands++) {
		if (commands->verbs) {
			char *verb_prefix;
			if (asprintf(&verb_prefix, "%s%s ", prefix, commands->name) < 0)
				abort();
			add_rows(table, verb_prefix, commands->verbs);
			free(verb_prefix);
			continue;
		}
		table_addf(table, "  %s%s %s", prefix, commands->name, commands->arguments);
		table_add(table, commands->help);
		table_end_row(table);
	}
}

static void print_commands(const char *prefix, const struct command *commands)
{
	struct table table;
	table_init(&table);
	add_rows(&table, prefix, commands);
	table_print(&table, stdout);
	table_finish(&table);
}

static void print_all_help(void)
{
	puts("usage: covey                        open the screen\n"
	     "       covey --plain                the same as lines of text, for a screen reader\n"
	     "       covey COMMAND [ARGUMENT…]    do one job\n\n"
	     "Commands:");
	print_commands("", command_table);
	puts("\nA CONV is a conversation's ID, or a person's or room's name where only one has it; a room\n"
	     "can be written #name.\n\n"
	     "Everywhere:");
	print_options_everywhere();
	puts("  --help, --version");
}

void command_print_help(const char *name)
{
	const struct command *command = name ? command_find(name) : NULL;
	char prefix[64];
	if (!command) {
		print_all_help();
	} else if (command->verbs) {
		printf("covey %s: %s\n\n", name, command->help);
		snprintf(prefix, sizeof(prefix), "covey %s ", name);
		print_commands(prefix, command->verbs);
	} else {
		printf("usage: covey %s %s\n\n%s\n", name, command->arguments, command->help);
		print_options_of(command);
	}
}

int command_help(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "help", .most = 2};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	char name[64] = "";
	for (int i = 0; i < options.argc; i++) {
		size_t len = strlen(name);
		snprintf(name + len, sizeof(name) - len, "%s%s", i ? " " : "", options.argv[i]);
	}
	if (name[0] && !command_find(name))
		return command_wrong("help", "there is no command “%s”", name);
	command_print_help(name[0] ? name : NULL);
	return COMMAND_DONE;
}

/* ---- errors ---- */

static void print_line(const char *format, va_list args)
{
	char line[LINE_MAX_BYTES];
	vsnprintf(line, sizeof(line), format, args);
	char *clean = utf8_clean(line, false);
	fflush(stdout);
	fprintf(stderr, "covey: %s\n", clean);
	free(clean);
}

int command_failed(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	print_line(format, args);
	va_end(args);
	return COMMAND_FAILED;
}

static void print_usage(const struct command *command, const char *name)
{
	if (!command) {
		fputs("usage: covey [COMMAND …]; covey help says more\n", stderr);
		return;
	}
	if (!command->verbs) {
		fprintf(stderr, "usage: covey %s %s\n", name, command->arguments);
		return;
	}
	for (const struct command *verb = command->verbs; verb->name; verb++)
		fprintf(stderr, "%s covey %s %s %s\n", verb == command->verbs ? "usage:" : "      ", name,
		        verb->name, verb->arguments);
}

int command_wrong(const char *name, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	print_line(format, args);
	va_end(args);
	print_usage(name ? command_find(name) : NULL, name);
	return COMMAND_USAGE;
}
