/* What a server makes of whatever a peer sends as a request. */
#include "unit/test.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "proto/frame.h"

struct fixture {
	struct arena arena;
	struct proto_request request;
	struct proto_failure_info failure;
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

static bool decode(struct fixture *fixture, const char *text)
{
	return proto_decode_request(&fixture->arena, text, strlen(text), &fixture->request,
	                            &fixture->failure);
}

/* The request `method` with id 1 and these params. */
static bool decode_call(struct fixture *fixture, const char *method, const char *params)
{
	char *text = arena_printf(&fixture->arena,
	                          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}", method,
	                          params);
	return decode(fixture, text);
}

static void assert_refused(struct fixture *fixture, const char *text, int code, const char *id)
{
	if (decode(fixture, text))
		fail_msg("accepted: %s", text);
	if (fixture->failure.code != code)
		fail_msg("%d for %s", fixture->failure.code, text);
	if (id)
		assert_string_equal(fixture->request.id, id);
	else
		assert_null(fixture->request.id);
}

static void assert_bad_field(struct fixture *fixture, const char *method, const char *params, int code,
                             const char *field)
{
	if (decode_call(fixture, method, params))
		fail_msg("accepted: %s", params);
	assert_int_equal(fixture->failure.code, code);
	assert_string_equal(fixture->failure.field, field);
	assert_non_null(strstr(fixture->failure.message, field));
	assert_string_equal(fixture->request.id, "1");
}

static void test_ids_come_back_unchanged(void **state)
{
	struct fixture *fixture = *state;
	const char *ids[] = {"7",
	                     "0",
	                     "-3",
	                     "1.50",
	                     "1e3",
	                     "12345678901234567890123",
	                     "\"a\"",
	                     "\"\"",
	                     "\"\\u00e9\\n\"",
	                     "\"😀\"",
	                     "9007199254740993"};
	for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
		char text[200];
		snprintf(text, sizeof(text),
		         "{\"params\":{\"id\":5,\"x\":[{\"id\":6}]}, \"jsonrpc\":\"2.0\" , \"id\" : %s , "
		         "\"method\":\"logout\"}",
		         ids[i]);
		assert_true(decode(fixture, text));
		assert_string_equal(fixture->request.id, ids[i]);
	}
}

static void test_the_value_id_is_not_the_key(void **state)
{
	struct fixture *fixture = *state;
	assert_refused(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"id\",\"id\":9}", PROTO_ERROR_NO_METHOD,
	               "9");
}

static void test_a_request_without_id_is_a_notification(void **state)
{
	struct fixture *fixture = *state;
	assert_true(decode(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"logout\"}"));
	assert_null(fixture->request.id);
	assert_refused(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"nope\"}", PROTO_ERROR_NO_METHOD, NULL);
	assert_refused(fixture, "{\"jsonrpc\":\"2.0\",\"method\":\"logout\",\"params\":[]}",
	               PROTO_ERROR_INVALID_PARAMS, NULL);
}

static void test_what_is_not_json(void **state)
{
	struct fixture *fixture = *state;
	const char *texts[] = {
	        "",
	        " ",
	        "{",
	        "}",
	        "nonsense",
	        "[1,",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logout\"}x",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logout\"}{}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logout\",}",
	        "{\"jsonrpc\":\"2.0\",\"id\":01,\"method\":\"logout\"}",
	        "{\"jsonrpc\":\"2.0\",\"id\":+1,\"method\":\"logout\"}",
	        "{\"jsonrpc\":\"2.0\",\"id\":1.,\"method\":\"logout\"}",
	        "{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"logout\"}",
	        "{'jsonrpc':'2.0'}",
	        "{\"a\":\"raw \n newline\"}",
	        "{\"a\":\"\\x41\"}",
	        "{\"a\":\"\\u12G4\"}",
	        "{\"a\":\"open",
	        "{\"a\":\"open\\",
	        "{\"a\":\"bad \xFF byte\"}",
	        "{\"a\":\"\xED\xA0\x80\"}",
	        "\xEF\xBB\xBF{}",
	        "{\f}",
	        "{\"a\":tru}",
	        "{\"a\":truex}",
	};
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		assert_refused(fixture, texts[i], PROTO_ERROR_PARSE, "null");
}

