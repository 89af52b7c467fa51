/* What is done to conversation groups themselves: made, renamed, deleted, moved in their order. */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "ui/glyph.h"
#include "ui/label.h"

#define SENTENCE_MAX 4096

/* The group of the row under the cursor: the heading's, or the one that a conversation stands under. */
static const char *group_here(struct ui_turn *turn, const char *what)
{
	const struct state_row *row = ui_row(turn);
	if (row && row->convgroup)
		return row->convgroup->name;
	ui_notice(turn, false, "%s: put the cursor on one%s first", what,
	          row && row->smart ? " of yours" : "");
	return NULL;
}

/* ---- names ---- */

const char *convgroup_bytes(struct ui_turn *turn, const char *name)
{
	int64_t most = turn->state->limits.convgroup_name_bytes;
	return most > 0 ? arena_printf(&turn->events->arena, "%zu/%lld bytes", strlen(name), (long long)most)
	                : "";
}

/* What is wrong with the name is said before the server has to. */
static void check_name(struct ui_turn *turn, struct dialog *dialog)
{
	const char *name = dialog->input.text;
	struct err err;
	dialog_set_remark(dialog, convgroup_bytes(turn, name));
	/* Nothing typed yet is nothing wrong, unless no name would do. */
	const char *checked = *name ? name : dialog->convgroup ? dialog->convgroup : "?";
	bool good = state_check_convgroup_name(turn->state, checked, dialog->convgroup, &err);
	dialog_set_wrong(dialog, good ? NULL : err.text);
}

/* False, and the reason shown, for a name that cannot be. */
static bool accept_name(struct ui_turn *turn, struct dialog *dialog)
{
	struct err err;
	if (state_check_convgroup_name(turn->state, dialog->input.text, dialog->convgroup, &err))
		return true;
	dialog_set_wrong(dialog, err.text);
	return false;
}

static void create(struct ui_turn *turn, struct dialog *dialog)
{
	if (!accept_name(turn, dialog))
		return;
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_CONVGROUP_CREATE);
	request->convgroup = ui_keep(turn, dialog->input.text);
	mem_replace(&dialog->wanted, dialog->input.text);
	ui_tell_when_done(turn, request);
}

/* Whoever makes one where they stand goes on with it. */
static void created(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	(void)answer;
	if (turn->ui->in_sidebar)
		mem_replace(&turn->ui->awaited_convgroup, dialog->wanted);
}

void convgroup_new(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PROMPT,
	        .verb = "make it",
	        .refresh = check_name,
	        .accept = create,
	        .done = created,
	};
	dialog_open(&turn->ui->dialog, &purpose, "New group");
	ui_refresh_dialog(turn);
}

static void rename_to(struct ui_turn *turn, struct dialog *dialog)
{
	if (str_equal(dialog->input.text, dialog->convgroup)) {
		dialog_close(dialog);
		return;
	}
	if (!accept_name(turn, dialog))
		return;
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_CONVGROUP_RENAME);
	request->convgroup = ui_keep(turn, dialog->convgroup);
	request->new_name = ui_keep(turn, dialog->input.text);
	mem_replace(&dialog->wanted, dialog->input.text);
}

/* The cursor follows it. */
static void renamed(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	(void)answer;
	mem_replace(&turn->ui->awaited_convgroup, dialog->wanted);
}

void convgroup_rename(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PROMPT,
	        .verb = "rename it",
	        .refresh = check_name,
	        .accept = rename_to,
	        .done = renamed,
	};
	struct dialog *dialog = &turn->ui->dialog;
	const char *name = group_here(turn, "Rename a group");
	char title[256];
	if (!name)
		return;
	snprintf(title, sizeof(title), "Rename “%s”", name);
	dialog_open(dialog, &purpose, title);
	dialog->convgroup = mem_strdup(name);
	line_set(&dialog->input, name);
	ui_refresh_dialog(turn);
}

/* ---- deleting ---- */

static size_t only_in(const struct state *state, const char *name)
{
	size_t count = 0;
	for (size_t i = 0; i < state->order.len; i++)
		count += state_is_in(state->order.items[i], name) &&
		         state->order.items[i]->convgroups.len == 1;
	return count;
}

