#include "server/handler.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "server/outgoing.h"

typedef bool (*handler)(struct request *request, struct err *err);

static const handler handlers[PROTO_METHOD_COUNT] = {
#define X(name, ...) [PROTO_METHOD_##name] = handle_##name,
        PROTO_METHODS(X)
#undef X
};

/* How many plain requests one is worth that looks through much, or is told to many; 0: one. */
#define COST_DEAR 20
static const int64_t costs[PROTO_METHOD_COUNT] = {
        [PROTO_METHOD_SEARCH_MESSAGES] = COST_DEAR,
        [PROTO_METHOD_SEARCH_PUBLIC_ROOMS] = COST_DEAR,
        [PROTO_METHOD_UPDATE_PROFILE] = COST_DEAR,
};

bool handler_refuse(struct err *err, enum proto_error code)
{
	return err_set(err, code, "%s", proto_error_text(code));
}

bool handler_refuse_field(struct request *request, struct err *err, const char *field, const char *problem)
{
	request->field = field;
	return err_set(err, PROTO_ERROR_INVALID_PARAMS, "The parameter %s %s", field, problem);
}

/* Answers. */

static void add_answer(struct session *session, proto_id id, const struct buf *text, enum conn_close close)
{
	struct turn_item item = {.session = session, .close = close};
	if (id) {
		item.request = id;
		item.outgoing = outgoing_create(text->data, text->len);
	}
	session->is_closing |= close != 0;
	if (id || close)
		turn_add(&session->server->turn, item);
}

static void answer_failure(struct session *session, proto_id id, const struct proto_failure_info *failure,
                           enum conn_close close)
{
	struct buf text;
	buf_init(&text, proto_limits_default.server_frame_bytes);
	session->server->metrics.failures++;
	if (id)
		proto_encode_failure(&text, id, failure);
	add_answer(session, id, &text, close);
	buf_finish(&text);
}

static void add_events(struct request *request)
{
	for (size_t i = 0; i < request->events.len; i++)
		turn_add(&request->server->turn, request->events.items[i]);
	vec_clear(&request->events);
}

static void drop_events(struct request *request)
{
	for (size_t i = 0; i < request->events.len; i++)
		outgoing_drop(request->events.items[i].outgoing);
	vec_clear(&request->events);
}

/* Carrying out. */

static bool is_sent_too_often(struct request *request, enum proto_method method,
                              struct proto_failure_info *failure)
{
	struct throttle_users *users = &request->server->throttled;
	if (!request->user)
		return false;
	struct throttle_user *user = throttle_user(users, request->user, request->now_ms);
	int64_t cost = costs[method] ? costs[method] : 1;
	int64_t wait = throttle_take(&user->requests, users->requests, cost, request->now_ms);
	failure->code = PROTO_ERROR_ASKED_TOO_OFTEN;
	if (!wait && method == PROTO_METHOD_SEND_MESSAGE) {
		wait = throttle_take(&user->messages, users->messages, 1, request->now_ms);
		failure->code = PROTO_ERROR_SENT_TOO_OFTEN;
	}
	failure->retry_after_ms = wait;
	return wait > 0;
}

static bool call(struct request *request, const struct proto_request *asked, struct buf *answer,
                 struct err *err)
{
	/* What is read of a database that fails is nothing: no wrong password, no empty list. */
	if (db_failure(request->db) || !handlers[asked->method](request, err) || db_failure(request->db))
		return false;
	/* A notification's result is for nobody. */
	proto_id id = asked->id ? asked->id : "null";
	bool fits = !request->is_too_large && proto_encode_result(answer, id, asked->method, request->result);
	return fits || err_set(err, PROTO_ERROR_SERVER_FAILED,
	                       "This would make a frame that is too large; nothing was changed");
}

/* Of what comes in pages, half as much; false: it cannot be less. */
static bool ask_less(struct proto_request *asked)
{
	struct proto_fields *params = &asked->params;
	bool in_pages = proto_methods[asked->method].optional & PROTO_HAS(PAGE_COUNT);
	int64_t count = proto_has(params, PROTO_FIELD_PAGE_COUNT) ? params->count : PROTO_PAGE_DEFAULT;
	if (!in_pages || count < 2)
		return false;
	proto_set(params, PAGE_COUNT, count, count / 2);
	return true;
}

/* A page that would not go into a frame is shorter: who asked goes on behind it. */
static bool call_until_it_fits(struct request *request, const struct proto_request *asked, struct buf *answer,
                               struct err *err)
{
	struct proto_request less = *asked;
	request->params = &less.params;
	bool ok = call(request, &less, answer, err);
	while (!ok && answer->overflow && ask_less(&less)) {
		buf_clear(answer);
		*err = (struct err){0};
		ok = call(request, &less, answer, err);
	}
	request->params = &asked->params;
	return ok;
}

/* In a savepoint: false, and nothing has happened. */
static bool carry_out(struct request *request, const struct proto_request *asked, struct buf *answer,
                      struct proto_failure_info *failure)
{
	struct err err = {0}, failed = {0};
	bool was_in = request->session->user;
	db_begin(request->db, request->now_ms);
	db_savepoint(request->db);
	bool ok = call_until_it_fits(request, asked, answer, &err);
	bool kept = db_release(request->db, ok, &failed);
	if (!kept)
		log_error("%s: %s", proto_methods[asked->method].name, failed.text);
	if (ok && kept)
		return true;
	if (!was_in && request->session->user)
		session_log_out(request->session);
	*failure = (struct proto_failure_info){
	        .code = kept ? err.code : PROTO_ERROR_SERVER_FAILED,
	        .message = kept ? arena_strdup(request->arena, err.text) : NULL,
	        .field = kept ? request->field : NULL,
	        .retry_after_ms = kept ? request->retry_after_ms : 0,
	};
	return false;
}

static void serve(struct session *session, const struct proto_request *asked)
{
	struct server *server = session->server;
	struct proto_fields result = {0};
	struct proto_failure_info failure = {0};
	struct request request = {
	        .server = server,
	        .session = session,
	        .db = server->db,
	        .arena = &server->turn.arena,
	        .user = session->user,
	        .now_ms = clock_now_ms(),
	        .params = &asked->params,
	        .result = &result,
	};
	struct buf answer;
	buf_init(&answer, (size_t)server->options->limits.server_frame_bytes);
	if (!is_sent_too_often(&request, asked->method, &failure) &&
	    carry_out(&request, asked, &answer, &failure)) {
		add_answer(session, asked->id, &answer, request.close);
		add_events(&request);
	} else {
		answer_failure(session, asked->id, &failure, request.close);
		drop_events(&request);
	}
	vec_finish(&request.events);
	buf_finish(&answer);
}

void handler_receive(struct session *session, const char *text, size_t len)
{
	struct server *server = session->server;
	struct proto_request asked;
	struct proto_failure_info failure;
	bool ok = proto_decode_request(&server->turn.arena, text, len, &asked, &failure);
	bool is_known = ok || failure.code == PROTO_ERROR_INVALID_PARAMS;
	server->turn.has_requests = true;
	if (is_known)
		server->metrics.requests[asked.method]++;
	if (is_known && !session->user && asked.method != PROTO_METHOD_LOGIN) {
		failure = (struct proto_failure_info){.code = PROTO_ERROR_NOT_LOGGED_IN};
		ok = false;
	}
	if (ok)
		serve(session, &asked);
	else
		answer_failure(session, asked.id, &failure, 0);
}
