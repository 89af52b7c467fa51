#include "ui/entry.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "ui/file_line.h"
#include "ui/found.h"
#include "ui/glyph.h"
#include "ui/label.h"
#include "ui/mention.h"

/* Messages of one person within it stand under one name. */
#define GROUP_MS (5 * 60 * 1000)

#define PAD 1 /* blank columns at both sides of the pane */
#define TIME_WIDTH 5
#define GAP 2 /* between name and text; the second column of it holds the bar of a mention */
#define STACKED_BELOW 48 /* columns of a pane */
#define NAME_MIN 8 /* columns of the names */
#define NAME_MAX 16
#define NAME_SHARE 4 /* at most one part of so many of the pane: the text keeps its room */
#define STACKED_INDENT 3
#define RECEIPT_WIDTH 3 /* of the signs behind one's own, and the blank before them */
#define TEXT_MAX (1024 * 1024)

struct columns {
	bool stacked;
	int name, name_width, text, text_width;
};

static int name_width(const struct entry_pane *pane)
{
	int most = pane->width / NAME_SHARE < NAME_MAX ? pane->width / NAME_SHARE : NAME_MAX;
	return pane->names < NAME_MIN ? NAME_MIN : pane->names > most ? most : pane->names;
}

static struct columns columns_of(const struct entry_pane *pane)
{
	int width = pane->width;
	struct columns columns = {.stacked = width < STACKED_BELOW || pane->bare,
	                          .text = pane->bare ? 0 : STACKED_INDENT};
	if (!columns.stacked) {
		columns.name = PAD + TIME_WIDTH + 1;
		columns.name_width = name_width(pane);
		columns.text = columns.name + columns.name_width + GAP;
	}
	columns.text_width = width - columns.text - (pane->bare ? 0 : PAD);
	return columns;
}

static bool is_speech(const struct state_message *message)
{
	return message->kind != STATE_TIP && message->from;
}

static bool continues(const struct state_message *before, const struct state_message *message)
{
	return is_speech(before) && is_speech(message) && str_equal(before->from, message->from) &&
	       message->time_ms - before->time_ms < GROUP_MS;
}

static bool is_first_new(const struct state_conversation *conversation, const struct state_message *before,
                         const struct state_message *message)
{
	int64_t first = conversation->first_new;
	if (first == 0 || message->sequence < first)
		return false;
	return before ? before->sequence > 0 && before->sequence < first : message->sequence == first;
}

/* `text`, and how much of it was said. */
static void put_text(struct entry *entry)
{
	const struct state_message *message = entry->message;
	struct buf text;
	char size[LABEL_SIZE_SIZE];
	buf_init(&text, TEXT_MAX);
	if (entry->place)
		buf_printf(&text, "%s  ", entry->place);
	if (message->recalled) {
		buf_append_str(&text, "message recalled");
	} else {
		char *clean = utf8_clean(message->text ? message->text : "", true);
		buf_printf(&text, "%s%s", message->kind == STATE_FILE ? "file: " : "", clean);
		free(clean);
	}
	entry->said = text.len;
	if (message->kind == STATE_FILE && message->file_size > 0) {
		label_size(message->file_size, size);
		buf_printf(&text, " (%s)", size);
	}
	if (message->edited && !message->recalled)
		buf_append_str(&text, " (edited)");
	entry->text = buf_take(&text);
	buf_finish(&text);
}

static void add_rows(struct entry *entry, enum entry_line_kind kind, const struct wrap_rows *rows)
{
	for (size_t i = 0; i < rows->len; i++) {
		struct entry_line line = {kind, i};
		vec_push(&entry->lines, line);
	}
}

static void add_line(struct entry *entry, enum entry_line_kind kind)
{
	struct entry_line line = {kind, 0};
	vec_push(&entry->lines, line);
}

/* `what` was not done, and `why`; `hint`: what can be done about it, or "". */
static void add_reason(struct entry *entry, const char *what, const char *why, const char *hint, int width)
{
	struct buf reason;
	buf_init(&reason, TEXT_MAX);
	char *clean = utf8_clean(why, false);
	buf_printf(&reason, "%s %s: %s", glyph(GLYPH_REFUSED), what, clean);
	if (*hint)
		buf_printf(&reason, " %s %s", glyph(GLYPH_DOT), hint);
	free(clean);
	entry->reason = buf_take(&reason);
	buf_finish(&reason);
	wrap_text(&entry->reason_rows, entry->reason, width);
	add_rows(entry, ENTRY_REASON, &entry->reason_rows);
}

