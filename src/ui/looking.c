/* How the screen looks, while one looks at it: theme, sidebar, mouse, only the messages. */
#include <stdlib.h>

#include "base/err.h"
#include "base/utf8.h"
#include "ui/private.h"
#include "ui/theme.h"

#define AUTO "auto"

const struct style_look *ui_style_looks(const struct ui *ui)
{
	const struct theme *theme = ui->themes ? themes_find(ui->themes, ui->looks.theme) : NULL;
	return theme ? theme->looks : style_looks;
}

const struct looks *ui_take_looks(struct ui *ui)
{
	bool changed = ui->looks_changed;
	ui->looks_changed = false;
	return changed ? &ui->looks : NULL;
}

void ui_set_looks(struct ui *ui, const struct looks *looks)
{
	looks_copy(&ui->looks, looks);
	utf8_set_whole_emoji(looks->whole_emoji);
	ui->dirty = UI_ALL;
}

static void note_change(struct ui *ui)
{
	ui->looks_changed = true;
	ui->dirty = UI_ALL;
}

bool colon_emoji(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	struct looks *looks = &turn->ui->looks;
	const char *wanted = call->words.len > 0  ? call->words.items[0]
	                     : looks->whole_emoji ? "first"
	                                          : "whole";
	if (!looks_set(looks, "emoji", wanted, err))
		return false;
	utf8_set_whole_emoji(looks->whole_emoji);
	note_change(turn->ui);
	ui_notice(turn, false, "%s",
	          looks->whole_emoji ? "Emoji of several parts are drawn whole"
	                             : "Of emoji of several parts the first is drawn");
	return true;
}

/* ---- only the messages ---- */

void looking_bare(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	bool bare = !ui->bare;
	ui_focus(ui, false);
	ui->bare = bare;
}

void looking_leave_bare(struct ui_turn *turn)
{
	turn->ui->bare = false;
	turn->ui->dirty = UI_ALL;
}

/* ---- the mouse ---- */

/* Where all else is hidden so that text can be copied, it is the terminal's. */
bool ui_wants_mouse(const struct ui *ui)
{
	return ui->looks.mouse && !ui->bare;
}

void looking_mouse(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	ui->looks.mouse = !ui->looks.mouse;
	note_change(ui);
	ui_notice(turn, false, "%s",
	          ui->looks.mouse ? "The mouse is covey's" : "The mouse is the terminal's: it selects text");
}

/* ---- the sidebar ---- */

void looking_set_sidebar(struct ui_turn *turn, int columns)
{
	struct ui *ui = turn->ui;
	if (columns > 0 && columns < LOOKS_SIDEBAR_MIN)
		columns = LOOKS_SIDEBAR_MIN;
	if (columns > LOOKS_SIDEBAR_MAX)
		columns = LOOKS_SIDEBAR_MAX;
	ui->looks.sidebar = columns;
	note_change(ui);
}

static void widen(struct ui_turn *turn, int columns)
{
	const struct layout *layout = &turn->ui->layout;
	if (layout->one_pane)
		ui_notice(turn, false, "There is one pane only, as wide as the screen");
	else
		looking_set_sidebar(turn, layout->sidebar.width + columns);
}

void looking_wider(struct ui_turn *turn)
{
	widen(turn, 1);
}

void looking_narrower(struct ui_turn *turn)
{
	widen(turn, -1);
}

bool colon_sidebar(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	struct looks *looks = &turn->ui->looks;
	if (!looks_set(looks, "sidebar", call->words.len > 0 ? call->words.items[0] : AUTO, err))
		return false;
	note_change(turn->ui);
	return true;
}

/* ---- themes ---- */

static bool set_theme(struct ui_turn *turn, const char *name, struct err *err)
{
	struct ui *ui = turn->ui;
	if (!ui->themes || !themes_find(ui->themes, name))
		return err_set(err, 0, "There is no theme “%s”", name);
	mem_replace(&ui->looks.theme, name);
	note_change(ui);
	return true;
}

static void list_themes(struct ui_turn *turn, struct dialog *dialog)
{
	const struct themes *themes = turn->ui->themes;
	char *wanted = utf8_fold(dialog->input.text);
	dialog_clear_choices(dialog);
	for (size_t i = 0; themes && i < themes->items.len; i++) {
		const struct theme *theme = themes->items.items[i];
		if (str_has_prefix(theme->name, wanted))
			dialog_add_choice(dialog, theme->name, theme->about, theme->name, 0);
	}
	free(wanted);
}

static void take_theme(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *chosen = dialog_chosen(dialog);
	if (!chosen)
		return;
	set_theme(turn, chosen->value, NULL);
	dialog_close(dialog);
}

bool colon_theme(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "take it",
	        .refresh = list_themes,
	        .accept = take_theme,
	};
	if (call->words.len > 0)
		return set_theme(turn, call->words.items[0], err);
	dialog_open(&turn->ui->dialog, &purpose, "Theme");
	ui_refresh_dialog(turn);
	return true;
}
