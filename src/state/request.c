#include "state/request.h"

#include <assert.h>

#include "base/arena.h"

const char *state_request_text(enum state_request_type type)
{
	static const char *const texts[STATE_REQUEST_COUNT] = {
#define X(name, text) [STATE_REQUEST_##name] = text,
	        STATE_REQUESTS(X)
#undef X
	};
	assert(type < STATE_REQUEST_COUNT);
	return texts[type];
}

static const char *const request_names[STATE_REQUEST_COUNT] = {
#define X(name, text) [STATE_REQUEST_##name] = #name,
        STATE_REQUESTS(X)
#undef X
};

const char *state_request_name(enum state_request_type type)
{
	assert(type < STATE_REQUEST_COUNT);
	return request_names[type];
}

enum state_request_type state_request_named(const char *name)
{
	int type = 0;
	while (type < STATE_REQUEST_COUNT && !str_equal(request_names[type], name))
		type++;
	return (enum state_request_type)type;
}

struct state_request *state_request_copy(struct arena *arena, const struct state_request *request)
{
	struct state_request *copy = arena_alloc(arena, sizeof(*copy));
	*copy = *request;
	copy->conversation = arena_strdup(arena, request->conversation);
	copy->conversations = strspan_copy(arena, request->conversations);
	copy->convgroup = arena_strdup(arena, request->convgroup);
	copy->from_convgroup = arena_strdup(arena, request->from_convgroup);
	copy->new_name = arena_strdup(arena, request->new_name);
	copy->convgroups = strspan_copy(arena, request->convgroups);
	copy->text = arena_strdup(arena, request->text);
	copy->client_id = arena_strdup(arena, request->client_id);
	copy->message = arena_strdup(arena, request->message);
	copy->file = arena_strdup(arena, request->file);
	copy->mentions = strspan_copy(arena, request->mentions);
	copy->room = arena_strdup(arena, request->room);
	copy->room_name = arena_strdup(arena, request->room_name);
	copy->people = strspan_copy(arena, request->people);
	copy->person = arena_strdup(arena, request->person);
	return copy;
}
