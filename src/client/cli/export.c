/* covey export [--json|--markdown] CONV|--group GROUP */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "client/cli/print.h"
#include "state/query.h"
#include "ui/label.h"

/* Of one request (protocol.md, section 3: at most 100). */
#define EXPORT_PAGE 100
#define DATE_LENGTH 10 /* of what print_time() writes */

enum export_format {
	EXPORT_TEXT,
	EXPORT_JSON,
	EXPORT_MARKDOWN,
};

/* A page at a time, oldest first, so that a history of any length takes no memory. */
struct export
{
	enum export_format format;
	const char *conversation;
	const struct state *state;
	struct arena arena; /* of the page */
	VEC(struct state_message) page;
	int64_t after; /* the last sequence that was written; -1: none yet */
	bool over;
	char day[PRINT_TIME_SIZE]; /* that the last message was of, for Markdown */
};

/* What Markdown would take for its own is said to be none. */
static void print_escaped(const char *text)
{
	for (; *text; text++) {
		if (strchr("\\`*_{}[]<>#|~", *text))
			putchar('\\');
		/* Two blanks end a line within its paragraph. */
		fputs(*text == '\n' ? "  \n" : (char[]){*text, '\0'}, stdout);
	}
}

static void print_markdown(struct export *export, const struct state_message *message)
{
	char when[PRINT_TIME_SIZE];
	char *from = label_person(export->state, message->from);
	char *text = print_message_text(message);
	print_time(when, message->time_ms);
	if (strncmp(when, export->day, DATE_LENGTH) != 0)
		printf("### %.*s\n\n", DATE_LENGTH, when);
	memcpy(export->day, when, sizeof(when));
	fputs("**", stdout);
	print_escaped(from);
	printf("** %s  \n", when + strnlen(when, DATE_LENGTH + 1));
	print_escaped(text);
	puts("\n");
	free(from);
	free(text);
}

static void print_one(struct export *export, const struct state_message *message)
{
	const struct print_style style = {.json = export->format == EXPORT_JSON, .state = export->state};
	if (message->deleted)
		return;
	if (export->format == EXPORT_MARKDOWN)
		print_markdown(export, message);
	else
		print_message_in(&style, export->conversation, message);
}

static void take_page(struct job *job, const struct state_event *answer)
{
	struct export *export = job->context;
	for (size_t i = 0; i < answer->message_count; i++)
		vec_push(&export->page, print_keep_message(&export->arena, &answer->messages[i]));
	export->over = answer->complete || answer->message_count == 0;
	if (answer->message_count > 0)
		export->after = answer->messages[answer->message_count - 1].sequence;
}

static bool ask_page(struct job *job, const struct export *export)
{
	return job_ask(job, &(struct state_request){.type = STATE_REQUEST_LOAD_MESSAGES,
	                                            .conversation = export->conversation,
	                                            .after = export->after,
	                                            .count = EXPORT_PAGE});
}

/* Once it is known what people are called. */
static void print_page(struct job *job, struct export *export)
{
	job_await_names(job);
	for (size_t i = 0; i < export->page.len; i++)
		print_one(export, &export->page.items[i]);
	vec_clear(&export->page);
	arena_reset(&export->arena);
}

static void print_title(struct job *job, const struct export *export)
{
	const struct state_conversation *conversation =
	        state_conversation(job_state(job), export->conversation);
	const char *name = conversation ? conversation->name : export->conversation;
	char *clean = utf8_clean(name, false);
	if (export->format == EXPORT_MARKDOWN) {
		fputs("## ", stdout);
		print_escaped(clean);
		puts("\n");
	} else if (export->format == EXPORT_TEXT) {
		printf("# %s\n", clean);
	}
	free(clean);
}

static void write_out(struct job *job, enum export_format format, const char *conversation)
{
	struct export export = {
	        .format = format, .conversation = conversation, .state = job_state(job), .after = -1};
	arena_init(&export.arena);
	job->context = &export;
	print_title(job, &export);
	while (!export.over && ask_page(job, &export))
		print_page(job, &export);
	vec_finish(&export.page);
	arena_finish(&export.arena);
}

static void write_group(struct job *job, enum export_format format, const char *convgroup)
{
	struct strlist ids = {0};
	const struct state *state = job_state(job);
	if (!state_convgroup(state, convgroup))
		job_fail_unknown(job, "group", convgroup);
	for (size_t i = 0; i < state->order.len; i++)
		if (strlist_contains(&state->order.items[i]->convgroups, convgroup))
			strlist_add(&ids, state->order.items[i]->id);
	for (size_t i = 0; !job->failed && i < ids.len; i++)
		write_out(job, format, ids.items[i]);
	strlist_finish(&ids);
}

int command_export(struct config *config, int argc, char **argv)
{
	bool json = false, markdown = false;
	const char *convgroup = NULL;
	struct options options = {
	        .command = "export",
	        .entries = (struct options_entry[]){{OPTIONS_JSON, &json, NULL},
	                                            {OPTIONS_MARKDOWN, &markdown, NULL},
	                                            {OPTIONS_GROUP, NULL, &convgroup},
	                                            {0}},
	        .most = 1,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if ((options.argc > 0) + (convgroup != NULL) != 1)
		return command_wrong("export", "name a conversation, or a group");
	if (json && markdown)
		return command_wrong("export", "JSON or Markdown, not both");
	enum export_format format = json ? EXPORT_JSON : markdown ? EXPORT_MARKDOWN : EXPORT_TEXT;
	struct job job = {.on_answer = take_page};
	if (job_start(&job, config)) {
		const char *id = convgroup ? NULL : job_conversation(&job, options.argv[0]);
		if (convgroup)
			write_group(&job, format, convgroup);
		else if (id)
			write_out(&job, format, id);
	}
	return job_end(&job);
}