/* Of what one has said to one person: is it there, did he read it? */
static enum entry_receipt receipt_of(const struct entry *entry, const struct entry_pane *pane, size_t index)
{
	const struct state_message *message = entry->message;
	const struct state_conversation *conversation =
	        pane->origins ? pane->origins[index] : pane->conversation;
	if (conversation->kind != STATE_PERSON || message->delivery != STATE_DELIVERED ||
	    !str_equal(message->from, pane->self))
		return ENTRY_NO_RECEIPT;
	return message->sequence <= conversation->peer_read_sequence ? ENTRY_READ : ENTRY_SENT;
}

/* What was deleted here is not shown. */
static const struct state_message *shown_before(const struct state_conversation *conversation, size_t index)
{
	while (index-- > 0)
		if (!conversation->messages.items[index].deleted)
			return &conversation->messages.items[index];
	return NULL;
}

void entry_init(struct entry *entry, const struct entry_pane *pane, size_t index)
{
	const struct state_conversation *conversation = pane->conversation;
	assert(conversation->messages.items && index < conversation->messages.len);
	const struct state_message *message = &conversation->messages.items[index];
	const struct state_message *before = shown_before(conversation, index);
	bool day = !before || !label_same_day(before->time_ms, message->time_ms);
	bool marker = is_first_new(conversation, before, message);
	struct columns columns = columns_of(pane);
	const struct state_conversation *origin = pane->origins ? pane->origins[index] : conversation;

	*entry = (struct entry){.message = message};
	if (message->deleted)
		return;
	if (pane->origins)
		entry->place = label_conversation(pane->origins[index]);
	put_text(entry);
	bool same_origin = index > 0 && (!pane->origins || pane->origins[index] == pane->origins[index - 1]);
	entry->grouped = before && !day && !marker && same_origin && continues(before, message);
	entry->same_minute = entry->grouped && before->time_ms / 60000 == message->time_ms / 60000;
	if (day)
		add_line(entry, ENTRY_DAY);
	if (marker)
		add_line(entry, ENTRY_MARKER);
	if (columns.stacked && !entry->grouped && is_speech(message))
		add_line(entry, ENTRY_HEAD);
	entry->first = entry->lines.len;
	entry->receipt = receipt_of(entry, pane, index);
	if (entry->receipt != ENTRY_NO_RECEIPT)
		columns.text_width -= RECEIPT_WIDTH;
	if (quote_init(&entry->quote, origin, message))
		add_line(entry, ENTRY_QUOTE);
	wrap_text(&entry->text_rows, entry->text, columns.text_width);
	add_rows(entry, ENTRY_TEXT, &entry->text_rows);
	for (int i = 0; pane->state && i < file_line_picture_rows(pane->state, message); i++)
		vec_push(&entry->lines, ((struct entry_line){ENTRY_PICTURE, (size_t)i}));
	if (pane->state && file_line_is_there(pane->state, message))
		add_line(entry, ENTRY_FILE);
	chips_init(&entry->chips, message->reactions, pane->self, columns.text_width);
	for (size_t i = 0; i < entry->chips.rows; i++)
		vec_push(&entry->lines, ((struct entry_line){ENTRY_REACTIONS, i}));
	const char *failure = pane->state ? file_line_failure(pane->state, message) : NULL;
	if (message->delivery == STATE_REFUSED)
		add_reason(entry, "not sent", message->error ? message->error : "the server refused it",
		           pane->hint, columns.text_width);
	else if (failure)
		add_reason(entry, "not saved", failure, "", columns.text_width);
}

void entry_finish(struct entry *entry)
{
	quote_finish(&entry->quote);
	chips_finish(&entry->chips);
	free(entry->place);
	free(entry->text);
	free(entry->reason);
	vec_finish(&entry->text_rows);
	vec_finish(&entry->reason_rows);
	vec_finish(&entry->lines);
}

static void draw_centred(struct grid *grid, struct rect rect, int y, enum style style, const char *text)
{
	int x = (rect.width - utf8_width(text)) / 2;
	grid_text(grid, rect, x > 0 ? x : 0, y, style, text);
}

static void draw_marker(struct grid *grid, struct rect rect, int y)
{
	for (int x = PAD; x < rect.width - PAD; x++)
		grid_text(grid, rect, x, y, STYLE_MARKER, glyph(GLYPH_HORIZONTAL));
	draw_centred(grid, rect, y, STYLE_MARKER, " new ");
}

static enum style name_style(const struct entry *entry, const struct entry_pane *pane)
{
	return str_equal(entry->message->from, pane->self) ? STYLE_NAME_SELF
	                                                   : label_name_style(entry->message->from);
}

