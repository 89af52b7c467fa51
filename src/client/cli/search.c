/* covey search [--json] [-n N] [--group GROUP] [--in CONV] WORD… */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "client/cli/print.h"
#include "state/query.h"
#include "ui/label.h"

#define SEARCH_DEFAULT 20
/* Of one request (protocol.md, section 3: at most 100). */
#define SEARCH_MAX 100
#define WORDS_MAX 4096

struct found {
	const char *conversation;
	struct state_message message;
};

struct search {
	bool json;
	VEC(struct found) found; /* newest first; strings in the job's arena */
};

/* The caller frees it. */
static char *place_of(const struct state *state, const char *id)
{
	const struct state_conversation *conversation = state_conversation(state, id);
	return conversation ? label_conversation(conversation) : utf8_clean(id, false);
}

static void take_found(struct job *job, const struct state_event *answer)
{
	struct search *search = job->context;
	for (size_t i = 0; i < answer->message_count; i++) {
		const struct found found = {
		        arena_strdup(&job->arena, answer->message_conversations[i]),
		        print_keep_message(&job->arena, &answer->messages[i]),
		};
		vec_push(&search->found, found);
	}
}

static struct print_style style_for(const struct job *job)
{
	const struct search *search = job->context;
	struct print_style style = {.json = search->json, .state = job_state(job)};
	for (size_t i = 0; i < search->found.len; i++) {
		char *place = place_of(job_state(job), search->found.items[i].conversation);
		int width = utf8_width(place);
		style.room = place;
		style.room_width = width > style.room_width ? width : style.room_width;
		print_fit_name(&style, &search->found.items[i].message);
		style.room = NULL;
		free(place);
	}
	return style;
}

/* Oldest first, as all that covey prints. That there is nothing is no failure: a script sees it by what it does not get. */
static void print_found(struct job *job)
{
	const struct search *search = job->context;
	if (search->found.len == 0)
		fputs("Nothing was found.\n", stderr);
	job_await_names(job);
	struct print_style style = style_for(job);
	for (size_t i = search->found.len; i > 0; i--) {
		const struct found *found = &search->found.items[i - 1];
		char *place = place_of(job_state(job), found->conversation);
		style.room = place;
		print_message_in(&style, found->conversation, &found->message);
		free(place);
	}
}

static void ask(struct job *job, const char *in, struct state_request *request)
{
	request->type = STATE_REQUEST_SEARCH;
	if (in)
		request->conversation = job_conversation(job, in);
	if ((!in || request->conversation) && job_ask(job, request))
		print_found(job);
}

int command_search(struct config *config, int argc, char **argv)
{
	struct search search = {0};
	const char *count = NULL, *convgroup = NULL, *in = NULL;
	uint64_t wanted = SEARCH_DEFAULT;
	struct options options = {
	        .command = "search",
	        .entries = (struct options_entry[]){{OPTIONS_JSON, &search.json, NULL},
	                                            {OPTIONS_NUMBER, NULL, &count},
	                                            {OPTIONS_GROUP, NULL, &convgroup},
	                                            {OPTIONS_IN, NULL, &in},
	                                            {0}},
	        .least = 1,
	        .most = -1,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (count && (!str_to_uint(count, SEARCH_MAX, &wanted) || wanted == 0))
		return command_wrong("search", "-n takes a number from 1 to %d", SEARCH_MAX);
	if (in && convgroup)
		return command_wrong("search", "name a conversation or a group");

	struct buf words;
	buf_init(&words, WORDS_MAX);
	for (int i = 0; i < options.argc; i++)
		buf_printf(&words, "%s%s", i > 0 ? " " : "", options.argv[i]);
	struct job job = {.on_answer = take_found, .context = &search};
	if (job_start(&job, config))
		ask(&job, in,
		    &(struct state_request){
		            .text = words.data, .convgroup = convgroup, .count = (int)wanted});
	buf_finish(&words);
	vec_finish(&search.found);
	return job_end(&job);
}
