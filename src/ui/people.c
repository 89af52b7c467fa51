/*
 * People: the list of who is in a room, or whom a conversation is with, with what can be done to each; and
 * blocking. The list knows the members, by an answer that is asked for again after each change; who of them is there
 * the state follows.
 */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "ui/glyph.h"
#include "ui/label.h"

/* Of more, nobody asks who is there. */
#define STATUSES_MAX 500
#define DETAIL_MAX 512

/* ---- what the list holds ---- */

void people_clear(struct people *people)
{
	for (size_t i = 0; i < people->list.len; i++) {
		free(people->list.items[i].id);
		free(people->list.items[i].name);
	}
	vec_clear(&people->list);
}

void people_finish(struct people *people)
{
	people_clear(people);
	vec_finish(&people->list);
}

static void add(struct people *people, const struct state_person *from)
{
	const struct state_person copy = {
	        .id = mem_strdup(from->id),
	        .name = mem_strdup(from->name),
	        .role = from->role,
	};
	vec_push(&people->list, copy);
}

/* ---- as choices ---- */

static bool is_blocked(const struct state *state, const char *user)
{
	return strlist_contains(&state->blocked, user);
}

/* "at lunch  Admin  blocked"; true when he is there. */
static bool add_choice(const struct state *state, struct dialog *dialog, const struct state_person *person)
{
	struct buf detail;
	char label[256];
	const char *status;
	bool named = !str_equal(person->id, person->name);
	bool online = state_presence_of(state, person->id, &status) == STATE_PRESENCE_ONLINE;
	buf_init(&detail, DETAIL_MAX);
	snprintf(label, sizeof(label), "%s %s%s%s%s", online ? glyph(GLYPH_ONLINE) : glyph(GLYPH_OFFLINE),
	         person->name, named ? " (" : "", named ? person->id : "", named ? ")" : "");
	if (status)
		buf_printf(&detail, "%s  ", status);
	if (person->role && !str_equal(person->role, "Member"))
		buf_printf(&detail, "%s  ", person->role);
	if (is_blocked(state, person->id))
		buf_append_str(&detail, "blocked");
	dialog_add_choice(dialog, label, detail.data, person->id, 0);
	buf_finish(&detail);
	return online;
}

/* ---- asking ---- */

static void ask_members(struct ui_turn *turn)
{
	ui_dialog_request(turn, STATE_REQUEST_ROOM_MEMBERS)->room =
	        ui_keep(turn, turn->ui->dialog.conversation);
}

static void ask_statuses(struct ui_turn *turn)
{
	const struct people *people = &turn->ui->people;
	size_t count = people->list.len < STATUSES_MAX ? people->list.len : STATUSES_MAX;
	const char **ids = arena_array(&turn->events->arena, count, sizeof(*ids));
	for (size_t i = 0; i < count; i++)
		ids[i] = people->list.items[i].id;
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_STATUSES);
	request->people = strspan_copy(&turn->events->arena, (struct strspan){ids, count});
	request->flag = true;
}

/* Whom a server told of that is gone, nobody tells of any more. */
static void follow_connection(struct ui_turn *turn, struct dialog *dialog)
{
	struct people *people = &turn->ui->people;
	bool online = turn->state->status == STATE_ONLINE;
	if (online && !people->online && dialog->ticket == 0)
		ask_members(turn);
	people->online = online;
}

static void list_people(struct ui_turn *turn, struct dialog *dialog)
{
	struct people *people = &turn->ui->people;
	size_t online = 0;
	char remark[128];
	follow_connection(turn, dialog);
	dialog_clear_choices(dialog);
	for (size_t i = 0; i < people->list.len; i++)
		online += add_choice(turn->state, dialog, &people->list.items[i]);
	const struct state_conversation *room =
	        state_conversation_with(turn->state, STATE_ROOM, dialog->conversation);
	snprintf(remark, sizeof(remark), "%zu here, of %zu%s", online, people->list.len,
	         room && room->private_room ? "; private" : "");
	dialog_set_remark(dialog, people->list.len > 0 ? remark : "");
}

static void answered(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	struct people *people = &turn->ui->people;
	switch (dialog->asked) {
	case STATE_REQUEST_ROOM_MEMBERS:
		people_clear(people);
		for (size_t i = 0; i < answer->person_count; i++)
			add(people, &answer->people[i]);
		ask_statuses(turn);
		break;
	case STATE_REQUEST_STATUSES:
		break;
	default:
		ask_members(turn);
	}
	list_people(turn, dialog);
}

