#include "store/db_message.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "proto/error.h"
#include "store/db_conversation.h"
#include "store/db_person.h"
#include "store/db_file.h"
#include "store/db_query.h"
#include "store/db_user.h"
#include "store/db_view.h"

/* A UUID has 36; what another client makes may have a little more. */
#define CLIENT_ID_BYTES 64

/* As the user ?1 sees them. */
#define SELECT_MESSAGES \
	"SELECT" DB_MESSAGE_COLUMNS("?1") " FROM message m JOIN user f ON f.id = m.sender" DB_MESSAGE_QUOTE

static const char *name_of_stream(struct db *db, struct arena *arena, int64_t user, int64_t message)
{
	struct db_conversation conversation = {.user = user};
	struct db_query query = db_query(db,
	                                 "SELECT s.room, iif(s.low = ?, s.high, s.low)"
	                                 " FROM message m JOIN stream s ON s.id = m.stream WHERE m.id = ?",
	                                 I(user), I(message));
	if (db_row(&query)) {
		conversation.room = db_int(&query, 0);
		conversation.peer = db_int(&query, 1);
	}
	db_done(&query);
	return db_conversation_name(db, arena, &conversation);
}

bool db_message_find_sent(struct db *db, struct arena *arena, int64_t user, const char *client_id,
                          struct proto_message *message)
{
	int64_t id = 0;
	struct db_query query = db_query(db, SELECT_MESSAGES " WHERE m.sender = ?1 AND m.client_id = ?2",
	                                 I(user), T(client_id));
	if (db_row(&query)) {
		id = db_int(&query, 0);
		db_view_message(&query, 0, arena, NULL, message);
	}
	db_done(&query);
	if (id)
		message->conversation_id = name_of_stream(db, arena, user, id);
	return id;
}

struct proto_message db_message_read(struct db *db, struct arena *arena,
                                     const struct db_conversation *conversation, int64_t id)
{
	struct proto_message message = {0};
	struct db_query query =
	        db_query(db, SELECT_MESSAGES " WHERE m.id = ?2", I(conversation->user), I(id));
	if (db_row(&query))
		db_view_message(&query, 0, arena, NULL, &message);
	db_done(&query);
	message.conversation_id = db_conversation_name(db, arena, conversation);
	return message;
}

static size_t length(const char *text)
{
	return text ? strlen(text) : 0;
}

/* What the 12 KiB are about: everything that the sender wrote. */
static int64_t body_bytes(const struct proto_message *draft)
{
	size_t bytes = length(draft->payload.json) + length(draft->cloud_custom_data) +
	               length(draft->reply_to); /* a number, with as many zeros before it as one likes */
	for (size_t i = 0; i < draft->at_user_list.len; i++)
		bytes += length(draft->at_user_list.items[i]) + 1;
	return (int64_t)bytes;
}

static bool refuse(struct err *err, enum proto_error code)
{
	return err_set(err, code, "%s", proto_error_text(code));
}

static bool check_reply(struct db *db, const struct db_conversation *conversation, const char *reply_to,
                        struct err *err)
{
	uint64_t id;
	if (!reply_to)
		return true;
	return (str_to_uint(reply_to, INT64_MAX, &id) &&
	        db_value(db, 0, "SELECT 1 FROM message WHERE id = ? AND stream = ? AND sequence > ?",
	                 I((int64_t)id), I(conversation->stream), I(conversation->visible_after))) ||
	       refuse(err, PROTO_ERROR_NO_MESSAGE);
}

static bool check_draft(struct db *db, const struct db_conversation *conversation,
                        const struct proto_message *draft, struct err *err)
{
	const struct proto_limits *limits = db_limits(db);
	size_t client_id_bytes = strlen(draft->client_id);
	if (client_id_bytes == 0 || client_id_bytes > CLIENT_ID_BYTES)
		return err_set(err, PROTO_ERROR_BAD_PARAMETER, "A clientID has 1 to %d bytes",
		               CLIENT_ID_BYTES);
	if (draft->type == PROTO_MESSAGE_TIP)
		return err_set(err, PROTO_ERROR_NOT_ALLOWED, "Only the server says what happens in a room");
	if (body_bytes(draft) > limits->message_bytes)
		return refuse(err, PROTO_ERROR_MESSAGE_TOO_LARGE);
	for (size_t i = 0; i < draft->at_user_list.len; i++) {
		if (!db_name_is_valid(draft->at_user_list.items[i], limits->user_id_bytes))
			return err_set(err, PROTO_ERROR_BAD_PARAMETER,
			               "atUserList has something that is no userID");
	}
	if (draft->type == PROTO_MESSAGE_FILE &&
	    !db_file_check(db, conversation->user, draft->payload.file_url, draft->payload.file_name, err))
		return false;
	return check_reply(db, conversation, draft->reply_to, err);
}

