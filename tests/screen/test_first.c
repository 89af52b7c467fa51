/* What one sees before there is anything to see: the first screen, empty places, the connection. */
#include "screen.h"

#include "ui/status.h"

static void test_before_the_first_login(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	assert_picture(&s,
	               " covey  alice@host                                                    ○ offline\n"
	               "                        │\n"
	               "  No groups yet.        │\n"
	               "  n makes one.          │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │  The conversations come when there is a connection.\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        ├───────────────────────────────────────────────────────\n"
	               "                        │\n"
	               " n new group  m move to a group  / go to or start  ? help\n");
	screen_stop(&s);
}

static void test_who_has_nothing_has_notes_open(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login(&s);
	assert_asked(&s, "");
	assert_picture(&s,
	               " covey  alice@host        my notes                                     ● online\n"
	               "▾ no group              │\n"
	               " ›  my notes            │\n"
	               "                        │\n"
	               "  No groups yet.        │  These are your notes. Nobody else sees them.\n"
	               "  Tab, n makes one.     │  Write below; Enter keeps what you wrote.\n"
	               "                        │\n"
	               "                        │  Tab      to the sidebar, where groups are made\n"
	               "                        │  Ctrl-g   to a person or a room\n"
	               "                        │  F1       help\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        ├───────────────────────────────────────────────────────\n"
	               "                        │ ›\n"
	               " Tab switch panes  Ctrl-g go to or start  F1 help\n");
	screen_type(&s, "milk");
	screen_press(&s, "Enter");
	assert_asked(&s, "send C2Calice: milk");
	screen_stop(&s);
}

static void test_the_first_time_begins_with_notes_that_say_something(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_LOGGED_IN, .self = "alice"});
	screen_conversation(&s, (struct conversation){.id = "C2Cbob", .last = 2});
	screen_conversation(&s, (struct conversation){.id = "C2Calice", .last = 3, .read = 3});
	screen_settle(&s);
	assert_rows(&s, 0,
	            " covey  alice@host        my notes                                     ● online\n");
	screen_stop(&s);
}

/* carol wrote, and bob has the newest one. */
static void log_in_with_messages(struct screen *s, int unread)
{
	screen_start(s, 80, 24);
	screen_apply(s, (struct state_event){.type = STATE_EVENT_LOGGED_IN, .self = "alice"});
	screen_conversation(s, (struct conversation){.id = "C2Calice"});
	screen_conversation(s, (struct conversation){.id = "C2Ccarol", .last = 2, .unread = unread});
	screen_conversation(s, (struct conversation){.id = "C2Cbob"});
	screen_message(s, "C2Cbob", "alice", "see you");
	screen_settle(s);
}

static void test_the_first_time_begins_with_what_is_unread(void **state)
{
	(void)state;
	struct screen s;
	log_in_with_messages(&s, 2);
	assert_string_equal(s.state.current, "C2Ccarol");
	screen_type(&s, "typing some");
	screen_press(&s, "Enter");
	assert_asked(&s, "send C2Ccarol: typing some");
	screen_stop(&s);
}

static void test_the_first_time_begins_with_the_newest_where_all_is_read(void **state)
{
	(void)state;
	struct screen s;
	log_in_with_messages(&s, 0);
	assert_string_equal(s.state.current, "C2Cbob");
	screen_stop(&s);
}

static void test_what_was_open_last_is_open_whatever_is_unread(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_LOGGED_IN, .self = "alice"});
	screen_conversation(&s, (struct conversation){.id = "C2Cbob", .last = 3, .read = 3});
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_OPEN, .conversation = "C2Cbob"});
	screen_conversation(&s, (struct conversation){.id = "C2Ccarol", .last = 2, .unread = 2});
	screen_settle(&s);
	assert_string_equal(s.state.current, "C2Cbob");
	screen_stop(&s);
}

static void test_only_the_beginning_opens_something_by_itself(void **state)
{
	(void)state;
	struct screen s;
	log_in_with_messages(&s, 0);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_OPEN});
	screen_message(&s, "C2Ccarol", "carol", "hello");
	screen_settle(&s);
	assert_null(s.state.current);
	screen_stop(&s);
}

