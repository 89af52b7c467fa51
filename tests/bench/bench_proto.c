/*
 * How many frames a second are encoded and decoded, on one core:
 *
 *     cmake -B build -DCMAKE_BUILD_TYPE=Release -DCOVEY_TESTS=ON && build/tests/bench_proto
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "unit/proto/sample.h"

#define SPAN_MS 500
#define FRAME_MAX (1 << 20)

static enum proto_method method_of(void *context, int64_t id)
{
	(void)context;
	(void)id;
	return PROTO_METHOD_COUNT;
}

static void require(bool holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "bench_proto: %s failed\n", what);
		exit(1);
	}
}

struct bench {
	struct buf frame;
	struct proto_event event;
	struct proto_fields params;
};

static void encode_event(struct bench *bench)
{
	buf_clear(&bench->frame);
	require(proto_encode_event(&bench->frame, &bench->event), "encoding an event");
}

static void decode_event(struct bench *bench)
{
	struct arena arena;
	struct proto_incoming incoming;
	arena_init(&arena);
	require(proto_decode_incoming(&arena, bench->frame.data, bench->frame.len, method_of, NULL, &incoming,
	                              NULL),
	        "decoding an event");
	arena_finish(&arena);
}

static void encode_request(struct bench *bench)
{
	buf_clear(&bench->frame);
	require(proto_encode_request(&bench->frame, 7, PROTO_METHOD_SEND_MESSAGE, &bench->params),
	        "encoding a request");
}

static void decode_request(struct bench *bench)
{
	struct arena arena;
	struct proto_request request;
	struct proto_failure_info failure;
	arena_init(&arena);
	require(proto_decode_request(&arena, bench->frame.data, bench->frame.len, &request, &failure),
	        "decoding a request");
	arena_finish(&arena);
}

static void measure(const char *name, struct bench *bench, void (*step)(struct bench *))
{
	int64_t start = clock_mono_ms(), spent = 0;
	long count = 0;
	while (spent < SPAN_MS) {
		for (int i = 0; i < 100; i++)
			step(bench);
		count += 100;
		spent = clock_mono_ms() - start;
	}
	double per_second = (double)count * 1000 / (double)spent;
	printf("%-36s %10.0f frames/s %8.1f MB/s\n", name, per_second,
	       per_second * (double)bench->frame.len / 1e6);
}

int main(void)
{
	struct bench bench = {.params = sample_fields()};
	struct proto_conversation many[1000];
	buf_init(&bench.frame, FRAME_MAX);

	bench.event = sample_event(PROTO_EVENT_MESSAGE_RECEIVED);
	bench.event.messages.len = 1;
	measure("encode onMessageReceived", &bench, encode_event);
	measure("decode onMessageReceived", &bench, decode_event);

	for (size_t i = 0; i < 1000; i++)
		many[i] = sample_conversations[i % 2];
	bench.event = sample_event(PROTO_EVENT_CONVERSATIONS);
	bench.event.conversations = (struct proto_conversation_list){many, 1000};
	measure("encode 1000 conversations", &bench, encode_event);
	measure("decode 1000 conversations", &bench, decode_event);

	bench.params.present = proto_methods[PROTO_METHOD_SEND_MESSAGE].required;
	measure("encode sendMessage", &bench, encode_request);
	measure("decode sendMessage", &bench, decode_request);
	buf_finish(&bench.frame);
	return 0;
}
