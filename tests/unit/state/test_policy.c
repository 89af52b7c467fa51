/* What the person is notified of. */
#include "unit/state/fixture.h"

static void begin_online(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 300), with_last(room("r"), 9, 200)};
	list[1].remind = STATE_REMIND_MENTIONS;
	list[0].name = (char *)"Bob B.";
	list[1].name = (char *)"test";
	is_online(f, list, 2, 10);
}

static struct state_message mention(int64_t sequence)
{
	struct state_message mention = message(sequence, "bob", "look, @alice");
	mention.mentions_me = true;
	return mention;
}

static void set_remind(struct fixture *f, enum state_remind remind)
{
	struct state_conversation bob = with_last(person("bob"), 3, 300), r = with_last(room("r"), 9, 200);
	bob.remind = r.remind = remind;
	is_changed(f, bob);
	is_changed(f, r);
}

static void test_a_message_for_me_alone_notifies(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(4, "bob", "are\nyou there?"));
	assert_string_equal(effect(&f, NOTIFY)->conversation, "bob");
	assert_string_equal(effect(&f, NOTIFY)->title, "Bob B.");
	assert_string_equal(effect(&f, NOTIFY)->text, "are you there?");
	end(&f);
}

static void test_of_a_room_set_so_only_a_mention_notifies(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "r", message(10, "bob", "all"));
	assert_null(effect(&f, NOTIFY));
	is_received(&f, "r", mention(11));
	assert_string_equal(effect(&f, NOTIFY)->title, "bob in #test");
	end(&f);
}

static void test_a_room_can_notify_of_every_message(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	set_remind(&f, STATE_REMIND_NOTIFY);
	is_received(&f, "r", message(10, "bob", "all"));
	assert_string_equal(effect(&f, NOTIFY)->title, "bob in #r");
	end(&f);
}

static void test_ones_own_message_does_not_notify(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(4, SELF, "from my phone"));
	assert_null(effect(&f, NOTIFY));
	end(&f);
}

static void test_what_is_before_the_eyes_does_not_notify(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "bob");
	is_viewed(&f, true);
	is_received(&f, "bob", message(4, "bob", "hi"));
	assert_null(effect(&f, NOTIFY));
	is_viewed(&f, false);
	is_received(&f, "bob", message(5, "bob", "hi"));
	assert_non_null(effect(&f, NOTIFY));
	end(&f);
}

static void test_a_silent_conversation_does_not_notify(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	set_remind(&f, STATE_REMIND_SILENT);
	is_received(&f, "r", mention(10));
	assert_null(effect(&f, NOTIFY));
	set_remind(&f, STATE_REMIND_DISCARD);
	is_received(&f, "r", mention(11));
	is_received(&f, "bob", message(4, "bob", "hi"));
	assert_null(effect(&f, NOTIFY));
	end(&f);
}

static void test_with_mentions_alone_a_person_does_not_notify(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	set_remind(&f, STATE_REMIND_MENTIONS);
	is_received(&f, "bob", message(4, "bob", "hi"));
	assert_null(effect(&f, NOTIFY));
	is_received(&f, "r", mention(10));
	assert_non_null(effect(&f, NOTIFY));
	end(&f);
}

static void test_of_many_messages_at_once_the_newest_notifies(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	struct state_message messages[] = {message(4, "bob", "a"), mention(10), message(5, "bob", "b")};
	const char *where[] = {"bob", "r", "bob"};
	happens(&f, MESSAGES_RECEIVED, .messages = messages, .message_conversations = where,
	        .message_count = 3);
	assert_int_equal(effects_of(&f, NOTIFY), 2);
	assert_string_equal(effect(&f, NOTIFY)->text, "b");
	end(&f);
}

static void test_a_replayed_message_does_not_notify_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(3, "bob", "old"));
	assert_null(effect(&f, NOTIFY));
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_message_for_me_alone_notifies),
	        cmocka_unit_test(test_of_a_room_set_so_only_a_mention_notifies),
	        cmocka_unit_test(test_a_room_can_notify_of_every_message),
	        cmocka_unit_test(test_ones_own_message_does_not_notify),
	        cmocka_unit_test(test_what_is_before_the_eyes_does_not_notify),
	        cmocka_unit_test(test_a_silent_conversation_does_not_notify),
	        cmocka_unit_test(test_with_mentions_alone_a_person_does_not_notify),
	        cmocka_unit_test(test_of_many_messages_at_once_the_newest_notifies),
	        cmocka_unit_test(test_a_replayed_message_does_not_notify_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
