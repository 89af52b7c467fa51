/* What a group is set to: its policy and how it is sorted; folds that follow. */
#include "screen.h"

static void is_set(struct screen *s, const char *convgroup, const char *text)
{
	screen_apply(s, (struct state_event){
	                        .type = STATE_EVENT_CONVGROUP_SET, .convgroup = convgroup, .text = text});
}

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_conversation(s, (struct conversation){.id = "C2Czoe", .convgroups = "Suppliers"});
	screen_conversation(s, (struct conversation){.id = "C2Canna", .convgroups = "Suppliers"});
	screen_press(s, "g");
}

static void test_a_policy_is_picked_and_inherited(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_conversation(
	        &s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .unread = 3, .last = 3});
	screen_press(&s, "P");
	assert_shows(&s, "Policy of “Suppliers”");
	assert_shows(&s, "own: as each conversation is set itself");
	screen_type(&s, "mute");
	screen_press(&s, "Enter");
	assert_asked(&s, "set Suppliers: mute");
	screen_answer(&s, 0, NULL);
	is_set(&s, "Suppliers", "mute");
	/* A muted group adds nothing to sums; what is unread can be seen. */
	assert_rows(&s, 1, "▾ Suppliers ∅           │\n");
	assert_hides(&s, "unread elsewhere");
	assert_int_equal(state_unread_total(&s.state), 0);
	screen_press(&s, "P");
	screen_type(&s, "mute");
	assert_shows(&s, "now");
	screen_stop(&s);
}

static void test_any_digest_and_quiet_hours_can_be_typed(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "P");
	screen_type(&s, "digest=20");
	screen_press(&s, "Enter");
	assert_asked(&s, "set Suppliers: digest=20");
	screen_answer(&s, 0, NULL);
	is_set(&s, "Suppliers", "digest=20 colour=red");
	/* What another client keeps there stays. */
	screen_press(&s, ":");
	screen_type(&s, "policy suppliers quiet=22:30-06:00 mentions");
	screen_press(&s, "Enter");
	assert_asked(&s, "set Suppliers: mentions digest=20 quiet=22:30-06:00 colour=red");
	screen_answer(&s, 0, NULL);
	screen_press(&s, ":");
	screen_type(&s, "policy suppliers quiet=25:00-06:00");
	screen_press(&s, "Enter");
	assert_shows(&s, "“quiet=25:00-06:00” is none of");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_the_policy_box_has_what_is_set_and_fits(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	is_set(&s, "Suppliers", "count digest=20 quiet=22:30-06:00");
	screen_press(&s, "P");
	assert_shows(&s, "count: count what is unread, say nothing   now ");
	assert_shows(&s, "digest=20: tell it every so many minutes   now ");
	assert_hides(&s, "digest=15");
	assert_shows(&s, "quiet=22:30-06:00: silent in these hours   now ");
	assert_hides(&s, "…");
	screen_press(&s, "End");
	assert_hides(&s, "…");
	screen_stop(&s);
}

static void test_a_wrong_setting_says_why_in_the_box(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "P");
	screen_type(&s, "quiet=25:00-07:00");
	assert_shows(&s, "“quiet=25:00-07:00” is none of");
	screen_press(&s, "Enter");
	assert_asked(&s, "");
	for (size_t i = 0; i < strlen("5:00-07:00"); i++)
		screen_press(&s, "Backspace");
	assert_hides(&s, "is none of");
	screen_stop(&s);
}

static void test_several_settings_are_typed_and_reported(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "P");
	screen_type(&s, "mute digest=1");
	assert_shows(&s, "▸ mute digest=1   ");
	screen_press(&s, "Enter");
	assert_asked(&s, "set Suppliers: mute digest=1");
	is_set(&s, "Suppliers", "mute digest=1");
	screen_answer(&s, 0, NULL);
	assert_rows(&s, 23, " “Suppliers”: mute, digest=1; u takes it back");
	/* What was typed, and not what only begins so. */
	screen_press(&s, "P");
	screen_type(&s, "digest=2");
	assert_shows(&s, "▸ digest=2   ");
	screen_press(&s, "Esc");
	screen_press(&s, ":");
	screen_type(&s, "policy suppliers own digest=off");
	screen_press(&s, "Enter");
	screen_answer(&s, 0, NULL);
	assert_rows(&s, 23, " “Suppliers”: nothing is set; u takes it back");
	screen_stop(&s);
}

static void test_sorted_by_name(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "s");
	assert_shows(&s, "Sort “Suppliers”");
	screen_press(&s, "Down Enter");
	assert_asked(&s, "set Suppliers: sort=name");
	screen_answer(&s, 0, NULL);
	assert_rows(&s, 23, " “Suppliers”: by name; u takes it back");
	is_set(&s, "Suppliers", "sort=name");
	screen_message(&s, "C2Czoe", "zoe", "newest");
	assert_rows(&s, 1,
	            "▾ Suppliers           1 │\n"
	            "    anna                │\n"
	            "    bob                 │\n"
	            "    #test               │\n"
	            "    zoe               1 │");
	screen_press(&s, ":");
	screen_type(&s, "sort latest Suppliers");
	screen_press(&s, "Enter");
	assert_asked(&s, "set Suppliers: ");
	screen_answer(&s, 0, NULL);
	is_set(&s, "Suppliers", "");
	assert_rows(&s, 2, "    zoe               1 │\n");
	screen_stop(&s);
}

