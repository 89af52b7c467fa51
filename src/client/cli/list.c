/* covey list [--json] [--group GROUP] [--unread] */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/str.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "client/cli/print.h"
#include "client/cli/table.h"
#include "proto/json.h"
#include "state/query.h"
#include "ui/label.h"

/* The names of 20 groups fit. */
#define LIST_CONVGROUPS_BYTES 1024

struct filter {
	const char *convgroup; /* or NULL: all */
	bool unread;
};

static bool matches(const struct filter *filter, const struct state_conversation *conversation)
{
	return (!filter->convgroup || state_is_in(conversation, filter->convgroup)) &&
	       (!filter->unread || conversation->unread > 0);
}

static struct json *last_message(const struct state *state, const struct state_conversation *conversation)
{
	struct json *object = json_object();
	json_set_int(object, "sequence", conversation->last_sequence);
	json_set_string(object, "from", conversation->last_from);
	json_set_string(object, "nick", state_name_of(state, conversation->last_from));
	json_set_int(object, "time", conversation->last_time_ms);
	json_set_string(object, "text", conversation->last_text);
	return object;
}

static void print_object(const struct state *state, const struct state_conversation *conversation)
{
	struct json *object = json_object(), *convgroups = json_array();
	for (size_t i = 0; i < conversation->convgroups.len; i++)
		json_push_string(convgroups, conversation->convgroups.items[i]);
	json_set_string(object, "conversationID", conversation->id);
	json_set_string(object, "type", print_conversation_type(conversation->kind));
	json_set_string(object, "name", conversation->name);
	json_set_int(object, "unreadCount", conversation->unread);
	json_set_int(object, "mentionCount", conversation->mentions);
	json_set_bool(object, "isPinned", conversation->pinned);
	json_set_string(object, "messageRemindType", print_remind_type(conversation->remind));
	json_set(object, "conversationGroupList", convgroups);
	if (conversation->last_sequence > 0)
		json_set(object, "lastMessage", last_message(state, conversation));
	print_json(object);
}

static void add_convgroups(struct table *table, const struct state_conversation *conversation)
{
	struct buf names;
	buf_init(&names, LIST_CONVGROUPS_BYTES);
	for (size_t i = 0; i < conversation->convgroups.len; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", conversation->convgroups.items[i]);
	table_add(table, names.data);
	buf_finish(&names);
}

static void add_row(struct table *table, const struct state *state,
                    const struct state_conversation *conversation)
{
	char when[PRINT_TIME_SIZE] = "";
	if (conversation->last_sequence > 0)
		print_time(when, conversation->last_time_ms);
	if (conversation->unread > 0)
		table_addf(table, "%lld", (long long)conversation->unread);
	else
		table_add(table, "");
	char *name = label_conversation(conversation);
	table_add(table, name);
	free(name);
	add_convgroups(table, conversation);
	table_add(table, when);
	char *from = label_person(state, conversation->last_from);
	table_addf(table, "%s%s%s", from, *from ? ": " : "",
	           conversation->last_text ? conversation->last_text : "");
	free(from);
	table_end_row(table);
}

static void print_list(const struct state *state, const struct filter *filter, bool json)
{
	struct table table;
	table_init(&table);
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (!matches(filter, conversation))
			continue;
		if (json)
			print_object(state, conversation);
		else
			add_row(&table, state, conversation);
	}
	table_print(&table, stdout);
	table_finish(&table);
}

int command_list(struct config *config, int argc, char **argv)
{
	bool json = false;
	struct filter filter = {0};
	struct options options = {
	        .command = "list",
	        .entries = (struct options_entry[]){{OPTIONS_JSON, &json, NULL},
	                                            {OPTIONS_GROUP, NULL, &filter.convgroup},
	                                            {OPTIONS_UNREAD, &filter.unread, NULL},
	                                            {0}},
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {0};
	if (job_start(&job, config)) {
		job_await_names(&job);
		if (filter.convgroup && !state_convgroup(job_state(&job), filter.convgroup))
			job_fail_unknown(&job, "group", filter.convgroup);
		else
			print_list(job_state(&job), &filter, json);
	}
	return job_end(&job);
}
