/* fields: struct proto_fields as one JSON object; seen in this room only. */
#ifndef COVEY_PROTO_FIELDS_H
#define COVEY_PROTO_FIELDS_H

#include "proto/field.h"
#include "proto/shape.h"

/* Into zeroed `fields`; sets `present`. */
bool fields_read(struct shape_reader *reader, proto_field_set allowed, proto_field_set required,
                 const struct cJSON *object, struct proto_fields *fields);

/* "{…}" with what is present. */
void fields_write(struct buf *out, const struct proto_fields *fields);

#endif
