#include "ui/title.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "ui/glyph.h"
#include "ui/label.h"

#define PAD 1
#define TEXT_MAX 4096
#define ABOUT_MIN 8 /* columns */
#define STATUS_SHARE 2 /* the connection takes at most one part of so many */

int64_t title_countdown(const struct state *state, int64_t now_ms)
{
	if (state->status != STATE_OFFLINE || state->retry_at_ms <= now_ms)
		return 0;
	return (state->retry_at_ms - now_ms + 999) / 1000;
}

enum style title_sign(const struct state *state, enum glyph *sign)
{
	switch (state->status) {
	case STATE_ONLINE:
		*sign = GLYPH_ONLINE;
		return STYLE_ONLINE;
	case STATE_SYNCING:
	case STATE_CONNECTING:
		*sign = GLYPH_OFFLINE;
		return STYLE_CONNECTING;
	case STATE_STOPPED:
		*sign = GLYPH_REFUSED;
		return STYLE_OFFLINE;
	default:
		*sign = GLYPH_OFFLINE;
		return STYLE_OFFLINE;
	}
}

static enum style connection(const struct state *state, int64_t now_ms, struct buf *text)
{
	int64_t seconds = title_countdown(state, now_ms);
	enum glyph sign;
	enum style style = title_sign(state, &sign);
	buf_printf(text, "%s ", glyph(sign));
	switch (state->status) {
	case STATE_ONLINE:
		buf_append_str(text, "online");
		break;
	case STATE_SYNCING:
		buf_printf(text, "loading%s", glyph(GLYPH_ELLIPSIS));
		break;
	case STATE_CONNECTING:
		buf_printf(text, "connecting%s", glyph(GLYPH_ELLIPSIS));
		break;
	case STATE_STOPPED:
		buf_append_str(text, state->remedy ? "logged out" : "not connected");
		break;
	default:
		buf_append_str(text, "offline");
		if (seconds > 0)
			buf_printf(text, ", again in %lld s", (long long)seconds);
	}
	return style;
}

/* "Suppliers, Research › #test" */
static char *place(const struct state_conversation *conversation)
{
	struct buf text;
	buf_init(&text, TEXT_MAX);
	for (size_t i = 0; i < conversation->convgroups.len; i++)
		buf_printf(&text, "%s%s", i > 0 ? ", " : "", conversation->convgroups.items[i]);
	if (text.len > 0)
		buf_printf(&text, " %s ", glyph(GLYPH_CURRENT));
	char *label = label_conversation(conversation);
	buf_append_str(&text, label);
	free(label);
	char *taken = buf_take(&text);
	buf_finish(&text);
	return taken;
}

/* "Suppliers › all of it" */
static char *feed_place(const struct state *state)
{
	struct buf text;
	buf_init(&text, TEXT_MAX);
	buf_printf(&text, "%s %s all of it", state->feed, glyph(GLYPH_CURRENT));
	char *taken = buf_take(&text);
	buf_finish(&text);
	return taken;
}

/* Whether somebody is there, and what he says of himself. */
static void draw_person(const struct state *state, const struct state_conversation *conversation, int x,
                        struct grid *grid, struct rect rect)
{
	if (conversation->presence == STATE_PRESENCE_ONLINE)
		x += grid_text(grid, rect, x, 0, STYLE_PRESENT, glyph(GLYPH_ONLINE)) + 1;
	if (state_is_blocked(state, conversation))
		x += grid_text(grid, rect, x, 0, STYLE_FAINT, "blocked") + 1;
	if (conversation->status && x < rect.width)
		label_draw(grid, rect, x, 0, STYLE_FAINT, conversation->status);
}

/* That it is private, and what it says of itself: dim, and as far as there is room for more than a few letters. */
static void draw_room(const struct state_conversation *conversation, int x, struct grid *grid,
                      struct rect rect)
{
	struct buf text;
	if (rect.width - x < ABOUT_MIN)
		return;
	buf_init(&text, TEXT_MAX);
	if (conversation->private_room)
		buf_printf(&text, "%s private ", glyph(GLYPH_DOT));
	if (conversation->about)
		buf_printf(&text, "%s %s", glyph(GLYPH_DOT), conversation->about);
	label_draw(grid, rect, x, 0, STYLE_FAINT, text.data);
	buf_finish(&text);
}

/* The columns left between what stands at the left and the connection at the right hold the place. */
static void draw_place(const struct state *state, const struct layout *layout, int left, int right,
                       struct grid *grid)
{
	const struct state_conversation *conversation = state_current(state);
	bool feed = state->feed != NULL;
	int x = layout->one_pane ? left : layout->messages.x + PAD;
	if (!conversation && !feed)
		return;
	if (x < left)
		x = left;
	struct rect rect = {x, layout->title.y, right - x, layout->title.height};
	char *text = feed ? feed_place(state) : place(conversation);
	int end = label_draw(grid, rect, 0, 0, STYLE_PLACE, text);
	free(text);
	if (!feed && conversation->kind == STATE_ROOM)
		draw_room(conversation, end + 1, grid, rect);
	else if (!feed)
		draw_person(state, conversation, end + 1, grid, rect);
}

/* At the left: the program and the account; beside a conversation that has the screen, only which one of several. */
static int draw_account(const struct state *state, const char *account, const struct layout *layout,
                        bool conversation_only, struct grid *grid, struct rect room)
{
	int left = PAD;
	if (!conversation_only && !layout->one_pane)
		room.width = layout->sidebar.width;
	if (!conversation_only)
		left += grid_text_ellipsis(grid, room, left, 0, STYLE_APP, "covey") + 2;
	if (account)
		left += label_draw(grid, room, left, 0, STYLE_ACCOUNT_SHOWN, account) + 2;
	if (!conversation_only && !str_equal(account, state->account))
		left += label_draw(grid, room, left, 0, STYLE_ACCOUNT, state->account) + 2;
	return left;
}

void title_draw(const struct state *state, const char *account, const struct layout *layout, int64_t now_ms,
                struct grid *grid)
{
	struct rect rect = layout->title;
	bool conversation_only = layout->one_pane && layout->messages.height > 0;
	struct buf text;
	grid_fill(grid, rect, STYLE_NORMAL);
	buf_init(&text, TEXT_MAX);
	enum style style = connection(state, now_ms, &text);
	int width = utf8_width(text.data), most = rect.width / STATUS_SHARE;
	if (width > most) { /* the sign alone still says it */
		text.data[utf8_fit(text.data, 1)] = '\0';
		width = 1;
	}
	int right = rect.width - PAD - width;
	grid_text(grid, rect, right > 0 ? right : 0, 0, style, text.data);
	buf_finish(&text);
	struct rect room = {rect.x, rect.y, right - PAD, rect.height};
	int left = draw_account(state, account, layout, conversation_only, grid, room);
	if (!layout->one_pane || conversation_only)
		draw_place(state, layout, left, right - 2, grid);
}
