#include "server/presence.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "server/handler.h"
#include "server/outgoing.h"
#include "store/db_person.h"

struct presence *presence_find(struct server *server, int64_t user)
{
	struct presence *presence;
	HASH_FIND(hh, server->online, &user, sizeof(user), presence);
	return presence;
}

/* Its first change in this turn knows what was told last. */
static struct presence_change *change_of(struct server *server, int64_t user, bool is_there)
{
	for (size_t i = 0; i < server->changes.len; i++) {
		if (server->changes.items[i].user == user)
			return &server->changes.items[i];
	}
	const struct presence_change change = {.user = user, .was_there = is_there};
	vec_push(&server->changes, change);
	return &server->changes.items[server->changes.len - 1];
}

void presence_enter(struct server *server, struct session *session)
{
	struct presence *presence = presence_find(server, session->user);
	if (!presence) {
		change_of(server, session->user, false);
		presence = mem_alloc(sizeof(*presence));
		presence->user = session->user;
		HASH_ADD(hh, server->online, user, sizeof(presence->user), presence);
	}
	vec_push(&presence->sessions, session);
}

void presence_leave(struct server *server, struct session *session)
{
	struct presence *presence = presence_find(server, session->user);
	if (!presence)
		return;
	for (size_t i = 0; i < presence->sessions.len; i++) {
		if (presence->sessions.items[i] == session) {
			vec_remove(&presence->sessions, i);
			break;
		}
	}
	if (presence->sessions.len > 0)
		return;
	change_of(server, session->user, true);
	HASH_DEL(server->online, presence);
	vec_finish(&presence->sessions);
	free(presence);
}

void presence_changed(struct server *server, int64_t user)
{
	change_of(server, user, presence_find(server, user))->says_other = true;
}

/* ---- those who watch ---- */

void presence_watch(struct session *session, const int64_t *users, size_t count)
{
	vec_clear(&session->watched);
	for (size_t i = 0; i < count; i++)
		vec_push(&session->watched, users[i]);
}

static bool watches(const struct session *session, int64_t user)
{
	for (size_t i = 0; i < session->watched.len; i++)
		if (session->watched.items[i] == user)
			return true;
	return false;
}

/* Whom one has blocked takes one for away. */
struct proto_status presence_status(struct request *request, int64_t asker, int64_t user)
{
	bool shown = asker == user || !db_person_blocks(request->db, user, asker);
	const char *custom = shown ? db_person_status(request->db, request->arena, user) : NULL;
	return (struct proto_status){
	        .user_id = db_user_name(request->db, request->arena, user),
	        .status = shown && presence_find(request->server, user) ? PRESENCE_ONLINE : PRESENCE_OFFLINE,
	        .custom_status = str_empty(custom) ? NULL : custom,
	};
}

/* Telling. */

static void tell_user(struct server *server, int64_t user, struct outgoing *outgoing)
{
	struct presence *presence = presence_find(server, user);
	for (size_t i = 0; presence && i < presence->sessions.len; i++)
		turn_add(&server->turn, (struct turn_item){.session = presence->sessions.items[i],
		                                           .outgoing = outgoing_hold(outgoing)});
}

static struct outgoing *frame_of(struct request *request, int64_t asker, int64_t user)
{
	struct buf text;
	struct proto_status status = presence_status(request, asker, user);
	struct proto_event event = {.type = PROTO_EVENT_USER_STATUS, .statuses = {&status, 1}};
	buf_init(&text, (size_t)request->server->options->limits.server_frame_bytes);
	proto_encode_event(&text, &event);
	struct outgoing *outgoing = outgoing_create(text.data, text.len);
	buf_finish(&text);
	return outgoing;
}

void presence_show(struct request *request, int64_t user, int64_t other)
{
	struct presence *presence = presence_find(request->server, other);
	if (!presence)
		return;
	bool knows = db_person_knows(request->db, other, user);
	struct outgoing *outgoing = frame_of(request, other, user);
	for (size_t i = 0; i < presence->sessions.len; i++) {
		if (!knows && !watches(presence->sessions.items[i], user))
			continue;
		struct turn_item item = {.session = presence->sessions.items[i],
		                         .outgoing = outgoing_hold(outgoing)};
		vec_push(&request->events, item);
	}
	outgoing_drop(outgoing);
}

static bool is_among(struct db_ids users, int64_t user)
{
	for (size_t i = 0; i < users.len; i++)
		if (users.items[i] == user)
			return true;
	return false;
}

/* Besides the `others`, who are told in any case. */
static void tell_watchers(struct server *server, int64_t user, struct db_ids others,
                          struct outgoing *outgoing)
{
	for (struct session *session = server->sessions; session; session = session->next)
		if (watches(session, user) && session->user != user && !is_among(others, session->user) &&
		    !db_person_blocks(server->db, user, session->user))
			turn_add(&server->turn,
			         (struct turn_item){.session = session, .outgoing = outgoing_hold(outgoing)});
}

static void tell(struct server *server, const struct presence_change *change)
{
	struct arena *arena = &server->turn.arena;
	struct request reading = {.server = server, .db = server->db, .arena = arena};
	if ((presence_find(server, change->user) != NULL) == change->was_there && !change->says_other)
		return;
	struct db_ids others = db_person_acquaintances(server->db, arena, change->user);
	if (db_failure(server->db))
		return;
	struct outgoing *outgoing = frame_of(&reading, change->user, change->user);
	for (size_t i = 0; i < others.len; i++)
		tell_user(server, others.items[i], outgoing);
	tell_watchers(server, change->user, others, outgoing);
	if (change->says_other)
		tell_user(server, change->user, outgoing);
	outgoing_drop(outgoing);
}

void presence_tell(struct server *server)
{
	for (size_t i = 0; i < server->changes.len; i++)
		tell(server, &server->changes.items[i]);
	vec_clear(&server->changes);
}
