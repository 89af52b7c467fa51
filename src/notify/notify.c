#include "notify/notify.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "notify/command.h"
#include "notify/escape.h"
#include "notify/place.h"
#include "notify/worker.h"

/* Columns of text; the rest is for the conversation itself. */
#define NOTIFY_TITLE_COLUMNS 80
#define NOTIFY_BODY_COLUMNS 240

const struct notify_way_info notify_ways[NOTIFY_WAY_COUNT] = {
#define X(name, word_, text_) [NOTIFY_##name] = {.word = (word_), .text = (text_)},
        NOTIFY_WAYS(X)
#undef X
};

struct notify {
	struct notify_config config; /* its strings and place are this struct's own */
	char *command;
	struct place place;
	enum notify_way way; /* not AUTO */
	enum notify_way instead; /* what the desktop did not take goes there */
	struct worker *worker; /* of the desktop; else NULL */
};

static enum notify_way choose(const struct notify_config *config)
{
	if (config->way != NOTIFY_AUTO)
		return config->way;
	return str_empty(config->command) ? place_choose(config->place) : NOTIFY_COMMAND;
}

struct notify *notify_create(const struct notify_config *config)
{
	struct notify *notify = mem_alloc(sizeof(*notify));
	notify->config = *config;
	notify->command = mem_strdup(config->command);
	notify->place = *config->place;
	notify->way = choose(config);
	notify->instead = config->way == NOTIFY_AUTO ? place_choose_terminal(config->place) : NOTIFY_OFF;
	if (notify->way != NOTIFY_DESKTOP)
		return notify;
	notify->worker = worker_create();
	if (!notify->worker)
		notify->way = notify->instead;
	return notify;
}

void notify_destroy(struct notify *notify)
{
	if (!notify)
		return;
	worker_destroy(notify->worker);
	free(notify->command);
	free(notify);
}

enum notify_way notify_chosen(const struct notify *notify)
{
	return notify->way;
}

/* ---- ways out ---- */

static void write_sequence(struct notify *notify, enum notify_way way, const char *conversation,
                           const char *title, const char *body)
{
	struct buf bytes;
	buf_init(&bytes, ESCAPE_MAX);
	if (body)
		escape_show(&bytes, way, notify->place.mux, conversation, title, body);
	else
		escape_close(&bytes, way, notify->place.mux, conversation);
	if (bytes.len > 0 && !bytes.overflow)
		notify->config.write(notify->config.context, bytes.data, bytes.len);
	buf_finish(&bytes);
}

/* Takes the job over; its text is clean, and there is none when it is to be closed. */
static void do_job(struct notify *notify, enum notify_way way, struct worker_job job)
{
	switch (way) {
	case NOTIFY_DESKTOP:
		worker_add(notify->worker, job);
		return;
	case NOTIFY_COMMAND:
		if (job.body && !str_empty(notify->command))
			command_run(notify->command, job.conversation, job.title, job.body);
		break;
	case NOTIFY_OFF:
		break;
	default:
		write_sequence(notify, way, job.conversation, job.title, job.body);
	}
	worker_job_finish(&job);
}

/* ---- the program ---- */

/* On one line, without a control character, and not longer than `columns`. */
static char *shorten(const char *text, int columns)
{
	char *clean = utf8_clean(text, false);
	size_t fits = utf8_fit(clean, columns);
	if (!clean[fits])
		return clean;
	char *cut = mem_alloc(fits + sizeof("…"));
	memcpy(cut, clean, fits);
	memcpy(cut + fits, "…", sizeof("…"));
	free(clean);
	return cut;
}

void notify_show(struct notify *notify, const char *conversation, const char *title, const char *body)
{
	struct worker_job job = {
	        .conversation = mem_strdup(conversation),
	        .title = shorten(title, NOTIFY_TITLE_COLUMNS),
	        .body = shorten(body, NOTIFY_BODY_COLUMNS),
	};
	do_job(notify, notify->way, job);
}

void notify_close(struct notify *notify, const char *conversation)
{
	do_job(notify, notify->way, (struct worker_job){.conversation = mem_strdup(conversation)});
}

int notify_fd(const struct notify *notify)
{
	return notify->worker ? worker_fd(notify->worker) : -1;
}

void notify_turn(struct notify *notify)
{
	struct worker_job job;
	char *conversation;
	assert(notify->worker);
	while (worker_take_refused(notify->worker, &job))
		do_job(notify, notify->instead, job);
	while ((conversation = worker_take_clicked(notify->worker))) {
		notify->config.open(notify->config.context, conversation);
		free(conversation);
	}
}
