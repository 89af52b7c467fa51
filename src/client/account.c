#include "client/account.h"

#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"

char *account_unix_name(void)
{
	char digits[32];
	const struct passwd *passwd = getpwuid(getuid());
	if (passwd)
		return mem_strdup(passwd->pw_name);
	snprintf(digits, sizeof(digits), "%ju", (uintmax_t)getuid());
	return mem_strdup(digits);
}

char *account_device(void)
{
	char name[HOST_NAME_MAX + 1] = "";
	if (gethostname(name, sizeof(name) - 1) != 0 || name[0] == '\0')
		return mem_strdup("terminal");
	return mem_strdup(name);
}

/* "chat.example" of "wss://chat.example:443/", NULL for a Unix socket. */
static char *host_of(const char *url)
{
	const char *start = strstr(url, "://");
	if (!start)
		return NULL;
	start += 3;
	size_t len = *start == '[' ? strcspn(start, "]") + 1 : strcspn(start, ":/");
	return mem_strndup(start, len);
}

char *account_label(const char *url, const char *user)
{
	char *name = user ? mem_strdup(user) : account_unix_name();
	char *host = host_of(url);
	char *label;
	if (!host)
		host = account_device();
	if (asprintf(&label, "%s@%s", name, host) < 0)
		abort();
	free(name);
	free(host);
	return label;
}

char *account_cache_path(const char *url, const char *user, struct err *err)
{
	struct arena arena;
	arena_init(&arena);
	char *escaped = path_escape(arena_printf(&arena, "%s@%s", user ? user : "", url));
	char *path = path_in(PATH_STATE, arena_printf(&arena, "accounts/%s.db", escaped), err);
	free(escaped);
	arena_finish(&arena);
	return path;
}
