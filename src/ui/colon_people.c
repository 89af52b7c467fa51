/* The commands for people: what one says of oneself, blocking, members and their roles, a room's name. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "ui/label.h"
#include "ui/private.h"

/* ---- what one says of oneself ---- */

static const char *seen_name(struct ui_turn *turn, const char *name)
{
	return arena_printf(&turn->events->arena, "Others see you as “%s”",
	                    str_empty(name) ? turn->state->self : name);
}

static const char *seen_status(struct ui_turn *turn, const char *status)
{
	if (str_empty(status))
		return "Others see no status of you";
	return arena_printf(&turn->events->arena, "Others see “%s” beside your name", status);
}

const char *colon_text(struct ui_turn *turn, const struct colon_call *call)
{
	size_t len = strlen(call->rest);
	if (call->words.len == 1 && *call->rest == '"')
		return ui_keep(turn, call->words.items[0]);
	while (len > 0 && strchr(COLON_BLANKS, call->rest[len - 1]))
		len--;
	return arena_strndup(&turn->events->arena, call->rest, len);
}

/* The server may say no: what others see then is what they saw. */
static struct state_request *change(struct ui_turn *turn, enum state_request_type type, const char *text,
                                    const char *seen)
{
	struct state_request *request = ui_dialog_request(turn, type);
	request->text = text;
	mem_replace(&turn->ui->dialog.done, seen);
	return request;
}

static void ask_about_self(struct ui_turn *turn, enum state_request_type type)
{
	ui_dialog_request(turn, type)->people = ui_keep_one(turn, turn->state->self);
}

bool colon_nick(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const char *text = colon_text(turn, call);
	(void)err;
	if (call->words.len == 0)
		ask_about_self(turn, STATE_REQUEST_PROFILES);
	else
		change(turn, STATE_REQUEST_NICK, text, seen_name(turn, text));
	return true;
}

bool colon_status(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const char *text = colon_text(turn, call);
	(void)err;
	if (call->words.len == 0)
		ask_about_self(turn, STATE_REQUEST_STATUSES);
	else
		change(turn, STATE_REQUEST_STATUS, text, seen_status(turn, text));
	return true;
}

void colon_tell_self(struct ui_turn *turn, enum state_request_type asked, const struct state_event *answer)
{
	const struct state_person nobody = {0}, *self = answer->person_count > 0 ? answer->people : &nobody;
	ui_notice(turn, false, "%s",
	          asked == STATE_REQUEST_PROFILES ? seen_name(turn, self->name)
	                                          : seen_status(turn, self->status));
}

/* ---- others ---- */

/* A user ID, as it is or with "@" before it; without a word the one that it is about. */
static const char *person_of(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_conversation *here = people_here(turn);
	if (call->words.len > 0)
		return ui_keep(turn, call->words.items[0] + (*call->words.items[0] == '@'));
	if (here && here->kind == STATE_PERSON)
		return here->peer;
	err_set(err, 0, "Say who: this is no conversation with one person");
	return NULL;
}

bool colon_block(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const char *user = person_of(turn, call, err);
	if (user)
		people_ask_block(turn, user);
	return user != NULL;
}

bool colon_unblock(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const char *user = person_of(turn, call, err);
	if (user)
		ui_dialog_request(turn, STATE_REQUEST_UNBLOCK)->people = ui_keep_one(turn, user);
	return user != NULL;
}

static void add_person(struct buf *text, const struct state *state, const char *user)
{
	char *name = label_person_id(state, user);
	buf_printf(text, "%s%s", text->len > 0 ? ", " : "", name);
	free(name);
}

bool colon_blocked(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct strlist *blocked = &turn->state->blocked;
	struct buf text;
	(void)call, (void)err;
	buf_init(&text, 1024);
	for (size_t i = 0; i < blocked->len; i++)
		add_person(&text, turn->state, blocked->items[i]);
	ui_notice(turn, false, "%s%s", blocked->len > 0 ? "Blocked: " : "Nobody is blocked",
	          text.len > 0 ? text.data : "");
	buf_finish(&text);
	return true;
}

