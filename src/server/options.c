#include "server/options.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

#include "base/err.h"
#include "base/mem.h"
#include "server/listen.h"

enum kind { TEXT, LIST, NUMBER, SWITCH, FLAG };

struct option {
	const char *name, *value, *fallback, *help;
	enum kind kind;
	size_t offset;
};

static const struct option table[] = {
#define X(member, kind, name, value, fallback, help) \
	{name, value, fallback, help, kind, offsetof(struct options, member)},
        OPTIONS(X)
#undef X
};
/* What JSON holds exactly: clients are told the limits. */
#define LIMIT_MAX ((uint64_t)1 << 53)
#define OPTION_COUNT (sizeof(table) / sizeof(*table))

/* Where a value comes from; a later source does not change what an earlier one has set. */
struct reader {
	struct options *options;
	struct err *err;
	bool set[OPTION_COUNT]; /* by an earlier source */
	bool now[OPTION_COUNT]; /* by this one */
};

static const struct option *find(const char *name)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (str_equal(table[i].name, name))
			return &table[i];
	}
	return NULL;
}

static void *slot(struct options *options, const struct option *option)
{
	return (char *)options + option->offset;
}

static bool set_number(int64_t *number, const struct option *option, const char *value, struct err *err)
{
	uint64_t read;
	if (!str_to_uint(value, INT32_MAX, &read))
		return err_set(err, 0, "%s must be a number, not “%s”", option->name, value);
	*number = (int64_t)read;
	return true;
}

static bool set_switch(bool *on, const struct option *option, const char *value, struct err *err)
{
	*on = str_equal(value, "on");
	return *on || str_equal(value, "off") ||
	       err_set(err, 0, "%s must be on or off, not “%s”", option->name, value);
}

static bool set_value(struct options *options, const struct option *option, const char *value,
                      struct err *err)
{
	void *place = slot(options, option);
	switch (option->kind) {
	case TEXT:
		mem_replace(place, value);
		return true;
	case LIST:
		strlist_add(place, value);
		return true;
	case NUMBER:
		return set_number(place, option, value, err);
	case SWITCH:
		return set_switch(place, option, value, err);
	default:
		*(bool *)place = true;
		return true;
	}
}

static bool set(struct reader *reader, const struct option *option, const char *value, struct err *err)
{
	size_t index = (size_t)(option - table);
	if (reader->set[index])
		return true;
	reader->now[index] = true;
	return set_value(reader->options, option, value, err);
}

static void end_source(struct reader *reader)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		reader->set[i] |= reader->now[i];
}

/* The command line. */

/* "--name=value", "--name value" or "--flag"; `*index` is moved past it. */
static bool read_argument(struct reader *reader, int argc, char *const argv[], int *index, struct err *err)
{
	const char *argument = argv[*index] + strlen("--");
	size_t len = strcspn(argument, "=");
	char *name = mem_strndup(argument, len);
	const struct option *option = find(name);
	const char *value = argument[len] ? argument + len + 1 : NULL;
	free(name);
	if (!option)
		return err_set(err, 0, "there is no option %s; see coveyd --help", argv[*index]);
	if (!option->value && value)
		return err_set(err, 0, "--%s takes no value", option->name);
	if (option->value && !value) {
		if (*index + 1 == argc)
			return err_set(err, 0, "--%s needs a value: %s", option->name, option->value);
		value = argv[++*index];
	}
	return set(reader, option, value, err) || err_prefix(err, "on the command line");
}

static bool read_arguments(struct reader *reader, int argc, char *const argv[], struct err *err)
{
	bool only_words = false;
	for (int i = 1; i < argc; i++) {
		if (only_words || !str_has_prefix(argv[i], "--"))
			strlist_add(&reader->options->words, argv[i]);
		else if (str_equal(argv[i], "--"))
			only_words = true;
		else if (!read_argument(reader, argc, argv, &i, err))
			return false;
	}
	end_source(reader);
	return true;
}

/* The file. */

