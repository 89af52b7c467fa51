/* native_event: what the server tells unasked, as the events of state. */
#ifndef COVEY_BACKEND_NATIVE_EVENT_H
#define COVEY_BACKEND_NATIVE_EVENT_H

#include "proto/frame.h"
#include "state/event.h"

/*
 * Adds what `event` brings. A numbered event always adds one that carries its number, even where state has no
 * word for what happened.
 */
void native_event(struct state_event_list *events, const struct proto_event *event, const char *self);

#endif