static void open_chosen(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	if (choice)
		people_talk_to(turn, choice->value);
}

static const struct dialog_purpose list_purpose = {
        .kind = DIALOG_PEOPLE,
        .verb = "go",
        .refresh = list_people,
        .accept = open_chosen,
        .done = answered,
        .stays = true,
};

void people_open_list(struct ui_turn *turn, const struct state_conversation *room)
{
	char *label = label_conversation(room), title[512];
	snprintf(title, sizeof(title), "People in %s", label);
	free(label);
	people_clear(&turn->ui->people);
	dialog_open(&turn->ui->dialog, &list_purpose, title);
	turn->ui->dialog.conversation = mem_strdup(room->peer);
	turn->ui->people.online = turn->state->status == STATE_ONLINE;
	ask_members(turn);
	ui_refresh_dialog(turn);
}

const struct state_conversation *people_here(struct ui_turn *turn)
{
	const struct state_row *row = ui_row(turn);
	if (turn->ui->in_sidebar)
		return row ? row->conversation : NULL;
	return state_conversation(turn->state, ui_target(turn->ui, turn->state));
}

void people_members(struct ui_turn *turn)
{
	const struct state_conversation *room = people_here(turn);
	if (room && room->kind == STATE_ROOM)
		people_open_list(turn, room);
	else
		ui_notice(turn, false, "People of a room: put the cursor on one, or open one, first");
}

/* ---- starting a conversation ---- */

static void found(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	(void)dialog;
	if (answer->conversation_count > 0)
		ui_open(turn, answer->conversations[0].id);
}

static const struct state_conversation *conversation_with(const struct state *state, const char *user)
{
	for (size_t i = 0; i < state->order.len; i++)
		if (state->order.items[i]->kind != STATE_ROOM && str_equal(state->order.items[i]->peer, user))
			return state->order.items[i];
	return NULL;
}

void people_talk_to(struct ui_turn *turn, const char *user)
{
	static const struct dialog_purpose purpose = {.kind = DIALOG_CONFIRM, .done = found};
	const struct state_conversation *conversation = conversation_with(turn->state, user);
	const char *name = ui_keep(turn, user);
	if (conversation) {
		ui_open(turn, conversation->id);
		dialog_close(&turn->ui->dialog);
		return;
	}
	dialog_open(&turn->ui->dialog, &purpose, name);
	ui_dialog_request(turn, STATE_REQUEST_FIND_PERSON)->person = name;
}

/* ---- what is done to one, and asked for first ---- */

/* The box is about the room `conversation` and the person `wanted`. */
static void say_expel(struct ui_turn *turn, struct dialog *dialog)
{
	(void)turn;
	dialog_set_body(dialog, "He gets no more messages of the room. Members can invite him again.");
}

static void say_hand_over(struct ui_turn *turn, struct dialog *dialog)
{
	(void)turn;
	dialog_set_body(dialog, "The room is his then, and you are a plain member of it.");
}

static void say_block(struct ui_turn *turn, struct dialog *dialog)
{
	(void)turn;
	dialog_set_body(dialog, "He cannot write to you any more, and sees neither whether you are here "
	                        "nor what you have read. In rooms you still hear each other.");
}

static void expel(struct ui_turn *turn, struct dialog *dialog)
{
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_ROOM_EXPEL);
	request->room = ui_keep(turn, dialog->conversation);
	request->people = ui_keep_one(turn, dialog->wanted);
}

static void hand_over(struct ui_turn *turn, struct dialog *dialog)
{
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_ROOM_HAND_OVER);
	request->room = ui_keep(turn, dialog->conversation);
	request->person = ui_keep(turn, dialog->wanted);
}

static void block(struct ui_turn *turn, struct dialog *dialog)
{
	ui_dialog_request(turn, STATE_REQUEST_BLOCK)->people = ui_keep_one(turn, dialog->wanted);
}

/* Back to the list. */
static void list_again(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	(void)answer;
	const struct state_conversation *room =
	        state_conversation_with(turn->state, STATE_ROOM, dialog->conversation);
	if (room)
		people_open_list(turn, room);
}

static const struct dialog_purpose expel_purpose = {
        .kind = DIALOG_CONFIRM, .verb = "remove", .refresh = say_expel, .accept = expel, .done = list_again};
static const struct dialog_purpose hand_over_purpose = {.kind = DIALOG_CONFIRM,
                                                        .verb = "hand it over",
                                                        .refresh = say_hand_over,
                                                        .accept = hand_over,
                                                        .done = list_again};
