#include "client/server.h"

#include <sys/stat.h>

#include "base/mem.h"
#include "base/str.h"
#include "client/personal.h"

const char *server_choose(const char *named, bool machine_has_one)
{
	if (!str_empty(named))
		return named;
	return machine_has_one ? "unix:" SERVER_MACHINE_SOCKET : NULL;
}

static bool is_socket(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISSOCK(st.st_mode);
}

char *server_url(const struct config_account *account, struct err *err)
{
	const char *url = server_choose(account->server, is_socket(SERVER_MACHINE_SOCKET));
	return url ? mem_strdup(url) : personal_url(err);
}
