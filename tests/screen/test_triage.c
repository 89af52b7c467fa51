/* Triage: what is in no group is worked off, one key each; rules propose where to. */
#include "screen.h"

#include "base/err.h"
#include "ui/status.h"

struct fixture {
	struct screen screen;
	struct state_rules rules;
};

static void rule(struct fixture *f, const char *name, const char *text)
{
	struct err err = {0};
	if (!state_rules_add(&f->rules, name, text, &err))
		fail_msg("%s", err.text);
	screen_apply(&f->screen, (struct state_event){.type = STATE_EVENT_RULES, .rules = &f->rules});
}

/* #test and bob are in Suppliers, dave in Research; carol, erin and #plans in none. */
static void start(struct fixture *f)
{
	*f = (struct fixture){0};
	screen_start(&f->screen, 80, 24);
	screen_login_filed(&f->screen);
	screen_conversation(&f->screen, (struct conversation){.id = "C2Cerin"});
	screen_conversation(&f->screen, (struct conversation){.id = "GROUPplans"});
}

static void stop(struct fixture *f)
{
	screen_stop(&f->screen);
	state_rules_finish(&f->rules);
}

static void file(struct fixture *f, const char *id, const char *convgroup)
{
	screen_conversation(&f->screen, (struct conversation){.id = id, .convgroups = convgroup});
}

static void test_a_digit_files_and_goes_on(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	start(&f);
	screen_message(s, "C2Ccarol", "carol", "Who signs?");
	screen_press(s, "t");
	assert_rows(s, 1,
	            "▾ Suppliers             │\n"
	            "    bob                 │ ╭─ In no group ─────────────────────────────────────╮\n"
	            "    #test               │ │ 1 Suppliers   2 Research                          │\n"
	            "▾ Research              │ │ ▸ carol: Who signs?                               │\n"
	            "    dave                │ │   erin                                            │\n"
	            "▾ no group            1 │ │   #plans                                          │\n");
	assert_shows(s, "0 of 3 filed");
	assert_shows(s, "│ 1–2 file  Enter other  n next  Esc end");
	screen_press(s, "2");
	assert_asked(s, "add C2Ccarol to Research");
	assert_shows(s, "▸ erin");
	file(&f, "C2Ccarol", "Research");
	screen_answer(s, 0, NULL);
	assert_shows(s, "1 of 3 filed");
	assert_shows(s, "▸ erin");
	screen_press(s, "1");
	file(&f, "C2Cerin", "Suppliers");
	screen_press(s, "1");
	file(&f, "GROUPplans", "Suppliers");
	assert_asked(s, "add C2Cerin to Suppliers; add GROUPplans to Suppliers");
	assert_shows(s, "All 3 filed: nothing is left in no group");
	screen_press(s, "3");
	assert_asked(s, "");
	screen_press(s, "Esc");
	assert_shows(s, " 3 filed, none left in no group");
	stop(&f);
}

static void test_behind_the_last_one_come_those_above_where_one_began(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	start(&f);
	screen_press(s, "G t");
	assert_shows(s, "▸ #plans");
	screen_press(s, "1");
	assert_shows(s, "▸ carol");
	stop(&f);
}

static void test_no_group_of_the_legend_is_broken(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	start(&f);
	screen_convgroups(s, "Suppliers", "Research", "Ops", "Home", "京都", NULL);
	screen_press(s, "t");
	assert_shows(s, "│ 1 Suppliers   2 Research   3 Ops   4 Home         │");
	assert_shows(s, "│ 5 京都  ");
	stop(&f);
}

static void test_what_is_refused_stays_in_the_list(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	start(&f);
	screen_press(s, "t 1");
	screen_answer(s, 51008, "1000 conversations are in groups already");
	assert_shows(s, "0 of 3 filed");
	assert_shows(s, "Could not add to the group: 1000 conversations");
	stop(&f);
}

static void test_rules_propose_and_one_accepts_changes_or_refuses(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	start(&f);
	rule(&f, "people", "person name~^[ce] -> Research");
	rule(&f, "rooms", "room -> Projects");
	screen_press(s, "t");
	assert_shows(s, "▸ carol                      Research, by people");
	assert_shows(s, "  #plans                Projects (new), by rooms");
	assert_shows(s, "1–2 file  Enter ok  A all  n no  m other  Esc end");
	screen_press(s, "Enter");
	assert_asked(s, "add C2Ccarol to Research");
	file(&f, "C2Ccarol", "Research");
	/* Changed: another group than the proposed one. */
	screen_press(s, "1");
	assert_asked(s, "add C2Cerin to Suppliers");
	screen_answer(s, 0, NULL);
	screen_answer(s, 51008, "1000 conversations are in groups already");
	/* Refused: it stays where it is. */
	screen_press(s, "Up n");
	assert_asked(s, "");
	assert_hides(s, "Research, by people");
	screen_press(s, "A");
	assert_asked(s, "create Projects(GROUPplans)");
	stop(&f);
}