static const struct dialog_purpose block_purpose = {
        .kind = DIALOG_CONFIRM, .verb = "block", .refresh = say_block, .accept = block, .done = list_again};

/* `room` NULL: it is about none. */
static void ask(struct ui_turn *turn, const struct dialog_purpose *purpose, const char *format,
                const char *user, const char *room)
{
	struct dialog *dialog = &turn->ui->dialog;
	char title[256], *kept = mem_strdup(user), *in = mem_strdup(room);
	char *name = label_person_id(turn->state, user);
	snprintf(title, sizeof(title), format, name);
	free(name);
	dialog_open(dialog, purpose, title);
	dialog->wanted = kept;
	dialog->conversation = in;
	ui_refresh_dialog(turn);
}

static void ask_in_list(struct ui_turn *turn, const struct dialog_purpose *purpose, const char *format)
{
	const struct dialog *dialog = &turn->ui->dialog;
	const struct dialog_choice *choice = dialog_chosen(dialog);
	if (dialog->purpose == &list_purpose && dialog->ticket == 0 && choice)
		ask(turn, purpose, format, choice->value, dialog->conversation);
}

void people_remove(struct ui_turn *turn)
{
	ask_in_list(turn, &expel_purpose, "Remove %s from the room?");
}

void people_hand_over(struct ui_turn *turn)
{
	ask_in_list(turn, &hand_over_purpose, "Make %s the owner?");
}

void people_role(struct ui_turn *turn)
{
	const struct dialog *dialog = &turn->ui->dialog;
	const struct people *people = &turn->ui->people;
	const struct dialog_choice *choice = dialog_chosen(dialog);
	if (dialog->purpose != &list_purpose || dialog->ticket != 0 || !choice)
		return;
	const char *user = ui_keep(turn, choice->value);
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_ROOM_ROLE);
	request->room = ui_keep(turn, dialog->conversation);
	request->person = user;
	for (size_t i = 0; i < people->list.len; i++)
		if (str_equal(people->list.items[i].id, user))
			request->flag = str_equal(people->list.items[i].role, "Member");
}

void people_ask_block(struct ui_turn *turn, const char *user)
{
	ask(turn, &block_purpose, "Block %s?", user, NULL);
}

void people_block_in_list(struct ui_turn *turn)
{
	const struct dialog *dialog = &turn->ui->dialog;
	const struct dialog_choice *choice = dialog_chosen(dialog);
	bool unblock = choice && is_blocked(turn->state, choice->value);
	if (dialog->purpose == &list_purpose && dialog->ticket == 0 && unblock)
		ui_dialog_request(turn, STATE_REQUEST_UNBLOCK)->people = ui_keep_one(turn, choice->value);
	else
		ask_in_list(turn, &block_purpose, "Block %s?");
}

void people_block(struct ui_turn *turn)
{
	const struct state_conversation *conversation = people_here(turn);
	if (!conversation || conversation->kind != STATE_PERSON)
		ui_notice(turn, false, "Block somebody: put the cursor on a person first");
	else if (state_is_blocked(turn->state, conversation))
		ui_errand(turn, STATE_REQUEST_UNBLOCK)->people = ui_keep_one(turn, conversation->peer);
	else
		people_ask_block(turn, conversation->peer);
}

/* ---- deleting a conversation ---- */

static void say_delete(struct ui_turn *turn, struct dialog *dialog)
{
	(void)turn;
	dialog_set_body(dialog, "It leaves the list and its groups, and you see no more of what was said. "
	                        "The others keep it; a new message brings it back.");
}

static void delete_it(struct ui_turn *turn, struct dialog *dialog)
{
	ui_dialog_request(turn, STATE_REQUEST_DELETE)->conversations =
	        ui_keep_one(turn, dialog->conversation);
}

void people_ask_delete(struct ui_turn *turn, const struct state_conversation *conversation)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_CONFIRM, .verb = "delete it", .refresh = say_delete, .accept = delete_it};
	char *label = label_conversation(conversation), title[512];
	snprintf(title, sizeof(title), "Delete the conversation “%s”?", label);
	free(label);
	dialog_open(&turn->ui->dialog, &purpose, title);
	turn->ui->dialog.conversation = mem_strdup(conversation->id);
	ui_refresh_dialog(turn);
}

void people_delete(struct ui_turn *turn)
{
	const struct state_conversation *conversation = people_here(turn);
	if (!conversation || conversation->kind == STATE_NOTES)
		ui_notice(turn, false, "Delete a conversation: put the cursor on one first");
	else
		people_ask_delete(turn, conversation);
}
