#include "client/login.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "client/config.h"
#include "client/credentials.h"
#include "client/server.h"

bool login_is_local(const char *url)
{
	return str_has_prefix(url, "unix:");
}

bool login_choose(const struct config *config, struct login *login, struct err *err)
{
	struct err why = {0};
	struct credentials remembered = {0};
	*login = (struct login){.url = server_url(config, err)};
	if (!login->url)
		return false;
	if (login_is_local(login->url)) {
		login->user = mem_strdup(config->user);
		return true;
	}
	if (!credentials_load(login->url, config->user, &remembered, &why)) {
		if (why.text[0])
			return err_set(err, why.code, "%s", why.text);
		return err_set(err, 0, "log in first: covey login %s", login->url);
	}
	login->user = remembered.user;
	login->token = remembered.token;
	return true;
}

void login_finish(struct login *login)
{
	free(login->url);
	free(login->user);
	free(login->token);
	*login = (struct login){0};
}