static void test_the_sidebar_has_the_focus_while_nothing_is_open(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	assert_picture(&s,
	               " covey  alice@host                                                     ● online\n"
	               "▾ Suppliers             │\n"
	               "    bob                 │\n"
	               "    #test               │\n"
	               "▾ Research              │\n"
	               "    dave                │  No conversation is open.\n"
	               "▾ no group              │\n"
	               "    my notes            │  Enter    opens a conversation, folds a group\n"
	               "    carol               │  /        to a person or a room\n"
	               "                        │  ?        help\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        │\n"
	               "                        ├───────────────────────────────────────────────────────\n"
	               "                        │\n"
	               " n new group  r rename the group  d delete the group  ? help\n");
	assert_int_equal(screen_style(&s, 0, 1), STYLE_CURSOR);
	screen_stop(&s);
}

static void test_an_empty_conversation_says_so(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_OPEN, .conversation = "C2Cbob"});
	assert_shows(&s, "loading…");
	screen_settle(&s);
	assert_shows(&s, "No message yet. What you write goes to bob.");
	screen_stop(&s);
}

static void lose_connection(struct screen *s, const char *why)
{
	screen_apply(s, (struct state_event){
	                        .type = STATE_EVENT_SESSION,
	                        .status = STATE_OFFLINE,
	                        .text = why,
	                        .retry_at_ms = s->now_ms + 5000,
	                });
}

static void test_offline_counts_down_and_redraws_once_a_second(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	assert_rows(&s, 0,
	            " covey  alice@host                                                     ● online\n");
	lose_connection(&s, "the server went away");
	assert_rows(&s, 0,
	            " covey  alice@host                                      ○ offline, again in 5 s\n");
	assert_shows(&s, " F4 connect now  n new group");
	size_t draws = s.draws;
	assert_int_equal(ui_next_change(s.ui, &s.state, s.now_ms), SCREEN_NOW + 1000);
	screen_wait(&s, 500);
	assert_rows(&s, 0,
	            " covey  alice@host                                      ○ offline, again in 5 s\n");
	assert_int_equal(s.draws, draws);
	screen_wait(&s, 500);
	assert_rows(&s, 0,
	            " covey  alice@host                                      ○ offline, again in 4 s\n");
	assert_int_equal(s.draws, draws + 1);
	screen_wait(&s, 4000);
	assert_rows(&s, 0,
	            " covey  alice@host                                                    ○ offline\n");
	assert_int_equal(ui_next_change(s.ui, &s.state, s.now_ms), 0);
	screen_stop(&s);
}

static void test_the_other_states_of_the_connection(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_CONNECTING});
	assert_shows(&s, "○ connecting…");
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_SESSION,
	                         .status = STATE_STOPPED,
	                         .text = "The password is wrong",
	                 });
	assert_rows(&s, 0,
	            " covey  alice@host                                              ✗ not connected\n");
	assert_rows(&s, 23, " The password is wrong\n");
	screen_stop(&s);
}

static void test_a_login_that_has_ended_says_so_for_as_long_as_it_has(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	const struct state_event refused = {
	        .type = STATE_EVENT_SESSION,
	        .status = STATE_STOPPED,
	        .code = 1,
	        .text = "The token is wrong",
	        .remedy = "covey login ws://host --user alice",
	};
	screen_apply(&s, refused);
	assert_rows(&s, 0,
	            " covey  alice@host                                                 ✗ logged out\n");
	assert_rows(&s, 23,
	            " Log in again: covey login ws://host --user alice, then F4 (The token is wrong)\n");
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_CONNECTING});
	assert_hides(&s, "Log in again");
	screen_stop(&s);
}

static void test_a_notice_goes_by_itself_or_with_a_key_and_an_error_stays_longer(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_NOTICE, .text = "well \033[31mdone"});
	assert_rows(&s, 23, " well ^[[31mdone\n");
	screen_wait(&s, ui_next_change(s.ui, &s.state, s.now_ms) - s.now_ms);
	assert_rows(&s, 23, " n new group  r rename the group  d delete the group  ? help\n");
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_NOTICE, .text = "done"});
	screen_press(&s, "F1 Esc");
	/* The key was too early to have read it, and may be the last one for long. */
	screen_wait(&s, STATUS_NOTICE_LEAST_MS - 1);
	assert_rows(&s, 23, " done\n");
	screen_wait(&s, ui_next_change(s.ui, &s.state, s.now_ms) - s.now_ms);
	assert_hides(&s, " done");
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_NOTICE, .text = "done again"});
	screen_wait(&s, STATUS_NOTICE_LEAST_MS);
	assert_rows(&s, 23, " done again\n");
	screen_press(&s, "Down");
	assert_hides(&s, " done again");
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_NOTICE, .text = "no", .flag = true});
	screen_press(&s, "Home");
	assert_int_equal(screen_style(&s, 1, 23), STYLE_ERROR);
	screen_wait(&s, 10000);
	assert_rows(&s, 23, " no\n");
	screen_stop(&s);
}

