#include "store/db_conversation.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"
#include "proto/error.h"
#include "store/db_query.h"
#include "store/db_user.h"

#define PREFIX_C2C "C2C"
#define PREFIX_GROUP "GROUP"

/* Who has no view of a stream sees nothing of it: it may be another's who had this name before. */
#define CONVERSATION_COLUMNS                                                                            \
	" coalesce(c.id, 0), coalesce(c.visible_after, s.last_sequence), coalesce(c.read_sequence, 0)," \
	" s.id, s.last_sequence, coalesce(c.is_hidden, 0)"

static void read_columns(const struct db_query *query, struct db_conversation *conversation)
{
	conversation->id = db_int(query, 0);
	conversation->visible_after = db_int(query, 1);
	conversation->read_sequence = db_int(query, 2);
	conversation->stream = db_int(query, 3);
	conversation->last_sequence = db_int(query, 4);
	conversation->is_hidden = db_int(query, 5);
}

static void find_with(struct db *db, struct db_conversation *conversation)
{
	struct db_query query =
	        db_query(db,
	                 "SELECT" CONVERSATION_COLUMNS
	                 " FROM stream s LEFT JOIN conversation c ON c.stream = s.id AND c.user = ?1"
	                 " WHERE s.low = min(?1, ?2) AND s.high = max(?1, ?2)",
	                 I(conversation->user), I(conversation->peer));
	if (db_row(&query))
		read_columns(&query, conversation);
	db_done(&query);
}

int64_t db_conversation_owner(struct db *db, int64_t conversation)
{
	return db_value(db, 0, "SELECT user FROM conversation WHERE id = ?", I(conversation));
}

struct db_conversation db_conversation_of_room(struct db *db, int64_t user, int64_t room)
{
	struct db_conversation conversation = {.user = user, .room = room};
	struct db_query query =
	        db_query(db,
	                 "SELECT" CONVERSATION_COLUMNS
	                 " FROM stream s JOIN conversation c ON c.stream = s.id AND c.user = ?"
	                 " WHERE s.room = ?",
	                 I(user), I(room));
	if (db_row(&query))
		read_columns(&query, &conversation);
	db_done(&query);
	return conversation;
}

bool db_conversation_find(struct db *db, int64_t user, const char *conversation_id,
                          struct db_conversation *conversation, struct err *err)
{
	*conversation = (struct db_conversation){.user = user};
	if (str_has_prefix(conversation_id, PREFIX_C2C)) {
		conversation->peer = db_user_find(db, conversation_id + strlen(PREFIX_C2C));
		if (!conversation->peer)
			return err_set(err, PROTO_ERROR_NO_USER, "%s", proto_error_text(PROTO_ERROR_NO_USER));
		find_with(db, conversation);
		return true;
	}
	if (str_has_prefix(conversation_id, PREFIX_GROUP)) {
		int64_t room = db_value(db, 0, "SELECT id FROM room WHERE name = ?",
		                        T(conversation_id + strlen(PREFIX_GROUP)));
		*conversation = db_conversation_of_room(db, user, room);
		return conversation->id ||
		       err_set(err, PROTO_ERROR_NO_ROOM, "%s", proto_error_text(PROTO_ERROR_NO_ROOM));
	}
	return err_set(err, PROTO_ERROR_BAD_PARAMETER, "A conversationID begins with C2C or GROUP");
}

static void insert_conversation(struct db *db, struct db_conversation *conversation)
{
	conversation->read_sequence = conversation->last_sequence;
	db_run(db,
	       "INSERT INTO conversation(user, stream, visible_after, read_sequence, receipt_sequence, "
	       "remind_type, created)"
	       " VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6)",
	       I(conversation->user), I(conversation->stream), I(conversation->visible_after),
	       I(conversation->read_sequence), T(proto_remind_type_name(PROTO_REMIND_NOTIFY)), I(db_now(db)));
	conversation->id = db_last_id(db);
}

