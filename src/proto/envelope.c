#include "proto/envelope.h"

#include <stddef.h>

#include <cjson/cJSON.h>

#include "base/str.h"

static const struct {
	const char *name;
	size_t offset;
} members[] = {
        {"jsonrpc", offsetof(struct envelope, jsonrpc)}, {"id", offsetof(struct envelope, id)},
        {"method", offsetof(struct envelope, method)},   {"params", offsetof(struct envelope, params)},
        {"result", offsetof(struct envelope, result)},   {"error", offsetof(struct envelope, error)},
};

static const cJSON **slot_of(struct envelope *envelope, const char *name)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		if (str_equal(members[i].name, name))
			return (const cJSON **)((char *)envelope + members[i].offset);
	return NULL;
}

bool envelope_read(const struct cJSON *root, struct envelope *envelope)
{
	*envelope = (struct envelope){0};
	if (!cJSON_IsObject(root))
		return false;
	for (const cJSON *item = root->child; item; item = item->next) {
		const cJSON **slot = slot_of(envelope, item->string);
		if (slot && *slot)
			return false;
		if (slot)
			*slot = item;
	}
	return true;
}

bool envelope_is_2_0(const struct envelope *envelope)
{
	return cJSON_IsString(envelope->jsonrpc) && str_equal(envelope->jsonrpc->valuestring, "2.0");
}
