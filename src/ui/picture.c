/* The ui as a picture: which panes are to be drawn again, and where. */
#include "ui/private.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "ui/box.h"
#include "ui/glyph.h"
#include "ui/label.h"
#include "ui/stack.h"
#include "ui/status.h"
#include "ui/title.h"
#include "ui/welcome.h"

#define RULE_NOTE_SIZE 128
#define WRITERS_NAMED 2 /* of more who write at once only the number is said */
#define BOX_BESIDE_FROM_HEIGHT 16
#define NOTE_MARGIN 2 /* columns of the rule to the right of what stands on it */

static struct line *open_line(struct ui *ui, const struct state *state)
{
	const char *target = ui_target(ui, state);
	return target ? compose_line(&ui->compose, target) : NULL;
}

/* Where there is more room now, what is below comes in sight rather than nothing above the first message. */
static void fill_room(struct ui *ui, const struct state *state)
{
	char hint[UI_HINT_SIZE];
	struct entry_pane pane = ui_pane(ui, state, 0, hint);
	if (ui->messages.away && pane.conversation)
		messages_scroll(&ui->messages, &pane, ui->layout.messages.height, 0);
}

void ui_lay_out(struct ui *ui, const struct state *state)
{
	struct layout before = ui->layout;
	const struct line *line = open_line(ui, state);
	int rows = line ? compose_rows(line, layout_compose_width(ui->width, ui->looks.sidebar)) : 1;
	layout_compute(&ui->layout, ui->width, ui->height,
	               (struct layout_wish){rows, ui->looks.sidebar, ui->in_sidebar, ui->bare});
	/* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison): padding that differs costs one drawing */
	if (memcmp(&before, &ui->layout, sizeof(before)) == 0)
		return;
	ui->dirty = UI_ALL;
	fill_room(ui, state);
}

struct entry_pane ui_pane(const struct ui *ui, const struct state *state, int64_t now_ms,
                          char hint[UI_HINT_SIZE])
{
	struct key retry, edit;
	const struct state_conversation *origin;
	char retry_name[KEY_NAME_SIZE], edit_name[KEY_NAME_SIZE];
	*hint = '\0';
	if (keymap_key(ui->keymap, ACTION_COMPOSE, ACTION_RETRY, &retry) &&
	    keymap_key(ui->keymap, ACTION_COMPOSE, ACTION_TAKE_BACK, &edit)) {
		key_to_name(retry, retry_name);
		key_to_name(edit, edit_name);
		snprintf(hint, UI_HINT_SIZE, "%s sends it again, %s edits it", retry_name, edit_name);
	}
	const struct state_message *selected = selecting_message(ui, state, &origin);
	const struct state_message *chosen = state->feed && !ui->bare ? feeding_chosen(ui) : NULL;
	return (struct entry_pane){
	        .conversation = state->feed ? &ui->feed.shown : state_current(state),
	        .origins = state->feed ? ui->feed.origins.items : NULL,
	        .state = state,
	        .selected = selected ? selected : chosen,
	        .lit = selected ? searching_lit(ui, origin, selected) : NULL,
	        .self = state->self,
	        .hint = hint,
	        .width = ui->layout.messages.width,
	        .names = ui->messages.names,
	        .bare = ui->bare,
	        .now_ms = now_ms,
	};
}

/* ---- panes ---- */

/* Whom an answer goes to. */
static void draw_target(const struct ui *ui, const struct state *state, struct grid *grid, struct rect rect)
{
	const struct state_conversation *target = state_conversation(state, ui->feed.target);
	if (!state->feed || !target)
		return;
	char *label = label_conversation(target), text[RULE_NOTE_SIZE];
	snprintf(text, sizeof(text), " to %s ", label);
	struct rect left = {rect.x, rect.y, rect.width / 2, rect.height};
	grid_text_ellipsis(grid, left, NOTE_MARGIN, 0, STYLE_PLACE, text);
	free(label);
}

