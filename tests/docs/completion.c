/*
 * completion: the sections of the shells' completions. What a value is completed with, by the name that it has in a
 * usage (GROUP, CONV, …), is written by hand beside them.
 */
#include <string.h>

#include "client/cli/options.h"
#include "docs/client.h"
#include "docs/section.h"
#include "docs/words.h"
#include "state/model.h"

/* Between single quotes, as every shell reads them. */
static void write_quoted(FILE *out, const char *text)
{
	for (; *text; text++)
		fputs(*text == '\'' ? "'\\''" : (const char[]){*text, '\0'}, out);
}

/* Calls `write` for each option of `command` with a bit of `context` before it; NULL: those of every command. */
static void each_option(FILE *out, const char *context, const struct command *command,
                        void (*write)(FILE *out, const char *context, const struct options_info *option))
{
	for (int id = 0; command && id < OPTIONS_COUNT; id++) {
		if (options_in_usage(command->arguments, (enum options_id)id))
			write(out, context, &options_table[id]);
	}
	if (command)
		return;
#define X(name, member, value, help) write(out, context, &(struct options_info){name, '\0', value, help});
	CONFIG_OPTIONS(X)
#undef X
	write(out, context, &(struct options_info){"help", '\0', NULL, "say how it is called"});
}

/* The words that HOW stands for. */
static void write_how(FILE *out, const char *before, const char *separator, const char *after)
{
	fputs(before, out);
	for (int i = 0; i < STATE_REMIND_COUNT; i++)
		fprintf(out, "%s%s", i > 0 ? separator : "", state_reminds[i].word);
	fputs(after, out);
}

/* ---- bash ---- */

static void write_bash_how(FILE *out)
{
	write_how(out, "\tHOW) _covey_offer <<<$'", "\\n", "' ;;\n");
}

static void write_bash_option(FILE *out, const char *separator, const struct options_info *option)
{
	if (option->letter)
		fprintf(out, "%s-%c", separator, option->letter);
	fprintf(out, "%s--%s", separator, option->name);
}

static void write_bash_names(FILE *out, const char *name, const struct command *commands)
{
	fprintf(out, "\t'%s') verbs='", name);
	for (const char *separator = ""; commands->name; commands++, separator = " ")
		fprintf(out, "%s%s", separator, commands->name);
	fputs("' ;;\n", out);
}

static void write_bash_command(FILE *out, const char *name, const struct command *command)
{
	const char *usage = command->arguments, *separator = "";
	struct words_piece argument;
	bool repeats;
	fprintf(out, "\t'covey %s') options='", name);
	each_option(out, " ", command, write_bash_option);
	fputs("' values='", out);
	for (; words_next_argument(&usage, &argument, &repeats); separator = " ")
		fprintf(out, "%s%.*s%s", separator, argument.len, argument.text, repeats ? " ..." : "");
	fputs("' ;;\n", out);
}

static void write_bash_commands(FILE *out)
{
	write_bash_names(out, "covey", command_table);
	for (const struct command *command = command_table; command->name; command++) {
		char name[64];
		snprintf(name, sizeof(name), "covey %s", command->name);
		if (command->verbs)
			write_bash_names(out, name, command->verbs);
	}
	client_commands(out, write_bash_command);
}

static void write_bash_everywhere(FILE *out)
{
	fputs("\teverywhere='", out);
	each_option(out, " ", NULL, write_bash_option);
	fputs("'\n", out);
}

static void write_bash_value(FILE *out, const char *context, const struct options_info *option)
{
	(void)context;
	if (!option->value)
		return;
	fputc('\t', out);
	if (option->letter)
		fprintf(out, "-%c | ", option->letter);
	fprintf(out, "--%s) value=%s ;;\n", option->name, option->value);
}

static void write_bash_values(FILE *out)
{
	for (int id = 0; id < OPTIONS_COUNT; id++)
		write_bash_value(out, NULL, &options_table[id]);
	each_option(out, NULL, NULL, write_bash_value);
}

/* ---- zsh ---- */

static void write_zsh_how(FILE *out)
{
	write_how(out, "\tHOW) found=(", " ", ") ;;\n");
}

/* In brackets: its own have a backslash before them. */
static void write_zsh_help(FILE *out, const char *help)
{
	for (; *help; help++) {
		if (*help == '[' || *help == ']')
			fputc('\\', out);
		write_quoted(out, (char[]){*help, '\0'});
	}
}

static void write_zsh_option(FILE *out, const char *indent, const struct options_info *option)
{
	fputs(indent, out);
	if (option->letter)
		fprintf(out, "'(-%c --%s)'{-%c,--%s%s}", option->letter, option->name, option->letter,
		        option->name, option->value ? "=" : "");
	else
		fprintf(out, "'--%s%s'", option->name, option->value ? "=" : "");
	fputs("'[", out);
	write_zsh_help(out, option->help);
	fputc(']', out);
	if (option->value)
		fprintf(out, ":%s:_covey_value %s", option->value, option->value);
	fputs("'\n", out);
}

