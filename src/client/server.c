#include "client/server.h"

#include <sys/stat.h>

#include "base/mem.h"
#include "base/str.h"
#include "client/config.h"
#include "client/personal.h"

const char *const server_source_texts[SERVER_SOURCE_COUNT] = {
#define X(id, text, cure) text,
        SERVER_SOURCES(X)
#undef X
};

const char *const server_source_cures[SERVER_SOURCE_COUNT] = {
#define X(id, text, cure) cure,
        SERVER_SOURCES(X)
#undef X
};

const char *server_choose(const struct config_account *account, bool machine_has_one,
                          enum server_source *source)
{
	*source = !str_empty(account->server) ? account->source
	          : machine_has_one           ? SERVER_MACHINE
	                                      : SERVER_PERSONAL;
	switch (*source) {
	case SERVER_MACHINE:
		return "unix:" SERVER_MACHINE_SOCKET;
	case SERVER_PERSONAL:
		return NULL;
	default:
		return account->server;
	}
}

static bool is_socket(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISSOCK(st.st_mode);
}

char *server_url(const struct config_account *account, enum server_source *source, struct err *err)
{
	const char *url = server_choose(account, is_socket(SERVER_MACHINE_SOCKET), source);
	return url ? mem_strdup(url) : personal_url(err);
}