void db_conversation_make(struct db *db, struct db_conversation *conversation)
{
	assert(conversation->peer);
	if (conversation->id) {
		db_conversation_show(db, conversation);
		return;
	}
	find_with(db, conversation);
	if (!conversation->stream) {
		db_run(db, "INSERT INTO stream(low, high) VALUES (min(?1, ?2), max(?1, ?2))",
		       I(conversation->user), I(conversation->peer));
		conversation->stream = db_last_id(db);
	}
	if (conversation->id)
		return;
	conversation->visible_after = conversation->last_sequence;
	insert_conversation(db, conversation);
}

void db_conversation_make_for_room(struct db *db, int64_t user, int64_t room, bool with_past)
{
	struct db_conversation conversation = {.user = user, .room = room};
	struct db_query query = db_query(db, "SELECT id, last_sequence FROM stream WHERE room = ?", I(room));
	if (db_row(&query)) {
		conversation.stream = db_int(&query, 0);
		conversation.last_sequence = db_int(&query, 1);
	}
	db_done(&query);
	conversation.visible_after = with_past ? 0 : conversation.last_sequence;
	insert_conversation(db, &conversation);
}

static const char *name_with(struct db *db, struct arena *arena, int64_t peer)
{
	return db_value_text(db, arena, "SELECT '" PREFIX_C2C "' || name FROM user WHERE id = ?", I(peer));
}

const char *db_conversation_name(struct db *db, struct arena *arena,
                                 const struct db_conversation *conversation)
{
	if (conversation->peer)
		return name_with(db, arena, conversation->peer);
	return db_value_text(db, arena, "SELECT '" PREFIX_GROUP "' || name FROM room WHERE id = ?",
	                     I(conversation->room));
}

const char *db_conversation_name_for_peer(struct db *db, struct arena *arena,
                                          const struct db_conversation *conversation)
{
	return name_with(db, arena, conversation->user);
}

bool db_conversation_pin(struct db *db, const struct db_conversation *conversation, bool is_pinned)
{
	return db_run(db, "UPDATE conversation SET is_pinned = ?1 WHERE id = ?2 AND is_pinned != ?1",
	              I(is_pinned), I(conversation->id)) > 0;
}

bool db_conversation_set_draft(struct db *db, const struct db_conversation *conversation, const char *text)
{
	return db_run(db,
	              "UPDATE conversation SET draft_text = ?1 WHERE id = ?2 AND coalesce(draft_text, '') != "
	              "?1",
	              T(text), I(conversation->id)) > 0;
}

bool db_conversation_set_remind(struct db *db, const struct db_conversation *conversation,
                                enum proto_remind_type type)
{
	return db_run(db, "UPDATE conversation SET remind_type = ?1 WHERE id = ?2 AND remind_type != ?1",
	              T(proto_remind_type_name(type)), I(conversation->id)) > 0;
}

bool db_conversation_read(struct db *db, struct db_conversation *conversation, int64_t sequence)
{
	if (sequence > conversation->last_sequence)
		sequence = conversation->last_sequence;
	if (sequence <= conversation->read_sequence)
		return false;
	conversation->read_sequence = sequence;
	db_run(db, "UPDATE conversation SET read_sequence = ? WHERE id = ?", I(sequence),
	       I(conversation->id));
	db_run(db, "DELETE FROM mention WHERE user = ? AND stream = ? AND sequence <= ?",
	       I(conversation->user), I(conversation->stream), I(sequence));
	return true;
}

/* The newest sequence up to which nobody else wrote anything past `sequence`. */
static int64_t before_unread(struct db *db, const struct db_conversation *conversation, int64_t sequence)
{
	return db_value(db, conversation->last_sequence,
	                "SELECT sequence - 1 FROM message WHERE stream = ? AND sequence > ? AND sender != ?"
	                " ORDER BY sequence LIMIT 1",
	                I(conversation->stream), I(sequence), I(conversation->user));
}

