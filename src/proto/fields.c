#include "proto/fields.h"

static const struct shape_member members[PROTO_FIELD_COUNT] = {
#define X(NAME, wire, kind, member) \
	[PROTO_FIELD_##NAME] = {wire, SHAPE_##kind, SHAPE_SHOWN, offsetof(struct proto_fields, member)},
        PROTO_FIELDS(X)
#undef X
};

static const struct shape fields_shape = {
        .members = members, .count = PROTO_FIELD_COUNT, .size = sizeof(struct proto_fields)};

bool fields_read(struct shape_reader *reader, proto_field_set allowed, proto_field_set required,
                 const struct cJSON *object, struct proto_fields *fields)
{
	return shape_read(reader, &fields_shape, allowed, required, object, fields, &fields->present);
}

void fields_write(struct buf *out, const struct proto_fields *fields)
{
	shape_write(out, &fields_shape, fields->present, fields);
}
