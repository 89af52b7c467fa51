/* covey group list|create|rename|delete|add|remove|move|sort: conversation groups. */
#include <stdio.h>

#include "base/str.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "client/cli/print.h"
#include "client/cli/table.h"
#include "proto/json.h"

/* Where the server has not said how many conversations one request may name. */
#define GROUP_CHUNK_DEFAULT 100

int command_group(struct config *config, int argc, char **argv)
{
	return command_run_verb(command_group_verbs, config, argc, argv);
}

/* ---- list ---- */

static void print_object(const struct state *state, const char *name)
{
	struct json *object = json_object();
	json_set_string(object, "groupName", name);
	json_set_int(object, "conversationCount", (int64_t)state_conversations_in(state, name));
	json_set_int(object, "unreadCount", state_unread_in(state, name));
	print_json(object);
}

static void add_row(struct table *table, const struct state *state, const char *name)
{
	int64_t unread = state_unread_in(state, name);
	table_add(table, name);
	table_addf(table, "%zu", state_conversations_in(state, name));
	if (unread > 0)
		table_addf(table, "%lld unread", (long long)unread);
	else
		table_add(table, "");
	table_end_row(table);
}

static void print_groups(const struct state *state, bool json)
{
	struct table table;
	table_init(&table);
	for (size_t i = 0; i < state->convgroups.len; i++) {
		const char *name = state->convgroups.items[i].name;
		if (json)
			print_object(state, name);
		else
			add_row(&table, state, name);
	}
	table_print(&table, stdout);
	table_finish(&table);
}

int group_list(struct config *config, int argc, char **argv)
{
	bool json = false;
	struct options options = {.command = "group list",
	                          .entries = (struct options_entry[]){{OPTIONS_JSON, &json, NULL}, {0}}};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {0};
	if (job_start(&job, config))
		print_groups(job_state(&job), json);
	return job_end(&job);
}

/* ---- one request ---- */

static int ask_once(struct config *config, const struct state_request *request)
{
	struct job job = {0};
	if (job_start(&job, config))
		job_ask(&job, request);
	return job_end(&job);
}

int group_rename(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "group rename", .least = 2, .most = 2};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	return ask_once(config, &(struct state_request){.type = STATE_REQUEST_CONVGROUP_RENAME,
	                                                .convgroup = options.argv[0],
	                                                .new_name = options.argv[1]});
}

int group_delete(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "group delete", .least = 1, .most = 1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	return ask_once(config, &(struct state_request){.type = STATE_REQUEST_CONVGROUP_DELETE,
	                                                .convgroup = options.argv[0]});
}

/* ---- many conversations ---- */

/* As many requests as the server's limit makes of them; those after the first are of type `then`. */
static bool ask_in_chunks(struct job *job, struct state_request request, enum state_request_type then)
{
	const struct strspan all = request.conversations;
	int64_t limit = job_state(job)->limits.conversations_per_request;
	size_t chunk = limit > 0 ? (size_t)limit : GROUP_CHUNK_DEFAULT, done = 0;
	bool ok = true;
	do {
		size_t left = all.len - done;
		request.conversations = (struct strspan){all.items + done, left < chunk ? left : chunk};
		ok = job_ask(job, &request) && ok;
		done += request.conversations.len;
		request.type = then;
	} while (done < all.len);
	return ok;
}

/* argv[0] is the group, the others are CONVs. Those that are not found are told, the others go on. */
static int ask_with_conversations(struct config *config, const struct options *options,
                                  struct state_request request, enum state_request_type then)
{
	struct job job = {0};
	struct strlist ids = {0};
	if (job_start(&job, config)) {
		bool all_found = job_conversations(&job, options->argc - 1, options->argv + 1, &ids);
		request.convgroup = options->argv[0];
		request.conversations = strlist_span(&ids);
		if (all_found)
			ask_in_chunks(&job, request, then);
	}
	strlist_finish(&ids);
	return job_end(&job);
}

int group_create(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "group create", .least = 1, .most = -1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	return ask_with_conversations(config, &options,
	                              (struct state_request){.type = STATE_REQUEST_CONVGROUP_CREATE},
	                              STATE_REQUEST_CONVGROUP_ADD);
}

int group_add(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "group add", .least = 2, .most = -1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	return ask_with_conversations(config, &options,
	                              (struct state_request){.type = STATE_REQUEST_CONVGROUP_ADD},
	                              STATE_REQUEST_CONVGROUP_ADD);
}

int group_remove(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "group remove", .least = 2, .most = -1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	return ask_with_conversations(config, &options,
	                              (struct state_request){.type = STATE_REQUEST_CONVGROUP_REMOVE},
	                              STATE_REQUEST_CONVGROUP_REMOVE);
}

int group_move(struct config *config, int argc, char **argv)
{
	const char *from = NULL;
	struct options options = {
	        .command = "group move",
	        .entries = (struct options_entry[]){{OPTIONS_FROM, NULL, &from}, {0}},
	        .least = 2,
	        .most = -1,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct state_request request = {.type = STATE_REQUEST_CONVGROUP_MOVE, .from_convgroup = from};
	return ask_with_conversations(config, &options, request, STATE_REQUEST_CONVGROUP_MOVE);
}

/* ---- sort ---- */

/* The named ones first, then the others as they are. False when one is not there, which is told. */
static bool make_order(struct job *job, const struct options *options, struct strlist *order)
{
	const struct state *state = job_state(job);
	for (int i = 0; i < options->argc; i++) {
		if (!state_convgroup(state, options->argv[i]))
			return job_fail_unknown(job, "group", options->argv[i]);
		strlist_add(order, options->argv[i]);
	}
	for (size_t i = 0; i < state->convgroups.len; i++) {
		if (!strlist_contains(order, state->convgroups.items[i].name))
			strlist_add(order, state->convgroups.items[i].name);
	}
	return true;
}

int group_sort(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "group sort", .least = 1, .most = -1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {0};
	struct strlist order = {0};
	if (job_start(&job, config) && make_order(&job, &options, &order))
		job_ask(&job, &(struct state_request){.type = STATE_REQUEST_CONVGROUP_SORT,
		                                      .convgroups = strlist_span(&order)});
	strlist_finish(&order);
	return job_end(&job);
}
