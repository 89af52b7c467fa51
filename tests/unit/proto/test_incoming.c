/* What a client makes of whatever a server sends. */
#include "unit/test.h"

#include "base/arena.h"
#include "base/err.h"
#include "proto/frame.h"

struct fixture {
	struct arena arena;
	struct proto_incoming incoming;
	struct err err;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	arena_init(&fixture->arena);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	arena_finish(&fixture->arena);
	free(fixture);
	return 0;
}

/* Request 1 asked for the list of groups, request 2 for a message to be sent. */
static enum proto_method method_of(void *context, int64_t id)
{
	(void)context;
	return id == 1   ? PROTO_METHOD_GET_CONVGROUP_LIST
	       : id == 2 ? PROTO_METHOD_SEND_MESSAGE
	                 : PROTO_METHOD_COUNT;
}

static bool decode(struct fixture *fixture, const char *text)
{
	return proto_decode_incoming(&fixture->arena, text, strlen(text), method_of, NULL, &fixture->incoming,
	                             &fixture->err);
}

static void test_what_no_conforming_server_sends(void **state)
{
	struct fixture *fixture = *state;
	const char *texts[] = {
	        "",
	        "[]",
	        "{}",
	        "{\"jsonrpc\":\"2.0\"}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1}",
	        "{\"jsonrpc\":\"1.0\",\"id\":1,\"result\":{\"groupNameList\":[]}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"groupNameList\":[]},\"error\":{\"code\":1}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{\"groupNameList\":[]}}",
	        "{\"jsonrpc\":\"2.0\",\"result\":{\"groupNameList\":[]}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"result\":{\"groupNameList\":[]}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[]}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"groupNameList\":null}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"message\":{}}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":\"x\"}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":99999999999}}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":7}",
	        "{\"jsonrpc\":\"2.0\",\"method\":\"onMessageReceived\"}",
	        "{\"jsonrpc\":\"2.0\",\"method\":\"onMessageReceived\",\"params\":{}}",
	        "{\"jsonrpc\":\"2.0\",\"method\":\"onMessageReceived\",\"params\":{\"data\":{}}}",
	        "{\"jsonrpc\":\"2.0\",\"method\":\"onMessageReceived\",\"params\":{\"data\":[1]}}",
	        "{\"jsonrpc\":\"2.0\",\"method\":\"onConversationGroupListUpdated\",\"params\":{\"data\":["
	        "null]}}",
	        "{\"jsonrpc\":\"2.0\",\"method\":\"onConversationGroupListUpdated\",\"params\":{\"eventID\":"
	        "1.5,\"data\":[]}}",
	        "{\"jsonrpc\":\"2.0\",\"method\":\"onConversationInGroupUpdated\",\"params\":{\"data\":{"
	        "\"groupName\":\"a\"}}}",
	};
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		fixture->err.text[0] = '\0';
		if (decode(fixture, texts[i]))
			fail_msg("accepted: %s", texts[i]);
		assert_string_not_equal(fixture->err.text, "");
	}
}

static void test_what_a_later_server_may_send_is_ignored(void **state)
{
	struct fixture *fixture = *state;
	assert_true(decode(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"onSomethingNew\",\"params\":[1]}"));
	assert_int_equal(fixture->incoming.type, PROTO_INCOMING_UNKNOWN);
	assert_true(decode(fixture, "{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":5}"));
	assert_int_equal(fixture->incoming.type, PROTO_INCOMING_UNKNOWN);
	assert_true(decode(
	        fixture,
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"new\":0,\"result\":{\"groupNameList\":[\"a\"],\"new\":1}}"));
	assert_string_equal(fixture->incoming.result.convgroups.items[0], "a");
}

static void test_a_failure_without_id_is_read(void **state)
{
	struct fixture *fixture = *state;
	assert_true(decode(
	        fixture, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"no\"}}"));
	assert_int_equal(fixture->incoming.type, PROTO_INCOMING_FAILURE);
	assert_int_equal(fixture->incoming.id, 0);
	assert_int_equal(fixture->incoming.failure.code, PROTO_ERROR_PARSE);
	assert_null(fixture->incoming.failure.field);
}

static void test_a_message_of_an_unknown_type_passes_unharmed(void **state)
{
	struct fixture *fixture = *state;
	assert_true(decode(fixture, "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"message\":{"
	                            "\"conversationID\":\"C2Cb\",\"messageID\":\"m\","
	                            "\"sequence\":1,\"from\":\"b\",\"time\":5,\"type\":\"TIMSoundElem\","
	                            "\"payload\":{\"second\":3}}}}"));
	const struct proto_message *message = fixture->incoming.result.message;
	assert_int_equal(message->type, PROTO_MESSAGE_CUSTOM);
	assert_string_equal(message->payload.json, "{\"second\":3}");
	assert_null(message->payload.data);
}

static void test_a_text_message_has_text_or_is_revoked(void **state)
{
	struct fixture *fixture = *state;
	const char *without = "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"message\":{\"conversationID\":"
	                      "\"C2Cb\",\"messageID\":\"m\","
	                      "\"sequence\":1,\"from\":\"b\",\"time\":5,\"type\":\"TIMTextElem\"}}}";
	const char *revoked =
	        "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"message\":{\"conversationID\":\"C2Cb\","
	        "\"messageID\":\"m\","
	        "\"sequence\":1,\"from\":\"b\",\"time\":5,\"type\":\"TIMTextElem\",\"isRevoked\":true,"
	        "\"payload\":{\"text\":\"still here\"}}}}";
	assert_false(decode(fixture, without));
	assert_true(decode(fixture, revoked));
	assert_null(fixture->incoming.result.message->payload.text);
	assert_null(fixture->incoming.result.message->payload.json);
}

static void test_null_of_a_server_is_absence(void **state)
{
	struct fixture *fixture = *state;
	assert_true(decode(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"onConversationListUpdated\","
	                            "\"params\":{\"eventID\":3,\"data\":["
	                            "{\"conversationID\":\"C2Cb\",\"type\":\"C2C\",\"name\":\"b\","
	                            "\"lastMessage\":null,\"draftText\":null,"
	                            "\"unreadCount\":null,\"userProfile\":null}]}}"));
	const struct proto_conversation *conversation = fixture->incoming.event.conversations.items;
	assert_null(conversation->last_message);
	assert_null(conversation->draft_text);
	assert_null(conversation->user);
	assert_int_equal(conversation->unread_count, 0);
	assert_int_equal(fixture->incoming.event.event_id, 3);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        CASE(test_what_no_conforming_server_sends),
	        CASE(test_what_a_later_server_may_send_is_ignored),
	        CASE(test_a_failure_without_id_is_read),
	        CASE(test_a_message_of_an_unknown_type_passes_unharmed),
	        CASE(test_a_text_message_has_text_or_is_revoked),
	        CASE(test_null_of_a_server_is_absence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
