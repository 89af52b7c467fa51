#include "client/saving.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "base/utf8.h"

#define USER_DIRS "user-dirs.dirs"
#define USER_DIRS_BYTES (64 * 1024)
#define DOWNLOAD_LINE "XDG_DOWNLOAD_DIR=\""
#define HOME "$HOME"
/* Bytes of a name: file systems take 255, and there is more to stand behind it. */
#define NAME_BYTES 200
#define FILE_MARK_BYTES 8
#define COPIES_MAX 1000

/* ---- folders ---- */

static char *home_path(const char *name)
{
	char *typed = path_join("~", name), *path = path_absolute(typed);
	free(typed);
	return path;
}

/* What the line of xdg-user-dirs says: "$HOME/…" or an absolute path; NULL: nothing. */
static char *read_line(const char *text)
{
	const char *line = strstr(text, DOWNLOAD_LINE);
	if (!line)
		return NULL;
	line += strlen(DOWNLOAD_LINE);
	char *value = mem_strndup(line, strcspn(line, "\"\n")), *folder = NULL;
	if (str_has_prefix(value, HOME "/"))
		folder = home_path(value + strlen(HOME "/"));
	else if (*value == '/')
		folder = mem_strdup(value);
	free(value);
	return folder;
}

static char *desktop_downloads(void)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	char *folder = config && *config == '/' ? mem_strdup(config) : home_path(".config");
	char *path = path_join(folder, USER_DIRS), *text = path_read(path, USER_DIRS_BYTES, NULL);
	char *found = text ? read_line(text) : NULL;
	free(folder);
	free(path);
	free(text);
	return found ? found : home_path("Downloads");
}

/* ---- names ---- */

static char *clean_name(const char *name)
{
	const char *slash = strrchr(name, '/');
	char *clean = utf8_clean(slash ? slash + 1 : name, false);
	if (strlen(clean) > NAME_BYTES) {
		size_t len = NAME_BYTES;
		while (len > 0 && ((unsigned char)clean[len] & 0xC0) == 0x80)
			len--;
		clean[len] = '\0';
	}
	if (*clean == '.')
		*clean = '_';
	if (*clean == '\0')
		mem_replace(&clean, "file");
	return clean;
}

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void choose_place(struct saving *saving, const char *path, const char *downloads, const char *name)
{
	char *wanted = path        ? path_absolute(path)
	               : downloads ? path_absolute(downloads)
	                           : desktop_downloads();
	size_t len = strlen(wanted);
	const char *slash = strrchr(wanted, '/');
	saving->exact = path && !is_folder(wanted) && wanted[len - 1] != '/';
	if (saving->exact) {
		saving->folder = mem_strndup(wanted, (size_t)(slash - wanted) + 1);
		saving->name = mem_strdup(slash + 1);
	} else {
		saving->folder = mem_strdup(wanted);
		saving->name = clean_name(name);
	}
	free(wanted);
}

/* Two files of one name do not meet. */
static void choose_part(struct saving *saving, const char *file)
{
	size_t len = strlen(file);
	char *mark = path_escape(len > FILE_MARK_BYTES ? file + len - FILE_MARK_BYTES : file);
	char *name;
	if (asprintf(&name, "%s.%s.part", saving->name, mark) < 0)
		abort();
	saving->part = path_join(saving->folder, name);
	free(name);
	free(mark);
}

/* ---- the part ---- */

static bool open_part(struct saving *saving, int64_t size, struct err *err)
{
	struct stat st;
	saving->fd = open(saving->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (saving->fd < 0 || fstat(saving->fd, &st) < 0)
		return err_set(err, errno, "%s: %s", saving->part, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(err, 0, "%s is no file", saving->part);
	if (flock(saving->fd, LOCK_EX | LOCK_NB) < 0)
		return err_set(err, errno, "it is being saved already");
	if (st.st_size > size && ftruncate(saving->fd, 0) < 0)
		return err_set(err, errno, "%s: %s", saving->part, strerror(errno));
	/* One that is whole already asks for its last byte: a server has nothing behind it. */
	saving->from = st.st_size > size ? 0 : st.st_size == size && size > 0 ? size - 1 : st.st_size;
	return true;
}

static bool is_there(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0;
}

bool saving_init(struct saving *saving, const char *path, const char *downloads, const char *name,
                 const char *file, int64_t size, struct err *err)
{
	*saving = (struct saving){.fd = -1};
	choose_place(saving, path, downloads, name);
	choose_part(saving, file);
	char *whole = path_join(saving->folder, saving->name);
	bool ok = !(saving->exact && is_there(whole)) || err_set(err, EEXIST, "%s is there already", whole);
	free(whole);
	return ok && path_make_folder(saving->folder, err) && open_part(saving, size, err);
}

void saving_finish(struct saving *saving)
{
	if (saving->fd >= 0)
		close(saving->fd);
	free(saving->folder);
	free(saving->name);
	free(saving->part);
}

/* ---- the whole ---- */

/* "plan (2).pdf" */
static char *copy_path(const struct saving *saving, int copy)
{
	const char *dot = strrchr(saving->name, '.');
	size_t stem = dot && dot != saving->name ? (size_t)(dot - saving->name) : strlen(saving->name);
	char *name, *path;
	if (copy == 0)
		return path_join(saving->folder, saving->name);
	if (asprintf(&name, "%.*s (%d)%s", (int)stem, saving->name, copy, saving->name + stem) < 0)
		abort();
	path = path_join(saving->folder, name);
	free(name);
	return path;
}

/* A link never replaces; where there are none (FAT) the look before has to do. */
static bool give_name(const struct saving *saving, const char *path)
{
	if (link(saving->part, path) == 0) {
		unlink(saving->part);
		return true;
	}
	if (errno == EEXIST)
		return false;
	if (is_there(path)) {
		errno = EEXIST;
		return false;
	}
	return rename(saving->part, path) == 0;
}

char *saving_keep(struct saving *saving, struct err *err)
{
	for (int copy = 0; copy < (saving->exact ? 1 : COPIES_MAX); copy++) {
		char *path = copy_path(saving, copy);
		if (give_name(saving, path))
			return path;
		err_set(err, errno, "%s: %s", path, strerror(errno));
		free(path);
		if (errno != EEXIST)
			break;
	}
	return NULL;
}
