/*
 * path: where files are (XDG Base Directory Specification), and making them private.
 *
 * Folders are made with mode 0700, files with 0600.
 */
#ifndef COVEY_BASE_PATH_H
#define COVEY_BASE_PATH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct err;
struct strlist;

enum path_base {
	PATH_CONFIG, /* $XDG_CONFIG_HOME/covey, else ~/.config/covey; the person's: it is read, not made */
	PATH_STATE, /* $XDG_STATE_HOME/covey, else ~/.local/state/covey */
	PATH_DATA, /* $XDG_DATA_HOME/covey, else ~/.local/share/covey */
	PATH_RUNTIME, /* $XDG_RUNTIME_DIR/covey, else /tmp/covey-UID, refused unless it is ours and 0700 */
};

/*
 * The path of `name` (may have slashes; NULL: the folder itself) below `base`, which the caller
 * frees. The folders above it are made. NULL and `err` when they cannot be.
 */
char *path_in(enum path_base base, const char *name, struct err *err);

/* "a/b", which the caller frees. */
char *path_join(const char *folder, const char *name);

/*
 * A name that is safe as a single file name and differs for every different `text`: what is not a letter,
 * a digit or one of "._-@" becomes %XX. The caller frees it.
 */
char *path_escape(const char *text);

/* "~/x", and "x" in the current folder, as an absolute path, which the caller frees. */
char *path_absolute(const char *path);

/* For people: "~/x" where it is below the home folder, else as it is. The caller frees it. */
char *path_short(const char *path);

/* Something that can be read as a file; `path` as a person types it. */
bool path_is_file(const char *path, struct err *err);

/* A file of `size` bytes that was not written since (Unix ms). */
bool path_is_unchanged(const char *path, int64_t size, int64_t since_ms);

/* The names in `folder` (as a person types it; "": the current one), sorted, a "/" behind those of folders. Nothing when it cannot be read. */
void path_list(const char *folder, struct strlist *names);

/* mkdir -p with mode 0700 for what is made. */
bool path_make_folder(const char *path, struct err *err);

/*
 * Replaces `path` by `text` so that a reader sees the old content or the new one, mode 0600
 * (write beside it, fsync, rename).
 */
bool path_write_private(const char *path, const char *text, struct err *err);

/* The whole file, NUL-terminated, which the caller frees; NULL and `err` (code: errno) when unreadable or above `max` bytes. */
char *path_read(const char *path, size_t max, struct err *err);

#endif
