/* Web addresses in what somebody wrote. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "ui/link.h"

/* All addresses of `text`, each followed by "|". */
static void assert_links(const char *text, const char *expected)
{
	struct link link;
	struct buf found;
	buf_init(&found, 65536);
	for (size_t at = 0; link_next(text, at, &link); at = link.start + link.len) {
		buf_append(&found, text + link.start, link.len);
		buf_append_char(&found, '|');
	}
	assert_string_equal(found.len > 0 ? found.data : "", expected);
	buf_finish(&found);
}

static void test_an_address_ends_where_the_sentence_goes_on(void **state)
{
	(void)state;
	assert_links("see https://a.example/x?y=1#z, and http://b.example.",
	             "https://a.example/x?y=1#z|http://b.example|");
	assert_links("(https://a.example/x)", "https://a.example/x|");
	assert_links("<https://a.example>\"http://b.example\"", "https://a.example|http://b.example|");
	assert_links("https://a.example/**bold**", "https://a.example/**bold|");
}

static void test_brackets_that_it_opened_are_its_own(void **state)
{
	(void)state;
	assert_links("https://a.example/w/C_(language)", "https://a.example/w/C_(language)|");
	assert_links("(see https://a.example/w/C_(language)).", "https://a.example/w/C_(language)|");
}

static void test_what_is_no_address(void **state)
{
	(void)state;
	assert_links("", "");
	assert_links("https:// and mailto: and file:///etc/passwd", "");
	assert_links("javascript:alert(1) xhttps://a.example", "");
}

static void test_any_letters_may_stand_in_it(void **state)
{
	(void)state;
	assert_links("https://müller.example/項目", "https://müller.example/項目|");
	assert_links("mailto:bob@a.example\nhttp://b.example", "mailto:bob@a.example|http://b.example|");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_an_address_ends_where_the_sentence_goes_on),
	        cmocka_unit_test(test_brackets_that_it_opened_are_its_own),
	        cmocka_unit_test(test_what_is_no_address),
	        cmocka_unit_test(test_any_letters_may_stand_in_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
