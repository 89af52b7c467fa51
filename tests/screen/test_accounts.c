/* Several accounts on one screen. */
#include "screen.h"

#include "ui/desk.h"
#include "ui/mouse.h"

/* Two accounts of one person: work has groups, home has carol and the notes. */
struct both {
	struct screen work, home;
	struct desk desk;
};

static void start(struct both *both, int width, int height)
{
	screen_start(&both->work, width, height);
	screen_start(&both->home, width, height);
	screen_login_filed(&both->work);
	screen_login(&both->home);
	screen_conversation(&both->home, (struct conversation){.id = "C2Czoe"});
	desk_init(&both->desk);
	desk_add(&both->desk, "work", both->work.ui, &both->work.state);
	desk_add(&both->desk, "home", both->home.ui, &both->home.state);
}

static void stop(struct both *both)
{
	screen_stop(&both->work);
	screen_stop(&both->home);
	desk_finish(&both->desk);
}

static struct screen *shown(struct both *both)
{
	return both->desk.shown == 0 ? &both->work : &both->home;
}

/* One key at a time: each may show the other account. */
static void press(struct both *both, const char *keys)
{
	char *copy = strdup(keys), *rest = NULL;
	for (char *key = strtok_r(copy, " ", &rest); key; key = strtok_r(NULL, " ", &rest)) {
		screen_press(shown(both), key);
		screen_press(shown(both), ""); /* nothing, but the other one follows */
		screen_apply(shown(both), (struct state_event){.type = STATE_EVENT_TIME});
	}
	free(copy);
}

static void test_the_sidebar_has_them_one_above_the_other(void **state)
{
	(void)state;
	struct both both;
	start(&both, 50, 16); /* one pane: the sidebar has the screen */
	screen_conversation(&both.home, (struct conversation){.id = "C2Czoe", .unread = 3, .last = 3});
	assert_picture(shown(&both), " covey  work  alice@host                 ● online\n"
	                             "● work\n"
	                             "▾ Suppliers\n"
	                             "    bob\n"
	                             "    #test\n"
	                             "▾ Research\n"
	                             "    dave\n"
	                             "▾ no group\n"
	                             "    my notes\n"
	                             "    carol\n"
	                             "● home                                          3\n"
	                             "▾ no group                                      3\n"
	                             "    my notes\n"
	                             "    zoe                                         3\n");
	stop(&both);
}

static void test_the_account_that_is_shown_is_where_the_cursor_is(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	press(&both, "G");
	assert_int_equal(both.desk.shown, 0);
	press(&both, "Down");
	assert_int_equal(both.desk.shown, 1);
	assert_int_equal(screen_style(shown(&both), 0, 11), STYLE_CURSOR);
	press(&both, "Up");
	assert_int_equal(both.desk.shown, 0);
	assert_int_equal(screen_style(shown(&both), 0, 9), STYLE_CURSOR);
	press(&both, "g Up");
	assert_int_equal(both.desk.shown, 0);
	stop(&both);
}

static void test_each_number_shows_its_account(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	press(&both, "Alt-2");
	assert_int_equal(both.desk.shown, 1);
	press(&both, "Alt-1");
	assert_int_equal(both.desk.shown, 0);
	press(&both, "Alt-0");
	assert_int_equal(both.desk.shown, 1);
	press(&both, "Alt-0");
	assert_int_equal(both.desk.shown, 0);
	press(&both, "Alt-3");
	assert_int_equal(both.desk.shown, 0);
	assert_shows(shown(&both), "There is no account 3");
	stop(&both);
}

static void test_what_is_typed_stays_with_its_account(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	screen_open(&both.work, "C2Calice");
	screen_open(&both.home, "C2Calice");
	screen_type(shown(&both), "half a line");
	press(&both, "Alt-2");
	assert_hides(shown(&both), "half a line");
	press(&both, "Alt-1");
	assert_shows(shown(&both), "half a line");
	stop(&both);
}

static void test_what_was_cut_goes_along(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	screen_open(&both.work, "C2Calice");
	screen_open(&both.home, "C2Calice");
	screen_type(shown(&both), "carried over");
	press(&both, "Ctrl-u Alt-2 Ctrl-y");
	assert_shows(shown(&both), "carried over");
	press(&both, "Alt-1 Ctrl-y");
	assert_shows(shown(&both), "carried over");
	stop(&both);
}

static void test_what_another_account_has_open_is_not_marked(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	screen_open(&both.work, "C2Cbob");
	screen_open(&both.home, "C2Czoe");
	assert_shows(shown(&both), " ›  bob ");
	assert_shows(shown(&both), "    zoe ");
	press(&both, "Alt-2");
	assert_shows(shown(&both), "    bob ");
	assert_shows(shown(&both), " ›  zoe ");
	stop(&both);
}

