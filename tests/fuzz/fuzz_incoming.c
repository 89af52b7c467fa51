/*
 * Any bytes as a server's frame: refused with a reason, or decoded into what is decoded alike from
 * its own encoding. The id chooses the method whose answer it is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "proto/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static enum proto_method method_of(void *context, int64_t id)
{
	(void)context;
	return id < 0 || id >= PROTO_METHOD_COUNT ? PROTO_METHOD_COUNT : (enum proto_method)id;
}

/* False for what a client has nothing to encode of. */
static bool encode(struct buf *out, const struct proto_incoming *incoming)
{
	char id[24];
	snprintf(id, sizeof(id), "%lld", (long long)incoming->id);
	switch (incoming->type) {
	case PROTO_INCOMING_RESULT:
		return proto_encode_result(out, id, method_of(NULL, incoming->id), &incoming->result);
	case PROTO_INCOMING_FAILURE:
		return proto_encode_failure(out, id, &incoming->failure);
	case PROTO_INCOMING_EVENT:
		return proto_encode_event(out, &incoming->event);
	case PROTO_INCOMING_UNKNOWN:
		break;
	}
	return false;
}

static void check(struct arena *arena, const struct proto_incoming *incoming)
{
	struct buf first, second;
	struct proto_incoming again;
	buf_init(&first, 1 << 24);
	buf_init(&second, 1 << 24);
	if (encode(&first, incoming)) {
		require(proto_decode_incoming(arena, first.data, first.len, method_of, NULL, &again, NULL));
		require(again.type == incoming->type);
		require(encode(&second, &again));
		require(strcmp(first.data, second.data) == 0);
	}
	buf_finish(&first);
	buf_finish(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct proto_incoming incoming;
	struct err err = {0};
	arena_init(&arena);
	if (proto_decode_incoming(&arena, (const char *)data, size, method_of, NULL, &incoming, &err))
		check(&arena, &incoming);
	else
		require(err.text[0] != '\0');
	arena_finish(&arena);
	return 0;
}
