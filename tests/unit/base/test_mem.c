/* Memory: what mem, arena, buf and vec promise. */
#include "unit/test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/vec.h"

static void test_replace_by_a_part_of_itself(void **state)
{
	(void)state;
	char *text = mem_strdup("prefix:rest");
	mem_replace(&text, text + 7);
	assert_string_equal(text, "rest");
	mem_replace(&text, NULL);
	assert_null(text);
}

static void test_strndup_ends_with_a_nul(void **state)
{
	(void)state;
	char *text = mem_strndup("abcdef", 3);
	assert_string_equal(text, "abc");
	free(text);
	assert_null(mem_strdup(NULL));
}

static void test_arena_pieces_are_zero_aligned_and_apart(void **state)
{
	(void)state;
	enum { PIECES = 3000 };
	struct arena arena;
	unsigned char *pieces[PIECES];
	arena_init(&arena);
	for (size_t i = 0; i < PIECES; i++) {
		size_t size = i % 97 + 1;
		pieces[i] = arena_alloc(&arena, size);
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		for (size_t at = 0; at < size; at++)
			assert_int_equal(pieces[i][at], 0);
		memset(pieces[i], (int)(i % 251) + 1, size);
	}
	for (size_t i = 0; i < PIECES; i++)
		assert_int_equal(pieces[i][i % 97], i % 251 + 1);
	arena_finish(&arena);
}

static void test_arena_takes_big_and_small_in_turn(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	char *first = arena_strdup(&arena, "first");
	char *big = arena_alloc(&arena, 1 << 20);
	memset(big, 'x', 1 << 20);
	char *second = arena_printf(&arena, "%s %d", "second", 2);
	assert_string_equal(first, "first");
	assert_string_equal(second, "second 2");
	assert_null(arena_strdup(&arena, NULL));
	arena_reset(&arena);
	assert_string_equal(arena_strndup(&arena, "again!", 5), "again");
	arena_finish(&arena);
}

static void test_buf_is_always_terminated(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	assert_string_equal(buf.data, "");
	assert_true(buf_append_str(&buf, "abc"));
	assert_true(buf_append_char(&buf, 'd'));
	assert_true(buf_printf(&buf, "%d", 42));
	assert_string_equal(buf.data, "abcd42");
	buf_consume(&buf, 4);
	assert_string_equal(buf.data, "42");
	char *taken = buf_take(&buf);
	assert_string_equal(taken, "42");
	assert_string_equal(buf.data, "");
	free(taken);
	buf_finish(&buf);
}

static void test_buf_past_its_ceiling_appends_nothing_until_cleared(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 5);
	assert_true(buf_append(&buf, "12345", 5));
	assert_false(buf.overflow);
	assert_false(buf_append_char(&buf, '6'));
	assert_true(buf.overflow);
	buf_consume(&buf, 3);
	assert_false(buf_append_char(&buf, '6'));
	assert_string_equal(buf.data, "45");
	buf_clear(&buf);
	assert_false(buf_printf(&buf, "%s", "123456"));
	assert_string_equal(buf.data, "");
	buf_finish(&buf);
}

static void test_buf_grows_to_its_ceiling_exactly(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 100000);
	for (int i = 0; i < 100000; i++)
		assert_true(buf_append_char(&buf, (char)('a' + i % 26)));
	assert_false(buf_append_char(&buf, '!'));
	assert_int_equal(buf.len, 100000);
	assert_int_equal(buf.data[99999], 'a' + 99999 % 26);
	buf_finish(&buf);
}

static void test_vec_inserts_and_removes_in_the_middle(void **state)
{
	(void)state;
	VEC(int) numbers = {0};
	for (int i = 0; i < 20; i++)
		vec_push(&numbers, i);
	vec_insert(&numbers, 0, -1);
	vec_insert(&numbers, numbers.len, 20);
	vec_remove(&numbers, 1);
	assert_int_equal(numbers.len, 21);
	assert_int_equal(numbers.items[0], -1);
	assert_int_equal(numbers.items[1], 1);
	assert_int_equal(numbers.items[20], 20);
	vec_remove(&numbers, numbers.len - 1);
	assert_int_equal(numbers.items[numbers.len - 1], 19);
	vec_finish(&numbers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_replace_by_a_part_of_itself),
	        cmocka_unit_test(test_strndup_ends_with_a_nul),
	        cmocka_unit_test(test_arena_pieces_are_zero_aligned_and_apart),
	        cmocka_unit_test(test_arena_takes_big_and_small_in_turn),
	        cmocka_unit_test(test_buf_is_always_terminated),
	        cmocka_unit_test(test_buf_past_its_ceiling_appends_nothing_until_cleared),
	        cmocka_unit_test(test_buf_grows_to_its_ceiling_exactly),
	        cmocka_unit_test(test_vec_inserts_and_removes_in_the_middle),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
