/* man_coveyd: the sections of coveyd.8 and coveyd.ini. */
#include "base/str.h"
#include "docs/roff.h"
#include "docs/section.h"
#include "proto/limit.h"
#include "server/command.h"
#include "server/options.h"

/* ---- coveyd.8 ---- */

static void write_command(FILE *out, const char *name, const char *words, const char *help)
{
	roff_begin_entry(out);
	roff_word(out, WORDS_LITERAL, name);
	fputc(' ', out);
	roff_usage(out, words);
	roff_end_entry(out, help);
}

static void write_commands(FILE *out)
{
#define X(name, words, help) write_command(out, #name, words, help);
	COMMANDS(X)
#undef X
}

static void write_option(FILE *out, const char *name, const char *value, const char *fallback,
                         const char *help)
{
	roff_begin_entry(out);
	roff_option(out, '\0', name, value);
	roff_end_entry(out, help);
	if (!fallback)
		return;
	fputs("(by default ", out);
	roff_word(out, WORDS_LITERAL, fallback);
	fputs(")\n", out);
}

static void write_options(FILE *out)
{
#define X(member, kind, name, value, fallback, help) write_option(out, name, value, fallback, help);
	OPTIONS(X)
#undef X
}

static void write_limit(FILE *out, const char *name, long value, const char *help)
{
	roff_begin_entry(out);
	roff_word(out, WORDS_LITERAL, name);
	fprintf(out, "=%ld", value);
	roff_end_entry(out, help);
}

static void write_limits(FILE *out)
{
#define X(member, name, value, help) write_limit(out, name, value, help);
	PROTO_LIMITS(X)
#undef X
}

/* ---- coveyd.ini ---- */

/* These are for a command line alone. */
static bool is_for_files(const char *name)
{
	return !str_equal(name, "config") && !str_equal(name, "help") && !str_equal(name, "version");
}

static void write_setting(FILE *out, const char *name, const char *value, const char *fallback,
                          const char *help)
{
	if (is_for_files(name))
		fprintf(out, "\n# %s\n;%s = %s\n", help, name, fallback ? fallback : value ? value : "on");
}

static void write_settings(FILE *out)
{
#define X(member, kind, name, value, fallback, help) write_setting(out, name, value, fallback, help);
	OPTIONS(X)
#undef X
	fputc('\n', out);
}

const struct section man_coveyd_sections[] = {
        {"coveyd.8", "commands", write_commands},
        {"coveyd.8", "options", write_options},
        {"coveyd.8", "limits", write_limits},
        {"coveyd.ini", "settings", write_settings},
        {0},
};
