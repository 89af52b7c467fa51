#include "proto/shape.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "proto/error.h"
#include "proto/write.h"

#define BIT(i) ((shape_set)1 << (i))

bool shape_fail(struct shape_reader *reader, int code, const char *problem)
{
	reader->code = code;
	reader->problem = problem;
	return false;
}

static bool fail_member(struct shape_reader *reader, const struct shape_member *member, const char *problem)
{
	reader->field = member->name;
	return shape_fail(reader, PROTO_ERROR_INVALID_PARAMS, problem);
}

bool shape_read_member(struct shape_reader *reader, const struct shape_member *member,
                       const struct cJSON *value, void *out)
{
	const struct shape_kind_info *kind = &shape_kinds[member->kind];
	if (kind->read(reader, kind, value, (char *)out + member->offset))
		return true;
	/* On the way out of nested objects, so that the outermost name is what remains. */
	reader->field = member->name;
	return false;
}

/* The place of `name` among the members of `set`, or -1. */
static int find_member(const struct shape *shape, shape_set set, const char *name)
{
	for (; set; set &= set - 1) {
		int i = shape_first(set);
		if (strcmp(shape->members[i].name, name) == 0)
			return i;
	}
	return -1;
}

static bool read_item(struct shape_reader *reader, const struct shape *shape, shape_set allowed,
                      const struct cJSON *item, void *out, shape_set *seen)
{
	/* Members mostly come in the table's order: then the first one not yet seen is it. */
	int i = find_member(shape, allowed & ~*seen, item->string);
	if (i < 0) {
		i = find_member(shape, *seen, item->string);
		return i < 0 || fail_member(reader, &shape->members[i], "is given twice");
	}
	const struct shape_member *member = &shape->members[i];
	if (reader->null_is_absent && cJSON_IsNull(item) && member->mode != SHAPE_REQUIRED)
		return true;
	*seen |= BIT(i);
	return shape_read_member(reader, member, item, out);
}

bool shape_read(struct shape_reader *reader, const struct shape *shape, shape_set allowed, shape_set required,
                const struct cJSON *object, void *out, shape_set *seen)
{
	shape_set there = 0;
	if (!cJSON_IsObject(object))
		return shape_fail(reader, PROTO_ERROR_INVALID_PARAMS, "has the wrong type");
	for (const cJSON *item = object->child; item; item = item->next)
		if (!read_item(reader, shape, allowed, item, out, &there))
			return false;
	shape_set missing = required & ~there;
	if (missing)
		return fail_member(reader, &shape->members[shape_first(missing)], "is missing");
	if (seen)
		*seen = there;
	return !shape->settle || shape->settle(reader, out);
}

bool shape_read_struct(struct shape_reader *reader, const struct shape *shape, const struct cJSON *object,
                       void *out)
{
	shape_set allowed = 0, required = 0;
	for (size_t i = 0; i < shape->count; i++) {
		allowed |= BIT(i);
		if (shape->members[i].mode == SHAPE_REQUIRED)
			required |= BIT(i);
	}
	return shape_read(reader, shape, allowed, required, object, out, NULL);
}

void shape_write_member(struct buf *out, const struct shape_member *member, const void *value)
{
	const struct shape_kind_info *kind = &shape_kinds[member->kind];
	kind->write(out, kind, (const char *)value + member->offset);
}

void shape_write(struct buf *out, const struct shape *shape, shape_set set, const void *value)
{
	buf_append_char(out, '{');
	for (; set; set &= set - 1) {
		const struct shape_member *member = &shape->members[shape_first(set)];
		write_name(out, member->name);
		shape_write_member(out, member, value);
	}
	buf_append_char(out, '}');
}

static bool is_empty(const struct shape_member *member, const void *value)
{
	const struct shape_kind_info *kind = &shape_kinds[member->kind];
	return kind->is_empty && kind->is_empty((const char *)value + member->offset);
}

void shape_write_struct(struct buf *out, const struct shape *shape, const void *value)
{
	shape_set set = 0, hidden = shape->hidden ? shape->hidden(value) : 0;
	for (size_t i = 0; i < shape->count; i++)
		if (shape->members[i].mode != SHAPE_OPTIONAL || !is_empty(&shape->members[i], value))
			set |= BIT(i);
	shape_write(out, shape, set & ~hidden, value);
}
