#include "client/config.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "client/inifile.h"
#include "ui/keymap.h"

#define CONFIG_FILE "covey.ini"
#define CONFIG_KEPT_FILE "looks.ini"

static const struct {
	const char *name;
	size_t offset;
} account_settings[] = {
#define X(name, member, value, help) {name, offsetof(struct config_account, member)},
        CONFIG_ACCOUNT_SETTINGS(X)
#undef X
};

/* Those of the other sections whose value is kept as it stands. */
static const struct {
	const char *section, *name;
	size_t offset;
} texts[] = {
#define X(name, member, value, help) {"writing", name, offsetof(struct config, member)},
        CONFIG_WRITING_SETTINGS(X)
#undef X
#define X(name, member, value, help) {"files", name, offsetof(struct config, member)},
                CONFIG_FILES_SETTINGS(X)
#undef X
};

/* ---- accounts ---- */

#define ACCOUNT_SECTION "account"

/* "work" of "account work", "" of "account"; NULL: the section is none. */
static const char *account_of_section(const char *section)
{
	if (!str_has_prefix(section, ACCOUNT_SECTION))
		return NULL;
	const char *name = section + strlen(ACCOUNT_SECTION);
	size_t blanks = strspn(name, " ");
	return *name && blanks == 0 ? NULL : name + blanks;
}

static bool check_name(const char *name, struct err *err)
{
	size_t len = strlen(name);
	if (len > CONFIG_NAME_BYTES)
		return err_set(err, 0, "[account %s]: a name has at most %d bytes", name, CONFIG_NAME_BYTES);
	if (strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") != len)
		return err_set(err, 0, "[account %s]: a name is of letters, digits and . _ -", name);
	return true;
}

/* `name` NULL: the first. */
static struct config_account *find_account(const struct config *config, const char *name)
{
	for (size_t i = 0; i < config->accounts.len; i++)
		if (!name || str_equal(config->accounts.items[i].name, name))
			return &config->accounts.items[i];
	return NULL;
}

static struct config_account *add_account(struct config *config, const char *name)
{
	struct config_account account = {.name = mem_strdup(name)};
	size_t at = name ? config->accounts.len : 0;
	vec_insert(&config->accounts, at, account);
	return &config->accounts.items[at];
}

static bool has_unnamed(const struct config *config)
{
	return config->accounts.len > 0 && !config->accounts.items[0].name;
}

static bool set_account(struct config *config, const char *account_name, const char *name, const char *value,
                        struct err *err)
{
	if (!check_name(account_name, err))
		return false;
	struct config_account *account = NULL;
	if (*account_name)
		account = find_account(config, account_name);
	else if (has_unnamed(config))
		account = &config->accounts.items[0];
	if (!account)
		account = add_account(config, *account_name ? account_name : NULL);
	for (size_t i = 0; i < sizeof(account_settings) / sizeof(account_settings[0]); i++) {
		if (!str_equal(name, account_settings[i].name))
			continue;
		mem_replace((char **)((char *)account + account_settings[i].offset), value);
		account->source = SERVER_SETTINGS;
		return true;
	}
	return err_set(err, 0, "[account] has no setting “%s”", name);
}

bool config_means_one(const struct config *config)
{
	return config->account || config->server || config->user || config->environment;
}

/* Where no server is named, that of the last login; there, as whom and by which authority one logged in. */
static void take_last_login(const struct config *config, struct config_account *account)
{
	const struct last_login *last = &config->last_login;
	if (account->name || !last->server)
		return;
	if (!account->server) {
		account->server = last->server;
		account->source = SERVER_LOGIN;
		account->user = account->ca_file = NULL;
	}
	if (!str_equal(account->server, last->server))
		return;
	if (!account->user)
		account->user = last->user;
	if (!account->ca_file)
		account->ca_file = last->ca_file;
}

struct config_account config_account_at(const struct config *config, size_t at)
{
	struct config_account account = config->accounts.items[at];
	take_last_login(config, &account);
	return account;
}

static void name_server(struct config_account *account, char *server, enum server_source source)
{
	account->server = server;
	account->source = source;
}

bool config_choose(const struct config *config, struct config_account *account, struct err *err)
{
	const struct config_account *found = find_account(config, config->account);
	*account = (struct config_account){0};
	if (!found)
		return err_set(err, 0, "the settings have no [account %s]", config->account);
	*account = *found;
	if (config->environment && !config->account)
		name_server(account, config->environment, SERVER_ENVIRONMENT);
	if (config->server)
		name_server(account, config->server, SERVER_OPTION);
	take_last_login(config, account);
	if (config->user)
		account->user = config->user;
	if (config->ca_file)
		account->ca_file = config->ca_file;
	return true;
}

/* ---- the file ---- */

static bool set_text(struct config *config, const char *section, const char *name, const char *value,
                     struct err *err)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (!str_equal(section, texts[i].section) || !str_equal(name, texts[i].name))
			continue;
		mem_replace((char **)((char *)config + texts[i].offset), value);
		return true;
	}
	return err_set(err, 0, "[%s] has no setting “%s”", section, name);
}

