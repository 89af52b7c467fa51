#include "store/db_search.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "store/db_conversation.h"
#include "store/db_query.h"
#include "store/db_view.h"
#include "store/search.h"

static void add_stream(struct buf *match, int64_t stream)
{
	buf_printf(match, "%s\"%lld\"", match->len > 0 ? " OR " : "", (long long)stream);
}

static void add_streams(struct buf *match, struct db_query query)
{
	while (db_row(&query))
		add_stream(match, db_int(&query, 0));
}

/* The streams to look in; empty when there are none. */
static void write_streams(struct db *db, int64_t user, const struct db_search *search, struct buf *match)
{
	if (search->conversation && search->conversation->stream)
		add_stream(match, search->conversation->stream);
	else if (search->convgroup && !search->conversation)
		add_streams(match, db_query(db,
		                            "SELECT c.stream FROM filed JOIN conversation c"
		                            " ON c.id = filed.conversation WHERE filed.convgroup = ?",
		                            I(search->convgroup)));
	else if (!search->conversation)
		add_streams(match,
		            db_query(db, "SELECT stream FROM conversation WHERE user = ? AND NOT is_hidden",
		                     I(user)));
}

/* What message_text is to match, in the arena; NULL: there is nothing to look for, or nowhere. */
static const char *write_match(struct db *db, struct arena *arena, int64_t user,
                               const struct db_search *search)
{
	struct buf streams;
	char *words = search_expression(search->keyword);
	const char *match = NULL;
	buf_init(&streams, SIZE_MAX / 2);
	write_streams(db, user, search, &streams);
	if (words && streams.len > 0)
		match = arena_printf(arena, "stream : (%s) AND text : (%s)", streams.data, words);
	buf_finish(&streams);
	free(words);
	return match;
}

struct proto_message_list db_search(struct db *db, struct arena *arena, int64_t user,
                                    const struct db_search *search, bool *is_all)
{
	VEC(struct proto_message) found = {0};
	int64_t last_time = 0;
	const char *match = write_match(db, arena, user, search);
	*is_all = true;
	if (!match)
		return (struct proto_message_list){0};
	struct db_query query =
	        db_query(db,
	                 "SELECT coalesce(s.room, 0), iif(s.low = ?1, s.high, s.low)," DB_MESSAGE_COLUMNS(
	                         "?1") " FROM message_text t JOIN message m ON m.id = t.rowid"
	                               " JOIN stream s ON s.id = m.stream JOIN user f ON f.id = "
	                               "m.sender" DB_MESSAGE_QUOTE DB_VIEW_OF_MESSAGE
	                               " WHERE message_text MATCH ?2 AND c.user = ?1 AND " DB_MESSAGE_IS_SEEN
	                               " AND m.time < ?3 AND (?4 IS NULL OR f.name = ?4)"
	                               " ORDER BY t.rowid DESC",
	                 I(user), T(match), I(search->before ? search->before : INT64_MAX), T(search->from));
	while (db_row(&query)) {
		const struct db_conversation conversation = {
		        .user = user, .room = db_int(&query, 0), .peer = db_int(&query, 1)};
		struct proto_message message;
		db_view_message(&query, 2, arena, db_conversation_name(db, arena, &conversation), &message);
		*is_all = found.len < (size_t)search->count || message.time == last_time;
		if (!*is_all)
			break;
		last_time = message.time;
		vec_push(&found, message);
	}
	db_done(&query);
	return (struct proto_message_list){db_keep(arena, &found), found.len};
}
