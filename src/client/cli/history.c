/* covey history [--json] [-n N] CONV */
#include <string.h>

#include "base/str.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "client/cli/print.h"

#define HISTORY_DEFAULT 20
#define HISTORY_MAX 1000000
/* Of one request (protocol.md, section 3: at most 100). */
#define HISTORY_PAGE 100

struct history {
	VEC(struct state_message) messages; /* newest first; their strings are in the job's arena */
	size_t wanted;
	bool complete;
};

static void take_page(struct job *job, const struct state_event *answer)
{
	struct history *history = job->context;
	history->complete = answer->complete || answer->message_count == 0;
	for (size_t i = answer->message_count; i > 0; i--)
		vec_push(&history->messages, print_keep_message(&job->arena, &answer->messages[i - 1]));
}

static bool load(struct job *job, struct history *history, const char *conversation)
{
	while (history->messages.len < history->wanted && !history->complete) {
		size_t missing = history->wanted - history->messages.len, have = history->messages.len;
		struct state_request request = {
		        .type = STATE_REQUEST_LOAD_MESSAGES,
		        .conversation = conversation,
		        .before = have ? history->messages.items[have - 1].sequence : 0,
		        .count = (int)(missing < HISTORY_PAGE ? missing : HISTORY_PAGE),
		};
		if (!job_ask(job, &request))
			return false;
	}
	return true;
}

static void print_history(struct job *job, const char *conversation, bool json)
{
	const struct history *history = job->context;
	struct print_style style = {.json = json, .state = job_state(job)};
	job_await_names(job);
	for (size_t i = 0; i < history->messages.len; i++)
		print_fit_name(&style, &history->messages.items[i]);
	for (size_t i = history->messages.len; i > 0; i--)
		print_message_in(&style, conversation, &history->messages.items[i - 1]);
}

int command_history(struct config *config, int argc, char **argv)
{
	bool json = false;
	const char *count = NULL;
	uint64_t wanted = HISTORY_DEFAULT;
	struct options options = {
	        .command = "history",
	        .entries = (struct options_entry[]){{OPTIONS_JSON, &json, NULL},
	                                            {OPTIONS_NUMBER, NULL, &count},
	                                            {0}},
	        .least = 1,
	        .most = 1,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (count && (!str_to_uint(count, HISTORY_MAX, &wanted) || wanted == 0))
		return command_wrong("history", "-n takes a number from 1 to %d", HISTORY_MAX);

	struct history history = {.wanted = wanted};
	struct job job = {.on_answer = take_page, .context = &history};
	const char *conversation = job_start(&job, config) ? job_conversation(&job, options.argv[0]) : NULL;
	if (conversation && load(&job, &history, conversation))
		print_history(&job, conversation, json);
	vec_finish(&history.messages);
	return job_end(&job);
}
