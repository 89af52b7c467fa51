#include "ui/box.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "ui/body.h"
#include "ui/found.h"
#include "ui/glyph.h"
#include "ui/wrap.h"

#define WIDTH_MAX 60
#define READING_WIDTH_MAX 72
#define BESIDE_LEAST \
	8 /* columns that show anything; where fewer are left beside a large box, it takes them */
#define TOP 1 /* the row where it begins, where there are rows to spare */
#define CHOICE_ROWS 8
#define CHOICE_INDENT 2
#define SEARCH_WIDTH_MAX 100
#define SEARCH_ROWS 12
#define BORDER_FROM_WIDTH 24
#define BORDER_FROM_HEIGHT 8
#define TITLE_FROM_HEIGHT 4 /* on the border, where there is one */
#define HINT_MAX 256

/* What is in the box, top to bottom: rows of each, and where it begins. */
struct box {
	struct rect outer, inner;
	bool border;
	struct body body;
	struct wrap_rows error;
	int title_height, body_height, input_height, choices_height, remark_height, error_height, gap_height,
	        hint_height;
};

static int at_least_zero(int value)
{
	return value > 0 ? value : 0;
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

static int content_height(const struct box *box)
{
	return box->title_height + box->body_height + box->input_height + box->choices_height +
	       box->remark_height + box->error_height + box->gap_height + box->hint_height;
}

/* On a low screen the blank row gives way first, then the choices, then what is only to be read. */
static void shrink(struct box *box, int room)
{
	int *const parts[] = {&box->gap_height,    &box->choices_height, &box->body_height,
	                      &box->remark_height, &box->error_height,   &box->hint_height};
	const int least[] = {0, box->choices_height > 0, box->body_height > 0, 0, 0, 0};
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		int over = at_least_zero(content_height(box) - room);
		*parts[i] -= smaller(over, at_least_zero(*parts[i] - least[i]));
	}
}

static int box_width(enum dialog_kind kind, int room)
{
	bool large = kind == DIALOG_READING || kind == DIALOG_SEARCH;
	int most = kind == DIALOG_READING ? READING_WIDTH_MAX : large ? SEARCH_WIDTH_MAX : WIDTH_MAX;
	return large && room < most + 2 * BESIDE_LEAST ? room : smaller(room, most);
}

static bool has_border(struct rect room)
{
	return room.width >= BORDER_FROM_WIDTH && room.height >= BORDER_FROM_HEIGHT;
}

int box_text_width(enum dialog_kind kind, struct rect room)
{
	return at_least_zero(box_width(kind, room.width) - (has_border(room) ? 4 : 0));
}

static void measure(struct box *box, const struct dialog *dialog, struct rect room)
{
	enum dialog_kind kind = dialog->purpose->kind;
	*box = (struct box){.border = has_border(room)};
	int edge = box->border ? 1 : 0, pad = box->border ? 1 : 0;
	int width = box_width(kind, room.width), inner_width = box_text_width(kind, room);
	if (dialog->body)
		body_lay(&box->body, dialog->body, inner_width);
	const char *complaint = dialog_complaint(dialog);
	if (complaint)
		wrap_text(&box->error, complaint, inner_width);
	box->title_height = box->border || room.height < TITLE_FROM_HEIGHT ? 0 : 1;
	box->body_height = (int)box->body.rows.len;
	box->input_height = dialog_has_input(dialog) ? 1 : 0;
	box->choices_height =
	        dialog_has_choices(dialog) ? (kind == DIALOG_SEARCH ? SEARCH_ROWS : CHOICE_ROWS) : 0;
	box->remark_height = dialog_has_input(dialog) || dialog_has_choices(dialog) ? 1 : 0;
	box->error_height = (int)box->error.len;
	box->gap_height = dialog_has_choices(dialog) ? 0 : 1; /* choices leave one */
	box->hint_height = 1;
	shrink(box, room.height - 2 * edge);
	int height = smaller(content_height(box) + 2 * edge, room.height);
	int y = room.y + smaller(TOP, room.height - height);
	box->outer = (struct rect){room.x + (room.width - width) / 2, y, width, height};
	box->inner = (struct rect){box->outer.x + edge + pad, y + edge, inner_width, height - 2 * edge};
}

