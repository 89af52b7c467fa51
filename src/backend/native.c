/*
 * native: keeps what is in flight (which id a frame was sent under, and for which request), and puts the three
 * tables together: native_request.c, native_answer.c, native_event.c.
 */
#include "backend/native.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "backend/native_answer.h"
#include "backend/native_event.h"
#include "backend/native_request.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "proto/upload.h"

struct native {
	struct backend base;
	char *self; /* NULL before the first login */
	int64_t next_id;
	VEC(struct native_flight) flights; /* in the order in which they were sent */
};

/* A login that failed for one of these fails again. */
static const int hopeless[] = {
        PROTO_ERROR_WRONG_CREDENTIALS, PROTO_ERROR_TOKEN_EXPIRED,   PROTO_ERROR_NO_ACCOUNT,
        PROTO_ERROR_NO_METHOD,         PROTO_ERROR_INVALID_REQUEST, PROTO_ERROR_INVALID_PARAMS,
        PROTO_ERROR_NOT_ALLOWED,
};

static struct native *native_of(struct backend *backend)
{
	return (struct native *)((char *)backend - offsetof(struct native, base));
}

static void flight_finish(struct native_flight *flight)
{
	arena_finish(&flight->kept);
	vec_finish(&flight->people);
}

static struct native_flight *find_flight(struct native *native, int64_t id)
{
	for (size_t i = 0; i < native->flights.len; i++)
		if (native->flights.items[i].id == id)
			return &native->flights.items[i];
	return NULL;
}

/* Another frame of the same request. */
static struct native_flight *find_sibling(struct native *native, const struct native_flight *flight)
{
	for (size_t i = 0; i < native->flights.len; i++) {
		struct native_flight *other = &native->flights.items[i];
		if (other != flight && other->request == flight->request)
			return other;
	}
	return NULL;
}

static void forget_flight(struct native *native, struct native_flight *flight)
{
	flight_finish(flight);
	vec_remove(&native->flights, (size_t)(flight - native->flights.items));
}

static enum proto_method method_of(void *context, int64_t id)
{
	const struct native_flight *flight = find_flight(context, id);
	return flight ? flight->method : PROTO_METHOD_COUNT;
}

/* Gives `flight` its id. False when the frame would be too large: then nothing is sent. */
static bool send_frame(struct native *native, struct native_flight *flight, const struct proto_fields *params,
                       struct backend_out *out)
{
	struct buf frame;
	buf_init(&frame, BACKEND_FRAME_MAX);
	flight->id = native->next_id + 1;
	bool fits = proto_encode_request(&frame, flight->id, flight->method, params);
	if (fits) {
		native->next_id++;
		vec_push(&out->frames, buf_take(&frame));
	}
	buf_finish(&frame);
	return fits;
}

static void add_stopped(struct backend_out *out, int code, const char *text)
{
	struct state_event *event = state_event_add(&out->events, STATE_EVENT_SESSION);
	event->status = STATE_STOPPED;
	event->code = code;
	event->text = text;
}

static void refuse_request(const struct state_request *request, struct backend_out *out)
{
	struct state_event *event = state_event_add(&out->events, STATE_EVENT_ANSWERED);
	event->request_id = request->id;
	event->code = PROTO_ERROR_MESSAGE_TOO_LARGE;
	event->text = proto_error_text(event->code);
}

static bool send_request(struct native *native, const struct state_request *request, enum proto_method method,
                         const struct proto_fields *params, struct backend_out *out)
{
	struct native_flight flight = {.method = method, .request = request->id};
	if (!send_frame(native, &flight, params, out))
		return false;
	arena_init(&flight.kept);
	flight.room = arena_strdup(&flight.kept, request->room);
	flight.one = request->type == STATE_REQUEST_FIND_PERSON;
	vec_push(&native->flights, flight);
	return true;
}

static void native_do_request(struct backend *backend, const struct state_request *request,
                              struct backend_out *out)
{
	struct native *native = native_of(backend);
	struct proto_fields params = {0};
	enum proto_method method = native_request_fill(request, &params);
	if (!send_request(native, request, method, &params, out))
		refuse_request(request, out);
	if (request->type == STATE_REQUEST_SYNC) {
		const struct proto_fields nothing = {0};
		send_request(native, request, PROTO_METHOD_GET_CONVGROUP_LIST, &nothing, out);
	}
}

/* ANSWERED, unless the request has another frame in flight: that one's answer tells, then. */
static void finish_flight(struct native *native, struct native_flight *flight, struct state_event *answer,
                          struct backend_out *out)
{
	struct native_flight *sibling = flight->request ? find_sibling(native, flight) : NULL;
	int code = answer->code ? answer->code : flight->code;
	const char *text = answer->code ? answer->text : flight->text;
	if (sibling) {
		sibling->code = code;
		sibling->text = arena_strdup(&sibling->kept, text);
	} else if (flight->request) {
		answer->code = code;
		answer->text = arena_strdup(&out->events.arena, text);
		*state_event_add(&out->events, STATE_EVENT_ANSWERED) = *answer;
	}
	bool ended = flight->method == PROTO_METHOD_LOGOUT && code == PROTO_OK;
	forget_flight(native, flight);
	if (ended)
		add_stopped(out, PROTO_OK, "Logged out");
}

