/*
 * json: building and printing JSON for what is not the wire protocol (`covey … --json`,
 * an event's stored form). A thin cover over cJSON, so that this room alone knows it.
 */
#ifndef COVEY_PROTO_JSON_H
#define COVEY_PROTO_JSON_H

#include <stdbool.h>
#include <stdint.h>

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

#endif
