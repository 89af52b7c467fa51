/* covey group export|import: the groups as a file. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/err.h"
#include "base/path.h"
#include "base/str.h"
#include "base/utf8.h"
#include "client/arrangement_file.h"
#include "client/cli/job.h"
#include "client/cli/options.h"

/* What stands for standard input and output. */
#define STANDARD "-"
#define STANDARD_INPUT "/dev/stdin"

static bool is_standard(const char *file)
{
	return !file || str_equal(file, STANDARD);
}

static const char *name_of(const char *file)
{
	return is_standard(file) ? "standard input" : file;
}

/* ---- export ---- */

static void write_out(struct job *job, const char *text, const char *file)
{
	struct err err;
	if (is_standard(file))
		fputs(text, stdout);
	else if (!path_write_private(file, text, &err))
		job_fail(job, "%s", err.text);
}

int group_export(struct config *config, int argc, char **argv)
{
	bool json = false, ini = false;
	struct options options = {
	        .command = "group export",
	        .entries =
	                (struct options_entry[]){{OPTIONS_JSON, &json, NULL}, {OPTIONS_INI, &ini, NULL}, {0}},
	        .most = 1,
	};
	struct job job = {0};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (json && ini)
		return command_wrong("group export", "either --json or --ini");
	if (job_start(&job, config)) {
		struct state_arrangement arrangement;
		state_arrangement_init(&arrangement);
		state_arrangement_take(&arrangement, job_state(&job));
		char *text = json ? arrangement_json(&arrangement)
		                  : arrangement_ini(&arrangement, job_state(&job));
		write_out(&job, text, options.argc > 0 ? options.argv[0] : NULL);
		free(text);
		state_arrangement_finish(&arrangement);
	}
	return job_end(&job);
}

/* ---- import ---- */

static bool read_in(const char *file, struct state_arrangement *arrangement)
{
	struct err err;
	char *text = path_read(is_standard(file) ? STANDARD_INPUT : file, ARRANGEMENT_BYTES_MAX, &err);
	if (!text) {
		command_failed("%s", err.text);
		return false;
	}
	bool ok = arrangement_read(arrangement, text, &err);
	if (!ok)
		command_failed("%s: %s", name_of(file), err.text);
	free(text);
	return ok;
}

static void print_change(const char *text, bool dry)
{
	char *clean = utf8_clean(text, false);
	printf("%s%s\n", dry ? "would " : "", clean);
	fflush(stdout);
	free(clean);
}

/* Whom one has no conversation with yet only the server knows. */
static bool check_people(struct job *job, const struct state_arranged *convgroup, struct err *err)
{
	for (size_t i = 0; i < convgroup->conversations.len; i++) {
		const char *id = convgroup->conversations.items[i];
		if (!state_conversation(job_state(job), id) && !job_person(job, job_without_mark(id)))
			return err_set(err, 0, "line %d: There is no conversation “%s”", convgroup->lines[i],
			               id);
	}
	return true;
}

static bool find_changes(struct job *job, struct state_arrangement *arrangement,
                         struct state_arrangement_changes *changes, struct err *err)
{
	if (!state_arrangement_changes(arrangement, job_state(job), changes, err))
		return false;
	for (size_t i = 0; i < arrangement->convgroups.len; i++)
		if (!check_people(job, &arrangement->convgroups.items[i], err))
			return false;
	return true;
}

/* What is wrong in the file changes nothing. What the server refuses is told, the rest goes on. */
static void import(struct job *job, const char *file, struct state_arrangement *arrangement, bool dry)
{
	struct state_arrangement_changes changes = {0};
	struct err err;
	bool known = find_changes(job, arrangement, &changes, &err);
	if (!known)
		job_fail(job, "%s: %s", name_of(file), err.text);
	else if (changes.len == 0)
		puts("The groups are like that already.");
	for (size_t i = 0; known && i < changes.len; i++) {
		print_change(changes.items[i].text, dry);
		if (!dry)
			job_ask(job, &changes.items[i].request);
	}
	vec_finish(&changes);
}

int group_import(struct config *config, int argc, char **argv)
{
	bool dry = false;
	struct options options = {
	        .command = "group import",
	        .entries = (struct options_entry[]){{OPTIONS_DRY_RUN, &dry, NULL}, {0}},
	        .least = 1,
	        .most = 1,
	};
	struct state_arrangement arrangement;
	struct job job = {0};
	int status = COMMAND_FAILED;
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	state_arrangement_init(&arrangement);
	if (read_in(options.argv[0], &arrangement)) {
		if (job_start(&job, config))
			import(&job, options.argv[0], &arrangement, dry);
		status = job_end(&job);
	}
	state_arrangement_finish(&arrangement);
	return status;
}
