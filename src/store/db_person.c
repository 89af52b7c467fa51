#include "store/db_person.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "proto/error.h"
#include "store/db_query.h"

/* Blocking. */

bool db_person_blocks(struct db *db, int64_t user, int64_t other)
{
	return db_value(db, 0, "SELECT 1 FROM blocked WHERE user = ? AND other = ?", I(user), I(other));
}

struct strspan db_person_blocked(struct db *db, struct arena *arena, int64_t user)
{
	VEC(const char *) names = {0};
	struct db_query query = db_query(db,
	                                 "SELECT u.name FROM blocked b JOIN user u ON u.id = b.other"
	                                 " WHERE b.user = ? ORDER BY u.name",
	                                 I(user));
	while (db_row(&query))
		vec_push(&names, db_text_dup(&query, 0, arena));
	return (struct strspan){db_keep(arena, &names), names.len};
}

bool db_person_block(struct db *db, int64_t user, int64_t other, bool *changed, struct err *err)
{
	if (user == other)
		return err_set(err, PROTO_ERROR_BAD_PARAMETER, "Nobody can block himself");
	*changed = false;
	if (db_person_blocks(db, user, other))
		return true;
	if (db_value(db, 0, "SELECT count(*) FROM blocked WHERE user = ?", I(user)) >= DB_PERSON_BLOCKED_MAX)
		return err_set(err, PROTO_ERROR_BAD_PARAMETER, "At most %d people can be blocked",
		               DB_PERSON_BLOCKED_MAX);
	*changed = db_run(db, "INSERT INTO blocked(user, other) VALUES (?, ?)", I(user), I(other)) > 0;
	return true;
}

bool db_person_unblock(struct db *db, int64_t user, int64_t other)
{
	return db_run(db, "DELETE FROM blocked WHERE user = ? AND other = ?", I(user), I(other)) > 0;
}

struct db_ids db_person_acquaintances(struct db *db, struct arena *arena, int64_t user)
{
	VEC(int64_t) ids = {0};
	struct db_query query =
	        db_query(db,
	                 "SELECT c.user FROM stream s JOIN conversation c ON c.stream = s.id AND c.user != ?1"
	                 " WHERE (s.low = ?1 OR s.high = ?1) AND NOT c.is_hidden"
	                 " AND NOT EXISTS (SELECT 1 FROM blocked b WHERE b.user = ?1 AND b.other = c.user)",
	                 I(user));
	while (db_row(&query))
		vec_push(&ids, db_int(&query, 0));
	return (struct db_ids){db_keep(arena, &ids), ids.len};
}

struct db_ids db_person_rooms(struct db *db, struct arena *arena, int64_t user)
{
	VEC(int64_t) ids = {0};
	struct db_query query =
	        db_query(db, "SELECT room FROM membership WHERE user = ? AND left_event IS NULL", I(user));
	while (db_row(&query))
		vec_push(&ids, db_int(&query, 0));
	return (struct db_ids){db_keep(arena, &ids), ids.len};
}

bool db_person_shares_room(struct db *db, int64_t user, int64_t other)
{
	return db_value(db, 0,
	                "SELECT 1 FROM membership m JOIN membership o ON o.room = m.room AND o.user = ?2"
	                " AND o.left_event IS NULL WHERE m.user = ?1 AND m.left_event IS NULL",
	                I(user), I(other));
}

bool db_person_knows(struct db *db, int64_t user, int64_t other)
{
	return db_value(db, 0,
	                "SELECT 1 FROM stream s JOIN conversation c ON c.stream = s.id"
	                " WHERE s.low = min(?1, ?2) AND s.high = max(?1, ?2) AND c.user = ?1"
	                " AND NOT c.is_hidden",
	                I(user), I(other));
}

/* What one says of oneself. */

static bool check_line(const char *what, const char *text, size_t max, struct err *err)
{
	if (strlen(text) > max)
		return err_set(err, PROTO_ERROR_BAD_PARAMETER, "%s has at most %zu bytes", what, max);
	return !utf8_has_control(text) ||
	       err_set(err, PROTO_ERROR_BAD_PARAMETER, "%s has no control characters", what);
}

/* As it looks at a glance: without case, accents, what has no width, and blanks around it. The caller frees it. */
static char *looks_of(const char *nick)
{
	char *looks = utf8_fold(nick);
	size_t start = strspn(looks, " "), len = strlen(looks);
	while (len > start && looks[len - 1] == ' ')
		len--;
	memmove(looks, looks + start, len - start);
	looks[len - start] = '\0';
	return looks;
}

/* One's own user name one may always have, though another's differs by case alone. */
static bool is_of_another(struct db *db, int64_t user, const char *nick, const char *looks)
{
	return db_value(db, 0,
	                "SELECT 1 FROM user WHERE id != ?1 AND (name = ?2 OR (name = ?3 COLLATE NOCASE AND"
	                " ?2 != (SELECT name FROM user WHERE id = ?1)))",
	                I(user), T(nick), T(looks));
}

/* People are shown by it alone: there is something to see, and it is not how somebody else is known. "": none. */
static bool check_nick(struct db *db, int64_t user, const char *nick, struct err *err)
{
	if (!check_line("A name", nick, DB_PERSON_NICK_BYTES, err))
		return false;
	char *looks = looks_of(nick);
	bool ok = true;
	if (*nick && !*looks)
		ok = err_set(err, PROTO_ERROR_BAD_PARAMETER, "There is nothing to see of this name");
	else if (is_of_another(db, user, nick, looks))
		ok = err_set(err, PROTO_ERROR_BAD_PARAMETER,
		             "This is somebody else's user name, or looks like it");
	free(looks);
	return ok;
}

bool db_person_set_profile(struct db *db, int64_t user, const char *nick, const char *signature,
                           bool *changed, struct err *err)
{
	if ((nick && !check_nick(db, user, nick, err)) ||
	    (signature && !check_line("A signature", signature, DB_PERSON_SIGNATURE_BYTES, err)))
		return false;
	*changed = db_run(db,
	                  "UPDATE user SET nick = coalesce(?1, nick),"
	                  " self_signature = coalesce(?2, self_signature) WHERE id = ?3"
	                  " AND (coalesce(?1, nick) IS NOT nick OR coalesce(?2, self_signature) IS NOT "
	                  "self_signature)",
	                  T(nick), T(signature), I(user)) > 0;
	return true;
}

bool db_person_set_status(struct db *db, int64_t user, const char *status, bool *changed, struct err *err)
{
	if (!check_line("A status", status, DB_PERSON_STATUS_BYTES, err))
		return false;
	*changed = db_run(db, "UPDATE user SET custom_status = ?1 WHERE id = ?2 AND custom_status != ?1",
	                  T(status), I(user)) > 0;
	return true;
}

const char *db_person_status(struct db *db, struct arena *arena, int64_t user)
{
	return db_value_text(db, arena, "SELECT custom_status FROM user WHERE id = ?", I(user));
}
