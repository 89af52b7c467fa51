/*
 * A queue that the program fills and one thread empties: that thread alone talks to the desktop, and
 * nobody waits for it. When the desktop does not answer, what waits is dropped and it is left in peace
 * for a while.
 */
#include "notify/notify.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "notify/desktop.h"

/* After a failure nothing is tried for so long. */
#define NOTIFY_REST_MS 60000
/* So long the end of the program waits for a call that is under way. */
#define NOTIFY_FINISH_MS 200
/* What waits beyond so many is dropped, the oldest first. */
#define NOTIFY_QUEUE_MAX 32
/* Columns of text; the rest is for the conversation itself. */
#define NOTIFY_TITLE_COLUMNS 80
#define NOTIFY_BODY_COLUMNS 240

struct job {
	char *conversation;
	char *title, *body; /* NULL: to be closed */
};

struct notify {
	pthread_t thread;
	pthread_mutex_t lock; /* guards what follows */
	pthread_cond_t changed;
	VEC(struct job) queue; /* one for a conversation at most */
	bool stopping; /* the program wants the thread to end */
	bool ended; /* it has */
	bool abandoned; /* nobody waits for that any more: it frees all this */
};

static void job_finish(struct job *job)
{
	free(job->conversation);
	free(job->title);
	free(job->body);
}

static void drop_queue(struct notify *notify)
{
	for (size_t i = 0; i < notify->queue.len; i++)
		job_finish(&notify->queue.items[i]);
	vec_clear(&notify->queue);
}

static void notify_free(struct notify *notify)
{
	drop_queue(notify);
	vec_finish(&notify->queue);
	pthread_cond_destroy(&notify->changed);
	pthread_mutex_destroy(&notify->lock);
	free(notify);
}

/* ---- the thread ---- */

static bool do_job(struct desktop *desktop, const struct job *job)
{
	if (!job->body)
		return desktop_close(desktop, job->conversation);
	return desktop_show(desktop, job->conversation, job->title, job->body);
}

/* Waits for a job; false when there will be none any more. */
static bool next_job(struct notify *notify, struct job *job)
{
	while (!notify->queue.len && !notify->stopping)
		pthread_cond_wait(&notify->changed, &notify->lock);
	if (notify->stopping)
		return false;
	*job = notify->queue.items[0];
	vec_remove(&notify->queue, 0);
	return true;
}

static void work(struct notify *notify, struct desktop *desktop)
{
	int64_t rest_until = 0;
	struct job job;
	while (next_job(notify, &job)) {
		pthread_mutex_unlock(&notify->lock);
		if (clock_mono_ms() >= rest_until && !do_job(desktop, &job))
			rest_until = clock_mono_ms() + NOTIFY_REST_MS;
		job_finish(&job);
		pthread_mutex_lock(&notify->lock);
	}
}

static void *run(void *context)
{
	struct notify *notify = context;
	struct desktop *desktop = desktop_create();
	pthread_mutex_lock(&notify->lock);
	work(notify, desktop);
	pthread_mutex_unlock(&notify->lock);
	desktop_destroy(desktop);

	pthread_mutex_lock(&notify->lock);
	notify->ended = true;
	bool is_mine = notify->abandoned;
	pthread_cond_broadcast(&notify->changed);
	pthread_mutex_unlock(&notify->lock);
	if (is_mine)
		notify_free(notify);
	return NULL;
}

/* Signals are for the program's own thread. */
static bool start_thread(struct notify *notify)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	bool ok = pthread_create(&notify->thread, NULL, run, notify) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return ok;
}

/* ---- the program ---- */

struct notify *notify_create(void)
{
	struct notify *notify = mem_alloc(sizeof(*notify));
	pthread_condattr_t attributes;
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_mutex_init(&notify->lock, NULL);
	pthread_cond_init(&notify->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	if (start_thread(notify))
		return notify;
	/* A program without a thread to spare runs on without notifications. */
	notify_free(notify);
	return NULL;
}

static struct timespec deadline(int64_t ms)
{
	struct timespec at;
	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_nsec += ms % 1000 * 1000000;
	at.tv_sec += ms / 1000 + at.tv_nsec / 1000000000;
	at.tv_nsec %= 1000000000;
	return at;
}

/* False when the thread is still in a call that does not come back. */
static bool wait_for_end(struct notify *notify)
{
	struct timespec until = deadline(NOTIFY_FINISH_MS);
	while (!notify->ended) {
		if (pthread_cond_timedwait(&notify->changed, &notify->lock, &until) != 0)
			break;
	}
	return notify->ended;
}

void notify_destroy(struct notify *notify)
{
	if (!notify)
		return;
	pthread_t thread = notify->thread;
	pthread_mutex_lock(&notify->lock);
	notify->stopping = true;
	pthread_cond_broadcast(&notify->changed);
	bool ended = wait_for_end(notify);
	notify->abandoned = !ended;
	pthread_mutex_unlock(&notify->lock);
	if (!ended) {
		pthread_detach(thread);
		return;
	}
	pthread_join(thread, NULL);
	notify_free(notify);
}

static void take_out(struct notify *notify, const char *conversation)
{
	for (size_t i = 0; i < notify->queue.len; i++) {
		if (str_equal(notify->queue.items[i].conversation, conversation)) {
			job_finish(&notify->queue.items[i]);
			vec_remove(&notify->queue, i);
			return;
		}
	}
}

/* What was still to be done for the conversation is out of date. */
static void enqueue(struct notify *notify, struct job job)
{
	pthread_mutex_lock(&notify->lock);
	take_out(notify, job.conversation);
	if (notify->queue.len == NOTIFY_QUEUE_MAX) {
		job_finish(&notify->queue.items[0]);
		vec_remove(&notify->queue, 0);
	}
	vec_push(&notify->queue, job);
	pthread_cond_broadcast(&notify->changed);
	pthread_mutex_unlock(&notify->lock);
}

/* Clean, and not longer than `columns`. */
static char *shorten(const char *text, bool keep_newlines, int columns)
{
	char *clean = utf8_clean(text, keep_newlines);
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
	if (!notify)
		return;
	struct job job = {
	        .conversation = mem_strdup(conversation),
	        .title = shorten(title, false, NOTIFY_TITLE_COLUMNS),
	        .body = shorten(body, true, NOTIFY_BODY_COLUMNS),
	};
	enqueue(notify, job);
}

void notify_close(struct notify *notify, const char *conversation)
{
	if (!notify)
		return;
	enqueue(notify, (struct job){.conversation = mem_strdup(conversation)});
}
