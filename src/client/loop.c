#include "client/loop.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <libwebsockets.h>
#include <utlist.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"

/* Descriptors of one client at most: sessions of the demo's cast, watches, files. */
#define LOOP_FDS 256

struct loop {
	struct lws_context *context;
	struct lws_vhost *vhost; /* of the watches; a session has its own */
	struct loop_watch *watches;
	struct loop_timer *timers;
	/*
	 * A timerfd for the earliest of them. lws' own timers (lws_sul) fire just before it polls again, so that the
	 * turn they belong to would not end, and it spins for the last millisecond of each.
	 */
	int timer_fd;
	int64_t armed_ms; /* what it is set to; NEVER: not at all */
	int input_fd; /* an epoll that watches standard input, once somebody waits for that */
	int wake_fd; /* an eventfd: writing to it is safe in a signal handler (lws_cancel_service promises nothing) */
	bool stopped;
};

/* A descriptor that lws polls for us; lws closes it. */
struct loop_watch {
	struct loop_watch *prev, *next;
	struct loop *loop;
	struct lws *wsi;
	int fd;
	void (*on_ready)(void *context); /* NULL: nobody waits any more */
	void *context;
	bool once;
	bool calling; /* on_ready() runs: lws hears of the end from us when it returns */
};

#define NEVER INT64_MAX

struct loop_timer {
	struct loop_timer *next;
	struct loop *loop;
	int64_t at_ms; /* clock_mono_ms, or NEVER */
	bool due;
	void (*on_time)(void *context);
	void *context;
};

static void call(struct loop_watch *watch)
{
	void (*on_ready)(void *) = watch->on_ready;
	if (!on_ready)
		return;
	if (watch->once)
		watch->on_ready = NULL;
	watch->calling = true;
	on_ready(watch->context);
	watch->calling = false;
}

static int on_watch(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
	(void)user, (void)in, (void)len;
	if (reason != LWS_CALLBACK_RAW_RX_FILE && reason != LWS_CALLBACK_RAW_CLOSE_FILE)
		return 0;
	struct loop_watch *watch = lws_get_opaque_user_data(wsi);
	if (!watch)
		return 0;
	call(watch);
	if (reason != LWS_CALLBACK_RAW_CLOSE_FILE)
		return watch->on_ready ? 0 : -1;
	DL_DELETE(watch->loop->watches, watch);
	free(watch);
	return 0;
}

static const struct lws_protocols protocols[] = {
        {.name = "watch", .callback = on_watch},
        {0},
};

static void drain(int fd)
{
	uint64_t count;
	if (read(fd, &count, sizeof(count)) < 0 && errno != EAGAIN)
		log_warning("the loop could not read a descriptor of its own: %s", strerror(errno));
}

static void on_wake(void *context)
{
	const struct loop *loop = context;
	drain(loop->wake_fd);
}

static void arm(struct loop *loop)
{
	int64_t earliest = NEVER;
	for (const struct loop_timer *timer = loop->timers; timer; timer = timer->next)
		if (timer->at_ms < earliest)
			earliest = timer->at_ms;
	if (earliest == loop->armed_ms)
		return;
	loop->armed_ms = earliest;
	struct itimerspec spec = {0}; /* not set */
	if (earliest != NEVER)
		spec.it_value = (struct timespec){earliest / 1000, earliest % 1000 * 1000000};
	timerfd_settime(loop->timer_fd, TFD_TIMER_ABSTIME, &spec, NULL);
}

/* Those that are due now: one that sets itself again waits for the next turn. */
static void on_timer(void *context)
{
	struct loop *loop = context;
	drain(loop->timer_fd);
	loop->armed_ms = NEVER;
	int64_t now = clock_mono_ms();
	for (struct loop_timer *timer = loop->timers; timer; timer = timer->next)
		timer->due = timer->at_ms <= now;
	for (struct loop_timer *timer = loop->timers; timer; timer = timer->next) {
		if (!timer->due)
			continue;
		timer->due = false;
		timer->at_ms = NEVER;
		timer->on_time(timer->context);
	}
	arm(loop);
}

static void write_log(int level, const char *line)
{
	(void)level;
	log_debug("libwebsockets: %.*s", (int)strcspn(line, "\n"), line);
}

static bool open_context(struct loop *loop, struct err *err)
{
	lws_set_log_level(LLL_ERR | LLL_WARN, write_log);
	struct lws_context_creation_info info = {
	        .port = CONTEXT_PORT_NO_LISTEN,
	        .options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT,
	        .fd_limit_per_thread = LOOP_FDS,
	};
	loop->context = lws_create_context(&info);
	if (!loop->context)
		return err_set(err, 0, "Could not make the event loop");
	struct lws_context_creation_info vhost = {
	        .port = CONTEXT_PORT_NO_LISTEN,
	        .protocols = protocols,
	        .vhost_name = "loop",
	        .http_proxy_address = ":0", /* else the environment's is looked at, and complained about */
	};
	loop->vhost = lws_create_vhost(loop->context, &vhost);
	if (!loop->vhost)
		return err_set(err, 0, "Could not make the event loop's descriptors");
	return true;
}

static bool open_descriptors(struct loop *loop, struct err *err)
{
	loop->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (loop->wake_fd < 0)
		return err_set(err, errno, "Could not make the event loop: %s", strerror(errno));
	if (!loop_watch(loop, loop->wake_fd, on_wake, loop, err))
		return false;
	loop->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (loop->timer_fd < 0)
		return err_set(err, errno, "Could not make the event loop's timer: %s", strerror(errno));
	return loop_watch(loop, loop->timer_fd, on_timer, loop, err);
}

