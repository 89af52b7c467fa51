/* incoming: what a client gets: answers and events. */
#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/err.h"
#include "proto/envelope.h"
#include "proto/event.h"
#include "proto/fields.h"
#include "proto/frame.h"
#include "proto/parse.h"

static const struct shape_member error_members[] = {
        {"code", SHAPE_CODE, SHAPE_REQUIRED, offsetof(struct proto_failure_info, code)},
        {"message", SHAPE_STRING, SHAPE_OPTIONAL, offsetof(struct proto_failure_info, message)},
};
static const struct shape error_shape = {
        .members = error_members, .count = 2, .size = sizeof(struct proto_failure_info)};

static const struct shape_member data_members[] = {
        {"field", SHAPE_STRING, SHAPE_OPTIONAL, offsetof(struct proto_failure_info, field)},
        {"retryAfterMs", SHAPE_INT, SHAPE_OPTIONAL, offsetof(struct proto_failure_info, retry_after_ms)},
};
static const struct shape data_shape = {
        .members = data_members, .count = 2, .size = sizeof(struct proto_failure_info)};

static const struct shape_member id_member = {"id", SHAPE_INT, SHAPE_REQUIRED, 0};
static const struct shape_member event_id_member = {"eventID", SHAPE_INT, SHAPE_OPTIONAL,
                                                    offsetof(struct proto_event, event_id)};

static bool read_id(struct shape_reader *reader, const cJSON *id, int64_t *value)
{
	if (cJSON_IsNull(id)) {
		*value = 0;
		return true;
	}
	return shape_read_member(reader, &id_member, id, value);
}

static bool read_result(struct shape_reader *reader, const struct envelope *envelope,
                        proto_method_of method_of, void *context, struct proto_incoming *incoming)
{
	if (!read_id(reader, envelope->id, &incoming->id))
		return false;
	enum proto_method method = method_of(context, incoming->id);
	if (method == PROTO_METHOD_COUNT)
		return true;
	incoming->type = PROTO_INCOMING_RESULT;
	proto_field_set members = proto_methods[method].result;
	return fields_read(reader, members, members & ~proto_result_optional(method), envelope->result,
	                   &incoming->result);
}

static bool read_failure(struct shape_reader *reader, const struct envelope *envelope,
                         struct proto_incoming *incoming)
{
	incoming->type = PROTO_INCOMING_FAILURE;
	if (!read_id(reader, envelope->id, &incoming->id))
		return false;
	struct proto_failure_info *failure = &incoming->failure;
	if (!shape_read_struct(reader, &error_shape, envelope->error, failure))
		return false;
	const cJSON *data = cJSON_GetObjectItemCaseSensitive(envelope->error, "data");
	return !cJSON_IsObject(data) || shape_read_struct(reader, &data_shape, data, failure);
}

static bool read_event(struct shape_reader *reader, const struct envelope *envelope,
                       struct proto_incoming *incoming)
{
	struct proto_event *event = &incoming->event;
	if (!event_type_from_name(envelope->method->valuestring, &event->type))
		return true;
	incoming->type = PROTO_INCOMING_EVENT;
	const cJSON *event_id = cJSON_GetObjectItemCaseSensitive(envelope->params, "eventID");
	if (event_id && !shape_read_member(reader, &event_id_member, event_id, event))
		return false;
	return event_read_data(reader, cJSON_GetObjectItemCaseSensitive(envelope->params, "data"), event);
}

static bool read_incoming(struct shape_reader *reader, const cJSON *root, proto_method_of method_of,
                          void *context, struct proto_incoming *incoming)
{
	struct envelope envelope;
	if (!envelope_read(root, &envelope) || !envelope_is_2_0(&envelope))
		return shape_fail(reader, PROTO_ERROR_INVALID_REQUEST, "is not JSON-RPC 2.0");
	if (cJSON_IsString(envelope.method))
		return read_event(reader, &envelope, incoming);
	if (envelope.result && !envelope.error)
		return read_result(reader, &envelope, method_of, context, incoming);
	if (envelope.error && !envelope.result)
		return read_failure(reader, &envelope, incoming);
	return shape_fail(reader, PROTO_ERROR_INVALID_REQUEST, "is neither an answer nor an event");
}

bool proto_decode_incoming(struct arena *arena, const char *text, size_t len, proto_method_of method_of,
                           void *context, struct proto_incoming *incoming, struct err *err)
{
	struct parsed parsed;
	struct shape_reader reader = {.arena = arena, .null_is_absent = true};
	*incoming = (struct proto_incoming){.type = PROTO_INCOMING_UNKNOWN};
	const char *why = parse_text(arena, text, len, &parsed);
	if (why)
		return err_set(err, PROTO_ERROR_PARSE, "the server sent something else than JSON: %s", why);
	bool ok = read_incoming(&reader, parsed.root, method_of, context, incoming);
	parse_finish(&parsed);
	if (!ok)
		err_set(err, reader.code, "the server sent a frame whose %s %s",
		        reader.field ? reader.field : "content", reader.problem);
	return ok;
}
