/* What one program encodes the other decodes, for every row of every table. */
#include "unit/test.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "unit/proto/sample.h"

static const char *const field_names[PROTO_FIELD_COUNT] = {
#define X(NAME, wire, kind, member) [PROTO_FIELD_##NAME] = wire,
        PROTO_FIELDS(X)
#undef X
};

struct fixture {
	struct arena arena;
	struct buf first, second;
	enum proto_method method; /* of request 7 */
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	arena_init(&fixture->arena);
	buf_init(&fixture->first, 1 << 20);
	buf_init(&fixture->second, 1 << 20);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	arena_finish(&fixture->arena);
	buf_finish(&fixture->first);
	buf_finish(&fixture->second);
	free(fixture);
	return 0;
}

static enum proto_method method_of(void *context, int64_t id)
{
	const struct fixture *fixture = context;
	return id == 7 ? fixture->method : PROTO_METHOD_COUNT;
}

static void assert_names_every_field(const char *text, proto_field_set set)
{
	for (int i = 0; i < PROTO_FIELD_COUNT; i++) {
		char name[64];
		snprintf(name, sizeof(name), "\"%s\":", field_names[i]);
		if (set >> i & 1)
			assert_non_null(strstr(text, name));
	}
}

static void decode_incoming(struct fixture *fixture, struct proto_incoming *incoming)
{
	struct err err;
	bool ok = proto_decode_incoming(&fixture->arena, fixture->first.data, fixture->first.len, method_of,
	                                fixture, incoming, &err);
	if (!ok)
		fail_msg("%s in %s", err.text, fixture->first.data);
}

static void test_params_of_every_method(void **state)
{
	struct fixture *fixture = *state;
	for (int method = 0; method < PROTO_METHOD_COUNT; method++) {
		const struct proto_method_info *info = &proto_methods[method];
		struct proto_fields params = sample_fields();
		struct proto_request request;
		struct proto_failure_info failure;
		buf_clear(&fixture->first);
		buf_clear(&fixture->second);
		params.present = info->required | info->optional;
		assert_true(proto_encode_request(&fixture->first, 7, (enum proto_method)method, &params));
		assert_names_every_field(fixture->first.data, params.present);
		assert_true(proto_decode_request(&fixture->arena, fixture->first.data, fixture->first.len,
		                                 &request, &failure));
		assert_string_equal(request.id, "7");
		assert_int_equal(request.method, method);
		assert_true(request.params.present == params.present);
		assert_true(proto_encode_request(&fixture->second, 7, request.method, &request.params));
		assert_string_equal(fixture->first.data, fixture->second.data);
	}
}

static void test_result_of_every_method(void **state)
{
	struct fixture *fixture = *state;
	for (int method = 0; method < PROTO_METHOD_COUNT; method++) {
		struct proto_fields result = sample_fields();
		struct proto_incoming incoming;
		fixture->method = (enum proto_method)method;
		buf_clear(&fixture->first);
		buf_clear(&fixture->second);
		result.present = proto_methods[method].result;
		assert_true(proto_encode_result(&fixture->first, "7", fixture->method, &result));
		assert_names_every_field(fixture->first.data, result.present);
		decode_incoming(fixture, &incoming);
		assert_int_equal(incoming.type, PROTO_INCOMING_RESULT);
		assert_int_equal(incoming.id, 7);
		assert_true(incoming.result.present == result.present);
		assert_true(proto_encode_result(&fixture->second, "7", fixture->method, &incoming.result));
		assert_string_equal(fixture->first.data, fixture->second.data);
	}
}

static void test_every_event(void **state)
{
	struct fixture *fixture = *state;
	for (int type = 0; type < PROTO_EVENT_COUNT; type++) {
		struct proto_event event = sample_event((enum proto_event_type)type);
		struct proto_incoming incoming;
		buf_clear(&fixture->first);
		buf_clear(&fixture->second);
		assert_true(proto_encode_event(&fixture->first, &event));
		decode_incoming(fixture, &incoming);
		assert_int_equal(incoming.type, PROTO_INCOMING_EVENT);
		assert_int_equal(incoming.event.type, type);
		assert_int_equal(incoming.event.event_id, 812);
		assert_true(proto_encode_event(&fixture->second, &incoming.event));
		assert_string_equal(fixture->first.data, fixture->second.data);
	}
}