/* What stays and what goes. */
static void say_what_goes(struct ui_turn *turn, struct dialog *dialog)
{
	const char *name = dialog->convgroup;
	size_t all = state_conversations_in(turn->state, name), homeless = only_in(turn->state, name);
	char *label = label_convgroup(name);
	struct buf text;
	buf_init(&text, SENTENCE_MAX);
	buf_printf(&text, "The group “%s” goes. ", label);
	if (all == 0)
		buf_append_str(&text, "No conversation is in it.");
	else
		buf_printf(&text, "Its %zu conversation%s stay%s, with all messages", all,
		           label_plural((int64_t)all), all == 1 ? "s" : "");
	if (all > 0 && homeless == 0)
		buf_append_str(&text, ", in the other groups.");
	else if (all > 0 && homeless == all)
		buf_append_str(&text, ", under “no group”.");
	else if (all > 0)
		buf_printf(&text, ": %zu under “no group”, the others in their other groups.", homeless);
	dialog_set_body(dialog, text.data);
	buf_finish(&text);
	free(label);
}

static void delete_it(struct ui_turn *turn, struct dialog *dialog)
{
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_CONVGROUP_DELETE);
	request->convgroup = ui_keep(turn, dialog->convgroup);
	ui_tell_when_done(turn, request);
}

void convgroup_ask_delete(struct ui_turn *turn, const char *name)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_CONFIRM,
	        .verb = "delete the group",
	        .refresh = say_what_goes,
	        .accept = delete_it,
	};
	struct dialog *dialog = &turn->ui->dialog;
	char title[256];
	snprintf(title, sizeof(title), "Delete “%s”?", name);
	dialog_open(dialog, &purpose, title);
	dialog->convgroup = mem_strdup(name);
	ui_refresh_dialog(turn);
}

void convgroup_delete(struct ui_turn *turn)
{
	const struct state_row *row = ui_row(turn);
	if (row && row->smart && !row->conversation) {
		smarts_hide(turn, row->smart);
		return;
	}
	const char *name = group_here(turn, "Delete a group");
	if (name)
		convgroup_ask_delete(turn, name);
}

/* ---- the order ---- */

static bool is_sorting(const struct ui *ui)
{
	for (size_t i = 0; i < ui->errands.len; i++)
		if (ui->errands.items[i].type == STATE_REQUEST_CONVGROUP_SORT)
			return true;
	return false;
}

/* Whoever presses the key again before the answer is there means the order that he asked for. */
static void begin_with_order(struct ui_turn *turn, struct strlist *order)
{
	const struct state *state = turn->state;
	if (is_sorting(turn->ui) && order->len == state->convgroups.len)
		return;
	strlist_clear(order);
	for (size_t i = 0; i < state->convgroups.len; i++)
		strlist_add(order, state->convgroups.items[i].name);
}

void convgroup_move(struct ui_turn *turn, const char *name, int step)
{
	struct strlist *order = &turn->ui->order_wanted;
	begin_with_order(turn, order);
	ptrdiff_t at = strlist_index(order, name), to = at + step;
	if (at < 0)
		return;
	if (to < 0 || to >= (ptrdiff_t)order->len) {
		ui_notice(turn, false, "“%s” is the %s group already", name, step < 0 ? "first" : "last");
		return;
	}
	char *moved = order->items[at];
	order->items[at] = order->items[to];
	order->items[to] = moved;
	struct state_request *request = ui_errand(turn, STATE_REQUEST_CONVGROUP_SORT);
	request->convgroups = strspan_copy(&turn->events->arena, strlist_span(order));
}

static void move_here(struct ui_turn *turn, int step)
{
	const char *name = group_here(turn, "Move a group");
	if (name)
		convgroup_move(turn, name, step);
}

void convgroup_raise(struct ui_turn *turn)
{
	move_here(turn, -1);
}

void convgroup_lower(struct ui_turn *turn)
{
	move_here(turn, 1);
}
