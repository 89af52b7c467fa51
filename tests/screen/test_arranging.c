/* The groups as a file. */
#include "screen.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
}

static void command(struct screen *s, const char *line)
{
	screen_press(s, ":");
	screen_type(s, line);
	screen_press(s, "Enter");
}

static void test_an_import_shows_what_would_change_before_it_does(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "import-groups " SCREEN_FILE);
	assert_shows(&s, "What wanted.ini would change");
	assert_shows(&s, "take #test out of “Suppliers”");
	assert_shows(&s, "set “Suppliers” to: mute");
	assert_shows(&s, "make the group “Friends” with carol in it");
	assert_shows(&s, "3 changes, undone in one step");
	assert_asked(&s, "");
	screen_press(&s, "Esc");
	assert_asked(&s, "");
	assert_hides(&s, "Friends");
	screen_stop(&s);
}

static void test_enter_does_all_of_it(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "import-groups " SCREEN_FILE);
	screen_press(&s, "Enter");
	assert_asked(&s, "take GROUPtest out of Suppliers; set Suppliers: mute; create Friends(C2Ccarol)");
	assert_hides(&s, "What wanted.ini would change");
	screen_stop(&s);
}

static void test_what_arrives_leaves_one_where_one_was_among_rows_of_one_kind(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "import-groups " SCREEN_FILE);
	screen_press(&s, "Down");
	assert_shows(&s, "▸ set “Suppliers” to: mute");
	screen_message(&s, "C2Cdave", "dave", "hello");
	assert_shows(&s, "▸ set “Suppliers” to: mute");
	screen_stop(&s);
}

static void test_a_file_that_is_not_there_is_said_in_place(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "import-groups none.ini");
	assert_shows(&s, "none.ini: No such file or directory");
	assert_shows(&s, "› import-groups none.ini");
	screen_press(&s, "Esc");
	command(&s, "export-groups secret");
	assert_shows(&s, "secret: Permission denied");
	screen_stop(&s);
}

static void test_an_export_says_what_was_written(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	command(&s, "export-groups " SCREEN_FILE);
	assert_shows(&s, "2 groups written to wanted.ini");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_an_import_shows_what_would_change_before_it_does),
	        cmocka_unit_test(test_enter_does_all_of_it),
	        cmocka_unit_test(test_what_arrives_leaves_one_where_one_was_among_rows_of_one_kind),
	        cmocka_unit_test(test_a_file_that_is_not_there_is_said_in_place),
	        cmocka_unit_test(test_an_export_says_what_was_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
