/* The sidebar: what it shows, and its single keys that ask nothing. */
#include "screen.h"

static void busy(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_conversation(s, (struct conversation){.id = "GROUPtest",
	                                             .convgroups = "Suppliers",
	                                             .unread = 2,
	                                             .mentions = 1,
	                                             .last = 9,
	                                             .read = 7});
	screen_conversation(s, (struct conversation){.id = "C2Cbob",
	                                             .convgroups = "Suppliers,Research",
	                                             .unread = 1,
	                                             .last = 3,
	                                             .read = 2});
	screen_conversation(
	        s, (struct conversation){
	                   .id = "C2Cdave", .convgroups = "Research", .unread = 12, .last = 20, .read = 8});
	screen_conversation(s, (struct conversation){.id = "C2Ccarol", .pinned = true});
}

static void test_unread_mentions_pins_and_sums(void **state)
{
	(void)state;
	struct screen s;
	busy(&s);
	screen_open(&s, "C2Ccarol");
	assert_picture(&s,
	               " covey  alice@host        carol                                        ● online\n"
	               "▾ Suppliers        @1 3 │\n"
	               "    bob               1 │\n"
	               "    #test          @1 2 │\n"
	               "▾ Research           13 │\n"
	               "    bob               1 │  No message yet. What you write goes to carol.\n"
	               "    dave             12 │\n"
	               "▾ no group              │  Tab      to the sidebar, where groups are made\n"
	               " ›★ carol               │  Ctrl-g   to a person or a room\n"
	               "    my notes            │  F1       help\n"
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
	               " Tab switch panes  Alt-a next unread  F1 help    15 unread elsewhere, 1 for you\n");
	assert_int_equal(screen_style(&s, 20, 1), STYLE_UNREAD_MENTION);
	screen_stop(&s);
}

static void test_a_fold_hides_what_is_read_and_keeps_the_sum(void **state)
{
	(void)state;
	struct screen s;
	busy(&s);
	screen_convgroups(&s, "Suppliers", "Research", "Empty", NULL);
	screen_press(&s, "Down Down Down Space");
	assert_rows(&s, 1,
	            "▾ Suppliers        @1 3 │\n"
	            "    bob               1 │\n"
	            "    #test          @1 2 │\n"
	            "▸ Research           13 │\n"
	            "    bob               1 │  No conversation is open.\n"
	            "    dave             12 │\n"
	            "▾ Empty                 │  Enter    opens a conversation, folds a group\n"
	            "▾ no group              │  /        to a person or a room\n"
	            "  ★ carol               │  ?        help\n"
	            "    my notes            │\n");
	assert_asked(&s, "set Research: folded");
	screen_settle(&s);
	screen_press(&s, "Right");
	screen_press(&s, "End Left");
	assert_rows(&s, 1,
	            "▾ Suppliers        @1 3 │\n"
	            "    bob               1 │\n"
	            "    #test          @1 2 │\n"
	            "▾ Research           13 │\n"
	            "    bob               1 │  No conversation is open.\n"
	            "    dave             12 │\n"
	            "▾ Empty                 │  Enter    opens a conversation, folds a group\n"
	            "▾ no group              │  /        to a person or a room\n"
	            "  ★ carol               │  ?        help\n"
	            "    my notes            │\n");
	/* From a conversation to its heading first, then folded. */
	screen_press(&s, "Left");
	assert_rows(&s, 1,
	            "▾ Suppliers        @1 3 │\n"
	            "    bob               1 │\n"
	            "    #test          @1 2 │\n"
	            "▾ Research           13 │\n"
	            "    bob               1 │  No conversation is open.\n"
	            "    dave             12 │\n"
	            "▾ Empty                 │  Enter    opens a conversation, folds a group\n"
	            "▸ no group              │  /        to a person or a room\n"
	            "                        │  ?        help\n"
	            "                        │\n");
	assert_asked(&s, "set Research: ");
	screen_stop(&s);
}

static void test_the_cursor_stays_with_its_conversation(void **state)
{
	(void)state;
	struct screen s;
	busy(&s);
	screen_press(&s, "Home Down Down");
	assert_shows(&s, "    #test ");
	int y = 3;
	assert_int_equal(screen_style(&s, 0, y), STYLE_CURSOR);
	/* A new group above and a conversation that comes first move it down. */
	screen_convgroups(&s, "New", "Suppliers", "Research", NULL);
	assert_int_equal(screen_style(&s, 0, y), STYLE_NORMAL);
	assert_int_equal(screen_style(&s, 0, y + 1), STYLE_CURSOR);
	screen_stop(&s);
}

static void test_the_cursor_goes_to_the_next_row_when_its_own_is_gone(void **state)
{
	(void)state;
	struct screen s;
	busy(&s);
	screen_press(&s, "Home Down");
	screen_conversation(&s, (struct conversation){.id = "GROUPtest"});
	assert_int_equal(screen_style(&s, 0, 2), STYLE_CURSOR);
	assert_rows(&s, 1,
	            "▾ Suppliers           1 │\n"
	            "    bob               1 │\n"
	            "▾ Research           13 │\n"
	            "    bob               1 │\n"
	            "    dave             12 │  No conversation is open.\n"
	            "▾ no group              │\n"
	            "  ★ carol               │  Enter    opens a conversation, folds a group\n"
	            "    my notes            │  /        to a person or a room\n");
	screen_stop(&s);
}

