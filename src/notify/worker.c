/*
 * A queue that the program fills and one thread empties: that thread alone talks to the desktop, and
 * nobody waits for it. When the desktop does not answer it is left in peace for a while, and what was for it
 * comes back.
 */
#include "notify/worker.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "notify/desktop.h"

/* After a failure nothing is tried for so long. */
#define WORKER_REST_MS 60000
/* So long the end of the program waits for a call that is under way. */
#define WORKER_FINISH_MS 200
/* What waits beyond so many is dropped, the oldest first; in both directions. */
#define WORKER_QUEUE_MAX 32

struct worker {
	pthread_t thread;
	struct desktop *desktop; /* the thread's, which ends it; others only wake it, under the lock */
	int fd; /* an eventfd, written when something came back */
	pthread_mutex_t lock; /* guards what follows */
	pthread_cond_t changed; /* `ended` */
	VEC(struct worker_job) queue; /* one for a conversation at most */
	VEC(struct worker_job) refused; /* the desktop did not take them */
	struct strlist clicked; /* conversations */
	bool stopping; /* the program wants the thread to end */
	bool ended; /* it has */
	bool abandoned; /* nobody waits for that any more: it frees all this */
};

void worker_job_finish(struct worker_job *job)
{
	free(job->conversation);
	free(job->title);
	free(job->body);
}

static void worker_free(struct worker *worker)
{
	for (size_t i = 0; i < worker->queue.len; i++)
		worker_job_finish(&worker->queue.items[i]);
	for (size_t i = 0; i < worker->refused.len; i++)
		worker_job_finish(&worker->refused.items[i]);
	vec_finish(&worker->queue);
	vec_finish(&worker->refused);
	strlist_finish(&worker->clicked);
	close(worker->fd);
	pthread_cond_destroy(&worker->changed);
	pthread_mutex_destroy(&worker->lock);
	free(worker);
}

/* ---- the thread ---- */

static void tell_program(const struct worker *worker)
{
	(void)eventfd_write(worker->fd,
	                    1); /* it can only fail when it is full, and then it is readable anyway */
}

static void on_clicked(void *context, const char *conversation)
{
	struct worker *worker = context;
	pthread_mutex_lock(&worker->lock);
	if (worker->clicked.len < WORKER_QUEUE_MAX)
		strlist_add(&worker->clicked, conversation);
	tell_program(worker);
	pthread_mutex_unlock(&worker->lock);
}

static bool do_job(struct desktop *desktop, const struct worker_job *job)
{
	if (!job->body)
		return desktop_close(desktop, job->conversation);
	return desktop_show(desktop, job->conversation, job->title, job->body);
}

/* Waits for a job; false when there will be none any more. Meanwhile the desktop may say something. */
static bool next_job(struct worker *worker, struct worker_job *job)
{
	while (!worker->queue.len && !worker->stopping) {
		pthread_mutex_unlock(&worker->lock);
		desktop_wait(worker->desktop);
		pthread_mutex_lock(&worker->lock);
	}
	if (worker->stopping)
		return false;
	*job = worker->queue.items[0];
	vec_remove(&worker->queue, 0);
	return true;
}

/* What cannot be shown comes back; what cannot be closed is of no use to anybody. */
static void give_back(struct worker *worker, struct worker_job *job)
{
	if (job->body && worker->refused.len < WORKER_QUEUE_MAX) {
		vec_push(&worker->refused, *job);
		*job = (struct worker_job){0};
		tell_program(worker);
	}
}

static void work(struct worker *worker)
{
	int64_t rest_until = 0;
	struct worker_job job;
	while (next_job(worker, &job)) {
		pthread_mutex_unlock(&worker->lock);
		bool rests = clock_mono_ms() < rest_until, done = !rests && do_job(worker->desktop, &job);
		if (!rests && !done)
			rest_until = clock_mono_ms() + WORKER_REST_MS;
		pthread_mutex_lock(&worker->lock);
		if (!done)
			give_back(worker, &job);
		worker_job_finish(&job);
	}
}

static void *run(void *context)
{
	struct worker *worker = context;
	pthread_mutex_lock(&worker->lock);
	work(worker);
	pthread_mutex_unlock(&worker->lock);
	desktop_destroy(worker->desktop);

	pthread_mutex_lock(&worker->lock);
	worker->ended = true;
	bool is_mine = worker->abandoned;
	pthread_cond_broadcast(&worker->changed);
	pthread_mutex_unlock(&worker->lock);
	if (is_mine)
		worker_free(worker);
	return NULL;
}

/* Signals are for the program's own thread. */
static bool start_thread(struct worker *worker)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	bool ok = pthread_create(&worker->thread, NULL, run, worker) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return ok;
}

/* ---- the program ---- */

struct worker *worker_create(void)
{
	struct worker *worker = mem_alloc(sizeof(*worker));
	pthread_condattr_t attributes;
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_mutex_init(&worker->lock, NULL);
	pthread_cond_init(&worker->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	worker->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	worker->desktop = desktop_create(on_clicked, worker);
	if (start_thread(worker))
		return worker;
	desktop_destroy(worker->desktop);
	worker_free(worker);
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
static bool wait_for_end(struct worker *worker)
{
	struct timespec until = deadline(WORKER_FINISH_MS);
	while (!worker->ended) {
		if (pthread_cond_timedwait(&worker->changed, &worker->lock, &until) != 0)
			break;
	}
	return worker->ended;
}

void worker_destroy(struct worker *worker)
{
	if (!worker)
		return;
	pthread_t thread = worker->thread;
	pthread_mutex_lock(&worker->lock);
	worker->stopping = true;
	desktop_wake(worker->desktop);
	bool ended = wait_for_end(worker);
	worker->abandoned = !ended;
	pthread_mutex_unlock(&worker->lock);
	if (!ended) {
		pthread_detach(thread);
		return;
	}
	pthread_join(thread, NULL);
	worker_free(worker);
}

static void take_out(struct worker *worker, const char *conversation)
{
	for (size_t i = 0; i < worker->queue.len; i++) {
		if (str_equal(worker->queue.items[i].conversation, conversation)) {
			worker_job_finish(&worker->queue.items[i]);
			vec_remove(&worker->queue, i);
			return;
		}
	}
}

void worker_add(struct worker *worker, struct worker_job job)
{
	pthread_mutex_lock(&worker->lock);
	take_out(worker, job.conversation);
	if (worker->queue.len == WORKER_QUEUE_MAX) {
		worker_job_finish(&worker->queue.items[0]);
		vec_remove(&worker->queue, 0);
	}
	vec_push(&worker->queue, job);
	desktop_wake(worker->desktop);
	pthread_mutex_unlock(&worker->lock);
}

/* ---- what comes back ---- */

int worker_fd(const struct worker *worker)
{
	return worker->fd;
}

bool worker_take_refused(struct worker *worker, struct worker_job *job)
{
	eventfd_t count;
	(void)eventfd_read(worker->fd, &count);
	pthread_mutex_lock(&worker->lock);
	bool there = worker->refused.len > 0;
	if (there) {
		*job = worker->refused.items[0];
		vec_remove(&worker->refused, 0);
	}
	pthread_mutex_unlock(&worker->lock);
	return there;
}

char *worker_take_clicked(struct worker *worker)
{
	char *conversation = NULL;
	pthread_mutex_lock(&worker->lock);
	if (worker->clicked.len > 0) {
		conversation = mem_strdup(worker->clicked.items[0]);
		strlist_remove(&worker->clicked, conversation);
	}
	pthread_mutex_unlock(&worker->lock);
	return conversation;
}
