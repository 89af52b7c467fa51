/* covey who|block|unblock|blocked|nick|status|delete: people, oneself, and conversations one wants no more. */
#include <stdio.h>

#include "base/buf.h"
#include "base/str.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "client/cli/print.h"
#include "client/cli/table.h"
#include "proto/json.h"
#include "state/query.h"

/* Bytes; the server takes less. */
#define TEXT_MAX 4096

static struct strspan words(const struct options *options)
{
	return (struct strspan){(const char *const *)options->argv, (size_t)options->argc};
}

/* ---- who is there ---- */

static const char *presence_word(const struct state_person *person)
{
	return person->presence == STATE_PRESENCE_ONLINE ? "online" : "offline";
}

static void print_people_json(struct job *job, const struct state_event *answer)
{
	for (size_t i = 0; i < answer->person_count; i++) {
		struct json *object = json_object();
		json_set_string(object, "userID", answer->people[i].id);
		json_set_string(object, "nick", state_name_of(job_state(job), answer->people[i].id));
		json_set_string(object, "status", presence_word(&answer->people[i]));
		json_set_string(object, "customStatus",
		                answer->people[i].status ? answer->people[i].status : "");
		print_json(object);
	}
}

static void print_people(struct job *job, const struct state_event *answer)
{
	struct table table;
	table_init(&table);
	for (size_t i = 0; i < answer->person_count; i++) {
		const struct state_person *person = &answer->people[i];
		const char *name = state_name_of(job_state(job), person->id);
		table_add(&table, person->id);
		table_add(&table, presence_word(person));
		table_add(&table, str_equal(name, person->id) ? "" : name);
		table_add(&table, person->status);
		table_end_row(&table);
	}
	table_print(&table, stdout);
	table_finish(&table);
}

/* Those one has a conversation with. */
static struct strspan everybody(struct job *job)
{
	const struct state *state = job_state(job);
	const char **people = arena_array(&job->arena, state->order.len, sizeof(*people));
	struct strspan all = {people, 0};
	for (size_t i = 0; i < state->order.len; i++)
		if (state->order.items[i]->kind == STATE_PERSON)
			people[all.len++] = state->order.items[i]->peer;
	return all;
}

/* What people are called with whom one has a conversation is known; of the others it is asked, all at once. */
static void show_people(struct job *job, struct strspan people, bool json)
{
	if (!job_ask(job, &(struct state_request){.type = STATE_REQUEST_PROFILES, .people = people}))
		return;
	job->on_answer = json ? print_people_json : print_people;
	job_ask(job, &(struct state_request){.type = STATE_REQUEST_STATUSES, .people = people});
}

int command_who(struct config *config, int argc, char **argv)
{
	bool json = false;
	struct options options = {.command = "who",
	                          .entries = (struct options_entry[]){{OPTIONS_JSON, &json, NULL}, {0}},
	                          .most = -1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {0};
	if (job_start(&job, config))
		show_people(&job, options.argc > 0 ? words(&options) : everybody(&job), json);
	return job_end(&job);
}

/* ---- blocking ---- */

static void print_blocked(struct job *job, const struct state_event *answer)
{
	(void)job;
	for (size_t i = 0; i < answer->ids.len; i++)
		print_name(answer->ids.items[i]);
}

static int ask(struct config *config, int argc, char **argv, const char *command,
               enum state_request_type type)
{
	bool blocked = type == STATE_REQUEST_BLOCKED;
	struct options options = {.command = command, .least = blocked ? 0 : 1, .most = blocked ? 0 : -1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {.on_answer = blocked ? print_blocked : NULL};
	if (job_start(&job, config))
		job_ask(&job, &(struct state_request){.type = type, .people = words(&options)});
	return job_end(&job);
}

int command_block(struct config *config, int argc, char **argv)
{
	return ask(config, argc, argv, "block", STATE_REQUEST_BLOCK);
}

int command_unblock(struct config *config, int argc, char **argv)
{
	return ask(config, argc, argv, "unblock", STATE_REQUEST_UNBLOCK);
}

int command_blocked(struct config *config, int argc, char **argv)
{
	return ask(config, argc, argv, "blocked", STATE_REQUEST_BLOCKED);
}

/* ---- oneself ---- */

static void print_nick(struct job *job, const struct state_event *answer)
{
	(void)job;
	if (answer->conversation_count > 0)
		print_name(answer->conversations[0].name);
}

static void print_status(struct job *job, const struct state_event *answer)
{
	(void)job;
	if (answer->person_count > 0 && answer->people[0].status)
		print_name(answer->people[0].status);
}

/* What one says of oneself becomes these words. */
static void say(struct job *job, enum state_request_type type, const struct options *options)
{
	struct buf text;
	buf_init(&text, TEXT_MAX);
	for (int i = 0; i < options->argc; i++)
		buf_printf(&text, "%s%s", i > 0 ? " " : "", options->argv[i]);
	job_ask(job, &(struct state_request){.type = type, .text = text.data});
	buf_finish(&text);
}

int command_nick(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "nick", .most = -1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {.on_answer = options.argc == 0 ? print_nick : NULL};
	bool ready = job_start(&job, config);
	if (ready && options.argc > 0)
		say(&job, STATE_REQUEST_NICK, &options);
	else if (ready)
		job_ask(&job, &(struct state_request){.type = STATE_REQUEST_FIND_PERSON,
		                                      .person = job_state(&job)->self});
	return job_end(&job);
}

int command_status(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "status", .most = -1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {.on_answer = options.argc == 0 ? print_status : NULL};
	bool ready = job_start(&job, config);
	if (ready && options.argc > 0)
		say(&job, STATE_REQUEST_STATUS, &options);
	else if (ready)
		job_ask(&job,
		        &(struct state_request){.type = STATE_REQUEST_STATUSES,
		                                .people = {(const char *const[]){job_state(&job)->self}, 1}});
	return job_end(&job);
}

/* ---- conversations ---- */

int command_delete(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "delete", .least = 1, .most = -1};
	struct strlist ids = {0};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {0};
	if (job_start(&job, config) && job_conversations(&job, options.argc, options.argv, &ids))
		job_ask(&job, &(struct state_request){.type = STATE_REQUEST_DELETE,
		                                      .conversations = strlist_span(&ids)});
	strlist_finish(&ids);
	return job_end(&job);
}
