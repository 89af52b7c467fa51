#include "client/config.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

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
#define X(name, member, value, help) {name, offsetof(struct config, member)},
        CONFIG_ACCOUNT_SETTINGS(X)
#undef X
};

static bool set_account(struct config *config, const char *name, const char *value, struct err *err)
{
	for (size_t i = 0; i < sizeof(account_settings) / sizeof(account_settings[0]); i++) {
		if (!str_equal(name, account_settings[i].name))
			continue;
		mem_replace((char **)((char *)config + account_settings[i].offset), value);
		return true;
	}
	return err_set(err, 0, "[account] has no setting “%s”", name);
}

static bool set_value(void *context, const char *section, const char *name, const char *value,
                      struct err *err)
{
	struct config *config = context;
	if (str_equal(section, "account"))
		return set_account(config, name, value, err);
	if (str_equal(section, "keys"))
		return keymap_set(config->keymap, name, value, err);
	if (str_equal(section, "notify"))
		return telling_set(&config->telling, name, value, err);
	if (str_equal(section, "looks"))
		return looks_set(&config->looks, name, value, err);
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
	bool ok = path && read_file(config, path, err);
	const char *server = getenv("COVEY_SERVER");
	if (!str_empty(server))
		mem_replace(&config->server, server);
	free(path);
	if (!ok)
		config_finish(config);
	return ok;
}

void config_finish(struct config *config)
{
	free(config->server);
	free(config->user);
	free(config->ca_file);
	keymap_destroy(config->keymap);
	telling_finish(&config->telling);
	looks_finish(&config->looks);
	state_rules_finish(&config->rules);
	*config = (struct config){0};
}
