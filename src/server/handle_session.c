/*
 * Logging in and out (protocol.md, section 2).
 *
 * On a Unix socket the peer's uid says who it is, and nothing else does. Elsewhere a password, or a
 * token that an earlier login gave. Who fails too often, on a connection or from an address, is
 * turned away before anything is looked at.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "server/handler.h"
#include "server/osuser.h"
#include "server/password.h"
#include "store/db_event.h"

/* Failures on one connection (protocol.md, section 2). */
#define CONNECTION_FAILURES 5

_Static_assert(PASSWORD_TOKEN_HASH_BYTES == DB_TOKEN_HASH_BYTES, "a token's hash is kept whole");

static bool refuse_for_now(struct request *request, struct err *err, int64_t wait_ms)
{
	request->retry_after_ms = wait_ms;
	request->close = CONN_POLICY;
	return handler_refuse(err, PROTO_ERROR_TOO_MANY_FAILURES);
}

static bool fail(struct request *request, struct err *err, enum proto_error code)
{
	struct session *session = request->session;
	struct throttle_failures *failures = &request->server->failures;
	request->server->metrics.login_failures++;
	log_info("a login from %s failed", session->peer.address);
	throttle_failures_add(failures, session->peer.address, request->now_ms);
	if (++session->failures >= CONNECTION_FAILURES)
		return refuse_for_now(
		        request, err,
		        throttle_failures_wait(failures, session->peer.address, request->now_ms));
	return handler_refuse(err, code);
}

/* By uid. */

static bool identify_by_uid(struct request *request, int64_t *user, struct err *err)
{
	const struct proto_fields *params = request->params;
	const struct conn_peer *peer = &request->session->peer;
	char *found = osuser_name(peer->uid);
	const char *name = arena_strdup(request->arena, found);
	free(found);
	if (!name)
		return err_set(err, PROTO_ERROR_WRONG_CREDENTIALS, "The %s has no name on this machine",
		               peer->address);
	if (proto_has(params, PROTO_FIELD_USER_ID) && !str_equal(params->user_id, name))
		return fail(request, err, PROTO_ERROR_WRONG_CREDENTIALS);
	*user = db_user_find(request->db, name);
	if (*user || db_user_create(request->db, name, NULL, user, err))
		return true;
	return err_set(err, PROTO_ERROR_WRONG_CREDENTIALS, "The name %s of this machine cannot be a userID",
	               name);
}

/* By password or token. */

static int64_t token_end(const struct request *request)
{
	return request->now_ms + request->server->options->token_lifetime * 1000;
}

static void set_token(struct request *request, const char *token)
{
	struct session *session = request->session;
	proto_set(request->result, TOKEN, token, token);
	password_hash_token(token, session->token);
	session->has_token = true;
}

static bool use_token(struct request *request, int64_t user, struct err *err)
{
	unsigned char hash[DB_TOKEN_HASH_BYTES];
	password_hash_token(request->params->token, hash);
	switch (db_token_use(request->db, user, hash, token_end(request))) {
	case DB_TOKEN_VALID:
		set_token(request, request->params->token);
		return true;
	case DB_TOKEN_EXPIRED:
		return handler_refuse(err, PROTO_ERROR_TOKEN_EXPIRED);
	default:
		return fail(request, err, PROTO_ERROR_WRONG_CREDENTIALS);
	}
}

static bool use_password(struct request *request, int64_t user, struct err *err)
{
	const char *hash = user ? db_user_password(request->db, request->arena, user) : NULL;
	if (!password_fits(request->params->password, hash, request->server->options->cost))
		return fail(request, err, PROTO_ERROR_WRONG_CREDENTIALS);
	char *token = arena_alloc(request->arena, PASSWORD_TOKEN_SIZE);
	password_make_token(token);
	set_token(request, token);
	db_token_add(request->db, user, request->session->token, token_end(request),
	             request->params->device_name);
	return true;
}

static bool identify_by_secret(struct request *request, int64_t *user, struct err *err)
{
	const struct proto_fields *params = request->params;
	bool has_password = proto_has(params, PROTO_FIELD_PASSWORD);
	if (!proto_has(params, PROTO_FIELD_USER_ID))
		return handler_refuse_field(request, err, "userID", "is missing");
	if (!has_password && !proto_has(params, PROTO_FIELD_TOKEN))
		return handler_refuse_field(request, err, "password", "is missing, and so is a token");
	*user = db_user_find(request->db, params->user_id);
	return has_password ? use_password(request, *user, err) : use_token(request, *user, err);
}

/* Either. */

static void resume(struct request *request, int64_t user)
{
	struct session *session = request->session;
	int64_t from = request->params->resume_from, newest = db_event_newest(request->db);
	bool resumed = proto_has(request->params, PROTO_FIELD_RESUME_FROM) &&
	               db_event_can_resume(request->db, user, from);
	session->is_replaying = resumed;
	session->position = resumed ? from : newest;
	proto_set(request->result, EVENT_ID, event_id, newest);
	proto_set(request->result, RESUMED, resumed, resumed);
}

bool handle_LOGIN(struct request *request, struct err *err)
{
	struct session *session = request->session;
	int64_t user = 0;
	if (session->user)
		return err_set(err, PROTO_ERROR_NOT_ALLOWED, "This connection is logged in already");
	int64_t wait_ms =
	        throttle_failures_wait(&request->server->failures, session->peer.address, request->now_ms);
	if (wait_ms)
		return refuse_for_now(request, err, wait_ms);
	if (!(session->peer.is_local ? identify_by_uid(request, &user, err)
	                             : identify_by_secret(request, &user, err)))
		return false;
	session_log_in(session, user);
	resume(request, user);
	proto_set(request->result, USER_ID, user_id, db_user_name(request->db, request->arena, user));
	proto_set(request->result, SERVER_TIME, server_time, request->now_ms);
	proto_set(request->result, LIMITS, limits, *db_limits(request->db));
	return true;
}

bool handle_LOGOUT(struct request *request, struct err *err)
{
	(void)err;
	if (request->session->has_token)
		db_token_remove(request->db, request->session->token);
	session_log_out(request->session);
	request->close = CONN_NORMAL;
	return true;
}
