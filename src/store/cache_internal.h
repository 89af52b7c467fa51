/*
 * cache_internal: the cache's tables and what its files share.
 *
 *     session       one row: self, position, current conversation, the fold of those in no convgroup
 *     conversation  one row each; filed: in which convgroups it is, in order
 *     convgroup     names and folds, in order
 *     smart         smart groups, in order
 *     person        what people are called
 *     message       delivered ones, by conversation and sequence; there may be holes
 *     message_text  their words, which triggers keep (search.h); message_place: the numbers for it, by time
 *     outbox        what waits or was refused, in the order written
 *     edit          changes of groups that wait or were refused; edit_item: the names in them
 */
#ifndef COVEY_STORE_CACHE_INTERNAL_H
#define COVEY_STORE_CACHE_INTERNAL_H

#include "store/cache.h"
#include "store/sql.h"

struct cache {
	char *path;
	struct sql *sql;
	bool write_failed; /* in this transaction: it will not be committed */
	bool outbox_changed; /* in this transaction */
	bool incomplete; /* a transaction was lost: the server has to be asked for everything next time */
	bool damaged; /* found after it was opened; it is set aside when it is closed */
};

#define MESSAGE_COLUMNS_ "id, client_id, sender, time_ms, kind, text, reply_to, mentions_me"
#define MORE_COLUMNS_                                                                                    \
	"sequence, edited, recalled, deleted, quote_sequence, quote_from, quote_text, reactions, file, " \
	"file_size"
#define CACHE_MESSAGE_COLUMN_COUNT 18 /* of both */
#define CONVERSATION_COLUMNS_                                                                         \
	"id, kind, peer, name, unread, mentions, read_sequence, peer_read_sequence, pinned, remind, " \
	"last_sequence, last_time_ms, last_from, last_text, read_told, draft, draft_mine"
#define OUTBOX_COLUMNS_ "conversation, " MESSAGE_COLUMNS_ ", delivery, error, file, file_size, path"

/* The first of the numbers for messages of `time`, an expression: of its millisecond, until the year 2255. */
#define CACHE_PLACES "1000000"
#define CACHE_PLACE(time) "max(0, min(" time ", 9000000000000)) * " CACHE_PLACES
#define PLACE_BEFORE_(time) "(" time " = 0 OR rowid < " CACHE_PLACE(time) ")"

#define EDIT_COLUMNS_                                                                                \
	"id, type, conversation, convgroup, from_convgroup, new_name, remind, flag, sent, refused, " \
	"error, text"

