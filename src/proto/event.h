/* event: an event's `data`, read; seen in this room only (frame.h has the rest). */
#ifndef COVEY_PROTO_EVENT_H
#define COVEY_PROTO_EVENT_H

#include "proto/frame.h"
#include "proto/shape.h"

/* Into `event`, whose type is set and the rest zero. */
bool event_read_data(struct shape_reader *reader, const struct cJSON *data, struct proto_event *event);

/* False when there is no such event. */
bool event_type_from_name(const char *name, enum proto_event_type *type);

#endif
