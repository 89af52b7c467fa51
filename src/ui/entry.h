/*
 * entry: one message as lines of the screen, with what stands above it (a day, the "new" line) and
 * below it (why it was refused).
 *
 *     ─────────────── new ───────────────
 *     09:12       bob  The second shipment is here.
 *                      Who signs?
 *                      👍 2
 *     09:13     alice  │ bob: The second shipment is here. Who…
 *                      I do. (edited)
 *     09:14     alice  I do.                   ✓✓
 *
 * In a pane too narrow for three columns the name and the time stand above the text.
 */
#ifndef COVEY_UI_ENTRY_H
#define COVEY_UI_ENTRY_H

#include "state/query.h"
#include "ui/grid.h"
#include "ui/chips.h"
#include "ui/quote.h"
#include "ui/wrap.h"

enum entry_line_kind {
	ENTRY_DAY,
	ENTRY_MARKER,
	ENTRY_HEAD, /* name and time, in a narrow pane */
	ENTRY_QUOTE, /* what it answers */
	ENTRY_TEXT, /* row `row` of the text */
	ENTRY_PICTURE, /* row `row` of its picture */
	ENTRY_FILE, /* the way of its file: file_line.h */
	ENTRY_REACTIONS, /* row `row` of them */
	ENTRY_REASON, /* row `row` of the reason */
	ENTRY_LINE_KIND_COUNT,
};

struct entry_line {
	enum entry_line_kind kind;
	size_t row;
};

/* What is known of the way of one's own message to one person. */
enum entry_receipt {
	ENTRY_NO_RECEIPT,
	ENTRY_SENT, /* the server has it */
	ENTRY_READ, /* the other has read it, and lets it be known */
	ENTRY_RECEIPT_COUNT,
};

/* What all entries of a pane share. */
struct entry_pane {
	const struct state_conversation *conversation;
	const struct state_conversation *const *origins; /* of a feed's messages; NULL: it is none */
	const struct state
	        *state; /* what people are called, what is known of files on their way; NULL: nothing */
	const struct state_message *selected; /* one of them, or NULL */
	const char *lit; /* words that are to be lit in that; NULL: none */
	const char *self; /* user ID or NULL */
	const char *hint; /* what can be done about a refused message; not NULL */
	int width;
	int names; /* columns that the authors' names want */
	bool bare; /* to be copied: no column but the text */
	int64_t now_ms;
};

struct entry {
	const struct state_message *message;
	bool grouped; /* goes on where the message before left off: no name again */
	bool same_minute; /* as the message before: no time again */
	enum entry_receipt receipt;
	char *place; /* cleaned: where it is from, at the front of `text`; NULL: that is known */
	char *text, *reason; /* cleaned */
	size_t said; /* bytes of `text`; what follows says that it was edited */
	struct quote quote;
	struct chips chips;
	struct wrap_rows text_rows, reason_rows;
	VEC(struct entry_line) lines;
	size_t first; /* the line that time and name stand beside */
};

/* Lays message `index` of the pane's conversation out; entry_finish() frees it. */
void entry_init(struct entry *entry, const struct entry_pane *pane, size_t index);
void entry_finish(struct entry *entry);

/* Columns of the text. */
int entry_text_width(const struct entry_pane *pane);

/* Columns of the widest name of those whose messages are there. */
int entry_names_width(const struct entry_pane *pane);

/* Draws line `line` of the entry at row `y` of `rect`. */
void entry_draw(const struct entry *entry, const struct entry_pane *pane, size_t line, struct grid *grid,
                struct rect rect, int y);

#endif
