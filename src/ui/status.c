#include "ui/status.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "ui/label.h"

#define PAD 1
#define GAP 2
#define SHORT_BELOW 60 /* columns */

static const enum action sidebar_hints[] = {ACTION_CONVGROUP_NEW, ACTION_MOVE, ACTION_JUMP, ACTION_HELP};
static const enum action compose_hints[] = {ACTION_SWITCH, ACTION_NEXT_UNREAD, ACTION_JUMP, ACTION_HELP};

int64_t status_notice_until(const struct state *state, int64_t now_ms)
{
	if (!state->notice)
		return 0;
	int64_t until = state->notice_at_ms + (state->notice_is_error ? STATUS_ERROR_MS : STATUS_NOTICE_MS);
	return until > now_ms ? until : 0;
}

/* Whole hints only, as many as there is room for. */
static void draw_hints(const struct keymap *keymap, enum action_context context, struct grid *grid,
                       struct rect rect)
{
	const enum action *hints = context == ACTION_SIDEBAR ? sidebar_hints : compose_hints;
	size_t count = context == ACTION_SIDEBAR ? sizeof(sidebar_hints) / sizeof(*sidebar_hints)
	                                         : sizeof(compose_hints) / sizeof(*compose_hints);
	int x = PAD;
	for (size_t i = 0; i < count; i++) {
		const char *help = action_table[hints[i]].help;
		struct key key;
		char name[KEY_NAME_SIZE];
		if (!keymap_key(keymap, context, hints[i], &key))
			continue;
		key_to_name(key, name);
		if (x + utf8_width(name) + 1 + utf8_width(help) > rect.width)
			continue;
		x += grid_text(grid, rect, x, 0, STYLE_KEY, name) + 1;
		x += grid_text(grid, rect, x, 0, STYLE_FAINT, help) + GAP;
	}
}

static void unread_text(const struct state *state, int width, char *out, size_t size)
{
	int64_t unread = state_unread_elsewhere(state);
	char count[LABEL_COUNT_SIZE];
	*out = '\0';
	label_count(unread, count);
	if (unread > 0)
		snprintf(out, size, width < SHORT_BELOW ? "%s unread" : "%s unread elsewhere", count);
}

void status_draw(const struct state *state, const struct keymap *keymap, enum action_context context,
                 int64_t now_ms, struct grid *grid, struct rect rect)
{
	char unread[64];
	grid_fill(grid, rect, STYLE_NORMAL);
	unread_text(state, rect.width, unread, sizeof(unread));
	int right = rect.width - PAD - (int)strlen(unread);
	if (right > 0)
		grid_text(grid, rect, right, 0, STYLE_UNREAD, unread);
	struct rect left = {rect.x, rect.y, right - GAP, rect.height};
	if (status_notice_until(state, now_ms) > 0)
		label_draw(grid, left, PAD, 0, state->notice_is_error ? STYLE_ERROR : STYLE_NOTICE,
		           state->notice);
	else if (state->status == STATE_STOPPED && state->status_text)
		label_draw(grid, left, PAD, 0, STYLE_ERROR, state->status_text);
	else
		draw_hints(keymap, context, grid, left);
}
