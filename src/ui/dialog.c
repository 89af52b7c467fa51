#include "ui/dialog.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void dialog_init(struct dialog *dialog)
{
	*dialog = (struct dialog){0};
	line_init(&dialog->input);
	dialog->input.single = true;
}

void dialog_finish(struct dialog *dialog)
{
	dialog_close(dialog);
	vec_finish(&dialog->choices);
	line_finish(&dialog->input);
}

void dialog_close(struct dialog *dialog)
{
	char **const texts[] = {&dialog->title,        &dialog->body,   &dialog->remark,
	                        &dialog->wrong,        &dialog->error,  &dialog->convgroup,
	                        &dialog->conversation, &dialog->wanted, &dialog->done};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		mem_replace(texts[i], NULL);
	dialog_clear_choices(dialog);
	line_clear(&dialog->input);
	dialog->purpose = NULL;
	dialog->unchosen = false;
	dialog->chosen = dialog->top = 0;
	dialog->ticket = 0;
	dialog->digits = 0;
}

void dialog_open(struct dialog *dialog, const struct dialog_purpose *purpose, const char *title)
{
	dialog_close(dialog);
	dialog->purpose = purpose;
	dialog->looked_for = NULL;
	dialog->title = utf8_clean(title, false);
}

bool dialog_is_open(const struct dialog *dialog)
{
	return dialog->purpose != NULL;
}

bool dialog_has_input(const struct dialog *dialog)
{
	return dialog_is_open(dialog) &&
	       (dialog->purpose->kind == DIALOG_PROMPT || dialog->purpose->kind == DIALOG_PICKER ||
	        dialog->purpose->kind == DIALOG_SEARCH || dialog->purpose->kind == DIALOG_COMMAND);
}

bool dialog_has_choices(const struct dialog *dialog)
{
	return dialog->purpose->kind == DIALOG_PICKER || dialog->purpose->kind == DIALOG_TRIAGE ||
	       dialog->purpose->kind == DIALOG_PEOPLE || dialog->purpose->kind == DIALOG_SEARCH ||
	       dialog->purpose->kind == DIALOG_COMMAND;
}

enum action_context dialog_context(const struct dialog *dialog)
{
	switch (dialog->purpose->kind) {
	case DIALOG_COMMAND:
		return ACTION_COMMAND_LINE;
	case DIALOG_SEARCH:
		return ACTION_SEARCHING;
	case DIALOG_TRIAGE:
		return ACTION_FILING;
	case DIALOG_PEOPLE:
		return ACTION_PEOPLE;
	case DIALOG_CONFIRM:
		return ACTION_CONFIRM;
	case DIALOG_READING:
		return ACTION_READING;
	default:
		return ACTION_DIALOG;
	}
}

static void set_clean(char **slot, const char *text)
{
	char *clean = text ? utf8_clean(text, true) : NULL;
	free(*slot);
	*slot = clean;
}

void dialog_set_body(struct dialog *dialog, const char *text)
{
	set_clean(&dialog->body, text);
}

void dialog_set_remark(struct dialog *dialog, const char *text)
{
	set_clean(&dialog->remark, text);
}

void dialog_set_wrong(struct dialog *dialog, const char *text)
{
	set_clean(&dialog->wrong, text);
}

const char *dialog_complaint(const struct dialog *dialog)
{
	return dialog->wrong ? dialog->wrong : dialog->error;
}

void dialog_set_error(struct dialog *dialog, const char *text)
{
	set_clean(&dialog->error, text);
}

void dialog_clear_choices(struct dialog *dialog)
{
	for (size_t i = 0; i < dialog->choices.len; i++) {
		free(dialog->choices.items[i].label);
		free(dialog->choices.items[i].detail);
		free(dialog->choices.items[i].value);
	}
	vec_clear(&dialog->choices);
}

void dialog_add_choice(struct dialog *dialog, const char *label, const char *detail, const char *value,
                       int deed)
{
	const struct dialog_choice choice = {
	        .label = utf8_clean(label, false),
	        .detail = utf8_clean(detail, false),
	        .value = mem_strdup(value),
	        .deed = deed,
	};
	vec_push(&dialog->choices, choice);
}

const struct dialog_choice *dialog_chosen(const struct dialog *dialog)
{
	if (dialog->choices.len == 0)
		return NULL;
	size_t last = dialog->choices.len - 1;
	return &dialog->choices.items[dialog->chosen < last ? dialog->chosen : last];
}

void dialog_choose(struct dialog *dialog, size_t at)
{
	dialog->chosen = at;
	dialog->unchosen = false;
}

bool dialog_is_unchosen(const struct dialog *dialog)
{
	return dialog->purpose->kind == DIALOG_PICKER && dialog->unchosen && dialog->choices.len > 0;
}

bool dialog_begin_choosing(struct dialog *dialog)
{
	if (!dialog_is_unchosen(dialog))
		return false;
	dialog_choose(dialog, 0);
	return true;
}

void dialog_move(struct dialog *dialog, ptrdiff_t rows)
{
	if (dialog_begin_choosing(dialog))
		return;
	bool reading = dialog->purpose->kind == DIALOG_READING;
	size_t *at = reading ? &dialog->top : &dialog->chosen;
	size_t count = reading ? dialog->body_rows : dialog->choices.len;
	size_t last = reading ? (count > dialog->page ? count - dialog->page : 0) : count > 0 ? count - 1 : 0;
	if (*at > last)
		*at = last;
	if (rows < 0)
		*at -= (size_t)-rows < *at ? (size_t)-rows : *at;
	else
		*at += (size_t)rows < last - *at ? (size_t)rows : last - *at;
}
