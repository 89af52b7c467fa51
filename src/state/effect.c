#include "state/effect.h"

void state_effect_list_init(struct state_effect_list *list)
{
	*list = (struct state_effect_list){0};
	arena_init(&list->arena);
}

void state_effect_list_finish(struct state_effect_list *list)
{
	vec_finish(&list->effects);
	arena_finish(&list->arena);
}

void state_effect_list_clear(struct state_effect_list *list)
{
	vec_clear(&list->effects);
	arena_reset(&list->arena);
}

struct state_effect *state_effect_add(struct state_effect_list *list, enum state_effect_type type)
{
	struct state_effect effect = {.type = type};
	vec_push(&list->effects, effect);
	return &list->effects.items[list->effects.len - 1];
}
