#include "client/cli/options.h"

#include <assert.h>
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "client/cli/command.h"

/* A command's own and those of every command. */
#define OPTIONS_MAX 16

const struct options_info options_table[OPTIONS_COUNT] = {
#define X(id, name, letter, value, help) {name, letter, value, help},
        OPTIONS(X)
#undef X
};

/* getopt's numbers for long options: above every letter, each group from its own first. */
enum {
	NUMBER_OWN = 256,
	NUMBER_EVERYWHERE = NUMBER_OWN + OPTIONS_MAX,
	NUMBER_HELP = NUMBER_EVERYWHERE + OPTIONS_MAX,
};

static const struct {
	const char *name;
	size_t offset;
} everywhere[] = {
#define X(name, member, value, help) {name, offsetof(struct config, member)},
        CONFIG_OPTIONS(X)
#undef X
};
#define EVERYWHERE_COUNT (sizeof(everywhere) / sizeof(everywhere[0]))

static const struct options_entry no_entries[] = {{0}};

struct getopt_table {
	struct option longs[OPTIONS_MAX + 1];
	size_t count;
	char letters[2 * OPTIONS_MAX + 3]; /* getopt's, "+:n:" */
};

static void add_long(struct getopt_table *table, const char *name, int has_value, int number)
{
	assert(table->count < OPTIONS_MAX);
	table->longs[table->count++] = (struct option){name, has_value, NULL, number};
}

static bool is_entry(const struct options_entry *entry)
{
	return entry->flag || entry->text;
}

bool options_in_usage(const char *usage, enum options_id id)
{
	char name[64], letter[] = {'-', options_table[id].letter, '\0'};
	snprintf(name, sizeof(name), "--%s", options_table[id].name);
	return strstr(usage, name) || (letter[1] && strstr(usage, letter));
}

static void make_table(struct getopt_table *table, const struct options *options)
{
	*table = (struct getopt_table){0};
	str_copy(table->letters, sizeof(table->letters), options->in_front ? "+:" : ":");
	char *letter = table->letters + strlen(table->letters);
	for (int i = 0; is_entry(&options->entries[i]); i++) {
		enum options_id id = options->entries[i].id;
		const struct options_info *info = &options_table[id];
		assert(!info->value == !options->entries[i].text);
		assert(!options->command || options_in_usage(command_find(options->command)->arguments, id));
		add_long(table, info->name, info->value ? required_argument : no_argument, NUMBER_OWN + i);
		if (info->letter)
			*letter++ = info->letter;
		if (info->letter && info->value)
			*letter++ = ':';
	}
	for (int i = 0; i < (int)EVERYWHERE_COUNT; i++)
		add_long(table, everywhere[i].name, required_argument, NUMBER_EVERYWHERE + i);
	add_long(table, "help", no_argument, NUMBER_HELP);
}

/* One of the command's own, by its letter or its number. */
static bool take_own(const struct options_entry *entries, int number)
{
	for (int i = 0; is_entry(&entries[i]); i++) {
		if (number != NUMBER_OWN + i && number != options_table[entries[i].id].letter)
			continue;
		if (entries[i].flag)
			*entries[i].flag = true;
		else
			*entries[i].text = optarg;
		return true;
	}
	return false;
}

static void take_everywhere(struct config *config, int number)
{
	size_t offset = everywhere[number - NUMBER_EVERYWHERE].offset;
	mem_replace((char **)((char *)config + offset), optarg);
}

static bool take(struct options *options, int number)
{
	if (take_own(options->entries, number))
		return true;
	if (number == NUMBER_HELP) {
		command_print_help(options->command);
		options->status = COMMAND_DONE;
		return false;
	}
	if (number >= NUMBER_EVERYWHERE) {
		take_everywhere(options->config, number);
		return true;
	}
	options->status = command_wrong(options->command, "%s %s", options->argv[optind - 1],
	                                number == ':' ? "needs a value" : "is not an option here");
	return false;
}

static bool check_count(struct options *options)
{
	if (options->argc < options->least)
		options->status = command_wrong(options->command, "something is missing%s%s",
		                                options->argc > 0 ? " behind " : "",
		                                options->argc > 0 ? options->argv[options->argc - 1] : "");
	else if (options->most >= 0 && options->argc > options->most)
		options->status =
		        command_wrong(options->command, "“%s” is too much", options->argv[options->most]);
	else
		return true;
	return false;
}

bool options_parse(struct options *options, struct config *config, int argc, char **argv)
{
	struct getopt_table table;
	int number;
	options->config = config;
	options->argc = argc;
	options->argv = argv;
	if (!options->entries)
		options->entries = no_entries;
	make_table(&table, options);
	optind = 0; /* glibc: start anew */
	while ((number = getopt_long(options->argc, options->argv, table.letters, table.longs, NULL)) != -1) {
		if (!take(options, number))
			return false;
	}
	options->argc -= optind;
	options->argv += optind;
	return check_count(options);
}
