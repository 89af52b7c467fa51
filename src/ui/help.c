/* Help: the actions of the pane one is in, with their keys as they are configured. */
#include "ui/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

#define TEXT_MAX 65536

static void add_action(struct buf *text, const struct ui *ui, enum action_context here, enum action action)
{
	char *keys = keymap_keys(ui->keymap, here, action);
	buf_printf(text, "  %s\t%s\n", keys, action_table[action].help);
	free(keys);
}

/* The actions of `context`, with the keys that mean them `here`. */
static void add_context(struct buf *text, const struct ui *ui, enum action_context here,
                        enum action_context context)
{
	buf_printf(text, "%s%s\n", text->len > 0 ? "\n" : "", action_contexts[context].title);
	for (int action = 0; action < ACTION_COUNT; action++)
		if (action_table[action].context == context)
			add_action(text, ui, here, (enum action)action);
}

/* Those of the command line that are more than an action's name. */
static void add_commands(struct buf *text)
{
	buf_append_str(text, "\nCommands\n");
	for (size_t i = 0, count = colon_count(); i < count; i++) {
		struct colon_command command = colon_command(i);
		if (command.run)
			buf_printf(text, "  :%s %s\t%s\n", command.name, command.usage, command.help);
	}
}

/* What is near comes first: the pane's own, what works everywhere, then the pane's parents'. */
static void list_actions(struct ui_turn *turn, struct dialog *dialog)
{
	const struct ui *ui = turn->ui;
	enum action_context here = ui_pane_context(ui), context = here;
	struct buf text;
	buf_init(&text, TEXT_MAX);
	add_context(&text, ui, here, context);
	add_context(&text, ui, here, ACTION_EVERYWHERE);
	while ((context = action_contexts[context].parent) != ACTION_EVERYWHERE)
		add_context(&text, ui, here, context);
	add_commands(&text);
	text.data[--text.len] = '\0'; /* the last newline */
	dialog_set_body(dialog, text.data);
	buf_finish(&text);
}

void help_open(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {.kind = DIALOG_READING, .refresh = list_actions};
	dialog_open(&turn->ui->dialog, &purpose, "Help");
	ui_refresh_dialog(turn);
}
