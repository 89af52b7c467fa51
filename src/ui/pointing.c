/* What the mouse does: a click goes there, the wheel goes up and down, the divider can be dragged. */
#include "ui/private.h"

#include "ui/mouse.h"

#define WHEEL_ROWS 3

static bool is_in(struct rect rect, struct mouse mouse)
{
	return mouse.x >= rect.x && mouse.x < rect.x + rect.width && mouse.y >= rect.y &&
	       mouse.y < rect.y + rect.height;
}

static bool is_wheel(struct mouse mouse)
{
	return mouse.deed == MOUSE_WHEEL_UP || mouse.deed == MOUSE_WHEEL_DOWN;
}

/* ---- a box ---- */

static void point_at_box(struct ui_turn *turn, struct mouse mouse)
{
	struct dialog *dialog = &turn->ui->dialog;
	struct rect rect = dialog->choices_rect;
	turn->ui->dirty = UI_ALL;
	if (is_wheel(mouse))
		dialog_move(dialog, mouse.deed == MOUSE_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS);
	else if (mouse.deed == MOUSE_PRESS && dialog_has_choices(dialog) && is_in(rect, mouse))
		asking_choose(turn, dialog->top + (size_t)(mouse.y - rect.y));
}

/* ---- panes ---- */

static void click_sidebar(struct ui_turn *turn, struct mouse mouse)
{
	struct ui *ui = turn->ui;
	struct rect rect = accounts_has_several(ui) ? ui->sidebar.shown : ui->layout.sidebar;
	size_t at;
	ui_focus(ui, true);
	if (accounts_click(turn, mouse.y) || mouse.y < rect.y || mouse.y >= rect.y + rect.height ||
	    !sidebar_at(&ui->sidebar, mouse.y - rect.y, (size_t)rect.height, &at))
		return;
	sidebar_move(&ui->sidebar, (ptrdiff_t)at - (ptrdiff_t)ui->sidebar.cursor);
	if (mouse.modifiers & KEY_MOD_CONTROL)
		marking_toggle(turn);
	else
		listing_open(turn);
}

static void click_compose(struct ui_turn *turn, struct mouse mouse)
{
	struct ui *ui = turn->ui;
	const char *target = ui_target(ui, turn->state);
	if (!target)
		return;
	ui_focus(ui, false);
	compose_point(compose_line(&ui->compose, target), ui->layout.compose, mouse.x, mouse.y);
}

static void click(struct ui_turn *turn, struct mouse mouse)
{
	struct ui *ui = turn->ui;
	if (is_in(ui->layout.divider, mouse))
		ui->dragging = true;
	else if (is_in(ui->layout.sidebar, mouse))
		click_sidebar(turn, mouse);
	else if (is_in(ui->layout.compose, mouse))
		click_compose(turn, mouse);
	else if (is_in(ui->layout.rule, mouse))
		going_scroll_end(turn);
	else if (is_in(ui->layout.messages, mouse) && ui_target(ui, turn->state))
		ui_focus(ui, false);
}

static void wheel(struct ui_turn *turn, struct mouse mouse)
{
	struct ui *ui = turn->ui;
	int rows = mouse.deed == MOUSE_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS;
	if (is_in(ui->layout.sidebar, mouse) && accounts_has_several(ui))
		accounts_scroll(turn, rows);
	else if (is_in(ui->layout.sidebar, mouse))
		sidebar_scroll(&ui->sidebar, rows, (size_t)ui->layout.sidebar.height);
	else
		going_scroll(turn, -rows);
	ui->dirty |= UI_SIDEBAR;
}

/* What is pressed there stays pressed until the button is let go, wherever that is. */
static void drag(struct ui_turn *turn, struct mouse mouse)
{
	struct ui *ui = turn->ui;
	if (mouse.deed == MOUSE_RELEASE)
		ui->dragging = false;
	if (mouse.deed == MOUSE_DRAG && !ui->layout.one_pane)
		looking_set_sidebar(turn,
		                    mouse.x - ui->layout.sidebar.x > 0 ? mouse.x - ui->layout.sidebar.x : 1);
}

void ui_mouse(struct ui *ui, const struct state *state, struct mouse mouse, int64_t now_ms,
              struct state_event_list *events)
{
	struct ui_turn turn = {.ui = ui, .state = state, .now_ms = now_ms, .events = events};
	ui_catch_up(&turn);
	if (mouse.deed == MOUSE_PRESS)
		ui_pass_notice(&turn);
	if (dialog_is_open(&ui->dialog))
		point_at_box(&turn, mouse);
	else if (ui->dragging)
		drag(&turn, mouse);
	else if (is_wheel(mouse))
		wheel(&turn, mouse);
	else if (mouse.deed == MOUSE_PRESS)
		click(&turn, mouse);
}
