/* Undo and redo, and changes of groups that wait for a connection. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_apply(s, (struct state_event){.type = STATE_EVENT_CACHE_LOADED, .self = "alice"});
	screen_login_filed(s);
}

static void go_offline(struct screen *s)
{
	screen_apply(s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
}

static void come_back(struct screen *s)
{
	screen_apply(s, (struct state_event){.type = STATE_EVENT_LOGGED_IN,
	                                     .self = "alice",
	                                     .resumed = true,
	                                     .limits = s->state.limits});
}

static void test_u_takes_back_and_says_what(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "u");
	assert_shows(&s, "There is nothing to undo");
	screen_press(&s, "g d y");
	assert_asked(&s, "delete Suppliers");
	screen_answer(&s, 0, NULL);
	assert_hides(&s, "▾ Suppliers");
	screen_press(&s, "u");
	assert_shows(&s, "Undone: delete the group “Suppliers”");
	assert_asked(&s, "create Suppliers(GROUPtest,C2Cbob); sort Suppliers,Research");
	screen_settle(&s);
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            "    bob                 │\n"
	            "    #test               │\n"
	            "▾ Research              │\n");
	screen_press(&s, "U");
	assert_shows(&s, "Done again: delete the group “Suppliers”");
	screen_stop(&s);
}

static void assert_cursor_on(struct screen *s, const char *row)
{
	assert_int_equal(screen_style(s, 0, screen_row_of(s, row)), STYLE_CURSOR);
}

static void test_the_cursor_goes_to_what_comes_back(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "g j m");
	screen_type(&s, "Research");
	screen_press(&s, "Enter");
	screen_answer(&s, 0, NULL);
	screen_press(&s, "G u");
	screen_settle(&s);
	assert_cursor_on(&s, "    bob     ");
	assert_rows(&s, 1, "▾ Suppliers             │\n    bob                 │\n");
	screen_press(&s, "g U");
	screen_settle(&s);
	assert_cursor_on(&s, "    bob     ");
	assert_int_equal(screen_row_of(&s, "    bob     "), 4);
	/* Out of every group again. */
	screen_press(&s, "G m");
	screen_type(&s, "Research");
	screen_press(&s, "Enter");
	screen_answer(&s, 0, NULL);
	screen_press(&s, "g u");
	screen_settle(&s);
	assert_cursor_on(&s, "    carol    ");
	/* A group: its heading. */
	screen_press(&s, "g d y");
	screen_answer(&s, 0, NULL);
	screen_press(&s, "G u");
	screen_settle(&s);
	assert_cursor_on(&s, "▾ Suppliers");
	screen_stop(&s);
}

static void test_what_no_longer_applies_says_so(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "g J");
	screen_answer(&s, 0, NULL);
	screen_convgroups(&s, "Research", "Makers", NULL);
	assert_asked(&s, "sort Research,Suppliers");
	screen_press(&s, "u");
	assert_shows(&s, "Cannot undo");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_what_is_done_offline_is_marked_and_counted(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	go_offline(&s);
	screen_press(&s, "g n");
	screen_type(&s, "Later");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	assert_shows(&s, "▾ Later ⋯");
	assert_shows(&s, "Kept until there is a connection: make the group “Later”");
	screen_press(&s, "W");
	assert_shows(&s, "Changes that wait");
	assert_shows(&s, "make the group “Later”");
	screen_press(&s, "Esc");
	come_back(&s);
	assert_asked(&s, "create Later()");
	screen_answer(&s, 0, NULL);
	assert_hides(&s, "⋯");
	screen_stop(&s);
}

static void test_what_is_refused_waits_for_a_decision(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	go_offline(&s);
	screen_press(&s, "g n");
	screen_type(&s, "Later");
	screen_press(&s, "Enter");
	come_back(&s);
	assert_asked(&s, "create Later()");
	screen_answer(&s, 51012, "A group of this name exists already");
	assert_shows(&s, "Could not make the group “Later”");
	screen_resize(&s, 40, 12);
	assert_rows(&s, 11, " A group of this name exists already");
	screen_press(&s, "W");
	assert_shows(&s, "A group of this n…");
	assert_shows(&s, "│ A group of this name exists already");
	screen_resize(&s, 80, 24);
	screen_press(&s, "Enter");
	assert_shows(&s, "try it again");
	assert_shows(&s, "give it up");
	screen_press(&s, "Down Enter");
	assert_shows(&s, "Another name for the group");
	assert_shows(&s, "5/32 bytes");
	screen_type(&s, " on");
	screen_press(&s, "Enter");
	assert_asked(&s, "create Later on()");
	screen_answer(&s, 0, NULL);
	screen_press(&s, "W");
	assert_shows(&s, "No change of groups waits, and none was refused");
	screen_stop(&s);
}

static void test_marking_read_is_taken_back(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_conversation(
	        &s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .unread = 2, .last = 2});
	screen_press(&s, "g R");
	assert_asked(&s, "read all of Suppliers");
	screen_answer(&s, 0, NULL);
	screen_conversation(
	        &s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .last = 2, .read = 2});
	screen_press(&s, "u");
	assert_shows(&s, "Undone: mark all of “Suppliers” read");
	assert_int_equal(s.requests.items[s.requests.len - 1]->type, STATE_REQUEST_UNREAD);
	assert_int_equal(s.requests.items[s.requests.len - 1]->sequence, 0);
	screen_stop(&s);
}

static void test_what_is_read_offline_is_read_on_the_screen_and_told_once(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_conversation(
	        &s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .unread = 2, .last = 2});
	go_offline(&s);
	screen_press(&s, "g R");
	assert_asked(&s, "");
	assert_shows(&s, "Kept until there is a connection: mark all of “Suppliers” read");
	assert_int_equal(state_conversation(&s.state, "C2Cbob")->unread, 0);
	assert_hides(&s, "bob               2");
	screen_press(&s, "u");
	assert_shows(&s, "Undone: mark all of “Suppliers” read");
	assert_shows(&s, "bob               2");
	screen_press(&s, "U");
	come_back(&s);
	assert_asked(&s, "read C2Cbob");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_u_takes_back_and_says_what),
	        cmocka_unit_test(test_the_cursor_goes_to_what_comes_back),
	        cmocka_unit_test(test_what_no_longer_applies_says_so),
	        cmocka_unit_test(test_what_is_done_offline_is_marked_and_counted),
	        cmocka_unit_test(test_what_is_refused_waits_for_a_decision),
	        cmocka_unit_test(test_marking_read_is_taken_back),
	        cmocka_unit_test(test_what_is_read_offline_is_read_on_the_screen_and_told_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
