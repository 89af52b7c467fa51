/*
 * handler: requests. Each method of proto/method.h's table has its function here, in one file for
 * each family; a method without one does not link.
 *
 * A handler reads `params`, asks the database's rules, fills `result` and says which events there
 * are (event.h). When it returns false (with one of proto/error.h's codes in `err`), or when a statement of
 * the database fails, nothing of what it did has happened.
 */
#ifndef COVEY_SERVER_HANDLER_H
#define COVEY_SERVER_HANDLER_H

#include "base/err.h"
#include "base/vec.h"
#include "proto/frame.h"
#include "server/server.h"
#include "server/session.h"
#include "store/db.h"

/* Users named in one request at most; the protocol says nothing of it. */
#define HANDLER_USERS_MAX 500

struct request {
	struct server *server;
	struct session *session;
	struct db *db;
	struct arena *arena;
	int64_t user; /* whose session it is; 0 for a login */
	int64_t now_ms;
	const struct proto_fields *params;
	struct proto_fields *result;

	/* Beside `err`, when it fails: */
	const char *field; /* that INVALID_PARAMS is about */
	int64_t retry_after_ms;

	bool is_too_large; /* an event of it does not fit into a frame */
	enum conn_close close; /* after the answer; 0: not */
	VEC(struct turn_item) events;
};

#define X(name, ...) bool handle_##name(struct request *request, struct err *err);
PROTO_METHODS(X)
#undef X

/* For handlers: the code with its sentence, or INVALID_PARAMS for a member of params. Both return false. */
bool handler_refuse(struct err *err, enum proto_error code);
bool handler_refuse_field(struct request *request, struct err *err, const char *field, const char *problem);

/* Carries out the request in a text frame and adds its answer and its events to the turn. */
void handler_receive(struct session *session, const char *text, size_t len);

#endif
