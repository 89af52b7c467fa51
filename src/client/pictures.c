#include "client/pictures.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utlist.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "client/coveyd.h"
#include "client/loop.h"
#include "client/picture_reader.h"
#include "state/event.h"
#include "state/query.h"

#define PROGRAM "covey-picture"
/* Files that are kept open, to be laid out anew; the oldest go. */
#define KEPT 32
#define NUMBER_SIZE 16

struct picture {
	struct pictures *pictures;
	char *key;
	int file; /* what it is made of; no name leads there any more */
	struct state_picture_form form;
	pid_t pid; /* 0: it is not being made */
	int fd; /* the loop's, while it is being made */
	struct buf output;
	struct picture *prev, *next;
};

struct pictures {
	struct loop *loop;
	void (*post)(void *context, const struct state_event *event);
	void *context;
	struct picture *list; /* the newest last */
	size_t count;
};

struct pictures *pictures_create(struct loop *loop,
                                 void (*post)(void *context, const struct state_event *event), void *context)
{
	struct pictures *pictures = mem_alloc(sizeof(*pictures));
	*pictures = (struct pictures){.loop = loop, .post = post, .context = context};
	return pictures;
}

/* It is not being made any more. */
static void stop(struct picture *picture)
{
	if (picture->pid == 0)
		return;
	kill(picture->pid, SIGKILL); /* it may have closed its output and gone on */
	waitpid(picture->pid, NULL, 0);
	picture->pid = 0;
	loop_unwatch(picture->pictures->loop, picture->fd);
	buf_finish(&picture->output);
}

static void drop(struct picture *picture)
{
	struct pictures *pictures = picture->pictures;
	stop(picture);
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): the first one's prev is the last one, never NULL */
	DL_DELETE(pictures->list, picture);
	pictures->count--;
	close(picture->file);
	free(picture->key);
	free(picture);
}

void pictures_destroy(struct pictures *pictures)
{
	if (!pictures)
		return;
	while (pictures->list)
		drop(pictures->list);
	free(pictures);
}

static struct picture *find(const struct pictures *pictures, const char *key)
{
	struct picture *picture;
	DL_FOREACH(pictures->list, picture)
	if (str_equal(picture->key, key))
		return picture;
	return NULL;
}

void pictures_forget(struct pictures *pictures, const char *key)
{
	struct picture *picture = find(pictures, key);
	if (picture)
		drop(picture);
}

/* ---- what it says ---- */

static void tell_failure(const struct pictures *pictures, const char *key, const char *why)
{
	pictures->post(pictures->context,
	               &(struct state_event){.type = STATE_EVENT_PICTURE, .client_id = key, .text = why});
}

/* Who is told may have another one made, or this one forgotten. */
static void finish(struct picture *picture)
{
	const struct pictures *pictures = picture->pictures;
	struct state_picture made = {0};
	char *key = mem_strdup(picture->key);
	bool ok = !picture->output.overflow &&
	          picture_read(picture->output.data, picture->output.len, &picture->form, &made);
	stop(picture);
	if (!ok)
		drop(picture);
	if (ok)
		pictures->post(pictures->context, &(struct state_event){.type = STATE_EVENT_PICTURE,
		                                                        .client_id = key,
		                                                        .picture = &made});
	else
		tell_failure(pictures, key, "it is no picture, or none of a kind that covey knows");
	state_picture_finish(&made);
	free(key);
}

static void on_ready(void *context)
{
	struct picture *picture = context;
	char block[4096];
	ssize_t got;
	while ((got = read(picture->fd, block, sizeof(block))) > 0 && !picture->output.overflow)
		buf_append(&picture->output, block, (size_t)got);
	if (got >= 0 || (errno != EAGAIN && errno != EINTR))
		finish(picture);
}

/* ---- starting it ---- */

/* Only our end never waits: it writes to the other as to any file. */
static bool make_pipe(int ends[2], struct err *err)
{
	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_set(err, errno, "%s", strerror(errno));
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	return true;
}

/* posix_spawnp(3) with the signals of child_reset_signals(). */
static int spawn_plain(struct picture *picture, const char *program,
                       const posix_spawn_file_actions_t *actions, const char *const words[])
{
	posix_spawnattr_t attributes;
	sigset_t blocked, reset;
	sigemptyset(&blocked);
	sigemptyset(&reset);
	sigaddset(&reset, SIGPIPE);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attributes, &blocked);
	posix_spawnattr_setsigdefault(&attributes, &reset);
	int error = posix_spawnp(&picture->pid, program, actions, &attributes, (char *const *)words, environ);
	posix_spawnattr_destroy(&attributes);
	return error;
}

/* It finds the picture at its standard input. */
static int spawn(struct picture *picture, int out)
{
	const struct state_picture_form *form = &picture->form;
	const int numbers[] = {form->columns, form->rows, form->cell_width, form->cell_height};
	char words[sizeof(numbers) / sizeof(*numbers)][NUMBER_SIZE], *program = program_beside(PROGRAM);
	posix_spawn_file_actions_t actions;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		snprintf(words[i], NUMBER_SIZE, "%d", numbers[i]);
	const char *const arguments[] = {PROGRAM,
	                                 "/dev/stdin",
	                                 words[0],
	                                 words[1],
	                                 words[2],
	                                 words[3],
	                                 state_pixels_words[form->pixels],
	                                 NULL};
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, picture->file, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	int error = spawn_plain(picture, program, &actions, arguments);
	posix_spawn_file_actions_destroy(&actions);
	free(program);
	if (error != 0)
		picture->pid = 0;
	return error;
}

static bool start(struct picture *picture, struct err *err)
{
	int ends[2];
	if (!make_pipe(ends, err))
		return false;
	int error = spawn(picture, ends[1]);
	close(ends[1]);
	if (error != 0) {
		close(ends[0]);
		return err_set(err, error, "this covey was built without pictures");
	}
	picture->fd = ends[0];
	buf_init(&picture->output, PICTURE_BYTES);
	if (loop_watch(picture->pictures->loop, ends[0], on_ready, picture, err))
		return true;
	kill(picture->pid, SIGKILL);
	waitpid(picture->pid, NULL, 0);
	picture->pid = 0;
	buf_finish(&picture->output);
	return false;
}

static struct picture *add(struct pictures *pictures, const char *key, int file)
{
	struct picture *picture = mem_alloc(sizeof(*picture));
	*picture = (struct picture){.pictures = pictures, .key = mem_strdup(key), .file = file};
	DL_APPEND(pictures->list, picture);
	pictures->count++;
	if (pictures->count > KEPT)
		drop(pictures->list);
	return picture;
}

static void make(struct picture *picture, const struct state_picture_form *form)
{
	const struct pictures *pictures = picture->pictures;
	struct err err = {0};
	stop(picture);
	picture->form = *form;
	if (start(picture, &err))
		return;
	char *key = mem_strdup(picture->key);
	drop(picture);
	tell_failure(pictures, key, err.text);
	free(key);
}

void pictures_make(struct pictures *pictures, const char *key, const char *path,
                   const struct state_picture_form *form)
{
	struct picture *known = find(pictures, key);
	if (!path) {
		if (known)
			make(known, form);
		return;
	}
	if (known)
		drop(known);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	int error = errno;
	unlink(path);
	if (file < 0)
		tell_failure(pictures, key, strerror(error));
	else
		make(add(pictures, key, file), form);
}
