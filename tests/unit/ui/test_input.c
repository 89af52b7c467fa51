/* What terminals send, as keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "ui/input.h"

/* All that is in the bytes, by name with blanks between; "…" when more have to come. */
static void assert_decoded(const char *bytes, bool final, const char *expected)
{
	struct input input;
	struct buf shown;
	struct term_event event;
	char name[KEY_NAME_SIZE];
	enum term_input found;
	input_init(&input, 0x7F);
	buf_init(&shown, 65536);
	input_feed(&input, bytes, strlen(bytes));
	while ((found = input_next(&input, final, &event)) != TERM_NOTHING) {
		if (shown.len > 0)
			buf_append_char(&shown, ' ');
		if (found == TERM_KEY) {
			key_to_name(event.key, name);
			buf_append_str(&shown, name);
		} else if (found == TERM_PASTE) {
			buf_printf(&shown, "<%s>", event.paste);
			free(event.paste);
		} else if (found == TERM_MOUSE) {
			static const char *const deeds[] = {"press", "drag", "release", "wheel-up",
			                                    "wheel-down"};
			buf_printf(&shown, "%s%s@%d,%d", event.mouse.modifiers ? "+" : "",
			           deeds[event.mouse.deed], event.mouse.x, event.mouse.y);
		} else if (found == TERM_ANSWER) {
			buf_printf(&shown, "answer-%d:%d,%d", event.answer.kind, event.answer.first,
			           event.answer.second);
		} else {
			buf_append_str(&shown, found == TERM_FOCUS_IN ? "in" : "out");
		}
	}
	if (input_is_unsure(&input))
		buf_append_str(&shown, shown.len > 0 ? " …" : "…");
	assert_string_equal(shown.data, expected);
	buf_finish(&shown);
	input_finish(&input);
}

static void test_characters_and_controls(void **state)
{
	(void)state;
	assert_decoded("aé项\U0001F600", false, "a é 项 \U0001F600");
	assert_decoded("\r\t\x7f\x01\x0b\x1f\n\x08", false,
	               "Enter Tab Backspace Ctrl-a Ctrl-k Ctrl-_ Ctrl-j Ctrl-h");
}

static void test_keys_of_xterm(void **state)
{
	(void)state;
	assert_decoded("\033[A\033OB\033[C\033[D\033[H\033[F", false, "Up Down Right Left Home End");
	assert_decoded("\033[1~\033[2~\033[3~\033[4~\033[5~\033[6~", false,
	               "Home Insert Delete End PageUp PageDown");
	assert_decoded("\033OP\033[15~\033[24~\033[Z", false, "F1 F5 F12 Shift-Tab");
	assert_decoded("\033[1;3A\033[1;5C\033[5;3~\033[1;2P\033[1;7D", false,
	               "Alt-Up Ctrl-Right Alt-PageUp Shift-F1 Alt-Ctrl-Left");
	assert_decoded("\033[27;5;9~\033[97;3u\033[13;3u", false, "Ctrl-Tab Alt-a Alt-Enter");
}

static void test_keys_of_other_terminals(void **state)
{
	(void)state;
	assert_decoded("\033[[A\033[[E\033[7~\033[8~\033[a\033[5^\033OM", false,
	               "F1 F5 Home End Shift-Up Ctrl-PageUp Enter");
}

static void test_alt_is_escape_and_the_key(void **state)
{
	(void)state;
	assert_decoded("\033a\033A\033é\033\r\033\x7f\033\001", false,
	               "Alt-a Alt-A Alt-é Alt-Enter Alt-Backspace Alt-Ctrl-a");
	assert_decoded("\033\033[A", false, "Alt-Up");
}

static void test_a_lone_escape_waits_and_is_then_itself(void **state)
{
	(void)state;
	assert_decoded("\033", false, "…");
	assert_decoded("\033", true, "Esc");
	assert_decoded("\033\033", true, "Esc Esc");
	assert_decoded("x\033[", false, "x …");
	assert_decoded("\033[", true, "Alt-[");
	assert_decoded("\033O", true, "Alt-O");
}

static void test_half_a_character_waits(void **state)
{
	(void)state;
	assert_decoded("a\xe9\xa1", false, "a …");
	assert_decoded("a\xe9\xa1", true, "a");
	assert_decoded("\xff\x80z", false, "z");
}

static void test_what_is_not_known_is_swallowed_whole(void **state)
{
	(void)state;
	assert_decoded("\033[?1;2nx\033[99~y\033[=0;3;4Mz", false, "x y z");
}

static const char answers_of_all[] = "\033_Gi=31;OK\033\\\033[?1;0;256S\033[6;20;10t\033[?62;4;22c";

