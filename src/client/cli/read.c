/* covey read CONV…|--group GROUP|--all */
#include "client/cli/job.h"
#include "client/cli/options.h"

static void read_conversations(struct job *job, const struct options *options)
{
	struct strlist ids = {0};
	bool all_found = job_conversations(job, options->argc, options->argv, &ids);
	for (size_t i = 0; all_found && i < ids.len; i++)
		job_ask(job,
		        &(struct state_request){.type = STATE_REQUEST_READ, .conversation = ids.items[i]});
	strlist_finish(&ids);
}

int command_read(struct config *config, int argc, char **argv)
{
	bool all = false;
	const char *convgroup = NULL;
	struct options options = {
	        .command = "read",
	        .entries = (struct options_entry[]){{OPTIONS_ALL, &all, NULL},
	                                            {OPTIONS_GROUP, NULL, &convgroup},
	                                            {0}},
	        .most = -1,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if ((options.argc > 0) + (convgroup != NULL) + all != 1)
		return command_wrong("read", "name conversations, or a group, or all");
	struct job job = {0};
	if (job_start(&job, config)) {
		if (options.argc > 0)
			read_conversations(&job, &options);
		else
			job_ask(&job, &(struct state_request){.type = STATE_REQUEST_READ_ALL,
			                                      .convgroup = convgroup});
	}
	return job_end(&job);
}
