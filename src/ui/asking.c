/* Keys while a box is open. */
#include "ui/private.h"

#include <stdlib.h>

#include "base/buf.h"
#include "ui/label.h"

static void accept(struct ui_turn *turn)
{
	struct dialog *dialog = &turn->ui->dialog;
	/* While it waits, what was typed stays and a second Enter asks nothing. */
	if (dialog->ticket == 0 && dialog_begin_choosing(dialog))
		return;
	if (dialog->ticket == 0 && dialog->purpose->accept)
		dialog->purpose->accept(turn, dialog);
	else if (dialog->purpose->kind == DIALOG_READING)
		ui_leave_dialog(turn->ui);
}

/* What deletes or leaves wants a "yes" said. */
static void enter(struct ui_turn *turn)
{
	if (turn->ui->dialog.purpose->kind != DIALOG_CONFIRM)
		accept(turn);
}

static void leave(struct ui_turn *turn)
{
	const struct dialog_purpose *purpose = turn->ui->dialog.purpose;
	ui_leave_dialog(turn->ui);
	if (purpose->back)
		purpose->back(turn);
}

static void help(struct ui_turn *turn)
{
	if (turn->ui->dialog.purpose->kind == DIALOG_READING)
		ui_leave_dialog(turn->ui);
}

static void up(struct ui_turn *turn)
{
	dialog_move(&turn->ui->dialog, -1);
}

static void down(struct ui_turn *turn)
{
	dialog_move(&turn->ui->dialog, 1);
}

static void page_up(struct ui_turn *turn)
{
	dialog_move(&turn->ui->dialog, -(ptrdiff_t)turn->ui->dialog.page);
}

static void page_down(struct ui_turn *turn)
{
	dialog_move(&turn->ui->dialog, (ptrdiff_t)turn->ui->dialog.page);
}

static void quit(struct ui_turn *turn)
{
	turn->ui->quit = true;
}

static void redraw(struct ui_turn *turn)
{
	turn->ui->repaints++;
}

/* Actions that mean something while a box is open; editing ones go to its line. */
static void (*const deeds[ACTION_COUNT])(struct ui_turn *turn) = {
        [ACTION_ACCEPT] = enter,
        [ACTION_YES] = accept,
        [ACTION_NO] = leave,
        [ACTION_CLOSE] = leave,
        [ACTION_BACK] = leave,
        [ACTION_HELP] = help,
        [ACTION_CHOICE_UP] = up,
        [ACTION_CHOICE_DOWN] = down,
        [ACTION_SCROLL_UP] = page_up,
        [ACTION_SCROLL_DOWN] = page_down,
        [ACTION_FILE] = triage_file,
        [ACTION_TRIAGE_ALL] = triage_accept_all,
        [ACTION_TRIAGE_REFUSE] = triage_refuse,
        [ACTION_TRIAGE_OTHER] = triage_other,
        [ACTION_PERSON_BLOCK] = people_block_in_list,
        [ACTION_PERSON_REMOVE] = people_remove,
        [ACTION_PERSON_ROLE] = people_role,
        [ACTION_PERSON_OWNER] = people_hand_over,
        [ACTION_ASK_QUIT] = asking_quit,
        [ACTION_QUIT] = quit,
        [ACTION_REDRAW] = redraw,
        [ACTION_SEARCH_SCOPE] = searching_scope,
        [ACTION_COMPLETE] = colon_tab,
        [ACTION_COMPLETE_BACK] = colon_tab_back,
        [ACTION_EARLIER] = colon_up,
        [ACTION_LATER] = colon_down,
};

static void text_changed(struct ui_turn *turn)
{
	dialog_set_error(&turn->ui->dialog, NULL);
	turn->ui->dialog.top = 0;
	dialog_choose(&turn->ui->dialog, 0);
	ui_refresh_dialog(turn);
}

static void edit(struct ui_turn *turn, enum action action, struct key key)
{
	struct line *line = &turn->ui->dialog.input;
	unsigned changes = line->changes;
	bool done = action == ACTION_COUNT ? line_insert_key(line, key)
	                                   : line_act(line, action, &turn->ui->compose.kills);
	if (done && line->changes != changes)
		text_changed(turn);
}

