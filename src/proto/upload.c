#include "proto/upload.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "proto/parse.h"

#define ID_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

bool proto_is_file_url(const char *url)
{
	if (!url || !str_has_prefix(url, PROTO_FILE_PREFIX))
		return false;
	const char *id = url + strlen(PROTO_FILE_PREFIX);
	size_t len = strspn(id, ID_CHARACTERS);
	return len > 0 && id[len] == '\0' && strlen(url) <= PROTO_FILE_URL_MAX;
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
