#include "server/files.h"

#include <errno.h>
#include <fcntl.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"

#define FOLDER "files"
#define PART "part-"
/* So much is handed to the disk at a time, so that the last of it is not all of it. */
#define FLUSH_BYTES ((off_t)1024 * 1024)

struct upload {
	const char *folder;
	char *path; /* NULL: it has got its name */
	int fd;
	off_t written, flushed;
	crypto_hash_sha256_state hash;
};

static void remove_parts(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	while (dir && (entry = readdir(dir))) {
		if (str_has_prefix(entry->d_name, PART))
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	if (dir)
		closedir(dir);
}

char *files_path(const char *data)
{
	return path_join(data, FOLDER);
}

char *files_folder(const char *data, struct err *err)
{
	char *folder = files_path(data);
	if (path_make_folder(folder, err)) {
		remove_parts(folder);
		return folder;
	}
	free(folder);
	return NULL;
}

/* "FOLDER/ab/abcdef…"; the hash is one that the database or upload_keep() has made. */
static char *path_of(const char *folder, const char *hash)
{
	char *path;
	if (asprintf(&path, "%s/%.2s/%s", folder, hash, hash) < 0)
		abort();
	return path;
}

int files_open(const char *folder, const char *hash, int64_t size)
{
	struct stat st;
	char *path = path_of(folder, hash);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	free(path);
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == size)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

void files_remove(const char *folder, const char *hash)
{
	char *path = path_of(folder, hash);
	unlink(path);
	free(path);
}

struct upload *upload_create(const char *folder, struct err *err)
{
	struct upload *upload = mem_alloc(sizeof(*upload));
	*upload = (struct upload){.folder = folder, .path = path_join(folder, PART "XXXXXX")};
	upload->fd = mkostemp(upload->path, O_CLOEXEC);
	crypto_hash_sha256_init(&upload->hash);
	if (upload->fd >= 0)
		return upload;
	err_set(err, errno, "cannot make a file in %s: %s", folder, strerror(errno));
	mem_replace(&upload->path, NULL);
	upload_destroy(upload);
	return NULL;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t written = write(fd, bytes, len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes += written;
		len -= (size_t)written;
	}
	return true;
}

bool upload_write(struct upload *upload, const void *bytes, size_t len, struct err *err)
{
	if (!write_all(upload->fd, bytes, len))
		return err_set(err, errno, "cannot write %s: %s", upload->path, strerror(errno));
	crypto_hash_sha256_update(&upload->hash, bytes, len);
	upload->written += (off_t)len;
	if (upload->written - upload->flushed >= FLUSH_BYTES) {
		sync_file_range(upload->fd, upload->flushed, 0, SYNC_FILE_RANGE_WRITE);
		upload->flushed = upload->written;
	}
	return true;
}

static bool reach_disk(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

bool upload_seal(struct upload *upload, char hash[DB_FILE_HASH_SIZE], struct err *err)
{
	unsigned char bytes[crypto_hash_sha256_BYTES];
	_Static_assert(2 * sizeof(bytes) + 1 == DB_FILE_HASH_SIZE, "a hash is kept whole");
	crypto_hash_sha256_final(&upload->hash, bytes);
	sodium_bin2hex(hash, DB_FILE_HASH_SIZE, bytes, sizeof(bytes));
	return fsync(upload->fd) == 0 ||
	       err_set(err, errno, "cannot write %s: %s", upload->path, strerror(errno));
}

/* The same content once more replaces itself. */
bool upload_keep(struct upload *upload, const char *hash, struct err *err)
{
	char *path = path_of(upload->folder, hash),
	     *folder = mem_strndup(path, (size_t)(strrchr(path, '/') - path));
	bool made = mkdir(folder, 0700) == 0 || errno == EEXIST;
	bool ok = made && rename(upload->path, path) == 0;
	if (ok)
		mem_replace(&upload->path, NULL);
	ok = ok && reach_disk(folder) && reach_disk(upload->folder);
	if (!ok)
		err_set(err, errno, "cannot keep %s: %s", path, strerror(errno));
	free(folder);
	free(path);
	return ok;
}

void upload_destroy(struct upload *upload)
{
	if (!upload)
		return;
	if (upload->path)
		unlink(upload->path);
	if (upload->fd >= 0)
		close(upload->fd);
	free(upload->path);
	free(upload);
}