static void test_another_group_is_asked_for_and_triage_goes_on(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	start(&f);
	screen_press(s, "t m");
	assert_shows(s, "File “carol” in");
	screen_type(s, "Office");
	screen_press(s, "Enter");
	assert_asked(s, "create Office(C2Ccarol)");
	screen_convgroups(s, "Suppliers", "Research", "Office", NULL);
	file(&f, "C2Ccarol", "Office");
	screen_answer(s, 0, NULL);
	assert_shows(s, "1 of 3 filed");
	stop(&f);
}

static void test_esc_in_the_picker_of_another_group_comes_back(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	start(&f);
	screen_press(s, "t Down Enter");
	assert_shows(s, "File “erin” in");
	screen_press(s, "Esc");
	assert_shows(s, "▸ erin");
	assert_shows(s, "0 of 3 filed");
	screen_press(s, "m Esc 1");
	assert_asked(s, "add C2Cerin to Suppliers");
	/* Nothing was done: nothing is said. */
	file(&f, "C2Cerin", NULL);
	screen_answer(s, 51008, "1000 conversations are in groups already");
	screen_wait(s, STATUS_ERROR_MS);
	screen_press(s, "Esc");
	assert_hides(s, "filed");
	stop(&f);
}

static void test_behind_the_one_for_which_a_group_was_asked_it_goes_on(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	start(&f);
	screen_press(s, "t Down m Enter");
	assert_asked(s, "add C2Cerin to Suppliers");
	file(&f, "C2Cerin", "Suppliers");
	screen_answer(s, 0, NULL);
	assert_shows(s, "▸ #plans");
	stop(&f);
}

static void test_at_the_end_one_is_told_how_many_were_filed(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	start(&f);
	screen_press(s, "t 1 2");
	file(&f, "C2Ccarol", "Suppliers");
	/* The answer for the second one is not there yet. */
	screen_press(s, "Esc");
	assert_shows(s, " 2 filed, 1 left in no group");
	stop(&f);
}

static void test_in_the_sidebar_digits_do_the_same(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	start(&f);
	screen_press(s, "G 2");
	assert_asked(s, "add GROUPplans to Research");
	assert_shows(s, "#plans is filed in Research; 2 left in no group");
	screen_press(s, "7");
	assert_shows(s, "There is no group 7");
	screen_press(s, "g j 1");
	assert_asked(s, "");
	assert_shows(s, "1–9 file what is in no group");
	stop(&f);
}

static void test_one_s_notes_wait_for_nothing(void **state)
{
	(void)state;
	struct fixture f;
	start(&f);
	screen_press(&f.screen, "t");
	assert_hides(&f.screen, "▸ my notes");
	assert_shows(&f.screen, "0 of 3 filed");
	stop(&f);
}

static void test_an_automatic_rule_files_what_is_new_and_nothing_else(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	start(&f);
	rule(&f, "all", "auto person -> Research");
	screen_apply(s, (struct state_event){.type = STATE_EVENT_TIME});
	file(&f, "C2Cerin", NULL);
	assert_asked(s, "");
	screen_conversation(s, (struct conversation){.id = "C2Cfrank"});
	assert_asked(s, "add C2Cfrank to Research");
	assert_shows(s, "“frank” is new, and filed in “Research” by the rule “all”");
	/* Taken out by hand, it is not filed again. */
	file(&f, "C2Cfrank", "Research");
	file(&f, "C2Cfrank", NULL);
	assert_asked(s, "");
	stop(&f);
}

static void test_whom_one_looks_up_is_not_filed_before_something_is_said(void **state)
{
	(void)state;
	struct fixture f;
	struct screen *s = &f.screen;
	struct state_conversation frank = {.id = (char *)"C2Cfrank", .peer = (char *)"frank"};
	start(&f);
	rule(&f, "all", "auto person -> Research");
	screen_press(s, "/");
	screen_type(s, "frank");
	screen_press(s, "Down Enter");
	assert_asked(s, "find frank");
	screen_answer_with(s, (struct state_event){.conversations = &frank, .conversation_count = 1});
	screen_settle(s);
	screen_press(s, "Esc");
	assert_asked(s, "");
	file(&f, "C2Cfrank", NULL);
	assert_asked(s, "add C2Cfrank to Research");
	stop(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_digit_files_and_goes_on),
	        cmocka_unit_test(test_behind_the_last_one_come_those_above_where_one_began),
	        cmocka_unit_test(test_no_group_of_the_legend_is_broken),
	        cmocka_unit_test(test_what_is_refused_stays_in_the_list),
	        cmocka_unit_test(test_rules_propose_and_one_accepts_changes_or_refuses),
	        cmocka_unit_test(test_another_group_is_asked_for_and_triage_goes_on),
	        cmocka_unit_test(test_esc_in_the_picker_of_another_group_comes_back),
	        cmocka_unit_test(test_behind_the_one_for_which_a_group_was_asked_it_goes_on),
	        cmocka_unit_test(test_at_the_end_one_is_told_how_many_were_filed),
	        cmocka_unit_test(test_in_the_sidebar_digits_do_the_same),
	        cmocka_unit_test(test_one_s_notes_wait_for_nothing),
	        cmocka_unit_test(test_an_automatic_rule_files_what_is_new_and_nothing_else),
	        cmocka_unit_test(test_whom_one_looks_up_is_not_filed_before_something_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
