/*
 * kind: how each kind of member is checked, read into its slot and written from it.
 */
#include "proto/shape.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"
#include "proto/error.h"
#include "proto/limit.h"
#include "proto/names.h"
#include "proto/parse.h"
#include "proto/value.h"
#include "proto/write.h"

/* Up to here a double holds every whole number (RFC 8259, section 6). */
#define INT_LIMIT 9007199254740991.0

/* What every struct proto_…_list looks like. Copied in and out, since the types differ. */
struct any_list {
	const void *items;
	size_t len;
};

_Static_assert(sizeof(struct any_list) == sizeof(struct proto_message_list), "lists are alike");
_Static_assert(sizeof(unsigned) == sizeof(enum proto_role), "enums are stored as unsigned");

static bool wrong_type(struct shape_reader *reader)
{
	return shape_fail(reader, PROTO_ERROR_INVALID_PARAMS, "has the wrong type");
}

/* Strings */

static bool read_string(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                        void *slot)
{
	(void)kind;
	if (!cJSON_IsString(value))
		return wrong_type(reader);
	if (strchr(value->valuestring, PARSE_BAD_BYTE))
		return shape_fail(reader, PROTO_ERROR_INVALID_PARAMS,
		                  "has a character that no text may have");
	*(const char **)slot = arena_strdup(reader->arena, value->valuestring);
	return true;
}

static bool read_nullable_string(struct shape_reader *reader, const struct shape_kind_info *kind,
                                 const cJSON *value, void *slot)
{
	return cJSON_IsNull(value) || read_string(reader, kind, value, slot);
}

/* One that is always shown is "" where there is none: null is no string (protocol.md, section 3). */
static void write_text_slot(struct buf *out, const struct shape_kind_info *kind, const void *slot)
{
	(void)kind;
	const char *text = *(const char *const *)slot;
	write_string(out, text ? text : "");
}

static void write_string_slot(struct buf *out, const struct shape_kind_info *kind, const void *slot)
{
	(void)kind;
	write_string(out, *(const char *const *)slot);
}

static bool pointer_is_empty(const void *slot)
{
	return !*(const void *const *)slot;
}

/* An array of strings; `inner` (or NULL) is the member that holds one where an element is an object. */
static bool read_span(struct shape_reader *reader, const cJSON *value, const char *inner,
                      struct strspan *span)
{
	if (!cJSON_IsArray(value))
		return wrong_type(reader);
	size_t len = (size_t)cJSON_GetArraySize(value);
	const char **items = arena_array(reader->arena, len, sizeof(*items));
	*span = (struct strspan){items, len};
	for (const cJSON *item = value->child; item; item = item->next) {
		bool wrapped = inner && cJSON_IsObject(item);
		const cJSON *string = wrapped ? cJSON_GetObjectItemCaseSensitive(item, inner) : item;
		if (!read_string(reader, NULL, string, items++))
			return false;
	}
	return true;
}

static bool read_strings(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                         void *slot)
{
	(void)kind;
	return read_span(reader, value, NULL, slot);
}

/* The SDK names a new room's members by objects. */
static bool read_users(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                       void *slot)
{
	(void)kind;
	return read_span(reader, value, "userID", slot);
}

static void write_strings(struct buf *out, const struct shape_kind_info *kind, const void *slot)
{
	const struct strspan *span = slot;
	(void)kind;
	buf_append_char(out, '[');
	for (size_t i = 0; i < span->len; i++) {
		write_comma(out);
		write_string(out, span->items[i]);
	}
	buf_append_char(out, ']');
}

static bool span_is_empty(const void *slot)
{
	return ((const struct strspan *)slot)->len == 0;
}

/* Numbers and truth */

static bool read_int(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                     void *slot)
{
	(void)kind;
	if (!cJSON_IsNumber(value))
		return wrong_type(reader);
	double number = value->valuedouble;
	if (!(number >= -INT_LIMIT && number <= INT_LIMIT))
		return shape_fail(reader, PROTO_ERROR_OUT_OF_RANGE, "is out of its range");
	int64_t whole = (int64_t)number;
	if ((double)whole != number)
		return wrong_type(reader);
	*(int64_t *)slot = whole;
	return true;
}

