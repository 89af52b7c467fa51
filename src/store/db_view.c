/*
 * A conversation as it is sent is gathered from its row, its stream's newest message, the room or
 * the peer: in one statement, which is written once and given different conditions.
 */
#include "store/db_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "store/db_conversation.h"
#include "store/db_query.h"
#include "store/db_user.h"

struct strspan db_view_words(struct arena *arena, const char *text)
{
	VEC(const char *) words = {0};
	char *rest = NULL;
	for (char *word = strtok_r(arena_strdup(arena, text), " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest))
		vec_push(&words, word);
	return (struct strspan){db_keep(arena, &words), words.len};
}

static struct proto_reaction_list read_reactions(struct arena *arena, const char *text)
{
	VEC(struct proto_reaction) reactions = {0};
	char *rest = NULL, *copy = text ? arena_strdup(arena, text) : NULL;
	for (char *line = copy ? strtok_r(copy, "\n", &rest) : NULL; line;
	     line = strtok_r(NULL, "\n", &rest)) {
		struct strspan words = db_view_words(arena, line);
		struct proto_reaction reaction = {words.items[0], {words.items + 1, words.len - 1}};
		vec_push(&reactions, reaction);
	}
	return (struct proto_reaction_list){db_keep(arena, &reactions), reactions.len};
}

static const struct proto_quote *read_quote(const struct db_query *query, int first, struct arena *arena)
{
	if (db_int(query, first) == 0)
		return NULL;
	struct proto_quote *quote = arena_alloc(arena, sizeof(*quote));
	*quote = (struct proto_quote){
	        .message_id = db_text_dup(query, first, arena),
	        .sequence = db_int(query, first + 1),
	        .from = db_text_dup(query, first + 2, arena),
	        .text = db_text_dup(query, first + 3, arena),
	};
	return quote;
}

/* Of what a user has deleted, nothing but its place comes. */
static void empty_deleted(struct proto_message *message)
{
	message->payload = (struct proto_payload){0};
	message->at_user_list = (struct strspan){0};
	message->reactions = (struct proto_reaction_list){0};
	message->reply_to = message->cloud_custom_data = NULL;
	message->quote = NULL;
}

void db_view_message(const struct db_query *query, int first, struct arena *arena,
                     const char *conversation_id, struct proto_message *message)
{
	*message = (struct proto_message){
	        .conversation_id = conversation_id,
	        .message_id = db_text_dup(query, first, arena),
	        .sequence = db_int(query, first + 1),
	        .client_id = db_text_dup(query, first + 2, arena),
	        .from = db_text_dup(query, first + 3, arena),
	        .time = db_int(query, first + 4),
	        .payload.json = db_text_dup(query, first + 6, arena),
	        .at_user_list = db_view_words(arena, db_text(query, first + 7)),
	        .reply_to = db_text_dup(query, first + 8, arena),
	        .cloud_custom_data = db_text_dup(query, first + 9, arena),
	        .is_modified = db_int(query, first + 10),
	        .is_revoked = db_int(query, first + 11),
	        .is_deleted = db_int(query, first + 12),
	        .reactions = read_reactions(arena, db_text(query, first + 13)),
	        .quote = read_quote(query, first + 14, arena),
	};
	if (message->is_deleted)
		empty_deleted(message);
	proto_message_type_from_name(db_text(query, first + 5), &message->type);
}

void db_view_room(const struct db_query *query, int first, struct arena *arena, struct proto_room *room)
{
	*room = (struct proto_room){
	        .group_id = db_text_dup(query, first, arena),
	        .name = db_text_dup(query, first + 1, arena),
	        .owner_id = db_text_dup(query, first + 3, arena),
	        .introduction = db_text_dup(query, first + 4, arena),
	        .notification = db_text_dup(query, first + 5, arena),
	        .member_count = db_int(query, first + 6),
	        .create_time = db_int(query, first + 7),
	        .last_sequence = db_int(query, first + 8),
	};
	proto_room_type_from_name(db_text(query, first + 2), &room->type);
}

/* Conversations. */

enum column {
	COLUMN_ID,
	COLUMN_READ,
	COLUMN_UNREAD,
	COLUMN_MENTIONS,
	COLUMN_PINNED,
	COLUMN_REMIND,
	COLUMN_DRAFT,
	COLUMN_CUSTOM,
	COLUMN_CREATED,
	COLUMN_PEER,
	COLUMN_NICK,
	COLUMN_SIGNATURE,
	COLUMN_PEER_READ,
	COLUMN_ROOM,
	COLUMN_MESSAGE = COLUMN_ROOM + DB_ROOM_COLUMN_COUNT,
};

#define SELECT_CONVERSATIONS                                                                              \
	"SELECT c.id, c.read_sequence, s.last_sequence - c.read_sequence -"                               \
	" (SELECT count(*) FROM message y"                                                                \
	"  WHERE y.stream = c.stream AND y.sender = c.user AND y.sequence > c.read_sequence),"            \
	" (SELECT count(*) FROM mention x"                                                                \
	"  WHERE x.user = c.user AND x.stream = c.stream AND x.sequence > c.read_sequence),"              \
	" c.is_pinned, c.remind_type, c.draft_text, c.custom_data, c.created,"                            \
	" p.name, p.nick, p.self_signature, coalesce(q.receipt_sequence, 0)," DB_ROOM_COLUMNS             \
	"," DB_MESSAGE_COLUMNS(                                                                           \
	        "c.user") " FROM conversation c"                                                          \
	                  " JOIN stream s ON s.id = c.stream"                                             \
	                  " LEFT JOIN room r ON r.id = s.room LEFT JOIN user o ON o.id = r.owner"         \
	                  " LEFT JOIN user p ON p.id = iif(s.low = c.user, s.high, s.low)"                \
	                  " LEFT JOIN conversation q ON q.stream = s.id AND q.user = p.id AND q.user != " \
	                  "c.user"                                                                        \
	                  " LEFT JOIN message m ON m.stream = s.id AND m.sequence = s.last_sequence AND " \
	                  "m.sequence > "                                                                 \
	                  "c.visible_after"                                                               \
	                  " LEFT JOIN user f ON f.id = m.sender" DB_MESSAGE_QUOTE

/* A conversation and what it is sorted by: for one without a message, when it was made. */
struct row {
	struct proto_conversation conversation;
	int64_t id, time, message;
};

static void read_room(const struct db_query *query, struct arena *arena,
                      struct proto_conversation *conversation)
{
	struct proto_room *room = arena_alloc(arena, sizeof(*room));
	db_view_room(query, COLUMN_ROOM, arena, room);
	conversation->type = PROTO_CONVERSATION_GROUP;
	conversation->conversation_id = arena_printf(arena, "GROUP%s", room->group_id);
	conversation->name = room->name;
	conversation->room = room;
}

static void set_peer(struct proto_conversation *conversation, struct arena *arena, struct proto_user profile)
{
	struct proto_user *user = arena_alloc(arena, sizeof(*user));
	*user = profile;
	conversation->type = PROTO_CONVERSATION_C2C;
	conversation->conversation_id = arena_printf(arena, "C2C%s", user->user_id);
	conversation->name = str_empty(user->nick) ? user->user_id : user->nick;
	conversation->user = user;
}

static void read_peer(const struct db_query *query, struct arena *arena,
                      struct proto_conversation *conversation)
{
	set_peer(conversation, arena,
	         (struct proto_user){
	                 .user_id = db_text_dup(query, COLUMN_PEER, arena),
	                 .nick = db_text_dup(query, COLUMN_NICK, arena),
	                 .self_signature = db_text_dup(query, COLUMN_SIGNATURE, arena),
	         });
}

static void read_last_message(const struct db_query *query, struct arena *arena, struct row *row)
{
	row->message = db_int(query, COLUMN_MESSAGE);
	if (!row->message)
		return;
	struct proto_message *message = arena_alloc(arena, sizeof(*message));
	db_view_message(query, COLUMN_MESSAGE, arena, row->conversation.conversation_id, message);
	row->time = message->time;
	row->conversation.last_message = message;
}

static struct row read_row(const struct db_query *query, struct arena *arena)
{
	struct row row = {.id = db_int(query, COLUMN_ID), .time = db_int(query, COLUMN_CREATED)};
	struct proto_conversation *conversation = &row.conversation;
	if (db_text(query, COLUMN_ROOM))
		read_room(query, arena, conversation);
	else
		read_peer(query, arena, conversation);
	conversation->last_read_sequence = db_int(query, COLUMN_READ);
	conversation->peer_read_sequence = db_int(query, COLUMN_PEER_READ);
	conversation->unread_count = db_int(query, COLUMN_UNREAD);
	conversation->mention_count = db_int(query, COLUMN_MENTIONS);
	conversation->is_pinned = db_int(query, COLUMN_PINNED);
	proto_remind_type_from_name(db_text(query, COLUMN_REMIND), &conversation->remind_type);
	conversation->draft_text = db_text_dup(query, COLUMN_DRAFT, arena);
	conversation->custom_data = db_text_dup(query, COLUMN_CUSTOM, arena);
	read_last_message(query, arena, &row);
	return row;
}

static struct strspan read_convgroups(struct db *db, struct arena *arena, int64_t conversation)
{
	VEC(const char *) names = {0};
	struct db_query query = db_query(db,
	                                 "SELECT g.name FROM filed f JOIN convgroup g ON g.id = f.convgroup"
	                                 " WHERE f.conversation = ? ORDER BY g.position",
	                                 I(conversation));
	while (db_row(&query))
		vec_push(&names, db_text_dup(&query, 0, arena));
	return (struct strspan){db_keep(arena, &names), names.len};
}

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Pinned first, then newest first; messages of one millisecond by their number, the rest by theirs. */
static int compare_rows(const void *left, const void *right)
{
	const struct row *a = left, *b = right;
	int order = compare_numbers(b->conversation.is_pinned, a->conversation.is_pinned);
	if (!order)
		order = compare_numbers(b->time, a->time);
	if (!order)
		order = compare_numbers(b->message, a->message);
	return order ? order : compare_numbers(b->id, a->id);
}

typedef VEC(struct row) row_list;

static void read_rows(struct db_query query, struct arena *arena, row_list *rows)
{
	while (db_row(&query)) {
		struct row row = read_row(&query, arena);
		row.conversation.convgroups = read_convgroups(query.db, arena, row.id);
		vec_push(rows, row);
	}
}

static struct proto_conversation_list finish_list(row_list *rows, struct arena *arena)
{
	struct proto_conversation *items = arena_array(arena, rows->len, sizeof(*items));
	if (rows->len)
		qsort(rows->items, rows->len, sizeof(*rows->items), compare_rows);
	for (size_t i = 0; i < rows->len; i++)
		items[i] = rows->items[i].conversation;
	struct proto_conversation_list list = {items, rows->len};
	vec_finish(rows);
	return list;
}

struct proto_conversation_list db_conversation_list(struct db *db, struct arena *arena, int64_t user)
{
	row_list rows = {0};
	read_rows(db_query(db, SELECT_CONVERSATIONS " WHERE c.user = ? AND NOT c.is_hidden", I(user)), arena,
	          &rows);
	return finish_list(&rows, arena);
}

struct proto_conversation_list db_conversation_list_filed(struct db *db, struct arena *arena,
                                                          int64_t convgroup)
{
	row_list rows = {0};
	read_rows(db_query(db,
	                   SELECT_CONVERSATIONS
	                   " WHERE c.id IN (SELECT conversation FROM filed WHERE convgroup = ?)",
	                   I(convgroup)),
	          arena, &rows);
	return finish_list(&rows, arena);
}

struct proto_conversation_list db_conversation_list_these(struct db *db, struct arena *arena,
                                                          const int64_t *ids, size_t count)
{
	row_list rows = {0};
	for (size_t i = 0; i < count; i++)
		read_rows(db_query(db, SELECT_CONVERSATIONS " WHERE c.id = ?", I(ids[i])), arena, &rows);
	return finish_list(&rows, arena);
}

struct proto_conversation db_conversation_not_begun(struct db *db, struct arena *arena, int64_t peer)
{
	struct proto_conversation conversation = {.remind_type = PROTO_REMIND_NOTIFY};
	set_peer(&conversation, arena, db_user_profile(db, arena, peer));
	return conversation;
}
