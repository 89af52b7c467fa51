/* The line editor: every key of it, by grapheme cluster. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/kills.h"
#include "ui/line.h"

#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467"
#define E_ACUTE "e\u0301"

/* `text` has its cursor where "|" is. */
static void set(struct line *line, const char *text)
{
	const char *bar = strchr(text, '|');
	line_set(line, bar + 1);
	line->cursor = 0;
	char *before = strndup(text, (size_t)(bar - text));
	line_insert(line, before, true);
	free(before);
}

static void assert_line(const struct line *line, const char *expected)
{
	char *shown = malloc(line->len + 2);
	memcpy(shown, line->text, line->cursor);
	shown[line->cursor] = '|';
	memcpy(shown + line->cursor + 1, line->text + line->cursor, line->len - line->cursor + 1);
	assert_string_equal(shown, expected);
	free(shown);
}

struct step {
	enum action action;
	const char *before, *after;
};

static void check_steps(const struct step *steps, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct line line;
		struct kills kills = {0};
		line_init(&line);
		set(&line, steps[i].before);
		assert_true(line_act(&line, steps[i].action, &kills));
		assert_line(&line, steps[i].after);
		kills_finish(&kills);
		line_finish(&line);
	}
}

#define CHECK_STEPS(steps) check_steps(steps, sizeof(steps) / sizeof(*(steps)))

static void test_motion_goes_by_what_looks_like_one_character(void **state)
{
	(void)state;
	static const struct step steps[] = {
	        {ACTION_EDIT_LEFT, "a" FAMILY "|b", "a|" FAMILY "b"},
	        {ACTION_EDIT_RIGHT, "a|" FAMILY "b", "a" FAMILY "|b"},
	        {ACTION_EDIT_LEFT, "x" E_ACUTE "|", "x|" E_ACUTE},
	        {ACTION_EDIT_RIGHT, "x|" E_ACUTE, "x" E_ACUTE "|"},
	        {ACTION_EDIT_LEFT, "|ab", "|ab"},
	        {ACTION_EDIT_RIGHT, "ab|", "ab|"},
	        {ACTION_EDIT_RIGHT, "|项目", "项|目"},
	};
	CHECK_STEPS(steps);
}

static void test_deleting_takes_whole_clusters(void **state)
{
	(void)state;
	static const struct step steps[] = {
	        {ACTION_EDIT_DELETE_LEFT, "a" FAMILY "|b", "a|b"},
	        {ACTION_EDIT_DELETE_RIGHT, "a|" E_ACUTE "b", "a|b"},
	        {ACTION_EDIT_DELETE_LEFT, "|ab", "|ab"},
	        {ACTION_EDIT_DELETE_RIGHT, "ab|", "ab|"},
	        {ACTION_EDIT_DELETE_LEFT, "a\n|b", "a|b"},
	};
	CHECK_STEPS(steps);
}

static void test_words(void **state)
{
	(void)state;
	static const struct step steps[] = {
	        {ACTION_EDIT_WORD_LEFT, "one two-three|", "one two-|three"},
	        {ACTION_EDIT_WORD_LEFT, "one   |two", "|one   two"},
	        {ACTION_EDIT_WORD_RIGHT, "|one two", "one| two"},
	        {ACTION_EDIT_WORD_RIGHT, "one| two", "one two|"},
	        {ACTION_EDIT_WORD_RIGHT, "|über uns", "über| uns"},
	        {ACTION_EDIT_CUT_WORD_LEFT, "one two|", "one |"},
	        {ACTION_EDIT_CUT_WORD_RIGHT, "one| two three", "one| three"},
	};
	CHECK_STEPS(steps);
}

static void test_start_and_end_are_those_of_the_line_among_several(void **state)
{
	(void)state;
	static const struct step steps[] = {
	        {ACTION_EDIT_START, "one\ntw|o\nthree", "one\n|two\nthree"},
	        {ACTION_EDIT_END, "one\nt|wo\nthree", "one\ntwo|\nthree"},
	        {ACTION_EDIT_CUT_START, "one\ntw|o", "one\n|o"},
	        {ACTION_EDIT_CUT_END, "o|ne\ntwo", "o|\ntwo"},
	        {ACTION_EDIT_CUT_END, "one|\ntwo", "one|two"},
	        {ACTION_EDIT_CUT_END, "one|", "one|"},
	};
	CHECK_STEPS(steps);
}

static void test_what_is_cut_can_be_put_back_elsewhere(void **state)
{
	(void)state;
	struct line a, b;
	struct kills kills = {0};
	line_init(&a);
	line_init(&b);
	set(&a, "keep |lose");
	assert_true(line_act(&a, ACTION_EDIT_CUT_END, &kills));
	set(&b, "<|>");
	assert_true(line_act(&b, ACTION_EDIT_YANK, &kills));
	assert_line(&b, "<lose|>");
	/* Cutting nothing keeps what was cut. */
	assert_true(line_act(&a, ACTION_EDIT_CUT_END, &kills));
	assert_true(line_act(&b, ACTION_EDIT_YANK, &kills));
	assert_line(&b, "<loselose|>");
	kills_finish(&kills);
	line_finish(&a);
	line_finish(&b);
}