static void draw_border(const struct dialog *dialog, struct grid *grid, struct rect rect)
{
	int right = rect.width - 1, bottom = rect.height - 1;
	for (int x = 1; x < right; x++) {
		grid_text(grid, rect, x, 0, STYLE_BOX_BORDER, glyph(GLYPH_HORIZONTAL));
		grid_text(grid, rect, x, bottom, STYLE_BOX_BORDER, glyph(GLYPH_HORIZONTAL));
	}
	for (int y = 1; y < bottom; y++) {
		grid_text(grid, rect, 0, y, STYLE_BOX_BORDER, glyph(GLYPH_VERTICAL));
		grid_text(grid, rect, right, y, STYLE_BOX_BORDER, glyph(GLYPH_VERTICAL));
	}
	grid_text(grid, rect, 0, 0, STYLE_BOX_BORDER, glyph(GLYPH_TOP_LEFT));
	grid_text(grid, rect, right, 0, STYLE_BOX_BORDER, glyph(GLYPH_TOP_RIGHT));
	grid_text(grid, rect, 0, bottom, STYLE_BOX_BORDER, glyph(GLYPH_BOTTOM_LEFT));
	grid_text(grid, rect, right, bottom, STYLE_BOX_BORDER, glyph(GLYPH_BOTTOM_RIGHT));

	struct rect title = {rect.x + 2, rect.y, rect.width - 4, 1};
	int width = smaller(utf8_width(dialog->title), title.width - 2);
	struct rect gap = {title.x, title.y, width + 2, 1};
	grid_fill(grid, gap, STYLE_BOX_TITLE);
	title.x++;
	title.width -= 2;
	grid_text_ellipsis(grid, title, 0, 0, STYLE_BOX_TITLE, dialog->title);
}

static void draw_rows(struct grid *grid, struct rect rect, enum style style, const char *text,
                      const struct wrap_rows *rows)
{
	for (int y = 0; y < rect.height; y++) {
		struct wrap_row row = rows->items[y];
		grid_text_len(grid, rect, 0, y, style, text + row.start, row.len);
	}
}

static void draw_body(struct dialog *dialog, const struct box *box, struct grid *grid, struct rect rect)
{
	bool reading = dialog->purpose->kind == DIALOG_READING;
	size_t hidden = box->body.rows.len - (size_t)rect.height;
	dialog->page = (size_t)rect.height;
	dialog->body_rows = box->body.rows.len;
	if (dialog->top > hidden || !reading)
		dialog->top = reading ? hidden : 0;
	for (int y = 0; y < rect.height; y++) {
		const struct body_row *row = &box->body.rows.items[dialog->top + (size_t)y];
		enum style style = reading && row->heading ? STYLE_BOX_TITLE : STYLE_BOX;
		grid_text_len(grid, rect, 0, y, style, dialog->body + row->left.start, row->left.len);
		grid_text_len(grid, rect, box->body.column, y, style, dialog->body + row->right.start,
		              row->right.len);
	}
}

/* A long text is shown by its end up to the cursor. */
static void draw_input(const struct dialog *dialog, struct grid *grid, struct rect rect)
{
	const struct line *line = &dialog->input;
	int x = grid_text(grid, rect, 0, 0, STYLE_PROMPT, glyph(GLYPH_CURRENT)) + 1;
	int room = at_least_zero(rect.width - x - 1), before = wrap_width(line->text, line->cursor);
	size_t start = 0;
	struct utf8_cluster cluster;
	while (before > room && utf8_next_cluster(line->text + start, line->len - start, &cluster)) {
		before -= grid_cluster_width(&cluster);
		start += cluster.len;
	}
	grid_text(grid, rect, x, 0, STYLE_INPUT, line->text + start);
	if (rect.height > 0) {
		grid->cursor_x = rect.x + x + before;
		grid->cursor_y = rect.y;
	}
}

/* Not over the sign that it is cut. */
static void draw_found(const char *words, const struct dialog_choice *choice, struct grid *grid,
                       struct rect line)
{
	const char *said = choice->label + choice->lit;
	bool cut = CHOICE_INDENT + utf8_width(choice->label) > line.width;
	line.width -= cut;
	found_draw(grid, line, CHOICE_INDENT + wrap_width(choice->label, choice->lit), 0, said, strlen(said),
	           words);
}

/* Columns of what stands at the right. */
static int detail_width(const struct dialog_choice *choice, int width)
{
	return smaller(utf8_width(choice->detail), width / 2);
}

