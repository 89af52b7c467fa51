/* Signs of people: who is there, who writes, who has read, who is meant. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_open(s, "C2Cbob");
}

static void is_there(struct screen *s, enum state_presence presence, const char *status)
{
	const struct state_person people[] = {{(char *)"bob", (char *)"bob", NULL, presence, (char *)status}};
	screen_apply(s,
	             (struct state_event){.type = STATE_EVENT_STATUSES, .people = people, .person_count = 1});
}

static void writes(struct screen *s, const char *conversation, const char *user)
{
	screen_apply(s, (struct state_event){
	                        .type = STATE_EVENT_TYPING, .conversation = conversation, .text = user});
}

static void test_who_is_there_has_a_sign_and_says_what_he_likes(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	is_there(&s, STATE_PRESENCE_ONLINE, "at lunch\033[31m");
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › bob ● at lunch^[[31m             ● online\n");
	assert_rows(&s, 2, " ›  bob ●               │\n");
	assert_int_equal(screen_style(&s, 8, 2), STYLE_PRESENT);
	is_there(&s, STATE_PRESENCE_OFFLINE, NULL);
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › bob                              ● online\n");
	assert_rows(&s, 2, " ›  bob                 │\n");
	is_there(&s, STATE_PRESENCE_ONLINE, NULL);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
	assert_rows(&s, 2, " ›  bob                 │\n");
	screen_stop(&s);
}

static void test_who_is_writing_is_said_on_the_rule(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	writes(&s, "C2Cbob", "bob");
	assert_rows(&s, 21,
	            "                        ├── bob is typing… ─────────────────────────────────────\n");
	screen_wait(&s, STATE_TYPING_MS);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_TIME});
	assert_rows(&s, 21,
	            "                        ├───────────────────────────────────────────────────────\n");
	screen_open(&s, "GROUPtest");
	writes(&s, "GROUPtest", "bob");
	writes(&s, "GROUPtest", "carol");
	assert_shows(&s, " bob, carol are typing… ");
	writes(&s, "GROUPtest", "dave");
	assert_shows(&s, " 3 people are typing… ");
	writes(&s, "GROUPtest", "alice"); /* at another terminal of one's own */
	assert_shows(&s, " 3 people are typing… ");
	screen_resize(&s, 40, 12);
	assert_shows(&s, "3 people");
	screen_stop(&s);
}

static void test_ones_own_messages_say_whether_they_were_read(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "C2Cbob", "alice", "one");
	screen_message(&s, "C2Cbob", "alice", "two");
	screen_message(&s, "C2Cbob", "bob", "and you?");
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_READ_BY_PEER, .conversation = "C2Cbob", .sequence = 1});
	assert_shows(&s, "alice  one                                ✓✓\n");
	assert_shows(&s, "       two                                 ✓\n");
	assert_shows(&s, "bob  and you?\n");
	/* In a room nobody tells. */
	screen_open(&s, "GROUPtest");
	screen_message(&s, "GROUPtest", "alice", "hello");
	assert_hides(&s, "✓");
	screen_stop(&s);
}

static void test_mentions_stand_out(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "C2Cbob", "bob", "@alice, ask @carol. Not a@b.c");
	assert_shows(&s, "@alice, ask @carol. Not a@b.c");
	int y = 0, x = 42;
	while (screen_style(&s, x, y) != STYLE_MENTION_SELF)
		assert_true(++y < 24);
	assert_int_equal(screen_style(&s, x + 5, y), STYLE_MENTION_SELF);
	assert_int_equal(screen_style(&s, x + 6, y), STYLE_TEXT_MENTION);
	assert_int_equal(screen_style(&s, x + 12, y), STYLE_MENTION);
	assert_int_equal(screen_style(&s, x + 17, y), STYLE_MENTION);
	assert_int_equal(screen_style(&s, x + 18, y), STYLE_TEXT_MENTION);
	assert_int_equal(screen_style(&s, x + 26, y), STYLE_TEXT_MENTION);
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_who_is_there_has_a_sign_and_says_what_he_likes),
	        cmocka_unit_test(test_who_is_writing_is_said_on_the_rule),
	        cmocka_unit_test(test_ones_own_messages_say_whether_they_were_read),
	        cmocka_unit_test(test_mentions_stand_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
