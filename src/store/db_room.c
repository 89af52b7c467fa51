#include "store/db_room.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/random.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "proto/error.h"
#include "store/db_conversation.h"
#include "store/db_event.h"
#include "store/db_query.h"
#include "store/db_user.h"
#include "store/db_view.h"
#include "store/search.h"

/* 36^10 of them: one that is taken is not met. */
#define MADE_ID_LETTERS 10

static bool refuse(struct err *err, enum proto_error code)
{
	return err_set(err, code, "%s", proto_error_text(code));
}

int64_t db_room_find(struct db *db, const char *room_id)
{
	return db_value(db, 0, "SELECT id FROM room WHERE name = ?", T(room_id));
}

int64_t db_room_named(struct db *db, const char *title)
{
	return db_value(db, 0,
	                "SELECT min(id) FROM room WHERE title = ? COLLATE NOCASE AND type = ?"
	                " HAVING count(*) = 1",
	                T(title), T(proto_room_type_name(PROTO_ROOM_PUBLIC)));
}

enum proto_role db_room_role(struct db *db, int64_t room, int64_t user)
{
	enum proto_role role = PROTO_ROLE_COUNT;
	struct db_query query =
	        db_query(db, "SELECT role FROM membership WHERE room = ? AND user = ? AND left_event IS NULL",
	                 I(room), I(user));
	if (db_row(&query))
		proto_role_from_name(db_text(&query, 0), &role);
	db_done(&query);
	return role;
}

static bool is_public(struct db *db, int64_t room)
{
	return db_value(db, 0, "SELECT type = ? FROM room WHERE id = ?",
	                T(proto_room_type_name(PROTO_ROOM_PUBLIC)), I(room));
}

#define SELECT_ROOMS \
	"SELECT" DB_ROOM_COLUMNS " FROM room r JOIN user o ON o.id = r.owner JOIN stream s ON s.room = r.id"

bool db_room_profile(struct db *db, struct arena *arena, int64_t user, int64_t room,
                     struct proto_room *profile, struct err *err)
{
	if (db_room_role(db, room, user) == PROTO_ROLE_COUNT && !is_public(db, room))
		return refuse(err, PROTO_ERROR_NO_ROOM);
	struct db_query query = db_query(db, SELECT_ROOMS " WHERE r.id = ?", I(room));
	if (db_row(&query))
		db_view_room(&query, 0, arena, profile);
	db_done(&query);
	return true;
}

static struct proto_room_list read_rooms(struct db_query query, struct arena *arena)
{
	VEC(struct proto_room) rooms = {0};
	while (db_row(&query)) {
		struct proto_room room;
		db_view_room(&query, 0, arena, &room);
		vec_push(&rooms, room);
	}
	return (struct proto_room_list){db_keep(arena, &rooms), rooms.len};
}

struct proto_room_list db_room_list(struct db *db, struct arena *arena, int64_t user)
{
	return read_rooms(db_query(db,
	                           SELECT_ROOMS " JOIN membership m ON m.room = r.id"
	                                        " WHERE m.user = ? AND m.left_event IS NULL ORDER BY r.name",
	                           I(user)),
	                  arena);
}

/* What has no word finds a room of that very name. */
#define NO_WORDS "\"\""

struct proto_room_list db_room_search(struct db *db, struct arena *arena, const char *keyword, int64_t offset,
                                      int64_t count)
{
	char *expression = search_expression(keyword);
	struct proto_room_list rooms = read_rooms(
	        db_query(
	                db,
	                SELECT_ROOMS
	                " WHERE r.type = ?1 AND (?2 IN ('', r.name) OR r.title = ?2 COLLATE NOCASE OR r.id IN"
	                " (SELECT rowid FROM room_text WHERE room_text MATCH ?3))"
	                " ORDER BY (r.name = ?2 OR r.title = ?2 COLLATE NOCASE) DESC, r.member_count DESC, "
	                "r.id"
	                " LIMIT ?4 OFFSET ?5",
	                T(proto_room_type_name(PROTO_ROOM_PUBLIC)), T(keyword),
	                T(expression ? expression : NO_WORDS), I(count), I(offset)),
	        arena);
	free(expression);
	return rooms;
}

