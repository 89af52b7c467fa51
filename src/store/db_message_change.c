#include "store/db_message_change.h"

#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "proto/error.h"
#include "store/db_event.h"
#include "store/db_person.h"
#include "store/db_query.h"
#include "store/db_room.h"
#include "store/db_view.h"

static bool refuse(struct err *err, enum proto_error code)
{
	return err_set(err, code, "%s", proto_error_text(code));
}

static bool read_found(struct db *db, int64_t id, int64_t user, struct db_found_message *found)
{
	struct db_query query =
	        db_query(db,
	                 "SELECT m.id, m.sequence, m.sender, m.time, m.is_revoked, m.type, s.room,"
	                 " iif(s.low = ?2, s.high, s.low)"
	                 " FROM message m JOIN stream s ON s.id = m.stream" DB_VIEW_OF_MESSAGE
	                 " WHERE m.id = ?1 AND c.user = ?2 AND " DB_MESSAGE_IS_SEEN,
	                 I(id), I(user));
	bool there = db_row(&query);
	if (there) {
		found->id = db_int(&query, 0);
		found->sequence = db_int(&query, 1);
		found->sender = db_int(&query, 2);
		found->time = db_int(&query, 3);
		found->is_revoked = db_int(&query, 4);
		proto_message_type_from_name(db_text(&query, 5), &found->type);
		found->conversation.room = db_int(&query, 6);
		found->conversation.peer = db_int(&query, 7);
	}
	db_done(&query);
	return there;
}

bool db_message_find(struct db *db, struct arena *arena, int64_t user, const char *message_id,
                     struct db_found_message *found, struct err *err)
{
	uint64_t id;
	*found = (struct db_found_message){.conversation.user = user};
	if (!str_to_uint(message_id, INT64_MAX, &id) || !read_found(db, (int64_t)id, user, found))
		return refuse(err, PROTO_ERROR_NO_MESSAGE);
	const char *name = db_conversation_name(db, arena, &found->conversation);
	return db_conversation_find(db, user, name, &found->conversation, err);
}

struct db_ids db_message_viewers(struct db *db, struct arena *arena, const struct db_found_message *found)
{
	VEC(int64_t) ids = {0};
	struct db_query query = db_query(db,
	                                 "SELECT c.user FROM message m" DB_VIEW_OF_MESSAGE
	                                 " WHERE m.id = ? AND " DB_MESSAGE_IS_SEEN,
	                                 I(found->id));
	while (db_row(&query))
		vec_push(&ids, db_int(&query, 0));
	return (struct db_ids){db_keep(arena, &ids), ids.len};
}

/* Who is blocked brings nothing new to who has blocked him. */
static bool is_blocked(struct db *db, const struct db_found_message *found)
{
	return db_person_blocks(db, found->conversation.peer, found->conversation.user);
}

bool db_message_modify(struct db *db, const struct db_found_message *found, const char *payload,
                       bool *changed, struct err *err)
{
	bool fixed = found->type == PROTO_MESSAGE_TIP || found->type == PROTO_MESSAGE_FILE;
	if (found->sender != found->conversation.user || fixed)
		return refuse(err, PROTO_ERROR_NOT_ALLOWED);
	if (found->is_revoked)
		return refuse(err, PROTO_ERROR_NO_MESSAGE);
	if (is_blocked(db, found))
		return refuse(err, PROTO_ERROR_BLOCKED);
	int64_t others = db_value(db, 0,
	                          "SELECT length(CAST(at_users AS BLOB)) +"
	                          " coalesce(length(CAST(custom_data AS BLOB)), 0) FROM message WHERE id = ?",
	                          I(found->id));
	if ((int64_t)strlen(payload) + others > db_limits(db)->message_bytes)
		return refuse(err, PROTO_ERROR_MESSAGE_TOO_LARGE);
	*changed =
	        db_run(db, "UPDATE message SET payload = ?1, is_modified = 1 WHERE id = ?2 AND payload != ?1",
	               T(payload), I(found->id)) > 0;
	return true;
}

static bool may_revoke(struct db *db, const struct db_found_message *found)
{
	const struct db_conversation *conversation = &found->conversation;
	if (found->type == PROTO_MESSAGE_TIP)
		return false;
	return found->sender == conversation->user ||
	       (conversation->room &&
	        db_room_role(db, conversation->room, conversation->user) <= PROTO_ROLE_ADMIN);
}

bool db_message_revoke(struct db *db, const struct db_found_message *found, int64_t limit_ms, bool *changed,
                       struct err *err)
{
	*changed = false;
	if (!may_revoke(db, found))
		return refuse(err, PROTO_ERROR_NOT_ALLOWED);
	if (found->is_revoked)
		return true;
	if (db_now(db) - found->time >= limit_ms)
		return refuse(err, PROTO_ERROR_TOO_LATE);
	db_run(db,
	       "UPDATE message SET payload = '{}', custom_data = NULL, at_users = '', is_revoked = 1"
	       " WHERE id = ?",
	       I(found->id));
	db_run(db, "DELETE FROM reaction WHERE message = ?", I(found->id));
	db_run(db, "DELETE FROM attachment WHERE message = ?", I(found->id));
	db_event_recall(db, found->id);
	*changed = true;
	return true;
}

