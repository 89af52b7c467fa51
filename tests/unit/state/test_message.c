#include "unit/state/fixture.h"

static void test_a_received_message_is_the_newest_and_unread(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 100)};
	is_online(&f, list, 1, 10);
	is_received(&f, "bob", message(4, "bob", "hello\n  there"));
	const struct state_conversation *bob = known(&f, "bob");
	assert_int_equal(bob->unread, 1);
	assert_int_equal(bob->last_sequence, 4);
	assert_string_equal(bob->last_text, "hello there");
	assert_non_null(effect(&f, SAVE_MESSAGES));
	assert_non_null(effect(&f, SAVE_CONVERSATION));
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_received_message_is_the_newest_and_unread),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
