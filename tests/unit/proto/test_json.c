/* JSON for the command line, and the tables of names. */
#include "unit/test.h"

#include "base/arena.h"
#include "base/err.h"
#include "proto/error.h"
#include "proto/json.h"
#include "proto/types.h"

static void test_prints_one_line_with_whole_numbers(void **state)
{
	(void)state;
	struct json *object = json_object(), *list = json_array();
	json_set_string(object, "name", "a\n\"b\"");
	json_set_string(object, "none", NULL);
	json_set_int(object, "time", INT64_C(1000000000000000));
	json_set_int(object, "least", INT64_MIN);
	json_set_bool(object, "yes", true);
	json_push_string(list, "x");
	json_push_string(list, NULL);
	json_push(list, json_object());
	json_set(object, "list", list);
	char *text = json_print(object);
	assert_string_equal(text, "{\"name\":\"a\\n\\\"b\\\"\",\"none\":null,\"time\":1000000000000000,"
	                          "\"least\":-9223372036854775808,\"yes\":true,\"list\":[\"x\",null,{}]}");
	free(text);
	json_destroy(object);
	json_destroy(NULL);
}

static void test_prints_nothing_that_a_terminal_obeys(void **state)
{
	(void)state;
	struct json *object = json_object();
	json_set_string(object, "text", "\033[2J \302\233 31m \177 \342\200\256 \303\266");
	char *text = json_print(object);
	assert_string_equal(text, "{\"text\":\"\\u001b[2J \\u009b 31m \\u007f \\u202e \303\266\"}");
	free(text);
	json_destroy(object);
}

static void test_reads_members_of_an_object(void **state)
{
	(void)state;
	struct err err;
	struct arena arena;
	struct strspan list;
	arena_init(&arena);
	struct json *object =
	        json_read("{\"name\":\"x\",\"list\":[\"a\",\"b\"],\"bad\":[1],\"half\":\"\\ud800\"}", &err);
	assert_string_equal(json_get_string(object, "name"), "x");
	assert_null(json_get_string(object, "list"));
	assert_null(json_get_string(object, "half"));
	assert_null(json_get_string(object, "none"));
	assert_true(json_get_strings(object, "list", &arena, &list));
	assert_int_equal(list.len, 2);
	assert_string_equal(list.items[1], "b");
	assert_false(json_get_strings(object, "bad", &arena, &list));
	assert_false(json_get_strings(object, "name", &arena, &list));
	json_destroy(object);
	assert_null(json_read("{\"name\":", &err));
	assert_string_not_equal(err.text, "");
	arena_finish(&arena);
}

static void test_names_go_both_ways(void **state)
{
	(void)state;
	for (unsigned i = 0; i < PROTO_REMIND_COUNT; i++) {
		enum proto_remind_type type;
		assert_true(proto_remind_type_from_name(proto_remind_type_name((enum proto_remind_type)i),
		                                        &type));
		assert_int_equal(type, i);
	}
	enum proto_role role = PROTO_ROLE_ADMIN;
	assert_false(proto_role_from_name("King", &role));
	assert_false(proto_role_from_name(NULL, &role));
	assert_int_equal(role, PROTO_ROLE_ADMIN);
}

static void test_every_code_has_a_sentence_and_others_one_too(void **state)
{
	(void)state;
	assert_string_equal(proto_error_text(51012), "A group of this name exists already");
	assert_string_not_equal(proto_error_text(424242), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_prints_one_line_with_whole_numbers),
	        cmocka_unit_test(test_prints_nothing_that_a_terminal_obeys),
	        cmocka_unit_test(test_reads_members_of_an_object),
	        cmocka_unit_test(test_names_go_both_ways),
	        cmocka_unit_test(test_every_code_has_a_sentence_and_others_one_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
