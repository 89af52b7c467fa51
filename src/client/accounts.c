#include "client/accounts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "client/account.h"
#include "client/config.h"

static void one_finish(struct accounts_one *one)
{
	free(one->name);
	login_finish(&one->login);
}

static bool one_init(struct accounts_one *one, const struct config_account *account, struct err *err)
{
	*one = (struct accounts_one){0};
	if (!login_of(account, &one->login, err)) {
		login_finish(&one->login);
		return false;
	}
	one->name =
	        account->name ? mem_strdup(account->name) : account_label(one->login.url, one->login.user);
	return true;
}

/* Two of one account would write into one cache. */
static bool is_new(const struct accounts *accounts, const struct accounts_one *one, struct err *err)
{
	for (size_t i = 0; i < accounts->items.len; i++) {
		const struct accounts_one *other = &accounts->items.items[i];
		if (str_equal(other->login.url, one->login.url) &&
		    str_equal(other->login.user, one->login.user))
			return err_set(err, 0, "the same account as %s", other->name);
	}
	return true;
}

static void add(struct accounts *accounts, const struct config_account *account)
{
	struct err err = {0};
	struct accounts_one one;
	if (one_init(&one, account, &err) && is_new(accounts, &one, &err)) {
		vec_push(&accounts->items, one);
		return;
	}
	one_finish(&one);
	err_prefix(&err, "[account%s%s]", account->name ? " " : "", account->name ? account->name : "");
	if (!accounts->why.text[0])
		accounts->why = err;
}

static bool add_chosen(struct accounts *accounts, const struct config *config, struct err *err)
{
	struct config_account account;
	struct accounts_one one;
	if (!config_choose(config, &account, err) || !one_init(&one, &account, err))
		return false;
	vec_push(&accounts->items, one);
	return true;
}

bool accounts_init(struct accounts *accounts, const struct config *config, struct err *err)
{
	*accounts = (struct accounts){0};
	if (config_means_one(config) || config->accounts.len == 1)
		return add_chosen(accounts, config, err);
	for (size_t i = 0; i < config->accounts.len; i++) {
		struct config_account account = config_account_at(config, i);
		add(accounts, &account);
	}
	return accounts->items.len > 0 || err_set(err, accounts->why.code, "%s", accounts->why.text);
}

void accounts_finish(struct accounts *accounts)
{
	for (size_t i = 0; i < accounts->items.len; i++)
		one_finish(&accounts->items.items[i]);
	vec_finish(&accounts->items);
}