void db_message_delete(struct db *db, const struct db_found_message *found)
{
	db_run(db, "INSERT OR IGNORE INTO deleted(message, user) VALUES (?, ?)", I(found->id),
	       I(found->conversation.user));
}

struct db_ids db_message_unmention(struct db *db, struct arena *arena, const struct db_found_message *found,
                                   int64_t user)
{
	VEC(int64_t) ids = {0};
	struct db_query query = db_query(db,
	                                 "SELECT c.id FROM mention x"
	                                 " JOIN conversation c ON c.user = x.user AND c.stream = x.stream"
	                                 " WHERE x.stream = ?1 AND x.sequence = ?2 AND NOT c.is_hidden"
	                                 " AND (?3 = 0 OR x.user = ?3)",
	                                 I(found->conversation.stream), I(found->sequence), I(user));
	while (db_row(&query))
		vec_push(&ids, db_int(&query, 0));
	db_run(db, "DELETE FROM mention WHERE stream = ?1 AND sequence = ?2 AND (?3 = 0 OR user = ?3)",
	       I(found->conversation.stream), I(found->sequence), I(user));
	return (struct db_ids){db_keep(arena, &ids), ids.len};
}

/* One word that a screen can show: its text is kept with blanks and line ends around it. */
static bool reaction_is_valid(const char *reaction)
{
	return *reaction && strlen(reaction) <= DB_REACTION_BYTES && !strchr(reaction, ' ') &&
	       !utf8_has_control(reaction);
}

bool db_message_react(struct db *db, const struct db_found_message *found, const char *reaction,
                      bool *changed, struct err *err)
{
	if (!reaction_is_valid(reaction))
		return err_set(err, PROTO_ERROR_BAD_PARAMETER,
		               "A reactionID has 1 to %d bytes, no blanks and no control characters",
		               DB_REACTION_BYTES);
	if (is_blocked(db, found))
		return refuse(err, PROTO_ERROR_BLOCKED);
	if (found->is_revoked)
		return refuse(err, PROTO_ERROR_NO_MESSAGE);
	int64_t others = db_value(db, 0,
	                          "SELECT count(DISTINCT reaction) FROM reaction"
	                          " WHERE message = ? AND reaction != ?",
	                          I(found->id), T(reaction));
	if (others >= DB_REACTIONS_MAX)
		return err_set(err, PROTO_ERROR_BAD_PARAMETER, "A message can have %d different reactions",
		               DB_REACTIONS_MAX);
	*changed = db_run(db, "INSERT OR IGNORE INTO reaction(message, user, reaction) VALUES (?, ?, ?)",
	                  I(found->id), I(found->conversation.user), T(reaction)) > 0;
	return true;
}

bool db_message_unreact(struct db *db, const struct db_found_message *found, const char *reaction)
{
	return db_run(db, "DELETE FROM reaction WHERE message = ? AND user = ? AND reaction = ?",
	              I(found->id), I(found->conversation.user), T(reaction)) > 0;
}

/* ---- who has read it ---- */

/* Who came later did not have it to read. */
#define OTHERS_                                                                       \
	" FROM membership b JOIN conversation c ON c.user = b.user AND c.stream = ?2" \
	" JOIN user u ON u.id = b.user"                                               \
	" WHERE b.room = ?1 AND b.left_event IS NULL AND b.user != ?3 AND b.joined <= ?4"
#define READERS_ OTHERS_ " AND c.receipt_sequence >= ?5"

struct db_readers db_message_readers(struct db *db, struct arena *arena, const struct db_found_message *found,
                                     int64_t offset, int64_t count)
{
	const struct db_conversation *conversation = &found->conversation;
	VEC(struct proto_user) users = {0};
	struct db_query query = db_query(
	        db, "SELECT u.name, u.nick, u.self_signature" READERS_ " ORDER BY u.name LIMIT ?6 OFFSET ?7",
	        I(conversation->room), I(conversation->stream), I(found->sender), I(found->time),
	        I(found->sequence), I(count), I(offset));
	while (db_row(&query)) {
		struct proto_user user = {db_text_dup(&query, 0, arena), db_text_dup(&query, 1, arena),
		                          db_text_dup(&query, 2, arena)};
		vec_push(&users, user);
	}
	int64_t read =
	        db_value(db, 0, "SELECT count(*)" READERS_, I(conversation->room), I(conversation->stream),
	                 I(found->sender), I(found->time), I(found->sequence));
	int64_t others = db_value(db, 0, "SELECT count(*)" OTHERS_, I(conversation->room),
	                          I(conversation->stream), I(found->sender), I(found->time));
	return (struct db_readers){
	        .page = {db_keep(arena, &users), users.len},
	        .read = read,
	        .unread = others - read,
	};
}
