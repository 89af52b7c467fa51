/*
 * roff: the sections of the manual pages (man(7)). What is not ASCII is written \[uXXXX], which every
 * formatter knows.
 */
#include <string.h>

#include "base/utf8.h"
#include "client/cli/command.h"
#include "client/cli/options.h"
#include "client/config.h"
#include "docs/section.h"
#include "docs/words.h"
#include "ui/action.h"

static void write_char(FILE *out, uint32_t c)
{
	static const struct {
		char c;
		const char *escape;
	} escapes[] = {{'-', "\\-"},   {'\\', "\\e"},  {'\'', "\\(aq"}, {'"', "\\(dq"},
	               {'~', "\\(ti"}, {'^', "\\(ha"}, {'`', "\\(ga"}};
	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		if (c == (uint32_t)escapes[i].c) {
			fputs(escapes[i].escape, out);
			return;
		}
	}
	if (c < 0x80)
		fputc((int)c, out);
	else
		fprintf(out, "\\[u%04X]", (unsigned)c);
}

static void write_piece(FILE *out, enum words_kind kind, const char *text, size_t len)
{
	static const char fonts[] = {[WORDS_LITERAL] = 'B', [WORDS_VALUE] = 'I', [WORDS_BETWEEN] = 'R'};
	fprintf(out, "\\f%c", fonts[kind]);
	while (len > 0) {
		uint32_t c;
		size_t size = utf8_decode(text, len, &c);
		write_char(out, c);
		text += size;
		len -= size;
	}
	fputs("\\fR", out);
}

static void write_word(FILE *out, enum words_kind kind, const char *text)
{
	write_piece(out, kind, text, strlen(text));
}

/* What stands below a tag (.TP). */
static void write_help(FILE *out, const char *help)
{
	fputc('\n', out);
	write_word(out, WORDS_BETWEEN, help);
	fputc('\n', out);
}

/* ---- keys, and the actions of [keys] ---- */

static void write_actions(FILE *out, bool named)
{
	for (int context = 0; context < ACTION_CONTEXT_COUNT; context++) {
		fprintf(out, ".SS %s\n", action_contexts[context].title);
		for (int i = 0; i < ACTION_COUNT; i++) {
			const struct action_info *action = &action_table[i];
			if ((int)action->context != context)
				continue;
			fputs(".TP\n", out);
			if (named)
				write_word(out, WORDS_LITERAL, action->name);
			if (named)
				fputs(" = ", out);
			words_list(out, action->keys, write_piece);
			write_help(out, action->help);
		}
	}
}

static void write_keys(FILE *out)
{
	write_actions(out, false);
}

/* ---- settings ---- */

static void write_setting(FILE *out, const char *name, const char *value, const char *help)
{
	fputs(".TP\n", out);
	write_word(out, WORDS_LITERAL, name);
	fputs(" = ", out);
	write_word(out, WORDS_VALUE, value);
	write_help(out, help);
}

static void write_account(FILE *out)
{
#define X(name, member, value, help) write_setting(out, name, value, help);
	CONFIG_ACCOUNT_SETTINGS(X)
#undef X
}

/* ---- commands and options ---- */

static void write_option(FILE *out, const struct options_info *option)
{
	fputs(".TP\n", out);
	if (option->letter) {
		const char letter[] = {'-', option->letter, '\0'};
		write_word(out, WORDS_LITERAL, letter);
		fputs(", ", out);
	}
	write_word(out, WORDS_LITERAL, "--");
	write_word(out, WORDS_LITERAL, option->name);
	if (option->value) {
		fputc(' ', out);
		write_word(out, WORDS_VALUE, option->value);
	}
	write_help(out, option->help);
}

static void write_options_everywhere(FILE *out)
{
#define X(name, member, value, help) write_option(out, &(struct options_info){name, '\0', value, help});
	CONFIG_ACCOUNT_SETTINGS(X)
#undef X
}

static void write_command(FILE *out, const char *prefix, const struct command *command)
{
	fputs(".TP\n", out);
	write_word(out, WORDS_LITERAL, prefix);
	write_word(out, WORDS_LITERAL, command->name);
	fputc(' ', out);
	words_split(out, command->arguments, write_piece);
	write_help(out, command->help);
	fputs(".RS\n", out);
	for (int id = 0; id < OPTIONS_COUNT; id++) {
		if (options_in_usage(command->arguments, (enum options_id)id))
			write_option(out, &options_table[id]);
	}
	fputs(".RE\n", out);
}

static void write_commands(FILE *out)
{
	for (const struct command *command = command_table; command->name; command++) {
		if (!command->verbs)
			write_command(out, "", command);
		for (const struct command *verb = command->verbs; verb && verb->name; verb++) {
			char prefix[64];
			snprintf(prefix, sizeof(prefix), "%s ", command->name);
			write_command(out, prefix, verb);
		}
	}
}

static void write_named_actions(FILE *out)
{
	write_actions(out, true);
}

const struct section roff_sections[] = {
        {"covey.1", "options", write_options_everywhere},
        {"covey.1", "commands", write_commands},
        {"covey.1", "keys", write_keys},
        {"covey.ini.5", "account", write_account},
        {"covey.ini.5", "actions", write_named_actions},
        {0},
};
