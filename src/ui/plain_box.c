#include "ui/plain_box.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/plain_done.h"
#include "ui/private.h"

/* So many choices are read out; the others come when the text narrows them. */
#define CHOICES_MAX 20

static bool is_command_line(const struct dialog *dialog)
{
	return dialog->purpose->kind == DIALOG_COMMAND;
}

/* ---- what numbers stand for ---- */

/* What it leads to. The caller frees it. */
static char *meaning_of(const struct dialog_choice *choice)
{
	char *meaning;
	if (asprintf(&meaning, "%d %s", choice->deed, choice->value) < 0)
		abort();
	return meaning;
}

static void note_choices(struct plain *plain, const struct dialog *dialog)
{
	strlist_clear(&plain->choices);
	for (size_t i = 0; i < dialog->choices.len; i++) {
		char *meaning = meaning_of(&dialog->choices.items[i]);
		strlist_add(&plain->choices, meaning);
		free(meaning);
	}
}

static bool means(const struct dialog_choice *choice, const char *said)
{
	char *meaning = meaning_of(choice);
	bool same = str_equal(meaning, said);
	free(meaning);
	return same;
}

/* What was read out may have moved since; of several that are the same, it is the one in that place. False: it went. */
static bool find_said(const struct plain *plain, const struct dialog *dialog, size_t place, size_t *at)
{
	for (size_t i = 0, count = dialog->choices.len; i < count; i++) {
		*at = (place + i) % count;
		if (means(&dialog->choices.items[*at], plain->choices.items[place]))
			return true;
	}
	return false;
}

/* ---- reading out ---- */

static bool is_search(const struct dialog *dialog)
{
	return dialog->purpose->kind == DIALOG_SEARCH;
}

/* A search says so by its count, a complaint why. */
static bool fits_nothing(const struct dialog *dialog)
{
	return dialog_has_choices(dialog) && dialog->choices.len == 0 && !line_is_empty(&dialog->input) &&
	       !is_search(dialog) && !dialog_complaint(dialog);
}

static void say_choices(const struct dialog *dialog, struct buf *out)
{
	if (fits_nothing(dialog)) {
		char *clean = utf8_clean(dialog->input.text, false);
		buf_printf(out, "Nothing here is like “%s”.\n", clean);
		free(clean);
	}
	for (size_t i = 0; i < dialog->choices.len && i < CHOICES_MAX; i++) {
		const struct dialog_choice *choice = &dialog->choices.items[i];
		buf_printf(out, "%zu %s%s%s\n", i + 1, choice->label, *choice->detail ? ", " : "",
		           choice->detail);
	}
	if (dialog->choices.len > CHOICES_MAX)
		buf_printf(out, "and %zu more.\n", dialog->choices.len - CHOICES_MAX);
}

static void say_how(const struct dialog *dialog, struct buf *out)
{
	if (dialog->purpose->kind == DIALOG_CONFIRM)
		buf_printf(out, "y to %s, anything else not.\n", dialog->purpose->verb);
	else if (dialog_has_choices(dialog) && dialog_has_input(dialog))
		buf_append_str(out,
		               "A number, or letters to narrow it; an empty line leaves, a command too.\n");
	else if (dialog_has_choices(dialog))
		buf_append_str(out, "A number, or a key; an empty line leaves, a command too.\n");
	else if (dialog_has_input(dialog))
		buf_append_str(out, "Type it; an empty line leaves.\n");
}

static void say_complaint(const struct dialog *dialog, struct buf *out)
{
	const char *complaint = dialog_complaint(dialog);
	if (complaint && (dialog->error || !line_is_empty(&dialog->input)))
		buf_printf(out, "%s.\n", complaint);
}

static void say_box(const struct dialog *dialog, struct buf *out)
{
	buf_printf(out, "%s\n", dialog->title);
	if (dialog->body)
		buf_printf(out, "%s\n", dialog->body);
	say_complaint(dialog, out);
	if (is_search(dialog) && dialog->remark && !dialog->error)
		buf_printf(out, "%s.\n", dialog->remark);
	say_choices(dialog, out);
	say_how(dialog, out);
}

