#include "client/alerts.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "client/client.h"
#include "client/loop.h"
#include "client/telling.h"
#include "notify/notify.h"
#include "notify/place.h"
#include "ui/desk.h"
#include "ui/term.h"

/* tmux is asked where it runs, and waited for so long. */
#define ALERTS_ASK_MS 300

static void write_notification(void *context, const char *bytes, size_t len)
{
	(void)context;
	term_write(bytes, len);
}

/* The conversation's own id, and whose it is; NULL: of no account here. */
static const char *find_notified(const struct desk *desk, const char *id, size_t *account)
{
	*account = 0;
	if (desk->accounts.len == 1)
		return id;
	for (; *account < desk->accounts.len; ++*account) {
		const char *name = desk->accounts.items[*account].name;
		const char *rest = str_has_prefix(id, name) ? id + strlen(name) : "";
		if (str_has_prefix(rest, CLIENT_NAME_MARK))
			return rest + strlen(CLIENT_NAME_MARK);
	}
	return NULL;
}

/* What many conversations are told of by leads to the first of them. */
static void open_notified(void *context, const char *conversation)
{
	const struct alerts_config *config = context;
	size_t account;
	const char *id = find_notified(config->desk, conversation, &account);
	if (str_empty(conversation))
		desk_open_unread(config->desk);
	else if (id)
		desk_open(config->desk, account, id);
	config->opened(config->context);
}

static void on_notify(void *context)
{
	notify_turn(context);
}

bool alerts_init(struct alerts *alerts, const struct alerts_config *config, struct err *err)
{
	struct place place;
	place_look(&place, getenv);
	place_ask(&place, ALERTS_ASK_MS);
	alerts->config = *config;
	alerts->notify = notify_create(&(struct notify_config){
	        .way = config->telling->way,
	        .command = config->telling->command,
	        .place = &place,
	        .write = write_notification,
	        .open = open_notified,
	        .context = &alerts->config,
	});
	int fd = notify_fd(alerts->notify);
	fd = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, 0) : -1;
	return fd < 0 || loop_watch(config->loop, fd, on_notify, alerts->notify, err);
}

void alerts_finish(struct alerts *alerts)
{
	notify_destroy(alerts->notify);
	*alerts = (struct alerts){0};
}
