#include "client/signals.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "client/loop.h"

/* Lives as long as the program: signals are the process's. */
static struct {
	int fd;
	void (*on_signal)(void *context, int number);
	void *context;
} watched;

static void on_ready(void *context)
{
	struct signalfd_siginfo info;
	(void)context;
	while (read(watched.fd, &info, sizeof(info)) == (ssize_t)sizeof(info))
		watched.on_signal(watched.context, (int)info.ssi_signo);
}

bool signals_watch(struct loop *loop, const int *numbers, void (*on_signal)(void *context, int number),
                   void *context, struct err *err)
{
	sigset_t set;
	sigemptyset(&set);
	for (; *numbers; numbers++)
		sigaddset(&set, *numbers);
	sigprocmask(SIG_BLOCK, &set, NULL);
	watched.fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	watched.on_signal = on_signal;
	watched.context = context;
	if (watched.fd < 0)
		return err_set(err, errno, "signals cannot be watched: %s", strerror(errno));
	return loop_watch(loop, watched.fd, on_ready, NULL, err);
}