void asking_key(struct ui_turn *turn, enum action action, struct key key)
{
	turn->ui->dirty = UI_ALL;
	if (action != ACTION_COUNT && deeds[action])
		deeds[action](turn);
	else if (dialog_has_input(&turn->ui->dialog))
		edit(turn, action, key);
}

void asking_choose(struct ui_turn *turn, size_t at)
{
	struct dialog *dialog = &turn->ui->dialog;
	turn->ui->dirty = UI_ALL;
	if (at >= dialog->choices.len || dialog->ticket != 0)
		return;
	if (dialog->purpose->kind == DIALOG_COMMAND) {
		colon_choose(turn, at);
		return;
	}
	dialog_choose(dialog, at);
	if (dialog->purpose->kind == DIALOG_PICKER || dialog->purpose->kind == DIALOG_SEARCH)
		accept(turn);
}

void asking_paste(struct ui_turn *turn, const char *text)
{
	turn->ui->dirty = UI_ALL;
	if (!dialog_has_input(&turn->ui->dialog))
		return;
	line_insert(&turn->ui->dialog.input, text, false);
	text_changed(turn);
}

void ui_refresh_dialog(struct ui_turn *turn)
{
	struct dialog *dialog = &turn->ui->dialog;
	turn->ui->dirty = UI_ALL;
	if (dialog->purpose->refresh)
		dialog->purpose->refresh(turn, dialog);
}

/* Of several that are the same, the one in that place. */
static void choose_again(struct dialog *dialog, int deed, const char *value)
{
	size_t count = dialog->choices.len;
	dialog->unchosen = true;
	for (size_t i = 0; value && i < count && dialog->unchosen; i++) {
		size_t at = (dialog->chosen + i) % count;
		const struct dialog_choice *choice = &dialog->choices.items[at];
		if (choice->deed == deed && str_equal(choice->value, value))
			dialog_choose(dialog, at);
	}
}

void ui_renew_dialog(struct ui_turn *turn)
{
	struct dialog *dialog = &turn->ui->dialog;
	if (dialog->purpose->kind != DIALOG_PICKER) {
		ui_refresh_dialog(turn);
		return;
	}
	const struct dialog_choice *chosen = dialog->unchosen ? NULL : dialog_chosen(dialog);
	char *value = chosen ? mem_strdup(chosen->value) : NULL;
	int deed = chosen ? chosen->deed : 0;
	ui_refresh_dialog(turn);
	choose_again(dialog, deed, value);
	free(value);
}

/* ---- leaving covey ---- */

static size_t count_waiting(const struct state *state)
{
	size_t count = 0;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		for (size_t at = conversation->messages.len;
		     at-- > 0 && conversation->messages.items[at].delivery != STATE_DELIVERED;)
			count += conversation->messages.items[at].delivery == STATE_WAITING;
	}
	return count;
}

static void say_what_waits(struct ui_turn *turn, struct dialog *dialog)
{
	size_t count = count_waiting(turn->state);
	struct buf text;
	buf_init(&text, 256);
	if (count == 0)
		buf_append_str(&text, "Everything that you sent has arrived.");
	else
		buf_printf(&text, "%zu message%s of yours still wait%s: kept here, and sent next time.",
		           count, label_plural((int64_t)count), count == 1 ? "s" : "");
	dialog_set_body(dialog, text.data);
	buf_finish(&text);
}

static void leave_covey(struct ui_turn *turn, struct dialog *dialog)
{
	(void)dialog;
	turn->ui->quit = true;
}

void asking_quit(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_CONFIRM,
	        .verb = "leave",
	        .refresh = say_what_waits,
	        .accept = leave_covey,
	};
	/* Twice is meant. */
	if (turn->ui->dialog.purpose == &purpose) {
		turn->ui->quit = true;
		return;
	}
	ui_leave_dialog(turn->ui);
	dialog_open(&turn->ui->dialog, &purpose, "Leave covey?");
	ui_refresh_dialog(turn);
}
