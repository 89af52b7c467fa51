#include "proto/json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "proto/parse.h"

static cJSON *unwrap(struct json *json)
{
	return (cJSON *)json;
}

/* cJSON's failures are those of memory alone. */
static cJSON *made(cJSON *item)
{
	if (!item)
		abort();
	return item;
}

struct json *json_object(void)
{
	return (struct json *)made(cJSON_CreateObject());
}

struct json *json_array(void)
{
	return (struct json *)made(cJSON_CreateArray());
}

void json_destroy(struct json *json)
{
	cJSON_Delete(unwrap(json));
}

void json_set(struct json *object, const char *name, struct json *value)
{
	cJSON_AddItemToObject(unwrap(object), name, unwrap(value));
}

static struct json *new_string(const char *value)
{
	return (struct json *)made(value ? cJSON_CreateString(value) : cJSON_CreateNull());
}

void json_set_string(struct json *object, const char *name, const char *value)
{
	json_set(object, name, new_string(value));
}

void json_set_int(struct json *object, const char *name, int64_t value)
{
	/* Not as a cJSON number: that is a double, and prints 10^15 as 1e+15. */
	char digits[24];
	snprintf(digits, sizeof(digits), "%" PRId64, value);
	json_set(object, name, (struct json *)made(cJSON_CreateRaw(digits)));
}

void json_set_bool(struct json *object, const char *name, bool value)
{
	json_set(object, name, (struct json *)made(cJSON_CreateBool(value)));
}

void json_push(struct json *array, struct json *value)
{
	cJSON_AddItemToArray(unwrap(array), unwrap(value));
}

void json_push_string(struct json *array, const char *value)
{
	json_push(array, new_string(value));
}

/* What cJSON leaves as it is, and a terminal may obey. Outside of strings there is none of it. */
static char *escape_controls(const char *text)
{
	struct buf out;
	uint32_t codepoint;
	size_t len = strlen(text);
	buf_init(&out, len * 6); /* the worst is DEL, which becomes \u007f */
	for (size_t step; (step = utf8_decode(text, len, &codepoint)); text += step, len -= step) {
		if (utf8_is_control(codepoint))
			buf_printf(&out, "\\u%04x", (unsigned)codepoint);
		else
			buf_append(&out, text, step);
	}
	char *escaped = buf_take(&out);
	buf_finish(&out);
	return escaped;
}

char *json_print(const struct json *json)
{
	char *text = cJSON_PrintUnformatted((const cJSON *)json);
	if (!text)
		abort();
	char *escaped = escape_controls(text);
	cJSON_free(text);
	return escaped;
}

/* ---- reading ---- */

struct json *json_read(const char *text, struct err *err)
{
	struct arena arena;
	struct parsed parsed;
	arena_init(&arena);
	const char *wrong = parse_text(&arena, text, strlen(text), &parsed);
	if (wrong)
		err_set(err, 0, "%s", wrong);
	arena_finish(&arena);
	return wrong ? NULL : (struct json *)parsed.root;
}

static const char *string_of(const cJSON *item)
{
	const char *string = cJSON_GetStringValue(item);
	return string && !strchr(string, PARSE_BAD_BYTE) ? string : NULL;
}

const char *json_get_string(const struct json *object, const char *name)
{
	return string_of(cJSON_GetObjectItemCaseSensitive((const cJSON *)object, name));
}

bool json_get_strings(const struct json *object, const char *name, struct arena *arena,
                      struct strspan *strings)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive((const cJSON *)object, name), *item;
	if (!cJSON_IsArray(list))
		return false;
	const char **items = arena_array(arena, (size_t)cJSON_GetArraySize(list), sizeof(*items));
	size_t len = 0;
	cJSON_ArrayForEach(item, list) if (!(items[len++] = string_of(item))) return false;
	*strings = (struct strspan){items, len};
	return true;
}
