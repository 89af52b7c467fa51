/* Help: the actions of the pane one is in, with their keys as they are configured. */
#include "ui/private.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

#define TEXT_MAX 65536
#define KEYS_WIDTH 24

static void add_action(struct buf *text, const struct keymap *keymap, enum action action)
{
	char *keys = keymap_keys(keymap, action);
	int pad = KEYS_WIDTH - utf8_width(keys);
	buf_printf(text, "  %s%*s %s\n", keys, pad > 0 ? pad : 0, "", action_table[action].help);
	free(keys);
}

static void add_context(struct buf *text, const struct keymap *keymap, enum action_context context)
{
	buf_printf(text, "%s%s\n", text->len > 0 ? "\n" : "", action_contexts[context].title);
	for (int action = 0; action < ACTION_COUNT; action++)
		if (action_table[action].context == context)
			add_action(text, keymap, (enum action)action);
}

static void list_actions(struct ui_turn *turn, struct dialog *dialog)
{
	enum action_context context = turn->ui->in_sidebar ? ACTION_SIDEBAR : ACTION_COMPOSE;
	struct buf text;
	buf_init(&text, TEXT_MAX);
	for (;;) {
		add_context(&text, turn->ui->keymap, context);
		if (action_contexts[context].parent == context)
			break;
		context = action_contexts[context].parent;
	}
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
