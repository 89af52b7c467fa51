#include "state/event.h"

void state_event_list_init(struct state_event_list *list)
{
	*list = (struct state_event_list){0};
	arena_init(&list->arena);
}

void state_event_list_finish(struct state_event_list *list)
{
	vec_finish(&list->events);
	arena_finish(&list->arena);
}

void state_event_list_clear(struct state_event_list *list)
{
	vec_clear(&list->events);
	arena_reset(&list->arena);
}

struct state_event *state_event_add(struct state_event_list *list, enum state_event_type type)
{
	struct state_event event = {.type = type};
	vec_push(&list->events, event);
	return &list->events.items[list->events.len - 1];
}
