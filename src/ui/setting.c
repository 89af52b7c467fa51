/*
 * What a group is set to: its policy, how it is sorted, and the places of its conversations when that is by
 * hand. The whole of the settings goes out at once; the state brings back what the server has.
 */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "state/settings.h"

/* Is the last change of this group still on its way? */
static bool is_on_its_way(const struct ui *ui, const char *convgroup)
{
	for (size_t i = 0; i < ui->errands.len; i++)
		if (ui->errands.items[i].type == STATE_REQUEST_CONVGROUP_SET)
			return str_equal(ui->set_convgroup, convgroup);
	return false;
}

/* As they are, or as asked for last; state_settings_finish() frees it. */
static struct state_settings settings_of(struct ui_turn *turn, const struct state_convgroup *convgroup)
{
	struct state_settings settings = {0};
	char *text = state_settings_write(&convgroup->settings);
	state_settings_read(&settings,
	                    is_on_its_way(turn->ui, convgroup->name) ? turn->ui->set_wanted : text);
	free(text);
	return settings;
}

static void fill(struct ui_turn *turn, struct state_request *request, const char *convgroup,
                 const struct state_settings *settings)
{
	char *text = state_settings_write(settings);
	request->convgroup = ui_keep(turn, convgroup);
	request->text = ui_keep(turn, text);
	mem_replace(&turn->ui->set_convgroup, convgroup);
	mem_replace(&turn->ui->set_wanted, text);
	free(text);
}

/* The open box waits. */
static bool set_in_dialog(struct ui_turn *turn, const char *name, struct strspan words, struct err *err)
{
	const struct state_convgroup *convgroup = state_convgroup(turn->state, name);
	if (!convgroup)
		return err_set(err, 0, "The group is gone");
	struct state_settings settings = settings_of(turn, convgroup);
	bool ok = true;
	for (size_t i = 0; ok && i < words.len; i++)
		ok = state_settings_say(&settings, words.items[i], err);
	if (ok)
		fill(turn, ui_dialog_request(turn, STATE_REQUEST_CONVGROUP_SET), name, &settings);
	state_settings_finish(&settings);
	return ok;
}

bool setting_say(struct ui_turn *turn, const char *convgroup, struct strspan words, struct err *err)
{
	return set_in_dialog(turn, convgroup, words, err);
}

static const struct state_convgroup *convgroup_here(struct ui_turn *turn, const char *what)
{
	const struct state_row *row = ui_row(turn);
	if (row && row->convgroup)
		return row->convgroup;
	ui_notice(turn, false, "%s: put the cursor on a group first", what);
	return NULL;
}

void setting_own(struct ui_turn *turn, const struct state_conversation *conversation, bool own)
{
	const struct state_convgroup *convgroup = state_policy_of(turn->state, conversation);
	if (!convgroup || strlist_contains(&convgroup->settings.own, conversation->id) == own)
		return;
	struct state_settings settings = settings_of(turn, convgroup);
	strlist_remove(&settings.own, conversation->id);
	if (own)
		strlist_add(&settings.own, conversation->id);
	fill(turn, ui_errand(turn, STATE_REQUEST_CONVGROUP_SET), convgroup->name, &settings);
	state_settings_finish(&settings);
}

/* ---- the boxes ---- */

static void offer(struct dialog *dialog, const struct state_settings *now, const char *word, const char *text)
{
	struct state_settings then = {0};
	char *before = state_settings_write(now), label[256];
	state_settings_read(&then, before);
	bool can = state_settings_say(&then, word, NULL);
	char *after = state_settings_write(&then);
	snprintf(label, sizeof(label), "%s: %s", word, text);
	if (can && (strcasestr(label, dialog->input.text) || str_equal(text, dialog->input.text)))
		dialog_add_choice(dialog, label, str_equal(before, after) ? "now" : "", word, 0);
	state_settings_finish(&then);
	free(before);
	free(after);
}

static void list_policies(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state_convgroup *convgroup = state_convgroup(turn->state, dialog->convgroup);
	dialog_clear_choices(dialog);
	dialog_set_remark(dialog, "For those that have no setting of their own");
	if (!convgroup)
		return;
	const struct state_settings *now = &convgroup->settings;
	for (int remind = 0; remind < STATE_REMIND_COUNT; remind++)
		offer(dialog, now, state_reminds[remind].word, state_reminds[remind].text);
#define X(word, text) offer(dialog, now, word, text);
	STATE_SETTINGS(X)
#undef X
	if (dialog->choices.len == 0)
		offer(dialog, now, dialog->input.text, dialog->input.text);
}