static void test_a_mark_typed_alone_joins_its_letter(void **state)
{
	(void)state;
	struct line line;
	struct kills kills = {0};
	line_init(&line);
	set(&line, "e|x");
	assert_true(line_insert_key(&line, (struct key){0x301, 0}));
	assert_line(&line, E_ACUTE "|x");
	assert_true(line_act(&line, ACTION_EDIT_DELETE_LEFT, &kills));
	assert_line(&line, "|x");
	kills_finish(&kills);
	line_finish(&line);
}

static void act(struct line *line, struct kills *kills, enum action action, const char *expected)
{
	assert_true(line_act(line, action, kills));
	assert_line(line, expected);
}

static void type(struct line *line, const char *text)
{
	for (; *text; text++)
		assert_true(line_insert_key(line, (struct key){(unsigned char)*text, 0}));
}

static void test_cuts_after_each_other_are_put_back_as_one(void **state)
{
	(void)state;
	struct line line;
	struct kills kills = {0};
	line_init(&line);
	set(&line, "one two| three four");
	act(&line, &kills, ACTION_EDIT_CUT_WORD_LEFT, "one | three four");
	act(&line, &kills, ACTION_EDIT_CUT_WORD_RIGHT, "one | four");
	act(&line, &kills, ACTION_EDIT_CUT_WORD_LEFT, "| four");
	act(&line, &kills, ACTION_EDIT_END, " four|");
	act(&line, &kills, ACTION_EDIT_YANK, " fourone two three|");
	kills_finish(&kills);
	line_finish(&line);
}

static void test_what_was_cut_before_takes_the_place_of_what_was_put_back(void **state)
{
	(void)state;
	struct line line;
	struct kills kills = {0};
	line_init(&line);
	set(&line, "a b c|");
	act(&line, &kills, ACTION_EDIT_CUT_WORD_LEFT, "a b |");
	act(&line, &kills, ACTION_EDIT_LEFT, "a b| ");
	act(&line, &kills, ACTION_EDIT_CUT_WORD_LEFT, "a | ");
	act(&line, &kills, ACTION_EDIT_YANK_EARLIER, "a | ");
	act(&line, &kills, ACTION_EDIT_YANK, "a b| ");
	act(&line, &kills, ACTION_EDIT_YANK_EARLIER, "a c| ");
	act(&line, &kills, ACTION_EDIT_YANK_EARLIER, "a b| ");
	act(&line, &kills, ACTION_EDIT_LEFT, "a |b ");
	act(&line, &kills, ACTION_EDIT_YANK_EARLIER, "a |b ");
	kills_finish(&kills);
	line_finish(&line);
}

static void test_only_so_many_cuts_are_kept(void **state)
{
	(void)state;
	struct kills kills = {0};
	for (int i = 0; i < KILLS_MAX + 5; i++)
		kills_push(&kills, "x");
	assert_int_equal(kills.list.len, KILLS_MAX);
	kills_finish(&kills);
}

static void test_typing_is_undone_by_words_and_made_again(void **state)
{
	(void)state;
	struct line line;
	struct kills kills = {0};
	line_init(&line);
	type(&line, "one two");
	act(&line, &kills, ACTION_EDIT_UNDO, "one |");
	act(&line, &kills, ACTION_EDIT_UNDO, "|");
	act(&line, &kills, ACTION_EDIT_UNDO, "|");
	act(&line, &kills, ACTION_EDIT_REDO, "one |");
	act(&line, &kills, ACTION_EDIT_REDO, "one two|");
	act(&line, &kills, ACTION_EDIT_REDO, "one two|");
	act(&line, &kills, ACTION_EDIT_CUT_START, "|");
	act(&line, &kills, ACTION_EDIT_UNDO, "one two|");
	type(&line, "!");
	act(&line, &kills, ACTION_EDIT_REDO, "one two!|");
	kills_finish(&kills);
	line_finish(&line);
}

static void test_what_took_the_place_of_all_is_undone_but_not_what_was_sent(void **state)
{
	(void)state;
	struct line line;
	struct kills kills = {0};
	line_init(&line);
	type(&line, "mine");
	line_set(&line, "other");
	act(&line, &kills, ACTION_EDIT_UNDO, "mine|");
	line_clear(&line);
	act(&line, &kills, ACTION_EDIT_UNDO, "|");
	kills_finish(&kills);
	line_finish(&line);
}

