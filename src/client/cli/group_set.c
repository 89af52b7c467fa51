/* covey group up|down|fold|unfold|fold-others|policy|place|pin|unpin: how groups stand and what they do. */
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/str.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "state/settings.h"

static const struct state_convgroup *find(struct job *job, const char *name)
{
	const struct state_convgroup *convgroup = state_convgroup(job_state(job), name);
	if (!convgroup) {
		command_failed("there is no group “%s”", name);
		job->failed = true;
	}
	return convgroup;
}

/* ---- the order ---- */

static void move_in_order(struct job *job, const char *name, ptrdiff_t step)
{
	const struct state *state = job_state(job);
	struct strlist order = {0};
	for (size_t i = 0; i < state->convgroups.len; i++)
		strlist_add(&order, state->convgroups.items[i].name);
	ptrdiff_t at = strlist_index(&order, name), to = at + step;
	if (to >= 0 && to < (ptrdiff_t)order.len) {
		char *moved = order.items[at];
		order.items[at] = order.items[to];
		order.items[to] = moved;
		job_ask(job, &(struct state_request){.type = STATE_REQUEST_CONVGROUP_SORT,
		                                     .convgroups = strlist_span(&order)});
	}
	strlist_finish(&order);
}

static int step(struct config *config, int argc, char **argv, const char *command, ptrdiff_t by)
{
	struct options options = {.command = command, .least = 1, .most = 1};
	struct job job = {0};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (job_start(&job, config) && find(&job, options.argv[0]))
		move_in_order(&job, options.argv[0], by);
	return job_end(&job);
}

int group_up(struct config *config, int argc, char **argv)
{
	return step(config, argc, argv, "group up", -1);
}

int group_down(struct config *config, int argc, char **argv)
{
	return step(config, argc, argv, "group down", 1);
}

/* ---- settings ---- */

static void ask(struct job *job, const char *name, const struct state_settings *settings)
{
	char *text = state_settings_write(settings);
	job_ask(job, &(struct state_request){
	                     .type = STATE_REQUEST_CONVGROUP_SET, .convgroup = name, .text = text});
	free(text);
}

/* As the server has them; state_settings_finish() frees it. */
static struct state_settings copy_of(const struct state_convgroup *convgroup)
{
	struct state_settings settings = {0};
	state_settings_read(&settings, convgroup->data);
	return settings;
}

static void set_fold(struct job *job, const struct state_convgroup *convgroup, bool folded)
{
	struct state_settings settings = copy_of(convgroup);
	char *name = arena_strdup(&job->arena, convgroup->name);
	bool changes = settings.folded != folded;
	settings.folded = folded;
	if (changes)
		ask(job, name, &settings);
	state_settings_finish(&settings);
}

static int fold(struct config *config, int argc, char **argv, const char *command, bool folded)
{
	struct options options = {.command = command, .least = 1, .most = -1};
	struct job job = {0};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (job_start(&job, config)) {
		for (int i = 0; i < options.argc; i++) {
			const struct state_convgroup *convgroup = find(&job, options.argv[i]);
			if (convgroup)
				set_fold(&job, convgroup, folded);
		}
	}
	return job_end(&job);
}

int group_fold(struct config *config, int argc, char **argv)
{
	return fold(config, argc, argv, "group fold", true);
}

int group_unfold(struct config *config, int argc, char **argv)
{
	return fold(config, argc, argv, "group unfold", false);
}

int group_fold_others(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "group fold-others", .least = 1, .most = 1};
	struct job job = {0};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (job_start(&job, config) && find(&job, options.argv[0])) {
		const struct state *state = job_state(&job);
		for (size_t i = 0; i < state->convgroups.len; i++)
			set_fold(&job, &state->convgroups.items[i],
			         !str_equal(state->convgroups.items[i].name, options.argv[0]));
	}
	return job_end(&job);
}

/* Without a setting to make, says those that there are, one a line. */
static void print_policy(const struct state_settings *settings)
{
	char *policy = state_settings_policy(settings);
	printf("%s%ssort=%s\n", policy, *policy ? " " : "", state_sorts[settings->sort].word);
	free(policy);
}

static void set_policy(struct job *job, const struct options *options, struct state_settings *settings)
{
	struct err err;
	for (int i = 1; i < options->argc; i++) {
		if (state_settings_say(settings, options->argv[i], &err))
			continue;
		command_failed("%s", err.text);
		job->failed = true;
		return;
	}
	ask(job, options->argv[0], settings);
}

int group_policy(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "group policy", .least = 1, .most = -1};
	struct job job = {0};
	const struct state_convgroup *convgroup;
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (job_start(&job, config) && (convgroup = find(&job, options.argv[0]))) {
		struct state_settings settings = copy_of(convgroup);
		if (options.argc == 1)
			print_policy(&settings);
		else
			set_policy(&job, &options, &settings);
		state_settings_finish(&settings);
	}
	return job_end(&job);
}

/* ---- conversations ---- */

/* These first, then the others as they stand. */
static void place(struct job *job, const char *name, struct strlist *ids, struct state_settings *settings)
{
	struct state_rows rows = {0};
	state_members(job_state(job), name, settings, &rows);
	for (size_t i = 0; i < rows.len; i++)
		if (!strlist_contains(ids, rows.items[i].conversation->id))
			strlist_add(ids, rows.items[i].conversation->id);
	vec_finish(&rows);
	strlist_assign(&settings->order, strlist_span(ids));
	settings->sort = STATE_SORT_HAND;
	ask(job, name, settings);
}

int group_place(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "group place", .least = 2, .most = -1};
	struct job job = {0};
	struct strlist ids = {0};
	const struct state_convgroup *convgroup;
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (job_start(&job, config) && (convgroup = find(&job, options.argv[0]))) {
		struct state_settings settings = copy_of(convgroup);
		if (job_conversations(&job, options.argc - 1, options.argv + 1, &ids))
			place(&job, options.argv[0], &ids, &settings);
		state_settings_finish(&settings);
	}
	strlist_finish(&ids);
	return job_end(&job);
}

static int pin(struct config *config, int argc, char **argv, const char *command, bool pinned)
{
	struct options options = {.command = command, .least = 1, .most = -1};
	struct job job = {0};
	struct strlist ids = {0};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (job_start(&job, config)) {
		bool all_found = job_conversations(&job, options.argc, options.argv, &ids);
		for (size_t i = 0; all_found && i < ids.len; i++)
			job_ask(&job, &(struct state_request){.type = STATE_REQUEST_PIN,
			                                      .conversation = ids.items[i],
			                                      .flag = pinned});
	}
	strlist_finish(&ids);
	return job_end(&job);
}

int group_pin(struct config *config, int argc, char **argv)
{
	return pin(config, argc, argv, "group pin", true);
}

int group_unpin(struct config *config, int argc, char **argv)
{
	return pin(config, argc, argv, "group unpin", false);
}
