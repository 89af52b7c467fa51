/* db_view: rows as they are sent; for store/db*.c alone. */
#ifndef COVEY_STORE_DB_VIEW_H
#define COVEY_STORE_DB_VIEW_H

#include "proto/types.h"

struct arena;
struct db_query;

/* Characters of the message that another one answers, as they come with the answer. */
#define DB_QUOTE_CHARACTERS "100"

#define DB_QUOTE_TEXT_                                                                  \
	"iif(json_valid(y.payload), substr(coalesce(json_extract(y.payload, '$.text')," \
	" json_extract(y.payload, '$.fileName'), ''), 1, " DB_QUOTE_CHARACTERS "), '')"

/* Of a message's reactions, a line for each: it, and by whom, in the order in which they came. */
#define DB_REACTIONS_                                                                          \
	"(SELECT group_concat(x.line, char(10)) FROM (SELECT e.reaction || ' ' ||"             \
	" group_concat(u.name, ' ') AS line FROM (SELECT * FROM reaction WHERE message = m.id" \
	" ORDER BY id) e JOIN user u ON u.id = e.user GROUP BY e.reaction ORDER BY min(e.id)) x)"

/* Of `message m JOIN user f ON f.id = m.sender` and DB_MESSAGE_QUOTE, for the user `viewer`. */
#define DB_MESSAGE_COLUMNS(viewer)                                                                     \
	" m.id, m.sequence, m.client_id, f.name, m.time, m.type, m.payload, m.at_users, m.reply_to, "  \
	"m.custom_data, m.is_modified, m.is_revoked,"                                                  \
	" EXISTS(SELECT 1 FROM deleted WHERE message = m.id AND user = " viewer ")," DB_REACTIONS_ "," \
	" y.id, y.sequence, w.name, " DB_QUOTE_TEXT_
#define DB_MESSAGE_QUOTE " LEFT JOIN message y ON y.id = m.reply_to LEFT JOIN user w ON w.id = y.sender"

/* Of `message m`: who sees it, c.user; not what he has cleared, deleted, or what was said before he came. */
#define DB_VIEW_OF_MESSAGE " JOIN conversation c ON c.stream = m.stream"
#define DB_MESSAGE_IS_SEEN             \
	"m.sequence > c.visible_after" \
	" AND NOT EXISTS (SELECT 1 FROM deleted WHERE message = m.id AND user = c.user)"

/* Reads them from column `first` on. */
void db_view_message(const struct db_query *query, int first, struct arena *arena,
                     const char *conversation_id, struct proto_message *message);

/* Of `room r JOIN user o ON o.id = r.owner JOIN stream s ON s.room = r.id`. */
#define DB_ROOM_COLUMNS                                                                                 \
	" r.name, r.title, r.type, o.name, r.introduction, r.notification, r.member_count, r.created, " \
	"s.last_sequence"
#define DB_ROOM_COLUMN_COUNT 9

void db_view_room(const struct db_query *query, int first, struct arena *arena, struct proto_room *room);

/* Words with blanks between them, as a list. */
struct strspan db_view_words(struct arena *arena, const char *text);

#endif
