/* db_view: rows as they are sent; for store/db*.c alone. */
#ifndef COVEY_STORE_DB_VIEW_H
#define COVEY_STORE_DB_VIEW_H

#include "proto/types.h"

struct arena;
struct db_query;

/* Of `message m JOIN user f ON f.id = m.sender`. */
#define DB_MESSAGE_COLUMNS                                                                            \
	" m.id, m.sequence, m.client_id, f.name, m.time, m.type, m.payload, m.at_users, m.reply_to, " \
	"m.custom_data"

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
