#include "client/cli/job.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/random.h"
#include "client/loop.h"

/* What an id can be asked about: a user's has no more bytes (protocol.md, section 3). */
#define JOB_USER_ID_BYTES 32

bool job_fail(struct job *job, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(job->why, sizeof(job->why), format, args);
	va_end(args);
	if (!job->silent)
		command_failed("%s", job->why);
	job->failed = true;
	return false;
}

bool job_fail_unknown(struct job *job, const char *what, const char *name)
{
	if (job->login.source == SERVER_PERSONAL && job->config->accounts.len == 1)
		return job_fail(job, "There is no %s “%s”", what, name);
	return job_fail(job, "There is no %s “%s” at %s", what, name, job->login.url);
}

const struct state *job_state(const struct job *job)
{
	return client_state(job->client);
}

/* ---- waiting ---- */

static bool is_stopped(const struct job *job)
{
	return job_state(job)->status == STATE_STOPPED;
}

static void on_turn(void *context)
{
	struct job *job = context;
	client_turn(job->client);
	if (job->is_over(job) || job->late || is_stopped(job))
		loop_stop(job->loop);
}

static void on_deadline(void *context)
{
	struct job *job = context;
	job->late = true;
}

bool job_wait(struct job *job, bool (*is_over)(const struct job *job), int64_t ms)
{
	job->is_over = is_over;
	job->late = false;
	if (ms)
		loop_timer_set(job->deadline, ms);
	if (!is_over(job))
		loop_run(job->loop, on_turn, job);
	loop_timer_clear(job->deadline);
	return is_over(job);
}

/* Why job_wait() gave up. */
static bool fail_waiting(struct job *job, const char *what)
{
	const char *why = job_state(job)->status_text;
	if (!str_empty(why))
		return job_fail(job, "%s: %s", what, why);
	return job_fail(job, "%s", what);
}

/* ---- starting ---- */

static void on_applied(void *context, const struct state_event *event)
{
	struct job *job = context;
	if (event->type == STATE_EVENT_SESSION && event->status == STATE_OFFLINE) {
		job->lost = true;
		job->untrusted = event->code == STATE_CODE_UNTRUSTED;
	}
	if (job->on_event)
		job->on_event(job, event);
}

static void tell_failures(struct job *job, const struct state_event *answer)
{
	for (size_t i = 0; i < answer->failure_count; i++) {
		const struct state_failure *failure = &answer->failures[i];
		job_fail(job, "could not %s: %s: %s", state_request_text(job->asked), failure->conversation,
		         failure->text);
	}
}

static void on_answered(void *context, uint64_t ticket, const struct state_event *answer)
{
	struct job *job = context;
	(void)ticket; /* one at a time */
	job->answered = true;
	job->refused = answer->code != 0 || answer->failure_count > 0;
	if (answer->code != 0) {
		if (!job->looking)
			job_fail(job, "could not %s: %s", state_request_text(job->asked), answer->text);
		return;
	}
	tell_failures(job, answer);
	if (job->on_answer)
		job->on_answer(job, answer);
}

static struct client *make_client(struct job *job, struct err *err)
{
	return client_create(
	        &(struct client_config){
	                .loop = job->loop,
	                .url = job->login.url,
	                .user = job->login.user,
	                .token = job->login.token,
	                .password = job->password,
	                .ca_file = job->login.ca_file,
	                .downloads = job->config->downloads,
	                .policy = job->config->telling.policy,
	                .observer = {.applied = on_applied, .answered = on_answered, .context = job},
	        },
	        err);
}

static bool is_online(const struct job *job)
{
	return job_state(job)->status == STATE_ONLINE;
}

/* What failed once is not tried again: a script would rather know. */
static bool is_online_or_lost(const struct job *job)
{
	return is_online(job) || job->lost;
}

bool job_start_with(struct job *job, const struct config *config, const struct login *login)
{
	struct err err = {0};
	job->config = config;
	job->login = *login;
	arena_init(&job->arena);
	job->loop = loop_create(&err);
	job->client = job->loop ? make_client(job, &err) : NULL;
	if (!job->client)
		return job_fail(job, "%s", err.text);
	job->deadline = loop_timer_create(job->loop, on_deadline, job);
	client_connect(job->client);
	job_wait(job, is_online_or_lost, JOB_CONNECT_MS);
	return is_online(job) || fail_waiting(job, job->login.url);
}

bool job_start(struct job *job, const struct config *config)
{
	struct err err = {0};
	struct login login;
	if (login_choose(config, &login, &err))
		return job_start_with(job, config, &login);
	job->login = login;
	return job_fail(job, "%s", err.text);
}

/* ---- asking ---- */