static const char *join_words(struct arena *arena, struct strspan words)
{
	struct buf text;
	buf_init(&text, SIZE_MAX / 2);
	for (size_t i = 0; i < words.len; i++)
		buf_printf(&text, "%s%s", i ? " " : "", words.items[i]);
	const char *joined = arena_strndup(arena, text.data, text.len);
	buf_finish(&text);
	return joined;
}

/* Only those who see the conversation are mentioned, and nobody by himself. */
static void insert_mentions(struct db *db, const struct db_conversation *conversation, struct strspan names)
{
	for (size_t i = 0; i < names.len; i++)
		db_run(db,
		       "INSERT OR IGNORE INTO mention(user, stream, sequence)"
		       " SELECT u.id, c.stream, ? FROM user u JOIN conversation c ON c.user = u.id AND "
		       "c.stream = ?"
		       " WHERE u.name = ? AND u.id != ?",
		       I(conversation->last_sequence), I(conversation->stream), T(names.items[i]),
		       I(conversation->user));
}

static int64_t insert_message(struct db *db, struct arena *arena, const struct db_conversation *conversation,
                              const struct proto_message *draft)
{
	db_run(db,
	       "INSERT INTO message(stream, sequence, sender, client_id, time, type, payload, at_users, "
	       "reply_to,"
	       " custom_data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	       I(conversation->stream), I(conversation->last_sequence), I(conversation->user),
	       T(draft->client_id), I(db_now(db)), T(proto_message_type_name(draft->type)),
	       T(draft->payload.json), T(join_words(arena, draft->at_user_list)), T(draft->reply_to),
	       T(draft->cloud_custom_data));
	return db_last_id(db);
}

static void make_for_both(struct db *db, struct db_conversation *conversation)
{
	struct db_conversation other = {.user = conversation->peer, .peer = conversation->user};
	db_conversation_make(db, conversation);
	db_conversation_make(db, &other);
}

bool db_message_send(struct db *db, struct arena *arena, struct db_conversation *conversation,
                     const struct proto_message *draft, struct proto_message *message, struct err *err)
{
	if (!check_draft(db, conversation, draft, err))
		return false;
	if (conversation->peer && db_person_blocks(db, conversation->peer, conversation->user))
		return refuse(err, PROTO_ERROR_BLOCKED);
	if (conversation->peer)
		make_for_both(db, conversation);
	conversation->last_sequence = db_value(
	        db, 0,
	        "UPDATE stream SET last_sequence = last_sequence + 1 WHERE id = ? RETURNING last_sequence",
	        I(conversation->stream));
	db_run(db, "UPDATE conversation SET is_hidden = 0 WHERE stream = ? AND is_hidden",
	       I(conversation->stream));
	int64_t id = insert_message(db, arena, conversation, draft);
	insert_mentions(db, conversation, draft->at_user_list);
	if (draft->type == PROTO_MESSAGE_FILE)
		db_file_attach(db, conversation->user, draft->payload.file_url, id);
	db_conversation_read_own(db, conversation);

	*message = db_message_read(db, arena, conversation, id);
	return true;
}

typedef VEC(struct proto_message) message_vec;

static void read_messages(struct db_query query, struct arena *arena, const char *name, message_vec *messages)
{
	while (db_row(&query)) {
		struct proto_message message;
		db_view_message(&query, 0, arena, name, &message);
		vec_push(messages, message);
	}
}

static void reverse(message_vec *messages)
{
	for (size_t i = 0, j = messages->len; i + 1 < j; i++) {
		struct proto_message other = messages->items[--j];
		messages->items[j] = messages->items[i];
		messages->items[i] = other;
	}
}