static void report(struct screen *s, const char *text)
{
	screen_apply(s, (struct state_event){.type = STATE_EVENT_NOTICE, .text = text, .flag = true});
}

static void test_a_report_has_the_room_of_what_is_unread_while_it_needs_it(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_message(&s, "C2Cbob", "bob", "hi");
	report(&s, "Cannot undo “delete the group “A””: there is a group “A”");
	assert_rows(&s, 23,
	            " Cannot undo “delete the group “A””: there is a group “A”    1 unread elsewhere\n");
	report(&s, "Cannot undo “delete the group “Suppliers””: there is a group “Suppliers”");
	assert_rows(&s, 23, " Cannot undo “delete the group “Suppliers””: there is a group “Suppliers”\n");
	screen_wait(&s, ui_next_change(s.ui, &s.state, s.now_ms) - s.now_ms);
	assert_shows(&s, "1 unread elsewhere");
	screen_stop(&s);
}

static void test_a_report_that_is_too_long_is_cut_in_what_it_quotes(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	report(&s, "Cannot undo “delete the group “Both””: there is a group “Both”; nothing was changed");
	assert_rows(&s, 23,
	            " Cannot undo “delete the group “…”: there is a group “Both”; nothing was changed\n");
	screen_resize(&s, 40, 24);
	assert_rows(&s, 23, " there is a group “Both”; nothing was c…\n");
	report(&s, "Could not make the group “Later”: There is a group “Later” already");
	assert_rows(&s, 23, " There is a group “Later” already\n");
	report(&s, "Could not send “a: b”, “c” and “d”: The other side has blocked you");
	assert_rows(&s, 23, " The other side has blocked you\n");
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_NOTICE,
	                                      .text = "Kept until there is a connection: rename “A” to “B”"});
	assert_rows(&s, 23, " Kept until there is a connection: rena…\n");
	report(&s, "There is no group “项目项目项目项目项目项目项目项目”");
	assert_rows(&s, 23, " There is no group “项目项目项目项目项…”\n");
	report(&s, "There is no end to “it, and so it is cut at the end of the line");
	assert_rows(&s, 23, " There is no end to “it, and so it is c…\n");
	screen_stop(&s);
}

static void test_a_report_does_not_cut_the_verb_of_what_it_quotes(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	report(&s,
	       "Cannot undo “rename “Kitchen” to “Garten””: there is no group “Garten” any more; nothing was "
	       "changed");
	assert_rows(&s, 23,
	            " Cannot undo “rename…”: there is no group “Garten” any more; nothing was changed\n");
	screen_stop(&s);
}

static void test_nothing_changed_draws_nothing(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	assert_rows(&s, 0,
	            " covey  alice@host                                                     ● online\n");
	assert_false(ui_draw(s.ui, &s.state, s.now_ms, &s.grid));
	assert_int_equal(ui_next_change(s.ui, &s.state, s.now_ms), 0);
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_before_the_first_login),
	        cmocka_unit_test(test_who_has_nothing_has_notes_open),
	        cmocka_unit_test(test_the_first_time_begins_with_notes_that_say_something),
	        cmocka_unit_test(test_the_first_time_begins_with_what_is_unread),
	        cmocka_unit_test(test_the_first_time_begins_with_the_newest_where_all_is_read),
	        cmocka_unit_test(test_what_was_open_last_is_open_whatever_is_unread),
	        cmocka_unit_test(test_only_the_beginning_opens_something_by_itself),
	        cmocka_unit_test(test_the_sidebar_has_the_focus_while_nothing_is_open),
	        cmocka_unit_test(test_an_empty_conversation_says_so),
	        cmocka_unit_test(test_offline_counts_down_and_redraws_once_a_second),
	        cmocka_unit_test(test_the_other_states_of_the_connection),
	        cmocka_unit_test(test_a_login_that_has_ended_says_so_for_as_long_as_it_has),
	        cmocka_unit_test(test_a_notice_goes_by_itself_or_with_a_key_and_an_error_stays_longer),
	        cmocka_unit_test(test_a_report_has_the_room_of_what_is_unread_while_it_needs_it),
	        cmocka_unit_test(test_a_report_that_is_too_long_is_cut_in_what_it_quotes),
	        cmocka_unit_test(test_a_report_does_not_cut_the_verb_of_what_it_quotes),
	        cmocka_unit_test(test_nothing_changed_draws_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