static bool is_answered(const struct job *job)
{
	return job->answered;
}

bool job_ask(struct job *job, const struct state_request *request)
{
	job->asked = request->type;
	job->answered = job->refused = false;
	client_request(job->client, request);
	if (!job_wait(job, is_answered, JOB_ANSWER_MS))
		return fail_waiting(job, "no answer from the server");
	return !job->refused;
}

static bool has_names(const struct job *job)
{
	return !state_names_are_coming(job_state(job));
}

/* Without them there are IDs. */
void job_await_names(struct job *job)
{
	job_wait(job, has_names, JOB_ANSWER_MS);
}

static const struct state_message *find_unsent(const struct state_conversation *conversation,
                                               const char *client_id)
{
	for (size_t i = 0; i < conversation->messages.len; i++) {
		const struct state_message *message = &conversation->messages.items[i];
		if (message->delivery != STATE_DELIVERED && str_equal(message->client_id, client_id))
			return message;
	}
	return NULL;
}

/* The message that is being sent; NULL once the server has it. */
static const struct state_message *unsent_message(const struct job *job)
{
	const struct state_conversation *conversation = state_conversation(job_state(job), job->sending_to);
	return conversation ? find_unsent(conversation, job->client_id) : NULL;
}

static bool is_sent_or_refused(const struct job *job)
{
	const struct state_message *message = unsent_message(job);
	return !message || message->delivery == STATE_REFUSED;
}

bool job_send(struct job *job, const char *conversation, const char *text)
{
	char client_id[RANDOM_UUID_SIZE];
	random_uuid(client_id);
	job->client_id = client_id;
	job->sending_to = conversation;
	client_post(job->client, &(struct state_event){.type = STATE_EVENT_SEND,
	                                               .conversation = conversation,
	                                               .text = text,
	                                               .client_id = client_id});
	if (!job_wait(job, is_sent_or_refused, JOB_ANSWER_MS))
		return fail_waiting(job, "no answer from the server");
	const struct state_message *refused = unsent_message(job);
	return !refused || job_fail(job, "could not send the message: %s", refused->error);
}

/* ---- files ---- */

/* However long it takes: a transfer that stalls ends by itself (net/http.h). */
static bool is_sent_refused_or_lost(const struct job *job)
{
	return is_sent_or_refused(job) || job->lost;
}

static bool is_saved_or_lost(const struct job *job)
{
	return job->saved.phase != STATE_TRANSFER_RUNNING || job->lost;
}

static void show_progress(const struct state_event *event)
{
	if (isatty(STDERR_FILENO) && event->size > 0)
		fprintf(stderr, "\r%3d %%%s", (int)(event->done * 100 / event->size),
		        event->done == event->size ? "\r\033[K" : "");
}

static void watch_file(struct job *job, const struct state_event *event)
{
	if (event->type != STATE_EVENT_TRANSFER)
		return;
	if (event->phase == STATE_TRANSFER_RUNNING)
		show_progress(event);
	else if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
	if (event->phase == STATE_TRANSFER_RUNNING || !str_equal(event->client_id, job->saving))
		return;
	job->saved.phase = event->phase;
	job->saved.path = arena_strdup(&job->arena, event->path);
	job->saved.error = arena_strdup(&job->arena, event->text);
}

bool job_send_file(struct job *job, const char *conversation, const char *path)
{
	char client_id[RANDOM_UUID_SIZE];
	random_uuid(client_id);
	job->client_id = client_id;
	job->sending_to = conversation;
	job->on_event = watch_file;
	client_post(job->client, &(struct state_event){.type = STATE_EVENT_SEND_FILE,
	                                               .conversation = conversation,
	                                               .path = path,
	                                               .client_id = client_id});
	job_wait(job, is_sent_refused_or_lost, 0);
	if (!is_sent_or_refused(job))
		return fail_waiting(job, "the file was not sent");
	const struct state_message *refused = unsent_message(job);
	return !refused || job_fail(job, "could not send the file: %s", refused->error);
}

const char *job_save_file(struct job *job, const char *conversation, const struct state_message *message,
                          const char *path)
{
	job->saving = arena_strdup(&job->arena, message->id);
	job->saved = (struct state_transfer){.phase = STATE_TRANSFER_RUNNING};
	job->on_event = watch_file;
	client_post(job->client, &(struct state_event){.type = STATE_EVENT_SAVE_FILE,
	                                               .conversation = conversation,
	                                               .sequence = message->sequence,
	                                               .path = path});
	job_wait(job, is_saved_or_lost, 0);
	if (job->saved.phase == STATE_TRANSFER_DONE)
		return job->saved.path;
	if (job->saved.phase == STATE_TRANSFER_FAILED)
		job_fail(job, "could not save the file: %s", job->saved.error);
	else
		fail_waiting(job, "the file was not saved");
	return NULL;
}

