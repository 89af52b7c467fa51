/* covey message edit|recall|delete|react|unreact|readers: what is done to a message, by the ID that history --json shows. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "client/cli/print.h"
#include "client/cli/table.h"
#include "ui/emoji.h"

int command_message(struct config *config, int argc, char **argv)
{
	return command_run_verb(command_message_verbs, config, argc, argv);
}

static int ask(struct config *config, const struct state_request *request)
{
	struct job job = {0};
	if (job_start(&job, config))
		job_ask(&job, request);
	return job_end(&job);
}

int message_edit(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "message edit", .least = 2, .most = 2};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	const char *text = options.argv[1];
	if (*text == '\0' || !utf8_valid(text, strlen(text)))
		return command_wrong("message edit", "the text is empty, or no valid UTF-8");
	return ask(config, &(struct state_request){
	                           .type = STATE_REQUEST_MODIFY, .message = options.argv[0], .text = text});
}

int message_recall(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "message recall", .least = 1, .most = 1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	return ask(config, &(struct state_request){.type = STATE_REQUEST_RECALL, .message = options.argv[0]});
}

int message_delete(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "message delete", .least = 1, .most = -1};
	struct job job = {0};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	bool ok = job_start(&job, config);
	for (int i = 0; ok && i < options.argc; i++)
		job_ask(&job,
		        &(struct state_request){.type = STATE_REQUEST_ERASE, .message = options.argv[i]});
	return job_end(&job);
}

/* "tada", ":tada:" or the emoji itself. */
static const char *reaction_of(char *word)
{
	size_t len = strlen(word);
	if (len > 2 && word[0] == ':' && word[len - 1] == ':') {
		word[len - 1] = '\0';
		word++;
	}
	const struct emoji *emoji = emoji_named(word);
	return emoji ? emoji->text : word;
}

static int react(struct config *config, int argc, char **argv, const char *command,
                 enum state_request_type type)
{
	struct options options = {.command = command, .least = 2, .most = 2};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	return ask(config, &(struct state_request){.type = type,
	                                           .message = options.argv[0],
	                                           .text = reaction_of(options.argv[1])});
}

int message_react(struct config *config, int argc, char **argv)
{
	return react(config, argc, argv, "message react", STATE_REQUEST_REACT);
}

int message_unreact(struct config *config, int argc, char **argv)
{
	return react(config, argc, argv, "message unreact", STATE_REQUEST_UNREACT);
}

static void print_readers(struct job *job, const struct state_event *answer)
{
	struct table table;
	(void)job;
	table_init(&table);
	for (size_t i = 0; i < answer->person_count; i++) {
		const struct state_person *person = &answer->people[i];
		table_add(&table, person->id);
		table_add(&table, str_equal(person->name, person->id) ? "" : person->name);
		table_end_row(&table);
	}
	table_print(&table, stdout);
	table_finish(&table);
}

int message_readers(struct config *config, int argc, char **argv)
{
	struct options options = {.command = "message readers", .least = 1, .most = 1};
	struct job job = {.on_answer = print_readers};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (job_start(&job, config))
		job_ask(&job,
		        &(struct state_request){.type = STATE_REQUEST_READERS, .message = options.argv[0]});
	return job_end(&job);
}
