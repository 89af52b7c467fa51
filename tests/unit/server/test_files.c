/* What is in uploaded files, on the disk. */
#include "unit/test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/path.h"
#include "server/files.h"
#include "server/password.h"

struct fixture {
	char data[64];
	char *folder;
	struct err err;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	strcpy(f->data, "/tmp/covey-test-files.XXXXXX");
	assert_non_null(mkdtemp(f->data));
	assert_true(password_init(&f->err));
	f->folder = files_folder(f->data, &f->err);
	assert_non_null(f->folder);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	char command[128];
	snprintf(command, sizeof(command), "rm -r %s", f->data);
	assert_int_equal(system(command), 0);
	free(f->folder);
	free(f);
	return 0;
}

static void keep(struct fixture *f, const char *text, char hash[DB_FILE_HASH_SIZE])
{
	struct upload *upload = upload_create(f->folder, &f->err);
	assert_non_null(upload);
	assert_true(upload_write(upload, text, strlen(text), &f->err));
	assert_true(upload_seal(upload, hash, &f->err));
	assert_true(upload_keep(upload, hash, &f->err));
	upload_destroy(upload);
}

static size_t count_parts(const struct fixture *f)
{
	char command[128], line[16] = "";
	snprintf(command, sizeof(command), "find %s -name 'part-*' | wc -l", f->folder);
	FILE *pipe = popen(command, "r");
	assert_non_null(fgets(line, sizeof(line), pipe));
	pclose(pipe);
	return (size_t)strtoul(line, NULL, 10);
}

static void test_what_is_kept_is_found_by_its_hash_and_private(void **state)
{
	struct fixture *f = *state;
	char hash[DB_FILE_HASH_SIZE], text[16] = "";
	struct stat st;
	keep(f, "abc", hash);
	assert_string_equal(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	int fd = files_open(f->folder, hash, 3);
	assert_true(fd >= 0);
	assert_int_equal(read(fd, text, sizeof(text)), 3);
	assert_string_equal(text, "abc");
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	close(fd);
	assert_int_equal(files_open(f->folder, hash, 4), -1);
	assert_int_equal(count_parts(f), 0);
}

static void test_the_same_content_twice_is_one_file(void **state)
{
	struct fixture *f = *state;
	char first[DB_FILE_HASH_SIZE], second[DB_FILE_HASH_SIZE];
	keep(f, "abc", first);
	keep(f, "abc", second);
	assert_string_equal(first, second);
	files_remove(f->folder, first);
	assert_int_equal(files_open(f->folder, first, 3), -1);
}

static void test_what_was_not_kept_is_gone(void **state)
{
	struct fixture *f = *state;
	struct upload *upload = upload_create(f->folder, &f->err);
	assert_true(upload_write(upload, "abc", 3, &f->err));
	assert_int_equal(count_parts(f), 1);
	upload_destroy(upload);
	assert_int_equal(count_parts(f), 0);
}

static void test_what_a_crash_left_goes_at_the_next_start(void **state)
{
	struct fixture *f = *state;
	char *left = path_join(f->folder, "part-abcdef");
	fclose(fopen(left, "w"));
	assert_int_equal(count_parts(f), 1);
	free(files_folder(f->data, &f->err));
	assert_int_equal(count_parts(f), 0);
	free(left);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_what_is_kept_is_found_by_its_hash_and_private, set_up,
	                                        tear_down),
	        cmocka_unit_test_setup_teardown(test_the_same_content_twice_is_one_file, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_what_was_not_kept_is_gone, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_what_a_crash_left_goes_at_the_next_start, set_up,
	                                        tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