struct loop *loop_create(struct err *err)
{
	struct loop *loop = mem_alloc(sizeof(*loop));
	loop->armed_ms = NEVER;
	if (open_context(loop, err) && open_descriptors(loop, err))
		return loop;
	loop_destroy(loop);
	return NULL;
}

/*
 * lws makes what it watches non-blocking, and descriptor 0 shares that with standard output. So it watches an epoll
 * that watches descriptor 0. (/dev/tty would do, too, but is not there after `su -c`.)
 */
bool loop_watch_input(struct loop *loop, void (*on_ready)(void *context), void *context, struct err *err)
{
	struct epoll_event readable = {.events = EPOLLIN};
	int fd = epoll_create1(EPOLL_CLOEXEC);
	if (fd < 0 || epoll_ctl(fd, EPOLL_CTL_ADD, STDIN_FILENO, &readable) < 0) {
		err_set(err, errno, "standard input is nothing that can be waited for");
		if (fd >= 0)
			close(fd);
		return false;
	}
	loop->input_fd = fd;
	return loop_watch(loop, fd, on_ready, context, err);
}

void loop_unwatch_input(struct loop *loop)
{
	epoll_ctl(loop->input_fd, EPOLL_CTL_DEL, STDIN_FILENO, NULL);
}

void loop_rewatch_input(struct loop *loop)
{
	struct epoll_event readable = {.events = EPOLLIN};
	if (epoll_ctl(loop->input_fd, EPOLL_CTL_ADD, STDIN_FILENO, &readable) < 0)
		log_error("standard input cannot be waited for: %s", strerror(errno));
}

static void free_timers(struct loop *loop)
{
	while (loop->timers) {
		struct loop_timer *timer = loop->timers;
		loop->timers = timer->next;
		free(timer);
	}
}

void loop_destroy(struct loop *loop)
{
	if (!loop)
		return;
	free_timers(loop);
	for (struct loop_watch *watch = loop->watches; watch; watch = watch->next)
		watch->on_ready = NULL;
	if (loop->context)
		lws_context_destroy(loop->context); /* closes them, which frees them */
	free(loop);
}

struct lws_context *loop_context(struct loop *loop)
{
	return loop->context;
}

void loop_run(struct loop *loop, void (*on_turn)(void *context), void *context)
{
	loop->stopped = false;
	while (!loop->stopped) {
		if (lws_service(loop->context, 0) < 0)
			loop->stopped = true;
		on_turn(context);
	}
}

void loop_stop(struct loop *loop)
{
	loop->stopped = true;
}

void loop_wake(struct loop *loop)
{
	int before = errno;
	(void)eventfd_write(loop->wake_fd,
	                    1); /* it can only fail when it is full, and then the loop wakes anyway */
	errno = before;
}

static bool add_watch(struct loop *loop, int fd, struct loop_watch wanted, struct err *err)
{
	struct loop_watch *watch = mem_alloc(sizeof(*watch));
	*watch = wanted;
	watch->loop = loop;
	watch->fd = fd;
	lws_adopt_desc_t info = {
	        .vh = loop->vhost,
	        .type = LWS_ADOPT_RAW_FILE_DESC,
	        .fd = {.filefd = fd},
	        .vh_prot_name = "watch",
	        .opaque = watch,
	};
	DL_PREPEND(loop->watches, watch);
	watch->wsi = lws_adopt_descriptor_vhost_via_info(&info);
	if (!watch->wsi) {
		DL_DELETE(loop->watches, watch);
		free(watch);
		close(fd);
		return err_set(err, 0, "The event loop took no more descriptors");
	}
	return true;
}

bool loop_watch(struct loop *loop, int fd, void (*on_ready)(void *context), void *context, struct err *err)
{
	return add_watch(loop, fd, (struct loop_watch){.on_ready = on_ready, .context = context}, err);
}

bool loop_watch_once(struct loop *loop, int fd, void (*on_ready)(void *context), void *context,
                     struct err *err)
{
	return add_watch(loop, fd,
	                 (struct loop_watch){.on_ready = on_ready, .context = context, .once = true}, err);
}

void loop_unwatch(struct loop *loop, int fd)
{
	struct loop_watch *watch = loop->watches;
	while (watch->fd != fd || !watch->on_ready)
		watch = watch->next;
	watch->on_ready = NULL;
	if (!watch->calling)
		lws_set_timeout(watch->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_ASYNC);
}

struct loop_timer *loop_timer_create(struct loop *loop, void (*on_time)(void *context), void *context)
{
	struct loop_timer *timer = mem_alloc(sizeof(*timer));
	*timer = (struct loop_timer){
	        .next = loop->timers, .loop = loop, .at_ms = NEVER, .on_time = on_time, .context = context};
	loop->timers = timer;
	return timer;
}

void loop_timer_set(struct loop_timer *timer, int64_t ms)
{
	assert(ms >= 0);
	timer->due = false;
	timer->at_ms = clock_mono_ms() + ms;
	arm(timer->loop);
}

void loop_timer_clear(struct loop_timer *timer)
{
	timer->due = false;
	timer->at_ms = NEVER;
	arm(timer->loop);
}