/* "bob, carol": what is too long of each is cut, so that `rect` has them all. Columns used. */
static int draw_writers_names(const struct state *state, const struct state_conversation *conversation,
                              struct grid *grid, struct rect rect)
{
	int x = 0, count = (int)conversation->writers.len;
	for (int i = 0; i < count; i++) {
		int left = count - i, room = (rect.width - x - 2 * (left - 1)) / left;
		struct rect name = {rect.x + x, rect.y, room > 1 ? room : 1, rect.height};
		char *label = label_person(state, conversation->writers.items[i].user);
		x += grid_text_ellipsis(grid, name, 0, 0, STYLE_TYPING, label);
		free(label);
		if (left > 1)
			x += grid_text(grid, rect, x, 0, STYLE_TYPING, ", ");
	}
	return x;
}

/* " bob is typing… ", on the rule: where it moves nothing. Of a long name the end goes, not the words. */
static void draw_writers(const struct state *state, struct grid *grid, struct rect rect)
{
	const struct state_conversation *conversation = state_current(state);
	char words[RULE_NOTE_SIZE], people[RULE_NOTE_SIZE];
	if (!conversation || conversation->writers.len == 0)
		return;
	size_t count = conversation->writers.len;
	snprintf(words, sizeof(words), " %s typing%s ", count > 1 ? "are" : "is", glyph(GLYPH_ELLIPSIS));
	snprintf(people, sizeof(people), "%zu people", count);
	struct rect left = {rect.x + NOTE_MARGIN, rect.y, rect.width - NOTE_MARGIN, rect.height};
	int x = grid_text(grid, left, 0, 0, STYLE_TYPING, " ");
	struct rect names = {left.x + x, left.y, left.width - x - utf8_width(words), left.height};
	if (count > WRITERS_NAMED)
		x += grid_text(grid, left, x, 0, STYLE_TYPING, people);
	else
		x += draw_writers_names(state, conversation, grid, names);
	grid_text_ellipsis(grid, left, x, 0, STYLE_TYPING, words);
}

/* What is written is for one message: which, and how to leave that. */
static bool draw_intent(struct ui *ui, const struct state *state, struct grid *grid, struct rect rect)
{
	const struct intent *intent = intents_find(&ui->intents, ui_target(ui, state));
	if (!intent)
		return false;
	struct rect left = {rect.x + NOTE_MARGIN, rect.y, rect.width * 2 / 3, rect.height};
	const char *verb = intent->ticket ? " changing " : intent->editing ? " editing " : " answering ";
	int x = grid_text(grid, left, 0, 0, STYLE_INTENT, verb);
	struct rect said = {left.x + x, left.y, left.width - x, left.height};
	x = 0;
	if (!intent->editing) {
		char *name = label_person(state, intent->from);
		x += grid_text(grid, said, x, 0, label_name_style(intent->from), name);
		free(name);
		x += grid_text(grid, said, x, 0, STYLE_QUOTE, ": ");
	}
	x += grid_text_ellipsis(grid, said, x, 0, STYLE_QUOTE, intent->text);
	grid_text(grid, said, x, 0, STYLE_QUOTE, " ");
	return true;
}

static void draw_messages(struct ui *ui, const struct state *state, int64_t now_ms, struct grid *grid)
{
	struct rect rect = ui->layout.messages;
	char hint[UI_HINT_SIZE];
	const struct state_conversation *conversation = state->feed ? &ui->feed.shown : state_current(state);
	if (state->feed && conversation->messages.len == 0) {
		grid_fill(grid, rect, STYLE_NORMAL);
		grid_text(grid, rect, NOTE_MARGIN, rect.height / 3, STYLE_FAINT,
		          "Nothing was said in this group yet.");
		return;
	}
	if (!conversation || conversation->messages.len == 0) {
		welcome_draw(state, ui->keymap, ui->in_sidebar, grid, rect);
		return;
	}
	struct entry_pane pane = ui_pane(ui, state, now_ms, hint);
	messages_draw(&ui->messages, &pane, grid, rect);
}

