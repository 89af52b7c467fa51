/*
 * worker: the thread that talks to the desktop, and its queue. Whatever the desktop does, nobody waits for it. What it
 * did not take comes back, and so does what the person clicked on.
 */
#ifndef COVEY_NOTIFY_WORKER_H
#define COVEY_NOTIFY_WORKER_H

#include <stdbool.h>

struct worker;

struct worker_job {
	char *conversation;
	char *title, *body; /* NULL: to be closed */
};

void worker_job_finish(struct worker_job *job);

/* NULL when the system has no thread to spare. */
struct worker *worker_create(void);
void worker_destroy(struct worker *worker);

/* Takes the job over. What was still to be done for the conversation is out of date. */
void worker_add(struct worker *worker, struct worker_job job);

/* Readable when one of the two below has something. */
int worker_fd(const struct worker *worker);
/* The caller frees them; false, and NULL: there is none. */
bool worker_take_refused(struct worker *worker, struct worker_job *job);
char *worker_take_clicked(struct worker *worker);

#endif
