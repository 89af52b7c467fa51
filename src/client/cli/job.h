/*
 * job: what a subcommand that talks to the server does: connect, wait until the conversations are
 * known, ask, wait for the answers.
 *
 *     struct job job;
 *     if (job_start(&job, config) && (id = job_conversation(&job, text)))
 *             job_ask(&job, &(struct state_request){.type = STATE_REQUEST_READ, .conversation = id});
 *     return job_end(&job);
 *
 * What goes wrong is told on standard error, one line each, and makes job_end() say that it failed.
 */
#ifndef COVEY_CLIENT_CLI_JOB_H
#define COVEY_CLIENT_CLI_JOB_H

#include "base/arena.h"
#include "client/cli/command.h"
#include "client/client.h"
#include "client/login.h"

/* So long a connection may take, and then each answer, milliseconds. */
#define JOB_CONNECT_MS 10000
#define JOB_ANSWER_MS 30000

/* Of a sentence, bytes. */
#define JOB_WHY_SIZE 512

struct job {
	const struct config *config;
	struct login login;
	const char *password; /* for the first login; or NULL */
	struct arena arena; /* ids that the command's functions hand on live until the end */
	struct loop *loop;
	struct client *client;
	struct loop_timer *deadline;
	bool failed; /* something was told */
	bool silent; /* nothing is: the caller does it */
	char why[JOB_WHY_SIZE]; /* what went wrong last; "": nothing */
	bool untrusted; /* the server's certificate */

	/* What the command looks at; each may be NULL. */
	void (*on_event)(struct job *job,
	                 const struct state_event *event); /* every one, after it was applied */
	void (*on_answer)(struct job *job,
	                  const struct state_event *answer); /* of job_ask(), when it is no failure */
	void *context;

	/* Of the wait that is under way. */
	bool (*is_over)(const struct job *job);
	bool late, lost, answered, refused;
	enum state_request_type asked;
	const char *client_id, *sending_to;
	bool looking; /* for a person: that there is none is no failure */
	const char *found;
	const char *saving; /* the key of the transfer */
	struct state_transfer saved; /* its end; strings in the arena */
};

/* False when there is no server, no login or no connection at once; it was told. job_end() is to be called in any case. */
bool job_start(struct job *job, const struct config *config);

/* The same for a login that was chosen already; it becomes the job's. Fields of the first part may be set before. */
bool job_start_with(struct job *job, const struct config *config, const struct login *login);

const struct state *job_state(const struct job *job);

/* Asks, and waits for the answer. False when it was refused, or some of it was, or none came; each is told. */
bool job_ask(struct job *job, const struct state_request *request);

/* Waits until the state knows the names of all who are in what was asked for. */
void job_await_names(struct job *job);

/* Sends a message, and waits until the server has it. */
bool job_send(struct job *job, const char *conversation, const char *text);

/* The same for a file. A terminal shows how far it is. */
bool job_send_file(struct job *job, const char *conversation, const char *path);

/* Saves the file of a message that is in the state, and waits until it is there. Its path, until the end of the job; NULL: told why not. */
const char *job_save_file(struct job *job, const char *conversation, const struct state_message *message,
                          const char *path);

/*
 * The id of the conversation that CONV names, until the end of the job: one that there is, or a person with whom
 * there is none yet. NULL when there is neither, which is told.
 */
const char *job_conversation(struct job *job, const char *text);

/* The same for several: those that could be found, in `out`. */
bool job_conversations(struct job *job, int count, char **texts, struct strlist *out);

/* The conversation with a person, whether there is one yet or not; NULL: there is no such person, which is not told. */
const char *job_person(struct job *job, const char *user);

/* `text` without the mark that makes it a conversation's id; as it is where it has none. */
const char *job_without_mark(const char *text);

/*
 * A room's ID: that of a room one is in, by ID or name, with or without "#"; else `text` itself without that and the
 * mark of a conversation. NULL when several rooms have the name, which is told.
 */
const char *job_room(struct job *job, const char *text);

/* Waits until `is_over`; `ms` 0: for ever. False when that was never so: too late, or the connection ended for good. */
bool job_wait(struct job *job, bool (*is_over)(const struct job *job), int64_t ms);

/* Tells it, and that the job failed. Returns false. */
bool job_fail(struct job *job, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same: there is no conversation or group (`what`) of that name; at which server, where it may be at another. */
bool job_fail_unknown(struct job *job, const char *what, const char *name);

/* Ends the connection, frees everything. The program's exit status. */
int job_end(struct job *job);

#endif
