/* request: what a server reads and answers, and what a client asks. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"
#include "proto/envelope.h"
#include "proto/fields.h"
#include "proto/frame.h"
#include "proto/parse.h"
#include "proto/value.h"
#include "proto/write.h"

static bool refuse(struct proto_failure_info *failure, int code, const char *message)
{
	*failure = (struct proto_failure_info){.code = code, .message = message};
	return false;
}

static bool refuse_field(struct arena *arena, struct proto_failure_info *failure,
                         const struct shape_reader *reader)
{
	const char *field = reader->field ? reader->field : "params";
	*failure = (struct proto_failure_info){
	        .code = reader->code,
	        .message = arena_printf(arena, "The parameter %s %s", field, reader->problem),
	        .field = field,
	};
	return false;
}

/* The id as it came; NULL for none; false for one that cannot be answered. */
static bool read_id(const struct parsed *parsed, const struct envelope *envelope, proto_id *id)
{
	*id = parsed->id;
	if (!envelope->id)
		return true;
	return parsed->id && (cJSON_IsString(envelope->id) || cJSON_IsNumber(envelope->id));
}

static bool read_params(struct arena *arena, const struct cJSON *params, struct proto_request *request,
                        struct proto_failure_info *failure)
{
	const struct proto_method_info *info = &proto_methods[request->method];
	const cJSON none = {.type = cJSON_Object};
	struct shape_reader reader = {.arena = arena};
	struct proto_fields *fields = &request->params;
	if (!fields_read(&reader, info->required | info->optional, info->required, params ? params : &none,
	                 fields))
		return refuse_field(arena, failure, &reader);
	if (proto_has(fields, PROTO_FIELD_PAYLOAD) && proto_has(fields, PROTO_FIELD_MESSAGE_TYPE) &&
	    !value_payload_fits(fields->message_type, &fields->payload)) {
		reader.field = "payload";
		shape_fail(&reader, PROTO_ERROR_INVALID_PARAMS, "lacks what its type needs");
		return refuse_field(arena, failure, &reader);
	}
	return true;
}

static bool read_request(struct arena *arena, const struct parsed *parsed, struct proto_request *request,
                         struct proto_failure_info *failure)
{
	struct envelope envelope;
	/* JSON-RPC 2.0, section 5: null where the id could not be found out. */
	request->id = "null";
	if (!envelope_read(parsed->root, &envelope))
		return refuse(failure, PROTO_ERROR_INVALID_REQUEST, NULL);
	proto_id id;
	if (!read_id(parsed, &envelope, &id))
		return refuse(failure, PROTO_ERROR_INVALID_REQUEST, "An id is a number or a string");
	if (id)
		request->id = id;
	if (!envelope_is_2_0(&envelope) || !cJSON_IsString(envelope.method))
		return refuse(failure, PROTO_ERROR_INVALID_REQUEST, NULL);
	request->id = id;
	if (!proto_method_from_name(envelope.method->valuestring, &request->method))
		return refuse(failure, PROTO_ERROR_NO_METHOD, NULL);
	return read_params(arena, envelope.params, request, failure);
}

bool proto_decode_request(struct arena *arena, const char *text, size_t len, struct proto_request *request,
                          struct proto_failure_info *failure)
{
	struct parsed parsed;
	*request = (struct proto_request){.id = "null"};
	*failure = (struct proto_failure_info){0};
	const char *why = parse_text(arena, text, len, &parsed);
	if (why)
		return refuse(failure, PROTO_ERROR_PARSE, why);
	bool ok = read_request(arena, &parsed, request, failure);
	parse_finish(&parsed);
	return ok;
}

static void write_answer_head(struct buf *out, proto_id id)
{
	buf_append_str(out, "{\"jsonrpc\":\"2.0\",\"id\":");
	buf_append_str(out, id);
	buf_append_char(out, ',');
}

bool proto_encode_result(struct buf *out, proto_id id, enum proto_method method,
                         const struct proto_fields *result)
{
	proto_field_set wanted = proto_methods[method].result;
	assert((result->present & ~wanted) == 0);
	assert((wanted & ~result->present & ~proto_result_optional(method)) == 0);
	(void)wanted;
	write_answer_head(out, id);
	buf_append_str(out, "\"result\":");
	fields_write(out, result);
	return buf_append_char(out, '}');
}

static void write_failure_data(struct buf *out, const struct proto_failure_info *failure)
{
	buf_append_str(out, ",\"data\":{");
	if (failure->field) {
		write_name(out, "field");
		write_string(out, failure->field);
	}
	if (failure->retry_after_ms > 0) {
		write_name(out, "retryAfterMs");
		write_int(out, failure->retry_after_ms);
	}
	buf_append_char(out, '}');
}

bool proto_encode_failure(struct buf *out, proto_id id, const struct proto_failure_info *failure)
{
	write_answer_head(out, id);
	buf_printf(out, "\"error\":{\"code\":%d,\"message\":", failure->code);
	write_string(out, failure->message ? failure->message : proto_error_text(failure->code));
	if (failure->field || failure->retry_after_ms > 0)
		write_failure_data(out, failure);
	return buf_append_str(out, "}}");
}

bool proto_encode_request(struct buf *out, int64_t id, enum proto_method method,
                          const struct proto_fields *params)
{
	const struct proto_method_info *info = &proto_methods[method];
	assert((params->present & ~(info->required | info->optional)) == 0);
	assert((info->required & ~params->present) == 0);
	buf_append_str(out, "{\"jsonrpc\":\"2.0\",\"id\":");
	write_int(out, id);
	buf_printf(out, ",\"method\":\"%s\",\"params\":", info->name);
	fields_write(out, params);
	return buf_append_char(out, '}');
}
