/*
 * What the screen costs, on one core: 1,000 conversations in 20 groups, 10,000 messages that come in, a
 * picture after every message; and a key typed meanwhile.
 *
 *     cmake -B build -DCMAKE_BUILD_TYPE=Release -DCOVEY_TESTS=ON && build/tests/bench_ui
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "ui/ui.h"

#define CONVERSATIONS 1000
#define CONVGROUPS 20
#define MESSAGES 10000
#define KEYS 2000
#define WIDTH 160
#define HEIGHT 50
#define NOW INT64_C(1795426800000)

struct bench {
	struct state state;
	struct keymap *keymap;
	struct ui *ui;
	struct grid grid;
	struct arena arena;
	char *ids[CONVERSATIONS];
	size_t drawn;
};

static void apply(struct bench *bench, struct state_event event)
{
	struct state_effect_list effects;
	state_effect_list_init(&effects);
	event.now_ms = NOW;
	state_apply(&bench->state, &event, &effects);
	state_effect_list_finish(&effects);
}

static void apply_all(struct bench *bench, struct state_event_list *events)
{
	for (size_t i = 0; i < events->events.len; i++)
		apply(bench, events->events.items[i]);
	state_event_list_clear(events);
}

static void draw(struct bench *bench)
{
	struct state_event_list events;
	state_event_list_init(&events);
	ui_follow(bench->ui, &bench->state, &events);
	apply_all(bench, &events);
	state_event_list_finish(&events);
	bench->drawn += ui_draw(bench->ui, &bench->state, NOW, &bench->grid);
	state_drawn(&bench->state);
}

static void press(struct bench *bench, struct key key)
{
	struct state_event_list events;
	state_event_list_init(&events);
	ui_key(bench->ui, &bench->state, key, NOW, &events);
	apply_all(bench, &events);
	state_event_list_finish(&events);
}

static void fill(struct bench *bench)
{
	struct state_conversation *conversations =
	        arena_array(&bench->arena, CONVERSATIONS, sizeof(*conversations));
	const char *names[CONVGROUPS];
	for (int i = 0; i < CONVGROUPS; i++)
		names[i] = arena_printf(&bench->arena, "Group %d", i);
	for (int i = 0; i < CONVERSATIONS; i++) {
		char *name = arena_printf(&bench->arena, "room-%d", i);
		bench->ids[i] = arena_printf(&bench->arena, "GROUP%s", name);
		conversations[i] = (struct state_conversation){
		        .id = bench->ids[i],
		        .kind = STATE_ROOM,
		        .peer = name,
		        .name = name,
		        .convgroups = {(char **)&names[i % CONVGROUPS], 1, 1},
		};
	}
	apply(bench, (struct state_event){.type = STATE_EVENT_LOGGED_IN, .self = "alice"});
	apply(bench,
	      (struct state_event){.type = STATE_EVENT_CONVGROUPS_LISTED, .convgroups = {names, CONVGROUPS}});
	apply(bench, (struct state_event){
	                     .type = STATE_EVENT_CONVERSATIONS_LISTED,
	                     .conversations = conversations,
	                     .conversation_count = CONVERSATIONS,
	             });
	apply(bench, (struct state_event){.type = STATE_EVENT_OPEN, .conversation = bench->ids[0]});
}

/* Every tenth goes to the open conversation. */
static void receive(struct bench *bench, int number)
{
	int index = number % 10 == 0 ? 0 : number % CONVERSATIONS;
	const struct state_conversation *conversation = state_conversation(&bench->state, bench->ids[index]);
	const char *where = bench->ids[index];
	struct state_message message = {
	        .id = arena_printf(&bench->arena, "m%d", number),
	        .sequence = conversation->last_sequence + 1,
	        .from = (char *)(number % 3 ? "bob" : "carol"),
	        .time_ms = NOW + number,
	        .text = (char *)"A sentence of the usual length, 项目会议改到三点, with a link "
	                        "https://example.org/x",
	};
	apply(bench, (struct state_event){
	                     .type = STATE_EVENT_MESSAGES_RECEIVED,
	                     .messages = &message,
	                     .message_conversations = &where,
	                     .message_count = 1,
	             });
}

static void report(const char *what, int count, int64_t ms)
{
	printf("%-44s %7d  %8.3f ms each\n", what, count, (double)ms / count);
}

int main(void)
{
	struct bench bench = {0};
	state_init(&bench.state, "alice@host");
	bench.keymap = keymap_create();
	bench.ui = ui_create(&(struct ui_config){.keymap = bench.keymap});
	grid_init(&bench.grid, WIDTH, HEIGHT);
	arena_init(&bench.arena);
	fill(&bench);
	draw(&bench);

	int64_t start = clock_mono_ms();
	for (int i = 0; i < MESSAGES; i++)
		receive(&bench, i);
	report("messages applied, no picture", MESSAGES, clock_mono_ms() - start);

	start = clock_mono_ms();
	for (int i = 0; i < MESSAGES; i++) {
		receive(&bench, i);
		draw(&bench);
	}
	report("messages applied, a picture after each", MESSAGES, clock_mono_ms() - start);

	start = clock_mono_ms();
	for (int i = 0; i < KEYS; i++) {
		press(&bench, (struct key){i % 60 ? (uint32_t)'x' : UI_KEY_BACKSPACE, 0});
		draw(&bench);
	}
	report("keys typed, a picture after each", KEYS, clock_mono_ms() - start);
	printf("%zu pictures of %dx%d\n", bench.drawn, WIDTH, HEIGHT);

	ui_destroy(bench.ui);
	keymap_destroy(bench.keymap);
	state_finish(&bench.state);
	grid_finish(&bench.grid);
	arena_finish(&bench.arena);
	return 0;
}
