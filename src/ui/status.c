#include "ui/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/file_line.h"
#include "ui/label.h"
#include "ui/report.h"

#define PAD 1
#define GAP 2
#define SHORT_BELOW 60 /* columns */

/* The keys that matter where one is; the first ones if there is not room for all. */
#define HINTS_MAX 8
static const enum action compose_hints[HINTS_MAX] = {ACTION_CONNECT, ACTION_SWITCH, ACTION_NEXT_UNREAD,
                                                     ACTION_JUMP,    ACTION_HELP,   ACTION_COUNT};
static const enum action heading_hints[HINTS_MAX] = {
        ACTION_CONNECT,          ACTION_CONVGROUP_NEW, ACTION_CONVGROUP_RENAME,
        ACTION_CONVGROUP_DELETE, ACTION_HELP,          ACTION_COUNT};
static const enum action conversation_hints[HINTS_MAX] = {ACTION_CONNECT, ACTION_CONVGROUP_NEW, ACTION_MOVE,
                                                          ACTION_JUMP,    ACTION_HELP,          ACTION_COUNT};
static const enum action message_hints[HINTS_MAX] = {ACTION_REPLY, ACTION_REACT, ACTION_COPY, ACTION_FORWARD,
                                                     ACTION_WHO,   ACTION_HELP,  ACTION_COUNT};
static const enum action own_hints[HINTS_MAX] = {ACTION_EDIT_MESSAGE, ACTION_RECALL, ACTION_REPLY,
                                                 ACTION_REACT,        ACTION_WHO,    ACTION_HELP,
                                                 ACTION_COUNT};
static const enum action recalled_hints[HINTS_MAX] = {ACTION_DELETE_MESSAGE, ACTION_HELP, ACTION_COUNT};
static const enum action unsent_hints[HINTS_MAX] = {
        ACTION_STOP_FILE, ACTION_EDIT_MESSAGE, ACTION_DELETE_MESSAGE, ACTION_COPY, ACTION_HELP, ACTION_COUNT};

/* Stopping it stands first where there is something to stop. */
static const enum action file_hints[HINTS_MAX] = {ACTION_STOP_FILE, ACTION_SAVE_FILE, ACTION_VIEW_FILE,
                                                  ACTION_REPLY,     ACTION_REACT,     ACTION_FORWARD,
                                                  ACTION_HELP,      ACTION_COUNT};
static const enum action own_file_hints[HINTS_MAX] = {ACTION_STOP_FILE, ACTION_RECALL, ACTION_SAVE_FILE,
                                                      ACTION_VIEW_FILE, ACTION_REPLY,  ACTION_FORWARD,
                                                      ACTION_HELP,      ACTION_COUNT};

int64_t status_notice_until(const struct state *state, int64_t now_ms)
{
	if (!state->notice)
		return 0;
	int64_t until = state->notice_at_ms + (state->notice_is_error ? STATUS_ERROR_MS
	                                       : state->notice_passed ? STATUS_NOTICE_LEAST_MS
	                                                              : STATUS_NOTICE_MS);
	return until > now_ms ? until : 0;
}

static const enum action *hints_for(const struct state *state, const struct status_focus *focus)
{
	const struct state_row *row = focus->row;
	bool own = focus->message && str_equal(focus->message->from, state->self);
	bool file = focus->message && focus->message->kind == STATE_FILE;
	if (focus->context == ACTION_MESSAGE && focus->message && focus->message->recalled)
		return recalled_hints;
	if (focus->context == ACTION_MESSAGE && focus->message && focus->message->delivery != STATE_DELIVERED)
		return unsent_hints;
	if (focus->context == ACTION_MESSAGE && file)
		return own ? own_file_hints : file_hints;
	if (focus->context == ACTION_MESSAGE)
		return own ? own_hints : message_hints;
	if (focus->context == ACTION_COMPOSE)
		return compose_hints;
	return row && row->convgroup && !row->conversation ? heading_hints : conversation_hints;
}

