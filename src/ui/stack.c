#include "ui/stack.h"

#include "ui/glyph.h"
#include "ui/label.h"
#include "ui/private.h"
#include "ui/title.h"

#define HEADING_X 2

/* The heading, and what is below it: while one group has the focus, nothing of another account. */
static size_t lines_of(const struct desk *desk, size_t at)
{
	const struct ui *ui = desk->accounts.items[at].ui;
	return desk_is_silent(desk, at) ? 1 : 1 + ui->sidebar.rows.len;
}

/* Of the heading of the account that is shown. */
static size_t shown_line(const struct desk *desk)
{
	size_t line = 0;
	for (size_t i = 0; i < desk->shown; i++)
		line += lines_of(desk, i);
	return line;
}

/* The heading stays in sight with the first row. */
static size_t cursor_line(const struct desk *desk)
{
	size_t cursor = desk->accounts.items[desk->shown].ui->sidebar.cursor;
	return shown_line(desk) + (cursor > 0 ? 1 + cursor : 0);
}

/* How many lines there are. */
static size_t follow(struct desk *desk, size_t height)
{
	size_t lines = 0;
	for (size_t i = 0; i < desk->accounts.len; i++) {
		desk_sidebar(desk, i);
		lines += lines_of(desk, i);
	}
	desk->top = sidebar_scrolled(desk->top, cursor_line(desk), lines, height);
	return lines;
}

static void draw_heading(const struct desk_account *account, bool shown, struct grid *grid, struct rect line)
{
	const struct state *state = account->state;
	int64_t unread = state_unread_total(state);
	enum glyph sign;
	enum style sign_style = title_sign(state, &sign);
	int taken = sidebar_draw_counts(grid, line,
	                                (struct sidebar_counts){unread, state_mentions_total(state),
	                                                        STYLE_UNREAD, STYLE_UNREAD_MENTION});
	struct rect left = {line.x, line.y, line.width - taken, 1};
	grid_text(grid, left, 0, 0, sign_style, glyph(sign));
	label_draw(grid, left, HEADING_X, 0, shown ? STYLE_ACCOUNT_SHOWN : STYLE_ACCOUNT_OTHER,
	           account->name);
}

/* What of its rows is in sight, when the first is on line `y` of the pane; the heading has the line above, or the first. */
static void draw_rows(const struct desk *desk, size_t at, int y, struct grid *grid, struct rect rect)
{
	const struct desk_account *account = &desk->accounts.items[at];
	struct ui *ui = account->ui;
	bool shown = at == desk->shown;
	int end = y + (int)lines_of(desk, at) - 1, from = y < 1 ? 1 : y;
	if (end > rect.height)
		end = rect.height;
	struct rect part = {rect.x, rect.y + from, rect.width, end - from};
	ui->sidebar.top = (size_t)(from - y);
	ui->sidebar.behind = !shown;
	sidebar_draw(&ui->sidebar, account->state, &ui->marks, ui->keymap, shown && ui->in_sidebar, grid,
	             part);
}

/* A heading whose rows are in sight stays on the first line. */
static void draw_all(const struct desk *desk, struct grid *grid, struct rect rect)
{
	int y = -(int)desk->top;
	grid_fill(grid, rect, STYLE_NORMAL);
	for (size_t i = 0; i < desk->accounts.len; i++)
		desk->accounts.items[i].ui->sidebar.shown = (struct rect){0};
	for (size_t i = 0; i < desk->accounts.len && y < rect.height; i++) {
		const struct desk_account *account = &desk->accounts.items[i];
		int end = y + (int)lines_of(desk, i);
		struct rect line = {rect.x, rect.y + (y < 0 ? 0 : y), rect.width, 1};
		if (end > 0) {
			draw_heading(account, i == desk->shown, grid, line);
			draw_rows(desk, i, y + 1, grid, rect);
		}
		y = end;
	}
}

/* A group that was made comes in sight, as far as the cursor stays there. */
static void reveal(struct ui *ui, size_t *top, size_t above, size_t height)
{
	size_t row;
	if (!ui->made || !sidebar_find(&ui->sidebar, &(struct sidebar_place){.convgroup = ui->made}, &row))
		return;
	size_t line = above + row;
	if (line < *top)
		*top = line;
	else if (line + 1 > *top + height)
		*top = line + 1 - height;
	mem_replace(&ui->made, NULL);
}

/* That there is more than is in sight. */
static void draw_more(size_t top, size_t lines, struct grid *grid, struct rect rect)
{
	int x = rect.width - 1, last = rect.height - 1;
	if (top > 0)
		grid_text(grid, rect, x, 0, STYLE_FAINT, glyph(GLYPH_ABOVE));
	if (last > 0 && top + (size_t)rect.height < lines)
		grid_text(grid, rect, x, last, STYLE_FAINT, glyph(GLYPH_BELOW));
}

void stack_draw(struct ui *ui, const struct state *state, struct grid *grid, struct rect rect)
{
	struct sidebar *sidebar = &ui->sidebar;
	if (rect.height <= 0 || rect.width <= 0)
		return;
	size_t height = (size_t)rect.height;
	if (accounts_has_several(ui)) {
		reveal(ui, &ui->desk->top, shown_line(ui->desk) + 1, height);
		size_t lines = follow(ui->desk, height);
		draw_all(ui->desk, grid, rect);
		draw_more(ui->desk->top, lines, grid, rect);
		return;
	}
	reveal(ui, &sidebar->top, 0, height);
	sidebar->top = sidebar_scrolled(sidebar->top, sidebar->cursor, sidebar->rows.len, height);
	sidebar_draw(sidebar, state, &ui->marks, ui->keymap, ui->in_sidebar, grid, rect);
	draw_more(sidebar->top, sidebar->rows.len, grid, rect);
}

bool stack_at(const struct desk *desk, int y, size_t *account)
{
	for (*account = 0; *account < desk->accounts.len; ++*account) {
		struct rect rows = desk->accounts.items[*account].ui->sidebar.shown;
		/* Its heading is the line above. */
		if (y >= rows.y - 1 && y < rows.y + (rows.height > 0 ? rows.height : 0))
			return true;
	}
	return false;
}
