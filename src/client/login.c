#include "client/login.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "client/config.h"
#include "client/credentials.h"

bool login_is_local(const char *url)
{
	return str_has_prefix(url, "unix:");
}

bool login_of(const struct config_account *account, struct login *login, struct err *err)
{
	struct err why = {0};
	struct credentials remembered = {0};
	*login = (struct login){.ca_file = mem_strdup(account->ca_file)};
	login->url = server_url(account, &login->source, err);
	if (!login->url)
		return false;
	if (login_is_local(login->url)) {
		login->user = mem_strdup(account->user);
		return true;
	}
	if (!credentials_load(login->url, account->user, &remembered, &why)) {
		if (why.text[0])
			return err_set(err, why.code, "%s", why.text);
		if (account->name)
			return err_set(err, LOGIN_NONE, "log in first: covey --account %s login",
			               account->name);
		return err_set(err, LOGIN_NONE, "log in first: covey login %s", login->url);
	}
	login->user = remembered.user;
	login->token = remembered.token;
	return true;
}

bool login_choose(const struct config *config, struct login *login, struct err *err)
{
	struct config_account account;
	*login = (struct login){0};
	return config_choose(config, &account, err) && login_of(&account, login, err);
}

void login_finish(struct login *login)
{
	free(login->ca_file);
	free(login->url);
	free(login->user);
	free(login->token);
	*login = (struct login){0};
}