static void test_sorted_by_hand_follows_each_press(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	is_set(&s, "Suppliers", "sort=name");
	screen_press(&s, "j ] ]");
	assert_asked(&s, "set Suppliers: sort=hand order: C2Cbob C2Canna GROUPtest C2Czoe; "
	                 "set Suppliers: sort=hand order: C2Cbob GROUPtest C2Canna C2Czoe");
	is_set(&s, "Suppliers", "sort=hand order: C2Cbob GROUPtest C2Canna C2Czoe");
	screen_answer(&s, 0, NULL);
	assert_rows(&s, 23, " “Suppliers” is sorted by hand now; u takes it back");
	screen_answer(&s, 0, NULL);
	/* The cursor stays with it. */
	assert_rows(&s, 2,
	            "    bob                 │\n"
	            "    #test               │\n"
	            "    anna                │\n"
	            "    zoe                 │");
	assert_int_equal(screen_style(&s, 0, 4), STYLE_CURSOR);
	screen_message(&s, "C2Czoe", "zoe", "newest");
	assert_rows(&s, 4, "    anna                │\n");
	screen_press(&s, "g [");
	assert_rows(&s, 23, " Move a conversation: put the cursor on one in a group");
	screen_press(&s, "j [");
	assert_rows(&s, 23, " It is the first of the group already");
	screen_conversation(&s,
	                    (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .pinned = true});
	screen_press(&s, "]");
	assert_rows(&s, 23, " Pinned conversations stay above the others");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_only_a_new_sorting_is_reported(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	is_set(&s, "Suppliers", "sort=hand order: C2Cbob C2Canna GROUPtest C2Czoe");
	screen_press(&s, "j ]");
	screen_answer(&s, 0, NULL);
	assert_hides(&s, "is sorted by hand");
	screen_stop(&s);
}

static void test_a_fold_is_there_at_once_and_told_to_the_other_terminals(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "Space");
	assert_asked(&s, "set Suppliers: folded");
	assert_rows(&s, 1, "▸ Suppliers             │\n");
	/* Unfolded again before the echo of the first is there: it stays so. */
	screen_press(&s, "Space");
	is_set(&s, "Suppliers", "folded");
	assert_rows(&s, 1, "▾ Suppliers             │\n");
	screen_settle(&s);
	is_set(&s, "Suppliers", "");
	assert_rows(&s, 1, "▾ Suppliers             │\n");
	/* From another terminal. */
	is_set(&s, "Suppliers", "folded");
	assert_rows(&s, 1, "▸ Suppliers             │\n");
	screen_stop(&s);
}

static void test_what_is_folded_offline_is_told_later(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
	screen_press(&s, "Space");
	assert_asked(&s, "");
	assert_rows(&s, 1, "▸ Suppliers             │\n");
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_LOGGED_IN,
	                         .self = "alice",
	                         .resumed = true,
	                         .limits = {20, 32, 100, 1000, 12288},
	                 });
	assert_asked(&s, "set Suppliers: folded");
	screen_stop(&s);
}

static void test_a_conversation_can_have_a_setting_of_its_own_again(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_conversation(
	        &s, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers", .unread = 3, .last = 3});
	is_set(&s, "Suppliers", "mute");
	assert_int_equal(state_unread_total(&s.state), 0);
	screen_press(&s, "j j N");
	assert_shows(&s, "Notifications of “bob”");
	assert_shows(&s, "as “Suppliers” is set: mute");
	screen_type(&s, "every message");
	screen_press(&s, "Enter");
	assert_asked(&s, "set Suppliers: mute own=C2Cbob; change the notifications");
	is_set(&s, "Suppliers", "mute own=C2Cbob");
	assert_int_equal(state_unread_total(&s.state), 3);
	screen_answer(&s, 0, NULL);
	screen_answer(&s, 0, NULL);
	screen_press(&s, "N");
	screen_type(&s, "as ");
	screen_press(&s, "Enter");
	assert_asked(&s, "set Suppliers: mute; change the notifications");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_policy_is_picked_and_inherited),
	        cmocka_unit_test(test_the_policy_box_has_what_is_set_and_fits),
	        cmocka_unit_test(test_a_wrong_setting_says_why_in_the_box),
	        cmocka_unit_test(test_several_settings_are_typed_and_reported),
	        cmocka_unit_test(test_any_digest_and_quiet_hours_can_be_typed),
	        cmocka_unit_test(test_sorted_by_name),
	        cmocka_unit_test(test_sorted_by_hand_follows_each_press),
	        cmocka_unit_test(test_only_a_new_sorting_is_reported),
	        cmocka_unit_test(test_a_fold_is_there_at_once_and_told_to_the_other_terminals),
	        cmocka_unit_test(test_what_is_folded_offline_is_told_later),
	        cmocka_unit_test(test_a_conversation_can_have_a_setting_of_its_own_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
