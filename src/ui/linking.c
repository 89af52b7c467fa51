/* Opening the addresses that the selected message has. */
#include "ui/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "ui/link.h"

static const char *next(struct ui_turn *turn, const char *text, size_t *at)
{
	struct link link;
	if (!link_next(text, *at, &link))
		return NULL;
	*at = link.start + link.len;
	return arena_strndup(&turn->events->arena, text + link.start, link.len);
}

/* Where there is no desktop to open it, whoever carries that out says so and copies it. */
static void open_link(struct ui_turn *turn, const char *address)
{
	mem_replace(&turn->ui->outward.opened, address);
}

static void list_links(struct ui_turn *turn, struct dialog *dialog)
{
	const char *address;
	size_t at = 0;
	dialog_clear_choices(dialog);
	while ((address = next(turn, dialog->wanted, &at)))
		if (strcasestr(address, dialog->input.text))
			dialog_add_choice(dialog, address, "", address, 0);
}

static void open_chosen(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	if (!choice)
		return;
	open_link(turn, choice->value);
	dialog_close(dialog);
}

void linking_open(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER, .verb = "open", .refresh = list_links, .accept = open_chosen};
	const struct state_conversation *origin;
	const struct state_message *message = selecting_message(turn->ui, turn->state, &origin);
	size_t at = 0;
	const char *first = message ? next(turn, message->text, &at) : NULL;
	if (!first) {
		ui_notice(turn, false, "There is no link in it");
		return;
	}
	if (!next(turn, message->text, &at)) {
		open_link(turn, first);
		return;
	}
	dialog_open(&turn->ui->dialog, &purpose, "Open a link");
	turn->ui->dialog.wanted = mem_strdup(message->text);
	ui_refresh_dialog(turn);
}
