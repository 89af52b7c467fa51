/* Sockets that accept, and the locks beside them. */
#include "unit/test.h"

#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/err.h"
#include "server/listen.h"

struct fixture {
	char folder[64], path[96], url[128], lock[128];
	struct err err;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	strcpy(f->folder, "/tmp/covey-test-listen.XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/sock", f->folder);
	snprintf(f->url, sizeof(f->url), "unix:%s", f->path);
	snprintf(f->lock, sizeof(f->lock), "%s.lock", f->path);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	unlink(f->path);
	unlink(f->lock);
	assert_int_equal(rmdir(f->folder), 0);
	free(f);
	return 0;
}

static bool can_connect(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	bool ok = connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0;
	close(fd);
	return ok;
}

static bool refuses(struct fixture *f, const char *url, const char *why)
{
	struct listener listener;
	f->err = (struct err){0};
	bool ok = listen_open(&listener, url, 0, &f->err);
	listen_close(&listener);
	return !ok && strstr(f->err.text, why);
}

static void test_everybody_who_reaches_the_folder_can_connect(void **state)
{
	struct fixture *f = *state;
	struct listener listener;
	struct stat st;
	assert_true(listen_open(&listener, f->url, 0, &f->err));
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0666);
	assert_true(can_connect(f->path));
	assert_string_equal(listener.url, f->url);
	listen_close(&listener);
	assert_int_equal(access(f->path, F_OK), -1);
}

static void test_a_second_one_does_not_steal_the_socket(void **state)
{
	struct fixture *f = *state;
	struct listener first;
	assert_true(listen_open(&first, f->url, 0, &f->err));
	assert_true(refuses(f, f->url, "another coveyd"));
	assert_true(can_connect(f->path));
	listen_close(&first);
}

static void test_what_a_killed_one_left_is_replaced(void **state)
{
	struct fixture *f = *state;
	struct listener killed, next;
	assert_true(listen_open(&killed, f->url, 0, &f->err));
	close(killed.lock); /* as its end does; the socket's file stays */
	killed.lock = -1;
	assert_true(listen_open(&next, f->url, 0, &f->err));
	assert_true(can_connect(f->path));
	listen_close(&next);
	listen_close(&killed);
}

static void test_a_file_that_is_no_socket_is_left_alone(void **state)
{
	struct fixture *f = *state;
	FILE *file = fopen(f->path, "we");
	fclose(file);
	assert_true(refuses(f, f->url, "no socket"));
	assert_int_equal(access(f->path, F_OK), 0);
}

/* The mode of the folder that is made for a socket; it is removed again. */
static mode_t mode_made(struct fixture *f, unsigned flags)
{
	struct listener listener;
	struct stat st = {0};
	char url[256], made[96];
	snprintf(made, sizeof(made), "%s/made", f->folder);
	snprintf(url, sizeof(url), "unix:%s/sock", made);
	assert_true(listen_open(&listener, url, flags, &f->err));
	assert_int_equal(stat(made, &st), 0);
	listen_close(&listener);
	assert_int_equal(rmdir(made), 0); /* nothing was left in it */
	return st.st_mode & 0777;
}

static void test_a_missing_folder_is_made_for_those_who_are_to_enter(void **state)
{
	struct fixture *f = *state;
	mode_t before = umask(077);
	assert_int_equal(mode_made(f, 0), 0700);
	assert_int_equal(mode_made(f, LISTEN_SHARED), 0755);
	umask(before);
}

static void test_folders_above_it_are_not_made(void **state)
{
	struct fixture *f = *state;
	char url[256];
	snprintf(url, sizeof(url), "unix:%s/missing/deep/sock", f->folder);
	assert_true(refuses(f, url, "cannot make the folder"));
	assert_true(refuses(f, url, "missing/deep"));
}

static void test_a_lock_goes_with_the_socket_and_can_be_had_again(void **state)
{
	struct fixture *f = *state;
	struct listener listener;
	assert_true(listen_open(&listener, f->url, 0, &f->err));
	assert_int_equal(access(f->lock, F_OK), 0);
	listen_close(&listener);
	assert_int_equal(access(f->lock, F_OK), -1);
	assert_true(listen_open(&listener, f->url, 0, &f->err));
	assert_true(refuses(f, f->url, "another coveyd"));
	assert_int_equal(access(f->lock, F_OK), 0);
	listen_close(&listener);
}

static void test_a_port_is_found_and_told(void **state)
{
	struct fixture *f = *state;
	struct listener listener;
	assert_true(listen_open(&listener, "ws://127.0.0.1:0/", 0, &f->err));
	unsigned port;
	char rest[8];
	assert_int_equal(sscanf(listener.url, "ws://127.0.0.1:%u%7s", &port, rest), 2);
	assert_int_not_equal(port, 0);
	assert_string_equal(rest, "/");
	assert_int_equal(listener.sockets.len, 1);
	char *url = strdup(listener.url);
	assert_true(refuses(f, url, "in use"));
	free(url);
	listen_close(&listener);
}

static void test_unencrypted_only_on_loopback(void **state)
{
	struct fixture *f = *state;
	struct listener listener;
	assert_true(refuses(f, "ws://0.0.0.0:0", "--insecure"));
	assert_true(refuses(f, "ws://[::]:0", "--insecure"));
	assert_true(listen_open(&listener, "ws://0.0.0.0:0", LISTEN_INSECURE, &f->err));
	listen_close(&listener);
	assert_true(listen_open(&listener, "wss://0.0.0.0:0", 0, &f->err));
	assert_true(listener.tls);
	listen_close(&listener);
	assert_true(listen_open(&listener, "ws://[::1]:0", 0, &f->err));
	assert_ptr_equal(strstr(listener.url, "ws://[::1]:"), listener.url);
	listen_close(&listener);
}

static void test_what_is_no_address_is_refused(void **state)
{
	struct fixture *f = *state;
	assert_true(refuses(f, "ws://127.0.0.1", "HOST:PORT"));
	assert_true(refuses(f, "ws://:80", "HOST:PORT"));
	assert_true(refuses(f, "ws://127.0.0.1:99999", "HOST:PORT"));
	assert_true(refuses(f, "ws://127.0.0.1:http", "HOST:PORT"));
	assert_true(refuses(f, "unix:relative", "begins with /"));
	assert_true(refuses(f,
	                    "unix:/0123456789012345678901234567890123456789012345678901234567890123456789"
	                    "0123456789012345678901234567890123456789",
	                    "too long"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(test_everybody_who_reaches_the_folder_can_connect),
	        TEST(test_a_second_one_does_not_steal_the_socket),
	        TEST(test_what_a_killed_one_left_is_replaced),
	        TEST(test_a_file_that_is_no_socket_is_left_alone),
	        TEST(test_a_missing_folder_is_made_for_those_who_are_to_enter),
	        TEST(test_folders_above_it_are_not_made),
	        TEST(test_a_lock_goes_with_the_socket_and_can_be_had_again),
	        TEST(test_a_port_is_found_and_told),
	        TEST(test_unencrypted_only_on_loopback),
	        TEST(test_what_is_no_address_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
