/* markdown: the sections of README.md, as tables. */
#include "client/cli/command.h"
#include "client/config.h"
#include "docs/client.h"
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

static void write_keys_of(FILE *out, const char *keys)
{
	struct words_piece key;
	for (const char *separator = ""; words_next_key(&keys, &key); separator = ", ")
		fprintf(out, "%s`%.*s`", separator, key.len, key.text);
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
			write_keys_of(out, action->keys);
			fprintf(out, " | %s | `%s` |\n", action->help, action->name);
		}
	}
	fputc('\n', out);
}

static void write_command(FILE *out, const char *name, const struct command *command)
{
	fprintf(out, "| `covey %s%s", name, *command->arguments ? " " : "");
	write_cell(out, command->arguments);
	fprintf(out, "` | %s |\n", command->help);
}

static void write_commands(FILE *out)
{
	fputs("\n| command | what it does |\n| --- | --- |\n", out);
	client_commands(out, write_command);
	fputc('\n', out);
}

static void write_settings(FILE *out)
{
	fputs("\n| `[account]` | option | what it is |\n| --- | --- | --- |\n", out);
#define X(name, member, value, help) \
	fprintf(out, "| `%s = %s` | `--%s %s` | %s |\n", name, value, name, value, help);
	CONFIG_ACCOUNT_SETTINGS(X)
#undef X
	fputs("\n| `[notify]` | what it is |\n| --- | --- |\n", out);
#define X(name, function, value, help)  \
	fprintf(out, "| `%s = ", name); \
	write_cell(out, value);         \
	fprintf(out, "` | %s |\n", help);
	TELLING_SETTINGS(X)
#undef X
	fputs("\n| `[chat]` | what it is |\n| --- | --- |\n", out);
#define X(name, function, value, help)  \
	fprintf(out, "| `%s = ", name); \
	write_cell(out, value);         \
	fprintf(out, "` | %s |\n", help);
	TELLING_CHAT_SETTINGS(X)
#undef X
	fputs("\n| `[writing]` | what it is |\n| --- | --- |\n", out);
#define X(name, member, value, help) fprintf(out, "| `%s = %s` | %s |\n", name, value, help);
	CONFIG_WRITING_SETTINGS(X)
#undef X
	fputs("\n| `[files]` | what it is |\n| --- | --- |\n", out);
#define X(name, member, value, help) fprintf(out, "| `%s = %s` | %s |\n", name, value, help);
	CONFIG_FILES_SETTINGS(X)
#undef X
	fputs("\n| `[looks]` | what it is |\n| --- | --- |\n", out);
#define X(name, function, value, help)  \
	fprintf(out, "| `%s = ", name); \
	write_cell(out, value);         \
	fprintf(out, "` | %s |\n", help);
	LOOKS_SETTINGS(X)
#undef X
	fputc('\n', out);
}

const struct section markdown_sections[] = {
        {"README.md", "keys", write_keys},
        {"README.md", "commands", write_commands},
        {"README.md", "settings", write_settings},
        {0},
};
