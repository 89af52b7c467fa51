#include "client/editor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/child.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "client/loop.h"

#define TEXT_MAX ((size_t)4 * 1024 * 1024)
#define READ_BYTES 4096

/* The settings of the two are command lines, "emacsclient -t"; the shell takes them apart. */
#define SHELL_LINE "exec ${VISUAL:-${EDITOR:-vi}} \"$1\""

struct editor {
	char *path;
	pid_t pid;
	void (*on_ended)(void *context);
	void *context;
};

static void destroy(struct editor *editor)
{
	if (editor->path)
		unlink(editor->path);
	free(editor->path);
	free(editor);
}

/* ---- the file ---- */

static const char *folder(void)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR"), *temporary = getenv("TMPDIR");
	if (runtime && *runtime && access(runtime, W_OK) == 0)
		return runtime;
	return str_empty(temporary) ? "/tmp" : temporary;
}

static bool write_text(int fd, const char *text)
{
	size_t len = strlen(text);
	for (ssize_t written; len > 0; text += written, len -= (size_t)written) {
		written = write(fd, text, len);
		if (written < 0)
			return false;
	}
	return true;
}

static bool make_file(struct editor *editor, const char *text, struct err *err)
{
	char *path = NULL;
	if (asprintf(&path, "%s/covey-XXXXXX.txt", folder()) < 0)
		return err_set(err, ENOMEM, "there is no memory");
	int fd = mkostemps(path, (int)strlen(".txt"), O_CLOEXEC);
	if (fd < 0) {
		err_set(err, errno, "a file for the editor could not be made: %s", strerror(errno));
		free(path);
		return false;
	}
	editor->path = path;
	bool ok = write_text(fd, text) && (str_empty(text) || write_text(fd, "\n"));
	if (!ok)
		err_set(err, errno, "the file for the editor could not be written: %s", strerror(errno));
	close(fd);
	return ok;
}

/* Editors end a file with a newline, which belongs to the file and not to the message. */
static char *take_text(struct buf *text)
{
	while (text->len > 0 && text->data[text->len - 1] == '\n')
		text->data[--text->len] = '\0';
	char *taken = buf_take(text);
	return taken ? taken : mem_strdup("");
}

static char *read_file(const char *path, struct err *err)
{
	struct buf text;
	char bytes[READ_BYTES], *taken = NULL;
	ssize_t len = -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	buf_init(&text, TEXT_MAX);
	while (fd >= 0 && (len = read(fd, bytes, sizeof(bytes))) > 0)
		buf_append(&text, bytes, (size_t)len);
	if (len < 0)
		err_set(err, errno, "What it wrote could not be read: %s", strerror(errno));
	else if (text.overflow || (text.len > 0 && memchr(text.data, '\0', text.len)))
		err_set(err, 0, "That is no text for a message");
	else
		taken = take_text(&text);
	if (fd >= 0)
		close(fd);
	buf_finish(&text);
	return taken;
}

/* ---- the program ---- */

/* In the child. */
static _Noreturn void become(const char *path)
{
	child_reset_signals();
	execl("/bin/sh", "sh", "-c", SHELL_LINE, "sh", path, (char *)NULL);
	_exit(127);
}

static void on_end(void *context)
{
	struct editor *editor = context;
	editor->on_ended(editor->context);
}

static bool run(struct editor *editor, struct loop *loop, struct err *err)
{
	editor->pid = fork();
	if (editor->pid == 0)
		become(editor->path);
	/* Its own end counts, and not that of what it leaves behind, as the server of Emacs. */
	int fd = editor->pid > 0 ? pidfd_open(editor->pid, 0) : -1;
	if (fd < 0)
		return err_set(err, errno, "the editor could not be started: %s", strerror(errno));
	return loop_watch_once(loop, fd, on_end, editor, err);
}

struct editor *editor_start(struct loop *loop, const char *text, void (*on_ended)(void *context),
                            void *context, struct err *err)
{
	struct editor *editor = mem_alloc(sizeof(*editor));
	editor->on_ended = on_ended;
	editor->context = context;
	if (make_file(editor, text, err) && run(editor, loop, err))
		return editor;
	destroy(editor);
	return NULL;
}

/* It may be what the person has nowhere else. */
static void keep_file(struct editor *editor, struct err *err)
{
	err_set(err, err->code, "%s; kept in %s", err->text, editor->path);
	mem_replace(&editor->path, NULL);
}

char *editor_finish(struct editor *editor, struct err *err)
{
	int status = 0;
	char *text = NULL;
	if (waitpid(editor->pid, &status, 0) != editor->pid || !WIFEXITED(status)) {
		err_set(err, 0, "The editor broke off");
		keep_file(editor, err);
	} else if (WEXITSTATUS(status) != 0) {
		err_set(err, 0, "The editor failed or was given up: what you wrote stays as it was");
	} else {
		text = read_file(editor->path, err);
		if (!text)
			keep_file(editor, err);
	}
	destroy(editor);
	return text;
}

void editor_abandon(struct editor *editor)
{
	if (!editor)
		return;
	kill(editor->pid, SIGTERM);
	mem_replace(&editor->path, NULL);
	destroy(editor);
}
