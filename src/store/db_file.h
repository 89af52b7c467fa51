/*
 * db_file: the files that users have uploaded, and who may read them. What is in them is on the disk, by its
 * hash (server/files.h); here is whose they are and in which messages they stand.
 *
 * A file is read by who uploaded it, and by whoever can see a message that it was sent in: that of a recalled
 * message, or of a room that one has left, is there no more. So an ID that has leaked is of no use.
 */
#ifndef COVEY_STORE_DB_FILE_H
#define COVEY_STORE_DB_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct db;
struct err;

/* Hexadecimal digits and the NUL: of a file's ID, and of the SHA-256 of what is in it. */
#define DB_FILE_ID_SIZE 33
#define DB_FILE_HASH_SIZE 65
/* One that was sent to nobody is forgotten after so long. */
#define DB_FILE_UNSENT_MS ((int64_t)24 * 3600 * 1000)

struct db_file {
	int64_t id; /* 0: there is none, or not for the user */
	int64_t size; /* bytes */
	char hash[DB_FILE_HASH_SIZE];
};

struct db_file_list {
	const struct db_file *items;
	size_t len;
};

/* The file that `url` names, where the user may read it. */
struct db_file db_file_find(struct db *db, int64_t user, const char *url);

/* Bytes of all that the user has uploaded, and how many files they are. */
int64_t db_file_bytes(struct db *db, int64_t user);
int64_t db_file_count(struct db *db, int64_t user);

/* A new one with an ID that nobody can guess. */
void db_file_add(struct db *db, int64_t user, const char *hash, int64_t size, char id[DB_FILE_ID_SIZE]);

/* The user sent it in a message that was just stored; `url` is of something else: nothing happens. */
void db_file_attach(struct db *db, int64_t user, const char *url, int64_t message);

/* May the user send it? That which is no file of this server he may. BAD_PARAMETER. */
bool db_file_check(struct db *db, int64_t user, const char *url, const char *name, struct err *err);

/* All that stand in messages. */
struct db_file_list db_file_sent(struct db *db, struct arena *arena);

/* Forgets those that were sent to nobody in time; the hashes of which no file is left, in `arena`. */
struct strspan db_file_prune(struct db *db, struct arena *arena);

#endif