/* What depends on where covey is started would not be found again. */
static bool check_downloads(const struct config *config, struct err *err)
{
	const char *folder = config->downloads;
	return *folder == '/' || str_equal(folder, "~") || str_has_prefix(folder, "~/") ||
	       err_set(err, 0, "[files] downloads = %s: a folder begins with / or ~/", folder);
}

static bool set_value(void *context, const char *section, const char *name, const char *value,
                      struct err *err)
{
	struct config *config = context;
	const char *account = account_of_section(section);
	if (account)
		return set_account(config, account, name, value, err);
	if (str_equal(section, "keys"))
		return keymap_set(config->keymap, name, value, err);
	if (str_equal(section, "chat"))
		return telling_set_chat(&config->telling, name, value, err);
	if (str_equal(section, "notify"))
		return telling_set(&config->telling, name, value, err);
	if (str_equal(section, "looks"))
		return looks_set(&config->looks, name, value, err);
	if (str_equal(section, "writing"))
		return set_text(config, section, name, value, err);
	if (str_equal(section, "files"))
		return set_text(config, section, name, value, err) && check_downloads(config, err);
	if (str_equal(section, "rules"))
		return state_rules_add(&config->rules, name, value, err);
	return err_set(err, 0, "there is no section [%s]", section);
}

static bool read_file(struct config *config, const char *path, struct err *err)
{
	struct err why = {0};
	if (!inifile_read(path, set_value, config, &why))
		return why.code == ENOENT || err_set(err, why.code, "%s", why.text);
	return telling_check(&config->telling, err) || err_prefix(err, "%s", path);
}

/* What was chosen while covey ran; the config file counts more. */
static bool set_kept(void *context, const char *section, const char *name, const char *value, struct err *err)
{
	struct config *config = context;
	(void)section;
	return looks_set(&config->looks, name, value, err);
}

static void read_kept(struct config *config)
{
	char *path = path_in(PATH_STATE, CONFIG_KEPT_FILE, NULL);
	if (path)
		inifile_read(path, set_kept, config, NULL);
	free(path);
}

bool config_keep_looks(const struct looks *looks, struct err *err)
{
	char *path = path_in(PATH_STATE, CONFIG_KEPT_FILE, err);
	char *text = looks_to_text(looks);
	bool ok = path && path_write_private(path, text, err);
	free(text);
	free(path);
	return ok;
}

bool config_init(struct config *config, struct err *err)
{
	*config = (struct config){.keymap = keymap_create()};
	telling_init(&config->telling);
	looks_init(&config->looks);
	read_kept(config);
	char *path = path_in(PATH_CONFIG, CONFIG_FILE, err);
	bool ok = path && read_file(config, path, err) && last_login_init(&config->last_login, err);
	if (config->accounts.len == 0)
		add_account(config, NULL);
	const char *server = getenv("COVEY_SERVER");
	if (!str_empty(server))
		mem_replace(&config->environment, server);
	free(path);
	if (!ok)
		config_finish(config);
	return ok;
}

void config_finish(struct config *config)
{
	for (size_t i = 0; i < config->accounts.len; i++) {
		struct config_account *account = &config->accounts.items[i];
		free(account->name);
		free(account->server);
		free(account->user);
		free(account->ca_file);
	}
	vec_finish(&config->accounts);
	free(config->environment);
	last_login_finish(&config->last_login);
	free(config->spelling);
	free(config->downloads);
	free(config->account);
	free(config->server);
	free(config->user);
	free(config->ca_file);
	keymap_destroy(config->keymap);
	telling_finish(&config->telling);
	looks_finish(&config->looks);
	state_rules_finish(&config->rules);
	*config = (struct config){0};
}