struct strspan db_room_joined(struct db *db, struct arena *arena, int64_t user, struct proto_room_list rooms)
{
	const char **joined = arena_array(arena, rooms.len, sizeof(*joined));
	size_t len = 0;
	for (size_t i = 0; i < rooms.len; i++) {
		int64_t room = db_room_find(db, rooms.items[i].group_id);
		if (db_room_role(db, room, user) != PROTO_ROLE_COUNT)
			joined[len++] = rooms.items[i].group_id;
	}
	return (struct strspan){joined, len};
}

struct db_ids db_room_member_ids(struct db *db, struct arena *arena, int64_t room)
{
	VEC(int64_t) ids = {0};
	struct db_query query =
	        db_query(db, "SELECT user FROM membership WHERE room = ? AND left_event IS NULL", I(room));
	while (db_row(&query))
		vec_push(&ids, db_int(&query, 0));
	return (struct db_ids){db_keep(arena, &ids), ids.len};
}

struct proto_member_list db_room_members(struct db *db, struct arena *arena, int64_t room, int64_t offset,
                                         int64_t count)
{
	VEC(struct proto_member) members = {0};
	struct db_query query =
	        db_query(db,
	                 "SELECT u.name, u.nick, m.role, m.joined FROM membership m"
	                 " JOIN user u ON u.id = m.user WHERE m.room = ? AND m.left_event IS NULL"
	                 " ORDER BY m.rowid LIMIT ? OFFSET ?",
	                 I(room), I(count), I(offset));
	while (db_row(&query)) {
		struct proto_member member = {
		        .user_id = db_text_dup(&query, 0, arena),
		        .nick = db_text_dup(&query, 1, arena),
		        .join_time = db_int(&query, 3),
		};
		proto_role_from_name(db_text(&query, 2), &member.role);
		vec_push(&members, member);
	}
	return (struct proto_member_list){db_keep(arena, &members), members.len};
}

int64_t db_room_member_count(struct db *db, int64_t room)
{
	return db_value(db, 0, "SELECT member_count FROM room WHERE id = ?", I(room));
}

/* Membership. */

static void add_member(struct db *db, int64_t user, int64_t room, enum proto_role role)
{
	db_run(db, "INSERT INTO membership(room, user, role, joined, joined_event) VALUES (?, ?, ?, ?, ?)",
	       I(room), I(user), T(proto_role_name(role)), I(db_now(db)), I(db_event_newest(db)));
	db_run(db, "UPDATE room SET member_count = member_count + 1 WHERE id = ?", I(room));
	db_conversation_make_for_room(db, user, room, is_public(db, room));
}

static void remove_member(struct db *db, int64_t user, int64_t room)
{
	db_run(db, "UPDATE membership SET left_event = ? WHERE room = ? AND user = ? AND left_event IS NULL",
	       I(db_event_newest(db)), I(room), I(user));
	db_run(db, "UPDATE room SET member_count = member_count - 1 WHERE id = ?", I(room));
	db_run(db, "DELETE FROM mention WHERE user = ? AND stream IN (SELECT id FROM stream WHERE room = ?)",
	       I(user), I(room));
	db_run(db,
	       "DELETE FROM conversation WHERE user = ? AND stream IN (SELECT id FROM stream WHERE room = ?)",
	       I(user), I(room));
}

static void dissolve(struct db *db, int64_t room)
{
	db_run(db, "UPDATE membership SET left_event = ? WHERE room = ? AND left_event IS NULL",
	       I(db_event_newest(db)), I(room));
	db_run(db, "DELETE FROM room WHERE id = ?", I(room));
}

/* Making one. */

static bool check_title(const char *title, struct err *err)
{
	size_t len = strlen(title);
	if (len == 0 || len > DB_ROOM_TITLE_BYTES)
		return err_set(err, PROTO_ERROR_BAD_PARAMETER, "The name of a room has 1 to %d bytes",
		               DB_ROOM_TITLE_BYTES);
	return !utf8_has_control(title) ||
	       err_set(err, PROTO_ERROR_BAD_PARAMETER, "The name of a room has no control characters");
}

