/* Undo and redo, and the changes of groups that wait for a connection or were refused. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "ui/private.h"

/* The cursor goes to what comes, or comes back. */
static void await(struct ui_turn *turn, bool undo)
{
	struct sidebar_place *undone = &turn->ui->undone;
	struct state_step_place place;
	sidebar_place_finish(undone);
	if (!state_step_place(turn->state, undo, &place))
		return;
	mem_replace(&undone->convgroup, place.convgroup);
	mem_replace(&undone->conversation, place.conversation);
}

static bool has_come(const struct state *state, const struct sidebar_place *undone)
{
	const struct state_conversation *conversation = state_conversation(state, undone->conversation);
	return conversation ? state_is_in(conversation, undone->convgroup)
	                    : undone->convgroup && state_convgroup(state, undone->convgroup);
}

void waiting_show_undone(struct ui *ui, const struct state *state)
{
	struct sidebar *sidebar = &ui->sidebar;
	const struct sidebar_place *undone = &ui->undone;
	if (!has_come(state, undone))
		return;
	/* In a folded group it has no row. */
	if (!sidebar_to(sidebar, undone->convgroup, undone->conversation) && undone->convgroup)
		sidebar_to(sidebar, undone->convgroup, NULL);
	sidebar_place_finish(&ui->undone);
	ui->dirty |= UI_SIDEBAR | UI_STATUS;
}

void waiting_undo(struct ui_turn *turn)
{
	await(turn, true);
	state_event_add(turn->events, STATE_EVENT_UNDO);
}

void waiting_redo(struct ui_turn *turn)
{
	await(turn, false);
	state_event_add(turn->events, STATE_EVENT_REDO);
}

/* ---- one ---- */

enum waiting_deed {
	WAITING_RETRY,
	WAITING_RENAME,
	WAITING_DROP,
};

static const struct state_edit *edit_of(const struct state *state, const char *id)
{
	for (size_t i = 0; id && i < state->edits.len; i++) {
		uint64_t number;
		if (str_to_uint(id, INT64_MAX, &number) && (int64_t)number == state->edits.items[i]->id)
			return state->edits.items[i];
	}
	return NULL;
}

static bool has_name(const struct state_edit *edit)
{
	return edit->request.type == STATE_REQUEST_CONVGROUP_CREATE ||
	       edit->request.type == STATE_REQUEST_CONVGROUP_RENAME;
}

static void tell(struct ui_turn *turn, enum state_event_type type, const char *id, const char *name)
{
	const struct state_edit *edit = edit_of(turn->state, id);
	if (!edit)
		return;
	struct state_event *event = state_event_add(turn->events, type);
	event->edit_id = edit->id;
	event->text = name ? ui_keep(turn, name) : NULL;
}

static void check_name(struct ui_turn *turn, struct dialog *dialog)
{
	struct err err;
	bool good = state_check_convgroup_name(turn->state, dialog->input.text, NULL, &err);
	dialog_set_remark(dialog, convgroup_bytes(turn, dialog->input.text));
	dialog_set_wrong(dialog, good ? NULL : err.text);
}

static void retry_named(struct ui_turn *turn, struct dialog *dialog)
{
	if (dialog_complaint(dialog))
		return;
	tell(turn, STATE_EVENT_EDIT_RETRY, dialog->wanted, dialog->input.text);
	dialog_close(dialog);
}

static void ask_name(struct ui_turn *turn, struct dialog *dialog)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PROMPT,
	        .verb = "try that",
	        .refresh = check_name,
	        .accept = retry_named,
	};
	const struct state_edit *edit = edit_of(turn->state, dialog->wanted);
	if (!edit)
		return;
	char *id = mem_strdup(dialog->wanted);
	dialog_open(dialog, &purpose, "Another name for the group");
	dialog->wanted = id;
	line_set(&dialog->input, edit->request.type == STATE_REQUEST_CONVGROUP_RENAME
	                                 ? edit->request.new_name
	                                 : edit->request.convgroup);
	ui_refresh_dialog(turn);
}

static void list_deeds(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state_edit *edit = edit_of(turn->state, dialog->wanted);
	dialog_clear_choices(dialog);
	if (!edit)
		return;
	dialog_set_remark(dialog, edit->refused ? edit->error : "It is sent when there is a connection");
	if (edit->refused)
		dialog_add_choice(dialog, "try it again", "", "", WAITING_RETRY);
	if (edit->refused && has_name(edit))
		dialog_add_choice(dialog, "try it under another name", "", "", WAITING_RENAME);
	dialog_add_choice(dialog, "give it up", "", "", WAITING_DROP);
}

static void decide(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	if (!choice)
		return;
	if (choice->deed == WAITING_RENAME) {
		ask_name(turn, dialog);
		return;
	}
	tell(turn, choice->deed == WAITING_RETRY ? STATE_EVENT_EDIT_RETRY : STATE_EVENT_EDIT_DROP,
	     dialog->wanted, NULL);
	dialog_close(dialog);
}

static void open_one(struct ui_turn *turn, struct dialog *dialog)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "do it",
	        .refresh = list_deeds,
	        .accept = decide,
	};
	const struct dialog_choice *choice = dialog_chosen(dialog);
	if (!choice)
		return;
	char *id = mem_strdup(choice->value), *title = mem_strdup(choice->label);
	dialog_open(dialog, &purpose, title);
	dialog->wanted = id;
	free(title);
	ui_refresh_dialog(turn);
}

/* ---- all ---- */

static const char *detail_of(const struct state_edit *edit)
{
	return edit->refused ? edit->error : edit->held ? "after one that was refused" : "waits";
}

static void list_edits(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state *state = turn->state;
	dialog_clear_choices(dialog);
	dialog_set_remark(dialog, state->edits.len > 0 ? "Sent in this order" : "Everything was done");
	for (size_t i = 0; i < state->edits.len; i++) {
		const struct state_edit *edit = state->edits.items[i];
		char *text = edit_describe(&edit->request), id[32];
		snprintf(id, sizeof(id), "%" PRId64, edit->id);
		dialog_add_choice(dialog, text, detail_of(edit), id, 0);
		free(text);
	}
}

void waiting_open(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "decide",
	        .details = true,
	        .refresh = list_edits,
	        .accept = open_one,
	};
	if (turn->state->edits.len == 0) {
		ui_notice(turn, false, "No change of groups waits, and none was refused");
		return;
	}
	dialog_open(&turn->ui->dialog, &purpose, "Changes that wait");
	ui_refresh_dialog(turn);
}