/* Nobody knows what becomes of one that was sent, until it is answered. */
static bool can_be_changed(const struct state_message *message)
{
	return message->delivery == STATE_DELIVERED || state_is_unsent(message);
}

/* Is there something for it to do? */
static bool is_of_use(const struct state *state, int64_t others, const struct status_focus *focus,
                      enum action hint)
{
	const struct state_transfer *transfer = focus->message ? state_transfer(state, focus->message) : NULL;
	bool under_way = transfer && transfer->phase == STATE_TRANSFER_RUNNING;
	switch (hint) {
	case ACTION_CONNECT:
		return state->status == STATE_OFFLINE && state->retry_at_ms != 0;
	case ACTION_NEXT_UNREAD:
		return state_unread_elsewhere(state) + others > 0;
	case ACTION_STOP_FILE:
		return under_way;
	case ACTION_EDIT_MESSAGE:
		return focus->message->kind == STATE_TEXT && can_be_changed(focus->message);
	case ACTION_DELETE_MESSAGE:
		return can_be_changed(focus->message);
	case ACTION_SAVE_FILE:
		return !under_way && focus->message->file;
	case ACTION_VIEW_FILE:
		return !under_way && focus->message->file && file_line_may_be_picture(focus->message);
	default:
		return true;
	}
}

/* Columns that "Tab switch panes" takes; 0 when there is no key for it. */
static int hint_width(const struct keymap *keymap, enum action_context context, enum action hint,
                      char name[KEY_NAME_SIZE])
{
	struct key key;
	if (!keymap_key(keymap, context, hint, &key))
		return 0;
	key_to_name(key, name);
	return utf8_width(name) + 1 + utf8_width(action_table[hint].help);
}

/* Whole hints only; that to help, the last one, before any other. */
static void draw_hints(const struct state *state, int64_t others, const struct keymap *keymap,
                       struct status_focus focus, struct grid *grid, struct rect rect)
{
	enum action_context context = focus.context;
	char name[KEY_NAME_SIZE];
	int help = hint_width(keymap, context, ACTION_HELP, name), x = PAD;
	for (const enum action *hint = hints_for(state, &focus); *hint != ACTION_COUNT; hint++) {
		int width = hint_width(keymap, context, *hint, name);
		int kept = *hint == ACTION_HELP ? 0 : GAP + help;
		if (width == 0 || !is_of_use(state, others, &focus, *hint) || x + width + kept > rect.width)
			continue;
		x += grid_text(grid, rect, x, 0, STYLE_KEY, name) + 1;
		x += grid_text(grid, rect, x, 0, STYLE_FAINT, action_table[*hint].help) + GAP;
	}
}

/* What the focus on one group leaves out is silent, and counts. */
static void narrowed_text(const struct state *state, int64_t others, int width, char *out, size_t size)
{
	char count[LABEL_COUNT_SIZE];
	int64_t unread = state_unread_narrowed_out(state) + others;
	label_count(unread, count);
	if (unread == 0)
		snprintf(out, size, width < SHORT_BELOW ? "focus" : "focus: the rest is silent");
	else
		snprintf(out, size,
		         width < SHORT_BELOW ? "focus, %s silent" : "focus: the rest is silent, %s unread",
		         count);
}

/* What the person asked for and the server has not done. */
static void edits_text(const struct state *state, char *out, size_t size)
{
	size_t waiting = state_edits(state, false), refused = state_edits(state, true);
	if (refused > 0)
		snprintf(out, size, "%zu refused", refused);
	else if (waiting > 0 && state->edits.items[state->edits.len - 1]->told)
		snprintf(out, size, "%zu wait%s", waiting, waiting == 1 ? "s" : "");
}

