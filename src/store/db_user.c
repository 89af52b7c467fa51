#include "store/db_user.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"
#include "proto/error.h"
#include "store/db_conversation.h"
#include "store/db_event.h"
#include "store/db_query.h"
#include "store/db_room.h"
#include "store/db_upload.h"

/* For so long an expired token is known as one, not as a wrong one. */
#define DB_TOKEN_REMEMBERED_MS ((int64_t)90 * 24 * 3600 * 1000)

bool db_name_is_valid(const char *name, int64_t max_bytes)
{
	size_t len = strlen(name);
	size_t good = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
	return len > 0 && len == good && len <= (size_t)max_bytes;
}

int64_t db_user_find(struct db *db, const char *name)
{
	int64_t user = db_value(db, 0, "SELECT id FROM user WHERE name = ? AND NOT is_removed", T(name));
	if (user || !db_name_is_valid(name, db_limits(db)->user_id_bytes) || !db_is_newcomer(db, name))
		return user;
	return db_user_create(db, name, NULL, &user, NULL) ? user : 0;
}

static int64_t insert_user(struct db *db, const char *name, const char *password)
{
	int64_t user = db_audience_create(db);
	db_run(db, "INSERT INTO user(id, name, password, created) VALUES (?, ?, ?, ?)", I(user), T(name),
	       T(password), I(db_now(db)));
	return user;
}

bool db_user_create(struct db *db, const char *name, const char *password, int64_t *user, struct err *err)
{
	int64_t max = db_limits(db)->user_id_bytes;
	if (!db_name_is_valid(name, max))
		return err_set(err, PROTO_ERROR_BAD_PARAMETER,
		               "a user's name has 1 to %d characters out of A-Z a-z 0-9 . _ -", (int)max);
	if (db_value(db, 0, "SELECT 1 FROM user WHERE name = ? AND NOT is_removed", T(name)))
		return err_set(err, PROTO_ERROR_BAD_PARAMETER, "there is a user %s already", name);

	/* One that was removed comes back under its number. */
	*user = db_value(
	        db, 0,
	        "UPDATE user SET is_removed = 0, password = ?, created = ? WHERE name = ? RETURNING id",
	        T(password), I(db_now(db)), T(name));
	if (!*user)
		*user = insert_user(db, name, password);

	struct db_conversation notes = {.user = *user, .peer = *user};
	db_conversation_make(db, &notes);
	return true;
}

static void leave_rooms(struct db *db, int64_t user)
{
	VEC(int64_t) rooms = {0};
	struct db_query query =
	        db_query(db, "SELECT room FROM membership WHERE user = ? AND left_event IS NULL", I(user));
	while (db_row(&query))
		vec_push(&rooms, db_int(&query, 0));
	for (size_t i = 0; i < rooms.len; i++)
		db_room_abandon(db, rooms.items[i], user);
	vec_finish(&rooms);
}

void db_user_remove(struct db *db, int64_t user)
{
	leave_rooms(db, user);
	db_run(db, "DELETE FROM token WHERE user = ?", I(user));
	db_run(db, "DELETE FROM convgroup WHERE user = ?", I(user));
	db_run(db, "DELETE FROM conversation WHERE user = ?", I(user));
	db_run(db, "DELETE FROM mention WHERE user = ?", I(user));
	db_run(db, "DELETE FROM blocked WHERE user = ?1 OR other = ?1", I(user));
	db_run(db, "UPDATE file SET owner = NULL WHERE owner = ?", I(user));
	db_upload_abandon(db, user);
	db_run(db, "DELETE FROM stream WHERE low = ?1 AND high = ?1", I(user)); /* the notes */
	db_run(db,
	       "UPDATE user SET is_removed = 1, password = NULL, nick = NULL, self_signature = NULL,"
	       " custom_status = '' WHERE id = ?",
	       I(user));
	/* Whoever comes under this name next resumes nothing of this one. */
	db_run(db, "UPDATE audience SET pruned = ?, event_count = 0 WHERE id = ?", I(db_event_newest(db)),
	       I(user));
	db_run(db, "DELETE FROM event WHERE audience = ?", I(user));
	db_run(db, "DELETE FROM membership WHERE user = ?", I(user));
}