static enum style text_style(const struct state_message *message)
{
	if (message->delivery == STATE_WAITING)
		return STYLE_TEXT_WAITING;
	if (message->delivery == STATE_REFUSED)
		return STYLE_TEXT_REFUSED;
	if (message->kind == STATE_TIP || message->recalled)
		return STYLE_TEXT_TIP;
	return message->mentions_me ? STYLE_TEXT_MENTION : STYLE_TEXT;
}

/* The time, or why there is none yet. */
static void draw_time(const struct state_message *message, struct grid *grid, struct rect rect, int x, int y)
{
	char time[LABEL_TIME_SIZE];
	if (message->delivery == STATE_WAITING) {
		grid_text(grid, rect, x + 2, y, STYLE_TEXT_WAITING, glyph(GLYPH_ELLIPSIS));
	} else if (message->delivery == STATE_REFUSED) {
		grid_text(grid, rect, x + 2, y, STYLE_ERROR, glyph(GLYPH_REFUSED));
	} else {
		label_time(message->time_ms, time);
		grid_text(grid, rect, x, y, STYLE_TIME, time);
	}
}

static void draw_name_right(const struct entry *entry, const struct entry_pane *pane, struct columns columns,
                            struct grid *grid, struct rect rect, int y)
{
	char *name = label_person(pane->state, entry->message->from);
	int width = utf8_width(name), x = columns.name_width > width ? columns.name_width - width : 0;
	struct rect column = {rect.x + columns.name, rect.y, columns.name_width, rect.height};
	grid_text_ellipsis(grid, column, x, y, name_style(entry, pane), name);
	free(name);
}

static void draw_head(const struct entry *entry, const struct entry_pane *pane, struct grid *grid,
                      struct rect rect, int y)
{
	struct rect left = {rect.x, rect.y, rect.width - PAD - TIME_WIDTH - 1, rect.height};
	char *name = label_person(pane->state, entry->message->from);
	grid_text_ellipsis(grid, left, pane->bare ? 0 : PAD, y, name_style(entry, pane), name);
	free(name);
	draw_time(entry->message, grid, rect, rect.width - PAD - TIME_WIDTH, y);
}

static void draw_receipt(const struct entry *entry, struct grid *grid, struct rect rect, int y)
{
	bool read = entry->receipt == ENTRY_READ;
	enum style style = read ? STYLE_RECEIPT_READ : STYLE_RECEIPT;
	if (entry->receipt == ENTRY_NO_RECEIPT)
		return;
	grid_text(grid, rect, rect.width - PAD - 1, y, style, glyph(GLYPH_CHECK));
	if (read)
		grid_text(grid, rect, rect.width - PAD - 2, y, style, glyph(GLYPH_CHECK));
}

/* What stands beside the first line of what was said. */
static void draw_margin(const struct entry *entry, const struct entry_pane *pane, struct grid *grid,
                        struct rect rect, int y)
{
	struct columns columns = columns_of(pane);
	bool pending = entry->message->delivery != STATE_DELIVERED;
	if (columns.stacked)
		return;
	if (!entry->same_minute || pending)
		draw_time(entry->message, grid, rect, PAD, y);
	if (!entry->grouped && is_speech(entry->message))
		draw_name_right(entry, pane, columns, grid, rect, y);
}

static void draw_quote(const struct entry *entry, const struct entry_pane *pane, struct grid *grid,
                       struct rect rect, int y)
{
	struct columns columns = columns_of(pane);
	struct rect room = {rect.x + columns.text, rect.y, columns.text_width, rect.height};
	int x = grid_text(grid, room, 0, y, STYLE_QUOTE, glyph(GLYPH_VERTICAL)) + 1;
	if (entry->quote.from) {
		enum style style = str_equal(entry->quote.from, pane->self)
		                           ? STYLE_NAME_SELF
		                           : label_name_style(entry->quote.from);
		char *name = label_person(pane->state, entry->quote.from);
		x += grid_text(grid, room, x, y, style, name);
		x += grid_text(grid, room, x, y, STYLE_QUOTE, ":") + 1;
		free(name);
	}
	grid_text_ellipsis(grid, room, x, y, STYLE_QUOTE, entry->quote.text);
}

/* The part of the row that says that it was edited. */
static void draw_edited(const struct entry *entry, struct wrap_row part, struct grid *grid, struct rect rect,
                        int x, int y)
{
	size_t end = part.start + part.len, from = entry->said > part.start ? entry->said : part.start;
	if (from >= end)
		return;
	x += wrap_width(entry->text + part.start, from - part.start);
	grid_text_len(grid, rect, x, y, STYLE_EDITED, entry->text + from, end - from);
}

