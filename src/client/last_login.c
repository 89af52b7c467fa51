/* The file has a line for each: server, user, certificate authority; the last may be empty. */
#include "client/last_login.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"

#define LAST_LOGIN_FILE "last-login"
#define LAST_LOGIN_MAX_BYTES ((size_t)16 * 1024)

/* What is not whole is none. */
static void take_lines(struct last_login *last, char *text)
{
	const char *server = strsep(&text, "\n"), *user = strsep(&text, "\n"), *ca_file = strsep(&text, "\n");
	if (str_empty(server) || str_empty(user))
		return;
	last->server = mem_strdup(server);
	last->user = mem_strdup(user);
	last->ca_file = str_empty(ca_file) ? NULL : mem_strdup(ca_file);
}

bool last_login_init(struct last_login *last, struct err *err)
{
	struct err why = {0};
	*last = (struct last_login){0};
	char *path = path_in(PATH_STATE, LAST_LOGIN_FILE, NULL);
	char *text = path ? path_read(path, LAST_LOGIN_MAX_BYTES, &why) : NULL;
	if (text)
		take_lines(last, text);
	bool ok = text || !path || why.code == ENOENT || err_set(err, why.code, "%s", why.text);
	free(text);
	free(path);
	return ok;
}

void last_login_finish(struct last_login *last)
{
	free(last->server);
	free(last->user);
	free(last->ca_file);
	*last = (struct last_login){0};
}

static bool write_file(const struct last_login *last, struct err *err)
{
	char *text, *path = path_in(PATH_STATE, LAST_LOGIN_FILE, err);
	if (asprintf(&text, "%s\n%s\n%s\n", last->server, last->user, last->ca_file ? last->ca_file : "") < 0)
		abort();
	bool ok = path && path_write_private(path, text, err);
	free(text);
	free(path);
	return ok;
}

bool last_login_keep(struct last_login *last, const char *server, const char *user, const char *ca_file,
                     struct err *err)
{
	if (strchr(server, '\n') || strchr(user, '\n') || (ca_file && strchr(ca_file, '\n')))
		return err_set(err, 0, "a name with a line break cannot be kept");
	struct last_login fresh = {.server = mem_strdup(server),
	                           .user = mem_strdup(user),
	                           .ca_file = ca_file ? path_absolute(ca_file) : NULL};
	last_login_finish(last);
	*last = fresh;
	return write_file(last, err);
}

bool last_login_forget(struct last_login *last, const char *server, const char *user, struct err *err)
{
	if (!str_equal(last->server, server) || !str_equal(last->user, user))
		return true;
	last_login_finish(last);
	char *path = path_in(PATH_STATE, LAST_LOGIN_FILE, err);
	bool ok = path && (unlink(path) == 0 || errno == ENOENT ||
	                   err_set(err, errno, "%s: %s", path, strerror(errno)));
	free(path);
	return ok;
}