/* "3 unread elsewhere, 1 for you": the one is one of the three. `brief`: "3 unread". */
static void unread_text(const struct state *state, struct status_sums sums, int width, bool brief, char *out,
                        size_t size)
{
	int64_t here = state_unread_total(state), unread = here + sums.unread;
	int64_t mentions = state_mentions_total(state) + sums.mentions;
	bool elsewhere = here == state_unread_elsewhere(state) && width >= SHORT_BELOW;
	char count[LABEL_COUNT_SIZE], mentioned[LABEL_COUNT_SIZE], for_you[LABEL_COUNT_SIZE + 16] = "";
	*out = '\0';
	label_count(unread, count);
	label_count(mentions, mentioned);
	if (mentions > 0)
		snprintf(for_you, sizeof(for_you), ", %s for you", mentioned);
	if (unread > 0)
		snprintf(out, size, "%s unread%s%s", count, elsewhere && !brief ? " elsewhere" : "",
		         brief ? "" : for_you);
}

/* What stands at the right; where it is much, the keys keep their room. */
static void sum_text(const struct state *state, struct status_sums sums, int width, char *out, size_t size)
{
	char edits[32] = "", marked[32] = "", unread[64];
	edits_text(state, edits, sizeof(edits));
	if (sums.marked > 0)
		snprintf(marked, sizeof(marked), "%zu marked", sums.marked);
	unread_text(state, sums, width, *edits || *marked, unread, sizeof(unread));
	snprintf(out, size, "%s%s%s%s%s", edits, *edits && *marked ? ", " : "", marked,
	         (*edits || *marked) && *unread ? ", " : "", unread);
}

/* What to do stands first: on a narrow screen the end is cut. */
static char *refusal_text(const struct state *state, const struct keymap *keymap)
{
	char name[KEY_NAME_SIZE] = "", *text;
	struct key key;
	if (keymap_key(keymap, ACTION_COMPOSE, ACTION_CONNECT, &key))
		key_to_name(key, name);
	if (asprintf(&text, "Log in again: %s%s%s (%s)", state->remedy, *name ? ", then " : "", name,
	             state->status_text ? state->status_text : "refused") < 0)
		abort();
	return text;
}

/* What was just said, or why there is no connection; NULL: the keys have the line. */
static char *report(const struct state *state, const struct keymap *keymap, int64_t now_ms, enum style *style)
{
	bool notice = status_notice_until(state, now_ms) > 0;
	*style = notice && !state->notice_is_error ? STYLE_NOTICE : STYLE_ERROR;
	if (notice)
		return mem_strdup(state->notice);
	if (state->status != STATE_STOPPED)
		return NULL;
	return state->remedy ? refusal_text(state, keymap) : mem_strdup(state->status_text);
}

static int report_width(const char *text)
{
	char *clean = utf8_clean(text, false);
	int width = utf8_width(clean);
	free(clean);
	return width;
}

static bool is_refusal(const struct state *state, int64_t now_ms)
{
	return state->notice_is_error && status_notice_until(state, now_ms) > 0;
}

/* A report that needs the whole line has it: what is unread elsewhere can be told later. */
void status_draw(const struct state *state, const struct keymap *keymap, struct status_focus focus,
                 struct status_sums sums, int64_t now_ms, struct grid *grid, struct rect rect)
{
	char unread[160];
	enum style style;
	char *said = report(state, keymap, now_ms, &style);
	grid_fill(grid, rect, STYLE_NORMAL);
	if (state->narrowed)
		narrowed_text(state, sums.unread, rect.width, unread, sizeof(unread));
	else
		sum_text(state, sums, rect.width, unread, sizeof(unread));
	int right = rect.width - PAD - (int)strlen(unread);
	if (said && PAD + report_width(said) + GAP > right) {
		report_draw(grid, rect, PAD, style, said, is_refusal(state, now_ms));
		free(said);
		return;
	}
	if (right > 0)
		grid_text(grid, rect, right, 0, STYLE_UNREAD, unread);
	struct rect left = {rect.x, rect.y, right - GAP, rect.height};
	if (said)
		report_draw(grid, left, PAD, style, said, is_refusal(state, now_ms));
	else
		draw_hints(state, sums.unread, keymap, focus, grid, left);
	free(said);
}
