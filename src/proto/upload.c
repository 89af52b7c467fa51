#include "proto/upload.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "proto/parse.h"

#define ID_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

/* What stands behind `prefix`, where that is one word of ID_CHARACTERS; else NULL. */
static const char *id_behind(const char *prefix, const char *path)
{
	if (!path || !str_has_prefix(path, prefix))
		return NULL;
	const char *id = path + strlen(prefix);
	size_t len = strspn(id, ID_CHARACTERS);
	return len > 0 && id[len] == '\0' ? id : NULL;
}

bool proto_is_file_url(const char *url)
{
	return id_behind(PROTO_FILE_PREFIX, url) && strlen(url) <= PROTO_FILE_URL_MAX;
}

const char *proto_upload_name(const char *path)
{
	const char *name = id_behind(PROTO_UPLOAD_PREFIX, path);
	return name && strlen(name) <= PROTO_UPLOAD_NAME_MAX ? name : NULL;
}

char *proto_decode_upload(const char *answer, size_t len)
{
	struct arena arena;
	struct parsed parsed;
	char *url = NULL;
	arena_init(&arena);
	if (!parse_text(&arena, answer, len, &parsed)) {
		const char *found =
		        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(parsed.root, "fileUrl"));
		if (proto_is_file_url(found))
			url = mem_strdup(found);
		parse_finish(&parsed);
	}
	arena_finish(&arena);
	return url;
}
