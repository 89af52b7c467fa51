/* The answer to a file that was sent. */
#include "unit/test.h"

#include "proto/upload.h"

static void reads(const char *answer, const char *expected)
{
	char *url = proto_decode_upload(answer, strlen(answer));
	if (expected)
		assert_string_equal(url, expected);
	else
		assert_null(url);
	free(url);
}

static void test_the_url_is_one_of_the_servers_own(void **unused)
{
	(void)unused;
	reads("{\"fileUrl\":\"/files/ab\",\"fileSize\":3}\n", "/files/ab");
	reads("{\"fileUrl\":\"https://example.org/x\"}", NULL);
	reads("{\"fileUrl\":\"/file\\u0000s/x\"}", NULL);
	reads("{\"fileUrl\":7}", NULL);
	reads("{\"fileUrl\":\"/files/\"}", NULL);
	reads("{\"fileUrl\":\"/files/../x\"}", NULL);
	reads("{\"fileUrl\":\"/files/ab HTTP/1.1\\r\\nHost: x\"}", NULL);
	reads("[\"/files/ab\"]", NULL);
	reads("<html>", NULL);
	reads("", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_url_is_one_of_the_servers_own)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