/* The messages of stream ?2 between sequences ?3 and ?4, in an order, so many; whomever they mention, or " ?6 ". */
#define SELECT_PAGE(mentions, order)                                                            \
	SELECT_MESSAGES " WHERE m.stream = ?2 AND m.sequence > ?3 AND m.sequence < ?4" mentions \
	                " ORDER BY m.sequence" order " LIMIT ?5"
#define ANYBODY " AND ?6 IS NULL"
/* Said twice, so that the index of those that mention somebody serves. */
#define MENTIONED                                                           \
	" AND m.at_users != '' AND instr(' ' || m.at_users || ' ', ?6) > 0" \
	" AND NOT EXISTS (SELECT 1 FROM deleted d WHERE d.message = m.id AND d.user = ?1)"

static const char *mentioned(struct db *db, struct arena *arena, const struct db_conversation *conversation,
                             const struct db_message_range *range)
{
	if (!range->mentions)
		return NULL;
	return arena_printf(arena, " %s ", db_user_name(db, arena, conversation->user));
}

static void read_before(struct db *db, struct arena *arena, const struct db_conversation *conversation,
                        struct db_message_range range, message_vec *messages)
{
	read_messages(
	        db_query(db, range.mentions ? SELECT_PAGE(MENTIONED, " DESC") : SELECT_PAGE(ANYBODY, " DESC"),
	                 I(conversation->user), I(conversation->stream), I(conversation->visible_after),
	                 I(range.before ? range.before : INT64_MAX), I(range.count),
	                 T(mentioned(db, arena, conversation, &range))),
	        arena, db_conversation_name(db, arena, conversation), messages);
	reverse(messages);
}

static void read_after(struct db *db, struct arena *arena, const struct db_conversation *conversation,
                       struct db_message_range range, message_vec *messages)
{
	int64_t after = range.after > conversation->visible_after ? range.after : conversation->visible_after;
	read_messages(db_query(db, range.mentions ? SELECT_PAGE(MENTIONED, "") : SELECT_PAGE(ANYBODY, ""),
	                       I(conversation->user), I(conversation->stream), I(after), I(INT64_MAX),
	                       I(range.count), T(mentioned(db, arena, conversation, &range))),
	              arena, db_conversation_name(db, arena, conversation), messages);
}

/* The first sequence whose message is not older; past the newest where there is none. Time goes by as sequences do. */
static int64_t find_time(struct db *db, const struct db_conversation *conversation, int64_t time)
{
	int64_t first = conversation->visible_after + 1, end = conversation->last_sequence + 1;
	while (first < end) {
		int64_t middle = first + (end - first) / 2;
		int64_t then = db_value(db, 0, "SELECT time FROM message WHERE stream = ? AND sequence = ?",
		                        I(conversation->stream), I(middle));
		if (then < time)
			first = middle + 1;
		else
			end = middle;
	}
	return first;
}

/* The page with `sequence` in its middle, or the first one, which is whole, too. */
static int64_t end_of_page_around(const struct db_conversation *conversation, int64_t sequence, int64_t count)
{
	int64_t least = conversation->visible_after + 1 + count, end = sequence + (count + 1) / 2;
	return end > least ? end : least;
}

struct proto_message_list db_message_list(struct db *db, struct arena *arena,
                                          const struct db_conversation *conversation,
                                          struct db_message_range range, bool *is_completed)
{
	message_vec messages = {0};
	*is_completed = true;
	if (range.around_time)
		range.before = end_of_page_around(
		        conversation, find_time(db, conversation, range.around_time), range.count);
	if (range.after >= 0) {
		read_after(db, arena, conversation, range, &messages);
		if (messages.len)
			*is_completed =
			        messages.items[messages.len - 1].sequence == conversation->last_sequence;
	} else {
		read_before(db, arena, conversation, range, &messages);
		if (messages.len)
			*is_completed = messages.items[0].sequence == conversation->visible_after + 1;
	}
	if (range.mentions)
		*is_completed = messages.len < (size_t)range.count;
	return (struct proto_message_list){db_keep(arena, &messages), messages.len};
}