static void draw_text(const struct entry *entry, const struct entry_pane *pane, size_t row, struct grid *grid,
                      struct rect rect, int y)
{
	struct columns columns = columns_of(pane);
	const struct state_message *message = entry->message;
	if (message->mentions_me)
		grid_text(grid, rect, columns.text - 1, y, STYLE_MENTION_BAR, glyph(GLYPH_BAR));
	struct wrap_row part = entry->text_rows.items[row];
	grid_text_len(grid, rect, columns.text, y, text_style(message), entry->text + part.start, part.len);
	if (!message->recalled)
		mention_draw(grid, rect, columns.text, y, entry->text + part.start, part.len, pane->self);
	if (pane->lit && message == pane->selected)
		found_draw(grid, rect, columns.text, y, entry->text + part.start, part.len, pane->lit);
	draw_edited(entry, part, grid, rect, columns.text, y);
	if (row + 1 == entry->text_rows.len)
		draw_receipt(entry, grid, rect, y);
	if (entry->place && row == 0)
		grid_text_len(grid, rect, columns.text, y, STYLE_PLACE, entry->place,
		              part.len < strlen(entry->place) ? part.len : strlen(entry->place));
}

/* The terminal's cursor stands on its first line, for whoever follows that. */
static void draw_selected(const struct entry_pane *pane, struct entry_line line, struct grid *grid,
                          struct rect rect, int y)
{
	grid_text(grid, rect, 0, y, STYLE_SELECTED_BAR, glyph(GLYPH_SELECTED));
	if (line.kind == ENTRY_HEAD || line.kind == ENTRY_QUOTE ||
	    (line.kind == ENTRY_TEXT && line.row == 0)) {
		grid->cursor_x = rect.x + columns_of(pane).text;
		grid->cursor_y = rect.y + y;
	}
}

int entry_text_width(const struct entry_pane *pane)
{
	return columns_of(pane).text_width;
}

int entry_names_width(const struct entry_pane *pane)
{
	const struct state_conversation *conversation = pane->conversation;
	const char *last = NULL;
	int widest = 0;
	for (size_t i = 0; i < conversation->messages.len; i++) {
		const struct state_message *message = &conversation->messages.items[i];
		if (!is_speech(message) || message->deleted || str_equal(message->from, last))
			continue;
		last = message->from;
		char *name = label_person(pane->state, last);
		int width = utf8_width(name);
		widest = width > widest ? width : widest;
		free(name);
	}
	return widest;
}

/* Where the text stands. */
static struct rect text_column(const struct entry_pane *pane, struct rect rect)
{
	struct columns columns = columns_of(pane);
	return (struct rect){rect.x + columns.text, rect.y, columns.text_width, rect.height};
}

void entry_draw(const struct entry *entry, const struct entry_pane *pane, size_t line, struct grid *grid,
                struct rect rect, int y)
{
	struct entry_line shown = entry->lines.items[line];
	struct wrap_row part;
	char day[LABEL_DAY_SIZE];
	if (entry->message == pane->selected && shown.kind != ENTRY_DAY && shown.kind != ENTRY_MARKER)
		draw_selected(pane, shown, grid, rect, y);
	if (line == entry->first)
		draw_margin(entry, pane, grid, rect, y);
	switch (shown.kind) {
	case ENTRY_DAY:
		label_day(entry->message->time_ms, pane->now_ms, day);
		draw_centred(grid, rect, y, STYLE_DAY, day);
		break;
	case ENTRY_MARKER:
		draw_marker(grid, rect, y);
		break;
	case ENTRY_HEAD:
		draw_head(entry, pane, grid, rect, y);
		break;
	case ENTRY_QUOTE:
		draw_quote(entry, pane, grid, rect, y);
		break;
	case ENTRY_PICTURE:
		file_line_draw_picture(pane->state, entry->message, (int)shown.row, grid,
		                       text_column(pane, rect), y);
		break;
	case ENTRY_FILE:
		file_line_draw(pane->state, entry->message, grid, text_column(pane, rect), y);
		break;
	case ENTRY_TEXT:
		draw_text(entry, pane, shown.row, grid, rect, y);
		break;
	case ENTRY_REACTIONS:
		chips_draw(&entry->chips, shown.row, grid, rect, columns_of(pane).text, y);
		break;
	default:
		part = entry->reason_rows.items[shown.row];
		grid_text_len(grid, rect, columns_of(pane).text, y, STYLE_ERROR, entry->reason + part.start,
		              part.len);
	}
}
