#include "store/db_file.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/random.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "proto/error.h"
#include "proto/upload.h"
#include "store/db_query.h"
#include "store/db_view.h"

#define ID_BYTES ((DB_FILE_ID_SIZE - 1) / 2)
/* As the file systems that there are allow. */
#define NAME_BYTES 255

/*
 * A message that does not name the file any more (it was recalled, or edited) gives nobody the right to it.
 */
#define READABLE                                                 \
	"(f.owner = ?1 OR EXISTS (SELECT 1 FROM attachment a"    \
	" JOIN message m ON m.id = a.message" DB_VIEW_OF_MESSAGE \
	" WHERE a.file = f.id AND c.user = ?1 AND " DB_MESSAGE_IS_SEEN " AND instr(m.payload, f.name)))"

static const char *id_of(const char *url)
{
	return url && str_has_prefix(url, PROTO_FILE_PREFIX) ? url + strlen(PROTO_FILE_PREFIX) : NULL;
}

#define SELECT_FILES "SELECT f.id, f.size, f.hash FROM file f"

static struct db_file read_file(const struct db_query *query)
{
	struct db_file file = {.id = db_int(query, 0), .size = db_int(query, 1)};
	str_copy(file.hash, sizeof(file.hash), db_text(query, 2));
	return file;
}

struct db_file db_file_find(struct db *db, int64_t user, const char *url)
{
	struct db_file file = {0};
	const char *id = id_of(url);
	if (!id)
		return file;
	struct db_query query = db_query(db, SELECT_FILES " WHERE f.name = ?2 AND " READABLE, I(user), T(id));
	if (db_row(&query))
		file = read_file(&query);
	db_done(&query);
	return file;
}

int64_t db_file_bytes(struct db *db, int64_t user)
{
	return db_value(db, 0, "SELECT sum(size) FROM file WHERE owner = ?", I(user));
}

int64_t db_file_count(struct db *db, int64_t user)
{
	return db_value(db, 0, "SELECT count(*) FROM file WHERE owner = ?", I(user));
}

void db_file_add(struct db *db, int64_t user, const char *hash, int64_t size, char id[DB_FILE_ID_SIZE])
{
	unsigned char bytes[ID_BYTES];
	random_bytes(bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(id + 2 * i, 3, "%02x", bytes[i]);
	db_run(db, "INSERT INTO file(name, hash, size, owner, created) VALUES (?, ?, ?, ?, ?)", T(id),
	       T(hash), I(size), I(user), I(db_now(db)));
}

void db_file_attach(struct db *db, int64_t user, const char *url, int64_t message)
{
	struct db_file file = db_file_find(db, user, url);
	if (file.id)
		db_run(db, "INSERT OR IGNORE INTO attachment(file, message) VALUES (?, ?)", I(file.id),
		       I(message));
}

/* A name and no path: what receives it makes a file of it. */
static bool is_file_name(const char *name)
{
	size_t len = name ? strlen(name) : 0;
	if (len == 0 || len > NAME_BYTES || strchr(name, '/') || str_equal(name, ".") ||
	    str_equal(name, ".."))
		return false;
	char *clean = utf8_clean(name, false);
	bool is_clean = str_equal(clean, name);
	free(clean);
	return is_clean;
}

bool db_file_check(struct db *db, int64_t user, const char *url, const char *name, struct err *err)
{
	if (!id_of(url))
		return true;
	if (!is_file_name(name))
		return err_set(err, PROTO_ERROR_BAD_PARAMETER,
		               "A fileName has 1 to %d bytes, no slash and no control characters",
		               NAME_BYTES);
	return db_file_find(db, user, url).id ||
	       err_set(err, PROTO_ERROR_BAD_PARAMETER, "There is no such file");
}

struct db_file_list db_file_sent(struct db *db, struct arena *arena)
{
	VEC(struct db_file) files = {0};
	struct db_query query =
	        db_query(db, SELECT_FILES " WHERE EXISTS (SELECT 1 FROM attachment a WHERE a.file = f.id)");
	while (db_row(&query))
		vec_push(&files, read_file(&query));
	return (struct db_file_list){db_keep(arena, &files), files.len};
}

struct strspan db_file_prune(struct db *db, struct arena *arena)
{
	VEC(const char *) hashes = {0};
	struct db_query query =
	        db_query(db,
	                 "DELETE FROM file WHERE created < ?"
	                 " AND NOT EXISTS (SELECT 1 FROM attachment WHERE file = file.id) RETURNING hash",
	                 I(db_now(db) - DB_FILE_UNSENT_MS));
	while (db_row(&query))
		vec_push(&hashes, db_text_dup(&query, 0, arena));
	size_t left = 0;
	for (size_t i = 0; i < hashes.len; i++)
		if (!db_value(db, 0, "SELECT 1 FROM file WHERE hash = ?", T(hashes.items[i])))
			hashes.items[left++] = hashes.items[i];
	return (struct strspan){db_keep(arena, &hashes), left};
}