static void write_int_slot(struct buf *out, const struct shape_kind_info *kind, const void *slot)
{
	(void)kind;
	write_int(out, *(const int64_t *)slot);
}

static bool read_code(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                      void *slot)
{
	int64_t number = 0;
	if (!read_int(reader, kind, value, &number))
		return false;
	if (number < INT32_MIN || number > INT32_MAX)
		return shape_fail(reader, PROTO_ERROR_OUT_OF_RANGE, "is out of its range");
	*(int *)slot = (int)number;
	return true;
}

static void write_code(struct buf *out, const struct shape_kind_info *kind, const void *slot)
{
	(void)kind;
	write_int(out, *(const int *)slot);
}

static bool read_bool(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                      void *slot)
{
	(void)kind;
	if (!cJSON_IsBool(value))
		return wrong_type(reader);
	*(bool *)slot = cJSON_IsTrue(value);
	return true;
}

static void write_bool_slot(struct buf *out, const struct shape_kind_info *kind, const void *slot)
{
	(void)kind;
	write_bool(out, *(const bool *)slot);
}

/* Names of enums */

static bool read_enum(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                      void *slot)
{
	unsigned index;
	if (!cJSON_IsString(value))
		return wrong_type(reader);
	if (!names_find(kind->names, value->valuestring, &index))
		return shape_fail(reader, PROTO_ERROR_INVALID_PARAMS, "is none of the names that it may be");
	memcpy(slot, &index, sizeof(index));
	return true;
}

static bool read_any_message_type(struct shape_reader *reader, const struct shape_kind_info *kind,
                                  const cJSON *value, void *slot)
{
	unsigned index = PROTO_MESSAGE_CUSTOM;
	if (!cJSON_IsString(value))
		return wrong_type(reader);
	names_find(kind->names, value->valuestring, &index);
	memcpy(slot, &index, sizeof(index));
	return true;
}

static void write_enum(struct buf *out, const struct shape_kind_info *kind, const void *slot)
{
	unsigned index;
	memcpy(&index, slot, sizeof(index));
	write_string(out, kind->names->items[index]);
}

/* Structs */

static bool read_embedded(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                          void *slot)
{
	return shape_read_struct(reader, kind->shape, value, slot);
}

static void write_embedded(struct buf *out, const struct shape_kind_info *kind, const void *slot)
{
	shape_write_struct(out, kind->shape, slot);
}

static bool read_limits(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                        void *slot)
{
	struct proto_limits *limits = slot;
	*limits = proto_limits_default;
	limits->upload_kept_seconds = 0; /* who does not know of it does not do it */
	return read_embedded(reader, kind, value, slot);
}

static bool read_pointer(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                         void *slot)
{
	void *made = arena_alloc(reader->arena, kind->shape->size);
	*(const void **)slot = made;
	return shape_read_struct(reader, kind->shape, value, made);
}

static void write_pointer(struct buf *out, const struct shape_kind_info *kind, const void *slot)
{
	const void *value = *(const void *const *)slot;
	if (value)
		shape_write_struct(out, kind->shape, value);
	else
		buf_append_str(out, "null");
}

static bool read_list(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                      void *slot)
{
	if (!cJSON_IsArray(value))
		return wrong_type(reader);
	size_t len = (size_t)cJSON_GetArraySize(value);
	char *items = arena_array(reader->arena, len, kind->shape->size), *next = items;
	for (const cJSON *item = value->child; item; item = item->next, next += kind->shape->size)
		if (!shape_read_struct(reader, kind->shape, item, next))
			return false;
	memcpy(slot, &(struct any_list){items, len}, sizeof(struct any_list));
	return true;
}

static void write_list(struct buf *out, const struct shape_kind_info *kind, const void *slot)
{
	struct any_list list;
	memcpy(&list, slot, sizeof(list));
	buf_append_char(out, '[');
	for (size_t i = 0; i < list.len; i++) {
		write_comma(out);
		shape_write_struct(out, kind->shape, (const char *)list.items + i * kind->shape->size);
	}
	buf_append_char(out, ']');
}

static bool list_is_empty(const void *slot)
{
	struct any_list list;
	memcpy(&list, slot, sizeof(list));
	return list.len == 0;
}

