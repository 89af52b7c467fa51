/* Files over HTTP as the connection sees them: who is dropped, and who is not. */
#include "unit/test.h"

#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "server/conn.h"
#include "server/listen.h"

/* Well above what a busy machine makes a process wait. */
#define STALL_SECONDS 3
#define WORK_MS 6500
#define STEP_MS 20

#define UPLOAD "POST /files HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"

struct fixture {
	char folder[64], url[96];
	struct listener listener;
	struct conn_loop *loop;
	int64_t came_ms; /* when all of it had come; 0: it has not */
	bool gone;
	struct err err;
};

static unsigned file_begin(void *context, const struct conn_file_request *request, struct conn_file *file)
{
	(void)request;
	file->job = context;
	return 200;
}

static bool file_piece(void *job, const void *bytes, size_t len)
{
	(void)job, (void)bytes, (void)len;
	return true;
}

/* Reads gigabytes, a part at a time. */
static unsigned file_whole(void *job, struct buf *answer)
{
	struct fixture *f = job;
	if (!f->came_ms)
		f->came_ms = clock_mono_ms();
	if (clock_mono_ms() - f->came_ms >= WORK_MS) {
		buf_append_str(answer, "here it is");
		return 201;
	}
	poll(NULL, 0, STEP_MS);
	return 0;
}

static void file_gone(void *job)
{
	((struct fixture *)job)->gone = true;
}

static int ask(const struct fixture *f, const char *request)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/sock", f->folder);
	assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(send(fd, request, strlen(request), MSG_NOSIGNAL), strlen(request));
	return fd;
}

static void test_who_waits_for_the_server_is_not_dropped(void **state)
{
	(void)state;
	struct fixture f = {.folder = "/tmp/covey-test-conn.XXXXXX"};
	const struct conn_settings settings = {.frame_max = 1024,
	                                       .unsent_max = 1024,
	                                       .ping_seconds = 60,
	                                       .silence_seconds = 90,
	                                       .stall_seconds = STALL_SECONDS};
	const struct conn_owner owner = {.file_begin = file_begin,
	                                 .file_piece = file_piece,
	                                 .file_whole = file_whole,
	                                 .file_gone = file_gone,
	                                 .context = &f};
	char said[1024] = "", command[96];
	assert_non_null(mkdtemp(f.folder));
	snprintf(f.url, sizeof(f.url), "unix:%s/sock", f.folder);
	assert_true(listen_open(&f.listener, f.url, 0, &f.err));
	f.loop = conn_loop_create(&settings, &owner, &f.err);
	assert_non_null(f.loop);
	assert_true(conn_loop_listen(f.loop, f.listener.sockets.items[0], false, &f.err));
	f.listener.sockets.items[0] = -1;
	int fd = ask(&f, UPLOAD);
	while (!f.gone)
		conn_loop_turn(f.loop);
	conn_loop_destroy(f.loop);
	listen_close(&f.listener);
	assert_true(recv(fd, said, sizeof(said) - 1, 0) > 0);
	assert_non_null(strstr(said, " 201 "));
	assert_non_null(strstr(said, "here it is"));
	close(fd);
	snprintf(command, sizeof(command), "rm -r %s", f.folder);
	assert_int_equal(system(command), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_who_waits_for_the_server_is_not_dropped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
