#include "client/transfers.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utlist.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "client/saving.h"
#include "net/http.h"
#include "net/session.h"

/* Smaller ones are sent again sooner than the server is asked for what it has of them. */
#define KEPT_MIN ((int64_t)256 * 1024)
/* Nobody sees more of it. */
#define TELL_EVERY_MS 100

struct transfer {
	struct transfers *transfers;
	struct session *session;
	char *key;
	char *name; /* of one that is sent and can go on; or NULL */
	bool up, viewed;
	struct http *http;
	struct saving saving; /* of one that is fetched */
	int64_t size, told_at_ms;
	struct transfer *prev, *next;
};

struct transfers {
	void (*post)(void *context, const struct state_event *event);
	void *context;
	char *downloads; /* or NULL */
	struct transfer *list; /* a utlist */
};

struct transfers *transfers_create(const char *downloads,
                                   void (*post)(void *context, const struct state_event *event),
                                   void *context)
{
	struct transfers *transfers = mem_alloc(sizeof(*transfers));
	*transfers = (struct transfers){.post = post, .context = context, .downloads = mem_strdup(downloads)};
	return transfers;
}

static void drop(struct transfer *transfer)
{
	DL_DELETE(transfer->transfers->list, transfer);
	http_destroy(transfer->http);
	if (!transfer->up)
		saving_finish(&transfer->saving);
	free(transfer->key);
	free(transfer->name);
	free(transfer);
}

/* It will not go on. */
static void break_off(struct transfer *transfer)
{
	if (transfer->viewed)
		unlink(transfer->saving.part);
	drop(transfer);
}

void transfers_destroy(struct transfers *transfers)
{
	if (!transfers)
		return;
	while (transfers->list)
		break_off(transfers->list);
	free(transfers->downloads);
	free(transfers);
}

void transfers_stop(struct transfers *transfers, const char *key)
{
	struct transfer *transfer, *next;
	DL_FOREACH_SAFE(transfers->list, transfer, next)
	if (str_equal(transfer->key, key))
		break_off(transfer);
}

/* ---- telling ---- */

static void tell(struct transfers *transfers, struct state_event event)
{
	event.type = STATE_EVENT_TRANSFER;
	transfers->post(transfers->context, &event);
}

static void tell_failure(struct transfers *transfers, const char *key, const struct err *why)
{
	tell(transfers,
	     (struct state_event){
	             .client_id = key, .phase = STATE_TRANSFER_FAILED, .code = why->code, .text = why->text});
}

/* Without a number of its own it is still for good: what was wrong is here. */
static void tell_own_failure(struct transfers *transfers, const char *key, struct err *why)
{
	if (why->code == 0)
		why->code = EINVAL;
	tell_failure(transfers, key, why);
}

static void tell_progress(const struct transfer *transfer, int64_t done)
{
	tell(transfer->transfers,
	     (struct state_event){.client_id = transfer->key, .done = done, .size = transfer->size});
}

static void on_progress(void *context, int64_t done)
{
	struct transfer *transfer = context;
	int64_t now = clock_mono_ms();
	if (now - transfer->told_at_ms < TELL_EVERY_MS)
		return;
	transfer->told_at_ms = now;
	tell_progress(transfer, done);
}

/* ---- the end ---- */

static bool end_sent(struct transfer *transfer, const char *answer, char **file, struct err *err)
{
	*file = session_file_sent(transfer->session, answer);
	return *file || err_set(err, EPROTO, "The server's answer is none");
}

static bool end_fetched(struct transfer *transfer, char **path, struct err *err)
{
	*path = saving_keep(&transfer->saving, err);
	return *path;
}

static void on_end(void *context, const char *answer, const struct err *why)
{
	struct transfer *transfer = context;
	struct transfers *transfers = transfer->transfers;
	struct err err = *why;
	char *place = NULL, *key = mem_strdup(transfer->key);
	bool ok = !*err.text && (transfer->up ? end_sent(transfer, answer, &place, &err)
	                                      : end_fetched(transfer, &place, &err));
	drop(transfer);
	if (ok)
		tell(transfers,
		     (struct state_event){.client_id = key, .phase = STATE_TRANSFER_DONE, .path = place});
	else
		tell_failure(transfers, key, &err);
	free(place);
	free(key);
}

/* ---- the beginning ---- */

static void start(struct transfer *transfer, const char *file, int fd, int64_t from)
{
	DL_APPEND(transfer->transfers->list, transfer);
	transfer->http = session_file_start(transfer->session, &(struct session_file){
	                                                               .file = file,
	                                                               .name = transfer->name,
	                                                               .fd = fd,
	                                                               .size = transfer->size,
	                                                               .from = from,
	                                                               .on_progress = on_progress,
	                                                               .on_end = on_end,
	                                                               .callback_context = transfer,
	                                                       });
	tell_progress(transfer, from);
}

static struct transfer *make(struct transfers *transfers, struct session *session, const char *key, bool up,
                             int64_t size)
{
	struct transfer *transfer = mem_alloc(sizeof(*transfer));
	*transfer = (struct transfer){
	        .transfers = transfers,
	        .session = session,
	        .key = mem_strdup(key),
	        .up = up,
	        .size = size,
	};
	return transfer;
}

static int open_file(const char *path, int64_t most, struct stat *st, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 || fstat(fd, st) < 0)
		err_set(err, errno, "%s: %s", path, strerror(errno));
	else if (!S_ISREG(st->st_mode))
		err_set(err, EINVAL, "%s is no file", path);
	else if (most > 0 && st->st_size > most)
		err_set(err, EFBIG, "It has %lld bytes, the server takes %lld", (long long)st->st_size,
		        (long long)most);
	else
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* A file that has changed has another name: it does not go on where the one before it broke off. */
static char *name_of(const char *key, const struct stat *st)
{
	char *name;
	int64_t changed_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
	if (asprintf(&name, "%s-%llx-%llx", key, (unsigned long long)st->st_size,
	             (unsigned long long)changed_ns) < 0)
		abort();
	return name;
}

void transfers_send(struct transfers *transfers, struct session *session, const char *key, const char *path,
                    const struct state_limits *limits)
{
	struct err err = {0};
	struct stat st;
	int fd = open_file(path, limits->file_bytes, &st, &err);
	if (fd < 0) {
		tell_own_failure(transfers, key, &err);
		return;
	}
	struct transfer *transfer = make(transfers, session, key, true, st.st_size);
	if (limits->upload_kept_seconds > 0 && st.st_size >= KEPT_MIN)
		transfer->name = name_of(key, &st);
	start(transfer, NULL, fd, 0);
}

void transfers_fetch(struct transfers *transfers, struct session *session, const char *key,
                     const struct state_message *message, const char *path, bool viewed)
{
	struct err err = {0};
	struct saving saving;
	int fd = -1;
	if (saving_init(&saving, path, transfers->downloads, message->text, message->file, message->file_size,
	                &err) &&
	    (fd = fcntl(saving.fd, F_DUPFD_CLOEXEC, 0)) < 0)
		err_set(&err, errno, "%s", strerror(errno));
	if (fd < 0) {
		saving_finish(&saving);
		tell_own_failure(transfers, key, &err);
		return;
	}
	struct transfer *transfer = make(transfers, session, key, false, message->file_size);
	transfer->saving = saving;
	transfer->viewed = viewed;
	start(transfer, message->file, fd, saving.from);
}
