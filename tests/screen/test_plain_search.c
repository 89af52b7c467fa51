/* A search by lines of text: it is read out when its answer is there. */
#include "listener.h"

static struct state_message found(int64_t sequence, const char *text)
{
	return (struct state_message){.id = (char *)"m",
	                              .sequence = sequence,
	                              .from = (char *)"bob",
	                              .text = (char *)text,
	                              .time_ms = SCREEN_NOW};
}

static void answer(struct screen *s, const struct state_message *messages, size_t count)
{
	const char *ids[] = {"GROUPtest", "GROUPtest"};
	screen_answer_with(s, (struct state_event){.messages = messages,
	                                           .complete = true,
	                                           .message_conversations = ids,
	                                           .message_count = count});
	listener_listen(s);
}

#define HOW "A number, or letters to narrow it; an empty line leaves, a command too.\n"

static void test_what_is_found_is_said_when_the_answer_is_there(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":search off");
	assert_asked(&s, "search off in GROUPtest");
	assert_said("");
	answer(&s, (struct state_message[]){found(2, "two off"), found(1, "one off")}, 2);
	assert_said("Search in #test\n2 found.\n1 bob: two off, 09:40\n2 bob: one off, 09:40\n" HOW);
	listener_line(&s, "offline");
	assert_asked(&s, "search offline in GROUPtest");
	assert_said("");
	answer(&s, NULL, 0);
	assert_said("Search in #test\n0 found.\n" HOW);
	listener_stop(&s);
}

static void test_one_that_was_found_before_is_not_gone_to(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":search one");
	answer(&s, (struct state_message[]){found(1, "one")}, 1);
	listener_line(&s, "two");
	listener_line(&s, "1");
	assert_asked(&s, "search one in GROUPtest; search two in GROUPtest");
	listener_forget();
	answer(&s, (struct state_message[]){found(2, "two")}, 1);
	/* What was typed while the answer was on its way is asked then. */
	assert_said("");
	assert_asked(&s, "search 1 in GROUPtest");
	answer(&s, (struct state_message[]){found(3, "1 more")}, 1);
	assert_said("Search in #test\n1 found.\n1 bob: 1 more, 09:40\n" HOW);
	listener_line(&s, "1");
	assert_asked(&s, "seek in GROUPtest");
	listener_stop(&s);
}

static void test_a_search_in_the_box_of_a_search_is_said_too(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":search");
	assert_said("Search in #test\nType the beginnings of words.\n" HOW);
	listener_line(&s, ":search pizza");
	answer(&s, (struct state_message[]){found(1, "pizza")}, 1);
	assert_said("Search in #test\n1 found.\n1 bob: pizza, 09:40\n" HOW);
	listener_stop(&s);
}

static void test_a_search_that_is_refused_says_why(void **state)
{
	(void)state;
	struct screen s;
	listener_start(&s);
	listener_line(&s, ":search off");
	screen_answer(&s, 50002, "That is too long");
	listener_listen(&s);
	assert_said("Search in #test\nThat is too long.\n" HOW);
	listener_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_what_is_found_is_said_when_the_answer_is_there),
	        cmocka_unit_test(test_one_that_was_found_before_is_not_gone_to),
	        cmocka_unit_test(test_a_search_in_the_box_of_a_search_is_said_too),
	        cmocka_unit_test(test_a_search_that_is_refused_says_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