static void test_what_the_terminal_answers_is_no_key_however_slowly_it_comes(void **state)
{
	(void)state;
	struct input input;
	struct term_event event;
	size_t answers = 0;
	input_init(&input, 0x7F);
	input_expect_answers(&input);
	for (size_t i = 0; i < strlen(answers_of_all); i++) {
		input_feed(&input, &answers_of_all[i], 1);
		/* Up to its second byte it is waited for longer (term.c); after that everything may be late. */
		bool begun = answers_of_all[i] != '\033' && (i == 0 || answers_of_all[i - 1] != '\033');
		enum term_input found = input_next(&input, begun, &event);
		assert_true(found == TERM_NOTHING || found == TERM_ANSWER);
		answers += found == TERM_ANSWER;
	}
	assert_int_equal(answers, 4);
	assert_false(input.asked);
	/* One that comes after all is none, either. */
	input_feed(&input, "\033_Gi=31;OK\033\\", 12);
	assert_int_equal(input_next(&input, true, &event), TERM_ANSWER);
	input_finish(&input);
}

static void test_answers_say_what_the_terminal_can(void **state)
{
	(void)state;
	assert_decoded("\033[?62;4;22c", false, "answer-4:1,0");
	assert_decoded("\033[?62;22c", false, "answer-4:0,0");
	assert_decoded("\033[?1;0;256S", false, "answer-2:256,0");
	assert_decoded("\033[6;20;10t", false, "answer-3:20,10");
}

static void test_focus(void **state)
{
	(void)state;
	assert_decoded("\033[Ia\033[O", false, "in a out");
}

static void test_a_paste_is_one_event_whatever_is_in_it(void **state)
{
	(void)state;
	assert_decoded("x\033[200~a\rb\r\nc\033[A\033[201~y", false, "x <a\nb\nc\033[A> y");
	assert_decoded("\033[200~\033[201~", false, "<>");
}

static void test_the_mouse(void **state)
{
	(void)state;
	assert_decoded("\033[<0;1;1M\033[<32;12;3M\033[<0;12;3m", false, "press@0,0 drag@11,2 release@11,2");
	assert_decoded("\033[<64;5;6M\033[<65;5;6M\033[<16;5;6M", false,
	               "wheel-up@4,5 wheel-down@4,5 +press@4,5");
	/* Other buttons, other wheels, and what cannot be. */
	assert_decoded("\033[<1;5;6M\033[<2;5;6m\033[<66;5;6M\033[<128;5;6M\033[<0;0;6M\033[<0M\033[<Mx",
	               false, "x");
	assert_decoded("\033[<0;10", false, "…");
}

static void test_a_paste_may_come_in_pieces(void **state)
{
	(void)state;
	static const char bytes[] = "\033[200~one\rtwo\033[201~z";
	struct input input;
	struct term_event event = {0};
	enum term_input found = TERM_NOTHING;
	input_init(&input, 0x7F);
	for (size_t i = 0; i < sizeof(bytes) - 2; i++) {
		input_feed(&input, bytes + i, 1);
		found = input_next(&input, false, &event);
		if (found != TERM_NOTHING)
			break;
	}
	assert_int_equal(found, TERM_PASTE);
	assert_string_equal(event.paste, "one\ntwo");
	free(event.paste);
	input_finish(&input);
}

static void test_a_paste_has_a_ceiling(void **state)
{
	(void)state;
	struct input input;
	struct term_event event;
	char block[4096];
	input_init(&input, 0x7F);
	memset(block, 'a', sizeof(block));
	input_feed(&input, "\033[200~", 6);
	for (size_t i = 0; i <= TERM_PASTE_MAX / sizeof(block); i++) {
		input_feed(&input, block, sizeof(block));
		assert_int_equal(input_next(&input, false, &event), TERM_NOTHING);
	}
	input_feed(&input, "\033[201~", 6);
	assert_int_equal(input_next(&input, false, &event), TERM_PASTE);
	assert_int_equal(strlen(event.paste), TERM_PASTE_MAX);
	free(event.paste);
	input_finish(&input);
}

static void test_the_erase_byte_is_backspace(void **state)
{
	(void)state;
	struct input input;
	struct term_event event;
	input_init(&input, '\b');
	input_feed(&input, "\b", 1);
	assert_int_equal(input_next(&input, false, &event), TERM_KEY);
	assert_int_equal(event.key.code, UI_KEY_BACKSPACE);
	input_finish(&input);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_characters_and_controls),
	        cmocka_unit_test(test_keys_of_xterm),
	        cmocka_unit_test(test_the_mouse),
	        cmocka_unit_test(test_keys_of_other_terminals),
	        cmocka_unit_test(test_alt_is_escape_and_the_key),
	        cmocka_unit_test(test_a_lone_escape_waits_and_is_then_itself),
	        cmocka_unit_test(test_half_a_character_waits),
	        cmocka_unit_test(test_what_is_not_known_is_swallowed_whole),
	        cmocka_unit_test(test_what_the_terminal_answers_is_no_key_however_slowly_it_comes),
	        cmocka_unit_test(test_answers_say_what_the_terminal_can),
	        cmocka_unit_test(test_focus),
	        cmocka_unit_test(test_a_paste_is_one_event_whatever_is_in_it),
	        cmocka_unit_test(test_a_paste_may_come_in_pieces),
	        cmocka_unit_test(test_a_paste_has_a_ceiling),
	        cmocka_unit_test(test_the_erase_byte_is_backspace),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
