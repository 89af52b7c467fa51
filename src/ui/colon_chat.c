/* The commands that everybody's fingers know from other chats: to rooms and people, and away from them. */
#include "base/err.h"
#include "ui/private.h"

bool colon_join(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const char *name = colon_text(turn, call);
	const struct state_conversation *room = colon_conversation(turn->state, name, NULL);
	(void)err;
	if (room && room->kind == STATE_ROOM) {
		ui_open(turn, room->id);
		return true;
	}
	name += *name == '#';
	ui_dialog_request(turn, STATE_REQUEST_ROOM_JOIN)->room = ui_keep(turn, name);
	mem_replace(&turn->ui->dialog.wanted, name);
	return true;
}

static bool make_room(struct ui_turn *turn, const struct colon_call *call, bool private_room)
{
	const char *name = colon_text(turn, call);
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_ROOM_CREATE);
	request->room_name = name + (*name == '#');
	request->flag = private_room;
	return true;
}

bool colon_new_room(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	(void)err;
	return make_room(turn, call, false);
}

bool colon_new_private_room(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	(void)err;
	return make_room(turn, call, true);
}

bool colon_query(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const char *name = call->words.items[0] + (*call->words.items[0] == '@');
	const struct state_conversation *person = colon_conversation(turn->state, name, NULL);
	(void)err;
	if (person && person->kind != STATE_ROOM)
		ui_open(turn, person->id);
	else
		ui_dialog_request(turn, STATE_REQUEST_FIND_PERSON)->person = ui_keep(turn, name);
	return true;
}

bool colon_msg(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_conversation *conversation =
	        colon_conversation(turn->state, call->words.items[0], err);
	if (!conversation)
		return false;
	struct state_event *event = state_event_add(turn->events, STATE_EVENT_SEND);
	event->conversation = ui_keep(turn, conversation->id);
	event->text = ui_keep(turn, call->tail);
	return true;
}

bool colon_part(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_conversation *room =
	        call->words.len > 0 ? colon_conversation(turn->state, call->words.items[0], err)
	                            : people_here(turn);
	if (call->words.len > 0 && !room)
		return false;
	if (!room || room->kind != STATE_ROOM)
		return err_set(err, 0, "This is for a room; delete-conversation takes a person off the list");
	rooms_ask_leave(turn, room);
	return true;
}
