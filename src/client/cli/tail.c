/* covey tail [--json] [CONV…] */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "client/cli/print.h"
#include "client/signals.h"
#include "state/query.h"
#include "ui/label.h"

/* Names longer than that push their line's text to the right. */
#define TAIL_ROOM_COLUMNS 16
#define TAIL_FROM_COLUMNS 10

/* One whose author's name is not there yet waits for it, and what comes behind it, too. */
struct waiting {
	const char *conversation;
	struct state_message message;
};

struct tail {
	struct arena arena; /* of what waits */
	VEC(struct waiting) waiting;
	struct strlist wanted; /* conversations' ids; empty: all */
	bool json;
	bool ended; /* by a signal, or nobody reads any more */
};

static void print_one(struct job *job, const char *id, const struct state_message *message)
{
	const struct tail *tail = job->context;
	const struct state_conversation *conversation = state_conversation(job_state(job), id);
	/* The first message of a new one comes before what the lists say about it. */
	char *name =
	        conversation ? label_conversation(conversation) : utf8_clean(job_without_mark(id), false);
	const struct print_style style = {
	        .json = tail->json,
	        .state = job_state(job),
	        .room = name,
	        .room_width = TAIL_ROOM_COLUMNS,
	        .from_width = TAIL_FROM_COLUMNS,
	};
	print_message_in(&style, id, message);
	free(name);
}

static void take(struct job *job, const struct state_event *event)
{
	struct tail *tail = job->context;
	for (size_t i = 0; i < event->message_count; i++) {
		const char *id = event->message_conversations[i];
		if (tail->wanted.len > 0 && !strlist_contains(&tail->wanted, id))
			continue;
		const struct waiting waiting = {arena_strdup(&tail->arena, id),
		                                print_keep_message(&tail->arena, &event->messages[i])};
		vec_push(&tail->waiting, waiting);
	}
}

static void print_all(struct job *job)
{
	struct tail *tail = job->context;
	for (size_t i = 0; i < tail->waiting.len; i++)
		print_one(job, tail->waiting.items[i].conversation, &tail->waiting.items[i].message);
	vec_clear(&tail->waiting);
	arena_reset(&tail->arena);
	if (fflush(stdout) != 0) {
		if (errno != EPIPE)
			job_fail(job, "standard output: %s", strerror(errno));
		tail->ended = true;
	}
}

static void on_event(struct job *job, const struct state_event *event)
{
	struct tail *tail = job->context;
	if (event->type == STATE_EVENT_MESSAGES_RECEIVED)
		take(job, event);
	if (tail->waiting.len > 0 && !state_names_are_coming(job_state(job)))
		print_all(job);
}

static void on_signal(void *context, int number)
{
	struct tail *tail = context;
	(void)number;
	tail->ended = true;
}

static bool is_over(const struct job *job)
{
	const struct tail *tail = job->context;
	return tail->ended;
}

static bool follow(struct job *job, struct tail *tail)
{
	static const int ending[] = {SIGINT, SIGTERM, SIGHUP, 0};
	struct err err = {0};
	signal(SIGPIPE, SIG_IGN); /* the write says it */
	if (!signals_watch(job->loop, ending, on_signal, tail, &err))
		return job_fail(job, "%s", err.text);
	job->on_event = on_event;
	bool ok = job_wait(job, is_over, 0) || job_fail(job, "%s", job_state(job)->status_text);
	if (tail->waiting.len > 0)
		print_all(job); /* under the names that are known */
	return ok;
}

int command_tail(struct config *config, int argc, char **argv)
{
	struct tail tail = {0};
	struct options options = {
	        .command = "tail",
	        .entries = (struct options_entry[]){{OPTIONS_JSON, &tail.json, NULL}, {0}},
	        .most = -1,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {.context = &tail};
	arena_init(&tail.arena);
	if (job_start(&job, config) && job_conversations(&job, options.argc, options.argv, &tail.wanted))
		follow(&job, &tail);
	strlist_finish(&tail.wanted);
	vec_finish(&tail.waiting);
	arena_finish(&tail.arena);
	return job_end(&job);
}
