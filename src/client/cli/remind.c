/* covey remind HOW CONV…|--group NAME */
#include "client/cli/job.h"
#include "client/cli/options.h"

static bool from_word(const char *word, enum state_remind *remind)
{
	for (int i = 0; i < STATE_REMIND_COUNT; i++) {
		if (str_equal(word, state_reminds[i].word)) {
			*remind = (enum state_remind)i;
			return true;
		}
	}
	return false;
}

static void remind_conversations(struct job *job, const struct options *options, enum state_remind remind)
{
	struct strlist ids = {0};
	if (job_conversations(job, options->argc - 1, options->argv + 1, &ids))
		job_ask(job, &(struct state_request){.type = STATE_REQUEST_REMIND,
		                                     .conversations = strlist_span(&ids),
		                                     .remind = remind});
	strlist_finish(&ids);
}

int command_remind(struct config *config, int argc, char **argv)
{
	enum state_remind remind;
	const char *convgroup = NULL;
	struct options options = {
	        .command = "remind",
	        .entries = (struct options_entry[]){{OPTIONS_GROUP, NULL, &convgroup}, {0}},
	        .least = 1,
	        .most = -1,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (!from_word(options.argv[0], &remind))
		return command_wrong("remind", "“%s” is none of notify, mentions, count, mute",
		                     options.argv[0]);
	if ((options.argc > 1) == (convgroup != NULL))
		return command_wrong("remind", "name conversations, or a group");
	struct job job = {0};
	if (job_start(&job, config)) {
		if (convgroup)
			job_ask(&job, &(struct state_request){.type = STATE_REQUEST_CONVGROUP_REMIND,
			                                      .convgroup = convgroup,
			                                      .remind = remind});
		else
			remind_conversations(&job, &options, remind);
	}
	return job_end(&job);
}