static void test_an_event_kept_as_data_is_framed_alike(void **state)
{
	struct fixture *fixture = *state;
	for (int type = 0; type < PROTO_EVENT_COUNT; type++) {
		struct proto_event event = sample_event((enum proto_event_type)type);
		struct buf data;
		buf_init(&data, 1 << 20);
		buf_clear(&fixture->first);
		buf_clear(&fixture->second);
		assert_true(proto_encode_event(&fixture->first, &event));
		assert_true(proto_encode_event_data(&data, &event));
		assert_true(proto_frame_event(&fixture->second, event.type, event.event_id, data.data));
		assert_string_equal(fixture->first.data, fixture->second.data);
		buf_finish(&data);
	}
}

static void test_an_event_without_number_has_no_eventid(void **state)
{
	struct fixture *fixture = *state;
	struct proto_event event = {
	        .type = PROTO_EVENT_TYPING, .conversation_id = "C2Cbob", .user_id = "bob"};
	assert_true(proto_encode_event(&fixture->first, &event));
	assert_string_equal(fixture->first.data,
	                    "{\"jsonrpc\":\"2.0\",\"method\":\"onTyping\",\"params\":{\"data\":"
	                    "{\"conversationID\":\"C2Cbob\",\"userID\":\"bob\"}}}");
}

static void test_a_message_as_the_contract_writes_it(void **state)
{
	struct fixture *fixture = *state;
	struct proto_event event = {
	        .type = PROTO_EVENT_MESSAGE_RECEIVED,
	        .event_id = 1,
	        .messages = {&sample_messages[0], 1},
	};
	assert_true(proto_encode_event_data(&fixture->first, &event));
	assert_string_equal(
	        fixture->first.data,
	        "[{\"conversationID\":\"GROUPtest\",\"messageID\":\"m-1\",\"sequence\":41,"
	        "\"clientID\":\"6f1c2d2e-0000-4000-8000-000000000000\",\"from\":\"bob\",\"time\":"
	        "1763883120123,"
	        "\"type\":\"TIMTextElem\",\"payload\":{\"text\":\"The second shipment is here. Who signs?\"},"
	        "\"atUserList\":[\"Suppliers\"],\"replyTo\":\"m-0\","
	        "\"reactions\":[{\"reactionID\":\"👍\",\"userList\":[\"Suppliers\",\"Ärger \\\"quoted\\\" "
	        "\\\\ \\n\"]}],"
	        "\"isModified\":true,\"isRevoked\":false,\"cloudCustomData\":\"{\\\"k\\\":1}\","
	        "\"replyToMessage\":{\"messageID\":\"m-0\",\"sequence\":40,\"from\":\"carol\",\"text\":\"Is "
	        "it "
	        "here?\"}}]");
}

static void test_a_conversation_without_messages_says_null(void **state)
{
	struct fixture *fixture = *state;
	struct proto_event event = {
	        .type = PROTO_EVENT_CONVERSATIONS,
	        .conversations = {&sample_conversations[1], 1},
	};
	assert_true(proto_encode_event_data(&fixture->first, &event));
	assert_string_equal(
	        fixture->first.data,
	        "[{\"conversationID\":\"C2Cbob\",\"type\":\"C2C\",\"name\":\"Bob\",\"unreadCount\":0,"
	        "\"mentionCount\":0,"
	        "\"lastMessage\":null,\"lastReadSequence\":0,\"isPinned\":false,"
	        "\"messageRemindType\":\"AcceptAndNotify\",\"draftText\":\"\",\"customData\":\"\","
	        "\"conversationGroupList\":[],"
	        "\"userProfile\":{\"userID\":\"bob\",\"nick\":\"Bob\",\"selfSignature\":\"away\"},"
	        "\"peerReadSequence\":40}]");
}

static void test_a_revoked_message_has_no_payload(void **state)
{
	struct fixture *fixture = *state;
	struct proto_message message = sample_messages[0];
	message.is_revoked = true;
	struct proto_event event = {.type = PROTO_EVENT_MESSAGE_REVOKED, .messages = {&message, 1}};
	assert_true(proto_encode_event(&fixture->first, &event));
	assert_null(strstr(fixture->first.data, "payload"));
	assert_null(strstr(fixture->first.data, "shipment"));
}

static void test_a_payload_passes_as_it_came(void **state)
{
	struct fixture *fixture = *state;
	struct proto_fields params = sample_fields();
	struct proto_request request;
	struct proto_failure_info failure;
	params.present = proto_methods[PROTO_METHOD_SEND_MESSAGE].required;
	params.message_type = PROTO_MESSAGE_CUSTOM;
	params.payload = (struct proto_payload){.json = "{\"data\":\"d\",\"extra\":{\"deep\":[1,2.5,null]}}"};
	assert_true(proto_encode_request(&fixture->first, 7, PROTO_METHOD_SEND_MESSAGE, &params));
	assert_true(proto_decode_request(&fixture->arena, fixture->first.data, fixture->first.len, &request,
	                                 &failure));
	assert_string_equal(request.params.payload.data, "d");
	assert_string_equal(request.params.payload.json, params.payload.json);
}