#define CACHE_STATEMENTS(X)                                                                                \
	X(SESSION, "SELECT self, position, current, inbox_folded FROM session")                            \
	X(SAVE_SESSION, "UPDATE session SET self = ?, position = ?, current = ?")                          \
	X(SAVE_INBOX_FOLD, "UPDATE session SET inbox_folded = ?")                                          \
	X(CONVERSATIONS, "SELECT " CONVERSATION_COLUMNS_ " FROM conversation")                             \
	X(SAVE_CONVERSATION, "INSERT OR REPLACE INTO conversation (" CONVERSATION_COLUMNS_                 \
	                     ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")               \
	X(FORGET_CONVERSATION, "DELETE FROM conversation WHERE id = ?")                                    \
	X(FILED, "SELECT convgroup FROM filed WHERE conversation = ? ORDER BY place")                      \
	X(SAVE_FILED, "INSERT INTO filed (conversation, place, convgroup) VALUES (?, ?, ?)")               \
	X(FORGET_FILED, "DELETE FROM filed WHERE conversation = ?")                                        \
	X(CONVGROUPS, "SELECT name, folded, data FROM convgroup ORDER BY place")                           \
	X(SAVE_CONVGROUP, "INSERT INTO convgroup (place, name, folded, data) VALUES (?, ?, ?, ?)")         \
	X(FORGET_CONVGROUPS, "DELETE FROM convgroup")                                                      \
	X(PEOPLE, "SELECT id, name FROM person")                                                           \
	X(SAVE_PERSON, "INSERT OR REPLACE INTO person (id, name) VALUES (?, ?)")                           \
	X(SMARTS, "SELECT name, expression, folded FROM smart ORDER BY place")                             \
	X(SAVE_SMART, "INSERT INTO smart (place, name, expression, folded) VALUES (?, ?, ?, ?)")           \
	X(FORGET_SMARTS, "DELETE FROM smart")                                                              \
	X(MESSAGES, "SELECT " MESSAGE_COLUMNS_ ", " MORE_COLUMNS_ " FROM message "                         \
	            "WHERE conversation = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?")              \
	X(MESSAGES_FROM, "SELECT " MESSAGE_COLUMNS_ ", " MORE_COLUMNS_ " FROM message "                    \
	                 "WHERE conversation = ? AND sequence >= ? ORDER BY sequence LIMIT ?")             \
	X(SEEK_TIME, "SELECT sequence FROM message WHERE conversation = ? AND time_ms >= ? "               \
	             "ORDER BY sequence LIMIT 1")                                                          \
	X(SEEK_MENTION, "SELECT sequence FROM message WHERE conversation = ? AND sequence < ? "            \
	                "AND mentions_me AND NOT deleted AND NOT recalled ORDER BY sequence DESC LIMIT 1") \
	X(SEARCH,                                                                                          \
	  "SELECT " MESSAGE_COLUMNS_ ", " MORE_COLUMNS_ ", conversation FROM "                             \
	  "(SELECT rowid AS place FROM message_text "                                                      \
	  "WHERE message_text MATCH ?1 AND " PLACE_BEFORE_(                                                \
	          "?4") ") CROSS JOIN "                                                                    \
	                "(SELECT id AS place, conversation, sequence FROM message_place) USING (place) "   \
	                "CROSS JOIN message USING (conversation, sequence) "                               \
	                "WHERE (?2 IS NULL OR conversation = ?2) AND (?3 IS NULL OR conversation IN "      \
	                "(SELECT conversation FROM filed WHERE convgroup = ?3)) "                          \
	                "AND NOT deleted AND NOT recalled ORDER BY place DESC LIMIT ?5")                   \
	X(DROP_QUOTES, "UPDATE message SET quote_text = '' WHERE conversation = ? AND reply_to = ? "       \
	               "AND quote_text != ''")                                                             \
	X(SAVE_MESSAGE,                                                                                    \
	  "INSERT OR REPLACE INTO message (" MESSAGE_COLUMNS_ ", " MORE_COLUMNS_ ", conversation) "        \
	  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")                              \
	X(TRIM_MESSAGES, "DELETE FROM message WHERE (conversation, sequence) IN "                          \
	                 "(SELECT conversation, sequence FROM conversation AS c CROSS JOIN message "       \
	                 "ON conversation = c.id AND sequence <= c.last_sequence - ?1 "                    \
	                 "AND (time_ms < ?2 OR sequence <= c.last_sequence - ?3) LIMIT ?4)")               \
	X(FORGET_MESSAGES, "DELETE FROM message WHERE conversation = ?")                                   \
	X(OUTBOX, "SELECT " OUTBOX_COLUMNS_ " FROM outbox ORDER BY place")                                 \
	X(SAVE_OUTBOX,                                                                                     \
	  "INSERT INTO outbox (" OUTBOX_COLUMNS_ ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "    \
	  "ON CONFLICT (client_id) DO UPDATE SET "                                                         \
	  "text = excluded.text, time_ms = excluded.time_ms, "                                             \
	  "file = excluded.file, file_size = excluded.file_size, "                                         \
	  "delivery = excluded.delivery, error = excluded.error")                                          \
	X(DROP_OUTBOX, "DELETE FROM outbox WHERE client_id = ?")                                           \
	X(EDITS, "SELECT " EDIT_COLUMNS_ " FROM edit ORDER BY id")                                         \
	X(SAVE_EDIT,                                                                                       \
	  "INSERT OR REPLACE INTO edit (" EDIT_COLUMNS_ ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")   \
	X(FORGET_EDIT, "DELETE FROM edit WHERE id = ?")                                                    \
	X(EDIT_ITEMS, "SELECT text FROM edit_item WHERE edit = ? AND list = ? ORDER BY place")             \
	X(SAVE_EDIT_ITEM, "INSERT INTO edit_item (edit, list, place, text) VALUES (?, ?, ?, ?)")           \
	X(FORGET_EDIT_ITEMS, "DELETE FROM edit_item WHERE edit = ?")                                       \
	X(ATTACH_OLD, "ATTACH ? AS old")                                                                   \
	X(OUTBOX_OLD, "SELECT " OUTBOX_COLUMNS_ " FROM old.outbox ORDER BY place")

enum cache_statement {
#define X(name, text) CACHE_##name,
	CACHE_STATEMENTS(X)
#undef X
	        CACHE_STATEMENT_COUNT,
};

/* Each leads to the next version of the file. */
extern const char *const cache_migrations[];
extern const size_t cache_migration_count;

/* A write that failed takes its transaction with it; damage found in it sends the file aside later. */
bool cache_written(struct cache *cache, bool ok, const struct err *why, struct err *err);

/* The edits of `event`. */
bool cache_read_edits(struct cache *cache, struct state_event *event, struct arena *arena, struct err *err);

/* cache_load() without its remedy for a damaged file. */
bool cache_load_all(struct cache *cache, struct state_event_list *events, struct err *err);

/* Fills `message` from the row; `first` is the column of MESSAGE_COLUMNS_'s first. */
void cache_read_message(const struct sql_cursor *row, int first, struct arena *arena,
                        struct state_message *message);

/* The row of OUTBOX_COLUMNS_; gives its conversation, in `arena`. */
const char *cache_read_outbox_row(const struct sql_cursor *row, struct arena *arena,
                                  struct state_message *message);

#endif
