/* Unicode as a terminal needs it: validity, clusters, widths, and text made safe. */
#include "unit/test.h"

#include "base/utf8.h"

#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467"
#define RAINBOW "\U0001F3F3\uFE0F\u200D\U0001F308"
#define THUMB_DARK "\U0001F44D\U0001F3FF"
#define HEART "\u2764\uFE0F"
#define KEYCAP "1\uFE0F\u20E3"
#define FLAG_DE "\U0001F1E9\U0001F1EA"
#define FLAG_FR "\U0001F1EB\U0001F1F7"
#define FLAG_ENGLAND "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"

static void test_valid_is_exactly_rfc_3629(void **state)
{
	(void)state;
	const struct {
		const char *bytes;
		size_t len;
		bool valid;
	} cases[] = {
	        {"", 0, true},
	        {"plain", 5, true},
	        {"\0", 1, true},
	        {"\xC2\x80", 2, true},
	        {"\xDF\xBF", 2, true},
	        {"\xE0\xA0\x80", 3, true},
	        {"\xED\x9F\xBF", 3, true},
	        {"\xEE\x80\x80", 3, true},
	        {"\xEF\xBF\xBF", 3, true},
	        {"\xF0\x90\x80\x80", 4, true},
	        {"\xF4\x8F\xBF\xBF", 4, true},
	        {"\x80", 1, false},
	        {"\xC0\xAF", 2, false},
	        {"\xC1\xBF", 2, false},
	        {"\xE0\x9F\xBF", 3, false},
	        {"\xED\xA0\x80", 3, false},
	        {"\xED\xBF\xBF", 3, false},
	        {"\xF0\x8F\xBF\xBF", 4, false},
	        {"\xF4\x90\x80\x80", 4, false},
	        {"\xF5\x80\x80\x80", 4, false},
	        {"\xFE", 1, false},
	        {"\xFF", 1, false},
	        {"\xC2", 1, false},
	        {"\xE2\x82", 2, false},
	        {"\xF0\x9F\x98", 3, false},
	        {"\xC2"
	         "A",
	         2, false},
	        {"\xE2\x82\xAC\x80", 4, false},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(utf8_valid(cases[i].bytes, cases[i].len), cases[i].valid);
}

static void test_every_code_point_comes_back(void **state)
{
	(void)state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		char bytes[5];
		uint32_t back;
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		size_t len = utf8_encode(c, bytes);
		assert_int_equal(strlen(bytes), len);
		assert_true(utf8_valid(bytes, len));
		assert_int_equal(utf8_decode(bytes, len, &back), len);
		assert_int_equal(back, c);
	}
}

static void test_no_surrogate_is_encoded(void **state)
{
	(void)state;
	char bytes[5];
	utf8_encode(0xD800, bytes);
	assert_string_equal(bytes, "\uFFFD");
	utf8_encode(0x110000, bytes);
	assert_string_equal(bytes, "\uFFFD");
}

static void test_a_bad_byte_is_one_replacement_character(void **state)
{
	(void)state;
	uint32_t c;
	assert_int_equal(utf8_decode("\xE2\x82", 2, &c), 1);
	assert_int_equal(c, 0xFFFD);
	assert_int_equal(utf8_decode("", 0, &c), 0);
}

