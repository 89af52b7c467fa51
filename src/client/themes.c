#include "client/themes.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "client/inifile.h"

#define SUFFIX ".theme"

static bool set_line(void *context, const char *section, const char *name, const char *value, struct err *err)
{
	return theme_set(context, section, name, value, err);
}

/* The status line, which tells of a mistake, has no room for a whole path. */
static bool load_file(struct themes *themes, const char *path, const char *name, struct err *err)
{
	struct theme *theme = themes_add(themes, name);
	struct err why = {0};
	if (inifile_read(path, set_line, theme, &why)) {
		theme_settle(theme);
		return true;
	}
	themes_drop_last(themes);
	const char *slash = strrchr(path, '/');
	size_t folder = str_has_prefix(why.text, path) ? (size_t)(slash + 1 - path) : 0;
	return err_set(err, why.code, "%s", why.text + folder);
}

static int is_theme(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name), suffix = strlen(SUFFIX);
	return len > suffix && strcmp(entry->d_name + len - suffix, SUFFIX) == 0;
}

bool themes_load_folder(struct themes *themes, const char *folder, struct err *err)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_theme, alphasort);
	bool ok = true;
	for (int i = 0; i < count; i++) {
		const char *file = entries[i]->d_name;
		char *name = mem_strndup(file, strlen(file) - strlen(SUFFIX));
		char *path = path_join(folder, file);
		if (!themes_find(themes, name) && !load_file(themes, path, name, ok ? err : NULL))
			ok = false;
		free(path);
		free(name);
		free(entries[i]);
	}
	free(entries);
	return ok;
}

static bool load_beside_program(struct themes *themes, struct err *err)
{
	static const char *const places[] = {"../share/covey/themes", "../assets/themes"};
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	bool ok = true;
	if (len <= 0)
		return true;
	self[len] = '\0';
	*strrchr(self, '/') = '\0';
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		char *folder = path_join(self, places[i]);
		ok = themes_load_folder(themes, folder, ok ? err : NULL) && ok;
		free(folder);
	}
	return ok;
}

bool themes_load(struct themes *themes, struct err *err)
{
	char *own = path_in(PATH_CONFIG, "themes", NULL);
	bool ok = !own || themes_load_folder(themes, own, err);
	free(own);
	return load_beside_program(themes, ok ? err : NULL) && ok;
}