static const char *make_id(char id[MADE_ID_LETTERS + 1])
{
	for (int i = 0; i < MADE_ID_LETTERS; i++)
		id[i] = "abcdefghijklmnopqrstuvwxyz0123456789"[random_below(36)];
	id[MADE_ID_LETTERS] = '\0';
	return id;
}

static bool check_id(struct db *db, const char *id, struct err *err)
{
	int64_t max = db_limits(db)->group_id_bytes;
	if (!db_name_is_valid(id, max))
		return err_set(err, PROTO_ERROR_BAD_PARAMETER,
		               "A groupID has 1 to %d characters out of A-Z a-z 0-9 . _ -", (int)max);
	return !db_room_find(db, id) || refuse(err, PROTO_ERROR_ROOM_TAKEN);
}

bool db_room_create(struct db *db, int64_t owner, const struct proto_room *draft, int64_t *room,
                    struct err *err)
{
	char made[MADE_ID_LETTERS + 1];
	const char *id = draft->group_id ? draft->group_id : make_id(made);
	if (!check_id(db, id, err) || !check_title(draft->name, err))
		return false;
	*room = db_audience_create(db);
	db_run(db, "INSERT INTO room(id, name, title, type, owner, created) VALUES (?, ?, ?, ?, ?, ?)",
	       I(*room), T(id), T(draft->name), T(proto_room_type_name(draft->type)), I(owner),
	       I(db_now(db)));
	db_run(db, "INSERT INTO stream(room) VALUES (?)", I(*room));
	add_member(db, owner, *room, PROTO_ROLE_OWNER);
	return true;
}

/* Coming and going. */

bool db_room_invite(struct db *db, int64_t user, int64_t room, struct err *err)
{
	if (db_room_role(db, room, user) != PROTO_ROLE_COUNT)
		return refuse(err, PROTO_ERROR_ALREADY_MEMBER);
	if (db_room_member_count(db, room) >= db_limits(db)->room_members)
		return refuse(err, PROTO_ERROR_ROOM_FULL);
	add_member(db, user, room, PROTO_ROLE_MEMBER);
	return true;
}

bool db_room_join(struct db *db, int64_t user, int64_t room, struct err *err)
{
	if (db_room_role(db, room, user) == PROTO_ROLE_COUNT && !is_public(db, room))
		return err_set(err, PROTO_ERROR_NOT_ALLOWED, "A private room is joined by invitation alone");
	return db_room_invite(db, user, room, err);
}

bool db_room_quit(struct db *db, int64_t user, int64_t room, struct err *err)
{
	switch (db_room_role(db, room, user)) {
	case PROTO_ROLE_COUNT:
		return refuse(err, PROTO_ERROR_NO_ROOM);
	case PROTO_ROLE_OWNER:
		return err_set(err, PROTO_ERROR_NOT_ALLOWED,
		               "The owner cannot leave a room, only hand it over or dismiss it");
	default:
		remove_member(db, user, room);
		return true;
	}
}

bool db_room_may_expel(enum proto_role role)
{
	return role == PROTO_ROLE_OWNER || role == PROTO_ROLE_ADMIN;
}

bool db_room_expel(struct db *db, int64_t actor, int64_t user, int64_t room, struct err *err)
{
	enum proto_role his = db_room_role(db, room, user), mine = db_room_role(db, room, actor);
	if (his == PROTO_ROLE_COUNT)
		return refuse(err, PROTO_ERROR_NO_USER);
	if (his == PROTO_ROLE_OWNER || mine >= his)
		return refuse(err, PROTO_ERROR_NOT_ALLOWED);
	remove_member(db, user, room);
	return true;
}

/* Changing it. */

static bool check_text(const char *text, struct err *err)
{
	return !text || strlen(text) <= DB_ROOM_TEXT_BYTES ||
	       err_set(err, PROTO_ERROR_BAD_PARAMETER, "What a room says of itself has at most %d bytes",
	               DB_ROOM_TEXT_BYTES);
}