static void test_a_cluster_is_what_a_person_sees_as_one(void **state)
{
	(void)state;
	const struct {
		const char *text;
		int width;
		const char *cell;
	} cases[] = {
	        {"a", 1, "a"},
	        {"e\u0301", 1, "e\u0301"},
	        {"\u4E2D", 2, "\u4E2D"},
	        {"\uFF21", 2, "\uFF21"},
	        {"\U0001F600", 2, "\U0001F600"},
	        {FAMILY, 2, "\U0001F468"},
	        {RAINBOW, 1, "\U0001F3F3"},
	        {THUMB_DARK, 2, "\U0001F44D"},
	        {HEART, 1, "\u2764"},
	        {KEYCAP, 1, "1\u20E3"},
	        {FLAG_DE, 2, FLAG_DE},
	        {FLAG_ENGLAND, 2, "\U0001F3F4"},
	        {"\u0915\u093F", 2, "\u0915\u093F"}, /* Devanagari ki: the vowel sign has a column */
	        {"\u0915\u0941", 1, "\u0915\u0941"}, /* ku: this one hangs below */
	        {"\u0E01\u0E33", 2, "\u0E01\u0E33"}, /* Thai kam */
	        {"\u0E17\u0E35\u0E48", 1, "\u0E17\u0E35\u0E48"}, /* Thai thi: vowel and tone above */
	        {"\u1112\u1161\u11AB", 2, "\u1112\u1161\u11AB"}, /* han, in jamo */
	        {"\uD55C", 2, "\uD55C"},
	        {"\u0600\u0661", 2, "\u0600\u0661"}, /* Arabic number sign before its digit */
	        {"\r\n", 0, "\r\n"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct utf8_cluster cluster;
		char cell[UTF8_CELL_BYTES];
		assert_true(utf8_next_cluster(cases[i].text, strlen(cases[i].text), &cluster));
		assert_int_equal(cluster.len, strlen(cases[i].text));
		assert_int_equal(cluster.width, cases[i].width);
		utf8_cell(&cluster, cell);
		assert_string_equal(cell, cases[i].cell);
	}
}

static void test_four_letters_of_flags_are_two_flags(void **state)
{
	(void)state;
	struct utf8_cluster cluster;
	const char *text = FLAG_DE FLAG_FR;
	assert_true(utf8_next_cluster(text, strlen(text), &cluster));
	assert_int_equal(cluster.len, strlen(FLAG_DE));
	assert_int_equal(utf8_width(text), 4);
}

static void test_a_cell_holds_four_marks_and_its_width_is_the_cluster_s(void **state)
{
	(void)state;
	const char *zalgo = "z\u0300\u0301\u0302\u0303\u0304\u0305\u0903";
	struct utf8_cluster cluster;
	char cell[UTF8_CELL_BYTES];
	assert_true(utf8_next_cluster(zalgo, strlen(zalgo), &cluster));
	assert_int_equal(cluster.len, strlen(zalgo));
	utf8_cell(&cluster, cell);
	assert_string_equal(cell, "z\u0300\u0301\u0302\u0303");
	assert_int_equal(cluster.width, 1);
}

static void test_a_cluster_is_never_wider_than_two(void **state)
{
	(void)state;
	struct utf8_cluster cluster;
	char cell[UTF8_CELL_BYTES];
	const char *text = "\u0915\u0903\u0903";
	assert_true(utf8_next_cluster(text, strlen(text), &cluster));
	assert_int_equal(cluster.width, 2);
	utf8_cell(&cluster, cell);
	assert_string_equal(cell, "\u0915\u0903");
}

static void test_width_of_mixed_text(void **state)
{
	(void)state;
	assert_int_equal(utf8_width(""), 0);
	assert_int_equal(utf8_width("abc"), 3);
	assert_int_equal(utf8_width("项目会议"), 8);
	assert_int_equal(utf8_width("a" FAMILY "b" THUMB_DARK), 6);
	assert_int_equal(utf8_width("\xFF\xFE"), 2);
}

static void test_fit_takes_whole_clusters(void **state)
{
	(void)state;
	assert_int_equal(utf8_fit("abc", 2), 2);
	assert_int_equal(utf8_fit("abc", 9), 3);
	assert_int_equal(utf8_fit("中文", 3), 3);
	assert_int_equal(utf8_fit("中文", 1), 0);
	assert_int_equal(utf8_fit("ae\u0301x", 2), 4);
	assert_int_equal(utf8_fit("abc", 0), 0);
}

static void test_left_goes_back_by_whole_clusters(void **state)
{
	(void)state;
	const char *text = "a" FAMILY FLAG_DE FLAG_FR "e\u0301";
	const size_t family = 1, de = family + strlen(FAMILY), fr = de + strlen(FLAG_DE),
	             e = fr + strlen(FLAG_FR);
	assert_int_equal(utf8_prev_cluster(text, strlen(text)), e);
	assert_int_equal(utf8_prev_cluster(text, e), fr);
	assert_int_equal(utf8_prev_cluster(text, fr), de);
	assert_int_equal(utf8_prev_cluster(text, de), family);
	assert_int_equal(utf8_prev_cluster(text, family), 0);
	assert_int_equal(utf8_prev_cluster(text, 0), 0);
}

static void test_clean_makes_visible_what_would_act(void **state)
{
	(void)state;
	const struct {
		const char *dirty, *clean, *kept;
	} cases[] = {
	        {"plain text", "plain text", "plain text"},
	        {"\x1B[2J\a", "^[[2J^G", "^[[2J^G"},
	        {"\x7F", "^?", "^?"},
	        {"\xC2\x9B"
	         "31m",
	         "<U+009B>31m", "<U+009B>31m"},
	        {"a\u202Eb", "a<U+202E>b", "a<U+202E>b"},
	        {"a\u2066b\u2069", "a<U+2066>b<U+2069>", "a<U+2066>b<U+2069>"},
	        {"a\u200Eb\u061C", "a<U+200E>b<U+061C>", "a<U+200E>b<U+061C>"},
	        {"a\u200Bb\uFEFF", "a<U+200B>b<U+FEFF>", "a<U+200B>b<U+FEFF>"},
	        {"a\u2028b", "a<U+2028>b", "a<U+2028>b"},
	        {"\xFF\xC3(", "\uFFFD\uFFFD(", "\uFFFD\uFFFD("},
	        {"one\ntwo\tx", "one two x", "one\ntwo\tx"},
	        {"one\r\ntwo", "one two", "one\ntwo"},
	        {"one\rtwo", "one^Mtwo", "one^Mtwo"},
	        {"\u0301a", "\u25CC\u0301a", "\u25CC\u0301a"},
	        {"a\n\u0301", "a \u25CC\u0301", "a\n\u25CC\u0301"},
	        {FAMILY RAINBOW, FAMILY RAINBOW, FAMILY RAINBOW},
	        {FLAG_ENGLAND, FLAG_ENGLAND, FLAG_ENGLAND},
	        {"a\U000E0041", "a<U+E0041>", "a<U+E0041>"},
	        {"\u200Da", "<U+200D>a", "<U+200D>a"},
	        {"\u0646\u200C\u0647", "\u0646\u200C\u0647", "\u0646\u200C\u0647"}, /* Persian needs it */
	        {"\u3164", "<U+3164>", "<U+3164>"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *clean = utf8_clean(cases[i].dirty, false), *kept = utf8_clean(cases[i].dirty, true);
		assert_string_equal(clean, cases[i].clean);
		assert_string_equal(kept, cases[i].kept);
		free(clean);
		free(kept);
	}
}

static void test_no_byte_pair_cleans_to_anything_that_acts(void **state)
{
	(void)state;
	for (unsigned pair = 0x0100; pair <= 0xFFFF; pair++) {
		char dirty[] = {(char)(pair >> 8), (char)pair, '\0'};
		char *clean = utf8_clean(dirty, false);
		uint32_t c;
		size_t len = strlen(clean);
		assert_true(utf8_valid(clean, len));
		for (size_t at = 0; at < len;) {
			at += utf8_decode(clean + at, len - at, &c);
			assert_false(utf8_is_control(c));
		}
		free(clean);
	}
}

static void test_controls_are_c0_c1_del_and_bidi(void **state)
{
	(void)state;
	const uint32_t controls[] = {0,      0x1B,   0x1F,   0x7F,   0x80,   0x9F,
	                             0x202A, 0x202E, 0x2066, 0x2069, 0x200F, 0x061C};
	const uint32_t others[] = {' ', '~', 0xA0, 0x200D, 0x2065, 0x4E2D, 0x1F600};
	for (size_t i = 0; i < ARRAY_LEN(controls); i++)
		assert_true(utf8_is_control(controls[i]));
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		assert_false(utf8_is_control(others[i]));
	assert_true(utf8_has_control("a\u202eb"));
	assert_false(utf8_has_control("é 👩‍👩‍👧"));
}

static void test_fold_forgets_case_accents_and_forms(void **state)
{
	(void)state;
	const struct {
		const char *text, *folded;
	} cases[] = {
	        {"Ärger", "arger"},
	        {"A\u0308rger", "arger"},
	        {"STRASSE", "strasse"},
	        {"Straße", "strasse"},
	        {"İstanbul", "istanbul"},
	        {"ＡＢＣ", "abc"},
	        {"ﬁn", "fin"},
	        {"ΣΊΣΥΦΟΣ", "σισυφοσ"},
	        {"项目", "项目"},
	        {"ที่", "ที่"},
	        {"한", "한"},
	        {"हिन्दी", "हिन्दी"},
	        {"", ""},
	        {"Caf\xC3", "caf\uFFFD"},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *folded = utf8_fold(cases[i].text);
		assert_string_equal(folded, cases[i].folded);
		free(folded);
	}
}

/* Where the terminal makes one sign of them. */
static void test_an_emoji_of_several_parts_can_be_drawn_whole(void **state)
{
	(void)state;
	static const char *const whole[] = {
	        "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466",
	        "\U0001F44D\U0001F3FD",
	        "\u2764\uFE0F",
	        "1\uFE0F\u20E3",
	        "\U0001F3F3\uFE0F\u200D\U0001F308",
	};
	static const char *const others[] = {"e\u0301", "\u2764", "1", "\U0001F600",
	                                     "\u0915\u094D\u200D\u0937"};
	for (int round = 0; round < 2; round++) {
		utf8_set_whole_emoji(round == 0);
		for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++) {
			struct utf8_cluster cluster;
			char cell[UTF8_CELL_BYTES];
			assert_true(utf8_next_cluster(whole[i], strlen(whole[i]), &cluster));
			utf8_cell(&cluster, cell);
			assert_int_equal(strcmp(cell, whole[i]) == 0, round == 0);
			assert_int_equal(utf8_is_whole_emoji(cell), round == 0);
			if (round == 0)
				assert_int_equal(cluster.width, 2);
		}
		for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
			struct utf8_cluster cluster;
			char cell[UTF8_CELL_BYTES];
			assert_true(utf8_next_cluster(others[i], strlen(others[i]), &cluster));
			utf8_cell(&cluster, cell);
			assert_false(utf8_is_whole_emoji(cell));
		}
	}
	/* One too long for a cell is drawn by its first part. */
	char crowd[200] = "";
	for (int i = 0; i < 12; i++)
		strcat(crowd, "\U0001F468\u200D");
	struct utf8_cluster cluster;
	char cell[UTF8_CELL_BYTES];
	utf8_set_whole_emoji(true);
	assert_true(utf8_next_cluster(crowd, strlen(crowd), &cluster));
	utf8_cell(&cluster, cell);
	assert_string_equal(cell, "\U0001F468");
	assert_int_equal(cluster.width, 2);
	utf8_set_whole_emoji(false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_an_emoji_of_several_parts_can_be_drawn_whole),
	        cmocka_unit_test(test_valid_is_exactly_rfc_3629),
	        cmocka_unit_test(test_every_code_point_comes_back),
	        cmocka_unit_test(test_no_surrogate_is_encoded),
	        cmocka_unit_test(test_a_bad_byte_is_one_replacement_character),
	        cmocka_unit_test(test_a_cluster_is_what_a_person_sees_as_one),
	        cmocka_unit_test(test_four_letters_of_flags_are_two_flags),
	        cmocka_unit_test(test_a_cell_holds_four_marks_and_its_width_is_the_cluster_s),
	        cmocka_unit_test(test_a_cluster_is_never_wider_than_two),
	        cmocka_unit_test(test_width_of_mixed_text),
	        cmocka_unit_test(test_fit_takes_whole_clusters),
	        cmocka_unit_test(test_left_goes_back_by_whole_clusters),
	        cmocka_unit_test(test_clean_makes_visible_what_would_act),
	        cmocka_unit_test(test_no_byte_pair_cleans_to_anything_that_acts),
	        cmocka_unit_test(test_controls_are_c0_c1_del_and_bidi),
	        cmocka_unit_test(test_fold_forgets_case_accents_and_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
