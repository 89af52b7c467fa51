/*
 * Any bytes as a request: refused with an answer that can be sent, or decoded into what is
 * decoded alike from its own encoding.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "proto/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void encode(struct buf *out, const struct proto_request *request)
{
	require(proto_encode_request(out, 1, request->method, &request->params));
}

static void check_request(struct arena *arena, const struct proto_request *request)
{
	struct buf first, second;
	struct proto_request again;
	struct proto_failure_info failure;
	buf_init(&first, 1 << 24);
	buf_init(&second, 1 << 24);
	encode(&first, request);
	require(proto_decode_request(arena, first.data, first.len, &again, &failure));
	require(again.method == request->method && again.params.present == request->params.present);
	encode(&second, &again);
	require(strcmp(first.data, second.data) == 0);
	buf_finish(&first);
	buf_finish(&second);
}

static void check_failure(proto_id id, const struct proto_failure_info *failure)
{
	struct buf answer;
	buf_init(&answer, 1 << 24);
	require(failure->code != PROTO_OK);
	if (id) {
		require(proto_encode_failure(&answer, id, failure));
		require(utf8_valid(answer.data, answer.len));
	}
	buf_finish(&answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct proto_request request;
	struct proto_failure_info failure;
	arena_init(&arena);
	if (proto_decode_request(&arena, (const char *)data, size, &request, &failure))
		check_request(&arena, &request);
	else
		check_failure(request.id, &failure);
	arena_finish(&arena);
	return 0;
}