static void write_zsh_names(FILE *out, const char *name, const struct command *commands)
{
	fprintf(out, "\t'%s')\n\t\tverbs=(\n", name);
	for (; commands->name; commands++) {
		fprintf(out, "\t\t\t'%s:", commands->name);
		write_quoted(out, commands->help);
		fputs("'\n", out);
	}
	fputs("\t\t)\n\t\t;;\n", out);
}

static void write_zsh_command(FILE *out, const char *name, const struct command *command)
{
	const char *usage = command->arguments;
	struct words_piece argument;
	bool repeats;
	fprintf(out, "\t'covey %s')\n\t\targuments=(\n", name);
	each_option(out, "\t\t\t", command, write_zsh_option);
	for (int place = strchr(name, ' ') ? 3 : 2; words_next_argument(&usage, &argument, &repeats);
	     place++) {
		char at[16];
		snprintf(at, sizeof(at), "%d", place);
		fprintf(out, "\t\t\t'%s:%.*s:_covey_value %.*s'\n", repeats ? "*" : at, argument.len,
		        argument.text, argument.len, argument.text);
	}
	fputs("\t\t)\n\t\t;;\n", out);
}

static void write_zsh_commands(FILE *out)
{
	write_zsh_names(out, "covey", command_table);
	for (const struct command *command = command_table; command->name; command++) {
		char name[64];
		snprintf(name, sizeof(name), "covey %s", command->name);
		if (command->verbs)
			write_zsh_names(out, name, command->verbs);
	}
	client_commands(out, write_zsh_command);
}

static void write_zsh_everywhere(FILE *out)
{
	each_option(out, "\t", NULL, write_zsh_option);
}

/* ---- fish ---- */

static void write_fish_how(FILE *out)
{
	write_how(out, "        case HOW\n            printf '%s\\n' ", " ", "\n");
}

static void write_fish_option(FILE *out, const char *condition, const struct options_info *option)
{
	fprintf(out, "complete -c covey%s", condition);
	if (option->letter)
		fprintf(out, " -s %c", option->letter);
	fprintf(out, " -l %s", option->name);
	if (option->value)
		fprintf(out, " -x -a '(__covey_value %s)'", option->value);
	fputs(" -d '", out);
	write_quoted(out, option->help);
	fputs("'\n", out);
}

static void write_fish_names(FILE *out, const char *name, const struct command *commands)
{
	for (; commands->name; commands++) {
		fprintf(out, "complete -c covey -n '__covey_at 0 %s' -a %s -d '", name, commands->name);
		write_quoted(out, commands->help);
		fputs("'\n", out);
	}
}

static void write_fish_command(FILE *out, const char *name, const struct command *command)
{
	const char *usage = command->arguments;
	char condition[96];
	struct words_piece argument;
	bool repeats;
	snprintf(condition, sizeof(condition), " -n '__covey_at 0+ covey %s'", name);
	each_option(out, condition, command, write_fish_option);
	for (int place = 0; words_next_argument(&usage, &argument, &repeats); place++)
		fprintf(out, "complete -c covey -n '__covey_at %d%s covey %s' -a '(__covey_value %.*s)'\n",
		        place, repeats ? "+" : "", name, argument.len, argument.text);
}

static void write_fish_commands(FILE *out)
{
	write_fish_names(out, "covey", command_table);
	for (const struct command *command = command_table; command->name; command++) {
		char name[64];
		snprintf(name, sizeof(name), "covey %s", command->name);
		if (command->verbs)
			write_fish_names(out, name, command->verbs);
	}
	client_commands(out, write_fish_command);
	each_option(out, "", NULL, write_fish_option);
}

static void write_fish_value(FILE *out, const char *context, const struct options_info *option)
{
	(void)context;
	if (option->value && option->letter)
		fprintf(out, " -%c", option->letter);
	if (option->value)
		fprintf(out, " --%s", option->name);
}

static void write_fish_values(FILE *out)
{
	fputs("set -g __covey_valued", out);
	for (int id = 0; id < OPTIONS_COUNT; id++)
		write_fish_value(out, NULL, &options_table[id]);
	each_option(out, NULL, NULL, write_fish_value);
	fputc('\n', out);
}

const struct section completion_sections[] = {
        {"covey.bash", "commands", write_bash_commands},
        {"covey.bash", "everywhere", write_bash_everywhere},
        {"covey.bash", "values", write_bash_values},
        {"covey.bash", "how", write_bash_how},
        {"_covey", "commands", write_zsh_commands},
        {"_covey", "everywhere", write_zsh_everywhere},
        {"_covey", "how", write_zsh_how},
        {"covey.fish", "commands", write_fish_commands},
        {"covey.fish", "values", write_fish_values},
        {"covey.fish", "how", write_fish_how},
        {0},
};
