/*
 * Rooms: what the server says of them beside their conversations: whether they are private, whose they are, what they
 * are about.
 *
 * None of it is kept. Where a conversation is open, and a room is there of which it is not known, all rooms are asked
 * for in one request; from then on the server tells what changes.
 */
#include "state/apply.h"

static void take(struct apply *apply, const struct state_room *said)
{
	struct state_conversation *room = conversation_with(apply->state, STATE_ROOM, said->id);
	if (!room)
		return;
	room->described = true;
	room->private_room = said->private_room;
	room->owned = str_equal(said->owner, apply->state->self);
	mem_replace(&room->about, str_empty(said->about) ? NULL : said->about);
	apply->state->dirty |= STATE_DIRTY_SIDEBAR | STATE_DIRTY_MESSAGES;
}

void rooms_changed(struct apply *apply)
{
	for (size_t i = 0; i < apply->event->room_count; i++)
		take(apply, &apply->event->rooms[i]);
}

void rooms_answered(struct apply *apply, const struct state_pending *pending,
                    const struct state_event *answer)
{
	if (answer->code == STATE_CODE_LOST && pending->ticket == 0)
		apply->state->rooms_wanted = true;
	for (size_t i = 0; answer->code == 0 && i < answer->room_count; i++)
		take(apply, &answer->rooms[i]);
}

void rooms_make_stale(struct state *state)
{
	for (size_t i = 0; i < state->order.len; i++)
		state->order.items[i]->described = false;
	state->rooms_wanted = true;
}

static bool is_unknown(const struct state *state)
{
	for (size_t i = 0; i < state->order.len; i++)
		if (state->order.items[i]->kind == STATE_ROOM && !state->order.items[i]->described)
			return true;
	return false;
}

/* Who opens nothing, as the command line, needs none of it. */
void rooms_follow(struct apply *apply)
{
	struct state *state = apply->state;
	if (!state->rooms_wanted || !state->current || state->status != STATE_ONLINE ||
	    pending_has(state, STATE_REQUEST_ROOM_LIST))
		return;
	state->rooms_wanted = false;
	if (is_unknown(state))
		pending_request(apply, &(struct state_request){.type = STATE_REQUEST_ROOM_LIST});
}
