/*
 * files: what is in uploaded files, on the disk.
 *
 *     DATA/files/ab/abcdef…   one for each content, named by its SHA-256
 *     DATA/files/part-XXXXXX  one that is coming in; what a crash leaves is removed at the next start
 *
 * No name that a peer gave ever becomes part of a path. What upload_keep() has said is on the disk.
 */
#ifndef COVEY_SERVER_FILES_H
#define COVEY_SERVER_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/db_file.h"

struct err;
struct upload;

/* Where it is in `data`; the caller frees it. */
char *files_path(const char *data);
/* The same, made where it is not there, without what a crash left. NULL and `err` when it cannot be. */
char *files_folder(const char *data, struct err *err);

/* To read, at its beginning; -1 when it is not there with this size. */
int files_open(const char *folder, const char *hash, int64_t size);
void files_remove(const char *folder, const char *hash);

/* `folder` is borrowed. NULL and `err` when there is no room or no right to write. */
struct upload *upload_create(const char *folder, struct err *err);
bool upload_write(struct upload *upload, const void *bytes, size_t len, struct err *err);
/* It is whole, and on the disk; still without a name. */
bool upload_seal(struct upload *upload, char hash[DB_FILE_HASH_SIZE], struct err *err);
/* It gets that name, and is there to be opened. */
bool upload_keep(struct upload *upload, const char *hash, struct err *err);
/* Takes NULL. What was not kept is gone. */
void upload_destroy(struct upload *upload);

#endif
