/*
 * json: building, printing and reading JSON for what is not the wire protocol (`covey … --json`, files,
 * an event's stored form). A thin cover over cJSON, so that this room alone knows it.
 */
#ifndef COVEY_PROTO_JSON_H
#define COVEY_PROTO_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct err;
struct json; /* a cJSON underneath */

struct json *json_object(void);
struct json *json_array(void);
void json_destroy(struct json *json);

/* Adding takes ownership of `value`; a NULL string adds null. */
void json_set(struct json *object, const char *name, struct json *value);
void json_set_string(struct json *object, const char *name, const char *value);
void json_set_int(struct json *object, const char *name, int64_t value);
void json_set_bool(struct json *object, const char *name, bool value);
void json_push(struct json *array, struct json *value);
void json_push_string(struct json *array, const char *value);

/* One line without blanks, which the caller frees. Control characters are escaped, C1 and bidirectional ones, too. */
char *json_print(const struct json *json);

/* One value, as strictly as the wire protocol reads it; NULL and `err` when it is none. */
struct json *json_read(const char *text, struct err *err);

/* Of an object: the member's string, borrowed; NULL when there is none, or what is there is no string. */
const char *json_get_string(const struct json *object, const char *name);

/* The same for a list of strings, borrowed but for its items, which are in `arena`; false when it is anything else. */
bool json_get_strings(const struct json *object, const char *name, struct arena *arena,
                      struct strspan *strings);

#endif