static const struct state_conversation *conversation_of(struct ui_turn *turn, const struct colon_call *call,
                                                        size_t index, struct err *err)
{
	const struct state_conversation *here = people_here(turn);
	if (call->words.len > index)
		return colon_conversation(turn->state, call->words.items[index], err);
	if (!here)
		err_set(err, 0, "Say which conversation: the cursor is on none");
	return here;
}

bool colon_delete_conversation(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_conversation *conversation = conversation_of(turn, call, 0, err);
	if (conversation && conversation->kind == STATE_NOTES)
		return err_set(err, 0, "Your notes stay");
	if (conversation)
		people_ask_delete(turn, conversation);
	return conversation != NULL;
}

/* ---- rooms ---- */

static const struct state_conversation *room_of(struct ui_turn *turn, const struct colon_call *call,
                                                size_t index, struct err *err)
{
	const struct state_conversation *room = conversation_of(turn, call, index, err);
	if (!room || room->kind == STATE_ROOM)
		return room;
	err_set(err, 0, "“%s” is no room", room->name);
	return NULL;
}

bool colon_members(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_conversation *room = room_of(turn, call, 0, err);
	if (room)
		people_open_list(turn, room);
	return room != NULL;
}

static bool change_person(struct ui_turn *turn, const struct colon_call *call, enum state_request_type type,
                          bool admin, struct err *err)
{
	const struct state_conversation *room = room_of(turn, call, 1, err);
	if (!room)
		return false;
	struct state_request *request = ui_dialog_request(turn, type);
	request->room = ui_keep(turn, room->peer);
	request->person = person_of(turn, call, err);
	request->flag = admin;
	return true;
}

bool colon_admin(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	return change_person(turn, call, STATE_REQUEST_ROOM_ROLE, true, err);
}

bool colon_no_admin(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	return change_person(turn, call, STATE_REQUEST_ROOM_ROLE, false, err);
}

bool colon_hand_over(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	return change_person(turn, call, STATE_REQUEST_ROOM_HAND_OVER, false, err);
}

bool colon_dismiss_room(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_conversation *room = room_of(turn, call, 0, err);
	if (room)
		rooms_ask_dismiss(turn, room);
	return room != NULL;
}

static const struct state_conversation *room_here(struct ui_turn *turn, struct err *err)
{
	const struct state_conversation *room = people_here(turn);
	if (room && room->kind == STATE_ROOM)
		return room;
	err_set(err, 0, "Open the room first, or put the cursor on it");
	return NULL;
}

bool colon_rename_room(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_conversation *room = room_here(turn, err);
	if (!room)
		return false;
	const char *name = colon_text(turn, call);
	char *label = label_room(name);
	const char *seen = arena_printf(&turn->events->arena, "The room is called %s now", label);
	free(label);
	struct state_request *request = change(turn, STATE_REQUEST_ROOM_CHANGE, NULL, seen);
	request->room = ui_keep(turn, room->peer);
	request->room_name = name;
	return true;
}

/* "#test is about “trucks”" */
static const char *said_of(struct ui_turn *turn, const struct state_conversation *room, const char *about)
{
	char *label = label_conversation(room);
	const char *text =
	        str_empty(about) ? arena_printf(&turn->events->arena, "Nothing says what %s is about", label)
	                         : arena_printf(&turn->events->arena, "%s is about “%s”", label, about);
	free(label);
	return text;
}

static void say_what_it_is_about(struct ui_turn *turn, const struct state_conversation *room)
{
	if (room->described)
		ui_notice(turn, false, "%s", said_of(turn, room, room->about));
	else
		ui_notice(turn, true, "What it is about is not known yet: the server has not said it");
}

bool colon_describe_room(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_conversation *room = room_here(turn, err);
	if (!room)
		return false;
	if (call->words.len == 0) {
		say_what_it_is_about(turn, room);
		return true;
	}
	const char *text = colon_text(turn, call);
	change(turn, STATE_REQUEST_ROOM_CHANGE, text, said_of(turn, room, text))->room =
	        ui_keep(turn, room->peer);
	return true;
}
