/*
 * Arrivals: rooms that the person is in of a sudden, because somebody added him. The server's event has the room
 * alone and does not say what happened to it; the lists that follow have its conversation. Who joins a room or makes
 * it here knows that already.
 */
#include "state/apply.h"

#include "base/buf.h"

void arrivals_note(struct apply *apply)
{
	struct state *state = apply->state;
	for (size_t i = 0; i < apply->event->room_count; i++) {
		const char *room = apply->event->rooms[i].id;
		if (!str_empty(room) && state->arrivals.len < STATE_STRANGERS_MAX &&
		    !str_equal(room, state->entered) && !conversation_with(state, STATE_ROOM, room))
			strlist_add(&state->arrivals, room);
	}
}

void arrivals_entered(struct apply *apply, const struct state_pending *pending,
                      const struct state_event *answer)
{
	(void)pending;
	if (answer->code == 0 && answer->room_count > 0)
		mem_replace(&apply->state->entered, answer->rooms[0].id);
}

/* Those that are there now; one that is not was left again meanwhile. */
void arrivals_tell(struct apply *apply)
{
	struct state *state = apply->state;
	struct buf names;
	if (state->arrivals.len == 0)
		return;
	buf_init(&names, STATE_EXCERPT);
	for (size_t i = 0; i < state->order.len && !names.overflow; i++) {
		const struct state_conversation *room = state->order.items[i];
		if (room->kind == STATE_ROOM && strlist_contains(&state->arrivals, room->peer))
			buf_printf(&names, "%s%s", names.len > 0 ? ", " : "",
			           conversation_label(&apply->effects->arena, room));
	}
	if (names.len > 0)
		notice_set(apply, false, "You are in %s%s now", names.data, names.overflow ? ", …" : "");
	buf_finish(&names);
	strlist_clear(&state->arrivals);
}