/* Payloads */

static char *print_json(struct arena *arena, const cJSON *value)
{
	char *printed = cJSON_PrintUnformatted(value);
	if (!printed)
		abort();
	char *copy = arena_strdup(arena, printed);
	cJSON_free(printed);
	return copy;
}

static bool read_payload(struct shape_reader *reader, const struct shape_kind_info *kind, const cJSON *value,
                         void *slot)
{
	struct proto_payload *payload = slot;
	if (!read_embedded(reader, kind, value, slot))
		return false;
	payload->json = print_json(reader->arena, value);
	/* Also in members that are not ours. */
	if (strchr(payload->json, PARSE_BAD_BYTE))
		return shape_fail(reader, PROTO_ERROR_INVALID_PARAMS,
		                  "has a character that no text may have");
	return true;
}

static void write_payload(struct buf *out, const struct shape_kind_info *kind, const void *slot)
{
	const struct proto_payload *payload = slot;
	if (payload->json)
		buf_append_str(out, payload->json);
	else
		write_embedded(out, kind, slot);
}

static bool payload_is_empty(const void *slot)
{
	const struct proto_payload *payload = slot;
	return !payload->json && !payload->text && !payload->file_name && !payload->file_url &&
	       !payload->data && !payload->description && !payload->extension;
}

/* The kinds */

/* clang-format off */
#define ENUM(table) {.read = read_enum, .write = write_enum, .names = &names_##table}
#define POINTER(name) \
	{.read = read_pointer, .write = write_pointer, .is_empty = pointer_is_empty, .shape = &value_##name##_shape}
#define LIST(name) \
	{.read = read_list, .write = write_list, .is_empty = list_is_empty, .shape = &value_##name##_shape}
/* clang-format on */

const struct shape_kind_info shape_kinds[SHAPE_KIND_COUNT] = {
        [SHAPE_STRING] = {.read = read_string, .write = write_text_slot, .is_empty = pointer_is_empty},
        [SHAPE_NULLABLE_STRING] = {.read = read_nullable_string,
                                   .write = write_string_slot,
                                   .is_empty = pointer_is_empty},
        [SHAPE_INT] = {.read = read_int, .write = write_int_slot},
        [SHAPE_CODE] = {.read = read_code, .write = write_code},
        [SHAPE_BOOL] = {.read = read_bool, .write = write_bool_slot},
        [SHAPE_STRINGS] = {.read = read_strings, .write = write_strings, .is_empty = span_is_empty},
        [SHAPE_USERS] = {.read = read_users, .write = write_strings, .is_empty = span_is_empty},
        [SHAPE_REMIND] = ENUM(remind_type),
        [SHAPE_ROOM_TYPE] = ENUM(room_type),
        [SHAPE_CONV_TYPE] = ENUM(conversation_type),
        [SHAPE_MESSAGE_TYPE] = ENUM(message_type),
        [SHAPE_ROLE] = ENUM(role),
        [SHAPE_ANY_MESSAGE_TYPE] = {.read = read_any_message_type,
                                    .write = write_enum,
                                    .names = &names_message_type},
        [SHAPE_PAYLOAD] = {.read = read_payload,
                           .write = write_payload,
                           .is_empty = payload_is_empty,
                           .shape = &value_payload_shape},
        [SHAPE_LIMITS] = {.read = read_limits, .write = write_embedded, .shape = &value_limits_shape},
        [SHAPE_MESSAGE] = POINTER(message),
        [SHAPE_CONVERSATION] = POINTER(conversation),
        [SHAPE_USER] = POINTER(user),
        [SHAPE_ROOM] = POINTER(room),
        [SHAPE_QUOTE] = POINTER(quote),
        [SHAPE_MESSAGE_LIST] = LIST(message),
        [SHAPE_CONVERSATION_LIST] = LIST(conversation),
        [SHAPE_REACTION_LIST] = LIST(reaction),
        [SHAPE_FAILURE_LIST] = LIST(failure),
        [SHAPE_USER_LIST] = LIST(user),
        [SHAPE_ROOM_LIST] = LIST(room),
        [SHAPE_MEMBER_LIST] = LIST(member),
        [SHAPE_STATUS_LIST] = LIST(status),
};