static void test_limits_a_server_does_not_name_are_the_defaults(void **state)
{
	struct fixture *fixture = *state;
	struct proto_incoming incoming;
	fixture->method = PROTO_METHOD_LOGIN;
	buf_append_str(&fixture->first,
	               "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"userID\":\"a\",\"eventID\":1,"
	               "\"resumed\":false,\"serverTime\":2,\"limits\":{\"messageListCount\":5}}}");
	decode_incoming(fixture, &incoming);
	assert_int_equal(incoming.result.limits.page, 5);
	assert_int_equal(incoming.result.limits.convgroups, 20);
	assert_int_equal(incoming.result.limits.upload_kept_seconds, 0); /* one that never heard of it */
	assert_null(incoming.result.token);
}

static void test_every_failure(void **state)
{
	struct fixture *fixture = *state;
	const int codes[] = {
#define X(name, code, text) code,
	        PROTO_ERRORS(X)
#undef X
	};
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		struct proto_failure_info failure = {
		        .code = codes[i], .field = "groupName", .retry_after_ms = 1500};
		struct proto_incoming incoming;
		buf_clear(&fixture->first);
		assert_true(proto_encode_failure(&fixture->first, "9", &failure));
		decode_incoming(fixture, &incoming);
		assert_int_equal(incoming.type, PROTO_INCOMING_FAILURE);
		assert_int_equal(incoming.id, 9);
		assert_int_equal(incoming.failure.code, codes[i]);
		assert_string_equal(incoming.failure.message, proto_error_text(codes[i]));
		assert_string_equal(incoming.failure.field, "groupName");
		assert_int_equal(incoming.failure.retry_after_ms, 1500);
	}
}

static void test_a_failure_without_details_has_no_data(void **state)
{
	struct fixture *fixture = *state;
	struct proto_failure_info failure = {.code = PROTO_ERROR_NAME_TAKEN};
	assert_true(proto_encode_failure(&fixture->first, "\"x\"", &failure));
	assert_string_equal(fixture->first.data,
	                    "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"error\":{\"code\":51012,"
	                    "\"message\":\"A group of this name exists already\"}}");
}

static void test_numbers_are_written_in_full(void **state)
{
	struct fixture *fixture = *state;
	struct proto_fields params = {0};
	proto_set(&params, CONVERSATION_ID, conversation_id, "C2Cbob");
	proto_set(&params, SEQUENCE, sequence, INT64_C(9007199254740991));
	assert_true(proto_encode_request(&fixture->first, INT64_C(1000000000000000),
	                                 PROTO_METHOD_SET_MESSAGE_READ, &params));
	assert_non_null(strstr(fixture->first.data, "\"id\":1000000000000000,"));
	assert_non_null(strstr(fixture->first.data, "\"sequence\":9007199254740991}"));
}

static void test_text_that_is_no_utf8_never_leaves(void **state)
{
	struct fixture *fixture = *state;
	struct proto_fields params = {0};
	proto_set(&params, CONVGROUP, convgroup, "a\xFF\xC3z\x01");
	assert_true(proto_encode_request(&fixture->first, 1, PROTO_METHOD_DELETE_CONVGROUP, &params));
	assert_non_null(strstr(fixture->first.data, "\"groupName\":\"a\uFFFD\uFFFDz\\u0001\""));
}

static void test_a_frame_past_the_ceiling_is_refused(void **state)
{
	(void)state;
	struct buf small;
	struct proto_event event = sample_event(PROTO_EVENT_CONVERSATIONS);
	buf_init(&small, 500);
	assert_false(proto_encode_event(&small, &event));
	assert_true(small.len <= 500);
	buf_finish(&small);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        CASE(test_params_of_every_method),
	        CASE(test_result_of_every_method),
	        CASE(test_every_event),
	        CASE(test_an_event_kept_as_data_is_framed_alike),
	        CASE(test_an_event_without_number_has_no_eventid),
	        CASE(test_a_message_as_the_contract_writes_it),
	        CASE(test_a_conversation_without_messages_says_null),
	        CASE(test_a_revoked_message_has_no_payload),
	        CASE(test_a_payload_passes_as_it_came),
	        CASE(test_limits_a_server_does_not_name_are_the_defaults),
	        CASE(test_every_failure),
	        CASE(test_a_failure_without_details_has_no_data),
	        CASE(test_numbers_are_written_in_full),
	        CASE(test_text_that_is_no_utf8_never_leaves),
	        CASE(test_a_frame_past_the_ceiling_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
