/* Names of keys, and which key means what where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "ui/keymap.h"

static struct key key_of(const char *name)
{
	struct key key = {0};
	assert_true(key_from_name(name, &key));
	return key;
}

static void test_names_of_keys_go_both_ways(void **state)
{
	(void)state;
	static const char *const names[] = {
	        "a",
	        "A",
	        "é",
	        "项",
	        "?",
	        "Ctrl-k",
	        "Alt-a",
	        "Alt-A",
	        "Alt-Ctrl-x",
	        "Tab",
	        "Shift-Tab",
	        "Esc",
	        "Enter",
	        "Alt-Enter",
	        "Space",
	        "PageDown",
	        "Home",
	        "F1",
	        "F12",
	        "Alt-Up",
	        "Up",
	        "Ctrl-Left",
	        "Alt-Ctrl-Shift-PageDown",
	        "Ctrl--",
	        "-",
	        "Backspace",
	        "Delete",
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char name[KEY_NAME_SIZE];
		key_to_name(key_of(names[i]), name);
		assert_string_equal(name, names[i]);
	}
}

static void test_short_prefixes_mean_the_same(void **state)
{
	(void)state;
	assert_true(key_equal(key_of("C-k"), key_of("Ctrl-k")));
	assert_true(key_equal(key_of("M-C-x"), key_of("Ctrl-Alt-x")));
	assert_true(key_equal(key_of("S-Tab"), key_of("Shift-Tab")));
	assert_true(key_equal(key_of("C--"), key_of("Ctrl--")));
}

static void test_keys_that_no_terminal_can_tell_apart_are_one(void **state)
{
	(void)state;
	assert_true(key_equal(key_of("Ctrl-I"), key_of("Tab")));
	assert_true(key_equal(key_of("C-m"), key_of("Enter")));
	assert_true(key_equal(key_of("C-["), key_of("Esc")));
	assert_true(key_equal(key_of("C-K"), key_of("C-k")));
	assert_true(key_equal(key_of("M-C-m"), key_of("M-Enter")));
}

static void test_what_is_no_key_is_refused(void **state)
{
	(void)state;
	static const char *const names[] = {"",     "ab",   "Hyper-a", "F13",        "S-a",
	                                    "C-ab", "\033", "\x80",    "Shift-Space"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct key key;
		assert_false(key_from_name(names[i], &key));
	}
}

static void test_every_default_means_its_action(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_create();
	for (int action = 0; action < ACTION_COUNT; action++) {
		struct key key;
		enum action_context context = action_table[action].context;
		assert_true(keymap_key(keymap, context, (enum action)action, &key));
		assert_int_equal(keymap_action(keymap, context, key), action);
	}
	keymap_destroy(keymap);
}

static void test_a_character_is_text_where_one_types_and_an_action_elsewhere(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_create();
	struct key key;
	assert_int_equal(keymap_action(keymap, ACTION_COMPOSE, key_of("?")), ACTION_COUNT);
	assert_int_equal(keymap_action(keymap, ACTION_DIALOG, key_of("n")), ACTION_COUNT);
	assert_int_equal(keymap_action(keymap, ACTION_SIDEBAR, key_of("?")), ACTION_HELP);
	assert_int_equal(keymap_action(keymap, ACTION_CONFIRM, key_of("y")), ACTION_YES);
	/* So a hint shows the key that works there. */
	assert_true(keymap_key(keymap, ACTION_COMPOSE, ACTION_HELP, &key));
	assert_true(key_equal(key, key_of("F1")));
	keymap_destroy(keymap);
}

static void test_a_context_has_its_parents_actions_and_its_own_go_first(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_create();
	assert_int_equal(keymap_action(keymap, ACTION_COMPOSE, key_of("Enter")), ACTION_SEND);
	assert_int_equal(keymap_action(keymap, ACTION_COMPOSE, key_of("C-w")), ACTION_EDIT_CUT_WORD_LEFT);
	assert_int_equal(keymap_action(keymap, ACTION_COMPOSE, key_of("M-a")), ACTION_NEXT_UNREAD);
	assert_int_equal(keymap_action(keymap, ACTION_DIALOG, key_of("Enter")), ACTION_ACCEPT);
	assert_int_equal(keymap_action(keymap, ACTION_DIALOG, key_of("Up")), ACTION_CHOICE_UP);
	assert_int_equal(keymap_action(keymap, ACTION_SIDEBAR, key_of("C-w")), ACTION_COUNT);
	keymap_destroy(keymap);
}