/* What the rule above the compose line has to say: the most urgent thing. */
static enum style rule_note(struct ui *ui, const struct state *state, char note[RULE_NOTE_SIZE])
{
	const struct state_conversation *conversation = state->feed ? &ui->feed.shown : state_current(state);
	const struct line *line = open_line(ui, state);
	long long most = (long long)state->limits.message_bytes;
	*note = '\0';
	if (!conversation)
		return STYLE_BORDER;
	int64_t below = messages_new_below(&ui->messages, conversation);
	if (most > 0 && line && (long long)line->len > most) {
		snprintf(note, RULE_NOTE_SIZE, " too long: %zu of %lld bytes ", line->len, most);
		return STYLE_ERROR;
	}
	if (most > 0 && line && (long long)line->len > most / 4 * 3) {
		snprintf(note, RULE_NOTE_SIZE, " %zu of %lld bytes ", line->len, most);
		return STYLE_NORMAL;
	}
	if (below > 0) {
		snprintf(note, RULE_NOTE_SIZE, " %s %lld new below ", glyph(GLYPH_BELOW), (long long)below);
		return STYLE_BELOW;
	}
	if (conversation->held && conversation->unread > 0)
		snprintf(note, RULE_NOTE_SIZE, " stays unread ");
	else if (conversation->loading)
		snprintf(note, RULE_NOTE_SIZE, " %s loading%s ", glyph(GLYPH_ABOVE), glyph(GLYPH_ELLIPSIS));
	else if (ui->messages.away)
		snprintf(note, RULE_NOTE_SIZE, " %s more below ", glyph(GLYPH_BELOW));
	return STYLE_BORDER;
}

static void draw_rule(struct ui *ui, const struct state *state, struct grid *grid)
{
	struct rect rect = ui->layout.rule, divider = ui->layout.divider;
	char note[RULE_NOTE_SIZE];
	if (rect.height == 0)
		return;
	for (int x = 0; x < rect.width; x++)
		grid_text(grid, rect, x, 0, STYLE_BORDER, glyph(GLYPH_HORIZONTAL));
	if (divider.height > 0)
		grid_text(grid, divider, 0, rect.y - divider.y, STYLE_BORDER, glyph(GLYPH_TEE));
	const struct line *line = open_line(ui, state);
	if (line && !ui->in_sidebar && completion_is_open(&ui->compose.completion, line)) {
		completion_draw(&ui->compose.completion, grid,
		                (struct rect){rect.x + NOTE_MARGIN, rect.y, rect.width - 2 * NOTE_MARGIN, 1});
		return;
	}
	bool meant = draw_intent(ui, state, grid, rect);
	if (!meant)
		draw_target(ui, state, grid, rect);
	enum style style = rule_note(ui, state, note);
	int x = rect.width - NOTE_MARGIN - utf8_width(note);
	if (!state->feed && !meant)
		draw_writers(state, grid, (struct rect){rect.x, rect.y, x - 1, rect.height});
	if (*note && x > 0)
		grid_text(grid, rect, x, 0, style, note);
}

static void draw_divider(const struct ui *ui, struct grid *grid)
{
	struct rect rect = ui->layout.divider;
	for (int y = 0; y < rect.height; y++)
		grid_text(grid, rect, 0, y, STYLE_BORDER, glyph(GLYPH_VERTICAL));
}

/* The conversation's part of the screen, so that the sidebar stays in sight; all of a small one, and to read. */
struct rect ui_box_room(const struct ui *ui)
{
	struct rect pane = ui->layout.messages;
	bool reading =
	        ui->dialog.purpose->kind == DIALOG_READING || ui->dialog.purpose->kind == DIALOG_SEARCH;
	if (ui->layout.one_pane || reading || ui->height < BOX_BESIDE_FROM_HEIGHT)
		return (struct rect){0, 0, ui->width, ui->height};
	return (struct rect){pane.x + 1, pane.y, pane.width - 2, ui->height - pane.y};
}

/* What the keys are about that the status line names. */
static struct status_focus hinted(const struct ui *ui, const struct state *state)
{
	const struct state_conversation *origin;
	if (ui->in_sidebar)
		return (struct status_focus){.context = ACTION_SIDEBAR, .row = sidebar_row(&ui->sidebar)};
	if (!ui->selection.on)
		return (struct status_focus){.context = ACTION_COMPOSE};
	return (struct status_focus){.context = ACTION_MESSAGE,
	                             .message = selecting_message(ui, state, &origin)};
}