bool db_user_is_there(struct db *db, int64_t user)
{
	return db_value(db, 0, "SELECT NOT is_removed FROM user WHERE id = ?", I(user));
}

const char *db_user_name(struct db *db, struct arena *arena, int64_t user)
{
	return db_value_text(db, arena, "SELECT name FROM user WHERE id = ?", I(user));
}

static struct proto_user read_profile(const struct db_query *query, struct arena *arena)
{
	return (struct proto_user){
	        .user_id = db_text_dup(query, 0, arena),
	        .nick = db_text_dup(query, 1, arena),
	        .self_signature = db_text_dup(query, 2, arena),
	};
}

struct proto_user db_user_profile(struct db *db, struct arena *arena, int64_t user)
{
	struct proto_user profile = {0};
	struct db_query query =
	        db_query(db, "SELECT name, nick, self_signature FROM user WHERE id = ?", I(user));
	if (db_row(&query))
		profile = read_profile(&query, arena);
	db_done(&query);
	return profile;
}

struct proto_user_list db_user_list(struct db *db, struct arena *arena)
{
	size_t len = 0;
	size_t count = (size_t)db_value(db, 0, "SELECT count(*) FROM user WHERE NOT is_removed");
	struct proto_user *items = arena_array(arena, count, sizeof(*items));
	struct db_query query = db_query(
	        db, "SELECT name, nick, self_signature FROM user WHERE NOT is_removed ORDER BY name");
	while (len < count && db_row(&query))
		items[len++] = read_profile(&query, arena);
	db_done(&query);
	return (struct proto_user_list){items, len};
}

const char *db_user_password(struct db *db, struct arena *arena, int64_t user)
{
	return db_value_text(db, arena, "SELECT password FROM user WHERE id = ?", I(user));
}

void db_user_set_password(struct db *db, int64_t user, const char *password)
{
	db_run(db, "UPDATE user SET password = ? WHERE id = ?", T(password), I(user));
	db_run(db, "DELETE FROM token WHERE user = ?", I(user));
}

void db_token_add(struct db *db, int64_t user, const unsigned char hash[DB_TOKEN_HASH_BYTES],
                  int64_t expires_ms, const char *device)
{
	db_run(db, "DELETE FROM token WHERE user = ? AND expires < ?", I(user),
	       I(db_now(db) - DB_TOKEN_REMEMBERED_MS));
	db_run(db, "INSERT INTO token(hash, user, expires, device) VALUES (?, ?, ?, ?)",
	       B(hash, DB_TOKEN_HASH_BYTES), I(user), I(expires_ms), T(device));
}

enum db_token_state db_token_use(struct db *db, int64_t user, const unsigned char hash[DB_TOKEN_HASH_BYTES],
                                 int64_t expires_ms)
{
	int64_t expires = db_value(db, -1, "SELECT expires FROM token WHERE hash = ? AND user = ?",
	                           B(hash, DB_TOKEN_HASH_BYTES), I(user));
	if (expires < 0)
		return DB_TOKEN_UNKNOWN;
	if (expires <= db_now(db))
		return DB_TOKEN_EXPIRED;
	db_run(db, "UPDATE token SET expires = ? WHERE hash = ?", I(expires_ms),
	       B(hash, DB_TOKEN_HASH_BYTES));
	return DB_TOKEN_VALID;
}

int64_t db_token_user(struct db *db, const unsigned char hash[DB_TOKEN_HASH_BYTES])
{
	return db_value(db, 0, "SELECT user FROM token WHERE hash = ? AND expires > ?",
	                B(hash, DB_TOKEN_HASH_BYTES), I(db_now(db)));
}

void db_token_remove(struct db *db, const unsigned char hash[DB_TOKEN_HASH_BYTES])
{
	db_run(db, "DELETE FROM token WHERE hash = ?", B(hash, DB_TOKEN_HASH_BYTES));
}