static void test_undo_keeps_only_so_much(void **state)
{
	(void)state;
	struct line line;
	struct kills kills = {0};
	line_init(&line);
	char *large = malloc(REVISION_BYTES_MAX + 1);
	memset(large, 'x', REVISION_BYTES_MAX);
	large[REVISION_BYTES_MAX] = '\0';
	type(&line, "a");
	line_insert(&line, large, true);
	assert_int_equal(line.revisions.list.len, 1);
	act(&line, &kills, ACTION_EDIT_UNDO, "a|");
	for (int i = 0; i < REVISIONS_MAX + 5; i++)
		line_insert(&line, "y", true);
	assert_int_equal(line.revisions.list.len, REVISIONS_MAX);
	free(large);
	kills_finish(&kills);
	line_finish(&line);
}

static void test_letters_are_exchanged(void **state)
{
	(void)state;
	static const struct step steps[] = {
	        {ACTION_EDIT_TRANSPOSE, "a|b", "ba|"},
	        {ACTION_EDIT_TRANSPOSE, "xab|", "xba|"},
	        {ACTION_EDIT_TRANSPOSE, "a" FAMILY "|", FAMILY "a|"},
	        {ACTION_EDIT_TRANSPOSE, "|ab", "|ab"},
	        {ACTION_EDIT_TRANSPOSE, "a|", "a|"},
	        {ACTION_EDIT_TRANSPOSE, "|", "|"},
	        {ACTION_EDIT_TRANSPOSE, "x\na|", "x\na|"},
	        {ACTION_EDIT_TRANSPOSE, "ab|\ny", "ba|\ny"},
	};
	CHECK_STEPS(steps);
}

static void test_the_case_of_a_word(void **state)
{
	(void)state;
	static const struct step steps[] = {
	        {ACTION_EDIT_UPCASE, "|one two", "ONE| two"},
	        {ACTION_EDIT_UPCASE, "one| ärger.", "one ÄRGER|."},
	        {ACTION_EDIT_DOWNCASE, "|ÄR", "är|"},
	        {ACTION_EDIT_CAPITALISE, "o|NE", "oNe|"},
	        {ACTION_EDIT_CAPITALISE, "|éTÉ x", "Été| x"},
	        {ACTION_EDIT_UPCASE, "one|", "one|"},
	};
	CHECK_STEPS(steps);
}

static void test_start_and_end_of_all_the_text(void **state)
{
	(void)state;
	static const struct step steps[] = {
	        {ACTION_EDIT_TEXT_START, "a\nb|", "|a\nb"},
	        {ACTION_EDIT_TEXT_END, "a|\nb", "a\nb|"},
	};
	CHECK_STEPS(steps);
}

static void test_pasted_controls_become_visible(void **state)
{
	(void)state;
	struct line line;
	line_init(&line);
	line_insert(&line, "a\033[31m\r\nb", true);
	assert_line(&line, "a^[[31m\nb|");
	line_clear(&line);
	line_insert(&line, "a\nb", false);
	assert_line(&line, "a b|");
	line_finish(&line);
}

static void test_only_characters_are_typed(void **state)
{
	(void)state;
	struct line line;
	line_init(&line);
	assert_false(line_insert_key(&line, (struct key){'a', KEY_MOD_ALT}));
	assert_false(line_insert_key(&line, (struct key){UI_KEY_F1, 0}));
	assert_false(line_insert_key(&line, (struct key){0x202E, 0}));
	assert_true(line_insert_key(&line, (struct key){' ', 0}));
	assert_line(&line, " |");
	line_finish(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_motion_goes_by_what_looks_like_one_character),
	        cmocka_unit_test(test_deleting_takes_whole_clusters),
	        cmocka_unit_test(test_words),
	        cmocka_unit_test(test_start_and_end_are_those_of_the_line_among_several),
	        cmocka_unit_test(test_what_is_cut_can_be_put_back_elsewhere),
	        cmocka_unit_test(test_a_mark_typed_alone_joins_its_letter),
	        cmocka_unit_test(test_cuts_after_each_other_are_put_back_as_one),
	        cmocka_unit_test(test_what_was_cut_before_takes_the_place_of_what_was_put_back),
	        cmocka_unit_test(test_only_so_many_cuts_are_kept),
	        cmocka_unit_test(test_typing_is_undone_by_words_and_made_again),
	        cmocka_unit_test(test_what_took_the_place_of_all_is_undone_but_not_what_was_sent),
	        cmocka_unit_test(test_undo_keeps_only_so_much),
	        cmocka_unit_test(test_letters_are_exchanged),
	        cmocka_unit_test(test_the_case_of_a_word),
	        cmocka_unit_test(test_start_and_end_of_all_the_text),
	        cmocka_unit_test(test_pasted_controls_become_visible),
	        cmocka_unit_test(test_only_characters_are_typed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