static struct status_sums sums(const struct ui *ui)
{
	struct status_sums sums = {.marked = marks_count(&ui->marks)};
	for (size_t i = 0; accounts_has_several(ui) && i < ui->desk->accounts.len; i++) {
		const struct state *state = ui->desk->accounts.items[i].state;
		sums.unread += i == ui->desk->shown ? 0 : state_unread_total(state);
		sums.mentions += i == ui->desk->shown ? 0 : state_mentions_total(state);
	}
	return sums;
}

static void draw_panes(struct ui *ui, const struct state *state, int64_t now_ms, struct grid *grid)
{
	grid->cursor_x = grid->cursor_y = -1;
	if (ui->dirty & UI_TITLE)
		title_draw(state, accounts_name(ui), &ui->layout, now_ms, grid);
	if (ui->dirty & UI_SIDEBAR)
		stack_draw(ui, state, grid, ui->layout.sidebar);
	if (ui->dirty & UI_SIDEBAR)
		draw_divider(ui, grid);
	/* The cursor stands on the selected one. */
	if (ui->dirty & UI_MESSAGES || ui->selection.on)
		draw_messages(ui, state, now_ms, grid);
	if (!ui->selection.on)
		grid->cursor_x = grid->cursor_y = -1;
	/* Always: the cursor's place is set there, too. */
	draw_rule(ui, state, grid);
	compose_draw(open_line(ui, state), ui->speller, ui_pane_context(ui) == ACTION_COMPOSE, grid,
	             ui->layout.compose);
	if (ui->dirty & UI_STATUS)
		status_draw(state, ui->keymap, hinted(ui, state), sums(ui), now_ms, grid, ui->layout.status);
	if (dialog_is_open(&ui->dialog))
		box_draw(&ui->dialog, ui->keymap, grid, ui_box_room(ui));
}

/* ---- what changed ---- */

static void note_changes(struct ui *ui, const struct state *state, int64_t now_ms)
{
	int64_t countdown = title_countdown(state, now_ms);
	bool notice = status_notice_until(state, now_ms) > 0;
	if (state->dirty & STATE_DIRTY_SIDEBAR)
		ui->dirty |= UI_SIDEBAR | UI_TITLE | UI_STATUS;
	if (state->dirty & STATE_DIRTY_MESSAGES)
		ui->dirty |= UI_MESSAGES | UI_TITLE | UI_COMPOSE | UI_STATUS;
	if (state->dirty & STATE_DIRTY_STATUS)
		ui->dirty |= UI_TITLE | UI_STATUS | UI_MESSAGES;
	if (ui->desk && desk_others_changed(ui->desk))
		ui->dirty |= UI_SIDEBAR | UI_STATUS;
	if (countdown != ui->drawn_countdown)
		ui->dirty |= UI_TITLE;
	if (notice != ui->drawn_notice)
		ui->dirty |= UI_STATUS;
	ui->drawn_countdown = countdown;
	ui->drawn_notice = notice;
}

static void follow_size(struct ui *ui, const struct grid *grid)
{
	if (ui->width == grid->width && ui->height == grid->height)
		return;
	ui->width = grid->width;
	ui->height = grid->height;
	ui->follow_again = true;
	ui->dirty = UI_ALL;
}

bool ui_draw(struct ui *ui, const struct state *state, int64_t now_ms, struct grid *grid)
{
	follow_size(ui, grid);
	note_changes(ui, state, now_ms);
	sidebar_follow(&ui->sidebar, state);
	if (state->dirty)
		feeding_follow(ui, state);
	ui_lay_out(ui, state);
	if (ui->dirty == 0)
		return false;
	if (ui->dirty == UI_ALL)
		grid_fill(grid, (struct rect){0, 0, grid->width, grid->height}, STYLE_NORMAL);
	/* A box lies over the panes: they come first. */
	if (dialog_is_open(&ui->dialog))
		ui->dirty = UI_ALL;
	grid->repaints = ui->repaints;
	draw_panes(ui, state, now_ms, grid);
	ui->dirty = 0;
	return true;
}

int64_t ui_next_change(const struct ui *ui, const struct state *state, int64_t now_ms)
{
	int64_t next = status_notice_until(state, now_ms), countdown = title_countdown(state, now_ms);
	int64_t second = state->retry_at_ms - (countdown - 1) * 1000;
	if (ui->follow_again)
		return now_ms;
	if (countdown > 0 && (next == 0 || second < next))
		next = second;
	return next;
}