static void test_chosen_keys_replace_the_defaults(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_create();
	struct err err;
	assert_true(keymap_set(keymap, "new-group", "C-n N", &err));
	assert_int_equal(keymap_action(keymap, ACTION_SIDEBAR, key_of("n")), ACTION_COUNT);
	assert_int_equal(keymap_action(keymap, ACTION_SIDEBAR, key_of("N")), ACTION_CONVGROUP_NEW);
	char *keys = keymap_keys(keymap, ACTION_SIDEBAR, ACTION_CONVGROUP_NEW);
	assert_string_equal(keys, "Ctrl-n, N");
	free(keys);
	assert_true(keymap_set(keymap, "new-group", "", &err));
	assert_int_equal(keymap_action(keymap, ACTION_SIDEBAR, key_of("N")), ACTION_COUNT);
	keymap_destroy(keymap);
}

static void test_a_chosen_key_is_nobody_elses_default(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_create();
	struct err err;
	/* Swapped, one line after the other. */
	assert_true(keymap_set(keymap, "rename-group", "d", &err));
	assert_true(keymap_set(keymap, "delete-group", "r", &err));
	assert_int_equal(keymap_action(keymap, ACTION_SIDEBAR, key_of("d")), ACTION_CONVGROUP_RENAME);
	assert_int_equal(keymap_action(keymap, ACTION_SIDEBAR, key_of("r")), ACTION_CONVGROUP_DELETE);
	/* Everywhere means everywhere. */
	assert_true(keymap_set(keymap, "jump", "C-k", &err));
	assert_int_equal(keymap_action(keymap, ACTION_COMPOSE, key_of("C-k")), ACTION_JUMP);
	/* Those that never meet may share one. */
	assert_true(keymap_set(keymap, "send", "C-o", &err));
	assert_true(keymap_set(keymap, "open", "C-o", &err));
	keymap_destroy(keymap);
}

static void test_errors_say_what_is_wrong_and_change_nothing(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_create();
	struct err err;
	assert_false(keymap_set(keymap, "fly", "x", &err));
	assert_string_equal(err.text, "there is no action “fly”");
	assert_false(keymap_set(keymap, "pin", "p Hyper-x", &err));
	assert_string_equal(err.text,
	                    "there is no key “Hyper-x” (keys are named like n, Ctrl-k, Alt-Up, F5)");
	assert_true(keymap_set(keymap, "pin", "o", &err));
	assert_false(keymap_set(keymap, "move", "m o", &err));
	assert_string_equal(err.text, "o is the key of “pin” already");
	assert_int_equal(keymap_action(keymap, ACTION_SIDEBAR, key_of("m")), ACTION_MOVE);
	assert_int_equal(keymap_action(keymap, ACTION_SIDEBAR, key_of("o")), ACTION_PIN);
	keymap_destroy(keymap);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_names_of_keys_go_both_ways),
	        cmocka_unit_test(test_short_prefixes_mean_the_same),
	        cmocka_unit_test(test_keys_that_no_terminal_can_tell_apart_are_one),
	        cmocka_unit_test(test_what_is_no_key_is_refused),
	        cmocka_unit_test(test_every_default_means_its_action),
	        cmocka_unit_test(test_a_character_is_text_where_one_types_and_an_action_elsewhere),
	        cmocka_unit_test(test_a_context_has_its_parents_actions_and_its_own_go_first),
	        cmocka_unit_test(test_chosen_keys_replace_the_defaults),
	        cmocka_unit_test(test_a_chosen_key_is_nobody_elses_default),
	        cmocka_unit_test(test_errors_say_what_is_wrong_and_change_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
