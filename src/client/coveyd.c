#include "client/coveyd.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"

/* The line that coveyd prints when all its listeners accept. */
#define COVEYD_READY "ready "
#define COVEYD_LINE_BYTES 4096

/* Beside this program (as built, or in the same bin), else in ../libexec/covey, else in $PATH. */
char *program_beside(const char *name)
{
	static const char *const places[] = {"", "../libexec/covey"};
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash = len > 0 ? memrchr(self, '/', (size_t)len) : NULL;
	for (size_t i = 0; slash && i < sizeof(places) / sizeof(places[0]); i++) {
		*slash = '\0';
		char *folder = path_join(self, places[i]), *path = path_join(folder, name);
		free(folder);
		if (access(path, X_OK) == 0)
			return path;
		free(path);
	}
	return mem_strdup(name);
}

char *coveyd_program(void)
{
	return program_beside("coveyd");
}

/* What there is to read; false at the end, and when it is too late. */
static bool read_more(int fd, int64_t deadline, struct buf *line)
{
	char bytes[256];
	int64_t left = deadline - clock_mono_ms();
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	int n = left > 0 ? poll(&wait, 1, (int)left) : 0;
	if (n < 0 && errno == EINTR)
		return true;
	ssize_t len = n > 0 ? read(fd, bytes, sizeof(bytes)) : 0;
	return len > 0 && buf_append(line, bytes, (size_t)len);
}

char *coveyd_wait_ready(int fd)
{
	int64_t deadline = clock_mono_ms() + COVEYD_READY_MS;
	struct buf line;
	char *urls = NULL, *end;
	buf_init(&line, COVEYD_LINE_BYTES);
	while (!(end = strchr(line.data, '\n')) && read_more(fd, deadline, &line)) {
	}
	if (end && str_has_prefix(line.data, COVEYD_READY)) {
		const char *first = line.data + strlen(COVEYD_READY);
		urls = mem_strndup(first, (size_t)(end - first));
	}
	buf_finish(&line);
	return urls;
}
