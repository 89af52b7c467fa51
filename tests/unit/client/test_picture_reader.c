/* What covey-picture says, and what somebody who has taken it over might. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "client/picture_reader.h"
#include "state/query.h"

/* 2 x 1 cells of 10 x 12 pixels: two rows of sixels, 20 wide. */
#define CELLS "2 1\n1 2 x\n-1 255 ▄\n"

static bool reads(enum state_pixels pixels, const char *text)
{
	const struct state_picture_form form = {
	        .columns = 2, .rows = 1, .cell_width = 10, .cell_height = 12, .pixels = pixels};
	struct state_picture picture;
	bool ok = picture_read(text, strlen(text), &form, &picture);
	assert_true(!ok || picture.pixels == STATE_BLOCKS || picture.pixels == pixels);
	state_picture_finish(&picture);
	return ok;
}

static void test_cells_have_one_clean_character_each(void **unused)
{
	(void)unused;
	assert_true(reads(STATE_BLOCKS, CELLS));
	assert_false(reads(STATE_BLOCKS, ""));
	assert_false(reads(STATE_BLOCKS, "2 1\n1 2 x\n"));
	assert_false(reads(STATE_BLOCKS, "1 1\n1 2 \033\n"));
	assert_false(reads(STATE_BLOCKS, "1 1\n1 2 项\n"));
	assert_false(reads(STATE_BLOCKS, "1 1\n1 256 x\n"));
	assert_false(reads(STATE_BLOCKS, "3 1\n1 2 x\n1 2 x\n1 2 x\n"));
	assert_false(reads(STATE_BLOCKS, "0 1\n"));
	assert_false(reads(STATE_BLOCKS, CELLS "more"));
}

static void test_sixels_stay_within_the_picture(void **unused)
{
	(void)unused;
	assert_true(reads(STATE_SIXEL, CELLS "\"1;1;20;12#0;2;100;0;0#0!20~$!19?~-!20~"));
	assert_false(reads(STATE_SIXEL, CELLS "!21~"));
	assert_false(reads(STATE_SIXEL, CELLS "!20~~"));
	assert_false(reads(STATE_SIXEL, CELLS "!99999999999999999999~"));
	assert_false(reads(STATE_SIXEL, CELLS "-~-~"));
	assert_false(reads(STATE_SIXEL, CELLS "~!"));
}

static void test_nothing_ends_what_frames_the_pixels(void **unused)
{
	(void)unused;
	static const char *const others[] = {CELLS "~\033\\~", CELLS "AA\033\\", CELLS "AAA\a",
	                                     CELLS "AAA\n"};
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		for (int pixels = STATE_BLOCKS; pixels < STATE_PIXELS_COUNT; pixels++)
			assert_false(reads((enum state_pixels)pixels, others[i]));
	assert_true(reads(STATE_KITTY, CELLS "iVBORw0KGg=="));
	assert_true(reads(STATE_ITERM, CELLS "iVBORw0KGg=="));
	assert_true(reads(STATE_ITERM, CELLS)); /* its cells are shown */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_cells_have_one_clean_character_each),
	        cmocka_unit_test(test_sixels_stay_within_the_picture),
	        cmocka_unit_test(test_nothing_ends_what_frames_the_pixels),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
