/* markdown: the sections of README.md, as tables. */
#include <string.h>

#include "client/cli/command.h"
#include "client/cli/options.h"
#include "client/config.h"
#include "docs/section.h"
#include "docs/words.h"
#include "ui/action.h"

/* In a table "|" ends a cell, in code too. */
static void write_cell(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '|')
			fputc('\\', out);
		fputc(*text, out);
	}
}

static void write_code(FILE *out, enum words_kind kind, const char *text, size_t len)
{
	(void)kind;
	fprintf(out, "`%.*s`", (int)len, text);
}

static void write_keys(FILE *out)
{
	for (int context = 0; context < ACTION_CONTEXT_COUNT; context++) {
		fprintf(out, "\n**%s**\n\n| keys | what they do | name for `[keys]` |\n| --- | --- | --- |\n",
		        action_contexts[context].title);
		for (int i = 0; i < ACTION_COUNT; i++) {
			const struct action_info *action = &action_table[i];
			if ((int)action->context != context)
				continue;
			fputs("| ", out);
			words_list(out, action->keys, write_code);
			fprintf(out, " | %s | `%s` |\n", action->help, action->name);
		}
	}
	fputc('\n', out);
}

static void write_command(FILE *out, const char *prefix, const struct command *command)
{
	fprintf(out, "| `covey %s%s%s", prefix, command->name, *command->arguments ? " " : "");
	write_cell(out, command->arguments);
	fprintf(out, "` | %s |\n", command->help);
}

static void write_commands(FILE *out)
{
	fputs("\n| command | what it does |\n| --- | --- |\n", out);
	for (const struct command *command = command_table; command->name; command++) {
		if (!command->verbs)
			write_command(out, "", command);
		for (const struct command *verb = command->verbs; verb && verb->name; verb++) {
			char prefix[64];
			snprintf(prefix, sizeof(prefix), "%s ", command->name);
			write_command(out, prefix, verb);
		}
	}
	fputc('\n', out);
}

static void write_settings(FILE *out)
{
	fputs("\n| `[account]` | option | what it is |\n| --- | --- | --- |\n", out);
#define X(name, member, value, help) \
	fprintf(out, "| `%s = %s` | `--%s %s` | %s |\n", name, value, name, value, help);
	CONFIG_ACCOUNT_SETTINGS(X)
#undef X
	fputc('\n', out);
}

const struct section markdown_sections[] = {
        {"README.md", "keys", write_keys},
        {"README.md", "commands", write_commands},
        {"README.md", "settings", write_settings},
        {0},
};
