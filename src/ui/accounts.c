/* What keys and commands do between accounts. Each does nothing where there is but one. */
#include "ui/private.h"

#include "base/err.h"
#include "ui/stack.h"

bool accounts_has_several(const struct ui *ui)
{
	return ui->desk && ui->desk->accounts.len > 1;
}

const char *accounts_name(const struct ui *ui)
{
	return accounts_has_several(ui) ? ui->desk->accounts.items[ui->desk->shown].name : NULL;
}

static bool is_alone(struct ui_turn *turn)
{
	if (accounts_has_several(turn->ui))
		return false;
	ui_notice(turn, false, "There is one account: each [account NAME] of the settings is one more");
	return true;
}

void accounts_next(struct ui_turn *turn)
{
	struct desk *desk = turn->ui->desk;
	if (!is_alone(turn))
		desk_show(desk, (desk->shown + 1) % desk->accounts.len);
}

void accounts_show(struct ui_turn *turn)
{
	size_t place = keymap_place(turn->ui->keymap, ACTION_ACCOUNT, turn->key);
	if (is_alone(turn))
		return;
	if (place < turn->ui->desk->accounts.len)
		desk_show(turn->ui->desk, place);
	else
		ui_notice(turn, false, "There is no account %zu", place + 1);
}

bool colon_account(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	struct desk *desk = turn->ui->desk;
	if (!accounts_has_several(turn->ui))
		return err_set(err, 0,
		               "There is one account: each [account NAME] of the settings is one more");
	if (call->words.len == 0) {
		accounts_next(turn);
		return true;
	}
	for (size_t i = 0; i < desk->accounts.len; i++) {
		if (!str_equal(desk->accounts.items[i].name, call->words.items[0]))
			continue;
		desk_show(desk, i);
		return true;
	}
	return err_set(err, 0, "There is no account “%s”", call->words.items[0]);
}

bool accounts_step(struct ui_turn *turn, int step)
{
	struct desk *desk = turn->ui->desk;
	if (!desk || (step < 0 ? desk->shown == 0 : desk->shown + 1 == desk->accounts.len))
		return false;
	desk_show(desk, step < 0 ? desk->shown - 1 : desk->shown + 1);
	sidebar_move(desk_sidebar(desk, desk->shown), step < 0 ? PTRDIFF_MAX : PTRDIFF_MIN);
	return true;
}

/* The first one in the sidebar's order, or the last. */
static const struct state_conversation *end_of(const struct sidebar *sidebar, int step)
{
	size_t len = sidebar->rows.len;
	for (size_t i = 0; i < len; i++) {
		const struct state_row *row = &sidebar->rows.items[step > 0 ? i : len - 1 - i];
		if (row->conversation && !row->smart)
			return row->conversation;
	}
	return NULL;
}

bool accounts_neighbour(struct ui_turn *turn, int step)
{
	struct desk *desk = turn->ui->desk;
	if (!desk)
		return false;
	for (size_t at = desk->shown + (size_t)step; at < desk->accounts.len; at += (size_t)step) {
		const struct state_conversation *end = end_of(desk_sidebar(desk, at), step);
		if (!end)
			continue;
		desk_show(desk, at);
		mem_replace(&desk->arrived, end->id);
		mem_replace(&desk->accounts.items[at].ui->awaited_conversation, end->id);
		return true;
	}
	return false;
}

bool accounts_click(struct ui_turn *turn, int y)
{
	struct desk *desk = turn->ui->desk;
	size_t at, row;
	if (!accounts_has_several(turn->ui) || !stack_at(desk, y, &at) || at == desk->shown)
		return false;
	struct sidebar *sidebar = desk_sidebar(desk, at);
	desk_show(desk, at);
	if (y < sidebar->shown.y ||
	    !sidebar_at(sidebar, y - sidebar->shown.y, (size_t)sidebar->shown.height, &row))
		return true;
	sidebar_move(sidebar, (ptrdiff_t)row - (ptrdiff_t)sidebar->cursor);
	if (sidebar->rows.items[row].conversation)
		desk_open(desk, at, sidebar->rows.items[row].conversation->id);
	return true;
}

void accounts_scroll(struct ui_turn *turn, int rows)
{
	struct sidebar *sidebar = &turn->ui->sidebar;
	bool at_end = rows < 0 ? sidebar->cursor == 0 : sidebar->cursor + 1 >= sidebar->rows.len;
	if (!at_end || !accounts_step(turn, rows))
		sidebar_move(sidebar, rows);
}
