/* What is done to the room under the cursor. */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "state/query.h"
#include "ui/label.h"

#define PEOPLE_MAX 100
#define NAMES_MAX 16384

static const struct state_conversation *room_here(struct ui_turn *turn, const char *what)
{
	const struct state_row *row = ui_row(turn);
	if (row && row->conversation && row->conversation->kind == STATE_ROOM)
		return row->conversation;
	ui_notice(turn, false, "%s: put the cursor on one first", what);
	return NULL;
}

static void open_for(struct ui_turn *turn, const struct dialog_purpose *purpose, const char *format,
                     const struct state_conversation *room)
{
	char *label = label_conversation(room), title[512];
	snprintf(title, sizeof(title), format, label);
	free(label);
	dialog_open(&turn->ui->dialog, purpose, title);
	turn->ui->dialog.conversation = mem_strdup(room->peer);
	ui_refresh_dialog(turn);
}

/* ---- inviting ---- */

static void say_how(struct ui_turn *turn, struct dialog *dialog)
{
	(void)turn;
	dialog_set_remark(dialog, "User names, with blanks between them");
}

static void invite(struct ui_turn *turn, struct dialog *dialog)
{
	const char **people = arena_array(&turn->events->arena, PEOPLE_MAX, sizeof(*people));
	char *text = arena_strdup(&turn->events->arena, dialog->input.text), *rest = NULL;
	size_t count = 0;
	for (char *name = strtok_r(text, " ,\t", &rest); name && count < PEOPLE_MAX;
	     name = strtok_r(NULL, " ,\t", &rest))
		people[count++] = name;
	if (count == 0)
		return;
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_ROOM_INVITE);
	request->room = ui_keep(turn, dialog->conversation);
	request->people = (struct strspan){people, count};
}

/* "Alice Lee and bob were added to #test"; who was in it before is in it now, too, which nobody has to be told. */
static void say_added(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	const struct state_conversation *room =
	        state_conversation_with(turn->state, STATE_ROOM, dialog->conversation);
	char *label = room ? label_conversation(room) : mem_strdup(dialog->conversation);
	struct buf names;
	buf_init(&names, NAMES_MAX);
	for (size_t i = 0; i < answer->ids.len; i++)
		buf_printf(&names, "%s%s",
		           i == 0                     ? ""
		           : i + 1 == answer->ids.len ? " and "
		                                      : ", ",
		           state_name_of(turn->state, answer->ids.items[i]));
	if (answer->ids.len > 0)
		ui_notice(turn, false, "%s %s added to %s", names.data, answer->ids.len > 1 ? "were" : "was",
		          label);
	else if (answer->failure_count == 0)
		ui_notice(turn, false, "Whom you named is in %s already", label);
	buf_finish(&names);
	free(label);
}

/* Who could not be invited stays in the line, to be put right. */
static void say_partly(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	struct buf failed;
	say_added(turn, dialog, answer);
	buf_init(&failed, NAMES_MAX);
	for (size_t i = 0; i < answer->failure_count; i++)
		buf_printf(&failed, "%s%s", i > 0 ? " " : "", answer->failures[i].conversation);
	line_set(&dialog->input, failed.data);
	buf_finish(&failed);
}

void rooms_invite(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PROMPT,
	        .verb = "invite them",
	        .refresh = say_how,
	        .accept = invite,
	        .done = say_added,
	        .partly = say_partly,
	};
	const struct state_conversation *room = room_here(turn, "Invite to a room");
	if (room)
		open_for(turn, &purpose, "Invite to %s", room);
}

/* ---- leaving ---- */

static void say_what_leaving_means(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state_conversation *room =
	        state_conversation_with(turn->state, STATE_ROOM, dialog->conversation);
	dialog_set_body(dialog,
	                room && room->private_room
	                        ? "You get no more messages of it and cannot read the old ones. It is "
	                          "private: only who is in it can bring you back, and what was said "
	                          "before is not shown then."
	                        : "You get no more messages of it and cannot read the old ones, until "
	                          "you come back.");
}

static void leave(struct ui_turn *turn, struct dialog *dialog)
{
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_ROOM_LEAVE);
	request->room = ui_keep(turn, dialog->conversation);
}

void rooms_ask_leave(struct ui_turn *turn, const struct state_conversation *room)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_CONFIRM,
	        .verb = "leave the room",
	        .refresh = say_what_leaving_means,
	        .accept = leave,
	};
	if (room->described && room->owned)
		ui_notice(turn, false,
		          "The owner cannot leave a room: hand it over (:hand-over) or :dismiss-room");
	else
		open_for(turn, &purpose, "Leave %s?", room);
}

void rooms_leave(struct ui_turn *turn)
{
	const struct state_conversation *room = room_here(turn, "Leave a room");
	if (room)
		rooms_ask_leave(turn, room);
}

/* ---- dismissing ---- */

static void say_what_dismissing_means(struct ui_turn *turn, struct dialog *dialog)
{
	(void)turn;
	dialog_set_body(dialog, "It goes for everybody who is in it, with all that was said there. "
	                        "Nobody can bring it back.");
}

static void dismiss(struct ui_turn *turn, struct dialog *dialog)
{
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_ROOM_DISMISS);
	request->room = ui_keep(turn, dialog->conversation);
}

void rooms_ask_dismiss(struct ui_turn *turn, const struct state_conversation *room)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_CONFIRM,
	        .verb = "dismiss the room",
	        .refresh = say_what_dismissing_means,
	        .accept = dismiss,
	};
	if (room->described && !room->owned)
		ui_notice(turn, false, "Only its owner dismisses a room");
	else
		open_for(turn, &purpose, "Dismiss %s?", room);
}

void rooms_dismiss(struct ui_turn *turn)
{
	const struct state_conversation *room = room_here(turn, "Dismiss a room");
	if (room)
		rooms_ask_dismiss(turn, room);
}