static void draw_choices(struct dialog *dialog, struct grid *grid, struct rect rect)
{
	size_t height = (size_t)rect.height, count = dialog->choices.len;
	if (count > 0 && dialog->chosen >= count)
		dialog->chosen = count - 1;
	if (dialog->top > dialog->chosen)
		dialog->top = dialog->chosen;
	if (dialog->chosen >= dialog->top + height)
		dialog->top = dialog->chosen + 1 - height;
	if (dialog->top + height > count)
		dialog->top = count > height ? count - height : 0;
	dialog->page = height;
	dialog->choices_rect = rect;
	for (size_t i = 0; i < height && dialog->top + i < count; i++) {
		const struct dialog_choice *choice = &dialog->choices.items[dialog->top + i];
		bool chosen = !dialog->unchosen && dialog->top + i == dialog->chosen;
		struct rect line = {rect.x, rect.y + (int)i, rect.width, 1};
		int detail = detail_width(choice, rect.width);
		if (chosen)
			grid_fill(grid, line, STYLE_CHOICE);
		struct rect right = {line.x + line.width - detail - 1, line.y, detail, 1};
		grid_text_ellipsis(grid, right, 0, 0, chosen ? STYLE_CHOICE : STYLE_FAINT, choice->detail);
		line.width -= detail + 2;
		if (chosen)
			grid_text(grid, line, 0, 0, STYLE_CHOICE, glyph(GLYPH_FOLDED));
		grid_text_ellipsis(grid, line, CHOICE_INDENT, 0, chosen ? STYLE_CHOICE : STYLE_BOX,
		                   choice->label);
		if (dialog->looked_for)
			draw_found(dialog->looked_for, choice, grid, line);
	}
}

static void add_key(struct buf *text, const struct keymap *keymap, enum action_context context,
                    enum action action, const char *what)
{
	struct key key;
	char name[KEY_NAME_SIZE];
	if (!keymap_key(keymap, context, action, &key))
		return;
	key_to_name(key, name);
	const char *gap = context == ACTION_FILING ? "  " : "   "; /* there are many */
	buf_printf(text, "%s%s %s", text->len > 0 ? gap : "", name, what);
}

/* "2 of 3", for a text that does not fit; columns that it takes. */
static int draw_page(const struct dialog *dialog, struct grid *grid, struct rect rect)
{
	char text[64];
	size_t page = dialog->page > 0 ? dialog->page : 1, pages = (dialog->body_rows + page - 1) / page;
	if (pages < 2 || dialog->purpose->kind != DIALOG_READING)
		return 0;
	snprintf(text, sizeof(text), "%zu of %zu", (dialog->top + page - 1) / page + 1, pages);
	int width = utf8_width(text);
	if (width > rect.width / 4)
		return 0;
	grid_text(grid, rect, rect.width - width, 0, STYLE_FAINT, text);
	return width + 1;
}

static bool is_proposed(const struct dialog_choice *choice)
{
	return choice && *choice->detail;
}

/* "1–6 file": a key for each group, as far as there are any. */
static void add_digits(struct buf *text, size_t digits, const struct keymap *keymap)
{
	struct key first, last;
	char name[KEY_NAME_SIZE];
	if (digits == 0 || !keymap_key_at(keymap, ACTION_FILE, 0, &first))
		return;
	while (!keymap_key_at(keymap, ACTION_FILE, digits - 1, &last))
		digits--;
	key_to_name(first, name);
	buf_append_str(text, name);
	key_to_name(last, name);
	if (digits > 1)
		buf_printf(text, "–%s", name);
	buf_append_str(text, " file");
}

/* What a proposal is needed for is only there where there is one; without one Enter asks for another group, too. */
static void add_filing_keys(struct buf *text, const struct dialog *dialog, const struct keymap *keymap)
{
	bool any = false, proposed = is_proposed(dialog_chosen(dialog));
	for (size_t i = 0; i < dialog->choices.len; i++)
		any = any || is_proposed(&dialog->choices.items[i]);
	if (dialog->choices.len == 0)
		return;
	add_digits(text, dialog->digits, keymap);
	add_key(text, keymap, ACTION_FILING, ACTION_ACCEPT, proposed ? "ok" : "other");
	if (any)
		add_key(text, keymap, ACTION_FILING, ACTION_TRIAGE_ALL, "all");
	add_key(text, keymap, ACTION_FILING, ACTION_TRIAGE_REFUSE, any ? "no" : "next");
	if (proposed)
		add_key(text, keymap, ACTION_FILING, ACTION_TRIAGE_OTHER, "other");
}