/* What was read out needs no closing, and what the command line has to say is said. */
static void close_said(struct ui *ui, struct buf *out)
{
	struct dialog *dialog = &ui->dialog;
	if (dialog->purpose->kind == DIALOG_READING) {
		dialog_close(dialog);
	} else if (is_command_line(dialog) && dialog->ticket == 0) {
		buf_printf(out, "%s.\n",
		           dialog_complaint(dialog) ? dialog_complaint(dialog) : "Nothing was done");
		ui_leave_dialog(ui);
	}
}

void plain_follow_box(struct plain *plain, struct buf *out)
{
	struct ui *ui = plain->ui;
	struct dialog *dialog = &ui->dialog;
	const void *box = dialog->purpose;
	/* What is listed is still the answer to another question. */
	if (searching_waits(ui))
		return;
	bool answered = plain->box_ticket != 0 && dialog->ticket != plain->box_ticket;
	bool said = box == plain->box && !answered;
	plain->box = box;
	plain->box_ticket = box ? dialog->ticket : 0;
	if (!box || said)
		return;
	size_t before = out->len;
	note_choices(plain, dialog);
	if (!is_command_line(dialog) && dialog->ticket == 0)
		say_box(dialog, out);
	close_said(ui, out);
	plain->box = ui->dialog.purpose;
	if (out->len > before)
		plain_owe_nothing(plain);
}

/* ---- answering ---- */

void plain_leave_box(struct plain *plain)
{
	ui_leave_dialog(plain->ui);
	plain->box = NULL;
}

static void press(struct ui_turn *turn, struct key key)
{
	enum action action = keymap_action(turn->ui->keymap, ui_context(turn->ui), key);
	asking_key(turn, action, key);
}

static bool choose_number(const struct plain *plain, struct ui_turn *turn, const char *line, struct buf *out)
{
	struct dialog *dialog = &turn->ui->dialog;
	uint64_t number;
	size_t at;
	if (searching_waits(turn->ui) || !dialog_has_choices(dialog) ||
	    !str_to_uint(line, plain->choices.len, &number) || number == 0)
		return false;
	if (find_said(plain, dialog, (size_t)number - 1, &at)) {
		dialog_choose(dialog, at);
		press(turn, (struct key){UI_KEY_ENTER, 0});
	} else {
		buf_append_str(out, "That is not there any more.\n");
	}
	return true;
}

static void type(struct ui_turn *turn, const char *line)
{
	struct dialog *dialog = &turn->ui->dialog;
	line_set(&dialog->input, "");
	asking_paste(turn, line);
	if (!dialog_has_choices(dialog) || (dialog->choices.len == 1 && !searching_waits(turn->ui)))
		press(turn, (struct key){UI_KEY_ENTER, 0});
}

/* The one key that the line holds. */
static void press_line(struct ui_turn *turn, const char *line)
{
	struct key key;
	if (key_from_name(line, &key))
		press(turn, key);
}

void plain_answer_box(struct plain *plain, struct ui_turn *turn, const char *line, struct buf *out)
{
	struct dialog *dialog = &turn->ui->dialog;
	bool confirms = dialog->purpose->kind == DIALOG_CONFIRM;
	plain->box = NULL; /* it is read out again, if it is still there */
	plain_owe(plain, NULL);
	if (*line == '\0' || (confirms && !str_equal(line, "y") && !str_equal(line, "yes"))) {
		ui_leave_dialog(turn->ui);
		plain_owe_nothing(plain);
		if (confirms)
			buf_append_str(out, "Nothing was done.\n");
	} else if (confirms) {
		press(turn, (struct key){'y', 0});
	} else if (!choose_number(plain, turn, line, out)) {
		if (dialog_has_input(dialog))
			type(turn, line);
		else
			press_line(turn, line);
	}
}