bool db_room_set_profile(struct db *db, int64_t actor, int64_t room, const struct proto_room *draft,
                         bool *changed, struct err *err)
{
	if (!db_room_may_expel(db_room_role(db, room, actor)))
		return err_set(err, PROTO_ERROR_NOT_ALLOWED, "Only its owner and its admins change a room");
	if ((draft->name && !check_title(draft->name, err)) || !check_text(draft->introduction, err) ||
	    !check_text(draft->notification, err))
		return false;
	*changed =
	        db_run(db,
	               "UPDATE room SET title = coalesce(?1, title), introduction = coalesce(?2, "
	               "introduction),"
	               " notification = coalesce(?3, notification) WHERE id = ?4"
	               " AND (coalesce(?1, title) != title OR coalesce(?2, introduction) IS NOT introduction"
	               " OR coalesce(?3, notification) IS NOT notification)",
	               T(draft->name), T(draft->introduction), T(draft->notification), I(room)) > 0;
	return true;
}

static bool put_role(struct db *db, int64_t room, int64_t user, enum proto_role role)
{
	return db_run(db,
	              "UPDATE membership SET role = ?1 WHERE room = ?2 AND user = ?3 AND left_event IS NULL"
	              " AND role != ?1",
	              T(proto_role_name(role)), I(room), I(user)) > 0;
}

bool db_room_set_role(struct db *db, int64_t actor, int64_t user, int64_t room, enum proto_role role,
                      bool *changed, struct err *err)
{
	enum proto_role his = db_room_role(db, room, user);
	if (role == PROTO_ROLE_OWNER)
		return err_set(err, PROTO_ERROR_BAD_PARAMETER, "A room has one owner, who can hand it over");
	if (db_room_role(db, room, actor) != PROTO_ROLE_OWNER)
		return err_set(err, PROTO_ERROR_NOT_ALLOWED, "Only its owner says who is what in a room");
	if (his == PROTO_ROLE_COUNT)
		return refuse(err, PROTO_ERROR_NO_USER);
	if (his == PROTO_ROLE_OWNER)
		return err_set(err, PROTO_ERROR_NOT_ALLOWED, "The owner can only hand the room over");
	*changed = put_role(db, room, user, role);
	return true;
}

bool db_room_set_owner(struct db *db, int64_t actor, int64_t heir, int64_t room, struct err *err)
{
	if (db_room_role(db, room, actor) != PROTO_ROLE_OWNER)
		return err_set(err, PROTO_ERROR_NOT_ALLOWED, "Only its owner hands a room over");
	if (db_room_role(db, room, heir) == PROTO_ROLE_COUNT)
		return refuse(err, PROTO_ERROR_NO_USER);
	put_role(db, room, actor, PROTO_ROLE_MEMBER);
	put_role(db, room, heir, PROTO_ROLE_OWNER);
	db_run(db, "UPDATE room SET owner = ? WHERE id = ?", I(heir), I(room));
	return true;
}

bool db_room_dismiss(struct db *db, int64_t actor, int64_t room, struct err *err)
{
	if (db_room_role(db, room, actor) != PROTO_ROLE_OWNER)
		return err_set(err, PROTO_ERROR_NOT_ALLOWED, "Only its owner dismisses a room");
	dissolve(db, room);
	return true;
}

void db_room_abandon(struct db *db, int64_t room, int64_t user)
{
	remove_member(db, user, room);
	int64_t heir =
	        db_value(db, 0,
	                 "SELECT user FROM membership WHERE room = ?1 AND left_event IS NULL"
	                 " ORDER BY role = ?2 DESC, role = ?3 DESC, rowid LIMIT 1",
	                 I(room), T(proto_role_name(PROTO_ROLE_OWNER)), T(proto_role_name(PROTO_ROLE_ADMIN)));
	if (!heir) {
		dissolve(db, room);
		return;
	}
	db_run(db, "UPDATE room SET owner = ? WHERE id = ?", I(heir), I(room));
	put_role(db, room, heir, PROTO_ROLE_OWNER);
}
