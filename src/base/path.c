#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

#define PROGRAM "covey"

char *path_join(const char *folder, const char *name)
{
	size_t len = strlen(folder);
	const char *slash = len > 0 && folder[len - 1] == '/' ? "" : "/";
	char *path;
	if (asprintf(&path, "%s%s%s", folder, slash, name) < 0)
		abort();
	return path;
}

static bool is_plain(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c != '\0' && strchr("._-@", c));
}

char *path_escape(const char *text)
{
	char *name = mem_alloc(strlen(text) * 3 + 1);
	char *end = name;
	for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
		/* A leading dot would hide the file, or be a folder. */
		if (is_plain(*at) && !(*at == '.' && end == name))
			*end++ = (char)*at;
		else
			end += sprintf(end, "%%%02X", *at);
	}
	return name;
}

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* What stands above the last name of `path`, which the caller frees; NULL when nothing does. */
static char *parent_of(const char *path)
{
	size_t len = strlen(path);
	while (len > 1 && path[len - 1] == '/')
		len--;
	while (len > 0 && path[len - 1] != '/')
		len--;
	while (len > 1 && path[len - 1] == '/')
		len--;
	return len > 0 ? mem_strndup(path, len) : NULL;
}

bool path_make_folder(const char *path, struct err *err)
{
	if (is_folder(path) || mkdir(path, 0700) == 0)
		return true;
	char *parent = errno == ENOENT ? parent_of(path) : NULL;
	bool ok = false;
	if (parent && !path_make_folder(parent, err))
		goto out;
	/* Another program of ours may make it at the same moment. */
	ok = (parent && mkdir(path, 0700) == 0) || is_folder(path);
	if (!ok)
		err_set(err, errno, "%s: %s", path, strerror(errno));
out:
	free(parent);
	return ok;
}

static bool make_parent(const char *path, struct err *err)
{
	char *parent = parent_of(path);
	bool ok = !parent || path_make_folder(parent, err);
	free(parent);
	return ok;
}

static bool is_private_folder(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == geteuid() &&
	       (st.st_mode & 077) == 0;
}

static char *home_folder(struct err *err)
{
	const char *home = getenv("HOME");
	if (!str_empty(home))
		return mem_strdup(home);
	const struct passwd *user = getpwuid(geteuid());
	if (user && !str_empty(user->pw_dir))
		return mem_strdup(user->pw_dir);
	err_set(err, 0, "no home folder: HOME is not set");
	return NULL;
}

char *path_absolute(const char *path)
{
	bool at_home = str_equal(path, "~") || str_has_prefix(path, "~/");
	char *folder = at_home ? home_folder(NULL) : getcwd(NULL, 0);
	if (*path == '/') {
		free(folder);
		return mem_strdup(path);
	}
	char *absolute = path_join(folder ? folder : "/", at_home ? path + strspn(path, "~/") : path);
	free(folder);
	return absolute;
}

char *path_short(const char *path)
{
	char *home = home_folder(NULL), *text = NULL;
	size_t len = home ? strlen(home) : 0;
	if (len > 1 && strncmp(path, home, len) == 0 && path[len] == '/' &&
	    asprintf(&text, "~%s", path + len) < 0)
		abort();
	free(home);
	return text ? text : mem_strdup(path);
}

bool path_is_file(const char *path, struct err *err)
{
	struct stat st;
	char *absolute = path_absolute(path);
	bool ok = stat(absolute, &st) == 0 && access(absolute, R_OK) == 0;
	if (!ok)
		err_set(err, errno, "%s: %s", path, strerror(errno));
	else if (!S_ISREG(st.st_mode))
		ok = err_set(err, 0, "%s is no file", path);
	free(absolute);
	return ok;
}

bool path_is_unchanged(const char *path, int64_t size, int64_t since_ms)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == size &&
	       (int64_t)st.st_mtim.tv_sec * 1000 + st.st_mtim.tv_nsec / 1000000 <= since_ms;
}

static void add_name(struct strlist *names, const char *folder, const char *name)
{
	char *path = path_join(folder, name), *marked;
	if (asprintf(&marked, "%s%s", name, is_folder(path) ? "/" : "") < 0)
		abort();
	strlist_add(names, marked);
	free(marked);
	free(path);
}

