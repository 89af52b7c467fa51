/* covey get [--output PATH] CONV [ID] */
#include <stdio.h>

#include "base/str.h"
#include "client/cli/job.h"
#include "client/cli/options.h"

struct wanted {
	const char *conversation, *id; /* NULL: the newest */
};

static const struct wanted *wanted_of(const struct job *job)
{
	return job->context;
}

static const struct state_conversation *conversation_of(const struct job *job)
{
	return state_conversation(job_state(job), wanted_of(job)->conversation);
}

static const struct state_message *find(const struct job *job)
{
	const struct state_conversation *conversation = conversation_of(job);
	const char *id = wanted_of(job)->id;
	for (size_t i = conversation ? conversation->messages.len : 0; i-- > 0;) {
		const struct state_message *message = &conversation->messages.items[i];
		if (message->kind == STATE_FILE && message->file && (!id || str_equal(message->id, id)))
			return message;
	}
	return NULL;
}

static bool is_loaded(const struct job *job)
{
	const struct state_conversation *conversation = conversation_of(job);
	return conversation && conversation->loaded && !conversation->loading;
}

/* Page after page, to the first message that there is. */
static const struct state_message *look(struct job *job)
{
	const struct wanted *wanted = wanted_of(job);
	enum state_event_type next = STATE_EVENT_OPEN;
	do {
		client_post(job->client,
		            &(struct state_event){.type = next, .conversation = wanted->conversation});
		if (!job_wait(job, is_loaded, JOB_ANSWER_MS)) {
			job_fail(job, "no answer from the server");
			return NULL;
		}
		next = STATE_EVENT_OLDER;
	} while (!find(job) && !conversation_of(job)->at_beginning);
	if (!find(job))
		job_fail(job, wanted->id ? "there is no file in the message %s" : "no file was sent there",
		         wanted->id);
	return find(job);
}

static void get(struct job *job, const char *output)
{
	const struct state_message *message = look(job);
	const char *path = message ? job_save_file(job, wanted_of(job)->conversation, message, output) : NULL;
	if (path)
		puts(path);
}

int command_get(struct config *config, int argc, char **argv)
{
	const char *output = NULL;
	struct options options = {
	        .command = "get",
	        .entries = (struct options_entry[]){{OPTIONS_OUTPUT, NULL, &output}, {0}},
	        .least = 1,
	        .most = 2,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct wanted wanted = {.id = options.argc > 1 ? options.argv[1] : NULL};
	struct job job = {.context = &wanted};
	wanted.conversation = job_start(&job, config) ? job_conversation(&job, options.argv[0]) : NULL;
	if (wanted.conversation)
		get(&job, output);
	return job_end(&job);
}
