/*
 * The palette: every action by its name or what it does, with its key, and every command that takes an
 * argument. Enter does it; a command is begun in the command line.
 */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "state/fuzzy.h"

#define LABEL_MAX 256

/* It means something else by each of its keys: the command of its name stands for it. */
static bool goes_by_key(enum action action)
{
	return action == ACTION_FILE || action == ACTION_ACCOUNT;
}

/* What can be done while no box is open, as seen from the pane where one is. */
static bool is_offered(const struct ui *ui, enum action action)
{
	enum action_context context = action_table[action].context;
	enum action_context pane = ui_pane_context(ui);
	bool here = context == pane && (pane == ACTION_COMPOSE || pane == ACTION_MESSAGE);
	return action != ACTION_PALETTE && !goes_by_key(action) &&
	       (context == ACTION_EVERYWHERE || context == ACTION_SIDEBAR || here);
}

struct candidate {
	enum action action; /* ACTION_COUNT: a command, by `place` */
	size_t place;
	int score;
};

static int compare(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;
	if (a->score != b->score)
		return b->score - a->score;
	return a->action != b->action ? (int)a->action - (int)b->action : (int)a->place - (int)b->place;
}

/* Then the action is the shorter way. */
static bool is_action(const char *name)
{
	int action = 0;
	while (action < ACTION_COUNT && !str_equal(action_table[action].name, name))
		action++;
	return action < ACTION_COUNT && !goes_by_key((enum action)action);
}

/* By its name, or by what it does. */
static int score(const char *name, const char *help, const char *wanted)
{
	int by_name = fuzzy_score(name, wanted);
	char *folded = utf8_fold(help);
	int by_help = fuzzy_score(folded, wanted);
	free(folded);
	return by_name > by_help ? by_name : by_help;
}

typedef VEC(struct candidate) candidate_vec;

static void gather(const struct ui *ui, const char *wanted, candidate_vec *found)
{
	for (int action = 0; action < ACTION_COUNT; action++) {
		const struct action_info *info = &action_table[action];
		struct candidate candidate = {.action = (enum action)action,
		                              .score = score(info->name, info->help, wanted)};
		if (is_offered(ui, candidate.action) && candidate.score > 0)
			vec_push(found, candidate);
	}
	for (size_t i = 0, count = colon_count(); i < count; i++) {
		struct colon_command command = colon_command(i);
		struct candidate candidate = {.action = ACTION_COUNT,
		                              .place = i,
		                              .score = score(command.name, command.help, wanted)};
		if (command.run && *command.usage && candidate.score > 0 && !is_action(command.name))
			vec_push(found, candidate);
	}
}

static void offer_action(const struct ui *ui, struct dialog *dialog, enum action action)
{
	const struct action_info *info = &action_table[action];
	enum action_context here = ui_pane_context(ui);
	bool elsewhere = info->context == ACTION_SIDEBAR && !ui->in_sidebar;
	char *keys = keymap_keys(ui->keymap, elsewhere ? ACTION_SIDEBAR : here, action);
	char label[LABEL_MAX], detail[LABEL_MAX];
	snprintf(label, sizeof(label), "%s: %s", info->name, info->help);
	snprintf(detail, sizeof(detail), "%s%s", elsewhere && *keys ? "sidebar " : "", keys);
	dialog_add_choice(dialog, label, detail, info->name, (int)action);
	free(keys);
}

static void offer_command(struct dialog *dialog, size_t place)
{
	struct colon_command command = colon_command(place);
	char label[LABEL_MAX], detail[LABEL_MAX];
	snprintf(label, sizeof(label), "%s: %s", command.name, command.help);
	snprintf(detail, sizeof(detail), ":%s %s", command.name, command.usage);
	dialog_add_choice(dialog, label, detail, command.name, ACTION_COUNT);
}

static void list_actions(struct ui_turn *turn, struct dialog *dialog)
{
	candidate_vec found = {0};
	char *wanted = utf8_fold(dialog->input.text);
	gather(turn->ui, wanted, &found);
	if (found.len > 0)
		qsort(found.items, found.len, sizeof(*found.items), compare);
	dialog_clear_choices(dialog);
	dialog_set_remark(dialog, found.len > 0 ? "" : "There is no such action");
	for (size_t i = 0; i < found.len; i++) {
		if (found.items[i].action != ACTION_COUNT)
			offer_action(turn->ui, dialog, found.items[i].action);
		else
			offer_command(dialog, found.items[i].place);
	}
	vec_finish(&found);
	free(wanted);
}

static void begin_command(struct ui_turn *turn, const char *name)
{
	char *line = arena_printf(&turn->events->arena, "%s ", name);
	colon_open(turn);
	line_set(&turn->ui->dialog.input, line);
	ui_refresh_dialog(turn);
}

static void do_chosen(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	if (!choice)
		return;
	const char *name = ui_keep(turn, choice->value);
	enum action action = (enum action)choice->deed;
	dialog_close(dialog);
	if (action == ACTION_COUNT) {
		begin_command(turn, name);
		return;
	}
	/* What an action of the sidebar is about when one is elsewhere: what one sees. */
	if (!turn->ui->in_sidebar)
		ui_cursor_to_shown(turn);
	ui_do(turn, action);
}

void palette_open(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "do it",
	        .refresh = list_actions,
	        .accept = do_chosen,
	};
	dialog_open(&turn->ui->dialog, &purpose, "Find an action");
	ui_refresh_dialog(turn);
}
