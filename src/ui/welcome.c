#include "ui/welcome.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/vec.h"
#include "ui/glyph.h"
#include "ui/label.h"
#include "ui/wrap.h"

#define PAD 2
#define TEXT_MAX 4096
#define KEY_WIDTH 8

static void add_key(struct buf *text, const struct keymap *keymap, enum action_context context,
                    enum action action, const char *what)
{
	struct key key;
	char name[KEY_NAME_SIZE];
	if (!keymap_key(keymap, context, action, &key))
		return;
	key_to_name(key, name);
	buf_printf(text, "\n%-*s %s", KEY_WIDTH, name, what);
}

static void say_keys(struct buf *text, const struct keymap *keymap)
{
	buf_append_str(text, "\n");
	add_key(text, keymap, ACTION_COMPOSE, ACTION_SWITCH, "to the sidebar, where groups are made");
	add_key(text, keymap, ACTION_COMPOSE, ACTION_JUMP, "to a person or a room");
	add_key(text, keymap, ACTION_COMPOSE, ACTION_HELP, "help");
}

static void say_empty(struct buf *text, const struct state_conversation *conversation,
                      const struct keymap *keymap)
{
	char *label = label_conversation(conversation);
	if (conversation->loading)
		buf_printf(text, "loading%s", glyph(GLYPH_ELLIPSIS));
	else if (!conversation->loaded)
		buf_append_str(text, "The messages come when there is a connection.");
	else if (conversation->kind == STATE_NOTES)
		buf_append_str(text, "These are your notes. Nobody else sees them.\n"
		                     "Write below; Enter keeps what you wrote.");
	else if (conversation->private_room && !conversation->owned)
		buf_printf(text,
		           "No message since you came: what was said before in a private room is not shown. "
		           "What you write goes to %s.",
		           label);
	else
		buf_printf(text, "No message yet. What you write goes to %s.", label);
	if (conversation->loaded)
		say_keys(text, keymap);
	free(label);
}

static void say_nothing_open(struct buf *text, const struct state *state, const struct keymap *keymap,
                             bool in_sidebar)
{
	if (state->order.len == 0 && state->status != STATE_ONLINE) {
		buf_append_str(text, "The conversations come when there is a connection.");
		return;
	}
	buf_append_str(text, "No conversation is open.\n");
	if (in_sidebar && state->order.len > 0)
		add_key(text, keymap, ACTION_SIDEBAR, ACTION_OPEN, "opens a conversation, folds a group");
	add_key(text, keymap, in_sidebar ? ACTION_SIDEBAR : ACTION_COMPOSE, ACTION_JUMP,
	        "to a person or a room");
	add_key(text, keymap, in_sidebar ? ACTION_SIDEBAR : ACTION_COMPOSE, ACTION_HELP, "help");
}

void welcome_draw(const struct state *state, const struct keymap *keymap, bool in_sidebar, struct grid *grid,
                  struct rect rect)
{
	const struct state_conversation *conversation = state_current(state);
	struct wrap_rows rows = {0};
	struct buf text;
	grid_fill(grid, rect, STYLE_NORMAL);
	buf_init(&text, TEXT_MAX);
	if (conversation)
		say_empty(&text, conversation, keymap);
	else
		say_nothing_open(&text, state, keymap, in_sidebar);
	wrap_text(&rows, text.data, rect.width - 2 * PAD);
	/* In the upper third, where the eye begins. */
	int top = rect.height / 3 - (int)rows.len / 2;
	for (size_t i = 0; i < rows.len; i++)
		grid_text_len(grid, rect, PAD, (top > 0 ? top : 0) + (int)i, STYLE_FAINT,
		              text.data + rows.items[i].start, rows.items[i].len);
	vec_finish(&rows);
	buf_finish(&text);
}