static int read_pair(void *context, const char *section, const char *name, const char *value)
{
	struct reader *reader = context;
	if (*reader->err->text)
		return 0; /* inih goes on after the first error, which is the one to tell */
	const struct option *option = find(name);
	if (*section)
		return err_set(reader->err, 0, "there are no [sections] in this file");
	if (!option || str_equal(name, "config"))
		return err_set(reader->err, 0, "there is no option “%s”", name);
	if (option->kind == FLAG && !str_equal(value, "on"))
		return err_set(reader->err, 0, "%s can only be on", name);
	return set(reader, option, value, reader->err);
}

static bool read_file(struct reader *reader, const char *path, struct err *err)
{
	FILE *file = fopen(path, "re");
	if (!file)
		return err_set(err, 0, "cannot read %s: %m", path);
	reader->err = err;
	*err = (struct err){0};
	int line = ini_parse_file(file, read_pair, reader);
	fclose(file);
	end_source(reader);
	if (line == 0)
		return true;
	if (!*err->text)
		err_set(err, 0, "this is no 'name = value'");
	return err_prefix(err, "%s:%d", path, line);
}

/* What follows from the options. */

static bool set_limit(struct options *options, const char *text, struct err *err)
{
	size_t len = strcspn(text, "=");
	uint64_t value;
	if (!text[len] || !str_to_uint(text + len + 1, LIMIT_MAX, &value))
		return err_set(err, 0, "a limit is NAME=NUMBER, not “%s”", text);
#define X(member, name, fallback, help)                             \
	if (strlen(name) == len && strncmp(name, text, len) == 0) { \
		options->limits.member = (int64_t)value;            \
		return true;                                        \
	}
	PROTO_LIMITS(X)
#undef X
	return err_set(err, 0, "there is no limit %.*s", (int)len, text);
}

static bool set_defaults(struct reader *reader, struct err *err)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (table[i].fallback && !set(reader, &table[i], table[i].fallback, err))
			return false;
	}
	struct options *options = reader->options;
	if (!reader->set[find("os-users") - table]) {
		for (size_t i = 0; i < options->listen.len; i++)
			options->os_users |= str_has_prefix(options->listen.items[i], "unix:");
	}
	return true;
}

static bool work_out(struct options *options, struct err *err)
{
	if (!log_level_from_name(options->log_level, &options->level))
		return err_set(err, 0, "there is no log level “%s”", options->log_level);
	if (!password_cost_from_name(options->password_cost, &options->cost))
		return err_set(err, 0, "there is no password cost “%s”", options->password_cost);
	for (size_t i = 0; i < options->limit.len; i++) {
		if (!set_limit(options, options->limit.items[i], err))
			return false;
	}
	if (!options->tls_cert != !options->tls_key)
		return err_set(err, 0, "--tls-cert and --tls-key belong together");
	for (size_t i = 0; i < options->listen.len; i++) {
		if (!listen_is_url(options->listen.items[i]))
			return err_set(err, 0,
			               "%s is neither ws://, wss:// nor unix:", options->listen.items[i]);
	}
	return (options->send_rate > 0 && options->request_rate > 0) ||
	       err_set(err, 0, "--send-rate and --request-rate must be above 0");
}

bool options_read(struct options *options, int argc, char *const argv[], struct err *err)
{
	*options = (struct options){.limits = proto_limits_default};
	struct reader reader = {.options = options};
	return read_arguments(&reader, argc, argv, err) &&
	       (!options->config || read_file(&reader, options->config, err)) && set_defaults(&reader, err) &&
	       work_out(options, err);
}

void options_finish(struct options *options)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (table[i].kind == TEXT)
			mem_replace(slot(options, &table[i]), NULL);
		else if (table[i].kind == LIST)
			strlist_finish(slot(options, &table[i]));
	}
	strlist_finish(&options->words);
}

void options_print_help(void)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option *option = &table[i];
		char head[64];
		snprintf(head, sizeof(head), "--%s %s", option->name, option->value ? option->value : "");
		printf("  %-26s %s", head, option->help);
		if (option->fallback)
			printf(" (%s)", option->fallback);
		putchar('\n');
	}
}
