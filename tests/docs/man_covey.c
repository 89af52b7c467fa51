/* man_covey: the sections of covey.1 and covey.ini.5. */
#include "client/cli/command.h"
#include "client/cli/options.h"
#include "client/config.h"
#include "docs/client.h"
#include "docs/roff.h"
#include "docs/section.h"
#include "state/filter.h"
#include "ui/action.h"
#include "ui/colon.h"
#include "ui/style.h"

/* ---- keys, and the actions of [keys] ---- */

static void write_actions(FILE *out, bool named)
{
	for (int context = 0; context < ACTION_CONTEXT_COUNT; context++) {
		fprintf(out, ".SS %s\n", action_contexts[context].title);
		for (int i = 0; i < ACTION_COUNT; i++) {
			const struct action_info *action = &action_table[i];
			if ((int)action->context != context)
				continue;
			roff_begin_entry(out);
			if (named)
				roff_word(out, WORDS_LITERAL, action->name);
			if (named)
				fputs(" = ", out);
			roff_keys(out, action->keys);
			roff_end_entry(out, action->help);
		}
	}
}

static void write_keys(FILE *out)
{
	write_actions(out, false);
}

static void write_named_actions(FILE *out)
{
	write_actions(out, true);
}

static void write_colon(FILE *out)
{
	for (size_t i = 0, count = colon_count(); i < count; i++) {
		struct colon_command command = colon_command(i);
		if (!command.run)
			continue;
		roff_begin_entry(out);
		roff_word(out, WORDS_LITERAL, command.name);
		fputc(' ', out);
		roff_usage(out, command.usage);
		roff_end_entry(out, command.help);
	}
}

/* The words of a filter, each with what stands behind it. */
static void write_filters(FILE *out)
{
	static const char *const kinds[STATE_FILTER_KIND_COUNT] = {
#define X(name, help) [STATE_FILTER_##name] = (help),
	        STATE_FILTER_KINDS(X)
#undef X
	};
	for (int test = 0; test < STATE_FILTER_TEST_COUNT; test++) {
		const struct state_filter_info *info = &state_filter_tests[test];
		roff_begin_entry(out);
		roff_word(out, WORDS_LITERAL, info->word);
		if (*kinds[info->kind]) {
			fputc(' ', out);
			roff_word(out, WORDS_BETWEEN, kinds[info->kind]);
		}
		roff_end_entry(out, info->help);
	}
}

/* ---- settings ---- */

static void write_setting(FILE *out, const char *name, const char *value, const char *help)
{
	roff_begin_entry(out);
	roff_word(out, WORDS_LITERAL, name);
	fputs(" = ", out);
	roff_word(out, WORDS_VALUE, value);
	roff_end_entry(out, help);
}

static void write_account(FILE *out)
{
#define X(name, member, value, help) write_setting(out, name, value, help);
	CONFIG_ACCOUNT_SETTINGS(X)
#undef X
}

static void write_notify(FILE *out)
{
#define X(name, function, value, help) write_setting(out, name, value, help);
	TELLING_SETTINGS(X)
#undef X
}

static void write_chat(FILE *out)
{
#define X(name, function, value, help) write_setting(out, name, value, help);
	TELLING_CHAT_SETTINGS(X)
#undef X
}

static void write_writing(FILE *out)
{
#define X(name, member, value, help) write_setting(out, name, value, help);
	CONFIG_WRITING_SETTINGS(X)
#undef X
}

static void write_files(FILE *out)
{
#define X(name, member, value, help) write_setting(out, name, value, help);
	CONFIG_FILES_SETTINGS(X)
#undef X
}

static void write_looks(FILE *out)
{
#define X(name, function, value, help) write_setting(out, name, value, help);
	LOOKS_SETTINGS(X)
#undef X
}

/* The elements that a theme names. */
static void write_styles(FILE *out)
{
	for (int style = 0; style < STYLE_COUNT; style++) {
		fputs(style > 0 ? ",\n" : "", out);
		roff_word(out, WORDS_LITERAL, style_name((enum style)style));
	}
	fputs(".\n", out);
}

/* ---- commands and options ---- */

static void write_option(FILE *out, const struct options_info *option)
{
	roff_begin_entry(out);
	roff_option(out, option->letter, option->name, option->value);
	roff_end_entry(out, option->help);
}

static void write_options_everywhere(FILE *out)
{
#define X(name, member, value, help) write_option(out, &(struct options_info){name, '\0', value, help});
	CONFIG_OPTIONS(X)
#undef X
}

static void write_command(FILE *out, const char *name, const struct command *command)
{
	roff_begin_entry(out);
	roff_word(out, WORDS_LITERAL, name);
	fputc(' ', out);
	roff_usage(out, command->arguments);
	roff_end_entry(out, command->help);
	fputs(".RS\n", out);
	for (int id = 0; id < OPTIONS_COUNT; id++) {
		if (options_in_usage(command->arguments, (enum options_id)id))
			write_option(out, &options_table[id]);
	}
	fputs(".RE\n", out);
}

static void write_commands(FILE *out)
{
	client_commands(out, write_command);
}

const struct section man_covey_sections[] = {
        {"covey.1", "options", write_options_everywhere},
        {"covey.1", "commands", write_commands},
        {"covey.1", "keys", write_keys},
        {"covey.1", "colon", write_colon},
        {"covey.1", "filters", write_filters},
        {"covey.ini.5", "account", write_account},
        {"covey.ini.5", "notify", write_notify},
        {"covey.ini.5", "chat", write_chat},
        {"covey.ini.5", "writing", write_writing},
        {"covey.ini.5", "files", write_files},
        {"covey.ini.5", "looks", write_looks},
        {"covey.ini.5", "styles", write_styles},
        {"covey.ini.5", "actions", write_named_actions},
        {0},
};
