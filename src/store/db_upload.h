/*
 * db_upload: uploads that go on where they broke off, until they are files (db_file.h). What has come of one is on
 * the disk, by its number (server/files.h); here is whose it is, what he calls it, and when it is forgotten.
 */
#ifndef COVEY_STORE_DB_UPLOAD_H
#define COVEY_STORE_DB_UPLOAD_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

struct db_upload {
	int64_t id; /* 0: there is none */
	int64_t size; /* bytes of the whole file */
};

struct db_upload_list {
	const struct db_upload *items;
	size_t len;
};

struct db_upload db_upload_find(struct db *db, int64_t user, const char *name);

/* Its number. Where the user has one of this name, it has to be of this size. */
int64_t db_upload_begin(struct db *db, int64_t user, const char *name, int64_t size, const char *boot);

/* It is a file, or nothing, from now on. */
void db_upload_end(struct db *db, int64_t id);

/* Of 0: everybody's. */
struct db_upload_list db_upload_list(struct db *db, struct arena *arena, int64_t user);

/* The user is gone: they are late. */
void db_upload_abandon(struct db *db, int64_t user);

/* Those that did not go on in time, and those that another boot left. */
struct db_upload_list db_upload_late(struct db *db, struct arena *arena, const char *boot);

#endif
