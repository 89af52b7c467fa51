/* The feed of a group: all its conversations in one timeline. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_press(s, "g F");
	screen_settle(s);
	screen_message_at(s, "GROUPtest", "dave", SCREEN_NOW - 3 * MINUTE, "The second shipment is here.");
	screen_message_at(s, "C2Cbob", "bob", SCREEN_NOW - 2 * MINUTE, "Who signs?");
	screen_message_at(s, "GROUPtest", "dave", SCREEN_NOW - 1 * MINUTE, "I do.");
	screen_message_at(s, "C2Ccarol", "carol", SCREEN_NOW, "not in this group");
}

static void test_every_message_says_where_it_is_from(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	assert_rows(&s, 0,
	            " covey  alice@host        Suppliers › all of it                        ● online\n");
	assert_rows(&s, 17,
	            "                        │                  Monday 23 November\n"
	            "                        │ 09:37     dave  #test  The second shipment is here.\n"
	            "                        │ 09:38      bob  bob  Who signs?\n"
	            "                        │ 09:39     dave  #test  I do.\n"
	            "                        ├── to #test ───────────────────────────────────────────\n"
	            "                        │ ›\n");
	assert_hides(&s, "not in this group");
	screen_stop(&s);
}

static void test_nothing_becomes_read_until_it_is_said(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	assert_int_equal(state_unread_in(&s.state, "Suppliers"), 3);
	assert_asked(&s, "");
	screen_press(&s, "M-R");
	assert_asked(&s, "read all of Suppliers");
	screen_stop(&s);
}

static void test_an_answer_goes_to_the_messages_own_conversation(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "M-Up");
	assert_shows(&s, "─ to bob ─");
	screen_type(&s, "I do");
	/* What comes meanwhile does not change whom one writes to. */
	screen_press(&s, "M-Down");
	screen_press(&s, "M-Up");
	screen_message(&s, "GROUPtest", "dave", "Never mind.");
	assert_shows(&s, "─ to bob ─");
	screen_press(&s, "Enter");
	assert_asked(&s, "send C2Cbob: I do");
	assert_shows(&s, "bob  I do");
	screen_stop(&s);
}

static void test_the_message_that_is_chosen_is_marked(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "M-Up");
	assert_rows(&s, 20,
	            "                        │▌09:38      bob  bob  Who signs?\n"
	            "                        ├── to bob ───────────────────────────── ↓ more below ──\n");
	assert_int_equal(screen_style(&s, 25, 20), STYLE_SELECTED_BAR);
	assert_int_equal(s.grid.cursor_y, 22);
	/* Whom one writes to is kept: what one scrolls to is not chosen. */
	screen_type(&s, "I");
	screen_press(&s, "PageUp");
	assert_hides(&s, "▌");
	screen_press(&s, "PageDown M-Down");
	assert_hides(&s, "▌");
	screen_stop(&s);
}

static void test_what_is_written_goes_along_to_whom_one_chooses(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "hi feed");
	screen_press(&s, "Left");
	assert_shows(&s, "─ to #test ─");
	screen_press(&s, "M-Up");
	assert_shows(&s, "─ to bob ─");
	assert_shows(&s, "› hi feed");
	assert_string_equal(state_conversation(&s.state, "C2Cbob")->draft, "hi feed");
	assert_true(str_empty(state_conversation(&s.state, "GROUPtest")->draft));
	screen_type(&s, "!");
	screen_press(&s, "Enter");
	assert_asked(&s, "send C2Cbob: hi fee!d");
	screen_stop(&s);
}

static void test_what_cannot_go_along_is_said_to_wait(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_open(&s, "C2Cbob");
	screen_type(&s, "begun");
	screen_press(&s, "M-t M-Down");
	screen_type(&s, "for the room");
	screen_press(&s, "M-Up");
	assert_shows(&s, "› begun");
	assert_shows(&s, "What you wrote waits in #test");
	screen_press(&s, "M-Down");
	assert_shows(&s, "› for the room");
	screen_stop(&s);
}

static void test_who_writes_keeps_whom_he_writes_to(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_type(&s, "Good");
	screen_message(&s, "C2Cbob", "bob", "Thanks.");
	assert_shows(&s, "─ to #test ─");
	screen_press(&s, "C-u");
	screen_message(&s, "C2Cbob", "bob", "Bye.");
	assert_shows(&s, "─ to bob ─");
	screen_stop(&s);
}

static void test_it_is_left_by_the_same_key_or_into_a_conversation(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "Enter");
	assert_string_equal(s.state.current, "GROUPtest");
	assert_null(s.state.feed);
	screen_press(&s, "M-t");
	assert_string_equal(s.state.feed, "Suppliers");
	screen_press(&s, "M-t");
	assert_null(s.state.feed);
	assert_shows(&s, "Suppliers › #test");
	screen_press(&s, ":");
	screen_press(&s, "Esc M-x");
	screen_type(&s, "feed Research");
	screen_press(&s, "Enter");
	assert_shows(&s, "Research › all of it");
	screen_convgroups(&s, "Suppliers", "Science", NULL);
	assert_shows(&s, "Science › all of it");
	screen_convgroups(&s, "Suppliers", NULL);
	assert_shows(&s, "Suppliers › #test");
	screen_stop(&s);
}

static void test_older_ones_come_from_the_conversation_that_is_cut(void **state)
{
	(void)state;
	struct screen s;
	struct state_message page[2] = {
	        {.id = (char *)"m4",
	         .sequence = 4,
	         .from = (char *)"bob",
	         .time_ms = SCREEN_NOW - 60 * MINUTE,
	         .text = (char *)"four"},
	        {.id = (char *)"m5",
	         .sequence = 5,
	         .from = (char *)"bob",
	         .time_ms = SCREEN_NOW - 50 * MINUTE,
	         .text = (char *)"five"},
	};
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_conversation(
	        &s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .last = 5, .read = 5});
	screen_press(&s, "g F");
	assert_asked(&s, "load C2Cbob before 0; load GROUPtest before 0");
	for (size_t i = 0; i < s.requests.len; i++)
		if (strcmp(s.requests.items[i]->conversation, "C2Cbob") == 0)
			screen_apply(&s, (struct state_event){.type = STATE_EVENT_ANSWERED,
			                                      .request_id = s.requests.items[i]->id,
			                                      .messages = page,
			                                      .message_count = 2});
	assert_shows(&s, "bob  five");
	assert_asked(&s, "load C2Cbob before 4");
	/* What is older than where bob's begin is not shown: there may be more between. */
	screen_message_at(&s, "GROUPtest", "dave", SCREEN_NOW - 70 * MINUTE, "older than four");
	assert_hides(&s, "older than four");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_every_message_says_where_it_is_from),
	        cmocka_unit_test(test_nothing_becomes_read_until_it_is_said),
	        cmocka_unit_test(test_an_answer_goes_to_the_messages_own_conversation),
	        cmocka_unit_test(test_the_message_that_is_chosen_is_marked),
	        cmocka_unit_test(test_what_is_written_goes_along_to_whom_one_chooses),
	        cmocka_unit_test(test_what_cannot_go_along_is_said_to_wait),
	        cmocka_unit_test(test_who_writes_keeps_whom_he_writes_to),
	        cmocka_unit_test(test_it_is_left_by_the_same_key_or_into_a_conversation),
	        cmocka_unit_test(test_older_ones_come_from_the_conversation_that_is_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
