/*
 * files: what is in uploaded files, on the disk.
 *
 *     DATA/files/ab/abcdef…   one for each content, named by its SHA-256
 *     DATA/files/part-XXXXXX  one that is coming in; what a crash leaves is removed at the next start
 *     DATA/files/kept-12      one that can go on where it broke off (store/db_upload.h)
 *
 * No name that a peer gave ever becomes part of a path. What upload_keep() has said is on the disk.
 */
#ifndef COVEY_SERVER_FILES_H
#define COVEY_SERVER_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/db_file.h"
#include "store/db_upload.h"

struct err;
struct upload;
/* How far an upload was read for its SHA-256; on the heap, of one piece. */
struct upload_hash;

/* The machine's running from its start to its end. */
#define FILES_BOOT_SIZE 40
/* Read at a time of what had come before an upload went on. */
#define UPLOAD_CATCH_UP_BYTES ((size_t)4 * 1024 * 1024)

/* Where it is in `data`; the caller frees it. */
char *files_path(const char *data);
/* The same, made where it is not there, without what a crash left. NULL and `err` when it cannot be. */
char *files_folder(const char *data, struct err *err);

/* To read, at its beginning; -1 when it is not there with this size. */
int files_open(const char *folder, const char *hash, int64_t size);
void files_remove(const char *folder, const char *hash);

/* What a crash of the machine leaves of a file that was not flushed is not what was written: who asks for what has come in
 * another boot gets nothing. */
void files_boot(char boot[FILES_BOOT_SIZE]);

/* Of those that can go on: bytes that have come. */
int64_t files_kept_bytes(const char *folder, int64_t id);
void files_remove_kept(const char *folder, int64_t id);
/* Removes all but those of `uploads`: nobody would go on with them. */
void files_sweep_kept(const char *folder, const struct db_upload_list *uploads);

/* `folder` is borrowed. NULL and `err` when there is no room or no right to write. */
struct upload *upload_create(const char *folder, struct err *err);
/* The same of one that goes on behind what has come of it. `hash` is taken; NULL: nothing was read of that yet. */
struct upload *upload_go_on(const char *folder, int64_t id, struct upload_hash *hash, struct err *err);
bool upload_write(struct upload *upload, const void *bytes, size_t len, struct err *err);
/*
 * Before it is sealed, until it says that it is `done`: reads a part of what had come before it went on. Each call
 * takes some milliseconds.
 */
bool upload_catch_up(struct upload *upload, bool *done, struct err *err);
/* It is whole, and on the disk; still without a name. */
bool upload_seal(struct upload *upload, char hash[DB_FILE_HASH_SIZE], struct err *err);
/* It gets that name, and is there to be opened. */
bool upload_keep(struct upload *upload, const char *hash, struct err *err);
/* Before it is destroyed: for who goes on with it. NULL where nobody can. */
struct upload_hash *upload_take_hash(struct upload *upload);
/* Takes NULL. What was not kept is gone, but for what can go on. */
void upload_destroy(struct upload *upload);

#endif
