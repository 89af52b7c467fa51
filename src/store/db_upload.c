#include "store/db_upload.h"

#include "base/vec.h"
#include "store/db_query.h"

struct db_upload db_upload_find(struct db *db, int64_t user, const char *name)
{
	struct db_upload upload = {0};
	struct db_query query =
	        db_query(db, "SELECT id, size FROM upload WHERE owner = ? AND name = ?", I(user), T(name));
	if (db_row(&query))
		upload = (struct db_upload){.id = db_int(&query, 0), .size = db_int(&query, 1)};
	db_done(&query);
	return upload;
}

int64_t db_upload_begin(struct db *db, int64_t user, const char *name, int64_t size, const char *boot)
{
	return db_value(db, 0,
	                "INSERT INTO upload(owner, name, size, boot, begun) VALUES (?, ?, ?, ?, ?)"
	                " ON CONFLICT(owner, name) DO UPDATE SET begun = excluded.begun RETURNING id",
	                I(user), T(name), I(size), T(boot), I(db_now(db)));
}

void db_upload_end(struct db *db, int64_t id)
{
	db_run(db, "DELETE FROM upload WHERE id = ?", I(id));
}

static struct db_upload_list read_all(struct db_query query, struct arena *arena)
{
	VEC(struct db_upload) uploads = {0};
	while (db_row(&query)) {
		struct db_upload upload = {.id = db_int(&query, 0), .size = db_int(&query, 1)};
		vec_push(&uploads, upload);
	}
	return (struct db_upload_list){db_keep(arena, &uploads), uploads.len};
}

struct db_upload_list db_upload_list(struct db *db, struct arena *arena, int64_t user)
{
	return read_all(db_query(db, "SELECT id, size FROM upload WHERE ?1 IN (owner, 0)", I(user)), arena);
}

void db_upload_abandon(struct db *db, int64_t user)
{
	db_run(db, "UPDATE upload SET boot = '' WHERE owner = ?", I(user));
}

struct db_upload_list db_upload_late(struct db *db, struct arena *arena, const char *boot)
{
	int64_t oldest = db_now(db) - db_limits(db)->upload_kept_seconds * 1000;
	return read_all(
	        db_query(db, "SELECT id, size FROM upload WHERE begun < ? OR boot != ?", I(oldest), T(boot)),
	        arena);
}
