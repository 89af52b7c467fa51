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
#include "base/str.h"
#include "base/utf8.h"
#include "client/coveyd.h"
#include "client/loop.h"
#include "state/event.h"

#define PROGRAM "covey-picture"
#define OUTPUT_BYTES ((size_t)256 * 1024)
#define SIDE_MAX 200

struct picture {
	struct pictures *pictures;
	char *key, *path;
	pid_t pid;
	int fd; /* the loop's */
	bool over;
	struct buf output;
	struct picture *prev, *next; /* until the end: the loop may look once more */
};

struct pictures {
	struct loop *loop;
	void (*post)(void *context, const struct state_event *event);
	void *context;
	struct picture *list;
};

struct pictures *pictures_create(struct loop *loop,
                                 void (*post)(void *context, const struct state_event *event), void *context)
{
	struct pictures *pictures = mem_alloc(sizeof(*pictures));
	*pictures = (struct pictures){.loop = loop, .post = post, .context = context};
	return pictures;
}

static void reap(struct picture *picture)
{
	if (picture->pid > 0) {
		kill(picture->pid, SIGKILL); /* it may have closed its output and gone on */
		waitpid(picture->pid, NULL, 0);
	}
	picture->pid = 0;
	if (picture->path)
		unlink(picture->path);
	mem_replace(&picture->path, NULL);
}

void pictures_destroy(struct pictures *pictures)
{
	struct picture *picture, *next;
	if (!pictures)
		return;
	DL_FOREACH_SAFE(pictures->list, picture, next)
	{
		reap(picture);
		buf_finish(&picture->output);
		free(picture->key);
		free(picture);
	}
	free(pictures);
}

/* ---- what it says ---- */

static bool read_number(const char **at, char end, long least, long most, long *number)
{
	char *after;
	*number = strtol(*at, &after, 10);
	if (after == *at || *after != end || *number < least || *number > most)
		return false;
	*at = after + 1;
	return true;
}

static bool read_cell(const char **at, struct state_cell *cell)
{
	long foreground, background;
	if (!read_number(at, ' ', -1, 255, &foreground) || !read_number(at, ' ', -1, 255, &background))
		return false;
	size_t len = strcspn(*at, "\n");
	if (len == 0 || len >= sizeof(cell->text) || (*at)[len] != '\n' || !utf8_valid(*at, len))
		return false;
	*cell = (struct state_cell){.foreground = (int16_t)foreground, .background = (int16_t)background};
	memcpy(cell->text, *at, len);
	*at += len + 1;
	char *clean = utf8_clean(cell->text, false);
	bool ok = str_equal(clean, cell->text) && utf8_width(cell->text) == 1;
	free(clean);
	return ok;
}

static bool read_picture(const char *at, struct state_picture *picture)
{
	long width, height;
	if (!read_number(&at, ' ', 1, SIDE_MAX, &width) || !read_number(&at, '\n', 1, SIDE_MAX, &height))
		return false;
	size_t count = (size_t)(width * height);
	*picture =
	        (struct state_picture){(int)width, (int)height, mem_alloc(count * sizeof(*picture->cells))};
	for (size_t i = 0; i < count; i++)
		if (!read_cell(&at, &picture->cells[i]))
			return false;
	return true;
}

static void tell(const struct picture *picture)
{
	struct state_picture made = {0};
	struct state_event event = {.type = STATE_EVENT_PICTURE, .client_id = picture->key};
	if (!picture->output.overflow && read_picture(picture->output.data, &made))
		event.picture = &made;
	else
		event.text = "it is no picture, or none of a kind that covey knows";
	picture->pictures->post(picture->pictures->context, &event);
	free(made.cells);
}

static void on_ready(void *context)
{
	struct picture *picture = context;
	char block[4096];
	ssize_t got = 1;
	if (picture->over)
		return;
	while (!picture->output.overflow && (got = read(picture->fd, block, sizeof(block))) > 0)
		buf_append(&picture->output, block, (size_t)got);
	if (!picture->output.overflow && got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	picture->over = true;
	reap(picture);
	tell(picture);
	buf_finish(&picture->output);
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
static int spawn(struct picture *picture, const char *program, const posix_spawn_file_actions_t *actions,
                 const char *const words[])
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

static bool start(struct picture *picture, int columns, struct err *err)
{
	posix_spawn_file_actions_t actions;
	char width[16], height[16], *program = program_beside(PROGRAM);
	const char *const words[] = {PROGRAM, picture->path, width, height, NULL};
	int ends[2];
	snprintf(width, sizeof(width), "%d", columns);
	snprintf(height, sizeof(height), "%d", PICTURES_ROWS);
	if (!make_pipe(ends, err)) {
		free(program);
		return false;
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	int error = spawn(picture, program, &actions, words);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	free(program);
	if (error != 0) {
		picture->pid = 0;
		close(ends[0]);
		return err_set(err, error, "this covey was built without pictures");
	}
	picture->fd = ends[0];
	return loop_watch(picture->pictures->loop, ends[0], on_ready, picture, err);
}

void pictures_make(struct pictures *pictures, const char *key, const char *path, int columns)
{
	struct err err = {0};
	struct picture *picture = mem_alloc(sizeof(*picture));
	*picture = (struct picture){.pictures = pictures, .key = mem_strdup(key), .path = mem_strdup(path)};
	buf_init(&picture->output, OUTPUT_BYTES);
	DL_APPEND(pictures->list, picture);
	if (start(picture, columns, &err))
		return;
	picture->over = true;
	reap(picture);
	pictures->post(
	        pictures->context,
	        &(struct state_event){.type = STATE_EVENT_PICTURE, .client_id = key, .text = err.text});
}
