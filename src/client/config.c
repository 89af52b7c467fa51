#include "client/config.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

#include <ini.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "ui/keymap.h"

#define CONFIG_FILE "covey.ini"
#define CONFIG_MAX_BYTES (256 * 1024)

static const struct {
	const char *name;
	size_t offset;
} account_settings[] = {
#define X(name, member, value, help) {name, offsetof(struct config, member)},
        CONFIG_ACCOUNT_SETTINGS(X)
#undef X
};

struct reading {
	struct config *config;
	struct err *err; /* of the first wrong line */
	bool failed;
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

static bool set_value(struct config *config, const char *section, const char *name, const char *value,
                      struct err *err)
{
	if (str_equal(section, "account"))
		return set_account(config, name, value, err);
	if (str_equal(section, "keys"))
		return keymap_set(config->keymap, name, value, err);
	if (str_equal(section, "notify"))
		return telling_set(&config->telling, name, value, err);
	if (str_equal(section, "rules"))
		return state_rules_add(&config->rules, name, value, err);
	return err_set(err, 0, "there is no section [%s]", section);
}

/* inih's handler: 1 for a good line. inih tells the number of the first bad one, this keeps its reason. */
static int on_value(void *user, const char *section, const char *name, const char *value)
{
	struct reading *reading = user;
	if (reading->failed)
		return 0;
	reading->failed = !set_value(reading->config, section, name, value, reading->err);
	return !reading->failed;
}

static bool read_file(struct config *config, const char *path, struct err *err)
{
	struct err unreadable = {0};
	char *text = path_read(path, CONFIG_MAX_BYTES, &unreadable);
	if (!text)
		return unreadable.code == ENOENT || err_set(err, unreadable.code, "%s", unreadable.text);
	struct reading reading = {.config = config, .err = err};
	err_set(err, 0, "this is neither a [section] nor a “name = value”");
	int line = ini_parse_string(text, on_value, &reading);
	free(text);
	if (line == 0)
		return telling_check(&config->telling, err) || err_prefix(err, "%s", path);
	return err_prefix(err, "%s:%d", path, line);
}

bool config_init(struct config *config, struct err *err)
{
	*config = (struct config){.keymap = keymap_create()};
	telling_init(&config->telling);
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
	state_rules_finish(&config->rules);
	*config = (struct config){0};
}