static void test_a_nul_byte_is_not_json(void **state)
{
	struct fixture *fixture = *state;
	const char text[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logout\"}\0";
	assert_false(proto_decode_request(&fixture->arena, text, sizeof(text) - 1, &fixture->request,
	                                  &fixture->failure));
	assert_int_equal(fixture->failure.code, PROTO_ERROR_PARSE);
}

static void test_nesting_has_an_end(void **state)
{
	struct fixture *fixture = *state;
	enum { DEPTH = 100000 };
	struct buf text;
	buf_init(&text, 4 * DEPTH);
	buf_append_str(&text, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logout\",\"params\":{\"x\":");
	for (int i = 0; i < DEPTH; i++)
		buf_append_char(&text, '[');
	assert_refused(fixture, text.data, PROTO_ERROR_PARSE, "null");
	for (int i = 0; i < DEPTH; i++)
		buf_append_char(&text, ']');
	buf_append_str(&text, "}}");
	assert_refused(fixture, text.data, PROTO_ERROR_PARSE, "null");
	buf_finish(&text);
}

static void test_what_is_json_but_no_request(void **state)
{
	struct fixture *fixture = *state;
	const struct {
		const char *text, *id;
	} cases[] = {
	        {"[]", "null"},
	        {"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logout\"}]", "null"},
	        {"7", "null"},
	        {"\"text\"", "null"},
	        {"null", "null"},
	        {"{}", "null"},
	        {"{\"jsonrpc\":\"2.0\"}", "null"},
	        {"{\"jsonrpc\":\"2.0\",\"id\":5}", "5"},
	        {"{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":6}", "5"},
	        {"{\"jsonrpc\":2.0,\"id\":5,\"method\":\"logout\"}", "5"},
	        {"{\"jsonrpc\":\"1.0\",\"id\":\"x\",\"method\":\"logout\"}", "\"x\""},
	        {"{\"id\":5,\"method\":\"logout\"}", "5"},
	        {"{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"logout\"}", "null"},
	        {"{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"logout\"}", "null"},
	        {"{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"logout\"}", "null"},
	        {"{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"logout\"}", "null"},
	        {"{\"jsonrpc\":\"2.0\",\"id\":\"a\\u0000\",\"method\":\"logout\"}", "null"},
	        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"logout\"}", "null"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_refused(fixture, cases[i].text, PROTO_ERROR_INVALID_REQUEST, cases[i].id);
}

static void test_method_names_are_exact(void **state)
{
	struct fixture *fixture = *state;
	assert_refused(fixture, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Logout\"}", PROTO_ERROR_NO_METHOD,
	               "1");
	assert_refused(fixture, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logout\\u0000\"}",
	               PROTO_ERROR_NO_METHOD, "1");
	for (int i = 0; i < PROTO_METHOD_COUNT; i++) {
		enum proto_method method;
		assert_true(proto_method_from_name(proto_methods[i].name, &method));
		assert_int_equal(method, i);
	}
}

static void test_params_may_be_absent_when_nothing_is_required(void **state)
{
	struct fixture *fixture = *state;
	assert_true(
	        decode(fixture, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"getConversationGroupList\"}"));
	assert_true(fixture->request.params.present == 0);
	assert_refused(fixture, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"deleteConversationGroup\"}",
	               PROTO_ERROR_INVALID_PARAMS, "1");
	assert_string_equal(fixture->failure.field, "groupName");
}

static void test_params_are_an_object(void **state)
{
	struct fixture *fixture = *state;
	assert_bad_field(fixture, "logout", "[]", PROTO_ERROR_INVALID_PARAMS, "params");
	assert_bad_field(fixture, "logout", "null", PROTO_ERROR_INVALID_PARAMS, "params");
	assert_bad_field(fixture, "logout", "\"x\"", PROTO_ERROR_INVALID_PARAMS, "params");
}

static void test_every_required_member_is_missed_by_name(void **state)
{
	struct fixture *fixture = *state;
	for (int i = 0; i < PROTO_METHOD_COUNT; i++) {
		bool ok = decode_call(fixture, proto_methods[i].name, "{}");
		assert_int_equal(ok, proto_methods[i].required == 0);
		if (!ok) {
			assert_int_equal(fixture->failure.code, PROTO_ERROR_INVALID_PARAMS);
			assert_non_null(fixture->failure.field);
		}
		assert_int_equal(fixture->request.method, i);
	}
}

static void test_a_wrong_member_is_named(void **state)
{
	struct fixture *fixture = *state;
	const int shape = PROTO_ERROR_INVALID_PARAMS;
	const struct {
		const char *method, *params;
		int code;
		const char *field;
	} cases[] = {
	        {"deleteConversationGroup", "{\"groupName\":5}", shape, "groupName"},
	        {"deleteConversationGroup", "{\"groupName\":null}", shape, "groupName"},
	        {"deleteConversationGroup", "{\"groupName\":\"a\\u0000b\"}", shape, "groupName"},
	        {"deleteConversationGroup", "{\"groupName\":\"\\ud800\"}", shape, "groupName"},
	        {"deleteConversationGroup", "{\"groupName\":\"\\ud800\\u0041\"}", shape, "groupName"},
	        {"deleteConversationGroup", "{\"groupName\":\"\\udc00\"}", shape, "groupName"},
	        {"deleteConversationGroup", "{\"groupName\":\"a\",\"groupName\":\"b\"}", shape, "groupName"},
	        {"createConversationGroup", "{\"groupName\":\"a\"}", shape, "conversationIDList"},
	        {"createConversationGroup", "{\"groupName\":\"a\",\"conversationIDList\":\"C2Cb\"}", shape,
	         "conversationIDList"},
	        {"createConversationGroup", "{\"groupName\":\"a\",\"conversationIDList\":[1]}", shape,
	         "conversationIDList"},
	        {"createConversationGroup", "{\"groupName\":\"a\",\"conversationIDList\":[\"a\\u0000\"]}",
	         shape, "conversationIDList"},
	        {"moveConversationsToGroup", "{\"groupName\":\"a\",\"conversationIDList\":[]}", shape,
	         "fromGroupName"},
	        {"moveConversationsToGroup",
	         "{\"fromGroupName\":1,\"groupName\":\"a\",\"conversationIDList\":[]}", shape,
	         "fromGroupName"},
	        {"pinConversation", "{\"conversationID\":\"C2Cb\",\"isPinned\":1}", shape, "isPinned"},
	        {"setConversationGroupRemindType", "{\"groupName\":\"a\",\"messageRemindType\":\"Loud\"}",
	         shape, "messageRemindType"},
	        {"getConversationList", "{\"type\":\"TIMTextElem\"}", shape, "type"},
	        {"createGroup", "{\"name\":\"r\",\"type\":\"GROUP\"}", shape, "type"},
	        {"createGroup", "{\"name\":\"r\",\"memberList\":[{\"nick\":\"b\"}]}", shape, "memberList"},
	        {"createGroup", "{\"name\":\"r\",\"memberList\":[[]]}", shape, "memberList"},
	        {"setMessageRead", "{\"conversationID\":\"C2Cb\",\"sequence\":1.5}", shape, "sequence"},
	        {"setMessageRead", "{\"conversationID\":\"C2Cb\",\"sequence\":\"1\"}", shape, "sequence"},
	        {"setMessageRead", "{\"conversationID\":\"C2Cb\",\"sequence\":1e300}",
	         PROTO_ERROR_OUT_OF_RANGE, "sequence"},
	        {"setMessageRead", "{\"conversationID\":\"C2Cb\",\"sequence\":1e999}",
	         PROTO_ERROR_OUT_OF_RANGE, "sequence"},
	        {"setMessageRead", "{\"conversationID\":\"C2Cb\",\"sequence\":-9007199254740993}",
	         PROTO_ERROR_OUT_OF_RANGE, "sequence"},
	        {"sendMessage",
	         "{\"conversationID\":\"C2Cb\",\"clientID\":\"x\",\"type\":\"TIMTextElem\",\"payload\":"
	         "\"hi\"}",
	         shape, "payload"},
	        {"sendMessage",
	         "{\"conversationID\":\"C2Cb\",\"clientID\":\"x\",\"type\":\"TIMTextElem\",\"payload\":{}}",
	         shape, "payload"},
	        {"sendMessage",
	         "{\"conversationID\":\"C2Cb\",\"clientID\":\"x\",\"type\":\"TIMTextElem\",\"payload\":{"
	         "\"text\":1}}",
	         shape, "payload"},
	        {"sendMessage",
	         "{\"conversationID\":\"C2Cb\",\"clientID\":\"x\",\"type\":\"TIMFileElem\",\"payload\":{"
	         "\"fileName\":\"f\"}}",
	         shape, "payload"},
	        {"sendMessage",
	         "{\"conversationID\":\"C2Cb\",\"clientID\":\"x\",\"type\":\"TIMCustomElem\",\"payload\":{"
	         "\"own\":\"\\u0000\"}}",
	         shape, "payload"},
	        {"sendMessage",
	         "{\"conversationID\":\"C2Cb\",\"clientID\":\"x\",\"type\":\"Loud\",\"payload\":{}}", shape,
	         "type"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_bad_field(fixture, cases[i].method, cases[i].params, cases[i].code, cases[i].field);
}

static void test_unknown_members_are_ignored(void **state)
{
	struct fixture *fixture = *state;
	assert_true(decode_call(fixture, "deleteConversationGroup",
	                        "{\"x\":1,\"groupName\":\"a\",\"x\":{\"groupName\":5},\"y\":\"\\u0000\"}"));
	assert_string_equal(fixture->request.params.convgroup, "a");
	assert_true(fixture->request.params.present == PROTO_HAS(CONVGROUP));
}

static void test_a_field_of_another_method_is_unknown_here(void **state)
{
	struct fixture *fixture = *state;
	assert_true(decode_call(fixture, "getConversationGroupList", "{\"groupName\":5}"));
	assert_true(fixture->request.params.present == 0);
}

static void test_an_empty_list_differs_from_none(void **state)
{
	struct fixture *fixture = *state;
	assert_true(decode_call(fixture, "getConversationList", "{\"conversationIDList\":[]}"));
	assert_true(proto_has(&fixture->request.params, PROTO_FIELD_CONVERSATION_IDS));
	assert_int_equal(fixture->request.params.conversation_ids.len, 0);
	assert_true(decode_call(fixture, "getConversationList", "{}"));
	assert_false(proto_has(&fixture->request.params, PROTO_FIELD_CONVERSATION_IDS));
}

static void test_from_no_group_is_present_and_null(void **state)
{
	struct fixture *fixture = *state;
	assert_true(decode_call(
	        fixture, "moveConversationsToGroup",
	        "{\"fromGroupName\":null,\"groupName\":\"a\",\"conversationIDList\":[\"C2Cb\"]}"));
	assert_true(proto_has(&fixture->request.params, PROTO_FIELD_FROM_CONVGROUP));
	assert_null(fixture->request.params.from_convgroup);
}

static void test_members_come_as_names_or_objects(void **state)
{
	struct fixture *fixture = *state;
	assert_true(decode_call(
	        fixture, "createGroup",
	        "{\"name\":\"r\",\"memberList\":[\"bob\",{\"userID\":\"carol\",\"role\":\"x\"}]}"));
	const struct strspan members = fixture->request.params.members;
	assert_int_equal(members.len, 2);
	assert_string_equal(members.items[0], "bob");
	assert_string_equal(members.items[1], "carol");
}

static void test_numbers_that_are_whole_pass(void **state)
{
	struct fixture *fixture = *state;
	const struct {
		const char *text;
		int64_t value;
	} cases[] = {{"0", 0},
	             {"-5", -5},
	             {"1e3", 1000},
	             {"7.0", 7},
	             {"9007199254740991", INT64_C(9007199254740991)}};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char params[100];
		snprintf(params, sizeof(params), "{\"conversationID\":\"C2Cb\",\"sequence\":%s}",
		         cases[i].text);
		assert_true(decode_call(fixture, "setMessageRead", params));
		assert_int_equal(fixture->request.params.sequence, cases[i].value);
	}
}

static void test_escapes_become_text(void **state)
{
	struct fixture *fixture = *state;
	assert_true(decode_call(fixture, "deleteConversationGroup",
	                        "{\"groupName\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83d\\uDE00\"}"));
	assert_string_equal(fixture->request.params.convgroup, "\"\\/\b\f\n\r\té😀");
}

static void test_a_flood_of_members_is_no_matter(void **state)
{
	struct fixture *fixture = *state;
	struct buf params;
	buf_init(&params, 1 << 21);
	buf_append_str(&params, "{\"groupName\":\"a\"");
	for (int i = 0; i < 100000; i++)
		buf_append_str(&params, ",\"a\":[]");
	buf_append_char(&params, '}');
	assert_true(decode_call(fixture, "deleteConversationGroup", params.data));
	buf_finish(&params);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        CASE(test_ids_come_back_unchanged),
	        CASE(test_the_value_id_is_not_the_key),
	        CASE(test_a_request_without_id_is_a_notification),
	        CASE(test_what_is_not_json),
	        CASE(test_a_nul_byte_is_not_json),
	        CASE(test_nesting_has_an_end),
	        CASE(test_what_is_json_but_no_request),
	        CASE(test_method_names_are_exact),
	        CASE(test_params_may_be_absent_when_nothing_is_required),
	        CASE(test_params_are_an_object),
	        CASE(test_every_required_member_is_missed_by_name),
	        CASE(test_a_wrong_member_is_named),
	        CASE(test_unknown_members_are_ignored),
	        CASE(test_a_field_of_another_method_is_unknown_here),
	        CASE(test_an_empty_list_differs_from_none),
	        CASE(test_from_no_group_is_present_and_null),
	        CASE(test_members_come_as_names_or_objects),
	        CASE(test_numbers_that_are_whole_pass),
	        CASE(test_escapes_become_text),
	        CASE(test_a_flood_of_members_is_no_matter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