static void test_vi_keys_and_ends(void **state)
{
	(void)state;
	struct screen s;
	busy(&s);
	screen_press(&s, "j j j k");
	assert_int_equal(screen_style(&s, 0, 3), STYLE_CURSOR);
	screen_press(&s, "G");
	assert_int_equal(screen_style(&s, 0, 9), STYLE_CURSOR);
	screen_press(&s, "j");
	assert_int_equal(screen_style(&s, 0, 9), STYLE_CURSOR);
	screen_press(&s, "g");
	assert_int_equal(screen_style(&s, 0, 1), STYLE_CURSOR);
	screen_stop(&s);
}

static void test_enter_opens_and_goes_to_the_compose_line(void **state)
{
	(void)state;
	struct screen s;
	busy(&s);
	screen_press(&s, "Down Enter");
	assert_asked(&s, "load C2Cbob before 0; read C2Cbob");
	screen_type(&s, "n");
	assert_shows(&s, "› n");
	screen_press(&s, "Tab");
	assert_int_equal(s.grid.cursor_x, 29);
	assert_int_equal(screen_style(&s, 0, 2), STYLE_CURSOR);
	assert_int_equal(s.grid.cursor_x, -1);
	screen_press(&s, "Esc");
	screen_type(&s, "o");
	assert_shows(&s, "› no");
	screen_stop(&s);
}

/* The first line is the heading of what stands below it, however far that is scrolled. */
static void test_a_long_list_scrolls_with_a_margin(void **state)
{
	(void)state;
	struct screen s;
	char id[32];
	screen_start(&s, 80, 12);
	screen_login(&s);
	for (int i = 10; i < 40; i++) {
		snprintf(id, sizeof(id), "C2Cuser%d", i);
		screen_conversation(&s, (struct conversation){.id = id});
	}
	screen_press(&s, "Tab Home j j j j j j j j");
	assert_rows(&s, 1,
	            "▾ no group             ↑│  These are your notes. Nobody else sees them.\n"
	            "    user10              │  Write below; Enter keeps what you wrote.\n"
	            "    user11              │\n"
	            "    user12              │  Tab      to the sidebar, where groups are made\n"
	            "    user13              │  Ctrl-g   to a person or a room\n"
	            "    user14              │  F1       help\n"
	            "    user15              │\n"
	            "    user16              │\n"
	            "    user17              ├───────────────────────────────────────────────────────\n"
	            "    user18             ↓│ ›\n");
	assert_int_equal(screen_style(&s, 0, 8), STYLE_CURSOR);
	screen_press(&s, "G");
	assert_rows(&s, 1,
	            "▾ no group             ↑│  These are your notes. Nobody else sees them.\n"
	            "    user31              │  Write below; Enter keeps what you wrote.\n"
	            "    user32              │\n"
	            "    user33              │  Tab      to the sidebar, where groups are made\n"
	            "    user34              │  Ctrl-g   to a person or a room\n"
	            "    user35              │  F1       help\n"
	            "    user36              │\n"
	            "    user37              │\n"
	            "    user38              ├───────────────────────────────────────────────────────\n"
	            "    user39              │ ›\n");
	assert_int_equal(screen_style(&s, 0, 10), STYLE_CURSOR);
	screen_stop(&s);
}

/* Though it has but one row in sight, which would stand under no heading. */
static void test_the_first_row_keeps_its_heading_and_says_that_there_is_more(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 8);
	screen_login_filed(&s);
	assert_rows(&s, 1, "▾ Suppliers             │");
	assert_rows(&s, 6, "▾ no group             ↓│");
	screen_press(&s, "j j j j j");
	assert_rows(&s, 1,
	            "▾ Suppliers            ↑│  No conversation is open.\n"
	            "▾ Research              │\n");
	assert_int_equal(screen_style(&s, 23, 1), STYLE_FAINT);
	screen_press(&s, "G");
	assert_rows(&s, 6, "    carol               │");
	screen_stop(&s);
}

static void test_names_of_others_are_cleaned_and_cut(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_convgroups(&s, "a\033[2Jb", "非常に長いグループの名前です", NULL);
	struct state_conversation conversation = {
	        .id = (char *)"C2Cevil",
	        .peer = (char *)"evil",
	        .name = (char *)"ev\u202Eil and so long that it does not fit",
	        .unread = 5,
	        .last_sequence = 5,
	};
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_CONVERSATIONS_CHANGED,
	                         .conversations = &conversation,
	                         .conversation_count = 1,
	                 });
	assert_rows(&s, 1,
	            "▾ a^[[2Jb               │\n"
	            "▾ 非常に長いグループの… │\n"
	            "▾ no group            5 │\n"
	            "    my notes            │\n"
	            "    bob                 │  No conversation is open.\n"
	            "    carol               │\n"
	            "    dave                │  Enter    opens a conversation, folds a group\n"
	            "    ev<U+202E>il and… 5 │  /        to a person or a room\n"
	            "    #test               │  ?        help\n"
	            "                        │\n");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_unread_mentions_pins_and_sums),
	        cmocka_unit_test(test_a_fold_hides_what_is_read_and_keeps_the_sum),
	        cmocka_unit_test(test_the_cursor_stays_with_its_conversation),
	        cmocka_unit_test(test_the_cursor_goes_to_the_next_row_when_its_own_is_gone),
	        cmocka_unit_test(test_vi_keys_and_ends),
	        cmocka_unit_test(test_enter_opens_and_goes_to_the_compose_line),
	        cmocka_unit_test(test_a_long_list_scrolls_with_a_margin),
	        cmocka_unit_test(test_the_first_row_keeps_its_heading_and_says_that_there_is_more),
	        cmocka_unit_test(test_names_of_others_are_cleaned_and_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
