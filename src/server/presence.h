/*
 * presence: who is there, and who is told. Somebody is there while he is logged in somewhere; those who have
 * a conversation with him learn it when the turn is over, and not that he left and came back within it.
 */
#ifndef COVEY_SERVER_PRESENCE_H
#define COVEY_SERVER_PRESENCE_H

#include <uthash.h>

#include "base/vec.h"
#include "proto/types.h"

#define PRESENCE_ONLINE "Online"
#define PRESENCE_OFFLINE "Offline"

struct arena;
struct outgoing;
struct request;
struct server;
struct session;

/* A user who is logged in somewhere. */
struct presence {
	int64_t user;
	VEC(struct session *) sessions;
	UT_hash_handle hh;
};

/* One who came, went, or says something else of himself in this turn. */
struct presence_change {
	int64_t user;
	bool was_there;
	bool says_other; /* told to himself, too */
};

/* NULL: logged in nowhere. */
struct presence *presence_find(struct server *server, int64_t user);

void presence_enter(struct server *server, struct session *session);
void presence_leave(struct server *server, struct session *session);

/* What the user says of himself is another thing now. */
void presence_changed(struct server *server, int64_t user);

/* The session is told of these from now on, whether its user has a conversation with them or not; of no others any more. */
void presence_watch(struct session *session, const int64_t *users, size_t count);

/* What `asker` sees of `user`. */
struct proto_status presence_status(struct request *request, int64_t asker, int64_t user);

/* Tells `other`, where he has a conversation with `user` or watches him, what he sees of him now. */
void presence_show(struct request *request, int64_t user, int64_t other);

/* Adds what is to be told of this turn's changes to the turn. */
void presence_tell(struct server *server);

#endif
