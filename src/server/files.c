#include "server/files.h"

#include <assert.h>
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
#include "base/random.h"
#include "base/str.h"

#define FOLDER "files"
#define PART "part-"
#define KEPT "kept-"
#define BOOT_ID "/proc/sys/kernel/random/boot_id"
/* So much is handed to the disk at a time, so that the last of it is not all of it. */
#define FLUSH_BYTES ((off_t)1024 * 1024)

struct upload_hash {
	off_t bytes;
	crypto_hash_sha256_state state;
};

struct upload {
	const char *folder;
	char *path; /* NULL: it has got its name */
	bool can_go_on;
	int fd;
	off_t written, flushed;
	struct upload_hash *hash;
};

static bool has(const struct db_upload_list *kept, const char *id)
{
	for (size_t i = 0; i < kept->len; i++)
		if (kept->items[i].id == strtoll(id, NULL, 10))
			return true;
	return false;
}

/* But for those that are one of `kept`. */
static void sweep(const char *folder, const char *prefix, const struct db_upload_list *kept)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	while (dir && (entry = readdir(dir))) {
		if (str_has_prefix(entry->d_name, prefix) && !has(kept, entry->d_name + strlen(prefix)))
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
		sweep(folder, PART, &(struct db_upload_list){0});
		return folder;
	}
	free(folder);
	return NULL;
}

/* "FOLDER/ab": in it is "abcdef…"; the hash is one that the database or upload_seal() has made. */
static char *shelf_of(const char *folder, const char *hash)
{
	char *shelf;
	if (asprintf(&shelf, "%s/%.2s", folder, hash) < 0)
		abort();
	return shelf;
}

static char *path_of(const char *folder, const char *hash)
{
	char *shelf = shelf_of(folder, hash), *path = path_join(shelf, hash);
	free(shelf);
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

void files_boot(char boot[FILES_BOOT_SIZE])
{
	char *id = path_read(BOOT_ID, FILES_BOOT_SIZE, NULL);
	if (id)
		str_copy(boot, FILES_BOOT_SIZE, id);
	else
		random_uuid(boot);
	free(id);
}

static char *kept_path(const char *folder, int64_t id)
{
	char *path;
	if (asprintf(&path, "%s/" KEPT "%lld", folder, (long long)id) < 0)
		abort();
	return path;
}

int64_t files_kept_bytes(const char *folder, int64_t id)
{
	struct stat st;
	char *path = kept_path(folder, id);
	int64_t bytes = lstat(path, &st) == 0 ? st.st_size : 0;
	free(path);
	return bytes;
}

void files_remove_kept(const char *folder, int64_t id)
{
	char *path = kept_path(folder, id);
	unlink(path);
	free(path);
}

void files_sweep_kept(const char *folder, const struct db_upload_list *uploads)
{
	sweep(folder, KEPT, uploads);
}

/* `upload`, or NULL and `err` when it could not be opened. */
static struct upload *opened(struct upload *upload, struct err *err)
{
	if (upload->fd >= 0)
		return upload;
	err_set(err, errno, "cannot make a file in %s: %s", upload->folder, strerror(errno));
	mem_replace(&upload->path, NULL);
	upload_destroy(upload);
	return NULL;
}

static struct upload_hash *hash_create(void)
{
	struct upload_hash *hash = mem_alloc(sizeof(*hash));
	*hash = (struct upload_hash){0};
	crypto_hash_sha256_init(&hash->state);
	return hash;
}

static void hash_more(struct upload_hash *hash, const void *bytes, size_t len)
{
	crypto_hash_sha256_update(&hash->state, bytes, len);
	hash->bytes += (off_t)len;
}

struct upload *upload_create(const char *folder, struct err *err)
{
	struct upload *upload = mem_alloc(sizeof(*upload));
	*upload = (struct upload){
	        .folder = folder, .path = path_join(folder, PART "XXXXXX"), .hash = hash_create()};
	upload->fd = mkostemp(upload->path, O_CLOEXEC);
	return opened(upload, err);
}

struct upload *upload_go_on(const char *folder, int64_t id, struct upload_hash *hash, struct err *err)
{
	struct upload *upload = mem_alloc(sizeof(*upload));
	*upload = (struct upload){.folder = folder,
	                          .path = kept_path(folder, id),
	                          .can_go_on = true,
	                          .hash = hash ? hash : hash_create()};
	upload->fd = open(upload->path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	upload->written = upload->flushed = upload->fd < 0 ? 0 : lseek(upload->fd, 0, SEEK_END);
	return opened(upload, err);
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
	if (upload->hash->bytes == upload->written)
		hash_more(upload->hash, bytes, len);
	upload->written += (off_t)len;
	if (upload->written - upload->flushed >= FLUSH_BYTES) {
		sync_file_range(upload->fd, upload->flushed, 0, SYNC_FILE_RANGE_WRITE);
		upload->flushed = upload->written;
	}
	return true;
}

bool upload_catch_up(struct upload *upload, bool *done, struct err *err)
{
	unsigned char bytes[64 * 1024];
	struct upload_hash *hash = upload->hash;
	for (size_t read = 0; read < UPLOAD_CATCH_UP_BYTES && hash->bytes < upload->written;) {
		ssize_t got = pread(upload->fd, bytes, sizeof(bytes), hash->bytes);
		if (got <= 0)
			return err_set(err, errno, "cannot read %s: %s", upload->path, strerror(errno));
		hash_more(hash, bytes, (size_t)got);
		read += (size_t)got;
	}
	*done = hash->bytes >= upload->written;
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
	assert(upload->hash->bytes == upload->written);
	crypto_hash_sha256_state all =
	        upload->hash->state; /* who goes on after a failure hashes no more of it */
	crypto_hash_sha256_final(&all, bytes);
	sodium_bin2hex(hash, DB_FILE_HASH_SIZE, bytes, sizeof(bytes));
	return fsync(upload->fd) == 0 ||
	       err_set(err, errno, "cannot write %s: %s", upload->path, strerror(errno));
}

/* The same content once more replaces itself. */
bool upload_keep(struct upload *upload, const char *hash, struct err *err)
{
	char *shelf = shelf_of(upload->folder, hash), *path = path_join(shelf, hash);
	bool made = mkdir(shelf, 0700) == 0 || errno == EEXIST;
	bool ok = made && rename(upload->path, path) == 0;
	if (ok)
		mem_replace(&upload->path, NULL);
	ok = ok && reach_disk(shelf) && reach_disk(upload->folder);
	if (!ok)
		err_set(err, errno, "cannot keep %s: %s", path, strerror(errno));
	free(path);
	free(shelf);
	return ok;
}

struct upload_hash *upload_take_hash(struct upload *upload)
{
	bool can = upload->path && upload->can_go_on;
	struct upload_hash *hash = can ? upload->hash : NULL;
	if (can)
		upload->hash = NULL;
	return hash;
}

void upload_destroy(struct upload *upload)
{
	if (!upload)
		return;
	if (upload->path && !upload->can_go_on)
		unlink(upload->path);
	if (upload->fd >= 0)
		close(upload->fd);
	free(upload->hash);
	free(upload->path);
	free(upload);
}
