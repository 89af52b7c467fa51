#include "backend/backend.h"

#include <stdlib.h>

void backend_out_init(struct backend_out *out)
{
	*out = (struct backend_out){0};
	state_event_list_init(&out->events);
}

void backend_out_finish(struct backend_out *out)
{
	backend_out_clear(out);
	vec_finish(&out->frames);
	state_event_list_finish(&out->events);
}

void backend_out_clear(struct backend_out *out)
{
	state_event_list_clear(&out->events);
	for (size_t i = 0; i < out->frames.len; i++)
		free(out->frames.items[i]);
	vec_clear(&out->frames);
	out->retry_after_ms = 0;
}