static void take_result(struct native *native, const struct proto_incoming *incoming, struct backend_out *out)
{
	struct native_flight *flight = find_flight(native, incoming->id);
	if (flight->method == PROTO_METHOD_LOGIN)
		mem_replace(&native->self, incoming->result.user_id);
	struct state_event answer = {.type = STATE_EVENT_ANSWERED, .request_id = flight->request};
	struct native_answer at = {
	        .self = native->self,
	        .flight = flight,
	        .result = &incoming->result,
	        .events = &out->events,
	        .answer = &answer,
	};
	native_answer(&at);
	if (!at.goes_on || !send_frame(native, flight, &at.next, out))
		finish_flight(native, flight, &answer, out);
}

static const char *failure_text(const struct proto_failure_info *failure)
{
	return str_empty(failure->message) ? proto_error_text(failure->code) : failure->message;
}

static bool is_hopeless(int code)
{
	for (size_t i = 0; i < sizeof(hopeless) / sizeof(hopeless[0]); i++)
		if (hopeless[i] == code)
			return true;
	return false;
}

/* False: to be tried again on a new connection. */
static bool take_login_failure(const struct proto_failure_info *failure, struct backend_out *out,
                               struct err *err)
{
	if (is_hopeless(failure->code)) {
		add_stopped(out, failure->code, failure_text(failure));
		return true;
	}
	out->retry_after_ms = failure->retry_after_ms;
	return err_set(err, failure->code, "%s", failure_text(failure));
}

static bool take_failure(struct native *native, const struct proto_incoming *incoming,
                         struct backend_out *out, struct err *err)
{
	struct native_flight *flight = find_flight(native, incoming->id);
	const struct proto_failure_info *failure = &incoming->failure;
	if (!flight)
		return err_set(err, failure->code, "The server did not understand what was sent (%s)",
		               failure_text(failure));
	if (flight->method == PROTO_METHOD_LOGIN) {
		forget_flight(native, flight);
		return take_login_failure(failure, out, err);
	}
	struct state_event answer = {
	        .type = STATE_EVENT_ANSWERED,
	        .request_id = flight->request,
	        .code = failure->code ? failure->code : PROTO_ERROR_SERVER_FAILED,
	        .text = failure_text(failure),
	};
	finish_flight(native, flight, &answer, out);
	return true;
}

static bool native_received(struct backend *backend, const char *text, size_t len, struct backend_out *out,
                            struct err *err)
{
	struct native *native = native_of(backend);
	struct proto_incoming incoming;
	if (!proto_decode_incoming(&out->events.arena, text, len, method_of, native, &incoming, err))
		return err_prefix(err, "The server broke the protocol");
	switch (incoming.type) {
	case PROTO_INCOMING_RESULT:
		take_result(native, &incoming, out);
		return true;
	case PROTO_INCOMING_FAILURE:
		return take_failure(native, &incoming, out, err);
	case PROTO_INCOMING_EVENT:
		native_event(&out->events, &incoming.event, native->self);
		return true;
	case PROTO_INCOMING_UNKNOWN:
		break;
	}
	return true;
}

static void native_opened(struct backend *backend, const struct backend_login *login, struct backend_out *out)
{
	struct native *native = native_of(backend);
	struct proto_fields params = {0};
	if (login->user)
		proto_set(&params, USER_ID, user_id, login->user);
	if (login->token)
		proto_set(&params, TOKEN, token, login->token);
	else if (login->password)
		proto_set(&params, PASSWORD, password, login->password);
	if (login->resume_from)
		proto_set(&params, RESUME_FROM, resume_from, login->resume_from);
	if (login->device)
		proto_set(&params, DEVICE_NAME, device_name, login->device);
	const struct state_request request = {.id = 0};
	if (!send_request(native, &request, PROTO_METHOD_LOGIN, &params, out))
		add_stopped(out, PROTO_ERROR_WRONG_CREDENTIALS,
		            proto_error_text(PROTO_ERROR_WRONG_CREDENTIALS));
}

static void native_closed(struct backend *backend)
{
	struct native *native = native_of(backend);
	for (size_t i = 0; i < native->flights.len; i++)
		flight_finish(&native->flights.items[i]);
	vec_clear(&native->flights);
}

static void native_destroy(struct backend *backend)
{
	if (!backend)
		return;
	struct native *native = native_of(backend);
	native_closed(backend);
	vec_finish(&native->flights);
	free(native->self);
	free(native);
}

static char *native_uploaded(const char *answer)
{
	return proto_decode_upload(answer, strlen(answer));
}

static const struct backend_ops native_ops = {
        .subprotocol = "covey.v1.json",
        .destroy = native_destroy,
        .opened = native_opened,
        .received = native_received,
        .request = native_do_request,
        .closed = native_closed,
        .upload_path = PROTO_UPLOAD_PATH,
        .kept_upload_path = PROTO_UPLOAD_PREFIX,
        .uploaded = native_uploaded,
};

struct backend *native_create(void)
{
	struct native *native = mem_alloc(sizeof(*native));
	native->base.ops = &native_ops;
	return &native->base;
}
