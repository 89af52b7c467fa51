/* Smart groups: shown, made of a filter, shown no more. */
#include "base/err.h"
#include "ui/private.h"

void smarts_set(struct ui_turn *turn, const char *name, const char *expression, bool folded)
{
	struct state_event *event = state_event_add(turn->events, STATE_EVENT_SMART);
	event->convgroup = ui_keep(turn, name);
	event->text = ui_keep(turn, expression);
	event->flag = folded;
	sidebar_to_smart(&turn->ui->sidebar, name);
}

void smarts_hide(struct ui_turn *turn, const struct state_smart *smart)
{
	const char *typed = colon_quote(&turn->events->arena, smart->name);
	bool known = state_smart_predefined(smart->name) != NULL;
	ui_notice(turn, false, "No more shown; back with :smart %s%s%s", typed, known ? "" : " ",
	          known ? "" : smart->expression);
	smarts_set(turn, smart->name, NULL, false);
}

/* ---- all that there are ---- */

static void list_smarts(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state *state = turn->state;
	dialog_clear_choices(dialog);
	dialog_set_body(dialog, "What fits stands there, besides where it is filed.");
	dialog_set_remark(dialog, "One of your own: :smart NAME FILTER");
	for (size_t i = 0; i < state_smart_count; i++) {
		const char *name = state_smarts[i].name;
		if (str_has_prefix(name, dialog->input.text))
			dialog_add_choice(dialog, name, state_smart(state, name) ? "shown" : "", name, 0);
	}
	for (size_t i = 0; i < state->smarts.len; i++) {
		const struct state_smart *smart = &state->smarts.items[i];
		if (!state_smart_predefined(smart->name) && str_has_prefix(smart->name, dialog->input.text))
			dialog_add_choice(dialog, smart->name, smart->expression, smart->name, 0);
	}
}

static void toggle_chosen(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	if (!choice)
		return;
	const char *name = ui_keep(turn, choice->value);
	const struct state_smart *shown = state_smart(turn->state, name);
	dialog_close(dialog);
	if (shown)
		smarts_hide(turn, shown);
	else
		smarts_set(turn, name, state_smart_predefined(name), false);
}

void smarts_open(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "show it, or no more",
	        .refresh = list_smarts,
	        .accept = toggle_chosen,
	};
	dialog_open(&turn->ui->dialog, &purpose, "Smart groups");
	ui_refresh_dialog(turn);
}

/* ---- commands ---- */

bool colon_smart(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const char *name = call->words.items[0];
	const struct state_smart *shown = state_smart(turn->state, name);
	const char *expression = call->words.len > 1 ? call->tail : state_smart_predefined(name);
	if (!expression && shown)
		expression = shown->expression;
	if (!expression)
		return err_set(err, 0, "Say what belongs to it: smart %s FILTER", name);
	if (!state_check_smart(turn->state, name, expression, err))
		return false;
	smarts_set(turn, name, expression, false);
	ui_focus(turn->ui, true);
	return true;
}

bool colon_drop_smart(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_smart *shown = state_smart(turn->state, call->words.items[0]);
	if (!shown)
		return err_set(err, 0, "There is no smart group “%s”", call->words.items[0]);
	smarts_hide(turn, shown);
	return true;
}