static void list_sorts(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state_convgroup *convgroup = state_convgroup(turn->state, dialog->convgroup);
	dialog_clear_choices(dialog);
	for (int sort = 0; convgroup && sort < STATE_SORT_COUNT; sort++) {
		char word[64];
		snprintf(word, sizeof(word), "sort=%s", state_sorts[sort].word);
		if (strcasestr(state_sorts[sort].text, dialog->input.text))
			dialog_add_choice(dialog, state_sorts[sort].text,
			                  convgroup->settings.sort == (enum state_sort)sort ? "now" : "",
			                  word, 0);
	}
}

static void set_chosen(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	struct err err;
	if (!choice)
		return;
	const char *word = choice->value;
	if (!set_in_dialog(turn, dialog->convgroup, (struct strspan){&word, 1}, &err))
		dialog_set_error(dialog, err.text);
}

static void open_for(struct ui_turn *turn, const struct dialog_purpose *purpose, const char *format,
                     const char *name)
{
	struct dialog *dialog = &turn->ui->dialog;
	char title[256];
	snprintf(title, sizeof(title), format, name);
	dialog_open(dialog, purpose, title);
	dialog->convgroup = mem_strdup(name);
	ui_refresh_dialog(turn);
}

void setting_open_policy(struct ui_turn *turn, const char *convgroup)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "set it",
	        .refresh = list_policies,
	        .accept = set_chosen,
	};
	open_for(turn, &purpose, "Policy of “%s”", convgroup);
}

void setting_open_sort(struct ui_turn *turn, const char *convgroup)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "sort it so",
	        .refresh = list_sorts,
	        .accept = set_chosen,
	};
	open_for(turn, &purpose, "Sort “%s”", convgroup);
}

void setting_policy(struct ui_turn *turn)
{
	const struct state_convgroup *convgroup = convgroup_here(turn, "Policy of a group");
	if (convgroup)
		setting_open_policy(turn, convgroup->name);
}

void setting_sort(struct ui_turn *turn)
{
	const struct state_convgroup *convgroup = convgroup_here(turn, "Sort a group");
	if (convgroup)
		setting_open_sort(turn, convgroup->name);
}

/* ---- by hand ---- */

/* As they stand now: so one that was sorted otherwise begins with what is seen. */
static void begin_order(struct ui_turn *turn, const char *convgroup, struct state_settings *settings)
{
	struct state_rows rows = {0};
	struct strlist order = {0};
	state_members(turn->state, convgroup, settings, &rows);
	for (size_t i = 0; i < rows.len; i++)
		strlist_add(&order, rows.items[i].conversation->id);
	strlist_assign(&settings->order, strlist_span(&order));
	settings->sort = STATE_SORT_HAND;
	strlist_finish(&order);
	vec_finish(&rows);
}

/* Why the one at `at` cannot change places with the one at `to`, or NULL. */
static const char *no_swap(const struct state *state, const struct strlist *order, ptrdiff_t at, ptrdiff_t to)
{
	if (at < 0)
		return "It is not in the group any more";
	if (to < 0)
		return "It is the first of the group already";
	if (to >= (ptrdiff_t)order->len)
		return "It is the last of the group already";
	if (state_conversation(state, order->items[at])->pinned !=
	    state_conversation(state, order->items[to])->pinned)
		return "Pinned conversations stay above the others";
	return NULL;
}

static void move_here(struct ui_turn *turn, int step)
{
	const struct state_row *row = ui_row(turn);
	if (!row || !row->conversation || !row->convgroup) {
		ui_notice(turn, false, "Move a conversation: put the cursor on one in a group");
		return;
	}
	struct state_settings settings = settings_of(turn, row->convgroup);
	begin_order(turn, row->convgroup->name, &settings);
	ptrdiff_t at = strlist_index(&settings.order, row->conversation->id), to = at + step;
	const char *why = no_swap(turn->state, &settings.order, at, to);
	if (why) {
		ui_notice(turn, false, "%s", why);
	} else {
		char *moved = settings.order.items[at];
		settings.order.items[at] = settings.order.items[to];
		settings.order.items[to] = moved;
		fill(turn, ui_errand(turn, STATE_REQUEST_CONVGROUP_SET), row->convgroup->name, &settings);
	}
	state_settings_finish(&settings);
}

void setting_raise(struct ui_turn *turn)
{
	move_here(turn, -1);
}

void setting_lower(struct ui_turn *turn)
{
	move_here(turn, 1);
}
