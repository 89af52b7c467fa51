/*
 * What one event costs a client with 1,000 conversations in 20 groups and a window of 500 messages:
 *
 *     cmake -B build -DCMAKE_BUILD_TYPE=Release -DCOVEY_TESTS=ON && build/tests/bench_state
 */
#include <stdio.h>

#include "base/clock.h"
#include "state/query.h"

#define CONVERSATIONS 1000
#define CONVGROUPS 20
#define SPAN_MS 500

struct bench {
	struct state state;
	struct state_effect_list effects;
	char ids[CONVERSATIONS][16];
	char groups[CONVGROUPS][16];
	int64_t sequences[CONVERSATIONS]; /* each conversation's newest */
	int64_t now_ms;
	unsigned turn;
};

static void apply(struct bench *bench, struct state_event event)
{
	event.now_ms = ++bench->now_ms;
	state_effect_list_clear(&bench->effects);
	state_apply(&bench->state, &event, &bench->effects);
}

static void begin(struct bench *bench)
{
	static struct state_conversation list[CONVERSATIONS];
	static char *filed[CONVERSATIONS];
	const char *names[CONVGROUPS];
	state_init(&bench->state, "bench");
	state_effect_list_init(&bench->effects);
	for (int i = 0; i < CONVGROUPS; i++) {
		snprintf(bench->groups[i], sizeof(bench->groups[i]), "Group %d", i);
		names[i] = bench->groups[i];
	}
	for (int i = 0; i < CONVERSATIONS; i++) {
		snprintf(bench->ids[i], sizeof(bench->ids[i]), "person%d", i);
		filed[i] = bench->groups[i % CONVGROUPS];
		list[i] = (struct state_conversation){.id = bench->ids[i],
		                                      .peer = bench->ids[i],
		                                      .kind = STATE_PERSON,
		                                      .last_time_ms = i,
		                                      .convgroups = {&filed[i], i % 10 != 0, 1}};
	}
	apply(bench, (struct state_event){.type = STATE_EVENT_LOGGED_IN, .self = "alice", .resumed = true});
	apply(bench,
	      (struct state_event){.type = STATE_EVENT_CONVGROUPS_LISTED, .convgroups = {names, CONVGROUPS}});
	apply(bench, (struct state_event){.type = STATE_EVENT_CONVERSATIONS_LISTED,
	                                  .conversations = list,
	                                  .conversation_count = CONVERSATIONS});
}

static void end(struct bench *bench)
{
	state_effect_list_finish(&bench->effects);
	state_finish(&bench->state);
}

/* ---- what is measured ---- */

static void receive_in(struct bench *bench, unsigned at)
{
	const char *id = bench->ids[at];
	char message_id[24];
	snprintf(message_id, sizeof(message_id), "m%lld", (long long)++bench->sequences[at]);
	const struct state_message message = {
	        .id = message_id,
	        .sequence = bench->sequences[at],
	        .from = bench->ids[at],
	        .text = (char *)"Wer unterschreibt das? The second shipment is here.",
	        .time_ms = bench->now_ms,
	};
	apply(bench, (struct state_event){.type = STATE_EVENT_MESSAGES_RECEIVED,
	                                  .position = bench->now_ms,
	                                  .messages = &message,
	                                  .message_conversations = &id,
	                                  .message_count = 1});
}

/* The worst place: the oldest conversation becomes the newest. */
static void receive_anywhere(struct bench *bench)
{
	receive_in(bench, bench->turn++ % CONVERSATIONS);
}

static void receive_in_current(struct bench *bench)
{
	receive_in(bench, 0);
}

static void draw_rows(struct bench *bench)
{
	struct state_rows rows = {0};
	state_sidebar_rows(&bench->state, &rows);
	vec_finish(&rows);
}

static void find(struct bench *bench)
{
	for (size_t i = 0; i < bench->state.order.len; i++)
		state_fit(bench->state.order.items[i], "son99", "son99");
}

static void next_unread(struct bench *bench)
{
	state_next_unread(&bench->state);
}

/* The worst: the person of the oldest conversation. */
static void come(struct bench *bench)
{
	const struct state_conversation *oldest = bench->state.order.items[CONVERSATIONS - 1];
	const struct state_person person = {.id = oldest->peer, .presence = STATE_PRESENCE_ONLINE};
	apply(bench,
	      (struct state_event){.type = STATE_EVENT_STATUSES, .people = &person, .person_count = 1});
}

static void measure(struct bench *bench, const char *what, void (*run)(struct bench *bench))
{
	int64_t start = clock_mono_ms(), span;
	long count = 0;
	do {
		for (int i = 0; i < 100; i++)
			run(bench);
		count += 100;
		span = clock_mono_ms() - start;
	} while (span < SPAN_MS);
	printf("%-36s %8.2f us\n", what, (double)span * 1000.0 / (double)count);
}

int main(void)
{
	static struct bench bench;
	begin(&bench);
	measure(&bench, "a message in any conversation", receive_anywhere);
	apply(&bench, (struct state_event){.type = STATE_EVENT_OPEN, .conversation = bench.ids[0]});
	apply(&bench, (struct state_event){.type = STATE_EVENT_VIEW, .shown = true});
	measure(&bench, "a message in the one that is viewed", receive_in_current);
	measure(&bench, "somebody comes", come);
	measure(&bench, "the sidebar's rows", draw_rows);
	measure(&bench, "finding by a part of a name", find);
	measure(&bench, "the next unread", next_unread);
	end(&bench);
	return 0;
}
