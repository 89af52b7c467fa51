/* A file has one line for each user: "USER TOKEN". Neither has blanks. */
#include "client/credentials.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"

#define CREDENTIALS_MAX_BYTES ((size_t)64 * 1024)

/* "wss://host" and "wss://host/" are one server. */
static char *file_path(const char *url, struct err *err)
{
	size_t len = strlen(url);
	while (len > 0 && url[len - 1] == '/')
		len--;
	char *server = mem_strndup(url, len);
	char *name = path_escape(server);
	char *relative = path_join("logins", name);
	char *path = path_in(PATH_STATE, relative, err);
	free(relative);
	free(name);
	free(server);
	return path;
}

/* "" when there is no file; NULL and `err` when it cannot be read. */
static char *read_file(const char *path, struct err *err)
{
	struct err why = {0};
	char *text = path_read(path, CREDENTIALS_MAX_BYTES, &why);
	if (!text && why.code == ENOENT)
		return mem_strdup("");
	if (!text)
		err_set(err, why.code, "%s", why.text);
	return text;
}

/* Cuts the next line out of `*rest` into its two words; false at the end. What is not two words is passed over. */
static bool next_login(char **rest, char **user, char **token)
{
	char *line;
	while ((line = strsep(rest, "\n"))) {
		*user = strsep(&line, " ");
		*token = line;
		if (!str_empty(*user) && !str_empty(*token))
			return true;
	}
	return false;
}

static bool pick(const char *url, const char *wanted, char *text, struct credentials *out, struct err *err)
{
	char *user, *token;
	while (next_login(&text, &user, &token)) {
		if (wanted && !str_equal(user, wanted))
			continue;
		if (out->user)
			return err_set(err, 0, "several logins are remembered for %s: say which with --user",
			               url);
		*out = (struct credentials){.user = mem_strdup(user), .token = mem_strdup(token)};
	}
	return out->user != NULL;
}

bool credentials_load(const char *url, const char *user, struct credentials *out, struct err *err)
{
	*out = (struct credentials){0};
	char *path = file_path(url, err);
	char *text = path ? read_file(path, err) : NULL;
	bool ok = text && pick(url, user, text, out, err);
	if (!ok)
		credentials_finish(out);
	free(text);
	free(path);
	return ok;
}

void credentials_finish(struct credentials *credentials)
{
	free(credentials->user);
	free(credentials->token);
	*credentials = (struct credentials){0};
}

/* The file anew: the other users' lines, and this one's where there is a token. */
static bool rewrite(const char *url, const char *user, const char *token, struct err *err)
{
	char *other, *other_token;
	struct buf fresh;
	buf_init(&fresh, CREDENTIALS_MAX_BYTES);
	char *path = file_path(url, err);
	char *text = path ? read_file(path, err) : NULL, *rest = text;
	bool ok = text != NULL;
	while (ok && next_login(&rest, &other, &other_token)) {
		if (!str_equal(other, user))
			buf_printf(&fresh, "%s %s\n", other, other_token);
	}
	if (token)
		buf_printf(&fresh, "%s %s\n", user, token);
	if (ok && fresh.overflow)
		ok = err_set(err, 0, "%s: too many logins", path);
	ok = ok && path_write_private(path, fresh.data, err);
	buf_finish(&fresh);
	free(text);
	free(path);
	return ok;
}

bool credentials_save(const char *url, const char *user, const char *token, struct err *err)
{
	if (strpbrk(user, " \n") || strpbrk(token, " \n"))
		return err_set(err, 0, "the server gave a token that cannot be kept");
	return rewrite(url, user, token, err);
}

bool credentials_forget(const char *url, const char *user, struct err *err)
{
	return rewrite(url, user, NULL, err);
}
