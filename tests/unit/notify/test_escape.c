/* The sequences, byte by byte, and their way through tmux and screen. */
#include "notify/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

static void check_shows(enum notify_way way, enum place_mux mux, const char *expected)
{
	struct buf out;
	buf_init(&out, ESCAPE_MAX);
	escape_show(&out, way, mux, "C2Cbob", "bob; b", "Lunch; now? 漢字");
	assert_string_equal(out.data, expected);
	buf_finish(&out);
}

static void test_each_terminal_has_its_sequence(void **unused)
{
	(void)unused;
	check_shows(NOTIFY_OSC777, PLACE_DIRECT, "\033]777;notify;bob, b;Lunch; now? 漢字\a");
	check_shows(NOTIFY_OSC9, PLACE_DIRECT, "\033]9;bob, b: Lunch; now? 漢字\a");
	check_shows(NOTIFY_OSC99, PLACE_DIRECT,
	            "\033]99;i=covey915b826aa5bb51b8:d=0;bob; b\a"
	            "\033]99;i=covey915b826aa5bb51b8:p=body;Lunch; now? 漢字\a");
	check_shows(NOTIFY_BELL, PLACE_DIRECT, "\a");
}

static void test_tmux_gets_it_wrapped_with_its_esc_doubled(void **unused)
{
	(void)unused;
	check_shows(NOTIFY_OSC777, PLACE_TMUX,
	            "\033Ptmux;\033\033]777;notify;bob, b;Lunch; now? 漢字\a\033\\");
	check_shows(NOTIFY_BELL, PLACE_TMUX, "\a");
}

static void test_screen_gets_it_wrapped(void **unused)
{
	(void)unused;
	check_shows(NOTIFY_OSC9, PLACE_SCREEN, "\033P\033]9;bob, b: Lunch; now? 漢字\a\033\\");
	check_shows(NOTIFY_BELL, PLACE_SCREEN, "\a");
}

/* What screen hands on: the inside of its strings. False when one is too long or ends with ESC. */
static bool unwrap(const struct buf *wrapped, struct buf *plain)
{
	const char *at = wrapped->data, *end;
	while (*at) {
		if (strncmp(at, "\033P", 2) != 0 || !(end = strstr(at, "\033\\")) || end - at > 760 ||
		    end[-1] == '\033')
			return false;
		buf_append(plain, at + 2, (size_t)(end - at - 2));
		at = end + 2;
	}
	return true;
}

static void test_screen_gets_a_long_one_in_pieces(void **unused)
{
	(void)unused;
	for (size_t len = 1; len < 1600; len++) {
		char bytes[1600];
		struct buf wrapped, plain;
		buf_init(&wrapped, ESCAPE_MAX);
		buf_init(&plain, ESCAPE_MAX);
		memset(bytes, 'x', len);
		bytes[0] = '\033';
		if (len > 500)
			bytes[499] = '\033'; /* where it would be cut */
		escape_wrap(&wrapped, PLACE_SCREEN, bytes, len);
		assert_true(unwrap(&wrapped, &plain) || len == 1);
		if (len > 1) {
			assert_int_equal(plain.len, len);
			assert_memory_equal(plain.data, bytes, len);
		}
		buf_finish(&wrapped);
		buf_finish(&plain);
	}
}

static void test_only_kitty_can_take_one_away(void **unused)
{
	(void)unused;
	struct buf out;
	buf_init(&out, ESCAPE_MAX);
	escape_close(&out, NOTIFY_OSC777, PLACE_DIRECT, "C2Cbob");
	escape_close(&out, NOTIFY_OSC9, PLACE_DIRECT, "C2Cbob");
	escape_close(&out, NOTIFY_BELL, PLACE_DIRECT, "C2Cbob");
	assert_string_equal(out.data, "");
	escape_close(&out, NOTIFY_OSC99, PLACE_DIRECT, "C2Cbob");
	assert_string_equal(out.data, "\033]99;i=covey915b826aa5bb51b8:p=close;\a");
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_each_terminal_has_its_sequence),
	        cmocka_unit_test(test_tmux_gets_it_wrapped_with_its_esc_doubled),
	        cmocka_unit_test(test_screen_gets_it_wrapped),
	        cmocka_unit_test(test_screen_gets_a_long_one_in_pieces),
	        cmocka_unit_test(test_only_kitty_can_take_one_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
