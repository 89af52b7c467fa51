/*
 * Going to a conversation by typing a part of its name; and, when none is meant, starting one with a
 * person, joining a room or making it.
 */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "ui/label.h"

#define FOUND_MAX 100
#define DETAIL_MAX 1024
/* User and room IDs (protocol.md, section 3). */
#define PERSON_ID_MAX 32
#define ROOM_ID_MAX 48

enum jump_deed {
	JUMP_OPEN, /* the conversation `value` */
	JUMP_PERSON, /* start one with `value` */
	JUMP_JOIN,
	JUMP_MAKE,
};

/* Where it is filed, and what is unread in it. */
static void add_found(struct dialog *dialog, const struct state_conversation *conversation)
{
	struct buf detail;
	char count[LABEL_COUNT_SIZE];
	buf_init(&detail, DETAIL_MAX);
	for (size_t i = 0; i < conversation->convgroups.len; i++)
		buf_printf(&detail, "%s%s", i > 0 ? ", " : "", conversation->convgroups.items[i]);
	label_count(conversation->unread, count);
	if (conversation->unread > 0)
		buf_printf(&detail, "%s%s unread", detail.len > 0 ? "  " : "", count);
	char *label = label_conversation(conversation);
	dialog_add_choice(dialog, label, detail.data, conversation->id, JUMP_OPEN);
	free(label);
	buf_finish(&detail);
}

static bool is_id(const char *text, size_t most)
{
	size_t len = strlen(text);
	return len > 0 && len <= most &&
	       strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == len;
}

static void add_start(struct dialog *dialog, const char *format, const char *id, const char *detail,
                      enum jump_deed deed)
{
	char label[256];
	snprintf(label, sizeof(label), format, id);
	dialog_add_choice(dialog, label, detail, id, (int)deed);
}

static bool is_known(const struct state *state, enum state_conversation_kind kind, const char *peer)
{
	for (size_t i = 0; i < state->order.len; i++)
		if (state->order.items[i]->kind == kind && str_equal(state->order.items[i]->peer, peer))
			return true;
	return false;
}

/* "#name" means a room only; without the sign it can be either. */
static void add_starts(struct ui_turn *turn, struct dialog *dialog)
{
	const char *text = dialog->input.text, *id = *text == '#' ? text + 1 : text;
	if (*text != '#' && is_id(id, PERSON_ID_MAX) && !is_known(turn->state, STATE_PERSON, id))
		add_start(dialog, "start a conversation with “%s”", id, "person", JUMP_PERSON);
	if (!is_id(id, ROOM_ID_MAX) || is_known(turn->state, STATE_ROOM, id))
		return;
	add_start(dialog, "join room #%s", id, "room", JUMP_JOIN);
	add_start(dialog, "make room #%s", id, "new room", JUMP_MAKE);
}

static void list_conversations(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state_conversation *found[FOUND_MAX];
	const char *text = dialog->input.text;
	size_t count = state_find(turn->state, *text == '#' ? text + 1 : text, found, FOUND_MAX);
	dialog_clear_choices(dialog);
	for (size_t i = 0; i < count; i++)
		if (*text != '#' || found[i]->kind == STATE_ROOM)
			add_found(dialog, found[i]);
	dialog_set_remark(dialog, *text ? "" : "Type a part of a name, a person or a #room");
	add_starts(turn, dialog);
}

static void go(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	struct state_request *request;
	if (!choice)
		return;
	switch ((enum jump_deed)choice->deed) {
	case JUMP_OPEN:
		ui_open(turn, choice->value);
		dialog_close(dialog);
		return;
	case JUMP_PERSON:
		request = ui_dialog_request(turn, STATE_REQUEST_FIND_PERSON);
		request->person = ui_keep(turn, choice->value);
		return;
	case JUMP_JOIN:
		request = ui_dialog_request(turn, STATE_REQUEST_ROOM_JOIN);
		break;
	default:
		request = ui_dialog_request(turn, STATE_REQUEST_ROOM_CREATE);
		request->room_name = ui_keep(turn, choice->value);
	}
	request->room = ui_keep(turn, choice->value);
	mem_replace(&dialog->wanted, choice->value);
}

/* A person's conversation comes with the answer; a room's with an event that follows it. */
static void gone(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	if (answer->conversation_count > 0)
		ui_open(turn, answer->conversations[0].id);
	else if (dialog->wanted)
		mem_replace(&turn->ui->awaited_room, dialog->wanted);
}

void jump_open(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "go there",
	        .refresh = list_conversations,
	        .accept = go,
	        .done = gone,
	};
	dialog_open(&turn->ui->dialog, &purpose, "Go to");
	ui_refresh_dialog(turn);
}
