/* Strings, lists of them, and errors made of them. */
#include "unit/test.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"

static void test_null_equals_null_only(void **state)
{
	(void)state;
	assert_true(str_equal(NULL, NULL));
	assert_false(str_equal(NULL, ""));
	assert_true(str_equal("a", "a"));
	assert_true(str_has_prefix("C2Cbob", "C2C"));
	assert_false(str_has_prefix("C2", "C2C"));
	assert_true(str_empty(NULL) && str_empty("") && !str_empty(" "));
}

static void test_to_uint_takes_digits_alone(void **state)
{
	(void)state;
	const char *bad[] = {
	        "", "-1", "+1", " 1", "1 ", "1x", "0x1", "18446744073709551616", "99999999999999999999"};
	uint64_t value = 7;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(str_to_uint(bad[i], UINT64_MAX, &value));
	assert_false(str_to_uint(NULL, 1, &value));
	assert_false(str_to_uint("65536", 65535, &value));
	assert_int_equal(value, 7);
	assert_true(str_to_uint("18446744073709551615", UINT64_MAX, &value));
	assert_true(value == UINT64_MAX);
	assert_true(str_to_uint("007", 10, &value));
	assert_int_equal(value, 7);
}

static void test_copy_never_cuts_a_character(void **state)
{
	(void)state;
	const char *text = "aé中😀";
	for (size_t size = 1; size <= 12; size++) {
		char small[12];
		str_copy(small, size, text);
		assert_true(strlen(small) < size);
		assert_true(str_has_prefix(text, small));
		assert_true(utf8_valid(small, strlen(small)));
	}
	char exact[11];
	str_copy(exact, sizeof(exact), text);
	assert_string_equal(exact, "aé中😀");
}

static void test_assigning_the_same_is_no_change(void **state)
{
	(void)state;
	struct strlist list = {0};
	strlist_add(&list, "one");
	strlist_add(&list, "two");
	const char *same[] = {"one", "two"}, *other[] = {"two", "one"};
	assert_false(strlist_assign(&list, (struct strspan){same, 2}));
	assert_true(strlist_assign(&list, (struct strspan){other, 2}));
	assert_int_equal(strlist_index(&list, "one"), 1);
	assert_true(strlist_assign(&list, (struct strspan){other, 1}));
	assert_int_equal(list.len, 1);
	strlist_finish(&list);
}

static void test_assigning_a_part_of_itself(void **state)
{
	(void)state;
	struct strlist list = {0};
	strlist_add(&list, "one");
	strlist_add(&list, "two");
	struct strspan tail = {strlist_span(&list).items + 1, 1};
	assert_true(strlist_assign(&list, tail));
	assert_int_equal(list.len, 1);
	assert_string_equal(list.items[0], "two");
	strlist_finish(&list);
}

static void test_remove_takes_the_first_alone(void **state)
{
	(void)state;
	struct strlist list = {0};
	strlist_add(&list, "a");
	strlist_add(&list, "b");
	strlist_add(&list, "a");
	assert_true(strlist_remove(&list, "a"));
	assert_false(strlist_remove(&list, "c"));
	assert_int_equal(list.len, 2);
	assert_string_equal(list.items[0], "b");
	assert_true(strlist_contains(&list, "a"));
	strlist_clear(&list);
	assert_false(strlist_contains(&list, "a"));
	strlist_finish(&list);
}

static void test_a_copied_span_outlives_its_source(void **state)
{
	(void)state;
	struct arena arena;
	struct strlist list = {0};
	arena_init(&arena);
	strlist_add(&list, "kept");
	struct strspan copy = strspan_copy(&arena, strlist_span(&list));
	strlist_finish(&list);
	assert_int_equal(copy.len, 1);
	assert_true(strspan_contains(copy, "kept"));
	assert_false(strspan_contains(copy, "other"));
	arena_finish(&arena);
}

static void test_err_prefix_keeps_the_cause(void **state)
{
	(void)state;
	struct err err;
	assert_false(err_set(&err, 13, "cannot open %s", "x"));
	assert_false(err_prefix(&err, "config line %d", 3));
	assert_string_equal(err.text, "config line 3: cannot open x");
	assert_int_equal(err.code, 13);
	assert_false(err_set(NULL, 1, "nobody asks"));
}

static void test_a_long_err_is_cut_between_characters(void **state)
{
	(void)state;
	struct err err;
	char text[600];
	for (size_t i = 0; i + 3 < sizeof(text); i += 3)
		memcpy(text + i, "中", 4);
	err_set(&err, 0, "x%s", text);
	assert_true(utf8_valid(err.text, strlen(err.text)));
	assert_true(strlen(err.text) > sizeof(err.text) - 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_null_equals_null_only),
	        cmocka_unit_test(test_to_uint_takes_digits_alone),
	        cmocka_unit_test(test_copy_never_cuts_a_character),
	        cmocka_unit_test(test_assigning_the_same_is_no_change),
	        cmocka_unit_test(test_assigning_a_part_of_itself),
	        cmocka_unit_test(test_remove_takes_the_first_alone),
	        cmocka_unit_test(test_a_copied_span_outlives_its_source),
	        cmocka_unit_test(test_err_prefix_keeps_the_cause),
	        cmocka_unit_test(test_a_long_err_is_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
