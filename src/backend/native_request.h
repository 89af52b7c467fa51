/* native_request: what a client asks, as a method and its params. */
#ifndef COVEY_BACKEND_NATIVE_REQUEST_H
#define COVEY_BACKEND_NATIVE_REQUEST_H

#include "proto/method.h"
#include "state/request.h"

/* Of a room's members so many are asked for at a time. */
#define NATIVE_MEMBERS_PAGE 100

/* `params` (zeroed) borrows from `request`. */
enum proto_method native_request_fill(const struct state_request *request, struct proto_fields *params);

#endif
