/* The groups as a file: written, and read with a list of what would change, which Enter carries out. */
#include "ui/private.h"

#include <stdio.h>

#include "base/err.h"
#include "ui/arranging.h"

void arranging_init(struct arranging *arranging)
{
	state_arrangement_init(&arranging->wanted);
}

void arranging_finish(struct arranging *arranging)
{
	state_arrangement_finish(&arranging->wanted);
}

static bool has_files(const struct ui *ui, struct err *err)
{
	return ui->files || err_set(err, 0, "There are no files here");
}

bool colon_export_groups(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	struct state_arrangement now;
	const char *file = call->words.items[0];
	if (!has_files(turn->ui, err))
		return false;
	state_arrangement_init(&now);
	state_arrangement_take(&now, turn->state);
	bool ok = turn->ui->files->write_arrangement(file, &now, turn->state, err);
	if (ok)
		ui_notice(turn, false, "%zu group%s written to %s", now.convgroups.len,
		          now.convgroups.len == 1 ? "" : "s", file);
	state_arrangement_finish(&now);
	return ok;
}

/* ---- reading one ---- */

static bool find_changes(struct ui_turn *turn, struct state_arrangement_changes *changes, struct err *err)
{
	return state_arrangement_changes(&turn->ui->arranging.wanted, turn->state, changes, err);
}

static void list_changes(struct ui_turn *turn, struct dialog *dialog)
{
	struct state_arrangement_changes changes = {0};
	struct err err;
	char remark[64];
	dialog_clear_choices(dialog);
	bool good = find_changes(turn, &changes, &err);
	dialog_set_wrong(dialog, good ? NULL : err.text);
	for (size_t i = 0; good && i < changes.len; i++)
		dialog_add_choice(dialog, changes.items[i].text, "", "", 0);
	snprintf(remark, sizeof(remark), "%zu change%s, undone in one step", changes.len,
	         changes.len == 1 ? "" : "s");
	dialog_set_remark(dialog, remark);
	vec_finish(&changes);
}

static void ask(struct ui_turn *turn, const struct state_request *change, bool joins)
{
	struct state_request *request = ui_errand(turn, change->type);
	uint64_t ticket = request->ticket;
	*request = *state_request_copy(&turn->events->arena, change);
	request->ticket = ticket;
	request->joins = joins;
}

static void carry_out(struct ui_turn *turn, struct dialog *dialog)
{
	struct state_arrangement_changes changes = {0};
	struct err err;
	if (!find_changes(turn, &changes, &err)) {
		dialog_set_wrong(dialog, err.text);
	} else {
		for (size_t i = 0; i < changes.len; i++)
			ask(turn, &changes.items[i].request, i > 0);
		dialog_close(dialog);
	}
	vec_finish(&changes);
}

bool colon_import_groups(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "do all of it",
	        .refresh = list_changes,
	        .accept = carry_out,
	};
	struct ui *ui = turn->ui;
	struct state_arrangement_changes changes = {0};
	arranging_finish(&ui->arranging);
	arranging_init(&ui->arranging);
	if (!has_files(ui, err) ||
	    !ui->files->read_arrangement(call->words.items[0], &ui->arranging.wanted, err) ||
	    !find_changes(turn, &changes, err))
		return false;
	if (changes.len == 0) {
		ui_notice(turn, false, "The groups are like that already");
	} else {
		dialog_open(&ui->dialog, &purpose,
		            arena_printf(&turn->events->arena, "What %s would change", call->words.items[0]));
		ui_refresh_dialog(turn);
	}
	vec_finish(&changes);
	return true;
}