void db_conversation_read_own(struct db *db, struct db_conversation *conversation)
{
	if (before_unread(db, conversation, conversation->read_sequence) == conversation->last_sequence)
		db_conversation_read(db, conversation, conversation->last_sequence);
}

bool db_conversation_show_read(struct db *db, const struct db_conversation *conversation)
{
	return db_run(db,
	              "UPDATE conversation SET receipt_sequence = ?1 WHERE id = ?2 AND receipt_sequence < ?1",
	              I(conversation->read_sequence), I(conversation->id)) > 0;
}

bool db_conversation_set_data(struct db *db, const struct db_conversation *conversation, const char *data)
{
	return db_run(db,
	              "UPDATE conversation SET custom_data = ?1 WHERE id = ?2 AND coalesce(custom_data, '') "
	              "!= ?1",
	              T(data), I(conversation->id)) > 0;
}

void db_conversation_delete(struct db *db, const struct db_conversation *conversation, bool clear)
{
	struct db_conversation read = *conversation;
	db_conversation_read(db, &read, read.last_sequence);
	db_run(db, "DELETE FROM filed WHERE conversation = ?", I(conversation->id));
	db_run(db,
	       "UPDATE conversation SET is_hidden = 1, is_pinned = 0, draft_text = NULL,"
	       " visible_after = max(visible_after, ?) WHERE id = ?",
	       I(clear ? conversation->last_sequence : 0), I(conversation->id));
}

bool db_conversation_show(struct db *db, struct db_conversation *conversation)
{
	bool was_hidden = conversation->is_hidden;
	if (was_hidden)
		db_run(db, "UPDATE conversation SET is_hidden = 0 WHERE id = ?", I(conversation->id));
	conversation->is_hidden = false;
	return was_hidden;
}

/* What mentions the user there counts again. */
static void restore_mentions(struct db *db, const struct db_conversation *conversation)
{
	db_run(db,
	       "INSERT OR IGNORE INTO mention(user, stream, sequence)"
	       " SELECT u.id, m.stream, m.sequence FROM message m JOIN user u ON u.id = ?1"
	       " WHERE m.stream = ?2 AND m.sequence > ?3 AND m.at_users != '' AND m.sender != u.id"
	       " AND instr(' ' || m.at_users || ' ', ' ' || u.name || ' ') > 0"
	       " AND NOT EXISTS (SELECT 1 FROM deleted d WHERE d.message = m.id AND d.user = u.id)",
	       I(conversation->user), I(conversation->stream), I(conversation->read_sequence));
}

bool db_conversation_unread_after(struct db *db, struct db_conversation *conversation, int64_t sequence)
{
	if (sequence < conversation->visible_after)
		sequence = conversation->visible_after;
	sequence = before_unread(db, conversation, sequence);
	if (sequence >= conversation->read_sequence)
		return false;
	conversation->read_sequence = sequence;
	db_run(db, "UPDATE conversation SET read_sequence = ? WHERE id = ?", I(sequence),
	       I(conversation->id));
	restore_mentions(db, conversation);
	return true;
}

struct db_conversation_list db_conversation_unread(struct db *db, struct arena *arena, int64_t user,
                                                   int64_t convgroup)
{
	VEC(struct db_conversation) found = {0};
	struct db_query query = db_query(
	        db,
	        "SELECT" CONVERSATION_COLUMNS ", coalesce(s.room, 0), iif(s.low = c.user, s.high, s.low)"
	        " FROM conversation c JOIN stream s ON s.id = c.stream"
	        " WHERE c.user = ?1 AND s.last_sequence > c.read_sequence"
	        " AND (?2 = 0 OR c.id IN (SELECT conversation FROM filed WHERE convgroup = ?2))"
	        " ORDER BY c.id",
	        I(user), I(convgroup));
	while (db_row(&query)) {
		struct db_conversation conversation = {
		        .user = user, .room = db_int(&query, 6), .peer = db_int(&query, 7)};
		read_columns(&query, &conversation);
		vec_push(&found, conversation);
	}
	return (struct db_conversation_list){db_keep(arena, &found), found.len};
}