/* Which keys do what here. */
static void draw_hint(const struct dialog *dialog, const struct keymap *keymap, struct grid *grid,
                      struct rect rect)
{
	enum action_context context = dialog_context(dialog);
	struct buf text;
	buf_init(&text, HINT_MAX);
	if (dialog->ticket != 0)
		buf_printf(&text, "waiting for the answer%s", glyph(GLYPH_ELLIPSIS));
	else if (context == ACTION_CONFIRM)
		add_key(&text, keymap, context, ACTION_YES, dialog->purpose->verb);
	else if (context == ACTION_READING)
		add_key(&text, keymap, context, ACTION_SCROLL_DOWN, "more");
	else if (context == ACTION_FILING)
		add_filing_keys(&text, dialog, keymap);
	else if ((dialog->purpose->kind != DIALOG_PICKER && dialog->purpose->kind != DIALOG_SEARCH) ||
	         dialog->choices.len > 0)
		add_key(&text, keymap, context, ACTION_ACCEPT,
		        dialog_is_unchosen(dialog) ? "choose" : dialog->purpose->verb);
	if (context == ACTION_COMMAND_LINE && dialog->ticket == 0)
		add_key(&text, keymap, context, ACTION_COMPLETE, "complete");
	if (context == ACTION_SEARCHING)
		add_key(&text, keymap, context, ACTION_SEARCH_SCOPE, "elsewhere");
	if (context == ACTION_PEOPLE && dialog->ticket == 0) {
		add_key(&text, keymap, context, ACTION_PERSON_BLOCK, "block");
		add_key(&text, keymap, context, ACTION_PERSON_ROLE, "admin");
		add_key(&text, keymap, context, ACTION_PERSON_REMOVE, "out");
	}
	add_key(&text, keymap, context, ACTION_BACK,
	        context == ACTION_CONFIRM  ? "no"
	        : context == ACTION_FILING ? "end"
	                                   : "close");
	rect.width = at_least_zero(rect.width - draw_page(dialog, grid, rect));
	grid_text_ellipsis(grid, rect, 0, 0, STYLE_FAINT, text.data);
	buf_finish(&text);
}

/* The next `height` rows of `*rest`, which begins below them afterwards. */
static struct rect take(struct rect *rest, int height)
{
	struct rect taken = {rest->x, rest->y, rest->width, height};
	rest->y += height;
	rest->height -= height;
	return taken;
}

static const char *remark_of(const struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	bool cut = choice && detail_width(choice, dialog->choices_rect.width) < utf8_width(choice->detail);
	return cut && dialog->purpose->details ? choice->detail : dialog->remark;
}

void box_draw(struct dialog *dialog, const struct keymap *keymap, struct grid *grid, struct rect room)
{
	struct box box;
	measure(&box, dialog, room);
	grid->cursor_x = grid->cursor_y = -1;
	grid_fill(grid, box.outer, STYLE_BOX);
	if (box.border)
		draw_border(dialog, grid, box.outer);
	struct rect rest = box.inner;
	if (box.title_height > 0)
		grid_text_ellipsis(grid, take(&rest, 1), 0, 0, STYLE_BOX_TITLE, dialog->title);
	draw_body(dialog, &box, grid, take(&rest, box.body_height));
	if (box.input_height > 0)
		draw_input(dialog, grid, take(&rest, box.input_height));
	if (box.choices_height > 0)
		draw_choices(dialog, grid, take(&rest, box.choices_height));
	const char *remark = remark_of(dialog);
	if (remark && box.remark_height > 0)
		grid_text_ellipsis(grid, rest, 0, 0, STYLE_FAINT, remark);
	take(&rest, box.remark_height);
	if (box.error.len > 0)
		draw_rows(grid, take(&rest, box.error_height), STYLE_ERROR, dialog_complaint(dialog),
		          &box.error);
	take(&rest, box.gap_height);
	if (box.hint_height > 0)
		draw_hint(dialog, keymap, grid, rest);
	body_finish(&box.body);
	vec_finish(&box.error);
}
