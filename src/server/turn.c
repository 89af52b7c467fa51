#include "server/turn.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/log.h"
#include "server/outgoing.h"
#include "server/server.h"
#include "server/session.h"
#include "store/db.h"
#include "store/db_event.h"

/*
 * Replayed at a time, or half of what a peer may leave unread where that is less: the next page is read
 * when it has taken this one.
 */
#define REPLAY_BYTES ((size_t)1024 * 1024)

void turn_init(struct turn *turn)
{
	arena_init(&turn->arena);
}

static void drop_items(struct turn *turn)
{
	for (size_t i = 0; i < turn->items.len; i++)
		outgoing_drop(turn->items.items[i].outgoing);
	vec_clear(&turn->items);
	turn->bytes = 0;
}

void turn_finish(struct turn *turn)
{
	drop_items(turn);
	vec_finish(&turn->items);
	vec_finish(&turn->visited);
	arena_finish(&turn->arena);
}

void turn_add(struct turn *turn, struct turn_item item)
{
	bool is_new =
	        turn->items.len == 0 || turn->items.items[turn->items.len - 1].outgoing != item.outgoing;
	if (item.outgoing && is_new)
		turn->bytes += item.outgoing->len;
	vec_push(&turn->items, item);
}

bool turn_is_full(const struct turn *turn)
{
	return turn->bytes > TURN_BYTES;
}

void turn_visit(struct turn *turn, struct session *session)
{
	if (!session->is_visited)
		vec_push(&turn->visited, session);
	session->is_visited = true;
}

/* Committing. */

static void answer_failed(struct turn_item *item)
{
	struct buf text;
	struct proto_failure_info failure = {.code = PROTO_ERROR_SERVER_FAILED};
	buf_init(&text, proto_limits_default.server_frame_bytes);
	proto_encode_failure(&text, item->request, &failure);
	outgoing_drop(item->outgoing);
	item->outgoing = outgoing_create(text.data, text.len);
	buf_finish(&text);
}

/* Events never were, and who came is not there. */
static void undo(struct server *server)
{
	struct turn *turn = &server->turn;
	for (size_t i = 0; i < turn->items.len; i++) {
		struct turn_item *item = &turn->items.items[i];
		if (item->request)
			answer_failed(item);
		else if (item->event_id)
			item->session = NULL;
	}
	for (size_t i = 0; i < turn->visited.len; i++) {
		if (turn->visited.items[i]->is_new)
			session_log_out(turn->visited.items[i]);
	}
}

static void commit(struct server *server)
{
	struct err err = {0};
	if (db_commit(server->db, &err)) {
		server->metrics.commits += server->turn.has_requests;
		return;
	}
	log_error("%s", err.text);
	server->metrics.commit_failures++;
	undo(server);
}

/* Handing out. */

/* `drained` is told when it is taken, and only then. */
static void send(struct session *session, struct outgoing *outgoing)
{
	session->is_drained = false;
	conn_send(session->conn, outgoing);
}

static void send_event(struct session *session, int64_t event_id, struct outgoing *outgoing)
{
	if (event_id && (session->is_replaying || event_id <= session->position))
		return;
	if (event_id)
		session->position = event_id;
	session->server->metrics.deliveries++;
	send(session, outgoing);
}

static void hand_out(struct turn_item *item)
{
	struct session *session = item->session;
	if (!session || !session->conn)
		return;
	if (item->request)
		send(session, item->outgoing);
	else if (item->outgoing)
		send_event(session, item->event_id, item->outgoing);
	if (item->close)
		conn_close(session->conn, item->close);
}

/* Replaying. */

static void replay_event(struct session *session, const struct db_event *event)
{
	struct buf text;
	enum proto_event_type type = 0;
	while (type < PROTO_EVENT_COUNT && !str_equal(proto_event_name(type), event->type))
		type++;
	if (type == PROTO_EVENT_COUNT)
		return; /* of an older coveyd, and not told any more */
	buf_init(&text, session->server->options->limits.server_frame_bytes);
	if (proto_frame_event(&text, type, event->id, event->data)) {
		struct outgoing *outgoing = outgoing_create(text.data, text.len);
		send(session, outgoing);
		outgoing_drop(outgoing);
	}
	buf_finish(&text);
}

static void replay_page(struct session *session)
{
	struct server *server = session->server;
	size_t half = (size_t)server->options->unsent_bytes / 2;
	struct db_event_list page =
	        db_event_page(server->db, &server->turn.arena, session->user, session->position,
	                      half < REPLAY_BYTES ? half : REPLAY_BYTES);
	if (db_failure(server->db)) {
		session->is_replaying = false;
		conn_close(session->conn, CONN_FAILED);
		return;
	}
	for (size_t i = 0; i < page.len; i++) {
		replay_event(session, &page.items[i]);
		session->position = page.items[i].id;
		server->metrics.deliveries++;
	}
	session->is_replaying = page.len > 0;
}

/* More than one page only where nothing of the first is told any more. */
static void replay(struct session *session)
{
	while (session->is_replaying && session->is_drained)
		replay_page(session);
}

static void go_on(struct server *server)
{
	for (size_t i = 0; i < server->turn.visited.len; i++) {
		struct session *session = server->turn.visited.items[i];
		session->is_visited = session->is_new = false;
		if (session->conn)
			replay(session);
		else
			session_destroy(session);
	}
	vec_clear(&server->turn.visited);
}

void turn_end(struct server *server)
{
	struct turn *turn = &server->turn;
	commit(server);
	presence_tell(server);
	for (size_t i = 0; i < turn->items.len; i++)
		hand_out(&turn->items.items[i]);
	drop_items(turn);
	go_on(server);
	db_rollback(server->db); /* a failure of a replay's reading ends here */
	turn->has_requests = false;
	arena_reset(&turn->arena);
}
