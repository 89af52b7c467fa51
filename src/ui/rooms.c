/* What is done to the room under the cursor. */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/label.h"

#define PEOPLE_MAX 100

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

void rooms_invite(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PROMPT,
	        .verb = "invite them",
	        .refresh = say_how,
	        .accept = invite,
	};
	const struct state_conversation *room = room_here(turn, "Invite to a room");
	if (room)
		open_for(turn, &purpose, "Invite to %s", room);
}

/* ---- leaving ---- */

static void say_what_leaving_means(struct ui_turn *turn, struct dialog *dialog)
{
	(void)turn;
	dialog_set_body(dialog, "You get no more messages of it and cannot read the old ones, "
	                        "until you come back.");
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
	open_for(turn, &purpose, "Leave %s?", room);
}

void rooms_leave(struct ui_turn *turn)
{
	const struct state_conversation *room = room_here(turn, "Leave a room");
	if (room)
		rooms_ask_leave(turn, room);
}
