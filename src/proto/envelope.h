/* envelope: the outermost members of a JSON-RPC object, either way; seen in this room only. */
#ifndef COVEY_PROTO_ENVELOPE_H
#define COVEY_PROTO_ENVELOPE_H

#include <stdbool.h>

struct cJSON;

/* Borrowed from the tree; NULL: not there. */
struct envelope {
	const struct cJSON *jsonrpc, *id, *method, *params, *result, *error;
};

/* False when `root` is no object, or has one of these twice. */
bool envelope_read(const struct cJSON *root, struct envelope *envelope);

/* Whether it says that it is JSON-RPC 2.0. */
bool envelope_is_2_0(const struct envelope *envelope);

#endif
