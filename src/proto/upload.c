#include "proto/upload.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "proto/parse.h"

static bool is_file_url(const char *url)
{
	return url && str_has_prefix(url, PROTO_FILE_PREFIX) && strlen(url) <= PROTO_FILE_URL_MAX &&
	       !strchr(url, PARSE_BAD_BYTE);
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
		if (is_file_url(found))
			url = mem_strdup(found);
		parse_finish(&parsed);
	}
	arena_finish(&arena);
	return url;
}
