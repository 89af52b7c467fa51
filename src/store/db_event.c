/*
 * Pruning is done for many events at once, when an audience has a quarter more than is to be kept:
 * so it costs each event the same little. What is pruned of a room also shortens what its former
 * members can resume, so spans of membership that ended before need not be kept either.
 */
#include "store/db_event.h"

#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "store/db_query.h"
#include "store/db_view.h"

/* Rows looked up at a time; the byte limit usually ends a page earlier. */
#define DB_EVENT_PAGE 500

int64_t db_audience_create(struct db *db)
{
	db_run(db, "INSERT INTO audience DEFAULT VALUES");
	return db_last_id(db);
}

/* A former member resumes from there on at the earliest. */
static void forget_old_spans(struct db *db, int64_t room, int64_t pruned)
{
	db_run(db,
	       "UPDATE audience SET pruned = max(pruned, gone.left_event)"
	       " FROM (SELECT user, max(left_event) AS left_event FROM membership"
	       "       WHERE room = ? AND left_event <= ? GROUP BY user) AS gone"
	       " WHERE audience.id = gone.user",
	       I(room), I(pruned));
	db_run(db, "DELETE FROM membership WHERE room = ? AND left_event <= ?", I(room), I(pruned));
}

static void prune(struct db *db, int64_t audience, int64_t surplus)
{
	int64_t pruned =
	        db_value(db, 0, "SELECT id FROM event WHERE audience = ? ORDER BY id LIMIT 1 OFFSET ?",
	                 I(audience), I(surplus - 1));
	int64_t gone = db_run(db, "DELETE FROM event WHERE audience = ? AND id <= ?", I(audience), I(pruned));
	db_run(db, "UPDATE audience SET event_count = event_count - ?, pruned = ? WHERE id = ?", I(gone),
	       I(pruned), I(audience));
	forget_old_spans(db, audience, pruned);
}

int64_t db_event_add(struct db *db, int64_t audience, const char *type, const char *data)
{
	db_run(db, "INSERT INTO event(audience, type, data) VALUES (?, ?, ?)", I(audience), T(type), T(data));
	int64_t id = db_last_id(db);
	int64_t count = db_value(
	        db, 0, "UPDATE audience SET event_count = event_count + 1 WHERE id = ? RETURNING event_count",
	        I(audience));
	int64_t kept = db_limits(db)->events_kept;
	if (count > kept + kept / 4)
		prune(db, audience, count - kept);
	return id;
}

void db_event_set_message(struct db *db, int64_t event, const char *message_id, bool is_change)
{
	db_run(db, "INSERT INTO event_message(event, message, is_change) VALUES (?, CAST(? AS INTEGER), ?)",
	       I(event), T(message_id), I(is_change));
}

void db_event_recall(struct db *db, int64_t message)
{
	db_run(db,
	       "UPDATE event SET data = json_set(json_remove(data, '$[0].payload'), '$[0].isRevoked',"
	       " json('true'), '$[0].cloudCustomData', '', '$[0].reactions', json('[]'),"
	       " '$[0].atUserList', json('[]'))"
	       " WHERE id IN (SELECT event FROM event_message WHERE message = ?)",
	       I(message));
	db_run(db,
	       "UPDATE event SET data = json_replace(data, '$[0].replyToMessage.text', '')"
	       " WHERE id IN (SELECT a.event FROM message m"
	       "  JOIN message r ON r.stream = m.stream AND r.sequence > m.sequence"
	       "  AND CAST(r.reply_to AS INTEGER) = m.id"
	       "  JOIN event_message a ON a.message = r.id WHERE m.id = ?)",
	       I(message));
}

int64_t db_event_newest(struct db *db)
{
	return db_value(db, 0, "SELECT seq FROM sqlite_sequence WHERE name = 'event'");
}

bool db_event_can_resume(struct db *db, int64_t user, int64_t from)
{
	if (from < 0 || from > db_event_newest(db))
		return false;
	return !db_value(db, 1,
	                 "SELECT EXISTS (SELECT 1 FROM audience WHERE id = ?1 AND pruned > ?2)"
	                 " OR EXISTS (SELECT 1 FROM membership m JOIN audience a ON a.id = m.room"
	                 "  WHERE m.user = ?1"
	                 "  AND max(?2, m.joined_event) < min(a.pruned, coalesce(m.left_event, a.pruned)))",
	                 I(user), I(from));
}

/* The event `event` is no change of a message that the user ?1 does not see. */
#define CONCERNS_HIM(event)                                                           \
	"NOT EXISTS (SELECT 1 FROM event_message a WHERE a.event = " event            \
	" AND a.is_change AND NOT EXISTS (SELECT 1 FROM message m" DB_VIEW_OF_MESSAGE \
	" WHERE m.id = a.message AND c.user = ?1 AND " DB_MESSAGE_IS_SEEN "))"

struct db_event_list db_event_page(struct db *db, struct arena *arena, int64_t user, int64_t after,
                                   size_t bytes)
{
	struct db_event *items = arena_array(arena, DB_EVENT_PAGE, sizeof(*items));
	size_t len = 0, used = 0;
	struct db_query query = db_query(db,
	                                 "SELECT e.id, e.type, e.data FROM ("
	                                 "  SELECT id FROM event WHERE audience = ?1 AND id > ?2"
	                                 "  UNION ALL"
	                                 "  SELECT r.id FROM membership m JOIN event r ON r.audience = m.room"
	                                 "   AND r.id > max(?2, m.joined_event)"
	                                 "   AND r.id <= coalesce(m.left_event, 9223372036854775807)"
	                                 "   WHERE m.user = ?1 AND " CONCERNS_HIM(
	                                         "r.id") "  ORDER BY id LIMIT ?3) AS chosen"
	                                                 " JOIN event e ON e.id = chosen.id ORDER BY e.id",
	                                 I(user), I(after), I(DB_EVENT_PAGE));
	while ((len == 0 || used < bytes) && db_row(&query)) {
		struct db_event *event = &items[len++];
		event->id = db_int(&query, 0);
		event->type = db_text_dup(&query, 1, arena);
		event->data = db_text_dup(&query, 2, arena);
		used += strlen(event->data);
	}
	db_done(&query);
	return (struct db_event_list){items, len};
}