static void test_next_unread_goes_to_the_other_account_when_there_is_none_here(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	screen_open(&both.home, "C2Czoe");
	screen_apply(&both.home, (struct state_event){.type = STATE_EVENT_FOCUS}); /* one looks at work */
	screen_conversation(&both.work, (struct conversation){.id = "C2Ccarol", .unread = 1, .last = 1});
	screen_message(&both.home, "C2Czoe", "zoe", "hello");
	assert_shows(shown(&both), "2 unread elsewhere");
	press(&both, "Alt-a");
	assert_int_equal(both.desk.shown, 0);
	assert_string_equal(both.work.state.current, "C2Ccarol");
	press(&both, "Alt-a");
	assert_int_equal(both.desk.shown, 1);
	assert_string_equal(both.home.state.current, "C2Czoe");
	assert_shows(shown(&both), "hello");
	stop(&both);
}

static void test_the_next_conversation_behind_the_last_is_the_other_accounts_first(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	screen_open(&both.work, "C2Ccarol");
	screen_open(&both.home, "C2Czoe");
	press(&both, "Alt-Down");
	assert_int_equal(both.desk.shown, 1);
	assert_string_equal(both.home.state.current, "C2Calice");
	press(&both, "Alt-Up");
	assert_int_equal(both.desk.shown, 0);
	assert_string_equal(both.work.state.current, "C2Ccarol");
	stop(&both);
}

static void test_a_jump_finds_the_conversations_of_all(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	press(&both, "/");
	screen_type(shown(&both), "zo");
	assert_shows(shown(&both), "zoe ");
	assert_shows(shown(&both), " home ");
	press(&both, "Enter");
	assert_int_equal(both.desk.shown, 1);
	assert_string_equal(both.home.state.current, "C2Czoe");
	stop(&both);
}

static void test_the_conversation_before_may_be_another_accounts(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	screen_open(&both.work, "C2Cbob");
	press(&both, "Ctrl-g");
	screen_type(shown(&both), "zo");
	press(&both, "Enter");
	assert_int_equal(both.desk.shown, 1);
	press(&both, "Alt-/");
	assert_int_equal(both.desk.shown, 0);
	assert_string_equal(both.work.state.current, "C2Cbob");
	press(&both, "Alt-/");
	assert_int_equal(both.desk.shown, 1);
	screen_open(&both.home, "C2Calice");
	press(&both, "Alt-/");
	assert_int_equal(both.desk.shown, 1);
	assert_string_equal(both.home.state.current, "C2Czoe");
	stop(&both);
}

static void test_the_command_takes_a_name_and_completes_it(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	press(&both, ":");
	screen_type(shown(&both), "account ho");
	press(&both, "Tab Enter");
	assert_int_equal(both.desk.shown, 1);
	press(&both, ":");
	screen_type(shown(&both), "account nowhere");
	press(&both, "Enter");
	assert_shows(shown(&both), "There is no account “nowhere”");
	stop(&both);
}

static void test_the_line_that_showed_another_account_is_there_to_be_said_again(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	press(&both, ":");
	screen_type(shown(&both), "account home");
	press(&both, "Enter");
	assert_int_equal(both.desk.shown, 1);
	press(&both, ": Up");
	assert_shows(shown(&both), "account home");
	press(&both, "Esc M-1 : Up");
	assert_shows(shown(&both), "account home");
	stop(&both);
}

static void mouse(struct both *both, enum mouse_deed deed, int y)
{
	assert_shows(shown(both), "● work"); /* one clicks on what one sees */
	screen_mouse(shown(both), (struct mouse){.deed = deed, .x = 5, .y = y});
	screen_apply(shown(both), (struct state_event){.type = STATE_EVENT_TIME});
}

static void test_a_click_goes_over_the_border(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	mouse(&both, MOUSE_PRESS, 13);
	assert_int_equal(both.desk.shown, 1);
	assert_string_equal(both.home.state.current, "C2Czoe");
	mouse(&both, MOUSE_PRESS, 1);
	assert_int_equal(both.desk.shown, 0);
	assert_null(both.work.state.current);
	mouse(&both, MOUSE_PRESS, 3);
	assert_string_equal(both.work.state.current, "C2Cbob");
	mouse(&both, MOUSE_PRESS, 20);
	assert_int_equal(both.desk.shown, 0);
	assert_string_equal(both.work.state.current, "C2Cbob");
	stop(&both);
}

static void test_the_wheel_goes_over_the_border(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	for (int i = 0; i < 4; i++)
		mouse(&both, MOUSE_WHEEL_DOWN, 3);
	assert_int_equal(both.desk.shown, 1);
	mouse(&both, MOUSE_WHEEL_UP, 3);
	assert_int_equal(both.desk.shown, 0);
	stop(&both);
}