/* ---- names ---- */

/* How a conversation with a person and a room are told apart by their ids (protocol.md, section 3). */
#define JOB_PERSON_MARK "C2C"
#define JOB_ROOM_MARK "GROUP"

static const char *without_mark(const char *text, const char *mark)
{
	return str_has_prefix(text, mark) ? text + strlen(mark) : text;
}

const char *job_without_mark(const char *text)
{
	return without_mark(without_mark(text, JOB_PERSON_MARK), JOB_ROOM_MARK);
}

static bool can_be_user_id(const char *text)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
	size_t len = strlen(text);
	return len > 0 && len <= JOB_USER_ID_BYTES && strspn(text, allowed) == len;
}

static void keep_person(struct job *job, const struct state_event *answer)
{
	if (answer->conversation_count > 0)
		job->found = arena_strdup(&job->arena, answer->conversations[0].id);
}

const char *job_person(struct job *job, const char *user)
{
	void (*on_answer)(struct job *, const struct state_event *) = job->on_answer;
	job->on_answer = keep_person;
	job->found = NULL;
	job->looking = true;
	job_ask(job, &(struct state_request){.type = STATE_REQUEST_FIND_PERSON, .person = user});
	job->looking = false;
	job->on_answer = on_answer;
	return job->found;
}

/* A room's name may be the ID of somebody with whom there is no conversation yet. */
static bool is_ambiguous(struct job *job, const struct state_conversation *conversation, const char *text)
{
	if (conversation->kind != STATE_ROOM || str_equal(conversation->id, text) || !can_be_user_id(text))
		return false;
	const char *id = arena_strdup(&job->arena, conversation->id), *person = job_person(job, text);
	if (person)
		job_fail(job, "“%s” can mean %s or %s", text, id, person);
	return person != NULL;
}

const char *job_conversation(struct job *job, const char *text)
{
	struct err err = {0};
	const struct state_conversation *conversation = state_resolve(job_state(job), text, &err);
	if (conversation) {
		const char *id = arena_strdup(&job->arena, conversation->id);
		return is_ambiguous(job, conversation, text) ? NULL : id;
	}
	const char *user = without_mark(text, JOB_PERSON_MARK), *person = NULL;
	if (err.code == ENOENT && can_be_user_id(user) && !str_has_prefix(text, JOB_ROOM_MARK))
		person = job_person(job, user);
	if (!person && err.code == ENOENT)
		job_fail_unknown(job, "conversation", text);
	else if (!person)
		job_fail(job, "%s", err.text);
	return person;
}

bool job_conversations(struct job *job, int count, char **texts, struct strlist *out)
{
	bool ok = true;
	for (int i = 0; i < count; i++) {
		const char *id = job_conversation(job, texts[i]);
		if (id)
			strlist_add(out, id);
		ok = ok && id;
	}
	return ok;
}

/* "plans" and "#plans" are one, and no person. */
#define JOB_ROOM_SIGN "#"

const char *job_room(struct job *job, const char *text)
{
	struct err err = {0};
	char *signed_text, *id;
	if (asprintf(&signed_text, JOB_ROOM_SIGN "%s", without_mark(text, JOB_ROOM_SIGN)) < 0 ||
	    asprintf(&id, JOB_ROOM_MARK "%s", without_mark(text, JOB_ROOM_MARK)) < 0)
		abort();
	/* What is an ID is no other room's name. */
	const struct state_conversation *room = state_conversation(job_state(job), id);
	if (!room)
		room = state_resolve(job_state(job), signed_text, &err);
	free(signed_text);
	free(id);
	if (room)
		return arena_strdup(&job->arena, room->peer);
	if (err.code == ENOENT)
		return without_mark(without_mark(text, JOB_ROOM_SIGN), JOB_ROOM_MARK);
	job_fail(job, "%s", err.text);
	return NULL;
}

/* ---- ending ---- */

static bool never(const struct job *job)
{
	(void)job;
	return false;
}

int job_end(struct job *job)
{
	if (job->client && !is_stopped(job)) {
		client_finish(job->client);
		job_wait(job, never, JOB_ANSWER_MS);
	}
	client_destroy(job->client);
	loop_destroy(job->loop);
	login_finish(&job->login);
	arena_finish(&job->arena);
	if (fflush(stdout) != 0 && errno != EPIPE)
		job_fail(job, "standard output: %s", strerror(errno));
	return job->failed ? COMMAND_FAILED : COMMAND_DONE;
}
