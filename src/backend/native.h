/* native: covey's own wire protocol (assets/protocol.md) as a backend. */
#ifndef COVEY_BACKEND_NATIVE_H
#define COVEY_BACKEND_NATIVE_H

#include "backend/backend.h"

/* The caller ends it with backend->ops->destroy(). */
struct backend *native_create(void);

#endif