static void test_the_palette_has_the_command(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 24);
	press(&both, "F2");
	screen_type(shown(&both), "account");
	assert_shows(shown(&both), ":account [ACCOUNT]");
	assert_shows(shown(&both), "next account");
	assert_hides(shown(&both), "that account");
	stop(&both);
}

static void test_the_heading_of_the_account_stays_in_sight(void **state)
{
	(void)state;
	struct both both;
	start(&both, 50, 10);
	press(&both, "Alt-2 G");
	assert_rows(shown(&both), 1,
	            "● work                                           ↑\n"
	            "▾ no group\n"
	            "    my notes\n"
	            "    carol\n"
	            "● home\n");
	press(&both, "Alt-1 g");
	assert_rows(shown(&both), 1, "● work\n▾ Suppliers\n");
	press(&both, "G");
	assert_rows(shown(&both), 1,
	            "● work                                           ↑\n"
	            "▾ Research\n");
	stop(&both);
}

static void test_a_group_that_is_made_comes_in_sight_below_other_accounts(void **state)
{
	(void)state;
	struct both both;
	start(&both, 80, 9);
	screen_convgroups(&both.home, "A", "B", "C", "D", NULL);
	press(&both, "Alt-2 g j");
	assert_rows(shown(&both), 7, "▾ D                    ↓│ ›\n");
	press(&both, "n");
	screen_type(&both.home, "Ops");
	press(&both, "Enter");
	screen_answer(&both.home, 0, NULL);
	screen_convgroups(&both.home, "A", "B", "C", "D", "Ops", NULL);
	assert_int_equal(screen_style(shown(&both), 0, screen_row_of(shown(&both), "▾ Ops")), STYLE_CURSOR);
	stop(&both);
}

static void test_the_focus_on_one_group_folds_the_other_account(void **state)
{
	(void)state;
	struct both both;
	start(&both, 50, 10);
	screen_conversation(&both.home, (struct conversation){.id = "C2Czoe", .unread = 3, .last = 3});
	press(&both, "g f");
	assert_rows(shown(&both), 1,
	            "● work\n"
	            "▾ Suppliers\n"
	            "    bob\n"
	            "    #test\n"
	            "● home                                          3\n"
	            "\n");
	assert_shows(shown(&both), "focus, 3 silent");
	assert_true(desk_is_silent(&both.desk, 1));
	press(&both, "Alt-2");
	assert_false(desk_is_silent(&both.desk, 0));
	assert_shows(shown(&both), "zoe");
	stop(&both);
}

static void test_a_small_screen_says_whose_conversation_it_shows(void **state)
{
	(void)state;
	struct both both;
	start(&both, 40, 12);
	screen_open(&both.work, "C2Cbob");
	screen_open(&both.home, "C2Czoe");
	assert_rows(shown(&both), 0, " work  Suppliers › bob");
	press(&both, "Alt-2");
	assert_rows(shown(&both), 0, " home  zoe");
	stop(&both);
}

static void test_one_account_has_no_heading_and_no_other(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	assert_rows(&s, 1, "▾ Suppliers ");
	screen_press(&s, "Alt-2");
	assert_shows(&s, "There is one account");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_the_sidebar_has_them_one_above_the_other),
	        cmocka_unit_test(test_the_account_that_is_shown_is_where_the_cursor_is),
	        cmocka_unit_test(test_each_number_shows_its_account),
	        cmocka_unit_test(test_what_is_typed_stays_with_its_account),
	        cmocka_unit_test(test_what_was_cut_goes_along),
	        cmocka_unit_test(test_what_another_account_has_open_is_not_marked),
	        cmocka_unit_test(test_next_unread_goes_to_the_other_account_when_there_is_none_here),
	        cmocka_unit_test(test_the_next_conversation_behind_the_last_is_the_other_accounts_first),
	        cmocka_unit_test(test_a_jump_finds_the_conversations_of_all),
	        cmocka_unit_test(test_the_conversation_before_may_be_another_accounts),
	        cmocka_unit_test(test_the_command_takes_a_name_and_completes_it),
	        cmocka_unit_test(test_a_click_goes_over_the_border),
	        cmocka_unit_test(test_the_wheel_goes_over_the_border),
	        cmocka_unit_test(test_the_palette_has_the_command),
	        cmocka_unit_test(test_the_line_that_showed_another_account_is_there_to_be_said_again),
	        cmocka_unit_test(test_the_heading_of_the_account_stays_in_sight),
	        cmocka_unit_test(test_a_group_that_is_made_comes_in_sight_below_other_accounts),
	        cmocka_unit_test(test_the_focus_on_one_group_folds_the_other_account),
	        cmocka_unit_test(test_a_small_screen_says_whose_conversation_it_shows),
	        cmocka_unit_test(test_one_account_has_no_heading_and_no_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