void path_list(const char *folder, struct strlist *names)
{
	struct dirent **entries = NULL;
	char *absolute = path_absolute(folder);
	int count = scandir(absolute, &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		if (!str_equal(entries[i]->d_name, ".") && !str_equal(entries[i]->d_name, ".."))
			add_name(names, absolute, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	free(absolute);
}

static char *xdg_folder(const char *variable, const char *below_home, struct err *err)
{
	const char *value = getenv(variable);
	/* The specification: a relative path is to be ignored. */
	if (value && value[0] == '/')
		return path_join(value, PROGRAM);
	char *home = home_folder(err);
	if (!home)
		return NULL;
	char *folder = path_join(home, below_home);
	free(home);
	return folder;
}

static char *runtime_folder(struct err *err)
{
	const char *value = getenv("XDG_RUNTIME_DIR");
	/* After su(1) the variable still names the other user's folder. */
	if (value && value[0] == '/' && is_private_folder(value))
		return path_join(value, PROGRAM);
	char *folder;
	if (asprintf(&folder, "/tmp/" PROGRAM "-%lu", (unsigned long)geteuid()) < 0)
		abort();
	/* Anyone can make names in /tmp: what is there already must be ours alone. */
	if ((mkdir(folder, 0700) == 0 || errno == EEXIST) && is_private_folder(folder))
		return folder;
	err_set(err, 0, "%s is not a folder that is yours alone", folder);
	free(folder);
	return NULL;
}

static char *base_folder(enum path_base base, struct err *err)
{
	switch (base) {
	case PATH_CONFIG:
		return xdg_folder("XDG_CONFIG_HOME", ".config/" PROGRAM, err);
	case PATH_STATE:
		return xdg_folder("XDG_STATE_HOME", ".local/state/" PROGRAM, err);
	case PATH_DATA:
		return xdg_folder("XDG_DATA_HOME", ".local/share/" PROGRAM, err);
	case PATH_RUNTIME:
		return runtime_folder(err);
	}
	abort();
}

char *path_in(enum path_base base, const char *name, struct err *err)
{
	char *folder = base_folder(base, err);
	if (!folder)
		return NULL;
	char *path = name ? path_join(folder, name) : mem_strdup(folder);
	bool ours_to_make = base != PATH_CONFIG;
	if (ours_to_make && (!path_make_folder(folder, err) || (name && !make_parent(path, err)))) {
		free(path);
		path = NULL;
	}
	free(folder);
	return path;
}

static bool write_all(int fd, const char *text)
{
	size_t len = strlen(text);
	while (len > 0) {
		ssize_t written = write(fd, text, len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		text += written;
		len -= (size_t)written;
	}
	return true;
}

/* The rename itself is on disk only when its folder is. */
static void sync_parent(const char *path)
{
	char *parent = parent_of(path);
	int fd = open(parent ? parent : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(parent);
}

bool path_write_private(const char *path, const char *text, struct err *err)
{
	char *fresh;
	if (asprintf(&fresh, "%s.XXXXXX", path) < 0)
		abort();
	bool ok = false, made = false;
	int fd = mkostemp(fresh, O_CLOEXEC);
	if (fd < 0)
		goto out;
	made = true;
	bool written = write_all(fd, text) && fsync(fd) == 0;
	int why = errno;
	ok = close(fd) == 0 && written;
	if (!written)
		errno = why;
	ok = ok && rename(fresh, path) == 0;
out:
	if (!ok) {
		err_set(err, errno, "%s: %s", path, strerror(errno));
		if (made)
			unlink(fresh);
	} else {
		sync_parent(path);
	}
	free(fresh);
	return ok;
}

static bool read_all(int fd, struct buf *content)
{
	char block[8192];
	for (;;) {
		ssize_t got = read(fd, block, sizeof(block));
		if (got == 0)
			return true;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (!buf_append(content, block, (size_t)got)) {
			errno = EFBIG;
			return false;
		}
	}
}

char *path_read(const char *path, size_t max, struct err *err)
{
	char *text = NULL;
	struct buf content;
	buf_init(&content, max);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0 && read_all(fd, &content))
		text = buf_take(&content);
	else
		err_set(err, errno, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	buf_finish(&content);
	return text;
}
